"""Totals contain the truth or say why there is none (law 10), and they answer where they can."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from infobox_conflict.meaning.model import Amount, Claimant, Conflict, Entry, Fate, Figure, Kind, Scope
from infobox_conflict.meaning.totals import Total, total

NOUNS = {"soldiers": "personnel", "men": "personnel", "servicemen": "personnel", "civilians": "civilian"}
DAY = {day: Scope(text=f"Day {day}", type="time") for day in (1, 2, 3)}


def generic(noun: str, kind: Kind) -> bool:
    """The nouns that mean everything of their kind, for these tests."""
    return NOUNS.get(noun) == kind


def figure(low: int | None, high: int | None = None, *fates: Fate, exact: bool = True, **rest: Any) -> Figure:
    """A figure in short: `figure(5)` is exactly five, `figure(5, 9)` a range, `figure(5, exact=False)` a floor."""
    by = rest.pop("by", None)
    if low is None:
        amount = Amount() if high is None else Amount.at_most(high)
    elif high is None:
        amount = Amount.exactly(low) if exact else Amount.at_least(low)
    else:
        amount = Amount.between(low, high)
    return Figure(amount=amount, fates=fates, claimant=Claimant(name=by) if by else None, **rest)


def box(*rows: tuple[Any, ...], columns: int = 2) -> Conflict:
    """A conflict from rows of field, figure and, where it has one, parent."""
    return Conflict(columns=columns, entries=tuple(Entry(field=r[0], fact=r[1], parent=r[2] if len(r) > 2 else None) for r in rows))


C1, C2, C3, S1, S2 = "casualties1", "casualties2", "casualties3", "strength1", "strength2"
ARMY, NAVY = Scope(text="Army", type="arm"), Scope(text="Navy", type="arm")
SPLIT = box(  # 23,049 total (3,155 killed; 14,529 wounded; 5,365 captured/missing)
    (C1, figure(23049, None, "casualties")),
    (C1, figure(3155, None, "killed"), 0),
    (C1, figure(14529, None, "wounded"), 0),
    (C1, figure(5365, None, "captured", "missing"), 0),
)
RIVALS = box((C1, figure(900, None, "killed", by="Rome")), (C1, figure(4000, None, "killed", by="Carthage")))
VOICES = box((C1, figure(900, None, "killed", by="Rome")), (C1, figure(100, 200, "killed")))

CASES: dict[str, tuple[Conflict, Fate | None, dict[str, Any], tuple[int | None, int | None]]] = {
    "a part of a whole": (SPLIT, "killed", {"side": 1}, (3155, 3155)),
    "a whole": (SPLIT, "casualties", {"side": 1}, (23049, 23049)),
    "several fates leave room for none": (SPLIT, "missing", {"side": 1}, (0, 5365)),
    "the casualties bound every loss": (box((C1, figure(500, None, "casualties"))), "killed", {"side": 1}, (0, 500)),
    "but not the deserters": (box((C1, figure(500, None, "casualties"))), "deserted", {"side": 1}, (None, None)),
    "killed or captured": (box((C1, figure(3000, None, "killed", "captured"))), "killed", {"side": 1}, (0, 3000)),
    "fates add up to casualties, which may be more": (
        box((C1, figure(30, None, "killed")), (C1, figure(50, 60, "wounded"))), "casualties", {"side": 1}, (80, None),
    ),
    "at least": (box((C1, figure(38, None, "killed", exact=False))), "killed", {"side": 1}, (38, None)),
    "at most": (box((C1, figure(None, 50, "killed"))), "killed", {"side": 1}, (0, 50)),
    "a partial noun is a floor": (box((C1, figure(20, None, "killed", subject="officers"))), "killed", {"side": 1}, (20, None)),
    "a generic noun is the whole": (box((C1, figure(20, None, "killed", subject="men"))), "killed", {"side": 1}, (20, 20)),
    "partial figures of one scope add": (
        box((C1, figure(14, None, "destroyed", kind="vehicle", subject="T-72s")),
            (C1, figure(3, None, "destroyed", kind="vehicle", subject="BMP-2s"))),
        "destroyed", {"side": 1, "kind": "vehicle"}, (17, None),
    ),
    "men and officers, or men with their officers": (
        box((C1, figure(1200, None, "killed", subject="men")), (C1, figure(45, None, "killed", subject="officers"))),
        "killed", {"side": 1}, (1200, 1245),
    ),
    "two wholes: parts, or two guesses": (
        box((C1, figure(5000, None, "killed")), (C1, figure(8000, None, "killed"))), "killed", {"side": 1}, (5000, 13000),
    ),
    "of whom 20 drowned": (
        box((C1, figure(500, None, "killed")), (C1, figure(20, None, "killed"), 0)), "killed", {"side": 1}, (500, 500),
    ),
    "the wounded of whom some died": (
        box((C1, figure(90, None, "wounded")), (C1, figure(7, None, "killed"), 0), (C1, figure(30, None, "killed"))),
        "killed", {"side": 1}, (30, 37),
    ),
    "civilians among the dead": (
        box((C1, figure(500, None, "killed")), (C1, figure(100, None, "killed", kind="civilian"), 0)),
        "killed", {"side": 1}, (400, 500),
    ),
    "other scopes bound, and are not added": (
        box((C1, figure(30, None, "killed", scopes=(DAY[1],))), (C1, figure(50, None, "killed", scopes=(DAY[2],)))),
        "killed", {"side": 1}, (50, None),
    ),
    "phases under a total": (
        box((C1, figure(30, None, "killed", scopes=(DAY[1],)), 2), (C1, figure(50, None, "killed", scopes=(DAY[2],)), 2),
            (C1, figure(70, 90, "killed"))),
        "killed", {"side": 1}, (70, 90),
    ),
    "a count of an early day is a floor": (
        box((C1, figure(38, None, "killed", as_of="2020-10-19"))), "killed", {"side": 1}, (38, None),
    ),
    "an average is no bound": (
        box((C1, figure(9, None, "killed", scopes=(Scope(text="Per day", type="statistic"),)))), "killed", {"side": 1}, (None, None),
    ),
    "a party asked for": (
        box((C1, figure(500, None, "killed")), (C1, figure(300, None, "killed", party="Italy"), 0)),
        "killed", {"side": 1, "party": "Italy"}, (300, 300),
    ),
    "a party of a whole": (box((C1, figure(500, None, "killed"))), "killed", {"side": 1, "party": "Italy"}, (0, 500)),
    "parties are not all": (box((C1, figure(300, None, "killed", party="Italy"))), "killed", {"side": 1}, (300, None)),
    "a party within its noun": (
        box((C3, figure(11, None, "killed", kind="civilian", party="Armenian", subject="Armenian civilians"))),
        "killed", {"joint": True, "kind": "civilian", "party": "Armenian"}, (11, 11),
    ),
    "rivals are not added": (RIVALS, "killed", {"side": 1}, (None, None)),
    "one rival asked": (RIVALS, "killed", {"side": 1, "claimant": "Carthage"}, (4000, 4000)),
    "a claimant asked": (RIVALS, "killed", {"side": 1, "claimant": Claimant(name="Rome")}, (900, 900)),
    "a claimant who says nothing": (RIVALS, "killed", {"side": 1, "claimant": "Greece"}, (None, None)),
    "the infobox's own voice goes first": (VOICES, "killed", {"side": 1}, (100, 200)),
    "unknown is no zero": (box((C1, figure(None, None, "killed"))), "killed", {"side": 1}, (None, None)),
    "none is zero": (box((C1, Figure(amount=Amount(low=0, high=0, form="none"), fates=("killed",)))), "killed", {"side": 1}, (0, 0)),
    "parts beyond their whole": (
        box((C1, figure(50, None, "killed")), (C1, figure(60, None, "killed", subject="officers"), 0)), "killed", {"side": 1}, (None, None),
    ),
    "both sides": (box((C1, figure(5, None, "killed")), (C2, figure(7, 9, "killed"))), "killed", {}, (12, 14)),
    "both sides, one silent": (box((C1, figure(5, None, "killed"))), "killed", {}, (5, None)),
    "a joint total beside its sides": (
        box((C1, figure(5, None, "killed")), (C2, figure(7, None, "killed")), (C3, figure(12, None, "killed"))), "killed", {}, (12, 24),
    ),
    "a joint total over its sides": (
        box((C1, figure(3, None, "killed", exact=False), 2), (C2, figure(7, None, "killed"), 2), (C3, figure(12, None, "killed"))),
        "killed", {"side": 1}, (3, 12),
    ),
    "strength": (box((S1, figure(3000)), (S1, figure(12, kind="ship"))), None, {"side": 1}, (3000, 3000)),
    "strength by arms has no sum": (box((S1, figure(3000, scopes=(ARMY,))), (S1, figure(500, scopes=(NAVY,)))), None, {"side": 1}, (None, None)),
    "strength of one arm is a floor": (box((S1, figure(3000, scopes=(ARMY,)))), None, {"side": 1}, (3000, None)),
    "strength of one day": (box((S1, figure(3000, scopes=(DAY[1],)))), None, {"side": 1}, (3000, 3000)),
    "strengths of two days": (box((S1, figure(3000, scopes=(DAY[1],))), (S1, figure(9000, scopes=(DAY[2],)))), None, {"side": 1}, (None, None)),
    "strength under a total": (
        box((S1, figure(3500)), (S1, figure(3000, scopes=(ARMY,)), 0), (S1, figure(500, scopes=(NAVY,)), 0)), None, {"side": 1}, (3500, 3500),
    ),
    "losses are no strength": (box((C1, figure(5, None, "killed"))), None, {"side": 1}, (None, None)),
}  # fmt: skip


@pytest.mark.parametrize(("conflict", "fate", "question", "bounds"), CASES.values(), ids=CASES)
def test_bounds(conflict: Conflict, fate: Fate | None, question: dict[str, Any], bounds: tuple[int | None, int | None]) -> None:
    found = total(conflict, fate, generic=generic, **question)
    assert (found.low, found.high) == bounds
    assert (found.why is None) == (found.low is not None)


def test_the_seed() -> None:
    azerbaijan, artsakh = Claimant(name="Azerbaijan", kind="belligerent", side=1), Claimant(name="Artsakh", kind="belligerent", side=2)
    conflict = box(
        (C2, Figure(amount=Amount.exactly(1500), subject="servicemen", fates=("deserted",), claimant=artsakh)),
        (C2, Figure(amount=Amount.at_least(38), subject="servicemen", fates=("killed",), claimant=azerbaijan)),
    )
    assert conflict.total("killed", kind="personnel", side=2, claimant="Azerbaijan") == Total(low=38, high=None, used=(1,))


def test_the_reason_names_the_rivals() -> None:
    assert total(RIVALS, "killed", generic=generic, side=1) == Total(why="rival claimants are not added: Rome, Carthage", used=(0, 1))


def test_a_hedge_is_told() -> None:
    conflict = box((C1, Figure(amount=Amount.exactly(230, approximate=True), fates=("killed",))))
    assert total(conflict, "killed", generic=generic, side=1) == Total(low=230, high=230, approximate=True, used=(0,))


@pytest.mark.parametrize("question", [{"side": 3}, {"side": 0}, {"side": 1, "joint": True}, {"kind": "people"}])
def test_misuse_raises(question: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"side|kind"):
        total(SPLIT, "killed", generic=generic, **question)


def test_a_chain_of_parts_does_not_exhaust_the_stack() -> None:
    chain = [(C1, figure(5000 - at, None, "killed"), at - 1 if at else None) for at in range(5000)]
    assert total(box(*chain), "killed", generic=generic, side=1).low == 5000


def test_a_cycle_behind_a_chain_is_refused() -> None:
    chain = [(C1, figure(5, None, "killed"), at + 1) for at in range(2000)]
    with pytest.raises(ValidationError, match="part of itself"):
        box(*chain, (C1, figure(5, None, "killed"), 1990))


# Law 10: invent people, write true claims about them, ask. The infobox below is sound by the guide: figures without a
# parent that share claimant and scope have nobody in common, and whoever claims says nothing untrue.

FATES: tuple[Fate, ...] = ("killed", "wounded", "missing", "captured", "deserted")
HURT = frozenset(FATES[:4])


@dataclass(frozen=True)
class Person:
    """Somebody invented; side 0 belongs to neither column, `day` is the first in the field and the day of the fate."""

    side: int
    kind: Kind
    fate: Fate | None
    day: int
    party: str
    officer: bool


@dataclass
class Claim:
    """A figure in the making, with the people whom it counts."""

    field: str
    counted: frozenset[int]
    figure: Figure
    parent: Claim | None = None

    @property
    def family(self) -> str:
        return self.field[:-1]

    @property
    def scope(self) -> object:
        return self.field, self.figure.scopes, self.figure.as_of


@dataclass
class Scribe:
    """Writes true claims about people by the rules of the guide; every choice is the generator's."""

    people: list[Person]
    chance: random.Random
    claims: list[Claim] = field(default_factory=list)

    def conflict(self) -> Conflict:
        at = {id(claim): i for i, claim in enumerate(self.claims)}
        return Conflict(
            entries=tuple(
                Entry(field=claim.field, fact=claim.figure, parent=at[id(claim.parent)] if claim.parent else None) for claim in self.claims
            )
        )

    def write(self) -> None:
        """One claim, or two that complete each other."""
        pick = self.chance.choice
        row, kind = pick((1, 1, 2, 3)), pick(("personnel", "personnel", "personnel", "civilian"))
        fates = pick(((), *((fate,) for fate in FATES), *[("killed",)] * 3, ("casualties",), ("casualties",), ("killed", "captured"), ("wounded", "missing")))
        voice = pick((None, "X", "X", "Y"))
        about = {"row": row, "kind": kind, "fates": fates, "voice": voice}
        style = self.chance.random()
        if style < 0.15 and kind == "personnel":
            self._men_and_officers(about)
        elif style < 0.3 and fates:
            self._dead_with_civilians(about)
        else:
            limit = pick((None, None, None, "party", "officers", "day", "as_of"))
            self._enter(self._claim(**about, limit=limit))

    def _men_and_officers(self, about: dict[str, Any]) -> None:
        """`1,200 men and 45 officers killed`: here the generic noun does not mean all."""
        men, officers = self._claim(**about, limit="not officers"), self._claim(**about, limit="officers")
        if not any(claim.counted & (men.counted | officers.counted) for claim in self.claims):
            self.claims += [men, officers]

    def _dead_with_civilians(self, about: dict[str, Any]) -> None:
        """`500 killed, including 100 civilians`: people of unstated status are read as personnel."""
        whole = self._claim(**{**about, "kind": None})
        if not any(claim.counted & whole.counted for claim in self.claims):
            self.claims += [whole, self._claim(**{**about, "kind": "civilian"}, parent=whole)]

    def _claim(
        self, row: int, kind: Kind | None, fates: tuple[Fate, ...], voice: str | None, limit: str | None = None, parent: Claim | None = None
    ) -> Claim:
        pick = self.chance.choice
        party, day = pick("AB"), pick((1, 2, 3))
        wanted = HURT if "casualties" in fates else frozenset(fates)

        def counts(person: Person) -> bool:
            own = row in (person.side, 3) and kind in (person.kind, None) and (not fates or person.fate in wanted)
            dated = person.day == day if fates and limit == "day" else person.day <= day
            return own and {"party": person.party == party, "officers": person.officer, "not officers": not person.officer}.get(
                limit or "", limit is None or dated
            )

        counted = frozenset(i for i, person in enumerate(self.people) if counts(person))
        subject = "officers" if limit == "officers" else pick((None, "civilians" if kind == "civilian" else "men" if kind else None))
        claimed = Figure(
            amount=self._amount(len(counted)),
            kind=kind or "personnel",
            subject=subject,
            fates=fates,
            claimant=Claimant(name=voice) if voice else None,
            party=party if limit == "party" else None,
            scopes=(DAY[day],) if limit == "day" else (),
            as_of=f"2020-01-0{day}" if limit == "as_of" else None,
        )
        return Claim(f"{'casualties' if fates else 'strength'}{row}", counted, claimed, parent)

    def _amount(self, count: int) -> Amount:
        less, more = max(0, count - self.chance.randrange(3)), count + self.chance.randrange(3)
        return self.chance.choice(
            (Amount.exactly(count), Amount.exactly(count), Amount.exactly(count), Amount.between(less, more), Amount.at_least(less), Amount.at_most(more), Amount())
        )

    def _enter(self, new: Claim) -> None:
        """Enter a claim as a root, a part, or the whole of earlier ones; drop it where the guide allows none of these."""
        alike = [claim for claim in self.claims if claim.family == new.family and claim.figure.kind == new.figure.kind]
        same = [claim for claim in alike if claim.figure.claimant == new.figure.claimant]
        own = [claim for claim in alike if claim.figure.claimant is None]
        rivals = [c for c in same if c.parent is None and c.counted & new.counted and not {c.field[-1], new.field[-1]} > {"3"}]
        wholes = [claim for claim in (same if rivals else [*same, *own]) if claim.counted >= new.counted and new.counted]
        if wholes and (rivals or self.chance.random() < 0.5):
            new.parent = self.chance.choice(wholes)
        elif rivals and all(rival.counted <= new.counted for rival in rivals):
            for rival in rivals:
                rival.parent = new
        elif any(rival.scope == new.scope for rival in rivals):
            return
        self.claims.append(new)


