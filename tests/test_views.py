"""The table for people: every claim stands in it, beside its rivals, and nothing is cut or runs away."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.views import show
from tests.strategies import FORMATS, documents

A, B = ic.Claimant(name="Artsakh"), ic.Claimant(name="Azerbaijan")


def figure(low: int, *, by: ic.Claimant | None = None, noun: str = "men", **rest: object) -> ic.Figure:
    """Men who were killed, by one claimant."""
    said = {"amount": ic.Amount.exactly(low, words=f"{low:,}"), "subject": noun, "fates": ("killed",), "claimant": by, **rest}
    return ic.Figure.model_validate(said)


def box(*facts: ic.Figure, field: str = "casualties1", parents: dict[int, int] | None = None, **rest: object) -> ic.Conflict:
    entries = [ic.Entry(field=field, fact=fact, parent=(parents or {}).get(at)) for at, fact in enumerate(facts)]
    return ic.Conflict.model_validate({"name": "A battle", "entries": tuple(entries), **rest})


def lines(conflict: ic.Conflict, **options: int) -> list[str]:
    """The lines of the first side's block, or of the block that there is."""
    return show(conflict, **options).split("\n\n", 1)[1].splitlines()[1:]  # type: ignore[arg-type]


def test_a_whole_table() -> None:
    conflict = ic.Conflict(
        name="Battle of X",
        part_of="A war",
        entries=(
            ic.Entry(field="combatant1", fact=ic.Belligerent(name="Rome")),
            ic.Entry(field="commander1", fact=ic.Commander(name="Ann", rank="Gen.", party="Rome", fates=("killed",))),
            ic.Entry(field="units1", fact=ic.Unit(name="9th Legion")),
            ic.Entry(field="strength1", fact=ic.Figure(amount=ic.Amount.at_least(500))),
            ic.Entry(field="casualties3", fact=figure(7, noun="civilians")),
            ic.Entry(field="casualties9", fact=figure(8)),
        ),
        periods=(ic.Period(start="1914", end="1914"), ic.Period(start="1915-05", end="..", label="Second phase:")),
        result=ic.Result(kind="status_quo"),
        place=ic.Place(text="At\nsea"),
    )
    assert show(conflict) == (
        "Battle of X\n"
        "  Part of      A war\n"
        "  When         1914, Second phase: 1915-05 to ..\n"
        "  Where        At sea\n"
        "  Result       status quo\n"
        "\n"
        "Side 1: Rome\n"
        "  Commanders   Gen. Ann (Rome; killed)\n"
        "  Units        9th Legion\n"
        "  Strength     the infobox\n"
        "  personnel    500+\n"
        "\n"
        "All sides\n"
        "  Casualties         the infobox\n"
        "  civilians killed   7\n"
        "\n"
        "Numbered beyond the joint row\n"
        "  Casualties   the infobox\n"
        "  men killed   8\n"
    )


def test_nothing_gives_no_table() -> None:
    assert show(ic.Conflict()) == "(no name)\n"


def test_claims_stand_beside_each_other() -> None:
    assert lines(box(figure(3, by=A), figure(40, by=B), figure(5, by=B, noun="tanks"))) == [
        "  Casualties     Artsakh   Azerbaijan",
        "  men killed     3         40",
        "  tanks killed             5",
    ]


def test_a_second_claim_of_one_claimant_has_a_line_of_its_own() -> None:
    assert lines(box(figure(3, by=A), figure(4, by=A), figure(5, by=B), figure(6, by=A), figure(7, by=B))) == [
        "  Casualties   Artsakh   Azerbaijan",
        "  men killed   3         5",
        "  men killed   4         7",
        "  men killed   6",
    ]


def test_limits_head_their_lines_and_parts_are_set_in() -> None:
    day = (ic.Scope(text="First day"), ic.Scope(text="Navy"))
    facts = figure(30), figure(4, noun="officers"), figure(5, scopes=day), figure(6, as_of="2020", party="Rome", noun="crew")
    assert lines(box(*facts, parents={1: 0})) == [
        "  Casualties                       the infobox",
        "  men killed                       30",
        "    officers killed                4",
        "  crew killed (as of 2020; Rome)   6",
        "  First day / Navy:",
        "    men killed                     5",
    ]


def test_many_claimants_have_a_table_each() -> None:
    found = lines(box(*(figure(at, by=ic.Claimant(name=f"Source {at}")) for at in range(9))))
    assert found[:4] == ["  Casualties   Source 0", "  men killed   0", "  Casualties   Source 1", "  men killed   1"]
    assert len(found) == 18


