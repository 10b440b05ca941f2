"""Invented conflicts: facts of every sort that the reading guide knows, in the words of a language, for Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeVar, get_args

from hypothesis import strategies as st

from .meaning.model import (
    FATES,
    KINDS,
    Amount,
    AmountForm,
    Belligerent,
    Claimant,
    ClaimantKind,
    Commander,
    Conflict,
    Coordinates,
    Entry,
    Fact,
    Fate,
    Figure,
    Kind,
    Note,
    Period,
    Place,
    Qualifier,
    Result,
    ResultKind,
    Role,
    Scope,
    ScopeType,
    Unit,
)
from .vocabulary import Vocabulary, load

T = TypeVar("T")
_PEOPLE: Final[tuple[Kind, ...]] = ("personnel", "civilian")
_BODILY: Final[tuple[Fate, ...]] = ("killed", "wounded", "missing", "captured", "surrendered", "deserted", "sick", "other")
_OF_THINGS: Final[tuple[Fate, ...]] = ("captured", "destroyed", "damaged", "lost", "other")
NAMES: Final = ("Ilan Verrick", "Osmar Tal", "Beltran Quive", "Tomas Ardel", "Yusra Menk", "Hale Corvin", "Pia Solandre", "Anders Vik")
_PLACES: Final = ("Orvala", "Tagaser", "Zelmira", "Quornheim", "Brindavel", "Upper Saltry")
_WORDS: Final = ("Battle of Orvala", "Siege of Zelmira", "Quornheim campaign", "Brindavel uprising")
_STEP: Final = 13
"""Counts leave one over when parted by it: so up to twelve of them, as many as a reader tries, never add up to another."""
_FEW: Final = 8


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a language that mean one thing alone."""

    vocabulary: Vocabulary
    states: tuple[str, ...]
    peoples: tuple[str, ...]
    ranks: tuple[str, ...]
    nouns: dict[Kind, tuple[str, ...]]
    sources: dict[ClaimantKind, tuple[str, ...]]
    scopes: dict[ScopeType, tuple[str, ...]]
    vague: tuple[str, ...]
    qualitative: tuple[str, ...]


@cache
def _words(language: str) -> _Words:
    vocabulary = load(language)

    def plain(sense: str, value: str | None = None, *others: str) -> list[str]:
        """The first phrases of letters alone that have this sense and no other but those named."""
        found = (word for word in vocabulary.words(sense, value) if word.replace(" ", "").isalpha() and len(word) > 2)  # noqa: PLR2004 (no sign)
        return [word for word in found if set(vocabulary.senses(word)) <= {sense, *others}]

    alone = (name for name in vocabulary.states if name.isalpha() and not vocabulary.members(name))
    states = [name for name in alone if set(vocabulary.senses(name)) == {"state"}]
    named = {name: vocabulary.states[name].people for name in states}
    peoples = [people[0] for people in named.values() if people and set(vocabulary.senses(people[0])) == {"people"}]
    scopes: dict[ScopeType, tuple[str, ...]] = {
        kind: tuple(word[:1].upper() + word[1:] for word in plain("scope", kind)[:_FEW]) for kind in get_args(ScopeType) if kind != "other"
    }
    return _Words(
        vocabulary,
        tuple(states[:40]),
        tuple(peoples[:40]),
        tuple(word.title() for word in plain("rank")[:_FEW]),
        {kind: tuple([word for word in plain("noun", kind, "generic") if vocabulary.is_plural(word)][:_FEW]) for kind in KINDS},
        {kind: tuple(word.title() for word in plain("source", kind)[:_FEW]) for kind in get_args(ClaimantKind)},
        {**scopes, "other": _PLACES},
        tuple(plain("vague")[:_FEW]),
        tuple(plain("qualitative")[:_FEW]),
    )


