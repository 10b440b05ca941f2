"""The typed facts of a conflict: nouns only, frozen, compared by value, sound by construction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from . import edtf

if TYPE_CHECKING:
    from .totals import Total

Kind: TypeAlias = Literal[
    "personnel", "civilian", "ship", "aircraft", "vehicle", "artillery", "weapon", "unit", "animal", "site", "other"
]
Fate: TypeAlias = Literal[
    "killed", "wounded", "missing", "captured", "surrendered", "deserted", "displaced", "sick",
    "destroyed", "damaged", "lost", "other", "casualties",
]  # fmt: skip
AmountForm: TypeAlias = Literal[
    "exact", "range", "alternatives", "at_least", "more_than", "at_most", "fewer_than", "vague", "qualitative", "unknown", "none"
]
ClaimantKind: TypeAlias = Literal[
    "belligerent", "government", "scholar", "chronicle", "organisation", "media", "method", "unnamed"
]
ScopeType: TypeAlias = Literal["time", "place", "arm", "phase", "statistic", "other"]
ResultKind: TypeAlias = Literal["victory", "inconclusive", "stalemate", "ceasefire", "status_quo", "ongoing", "other"]
Qualifier: TypeAlias = Literal["decisive", "pyrrhic", "tactical", "strategic", "partial", "marginal"]
Role: TypeAlias = Literal["support", "co-belligerent", "other"]
Placement: TypeAlias = Literal["side", "joint", "unplaced"]
Words: TypeAlias = Annotated[str, Field(min_length=1)]
"""Words of the text; where there are none a fact has None, never an empty string."""

KINDS: tuple[Kind, ...] = get_args(Kind)
FATES: tuple[Fate, ...] = get_args(Fate)
FIGURE_FAMILIES = ("strength", "casualties", "polstrength", "milstrength")
MOST_COLUMNS = 5
_COUNTED_TOGETHER: tuple[set[Kind], ...] = ({"unit", "personnel"}, {"personnel", "civilian"})
_FIELD = re.compile(r"([a-z]+?)([1-9])([a-d]?)\Z")


_set = object.__setattr__


@lru_cache(maxsize=32)
def _defaults(model: type[BaseModel]) -> tuple[dict[str, Any], set[str]]:
    """What the fields of a model hold where nothing is said, in their order; and their names."""
    return {name: None if field.is_required() else field.default for name, field in model.model_fields.items()}, set(model.model_fields)


class _Frozen(BaseModel):
    """Settings that every fact shares."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def trusted(cls, said: dict[str, Any]) -> Self:
        """The fact of parts that are sound by the way they were made, unchecked: only reading makes facts so, hundreds in a box.

        It is what `model_construct` does at a fraction of its price. That what is read so passes every check is held by the laws.
        """
        defaults, names = _defaults(cls)
        one = cls.__new__(cls)
        _set(one, "__dict__", said if len(said) == len(defaults) else defaults | said)
        _set(one, "__pydantic_fields_set__", names)  # one set for all: nothing changes it, since facts are frozen
        _set(one, "__pydantic_extra__", None)
        _set(one, "__pydantic_private__", None)
        return one

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # noqa: ARG002 (values are shared)
        """The same fact but for what `update` names, checked like any other; raises pydantic's ValidationError."""
        return type(self)(**{name: getattr(self, name) for name in self.model_fields_set} | dict(update or {}))


