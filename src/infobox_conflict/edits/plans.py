"""Plans: an edit as what it expects of the facts, and the wordings that may say it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from ..content import Content, Infobox, Link
from ..meaning.evidence import Evidence
from ..meaning.model import Fact
from ..meaning.rewording import abreast
from ..problems import NoSuchFact
from ..reading import Box, BoxField
from ..syntax.rewriting import Change
from ..syntax.text import Patch, Span, apply
from .state import State


@dataclass(frozen=True, slots=True)
class Try:
    """One wording of an edit: patches of the document, and the changes of contents that they make."""

    patches: list[Patch]
    changes: list[tuple[int, Change]] = field(default_factory=list)
    """New words for stretches of fields, by the field's position."""
    words: tuple[int, str] | None = None
    """The position of a field, and the words that it has then, whatever blanks part them."""
    touched: int | None = None
    """The position of a field that lines are put into or taken out of."""
    content: tuple[int, Content] | None = None
    """The position of a field, and all that it says then."""
    link: tuple[int, Span, Link | None] | None = None
    """The position of a field, words in it, and where they lead then."""

    def note(self, expected: State, infobox: Infobox) -> None:
        """Tell the state what the changed fields say then."""
        if self.touched is not None:
            expected.value(self.touched).content = None
        if self.words is not None:
            value = expected.value(self.words[0])
            value.content, value.words = None, self.words[1].split()
        if self.content is not None:
            expected.value(self.content[0]).content = self.content[1]
        if self.link is not None:
            at, span, link = self.link
            expected.value(at).relink(span, link)
        for at, change in self.changes:
            value = expected.value(at)
            value.content = None
            value.changes.append(change)
            value.text = apply(infobox.fields[at].content.text, [Patch(one.span, one.words) for one in value.changes])


@dataclass(frozen=True, slots=True)
class Plan:
    """An edit that is understood."""

    path: str
    apply: Callable[[State], None]
    """Makes the change in a plain model of the facts."""
    tries: Iterator[Try]
    """Wordings, the smallest first."""
    without: str = "no words stand there that could be changed"
    """Why there is no wording, where there is none."""
    notes: int = 0
    """How many notes come into the text, which some carriers have as words that leaked into it."""


def fact_at(box: Box, path: str) -> tuple[Fact, Evidence]:
    """The fact of a side at an address, and its words."""
    evidence = box.interpretation.evidence
    found = dict(zip(box.conflict.paths, box.conflict.entries, strict=True)).get(path)
    if found is None:
        raise NoSuchFact(path, near(path, box.conflict.paths))
    return found.fact, evidence[path]


def ways(field: BoxField, at: int, changes: Sequence[Change]) -> Iterator[Try]:
    """The ways in which a carrier can take changes of one field, all of them at once."""
    for picked in abreast(*[list(field.rewrite(change)) for change in changes]):
        yield Try([patch for patches in picked for patch in patches], [(at, change) for change in changes])


def worded(box: Box, at: int, span: Span, words: Iterable[str]) -> Iterator[Try]:
    """Words in place of others, in the ways that there are."""
    for one in words:
        yield from ways(box.fields[at], at, [Change(span, one)])


def parameter_at(box: Box, name: str) -> int:
    """The position of the parameter of a name; of several the last, which counts."""
    found = [at for at, one in enumerate(box.fields) if one.name == name]
    if not found:
        raise NoSuchFact(name, near(name, [one.name for one in box.fields]))
    return found[-1]


def near(path: str, known: Iterable[str]) -> str | None:
    """What may be meant by an address that names nothing."""
    return next(iter(difflib.get_close_matches(path, list(known), 1)), None)


def told(fault: ValidationError) -> str:
    """What is wrong with a fact, in one sentence."""
    return str(fault.errors()[0]["msg"]).removeprefix("Value error, ")
