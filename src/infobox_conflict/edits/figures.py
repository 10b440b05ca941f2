"""The change of a figure: its count, what became of those counted, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pydantic import ValidationError

from ..meaning.model import Amount, Claimant, Figure
from ..meaning.rewording import abreast, phrase, reword
from ..meaning.stating import agree
from ..problems import CannotEdit
from ..reading import Box
from ..syntax.rewriting import Change
from ..syntax.text import Span
from .kinds import SetFigure
from .plans import Plan, Try, fact_at, told, ways
from .state import State


def setting(edit: SetFigure, box: Box) -> Plan:
    """The change of a figure."""
    return _Figure(edit, box).plan()


class _Figure:
    """The change of a figure."""

    def __init__(self, edit: SetFigure, box: Box) -> None:
        fact, evidence = fact_at(box, edit.path)
        if not isinstance(fact, Figure):
            raise CannotEdit(edit.path, "it is no figure")
        self.edit, self.box, self.old, self.evidence = edit, box, fact, evidence
        self.field = box.fields[evidence.field]
        self.text = self.field.content.text
        self.vocabulary = box.interpretation.vocabulary
        self.amount = self.new_amount()

    def plan(self) -> Plan:
        """The plan of the change."""
        return Plan(self.edit.path, self.change, self.wordings())

    def new_amount(self) -> Amount:
        """The amount that is asked for."""
        edit, old = self.edit, self.old.amount
        low, high = (before if asked is ... else asked for asked, before in ((edit.low, old.low), (edit.high, old.high)))
        exact = old.form == "exact" and edit.form in (..., "exact")
        if exact and (edit.low is ...) != (edit.high is ...):
            one = high if edit.low is ... else low
            low, high = (low, high) if one is None else (one, one)
        form = old.form if edit.form is ... else edit.form
        if edit.form in ("at_least", "more_than") and edit.high is ...:  # the form tells which end is open
            low, high = (high if low is None else low), None
        elif edit.form in ("at_most", "fewer_than") and edit.low is ...:
            low, high = None, (low if high is None else high)
        elif edit.form == "exact":
            low, high = (high if low is None else low), (low if high is None else high)
        hedged = old.form in ("vague", "qualitative") and (low, high) != (old.low, old.high)
        approximate = (old.approximate and not hedged) if edit.approximate is ... else edit.approximate
        try:
            keeps = edit.form is not ... or (old.low == old.high and form in ("range", "alternatives"))
            amount = _amount(low, high, form, approximate=approximate, keeps=keeps, is_given=edit.form is not ...)
        except ValidationError as fault:
            raise CannotEdit(edit.path, told(fault)) from None
        for name in ("low", "high", "approximate"):
            asked, given = getattr(edit, name), getattr(amount, name)
            if asked not in (..., given):
                raise CannotEdit(edit.path, f"an amount of form {amount.form!r} has {name} {given}, not {asked}")
        return amount

    def change(self, state: State) -> None:
        """Make the change in the model."""
        row, edit = state.row(self.edit.path), self.edit
        said: dict[str, object] = {"amount": self.amount}
        if edit.fates is not ...:
            said["fates"] = edit.fates
        try:
            if edit.claimant is not ...:
                said["claimant"] = None if edit.claimant is None else Claimant(name=edit.claimant)
            row.fact = self.old.model_copy(update=said)
        except ValidationError as fault:
            raise CannotEdit(edit.path, told(fault)) from None
        row.agrees = partial(agree, row.fact)

    def wordings(self) -> Iterator[Try]:
        """The wordings of the change."""
        edit, old = self.edit, self.old
        asked: list[list[Change]] = []
        if self.amount != old.amount.model_copy(update={"words": None}):
            asked.append(list(self.of_amount()))
        if edit.fates is not ... and set(edit.fates) != set(old.fates):
            asked.append(list(self.of_fates(edit.fates)))
        if edit.claimant is not ... and edit.claimant != (old.claimant and old.claimant.name):
            asked.append(list(self.of_claimant(edit.claimant)))
        if not asked:
            yield Try([])
        for changes in abreast(*asked):
            yield from ways(self.field, self.evidence.field, changes)

    def of_amount(self) -> Iterator[Change]:
        """The new words of the amount; where a noun alone meant one, a number before it."""
        span = self.part("amount")
        if span is not None:
            for words in reword(span.of(self.text), self.old.amount, self.amount, self.vocabulary, self.text):
                yield Change(span, words)
        elif (noun := self.part("noun") or self.part("fate")) is not None:
            for words in reword("", self.old.amount, self.amount, self.vocabulary, self.text):
                yield Change(Span(noun.start, noun.start), words + " ")

    def of_fates(self, fates: Sequence[str]) -> Iterator[Change]:
        """The words of the fates, in place of the old ones or behind what is counted."""
        said = [phrase(self.vocabulary, "fate", fate) for fate in fates]
        joint = phrase(self.vocabulary, "range", "and")
        words = f" {joint} ".join(filter(None, (", ".join(said[:-1]), said[-1] if said else "")))
        parts = sorted(Span(part.start, part.end) for part in self.evidence.parts if part.role == "fate")
        if parts and words:
            yield Change(Span(parts[0].start, parts[-1].end), words)
        elif words and (behind := self.part("noun") or self.part("amount")) is not None:
            yield Change(Span(behind.end, behind.end), f" {words}")
        elif parts and not words:
            yield Change(Span(parts[0].start - self.text[: parts[0].start].endswith(" "), parts[-1].end), "")

    def of_claimant(self, claimant: str | None) -> Iterator[Change]:
        """The claimant's name in place of the old one, or in a parenthesis behind the figure."""
        span = self.part("claimant")
        if claimant is not None:
            if span is not None:
                yield Change(span, claimant)
            end = max((part.end for part in self.evidence.parts if self.evidence.start <= part.start < self.evidence.end), default=0)
            yield Change(Span(end, end), f" ({phrase(self.vocabulary, 'claim', 'before')} {claimant})")
        elif span is not None:
            before, behind = self.text.rfind("(", 0, span.start), self.text.find(")", span.end)
            if before >= self.evidence.start and behind >= 0 and "\n" not in self.text[before:behind]:
                yield Change(Span(before - self.text[:before].endswith(" "), behind + 1), "")

    def part(self, role: str) -> Span | None:
        """The first words of a role."""
        return next((Span(part.start, part.end) for part in self.evidence.parts if part.role == role), None)


def _amount(low: int | None, high: int | None, form: str, *, approximate: bool, keeps: bool, is_given: bool) -> Amount:
    """An amount of a form, or of the plainest that its bounds allow; *keeps* lets both ends of a range be one number."""
    try:
        amount = Amount.model_validate({"low": low, "high": high, "form": form, "approximate": approximate})
    except ValidationError:
        if is_given:
            raise
    else:
        if keeps or not (form in ("range", "alternatives") and low == high):
            return amount
    if low is None and high is None:
        form, approximate = "unknown", False
    elif low is None or high is None:
        form = "at_most" if low is None else "at_least"
    else:
        form = "exact" if low == high else "range"
    return Amount.model_validate({"low": low, "high": high, "form": form, "approximate": approximate})
