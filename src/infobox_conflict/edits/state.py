"""What a document says, as a plain model that an edit can be applied to, and compared with what the edited text says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..content import Content
from ..meaning.express import agree_on_result
from ..meaning.model import Fact, Figure
from ..reading import Box, Document
from ..syntax.rewriting import Change

_EVENT = ("name", "part_of", "territory", "columns", "periods", "result", "place")


@dataclass(slots=True, eq=False)
class Row:
    """A fact at its place; it is compared by what it says, but for what an edit left open."""

    path: str
    field: str
    fact: Fact
    parent: Row | None = None
    agrees: Callable[[Fact], bool] | None = None
    """Tells whether what is read says what was asked, where not all was: the words of a changed amount are anybody's."""

    def is_said_by(self, other: Fact) -> bool:
        """Whether a fact that was read says this one."""
        return self.fact == other if self.agrees is None else self.agrees(other)


@dataclass(slots=True, eq=False)
class Value:
    """A parameter as it should read."""

    name: str
    content: Content | None
    """None where anything may stand there, since its facts are compared."""
    text: str | None = None
    """What it must say then, where that is known."""
    changes: list[Change] = field(default_factory=list)
    """What edits change in it."""


@dataclass(slots=True)
class State:
    """The facts and parameters of one box."""

    rows: list[Row]
    event: dict[str, Any]
    values: list[Value]
    unread: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, box: Box) -> State:
        """What a box says."""
        conflict = box.conflict
        rows = [Row(path, entry.field, entry.fact) for path, entry in zip(conflict.paths, conflict.entries, strict=True)]
        figures = [row for row in rows if isinstance(row.fact, Figure)]
        for row, entry in zip(rows, conflict.entries, strict=True):
            row.parent = figures[entry.parent] if entry.parent is not None else None
        return cls(
            rows,
            {name: getattr(conflict, name) for name in _EVENT},
            [Value(one.name, one.content) for one in box.infobox],
            Counter(one.words for one in box.unread),
        )

    def row(self, path: str) -> Row:
        """The fact at an address of the box that was read."""
        return next(row for row in self.rows if row.path == path)

    def value(self, at: int) -> Value:
        """The parameter at a position of the box that was read."""
        return self.values[at]


def difference(expected: State, found: State) -> str | None:
    """What a box says otherwise than expected, or None."""
    return next(_differences(expected, found), None)


def _differences(expected: State, found: State) -> Iterator[str]:
    yield from _of_values(expected.values, found.values)
    for name, value in expected.event.items():
        if found.event[name] != value and not (name == "result" and agree_on_result(value, found.event[name])):
            yield f"the {name.replace('_', ' ')} would be read as {_short(found.event[name])}"
    yield from _of_rows(expected.rows, found.rows)
    more = found.unread - expected.unread
    if more:
        yield f"{next(iter(more))!r} would be read as nothing"


def _of_values(expected: list[Value], found: list[Value]) -> Iterator[str]:
    names = [one.name for one in expected], [one.name for one in found]
    if names[0] != names[1]:
        yield f"the parameters would be {', '.join(names[1])}"
        return
    for value, other in zip(expected, found, strict=True):
        content = other.content or Content("")
        if value.text is not None and value.text != content.text:
            yield f"{value.name} would be read as {content.text!r}"
        if value.content is not None and value.content != content:
            yield f"{value.name} would change"


def _of_rows(expected: list[Row], found: list[Row]) -> Iterator[str]:
    for family in dict.fromkeys(row.field for row in (*expected, *found)):
        mine, others = ([row for row in rows if row.field == family] for rows in (expected, found))
        for row, other in zip(mine, others, strict=False):
            if not row.is_said_by(other.fact):
                yield f"{row.path or other.path} would be read as {_short(other.fact)}"
        if len(mine) != len(others):
            yield f"{family} would have {len(others)} facts instead of {len(mine)}"
            return
    places = {id(row): at for at, row in enumerate(expected)}, {id(row): at for at, row in enumerate(found)}
    if [row.field for row in expected] != [row.field for row in found]:
        yield "the facts would stand in another order"
        return
    for row, other in zip(expected, found, strict=True):
        whole = None if row.parent is None else places[0].get(id(row.parent))
        if whole != (None if other.parent is None else places[1][id(other.parent)]):
            was = f"no part of {row.parent.path} any more" if row.parent is not None else f"a part of {other.parent and other.parent.path}"
            yield f"{row.path or other.path} would be read as {was}"


def _short(value: object) -> str:
    """A fact for people: what of it is said."""
    if not hasattr(value, "model_dump"):
        return repr(value)
    said = value.model_dump(exclude_defaults=True)
    amount = said.pop("amount", None)
    return ", ".join([*([repr(amount.get("words") or amount)] if amount else []), *(f"{name} {one!r}" for name, one in said.items())])


def same_elsewhere(before: Document, after: Document, number: int) -> str | None:
    """What changed outside one box of a document, or None."""
    if len(before.infoboxes) != len(after.infoboxes):
        return f"the text would have {len(after.infoboxes)} infoboxes"
    if before.title != after.title or before.format != after.format:
        return "the text would be read as another page"
    others = zip(before.infoboxes, after.infoboxes, strict=True)
    if any(at != number and one.infobox != other.infobox for at, (one, other) in enumerate(others)):
        return "another infobox would change"
    more = Counter(one.code for one in after.problems) - Counter(one.code for one in before.problems)
    return f"the text would have a problem: {next(iter(more))}" if more else None