@dataclass(slots=True)
class Inventor:
    """Draws the facts of one conflict."""

    draw: st.DrawFn
    words: _Words
    columns: int
    sides: list[list[str]] = field(default_factory=list)
    """The names of the belligerents of each side."""
    entries: list[Entry] = field(default_factory=list)
    figures: int = 0
    joint: bool = False
    """Whether the row is that of no side, where people who were displaced are civilians."""

    @classmethod
    def beside(cls, draw: st.DrawFn, conflict: Conflict, language: str) -> Inventor:
        """An inventor of facts that a conflict might say besides: of its belligerents, and of invented ones where a side has none."""
        words = _words(language)
        sides = [[one.name for one in side.combatants] or [words.states[at]] for at, side in enumerate(conflict.sides)]
        return cls(draw, words, conflict.columns, sides)

    def one(self, choices: Sequence[T]) -> T:
        return self.draw(st.sampled_from(choices))

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def add(self, name: str, fact: Fact, parent: int | None = None) -> int:
        """Take a fact in; for a figure its position."""
        self.entries.append(Entry(field=name, fact=fact, parent=parent))
        self.figures += isinstance(fact, Figure)
        return self.figures - 1

    # --- who ---------------------------------------------------------------------------------------------

    def belligerents(self) -> None:
        states = self.draw(st.lists(st.sampled_from(self.words.states), min_size=2 * self.columns, max_size=3 * self.columns, unique=True))
        for side in range(1, self.columns + 1):
            mine = states[side - 1 :: self.columns]
            self.sides.append(mine)
            role: Role | None = None
            above: str | None = None
            for name in mine:
                if above is not None and role is None and self.chance(30):
                    role, above = self.one(get_args(Role)), None
                part = above if self.chance(30) else None
                link = self.one((name, f"{name} (1900)", None))
                self.add(f"combatant{side}", Belligerent(name=name, link=link, role=role, part_of=part))
                above = part or name

    def commanders(self, side: int) -> None:
        for name in self.draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)):
            self.add(f"commander{side}", self.commander(name, self.sides[side - 1]))

    def commander(self, name: str, states: Sequence[str]) -> Commander:
        fates = self.draw(st.lists(st.sampled_from(FATES), max_size=2, unique=True)) if self.chance(60) else []
        party = self.one((None, states[0], " / ".join(states[:2])))
        rank = self.one((None, *self.words.ranks))
        link = self.one((name, f"{name} (general)", None))
        return Commander(name=name, link=link, rank=rank, party=party, fates=tuple(fates))

    def unit(self) -> Unit:
        ordinal = self.words.vocabulary.forms("date", "ordinal")[0].format(number=self.draw(st.integers(4, 20)))
        name = f"{ordinal} {self.one(self.words.nouns['unit']).title()}"
        return Unit(name=name, link=self.one((None, name, f"{name} (Orvala)")), party=self.one((None, *self.sides[0])))

    def units(self, side: int) -> None:
        depth = 0
        for _ in range(self.draw(st.integers(0, 3))):
            depth = self.draw(st.integers(1, min(3, depth + 1)))
            self.add(f"units{side}", self.unit().model_copy(update={"depth": depth}))

    def claimant(self) -> Claimant | None:
        """Who says so: now and then with what the box tells of them, else left open."""
        if self.chance(50):
            return None
        if self.chance(40):
            side = self.draw(st.integers(1, self.columns))
            name = self.one(self.sides[side - 1])
            return self.one((Claimant(name=name), Claimant(name=name, kind="belligerent", side=side)))
        kind = self.one([kind for kind, names in self.words.sources.items() if names and kind != "belligerent"])
        name = self.one(self.words.sources[kind])
        return self.one((Claimant(name=name), Claimant(name=name, kind=kind)))

    def scopes(self) -> tuple[Scope, ...]:
        kinds = self.draw(st.lists(st.sampled_from([k for k, texts in self.words.scopes.items() if texts]), max_size=2, unique=True))
        return tuple(Scope(text=self.one(self.words.scopes[kind]), type=kind) for kind in kinds) if self.chance(40) else ()

    def notes(self) -> tuple[Note, ...]:
        if self.chance(80):
            return ()
        text = self.one((None, "Ardel 1951, p. 12."))
        kind = self.one(("reference", "footnote", "maintenance"))
        name = self.one(("ardel", None)) if text is not None else "ardel"
        return (Note(type=kind, name=name, group=self.one((None, "n")), text=text, resolved=text is not None),)

    # --- how many ----------------------------------------------------------------------------------------

    def count(self, most: int = 90) -> int:
        return 1 + _STEP * self.draw(st.integers(1, most))

    def amount(self, forms: Sequence[AmountForm] = get_args(AmountForm)) -> Amount:
        """A count of any form, as a rule without its words."""
        low = self.count()
        high = low + _STEP * self.draw(st.integers(1, 40))
        hedged = self.chance(20)
        form = self.one(forms)
        match form:
            case "exact":
                return Amount.exactly(low, approximate=hedged, words=self.one((None, f"{low:,}")) if not hedged else None)
            case "range" | "alternatives":
                return Amount(low=low, high=high, approximate=hedged, form=form)
            case "at_least" | "more_than":
                return Amount(low=low, approximate=hedged, form=form)
            case "at_most" | "fewer_than":
                return Amount(high=high, approximate=hedged, form=form)
            case "vague":
                words = self.one(self.words.vague)
                return Amount(low=self.words.vocabulary.senses(words)["vague"], approximate=True, form=form, words=self.one((None, words)))
            case "qualitative":
                return Amount(approximate=True, form=form, words=self.one(self.words.qualitative))
            case "none":
                return Amount(low=0, high=0, form=form)
        return Amount(form="unknown")

    def fates(self, kind: Kind, *, losses: bool) -> tuple[Fate, ...]:
        if not losses:
            return ()
        if kind in _PEOPLE:
            every: tuple[Fate, ...] = _BODILY if self.joint else (*_BODILY, "displaced", "casualties")
            return tuple(self.draw(st.lists(st.sampled_from(every), max_size=3, unique=True))) or ("casualties",)
        return tuple(self.draw(st.lists(st.sampled_from(_OF_THINGS), min_size=1, max_size=2, unique=True)))

    def figure(self, *, losses: bool, forms: Sequence[AmountForm] = get_args(AmountForm)) -> Figure:
        """A figure by itself."""
        amount = self.amount(forms)
        kind: Kind = self.one([kind for kind, nouns in self.words.nouns.items() if nouns])
        if amount.form == "qualitative":
            kind = "personnel"  # `heavy guns` are no count by their quality
        noun = self.one(self.words.nouns[kind])
        also: tuple[Kind, ...] = ()
        bare = kind == "personnel" and amount.form != "vague" and (amount.form == "qualitative" or self.chance(40))
        if not bare and self.chance(10):
            other = self.one([one for one, nouns in self.words.nouns.items() if nouns and one != kind])
            join = self.words.vocabulary.forms("fates", "joined")[0]
            noun, also = join.format(first=noun, last=self.one(self.words.nouns[other])), (other,)
        return Figure(
            amount=amount,
            kind=kind,
            also=also,
            subject=None if bare else noun,
            fates=self.fates(kind, losses=losses),
            claimant=self.claimant(),
            party=self.one((None, None, *(name for side in self.sides for name in side))),
            scopes=self.scopes(),
            as_of="2020-10-19" if self.chance(10) else None,
            notes=self.notes(),
        )

    def field(self, name: str, *, losses: bool) -> None:
        """One field of figures, in one of several patterns."""
        match self.draw(st.integers(0, 9)):
            case 0:
                self.total_behind(name, losses=losses)
            case 1:
                self.men_of_units(name, losses=losses)
            case 2 | 3:
                self.whole_and_parts(name, losses=losses)
                self.alone(name, losses=losses, most=1)
            case 4 if not losses:
                self.add(name, self.unit())
                self.alone(name, losses=losses, most=2)
            case _:
                self.alone(name, losses=losses, most=4)

    def alone(self, name: str, *, losses: bool, most: int) -> None:
        """Figures that are no parts of each other; several of them may share who says so."""
        shared = self.claimant()
        for _ in range(self.draw(st.integers(0, most))):
            figure = self.figure(losses=losses)
            self.add(name, figure.model_copy(update={"claimant": shared}) if self.chance(60) else figure)

    def whole_and_parts(self, name: str, *, losses: bool) -> None:
        """A figure that those right behind it are parts of, one of which may have a part of its own."""
        whole = self.figure(losses=losses, forms=("exact", "range", "at_least"))
        subject = self.one(self.words.nouns[whole.kind]) if whole.subject is not None else None
        amount = Amount.exactly(self.count(40) + 1000 * _STEP)
        whole = whole.model_copy(update={"amount": amount, "also": (), "subject": subject, "scopes": ()})
        top = self.add(name, whole)
        for at in range(self.draw(st.integers(1, 3))):
            part = self.part(whole)
            mine = self.add(name, part, top)
            if not at and self.chance(30):
                self.add(name, self.part(part).model_copy(update={"amount": Amount.exactly(self.draw(st.integers(2, 12)))}), mine)

    def part(self, whole: Figure) -> Figure:
        """A part of a figure: of its kind and claimant, and no greater."""
        fates = whole.fates
        if fates == ("casualties",):
            fates = (self.one(_BODILY[:4]),)
        amount = Amount.exactly(self.count(60))
        who = {"claimant": whole.claimant, "party": whole.party}
        return Figure(amount=amount, kind=whole.kind, subject=whole.subject, fates=fates).model_copy(update=who)

    def total_behind(self, name: str, *, losses: bool) -> None:
        """Two figures and then their total."""
        counts = [self.count(), self.count()]
        claimant = self.claimant()
        fates: list[tuple[Fate, ...]] = [("killed",), ("wounded",)] if losses else [(), ()]
        last = self.figures + 2
        for count, fate in zip(counts, fates, strict=True):
            self.add(name, Figure(amount=Amount.exactly(count), fates=fate, claimant=claimant), last)
        self.add(name, Figure(amount=Amount.exactly(sum(counts)), fates=("casualties",) if losses else (), claimant=claimant))

    def men_of_units(self, name: str, *, losses: bool) -> None:
        """A unit and its men, who are its whole."""
        claimant, noun = self.claimant(), self.one(self.words.nouns["unit"])
        lost: tuple[Fate, ...] = ("destroyed",) if losses else ()
        unit = Figure(amount=Amount.exactly(14), kind="unit", subject=noun, fates=lost, claimant=claimant)
        men = self.one(self.words.nouns["personnel"])
        self.add(name, unit, self.figures + 1)
        amount = Amount.exactly(self.count() * 20)
        self.add(name, Figure(amount=amount, subject=men, fates=("killed",) if losses else (), claimant=claimant))

    # --- when, how and where -----------------------------------------------------------------------------

    def date(self) -> str:
        year = self.one((*range(1000, 2000, 37), 251))
        match self.draw(st.integers(0, 6)):
            case 0:
                return f"{year:04}"
            case 1:
                return f"{year:04}-{self.draw(st.integers(1, 12)):02}"
            case 2:
                return f"{year:04}-{self.draw(st.integers(21, 24))}"
            case 3:
                return f"-{year:04}"
            case 4:
                return f"{year:04}~"
            case 5:
                return self.one((f"{year // 100:02}XX", f"{year // 10:03}X", f"-{year // 100:02}XX"))
        return f"{year:04}-{self.draw(st.integers(1, 12)):02}-{self.draw(st.integers(1, 28)):02}"

    def period(self, label: str | None) -> Period:
        day = st.integers(1, 28)
        start = self.date()
        match self.draw(st.integers(0, 8)):
            case 0:
                start, end = f"19{self.draw(day) + 10}-03-{self.draw(day):02}", f"19{self.draw(day) + 40}-08-{self.draw(day):02}"
            case 1:
                start, end = f"1944-08-{self.draw(st.integers(1, 14)):02}", f"1944-08-{self.draw(st.integers(15, 31)):02}"
            case 2:
                start, end = f"19{self.draw(day) + 10}", ".."
            case 3:
                start, end = "..", start
            case 4:
                start, end = f"-0{self.draw(day) + 300}", f"-0{self.draw(day) + 100}-04-05"
            case _:
                end = start
        whole = end == start and len(start) == len("1944-08-01") and start[0] != "-"
        return Period(start=start, end=end, label=label, calendar=self.one(("julian", None)) if whole else None)

    def periods(self) -> tuple[Period, ...]:
        labels = self.draw(st.lists(st.sampled_from(_WORDS), max_size=3, unique=True))
        return (self.period(None),) if len(labels) == 1 else tuple(self.period(label) for label in labels)

    def result(self) -> Result | None:
        if self.chance(10):
            return None
        kind = self.one((*get_args(ResultKind), "victory", "victory", "victory"))
        if kind != "victory":
            return Result(kind=kind)
        side = self.draw(st.integers(1, self.columns))
        state, people = self.sides[side - 1][0], self.one(self.words.peoples)
        winner, told = self.one(((None, None), (state, side), (state, None), (people, None)))
        return Result(kind=kind, winner=winner, winner_side=told, qualifier=self.one((None, *get_args(Qualifier))))

    def place(self) -> Place | None:
        if self.chance(30):
            return None
        names = self.draw(st.lists(st.sampled_from(_PLACES), min_size=1, max_size=2, unique=True))
        point = Coordinates(lat=self.draw(st.integers(-9000, 9000)) / 100, lon=self.draw(st.integers(-18000, 18000)) / 100)
        words = ", ".join(names)
        links = tuple(self.one((name, f"{name} (town)")) for name in names) if self.chance(60) else ()
        return self.one((Place(text=words, links=links), Place(text=words, links=links, coordinates=point), Place(coordinates=point)))


