"""Places in text: spans, lines, maps between a text and the text it was taken from, and patches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal, NamedTuple

PieceKind = Literal["verbatim", "encoded", "generated", "hidden"]

LONE: Final = re.compile("[\ud800-\udfff]")
"""What no text can hold that is written out: half of a pair of surrogates. It is read as U+FFFD."""
_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half-open range of characters (code points), counted from 0."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span in *text*."""
        return text[self.start : self.end]

    def moved(self, by: int) -> Span:
        """The same span in a text that begins *by* characters earlier."""
        return Span(self.start + by, self.end + by)


class Position(NamedTuple):
    """A place for people: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A text and its lines; a line ends at LF, CRLF or CR and nowhere else."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> Position:
        r"""The line and column of a character.

        >>> Source("ab\r\ncd").position(5)
        Position(line=2, column=2)
        """
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


class Piece(NamedTuple):
    """One stretch of an inner text and the stretch of the outer text that it came from.

    *verbatim*: the same characters. *encoded*: an escape, entity or fold, whole on both sides.
    *generated*: inner characters that some outer construct shows. *hidden*: outer characters
    that the inner text does not show (a bullet, a reference); the inner stretch is empty.
    """

    inner: Span
    outer: Span
    kind: PieceKind


@dataclass(frozen=True)
class TextMap:
    """How an inner text lies in an outer one: pieces in order that tile the inner text."""

    pieces: tuple[Piece, ...]

    @classmethod
    def identity(cls, length: int, at: int = 0) -> TextMap:
        """The map of a text that stands as it is at offset *at* of the outer text."""
        return cls((Piece(Span(0, length), Span(at, at + length), "verbatim"),))

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> TextMap:
        """A map of these pieces, with neighbouring verbatim pieces made one."""
        out: list[Piece] = []
        first: Piece | None = None  # kept where there is no other, so that an empty text has a place
        for piece in pieces:
            first = first or piece
            last = out[-1] if out else None
            if (
                last is not None
                and last.kind == piece.kind == "verbatim"
                and last.inner.end == piece.inner.start
                and last.outer.end == piece.outer.start
            ):
                out[-1] = Piece(Span(last.inner.start, piece.inner.end), Span(last.outer.start, piece.outer.end), "verbatim")
            elif piece.inner.start < piece.inner.end or piece.outer.start < piece.outer.end:
                out.append(piece)
        return cls(tuple(out) if out or first is None else (first,))

    @cached_property
    def _inner_starts(self) -> list[int]:
        return [piece.inner.start for piece in self._shown]

    @cached_property
    def _shown(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.inner.start < piece.inner.end]

    @cached_property
    def _in_order(self) -> bool:
        return all(one.outer.end <= other.outer.start for one, other in pairwise(self._shown))

    @property
    def length(self) -> int:
        """How many characters the inner text has."""
        return self.pieces[-1].inner.end if self.pieces else 0

    def outward(self, span: Span) -> Span:
        """The smallest outer span that holds every character of an inner span.

        An empty inner span goes to the place before the character at its start, and that of an empty text
        behind all that is hidden. An encoded or generated piece goes out whole.
        """
        if not self._shown:
            at = self.pieces[-1].outer.end if self.pieces else 0
            return Span(at, at)
        start = self._place(span.start, at_end=False)
        if span.start == span.end:
            return Span(start, start)
        if self._in_order:
            return Span(start, self._place(span.end, at_end=True))
        # A template may show its parameters in another order than they stand in.
        within = [_outside(piece, span) for piece in self._shown if piece.inner.start < span.end and span.start < piece.inner.end]
        return Span(min(one.start for one in within), max(one.end for one in within))

    def _place(self, offset: int, *, at_end: bool) -> int:
        """Where an inner boundary lies outside; an end leans on the character before it."""
        probe = offset - 1 if at_end else offset
        piece = self._shown[max(0, bisect_right(self._inner_starts, probe) - 1)]
        if piece.kind == "verbatim":
            return piece.outer.start + min(offset - piece.inner.start, piece.outer.end - piece.outer.start)
        return piece.outer.end if at_end or offset >= piece.inner.end else piece.outer.start

    def hidden(self, offset: int) -> tuple[Span, ...]:
        """The stretches of the outer text that stand before a character of the inner one and do not show, in order."""
        return tuple([piece.outer for piece in self.pieces if piece.kind == "hidden" and piece.inner.start == offset])

    def verbatim(self, span: Span) -> bool:
        """Whether the inner span stands in the outer text character by character."""
        if span.start == span.end:
            return True
        first = max(0, bisect_right(self._inner_starts, span.start) - 1)
        piece = self._shown[first] if self._shown else None
        return piece is not None and piece.kind == "verbatim" and span.end <= piece.inner.end

    def then(self, outer: TextMap) -> TextMap:
        """This map continued outwards: inner text of this one to outer text of *outer*."""
        return TextMap.of(piece for mine in self.pieces for piece in _through(mine, outer))


def _outside(piece: Piece, span: Span) -> Span:
    """What a piece and an inner span share, as it lies outside; all of the piece where it is not verbatim."""
    if piece.kind != "verbatim":
        return piece.outer
    first, last = max(span.start, piece.inner.start), min(span.end, piece.inner.end)
    return Span(first, last).moved(piece.outer.start - piece.inner.start)


def _through(mine: Piece, outer: TextMap) -> Iterable[Piece]:
    """One piece of a map carried through the next map; verbatim ones are cut where that one is."""
    if mine.kind != "verbatim" or mine.outer.start == mine.outer.end:
        yield Piece(mine.inner, outer.outward(mine.outer), mine.kind)
        return
    shift = mine.inner.start - mine.outer.start
    shown = outer._shown  # noqa: SLF001 (same file)
    for at in range(max(0, bisect_right(outer._inner_starts, mine.outer.start) - 1), len(shown)):  # noqa: SLF001 (same file)
        piece = shown[at]
        start, end = max(piece.inner.start, mine.outer.start), min(piece.inner.end, mine.outer.end)
        if piece.inner.start >= mine.outer.end:
            break
        if start < end:
            outside = outer.outward(Span(start, end))
            yield Piece(Span(start + shift, end + shift), outside, piece.kind)


class Patch(NamedTuple):
    """New words for a span of a text."""

    span: Span
    words: str


def apply(text: str, patches: Sequence[Patch]) -> str:
    """The text with every patch in place.

    Raises ValueError where two patches overlap or one lies outside the text.

    >>> apply("38 killed", [Patch(Span(0, 2), "40")])
    '40 killed'
    """
    out: list[str] = []
    at = 0
    for patch in sorted(patches):
        if not at <= patch.span.start <= patch.span.end <= len(text):
            raise ValueError(f"patch {patch} overlaps another or lies outside the text")
        out += (text[at : patch.span.start], patch.words)
        at = patch.span.end
    return "".join((*out, text[at:]))
