"""The way into front matter and JSON: words, lines, links and whole parameters put into the values of a tree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from ..content import Content, Emphasis, Item, Link
from ..vocabulary import Vocabulary
from . import treeediting
from .carried import Pen
from .rewriting import Change, listed, patches, without
from .text import Patch, Span, TextMap
from .tree import MappingNode, Node, ScalarNode, SequenceNode, Tree
from .values import Value
from .valuewriting import link_entry, spell

_LINE_END: Final = re.compile(r"(?:\s|\\[nr]?)+")
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\Z|[0-9]+\Z")


def pen(reading: Value) -> Pen:
    """What writes into a value."""
    return _Pen(reading)


def add(tree: Tree, node: Node, behind: int, name: str, content: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
    """Patches by which a parameter comes to stand behind that of a position, -1 for the first place; what a value cannot hold is words."""
    for patch in treeediting.put(tree, node, behind, spell(content, vocabulary)[0], name):
        yield [patch]


class _Pen:
    """Writes into one value."""

    def __init__(self, reading: Value) -> None:
        self.reading, self.tree = reading, reading.tree

    def rewrite(self, change: Change) -> Iterator[list[Patch]]:
        """Patches by which the content changes so: of its words, and of the number beside them."""
        reading, words = self.reading, self.reading.words
        if not isinstance(words, ScalarNode):
            return
        inner = TextMap.of(reading.inner_pieces())
        text = "".join([reading.raw[start:end] for start, end, _ in reading.pieces])
        made = patches(text, change, inner.then(self.tree.map(words)), _speller(words.style))
        if made is not None:
            span = inner.outward(change.span)
            number = self._number(reading.raw[: span.start] + change.words + reading.raw[span.end :])
            gone = self._forgotten(change.span) if not change.words else []
            yield [*made, *gone, *self._named(span, change.words), *number]

    def insert(self, at: int, lines: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which lines stand behind the line that ends at a place of the content; what would be lost of them is words."""
        words, raw = self.reading.words, self.reading.raw
        if not isinstance(words, ScalarNode) or not raw.strip():
            return
        laid = self.tree.map(words)
        end = TextMap.of(self.reading.inner_pieces()).outward(Span(at - 1, at)).end if at else 0
        end = raw.find("\n", end) if "\n" in raw[end:] else len(raw)
        more = str(spell(lines, vocabulary)[0]["text"])
        gap = "\n\n" if "\n\n" in raw and lines.of(Emphasis) else "\n"
        said = [more]
        if not lines.of(Item) and not any(mark.style == "bold" for mark in lines.of(Emphasis)):  # no headings, nor what they head
            said = [*listed(raw[raw.rfind("\n", 0, end) + 1 : end], more), more]
        outer = laid.outward(Span(end - 1, end)).end
        pieces = ((piece.inner.of(raw), piece.outer.of(self.tree.text)) for piece in laid.pieces if piece.kind == "encoded")
        ends = {inner: spelt for inner, spelt in pieces if _LINE_END.fullmatch(spelt)}  # not the header of a block, nor a quote
        newline = ends.get("\n") or ends.get("\n\n") or self._line_end(words.style, outer)
        bold = [lines.text[mark.start : mark.end] for mark in lines.of(Emphasis) if mark.style == "bold"]
        links = list(self._entered(at, lines))
        for one in said if newline else ():
            number = list(self._number(raw[:end] + gap + one + raw[end:]))
            spelt = [_spelt(line, words.style) for line in one.split("\n")]
            patch = Patch(Span(outer, outer), ends.get(gap, newline) + newline.join(spelt))
            for link in links:
                yield [patch, *link, *self._emphasised(bold), *number]
            if bold:
                yield [patch, *number]
        span = self.tree.span(words)
        rest = words.style in ("|", ">") and self.tree.text[span.end - 1 : span.end] == "\n"
        for one in said:
            new = raw[:end] + gap + one + raw[end:]
            whole = Patch(Span(span.start, span.end - rest), json.dumps(new, ensure_ascii=False))
            yield from ([whole, *link, *self._number(new)] for link in links)

    def _line_end(self, style: str | None, at: int) -> str:
        """How a line ends in a scalar of a style that has no second one yet; '' where its style allows none."""
        text = self.tree.text
        if style not in ("|", ">"):
            return "\\n" if style == '"' else ""
        line = text.rfind("\n", 0, at) + 1
        end = "\r\n" if text[line - 2 : line] == "\r\n" else "\n"
        blank = text[line : line + len(text[line:at]) - len(text[line:at].lstrip(" "))]
        return end * (1 if style == "|" else 2) + blank

    def _entered(self, at: int, lines: Content) -> Iterator[list[Patch]]:
        """The ways in which the link of lines that come is told to the list of links; of several each is words."""
        links = lines.of(Link)
        if len(links) == 1 and not {"text", "number"}.isdisjoint(self.reading.parts):
            entry = link_entry(links[0], lines.text[links[0].start : links[0].end])
            yield from ([patch] for patch in self._linked(self.reading.parts.get("links"), Span(at, at), entry))
        yield []

    def relink(self, span: Span, link: Link | None, vocabulary: Vocabulary) -> Iterator[list[Patch]]:  # noqa: ARG002 (the shape of the verb)
        """Patches by which the words of a stretch lead where a link leads: the page in the list of links, or one more in it."""
        links = self.reading.parts.get("links")
        found = next((node for place, node in self.reading.links if place == span), None)
        if found is not None and isinstance(links, SequenceNode):
            yield from self._led(links, found, link)
        elif link is not None and isinstance(self.reading.value, MappingNode) and self.reading.pieces:
            words = TextMap.of(self.reading.inner_pieces()).outward(span).of(self.reading.raw)
            yield from ([patch] for patch in self._linked(links, span, link_entry(link, words)))

    def assign(self, content: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which another value stands in its place; what a value cannot hold is words."""
        yield [treeediting.replace(self.tree, self.reading.value, spell(content, vocabulary)[0])]

    def cut(self, start: int, end: int) -> Iterator[list[Patch]]:
        """Patches by which the lines of a stretch of the content go, with the links and emphasis that name their words."""
        if isinstance(self.reading.words, ScalarNode):
            text = "".join([self.reading.raw[first:last] for first, last, _ in self.reading.pieces])
            stop = text.find("\n", end)
            gone = self._forgotten(Span(text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop))
            for patch in without(text, start, end, self.reading.lay()):
                yield [patch, *gone]

    def _forgotten(self, span: Span) -> list[Patch]:
        """Patches without the links and emphasis that name words of a stretch."""
        raw = TextMap.of(self.reading.inner_pieces()).outward(span)
        gone = [node for place, node in self.reading.links if span.start <= place.start and place.end <= span.end]
        gone += [node for place, node in self.reading.named if raw.start <= place.start and place.end <= raw.end]
        return self._without(self.reading.value, ("links", "formatting", "bold", "italic"), {id(node) for node in gone})[0] if gone else []

    def _without(self, node: Node, keys: Sequence[str], gone: Collection[int]) -> tuple[list[Patch], bool]:
        """Patches without some nodes below lists of these keys, and whether nothing stays of it."""
        pairs = node.value if isinstance(node, MappingNode) else [(None, one) for one in node.value]
        patches: list[Patch] = []
        empty: list[int] = []
        for at, (key, one) in enumerate(pairs):
            if id(one) in gone:
                empty.append(at)
            elif key is not None and key.value in keys and isinstance(one, MappingNode | SequenceNode) and one.value:
                inner, is_empty = self._without(one, keys, gone)
                patches += [] if is_empty else inner
                empty += [at] if is_empty else []
        if len(empty) == len(pairs):
            return [], True
        return [*patches, *treeediting.drop(self.tree, node, empty)], False

    # --- links -----------------------------------------------------------------------------------------------

    def _led(self, links: SequenceNode, node: Node, link: Link | None) -> Iterator[list[Patch]]:
        """A link that leads elsewhere, or goes."""
        if link is None:
            if len(links.value) > 1:
                yield list(treeediting.drop(self.tree, links, [links.value.index(node)]))
            elif len(self.reading.parts) > 1:
                yield list(treeediting.drop(self.tree, self.reading.value, [list(self.reading.parts).index("links")]))
        elif isinstance(node, MappingNode):
            parts = self.tree.mapping(node)
            old = {key: one.value for key, one in parts.items() if isinstance(one, ScalarNode)}
            words = old.get("text") or old.get("page") or old.get("site") or ""
            new = ({"text": words} if "text" in old else {}) | link_entry(link, words)
            more = {key for key in new if old.get(key) != new[key]}
            if old.keys() <= new.keys() and "page" in old and more <= {"page", "text"}:
                page = treeediting.replace(self.tree, parts["page"], new["page"])
                yield from ([page, text] for text in treeediting.put(self.tree, node, -1, words, "text")) if "text" in more else [[page]]
            yield [treeediting.replace(self.tree, node, new)]

    def _linked(self, links: Node | None, span: Span, entry: dict[str, str]) -> Iterator[Patch]:
        """One more link, in the order in which their words stand."""
        if isinstance(links, SequenceNode) and links.value:
            before = [links.value.index(node) for place, node in self.reading.links if place.start <= span.start]
            yield from treeediting.put(self.tree, links, max(before, default=-1), entry)
        elif links is None:
            keys = list(self.reading.parts)
            behind = max(at for at, key in enumerate(keys) if key in ("text", "number"))
            yield from treeediting.put(self.tree, self.reading.value, behind, [entry], "links")

    # --- what is kept in step --------------------------------------------------------------------------------

    def _named(self, span: Span, words: str) -> Iterator[Patch]:
        """What keeps the words in step that links and emphasis name once more."""
        for stretch, node in self.reading.named:
            if stretch.start <= span.start and span.end <= stretch.end and (words or stretch != span):
                change = Change(span.moved(-stretch.start), words)
                yield from patches(node.value, change, self.tree.map(node), _speller(node.style)) or ()

    def _emphasised(self, bold: Sequence[str]) -> Iterator[Patch]:
        """What tells bold words besides, where the value has a list of such."""
        formatting = self.reading.parts.get("formatting")
        listed = self.tree.mapping(formatting).get("bold") if isinstance(formatting, MappingNode) else None
        if not bold or not isinstance(listed, SequenceNode) or not listed.value:
            return
        text, last = self.tree.text, self.tree.span(listed.value[-1])
        line = max(text.rfind("\n", 0, last.start), text.rfind("\r", 0, last.start)) + 1
        before = text[line : last.start]
        newline = "\r\n" if text[line - 2 : line] == "\r\n" else text[line - 1 : line]
        between = ", " if before.strip(" -") else newline + before
        yield Patch(Span(last.end, last.end), "".join([between + json.dumps(words, ensure_ascii=False) for words in bold]))

    def _number(self, raw: str) -> Iterator[Patch]:
        """What keeps the number in step that the writer gives beside a text that is one; it goes where the text is none any more."""
        number = self.reading.parts.get("number")
        if number is None:
            return
        pairs = self.reading.value.value
        at = next(at for at, (_, node) in enumerate(pairs) if node is number)
        start, end = self.tree.span(number)
        digits = raw.replace(",", "")
        if _NUMBER.match(raw):
            if digits != self.tree.text[start:end]:
                yield Patch(Span(start, end), digits)
        elif at > 0:
            yield Patch(Span(self.tree.span(pairs[at - 1][1]).end, end), "")
        elif at + 1 < len(pairs):
            yield Patch(Span(self.tree.span(pairs[0][0]).start, self.tree.span(pairs[1][0]).start), "")


def _speller(style: str | None) -> Callable[[str, Span], str]:
    return lambda words, _: _spelt(words, style)


def _spelt(words: str, style: str | None) -> str:
    """Words as they stand in a scalar of a style; what would end a plain one is told by reading again."""
    if style == '"':
        return json.dumps(words, ensure_ascii=False)[1:-1]
    return words.replace("'", "''") if style == "'" else words
