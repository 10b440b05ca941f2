"""The way back for wikitext: a content as the value of a parameter, and a whole infobox; all is read again before it is told."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from ..content import Break, Content, Emphasis, FateMark, Flag, Infobox, Item, Link, Mark, Note, Opaque, Place, ordered, same
from ..problems import CannotWrite
from ..vocabulary import Inline, Vocabulary
from .escapes import GUARD, UNWRITABLE, Around, check, escape, target
from .inline import LEVELS, trimmed
from .lines import Style as ItemStyle
from .losses import Loss, Written, less, named
from .markup import Value
from .preprocessor import BLANKS, TAGS, preprocess
from .templates import templates
from .text import Span
from .wikistyle import Style

_SIGNS: Final[dict[ItemStyle, str]] = {"bullet": "*", "number": "#", "term": ";", "indent": ":"}
_TITLE: Final = re.compile(r"[^\[\]{}<>|\n]*\Z")
_BARE: Final = re.compile(r"https?://[^\s\[\]<>\"|']*[^\s\[\]<>\"|',;.:!?)]\Z")
_BARE_END: Final = re.compile(r"[,;.:!?)]*(?:[ \t\n]|\Z)")
_ROUNDS: Final = 3  # how often marks that are in the way are looked for one by one
_DEEPEST: Final = 1000  # signs of a list
_SHORT: Final = 6  # digits behind the point, beyond which degrees were reckoned from minutes
_SHOWN: Final = 60  # characters that a message tells
_NEAR: Final = 10  # characters: how far an escape looks at what stands beside it
_TRAIL: Final = re.compile(r"[a-z]*\Z")
_SIGN: Final = re.compile(r"[*#:;]|----")
_CALL: Final = re.compile(r"[^|{}\[\]<>\n]+(?=\||\Z)")


def render(content: Content, vocabulary: Vocabulary, like: Style | None = None) -> str:
    """A content as the value of a parameter; it reads back as the same text with the same marks.

    Raises CannotWrite, naming what is in the way, for what wikitext cannot hold: characters that no wiki keeps; links
    whose page or address the carrier lost; marks that overlap, or that no markup makes (bold inside bold, a flag
    of which only the name is known); names of pages, references and templates with signs that end them.

    >>> from infobox_conflict.vocabulary import load
    >>> render(Content("38 killed", (Emphasis(0, 2), Link(3, 9, page="Killed in action"))), load("en"))
    "'''38''' [[Killed in action|killed]]"
    """
    check(content.text)
    for _, why in _unholdable(content):
        raise CannotWrite(why)
    words, back = _attempt(content, vocabulary, like or Style())
    if back is None or not same(back, content):
        raise CannotWrite(_why(content, back))
    return words


def render_less(content: Content, vocabulary: Vocabulary, like: Style | None = None) -> Written:
    """A content as the value of a parameter, as `render` has it; what wikitext cannot hold is left out and told.

    >>> from infobox_conflict.vocabulary import load
    >>> render_less(Content("Artsakh", (Emphasis(0, 7), Link(0, 7))), load("en")).text
    "'''Artsakh'''"
    """
    told = [
        Loss("changed-words", f"the character U+{ord(match[0]):04X} is written as U+FFFD", mark=Mark(*match.span()), instead="\ufffd")
        for match in UNWRITABLE.finditer(content.text)
    ]
    rest, losses, rounds = less(content, told), list[Loss](), 0
    while True:
        lesser, rounds = less(rest, losses), rounds + 1
        words, faults = _tried(lesser, vocabulary, like or Style())
        if words is not None:
            return Written(words, (*told, *losses))
        if not faults or rounds > _ROUNDS:
            faults = [(mark, f"wikitext cannot hold {named(mark)} beside the others") for mark in _suspects(lesser)]
        if not faults:
            raise CannotWrite(_why(lesser, None))
        losses += (Loss("lost-mark", why, mark=mark) for mark, why in faults)


def _suspects(content: Content) -> Sequence[Mark]:
    """What most likely is in the way: links without words, which show some; else all that stands on lines; else the lines."""
    silent = [mark for mark in content.of(Link) if mark.start == mark.end]
    return silent or [mark for mark in content.marks if not isinstance(mark, Item | Break)] or content.marks


def _tried(content: Content, vocabulary: Vocabulary, style: Style) -> tuple[str | None, list[tuple[Mark, str]]]:
    """A value that reads back as a content; else the marks that are in the way, as far as they can be told, and why."""
    faults = list(_unholdable(content))
    if faults:
        return None, faults
    try:
        words, back = _attempt(content, vocabulary, style)
    except CannotWrite:
        return None, []
    if back is None or back.text != content.text:
        return None, []
    missing = (Counter(content.marks) - Counter(back.marks)).elements()
    return (words, []) if same(back, content) else (None, [(mark, f"wikitext cannot hold {named(mark)}") for mark in missing])


def write(infobox: Infobox, vocabulary: Vocabulary, style: Style | None = None) -> str:
    r"""A whole infobox, its parameters as they stand in it.

    Raises CannotWrite for whatever `write_less` leaves out, and for a template that is no infobox of a conflict.

    >>> from infobox_conflict.content import Field
    >>> from infobox_conflict.vocabulary import load
    >>> fields = (Field("casualties1", Content("a\nb", (Item(0, 1), Item(2, 3)))), Field("conflict", Content("Siege of X")))
    >>> print(write(in_order(Infobox(fields), load("en")), load("en")))
    {{Infobox military conflict
    | conflict    = Siege of X
    | casualties1 =
    * a
    * b
    }}
    """
    written = write_less(infobox, vocabulary, style)
    for loss in written.losses:
        raise CannotWrite(f"{loss.path}: {loss.message}")
    return written.text


def write_less(infobox: Infobox, vocabulary: Vocabulary, style: Style | None = None) -> Written:
    """A whole infobox, and what of it wikitext cannot hold; raises CannotWrite for a template that is no infobox of a conflict."""
    template = infobox.template or next(iter(vocabulary.templates), "")
    if vocabulary.template(template) is None:
        raise CannotWrite(f"no infobox of a conflict is called {template!r}")
    spelt = style or Style()
    parameters: list[tuple[str, str]] = []
    losses: list[Loss] = []
    for at, one in enumerate(infobox.fields):
        if is_name(one.name):
            written = render_less(one.content, vocabulary, spelt)
            parameters.append((one.name, written.text))
            losses += (replace(loss, field=at, path=one.name) for loss in written.losses)
        else:
            losses.append(Loss("lost-field", f"a parameter cannot be called {one.name!r}", field=at, path=one.name))
    width = spelt.width_of([name for name, _ in parameters])
    text = "".join(("{{", template, *(spelt.parameter(name, value, width) for name, value in parameters), spelt.closing))
    _prove(text, template, parameters)
    return Written(text, tuple(losses))


def in_order(infobox: Infobox, vocabulary: Vocabulary) -> Infobox:
    """An infobox with its parameters in the order in which the template's page has them, unknown ones at the end.

    Of parameters that stand twice the last one still counts.
    """
    ranks = [vocabulary.rank(one.name, infobox.template) for one in infobox.fields]
    last = (1, (0, "", 0))
    order = sorted(range(len(ranks)), key=lambda at: last if (rank := ranks[at]) is None else (0, rank))
    return replace(infobox, fields=tuple([infobox.fields[at] for at in order]))


def is_name(name: str) -> bool:
    """Whether a parameter can have a name."""
    if name.isalnum() and name.isascii():
        return True
    text = f"{{{{a|{name}=b}}}}"
    found = [] if UNWRITABLE.search(name) else templates(text)
    return bool(found) and found[0].span == (0, len(text)) and [(one.key, one.value) for one in found[0].parameters] == [(name, "b")]


# --- proof -----------------------------------------------------------------------------------------------------------


def _prove(text: str, template: str, parameters: Sequence[tuple[str, str]]) -> None:
    """Raise CannotWrite where an infobox would not be read as what was to be written."""
    found = templates(text)
    read = [(one.key, one.value.strip(BLANKS)) for one in found[0].parameters] if found else []
    if not found or found[0].span != (0, len(text)) or found[0].name.strip(BLANKS) != template or read != list(parameters):
        raise CannotWrite(f"no template can be called {template!r}, or have these parameters")


def _attempt(content: Content, vocabulary: Vocabulary, style: Style) -> tuple[str, Content | None]:
    """A content in the first spelling that reads back the same, else in the last; and what it says when it is read."""
    words, back = "", None
    for spelling in _spellings(content, style):
        words = _Writer(content, vocabulary, spelling).value()
        back = _read(words, vocabulary)
        if back is not None and same(back, content):
            break
    return words, back


def _read(words: str, vocabulary: Vocabulary) -> Content | None:
    """What a value says where it stands in a template between others; None where it breaks the template."""
    text = f"{{{{a|b={words}|c={words}}}}}"
    found = preprocess(text, line_start=False)
    start = len("{{a|b=")
    second = start + len(words) + len("|c=")
    if not found or found[0][:2] != (0, len(text)) or found[0].bars != (start - 3, start - 1, second - 3, second - 1):
        return None
    span = Span(start, start + len(words))
    nodes = [node for node in found[1:] if node.start < span.end]
    return Value(text, trimmed(text, span), nodes, vocabulary, TAGS).content


def _unholdable(content: Content) -> Iterator[tuple[Mark, str]]:
    """Marks that no spelling can help, and why."""
    flags = {(mark.start, mark.end) for mark in content.of(Flag)}
    for mark in content.marks:
        why = _fault(mark, content.text[mark.start : mark.end], is_flag=(mark.start, mark.end) in flags)
        if why:
            yield mark, why
    opened: list[Mark] = []
    for mark in _nested(content.marks):
        while opened and opened[-1].end <= mark.start:
            opened.pop()
        if opened and mark.end > opened[-1].end:
            yield mark, f"wikitext cannot hold marks that overlap: {opened[-1]} and {mark}"
        elif len(opened) >= LEVELS:
            yield mark, f"marks nest deeper than {LEVELS}"
        else:
            opened.append(mark)


def _fault(mark: Mark, words: str, *, is_flag: bool) -> str:
    """Why no spelling can help a mark; '' where one may."""
    match mark:
        case Link(page=None, type="internal" | "interwiki") if not is_flag:
            return f"the page of the link {words!r} is lost"
        case Link(site=None, type="external"):
            return f"the address of the link {words!r} is lost"
        case Link(page=str(page), type="internal" | "interwiki") if not _TITLE.match(page + (mark.anchor or "")):
            return f"no page can be called {page!r}"
        case Item() if not 0 < mark.depth <= _DEEPEST:
            return f"no list of wikitext is {mark.depth} deep"
        case _:
            pass
    try:
        for said in _strings(mark):
            check(said, type(mark).__name__.lower())
    except CannotWrite as error:
        return str(error)
    return ""


def _strings(mark: Mark) -> Iterable[str]:
    """All words that a mark carries."""
    for name in type(mark).__dataclass_fields__:
        held = getattr(mark, name)
        if isinstance(held, str):
            yield held
        elif isinstance(held, tuple):
            yield from (words for pair in held for words in pair if words is not None)


def _why(content: Content, back: Content | None) -> str:
    """What of a content does not come back."""
    if back is not None:
        mine, others = Counter(content.marks), Counter(back.marks)
        for mark in (mine - others).elements():
            return f"wikitext cannot hold {mark} {_beside(content, mark)}"
        for mark in (others - mine).elements():
            return f"in wikitext {mark} would also stand {_beside(content, mark)}"
    return f"wikitext cannot hold these words with their marks: {content.text[:_SHOWN]!r}"


def _beside(content: Content, mark: Mark) -> str:
    """The words at which a mark stands, for people."""
    start = max(0, mark.start - _SHOWN // 2)
    return f"at {content.text[start : start + _SHOWN]!r}"


def _nested(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that cover words, outer ones before those in them; of one stretch the later one is the outer one."""
    covering = [(mark.start, -mark.end, -at, mark) for at, mark in enumerate(marks) if _covers(mark)]
    return [mark for *_, mark in sorted(covering, key=lambda one: one[:3])]


