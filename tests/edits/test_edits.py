"""Edits one by one: what each does to a text, and what is refused."""

from __future__ import annotations

import difflib

import pytest

import infobox_conflict as ic
from infobox_conflict.edits import Edit

BOX = """{{Infobox military conflict
| conflict = Siege of X <!-- keep me -->
| date = October 7, 2020 – October 15, 2020
| result = Roman victory
| combatant1 = [[Rome]]
| commander1 = [[Gaius]]
| strength1 = {{formatnum:1500}} men
| casualties1 = {{plainlist|
* Per Rome: 38 killed<ref>Smith</ref>
* {{circa|230}} wounded
}}
| casualties2 = 1,500&ndash;2,000 killed
}}"""


def lines(before: ic.Document, after: ic.Document) -> list[str]:
    """The lines that went and came."""
    diff = difflib.unified_diff(before.text.splitlines(), after.text.splitlines(), lineterm="", n=0)
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def changed(*edits: Edit, text: str = BOX) -> list[str]:
    document = ic.read(text)
    return lines(document, ic.edit(document, *edits))


def test_the_seed_changes_two_bytes(seed: ic.Document, seed_bytes: bytes) -> None:
    data = ic.edit(seed, ic.SetFigure("casualties2[1]", low=40)).encode()
    assert len(data) == len(seed_bytes)
    assert sum(one != other for one, other in zip(data, seed_bytes, strict=True)) == 2


def test_a_third_claimant_of_the_seed(seed: ic.Document) -> None:
    dead = ic.Figure(amount=ic.Amount.at_least(45), subject="servicemen", fates=("killed",))
    after = ic.edit(seed, ic.AddClaim("casualties2", "Amnesty International", (dead,)))
    figure = after.conflicts[0].sides[1].casualties[-1]
    assert (figure.low, figure.fates, figure.claimant and figure.claimant.name) == (45, ("killed",), "Amnesty International")
    assert figure.scopes == ()
    assert after.conflicts[0].entries[: len(seed.conflicts[0].entries) - 2] == seed.conflicts[0].entries[:-2]
    assert all(line.startswith("+") for line in lines(seed, after))
    assert after.repaired


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (ic.SetFigure("strength1[0]", low=1600), "| strength1 = {{formatnum:1600}} men"),
        (ic.SetFigure("strength1[0]", form="at_least"), "| strength1 = at least {{formatnum:1500}} men"),
        (ic.SetFigure("casualties1[0]", low=30, high=40), "* Per Rome: 30–40 killed<ref>Smith</ref>"),
        (ic.SetFigure("casualties1[1]", low=240), "* {{circa|240}} wounded"),
        (ic.SetFigure("casualties1[1]", approximate=False), "* 230 wounded"),
        (ic.SetFigure("casualties2[0]", low=1600), "| casualties2 = 1,600&ndash;2,000 killed"),
        (ic.SetFigure("casualties2[0]", fates=("wounded",)), "| casualties2 = 1,500&ndash;2,000 wounded"),
        (ic.SetFigure("casualties2[0]", claimant="Caesar"), "| casualties2 = 1,500&ndash;2,000 killed (per Caesar)"),
        (ic.SetFigure("casualties1[0]", claimant="Caesar"), "* Per Caesar: 38 killed<ref>Smith</ref>"),
        (ic.SetDate("date[0]", end="2020-10-16"), "| date = October 7, 2020 – October 16, 2020"),
        (ic.SetResult(ic.Result(kind="stalemate")), "| result = Stalemate"),
        (ic.RenameParameter("conflict", "name"), None),
        (ic.RenameParameter("strength1", "strength1a"), None),
    ],
)
def test_a_line_changes(edit: Edit, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ic.CannotEdit):
            changed(edit)
    else:
        assert changed(edit)[1:] == [f"+{expected}"]


@pytest.mark.parametrize(
    ("words", "bounds", "expected"),
    [
        ("At least 38", {"low": 40}, "At least 40"),
        ("1,500", {"low": 12000}, "12,000"),
        ("1500", {"low": 12000}, "12000"),
        ("1\u00a0500", {"low": 1700}, "1&nbsp;700"),
        ("1\u2009500", {"low": 1700}, "1\u2009700"),
        ("1,39,000", {"low": 1_234_567}, "12,34,567"),
        ("fifteen", {"low": 16}, "sixteen"),
        ("Twenty-five", {"low": 36}, "Thirty-six"),
        ("fifteen", {"low": 1453}, "1,453"),
        ("1.5 million", {"low": 1_600_000}, "1.6 million"),
        ("1.5–2 million", {"low": 1_600_000}, "1.6–2 million"),
        ("30k", {"low": 31_500}, "31.5k"),
        ("10–15,000", {"low": 11_000}, "11–15,000"),
        ("8 to 10", {"high": 12}, "8 to 12"),
        ("38+", {"low": 40}, "40+"),
        ("up to 50", {"high": 60}, "up to 60"),
        ("c. 230", {"low": 240}, "c. 240"),
        ("38", {"high": None}, "at least 38"),
        ("38", {"low": 30, "high": 40}, "30–40"),
        ("38", {"form": "fewer_than"}, "fewer than 38"),
        ("c. 38", {"form": "at_least"}, "at least c. 38"),
        ("38", {"low": None, "high": None}, "unknown"),
    ],
)
def test_the_style_stays(words: str, bounds: dict[str, int], expected: str) -> None:
    text = "{{Infobox military conflict\n| casualties1 = %s men killed\n}}"
    spelt = words.replace("\u00a0", "&nbsp;")
    assert ic.edit(ic.read(text % spelt), ic.SetFigure("casualties1[0]", **bounds)).text == text % expected  # type: ignore[arg-type]


