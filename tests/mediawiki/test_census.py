"""Reading wikitext loses and invents nothing: a census of many real infoboxes, beside a reading by other code."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import infobox_conflict as ic
from infobox_conflict import content as waist

from . import census

pytest.importorskip("mwparserfromhell", reason="the census reads with mwparserfromhell (the extra `bench`)")

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = (SHARED / "corpus" / "wikitext", SHARED / "corpus" / "pages", SHARED / "gold" / "dev")
BOX = """{{Infobox military conflict
| conflict = Siege of Orrin
| date = {{start date|1704|3|9}} – 12 May 1704<ref name="a">p. 7</ref>
| place = near [[Orrin]], {{convert|12|km}} off {{coord|1|2|N|3|4|E}}
| combatant1 = {{flagicon|Ruritania|1700}} [[Ruritania]]
| combatant2 = {{flag|Strelsau}} [[File:Flag of Zenda.svg|20px]] [[Zenda]]
| commander1 = {{ubl|[[A. Roe]] {{KIA}}|{{nowrap|B. Poe}} {{POW}}}}
| strength1 = {{plainlist|
* 1,200 men{{sfn|Roe|1900}}
* {{circa|40}} guns{{citation needed}}}}
| casualties1 = '''Total:''' 300{{efn|or 400}}<br />12 {{mystery|34|x=56}} [https://example.org 78 horses]
| casualties2 = <small>1&nbsp;killed</small><!-- 99 -->
}}"""


def first(text: str, name: str) -> ic.BoxField:
    return next(one for one in ic.read(text, "wikitext").infoboxes[0].fields if one.name == name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_lost_or_added(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the corpus of real infoboxes is not here; it is no part of the project")
    found = census.take([folder])
    assert found.fields > 200
    assert not found.differences
    assert not found.places


def test_every_kind_is_counted() -> None:
    counts = census.Census()
    for one in ic.read(BOX, "wikitext").infoboxes[0].fields:
        counts.count("box", one)
        assert not list(census.misplaced(BOX, one))
    assert not counts.differences
    assert counts.unknown == {"mystery": 1}
    assert {kind: counts.source[kind] for kind in census.KINDS if kind not in ("numbers", "words")} == {
        "links": 4, "sites": 1, "flags": 3, "fates": 2, "references": 2, "footnotes": 1, "maintenance": 1, "places": 1, "pictures": 0,
    }


def test_what_is_lost_or_added_is_told() -> None:
    one = first(BOX, "casualties1")
    less = dataclasses.replace(one, content=waist.Content(one.content.text.replace("300", "30"), one.content.marks[1:]))
    counts = census.Census()
    counts.count("box", less)
    assert any("numbers: lost '300', added '30'" in told for told in counts.differences)
    assert list(census.misplaced(BOX, less))


def test_the_command_tells_by_its_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.wikitext").write_text(BOX, encoding="utf-8")
    assert census.main([str(tmp_path)]) == 0
    assert "kept whole: mystery 1" in capsys.readouterr().out
