"""What changed between two texts: the facts of their infoboxes, side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from .meaning.model import Conflict
from .reading import Document

_SMALL = 90_000  # pairs of facts that are looked at with care: those of 300 with 300
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


class _Run(NamedTuple):
    """Places that are in the same order in two lists, the last one first."""

    here: int
    there: int
    before: _Run | None


def compare(before: Document, after: Document) -> list[Difference]:
    r"""The facts that changed from one revision to another, box by box and field by field.

    Facts of a field are laid beside each other as the lines of two texts are: equal ones first, then those between them in order
    (among hundreds that differ and are like each other, place by place).

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
    for mine_here, others_there in _apart(mine, others):
        for was, now in zip_longest(one[mine_here], other[others_there]):
            path = (now or was or ("", None))[0]
            yield path, was and was[1], now and now[1]


def _apart(mine: Sequence[str], others: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """The stretches of two lists that differ.

    Short lists are laid beside each other with care, which takes the square of their length and more. Long ones are first parted at
    what stands once in both; a stretch that is still long is compared place by place.
    """
    landmarks = _landmarks(mine, others) if len(mine) * len(others) > _SMALL else []
    for (a, c), (b, d) in zip([(0, 0), *landmarks], [*landmarks, (len(mine), len(others))], strict=True):
        while a < b and c < d and mine[a] == others[c]:
            a, c = a + 1, c + 1  # noqa: PLW2901 (the stretch gets shorter)
        while a < b and c < d and mine[b - 1] == others[d - 1]:
            b, d = b - 1, d - 1  # noqa: PLW2901 (likewise)
        if (b - a) * (d - c) > _SMALL:
            yield slice(a, b), slice(c, d)
            continue
        for tag, i, j, k, m in SequenceMatcher(None, mine[a:b], others[c:d], autojunk=False).get_opcodes():
            if tag != "equal":
                yield slice(a + i, a + j), slice(c + k, c + m)


def _landmarks(mine: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """The places of what stands once in both lists: the most of these that are in the same order."""
    counts, places = Counter(mine), {one: at for at, one in enumerate(others)}
    once = {one for one, count in Counter(others).items() if count == 1 and counts[one] == 1}
    ends: list[int] = []  # of the best run of each length the place in the other list where it ends
    runs: list[_Run] = []
    for at, one in enumerate(mine):
        if one in once:
            length = bisect_left(ends, places[one])
            ends[length : length + 1] = [places[one]]
            runs[length : length + 1] = [_Run(at, places[one], runs[length - 1] if length else None)]
    out, run = [], runs[-1] if runs else None
    while run is not None:
        out.append((run.here, run.there))
        run = run.before
    return out[::-1]


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