def test_a_year_is_not_made_of_a_count() -> None:
    assert changed(ic.SetFigure("casualties1[0]", low=1943))[1] == "+* Per Rome: 1,943 killed<ref>Smith</ref>"


def test_the_number_beside_a_text_keeps_step() -> None:
    text = '{"casualties1": {"text": "38", "number": 38}}'
    assert changed(ic.SetFigure("casualties1[0]", low=40), text=text)[1] == '+{"casualties1": {"text": "40", "number": 40}}'
    assert changed(ic.SetFigure("casualties1[0]", form="at_least"), text=text)[1] == '+{"casualties1": {"text": "at least 38"}}'


def test_facts_come_and_go() -> None:
    dead = ic.Figure(amount=ic.Amount.exactly(5), subject="officers", fates=("killed",))
    assert changed(ic.AddFigure("casualties2", dead))[1] == "+| casualties2 = 1,500&ndash;2,000 killed<br />5 officers killed"
    assert changed(ic.AddClaim("casualties1", "Caesar", (dead,)))[0].startswith("+")
    assert changed(ic.AddCommander("commander1", ic.Commander(name="Bob", fates=("killed",))))[1] == "+| commander1 = [[Gaius]]<br />Bob{{KIA}}"
    assert changed(ic.Remove("casualties1[1]")) == ["-* {{circa|230}} wounded"]
    assert changed(ic.RemoveParameter("casualties2")) == ["-| casualties2 = 1,500&ndash;2,000 killed"]
    assert changed(ic.RemoveParameter("commander1")) == ["-| commander1 = [[Gaius]]"]


def test_several_at_once() -> None:
    assert len(changed(ic.SetFigure("casualties1[0]", low=40), ic.SetFigure("casualties2[0]", high=2500), ic.SetFigure("strength1[0]", low=9))) == 6
    assert changed() == []


def test_what_is_refused() -> None:
    document = ic.read(BOX)
    with pytest.raises(ic.CannotEdit, match=r"casualties1\[0\]: two edits change it"):
        ic.edit(document, ic.SetFigure("casualties1[0]", low=1), ic.Remove("casualties1[0]"))
    with pytest.raises(ic.NoSuchFact, match=r"did you mean 'casualties1\[1\]'"):
        ic.edit(document, ic.SetFigure("casualties1[11]", low=1))
    with pytest.raises(ic.CannotEdit, match="no figure"):
        ic.edit(document, ic.SetFigure("commander1[0]", low=1))
    with pytest.raises(ic.CannotEdit, match="above high"):
        ic.edit(document, ic.SetFigure("casualties2[0]", low=9000))
    with pytest.raises(ic.CannotEdit, match="2 infoboxes of a conflict"):
        ic.edit(ic.read(BOX + BOX), ic.Remove("casualties1[1]"))
    with pytest.raises(ic.CannotEdit, match="no such field"):
        ic.edit(document, ic.AddCommander("commander2", ic.Commander(name="Bob")))
    with pytest.raises(ic.CannotEdit, match="stands alone"):
        ic.edit(document, ic.Remove("casualties2[0]"))
    total = "{{Infobox military conflict|casualties1=10 total (4 killed, 6 wounded)}}"
    with pytest.raises(ic.CannotEdit, match=r"casualties1\[1\] is a part of it"):
        ic.edit(ic.read(total), ic.Remove("casualties1[0]"))


def test_a_mark_that_a_carrier_does_not_hold_is_refused() -> None:
    """Found by Hypothesis: the writer's own refusal came through."""
    mark = ic.Note(type="maintenance", name="a", text="cn", resolved=True)
    asked = ic.AddFigure("casualties2", ic.Figure(amount=ic.Amount.exactly(5), fates=("killed",), notes=(mark,)))
    with pytest.raises(ic.CannotEdit, match="casualties2: wikitext cannot hold Note"):
        ic.edit(ic.read(BOX), asked)


def test_of_two_boxes_the_other_stays() -> None:
    text = BOX + "\n" + BOX
    after = ic.edit(ic.read(text), ic.SetFigure("casualties1[0]", low=40), box=1)
    assert after.text == BOX + "\n" + BOX.replace("38 killed", "40 killed")


def test_bytes_that_are_no_utf8_stay() -> None:
    data = BOX.encode() + b"\n\xff\xfe"
    assert ic.edit(ic.read_bytes(data), ic.SetFigure("casualties1[0]", low=40)).encode() == data.replace(b"38 killed", b"40 killed")
