"""The format `wikitext`: a wiki's page, or an infobox alone, as it stands in the page's source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Final

from ..content import Content, Emphasis, Flag, Infobox, Item, Link
from ..problems import Problem
from ..vocabulary import Vocabulary
from .carried import Carried, CarriedBox
from .escapes import Around, escape
from .infoboxes import find_infoboxes, infobox_named
from .inline import trimmed
from .losses import Loss, Written
from .markup import Value, attributes, is_plain
from .preprocessor import BLANKS, preprocess
from .rewriting import Change, listed, patches, without
from .templates import Found, Template, TemplateParameter
from .text import LONE, Patch, Piece, PieceKind, Source, Span, TextMap

_BREAK: Final = re.compile(r"<br */?>")
_MOST_INSIDE: Final = 3  # templates that end together
_NEAR: Final = 10  # characters: how far an escape looks at what stands beside it
_SIGNS: Final = "~–+"
name: Final = "wikitext"
suffixes: Final[tuple[str, ...]] = (".wikitext", ".wiki", ".mediawiki")


def sniff(text: str) -> bool:
    """Whether the text has a template or link, as all pages of a wiki do that hold an infobox."""
    return "{{" in text or "[[" in text


def read(source: Source, vocabulary: Vocabulary) -> Carried:
    """The infoboxes of conflicts in a wikitext; other templates are passed over, as a page has many."""
    text = _readable(source.text)
    templates, found = find_infoboxes(text, vocabulary, closely=True)
    page = _Page(found, source.text)
    told = () if templates else (Problem("no-infobox", "the text has no infobox of a conflict", (0, 0)),)
    if text is not source.text:
        told = (*told, *dict.fromkeys(problem for template in templates for problem in _lone(template, source.text)))
    return Carried(tuple([_box(template, page) for template in templates]), told, beside=partial(_beside, text, templates))


def render(content: Content, vocabulary: Vocabulary) -> Written:
    """A parameter's value."""
    from .wikiwriting import render_less  # noqa: PLC0415 (reading needs no writer)

    return render_less(content, vocabulary)


def write(infoboxes: Sequence[Infobox], vocabulary: Vocabulary) -> Written:
    """Infoboxes one below the other, of which those are left out that are of no conflict."""
    from .wikiwriting import write_less  # noqa: PLC0415 (reading needs no writer)

    texts: list[str] = []
    losses: list[Loss] = []
    for at, infobox in enumerate(infoboxes):
        if _is_of_conflict(infobox, vocabulary):
            written = write_less(infobox, vocabulary)
            texts.append(written.text + "\n")
            losses += (replace(loss, box=at) for loss in written.losses)
        else:
            losses.append(Loss("lost-infobox", "the infobox is of no conflict, and no template for it is known", at))
    titles = dict.fromkeys(one.title for one in infoboxes if one.title is not None)
    losses += (Loss("lost-title", f"the name of a page does not stand in it: {title!r}") for title in titles)
    return Written("".join(texts), tuple(losses))


def _is_of_conflict(infobox: Infobox, vocabulary: Vocabulary) -> bool:
    """Whether its template is one of conflicts; where it names none, whether it has no parameters but such."""
    if infobox.template is not None:
        return vocabulary.template(infobox.template) is not None
    names = [one.name for one in infobox.fields]
    known = all(vocabulary.parameter(name) is not None for name in names)
    return known or any(vocabulary.tells_conflict(name) for name in names)


