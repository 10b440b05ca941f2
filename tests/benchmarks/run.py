"""The benchmark: every budget as a ratio measured in one run; exits with 1 where a gate is missed.

Both sides of a ratio are timed in turns, so that a busy machine slows both alike, and medians are compared. Wikitext is measured
on the folders of pages and infoboxes given as arguments (`run.py PAGES BOXES`), else on a page of the benchmark's own; how long
facts take depends on how many a box has, so that gate holds for real infoboxes alone.

The same commit differs by a tenth and more between machines and days, as C and Python do not slow down alike. BENCHMARK_SLACK
widens the gates by a share for a machine that nobody chose (0.2: a fifth); what is over a gate is told with it or without.
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
SLACK = float(os.environ.get("BENCHMARK_SLACK") or 0)
"""The share by which a gate may be missed before the run fails."""
SEED = Path(__file__).parents[2] / "seeds" / "battle-of-hadrut.md"
LONG = 20_000
"""Characters of a page that counts for the budget on pages."""


class Result(NamedTuple):
    """One piece of work as measured."""

    work: str
    ours: float
    theirs: float
    gate: float | None = None
    """The greatest ratio that the budget allows; None where a figure is only told."""
    goal: float | None = None
    is_speedup: bool = False
    """Whether the ratio is how many times as fast we are, and the gate the least that it may be."""

    @property
    def ratio(self) -> float:
        """How many times as long our work takes, or how many times as long theirs."""
        return self.theirs / self.ours if self.is_speedup else self.ours / self.theirs

    @property
    def missed(self) -> float:
        """The share by which the gate is missed; 0 where it is not, or there is none."""
        if self.gate is None:
            return 0
        return max(0, self.gate / self.ratio - 1 if self.is_speedup else self.ratio / self.gate - 1)


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
        *wikitext(*map(Path, sys.argv[1:3])),
    ]
    print(f"{'work':68} {'ratio':>7} {'gate':>5} {'goal':>5} {'ours':>10} {'theirs':>10}")
    for one in results:
        limits = f"{one.gate or '-':>5} {one.goal or '-':>5}"
        print(f"{one.work:68} {one.ratio:6.2f}x {limits} {one.ours * 1e3:7.2f} ms {one.theirs * 1e3:7.2f} ms{'  MISSED' * (one.missed > 0)}")
    return int(any(one.missed > SLACK for one in results))


def seed_to_facts(work: str, text: str, loaded: str, gate: float | None = None, goal: float | None = None) -> Result:
    """A text to its typed conflict, against PyYAML's C loader on the front matter of another."""
    front = loaded.split("---\n")[1]
    ours, theirs = in_turns(lambda: ic.read(text).infoboxes[0].conflict, lambda: yaml.load(front, yaml.CLoader), rounds=490)  # noqa: S506 (our own file)
    return Result(work, ours, theirs, gate, goal)


def wikitext(pages: Path | None = None, boxes: Path | None = None) -> list[Result]:
    """Wikitext against mwparserfromhell's parse of the same text: the middle ratio of all texts."""
    import mwparserfromhell  # noqa: PLC0415 (of the extra `bench`)

    parse = mwparserfromhell.parse
    long = [text for text in texts_of(pages) if len(text) >= LONG] or [own_page()]
    short = texts_of(boxes) or [own_box()]

    def parameters(text: str) -> object:
        return [[(one.key, one.value) for one in box.parameters] for box in ic.infobox_templates(text)]

    def middle(work: str, texts: list[str], ours: Callable[[str], object], gate: float | None, goal: float) -> Result:
        results = [Result(work, *alternately(lambda: ours(text), lambda: parse(text)), gate, goal, is_speedup=True) for text in texts]  # noqa: B023 (called at once)
        return sorted(results, key=lambda one: one.ratio)[len(results) // 2]

    return [
        middle(f"mwparserfromhell / parameters out of a page ({len(long)} texts)", long, parameters, 100, 300),
        middle(f"mwparserfromhell / parameters out of an infobox ({len(short)} texts)", short, parameters, 12, 40),
        middle(f"mwparserfromhell / infobox to typed conflict ({len(short)} texts)", short, lambda text: ic.read(text).conflicts, 1 if boxes else None, 3),
    ]


def texts_of(folder: Path | None) -> list[str]:
    """The texts in a folder."""
    return [file.read_bytes().decode() for file in sorted(folder.iterdir())] if folder is not None else []


def own_box() -> str:
    """An infobox as large as most, written for the benchmark."""
    losses = "\n".join(
        f"* {{{{circa|{at}00}}}} killed<ref>[[Author {at}|Author]], p. {at}</ref>\n* {at}0 tanks destroyed{{{{sfn|Author|19{at}0|p={at}}}}}" for at in range(3, 7)
    )
    people = "<br />\n".join(f"{{{{flagicon|Ruritania}}}} [[Person {at}|General Person {at}]]{{{{KIA}}}}" for at in range(5))
    return f"""{{{{Infobox military conflict
| conflict    = Battle of Strelsau
| partof      = the [[Ruritanian War]]
| image       = [[File:Strelsau.jpg|300px]]
| caption     = The castle after the battle
| date        = 5–9 May 1894
| place       = [[Strelsau]], [[Ruritania]]
| coordinates = {{{{coord|50|5|N|14|25|E|display=inline,title}}}}
| result      = Decisive Ruritanian victory
| combatant1  = {{{{flag|Ruritania}}}}<br />{{{{flagicon|Grausteig}}}} [[Grand Duchy of Grausteig|Grausteig]]
| combatant2  = {{{{flagicon|Zenda}}}} [[Black Michael]]'s party
| commander1  = {people}
| commander2  = {{{{flagicon|Zenda}}}} [[Black Michael]]{{{{executed}}}}
| units1      = * [[1st Guards Division|1st Guards]]\n* 2nd Hussars
| strength1   = {{{{nowrap|5,000–6,000 men}}}}<br>12 guns
| strength2   = 3,000<ref name="x" />
| casualties1 = {{{{plainlist|\n{losses}\n}}}}
| casualties2 = 1,500 killed, wounded or captured
| casualties3 = <b>Civilians:</b> at least 40 killed
}}}}
"""


def own_page() -> str:
    """A page of 40,000 characters with the infobox at its start, as articles have it."""
    cite = "<ref>{{cite book |last=Author |first=A. |title=The War |year=1950 |publisher=Press |page=12}}</ref>"
    words = f"The army of [[Ruritania]] marched from [[Strelsau]] to the [[Castle of Zenda|castle]] on 5 May 1894.{cite} It lost {{{{convert|12|km}}}} of ground.\n"
    return own_box() + "\n".join(f"== Day {at} ==\n" + words * 8 for at in range(18)) + "\n[[Category:Battles]]\n"


def alternately(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 3, often: int = 30) -> tuple[float, float]:
    """The median times of two pieces of work on one text, in turns; ours, which is much shorter, *often* in each turn."""

    def repeated() -> None:
        for _ in range(often):
            ours()

    ours(), theirs()
    gc.disable()
    try:
        pairs = [(timed(repeated) / often, timed(theirs)) for _ in range(rounds)]
    finally:
        gc.enable()
    return statistics.median(mine for mine, _ in pairs), statistics.median(other for _, other in pairs)


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
