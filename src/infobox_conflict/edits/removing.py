"""Facts that go, with the line on which they stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from ..meaning.evidence import Evidence
from ..problems import CannotEdit
from ..reading import Box
from ..syntax.rewriting import Change
from ..syntax.text import Span
from .kinds import Remove
from .plans import Plan, Try, fact_at, ways
from .state import State


def removal(edit: Remove, box: Box) -> Plan:
    """The plan without a fact."""
    _, evidence = fact_at(box, edit.path)
    state = State.of(box)
    part = next((one for one in state.rows if one.parent is state.row(edit.path)), None)
    if part is not None:
        raise CannotEdit(edit.path, f"{part.path} is a part of it")

    def change(state: State) -> None:
        state.rows.remove(state.row(edit.path))

    return Plan(edit.path, change, _without(box, evidence), "it stands alone in its field; remove the parameter instead")


def _without(box: Box, evidence: Evidence) -> Iterator[Try]:
    """The wordings without a fact: without its line, and the heading that then heads nothing; or without its words on the line."""
    field, at = box.fields[evidence.field], evidence.field
    text, start, end = field.content.text, evidence.start, evidence.end
    heading = text.rfind("\n", 0, max(0, text.rfind("\n", 0, start))) + 1
    for first in (start, heading) if heading < start else (start,):
        stop = text.find("\n", end)
        rest = text[: text.rfind("\n", 0, first) + 1] + text[stop if stop >= 0 else len(text) :]
        yield from (Try(patches, words=(at, rest)) for patches in field.cut(first, end))
    joints = [(start - len(found), end) for found in (", ", "; ", " ") if text[:start].endswith(found)]
    joints += [(start, end + len(found)) for found in (", ", "; ", " ") if text[end:].startswith(found)]
    for first, last in joints:
        yield from ways(field, at, [Change(Span(first, last), "")])
