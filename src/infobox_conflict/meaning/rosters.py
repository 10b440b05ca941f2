"""Rosters: belligerents, commanders and units as the lines of their fields, each in the first form that reads back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ..content import Content, Link
from ..problems import CannotExpress
from .model import Belligerent, Commander, Unit
from .people import Read, read_belligerents, read_commanders, read_units
from .sheet import Row, Said, fate_mark, filled, flags, linked, sheet
from .who import Who
from .wording import Wording

JOIN = " / "
"""What stands between several names of one party."""
F = TypeVar("F", Belligerent, Commander, Unit)


def belligerents(facts: Sequence[Belligerent], who: Who, words: Wording, paths: Sequence[str], hints: Sequence[str] = ()) -> Content:
    """A field of belligerents, with the flags of some states before the first; raises CannotExpress."""
    rows: list[Row] = []
    chain: list[str] = []
    role = None
    for fact, path in zip(facts, paths, strict=True):
        if fact.role != role:
            if fact.role is None:
                raise CannotExpress(path, "its role is not told, and it stands behind an entry whose role is")
            rows.append(Row(Said(words.form("role", fact.role)), bold=True))
            role, chain = fact.role, []
        while chain and chain[-1] != fact.part_of:
            chain.pop()
        if fact.part_of is not None and not chain:
            raise CannotExpress(path, f"{fact.part_of} does not stand right above it")
        plain = fact.model_copy(update={"role": None, "part_of": None})
        said = _choose(plain, _names(fact.name, fact.link), lambda content: read_belligerents(content, who), path)
        if hints and not any(row.depth for row in rows):
            said = flags(hints) + " " + said
        rows.append(Row(said, depth=len(chain) + 1))
        chain.append(fact.name)
    content = sheet(_loose(rows))
    _check(facts, read_belligerents(content, who), paths)
    return content


def commanders(facts: Sequence[Commander], who: Who, words: Wording, paths: Sequence[str]) -> Content:
    """A field of commanders; raises CannotExpress."""
    rows = [
        Row(_choose(fact, _persons(fact, words), lambda content: read_commanders(content, who), path), depth=1)
        for fact, path in zip(facts, paths, strict=True)
    ]
    content = sheet(_loose(rows))
    _check(facts, read_commanders(content, who), paths)
    return content


def units(facts: Sequence[Unit], who: Who, paths: Sequence[str]) -> Content:
    """A field of units; raises CannotExpress."""
    rows = [
        Row(_choose(fact, unit_forms(fact), lambda content: read_units(content, who), path, fact.depth), depth=fact.depth)
        for fact, path in zip(facts, paths, strict=True)
    ]
    content = sheet(_loose(rows) if all(fact.depth == 1 for fact in facts) else rows)
    _check(facts, read_units(content, who), paths)
    return content


def unit_forms(fact: Unit) -> Iterator[Said]:
    """How a unit may be named."""
    for name in _names(fact.name, fact.link):
        yield _flagged(fact.party) + name


def _loose(rows: Sequence[Row]) -> Sequence[Row]:
    """A single line needs no sign of a list."""
    return [Row(row.said) for row in rows] if len(rows) == 1 else rows


def _flagged(party: str | None) -> Said:
    return flags(party.split(JOIN)) + " " if party is not None else Said()


def _names(name: str, page: str | None) -> Iterator[Said]:
    """A name with its link; one without a page may need to be kept together by a link whose page is lost."""
    yield linked(name, page)
    if page is None:
        yield Said(name, (Link(0, len(name)),))


def _persons(fact: Commander, words: Wording) -> Iterator[Said]:
    marks, spelt = Said(), []
    for fate in fact.fates:
        if (mark := words.form("mark", fate)) != "":
            marks += fate_mark(mark)
        else:
            spelt.append(words.form("person_fate", fate) or words.form("fate", fate))
    tails = [Said(" ") + marks] if marks and not spelt else []
    tails.append(marks + "".join(f" ({word})" for word in spelt))
    every = [words.form("person_fate", fate) or words.form("fate", fate) for fate in fact.fates]
    tails.append(Said("".join(f" ({word})" for word in every)))
    tails.append(Said("").__add__(f" ({', '.join(every)})"))
    for tail in tails:
        for name in _names(fact.name, fact.link):
            yield _flagged(fact.party) + filled("{rank} {name}", rank=fact.rank or "", name=name) + tail


def _choose(fact: F, forms: Iterable[Said], read: Callable[[Content], Sequence[Read]], path: str, depth: int = 1) -> Said:
    """The first form that reads back as the fact."""
    found: list[Read] = []
    for said in forms:
        found = list(read(sheet([Row(said, depth=depth)])))
        if [one.fact for one in found] == [fact]:
            return said
    told = "; ".join(str(one.fact) for one in found)
    raise CannotExpress(path, f"it reads back as {told or 'nothing'}")


def _check(facts: Sequence[Belligerent | Commander | Unit], found: Sequence[Read], paths: Sequence[str]) -> None:
    """Raise CannotExpress for the first fact that a whole field does not give back."""
    got = [one.fact for one in found]
    for at, fact in enumerate(facts):
        if at >= len(got) or got[at] != fact:
            raise CannotExpress(paths[at], f"among the others it reads back as {got[at] if at < len(got) else 'nothing'}")
    if len(got) > len(facts):
        raise CannotExpress(paths[-1], "a word of it reads back as an entry of its own")
