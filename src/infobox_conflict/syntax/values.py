"""The value shape `{text, links, formatting, number}` that front matter and JSON share, read as content."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, Protocol

from ..content import Break, Content, Emphasis, Flag, Item, Link, Mark, Note, ordered
from ..problems import Problem
from ..vocabulary import Vocabulary
from .carried import CarriedBox, CarriedField, Pen
from .text import Patch, Piece, Span, TextMap
from .tree import MappingNode, Node, Refused, ScalarNode, SequenceNode, Tree, is_bare, walk

TEXT_LIMIT: Final = 50_000
MARK_LIMIT: Final = 1_000
SIZE_LIMIT: Final = 10_000  # a value this short cannot come near both limits
_KEYS: Final = ("text", "number", "links", "formatting")
_LINK_TYPES: Final[dict[str, Literal["internal", "interwiki", "external"]]] = {
    "internal": "internal",
    "interwiki": "interwiki",
    "external": "external",
}
LOST_PAGE: Final = "undefined"  # what the writer puts for a page that it does not know
# What stands in a value's text and is not text: bullets, flag emoji, references and addresses that leaked. Every
# branch begins with a character of its own, so that the search runs from one of these to the next.
_LETTERS: Final = "|".join(f"{chr(letter)}[\U0001F1E6-\U0001F1FF]" for letter in range(0x1F1E6, 0x1F200))
_MARKUP: Final = r"""
    \n (?P<gap>(?:[ \t]*\n)+)? (?P<bullet>[ \t]*\*+[ \t]*)?
  | <[rR][eE][fF]\b (?P<attributes>[^<>]*?) (?: /> | > (?:(?P<note>[^<]*)</[rR][eE][fF]\s*>)? )
  | \[ (?P<address>[hH][tT][tT][pP][sS]?://[^\s\[\]]++) [ ]? (?P<shown>[^\[\]\n]*+) \]
"""
SPECIAL: Final = re.compile(rf"{_MARKUP} | \U0001F3F4[\U000E0061-\U000E007A]{{2,6}}\U000E007F | {_LETTERS}", re.VERBOSE)
_OF_ASCII: Final = re.compile(_MARKUP, re.VERBOSE)  # the search for one of many letters beyond ASCII would cost most of the time
_BULLET: Final = re.compile(r"[ \t]*\*+[ \t]*")
_PLAIN_TEXT: Final = re.compile(r"[^\n*<\[\U0001F1E6-\U0001F3F4]*\Z")
# A null, boolean or number in YAML 1.2's core schema, and so in JSON.
_CORE_SCALAR: Final = re.compile(
    r"(?=[-+.~nNtTfF0-9]|\Z)"  # of most texts the first letter tells
    r"(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))?\Z"
)
_ATTRIBUTE: Final = re.compile(r"""\b(name|group)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]+))""", re.IGNORECASE)


class Pens(Protocol):
    """What writes into a tree; it is asked for when something is to be written, since reading needs no writer."""

    def pen(self, reading: Value, /) -> Pen:
        """What writes into a value."""
        ...

    def add(
        self, tree: Tree, node: Node, behind: int, name: str, content: Content, vocabulary: Vocabulary, /
    ) -> Iterator[list[Patch]]:
        """Patches by which a parameter comes to stand behind that of a position."""
        ...


def read_box(tree: Tree, node: Node, problems: list[Problem], pens: Callable[[], Pens]) -> CarriedBox | None:
    """An infobox out of a mapping of parameter to value, or None where it is refused."""
    told = len(problems)
    try:
        _check_box(tree, node)
        fields = tuple([_read_field(tree, key, value, problems, pens) for key, value in node.value])
        return CarriedBox(fields, tree.span(node), add=lambda *asked: pens().add(tree, node, *asked))
    except Refused as refused:
        problems[told:] = [refused.problem]
        return None


def read_value(tree: Tree, node: Node) -> Content:
    """What a value says that stands alone."""
    return _read_field(tree, ScalarNode("", "", node.start_mark, node.start_mark), node, []).content


def _check_box(tree: Tree, node: Node) -> None:
    """Raise Refused for what cannot be believed, or is no mapping of parameters."""
    tree.check(node)
    if not isinstance(node, MappingNode):
        raise Refused(Problem("bad-shape", "an infobox is a mapping of parameters to values", tree.span(node)))
    tree.mapping(node)


def _read_field(tree: Tree, key: ScalarNode, value: Node, problems: list[Problem], pens: Callable[[], Pens] | None = None) -> CarriedField:
    parts = tree.mapping(value) if isinstance(value, MappingNode) else {"text": value}
    reading = Value(tree, key, value, parts, problems)
    if reading.words is None or reading.words is value:
        reading.complain("bad-shape", "a value is a mapping with `text`")
    pen = (lambda: pens().pen(reading)) if pens is not None else None
    return CarriedField(key.value, reading.content(), reading.place, reading.lay, pen=pen)


class Value:
    """One value while it is read, and what is known of it then."""

    __slots__ = ("items", "key", "links", "map", "marks", "named", "parts", "pieces", "problems", "raw", "tree", "value", "words")

    def __init__(self, tree: Tree, key: ScalarNode, value: Node, parts: dict[str, Node], problems: list[Problem]) -> None:
        self.tree = tree
        self.key = key
        self.value = value
        self.parts = parts
        """What the value maps, `text` included."""
        self.words = parts.get("text")
        """The part `text`."""
        self.problems = problems
        self.map: TextMap | None = None
        """How the words lie in the text, once somebody had to know."""
        self.raw = ""
        """The text as the carrier has it, bullets and all."""
        self.marks: list[Mark] = []
        self.named: list[tuple[Span, ScalarNode]] = []
        """Stretches of the raw text that links and emphasis name once more, each with the node that does."""
        self.links: list[tuple[Span, Node]] = []
        """The words of the content that lead somewhere, each with the node that tells where."""
        self.pieces: list[tuple[int, int, int]] = []
        """Stretches of the raw text that are text: raw start, raw end, start in the content."""
        self.items: list[tuple[int, int]] = []
        """Where each bulleted line begins in the content, and its depth."""

    def content(self) -> Content:
        """The words and marks of the value."""
        words = self.words
        if isinstance(words, ScalarNode):
            self.raw = words.value
            if is_bare(words) and _CORE_SCALAR.match(self.raw):
                self.complain("bad-shape", f"the text is written as a number, null or boolean: {self.raw}")
        elif words is not None:
            self.complain("bad-shape", "the text is no text")
            self.raw = "\n".join(node.value for node in walk(words) if isinstance(node, ScalarNode))
        text = self._take_apart()
        if len(self.parts) > 1 and self._small_enough():
            self._add_links()
            self._add_emphasis()
            for name in self.parts:
                if name not in _KEYS:
                    self.complain("bad-shape", f"a value has no {name!r}")
        return Content(text, ordered(self.marks) if len(self.marks) > 1 else tuple(self.marks))

    def _small_enough(self) -> bool:
        """Whether links and emphasis can be placed in reasonable time: each is searched for in the text."""
        start, end = self.tree.span(self.value)
        if end - start <= SIZE_LIMIT:
            return True
        marks = sum(1 for part in self.parts.values() if not isinstance(part, ScalarNode) for _ in walk(part))
        if len(self.raw) <= TEXT_LIMIT and marks <= MARK_LIMIT:
            return True
        self.complain("too-large", f"a value of {len(self.raw)} characters and {marks} parts; its links are not placed")
        return False

    def complain(self, code: str, message: str, node: Node | None = None) -> None:
        """Note a problem with the value, or with one node of it."""
        self.problems.append(Problem(code, message, self.tree.span(node or self.value)))

    def place(self) -> tuple[Span, Span]:
        """Where the parameter's name and its value stand."""
        return self.tree.span(self.key), self.tree.span(self.value)

    def lay(self) -> TextMap:
        """The map from the content to the parsed text."""
        inner = TextMap.of(self.inner_pieces())
        if isinstance(self.words, ScalarNode):
            return inner.then(self.tree.map(self.words))
        whole = Piece(Span(0, len(self.raw)), self.tree.span(self.words or self.value), "encoded")
        return inner.then(TextMap((whole,)))

    def inner_pieces(self) -> Iterator[Piece]:
        """How the content's words lie in the raw text."""
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
        if _is_plain(raw):
            self.pieces.append((0, len(raw), 0))
            return raw
        first = _BULLET.match(raw)
        at, length = 0, 0  # where the open stretch of text begins, and how long the content is before it
        if first:
            at = first.end()
            self.items.append((0, first[0].count("*")))
        for match in (_OF_ASCII if raw.isascii() else SPECIAL).finditer(raw):
            start, end = match.span()
            if raw[start] != "\n":
                length = self._mark(match, self._keep(at, start, length))
                at = end
                continue
            if end == start + 1:
                continue  # no more than the line's end
            gap_end, bullet = match.end("gap"), match.start("bullet")
            if gap_end >= 0:
                self.marks.append(Break(length + start - at, length + gap_end - at))
            if bullet >= 0:
                length = self._keep(at, bullet, length)
                self.items.append((length, match["bullet"].count("*")))
                at = end
        self._keep(at, len(raw), length)
        text = "".join([raw[start:end] for start, end, _ in self.pieces])
        for start, depth in self.items:
            end = text.find("\n", start)
            self.marks.append(Item(start, len(text) if end < 0 else end, depth))
        return text

    def _keep(self, start: int, end: int, length: int) -> int:
        if start < end:
            self.pieces.append((start, end, length))
        return length + end - start

    def _mark(self, match: re.Match[str], length: int) -> int:
        """The mark for a flag, reference or address; how long the content is with the words that it shows."""
        if match[0][0] > "\U0001F000":
            self.marks.append(Flag(length, length, id=_flag_id(match[0])))
        elif match["address"]:
            self._leaked("an external link in wiki markup", match)
            end = self._keep(*match.span("shown"), length)
            self.marks.append(Link(length, end, type="external", site=match["address"]))
            return end
        else:
            self._leaked("a reference in wiki markup", match)
            found = {m[1].lower(): m[2] or m[3] or m[4] for m in _ATTRIBUTE.finditer(match["attributes"])}
            self.marks.append(Note(length, length, name=found.get("name"), group=found.get("group"), text=match["note"]))
        return length

    def _leaked(self, what: str, match: re.Match[str]) -> None:
        self.problems.append(Problem("leaked-markup", f"{what} stands in the text", self._outward(match)))

    def _outward(self, match: re.Match[str]) -> Span:
        """Where in the parsed text something of the raw text stands; where it stands there once the map need not be made."""
        words, text = match[0], self.tree.text
        start, end = self.tree.span(self.words or self.value)
        if self.map is None and len(self.raw) <= SIZE_LIMIT:
            at = text.find(words, start, end)
            if at >= 0 and self.raw.count(words) == 1 and text.find(words, at + 1, end) < 0:
                return Span(at, at + len(words))
        if not isinstance(self.words, ScalarNode):
            return Span(start, end)
        if self.map is None:
            self.map = self.tree.map(self.words)
        return self.map.outward(Span(*match.span()))

    # --- links and emphasis, which name their words ------------------------------------------------------

    def _inward(self, raw: int) -> int:
        """The content's offset of a place in the raw text."""
        if len(self.pieces) == 1 and not self.pieces[0][0]:
            return min(raw, self.pieces[0][1])
        at = bisect_left(self.pieces, raw, key=_piece_end)
        if at == len(self.pieces):
            return self.pieces[-1][2] + self.pieces[-1][1] - self.pieces[-1][0] if self.pieces else 0
        start, _, inner = self.pieces[at]
        return inner + max(0, raw - start)

    def _add_links(self) -> None:
        links = self.parts.get("links")
        if not isinstance(links, SequenceNode):
            if links is not None:
                self.complain("bad-shape", "`links` is a list", links)
            return
        find = Finder(self.raw).take
        for link in links.value:
            pairs = self.tree.mapping(link).items() if isinstance(link, MappingNode) else ()
            parts = {name: node for name, node in pairs if isinstance(node, ScalarNode)}
            texts = {name: node.value for name, node in parts.items()}
            kind = _LINK_TYPES.get(texts.get("type", "internal"))
            page, site = texts.get("page"), texts.get("site")
            words = texts.get("text") or page or site
            if kind is None or words is None:
                self.complain("bad-shape", "a link has a `type` and a `page` or `site`", link)
                continue
            if page == LOST_PAGE and words != LOST_PAGE:
                self.complain("undefined-page", f"the page of the link {words!r} was lost", link)
                page = None
            elif page is not None and page == words.lower():
                page = words  # the writer lower-cases the pages of flags; their words keep the case
            at = find(words)
            if at is None:
                self.complain("lost-link", f"the words of the link {words!r} do not occur in the text", link)
                continue
            if "text" in parts:
                self.named.append((Span(at, at + len(words)), parts["text"]))
            start, end = self._inward(at), self._inward(at + len(words))
            self.links.append((Span(start, end), link))
            self.marks.append(Link(start, end, page, kind, texts.get("wiki"), site, texts.get("anchor")))

    def _add_emphasis(self) -> None:
        formatting = self.parts.get("formatting")
        if formatting is None:
            return
        styles = self.tree.mapping(formatting) if isinstance(formatting, MappingNode) else {"": formatting}
        for style, words in styles.items():
            if style not in ("bold", "italic") or not isinstance(words, SequenceNode):
                self.complain("bad-shape", "`formatting` has lists `bold` and `italic`", words)
                continue
            find = Finder(self.raw).take
            for node in words.value:
                at = find(node.value) if isinstance(node, ScalarNode) and node.value else None
                if at is None:
                    self.complain("lost-emphasis", f"the {style} words do not occur in the text", node)
                else:
                    self.named.append((Span(at, at + len(node.value)), node))
                    start, end = self._inward(at), self._inward(at + len(node.value))
                    self.marks.append(Emphasis(start, end, "bold" if style == "bold" else "italic"))


