"""The benchmark: every budget as a ratio measured in one run; exits with 1 where a gate is missed.

Both sides of a ratio are timed in turns, so that a busy machine slows both alike, and medians are compared.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

import infobox_conflict as ic

BLOCKS = 7
SEED = Path(__file__).parents[2] / "seeds" / "battle-of-hadrut.md"


class Result(NamedTuple):
    """One piece of work as measured."""

    work: str
    ours: float
    theirs: float
    gate: float | None = None
    """The greatest ratio that the budget allows; None where a figure is only told."""
    goal: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as long our work takes."""
        return self.ours / self.theirs

    @property
    def missed(self) -> bool:
        """Whether the gate is missed."""
        return self.gate is not None and self.ratio > self.gate


def main() -> int:
    """Run every benchmark and print a line for each; 1 where a gate is missed."""
    text = SEED.read_bytes().decode()
    repaired = text.encode("mac_roman").decode()
    results = [
        seed_to_facts("seed file to typed conflict / C loader on its front matter", text, text, gate=4, goal=2),
        seed_to_facts("the same / C loader on the repaired front matter", text, repaired),
        seed_to_facts("repaired seed to typed conflict / C loader on that", repaired, repaired),
        import_time("import / import of pydantic and yaml", "import infobox_conflict", gate=2, goal=1.3),
        import_time("import with every name used / the same", "from infobox_conflict import *"),
    ]
    print(f"{'work':62} {'ratio':>7} {'gate':>5} {'goal':>5} {'ours':>10} {'theirs':>10}")
    for one in results:
        limits = f"{one.gate or '-':>5} {one.goal or '-':>5}"
        print(f"{one.work:62} {one.ratio:6.2f}x {limits} {one.ours * 1e3:7.2f} ms {one.theirs * 1e3:7.2f} ms{'  MISSED' * one.missed}")
    return int(any(one.missed for one in results))


def seed_to_facts(work: str, text: str, loaded: str, gate: float | None = None, goal: float | None = None) -> Result:
    """A text to its typed conflict, against PyYAML's C loader on the front matter of another."""
    front = loaded.split("---\n")[1]
    ours, theirs = in_turns(lambda: ic.read(text).infoboxes[0].conflict, lambda: yaml.load(front, yaml.CLoader), rounds=490)  # noqa: S506 (our own file)
    return Result(work, ours, theirs, gate, goal)


def import_time(work: str, code: str, gate: float | None = None, goal: float | None = None) -> Result:
    """A fresh interpreter that imports the library, against one that imports pydantic and PyYAML; less a bare start."""

    def start(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    bare = statistics.median(timed(lambda: start("pass"), children) for _ in range(15))
    ours, theirs = in_turns(lambda: start(code), lambda: start("from pydantic import BaseModel; import yaml"), rounds=21, clock=children)
    return Result(work, ours - bare, theirs - bare, gate, goal)


def in_turns(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int, clock: Callable[[], float] = time.process_time
) -> tuple[float, float]:
    """The median times of two pieces of work, timed one after the other in every round.

    The rounds are taken in blocks, and the block counts whose ratio is the middle one: a burst of other work on the machine
    spoils a block, not the figure.
    """
    for warm in (ours, theirs):
        warm()
    gc.collect()
    gc.disable()  # as timeit does: whose turn a collection falls into is chance
    try:
        blocks = [[(timed(ours, clock), timed(theirs, clock)) for _ in range(rounds // BLOCKS)] for _ in range(BLOCKS)]
    finally:
        gc.enable()
    medians = [(statistics.median(mine for mine, _ in block), statistics.median(other for _, other in block)) for block in blocks]
    return sorted(medians, key=lambda pair: pair[0] / pair[1])[BLOCKS // 2]


def children() -> float:
    """The processor's time that finished child processes took."""
    used = os.times()
    return used.children_user + used.children_system


def timed(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds that a piece of work takes: of the processor's time, since a longer one is interrupted more often on a busy machine."""
    start = clock()
    work()
    return clock() - start


if __name__ == "__main__":
    sys.exit(main())
