"""A figure while it is read: filled by the rules one after another, then made a fact."""

from __future__ import annotations

from ..content import Note
from .amounts import Reading
from .evidence import Words
from .model import Amount, Fate, Figure, Kind, ordered
from .who import Label, Who


class Draft:
    """One figure of a field, with the words that it comes from."""

    __slots__ = (
        *("also", "amount", "amount_span", "as_of", "below", "by", "claimant", "depth", "doubts", "end", "fates", "kind", "line", "notes"),
        *("parent", "parts", "party", "scopes", "start", "subject", "total"),
    )

    def __init__(self, amount: Reading, start: int, end: int, amount_span: tuple[int, int] | None = None) -> None:
        self.amount = amount
        self.start = start
        """Where its statement begins in the content."""
        self.end = end
        """Where its statement ends."""
        self.amount_span = amount_span
        """The words of the amount; None where a singular noun alone means one."""
        self.kind: Kind | None = None
        self.also: tuple[Kind, ...] = ()
        self.subject: tuple[int, int] | None = None
        self.fates: list[Fate] = []
        self.claimant: Label | None = None
        self.party: Label | None = None
        self.scopes: list[Label] = []
        self.as_of: str | None = None
        self.notes: list[Note] = []
        self.total = False
        """Whether the text calls it a total."""
        self.depth = 0
        self.below: int | None = None
        """How far the outermost heading between it and the figure before it stands in; None where there is none."""
        self.parent: Draft | None = None
        self.parts: list[Words] = []
        self.line = 0
        """Which line of the field it stands on."""
        self.by: dict[str, str] = {"amount": "count"}
        """For each part of the figure the rule that gave it, out of `RULES`."""
        self.doubts: list[tuple[str, str]] | None = None
        """Codes and sentences of what is doubtful about it."""

    def doubt(self, code: str, message: str) -> None:
        """Note that a rule is unsure."""
        self.doubts = [*(self.doubts or ()), (code, message)]

    def share_claim(self, whole: Draft) -> None:
        """Take the claimant of the figure that this one is a part of."""
        self.claimant, self.by["claimant"] = whole.claimant, "whole"

    def label(self, label: Label) -> None:
        """Take in what words before the figure say of it alone."""
        if label.what == "claimant":
            self.claimant = self.claimant or label
            self.by.setdefault("claimant", "label")
        elif label.what == "party":
            self.party = self.party or label
            self.by.setdefault("party", "label")
            if label.fates and not self.fates:
                self.fates, self.by["fates"] = list(label.fates), "label"  # `UN dead: 30; Red Cross: 5`
        elif label.what == "scope":
            self.scopes.insert(0, label)
            self.by["scope"] = "label"
        elif label.what == "kind":
            self.kind = self.kind or label.kind
            if not self.fates:
                self.fates, self.by["fates"] = list(label.fates), "label"
        self.parts.append(("label", *label.whole))

    def finish(self, text: str, who: Who) -> Figure:
        """The figure, and its evidence completed in `parts`."""
        reading, parts, claimant, party = self.amount, self.parts, self.claimant, self.party
        words = None
        if self.amount_span is not None:
            words = text[self.amount_span[0] : self.amount_span[1]]
            parts.insert(0, ("amount", *self.amount_span))
        amount: dict[str, object] = {"low": reading.low, "high": reading.high, "form": reading.form, "words": words}
        if reading.approximate and reading.form != "unknown":  # `Estimated: unknown` hedges no number
            amount["approximate"] = True
        said: dict[str, object] = {"amount": Amount.trusted(amount), "kind": self.kind or "personnel"}
        if self.also:
            said["also"] = self.also
        if self.subject is not None:
            said["subject"] = text[self.subject[0] : self.subject[1]]
            parts.append(("noun", *self.subject))
        if self.fates:
            said["fates"] = ordered(tuple(self.fates))
        if claimant is not None:
            said["claimant"] = who.claimant(claimant.text)
            parts.append(("claimant", *claimant.span))
        if party is not None:
            said["party"] = party.text
            parts.append(("party", *party.span))
        if self.scopes:
            said["scopes"] = tuple([label.scope for label in self.scopes])
            parts += [("scope", *label.span) for label in self.scopes]
        if self.as_of is not None:
            said["as_of"] = self.as_of
        if self.notes:
            said["notes"] = tuple([who.note(note) for note in self.notes])
        return Figure.trusted(said)
