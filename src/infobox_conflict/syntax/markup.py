"""One value of wikitext as content: its words and marks, and where each character of them stands."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from ..content import Break, Emphasis, Flag, Link, Opaque
from ..vocabulary import Vocabulary
from .inline import LEVELS, Inline, trimmed
from .lines import Style
from .pages import decoded, may_link
from .preprocessor import BLANKS, Node
from .templates import name_span
from .text import Span

_STYLES: Final[dict[str, Style]] = {"*": "bullet", "#": "number", ";": "term", ":": "indent"}
_URL: Final = r"(?:(?:https?:|ftp:)?//|mailto:)[^\s\[\]<>\"|]+"
_TOKEN: Final = re.compile(
    rf"""
    (?P<line>\r\n?|\n) (?P<gap>(?:[ \t]*(?:\r\n?|\n))+)? (?P<list>[*\#:;]+[ \t]*|-{{4,}})?
  | (?P<quotes>''+)
  | \[\[ (?P<target>[^\[\]{{}}<>|\n\r'&]+) (?:\|(?P<label>[^\[\]{{}}<>|\n\r'&]+))? \]\] (?P<trail>[a-z]*)
  | (?P<open>\[\[) | (?P<close>\]\](?P<tail>[a-z]*)) | \[(?P<site>{_URL})[ ]? | (?P<shut>\])
  | (?P<url>(?<![\w/:])https?://[^\s\[\]<>\"|']+)
  | <(?P<tag>/?[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:[\s/.][^<>]*)?)>
  | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]*);)
  | (?P<word>__[A-Z]+__)
    """,
    re.VERBOSE,
)
_LINE: Final = re.compile(r"(?P<list>[*#:;]+[ \t]*|-{4,})")
_ODD_TARGET: Final = re.compile(r"[:#_%~\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\ufffd]|\A[\s.]|/\.|\A.{64}")
_TARGET: Final = re.compile(r"[^\[\]{}<>|\n\r]*")
_ATTRIBUTE: Final = re.compile(r"""\b(name|group)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+))""", re.IGNORECASE)
_FORM: Final = re.compile(r"<([^<>]*)>|\{([\w|]+)\}")
_BLOCKS: Final = frozenset({"p", "div", "blockquote", "center", "table", "tr", "td", "th", "caption", "dd", "dt", "ul", "ol", "dl", "li"})
_TAGS: Final = _BLOCKS | frozenset(
    (
        *("abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("hr", "i", "ins", "kbd", "li", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr"),
    )
)
_EMPHASIS: Final[dict[str, Literal["bold", "italic"]]] = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_SILENT: Final = frozenset({"references", "templatestyles", "indicator", "section", "templatedata", "categorytree", "inputbox"})
_WORDS: Final = frozenset({"nowiki", "pre", "source", "syntaxhighlight"})
_MARKED: Final = frozenset({"ref"})
_POEM: Final = "poem"
_OPENING: Final = frozenset({"open", "site"})
_PAIRED: Final = _OPENING | {"close", "shut", "quotes"}
_POLES: Final = {"N": 1, "S": -1, "E": 1, "W": -1}
_TO: Final = {"to": "–", "-": "–", "–": "–", "and": " and ", "or": " or ", "x": " × ", "by": " × ", "×": " × ", "+/-": " ± ", "±": " ± "}


Token: TypeAlias = tuple[str, int, int, re.Match[str] | Node | None]
"""One piece of a region: its kind, its place, and what was matched or what the preprocessor found."""
Resolved: TypeAlias = tuple[dict[int, int], dict[int, tuple[int, str]]]
"""For each token that opens a link the one that closes it; for each run of apostrophes what it means."""


_NOTHING: Final[Resolved] = {}, {}
_MARKUP: Final = re.compile(r"[\n\r\[\]<&{}'/_]")  # one set of characters, which is looked for fast
_LISTS: Final = ("*", "#", ":", ";", "-")


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether a stretch has no markup at all, as most short values."""
    return _MARKUP.search(text, start, end) is None and text[start : start + 1] not in _LISTS


def attributes(words: str) -> dict[str, str]:
    """The name and group of a reference, out of its opening tag."""
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(words)}


