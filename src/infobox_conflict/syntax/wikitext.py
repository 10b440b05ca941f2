"""The format `wikitext`: a wiki's page, or an infobox alone, as it stands in the page's source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from ..content import Content
from ..problems import Problem
from ..vocabulary import Vocabulary
from .carried import Carried, CarriedBox
from .infoboxes import infobox_named, infobox_templates
from .inline import trimmed
from .markup import Value
from .preprocessor import BLANKS, Node, preprocess
from .templates import Template
from .text import Source, Span, TextMap

name: Final = "wikitext"
suffixes: Final[tuple[str, ...]] = (".wikitext", ".wiki", ".mediawiki")


def sniff(text: str) -> bool:
    """Whether the text has a template or link, as all pages of a wiki do that hold an infobox."""
    return "{{" in text or "[[" in text


def read(source: Source, vocabulary: Vocabulary) -> Carried:
    """The infoboxes of conflicts in a wikitext; other templates are passed over, as a page has many."""
    boxes = [_box(template, vocabulary) for template in infobox_templates(source.text, language=vocabulary.language)]
    told = () if boxes else (Problem("no-infobox", "the text has no infobox of a conflict", (0, 0)),)
    return Carried(tuple(boxes), told)


class Parameter:
    """A parameter of an infobox as the page has it; its content is read on request."""

    def __init__(self, key: str, name: Span, value: Span, frame: _Frame) -> None:
        self.name = key
        self._name_span = name
        self._span = value
        self._frame = frame

    @property
    def content(self) -> Content:
        """What it says."""
        return self._value.content

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its markup."""
        return tuple(self._value.problems)

    def place(self) -> tuple[Span, Span]:
        """Where its name and its value stand."""
        return self._name_span, self._span

    def lay(self) -> TextMap:
        """How its content lies in the text."""
        return self._value.map(self._span)

    @cached_property
    def _value(self) -> Value:
        frame, span = self._frame, self._span
        return Value(frame.template.text, span, frame.within(span), frame.vocabulary, frame.template.tags)


class _Frame:
    """What the parameters of one infobox share: what the preprocessor finds in it, once a content is asked for."""

    def __init__(self, template: Template, vocabulary: Vocabulary) -> None:
        self.template = template
        self.vocabulary = vocabulary

    @cached_property
    def _nodes(self) -> list[Node]:
        return preprocess(self.template.text, *self.template.span, tags=self.template.tags, line_start=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [node.start for node in self._nodes]

    def within(self, span: Span) -> list[Node]:
        """What stands in a stretch."""
        return self._nodes[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]


def _box(template: Template, vocabulary: Vocabulary) -> CarriedBox:
    called = infobox_named(template.name, vocabulary, template.tags)
    return CarriedBox(tuple(_parameters(template, _Frame(template, vocabulary))), template.span, called)


def _parameters(template: Template, frame: _Frame) -> Iterator[Parameter]:
    """The parameters of a call; a positional one is known by its number, and the first of a module's call names a function."""
    for one in template.parameters:
        if one.key == "1" and template.function is not None:
            continue
        label = one.name_span if one.name_span is not None else Span(one.value_span.start, one.value_span.start)
        key = one.key if one.key is not None else label.of(template.text).strip(BLANKS)
        yield Parameter(key, trimmed(template.text, label), trimmed(template.text, one.value_span), frame)
