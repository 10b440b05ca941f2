"""What MediaWiki's preprocessor finds in a wikitext: templates, arguments, extension tags and comments, with their places.

One pass from left to right with a stack of open things, of which only the uppermost can be closed or parted. Nothing is
tried twice: what is still open at the end of the text is plain text. The comments name the rules of MediaWiki that they
follow; `docs/explanation/wikitext.md` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

_Search: TypeAlias = Callable[[str, int, int], re.Match[str] | None]
NodeKind: TypeAlias = Literal["template", "argument", "tag", "comment", "directive"]

TAGS: Final = frozenset(
    (
        *("pre", "nowiki", "gallery", "indicator", "langconvert", "ref", "references", "math", "chem", "ce", "syntaxhighlight", "source"),
        *("poem", "mapframe", "maplink", "templatestyles", "templatedata", "score", "timeline", "section", "graph", "hiero", "imagemap"),
        *("inputbox", "categorytree", "charinsert", "phonos"),
    )
)
"""The extension tags of Wikipedia: what stands inside such a tag is no wikitext to the page around it."""

BLANKS: Final = " \t\n\r\0\v"
"""What MediaWiki trims from names and values: no form feed, no no-break space."""

_COMMON_TAGS: Final = ("br", "small", "b", "i", "center", "span", "div")  # of HTML, in infoboxes; they part nothing
_DIRECTIVES: Final = ("noinclude", "onlyinclude")
_INCLUDEONLY: Final = "includeonly"
_TEMPLATE: Final = 2  # braces
_ARGUMENT: Final = 3
_COMMENT_OPENING: Final = len("<!--")


class Node(NamedTuple):
    """Something that the preprocessor takes out of the text."""

    start: int
    end: int
    kind: NodeKind
    bars: tuple[int, ...]
    """Of a template or argument: for each part after the title the place of its `|`, and that of its first `=` or -1.
    Of an extension tag: where its name ends, where its content begins and where it ends (-1 twice where it has none)."""


def preprocess(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    tags: frozenset[str] = TAGS,
    line_start: bool = True,
    dull: str = "",
    enough: Callable[[Node], bool] | None = None,
) -> list[Node]:
    """Everything in a stretch of text, in source order, what is outside before what is inside; never fails.

    *line_start* tells whether the stretch begins a line of its own. Who looks for few templates may say so: templates whose
    names begin with a letter or digit of *dull* are passed over where nothing special stands in them, `=` included, and
    *enough* is asked at each template that stands in nothing open whether the search may end.
    """
    found: list[Node] = []
    _Scan(text, len(text) if end is None else end, _patterns(tags, dull), found, enough).run(start, line_start=line_start)
    found.sort(key=_outer_first)
    return found


def _outer_first(node: Node) -> tuple[int, int]:
    return node[0], -node[1]


class _Patterns(NamedTuple):
    """What to look for next, by what is uppermost on the stack."""

    outside: re.Pattern[str]
    title: re.Pattern[str]
    """In braces, where `=` means nothing: in the title, and after the first `=` of a part."""
    part: re.Pattern[str]
    link: re.Pattern[str]
    converter: re.Pattern[str]
    converter_part: re.Pattern[str]
    heading: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(tags: frozenset[str], dull: str) -> _Patterns:
    """The patterns for a set of extension tags; a link or template with nothing special in it is taken at once, and so is a name."""
    names = "|".join(sorted((*map(re.escape, tags), *(f"/?{name}" for name in _DIRECTIVES), _INCLUDEONLY), key=len, reverse=True))
    tag = rf"<(?:!--|((?i:{names}))(?=[ \t\n\v\f\r>]|/>))"
    link = r"\[\[[^\[\]{}<\n]*+\]\]"
    opening = rf"\{{\{{(?:(?!\{{)[^{{}}\[<\n]*+\}}\}}|\{{*+)|{link}|\[\[+|{tag}|-\{{+"
    closing = r"\}\}\}?"  # no more of a run: a long one is closed piece by piece, and would be looked through each time
    line, bar = r"\n={1,6}", r"\|(?:[^|={}\[\]<\n]*+=)?"
    if dull:
        skipped = rf"[^|{{}}\[<\n-]++|-(?!\{{)|\n(?!=)|{link}|\{{\{{[{dull}][^{{}}\[<\n=]*+\}}\}}"
        plain = "".join(rf"|</?{name}[ />]" for name in _COMMON_TAGS if name not in tags)
        bar = rf"\|(?:[^|={{}}\[\]<\n]*+=(?:{skipped}{plain})*+)?"

    def looking(*more: str) -> re.Pattern[str]:
        return re.compile("|".join((*more, opening)), re.ASCII)

    return _Patterns(
        outside=looking(line),
        title=looking(bar, closing, line),
        part=looking(bar, "=", closing, line),
        link=looking(r"\]\]", line),
        converter=looking(bar, r"\}-", line),
        converter_part=looking(bar, "=", r"\}-", line),
        heading=looking(r"\n"),
    )


class _Open:
    """Something open: its sign, how many of them, where they begin, and the bars and equals signs so far."""

    __slots__ = ("bars", "count", "dash", "plain", "sign", "start", "waiting")

    def __init__(
        self, sign: str, count: int, start: int, plain: re.Pattern[str], waiting: re.Pattern[str] | None = None, *, dash: bool = False
    ) -> None:
        self.sign = sign
        self.count = count
        self.start = start
        self.plain = plain
        """What to look for where `=` means nothing: in a title, and after the first `=` of a part."""
        self.waiting = waiting or plain
        """What to look for in a part before its `=`."""
        self.dash = dash
        """Of braces: whether `-` stands before them, so that one left over opens the language converter."""
        self.bars: list[int] = []

    @property
    def is_waiting(self) -> bool:
        """Whether a part waits for its `=`."""
        return bool(self.bars) and self.bars[-1] < 0

    @property
    def pattern(self) -> re.Pattern[str]:
        """What to look for now."""
        return self.waiting if self.is_waiting else self.plain


class _Scan:
    """One pass over a text."""

    def __init__(
        self,
        text: str,
        end: int,
        patterns: _Patterns,
        found: list[Node],
        enough: Callable[[Node], bool] | None,
    ) -> None:
        self.text = text
        self.end = end
        self.found = found
        self.enough = enough
        self.patterns = patterns
        self.stack: list[_Open] = []
        self.no_more_gt = False
        self.unclosed: set[str] = set()

    def run(self, at: int, *, line_start: bool) -> None:
        """Read on from a place until the end, or until there is enough."""
        text, end, stack, outside = self.text, self.end, self.stack, self.patterns.outside
        if line_start:
            at = self.heading(at)
        search: _Search = (stack[-1].pattern if stack else outside).search
        while at >= 0 and (match := search(text, at, end)) is not None:
            start, at = match.span()
            char = text[start]
            if char == "|":
                equals = text.find("=", start, at)
                (top := stack[-1]).bars += (start, equals)
                search = (top.waiting if equals < 0 else top.plain).search
            elif char == "=":
                (top := stack[-1]).bars[-1] = start
                search = top.plain.search
            elif char == "[" and text[at - 1] == "]":
                continue
            elif char == "{" and text[at - 1] == "}":
                at = self.leaf(start, at)
            else:
                at = self.sign(char, start, at, match)
                search = (stack[-1].pattern if stack else outside).search

    def sign(self, char: str, start: int, at: int, match: re.Match[str]) -> int:
        """A sign that opens or closes something; where to read on."""
        if char == "<":
            return self.angle(start, match)
        if char == "}":
            return self.close(start, at)
        if char == "]":
            return self.close_link(start)
        if char == "\n":
            return self.line(start, at)
        if char == "{":
            self.stack.append(_Open("{", at - start, start, self.patterns.title, self.patterns.part))
        elif char == "[":
            self.stack.append(_Open("[", at - start, start, self.patterns.link))
        elif at - start == len("-{"):
            self.stack.append(_Open("-{", 2, start, self.patterns.converter, self.patterns.converter_part))
        else:  # of `-{{` the rightmost brace opens
            self.stack.append(_Open("{", at - start - 1, start + 1, self.patterns.title, self.patterns.part, dash=True))
        return at

    def leaf(self, start: int, at: int) -> int:
        """A template with nothing special in it; where to read on."""
        words = self.text[start + 2 : at - 2]
        bars: list[int] = []
        bar = words.find("|")
        while bar >= 0:
            following = words.find("|", bar + 1)
            equals = words.find("=", bar, following if following >= 0 else len(words))
            bars += (start + 2 + bar, start + 2 + equals if equals >= 0 else -1)
            bar = following
        self.found.append(Node(start, at, "template", tuple(bars)))
        return -1 if self.enough is not None and not self.stack and self.enough(self.found[-1]) else at

    def line(self, start: int, at: int) -> int:
        """A newline that ends a heading, or one before `=`, which begins one unless a part waits for just that sign."""
        top = self.stack[-1] if self.stack else None
        if top is not None and top.sign == "\n":
            self.stack.pop()
            return start  # the same newline may begin the next heading
        if at - start == len("\n=") and top is not None and top.is_waiting:
            return start + 1
        self.stack.append(_Open("\n", at - start - 1, start, self.patterns.heading))
        return at

    def heading(self, at: int) -> int:
        """Begin a heading where a line begins at a place with `=`, by the rule of `line`."""
        count = 0
        while count < 6 and at + count < self.end and self.text[at + count] == "=":  # noqa: PLR2004 (levels of headings)
            count += 1
        return self.line(at - 1, at + count) if count else at

    def close(self, start: int, at: int) -> int:
        """Close braces or the language converter; -1 where that was enough."""
        top = self.stack.pop()
        if top.sign == "-{":
            return at
        matching = _ARGUMENT if min(top.count, at - start) >= _ARGUMENT else _TEMPLATE
        at = start + matching
        top.count -= matching
        node = Node(
            top.start + top.count,
            at,
            "template" if matching == _TEMPLATE else "argument",
            tuple(top.bars),
        )
        self.found.append(node)
        if top.count > 1:
            top.bars = []
            self.stack.append(top)
        elif top.count and top.dash:
            self.stack.append(_Open("-{", 2, top.start - 1, self.patterns.converter, self.patterns.converter_part))
        return -1 if self.enough is not None and not self.stack and matching == _TEMPLATE and self.enough(node) else at

    def close_link(self, start: int) -> int:
        """Close two brackets."""
        top = self.stack[-1]
        top.count -= 2
        if top.count < 2:  # noqa: PLR2004 (a link takes two brackets)
            self.stack.pop()
        return start + 2

    def angle(self, start: int, match: re.Match[str]) -> int:
        """A comment, directive or extension tag; where to read on."""
        name = match[1]
        if name is None:
            return self.comment(start)
        text, end = self.text, self.end
        close = -1 if self.no_more_gt else text.find(">", match.end(), end)
        if close < 0:
            self.no_more_gt = True  # else each further `<` would be looked for a `>` to the end of the text
            return start + 1
        low = name.lower()
        if low.removeprefix("/") in _DIRECTIVES:
            self.found.append(Node(start, close + 1, "directive", ()))
            return close + 1
        if text[close - 1] == "/":
            self.keep_tag(low, start, close + 1, (match.end(), -1, -1))
            return close + 1
        closing = None if low in self.unclosed else _closing(low).search(text, close + 1, end)
        if closing is not None:
            self.keep_tag(low, start, closing.end(), (match.end(), close + 1, closing.start()))
            return closing.end()
        if name == _INCLUDEONLY:
            self.found.append(Node(start, end, "directive", ()))
            return end
        self.unclosed.add(low)  # else each further tag would be looked for its closing to the end of the text
        return close + 1

    def keep_tag(self, name: str, start: int, end: int, places: tuple[int, int, int]) -> None:
        if name == _INCLUDEONLY:
            self.found.append(Node(start, end, "directive", ()))
        else:
            self.found.append(Node(start, end, "tag", places))

    def comment(self, start: int) -> int:
        """A comment; where it and others fill a line, the whole line goes with it, and the next one may be a heading."""
        text, end = self.text, self.end
        close = text.find("-->", start + _COMMENT_OPENING, end)
        if close < 0:
            self.found.append(Node(start, end, "comment", ()))
            return end
        stop = close + 3
        first = start
        while first and text[first - 1] in " \t":
            first -= 1
        if first and text[first - 1] == "\n":
            last = _past_blanks(text, stop)
            while text.startswith("<!--", last) and (close := text.find("-->", last + _COMMENT_OPENING, end)) >= 0:
                last = _past_blanks(text, close + 3)
            if last < end and text[last] == "\n":
                self.found.append(Node(first, last + 1, "comment", ()))
                return self.heading(last + 1)
        self.found.append(Node(start, stop, "comment", ()))
        return stop


def _past_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    return at


@lru_cache(maxsize=256)
def _closing(name: str) -> re.Pattern[str]:
    """Finds the closing tag of an extension tag."""
    return re.compile(rf"</{re.escape(name)}[ \t\n\v\f\r]*>", re.ASCII | re.IGNORECASE)
