"""The outline of a field: its lines with list depth, labels, flags and rules, before any of it is a fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ..content import Break, Content, Emphasis, FateMark, Flag, Item, Link, Mark, Note
from ..vocabulary import Vocabulary
from .terms import Term, terms_of


@dataclass(slots=True)
class Line:
    """One line that says something; offsets are those of the content, blanks at both ends left out."""

    start: int
    end: int
    depth: int = 0
    """List depth; 0 outside lists."""
    bold: bool = False
    """Whether it begins with bold words."""
    all_bold: bool = False
    """Whether all its words are bold."""
    rule: bool = False
    """Whether a rule across the field stands between it and the line before."""
    flags: list[Flag] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    fates: list[FateMark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    colon: int | None = None
    """The position in `terms` of the colon after a label, or None."""

    @property
    def heading(self) -> bool:
        """Whether it is a label with nothing after it."""
        return self.colon is not None and self.colon == len(self.terms) - 1


def outline(content: Content, vocabulary: Vocabulary) -> list[Line]:
    """The lines of a content, in order; empty ones are left out unless a flag or note stands on them."""
    text = content.text
    lines: list[Line] = []
    start = 0
    bounds = []
    while True:
        end = text.find("\n", start)
        bounds.append((start, len(text) if end < 0 else end))
        if end < 0:
            break
        start = end + 1
    marks = iter(content.marks)
    mark = next(marks, None)
    rule = False
    for start, end in bounds:
        line, ahead = Line(*_trimmed(text, start, end), rule=rule), False
        while mark is not None and mark.start <= end:
            if isinstance(mark, Break):
                ahead = ahead or mark.type == "rule"
            elif mark.start >= start:
                _place(line, mark)
            mark = next(marks, None)
        if line.start < line.end or line.flags or line.notes:
            line.terms = terms_of(text, line.start, line.end, vocabulary)
            line.colon = _colon(line.terms)
            lines.append(line)
            rule = False
        rule = rule or ahead
    return lines


def _place(line: Line, mark: Mark) -> None:
    """Note a mark on the line that it begins on."""
    if isinstance(mark, Flag):
        line.flags.append(mark)
    elif isinstance(mark, Link):
        line.links.append(mark)
    elif isinstance(mark, FateMark):
        line.fates.append(mark)
    elif isinstance(mark, Note):
        line.notes.append(mark)
    elif isinstance(mark, Item):
        line.depth = mark.depth
    elif isinstance(mark, Emphasis) and mark.style == "bold" and mark.start <= line.start < mark.end:
        line.bold = True
        line.all_bold = mark.end >= line.end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _colon(terms: list[Term]) -> int | None:
    """The colon that ends a label: the first one outside parentheses that stands in no clock time or proportion."""
    depth = 0
    for at, term in enumerate(terms):
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
