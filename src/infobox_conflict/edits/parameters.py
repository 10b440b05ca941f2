"""Parameters that come, go, or get another name or value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..content import Content
from ..problems import NoSuchFact
from ..reading import Box
from ..syntax.rewriting import Change
from ..syntax.text import Patch, Span
from .kinds import RemoveParameter, RenameParameter, SetParameter
from .plans import Plan, Try, near, parameter_at
from .state import State, Value

_TEXTS: Final = {"conflict": "name", "partof": "part_of"}
_NUMBERED: Final = re.compile(r"(.*?)[1-9][a-d]?\Z")


def setting(edit: SetParameter, box: Box) -> Plan:
    """The plan of another value, or of one more parameter."""
    content = Content(edit.content) if isinstance(edit.content, str) else edit.content
    vocabulary = box.interpretation.vocabulary
    meant = vocabulary.parameter(edit.path, box.template)
    found = [at for at, one in enumerate(box.fields) if one.name == edit.path]
    names = {edit.path} if meant is None else {edit.path, meant.canonical}
    if not found and meant is None:
        known = [*(one.name for one in box.fields), *vocabulary.parameter_names(box.template)]
        raise NoSuchFact(edit.path, near(edit.path, known))
    behind = place_of(box, edit.path)

    def change(state: State) -> None:
        state.loosen(*names)
        if found:
            value = state.value(found[-1])
            value.content, value.text = content, None
        else:
            state.insert(behind, Value(edit.path, content))

    tries = filled(box, found[-1], content) if found else (Try(patches) for patches in box.add(behind, edit.path, content))
    return Plan(edit.path, change, tries, "the format has no way to write it")


def filled(box: Box, at: int, content: Content) -> Iterator[Try]:
    """The ways to give a parameter another value: of its words what differs, else all of it."""
    field = box.fields[at]
    text, bare = field.content.text, field.content.text.strip()
    if bare == content.text and not (field.content.marks or content.marks):
        yield Try([], content=(at, field.content))
    elif bare and content.text and not content.marks:  # blanks before a comment stay, and so does the comment
        start = text.index(bare)
        said = Content(text[:start] + content.text + text[start + len(bare) :])
        for patches in field.rewrite(Change(Span(start, start + len(bare)), content.text)):
            yield Try(patches, content=(at, said))
    yield from (Try(patches) for patches in field.assign(content))


def place_of(box: Box, name: str) -> int:
    """The position of the parameter behind which one of a name belongs, as the template's documentation orders them; -1 for none."""
    vocabulary = box.interpretation.vocabulary
    rank = vocabulary.rank(name, box.template)
    ranks = [(known, at) for at, one in enumerate(box.fields) if (known := vocabulary.rank(one.name, box.template)) is not None]
    if rank is None or not ranks:
        return len(box.fields) - 1
    ahead = [one for one in ranks if one[0] <= rank]
    return max(ahead)[1] if ahead else min(ranks)[1] - 1


def name_of(box: Box, canonical: str) -> str | None:
    """How the box's template calls a parameter that is known by its canonical name: as it calls its neighbours; None where it has none."""
    vocabulary = box.interpretation.vocabulary
    wanted = vocabulary.parameter(canonical)
    if wanted is None:
        return None
    own = box.template is None or vocabulary.template(box.template) == vocabulary.own_template
    names = vocabulary.parameter_names(box.template)
    others = [] if own else [one for one in names if vocabulary.parameter(one, box.template) != vocabulary.parameter(one)]
    known = [*(one.name for one in box.fields), *others, canonical]
    for name in known:
        stem = _NUMBERED.match(name)
        number = f"{wanted.number}{wanted.row}" if wanted.number is not None else ""
        for one in (name, stem[1] + number) if stem is not None else (name,):
            meant = vocabulary.parameter(one, box.template)
            if meant is not None and meant.canonical == canonical:
                return one
    return None


def renaming(edit: RenameParameter, box: Box) -> Plan:
    """The plan of another name."""
    at = parameter_at(box, edit.path)

    def change(state: State) -> None:
        state.value(at).name = edit.name

    return Plan(edit.path, change, iter([Try([Patch(box.fields[at].name_span, edit.name)])]))


def taking_out(edit: RemoveParameter, box: Box) -> Plan:
    """The plan without a parameter."""
    at = parameter_at(box, edit.path)
    gone = {path for path, evidence in box.interpretation.evidence.items() if evidence.field == at}
    dates = [path for path in box.interpretation.evidence if path.startswith("date[")]

    def change(state: State) -> None:
        state.values.remove(state.value(at))
        state.rows = [row for row in state.rows if row.path not in gone]
        state.event["periods"] = tuple(one for one, path in zip(state.event["periods"], dates, strict=True) if path not in gone)
        state.event |= {_TEXTS.get(path, path): None for path in gone if "[" not in path}

    return Plan(edit.path, change, _gone(box, at))


def _gone(box: Box, at: int) -> Iterator[Try]:
    """The wordings without a parameter: up to the end of its value from that of the one before, or up to the name of the next."""
    mine = box.fields[at]
    if at > 0:
        yield Try([Patch(Span(box.fields[at - 1].span.end, mine.span.end), "")])
    if at + 1 < len(box.fields):
        yield Try([Patch(Span(mine.name_span.start, box.fields[at + 1].name_span.start), "")])
