"""Typed facts of military conflict infoboxes: read, validated, and kept true to the text that they came from.

>>> import infobox_conflict as ic
>>> doc = ic.read_path("seeds/battle-of-hadrut.md")
>>> doc.infoboxes[0].conflict.total("killed", side=2, claimant="Azerbaijan").low
38
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .content import Content, Infobox
    from .edits import (
        AddClaim,
        AddCommander,
        AddFigure,
        Remove,
        RemoveParameter,
        RenameParameter,
        SetDate,
        SetFigure,
        SetLink,
        SetParameter,
        SetResult,
        edit,
    )
    from .meaning import Interpretation, interpret
    from .meaning.model import (
        Amount,
        Belligerent,
        Claimant,
        Commander,
        Conflict,
        Coordinates,
        Entry,
        Figure,
        Note,
        Period,
        Place,
        Result,
        Scope,
        Side,
        Unit,
    )
    from .meaning.totals import Total
    from .problems import CannotEdit, CannotExpress, CannotWrite, InfoboxError, NoSuchFact, NoSuchFormat, Problem
    from .reading import Box, BoxField, Document, Passage, read, read_bytes, read_path
    from .syntax.infoboxes import infobox_templates
    from .syntax.losses import Loss, Written
    from .syntax.templates import Template, TemplateParameter, templates
    from .vocabulary import VocabularyError
    from .writing import convert, write

__all__ = [
    "AddClaim",
    "AddCommander",
    "AddFigure",
    "Amount",
    "Belligerent",
    "Box",
    "BoxField",
    "CannotEdit",
    "CannotExpress",
    "CannotWrite",
    "Claimant",
    "Commander",
    "Conflict",
    "Content",
    "Coordinates",
    "Document",
    "Entry",
    "Figure",
    "Infobox",
    "InfoboxError",
    "Interpretation",
    "Loss",
    "NoSuchFact",
    "NoSuchFormat",
    "Note",
    "Passage",
    "Period",
    "Place",
    "Problem",
    "Remove",
    "RemoveParameter",
    "RenameParameter",
    "Result",
    "Scope",
    "SetDate",
    "SetFigure",
    "SetLink",
    "SetParameter",
    "SetResult",
    "Side",
    "Template",
    "TemplateParameter",
    "Total",
    "Unit",
    "VocabularyError",
    "Written",
    "convert",
    "edit",
    "infobox_templates",
    "interpret",
    "read",
    "read_bytes",
    "read_path",
    "templates",
    "write",
]

# The face re-exports and defines nothing. Its names are looked up at first use, so that `import infobox_conflict`
# costs a program that never reads an infobox (a plugin's host, `--version`) next to nothing.
_HOMES = {
    "content": ("Content", "Infobox"),
    "edits": (
        *("AddClaim", "AddCommander", "AddFigure", "Remove", "RemoveParameter", "RenameParameter", "SetDate", "SetFigure"),
        *("SetLink", "SetParameter", "SetResult", "edit"),
    ),
    "meaning": ("Interpretation", "interpret"),
    "meaning.model": (
        *("Amount", "Belligerent", "Claimant", "Commander", "Conflict", "Coordinates", "Entry", "Figure", "Note", "Period"),
        *("Place", "Result", "Scope", "Side", "Unit"),
    ),
    "meaning.totals": ("Total",),
    "problems": ("CannotEdit", "CannotExpress", "CannotWrite", "InfoboxError", "NoSuchFact", "NoSuchFormat", "Problem"),
    "reading": ("Box", "BoxField", "Document", "Passage", "read", "read_bytes", "read_path"),
    "syntax.infoboxes": ("infobox_templates",),
    "syntax.losses": ("Loss", "Written"),
    "syntax.templates": ("Template", "TemplateParameter", "templates"),
    "vocabulary": ("VocabularyError",),
    "writing": ("convert", "write"),
}


if not TYPE_CHECKING:  # a type checker knows the names, and tells a misspelt one

    def __getattr__(name: str) -> object:
        for home, names in _HOMES.items():
            if name in names:
                from importlib import import_module  # noqa: PLC0415 (only at first use of a name)

                found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
