"""The outline of a field: its lines with list depth, labels, flags and rules, before any of it is a fact."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..content import Break, Content, Emphasis, FateMark, Flag, Item, Link, Mark, Note
from ..vocabulary import Vocabulary
from .terms import Term, terms_of

_FATES: Final = frozenset({"fate", "total"})  # what a count may still want (`890,000` and below it `total casualties`)
_LONGEST: Final = 12  # lines that a statement may go over; a parenthesis that is never closed holds no more


class Line:
    """One line that says something; offsets are those of the content, blanks at both ends left out."""

    __slots__ = (
        *("all_bold", "all_italic", "bold", "colon", "depth", "end", "fates", "flags", "is_item", "is_term", "joined", "links", "notes"),
        *("rank", "rule", "start", "terms"),
    )

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.depth = 0
        """List depth; 0 outside lists."""
        self.rank = 0
        """How far it stands in: as depth, but a line that is only indented stands above an item of the same depth."""
        self.is_item = False
        """Whether it begins with the sign of an item."""
        self.is_term = False
        """Whether it is the term of a definition list."""
        self.joined = 0
        """How many lines that go on with it were joined to it."""
        self.bold = False
        """Whether it begins with bold words."""
        self.all_bold = False
        """Whether all its words are bold."""
        self.all_italic = False
        """Whether all its words are in italics."""
        self.rule = False
        """Whether a rule across the field stands between it and the line before."""
        self.flags: list[Flag] = []
        self.links: list[Link] = []
        self.fates: list[FateMark] = []
        self.notes: list[Note] = []
        self.terms: list[Term] = []
        self.colon: int | None = None
        """The position in `terms` of the colon after a label, or None."""

    @property
    def heading(self) -> bool:
        """Whether it is a label with nothing after it."""
        return self.colon is not None and self.colon == len(self.terms) - 1

    def cut(self, at: Sequence[int]) -> list[Line]:
        """The lines that it falls into at some of its terms, which are left out."""
        out: list[Line] = []
        for first, last in pairwise((-1, *at, len(self.terms))):
            terms = self.terms[first + 1 : last]
            # What stands before the first word, such as a flag, belongs to it.
            start = self.terms[first].end if first >= 0 else self.start
            end = self.terms[last].start if last < len(self.terms) else self.end
            line = Line(terms[0].start, terms[-1].end)
            line.depth, line.rank, line.terms = self.depth, self.rank, terms
            line.flags = [one for one in self.flags if start <= one.start <= end]
            line.links = [one for one in self.links if start <= one.start < end]
            line.fates = [one for one in self.fates if start <= one.start <= end]
            line.notes = [one for one in self.notes if start <= one.start <= end]
            out.append(line)
        return out

    @property
    def open(self) -> bool:
        """Whether a parenthesis in it is not closed."""
        depth = 0
        for term in self.terms:
            if term.kind == "sign":
                depth = depth + 1 if term.low == "(" else max(0, depth - 1) if term.low == ")" else depth
        return depth > 0


def outline(content: Content, vocabulary: Vocabulary) -> list[Line]:
    """The lines of a content, in order; empty ones are left out unless a flag or note stands on them.

    A line that plainly goes on with the statement of the line before it is one line with it.
    """
    text, marks = content.text, content.marks
    terms = terms_of(text, 0, len(text), vocabulary)
    lines: list[Line] = []
    rule = False
    end = -1
    term = mark = 0  # how many of them stand before the line
    mark_count, term_count = len(marks), len(terms)
    for words in text.split("\n"):
        start = end + 1
        end = start + len(words)
        first_mark, first_term = mark, term
        while mark < mark_count and marks[mark].start <= end:
            mark += 1
        inner = words.strip()
        if not inner and mark == first_mark:
            continue
        while term < term_count and terms[term].start < end:
            term += 1
        lead = words.find(inner)  # the blanks before them; 0 where there are no words
        line = Line(start + lead, start + lead + len(inner))
        ahead = False
        if mark > first_mark:
            for one in marks[first_mark:mark]:
                if type(one) is Break:
                    ahead = ahead or one.type == "rule"
                elif one.start >= start:
                    _place(line, one)
        if inner or line.flags or line.notes:
            line.terms = terms[first_term:term]
            line.rule, rule = rule, False
            if lines and line.terms and not line.is_item and not line.rule and _goes_on(lines[-1], line, text):
                line = _join(lines.pop(), line)
            if ":" in words or line.joined:
                line.colon = _colon(line.terms)
            lines.append(line)
        rule = rule or ahead
    return lines


def _goes_on(before: Line, line: Line, text: str) -> bool:  # noqa: PLR0911 (a table of cases)
    """Whether a line that has no item's sign of its own goes on with the statement of the one before.

    It does inside a parenthesis, where it begins with one or with `or` or `and`, and where the line before stops short:
    behind a comma or `and` with a fate to come, or behind an amount whose noun or fate comes first on the line.
    """
    counts = line.terms[0].kind == "number"  # as most lines begin
    if not before.terms or (counts and "glue" not in before.terms[-1].senses and "(" not in text[before.start : before.end]):
        return False
    if before.joined >= _LONGEST or text.count("\n", before.end, line.start) != 1:
        return False
    if "(" in text[before.start : before.end] and before.open:
        return True
    first, last = line.terms[0], before.terms[-1]
    if first.kind == "number":
        return last.has("glue", "and") or last.has("glue", "or")
    if before.heading or last.low == ":":
        return False
    if first.low == "(" and any(term.low == ":" for term in line.terms[-2:]):
        return False  # `(French accounts:)` is a heading
    if first.low in ("(", "[") or "part" in first.senses or (first.has("glue", "or") and not first.has("number")):
        return True
    fate = not _FATES.isdisjoint(first.senses)
    if first.has("glue", "and"):
        return len(line.terms) > 1 and "fate" in line.terms[1].senses
    if last.has("glue", "and") or last.has("glue", "or"):
        return True
    if not fate or not _stands_alone(line.terms):
        return False
    return last.low == "," or not any("fate" in term.senses for term in before.terms)


def _stands_alone(terms: Sequence[Term]) -> bool:
    """Whether a line has nothing but fates and what joins them, up to a parenthesis."""
    for term in terms:
        if term.low in ("(", ";"):
            break
        if _FATES.isdisjoint(term.senses) and "glue" not in term.senses and term.low not in (",", "."):
            return False
    return True


def _join(before: Line, line: Line) -> Line:
    """Two lines as one; the first one's place in the lists holds."""
    before.end = line.end
    before.all_bold = before.all_bold and line.all_bold
    before.all_italic = before.all_italic and line.all_italic
    before.joined += 1
    before.flags += line.flags
    before.links += line.links
    before.fates += line.fates
    before.notes += line.notes
    before.terms = [*before.terms, *line.terms]
    return before


