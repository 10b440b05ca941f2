"""What a document says, as a plain model that an edit can be applied to, and compared with what the edited text says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..content import Content, Link, ordered, same
from ..meaning.express import agree_on_result
from ..meaning.model import Fact, Figure
from ..reading import Box, Document
from ..syntax.losses import named
from ..syntax.rewriting import Change
from ..syntax.text import Span

BROKEN = "the text would have"
"""How what tells of broken markup begins: nobody asked for that, so any other reason tells more."""
_LEAKED = "leaked-markup"
_EVENT = ("name", "part_of", "territory", "columns", "periods", "result", "place")
_EVENT_OF = {
    "conflict": "name", "partof": "part_of", "territory": "territory", "date": "periods",
    "result": "result", "status": "result", "place": "place", "coordinates": "place",
}  # fmt: skip


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
    words: list[str] | None = None
    """The words that it must have then, where no more is known."""
    changes: list[Change] = field(default_factory=list)
    """What edits change in it."""

    def relink(self, span: Span, link: Link | None) -> None:
        """Let words lead elsewhere, or nowhere."""
        if self.content is not None:
            self.content = relinked(self.content, span, link)


def relinked(content: Content, span: Span, link: Link | None) -> Content:
    """A content in which words lead elsewhere, or nowhere."""
    others = [mark for mark in content.marks if not (isinstance(mark, Link) and (mark.start, mark.end) == span)]
    return Content(content.text, ordered([*others, link] if link is not None else others))


@dataclass(slots=True)
class State:
    """The facts and parameters of one box."""

    rows: list[Row]
    event: dict[str, Any]
    values: list[Value]
    unread: list[tuple[str, str]] = field(default_factory=list)
    """Words that no rule reads, each with the parameter that it stands in."""
    loose: set[str] = field(default_factory=set)
    """Parameters whose facts are what they read as, by all their names: their values are compared."""
    asks_result: bool = False
    """Whether the outcome is one that was asked for, which may leave the side of the winner open."""
    _given: tuple[Value, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._given = tuple(self.values)

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
            [(one.field, one.words) for one in box.unread],
        )

    def row(self, path: str) -> Row:
        """The fact at an address of the box that was read."""
        return next(row for row in self.rows if row.path == path)

    def value(self, at: int) -> Value:
        """The parameter at a position of the box that was read."""
        return self._given[at]

    def insert(self, behind: int, value: Value) -> None:
        """Put a parameter behind that of a position of the box that was read, -1 for the first place."""
        ahead = [self.values.index(one) for one in self._given[: behind + 1] if one in self.values]
        self.values.insert(ahead[-1] + 1 if ahead else 0, value)

    def loosen(self, *names: str) -> None:
        """Leave open what parameters of these names say."""
        self.loose |= set(names)


def difference(expected: State, found: State) -> str | None:
    """What a box says otherwise than expected, or None."""
    return next(_differences(expected, found), None)


def _differences(expected: State, found: State) -> Iterator[str]:
    yield from _of_values(expected.values, found.values)
    loose = {_EVENT_OF[name] for name in expected.loose if name in _EVENT_OF}
    for name, value in expected.event.items():
        if name in loose or found.event[name] == value:
            continue
        if name == "result" and expected.asks_result and agree_on_result(value, found.event[name]):
            continue
        yield f"the {name.replace('_', ' ')} would be read as {_short(found.event[name])}"
    yield from _of_rows(expected, found)
    before, after = (Counter(words for name, words in state.unread if name not in expected.loose) for state in (expected, found))
    more = after - before
    if more:
        yield f"{next(iter(more))!r} would be read as nothing"


def _of_values(expected: list[Value], found: list[Value]) -> Iterator[str]:
    names = [one.name for one in expected], [one.name for one in found]
    if names[0] != names[1]:
        yield f"{BROKEN} other parameters"
        return
    for value, other in zip(expected, found, strict=True):
        content = other.content or Content("")
        if value.text is not None and value.text != content.text:
            yield f"{value.name} would be read as {content.text!r}"
        if value.words is not None and value.text is None and value.words != content.text.split():
            yield f"{value.name} would be read as {content.text!r}"
        if value.content is not None and value.content != content and not same(value.content, content):
            yield f"{value.name} would be read otherwise: {_marked(value.content, content)}"


def _marked(wanted: Content, found: Content) -> str:
    """How a content differs from what it should be, for people."""
    if wanted.text != found.text:
        return f"{found.text!r} instead of {wanted.text!r}"
    gone = [mark for mark in wanted.marks if mark not in found.marks]
    come = [mark for mark in found.marks if mark not in wanted.marks]
    parts = [f"without {named(gone[0])}"] if gone else []
    parts += [f"with {named(come[0])}"] if come else []
    return " and ".join(parts) or "with its marks in another order"


def _of_rows(expected: State, found: State) -> Iterator[str]:
    loose = expected.loose
    rows, others = ([row for row in state.rows if row.field not in loose] for state in (expected, found))
    for family in dict.fromkeys(row.field for row in (*rows, *others)):
        mine, theirs = ([row for row in these if row.field == family] for these in (rows, others))
        for row, other in zip(mine, theirs, strict=False):
            if not row.is_said_by(other.fact):
                yield f"{row.path or 'it'} would be read as {_short(other.fact)}"
        if len(mine) != len(theirs):
            yield f"{family} would have {len(theirs)} facts instead of {len(mine)}"
            return
    if [row.field for row in rows] != [row.field for row in others]:
        yield "the facts would stand in another order"
        return
    places = {id(row): at for these in (rows, others) for at, row in enumerate(these)}
    for row, other in zip(rows, others, strict=True):
        whole = None if row.parent is None else places.get(id(row.parent))
        its = None if other.parent is None else places.get(id(other.parent), -1)
        may_be = row.parent is not None and row.parent.field in loose and its in (None, -1)
        if whole != its and not may_be:
            was = f"no part of {row.parent.path}" if row.parent is not None else f"a part of {other.parent and other.parent.path}"
            yield f"{row.path or 'it'} would be read as {was}{' any more' if row.path and row.parent is not None else ''}"


def _short(value: object) -> str:
    """A fact for people: what of it is said."""
    if not hasattr(value, "model_dump"):
        return repr(value)
    said = value.model_dump(exclude_defaults=True)
    amount = said.pop("amount", None)
    return ", ".join([*([repr(amount.get("words") or amount)] if amount else []), *(f"{name} {one!r}" for name, one in said.items())])


def same_elsewhere(before: Document, after: Document, number: int, notes: int = 0) -> str | None:
    """What changed outside one box of a document, into which some notes come, or None."""
    if len(before.infoboxes) != len(after.infoboxes):
        return f"{BROKEN} {len(after.infoboxes)} infoboxes"
    if before.title != after.title or before.format != after.format:
        return "the text would be read as another page"
    others = zip(before.infoboxes, after.infoboxes, strict=True)
    if any(at != number and one.infobox != other.infobox for at, (one, other) in enumerate(others)):
        return "another infobox would change"
    more = Counter(one.code for one in after.problems) - Counter(one.code for one in before.problems) - Counter({_LEAKED: notes})
    return f"the text would have a problem: {next(iter(more))}" if more else None