def _is_plain(raw: str) -> bool:
    """Whether a text holds nothing that may be more than text."""
    if raw.isascii():
        return not ("\n" in raw or "*" in raw or "<" in raw or "[" in raw)
    return _PLAIN_TEXT.match(raw) is not None


def _piece_end(piece: tuple[int, int, int]) -> int:
    return piece[1]


def _flag_id(emoji: str) -> str:
    """The two letters of a country's flag, or the tag of a region's (`GB-ENG`)."""
    if len(emoji) == 2:  # noqa: PLR2004 (two regional indicators)
        return "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in emoji)
    tag = "".join(chr(ord(char) - 0xE0000) for char in emoji[1:-1]).upper()
    return f"{tag[:2]}-{tag[2:]}"


class Finder:
    """Finds words in a text, each time where no earlier words were taken; whole words before parts of words."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.taken: list[tuple[int, int]] = []  # in order of their place
        self.used_up: set[str] = set()
        self.last = 0

    def find(self, words: str) -> int | None:
        """Where words stand that no others have."""
        if not words or words in self.used_up:
            return None
        raw, last = self.raw, self.last
        at = raw.find(words, last)
        if at < 0 or not (_is_whole(raw, at, words) and self._is_free(at, at + len(words))):
            at = next((at for start in (last, 0) for at in _places(raw, words, start) if self._is_free(at, at + len(words))), -1)
        if at < 0:
            self.used_up.add(words)
            return None
        return at

    def take(self, words: str) -> int | None:
        """Where words stand that no others have; from now on these have them."""
        at = self.find(words)
        if at is not None:
            self.last = at + len(words)
            insort(self.taken, (at, self.last))
        return at

    def _is_free(self, start: int, end: int) -> bool:
        after = bisect_left(self.taken, (start, end))
        return (after == 0 or self.taken[after - 1][1] <= start) and (after == len(self.taken) or self.taken[after][0] >= end)


def _is_whole(raw: str, at: int, words: str) -> bool:
    """Whether words that stand at a place are no part of a longer word."""
    end = at + len(words)
    return not ((at and raw[at - 1].isalnum() and words[0].isalnum()) or (raw[end : end + 1].isalnum() and words[-1].isalnum()))


def _places(raw: str, words: str, start: int) -> Iterable[int]:
    """Where words stand, whole words first, from *start* on."""
    parts = []
    at = raw.find(words, start)
    while at >= 0 and words:
        if _is_whole(raw, at, words):
            yield at
        else:
            parts.append(at)
        at = raw.find(words, at + 1)
    yield from parts
