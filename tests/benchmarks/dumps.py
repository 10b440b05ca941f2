"""The benchmark of dumps: rates in one run, beside decompression alone and the parsers that others use; exits with 1 below a gate.

`dumps.py [--size 200] [--growth]` writes synthetic dumps into a folder of its own and takes medians of rounds in which every
piece of work has its turn, so that a busy machine slows all alike.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import takewhile
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[2]))

from infobox_conflict.dumps import carriers, extract
from infobox_conflict.dumps.carriers import Part
from infobox_conflict.dumps.extraction import part_rows
from infobox_conflict.dumps.flow import Block, Mark
from tests.benchmarks import synthetic

ROUNDS = 5
MEGA = 1_000_000


class Gate(NamedTuple):
    """A figure and what it must be."""

    work: str
    figure: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it is not what it must be."""
        return (self.least is not None and self.figure < self.least) or (self.most is not None and self.figure > self.most)


def unpack(part: Part) -> int:
    """Decompress a part, and nothing else."""
    with carriers.opened(part) as flow:
        return sum(len(item.data) for item in takewhile(lambda item: item is not Mark.BOUNDARY, flow) if isinstance(item, Block))


def read_rows(part: Part) -> int:
    """Read a part to rows."""
    return sum(len(tables.get("conflicts", ())) for tables in part_rows(part))


def with_mwxml(path: Path, limit: int = 0) -> int:
    """Pages by mwxml, and each one's templates by mwparserfromhell: what is written most often."""
    import mwparserfromhell  # noqa: PLC0415 (of the extra `bench`)
    import mwxml  # noqa: PLC0415 (of the extra `bench`)

    found = read = 0
    with path.open("rb") as file:
        for page in mwxml.Dump.from_file(file):
            for revision in page:
                read += len(revision.text.encode())
                parsed = mwparserfromhell.parse(revision.text)
                found += any(one.name.matches("Infobox military conflict") for one in parsed.filter_templates())
            if limit and read >= limit:
                break
    return found


def with_wikitextparser(path: Path) -> int:
    """The same by wikitextparser."""
    import mwxml  # noqa: PLC0415 (of the extra `bench`)
    import wikitextparser  # noqa: PLC0415 (of the extra `bench`)

    with path.open("rb") as file:
        texts = [revision.text for page in mwxml.Dump.from_file(file) for revision in page]
    return sum(any(one.name.strip() == "Infobox military conflict" for one in wikitextparser.parse(text).templates) for text in texts)


def in_turns(works: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of each piece of work, all of them once in each round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(some) for name, some in times.items()}


def packed(folder: Path, size: int) -> list[Gate]:
    """Sparse bzip2 data: rows against decompression alone, on the same parts and workers; one worker and two."""
    gates = []
    for name, multistream in (("multistream", True), ("single stream", False)):
        path = folder / f"{name.replace(' ', '-')}.xml.bz2"
        synthetic.write(path, size * MEGA, multistream=multistream)
        parts, _ = carriers.split([str(path)])
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            list(pool.map(read_rows, parts[:2]))  # imports and vocabulary
            times = in_turns(
                {
                    "rows": lambda: sum(map(read_rows, parts)),  # noqa: B023 (called at once)
                    "alone": lambda: sum(map(unpack, parts)),  # noqa: B023
                    "rows by two": lambda: sum(pool.map(read_rows, parts)),  # noqa: B023
                    "alone by two": lambda: sum(pool.map(unpack, parts)),  # noqa: B023
                },
                rounds=3,
            )
        gates += [
            Gate(f"{name} bz2, rows, one worker", size / times["rows"], "MB/s"),
            Gate(f"{name} bz2, decompression alone", size / times["alone"], "MB/s"),
            Gate(f"{name} bz2, rows / decompression alone", 100 * times["alone"] / times["rows"], "%", least=90),
            Gate(f"{name} bz2, the same by two workers", 100 * times["alone by two"] / times["rows by two"], "%", least=90),
            Gate(f"{name} bz2, two workers / one", times["rows"] / times["rows by two"], "x"),
        ]
    return gates


