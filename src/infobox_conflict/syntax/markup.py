"""One value of wikitext as content: its words and marks, and where each character of them stands."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Final, Literal, NamedTuple, TypeAlias

from ..content import Break, Content, Emphasis, FateMark, Flag, Item, Link, Mark, Note, Opaque, Place, ordered
from ..problems import Problem
from ..vocabulary import Vocabulary
from .preprocessor import BLANKS, Node
from .templates import name_span, plain_words
from .text import Piece, PieceKind, Span, TextMap

LEVELS: Final = 40
"""How deep templates and links may nest in a value; what is deeper is kept as it stands and told."""

Style: TypeAlias = Literal["bullet", "number", "term", "indent", "plain"]
_STYLES: Final[dict[str, Style]] = {"*": "bullet", "#": "number", ";": "term", ":": "indent"}
_URL: Final = r"(?:https?:|ftp:)?//[^\s\[\]<>\"|]+"
_TOKEN: Final = re.compile(
    rf"""
    (?P<line>\r\n?|\n) (?P<gap>(?:[ \t]*(?:\r\n?|\n))+)? (?P<list>[*\#:;]+[ \t]*|-{{4,}})?
  | (?P<quotes>''+)
  | \[\[ (?P<target>[^\[\]{{}}<>|\n'&]+) (?:\|(?P<label>[^\[\]{{}}<>|\n'&]+))? \]\] (?P<trail>[a-z]*)
  | (?P<open>\[\[) | (?P<close>\]\](?P<tail>[a-z]*)) | \[(?P<site>{_URL})[ ]? | (?P<shut>\])
  | (?P<url>(?<![\w/:])https?://[^\s\[\]<>\"|']+)
  | <(?P<tag>/?[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:[\s/.][^<>]*)?)>
  | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]*);)
  | (?P<word>__[A-Z]+__)
    """,
    re.VERBOSE,
)
_LINE: Final = re.compile(r"(?P<list>[*#:;]+[ \t]*|-{4,})")
_SPECIAL: Final = re.compile(r"[\n\r\[\]<&{']|//|__|[*#:;-]")
_ATTRIBUTE: Final = re.compile(r"""\b(name|group)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+))""", re.IGNORECASE)
_FORM: Final = re.compile(r"<([^<>]*)>|\{([\w|]+)\}")
_BLOCKS: Final = frozenset({"p", "div", "blockquote", "center", "table", "tr", "td", "th", "caption", "dd", "dt", "ul", "ol", "dl"})
_TAGS: Final = frozenset(
    {*_BLOCKS, *"abbr b bdi bdo big cite code data del dfn em font hr i ins kbd li mark q rp rt ruby s samp small span strike strong".split()}
    | set("sub sup time tt u var wbr br h1 h2 h3 h4 h5 h6".split())
)
_EMPHASIS: Final[dict[str, Literal["bold", "italic"]]] = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_SILENT: Final = frozenset({"references", "templatestyles", "indicator", "section", "templatedata", "categorytree", "inputbox"})
_WORDS: Final = frozenset({"nowiki", "pre", "source", "syntaxhighlight"})
_MARKED: Final = frozenset({"ref"})
_POEM: Final = "poem"
_POLES: Final = {"N": 1, "S": -1, "E": 1, "W": -1}
_TO: Final = {"to": "–", "-": "–", "–": "–", "and": " and ", "or": " or ", "x": " × ", "by": " × ", "×": " × ", "+/-": " ± ", "±": " ± "}


class Token(NamedTuple):
    """One piece of a region: a stretch of text or markup, or something that the preprocessor found."""

    kind: str
    start: int
    end: int
    match: re.Match[str] | None = None
    node: Node | None = None


class Value:
    """A value while it is read, and what came out: `content`, `pieces` and `problems`."""

    def __init__(self, text: str, where: Span, nodes: Sequence[Node], vocabulary: Vocabulary, tags: frozenset[str]) -> None:
        self.text = text
        self.nodes = nodes
        """Everything that the preprocessor found in the value, in source order."""
        self.vocabulary = vocabulary
        self.tags = tags
        self.problems: list[Problem] = []
        self.pieces: list[tuple[int, int, int, PieceKind]] = []
        """Where each stretch of the content begins, and the stretch of the text that it comes from."""
        self.where = where
        self._starts = [node.start for node in nodes]
        self._out: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._filled = False  # whether the line has words
        self._due = False  # whether a line ended with what stands before, so that further words begin a new one
        self._item: tuple[int, int, Style] | None = None
        self._base = 0  # the depth of the list that the region stands in
        self._lists = 0  # how many HTML lists are open
        self._level = 0
        self._emphasis: dict[str, int] = {}
        if where.start < where.end:
            if not nodes and _SPECIAL.search(text, *where) is None:
                self._words(*where)
            else:
                self._region(*where)
        self._close_item()
        self.content = Content("".join(self._out), ordered(self._marks) if len(self._marks) > 1 else tuple(self._marks))

    def map(self) -> TextMap:
        """How the content lies in the text."""
        if not self.pieces:
            return TextMap((Piece(Span(0, 0), self.where, "hidden"),))
        ends = [*(at for at, _, _, _ in self.pieces[1:]), self._length]
        return TextMap.of(
            Piece(Span(at, end), Span(start, stop), kind) for (at, start, stop, kind), end in zip(self.pieces, ends, strict=True)
        )

    # --- words ------------------------------------------------------------------------------------------------------

    def _put(self, words: str, start: int, end: int, kind: PieceKind) -> None:
        self.pieces.append((self._length, start, end, kind))
        self._out.append(words)
        self._length += len(words)

    def _words(self, start: int, end: int) -> None:
        """Words that stand in the text as they are."""
        words = self.text[start:end]
        if not words.isspace():
            self._begin(start)
            self._filled = True
        elif self._due:
            return  # blanks between a list and the line below it
        self._put(words, start, end, "verbatim")

    def _show(self, words: str, start: int, end: int, kind: PieceKind = "generated") -> None:
        """Words that stand for a stretch of the text."""
        if not words:
            return
        if not words.isspace():
            self._begin(start)
            self._filled = True
        elif self._due:
            return
        self._put(words, start, end, kind)

    def _begin(self, at: int) -> None:
        """Begin the line that is due."""
        if self._due:
            self._newline(at, at)

    def _newline(self, start: int, end: int) -> None:
        self._close_item()
        self._put("\n", start, end, "encoded" if start < end else "generated")
        self._filled = self._due = False
        if self._base:
            self._open_item(self._base, "plain")

    def _fresh(self, at: int) -> None:
        """Begin a line, unless the one that there is has no words yet."""
        if self._filled:
            self._newline(at, at)
        self._due = False

    def _open_item(self, depth: int, style: Style) -> None:
        if self._item is not None and self._filled:
            self._close_item()
        self._item = self._length, depth, style

    def _close_item(self) -> None:
        if self._item is not None:
            start, depth, style = self._item
            self._marks.append(Item(start, self._length, depth, style))
            self._item = None

    # --- regions ----------------------------------------------------------------------------------------------------

    def _region(self, start: int, end: int) -> None:
        """A stretch of wikitext that stands for itself: the value, or a parameter's words in it."""
        if self._level >= LEVELS:
            self.problems.append(Problem("too-deep", f"markup nests deeper than {LEVELS} here", (start, end)))
            self._words(start, end)
            return
        self._level += 1
        emphasis, self._emphasis = self._emphasis, {}
        tokens = self._tokens(start, end)
        self._emit(tokens, 0, len(tokens), _partners(tokens), _emphases(self.text, tokens))
        self._end_emphasis()
        self._emphasis = emphasis
        self._level -= 1

    def _tokens(self, start: int, end: int) -> list[Token]:
        out: list[Token] = []
        at = start
        line_start = True
        for index in range(bisect_left(self._starts, start), len(self.nodes)):
            node = self.nodes[index]
            if node.start >= end:
                break
            if node.start < at:
                continue
            if at < node.start:
                line_start = self._text_tokens(out, at, node.start, line_start=line_start)
            out.append(Token("node", node.start, node.end, None, node))
            line_start = line_start and node.kind in ("comment", "directive")
            at = node.end
        if at < end:
            self._text_tokens(out, at, end, line_start=line_start)
        return out

    def _text_tokens(self, out: list[Token], start: int, end: int, *, line_start: bool) -> bool:
        """The tokens of a text between what the preprocessor found; whether the next one begins a line."""
        at = start
        if line_start and (match := _LINE.match(self.text, at, end)) is not None:
            out.append(Token("list", at, match.end(), match))
            at = match.end()
        for match in _TOKEN.finditer(self.text, at, end):
            first, last = match.span()
            if at < first:
                out.append(Token("text", at, first))
            kind = match.lastgroup or ""
            out.append(Token(_KINDS.get(kind, kind), first, last, match))
            at = last
        if at < end:
            out.append(Token("text", at, end))
        return out[-1].kind == "line" and out[-1].match is not None and out[-1].match["list"] is None

    def _emit(
        self, tokens: Sequence[Token], first: int, last: int, partners: dict[int, int], emphases: dict[int, tuple[int, str]]
    ) -> None:
        """Read tokens one after the other."""
        index = first
        while index < last:
            token = tokens[index]
            kind = token.kind
            if kind == "text":
                self._words(token.start, token.end)
            elif kind == "node":
                self._node(token.node)
            elif kind in _PLAIN:
                _PLAIN[kind](self, token)
            elif kind == "quotes":
                self._quotes(token, *emphases[index])
            elif index not in partners:
                self._words(token.start, token.end)
            else:
                close = partners[index]
                if kind == "site":
                    self._external(tokens, index, close, partners, emphases)
                else:
                    self._link(tokens, index, close, partners, emphases)
                index = close
            index += 1

    # --- lines ------------------------------------------------------------------------------------------------------

    def _line(self, token: Token) -> None:
        """A line end of the text, with what begins the next line."""
        match = token.match
        assert match is not None  # noqa: S101 (a token of this kind has a match)
        self._due = False
        self._end_emphasis()
        at = self._length
        self._newline(token.start, match.end("line"))
        if match["gap"]:
            count = match["gap"].count("\n") or match["gap"].count("\r")
            self._put("\n" * count, match.start("gap"), match.end("gap"), "encoded")
            self._item = (self._length, *self._item[1:]) if self._item is not None else None
            self._marks.append(Break(at, self._length))
        self._begin_line(match)

    def _begin_line(self, match: re.Match[str]) -> None:
        sign = (match["list"] or "").rstrip(" \t")
        if sign.startswith("-"):
            self._marks.append(Break(max(0, self._length - 1), self._length, "rule"))
        elif sign:
            self._open_item(self._base + len(sign), _STYLES[sign[-1]])

    def _list(self, token: Token) -> None:
        """A list's sign or a rule at the very start."""
        assert token.match is not None  # noqa: S101
        self._begin_line(token.match)

    def _break(self, start: int, end: int) -> None:
        """A line break in a line: the item, if any, goes on."""
        item = self._item
        self._due = False
        self._newline(start, end)
        if item is not None:
            self._open_item(item[1], "plain")

    def _rule(self, start: int, end: int) -> None:
        at = self._length
        if self._filled:
            self._newline(start, end)
        self._marks.append(Break(at, self._length, "rule"))
        self._due = False

    # --- emphasis ---------------------------------------------------------------------------------------------------

    def _quotes(self, token: Token, literal: int, toggles: str) -> None:
        if literal:
            self._words(token.start, token.start + literal)
        for style in toggles:
            self._toggle(style)

    def _toggle(self, style: str) -> None:
        if style in self._emphasis:
            self._end_emphasis(style)
        else:
            self._emphasis[style] = self._length

    def _end_emphasis(self, only: str | None = None) -> None:
        for style in list(self._emphasis) if only is None else [only]:
            start = self._emphasis.pop(style)
            if start < self._length:
                self._marks.append(Emphasis(start, self._length, "bold" if style == "b" else "italic"))

    # --- links ------------------------------------------------------------------------------------------------------

    def _plain_link(self, token: Token) -> None:
        """A link with nothing special in it."""
        match = token.match
        assert match is not None  # noqa: S101

        def label() -> None:
            self._words(*match.span("label"))

        self._to_page(match.span("target"), token.end, label, labelled=match["label"] is not None)

    def _link(
        self, tokens: Sequence[Token], index: int, close: int, partners: dict[int, int], emphases: dict[int, tuple[int, str]]
    ) -> None:
        """A link whose words hold markup."""
        start, end = tokens[index].end, tokens[close].start
        bar = self._bar(tokens, index, close, partners)
        target = start, end if bar is None else bar
        words = self.text[slice(*target)]
        if not words.strip() or any(sign in words for sign in "[]{}<>\n"):
            self._words(tokens[index].start, tokens[index].end)
            self._emit(tokens, index + 1, close, partners, emphases)
            self._words(tokens[close].start, tokens[close].end)
            return

        def label() -> None:
            if bar is not None and bar + 1 < end:
                self._part(tokens, (index + 1, close), bar + 1, partners, emphases)

        self._to_page(target, tokens[close].end, label, labelled=bar is not None)

    def _bar(self, tokens: Sequence[Token], index: int, close: int, partners: dict[int, int]) -> int | None:
        """The first bar between two tokens that stands in no link of its own."""
        at = index + 1
        while at < close:
            token = tokens[at]
            if token.kind == "text" and (bar := self.text.find("|", token.start, token.end)) >= 0:
                return bar
            at = partners.get(at, at) + 1
        return None

    def _part(
        self, tokens: Sequence[Token], between: tuple[int, int], start: int, partners: dict[int, int], emphases: dict[int, tuple[int, str]]
    ) -> None:
        """Tokens from a place on, of which the first may be cut."""
        first, last = between
        while first < last and tokens[first].end <= start:
            first += 1
        if first < last and tokens[first].start < start:
            self._words(start, tokens[first].end)
            first += 1
        self._emit(tokens, first, last, partners, emphases)

    def _to_page(self, target: tuple[int, int], end: int, label: Callable[[], None], *, labelled: bool) -> None:
        """A link to a page: its mark, and its words if it shows any."""
        raw = self.text[slice(*target)]
        words = html.unescape(raw).strip(BLANKS + "_")
        shown = words.startswith(":")
        words = words.removeprefix(":").strip()
        prefix, colon, rest = words.partition(":")
        low = prefix.strip().lower()
        namespace = self.vocabulary.namespaces.get(low) if colon else None
        if namespace in ("File", "Media") and not shown:
            self._picture(rest.strip(), Span(target[0], end))
            return
        wiki = low if colon and namespace is None and low in self.vocabulary.interwikis else None
        page, _, anchor = (rest if wiki is not None else words).partition("#")
        at = self._length
        if namespace != "Category" or shown:
            if self._due:
                self._begin(target[0])
                at = self._length
            if labelled:
                label()
                if self._length == at:
                    self._show(_pipe_trick(words), *target)
            else:
                lead = len(raw) - len(raw.lstrip(BLANKS + ":"))
                self._words(target[0] + lead, target[1])
            trail = self._trail(end)
            if trail < end:
                self._words(trail, end)
        kind: Literal["internal", "interwiki"] = "internal" if wiki is None else "interwiki"
        self._marks.append(Link(at, self._length, page.strip(), kind, wiki, None, anchor.strip() or None))

    def _trail(self, end: int) -> int:
        """Where the letters begin that belong to a link before them."""
        return self.text.rfind("]]", 0, end) + 2

    def _picture(self, name: str, span: Span) -> None:
        """A picture shows no words; one of a flag is a flag."""
        flag = self.vocabulary.flag_of_file(name)
        if flag is not None:
            self._begin(span.start)
            self._marks.append(Flag(self._length, self._length, flag))
        else:
            self._marks.append(Opaque(self._length, self._length, f"File:{name}"))

    def _external(
        self, tokens: Sequence[Token], index: int, close: int, partners: dict[int, int], emphases: dict[int, tuple[int, str]]
    ) -> None:
        match = tokens[index].match
        assert match is not None  # noqa: S101
        at = self._length
        self._emit(tokens, index + 1, close, partners, emphases)
        self._marks.append(Link(at, self._length, type="external", site=match["site"]))
        if tokens[close].end - tokens[close].start > 1:
            self._words(tokens[close].start + 1, tokens[close].end)

    def _url(self, token: Token) -> None:
        start, end = token.start, token.end
        while end > start and self.text[end - 1] in ",;.:!?)":
            end -= 1
        self._begin(start)
        at = self._length
        self._words(start, end)
        self._marks.append(Link(at, self._length, type="external", site=self.text[start:end]))
        if end < token.end:
            self._words(end, token.end)

    # --- signs of HTML ----------------------------------------------------------------------------------------------

    def _entity(self, token: Token) -> None:
        char = html.unescape(self.text[token.start : token.end])
        if char.startswith("&") and len(char) > 1 or any(ord(one) < ord(" ") or one == "\x7f" for one in char):
            self._words(token.start, token.end)
        else:
            self._show(char, token.start, token.end, "encoded")

    def _tag(self, token: Token) -> None:
        match = token.match
        assert match is not None  # noqa: S101
        closing, name = match["tag"].startswith("/"), match["tag"].removeprefix("/").lower()
        if name not in _TAGS:
            self._words(token.start, token.end)
        elif name == "br":
            self._break(token.start, token.end)
        elif name == "hr":
            self._rule(token.start, token.end)
        elif name in _EMPHASIS:
            style = _EMPHASIS[name][0]
            if (style in self._emphasis) == closing:
                self._toggle(style)
        elif name == "li":
            self._fresh(token.start)
            if not closing:
                self._open_item(self._base + max(1, self._lists), "bullet")
        elif name in _BLOCKS:
            self._due = self._due or self._filled
            if name in ("ul", "ol"):
                self._lists = max(0, self._lists - 1) if closing else self._lists + 1

    def _nothing(self, token: Token) -> None:
        """Markup that shows nothing."""

    # --- what the preprocessor found --------------------------------------------------------------------------------

    def _node(self, node: Node | None) -> None:
        if node is None:
            return
        if node.kind == "tag":
            self._extension(node)
        elif node.kind == "argument":
            self._opaque("{{{" + name_span(node).of(self.text).strip() + "}}}", node)
        elif node.kind == "template":
            self._template(node)

    def _extension(self, node: Node) -> None:
        """An extension tag, by its name."""
        name_end, start, end = node.bars
        name = self.text[node.start + 1 : name_end].lower()
        inner = self.text[start:end] if start >= 0 else None
        if name in _MARKED:
            attributes = self.text[name_end : start if start >= 0 else node.end]
            found = {m[1].lower(): m[2] or m[3] or m[4] for m in _ATTRIBUTE.finditer(attributes)}
            self._note("reference", found.get("name"), found.get("group"), inner.strip() if inner else None)
        elif inner is None or name in _SILENT:
            return
        elif name in _WORDS:
            self._literal(start, end)
        elif name == _POEM:
            self._fresh(start)
            self._literal(start, end)
            self._due = self._filled
        else:
            self._begin(node.start)
            self._marks.append(Opaque(self._length, self._length, f"<{name}>", ((None, inner),)))

    def _literal(self, start: int, end: int) -> None:
        """Words that are no markup; entities and line ends are still what they are."""
        at = start
        for match in re.finditer(r"(?P<entity>&[#\w]+;)|\r\n?|\n", self.text[start:end]):
            first, last = match.start() + start, match.end() + start
            if at < first:
                self._words(at, first)
            if match["entity"]:
                self._entity(Token("entity", first, last, match))
            else:
                self._break(first, last)
            at = last
        if at < end:
            self._words(at, end)

    def _note(self, kind: Literal["reference", "footnote", "maintenance"], name: str | None, group: str | None, text: str | None) -> None:
        self._marks.append(Note(self._length, self._length, kind, name or None, group or None, text or None))

    def _opaque(self, name: str, node: Node) -> None:
        self._begin(node.start)
        self._marks.append(Opaque(self._length, self._length, name, self._arguments(node)))

    def _arguments(self, node: Node) -> tuple[tuple[str | None, str], ...]:
        """The parameters of a template as they stand, blanks at their ends left out."""
        out: list[tuple[str | None, str]] = []
        for name, value in _parts(node):
            out.append((None if name is None else name.of(self.text).strip(BLANKS), value.of(self.text).strip(BLANKS)))
        return tuple(out)

    # --- templates --------------------------------------------------------------------------------------------------

    def _template(self, node: Node) -> None:
        """A template, by its class in the vocabulary; one that is not known is kept as it stands."""
        name = (plain_words(self.text, name_span(node), self.tags) or "").strip(BLANKS)
        meant = self.vocabulary.inline(name) if name else None
        parts = self._keyed(node)
        if meant is None and ":" in name and (meant := self.vocabulary.inline(name.partition(":")[0])) is not None:
            span = name_span(node)  # a function's first parameter stands behind its colon
            parts["1"] = Span(self.text.find(":", *span) + 1, span.end)
            name = name.partition(":")[0]
        if meant is None or self._level >= LEVELS:
            self._opaque(name or name_span(node).of(self.text).strip(), node)
            return
        call = Call(name, node, parts)
        match meant.kind:
            case "form":
                self._form(meant.detail, call)
            case "mark":
                getattr(self, f"_mark_{meant.detail}")(call)
            case "code":
                self._begin(node.start)
                at = self._length
                self._show(meant.detail, node.start, node.end)
                self._marks += (Flag(at, self._length, name), Link(at, self._length, meant.detail))
            case "list":
                self._items(call, _LIST_STYLES[meant.detail], self._positional(call))
            case "group":
                self._group(call, titled=meant.detail == "title")
            case "block":
                self._block(call, heading=meant.detail == "heading")
            case "rule":
                self._rule(node.start, node.end)
            case "date":
                self._date(call, is_range=meant.detail == "range")
            case _:
                self._marks.append(Opaque(self._length, self._length, name, self._arguments(node)))

    def _keyed(self, node: Node) -> dict[str, Span]:
        """The parameters that count, by key; named ones trimmed."""
        out: dict[str, Span] = {}
        position = 0
        for name, value in _parts(node):
            if name is None:
                position += 1
                out[str(position)] = value
            else:
                key = plain_words(self.text, name, self.tags)
                if key is not None:
                    out[key.strip(BLANKS)] = trimmed(self.text, value)
        return out

    def _positional(self, call: Call) -> list[Span]:
        """The positional parameters with something in them, trimmed."""
        spans = [trimmed(self.text, span) for key, span in call.parts.items() if key.isdecimal()]
        return [span for span in spans if span.start < span.end]

    def _plain(self, span: Span | None) -> str:
        """The words of a parameter as they stand, without comments."""
        return "" if span is None else (plain_words(self.text, span, self.tags) or "").strip(BLANKS)

    def _argument(self, call: Call, *keys: str) -> Span | None:
        """The first of several parameters that has words, trimmed."""
        for key in keys:
            span = call.parts.get(key)
            if span is not None:
                span = trimmed(self.text, span)
                if span.start < span.end:
                    return span
        return None

    def _mark_fate(self, call: Call) -> None:
        self._marks.append(FateMark(self._length, self._length, call.name))

    def _mark_icon(self, call: Call) -> None:
        self._begin(call.node.start)
        variant = self._plain(self._argument(call, "variant", "2")) or None
        self._marks.append(Flag(self._length, self._length, self._plain(self._argument(call, "1")), variant))

    def _mark_picture(self, call: Call) -> None:
        name = self._plain(self._argument(call, "1"))
        prefix, colon, rest = name.partition(":")
        if colon and self.vocabulary.namespaces.get(prefix.lower()) == "File":
            name = rest.strip()
        self._begin(call.node.start)
        self._marks.append(Flag(self._length, self._length, self.vocabulary.flag_of_file(name) or name.rpartition(".")[0] or name))

    def _mark_flag(self, call: Call, key: str = "1") -> None:
        """A flag with a name that links to the state."""
        given = self._argument(call, key)
        self._named_flag(call, self._argument(call, "name") or given, self._plain(given))

    def _mark_fixed(self, call: Call) -> None:
        self._mark_flag(call, "2")

    def _mark_country(self, call: Call) -> None:
        given = self._argument(call, "1")
        country = self._plain(given)
        state = self.vocabulary.state(country)
        name = self._argument(call, "name") or (given if state == country else None)
        self._named_flag(call, name, country, state)

    def _named_flag(self, call: Call, name: Span | None, country: str, shown: str = "") -> None:
        self._begin(call.node.start)
        at = self._length
        if name is not None:
            self._region(*name)
        else:
            self._show(shown, call.node.start, call.node.end)
        variant = self._plain(self._argument(call, "variant", "2" if "2" in call.parts else "")) or None
        self._marks += (Flag(at, self._length, country, variant), Link(at, self._length, self.vocabulary.state(country) or None))

    def _mark_reference(self, call: Call) -> None:
        words = "|".join(span.of(self.text).strip(BLANKS) for span in call.parts.values())
        self._note("reference", self._plain(self._argument(call, "name", "ref")) or None, None, f"{call.name}|{words}" if words else call.name)

    def _mark_footnote(self, call: Call) -> None:
        text = self._argument(call, "1", "text", "note")
        name, group = self._plain(self._argument(call, "name")), self._plain(self._argument(call, "group"))
        self._note("footnote", name, group, text.of(self.text) if text is not None else None)

    def _mark_maintenance(self, call: Call) -> None:
        self._note("maintenance", None, None, call.name)

    def _mark_place(self, call: Call) -> None:
        point = _coordinates([self._plain(span) for span in self._positional(call)])
        if point is None:
            self._opaque(call.name, call.node)
        else:
            self._marks.append(Place(self._length, self._length, *point))

    def _mark_measure(self, call: Call) -> None:
        """A measure as given: numbers, the words between them, and the unit."""
        spans = self._positional(call)
        for at, span in enumerate(spans):
            words = self._plain(span)
            if at and words in _TO and at + 1 < len(spans):
                self._show(_TO[words], *span)
            elif any(char.isdigit() for char in words) or not at:
                self._region(*span)
            else:
                self._show("\u00a0", span.start, span.start)
                self._region(*span)
                break

    def _mark_none(self, call: Call) -> None:
        """A template that shows nothing."""

    def _form(self, form: str, call: Call) -> None:
        """Show what a form says, of several the first whose parameters are given."""
        for one in form.split("||"):
            keys = [match[2] for match in _FORM.finditer(one) if match[2] is not None and match[2] != "0"]
            if all(self._argument(call, *key.split("|")) is not None for key in keys):
                self._fill(one, call)
                return

    def _fill(self, form: str, call: Call) -> None:
        at = 0
        alone = _FORM.fullmatch(form) is not None
        for match in _FORM.finditer(form):
            self._literal_form(form[at : match.start()], call)
            at = match.end()
            if match[1] is not None:
                if all(self._argument(call, *inner[2].split("|")) for inner in _FORM.finditer(match[1])):
                    self._fill(match[1], call)
            elif match[2] == "0":
                self._show(call.name, *name_span(call.node))
            else:
                key = next(key for key in match[2].split("|") if self._argument(call, key) is not None)
                span = call.parts[key]
                self._region(*(span if alone else trimmed(self.text, span)))
        self._literal_form(form[at:], call)

    def _literal_form(self, words: str, call: Call) -> None:
        if words == "\n":
            self._break(call.node.start, call.node.end)
        elif words:
            self._show(words, call.node.start, call.node.end)

    def _items(self, call: Call, style: Style, spans: Iterable[Span]) -> None:
        """The items of a list, each on a line of its own."""
        base, self._base = self._base, self._depth() + 1
        for span in spans:
            self._fresh(span.start)
            self._open_item(self._base, style)
            self._region(*span)
        self._end_block(base)

    def _depth(self) -> int:
        """The depth of the item that a list stands in; the words before it on its line make it a list below them."""
        return self._item[1] if self._item is not None and (self._filled or self._item[1] > self._base) else self._base

    def _end_block(self, base: int) -> None:
        self._base = base
        self._due = self._due or self._filled

    def _group(self, call: Call, *, titled: bool) -> None:
        """A list below a heading."""
        title = self._argument(call, "title", "1") if not titled else self._argument(call, "title")
        self._heading(title)
        if titled:
            self._items(call, "plain", self._positional(call))
        elif (hidden := self._argument(call, "2", "content")) is not None:
            self._inner(hidden)

    def _heading(self, title: Span | None) -> None:
        """A heading on a line of its own, in bold as the templates show it."""
        if title is None:
            return
        self._fresh(title.start)
        at = self._length
        self._region(*title)
        if at < self._length:
            self._marks.append(Emphasis(at, self._length, "bold"))
        self._due = self._filled

    def _inner(self, span: Span) -> None:
        """Lines of wikitext in a parameter."""
        self._fresh(span.start)
        base, self._base = self._base, self._depth()
        self._region(*span)
        self._end_block(base)

    def _block(self, call: Call, *, heading: bool) -> None:
        if heading:
            self._heading(self._argument(call, "title", "1"))
        elif (lines := self._argument(call, "1")) is not None:
            self._inner(lines)

    def _date(self, call: Call, *, is_range: bool) -> None:
        """A date out of numbers, as the language writes it; other words as they stand."""
        numbers = [self._plain(call.parts.get(str(key))) for key in range(1, 7)]
        if numbers[1] and not all(one.isdecimal() for one in numbers[:3] if one):
            numbers = [""] * 6
        dates = [self.vocabulary.date(*numbers[at : at + 3]) for at in ((0, 3) if is_range else (0,))]
        if is_range and numbers[3] and not numbers[3].isdecimal():
            dates[1] = numbers[3]
        words = " – ".join(date for date in dates if date)
        if words and numbers[0].isdecimal():
            self._show(words, call.node.start, call.node.end)
        elif (given := self._argument(call, "1")) is not None:
            self._region(*given)


