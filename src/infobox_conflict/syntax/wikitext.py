"""The format `wikitext`: a wiki's page, or an infobox alone, as it stands in the page's source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..content import Content
from ..problems import Problem
from ..vocabulary import Vocabulary
from .carried import Carried, CarriedBox
from .infoboxes import find_infoboxes, infobox_named
from .inline import trimmed
from .markup import Value, is_plain
from .preprocessor import BLANKS, TAGS, Node
from .templates import Template, TemplateParameter
from .text import Source, Span, TextMap

name: Final = "wikitext"
suffixes: Final[tuple[str, ...]] = (".wikitext", ".wiki", ".mediawiki")


def sniff(text: str) -> bool:
    """Whether the text has a template or link, as all pages of a wiki do that hold an infobox."""
    return "{{" in text or "[[" in text


def read(source: Source, vocabulary: Vocabulary) -> Carried:
    """The infoboxes of conflicts in a wikitext; other templates are passed over, as a page has many."""
    templates, nodes = find_infoboxes(source.text, vocabulary, closely=True)
    page = _Page(source.text, nodes, vocabulary, TAGS)
    told = () if templates else (Problem("no-infobox", "the text has no infobox of a conflict", (0, 0)),)
    return Carried(tuple([_box(template, page) for template in templates]), told)


class Parameter:
    """A parameter of an infobox as the page has it; its content is read on request."""

    __slots__ = ("_content", "_given", "_page", "_value", "name")

    def __init__(self, key: str, given: TemplateParameter, page: _Page) -> None:
        self.name = key
        self._given = given
        self._page = page
        self._content: Content | None = None
        self._value: Value | None = None

    @property
    def content(self) -> Content:
        """What it says."""
        found = self._content
        if found is None:
            span = self._span
            found = self._content = Content(span.of(self._page.text)) if is_plain(self._page.text, *span) else self._read(span).content
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its markup."""
        return tuple(self._read(self._span).problems)

    def place(self) -> tuple[Span, Span]:
        """Where its name and its value stand."""
        start = self._given.value_span.start
        return trimmed(self._page.text, self._given.name_span or Span(start, start)), self._span

    def lay(self) -> TextMap:
        """How its content lies in the text."""
        return self._read(self._span).map(self._span)

    @property
    def _span(self) -> Span:
        return trimmed(self._page.text, self._given.value_span)

    def _read(self, span: Span) -> Value:
        page = self._page
        if self._value is None:
            self._value = Value(page.text, span, page.within(span), page.vocabulary, page.tags)
        return self._value


@dataclass(frozen=True)
class _Page:
    """What the parameters of one page share."""

    text: str
    nodes: list[Node]
    """What the preprocessor found in it."""
    vocabulary: Vocabulary
    tags: frozenset[str]

    @cached_property
    def _starts(self) -> list[int]:
        return [node.start for node in self.nodes]

    def within(self, span: Span) -> list[Node]:
        """What stands in a stretch."""
        return self.nodes[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]


def _box(template: Template, page: _Page) -> CarriedBox:
    called = infobox_named(template.name, page.vocabulary, page.tags)
    return CarriedBox(tuple(_parameters(template, page)), template.span, called)


def _parameters(template: Template, page: _Page) -> Iterator[Parameter]:
    """The parameters of a call; a positional one is known by its number, and the first of a module's call names a function."""
    is_call_of_module = template.function is not None
    for one in template.parameters:
        if one.key == "1" and is_call_of_module:
            continue
        yield Parameter(one.key if one.key is not None else (one.name or "").strip(BLANKS), one, page)