def plain(folder: Path, size: int) -> list[Gate]:
    """Sparse XML: rows, against the parsers that others use on a tenth of it."""
    path, tenth = folder / "plain.xml", folder / "tenth.xml"
    synthetic.write(path, size * MEGA)
    synthetic.write(tenth, size * MEGA // 20)
    parts, _ = carriers.split([str(path)])
    ours = in_turns({"rows": lambda: sum(map(read_rows, parts))})["rows"] / size
    others = in_turns({"mwxml": lambda: with_mwxml(tenth), "wikitextparser": lambda: with_wikitextparser(tenth)}, rounds=1)
    share = size / 20
    return [
        Gate("plain XML, rows, one core", 1 / ours, "MB/s", least=300),
        Gate("plain XML, mwxml + mwparserfromhell", share / others["mwxml"], "MB/s"),
        Gate("plain XML, mwxml + wikitextparser", share / others["wikitextparser"], "MB/s"),
        Gate("plain XML, rows / mwxml + mwparserfromhell", others["mwxml"] / share / ours, "x", least=10),
    ]


def dense(folder: Path) -> list[Gate]:
    """A box on every page: here reading the boxes is all of the work."""
    path = folder / "dense.xml"
    boxes = synthetic.write(path, 8 * MEGA, dense=True)
    parts, _ = carriers.split([str(path)])
    times = in_turns({"rows": lambda: sum(map(read_rows, parts)), "mwxml": lambda: with_mwxml(path)}, rounds=3)
    return [
        Gate("dense XML, boxes to rows, one core", boxes / times["rows"], "/s"),
        Gate("dense XML, rows / mwxml + mwparserfromhell", times["mwxml"] / times["rows"], "x"),
    ]


def growth(folder: Path) -> list[Gate]:
    """Time and memory of `extract`, one worker, from 50 to 800 MB."""
    rates: dict[int, float] = {}
    gates = []
    for size in (50, 200, 800):
        path = folder / f"{size}.xml.bz2"
        synthetic.write(path, size * MEGA)
        seconds, memory = measured(path, folder / f"out-{size}")
        rates[size] = size / seconds
        gates.append(Gate(f"extract of {size} MB, multistream", size / seconds, "MB/s"))
        gates.append(Gate(f"extract of {size} MB, memory of the worker", memory, "MB", most=300))
    return [*gates, Gate("rate at 800 MB / rate at 50 MB", rates[800] / rates[50], "x", least=0.8)]


def measured(path: Path, out: Path) -> tuple[float, float]:
    """The seconds of an extraction in a process of its own, and the megabytes that it held at most (mapped file included)."""
    code = "import sys; from tests.benchmarks.dumps import told; told(*sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", code, str(path), str(out)], check=True, capture_output=True, cwd=Path(__file__).parents[2])
    seconds, memory = json.loads(done.stdout)
    return float(seconds), float(memory)


def told(path: str, out: str) -> None:
    """Extract, and print seconds and megabytes."""
    start = time.perf_counter()
    extract([path], out)
    print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000]))


def main() -> int:
    """Run the parts that are asked for; 1 where a gate is missed."""
    parser = argparse.ArgumentParser(description="Measure the reading of dumps.")
    parser.add_argument("--size", type=int, default=200, help="megabytes of XML")
    parser.add_argument("--growth", action="store_true", help="also extractions from 50 to 800 MB, which takes minutes")
    args = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        works: list[Callable[[], list[Gate]]] = [lambda: plain(folder, args.size), lambda: dense(folder), lambda: packed(folder, args.size)]
        if args.growth:
            works.append(lambda: growth(folder))
        for work in works:
            for one in work():
                limit = f"at least {one.least:g}" if one.least is not None else f"at most {one.most:g}" if one.most is not None else ""
                print(f"{one.work:52} {one.figure:8.1f} {one.unit:5} {limit}{'  MISSED' * one.missed}", flush=True)
                missed += one.missed
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