class Call(NamedTuple):
    """A template call: its name, its place, and the parameters that count by key."""

    name: str
    node: Node
    parts: dict[str, Span]


_LIST_STYLES: Final[dict[str, Style]] = {"plain": "plain", "bullet": "bullet", "number": "number"}
# A match's last group names the token; some are named for a group before it.
_KINDS: Final = {"gap": "line", "list": "line", "target": "plain", "label": "plain", "trail": "plain", "rest": "tag"}
_PLAIN: Final[dict[str, Callable[[Value, Token], None]]] = {
    "line": Value._line,  # noqa: SLF001 (same file)
    "list": Value._list,  # noqa: SLF001
    "plain": Value._plain_link,  # noqa: SLF001
    "url": Value._url,  # noqa: SLF001
    "entity": Value._entity,  # noqa: SLF001
    "tag": Value._tag,  # noqa: SLF001
    "word": Value._nothing,  # noqa: SLF001
}


def _parts(node: Node) -> Iterable[tuple[Span | None, Span]]:
    """The names and values of a template's parameters."""
    bars = node.bars
    last = node.end - (2 if node.kind == "template" else 3)
    for at in range(0, len(bars), 2):
        end = bars[at + 2] if at + 2 < len(bars) else last
        if bars[at + 1] < 0:
            yield None, Span(bars[at] + 1, end)
        else:
            yield Span(bars[at] + 1, bars[at + 1]), Span(bars[at + 1] + 1, end)


