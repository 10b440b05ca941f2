"""The typed facts of a conflict: nouns only, frozen, compared by value, sound by construction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

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

FATES: tuple[Fate, ...] = get_args(Fate)
FIGURE_FAMILIES = ("strength", "casualties", "polstrength", "milstrength")
_FIELD = re.compile(r"([a-z]+?)([1-9])([a-d]?)\Z")


class _Frozen(BaseModel):
    """Settings that every fact shares."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, defer_build=True)


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
    words: str | None = None
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
        if low is not None and high is not None and low > high:
            raise ValueError(f"low {low} is above high {high}")
        closed, floor, ceiling, none = low is not None and high is not None, low is not None, high is not None, low is high is None
        sound = {
            "exact": closed and low == high,
            "range": closed,
            "alternatives": closed,
            "at_least": floor and not ceiling,
            "more_than": floor and not ceiling,
            "at_most": ceiling and not floor,
            "fewer_than": ceiling and not floor,
            "vague": self.approximate,
            "qualitative": none and self.approximate,
            "unknown": none and not self.approximate,
            "none": low == high == 0,
        }
        if not sound[self.form]:
            raise ValueError(f"an amount of form {self.form!r} cannot have bounds {low}..{high}, approximate={self.approximate}")
        return self


class Claimant(_Frozen):
    """Who says so."""

    name: str = Field(min_length=1)
    """As the text names it, without `Per`, `claim`, `sources`."""
    kind: ClaimantKind | None = None
    """What sort of source it is, or None where that cannot be told; `unnamed` is a source that has no name."""
    side: int | None = Field(default=None, ge=1)
    """The side that it is or speaks for, where the box tells; so own and opponent's claims can be told apart."""


class Scope(_Frozen):
    """A heading or remark that limits a figure."""

    text: str = Field(min_length=1)
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


class Figure(_Frozen):
    """One count that the infobox states: how many of what, what became of them, who says so (guide 2).

    >>> Figure(amount=Amount.at_least(38), kind="personnel", fates=("killed",)).low
    38
    """

    amount: Amount
    """How many."""
    kind: Kind = "personnel"
    """What is counted."""
    subject: str | None = None
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

    @field_validator("fates")
    @classmethod
    def _one_order(cls, fates: tuple[Fate, ...]) -> tuple[Fate, ...]:
        return fates if len(fates) < 2 else tuple(sorted(set(fates), key=FATES.index))

    @field_validator("as_of")
    @classmethod
    def _edtf(cls, value: str | None) -> str | None:
        return value if value is None else edtf.checked(value)


class Commander(_Frozen):
    """One person who led (guide 3)."""

    name: str = Field(min_length=1)
    """As displayed, without rank and flag."""
    link: str | None = None
    """Page title as MediaWiki normalises it, or None."""
    rank: str | None = None
    """The rank spelt out before the name, or None."""
    party: str | None = None
    """From a flag or heading; several are joined with ` / `."""
    fates: tuple[Fate, ...] = ()
    """What became of the person: a set, kept in the order of `FATES`."""

    _one_order = field_validator("fates")(Figure._one_order.__func__)  # type: ignore[attr-defined]


class Belligerent(_Frozen):
    """One country, people or organisation that fought or helped (guide 4)."""

    name: str = Field(min_length=1)
    """As displayed."""
    link: str | None = None
    """Page title as MediaWiki normalises it, or None."""
    role: Role | None = None
    """Its part, where a heading gives one."""
    part_of: str | None = None
    """The name of the entry that it is a part of."""


class Unit(_Frozen):
    """One named formation (guide 4)."""

    name: str = Field(min_length=1)
    """As displayed."""
    link: str | None = None
    """Page title as MediaWiki normalises it, or None."""
    depth: int = Field(default=1, ge=1)
    """1 for the outermost level of the list."""
    party: str | None = None
    """From a flag or heading."""


class Period(_Frozen):
    """A stretch of time in EDTF (ISO 8601-2) level 1, years astronomical (`-0047` is 48 BC) (guide 5)."""

    start: str
    """First day, month or year; `..` is an open start."""
    end: str
    """Last day, month or year; equal to `start` for one day, `..` while it goes on."""
    label: str | None = None
    """The name of the phase, or None."""
    calendar: Literal["gregorian", "julian"] | None = None
    """The calendar, only where the text names it."""

    @field_validator("start", "end")
    @classmethod
    def _edtf(cls, value: str) -> str:
        return value if value == ".." else edtf.checked(value)

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if ".." not in (self.start, self.end) and edtf.first_day(self.start) > edtf.last_day(self.end):
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")
        return self


class Result(_Frozen):
    """How it ended, by the first statement alone (guide 6)."""

    kind: ResultKind
    """The kind of outcome."""
    winner: str | None = None
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


