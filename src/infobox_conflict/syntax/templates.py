"""The templates of a wikitext as values: name, page, parameters with keys, raw values and places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ..vocabulary import Vocabulary, load
from .pages import Called, called
from .preprocessor import BLANKS, TAGS, Node, preprocess
from .text import Span

SHORT: Final = 300
"""A longer name is looked at before it is cut out."""
_DYNAMIC: Final = ("template", "argument", "tag")


def templates(text: str, *, tags: frozenset[str] = TAGS, language: str = "en") -> tuple[Template, ...]:
    """Every template of a wikitext, in source order, an outer one before those in it; never raises for what the text holds.

    Names, order and raw values are those of MediaWiki's own preprocessor. What stands in extension tags (`ref`) and
    comments is no part of the text; *tags* names the extension tags of the wiki, by default those of Wikipedia. Parser
    functions (`{{#if: ...}}`) are told as templates whose `page` is None.

    >>> [template.name for template in templates("{{a|{{b}}}} [[ {{c}} <!-- {{d}} -->")]
    ['a', 'b', 'c']
    """
    page = Found(text, preprocess(text, tags=tags), load(language), tags)
    return tuple(Template(page, node, depth) for node, depth in with_depth(page.nodes) if node.kind == "template")


@dataclass(frozen=True, eq=False)
class Found:
    """A text and what the preprocessor found in it; the templates of one text share it."""

    text: str
    nodes: list[Node]
    """In source order."""
    vocabulary: Vocabulary
    tags: frozenset[str]
    """The extension tags by which the text was read."""

    @cached_property
    def _starts(self) -> list[int]:
        return [node.start for node in self.nodes]

    def within(self, span: Span) -> list[Node]:
        """What stands in a stretch."""
        return self.nodes[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def plain(self, span: Span) -> str | None:
        """A name without comments and include directives; None where templates or tags in it make it.

        Names may hold whole templates, and those again: so a name is cut out only when it is known to be plain.
        """
        out, at = [], span.start
        for index in range(bisect_left(self._starts, span.start), len(self.nodes)):
            node = self.nodes[index]
            if node.start >= span.end:
                break
            if node.kind in _DYNAMIC:
                return None
            out.append(self.text[at : node.start])
            at = node.end
        return "".join((*out, self.text[at : span.end]))


class TemplateParameter:
    """One parameter of a template call; words are cut from the text on request."""

    __slots__ = ("_bar", "_end", "_equals", "_text", "key")

    def __init__(self, text: str, key: str | None, bar: int, equals: int, end: int) -> None:
        self._text = text
        self._bar = bar
        self._equals = equals
        self._end = end
        self.key = key
        """The name by which the template finds it: trimmed, or the position of a positional one; None where it is computed."""

    def __repr__(self) -> str:
        return f"<TemplateParameter {self.key!r}: {len(self.value)} characters>"

    @property
    def name(self) -> str | None:
        """Its name as it stands, with blanks and comments; None for a positional parameter."""
        return None if self._equals < 0 else self._text[self._bar + 1 : self._equals]

    @property
    def value(self) -> str:
        """Its value as it stands, with blanks and comments."""
        return self._text[max(self._bar, self._equals) + 1 : self._end]

    @property
    def name_span(self) -> Span | None:
        """Where its raw name stands; None for a positional parameter."""
        return None if self._equals < 0 else Span(self._bar + 1, self._equals)

    @property
    def value_span(self) -> Span:
        """Where its raw value stands, with the blanks around it."""
        return Span(max(self._bar, self._equals) + 1, self._end)


@dataclass(frozen=True, eq=False)
class Template:
    """A template call as MediaWiki finds it; equal calls in two places are two."""

    _page: Found = field(repr=False)
    _node: Node = field(repr=False)
    depth: int
    """How many templates and arguments it stands in."""

    @property
    def text(self) -> str:
        """The text that it stands in."""
        return self._page.text

    @property
    def tags(self) -> frozenset[str]:
        """The extension tags by which the text was read."""
        return self._page.tags

    def __repr__(self) -> str:
        return f"<Template {self.name.strip()!r} at {self.span.start}: {len(self._node.bars) // 2} parameters>"

    @property
    def span(self) -> Span:
        """Where it stands, braces included."""
        return Span(self._node.start, self._node.end)

    @property
    def name_span(self) -> Span:
        """Where its raw name stands."""
        return name_span(self._node)

    @property
    def name(self) -> str:
        """Its name as it stands, with blanks and comments."""
        return self.name_span.of(self._page.text)

    @cached_property
    def _called(self) -> Called:
        plain = self._page.plain(self.name_span)
        return Called(None) if plain is None else called(plain, self._page.vocabulary)

    @property
    def page(self) -> str | None:
        """The page that it calls, with its namespace; None for a parser function, a computed name or one that no page has.

        Redirects are not followed: they are what a wiki says, not what the text says.
        """
        return self._called.page

    @property
    def function(self) -> str | None:
        """The parser function that it calls instead of a page (`#if`)."""
        return self._called.function

    @property
    def subst(self) -> str | None:
        """`subst` or `safesubst` where the call is to be replaced when the page is saved."""
        return self._called.subst

    @cached_property
    def parameters(self) -> tuple[TemplateParameter, ...]:
        """Every parameter in source order, duplicates included."""
        return tuple(parameters(self._page, self._node))

    @property
    def effective(self) -> dict[str, TemplateParameter]:
        """For each key the parameter that counts: the last one, even where it is empty.

        >>> templates("{{a|x|1=y}}")[0].effective["1"].value
        'y'
        """
        return {one.key: one for one in self.parameters if one.key is not None}


def name_span(node: Node) -> Span:
    """Where the raw name of a template or argument stands."""
    braces = 2 if node.kind == "template" else 3
    return Span(node.start + braces, node.bars[0] if node.bars else node.end - braces)


def parameters(page: Found, node: Node) -> Iterator[TemplateParameter]:
    """The parameters of a template that `preprocess` found."""
    position, text = 0, page.text
    bars = iter(node.bars)
    ends = [*node.bars[2::2], node.end - (2 if node.kind == "template" else 3)]
    for bar, equals, end in zip(bars, bars, ends, strict=False):
        if equals < 0:
            position += 1
            yield TemplateParameter(text, str(position), bar, equals, end)
        elif equals - bar < SHORT and "<" not in (name := text[bar + 1 : equals]) and "{{" not in name:
            yield TemplateParameter(text, name.strip(BLANKS), bar, equals, end)
        else:
            plain = page.plain(Span(bar + 1, equals))
            yield TemplateParameter(text, None if plain is None else plain.strip(BLANKS), bar, equals, end)


def plain_words(text: str, span: Span, tags: frozenset[str] = TAGS) -> str | None:
    """A name without comments and include directives; None where templates or tags in it make it."""
    words = text[span.start : span.end]
    if "<" not in words and "{{" not in words:
        return words
    out, at = [], span.start
    for node in preprocess(text, span.start, span.end, tags=tags, line_start=False):
        if node.kind in _DYNAMIC:
            return None
        out.append(text[at : node.start])
        at = node.end
    return "".join((*out, text[at : span.end]))


def with_depth(nodes: Iterable[Node]) -> Iterator[tuple[Node, int]]:
    """Nodes with the number of templates and arguments that they stand in."""
    ends: list[int] = []
    for node in nodes:
        while ends and ends[-1] <= node.start:
            ends.pop()
        yield node, len(ends)
        if node.kind in ("template", "argument"):
            ends.append(node.end)
