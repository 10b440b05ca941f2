"""The page to which the words of a fact lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from ..content import Content, Flag, Link
from ..meaning.evidence import Evidence
from ..meaning.model import Figure, Place
from ..problems import CannotEdit
from ..reading import Box
from ..syntax.text import Span
from .kinds import SetLink
from .plans import Plan, Try, fact_at, told
from .state import State, relinked

_TITLE: Final = re.compile(r"[^\[\]{}<>|\x00-\x1f\x7f]+\Z")


def linking(edit: SetLink, box: Box) -> Plan:
    """The plan of another link."""
    link = _link(edit)
    place = box.conflict.place if edit.path == "place" else None
    if place is not None:
        return _of_place(edit, box, place, link)
    fact, evidence = fact_at(box, edit.path)
    if isinstance(fact, Figure):
        raise CannotEdit(edit.path, "a figure leads to no page")
    try:
        changed = fact.model_copy(update={"link": link.title if link is not None else None})
    except ValidationError as fault:
        raise CannotEdit(edit.path, told(fault)) from None
    content = box.fields[evidence.field].content
    spans = list(_spans(edit, content, evidence, fact.link))

    def change(state: State) -> None:
        state.row(edit.path).fact = changed

    return Plan(edit.path, change, _tries(box, evidence.field, spans, link), "no words stand there that could lead to a page")


def _link(edit: SetLink) -> Link | None:
    """The link that is asked for, at no words yet."""
    if edit.target is None:
        return None
    page, anchored, anchor = edit.target.partition("#")
    link = Link(0, 0, page=page, anchor=anchor if anchored else None)
    if link.title is None or not _TITLE.match(edit.target):
        raise CannotEdit(edit.path, f"no page can be called {edit.target!r}")
    return link


def _spans(edit: SetLink, content: Content, evidence: Evidence, title: str | None) -> Iterator[Span]:
    """The words that may be meant: those named; else those of the fact's link; else those whose page is lost, or its name."""
    links = [link for link in content.of(Link) if evidence.start <= link.start < evidence.end and link.start < link.end]
    if edit.words is not None:
        yield from _named(edit.words, content, Span(evidence.start, evidence.end))
        return
    mine = [link for link in links if link.title == title]
    yield from (Span(link.start, link.end) for link in mine)
    if title is None and not mine:
        yield from (Span(part.start, part.end) for part in evidence.parts if part.role == "name")


def _named(words: str, content: Content, within: Span) -> Iterator[Span]:
    """Where words stand: as those of a link first."""
    found = [Span(at, at + len(words)) for at in range(within.start, within.end) if words and content.text.startswith(words, at)]
    linked = {(link.start, link.end) for link in content.of(Link)}
    yield from sorted((span for span in found if span.end <= within.end), key=lambda span: span not in linked)


def _of_place(edit: SetLink, box: Box, place: Place, link: Link | None) -> Plan:
    """The plan of another link of the place, which may have several."""
    evidence = box.interpretation.evidence["place"]
    content = box.fields[evidence.field].content
    links = [one for one in content.of(Link) if one.title is not None]
    if edit.words is not None:
        spans = list(_named(edit.words, content, Span(evidence.start, evidence.end)))[:1]
    elif len(links) > 1:
        raise CannotEdit(edit.path, f"its words lead to {len(links)} pages; name the words of one")
    else:
        start = len(content.text) - len(content.text.lstrip())
        spans = [Span(one.start, one.end) for one in links] or [Span(start, len(content.text.rstrip()))]
        spans = [span for span in spans if span.start < span.end]

    def change(state: State) -> None:
        after = relinked(content, spans[0], _at(link, spans[0])) if spans else content
        titles = tuple(title for one in after.of(Link) if (title := one.title) is not None)
        state.event["place"] = place.model_copy(update={"links": titles})

    return Plan(edit.path, change, _tries(box, evidence.field, spans, link), "no such words stand there")


def _tries(box: Box, at: int, spans: list[Span], link: Link | None) -> Iterator[Try]:
    """The ways in which the words lead there."""
    for span in spans:
        here = _at(link, span)
        content = box.fields[at].content
        if relinked(content, span, here) == content:
            yield Try([])
        for patches in box.fields[at].relink(span, here):
            yield Try(patches, link=(at, span, here))
            if any((flag.start, flag.end) == span for flag in content.of(Flag)):  # the flag may come to stand before the words
                yield Try(patches, words=(at, content.text))


def _at(link: Link | None, span: Span) -> Link | None:
    return replace(link, start=span.start, end=span.end) if link is not None else None
