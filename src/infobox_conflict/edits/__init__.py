"""Edits: changes of facts, compiled to the smallest patches of a document and proven by reading it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from ..problems import CannotEdit, CannotWrite
from ..reading import Document
from ..syntax.text import Patch
from .compiling import compile_edit
from .kinds import (
    AddClaim,
    AddCommander,
    AddFigure,
    Edit,
    Remove,
    RemoveParameter,
    RenameParameter,
    SetDate,
    SetFigure,
    SetLink,
    SetParameter,
    SetResult,
)
from .plans import Plan, Try
from .state import BROKEN, State, difference, same_elsewhere

__all__ = [
    "AddClaim",
    "AddCommander",
    "AddFigure",
    "Edit",
    "Remove",
    "RemoveParameter",
    "RenameParameter",
    "SetDate",
    "SetFigure",
    "SetLink",
    "SetParameter",
    "SetResult",
    "edit",
]

_MOST_TRIES: Final = 24


def edit(document: Document, *edits: Edit, box: int | None = None) -> Document:
    """The document with all these changes made, or none of them; nothing else in it changes.

    What was asked is proven by reading the changed text again: each asked fact reads just so, every other fact as before, up to
    its number in the field. Addresses are those of the document before the edits. *box* is the position of the infobox where the
    document has several of conflicts. Raises CannotEdit, which names the fact in the way, where no wording does that, and where
    two edits change the same; NoSuchFact for an address that names nothing.

    >>> import infobox_conflict as ic
    >>> doc = ic.read('{"casualties1": {"text": "At least 38 servicemen killed"}}')
    >>> edit(doc, SetFigure("casualties1[0]", low=40)).text
    '{"casualties1": {"text": "At least 40 servicemen killed"}}'
    """
    number = _number(document, box)
    plans = [compile_edit(one, document.infoboxes[number]) for one in edits]
    for one, other in pairwise(sorted(plans, key=lambda plan: plan.path)):
        if one.path == other.path:
            raise CannotEdit(one.path, "two edits change it")
    return _Proof(document, number).run(plans) if plans else document


def _number(document: Document, box: int | None) -> int:
    """Which infobox is meant."""
    if box is not None:
        if not 0 <= box < len(document.infoboxes):
            raise CannotEdit(f"infobox {box}", f"the document has {len(document.infoboxes)} infoboxes")
        return box
    conflicts = [at for at, one in enumerate(document.infoboxes) if one.is_conflict]
    if len(conflicts) != 1:
        raise CannotEdit("infobox", f"the document has {len(conflicts)} infoboxes of a conflict; name one by its position")
    return conflicts[0]


class _Proof:
    """Tries wordings, and takes those that read as asked."""

    def __init__(self, document: Document, number: int) -> None:
        self.document, self.number = document, number

    def run(self, plans: Sequence[Plan]) -> Document:
        """The changed document: all first wordings together; else for each edit the first that holds alone, together."""
        tries = [self.tries(plan) for plan in plans]
        firsts = [self.first(plan, one) for plan, one in zip(plans, tries, strict=True)]
        found = self.attempt(plans, firsts)
        if isinstance(found, Document):
            return found
        if len(plans) == 1:
            return self.one(plans[0], tries[0], found)
        held = []
        for plan, first, others in zip(plans, firsts, tries, strict=True):
            alone = self.attempt([plan], [first])
            held.append(first if isinstance(alone, Document) else self.holding(plan, others, alone))
        found = self.attempt(plans, held)
        if isinstance(found, Document):
            return found
        raise CannotEdit(plans[0].path, f"with the other edits {found}")

    def tries(self, plan: Plan) -> Iterator[Try]:
        """The wordings of a plan; what the carrier cannot hold refuses it."""
        try:
            yield from islice(plan.tries, _MOST_TRIES)
        except CannotWrite as fault:
            raise CannotEdit(plan.path, str(fault)) from None

    def first(self, plan: Plan, tries: Iterator[Try]) -> Try:
        """The wording to begin with."""
        first = next(tries, None)
        if first is None:
            raise CannotEdit(plan.path, plan.without)
        return first

    def one(self, plan: Plan, tries: Iterator[Try], why: str) -> Document:
        """The document with one edit, by the first further wording that holds."""
        for wording in tries:
            found = self.attempt([plan], [wording])
            if isinstance(found, Document):
                return found
            why = found if why.startswith(BROKEN) else why
        raise CannotEdit(plan.path, why)

    def holding(self, plan: Plan, tries: Iterator[Try], why: str) -> Try:
        """The first further wording of an edit that holds alone."""
        for wording in tries:
            if isinstance(self.attempt([plan], [wording]), Document):
                return wording
        raise CannotEdit(plan.path, why)

    def attempt(self, plans: Sequence[Plan], wordings: Sequence[Try]) -> Document | str:
        """The document with these wordings in it, or what it would then say that nobody asked for."""
        self.refuse_overlap(plans, wordings)
        expected = State.of(self.document.infoboxes[self.number])
        for plan, wording in zip(plans, wordings, strict=True):
            plan.apply(expected)
            wording.note(expected, self.document.infoboxes[self.number].infobox)
        patches = list(dict.fromkeys(patch for wording in wordings for patch in wording.patches))
        if any(other.span.start < one.span.end for one, other in pairwise(sorted(patches))):
            return "what it asks stands in words that can only be changed together"
        try:
            changed = self.document.patched(patches)
        except CannotWrite as fault:
            return str(fault)
        told = same_elsewhere(self.document, changed, self.number, sum(plan.notes for plan in plans))
        return told or difference(expected, State.of(changed.infoboxes[self.number])) or changed

    def refuse_overlap(self, plans: Sequence[Plan], wordings: Sequence[Try]) -> None:
        """Raise CannotEdit where two edits change the same words."""
        taken: list[tuple[Patch, str]] = [
            (patch, plan.path) for plan, wording in zip(plans, wordings, strict=True) for patch in wording.patches
        ]
        for (one, path), (other, rival) in pairwise(sorted(taken)):
            if path != rival and (other.span.start < one.span.end or one.span == other.span):
                raise CannotEdit(path, f"it stands in words that the edit of {rival} changes, too")
