"""The benchmark of dumps: rates in one run, beside decompression alone and the parsers that others use; exits with 1 below a gate.

`dumps.py [--size 200] [--growth] [--spark]` writes synthetic dumps into a folder of its own and takes medians of rounds in which
every piece of work has its turn, so that a busy machine slows all alike. The other parsers get a smaller dump of the same kind;
what is compared is the time for each megabyte.
"""

from __future__ import annotations

import argparse
import bz2
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from itertools import pairwise, takewhile
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


def texts(path: Path) -> Iterator[str]:
    """The texts of a dump by mwxml."""
    import mwxml  # noqa: PLC0415 (of the extra `bench`)

    with bz2.open(path) if path.suffix == ".bz2" else path.open("rb") as file:
        for page in mwxml.Dump.from_file(file):
            for revision in page:
                yield revision.text


def with_mwparserfromhell(path: Path) -> int:
    """Pages by mwxml, and each one's templates by mwparserfromhell: what is written most often."""
    import mwparserfromhell  # noqa: PLC0415 (of the extra `bench`)

    parsed = map(mwparserfromhell.parse, texts(path))
    return sum(any(one.name.matches("Infobox military conflict") for one in page.filter_templates()) for page in parsed)


def with_wikitextparser(path: Path) -> int:
    """The same by wikitextparser."""
    import wikitextparser  # noqa: PLC0415 (of the extra `bench`)

    parsed = map(wikitextparser.parse, texts(path))
    return sum(any(one.name.strip() == "Infobox military conflict" for one in page.templates) for page in parsed)


OTHERS: dict[str, Callable[[Path], int]] = {"mwparserfromhell": with_mwparserfromhell, "wikitextparser": with_wikitextparser}
"""What finds the same pages with the parsers that others use."""


def against(name: str, ours: float, path: Path, size: float, boxes: int, least: dict[str, float] | None = None) -> list[Gate]:
    """Our seconds for a megabyte against the other parsers', which must find as many boxes."""
    gates = []
    for other, work in OTHERS.items():
        start = time.perf_counter()
        found = work(path)
        theirs = (time.perf_counter() - start) / size
        if found != boxes:
            raise SystemExit(f"{other} finds {found} boxes, not {boxes}, in {path.name}")
        gates.append(Gate(f"{name}, mwxml + {other}", 1 / theirs, "MB/s"))
        gates.append(Gate(f"{name}, rows / mwxml + {other}", theirs / ours, "x", least=(least or {}).get(other)))
    return gates


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
        if multistream:
            small = folder / "small.xml.bz2"
            gates += against("multistream bz2", times["rows"] / size, small, few(size), synthetic.write(small, few(size) * MEGA))
    return gates


