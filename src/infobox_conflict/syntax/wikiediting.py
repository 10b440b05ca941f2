"""The way into wikitext: links set around words, values put in the place of others, and parameters among those of a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..content import Content, Flag, Link
from ..problems import CannotWrite
from ..vocabulary import Vocabulary
from .escapes import target
from .inline import trimmed
from .templates import Template, TemplateParameter
from .text import Patch, Span
from .wikistyle import BEGINS_LINE, style_of, tail
from .wikiwriting import is_name, render

_APART: Final = ("File", "Media", "Category")  # a link into these namespaces shows something else


def relinked(
    text: str, within: Span, shown: Span, link: Link | None, vocabulary: Vocabulary, *, is_link: bool
) -> Iterator[list[Patch]]:
    """The ways in which words of a value that stand at a place lead where a link leads, or nowhere; *is_link* tells whether they lead now.

    Raises CannotWrite where a template makes them a link.
    """
    page = _led(link, vocabulary) if link is not None else ""
    words = shown.of(text)
    opens = text.rfind("[[", within.start, shown.start)
    closes = text.find("]]", opens, within.end) if opens >= 0 else -1
    if closes < shown.start:
        if is_link:
            raise CannotWrite(f"a template makes {words!r} a link")
        if link is not None:
            lead = "[[" if words == page else f"[[{page}|"
            yield [Patch(Span(shown.start, shown.start), lead), Patch(Span(shown.end, shown.end), "]]")]
        return
    bar = text.find("|", opens, closes)
    label = Span(shown.start if bar < 0 else bar + 1, closes)
    if link is None:
        yield [Patch(Span(opens, label.start), ""), Patch(Span(closes, closes + 2), "")]
    elif bar >= 0 and label.of(text) == page:
        yield [Patch(Span(opens + 2, label.start), "")]
    elif bar >= 0:
        yield [Patch(Span(opens + 2, bar), page)]
    else:
        yield [Patch(Span(opens + 2, label.start), f"{page}|")]


def beside_flag(flag: Flag, words: str, link: Link | None, vocabulary: Vocabulary) -> str:
    """A flag, and beside it words that lead where a link leads, or nowhere: what a flag's template shows with a link of its own choice."""
    picture = render(Content("", (replace(flag, start=0, end=0),)), vocabulary)
    marks = (replace(link, start=0, end=len(words)),) if link is not None else ()
    return f"{picture} {render(Content(words, marks), vocabulary)}"


def _led(link: Link, vocabulary: Vocabulary) -> str:
    """A page as the target of a link."""
    page = target(link.page or "") + (f"#{target(link.anchor)}" if link.anchor is not None else "")
    prefix, colon, _ = page.partition(":")
    return f":{page}" if colon and vocabulary.namespaces.get(prefix.strip().lower()) in _APART else page


def assigned(template: Template, given: TemplateParameter, content: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
    """The way in which a parameter says something else, in the template's own style; raises CannotWrite."""
    text, style = template.text, style_of(template, vocabulary)
    words, whole = render(content, vocabulary, style), given.value_span
    inner = trimmed(text, whole)
    if inner.start < inner.end:
        before = text[whole.start : inner.start]
    else:
        blanks = whole.of(text)
        before = blanks[: len(blanks) - len(blanks.lstrip(" \t"))] or style.after_equals
        inner = Span(whole.start, whole.start + len(blanks) - len(tail(blanks)))
        words = before + words if words else before
    if words.lstrip(" \t").startswith(BEGINS_LINE) and "\n" not in before:
        words = style.line_end + words.lstrip(" \t")
    yield [Patch(inner, words)]


def added(
    template: Template, behind: TemplateParameter | None, name: str, content: Content, vocabulary: Vocabulary
) -> Iterator[list[Patch]]:
    """The way in which a parameter comes to stand behind another, or before all, in the template's own style; raises CannotWrite."""
    if not is_name(name):
        raise CannotWrite(f"a parameter cannot be called {name!r}")
    style = style_of(template, vocabulary)
    before = template.name_span if behind is None else behind.value_span
    at = before.end - len(tail(before.of(template.text)))
    yield [Patch(Span(at, at), style.parameter(name, render(content, vocabulary, style), style.width_of([name])))]