class Amount(_Frozen):
    """How many, as far as the text says, with the words that said it.

    Bounds are inclusive whole counts; None leaves that end open. `over 1,500` keeps the low bound 1500 (guide
    2.1); the form tells that it is strict. Raises pydantic's ValidationError where form and bounds disagree.

    >>> Amount.exactly(1500)
    Amount(low=1500, high=1500, approximate=False, form='exact', words=None)
    """

    low: int | None = Field(default=None, ge=0)
    """Least count that the text allows, or None."""
    high: int | None = Field(default=None, ge=0)
    """Greatest count that the text allows, or None."""
    approximate: bool = False
    """Whether the text hedges the number itself."""
    form: AmountForm = "unknown"
    """The manner in which the text gives the count."""
    words: Words | None = None
    """The words of the count (`Several dozen`, `1,500+`); None where a singular noun alone means one."""

    @classmethod
    def exactly(cls, count: int, *, approximate: bool = False, words: str | None = None) -> Amount:
        """The amount of a plain number."""
        return cls(low=count, high=count, approximate=approximate, form="exact", words=words)

    @classmethod
    def between(cls, low: int, high: int, *, approximate: bool = False, words: str | None = None) -> Amount:
        """The amount of a range."""
        return cls(low=low, high=high, approximate=approximate, form="range", words=words)

    @classmethod
    def at_least(cls, low: int, *, approximate: bool = False, words: str | None = None) -> Amount:
        """The amount of a number that is a floor."""
        return cls(low=low, approximate=approximate, form="at_least", words=words)

    @classmethod
    def at_most(cls, high: int, *, approximate: bool = False, words: str | None = None) -> Amount:
        """The amount of a number that is a ceiling."""
        return cls(high=high, approximate=approximate, form="at_most", words=words)

    @model_validator(mode="after")
    def _form_and_bounds_agree(self) -> Amount:
        low, high = self.low, self.high
        if low == high and low is not None and self.form == "exact":
            return self  # most are
        if low is not None and high is not None and low > high:
            raise ValueError(f"low {low} is above high {high}")
        closed, floor, ceiling = low is not None and high is not None, low is not None, high is not None
        match self.form:
            case "exact":
                sound = closed and low == high
            case "range" | "alternatives":
                sound = closed
            case "at_least" | "more_than":
                sound = floor and not ceiling
            case "at_most" | "fewer_than":
                sound = ceiling and not floor
            case "vague":
                sound = self.approximate
            case "none":
                sound = low == high == 0
            case "qualitative" | "unknown":
                sound = not floor and not ceiling and self.approximate == (self.form == "qualitative")
        if not sound:
            raise ValueError(f"an amount of form {self.form!r} cannot have bounds {low}..{high}, approximate={self.approximate}")
        return self


class Claimant(_Frozen):
    """Who says so."""

    name: Words
    """As the text names it, without `Per`, `claim`, `sources`."""
    kind: ClaimantKind | None = None
    """What sort of source it is, or None where that cannot be told; `unnamed` is a source that has no name."""
    side: int | None = Field(default=None, ge=1)
    """The side that it is or speaks for, where the box tells; so own and opponent's claims can be told apart."""


class Scope(_Frozen):
    """A heading or remark that limits a figure."""

    text: Words
    """The words of the limit (`Units`, `First day`)."""
    type: ScopeType = "other"
    """What it limits."""


class Note(_Frozen):
    """A reference or footnote attached to a figure."""

    type: Literal["reference", "footnote", "maintenance"] = "reference"
    """What it is; `maintenance` is a mark like *citation needed*."""
    name: str | None = None
    """The name by which other places use it."""
    group: str | None = None
    """The group of its name."""
    text: str | None = None
    """Its words, where they are known."""
    resolved: bool = False
    """Whether its words are known."""

    @model_validator(mode="after")
    def _words_resolve(self) -> Note:
        if self.resolved != (self.text is not None):
            raise ValueError("a note is resolved where its words are known, and only there")
        return self


def ordered(fates: tuple[Fate, ...]) -> tuple[Fate, ...]:
    """Fates as the set that they are, always in one order."""
    return tuple(sorted(set(fates), key=FATES.index)) if fates[1:] else fates