def _place(line: Line, mark: Mark) -> None:
    """Note a mark on the line that it begins on."""
    match mark:
        case Item():
            line.depth = mark.depth
            line.is_item = mark.style != "plain"
            line.is_term = mark.style == "term"
            line.rank = 2 * mark.depth - (mark.style == "indent")
        case Flag():
            line.flags.append(mark)
        case Link():
            line.links.append(mark)
        case FateMark():
            line.fates.append(mark)
        case Note():
            line.notes.append(mark)
        case Emphasis(style="bold") if mark.start <= line.start < mark.end:
            line.bold = True
            line.all_bold = mark.end >= line.end
        case Emphasis(style="italic") if mark.start <= line.start and mark.end >= line.end:
            line.all_italic = True


def _colon(terms: list[Term]) -> int | None:
    """The colon that ends a label: the first one outside parentheses that stands in no clock time or proportion."""
    depth = 0
    for at, term in enumerate(terms):
        if term.kind != "sign":
            continue
        if term.low == "(":
            depth += 1
        elif term.low == ")":
            depth = max(0, depth - 1)
        elif term.low == ":" and not depth and at and not _tight(terms, at):
            return at
    return None


def _tight(terms: list[Term], at: int) -> bool:
    """Whether a sign stands between two numbers without a blank, as in `3:1`."""
    return any(
        a.kind == b.kind == "number" and b.start - a.end == 1 for a, b in pairwise((terms[at - 1], *terms[at + 1 : at + 2]))
    )