def _readable(text: str) -> str:
    """The text with U+FFFD for each half of a pair of surrogates, which no fact can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return LONE.sub("\ufffd", text)
    return text


def _beside(text: str, boxes: Sequence[Template]) -> Iterator[str]:
    """The page around its infoboxes, where there is any."""
    ends = [0, *(box.span.end for box in boxes)]
    starts = [*(box.span.start for box in boxes), len(text)]
    if any(text[end:start].strip() for end, start in zip(ends, starts, strict=True)):
        yield "the text around the infoboxes"


def _lone(template: Template, text: str) -> Iterator[Problem]:
    """A problem for each parameter that has such a half in it."""
    for one in template.parameters:
        start = one.value_span.start if one.name_span is None else one.name_span.start
        if lone := LONE.search(text, start, one.value_span.end):
            told = f"a lone surrogate, U+{ord(lone[0]):04X}, is read as U+FFFD"
            yield Problem("odd-character", told, lone.span())


class Parameter:
    """A parameter of an infobox as the page has it; its content is read on request."""

    __slots__ = ("_content", "_given", "_page", "_template", "_value", "name")

    def __init__(self, key: str, given: TemplateParameter, template: Template, page: _Page) -> None:
        self.name = key
        self._given = given
        self._template = template
        self._page = page
        self._content: Content | None = None
        self._value: Value | None = None

    @property
    def content(self) -> Content:
        """What it says."""
        found = self._content
        if found is None:
            span, text = self._span, self._page.found.text
            found = self._content = Content(span.of(text)) if is_plain(text, *span) else self._read(span).content
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its markup."""
        return tuple(self._read(self._span).problems)

    def place(self) -> tuple[Span, Span]:
        """Where its name and its value stand."""
        start = self._given.value_span.start
        return trimmed(self._page.found.text, self._given.name_span or Span(start, start)), self._span

    def lay(self) -> TextMap:
        """How its content lies in the text."""
        inner = self._read(self._span).map(self._span)
        return inner if self._page.lone is None else inner.then(self._page.lone)

    def rewrite(self, change: Change) -> Iterator[list[Patch]]:
        """Patches by which its content changes so: in the words as they stand, else in place of a template that shows them."""
        laid, around = self.lay(), self._around(change.span)
        smallest = patches(self.content.text, change, laid, self._spelt)
        if smallest is not None:
            yield [_outside(patch, around) for patch in smallest]
        whole = laid.outward(change.span)
        for node in sorted(self._page.found.within(self._span), key=lambda node: node.end - node.start):
            if node.kind == "template" and node.start <= whole.start and whole.end <= node.end:
                span = Span(node.start, node.end)
                yield [Patch(span, self._spelt(change.words, span))]

    def insert(self, at: int, lines: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which lines stand behind the line that ends at a place of its content: in the manner of that line first."""
        from .wikiwriting import render  # noqa: PLC0415 (reading needs no writer)

        text, laid, start = self._page.found.text, self.lay(), self._span.start
        words = render(lines, vocabulary)
        newline = "\r\n" if "\r\n" in text[start : self._span.end] else "\n"
        behind = [piece.outer.start for piece in laid.pieces if piece.inner.start == at and piece.inner.end > at]
        place = behind[0] if behind else self._span.end
        inside = _insides(text, start, place)
        if not lines.of(Item) and not any(mark.style == "bold" for mark in lines.of(Emphasis)):  # no headings, nor what they head
            for one in (*inside, place):
                before = text[max(start, text.rfind("\n", start, one) + 1) : one]
                for items in listed(before, _BREAK.sub("\n", words)):
                    yield [Patch(Span(one, one), newline + items.replace("\n", newline))]
            for one in inside:
                yield [Patch(Span(one, one), "|" + _BREAK.sub("|", words).replace("\n", "|"))]
        last = text.rfind("\n", 0, place) + 1
        in_list = text[last : last + 1] in ("*", "#") and last >= start
        broken = _BREAK.findall(text, start, place)
        parted = newline if in_list or words.startswith("*") or newline in text[start:place] else broken[-1] if broken else "<br />"
        yield [Patch(Span(place, place), parted + words.replace("\n", newline))]
        if in_list:
            rows = [line if line.startswith("*") else f"* {line}" for line in _BREAK.sub("\n", words).split("\n")]
            yield [Patch(Span(place, place), newline + newline.join(rows))]
        for one in inside[-1:]:
            yield [Patch(Span(one, one), newline + words.replace("\n", newline))]
            yield [Patch(Span(one, one), "|" + _BREAK.sub("|", words).replace("\n", "|"))]

    def relink(self, span: Span, link: Link | None, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which the words of a stretch lead where a link leads; words that a template shows with a flag stand beside it then.

        Raises CannotWrite where another template makes the link.
        """
        from .wikiediting import beside_flag, relinked  # noqa: PLC0415 (reading needs no writer)

        text, shown = self._page.found.text, self.lay().outward(span)
        flag = next((mark for mark in self.content.of(Flag) if (mark.start, mark.end) == span), None)
        nodes = [node for node in self._page.found.within(self._span) if node.kind == "template"]
        whole = next((node for node in reversed(nodes) if node.start <= shown.start and shown.end <= node.end), None)
        if flag is not None and whole is not None:
            words = span.of(self.content.text)
            yield [Patch(Span(whole.start, whole.end), beside_flag(flag, words, link, vocabulary))]
        else:
            is_link = any((mark.start, mark.end) == span for mark in self.content.of(Link))
            yield from relinked(text, self._span, shown, link, vocabulary, is_link=is_link)

    def assign(self, content: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which another value stands in its place; raises CannotWrite for what wikitext cannot hold."""
        from .wikiediting import assigned  # noqa: PLC0415 (reading needs no writer)

        yield from assigned(self._template, self._given, content, vocabulary)

    def cut(self, start: int, end: int) -> Iterator[list[Patch]]:
        """Patches by which the lines of a stretch of its content go, with the markup around them."""
        found = without(self.content.text, start, end, self.lay(), self._page.found.text, self._span)
        yield from ([patch] for patch in found)

    def _spelt(self, words: str, span: Span) -> str:
        """Words as they are spelt in place of a stretch of the page."""
        text = self._page.found.text
        return escape(words, Around(left=text[max(0, span.start - _NEAR) : span.start], right=text[span.end : span.end + _NEAR]))

    def _around(self, span: Span) -> Span:
        """The outermost template in which nothing shows but these words; an empty stretch where they stand in none."""
        laid, end = self.lay(), len(self.content.text)
        before = laid.outward(Span(span.start - 1, span.start)).end if span.start > 0 else self._span.start
        behind = laid.outward(Span(span.end, span.end + 1)).start if span.end < end else self._span.end
        nodes = (node for node in self._page.found.within(self._span) if node.kind == "template")
        first = next((node for node in nodes if before <= node.start and node.end <= behind), None)
        return Span(first.start, first.end) if first is not None else Span(behind, behind)

    @property
    def _span(self) -> Span:
        return trimmed(self._page.found.text, self._given.value_span)

    def _read(self, span: Span) -> Value:
        page = self._page.found
        if self._value is None:
            self._value = Value(page.text, span, page.within(span), page.vocabulary, page.tags)
        return self._value


def _insides(text: str, start: int, end: int) -> list[int]:
    """Where the words of a value end within the templates that end with it, the outermost first."""
    out: list[int] = []
    while len(out) < _MOST_INSIDE and (rest := text[start:end].rstrip()).endswith("}}"):
        end = start + len(rest[:-2].rstrip())
        out.append(end)
    return out


def _outside(patch: Patch, around: Span) -> Patch:
    """Words that are no number and are put in at an end of a number in a template, beside that template: `at least {{formatnum:1500}}`."""
    at = patch.span.start
    if patch.span.end > at or not around.start < at < around.end or not any(char.isalpha() or char in _SIGNS for char in patch.words):
        return patch
    place = around.start if patch.words[-1:].isspace() or patch.words[-1:] in _SIGNS else around.end
    return Patch(Span(place, place), patch.words)


@dataclass(frozen=True, eq=False)
class _Page:
    """What the parameters of one page share."""

    found: Found
    """The text that was read, and what the preprocessor found in it."""
    source: str
    """The text as it is, lone surrogates and all."""

    def reference(self, name: str) -> str | None:
        """The words of a reference that the page defines under a name."""
        return self._references.get(name)

    @cached_property
    def _references(self) -> dict[str, str]:
        """The words of every named reference; of several definitions the first counts, as on the page."""
        text, tags = self.found.text, self.found.tags
        out: dict[str, str] = {}
        regions = [(0, len(text))]
        for region in regions:
            for node in preprocess(text, *region, tags=tags):
                if node.kind != "tag" or node.bars[1] < 0:
                    continue
                tag = text[node.start + 1 : node.bars[0]].lower()
                if tag == "references":
                    regions.append((node.bars[1], node.bars[2]))  # references may be defined in the list of them
                elif tag == "ref" and (name := attributes(text[node.bars[0] : node.bars[1]]).get("name")):
                    words = text[node.bars[1] : node.bars[2]].strip()
                    if words:
                        out.setdefault(name, words)
        return out

    @cached_property
    def lone(self) -> TextMap | None:
        """How the text lies in the one with lone surrogates, if it has any: only they are not the same characters there."""
        if self.found.text is self.source:
            return None
        pieces: list[Piece] = []
        at = 0
        for match in LONE.finditer(self.source):
            start, end = match.span()
            pieces += (_piece(at, start, "verbatim"), _piece(start, end, "encoded"))
            at = end
        return TextMap.of((*pieces, _piece(at, len(self.source), "verbatim")))


def _piece(start: int, end: int, kind: PieceKind) -> Piece:
    return Piece(Span(start, end), Span(start, end), kind)


def _box(template: Template, page: _Page) -> CarriedBox:
    called = infobox_named(page.found.plain(template.name_span), page.found.vocabulary)
    parameters = tuple([Parameter(name, one, template, page) for name, one in _given(template)])
    return CarriedBox(parameters, template.span, called, page.reference, partial(_added, template))


def _added(template: Template, behind: int, name: str, content: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
    """Patches by which a parameter comes to stand behind that of a position; raises CannotWrite."""
    from .wikiediting import added  # noqa: PLC0415 (reading needs no writer)

    yield from added(template, _given(template)[behind][1] if behind >= 0 else None, name, content, vocabulary)


def _given(template: Template) -> list[tuple[str, TemplateParameter]]:
    """The parameters of a call; a positional one is known by its number, and the first of a module's call names a function."""
    is_call_of_module = template.function is not None
    return [
        (one.key if one.key is not None else (one.name or "").strip(BLANKS), one)
        for one in template.parameters
        if not (one.key == "1" and is_call_of_module)
    ]