class Entry(_Frozen):
    """A fact and where it stands: its field, and for a figure the figure that includes it.

    Raises pydantic's ValidationError where the fact is of another family than the field.
    """

    field: str
    """Canonical parameter name with its number and row letter (`casualties2`, `commander1a`)."""
    fact: Fact
    """What the text says there."""
    parent: int | None = Field(default=None, ge=0)
    """The position in `Conflict.figures` of the figure that already includes this one."""

    @model_validator(mode="after")
    def _right_family(self) -> Entry:
        match = _FIELD.match(self.field)
        family = _FACT_OF.get(match[1]) if match else None
        if family is None:
            raise ValueError(f"{self.field!r} is no field of a side")
        if not isinstance(self.fact, family):
            raise ValueError(f"{self.field!r} holds {family.__name__}, not {type(self.fact).__name__}")
        if self.parent is not None and family is not Figure:
            raise ValueError("only a figure has a parent")
        return self

    @property
    def number(self) -> int:
        """The number in the field's name."""
        return int(self.field[-1] if self.field[-1].isdigit() else self.field[-2])

    @property
    def family(self) -> str:
        """The field's name without number and letter."""
        return self.field.rstrip("abcd").rstrip("123456789") if not self.field[-1].isdigit() else self.field[:-1]


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
    the like are views of it. Raises pydantic's ValidationError for a parent that does not exist, is its own
    ancestor, is of another family, or is a rival claimant's.

    >>> box = Conflict(entries=(Entry(field="casualties2", fact=Figure(amount=Amount.at_least(38), fates=("killed",))),))
    >>> box.sides[1].casualties[0].low
    38
    """

    name: str | None = None
    """The name of the conflict."""
    part_of: str | None = None
    """The words of the wider conflict."""
    columns: int = Field(default=2, ge=2, le=5)
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

    @model_validator(mode="after")
    def _sound_parents(self) -> Conflict:
        entries = self._figure_entries
        for at, entry in enumerate(entries):
            if entry.parent is None:
                continue
            if entry.parent >= len(entries):
                raise ValueError(f"figure {at} has parent {entry.parent}, but there are {len(entries)} figures")
            parent = entries[entry.parent]
            mine, theirs = entry.fact.claimant, parent.fact.claimant  # type: ignore[union-attr]
            if theirs is not None and mine != theirs:
                raise ValueError(f"figure {at} is claimed by {mine and mine.name}, its parent by {theirs.name}")
            if (entry.family == "casualties") != (parent.family == "casualties"):
                raise ValueError(f"figure {at} of {entry.field} has a parent in {parent.field}")
        _refuse_cycle(self.parents)
        return self

    @cached_property
    def _figure_entries(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry.fact, Figure))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in source order."""
        return tuple(entry.fact for entry in self.entries if isinstance(entry.fact, Figure))

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """For each figure the position of the figure that includes it."""
        return tuple(entry.parent for entry in self._figure_entries)

    @property
    def commanders(self) -> tuple[Commander, ...]:
        """All commanders, in source order."""
        return tuple(entry.fact for entry in self.entries if isinstance(entry.fact, Commander))

    @property
    def combatants(self) -> tuple[Belligerent, ...]:
        """All belligerents, in source order."""
        return tuple(entry.fact for entry in self.entries if isinstance(entry.fact, Belligerent))

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units, in source order."""
        return tuple(entry.fact for entry in self.entries if isinstance(entry.fact, Unit))

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
        language: str = "en",
    ) -> Total:
        """How many met a fate, or with fate None how strong they were: an interval, or why there is none.

        `totals.total` tells how; `language` is the one whose words tell which nouns mean everything of their kind.
        """
        # Totals stand above the model and read it; only this convenience looks up, when it is called.
        from ..vocabulary import load  # noqa: PLC0415
        from .totals import total  # noqa: PLC0415

        generic = load(language).generic
        return total(self, fate, generic=generic, kind=kind, side=side, joint=joint, claimant=claimant, party=party)

    def placement(self, entry: Entry) -> Placement:
        """Whether an entry belongs to a side, to all of them, or to none that the box has."""
        extra = entry.number - self.columns
        return "side" if extra <= 0 else "joint" if extra == 1 else "unplaced"

    def path(self, entry: Entry) -> str:
        """The address of one of this conflict's entries, 0-based in its field: `casualties2[1]`.

        Raises ValueError for an entry of another conflict.
        """
        at = next((i for i, mine in enumerate(self.entries) if mine is entry), None)
        if at is None:
            raise ValueError("the entry is not one of this conflict's")
        return f"{entry.field}[{sum(before.field == entry.field for before in self.entries[:at])}]"

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