class Value(Inline):
    """A value while it is read, and what came out: `content`, and `problems`."""

    def __init__(self, text: str, where: Span, nodes: Sequence[Node], vocabulary: Vocabulary, tags: frozenset[str]) -> None:
        super().__init__(text, vocabulary, tags)
        self.nodes = nodes
        """Everything that the preprocessor found in the value, in source order."""
        self._starts = [node.start for node in nodes]
        self._lists: list[Style] = []  # the HTML lists that are open
        self._emphasis: dict[str, int] = {}
        self._term = 0  # the depth of the term that the line is, if it is one
        if where.start < where.end:
            self.region(*where)
        self.content = self.finish()


    def region(self, start: int, end: int) -> None:
        """A stretch of wikitext that stands for itself: the value, or a parameter's words in it."""
        if is_plain(self.text, start, end):
            self.words(start, end)
            return
        if self.level >= LEVELS:
            self.too_deep(start, end)
            self.words(start, end)
            return
        self.level += 1
        emphasis, self._emphasis = self._emphasis, {}
        term, self._term = self._term, 0
        tokens, alone = self._tokens(start, end)
        self._emit(tokens, 0, len(tokens), _NOTHING if alone else (self._partners(tokens), _emphases(self.text, tokens)))
        self._end_emphasis()
        self._emphasis = emphasis
        self._term = term
        self.level -= 1

    def _tokens(self, start: int, end: int) -> tuple[list[Token], bool]:
        """The tokens of a region, and whether none of them needs to be looked at beside others."""
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
            out.append(("node", node.start, node.end, node))
            line_start = line_start and node.kind in ("comment", "directive")
            at = node.end
        if at < end:
            self._text_tokens(out, at, end, line_start=line_start)
        return out, _PAIRED.isdisjoint([token[0] for token in out])

    def _text_tokens(self, out: list[Token], start: int, end: int, *, line_start: bool) -> bool:
        """The tokens of a text between what the preprocessor found; whether the next one begins a line."""
        at = start
        if line_start and (match := _LINE.match(self.text, at, end)) is not None:
            out.append(("list", at, match.end(), match))
            at = match.end()
        if _MARKUP.search(self.text, at, end) is None:
            if at < end:
                out.append(("text", at, end, None))
            return False
        for match in _TOKEN.finditer(self.text, at, end):
            first, last = match.span()
            if at < first:
                out.append(("text", at, first, None))
            kind = match.lastgroup or ""
            out.append((_KINDS.get(kind, kind), first, last, match))
            at = last
        if at < end:
            out.append(("text", at, end, None))
        kind, _, _, found = out[-1]
        return kind == "line" and isinstance(found, re.Match) and found["list"] is None

    def _emit(self, tokens: Sequence[Token], first: int, last: int, resolved: Resolved) -> None:
        """Read tokens one after the other."""
        partners, emphases = resolved
        index = first
        while index < last:
            kind, start, end, found = tokens[index]
            if kind == "text":
                self._text(tokens, index, last)
            elif isinstance(found, Node):
                self._node(found)
            elif found is None or kind in ("close", "shut") or (kind in _OPENING and index not in partners):
                self.words(start, end)
            elif kind == "quotes":
                self._quotes(start, *emphases[index])
            elif kind not in _OPENING:
                _PLAIN[kind](self, found)
            else:
                if kind == "site":
                    self._external(tokens, index, found, resolved)
                else:
                    self._link(tokens, index, resolved)
                index = partners[index]
            index += 1

    def _text(self, tokens: Sequence[Token], index: int, last: int) -> None:
        """Words; where a term's line has a colon with something behind it, that is a line of its own."""
        _, start, end, _ = tokens[index]
        colon = self.text.find(":", start, end) if self._term and not self._emphasis else -1
        if colon < 0:
            self.words(start, end)
            return
        rest = trimmed(self.text, Span(colon + 1, end))
        if rest.start == rest.end and (index + 1 >= last or tokens[index + 1][0] == "line"):
            self.words(start, end)
            return
        if start < colon:
            self.words(start, max(start, trimmed(self.text, Span(start, colon)).end))
        self.newline(colon, colon + 1)
        self.open_item(self._term, "indent")
        self._term = 0
        if rest.start < rest.end:
            self.words(rest.start, end)

    # --- lines ---------------------------------------------------------------------------------------------------------

    def _line(self, match: re.Match[str]) -> None:
        """A line end of the text, with what begins the next line."""
        self._due = False
        self._term = 0
        self._end_emphasis()
        at = self.length
        if self.is_broken and not match["gap"]:
            self.drop_item()  # `<br />` at the end of a line: the two are one line end
        else:
            self.newline(match.start(), match.end("line"))
        if match["gap"]:
            count = match["gap"].count("\n") or match["gap"].count("\r")
            self.put("\n" * count, match.start("gap"), match.end("gap"), "encoded")
            self.move_item()
            self.marks.append(Break(at, self.length))
        self._begin_line(match)

    def _begin_line(self, match: re.Match[str]) -> None:
        """A list's sign or a rule where a line begins."""
        sign = (match["list"] or "").rstrip(" \t")
        if sign.startswith("-"):
            self.marks.append(Break(max(0, self.length - 1), self.length, "rule"))
        elif sign:
            self.open_item(self.base + len(sign), _STYLES[sign[-1]])
            self._term = self.base + len(sign) if sign.endswith(";") else 0

    # --- emphasis ------------------------------------------------------------------------------------------------------

    def _quotes(self, start: int, literal: int, toggles: str) -> None:
        if literal:
            self.words(start, start + literal)
        for style in toggles:
            self._toggle(style)

    def newline(self, start: int, end: int) -> None:
        """End the line; emphasis without words yet begins behind it, as all marks do."""
        at = self.length
        super().newline(start, end)
        if self._emphasis:
            self._emphasis = {style: self.length if begun == at else begun for style, begun in self._emphasis.items()}

    def _toggle(self, style: str) -> None:
        if style in self._emphasis:
            self._end_emphasis(style)
        else:
            self._emphasis[style] = self.length

    def _end_emphasis(self, only: str | None = None) -> None:
        for style in list(self._emphasis) if only is None else [only]:
            start = self._emphasis.pop(style)
            if start < self.length:
                self.marks.append(Emphasis(start, self.length, "bold" if style == "b" else "italic"))

    # --- links ---------------------------------------------------------------------------------------------------------

    def _plain_link(self, match: re.Match[str]) -> None:
        """A link with nothing special in it."""
        target, trail = match.span("target"), match.span("trail")
        words = match["target"]
        if _ODD_TARGET.search(words) is None:
            self.begin(target[0])
            at = self.length
            self.words(*(target if match["label"] is None else match.span("label")))
            if trail[0] < trail[1]:
                self.words(*trail)
            self.marks.append(Link(at, self.length, words.strip()))
            return
        if not may_link(words, self.vocabulary):
            self.words(*match.span())
            return

        def label() -> None:
            self.words(*match.span("label"))

        self._to_page(target, trail, label, labelled=match["label"] is not None)

    def _link(self, tokens: Sequence[Token], index: int, resolved: Resolved) -> None:
        """A link whose words hold markup."""
        close = resolved[0][index]
        start, end = tokens[index][2], tokens[close][1]
        bar = self._bar(tokens, index, close)

        def label() -> None:
            if bar is not None and bar + 1 < end:
                term, self._term = self._term, 0
                self._part(tokens, (index + 1, close), bar + 1, resolved)
                self._term = term

        found = tokens[close][3]
        trail = found.span("tail") if isinstance(found, re.Match) else (end, end)
        self._to_page((start, end if bar is None else bar), trail, label, labelled=bar is not None)

    def _bar(self, tokens: Sequence[Token], index: int, close: int) -> int | None:
        """The first bar between two tokens."""
        places = (self.text.find("|", start, end) for kind, start, end, _ in tokens[index + 1 : close] if kind == "text")
        return next((place for place in places if place >= 0), None)

    def _part(self, tokens: Sequence[Token], between: tuple[int, int], start: int, resolved: Resolved) -> None:
        """Tokens from a place on, of which the first may be cut."""
        first, last = between
        while first < last and tokens[first][2] <= start:
            first += 1
        if first < last and tokens[first][1] < start:
            self.words(start, tokens[first][2])
            first += 1
        self._emit(tokens, first, last, resolved)

    def _partners(self, tokens: Sequence[Token]) -> dict[int, int]:
        """For each bracket that opens a link the one that closes it; a link to a page holds no other, a picture may."""
        out: dict[int, int] = {}
        opened: list[tuple[int, str]] = []
        link = -1  # where the last link ended: no bracket before it opens one to a page
        for index, (kind, _, end, _) in enumerate(tokens):
            while opened and ((opened[-1][1] == "page" and opened[-1][0] < link) or (kind == "line" and opened[-1][1] == "site")):
                opened.pop()
            if kind in _OPENING:
                opened.append((index, self._leads_to(kind, end)))
            elif kind == "plain":
                link = index
            elif opened and (kind == "close" or (kind == "shut" and opened[-1][1] == "site")):
                first, leads = opened.pop()
                if leads != "nothing":
                    out[first] = index
                if leads != "site":
                    link = index
        return out

    def _leads_to(self, kind: str, end: int) -> str:
        """Whether a bracket opens a link to a site, to a picture, to a page, or none that there can be."""
        if kind == "site":
            return "site"
        match = _TARGET.match(self.text, end)
        words = match[0] if match is not None else ""
        if match is None or self.text[match.end() : match.end() + 1] not in ("|", "]"):
            return "nothing"
        if (_ODD_TARGET.search(words) is not None or "&" in words or not words) and not may_link(words, self.vocabulary):
            return "nothing"
        prefix, colon, _ = words.partition(":")
        return "file" if colon and self.vocabulary.namespaces.get(prefix.strip().lower()) == "File" else "page"

    def _to_page(self, target: tuple[int, int], trail: tuple[int, int], label: Callable[[], None], *, labelled: bool) -> None:
        """A link to a page: its mark, and its words if it shows any."""
        raw = self.text[slice(*target)]
        words = decoded(raw).strip(BLANKS + "_")
        shown = words.startswith(":")
        words = words.removeprefix(":").strip()
        prefix, colon, rest = words.partition(":")
        low = prefix.strip().lower()
        namespace = self.vocabulary.namespaces.get(low) if colon else None
        if (namespace == "File" or (namespace == "Media" and not labelled)) and not shown:
            self._picture(rest.strip(), target[0] - 2, trail[0])
            if trail[0] < trail[1]:
                self.words(*trail)
            return
        wiki = low if colon and namespace is None and low in self.vocabulary.interwikis else None
        page, _, anchor = (rest if wiki is not None else words).partition("#")
        kind: Literal["internal", "interwiki"] = "internal" if wiki is None else "interwiki"
        at = self.length
        silent = namespace == "Category" and not shown
        if not silent:
            self.begin(target[0])
            at = self.length
            if labelled:
                label()
                if self.length == at:
                    self.show(_pipe_trick(words), *target)
            else:
                lead = len(raw) - len(raw.lstrip(BLANKS + ":"))
                self._literal(target[0] + lead, target[0] + len(raw.rstrip(BLANKS)))
            if trail[0] < trail[1]:
                self.words(*trail)
        self.marks.append(Link(at, self.length, page.strip(), kind, wiki, None, anchor.strip() or None))
        if silent and trail[0] < trail[1]:
            self.words(*trail)

    def _picture(self, name: str, start: int, end: int) -> None:
        """A picture shows no words; one of a flag is a flag."""
        flag = self.vocabulary.flag_of_file(name)
        self.begin(start)
        if flag is not None:
            self.marks.append(Flag(self.length, self.length, flag))
        else:
            self.hide(start, end)
            self.marks.append(Opaque(self.length, self.length, f"File:{name}"))

    def _external(self, tokens: Sequence[Token], index: int, match: re.Match[str], resolved: Resolved) -> None:
        """A link to a site, with its words if it has any."""
        close = resolved[0][index]
        self.begin(match.start())
        at = self.length
        self._emit(tokens, index + 1, close, resolved)
        self.marks.append(Link(at, self.length, type="external", site=match["site"]))
        _, start, end, _ = tokens[close]
        if end - start > 1:
            self.words(start + 1, end)

    def _url(self, match: re.Match[str]) -> None:
        """An address that stands as it is; a full stop or the like behind it is no part of it."""
        start, stop = match.span()
        end = start + len(match[0].rstrip(",;.:!?)"))
        self.begin(start)
        at = self.length
        self.words(start, end)
        self.marks.append(Link(at, self.length, type="external", site=self.text[start:end]))
        if end < stop:
            self.words(end, stop)

    # --- signs of HTML -------------------------------------------------------------------------------------------------

    def _entity(self, match: re.Match[str]) -> None:
        self._character(*match.span())

    def _character(self, start: int, end: int) -> None:
        """What an entity stands for; none that is unknown, and no control character."""
        char = html.unescape(self.text[start:end])
        if (char.startswith("&") and len(char) > 1) or char == "\ufffd" or any(ord(one) < ord(" ") or one == "\x7f" for one in char):
            self.words(start, end)
        else:
            self.show(char, start, end, "encoded")

    def _tag(self, match: re.Match[str]) -> None:
        closing, name = match["tag"].startswith("/"), match["tag"].removeprefix("/").lower()
        start, end = match.span()
        if name not in _TAGS:
            self.words(start, end)
        elif name == "br":
            self.break_line(start, end)
        elif name == "hr":
            self.rule(start, end)
        elif name in _EMPHASIS:
            style = _EMPHASIS[name][0]
            if (style in self._emphasis) == closing:
                self._toggle(style)
        elif name == "li" and not closing:
            self.fresh(start)
            self.open_item(self.base + max(1, len(self._lists)), self._lists[-1] if self._lists else "bullet")
        elif name in _BLOCKS:
            self._due = self._due or self.filled
            if name in ("ul", "ol"):
                self._lists = self._lists[:-1] if closing else [*self._lists, "number" if name == "ol" else "bullet"]

    def _nothing(self, match: re.Match[str]) -> None:
        """Markup that shows nothing."""

    # --- what the preprocessor found -----------------------------------------------------------------------------------

    def _node(self, node: Node | None) -> None:
        if node is None:
            return
        if node.kind == "tag":
            self._extension(node)
        elif node.kind == "argument":
            self.opaque("{{{" + name_span(node).of(self.text).strip() + "}}}", node)
        elif node.kind == "template":
            self.template(node)

    def _extension(self, node: Node) -> None:
        """An extension tag, by its name."""
        name_end, start, end = node.bars
        name = self.text[node.start + 1 : name_end].lower()
        inner = self.text[start:end] if start >= 0 else None
        if name in _MARKED:
            found = attributes(self.text[name_end : start if start >= 0 else node.end])
            self.note("reference", found.get("name"), found.get("group"), inner.strip() if inner else None, end=node.end)
        elif inner is None or name in _SILENT:
            return
        elif name in _WORDS:
            self._literal(start, end)
        elif name == _POEM:
            self.fresh(start)
            self._literal(start, end)
            self._due = self.filled
        else:
            self.begin(node.start)
            self.hide(node.start, node.end)
            self.marks.append(Opaque(self.length, self.length, f"<{name}>", ((None, inner),)))

    def _literal(self, start: int, end: int) -> None:
        """Words that are no markup; entities and line ends are still what they are."""
        at = start
        for match in re.finditer(r"(?P<entity>&[#\w]+;)|\r\n?|\n", self.text[start:end]):
            first, last = match.start() + start, match.end() + start
            if at < first:
                self.words(at, first)
            if match["entity"]:
                self._character(first, last)
            else:
                self.break_line(first, last)
            at = last
        if at < end:
            self.words(at, end)