def _covers(mark: Mark) -> bool:
    return mark.start < mark.end and not isinstance(mark, Item | Break)


# --- writing ---------------------------------------------------------------------------------------------------------


class _Spelling(NamedTuple):
    """One of several ways to write a content."""

    style: Style
    tags: bool = False
    """Whether emphasis is written as HTML, where apostrophes would be misread."""
    newlines: bool = False
    """Whether lines outside lists are parted by newlines, where tags would be misread."""


def _spellings(content: Content, style: Style) -> Iterable[_Spelling]:
    """The ways to write a content, the usual one first."""
    yield _Spelling(style)
    if style.block:
        style = replace(style, block="")
        yield _Spelling(style)
    has_emphasis, has_lines = bool(content.of(Emphasis)), "\n" in content.text
    if has_emphasis:
        yield _Spelling(style, tags=True)
    if has_lines:
        yield _Spelling(style, newlines=True)
    if has_emphasis and has_lines:
        yield _Spelling(style, tags=True, newlines=True)


@dataclass(slots=True)
class _Tree:
    """A mark that covers words, and what stands in it."""

    mark: Mark
    inside: list[_Tree] = field(default_factory=list)


class _Line(NamedTuple):
    """A line of a content."""

    lead: int
    """Where it begins."""
    start: int
    """Where its item begins, or the line."""
    end: int
    item: Item | None
    gap: str
    """What parts it from the line before: nothing, `line`, `rule`, or a newline for each one of a paragraph's end."""

    @property
    def depth(self) -> int:
        """How deep in lists it stands."""
        return 0 if self.item is None else self.item.depth

    @property
    def is_signed(self) -> bool:
        """Whether a sign stands before it."""
        return self.item is not None and self.item.style != "plain"


