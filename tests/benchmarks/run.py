"""The benchmark: every budget as a ratio measured in one run; exits with 1 where a gate is missed.

Both sides of a ratio are timed in turns, so that a busy machine slows both alike, and medians are compared.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

import infobox_conflict as ic

SEED = Path(__file__).parents[2] / "seeds" / "battle-of-hadrut.md"


class Result(NamedTuple):
    """One budget as measured."""

    work: str
    ratio: float
    gate: float
    goal: float
    ours: float
    theirs: float


def main() -> int:
    """Run every benchmark and print a line for each; 1 where a gate is missed."""
    results = [seed_to_facts(), import_time()]
    print(f"{'work':44} {'ratio':>7} {'gate':>6} {'goal':>6} {'ours':>10} {'theirs':>10}")
    for result in results:
        verdict = "" if result.ratio <= result.gate else "  MISSED"
        times = f"{result.ours * 1e3:7.2f} ms {result.theirs * 1e3:7.2f} ms"
        print(f"{result.work:44} {result.ratio:6.2f}x {result.gate:5.1f}x {result.goal:5.1f}x {times}{verdict}")
    return int(any(result.ratio > result.gate for result in results))


def seed_to_facts() -> Result:
    """The seed's text to its typed conflict, against PyYAML's C loader on its (repaired) front matter."""
    text = SEED.read_bytes().decode()
    front = text.encode("mac_roman").decode().split("---\n")[1]
    ours, theirs = in_turns(lambda: ic.read(text).infoboxes[0].conflict, lambda: yaml.load(front, yaml.CLoader), rounds=300)  # noqa: S506 (our own file)
    return Result("seed file to typed conflict / C loader", ours / theirs, 4, 2, ours, theirs)


def import_time() -> Result:
    """A fresh interpreter that imports the library, against one that imports pydantic and PyYAML; less a bare start."""

    def start(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 (our own code)

    bare = statistics.median(timed(lambda: start("pass")) for _ in range(15))
    ours, theirs = in_turns(lambda: start("import infobox_conflict"), lambda: start("from pydantic import BaseModel; import yaml"), rounds=25)
    return Result("import / import of pydantic and yaml", (ours - bare) / (theirs - bare), 2, 1.3, ours - bare, theirs - bare)


def in_turns(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median times of two pieces of work, timed one after the other in every round."""
    for warm in (ours, theirs):
        warm()
    gc.collect()
    pairs = [(timed(ours), timed(theirs)) for _ in range(rounds)]
    return statistics.median(mine for mine, _ in pairs), statistics.median(other for _, other in pairs)


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
