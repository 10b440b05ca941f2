"""Every kind of edit with what makes a plan of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..reading import Box
from . import adding, event, figures, linking, parameters, removing
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
from .plans import Plan

_COMPILERS: Final[dict[type, Callable[[Any, Box], Plan]]] = {
    SetFigure: figures.setting,
    AddFigure: adding.addition,
    AddClaim: adding.addition,
    AddCommander: adding.addition,
    Remove: removing.removal,
    SetLink: linking.linking,
    SetDate: event.dating,
    SetResult: event.outcome,
    SetParameter: parameters.setting,
    RenameParameter: parameters.renaming,
    RemoveParameter: parameters.taking_out,
}


def compile_edit(edit: Edit, box: Box) -> Plan:
    """What an edit means in a box; raises NoSuchFact and CannotEdit."""
    compiler = _COMPILERS.get(type(edit))
    if compiler is None:
        raise TypeError(f"{edit!r} is no edit")
    return compiler(edit, box)
