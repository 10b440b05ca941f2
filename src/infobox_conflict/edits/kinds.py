"""What can be asked of a document: edits as plain values, each with the address of what it changes."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from types import EllipsisType
from typing import TypeAlias

from ..content import Content
from ..meaning.model import AmountForm, Commander, Fate, Figure, Result


@dataclass(frozen=True, slots=True)
class SetFigure:
    """Change a figure: its bounds, its form, what became of those counted, or who says so; what is left out (`...`) stays.

    >>> SetFigure("casualties2[1]", low=40).low
    40
    """

    path: str
    """The figure's address, counted from 0 in its field: `casualties2[1]`."""
    _: KW_ONLY
    low: int | EllipsisType | None = ...
    """The least count, None for an open end; of an exact number a bound alone moves both, and None opens an end."""
    high: int | EllipsisType | None = ...
    """The greatest count, None for an open end."""
    approximate: bool | EllipsisType = ...
    """Whether the number is hedged."""
    form: AmountForm | EllipsisType = ...
    """The manner of the count; by default the old one where the bounds allow it, else the plainest."""
    fates: tuple[Fate, ...] | EllipsisType = ...
    """What became of them."""
    claimant: str | EllipsisType | None = ...
    """Who says so, by the name that the text is to give; None is the infobox's own voice."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a fact out: a figure, a commander, a belligerent or a unit, with its line where it stands alone on it."""

    path: str
    """The fact's address: `commander1[0]`."""


@dataclass(frozen=True, slots=True)
class AddFigure:
    """Add a figure to a field: below the last one of its claimant, under a new heading where the claimant has none there.

    A field that the box does not have, or has empty, is filled.
    """

    path: str
    """The field, by its canonical name: `casualties2`."""
    figure: Figure
    """What it is to say; the words of its count may be left out."""
    _: KW_ONLY
    part_of: str | None = None
    """The address of the figure in the same field that includes it (`casualties2[1]`): it then stands in a parenthesis behind that one
    or on a deeper line below it, and has its claimant, party and limits where it names none of its own."""


@dataclass(frozen=True, slots=True)
class AddClaim:
    """Add what one more source says, at the end of a field, under a heading of its own."""

    path: str
    """The field, by its canonical name: `casualties2`."""
    claimant: str
    """Who says so."""
    figures: tuple[Figure, ...]
    """What the source says, in order; a claimant in them is left aside."""


@dataclass(frozen=True, slots=True)
class AddCommander:
    """Add a commander at the end of a field."""

    path: str
    """The field, by its canonical name: `commander1`."""
    commander: Commander
    """The person."""


@dataclass(frozen=True, slots=True)
class SetLink:
    """Change the page to which the words of a commander, a belligerent, a unit or a place lead; the words stay.

    >>> SetLink("combatant1[0]", "Roman Republic").target
    'Roman Republic'
    """

    path: str
    """The fact's address: `combatant1[0]`, `place`."""
    target: str | None
    """The title of the page, with `#` and a section if need be; None takes the link away."""
    _: KW_ONLY
    words: str | None = None
    """The words that lead there; by default those of the fact's own link, or its name where it has none."""


@dataclass(frozen=True, slots=True)
class SetDate:
    """Change the days of a period; its label stays."""

    path: str
    """The period's address: `date[0]`."""
    _: KW_ONLY
    start: str | EllipsisType = ...
    """The first day, month or year as EDTF."""
    end: str | EllipsisType = ...
    """The last one; of a single day one of the two moves both."""


@dataclass(frozen=True, slots=True)
class SetResult:
    """Change how it ended."""

    result: Result
    """The outcome; the side of a winner may be left open."""
    path: str = "result"


@dataclass(frozen=True, slots=True)
class SetParameter:
    """Give a parameter another value, or add one that the box does not have; the facts of the field are then what it reads as.

    It stands where the template's documentation has it among the others, and is spelt like them. A name that neither the box nor
    the template knows is refused.

    >>> SetParameter("image", "Capitol (Rome).jpg").content
    'Capitol (Rome).jpg'
    """

    path: str
    """Its name as written, or as it is to be written."""
    content: Content | str
    """What it says: text as people see it, in which nothing is markup and a line end begins a new line; or content with marks."""


@dataclass(frozen=True, slots=True)
class RenameParameter:
    """Give a parameter another name; its value stays as it is."""

    path: str
    """Its name as written."""
    name: str
    """Its new name."""


@dataclass(frozen=True, slots=True)
class RemoveParameter:
    """Take a parameter out, with its value."""

    path: str
    """Its name as written."""


Edit: TypeAlias = (
    SetFigure
    | AddFigure
    | AddClaim
    | AddCommander
    | Remove
    | SetLink
    | SetDate
    | SetResult
    | SetParameter
    | RenameParameter
    | RemoveParameter
)
