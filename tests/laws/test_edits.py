"""Laws 4 and 5: an edit says what was asked and nothing else, or is refused; and what it changes is small."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict import strategies
from infobox_conflict.edits import Edit
from tests.edits.census import FILES, KINDS, Outcome, census, numbered, outcome
from tests.edits.proof import fault
from tests.strategies import FORMATS, damaged, documents

_SOME = FILES[::12]


def figures(document: ic.Document) -> list[tuple[int, str, ic.Figure]]:
    """Every figure with a number, with its box and its address."""
    return [
        (number, path, entry.fact)
        for number, box in enumerate(document.infoboxes)
        if box.is_conflict
        for path, entry in zip(box.conflict.paths, box.conflict.entries, strict=True)
        if isinstance(entry.fact, ic.Figure) and numbered(entry.fact)
    ]


def assert_outside_unchanged(document: ic.Document, changed: ic.Document, number: int, path: str) -> None:
    """Outside the parameter of the fact every character is as it was."""
    box = document.infoboxes[number]
    span = box.fields[box.interpretation.evidence[path].field].span
    assert changed.text.startswith(document.text[: span.start])
    assert changed.text.endswith(document.text[span.end :])


def spelt(data: st.DataObject, text: str) -> str:
    """A text as it is, with other line ends, or damaged as a whole."""
    way = data.draw(st.sampled_from(["as it is", "line ends", "mojibake"]))
    if way == "line ends":
        return text.replace("\r\n", "\n").replace("\n", "\r\n")
    return damaged(text) if way == "mojibake" and not any("\ud800" <= char <= "\udfff" for char in text) else text


@pytest.mark.parametrize("hostile", [False, True], ids=["sound", "hostile"])
@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
def test_an_edit_says_what_was_asked(format: str, hostile: bool, data: st.DataObject) -> None:  # noqa: A002, FBT001 (parameters of the test)
    document = ic.read(spelt(data, data.draw(documents(format, hostile=hostile)).text), format)
    found = figures(document)
    assume(found)
    number, path, figure = data.draw(st.sampled_from(found))
    kind = data.draw(st.sampled_from(KINDS))
    one = outcome(document, number, path, figure, kind)
    event(f"{kind}: {'wrong' if one.wrong else 'refused' if one.why else 'done'}")
    assert not one.wrong, one


@given(data=st.data())
def test_what_is_asked_at_random(data: st.DataObject) -> None:
    """Any bounds and forms: what is not refused reads back, and nothing outside the parameter changed."""
    document = ic.read(data.draw(documents(data.draw(st.sampled_from(FORMATS)), hostile=False)).text)
    found = figures(document)
    assume(found)
    number, path, _ = data.draw(st.sampled_from(found))
    counts = st.integers(0, 3_000_000)
    low, high = sorted((data.draw(counts), data.draw(counts)))
    asked = data.draw(
        st.sampled_from(
            [
                ic.SetFigure(path, low=low, high=low),
                ic.SetFigure(path, low=low, high=high),
                ic.SetFigure(path, low=low, high=None),
                ic.SetFigure(path, low=None, high=high),
                ic.SetFigure(path, low=low, high=low, approximate=True),
                ic.SetFigure(path, low=None, high=None),
            ]
        )
    )
    try:
        changed = ic.edit(document, asked, box=number)
    except ic.CannotEdit:
        event("refused")
        return
    event("done")
    entry = changed.infoboxes[number].conflict.entries[document.infoboxes[number].conflict.paths.index(path)]
    assert isinstance(entry.fact, ic.Figure)
    assert (entry.fact.low, entry.fact.high) == (asked.low, asked.high)
    assert_outside_unchanged(document, changed, number, path)


@pytest.mark.parametrize("hostile", [False, True], ids=["sound", "hostile"])
@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
def test_edits_of_every_kind(format: str, hostile: bool, data: st.DataObject) -> None:  # noqa: A002, FBT001 (parameters of the test)
    document = ic.read(spelt(data, data.draw(documents(format, hostile=hostile)).text), format)
    found = [number for number, box in enumerate(document.infoboxes) if box.fields]
    assume(found)
    number = data.draw(st.sampled_from(found))
    one = data.draw(strategies.edits(document.infoboxes[number]))
    kind = type(one).__name__
    try:
        changed = ic.edit(document, one, box=number)
    except ic.CannotEdit:
        event(f"{kind}: refused")
        return
    event(f"{kind}: done")
    assert not fault(document, changed, number, one)


@pytest.mark.skipif(not _SOME, reason="the texts are not beside the project")
@pytest.mark.parametrize("to", [None, "frontmatter", "json"])
def test_real_boxes(to: str | None) -> None:
    """None comes out wrong, and nearly all succeed; `tests/edits/census.py` takes the whole census."""
    outcomes = [one for file in _SOME for one in of_file(file, to)]
    refused = [one for one in outcomes if one.why]
    print(f"{to or 'wikitext'}: {len(outcomes)} edits, {len(outcomes) - len(refused)} succeeded")
    assert not [one for one in outcomes if one.wrong]
    assert len(refused) < len(outcomes) * 0.08


def of_file(file: Path, to: str | None) -> list[Outcome]:
    """What becomes of the edits of one file, converted first if asked."""
    document = ic.read_path(file)
    return list(census(ic.read(ic.convert(document, to).text, to) if to else document))


@pytest.mark.skipif(not _SOME, reason="the texts are not beside the project")
@pytest.mark.parametrize("to", [None, "frontmatter", "json"])
def test_what_comes_into_real_boxes(to: str | None) -> None:
    """What is added says what was asked, takes nothing away, and is refused in few of them."""
    dead = ic.Figure(amount=ic.Amount.exactly(5), subject="officers", fates=("killed",))
    leader = ic.Commander(name="Ansel Quarry", link="Ansel Quarry", fates=("killed",))
    asked: list[Edit] = [ic.AddFigure("casualties1", dead), ic.AddFigure("casualties2", dead), ic.AddClaim("casualties1", "Livy", (dead,))]
    asked += [ic.AddCommander("commander1", leader), ic.AddCommander("commander2", leader)]
    done = refused = 0
    for file in FILES[::4]:
        document = ic.read_path(file)
        document = ic.read(ic.convert(document, to).text, to) if to else document
        for number, one in ((number, one) for number, box in enumerate(document.infoboxes) if box.is_conflict for one in asked):
            try:
                changed = ic.edit(document, one, box=number)
            except ic.CannotEdit:
                refused += 1
                continue
            done += 1
            assert not (wrong := fault(document, changed, number, one)), f"{file.stem}: {one.path}: {wrong}"
    print(f"{to or 'wikitext'}: {done + refused} additions, {done} succeeded")
    assert refused < 0.2 * done