def ask(conflict: Conflict, chance: random.Random) -> tuple[Fate | None, dict[str, Any]]:
    """A question that some figure of the box may answer, and now and then one that none does."""
    pick = chance.choice
    about = pick(conflict.entries or (Entry(field="casualties1", fact=figure(1, None, "killed")),))
    assert isinstance(about.fact, Figure)
    fate = pick((*about.fact.fates, *about.fact.fates, *about.fact.fates, pick(FATES), "casualties")) if about.family == "casualties" else None
    name = about.fact.claimant.name if about.fact.claimant else None
    row: dict[str, Any] = {"joint": True} if about.number == 3 else {"side": about.number}
    party = pick((None, None, None, "A"))
    return fate, {"kind": about.fact.kind, "claimant": pick((None, name, name, name)), "party": party, **pick((row, row, row, {}))}


def answer_and_truth(people: list[Person], chance: random.Random) -> tuple[Conflict, dict[str, Any], Total, int]:
    """A box of true claims, a question, what the library answers and what is so."""
    scribe = Scribe(people, chance)
    for _ in range(chance.randrange(1, 9)):
        scribe.write()
    conflict = scribe.conflict()
    fate, question = ask(conflict, chance)
    found = total(conflict, fate, generic=generic, **question)
    days = {scope.text[-1] for at in found.used for scope in conflict.figures[at].scopes} | {
        (conflict.figures[at].as_of or "")[-1:] for at in found.used
    }
    last = min((int(day) for day in days if day), default=3) if fate is None else 3  # a stock is asked for its one day
    truth = sum(
        person.kind == question["kind"]
        and (person.fate in HURT if fate == "casualties" else fate in (None, person.fate))
        and question.get("side", person.side) == person.side
        and question["party"] in (None, person.party)
        and person.day <= last
        for person in people
    )
    return conflict, {"fate": fate, **question}, found, truth