@st.composite
def invented(draw: st.DrawFn, language: str) -> Conflict:
    """A conflict with facts in its fields, in the order in which a template documents them."""
    inventor = Inventor(draw, _words(language), draw(st.sampled_from((2, 2, 2, 3, 5))))
    inventor.belligerents()
    sides = range(1, inventor.columns + 1)
    for side in sides:
        if inventor.chance(50):
            inventor.commanders(side)
    for side in sides:
        if inventor.chance(30):
            inventor.units(side)
    rows = range(1, inventor.columns + 3)
    for family, losses in (("strength", False), ("polstrength", False), ("casualties", True)):
        for number in rows:
            if inventor.chance(35 if family != "polstrength" else 4):
                inventor.joint = number > inventor.columns
                inventor.field(f"{family}{number}", losses=losses)
    name, whole, land = (draw(st.sampled_from((None, *_WORDS))) for _ in range(3))
    return Conflict(
        name=name,
        part_of=whole,
        columns=inventor.columns,
        entries=tuple(inventor.entries),
        periods=inventor.periods(),
        result=inventor.result(),
        place=inventor.place(),
        territory=land,
    )


def shapes(conflict: Conflict) -> Iterator[str]:
    """What a conflict shows of what the model can hold, for the counts of tests: `fate: killed`, `a part`, `the joint row`."""
    yield f"columns: {conflict.columns}"
    for entry in conflict.entries:
        yield conflict.placement(entry)
        yield entry.family
        match entry.fact:
            case Figure() as figure:
                yield from _of_figure(figure)
            case Commander() as person:
                yield from (f"person: {fate}" for fate in person.fates)
                yield from _there("a person's", person, ("link", "rank", "party"))
            case Belligerent() as one:
                yield from _there("a belligerent's", one, ("link", "role", "part_of"))
            case Unit() as unit:
                yield from _there("a unit's", unit, ("link", "party"))
                yield from ("a deep unit",) if unit.depth > 1 else ()
    for at, whole in enumerate(conflict.parents):
        if whole is not None:
            yield "a nested part" if conflict.parents[whole] is not None else "a later whole" if whole > at else "a part"
    yield from _of_event(conflict)


