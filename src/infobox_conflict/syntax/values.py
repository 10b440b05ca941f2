"""The value shape `{text, links, formatting, number}` that front matter and JSON share, read as content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from ..content import Break, Content, Emphasis, Flag, Item, Link, Mark, Note, ordered
from ..problems import Problem
from .carried import CarriedBox, CarriedField
from .text import Piece, Span, TextMap
from .tree import Node, refusal

TEXT_LIMIT: Final = 100_000
MARK_LIMIT: Final = 2_000
_KEYS: Final = ("text", "number", "links", "formatting")
_LINK_TYPES: Final[dict[str, Literal["internal", "interwiki", "external"]]] = {
    "internal": "internal",
    "interwiki": "interwiki",
    "external": "external",
}
_LOST_PAGE: Final = "undefined"  # what the writer puts for a page that it does not know
# What stands in a value's text and is not text: bullets, flag emoji, references and addresses that leaked.
_SPECIAL: Final = re.compile(
    r"""
    (?P<bullet> (?:^|(?<=\n)) [ \t]* \*+ [ \t]* (?P<item>[^\n]*) )
  | (?P<flag>   [\U0001F1E6-\U0001F1FF]{2} | \U0001F3F4[\U000E0061-\U000E007A]{2,6}\U000E007F )
  | (?P<ref>    <ref \b (?P<attributes>[^<>]*?) (?: /> | > (?: (?P<note>[^<]*) </ref\s*> )? ) )
  | (?P<site>   \[ (?P<address>https?://[^\s\]]+) [ ]? (?P<shown>[^\]\n]*) \] )
  | (?P<gap>    \n[ \t]*(?:\n[ \t]*)+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_TEXT: Final = re.compile(r"[^\n*<\[\U00010000-\U0010ffff]*\Z")
_ATTRIBUTE: Final = re.compile(r"""\b(name|group)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]+))""", re.IGNORECASE)


def read_box(node: Node, problems: list[Problem]) -> CarriedBox | None:
    """An infobox out of a mapping of parameter to value, or None where it is refused."""
    refused = refusal(node)
    if refused is None and node.kind != "map":
        refused = Problem("bad-shape", "an infobox is a mapping of parameters to values", (node.start, node.end))
    if refused is not None:
        problems.append(refused)
        return None
    return CarriedBox(tuple(_read_field(key, value, problems) for key, value in node.pairs()), Span(node.start, node.end))


def _read_field(key: Node, value: Node, problems: list[Problem]) -> CarriedField:
    words = value if value.kind != "map" else value.get("text")
    reading = _Value(words, value, problems) if words is not None else _Value(_EMPTY, value, problems)
    if value.kind != "map" or words is None:
        reading.complain("bad-shape", "a value is a mapping with `text`")
    return CarriedField(key.text, reading.content(), Span(key.start, key.end), Span(value.start, value.end), reading.lay)


_EMPTY: Final = Node("text", 0, 0, lay=lambda: TextMap(()))


@dataclass(slots=True)
class _Value:
    """One value while it is read."""

    words: Node
    value: Node
    problems: list[Problem]
    raw: str = ""
    """The text as the carrier has it, bullets and all."""
    marks: list[Mark] = field(default_factory=list)
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    """Stretches of the raw text that are text: raw start, raw end, start in the content."""
    items: list[tuple[int, int]] = field(default_factory=list)
    """Where each bulleted line begins in the content, and its depth."""

    def content(self) -> Content:
        if self.words.kind == "text":
            self.raw = self.words.text
            if self.words.bare and _is_scalar(self.words.text):
                self.complain("bad-shape", f"the text is written as a number, null or boolean: {self.words.text}")
        else:
            self.complain("bad-shape", "the text is no text")
            self.raw = "\n".join(node.text for node in self.words.walk() if node.kind == "text")
        text = self._take_apart()
        if self.value.kind == "map" and self._small_enough():
            self._add_links()
            self._add_emphasis()
            for key in self.value.items[::2]:
                if key.text not in _KEYS:
                    self.complain("bad-shape", f"a value has no {key.text!r}", key)
        return Content(text, ordered(self.marks))

    def _small_enough(self) -> bool:
        """Whether links and emphasis can be placed in reasonable time: each is searched for in the text."""
        marks = sum(1 for _ in self.value.walk())
        if len(self.raw) <= TEXT_LIMIT and marks <= MARK_LIMIT:
            return True
        self.complain("too-large", f"a value of {len(self.raw)} characters and {marks} parts; its links are not placed")
        return False

    def complain(self, code: str, message: str, node: Node | None = None) -> None:
        node = node or self.value
        self.problems.append(Problem(code, message, (node.start, node.end)))

    def lay(self) -> TextMap:
        """The map from the content to the parsed text."""
        if self.words.kind != "text":
            return TextMap((Piece(Span(0, len(self.raw)), Span(self.words.start, self.words.end), "encoded"),))
        assert self.words.lay is not None  # noqa: S101 (every text node is made with one)
        inner = TextMap(tuple(self._inner_pieces()))
        return inner.then(self.words.lay())

    def _inner_pieces(self) -> Iterator[Piece]:
        outer = inner = 0
        for start, end, at in self.pieces:
            if start > outer:
                yield Piece(Span(at, at), Span(outer, start), "hidden")
            yield Piece(Span(at, at + end - start), Span(start, end), "verbatim")
            outer, inner = end, at + end - start
        if outer < len(self.raw):
            yield Piece(Span(inner, inner), Span(outer, len(self.raw)), "hidden")

    # --- the text ---------------------------------------------------------------------------------------

    def _take_apart(self) -> str:
        """Split the raw text into words and marks; the words."""
        raw = self.raw
        if _PLAIN_TEXT.match(raw):
            self.pieces.append((0, len(raw), 0))
            return raw
        at = length = 0  # how far the raw text is taken, how long the content is
        for match in _special(raw):
            shown = match.span("shown") if match["site"] else match.span("gap") if match["gap"] else None
            start, end = match.span() if not match["bullet"] else (match.start(), match.start("item"))
            length = self._keep(at, start, length)
            if shown is not None:
                before, length = length, self._keep(*shown, length)
                self._mark(match, before, length)
            else:
                self._mark(match, length, length)
            at = end
        self._keep(at, len(raw), length)
        text = "".join(raw[start:end] for start, end, _ in self.pieces)
        for start, depth in self.items:
            end = text.find("\n", start)
            self.marks.append(Item(start, len(text) if end < 0 else end, depth))
        return text

    def _keep(self, start: int, end: int, length: int) -> int:
        if start < end:
            self.pieces.append((start, end, length))
        return length + end - start

    def _mark(self, match: re.Match[str], start: int, end: int) -> None:
        """The mark for one special thing, whose shown words are the content's *start* to *end*."""
        if match["gap"]:
            self.marks.append(Break(start, end))
        elif match["bullet"] is not None:
            self.items.append((start, match[0][: match.start("item") - match.start()].count("*")))
        elif match["flag"]:
            self.marks.append(Flag(start, start, id=_flag_id(match["flag"])))
        elif match["site"]:
            self._leaked("an external link in wiki markup", match)
            self.marks.append(Link(start, end, type="external", site=match["address"]))
        else:
            self._leaked("a reference in wiki markup", match)
            found = {m[1].lower(): m[2] or m[3] or m[4] for m in _ATTRIBUTE.finditer(match["attributes"])}
            self.marks.append(Note(start, start, name=found.get("name"), group=found.get("group"), text=match["note"]))

    def _leaked(self, what: str, match: re.Match[str]) -> None:
        span = Span(*match.span())
        if self.words.lay is not None:
            span = self.words.lay().outward(span)
        self.problems.append(Problem("leaked-markup", f"{what} stands in the text", span))

    # --- links and emphasis, which name their words ------------------------------------------------------

    def _inward(self, raw: int) -> int:
        """The content's offset of a place in the raw text."""
        for start, end, at in self.pieces:
            if raw <= end:
                return at + max(0, raw - start)
        return self.pieces[-1][2] + self.pieces[-1][1] - self.pieces[-1][0] if self.pieces else 0

    def _add_links(self) -> None:
        links = self.value.get("links")
        if links is None:
            return
        find = _finder(self.raw)
        for link in links.items if links.kind == "list" else ():
            texts = {key.text: value.text for key, value in link.pairs()} if link.kind == "map" else {}
            kind = _LINK_TYPES.get(texts.get("type", "internal"))
            page, site = texts.get("page"), texts.get("site")
            words = texts.get("text") or page or site
            if kind is None or words is None:
                self.complain("bad-shape", "a link has a `type` and a `page` or `site`", link)
                continue
            if page == _LOST_PAGE and words != _LOST_PAGE:
                self.complain("undefined-page", f"the page of the link {words!r} was lost", link)
                page = None
            elif page is not None and page == words.lower():
                page = words  # the writer lower-cases the pages of flags; their words keep the case
            at = find(words)
            if at is None:
                self.complain("lost-link", f"the words of the link {words!r} do not occur in the text", link)
                continue
            start, end = self._inward(at), self._inward(at + len(words))
            self.marks.append(Link(start, end, page, kind, texts.get("wiki"), site, texts.get("anchor")))
        if links.kind != "list":
            self.complain("bad-shape", "`links` is a list", links)

    def _add_emphasis(self) -> None:
        formatting = self.value.get("formatting")
        for style in ("bold", "italic"):
            words = formatting.get(style) if formatting is not None else None
            find = _finder(self.raw)
            for node in words.items if words is not None else ():
                at = find(node.text) if node.kind == "text" and node.text else None
                if at is None:
                    self.complain("lost-emphasis", f"the {style} words {node.text!r} do not occur in the text", node)
                else:
                    start, end = self._inward(at), self._inward(at + len(node.text))
                    self.marks.append(Emphasis(start, end, "bold" if style == "bold" else "italic"))


def _special(raw: str) -> Iterator[re.Match[str]]:
    """Special things in order; what follows a bullet on its line is looked at again."""
    at = 0
    while match := _SPECIAL.search(raw, at):
        yield match
        at = match.start("item") if match["bullet"] is not None else match.end()
        # An empty bullet ends where it began to look; the next search must still move on.
        at = max(at, match.start() + 1)


def _flag_id(emoji: str) -> str:
    """The two letters of a country's flag, or the tag of a region's (`GB-ENG`)."""
    if len(emoji) == 2:  # noqa: PLR2004 (two regional indicators)
        return "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in emoji)
    tag = "".join(chr(ord(char) - 0xE0000) for char in emoji[1:-1]).upper()
    return f"{tag[:2]}-{tag[2:]}"


def _finder(raw: str) -> Callable[[str], int | None]:
    """Finds words in the text, each time where no earlier words were found; whole words before parts of words."""
    taken: list[tuple[int, int]] = []
    last = 0

    def find(words: str) -> int | None:
        nonlocal last
        for start in (last, 0):
            for at in _places(raw, words, start):
                if all(at + len(words) <= a or at >= b for a, b in taken):
                    taken.append((at, at + len(words)))
                    last = at + len(words)
                    return at
        return None

    return find


def _places(raw: str, words: str, start: int) -> Iterable[int]:
    """Where words stand, whole words first, from *start* on."""
    parts = []
    at = raw.find(words, start)
    while at >= 0 and words:
        end = at + len(words)
        if (at and raw[at - 1].isalnum() and words[0].isalnum()) or (raw[end : end + 1].isalnum() and words[-1].isalnum()):
            parts.append(at)
        else:
            yield at
        at = raw.find(words, at + 1)
    yield from parts


_CORE_SCALAR: Final = re.compile(
    r"(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))?\Z"
)


def _is_scalar(words: str) -> bool:
    """Whether bare words are a null, boolean or number in YAML 1.2's core schema (and so in JSON)."""
    return _CORE_SCALAR.match(words) is not None