def test_parts_of_parts_run_away_nowhere() -> None:
    found = lines(box(*(figure(at) for at in range(200)), parents={at: at - 1 for at in range(1, 200)}))
    assert [len(line) - len(line.lstrip()) for line in found] == [2, *range(2, 18, 2), *[18] * 192]


def test_one_long_noun_moves_no_other_line() -> None:
    found = lines(box(figure(3), figure(4, noun="x" * 150)))
    assert found == ["  Casualties   the infobox", "  men killed   3", f"  {'x' * 150} killed   4"]


def test_very_long_words_that_many_figures_may_share_are_shortened() -> None:
    one, other, noun, party = (letter * 1000 for letter in "abcd")
    found = lines(box(figure(3, noun=noun, party=party, scopes=(ic.Scope(text=one), ic.Scope(text=other)))))
    assert found[1:] == [f"  {'a' * 199}…:", f"    {'c' * 199}… killed ({'d' * 199}…)   3"]


def test_wide_and_combining_characters_keep_the_columns() -> None:
    found = lines(box(figure(3, noun="兵士"), figure(4, noun="e\u0301clair")))
    assert found == ["  Casualties      the infobox", "  兵士 killed     3", "  e\u0301clair killed   4"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (ic.Amount.exactly(1500), "1,500"),
        (ic.Amount.exactly(1500, approximate=True), "c. 1,500"),
        (ic.Amount.between(5, 1500), "5–1,500"),
        (ic.Amount.between(5, 1500, approximate=True), "c. 5–1,500"),
        (ic.Amount.at_least(5), "5+"),
        (ic.Amount(low=5, form="more_than"), "over 5"),
        (ic.Amount.at_most(5), "up to 5"),
        (ic.Amount(high=5, form="fewer_than"), "under 5"),
        (ic.Amount(), "unknown"),
        (ic.Amount(form="qualitative", approximate=True), "qualitative"),
        (ic.Amount(low=24, form="vague", approximate=True), "24+"),
        (ic.Amount(low=0, high=0, form="none"), "0"),
        (ic.Amount.exactly(3, words="  three\n"), "three"),
    ],
)
def test_amounts_without_words(amount: ic.Amount, words: str) -> None:
    assert lines(box(ic.Figure(amount=amount), field="strength1"))[1].split(maxsplit=1) == ["personnel", words]


def test_long_lists_wrap_between_names_only() -> None:
    names = [f"Commander Number {at}" for at in range(12)] + ["x" * 120]
    conflict = ic.Conflict(entries=tuple(ic.Entry(field="commander1", fact=ic.Commander(name=name)) for name in names))
    found = show(conflict, width=60).splitlines()[3:]
    assert all(len(line) <= 60 for line in found[:-1])
    assert re.split(r",\s+", " ".join(line.strip() for line in found).removeprefix("Commanders").strip()) == names


def test_colour_changes_no_word() -> None:
    conflict = box(figure(3, by=A), figure(4, by=B))
    coloured = show(conflict, color=True)
    assert re.sub(r"\x1b\[\d*m", "", coloured) == show(conflict)
    assert coloured.startswith("\x1b[1mA battle\x1b[0m\n")


def test_a_text_controls_nothing() -> None:
    out = show(box(figure(3, noun="men\x1b[2J\x07\x9b")), color=False)
    assert not set(out) & {"\x1b", "\x07", "\x9b"}


@given(data=st.data())
def test_every_figure_stands_in_it(data: st.DataObject) -> None:
    """Whatever was read: each amount can be found on a line of what it counts, and each name of a person or belligerent."""
    for read in ic.read(data.draw(st.sampled_from(FORMATS).flatmap(documents)).text).infoboxes:
        conflict = read.conflict
        out = show(conflict, width=data.draw(st.integers(0, 200)))
        for one in conflict.figures:
            wanted, subject = plain(" ".join((one.amount.words or "").split())), plain((one.subject or "")[:199])
            assert any(wanted in line and subject in line for line in out.split("\n"))
        names = {fact.name for fact in conflict.combatants} | {fact.name for fact in conflict.commanders}
        assert all(plain(name) in out for name in names | {fact.name for fact in conflict.units})


def plain(words: str) -> str:
    """Words as they are shown: what would control a terminal is replaced."""
    return re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "\ufffd", words.replace("\t", " ").replace("\r", " "))