class Figure(_Frozen):
    """One count that the infobox states: how many of what, what became of them, who says so (guide 2).

    >>> Figure(amount=Amount.at_least(38), kind="personnel", fates=("killed",)).low
    38
    """

    amount: Amount
    """How many."""
    kind: Kind = "personnel"
    """What is counted; of several nouns under one number the first (guide 7)."""
    also: tuple[Kind, ...] = ()
    """The kinds of the further nouns under the same number (`2,000 soldiers and civilians`: civilian), in the order of `KINDS`."""
    subject: Words | None = None
    """The counted noun phrase as the text has it, or None."""
    fates: tuple[Fate, ...] = ()
    """What became of them: a set, kept in the order of `FATES`; empty in strength fields."""
    claimant: Claimant | None = None
    """Who says so; None is the infobox's own voice."""
    party: str | None = None
    """Whose people or equipment, where a field breaks a side down."""
    scopes: tuple[Scope, ...] = ()
    """The limits of the figure, outer first."""
    as_of: str | None = None
    """The date of the count as EDTF, or None."""
    notes: tuple[Note, ...] = ()
    """References, footnotes and maintenance marks that stand at the figure."""

    @property
    def low(self) -> int | None:
        """Least count, or None."""
        return self.amount.low

    @property
    def high(self) -> int | None:
        """Greatest count, or None."""
        return self.amount.high

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds under the number."""
        return (self.kind, *self.also)

    @field_validator("also")
    @classmethod
    def _other_kinds(cls, also: tuple[Kind, ...], info: ValidationInfo) -> tuple[Kind, ...]:
        return tuple(kind for kind in KINDS if kind in also and kind != info.data.get("kind"))

    @field_validator("fates")
    @classmethod
    def _one_order(cls, fates: tuple[Fate, ...]) -> tuple[Fate, ...]:
        return ordered(fates)

    @field_validator("as_of")
    @classmethod
    def _edtf(cls, value: str | None) -> str | None:
        return value if value is None else edtf.checked(value)


class Commander(_Frozen):
    """One person who led (guide 3)."""

    name: Words
    """As displayed, without rank and flag."""
    link: Words | None = None
    """Page title as MediaWiki normalises it, or None."""
    rank: Words | None = None
    """The rank spelt out before the name, or None."""
    party: Words | None = None
    """From a flag or heading; several are joined with a slash between blanks."""
    fates: tuple[Fate, ...] = ()
    """What became of the person: a set, kept in the order of `FATES`."""

    @field_validator("fates")
    @classmethod
    def _one_order(cls, fates: tuple[Fate, ...]) -> tuple[Fate, ...]:
        return ordered(fates)


class Belligerent(_Frozen):
    """One country, people or organisation that fought or helped (guide 4)."""

    name: Words
    """As displayed."""
    link: Words | None = None
    """Page title as MediaWiki normalises it, or None."""
    role: Role | None = None
    """Its part, where a heading gives one."""
    part_of: Words | None = None
    """The name of the entry that it is a part of."""


class Unit(_Frozen):
    """One named formation (guide 4)."""

    name: Words
    """As displayed."""
    link: Words | None = None
    """Page title as MediaWiki normalises it, or None."""
    depth: int = Field(default=1, ge=1)
    """1 for the outermost level of the list."""
    party: Words | None = None
    """From a flag or heading."""


class Period(_Frozen):
    """A stretch of time, open at one end at most, in EDTF (ISO 8601-2) level 1, years astronomical (`-0047` is 48 BC) (guide 5)."""

    start: str
    """First day, month or year; `..` is an open start."""
    end: str
    """Last day, month or year; equal to `start` for one day, `..` while it goes on."""
    label: Words | None = None
    """The name of the phase, or None."""
    calendar: Literal["gregorian", "julian"] | None = None
    """The calendar, only where the text names it."""

    @field_validator("start", "end")
    @classmethod
    def _edtf(cls, value: str) -> str:
        return value if value == ".." else edtf.checked(value)

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.start == self.end == "..":
            raise ValueError("a period that is open at both ends says nothing")
        if ".." not in (self.start, self.end) and edtf.first_day(self.start) > edtf.last_day(self.end):
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")
        return self


class Result(_Frozen):
    """How it ended, by the first statement alone (guide 6)."""

    kind: ResultKind
    """The kind of outcome."""
    winner: Words | None = None
    """As the text names it."""
    winner_side: int | None = Field(default=None, ge=1)
    """The side's number where the combatants tell it."""
    qualifier: Qualifier | None = None
    """The degree of a victory."""

    @model_validator(mode="after")
    def _winners_win(self) -> Result:
        if self.winner_side is not None and self.winner is None:
            raise ValueError("a result with a winner's side names the winner")
        return self


class Coordinates(_Frozen):
    """A point in decimal degrees."""

    lat: float = Field(ge=-90, le=90)
    """North is positive."""
    lon: float = Field(ge=-180, le=180)
    """East is positive."""