def _of_figure(figure: Figure) -> Iterator[str]:
    yield f"form: {figure.amount.form}"
    yield f"kind: {figure.kind}"
    yield from (f"fate: {fate}" for fate in figure.fates)
    yield from (f"scope: {scope.type}" for scope in figure.scopes)
    yield from ("two scopes",) if len(figure.scopes) > 1 else ()
    yield from ("two fates",) if len(figure.fates) > 1 else ()
    yield from ("a hedged amount",) if figure.amount.approximate else ()
    yield from ("words of an amount",) if figure.amount.words is not None else ()
    yield from (f"note: {note.type}" for note in figure.notes)
    if figure.claimant is not None:
        yield f"claimant: {figure.claimant.kind or 'open'}"
    yield from _there("a figure's", figure, ("also", "subject", "party", "as_of"))


def _of_event(conflict: Conflict) -> Iterator[str]:
    for period in conflict.periods:
        yield "a day" if period.start == period.end else "an open period" if ".." in (period.start, period.end) else "a period"
        yield from _there("a period's", period, ("label", "calendar"))
        signs = (("about a year", "~"), ("a decade or century", "X"), ("before Christ", "-0"))
        yield from (name for name, sign in signs if sign in period.start)
    if conflict.result is not None:
        yield f"result: {conflict.result.kind}"
        yield from (f"qualifier: {conflict.result.qualifier}",) if conflict.result.qualifier else ()
        yield from _there("a result's", conflict.result, ("winner", "winner_side"))
    if conflict.place is not None:
        yield from _there("a place's", conflict.place, ("text", "links", "coordinates"))
    yield from _there("a conflict's", conflict, ("name", "part_of", "territory"))


def _there(whose: str, fact: object, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{whose} {name}" for name in names if getattr(fact, name))