class _Piece(NamedTuple):
    """Words to be escaped, or markup."""

    words: str
    is_text: bool = False
    is_link: bool = False
    """Whether letters that follow would be taken in."""


class _Writer:
    """Writes one content in one spelling."""

    def __init__(self, content: Content, vocabulary: Vocabulary, spelling: _Spelling) -> None:
        self.text = content.text
        self.marks = content.marks
        self.vocabulary = vocabulary
        self.spelling = spelling
        self.style = spelling.style
        self.trees = _trees(_nested(content.marks))
        self.between = list(ordered(mark for mark in content.marks if mark.start == mark.end and not isinstance(mark, Item)))
        self.points = [mark.start for mark in self.between]
        self.items = {mark.start: mark for mark in reversed(content.of(Item))}
        self.rules = {mark.end for mark in content.of(Break) if mark.type == "rule"}
        self.ends = Counter(mark.end for mark in content.marks if isinstance(mark, Link | Flag))
        self.signs: list[str] = []
        """The signs of the lists that the line stands in."""

    def value(self) -> str:
        """The whole content."""
        lines = self.lines
        if self.style.block and all(line.is_signed and line.gap in ("", "line") for line in lines):
            inner = self.block(lines, 0)
            return f"{{{{{self.style.block}|{self.number(1, inner)}{self.style.line_end}{inner}{self.style.line_end}}}}}"
        return self.block(lines, 0)

    def number(self, at: int, argument: str) -> str:
        """The number to put before a positional argument, where a sign in it would part a name from it."""
        if "=" not in argument:
            return ""
        found = preprocess(f"{{{{a|{argument}}}}}", line_start=False)
        return f"{at}=" if found and found[0].bars[1:2] != (-1,) else ""

    # --- lines ---

    @cached_property
    def lines(self) -> list[_Line]:
        """The lines; a line end that other marks cover parts none."""
        covered = iter(self.trees)
        tree = next(covered, None)
        breaks = {mark.start: mark for mark in self.marks if isinstance(mark, Break) and mark.start < mark.end}
        out: list[tuple[int, int, str]] = []
        start, gap, at = 0, "", self.text.find("\n")
        while at >= 0:
            while tree is not None and tree.mark.end <= at:
                tree = next(covered, None)
            if tree is not None and tree.mark.start <= at:
                at = self.text.find("\n", tree.mark.end)
                continue
            mark = breaks.get(at)
            out.append((start, at, gap))
            gap = "line" if mark is None else "rule" if mark.type == "rule" else "\n" * (mark.end - at)
            start = at + 1 if mark is None else mark.end
            at = self.text.find("\n", start)
        out.append((start, len(self.text), gap))
        return [self.line(start, end, gap) for start, end, gap in out]

    def line(self, start: int, end: int, gap: str) -> _Line:
        """A line with its item."""
        blanks = self.text[start:end]
        first = start + len(blanks) - len(blanks.lstrip())
        item = next((self.items[at] for at in range(start, first + 1) if at in self.items), None)
        return _Line(start, start if item is None else item.start, end, item, gap)

    def block(self, lines: Sequence[_Line], base: int) -> str:
        """Lines below each other in a list of a depth, or in none."""
        out: list[str] = []
        at, depth, is_after_list = 0, base, False
        while at < len(lines):
            line = lines[at]
            if line.is_signed and line.depth > base:
                out += (self.part(line, base, at, after=depth), self.lead(line), self.signed(line, base))
                depth, is_after_list = line.depth, False
            elif line.depth <= base or (at and line.gap == "line" and depth == line.depth and not is_after_list):
                parting = self.style.break_line if at and depth == line.depth > base else self.part(line, base, at, after=depth)
                out += (parting, self.words(line.lead, line.end, line_start=not parting.endswith(">")))
                depth, is_after_list = line.depth, False
            else:
                attached = at > 0 and line.gap == "line" and depth == line.depth - 1 > base and not is_after_list
                last = _list_end(lines, at, line.depth if attached else base + 1)
                parting = "" if attached else self.part(line, base, at, after=line.depth)
                out += (parting, self.lead(line), self.list_of(lines[at:last], line.depth if attached else base + 1))
                depth, is_after_list, at = line.depth, True, last - 1
            at += 1
        return _guarded("".join(_apart(out)))

    def part(self, line: _Line, base: int, at: int, *, after: int) -> str:
        """What parts a line from the one before it."""
        newline = self.style.line_end
        if not at:
            return ""
        if line.gap == "rule":
            return "<hr />" if self.text.startswith("-", line.lead) else f"{newline}----"
        if line.gap != "line":
            return line.gap.replace("\n", newline)
        if line.is_signed or after > base or self.spelling.newlines or self.follows_rule(line):
            return newline
        return newline if self.is_silent(line) else self.style.break_line

    def is_silent(self, line: _Line) -> bool:
        """Whether a line has marks and no words."""
        return not self.is_filled(line) and bool(self.standing(line.lead, line.end))

    def standing(self, first: int, last: int) -> list[Mark]:
        """The marks without words that stand between two places, or at one of them."""
        return self.between[bisect_left(self.points, first) : bisect_right(self.points, last)]

    def follows_rule(self, line: _Line) -> bool:
        """Whether nothing but a rule stands on the line before, which ends with it."""
        return line.lead - 1 in self.rules

    def lead(self, line: _Line) -> str:
        """What stands on a line before its item."""
        return self.words(line.lead, line.start, before=True) if line.lead < line.start else ""

    def signed(self, line: _Line, base: int) -> str:
        """An item with its sign."""
        item = line.item
        if item is None or item.style == "plain":
            return ""
        depth = item.depth - base
        sign = _SIGNS[item.style]
        self.signs = [*self.signs[: depth - 1], *[sign] * (depth - 1 - len(self.signs)), sign]
        blank = self.style.sign_blank
        words = self.words(line.start, line.end, line_start=True, term=item.style == "term")
        if blank and words.startswith("&#") and _SIGN.match(self.text[line.start : line.start + 1]):
            words = self.words(line.start, line.end, starts=True, term=item.style == "term")
        return f"{''.join(self.signs)}{blank if words else ''}{words}"

    def list_of(self, lines: Sequence[_Line], depth: int) -> str:
        """A list template: each line of a depth begins an argument."""
        if depth > LEVELS:
            raise CannotWrite(f"lists without signs nest deeper than {LEVELS}")
        starts = [at for at, line in enumerate(lines) if not at or (line.depth == depth and line.gap == "line" and self.is_filled(line))]
        signs, self.signs = self.signs, []
        arguments = []
        for first, last in zip(starts, [*starts[1:], len(lines)], strict=True):
            own = [lines[first]._replace(lead=lines[first].start, gap=""), *lines[first + 1 : last]]
            arguments.append(self.block(own, depth))
        self.signs = signs
        name = self.style.list_name or self.vocabulary.inline_name("list", "plain")
        return self.call(name, arguments)

    def is_filled(self, line: _Line) -> bool:
        """Whether a line has words."""
        return bool(self.text[line.lead : line.end].strip())

    def call(self, name: str, arguments: Sequence[str]) -> str:
        """A template with positional arguments."""
        numbers = [self.number(at, one) for at, one in enumerate(arguments, 1)]
        if any(numbers):
            arguments = [f"{at}={one}" for at, one in enumerate(arguments, 1)]
        return "{{" + "|".join((name, *arguments)) + "}}"

    # --- words ---

    def words(
        self, start: int, end: int, *, line_start: bool = False, starts: bool = False, term: bool = False, before: bool = False
    ) -> str:
        """The words of a line with their marks; *before* leaves out what stands at their end."""
        first = bisect_left(self.trees, start, key=_start)
        trees = self.trees[first : bisect_left(self.trees, end, first, key=_start)]
        pieces = self.pieces(trees, start, end, self.standing(start, end - before))
        return self.spell(pieces, Around(right="}", line_start=line_start, starts=starts or line_start, reserved=":" if term else ""))

    def pieces(self, trees: Sequence[_Tree], start: int, end: int, between: Sequence[Mark]) -> list[_Piece]:
        """Words and markup in turn; what stands between words is written before marks that begin there."""
        inside = [(tree.mark.start, 1, tree) for tree in trees]
        beside = [mark for mark in between if not self.is_covered(mark.start, trees)] if trees else between
        things: list[tuple[int, int, Mark | _Tree]] = [*((mark.start, 0, mark) for mark in beside), *inside]
        out: list[_Piece] = []
        at, index = start, 0
        things.sort(key=lambda one: one[:2])
        while index < len(things):
            place, _, thing = things[index]
            if at < place:
                out.append(_Piece(self.text[at:place], is_text=True))
            at = place
            following = things[index + 1][2] if index + 1 < len(things) else None
            if isinstance(thing, _Tree):
                out.append(self.tree(thing))
                at = thing.mark.end
            elif isinstance(thing, Flag) and isinstance(following, Link) and following == Link(place, place):
                out.append(_Piece(self.flag_named(thing, "")))
                index += 1
            else:
                out.append(self.mark(thing))
            index += 1
        if at < end:
            out.append(_Piece(self.text[at:end], is_text=True))
        return out

    def spell(self, pieces: Sequence[_Piece], around: Around) -> str:
        """Pieces in their final spelling, each looking at what stands beside it."""
        out, tail, follows = "", around.left, False
        for index, piece in enumerate(pieces):
            words = piece.words
            is_first, is_last = index == 0, index == len(pieces) - 1
            right = around.right if is_last else pieces[index + 1].words[:_NEAR]
            if piece.is_text:
                own = replace(
                    around,
                    left=tail[-_NEAR:],
                    right=right,
                    break_line=self.style.break_line,
                    line_start=around.line_start and is_first,
                    starts=around.starts and is_first,
                    ends=around.ends and is_last,
                    follows_link=follows,
                )
                words = escape(words, own)
            elif (words.startswith("'") and tail.endswith("'") and not is_first) or (follows and "a" <= words[:1] <= "z"):
                words = f"{GUARD}{words}"
            out += words
            tail = words or tail
            follows = piece.is_link
        return out

    def inner(self, tree: _Tree, around: Around) -> str:
        """What a mark covers."""
        start, end = tree.mark.start, tree.mark.end
        return self.spell(self.pieces(tree.inside, start, end, self.standing(start + 1, end - 1)), around)

    def is_covered(self, at: int, trees: Sequence[_Tree]) -> bool:
        """Whether a place stands in a mark, not at its ends."""
        index = bisect_left(trees, at, key=_start) - 1
        return index >= 0 and at < trees[index].mark.end

    def tree(self, tree: _Tree) -> _Piece:
        """A mark that covers words."""
        mark = tree.mark
        if isinstance(mark, Link):
            first = tree.inside[0] if len(tree.inside) == 1 else None
            if first is not None and isinstance(first.mark, Flag) and first.mark.end - first.mark.start == mark.end - mark.start:
                page = self.vocabulary.state(first.mark.id) or None
                if mark == Link(mark.start, mark.end, page):
                    return _Piece(self.flag(first, first.mark))
            return self.site(tree, mark) if mark.type == "external" else self.page(tree, mark)
        if isinstance(mark, Emphasis):
            return _Piece(self.emphasis(tree, mark))
        raise CannotWrite(f"wikitext cannot hold {mark} over words")

    def emphasis(self, tree: _Tree, mark: Emphasis) -> str:
        """Bold or italic words."""
        if self.spelling.tags:
            tag = "b" if mark.style == "bold" else "i"
            return f"<{tag}>{self.inner(tree, Around('>', '<'))}</{tag}>"
        signs = "'''" if mark.style == "bold" else "''"
        return f"{signs}{self.inner(tree, Around(signs, signs))}{signs}"

    def page(self, tree: _Tree, link: Link) -> _Piece:
        """A link to a page of this wiki or another."""
        page = (link.page or "") + (f"#{link.anchor}" if link.anchor is not None else "")
        words = target(page)
        shown = self.inner(tree, Around("|", "]]"))
        colon = ":" if link.wiki or page.startswith(":") or self.leads_elsewhere(page) else ""
        if link.wiki:
            return _Piece(f"[[:{link.wiki}:{words}|{shown}]]", is_link=True)
        text = self.text[link.start : link.end]
        trail = text[len(page) :]
        plain = not tree.inside and not colon and words == page == escape(page, Around("[[", "]]", starts=True, ends=True))
        if plain and page and text.startswith(page) and _TRAIL.match(trail) and not self.standing(link.start + 1, link.end - 1):
            return _Piece(f"[[{page}]]{trail}", is_link=True)
        return _Piece(f"[[{colon}{words}|{shown}]]", is_link=True)

    def leads_elsewhere(self, page: str) -> bool:
        """Whether a page stands in a namespace to which a link without a colon shows something else."""
        prefix, colon, _ = page.partition(":")
        return bool(colon) and self.vocabulary.namespaces.get(prefix.strip().lower()) in ("File", "Media", "Category")

    def site(self, tree: _Tree, link: Link) -> _Piece:
        """A link to a site; where its address is its words, it stands as it is."""
        site, text = link.site or "", self.text
        shown = text[link.start : link.end]
        alone = not self.standing(link.start + 1, link.end - 1) and not tree.inside
        if shown == site and alone and _BARE.match(site) and self.stands_alone(link):
            return _Piece(site)
        words = self.inner(tree, Around(" ", "]", starts=True, reserved="]"))
        return _Piece(f"[{site} {words}]")

    def stands_alone(self, link: Link) -> bool:
        """Whether an address is told apart from what stands beside it."""
        before = self.text[link.start - 1 : link.start]
        if self.ends[link.end] > 1:
            return False
        first = bisect_left(self.trees, link.end, key=_start)
        behind = bool(self.standing(link.end, link.end)) or (first < len(self.trees) and self.trees[first].mark.start == link.end)
        return not (before.isalnum() or before in ("_", "/", ":")) and (behind or _BARE_END.match(self.text, link.end) is not None)

    # --- what templates show ---

    def flag(self, tree: _Tree, flag: Flag) -> str:
        """A flag with the name that its template shows."""
        shown = self.inner(tree, Around("|", "}}", starts=True, ends=True))
        return self.flag_named(flag, shown, self.text[flag.start : flag.end])

    def flag_named(self, flag: Flag, shown: str, text: str = "") -> str:
        """A flag's template: the plain one where the name is the flag's own, that of states where it is the state's."""
        state = self.vocabulary.state(flag.id)
        detail = "country" if shown == text == state != flag.id else "flag"
        named = "" if shown in ("", flag.id) or detail == "country" else f"|name={shown}"
        call = self.vocabulary.inline_name("mark", detail)
        return f"{{{{{call}{self.flag_arguments(flag)}{named}}}}}"

    def flag_arguments(self, flag: Flag) -> str:
        """A flag's own name and its version."""
        if flag.variant is None:
            return f"|{flag.id}" if flag.id else ""
        name = f"|{flag.id}"
        return f"{name}|variant={flag.variant}" if "=" in flag.variant else f"{name}|{flag.variant}"

    def mark(self, mark: Mark) -> _Piece:
        """A mark that covers no words."""
        match mark:
            case Flag():
                icon = self.vocabulary.inline_name("mark", "icon")
                return _Piece(f"{{{{{icon}{self.flag_arguments(mark)}}}}}")
            case FateMark():
                return _Piece(f"{{{{{mark.name}}}}}")
            case Note():
                return _Piece(self.note(mark))
            case Break(type="rule"):
                return _Piece("<hr />")
            case Place():
                return _Piece(self.call(self.vocabulary.inline_name("mark", "place"), _point(mark)))
            case Opaque():
                return self.opaque(mark)
            case Link(type="external"):
                return _Piece(f"[{mark.site}]")
            case Link(wiki=None):
                return _Piece(f"[[{target(mark.page or '')}{'' if mark.anchor is None else '#' + target(mark.anchor)}]]", is_link=True)
            case _:
                raise CannotWrite(f"wikitext cannot hold {mark} without words")

    def note(self, note: Note) -> str:
        """A reference, footnote or maintenance mark."""
        text = note.text or ""
        called = _CALL.match(text)
        meant = self.vocabulary.inline(called[0]) if called is not None else None
        if note.type == "maintenance":
            return f"{{{{{text}}}}}"
        if note.type == "footnote":
            return self.footnote(note, text)
        if meant == Inline("mark", "reference") and note.group is None:
            return f"{{{{{text}}}}}"
        attributes = "".join(f" {key}={_quoted(words)}" for key, words in (("name", note.name), ("group", note.group)) if words is not None)
        return f"<ref{attributes} />" if note.text is None else f"<ref{attributes}>{text}</ref>"

    def footnote(self, note: Note, text: str) -> str:
        """A footnote; one of a group of its own by the function that takes any group."""
        name = self.vocabulary.inline_name("mark", "footnote") if note.group is None else "#tag:ref"
        own = "" if note.text is None else f"|{self.number(1, text)}{text}"
        return f"{{{{{name}{own}{_named('name', note.name)}{_named('group', note.group)}}}}}"

    def opaque(self, mark: Opaque) -> _Piece:
        """What the reader kept as it stood."""
        name = mark.name
        prefix, colon, _ = name.partition(":")
        if colon and not mark.arguments and self.vocabulary.namespaces.get(prefix.lower()) == "File":
            return _Piece(f"[[{name}]]", is_link=True)
        if name.startswith("<") and name.endswith(">"):
            return _Piece(name + "".join(words for _, words in mark.arguments) + f"</{name[1:]}")
        arguments = [words if key is None else f"{key}={words}" for key, words in mark.arguments]
        if name.startswith("{{{") and name.endswith("}}}"):
            return _Piece("|".join((name[:-3], *arguments)) + "}}}")
        return _Piece("{{" + "|".join((name, *arguments)) + "}}")