def trimmed(text: str, span: Span) -> Span:
    """A span without the blanks at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(BLANKS))
    return Span(start, max(start, span.start + len(words.rstrip(BLANKS))))


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
    """For each bracket that opens a link the one that closes it."""
    out: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind in ("open", "site"):
            opened.append(index)
        elif token.kind == "line":
            while opened and tokens[opened[-1]].kind == "site":
                opened.pop()
        elif token.kind in ("close", "shut") and opened:
            site = tokens[opened[-1]].kind == "site"
            if site or token.kind == "close":
                out[opened.pop()] = index
    return out


def _emphases(text: str, tokens: Sequence[Token]) -> dict[int, tuple[int, str]]:
    """For each run of apostrophes how many of them are words, and what the others turn on or off; MediaWiki's rule, line by line."""
    out: dict[int, tuple[int, str]] = {}
    line: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "quotes":
            line.append(index)
        elif token.kind == "line" and line:
            _emphases_of_line(text, tokens, line, out)
            line = []
    if line:
        _emphases_of_line(text, tokens, line, out)
    return out


def _emphases_of_line(text: str, tokens: Sequence[Token], line: Sequence[int], out: dict[int, tuple[int, str]]) -> None:
    for index in line:
        count = tokens[index].end - tokens[index].start
        literal = {2: 0, 3: 0, 4: 1, 5: 0}.get(count, count - 5)
        out[index] = literal, {2: "i", 3: "b"}.get(count - literal, "bi")
    bold = [index for index in line if "b" in out[index][1]]
    italic = sum("i" in out[index][1] for index in line)
    if len(bold) % 2 and italic % 2:
        # One apostrophe of one of the bold runs is a word's: behind a single letter, else a longer word, else a blank.
        threes = [index for index in line if out[index][1] == "b"]
        if threes:
            chosen = min(threes, key=lambda index: (_before(text, tokens[index].start + out[index][0]), index))
            out[chosen] = out[chosen][0] + 1, "i"