# A match's last group names the token; some are named for a group before it.
_KINDS: Final = {"gap": "line", "list": "line", "target": "plain", "label": "plain", "trail": "plain", "rest": "tag"}
_PLAIN: Final[dict[str, Callable[[Value, re.Match[str]], None]]] = {
    "line": Value._line,  # noqa: SLF001 (same file)
    "list": Value._begin_line,  # noqa: SLF001
    "plain": Value._plain_link,  # noqa: SLF001
    "url": Value._url,  # noqa: SLF001
    "entity": Value._entity,  # noqa: SLF001
    "tag": Value._tag,  # noqa: SLF001
    "word": Value._nothing,  # noqa: SLF001
}


def _emphases(text: str, tokens: Sequence[Token]) -> dict[int, tuple[int, str]]:
    """For each run of apostrophes how many of them are words, and what the others turn on or off; MediaWiki's rule, line by line."""
    out: dict[int, tuple[int, str]] = {}
    line: list[int] = []
    for index, token in enumerate(tokens):
        if token[0] == "quotes":
            line.append(index)
        elif token[0] == "line" and line:
            _emphases_of_line(text, tokens, line, out)
            line = []
    if line:
        _emphases_of_line(text, tokens, line, out)
    return out


def _emphases_of_line(text: str, tokens: Sequence[Token], line: Sequence[int], out: dict[int, tuple[int, str]]) -> None:
    for index in line:
        count = tokens[index][2] - tokens[index][1]
        literal = {2: 0, 3: 0, 4: 1, 5: 0}.get(count, count - 5)
        out[index] = literal, {2: "i", 3: "b"}.get(count - literal, "bi")
    bold = [index for index in line if "b" in out[index][1]]
    italic = sum("i" in out[index][1] for index in line)
    if len(bold) % 2 and italic % 2:
        # One apostrophe of one of the bold runs is a word's: behind a single letter, else a longer word, else a blank.
        threes = [index for index in line if out[index][1] == "b"]
        if threes:
            chosen = min(threes, key=lambda index: (_before(text, tokens[index][1] + out[index][0]), index))
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