class Place(_Frozen):
    """Where it happened."""

    text: str | None = None
    """The words of the place."""
    links: tuple[str, ...] = ()
    """Page titles that the words lead to."""
    coordinates: Coordinates | None = None
    """The point, where the box gives one."""


Fact: TypeAlias = Figure | Commander | Belligerent | Unit
_FACT_OF: dict[str, type[BaseModel]] = {
    "combatant": Belligerent, "commander": Commander, "units": Unit, **dict.fromkeys(FIGURE_FAMILIES, Figure)
}  # fmt: skip
_FACTS = frozenset(_FACT_OF.values())
_FORMATIONS = frozenset(("units", "strength", "polstrength", "milstrength"))
"""Families whose fields may name a formation without a count (guide 2.1)."""


class Entry(_Frozen):
    """A fact and where it stands: its field, and for a figure the figure that includes it.

    Raises pydantic's ValidationError where the fact is of another family than the field, where a figure of
    casualties has no fate, and where one of strength has one (guide 2).
    """

    field: str
    """Canonical parameter name with its number and row letter (`casualties2`, `commander1a`)."""
    fact: Fact
    """What the text says there."""
    parent: int | None = Field(default=None, ge=0)
    """The position in `Conflict.figures` of the figure that already includes this one."""

    @field_validator("fact", mode="before")
    @classmethod
    def _of_its_family(cls, fact: object, info: ValidationInfo) -> object:
        """A fact from plain data is one of the field's family: a bare name does not tell a commander from a unit."""
        if type(fact) in _FACTS or not isinstance(fact, Mapping):
            return fact
        family, _ = _family_and_number(info.data.get("field", ""))
        if family not in _FACT_OF:
            return fact
        return (Unit if family in _FORMATIONS and "amount" not in fact else _FACT_OF[family]).model_validate(fact)

    @model_validator(mode="after")
    def _right_family(self) -> Entry:
        name, _ = _family_and_number(self.field)
        family = _FACT_OF.get(name)
        if family is None:
            raise ValueError(f"{self.field!r} is no field of a side")
        kind = type(self.fact)  # the set of facts is closed, and pydantic makes isinstance slow
        if kind is not family and not (kind is Unit and name in _FORMATIONS):
            raise ValueError(f"{self.field!r} holds {family.__name__}, not {kind.__name__}")
        if kind is Figure:
            if bool(self.fact.fates) != (name == "casualties"):  # type: ignore[union-attr]
                raise ValueError(f"a figure of {self.field} has {'no fate' if self.fact.fates else 'a fate'}")  # type: ignore[union-attr]
        elif self.parent is not None:
            raise ValueError("only a figure has a parent")
        return self

    @property
    def number(self) -> int:
        """The number in the field's name."""
        return _family_and_number(self.field)[1]

    @property
    def family(self) -> str:
        """The field's name without number and letter."""
        return _family_and_number(self.field)[0]


@lru_cache(maxsize=256)
def _family_and_number(field: str) -> tuple[str, int]:
    """The parts of the name of a side's field; an empty family for any other name."""
    match = _FIELD.match(field)
    return (match[1], int(match[2])) if match else ("", 0)


class Side(_Frozen):
    """What the box says of one column, or of the joint row: a view of a `Conflict`."""

    number: int | None
    """From 1 in the order of the columns; None for the joint row and for what has no place."""
    combatants: tuple[Belligerent, ...] = ()
    """Who fought."""
    commanders: tuple[Commander, ...] = ()
    """Who led."""
    units: tuple[Unit, ...] = ()
    """Named formations."""
    strength: tuple[Figure, ...] = ()
    """Figures of the strength fields (also political and military support)."""
    casualties: tuple[Figure, ...] = ()
    """Figures of the casualties fields."""


