"""What changed between two texts: the facts of their infoboxes, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from .meaning.model import Conflict
from .reading import Document

_EVENT = ("name", "part_of", "territory", "columns", "result", "place")


class Difference(NamedTuple):
    """One thing that two revisions do not say alike."""

    box: int
    """Which infobox, counted from 0."""
    path: str
    """The fact's address; of one that is gone that in the first revision, else that in the second."""
    name: str | None
    """What of the fact changed; None where the fact came or went as a whole."""
    before: Any
    """As plain data; None where it was not there."""
    after: Any

    def __str__(self) -> str:
        if self.name is not None:
            return f"{self.path}.{self.name}: {_said(self.before)} -> {_said(self.after)}"
        sign, fact = ("+", self.after) if self.before is None else ("-", self.before)
        return f"{sign} {self.path}: {_said(fact)}"


def compare(before: Document, after: Document) -> list[Difference]:
    r"""The facts that changed from one revision to another, box by box and field by field.

    Facts of a field are laid beside each other as the lines of two texts are: equal ones first, then those between them in order.

    >>> from infobox_conflict import read
    >>> one, other = (read('{"casualties2": {"text": "%d killed"}}' % count) for count in (38, 40))
    >>> print(*compare(one, other), sep="\n")
    casualties2[0].low: 38 -> 40
    casualties2[0].high: 38 -> 40
    casualties2[0].words: '38' -> '40'
    """
    pairs = zip_longest(before.conflicts, after.conflicts, fillvalue=Conflict())
    return [difference for box, (one, other) in enumerate(pairs) for difference in _of_box(box, one, other)]


def _of_box(box: int, one: Conflict, other: Conflict) -> Iterator[Difference]:
    before, after = one.model_dump(mode="json"), other.model_dump(mode="json")
    for name in _EVENT:
        yield from _of_fact(box, name, before[name], after[name])
    dates = ([(f"date[{at}]", period) for at, period in enumerate(dump["periods"])] for dump in (before, after))
    for path, first, second in _beside(*dates):
        yield from _of_fact(box, path, first, second)
    mine, others = (_by_field(conflict, dump) for conflict, dump in ((one, before), (other, after)))
    for field in dict.fromkeys((*mine, *others)):
        for path, first, second in _beside(mine.get(field, []), others.get(field, [])):
            yield from _of_fact(box, path, first, second)


def _by_field(conflict: Conflict, dump: dict[str, Any]) -> dict[str, list[tuple[str, Any]]]:
    """The facts of each field with their addresses."""
    out: dict[str, list[tuple[str, Any]]] = {}
    for path, entry in zip(conflict.paths, dump["entries"], strict=True):
        amount = entry["fact"].pop("amount", {})
        out.setdefault(entry["field"], []).append((path, {**amount, **entry["fact"]}))
    return out


def _beside(one: Sequence[tuple[str, Any]], other: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, Any, Any]]:
    """The facts of one field in pairs, None beside one that came or went."""
    mine, others = ([repr(fact) for _, fact in facts] for facts in (one, other))
    for tag, a, b, c, d in SequenceMatcher(None, mine, others, autojunk=False).get_opcodes():
        if tag != "equal":
            for was, now in zip_longest(one[a:b], other[c:d]):
                path = (now or was or ("", None))[0]
                yield path, was and was[1], now and now[1]


def _of_fact(box: int, path: str, before: Any, after: Any) -> Iterator[Difference]:
    """What changed in one fact."""
    if before == after:
        return
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield Difference(box, path, None if None in (before, after) else "text", before, after)
        return
    for name in after:
        if before.get(name) != after[name]:
            yield Difference(box, path, name, before.get(name), after[name])


def _said(value: Any) -> str:
    """A value for people: without what is not said."""
    if isinstance(value, dict):
        said = {name: one for name, one in value.items() if one not in (None, [], False)}
        return ", ".join(f"{name} {_said(one)}" for name, one in said.items()) or "nothing"
    if isinstance(value, list):
        return " / ".join(map(_said, value)) or "none"
    return "none" if value is None else repr(value)