def few(size: int) -> int:
    """The megabytes that the other parsers get."""
    return max(size // 20, 1)


def plain(folder: Path, size: int) -> list[Gate]:
    """Sparse XML: rows, against the parsers that others use."""
    path, small = folder / "plain.xml", folder / "small.xml"
    synthetic.write(path, size * MEGA)
    boxes = synthetic.write(small, few(size) * MEGA)
    parts, _ = carriers.split([str(path)])
    ours = in_turns({"rows": lambda: sum(map(read_rows, parts))})["rows"] / size
    rate = Gate("plain XML, rows, one core", 1 / ours, "MB/s", least=300)
    return [rate, *against("plain XML", ours, small, few(size), boxes, {"mwparserfromhell": 10})]


def dense(folder: Path) -> list[Gate]:
    """A box on every page: here reading the boxes is all of the work."""
    path, small = folder / "dense.xml", folder / "less-dense.xml"
    boxes = synthetic.write(path, 8 * MEGA, dense=True)
    parts, _ = carriers.split([str(path)])
    seconds = in_turns({"rows": lambda: sum(map(read_rows, parts))}, rounds=3)["rows"]
    rates = [Gate("dense XML, boxes to rows, one core", boxes / seconds, "/s"), Gate("dense XML, rows, one core", 8 / seconds, "MB/s")]
    return [*rates, *against("dense XML", seconds / 8, small, 2, synthetic.write(small, 2 * MEGA, dense=True))]


def on_spark(folder: Path, size: int) -> list[Gate]:
    """The same dump by `extract` with two workers and by Spark on two cores, each in a process of its own; the rows must be as many."""
    path = folder / "for-spark.xml.bz2"
    synthetic.write(path, size * MEGA)
    start = time.perf_counter()
    done = in_process("by_two", str(path), str(folder / "by-two"))
    loaded = time.perf_counter() - start - done["seconds"]
    spark = in_process("by_spark", str(path))
    if done["rows"] != spark["rows"]:
        raise SystemExit(f"Spark gives {spark['rows']} rows, not {done['rows']}")
    return [
        Gate("extract, two workers, all tables", size / done["seconds"], "MB/s"),
        Gate("extract, before it begins", loaded, "s"),
        Gate("Spark local[2], figures", size / spark["seconds"], "MB/s"),
        Gate("Spark local[2], figures, once more", size / spark["again"], "MB/s"),
        Gate("Spark local[2], start of the session", spark["start"], "s"),
        Gate("Spark / extract, the session's start left out", done["seconds"] / spark["seconds"], "x"),
        Gate("rows of figures, the same by both", done["rows"], ""),
    ]


def by_two(path: str, out: str) -> dict[str, float]:
    """Extract with two workers."""
    start = time.perf_counter()
    done = extract([path], out, workers=2)
    return {"seconds": time.perf_counter() - start, "rows": done.counts["figures"]}


def by_spark(path: str) -> dict[str, float]:
    """Count the rows of figures with Spark; the first reading starts its workers."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 (of the extra `spark`)

    from infobox_conflict.dumps.spark import register  # noqa: PLC0415 (of the extra `spark`)

    os.environ["PYSPARK_PYTHON"] = sys.executable
    times = [time.perf_counter()]
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    register(session)
    times.append(time.perf_counter())
    for _ in range(2):
        rows = len(session.read.format("infobox_conflict").load(path).select("low", "text").collect())
        times.append(time.perf_counter())
    session.stop()
    start, seconds, again = (end - begin for begin, end in pairwise(times))
    return {"start": start, "seconds": seconds, "again": again, "rows": rows}


def growth(folder: Path) -> list[Gate]:
    """Time and memory of `extract`, one worker, from 50 to 800 MB."""
    rates: dict[int, float] = {}
    gates = []
    for size in (50, 200, 800):
        path = folder / f"{size}.xml.bz2"
        synthetic.write(path, size * MEGA)
        told = in_process("alone", str(path), str(folder / f"out-{size}"))
        rates[size] = size / told["seconds"]
        gates.append(Gate(f"extract of {size} MB, multistream", rates[size], "MB/s"))
        gates.append(Gate(f"extract of {size} MB, memory of the worker", told["memory"], "MB", most=300))
    return [*gates, Gate("rate at 800 MB / rate at 50 MB", rates[800] / rates[50], "x", least=0.8)]


def alone(path: str, out: str) -> dict[str, float]:
    """Extract with one worker; the memory is the most that the process held, the mapped file included."""
    start = time.perf_counter()
    extract([path], out)
    return {"seconds": time.perf_counter() - start, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}


def in_process(function: str, *args: str) -> dict[str, float]:
    """What a function of this file tells when it runs in a process of its own."""
    code = f"import json, sys; from tests.benchmarks.dumps import {function}\nif __name__ == '__main__': print(json.dumps({function}(*sys.argv[1:])))"
    done = subprocess.run([sys.executable, "-c", code, *args], check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Run the parts that are asked for; 1 where a gate is missed."""
    parser = argparse.ArgumentParser(description="Measure the reading of dumps.")
    parser.add_argument("--size", type=int, default=200, help="megabytes of XML")
    parser.add_argument("--growth", action="store_true", help="also extractions from 50 to 800 MB, which takes minutes")
    parser.add_argument("--spark", action="store_true", help="also Spark on two cores, where pyspark and Java are present")
    args = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        works: list[Callable[[], list[Gate]]] = [lambda: plain(folder, args.size), lambda: dense(folder), lambda: packed(folder, args.size)]
        if args.growth:
            works.append(lambda: growth(folder))
        if args.spark and find_spec("pyspark") and (shutil.which("java") or os.environ.get("JAVA_HOME")):
            works.append(lambda: on_spark(folder, args.size))
        elif args.spark:
            print("Spark is left out: there is no pyspark, or no Java")
        for work in works:
            for one in work():
                limit = f"at least {one.least:g}" if one.least is not None else f"at most {one.most:g}" if one.most is not None else ""
                print(f"{one.work:52} {one.figure:8.1f} {one.unit:5} {limit}{'  MISSED' * one.missed}", flush=True)
                missed += one.missed
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