persons = st.builds(
    Person,
    side=st.sampled_from((0, 1, 1, 1, 2, 2)),
    kind=st.sampled_from(("personnel", "personnel", "civilian")),
    fate=st.sampled_from((None, "killed", "killed", *FATES)),
    day=st.integers(1, 3),
    party=st.sampled_from("AB"),
    officer=st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(persons, max_size=14), st.randoms(use_true_random=False))
def test_totals_never_lie(people: list[Person], chance: random.Random) -> None:
    conflict, question, found, truth = answer_and_truth(people, chance)
    if found.low is None:
        event(f"declined: {(found.why or '').split(':')[0]}")
    else:
        event("answered with both bounds" if found.high is not None else "answered with a floor")
        assert found.low <= truth <= (truth if found.high is None else found.high), (question, conflict)


def test_totals_answer_often() -> None:
    chance = random.Random(1066)
    kinds: tuple[Kind, ...] = ("personnel", "personnel", "civilian")
    answers = closed = 0
    for _ in range(1000):
        people = [
            Person(chance.choice((0, 1, 1, 2)), chance.choice(kinds), chance.choice((None, *FATES)), chance.randint(1, 3), chance.choice("AB"), chance.random() < 0.3)
            for _ in range(chance.randrange(30))
        ]
        _, _, found, truth = answer_and_truth(people, chance)
        if found.low is not None:
            assert found.low <= truth <= (truth if found.high is None else found.high)
            answers += 1
            closed += found.high is not None
    print(answers, closed)
    assert answers > 250
    assert closed > 100