def _before(text: str, at: int) -> int:
    """How well a run of apostrophes fits an apostrophe: best behind a single letter, worst behind a blank."""
    if text[at - 1 : at] == " ":
        return 2
    return 0 if text[at - 2 : at - 1] == " " else 1


def _pipe_trick(words: str) -> str:
    """What `[[page (remark)|]]` shows: the page without namespace and remark."""
    words = words.partition(":")[2] or words
    return re.sub(r"\s*\([^()]*\)\Z", "", words).partition(", ")[0].strip()


def _coordinates(words: Sequence[str]) -> tuple[float, float] | None:
    """The point of a coordinates template: degrees, minutes and seconds with poles, or decimal degrees with a sign or poles."""
    numbers: list[float] = []
    degrees: list[float] = []
    for word in words:
        pole = _POLES.get(word.upper())
        if pole is not None and numbers:
            degrees.append(pole * sum(number / 60**at for at, number in enumerate(numbers[:3])))
            numbers = []
        else:
            with suppress(ValueError):
                numbers.append(float(word.replace("−", "-")))
                continue
            break
    if not degrees and len(numbers) > 1:
        degrees = numbers[:2]
    point = (degrees[0], degrees[1]) if len(degrees) > 1 else None
    return point if point is not None and abs(point[0]) <= 90 and abs(point[1]) <= 360 else None  # noqa: PLR2004 (degrees)
