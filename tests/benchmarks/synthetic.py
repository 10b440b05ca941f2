"""Dumps of an invented wiki, of any size and written at the disk's speed: articles of invented words, with a few boxes or many."""

from __future__ import annotations

import argparse
import bz2
import random
from collections.abc import Iterator
from pathlib import Path

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>ruritaniawiki</dbname>
    <case>first-letter</case>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="10" case="first-letter">Template</namespace>
    </namespaces>
  </siteinfo>
"""
END = "</mediawiki>\n"
STREAM = 100
"""Pages in a stream of a multistream dump."""
SPARSE = 4_000_000
"""Bytes of XML for each box in a sparse dump."""
_FILLERS = 12  # streams of articles without a box, which take turns


def write(path: Path, size: int, *, dense: bool = False, multistream: bool = True) -> int:
    """Write a dump of about *size* bytes of XML, packed if the name ends in `.bz2`; returns how many boxes are on it."""
    packed = path.suffix == ".bz2"
    # A single stream is packed as one; the streams of the other kind are packed once and written often.
    each = bz2.compress if packed and multistream else bytes
    whole = bz2.BZ2Compressor() if packed and not multistream else None
    boxes = written = 0
    with path.open("wb") as file:

        def put(data: bytes) -> None:
            file.write(whole.compress(data) if whole else data)

        put(each(HEAD.encode()))
        for plain, count in streams(size, dense=dense):
            put(_packed(plain, each) if count == 0 else each(plain))
            boxes += count
            written += len(plain)
        put(each(END.encode()))
        if whole:
            file.write(whole.flush())
    return boxes


def streams(size: int, *, dense: bool = False) -> Iterator[tuple[bytes, int]]:
    """Streams of pages up to a size in all, each with its number of boxes."""
    dice = random.Random(1894)
    vocabulary = ["".join(dice.choices("etaoinshrdlucmfwyp", k=dice.randint(2, 10))) for _ in range(5000)]
    fillers = [_articles(dice, vocabulary, at * STREAM) for at in range(_FILLERS)]
    written = boxes = number = 0
    while written < size:
        if dense:
            plain, count = "".join(_page(n, boxed_text(dice, vocabulary, n)) for n in range(number, number + STREAM)).encode(), STREAM
        elif written >= boxes * SPARSE + SPARSE // 2:
            plain, count = (_page(number, boxed_text(dice, vocabulary, number)) * 1).encode() + fillers[0], 1
        else:
            plain, count = fillers[number // STREAM % _FILLERS], 0
        yield plain, count
        written += len(plain)
        boxes += count
        number += STREAM


def boxed_text(dice: random.Random, vocabulary: list[str], number: int) -> str:
    """A page about a battle, with facts that differ from page to page."""
    killed, wounded, year = dice.randint(2, 4000), dice.randint(2, 9000), dice.randint(1200, 1990)
    return f"""{{{{Short description|Battle of {year}}}}}
{{{{Infobox military conflict
| conflict    = Battle of {vocabulary[number % 5000].title()}
| partof      = the [[Ruritanian War]]
| date        = {dice.randint(1, 28)} May {year}
| place       = [[Strelsau]], [[Ruritania]]
| result      = Ruritanian victory
| combatant1  = {{{{flagicon|Ruritania}}}} [[Ruritania]]
| combatant2  = [[Black Michael]]'s party
| commander1  = {{{{flagicon|Ruritania}}}} [[Rudolf V]]
| commander2  = [[Black Michael]]{{{{KIA}}}}
| strength1   = {killed * 5:,}–{killed * 6:,} men
| strength2   = {wounded * 3:,}<ref name="x">{{{{cite book|title=The War|year=1950}}}}</ref>
| casualties1 = Per Ruritania: {killed:,} killed<br />Per Black Michael: {killed * 2:,} killed and {wounded:,} wounded
| casualties2 = {{{{plainlist|
* At least {wounded:,} killed, wounded or captured
* {dice.randint(2, 40)} guns lost
}}}}
| casualties3 = {dice.randint(2, 90)} civilians killed
}}}}
""" + _article(dice, vocabulary)


def _articles(dice: random.Random, vocabulary: list[str], number: int) -> bytes:
    settlement = "{{Infobox settlement\n| name = %s\n| population_total = %d\n}}\n"
    return "".join(
        _page(at, (settlement % (dice.choice(vocabulary), dice.randint(9, 99999)) if at % 2 else "") + _article(dice, vocabulary))
        for at in range(number, number + STREAM)
    ).encode()


def _article(dice: random.Random, vocabulary: list[str]) -> str:
    def words(count: int) -> str:
        return " ".join(dice.choices(vocabulary, k=count))

    def section() -> str:
        cite = f"<ref>{{{{cite web |title={words(5)} |url=https://example.org/{dice.randint(1, 9999)} |date=5 May 1994}}}}</ref>"
        return f"== {words(2)} ==\n{words(50)} [[{words(2)}|{words(1)}]] {words(60)}.{cite}\n\n"

    return "".join(section() for _ in range(dice.randint(2, 12)))


def _page(number: int, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return f"""  <page>
    <title>Page {number}</title>
    <ns>0</ns>
    <id>{number}</id>
    <revision>
      <id>{number + 7_000_000}</id>
      <parentid>{number}</parentid>
      <timestamp>2026-11-01T12:00:00Z</timestamp>
      <contributor>
        <username>Anthony</username>
        <id>12</id>
      </contributor>
      <comment>invented</comment>
      <origin>{number + 7_000_000}</origin>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="{len(text.encode())}" sha1="phoiac9h4m842xq45sp7s6u21eteeq1" xml:space="preserve">{escaped}</text>
      <sha1>phoiac9h4m842xq45sp7s6u21eteeq1</sha1>
    </revision>
  </page>
"""


_known: dict[int, bytes] = {}


def _packed(plain: bytes, each: object) -> bytes:
    """A stream that is written often, packed once."""
    if each is bytes:
        return plain
    if id(plain) not in _known:
        _known[id(plain)] = bz2.compress(plain)
    return _known[id(plain)]


def main() -> None:
    """The command line: `synthetic.py OUT --size 200 [--dense] [--single]`."""
    parser = argparse.ArgumentParser(description="Write a dump of an invented wiki.")
    parser.add_argument("out", type=Path, help="the file; one that ends in .bz2 is packed")
    parser.add_argument("--size", type=int, default=200, help="megabytes of XML")
    parser.add_argument("--dense", action="store_true", help="a box on every page, instead of one in 4 MB")
    parser.add_argument("--single", action="store_true", help="one stream of bzip2 data, instead of one for each hundred pages")
    args = parser.parse_args()
    print(f"{write(args.out, args.size * 1_000_000, dense=args.dense, multistream=not args.single)} boxes")


if __name__ == "__main__":
    main()
