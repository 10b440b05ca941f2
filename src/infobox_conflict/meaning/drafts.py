"""A figure while it is read: filled by the rules one after another, then made a fact."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..content import Note
from .amounts import Reading
from .evidence import Part
from .model import Amount, Fate, Figure, Kind, Scope
from .model import Note as FigureNote
from .who import Label, Who, scope_of


@dataclass(slots=True)
class Draft:
    """One figure of a field, with the words that it comes from."""

    amount: Reading
    start: int
    """Where its statement begins in the content."""
    end: int
    """Where its statement ends."""
    amount_span: tuple[int, int] | None = None
    """The words of the amount; None where a singular noun alone means one."""
    kind: Kind | None = None
    subject: tuple[int, int] | None = None
    fates: list[Fate] = field(default_factory=list)
    claimant: Label | None = None
    party: Label | None = None
    scopes: list[Label] = field(default_factory=list)
    as_of: str | None = None
    notes: list[Note] = field(default_factory=list)
    total: bool = False
    """Whether the text calls it a total."""
    depth: int = 0
    parent: Draft | None = None
    parts: list[Part] = field(default_factory=list)
    line: int = 0
    """Which line of the field it stands on."""

    def finish(self, text: str, who: Who) -> Figure:
        """The figure, and its evidence completed in `parts`."""
        reading = self.amount
        words = None
        if self.amount_span is not None:
            words = text[slice(*self.amount_span)]
            self.parts.insert(0, Part("amount", *self.amount_span))
        if self.subject is not None:
            self.parts.append(Part("noun", *self.subject))
        for role, label in (("claimant", self.claimant), ("party", self.party)):
            if label is not None:
                self.parts.append(Part("claimant" if role == "claimant" else "party", *label.span))
        self.parts += (Part("scope", *label.span) for label in self.scopes)
        return Figure(
            amount=Amount(low=reading.low, high=reading.high, approximate=reading.approximate, form=reading.form, words=words),
            kind=self.kind or "personnel",
            subject=text[slice(*self.subject)] if self.subject is not None else None,
            fates=tuple(self.fates),
            claimant=who.claimant(self.claimant.text) if self.claimant is not None else None,
            party=self.party.text if self.party is not None else None,
            scopes=tuple(map(_scope, self.scopes)),
            as_of=self.as_of,
            notes=tuple(map(_note, self.notes)),
        )


def _scope(label: Label) -> Scope:
    return scope_of(label)


def _note(note: Note) -> FigureNote:
    return FigureNote(type=note.type, name=note.name, group=note.group, text=note.text, resolved=note.text is not None)