def _start(tree: _Tree) -> int:
    return tree.mark.start


def _trees(marks: Iterable[Mark]) -> list[_Tree]:
    """Marks that nest, each with what stands in it."""
    roots: list[_Tree] = []
    opened: list[_Tree] = []
    for mark in marks:
        while opened and opened[-1].mark.end <= mark.start:
            opened.pop()
        tree = _Tree(mark)
        (opened[-1].inside if opened else roots).append(tree)
        opened.append(tree)
    return roots


def _list_end(lines: Sequence[_Line], at: int, depth: int) -> int:
    """Where the lines end that a list template of a depth can hold."""
    last = at + 1
    while last < len(lines) and (lines[last].depth > depth or (lines[last].depth == depth and not lines[last].is_signed)):
        last += 1
    return last


def _apart(parts: Iterable[str]) -> Iterable[str]:
    """Parts with something between line ends that would else end a paragraph."""
    ended = False
    for part in parts:
        if part:
            yield GUARD + part if ended and part.startswith(("\n", "\r")) else part
            ended = part.endswith("\n")


def _guarded(words: str) -> str:
    """Words whose blanks and line ends at both ends are not lost."""
    if words.startswith((" ", "\t", "\n", "\r")):
        words = f"&#32;{words[1:]}" if words[0] == " " else f"{GUARD}{words}"
    return f"{words}{GUARD}" if words.endswith((" ", "\t", "\n")) else words


def _point(place: Place) -> tuple[str, ...]:
    """A point in short decimal degrees, else in degrees, minutes and seconds where these were meant, else in long ones."""
    numbers = ((place.lat, "NS"), (place.lon, "EW"))
    plain = tuple(format(Decimal(repr(number)), "f").removesuffix(".0") for number, _ in numbers)
    if all(len(words.partition(".")[2]) <= _SHORT for words in plain):
        return plain
    parts = [_degrees(number, poles) for number, poles in numbers]
    return tuple(chain(*parts)) if all(parts) else plain


def _degrees(number: float, poles: str) -> tuple[str, ...]:
    """Degrees with minutes, seconds and a pole; nothing where they do not come out."""
    total = round(abs(number) * 3600, 2)
    parts = (total // 3600, total // 60 % 60, round(total % 60, 2))
    if sum(part / 60**at for at, part in enumerate(parts)) != abs(number):
        return ()
    return (*(f"{part:.2f}".rstrip("0").rstrip(".") for part in parts), poles[number < 0])


def _quoted(words: str) -> str:
    return f"'{words}'" if '"' in words else f'"{words}"'


def _named(key: str, words: str | None) -> str:
    return "" if words is None else f"|{key}={words}"
