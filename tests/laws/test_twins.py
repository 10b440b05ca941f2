"""Law 2: what is expressed reads back as what was meant, or the fact that cannot be expressed is named."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

import infobox_conflict as ic
from infobox_conflict._conflicts import shapes
from infobox_conflict.meaning import express, interpret, model
from infobox_conflict.meaning.express import difference
from infobox_conflict.strategies import conflicts
from infobox_conflict.vocabulary import Vocabulary, load
from tests.laws import test_linear as linear

ROOT: Final = Path(__file__).parents[2]
SHARED: Final = ROOT.parent / "shared"
REAL: Final = sorted(file for part in ("corpus/wikitext", "gold/dev") for file in (SHARED / part).glob("*.wikitext"))
LEAST: Final = 0.99
"""The share of real boxes that must come back whole."""


def back(conflict: ic.Conflict) -> ic.Conflict:
    """What is read from what was expressed."""
    return interpret(express(conflict, load("en")), load("en")).conflict


def claims() -> list[Any]:
    found = []
    for path in sorted((ROOT / "tests" / "cases" / "claims").glob("*.toml")):
        found += [pytest.param(case["box"], id=f"{path.stem}: {case['name']}") for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    return found


def test_the_seed(seed: ic.Document) -> None:
    conflict = seed.infoboxes[0].conflict
    assert back(conflict) == conflict


@pytest.mark.parametrize("box", claims())
def test_invented_boxes(box: str) -> None:
    for one in ic.read("{{Infobox military conflict\n" + box.strip() + "\n}}").infoboxes:
        assert back(one.conflict) == one.conflict


@pytest.mark.skipif(not REAL, reason="the texts are not beside the project")
def test_real_boxes() -> None:
    """What a real box says is said again, every fact, word for word."""
    every, failed = 0, []
    for file in REAL:
        for box in ic.read_path(file).infoboxes:
            every += 1
            try:
                same = back(box.conflict) == box.conflict
            except ic.CannotExpress as refusal:
                failed.append(f"{file.stem}: {refusal}")
            else:
                assert same, file.stem
    print(*failed, sep="\n")
    assert len(failed) <= (1 - LEAST) * every, failed


@given(conflicts())
def test_invented_conflicts(conflict: ic.Conflict) -> None:
    """What was left open is filled in once; from then on nothing changes."""
    read = back(conflict)
    assert difference(conflict, read) is None
    assert back(read) == read
    for shape in set(shapes(conflict)):
        event(shape)


SHAPES: Final = (
    *(f"fate: {fate}" for fate in model.FATES),
    *(f"kind: {kind}" for kind in model.KINDS),
    *(f"form: {form}" for form in get_args(model.AmountForm)),
    *(f"claimant: {kind}" for kind in (*get_args(model.ClaimantKind), "open")),
    *(f"scope: {kind}" for kind in get_args(model.ScopeType)),
    *(f"person: {fate}" for fate in model.FATES),
    *(f"result: {kind}" for kind in get_args(model.ResultKind)),
    *(f"qualifier: {qualifier}" for qualifier in get_args(model.Qualifier)),
    *(f"note: {kind}" for kind in ("reference", "footnote", "maintenance")),
    *("side", "joint", "unplaced", "a part", "a nested part", "a later whole", "two scopes", "two fates", "a hedged amount", "words of an amount"),
    *("a figure's also", "a figure's party", "a figure's as_of", "a person's rank", "a person's party", "a belligerent's role", "a belligerent's part_of"),
    *("a deep unit", "a unit's party", "a day", "a period", "an open period", "about a year", "a decade or century", "before Christ"),
    *("a period's label", "a period's calendar", "a result's winner_side", "a place's links", "a place's coordinates"),
    *("columns: 2", "columns: 3", "columns: 5"),
)


def test_every_shape_is_invented() -> None:
    counts: Counter[str] = Counter()

    @settings(max_examples=600, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(conflicts())
    def collect(conflict: ic.Conflict) -> None:
        counts.update(set(shapes(conflict)))

    collect()
    print(*(f"{count:5} {shape}" for shape, count in sorted(counts.items())), sep="\n")
    assert {shape: counts[shape] for shape in SHAPES if counts[shape] < 2} == {}


# --- by hand ---------------------------------------------------------------------------------------------------------

C1, C2 = "casualties1", "casualties2"


def losses(count: int = 14, **rest: Any) -> ic.Figure:
    return ic.Figure(amount=ic.Amount.exactly(count), **{"fates": ("killed",), **rest})


def box(*rows: tuple[Any, ...], **rest: Any) -> ic.Conflict:
    """A conflict from rows of field, fact and, where it has one, parent."""
    return ic.Conflict(entries=tuple(ic.Entry(field=r[0], fact=r[1], parent=r[2] if len(r) > 2 else None) for r in rows), **rest)


FORCES: Final = (("combatant1", ic.Belligerent(name="Azerbaijan")), ("combatant2", ic.Belligerent(name="Armenia")))
SAID: Final = (
    (box((C2, ic.Figure(amount=ic.Amount.at_least(38), fates=("killed",)))), C2, "At least 38 killed"),
    (box((C1, losses(subject="soldiers", fates=("killed", "wounded", "missing")))), C1, "14 soldiers killed, wounded and missing"),
    (box((C1, losses(1, kind="vehicle", subject="T-72", fates=("destroyed",)))), C1, "T-72 destroyed"),
    (box((C1, losses(claimant=ic.Claimant(name="Livy"))), (C1, losses(27))), C1, "14 killed (per Livy)\n27 killed"),
    (box((C1, losses(claimant=ic.Claimant(name="Livy"))), (C1, losses(claimant=ic.Claimant(name="Appian")))), C1, "Per Livy:\n14 killed\nPer Appian:\n14 killed"),
    (box(*FORCES, (C1, losses(party="Armenia")), (C1, losses(27, party="Armenia"))), C1, "Armenia:\n14 killed\n27 killed"),
    (box((C1, losses(500)), (C1, losses(20, subject="officers"), 0)), C1, "500 killed\n20 officers killed"),
    (box((C1, losses(14), 2), (C1, losses(27), 2), (C1, losses(90))), C1, "14 killed\n27 killed\nTotal: 90 killed"),
    (box(("strength1", ic.Figure(amount=ic.Amount.exactly(9), kind="unit", subject="legions"), 1), ("strength1", ic.Figure(amount=ic.Amount.exactly(22000), subject="men"))), "strength1", "9 legions (22,000 men)"),
    (ic.Conflict(periods=(ic.Period(start="-0047-08-09", end="-0047-08-09"),)), "date", "9 August 48 BC"),
    (ic.Conflict(periods=(ic.Period(start="2022-02-24", end="..", label="Phase"),)), "date", "Phase:\n24 February 2022 – present"),
    (ic.Conflict(periods=(ic.Period(start="..", end="1453-05-29"),)), "date", "until 29 May 1453"),
    (ic.Conflict(result=ic.Result(kind="victory", winner="Roman", qualifier="decisive")), "result", "Decisive Roman victory"),
    (box(("commander1", ic.Commander(name="Ilan Verrick", rank="Major", fates=("displaced",)))), "commander1", "Major Ilan Verrick (displaced)"),
)


@pytest.mark.parametrize(("conflict", "name", "words"), SAID, ids=[words.replace("\n", "/") for _, _, words in SAID])
def test_facts_are_said_as_people_would(conflict: ic.Conflict, name: str, words: str) -> None:
    said = {one.name: one.content.text for one in express(conflict, load("en"))}
    assert said[name] == words
    assert difference(conflict, back(conflict)) is None


REFUSED: Final = (
    (box((C1, losses(fates=("lost",)))), f"{C1}[0]", "casualties"),
    (box((C1, losses(27)), ("casualties3", losses(14), 0)), "casualties3[0]", "another field"),
    (box((C1, losses(100)), (C1, losses(40)), (C1, losses(60))), f"{C1}[1]", "a part of"),
    (box(("combatant1", ic.Belligerent(name="Rome", role="support")), ("combatant1", ic.Belligerent(name="Gaul"))), "combatant1[1]", "role"),
    (box((C1, ic.Figure(amount=ic.Amount(form="qualitative", approximate=True), fates=("killed",)))), f"{C1}[0]", "read"),
    (ic.Conflict(name=" Hadrut"), "name", "blanks"),
    (ic.Conflict(periods=(ic.Period(start="-050X", end="-050X"),)), "date[0]", "nothing"),
    (ic.Conflict(place=ic.Place()), "place", "None"),
    (ic.Conflict(result=ic.Result(kind="victory", winner="Ruritanian", winner_side=2)), "result", "winner_side=None"),
)


@pytest.mark.parametrize(("conflict", "path", "why"), REFUSED, ids=[path for _, path, _ in REFUSED])
def test_what_cannot_be_said_is_named(conflict: ic.Conflict, path: str, why: str) -> None:
    with pytest.raises(ic.CannotExpress, match=why) as refusal:
        express(conflict, load("en"))
    assert refusal.value.path == path


@pytest.mark.parametrize(("conflict", "name"), [(conflict, name) for conflict, name, _ in SAID])
def test_a_language_without_forms_says_nothing(conflict: ic.Conflict, name: str) -> None:
    with pytest.raises(ic.CannotExpress, match=name):
        express(conflict, Vocabulary("xx", {}))


def test_facts_are_gathered_by_field_and_keep_their_wholes() -> None:
    scattered = box((C2, losses(500)), (C1, losses(27)), (C2, losses(40, subject="officers"), 0))
    read = back(scattered)
    assert read.paths == (f"{C2}[0]", f"{C2}[1]", f"{C1}[0]")
    assert read.parents == (None, 0, None)


MANY: Final = {
    "figures": lambda at: losses(14 + 13 * (at % 200)),
    "claims": lambda at: losses(14 + 13 * (at % 200), claimant=ic.Claimant(name=("Livy", "Rome", "Polybius")[at % 3])),
    "flags": lambda at: losses(14 + 13 * (at % 200), party="Ruritania" if at % 2 else None),
}


@pytest.mark.parametrize("name", MANY)
def test_time_grows_as_the_facts_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 9 for the way back."""
    monkeypatch.setattr(linear, "read_all", lambda count: express(box(*((C1, MANY[name](at)) for at in range(len(count)))), load("en")))
    linear.assert_linear(lambda size: "." * size)


def test_parts_of_parts_go_on_however_deep() -> None:
    deep = box((C1, losses(9000)), *((C1, losses(9000 - at), at - 1) for at in range(1, 300)))
    assert difference(deep, back(deep)) is None
