"""The model takes what the guide can say, refuses what it cannot mean, and is a value: equal, hashable, copied, written and read back."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
from collections import Counter
from collections.abc import Callable
from itertools import product
from typing import Any, get_args

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from infobox_conflict.meaning import edtf, model
from infobox_conflict.meaning.model import (
    FATES,
    KINDS,
    Amount,
    AmountForm,
    Belligerent,
    Claimant,
    Commander,
    Conflict,
    Coordinates,
    Entry,
    Figure,
    Note,
    Period,
    Place,
    Result,
    Scope,
    Unit,
    may_include,
)

Case = tuple[Callable[[], object], str | None]
"""How to build something, and the reason why it is refused; None where it is taken."""

C1, C2, C3, C4, S1, S3 = "casualties1", "casualties2", "casualties3", "casualties4", "strength1", "strength3"


def losses(count: int = 5, **rest: Any) -> Figure:
    return Figure(amount=Amount.exactly(count), **{"fates": ("killed",), **rest})


def by(name: str, **rest: Any) -> Claimant:
    return Claimant(name=name, **rest)


def box(*rows: tuple[Any, ...], **rest: Any) -> Conflict:
    """A conflict from rows of field, fact and, where it has one, parent."""
    return Conflict(entries=tuple(Entry(field=r[0], fact=r[1], parent=r[2] if len(r) > 2 else None) for r in rows), **rest)


AMOUNTS: dict[str, Case] = {
    "exact": (lambda: Amount.exactly(1500), None),
    "hedged": (lambda: Amount.exactly(230, approximate=True, words="~230"), None),
    "a range": (lambda: Amount.between(5700, 8000), None),
    "a range of one": (lambda: Amount.between(5, 5), None),
    "alternatives": (lambda: Amount(low=5700, high=8000, form="alternatives"), None),
    "at least none": (lambda: Amount.at_least(0), None),
    "at most": (lambda: Amount.at_most(50), None),
    "more than": (lambda: Amount(low=1500, form="more_than"), None),
    "fewer than": (lambda: Amount(high=50, form="fewer_than"), None),
    "vague": (lambda: Amount(low=24, approximate=True, form="vague", words="dozens"), None),
    "vague with the bounds of another table": (lambda: Amount(low=24, high=99, approximate=True, form="vague", words="dozens"), None),
    "vague without bounds": (lambda: Amount(approximate=True, form="vague", words="numerous"), None),
    "heavy": (lambda: Amount(approximate=True, form="qualitative", words="heavy"), None),
    "unknown": (Amount, None),
    "none": (lambda: Amount(low=0, high=0, form="none", words="None"), None),
    "low above high": (lambda: Amount.between(9, 8), "low 9 is above high 8"),
    "below nothing": (lambda: Amount.exactly(-1), "greater than or equal to 0"),
    "half a man": (lambda: Amount(low=1.5, high=2, form="range"), "valid integer"),
    "exact, but a range": (lambda: Amount(low=5, high=8, form="exact"), "form 'exact' cannot have bounds 5..8"),
    "exact, but open": (lambda: Amount(low=5, form="exact"), "form 'exact' cannot"),
    "a range, but open": (lambda: Amount(low=5, form="range"), "form 'range' cannot"),
    "at least, but closed": (lambda: Amount(low=5, high=8, form="at_least"), "form 'at_least' cannot"),
    "at most, but from below": (lambda: Amount(low=5, form="at_most"), "form 'at_most' cannot"),
    "vague, but not approximate": (lambda: Amount(low=24, form="vague"), "form 'vague' cannot"),
    "heavy, but counted": (lambda: Amount(low=24, approximate=True, form="qualitative"), "form 'qualitative' cannot"),
    "unknown, but counted": (lambda: Amount(low=24), "form 'unknown' cannot"),
    "unknown, but approximate": (lambda: Amount(approximate=True), "form 'unknown' cannot"),
    "none, but one": (lambda: Amount(low=0, high=1, form="none"), "form 'none' cannot"),
    "no words": (lambda: Amount(low=5, high=5, form="exact", words=""), "at least 1 character"),
    "another form": (lambda: Amount(form="guess"), "Input should be"),
    "another key": (lambda: Amount(count=5), "not permitted"),  # type: ignore[call-arg]
}

FACTS: dict[str, Case] = {
    "a nameless claimant": (lambda: by(""), "at least 1 character"),
    "a claimant of side 0": (lambda: by("Rome", side=0), "greater than or equal to 1"),
    "a scope without words": (lambda: Scope(text=""), "at least 1 character"),
    "an unresolved note": (lambda: Note(name="a", group="n"), None),
    "a resolved note": (lambda: Note(text="Holm 1988", resolved=True), None),
    "a resolved note without words": (lambda: Note(name="a", resolved=True), "resolved where its words are known"),
    "an unresolved note with words": (lambda: Note(text="Holm 1988"), "resolved where its words are known"),
    "no subject": (lambda: losses(subject=""), "at least 1 character"),
    "another fate": (lambda: losses(fates=("eaten",)), "Input should be"),
    "as of a day": (lambda: losses(as_of="2020-10-19"), None),
    "as of any time": (lambda: losses(as_of=".."), "no EDTF date"),
    "as of words": (lambda: losses(as_of="19 October 2020"), "no EDTF date"),
    "a result": (lambda: Result(kind="victory", winner="Roman", winner_side=2, qualifier="pyrrhic"), None),
    "a side wins that nobody names": (lambda: Result(kind="victory", winner_side=2), "names the winner"),
    "a pole": (lambda: Coordinates(lat=90, lon=-180), None),
    "beyond the pole": (lambda: Coordinates(lat=90.1, lon=0), "less than or equal to 90"),
    "nowhere": (lambda: Coordinates(lat=0, lon=float("nan")), "equal to"),
    "a unit above the list": (lambda: Unit(name="5th", depth=0), "greater than or equal to 1"),
    "a day": (lambda: Period(start="-0047-08-09", end="-0047-08-09"), None),
    "from BC to AD": (lambda: Period(start="-0001", end="0001"), None),
    "the earlier BC year is the greater": (lambda: Period(start="-0263", end="-0240"), None),
    "a month that holds its day": (lambda: Period(start="1916-07-01", end="1916-07"), None),
    "a year that holds its month": (lambda: Period(start="1916-07", end="1916"), None),
    "an uncertain year": (lambda: Period(start="1757~", end="1757~"), None),
    "some year of a decade": (lambda: Period(start="1949", end="194X"), None),
    "it goes on": (lambda: Period(start="2014-05", end=".."), None),
    "it began at some time": (lambda: Period(start="..", end="0251-08"), None),
    "a Julian leap day": (lambda: Period(start="1700-02-29", end="1700-02-29", calendar="julian"), None),
    "open at both ends": (lambda: Period(start="..", end=".."), "open at both ends"),
    "ends before it starts": (lambda: Period(start="1916-07-02", end="1916-07-01"), "cannot end"),
    "ends in a month before": (lambda: Period(start="1916-08", end="1916-07-31"), "cannot end"),
    "ends BC before it starts": (lambda: Period(start="-0240", end="-0263"), "cannot end"),
    "ends long before it starts": (lambda: Period(start="-0240", end="Y-17000"), "cannot end"),
    "no date": (lambda: Period(start="July", end="July"), "no EDTF date"),
    "an empty end": (lambda: Period(start="1916", end=""), "no EDTF date"),
    "no label": (lambda: Period(start="1916", end="1916", label=""), "at least 1 character"),
}

ENTRIES: dict[str, Case] = {
    "losses": (lambda: Entry(field=C1, fact=losses()), None),
    "losses of a further row": (lambda: Entry(field="casualties2b", fact=losses()), None),
    "a strength": (lambda: Entry(field="polstrength1", fact=losses(fates=())), None),
    "a commander of a further row": (lambda: Entry(field="commander1a", fact=Commander(name="Ana Orr")), None),
    "a strength that died": (lambda: Entry(field=S1, fact=losses()), "a figure of strength1 has no fate"),
    "losses that nothing befell": (lambda: Entry(field=C1, fact=losses(fates=())), "a figure of casualties1 has a fate"),
    "a commander among the losses": (lambda: Entry(field=C1, fact=Commander(name="Ana Orr")), "holds Figure, not Commander"),
    "losses among the commanders": (lambda: Entry(field="commander1", fact=losses()), "holds Commander, not Figure"),
    "a unit among the belligerents": (lambda: Entry(field="combatant1", fact=Unit(name="5th")), "holds Belligerent, not Unit"),
    "a commander with a whole": (lambda: Entry(field="commander1", fact=Commander(name="Ana Orr"), parent=0), "only a figure has a parent"),
    "no number": (lambda: Entry(field="casualties", fact=losses()), "no field of a side"),
    "number 0": (lambda: Entry(field="casualties0", fact=losses()), "no field of a side"),
    "number 10": (lambda: Entry(field="casualties10", fact=losses()), "no field of a side"),
    "row e": (lambda: Entry(field="casualties1e", fact=losses()), "no field of a side"),
    "another field": (lambda: Entry(field="result1", fact=losses()), "no field of a side"),
    "a newline after the field": (lambda: Entry(field="casualties1\n", fact=losses()), "no field of a side"),
    "a parent before the first": (lambda: Entry(field=C1, fact=losses(), parent=-1), "greater than or equal to 0"),
}

DEAD, CIVILIANS = losses(500), losses(100, kind="civilian")
MEN, LEGIONS = losses(22000, fates=()), losses(9, fates=(), kind="unit")
ROME, CARTHAGE = by("Rome", side=1), by("Carthage", side=2)

CONFLICTS: dict[str, Case] = {
    "nothing": (Conflict, None),
    "a part of a whole": (lambda: box((C1, DEAD), (C1, losses(20), 0)), None),
    "a later whole": (lambda: box((C1, losses(20), 1), (C1, DEAD)), None),
    "a part greater than its whole": (lambda: box((C1, losses(20)), (C1, DEAD, 0)), None),  # real boxes contradict themselves
    "sides under the joint row": (lambda: box((C1, losses(20), 2), (C2, losses(30), 2), (C3, DEAD)), None),
    "the joint row under a side": (lambda: box((C1, DEAD), (C3, losses(30), 0)), None),
    "a further row under its side": (lambda: box((C1, DEAD), ("casualties1a", losses(30), 0)), None),
    "a claim under its own total": (lambda: box((C1, losses(claimant=ROME)), (C1, losses(claimant=ROME), 0)), None),
    "a claim under the box's own total": (lambda: box((C1, DEAD), (C1, losses(claimant=ROME), 0)), None),
    "rivals under the box's own total": (lambda: box((C1, DEAD), (C1, losses(claimant=ROME), 0), (C1, losses(claimant=CARTHAGE), 0)), None),
    "one name is one claimant": (lambda: box((C1, losses(claimant=by("Rome"))), (C1, losses(claimant=ROME), 0)), None),
    "a claim under a rival's total": (
        lambda: box((C1, losses(claimant=ROME)), (C1, losses(claimant=CARTHAGE), 0)), "figure 1 is claimed by Carthage, its parent by Rome",
    ),
    "the box's own voice under a claim": (lambda: box((C1, losses(claimant=ROME)), (C1, losses(), 0)), "claimed by None, its parent by Rome"),
    "another scope, party and fate": (
        lambda: box((C1, losses(fates=("casualties",))), (C1, losses(party="Italy", scopes=(Scope(text="Naval", type="arm"),)), 0)), None,
    ),
    "legions of the men": (lambda: box((S1, MEN), (S1, LEGIONS, 0)), None),
    "civilians among the dead": (lambda: box((C1, DEAD), (C1, CIVILIANS, 0)), None),
    "policemen among the civilians": (lambda: box((C3, CIVILIANS), (C3, losses(subject="policemen"), 0)), None),
    "guns of tanks and guns": (
        lambda: box((C1, losses(100, kind="vehicle", also=("artillery",))), (C1, losses(30, kind="artillery"), 0)), None,
    ),
    "guns of tanks": (lambda: box((C1, losses(100, kind="vehicle")), (C1, losses(30, kind="artillery"), 0)), "counts artillery, its parent vehicle"),
    "aircraft of carriers": (
        lambda: box((S1, losses(3, fates=(), kind="ship")), (S1, losses(240, fates=(), kind="aircraft"), 0)), "counts aircraft, its parent ship",
    ),
    "batteries of guns": (lambda: box((S1, losses(48, fates=(), kind="artillery")), (S1, LEGIONS, 0)), "counts unit, its parent artillery"),
    "tanks of men": (lambda: box((S1, MEN), (S1, losses(30, fates=(), kind="vehicle"), 0)), "counts vehicle, its parent personnel"),
    "side 2 under side 1": (lambda: box((C1, DEAD), (C2, losses(), 0)), "figure 1 of casualties2 has a parent in casualties1"),
    "side 3 of three under side 1": (lambda: box((C1, DEAD), (C3, losses(), 0), columns=3), "figure 1 of casualties3 has a parent"),
    "losses under a strength": (lambda: box((S1, MEN), (C1, losses(), 0)), "figure 1 of casualties1 has a parent in strength1"),
    "a parent that is not there": (lambda: box((C1, DEAD, 1)), "has parent 1, but there are 1 figures"),
    "a commander is no parent": (lambda: box(("commander1", Commander(name="Ana Orr")), (C1, DEAD, 1)), "has parent 1"),
    "its own parent": (lambda: box((C1, DEAD, 0)), "figure 0 is a part of itself"),
    "two that hold each other": (lambda: box((C1, DEAD, 1), (C1, DEAD, 0)), "is a part of itself"),
    "a ring behind a tail": (lambda: box((C1, DEAD, 1), (C1, DEAD, 2), (C1, DEAD, 3), (C1, DEAD, 1)), "figure 1 is a part of itself"),
    "one side": (lambda: Conflict(columns=1), "greater than or equal to 2"),
    "six sides": (lambda: Conflict(columns=6), "less than or equal to 5"),
    "three sides": (lambda: box(("combatant3", Belligerent(name="Free Valley")), columns=3), None),
    "a third side of two": (lambda: box(("combatant3", Belligerent(name="Free Valley"))), "combatant3 makes a side, but the box has 2"),
    "a sixth belligerent of five": (lambda: box(("combatant7", Belligerent(name="Free Valley")), columns=5), None),
    "side 3 wins among two": (lambda: Conflict(result=Result(kind="victory", winner="Lakes", winner_side=3)), "side 3 wins, but the box has 2"),
    "side 3 speaks among two": (lambda: box((C1, losses(claimant=by("Lakes", side=3)))), "Lakes speaks for side 3, but the box has 2"),
    "a part of a coalition": (lambda: box(("combatant1", Belligerent(name="Allies")), ("combatant1a", Belligerent(name="Italy", part_of="Allies"))), None),
    "a part of nobody": (lambda: box(("combatant1", Belligerent(name="Italy", part_of="Allies"))), "which does not stand above it"),
    "a part of another side's": (
        lambda: box(("combatant1", Belligerent(name="Allies")), ("combatant2", Belligerent(name="Italy", part_of="Allies"))), "does not stand above",
    ),
    "a part of itself": (lambda: box(("combatant1", Belligerent(name="Allies", part_of="Allies"))), "does not stand above"),
}  # fmt: skip

CASES = {
    f"{kind}: {name}": case
    for kind, cases in (("amount", AMOUNTS), ("fact", FACTS), ("entry", ENTRIES), ("conflict", CONFLICTS))
    for name, case in cases.items()
}


@pytest.mark.parametrize(("build", "reason"), CASES.values(), ids=CASES)
def test_what_is_taken_and_what_is_refused(build: Callable[[], object], reason: str | None) -> None:
    if reason is None:
        build()
    else:
        with pytest.raises(ValidationError) as refused:
            build()
        assert reason in str(refused.value)


@pytest.mark.parametrize("form", get_args(AmountForm))
@pytest.mark.parametrize("approximate", [False, True])
def test_every_form_has_bounds_of_its_own(form: AmountForm, approximate: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    taken = []
    for low, high in product((None, 0, 5), repeat=2):
        try:
            taken.append(Amount(low=low, high=high, approximate=approximate, form=form))
        except ValidationError:
            continue
    allowed = {
        "exact": {(0, 0), (5, 5)},
        "range": {(0, 0), (0, 5), (5, 5)},
        "alternatives": {(0, 0), (0, 5), (5, 5)},
        "at_least": {(0, None), (5, None)},
        "more_than": {(0, None), (5, None)},
        "at_most": {(None, 0), (None, 5)},
        "fewer_than": {(None, 0), (None, 5)},
        "vague": {(None, None), (0, None), (5, None), (None, 0), (None, 5), (0, 0), (0, 5), (5, 5)} if approximate else set(),
        "qualitative": {(None, None)} if approximate else set(),
        "unknown": set() if approximate else {(None, None)},
        "none": {(0, 0)},
    }
    assert {(amount.low, amount.high) for amount in taken} == allowed[form]


def test_a_parent_is_of_its_kind_or_counts_the_same_people() -> None:
    pairs = {frozenset((whole, part)) for whole, part in product(KINDS, repeat=2) if may_include(losses(kind=whole), losses(kind=part))}
    assert pairs == {*(frozenset((kind,)) for kind in KINDS), frozenset(("unit", "personnel")), frozenset(("personnel", "civilian"))}


def test_fates_and_further_kinds_are_sets_in_one_order() -> None:
    mixed = losses(fates=("captured", "killed", "captured"), also=("site", "civilian", "personnel", "site"))
    assert (mixed.fates, mixed.also, mixed.kinds) == (("killed", "captured"), ("civilian", "site"), ("personnel", "civilian", "site"))
    assert mixed == losses(fates=("killed", "captured"), also=("civilian", "site"))
    assert Commander(name="Ana Orr", fates=("wounded", "killed")) == Commander(name="Ana Orr", fates=("killed", "wounded"))


def test_the_field_tells_which_fact_plain_data_is() -> None:
    for field, fact in (("combatant1", Belligerent(name="Rome")), ("commander1", Commander(name="Rome")), ("units1", Unit(name="Rome"))):
        assert Entry.model_validate({"field": field, "fact": {"name": "Rome"}}) == Entry(field=field, fact=fact)
        assert Entry.model_validate_json(f'{{"field": "{field}", "fact": {{"name": "Rome"}}}}') == Entry(field=field, fact=fact)
    with pytest.raises(ValidationError, match="amount"):
        Entry.model_validate({"field": C1, "fact": {"name": "Rome"}})


def test_placement_by_the_number_of_sides() -> None:
    rows = [(field, losses()) for field in (C1, C2, C3, C4, "casualties5")]
    two, three = box(*rows), box(*rows, columns=3)
    assert [two.placement(one) for one in two.entries] == ["side", "side", "joint", "unplaced", "unplaced"]
    assert [three.placement(one) for one in three.entries] == ["side", "side", "side", "joint", "unplaced"]
    assert (two.joint.number, two.unplaced.number, len(two.unplaced.casualties)) == (None, None, 2)


def test_an_entry_that_is_given_twice_becomes_two() -> None:
    once = Entry(field=C1, fact=losses())
    twice = Conflict(entries=(once, once))
    assert twice.paths == ("casualties1[0]", "casualties1[1]")
    assert [twice.path(entry) for entry in twice.entries] == list(twice.paths)
    assert twice.entries[0] is once
    assert twice == Conflict(entries=(once, once.model_copy()))


def test_an_equal_entry_of_another_conflict_has_no_path() -> None:
    with pytest.raises(ValueError, match="not one of this conflict's"):
        box((C1, losses())).path(Entry(field=C1, fact=losses()))


def test_adjectives_and_names_of_a_state_are_one_party() -> None:
    dead = box((C1, losses(11, party="Armenian")), (C1, losses(7, party="Azerbaijan / Armenia")))
    found = dead.total("killed", side=1, party="Armenia")
    assert (found.low, found.high) == (11, 18)
    assert dead.total("killed", side=1, party="Armenian") == found


def test_a_copy_is_checked_and_has_views_of_its_own() -> None:
    first = box((C1, losses(), 1), (C1, DEAD))
    assert first.figures
    assert first.sides
    second = first.model_copy(update={"entries": first.entries[1:]})
    assert second.figures == (DEAD,)
    assert second.parents == (None,)
    assert first.model_copy() == first
    with pytest.raises(ValidationError, match="has parent 1"):
        first.model_copy(update={"entries": first.entries[:1]})
    with pytest.raises(ValidationError, match="form 'exact'"):
        Amount.exactly(5).model_copy(update={"low": 4})


def test_a_copy_says_no_more_than_the_first() -> None:
    assert losses().model_copy(update={"party": "Italy"}).model_fields_set == {"amount", "fates", "party"}


# Any conflict that the model takes.

NUMBERS = st.integers(0, 10**9)
WORDS = st.text(min_size=1, max_size=5)
MAYBE = st.none() | WORDS
DATES = st.sampled_from(["1757~", "-0047-08-09", "1943-21", "201X", "1985-XX-XX", "2020-10-07", "2020-10", "Y-17000", "0000"])
CLAIMANTS = st.none() | st.sampled_from([by("Rome", kind="belligerent", side=1), by("Polybius", kind="chronicle"), by("US")])


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    one, two = sorted((draw(NUMBERS), draw(NUMBERS)))
    hedged, words = draw(st.booleans()), draw(MAYBE)
    return draw(
        st.sampled_from(
            [
                Amount.exactly(one, approximate=hedged, words=words),
                Amount.between(one, two, approximate=hedged, words=words),
                Amount.at_least(one, words=words),
                Amount.at_most(two, words=words),
                Amount(words=words),
                Amount(low=one, approximate=True, form="vague", words=words),
                Amount(low=0, high=0, form="none"),
            ]
        )
    )


@st.composite
def notes(draw: st.DrawFn) -> Note:
    text = draw(MAYBE)
    return Note(
        type=draw(st.sampled_from(["reference", "footnote", "maintenance"])), name=draw(MAYBE), text=text, resolved=text is not None
    )


def figures(*, fates: bool) -> st.SearchStrategy[Figure]:
    return st.builds(
        Figure,
        amount=amounts(),
        kind=st.sampled_from(("personnel", *KINDS)),
        also=st.lists(st.sampled_from(KINDS), max_size=1).map(tuple),
        subject=MAYBE,
        fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=3).map(tuple) if fates else st.just(()),
        claimant=CLAIMANTS,
        party=MAYBE,
        scopes=st.lists(st.builds(Scope, text=WORDS, type=st.sampled_from(["time", "arm", "other"])), max_size=2).map(tuple),
        as_of=st.none() | DATES,
        notes=st.lists(notes(), max_size=2).map(tuple),
    )


def entry_of(field: str) -> st.SearchStrategy[Entry]:
    fact = {
        "co": st.builds(
            Commander, name=WORDS, link=MAYBE, rank=MAYBE, party=MAYBE, fates=st.lists(st.sampled_from(FATES), max_size=2).map(tuple)
        )
        if field.startswith("commander")
        else st.builds(Belligerent, name=WORDS, link=MAYBE, role=st.none() | st.sampled_from(["support", "other"])),
        "un": st.builds(Unit, name=WORDS, link=MAYBE, depth=st.integers(1, 4), party=MAYBE),
        "st": figures(fates=False),
        "ca": figures(fates=True),
    }[field[:2]]
    return st.builds(Entry, field=st.just(field), fact=fact)


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    columns = draw(st.integers(2, 5))
    families = ["combatant", "commander", "units", "strength", "casualties", "casualties"]
    fields = [f"{f}{n}{row}" for f, n, row in product(families, range(1, 8), ("", "a")) if f != "combatant" or n <= columns]
    entries = draw(st.lists(st.sampled_from(fields).flatmap(entry_of), max_size=6))
    counted = [at for at, entry in enumerate(entries) if isinstance(entry.fact, Figure)]
    wholes = draw(st.lists(st.integers(0, len(counted)), min_size=len(counted), max_size=len(counted)))
    backwards = draw(st.booleans())
    for part, whole in enumerate(wholes):
        if whole == len(counted) or (whole <= part if backwards else whole >= part):  # one direction closes no ring
            continue
        try:  # the model says whether a figure may hold another
            Conflict(
                columns=columns,
                entries=(
                    entries[counted[whole]].model_copy(update={"parent": None}),
                    entries[counted[part]].model_copy(update={"parent": 0}),
                ),
            )
        except ValidationError:
            continue
        entries[counted[part]] = entries[counted[part]].model_copy(update={"parent": whole})
    return Conflict(
        name=draw(MAYBE),
        columns=columns,
        entries=tuple(entries),
        periods=tuple(draw(st.lists(st.builds(Period, start=st.just(".."), end=DATES, label=MAYBE), max_size=2))),
        result=draw(st.none() | st.builds(Result, kind=st.just("victory"), winner=WORDS, winner_side=st.none() | st.integers(1, columns))),
        place=draw(
            st.none()
            | st.builds(Place, text=MAYBE, coordinates=st.none() | st.builds(Coordinates, lat=st.floats(-90, 90), lon=st.floats(-180, 180)))
        ),
    )


@given(conflicts())
def test_written_and_read_back(conflict: Conflict) -> None:
    assert Conflict.model_validate_json(conflict.model_dump_json()) == conflict
    assert Conflict.model_validate_json(conflict.model_dump_json(exclude_defaults=True)) == conflict
    assert Conflict.model_validate(conflict.model_dump()) == conflict


@given(conflicts())
def test_a_conflict_is_a_value(conflict: Conflict) -> None:
    assert (conflict.sides, conflict.figures, conflict.paths) == (
        conflict.sides,
        conflict.figures,
        conflict.paths,
    )  # the views are made and kept
    pickled = pickle.loads(pickle.dumps(conflict))  # noqa: S301 (our own bytes)
    for twin in (pickled, copy.copy(conflict), copy.deepcopy(conflict), conflict.model_copy()):
        assert twin == conflict
        assert hash(twin) == hash(conflict)
        assert twin.paths == conflict.paths
        assert [twin.path(entry) for entry in twin.entries] == list(twin.paths)
    with pytest.raises(ValidationError, match="frozen"):
        conflict.name = "another"  # type: ignore[misc]


@given(conflicts())
def test_every_entry_has_one_place_and_one_path(conflict: Conflict) -> None:
    assert len(set(conflict.paths)) == len(conflict.paths) == len(conflict.entries)
    assert [conflict.path(entry) for entry in conflict.entries] == list(conflict.paths)
    assert [path.partition("[")[0] for path in conflict.paths] == [entry.field for entry in conflict.entries]
    views = {"side": conflict.sides, "joint": (conflict.joint,), "unplaced": (conflict.unplaced,)}
    for placement, sides in views.items():
        shown = Counter(
            fact
            for side in sides
            for group in (side.combatants, side.commanders, side.units, side.strength, side.casualties)
            for fact in group
        )
        assert shown == Counter(entry.fact for entry in conflict.entries if conflict.placement(entry) == placement)
    assert [side.number for side in conflict.sides] == list(range(1, conflict.columns + 1))
    assert Counter((*conflict.figures, *conflict.commanders, *conflict.combatants, *conflict.units)) == Counter(
        e.fact for e in conflict.entries
    )


@given(conflicts())
def test_views_keep_the_order_of_the_source(conflict: Conflict) -> None:
    for number, side in enumerate(conflict.sides, 1):
        mine = [entry for entry in conflict.entries if entry.number == number]
        assert side.casualties == tuple(entry.fact for entry in mine if entry.family == "casualties")
        assert side.strength == tuple(entry.fact for entry in mine if entry.family == "strength")
    assert conflict.claimants == tuple(dict.fromkeys(figure.claimant for figure in conflict.figures if figure.claimant))


@given(conflicts())
def test_parents_are_sound(conflict: Conflict) -> None:
    for figure, parent in zip(conflict.figures, conflict.parents, strict=True):
        seen = set()
        here = parent
        while here is not None:
            assert here not in seen
            seen.add(here)
            whole = conflict.figures[here]
            assert whole.claimant in (None, figure.claimant)
            here = conflict.parents[here]


# Dates, with the `edtf` package as oracle where it follows the standard.

YEARS = ("0000", "0001", "0251", "1757", "1900", "2000", "9999", "-0001", "-0047", "-9999")
DAYS = ("", "-01", "-02", "-09", "-12", "-01-01", "-02-28", "-02-29", "-09-30", "-12-31", "-XX", "-02-XX", "-XX-XX")
SEASONS = ("-21", "-22", "-24")
PLAIN = [year + rest + mark for year in YEARS for rest in DAYS for mark in ("", "?", "~", "%")]
LEVEL_1 = [*PLAIN, *(y + s for y in YEARS for s in SEASONS), "194X", "19XX", "194X~", "-004X", "-00XX", "Y17000", "Y-17000", "Y123456789"]
NO_DATES = (
    "", "..", "?", "July", "1943-00", "1943-13", "1943-20", "1943-1", "1943-1-1", "43", "-43", "943", "19430", "1943-02-30", "1943-04-31", "1943-01-32",
    "1943-01-00", "1943-01-1", "1943-21-01", "1943/1944", "1943-01-01T00:00:00", "1943?~", "1943~-06", "?1943", "Y1943", "Y-194", "1X43", "X943",
    "-0000", "２０２０", "194X-01", "1943-XX-12", "Y00005", "Y17000-01",  # the second in full-width digits
    "1943-1X", "1943-01-1X", " 1943", "1943 ", "1943\n", "+1943", "1943-07-01 BC",
)  # fmt: skip


def by_oracle(date: str) -> tuple[object, object]:
    """The first and last day by the oracle, which has the unspecified days of years before Christ from last to first."""
    if date.startswith("-") and "-XX" in date:
        date = date.rstrip("?~%").replace("-XX", "")
    read = oracle.parse_edtf(date)
    return tuple(read.lower_strict()[:3]), tuple(read.upper_strict()[:3])


@pytest.mark.parametrize("date", LEVEL_1)
def test_days_as_the_oracle_has_them(date: str) -> None:
    assert edtf.checked(date) == date
    assert (edtf.first_day(date), edtf.last_day(date)) == by_oracle(date)


@pytest.mark.parametrize("date", NO_DATES)
def test_no_dates(date: str) -> None:
    with pytest.raises(ValueError, match=r"is no EDTF date|has no such"):
        edtf.checked(date)


def test_an_autumn_ends_in_november() -> None:
    assert edtf.last_day("1943-23") == by_oracle("1943-23")[1]


@given(st.sampled_from(LEVEL_1), st.sampled_from(LEVEL_1))
def test_a_period_ends_no_earlier_than_it_starts(start: str, end: str) -> None:
    if edtf.first_day(start) <= edtf.last_day(end):
        assert Period(start=start, end=end).start == start
    else:
        with pytest.raises(ValidationError, match="cannot end"):
            Period(start=start, end=end)


# What the source says of itself.


def classes() -> list[ast.ClassDef]:
    return [node for node in ast.parse(inspect.getsource(model)).body if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("node", classes(), ids=lambda node: node.name)
def test_every_public_name_is_told(node: ast.ClassDef) -> None:
    assert ast.get_docstring(node)
    for here, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name):
            assert isinstance(after, ast.Expr), here.target.id
        elif isinstance(here, ast.FunctionDef) and not here.name.startswith("_"):
            assert ast.get_docstring(here), here.name


def test_every_fact_is_frozen_and_closed() -> None:
    facts = [
        one for one in vars(model).values() if inspect.isclass(one) and issubclass(one, BaseModel) and one.__module__ == model.__name__
    ]
    assert len(facts) > 12
    for one in facts:
        assert one.model_config["frozen"], one
        assert one.model_config["extra"] == "forbid", one