class Conflict(_Frozen):
    """Everything that one infobox says, as facts.

    `entries` is the one list that holds the facts of the sides, in source order; `figures`, `sides`, `joint` and
    the like are views of it. An entry that is given twice becomes two. Raises pydantic's ValidationError for a
    parent that does not exist, is a part of itself, is a rival claimant's, belongs to another side or to another
    family, or counts what cannot include this figure (guide 7), and for a side that the box does not have.

    >>> box = Conflict(entries=(Entry(field="casualties2", fact=Figure(amount=Amount.at_least(38), fates=("killed",))),))
    >>> box.sides[1].casualties[0].low
    38
    """

    name: str | None = None
    """The name of the conflict."""
    part_of: str | None = None
    """The words of the wider conflict."""
    columns: int = Field(default=2, ge=2, le=MOST_COLUMNS)
    """How many sides the box has; the row numbered one past it is the joint row."""
    entries: tuple[Entry, ...] = ()
    """Facts of the sides, in source order."""
    periods: tuple[Period, ...] = ()
    """When it happened."""
    result: Result | None = None
    """How it ended."""
    place: Place | None = None
    """Where it happened."""
    territory: str | None = None
    """The words on changes of territory."""

    @field_validator("entries")
    @classmethod
    def _each_once(cls, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """An entry that is given twice becomes two, so that each has an address of its own."""
        if len({id(entry) for entry in entries}) == len(entries):
            return entries
        first = {id(entry): at for at, entry in reversed(list(enumerate(entries)))}
        return tuple(entry if first[id(entry)] == at else entry.model_copy() for at, entry in enumerate(entries))

    @model_validator(mode="after")
    def _sound_sides(self) -> Conflict:
        if self.result is not None and (self.result.winner_side or 0) > self.columns:
            raise ValueError(f"side {self.result.winner_side} wins, but the box has {self.columns}")
        belligerents: set[tuple[int, str]] = set()
        for entry in self.entries:
            if type(entry.fact) is Belligerent:
                if self.columns < entry.number <= MOST_COLUMNS:
                    raise ValueError(f"{entry.field} makes a side, but the box has {self.columns}")
                if entry.fact.part_of is not None and (entry.number, entry.fact.part_of) not in belligerents:
                    raise ValueError(f"{entry.fact.name} is a part of {entry.fact.part_of}, which does not stand above it")
                belligerents.add((entry.number, entry.fact.name))
            elif type(entry.fact) is Figure and entry.fact.claimant is not None and (entry.fact.claimant.side or 0) > self.columns:
                raise ValueError(f"{entry.fact.claimant.name} speaks for side {entry.fact.claimant.side}, but the box has {self.columns}")
        return self

    @model_validator(mode="after")
    def _sound_parents(self) -> Conflict:
        entries, figures = self._figure_entries, self.figures
        if self.parents.count(None) == len(entries):
            return self  # as in most boxes
        for at, (entry, figure) in enumerate(zip(entries, figures, strict=True)):
            if entry.parent is None:
                continue
            if entry.parent >= len(entries):
                raise ValueError(f"figure {at} has parent {entry.parent}, but there are {len(entries)} figures")
            whole, claimant = figures[entry.parent], figures[entry.parent].claimant
            if claimant is not None and (figure.claimant is None or figure.claimant.name != claimant.name):
                raise ValueError(f"figure {at} is claimed by {figure.claimant and figure.claimant.name}, its parent by {claimant.name}")
            if not self._may_stand_under(entry, entries[entry.parent]):
                raise ValueError(f"figure {at} of {entry.field} has a parent in {entries[entry.parent].field}")
            if not may_include(whole, figure):
                raise ValueError(f"figure {at} counts {figure.kind}, its parent {whole.kind}")
        _refuse_cycle(self.parents)
        return self

    def _may_stand_under(self, part: Entry, whole: Entry) -> bool:
        """Whether the rows allow it: losses under losses, and no side under another."""
        alike = (part.family == "casualties") == (whole.family == "casualties")
        return alike and (part.number == whole.number or max(part.number, whole.number) > self.columns)

    @cached_property
    def _figure_entries(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if type(entry.fact) is Figure)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in source order."""
        return tuple(entry.fact for entry in self.entries if type(entry.fact) is Figure)

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """For each figure the position of the figure that includes it."""
        return tuple(entry.parent for entry in self._figure_entries)

    @property
    def commanders(self) -> tuple[Commander, ...]:
        """All commanders, in source order."""
        return tuple(entry.fact for entry in self.entries if type(entry.fact) is Commander)

    @property
    def combatants(self) -> tuple[Belligerent, ...]:
        """All belligerents, in source order."""
        return tuple(entry.fact for entry in self.entries if type(entry.fact) is Belligerent)

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units, in source order."""
        return tuple(entry.fact for entry in self.entries if type(entry.fact) is Unit)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The columns, from side 1."""
        return tuple(self._side(number) for number in range(1, self.columns + 1))

    @cached_property
    def joint(self) -> Side:
        """The row that spans all columns."""
        return self._side(self.columns + 1)

    @cached_property
    def unplaced(self) -> Side:
        """What is numbered beyond the joint row."""
        return self._side(None)

    @cached_property
    def claimants(self) -> tuple[Claimant, ...]:
        """Every claimant once, in order of appearance."""
        return tuple(dict.fromkeys(figure.claimant for figure in self.figures if figure.claimant is not None))

    def total(
        self,
        fate: Fate | None,
        *,
        kind: Kind = "personnel",
        side: int | None = None,
        joint: bool = False,
        claimant: Claimant | str | None = None,
        party: str | None = None,
        scope: str | None = None,
        language: str = "en",
    ) -> Total:
        """How many met a fate, or with fate None how strong they were: an interval, or why there is none.

        `totals.total` tells how; `language` is the one whose words tell which nouns mean everything of their kind
        and which adjectives name the same party as a country.
        """
        # Totals stand above the model and read it; only this convenience looks up, when it is called.
        from ..vocabulary import load  # noqa: PLC0415
        from .totals import total  # noqa: PLC0415

        words = load(language)

        def nation(name: str) -> str:
            senses = words.senses(name)
            return str(senses.get("state") or senses.get("people") or name)

        return total(
            self, fate, generic=words.generic, nation=nation, kind=kind, side=side, joint=joint, claimant=claimant, party=party, scope=scope
        )

    def placement(self, entry: Entry) -> Placement:
        """Whether an entry belongs to a side, to all of them, or to none that the box has."""
        extra = entry.number - self.columns
        return "side" if extra <= 0 else "joint" if extra == 1 else "unplaced"

    def path(self, entry: Entry) -> str:
        """The address of one of this conflict's entries, 0-based in its field: `casualties2[1]`.

        An equal entry that stands elsewhere has another address; raises ValueError for an entry of another conflict.
        """
        at = next((i for i, mine in enumerate(self.entries) if mine is entry), None)
        if at is None:
            raise ValueError("the entry is not one of this conflict's")
        return self.paths[at]

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The address of every entry, in source order."""
        counts: Counter[str] = Counter()
        found = []
        for entry in self.entries:
            found.append(f"{entry.field}[{counts[entry.field]}]")
            counts[entry.field] += 1
        return tuple(found)

    def _side(self, number: int | None) -> Side:
        mine = [e for e in self.entries if e.number == number or (number is None and e.number > self.columns + 1)]
        facts = [(e.family == "casualties", e.fact) for e in mine]
        return Side(
            number=number if number is not None and number <= self.columns else None,
            combatants=tuple(f for _, f in facts if isinstance(f, Belligerent)),
            commanders=tuple(f for _, f in facts if isinstance(f, Commander)),
            units=tuple(f for _, f in facts if isinstance(f, Unit)),
            strength=tuple(f for lost, f in facts if isinstance(f, Figure) and not lost),
            casualties=tuple(f for lost, f in facts if isinstance(f, Figure) and lost),
        )


def may_include(whole: Figure, part: Figure) -> bool:
    """Whether one figure may already include another (guide 7): the same kind, or a unit and its men.

    People of unstated status are read as personnel, so soldiers and civilians may be parts of each other's figures.
    """
    return part.kind in whole.kinds or {part.kind, whole.kind} in _COUNTED_TOGETHER


def _refuse_cycle(parents: Sequence[int | None]) -> None:
    """Raise ValueError where a figure is among its own ancestors; every figure is visited once."""
    settled = [False] * len(parents)
    for at in range(len(parents)):
        path: set[int] = set()
        here: int | None = at
        while here is not None and not settled[here]:
            if here in path:
                raise ValueError(f"figure {here} is a part of itself")
            path.add(here)
            here = parents[here]
        for done in path:
            settled[done] = True
