"""How the text that a format reads lies in a document's text: behind a byte order mark, and repaired of mojibake."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ..problems import Problem
from .mojibake import examine, repair_map
from .text import Piece, Span, TextMap

_MARK: Final = "\ufeff"
_STRIDE: Final = 4096


@dataclass(frozen=True, slots=True)
class Opening:
    """The text for the format, and the way from its characters to those of the document."""

    text: str
    """What the format reads."""
    start: int = 0
    """How many characters stand before it in the document: a byte order mark, or none."""
    repaired: bool = False
    """Whether mojibake was repaired."""
    problems: tuple[Problem, ...] = ()
    """That a repair was made, or that one looks needed; places are the document's."""
    _steps: list[int] = field(default_factory=list, compare=False, repr=False)
    """Of a repaired text, how many stored characters stand before every 4096th one of it."""

    def outward(self, span: tuple[int, int]) -> Span:
        """A span of `text` as a span of the document's text."""
        if not self.repaired:
            return Span(span[0] + self.start, span[1] + self.start)
        return Span(self._stored(span[0]), self._stored(span[1]))

    def map(self, span: Span) -> TextMap:
        """How a stretch of `text` lies in the document's text; inner offsets are those of `text`."""
        if not self.repaired:
            return TextMap((Piece(span, self.outward(span), "verbatim"),))
        inner, outer = span.start, self._stored(span.start)
        pieces = repair_map(self.text[span.start : span.end]).pieces
        return TextMap(tuple(Piece(piece.inner.moved(inner), piece.outer.moved(outer), piece.kind) for piece in pieces))

    def _stored(self, at: int) -> int:
        """The place in the document of a character of a repaired text: the repair took UTF-8's bytes for characters."""
        steps = self._steps
        while len(steps) <= at // _STRIDE:
            done = (len(steps) - 1) * _STRIDE
            steps.append(steps[-1] + len(self.text[done : done + _STRIDE].encode()) if steps else self.start)
        step = at // _STRIDE
        return steps[step] + len(self.text[step * _STRIDE : at].encode())


def open_text(text: str, *, repair: bool = True) -> Opening:
    """Take the byte order mark off and, unless told not to, the mojibake."""
    start = int(text.startswith(_MARK))
    inner = text[start:]
    if not repair:
        return Opening(inner, start)
    verdict = examine(inner)
    if verdict.repaired is None:
        suspect = verdict.suspect
        told = f"{len(suspect)} places look like UTF-8 once read as Mac Roman, the first here"
        return Opening(inner, start, problems=(Problem("mojibake-suspect", told, suspect[0].moved(start)),) if suspect else ())
    repair_told = Problem("mojibake-repaired", "the text is UTF-8 once read as Mac Roman; it was read repaired", (0, len(text)))
    repaired = verdict.repaired
    if repaired.startswith(_MARK):
        start, repaired = start + len(_MARK.encode()), repaired[1:]
    return Opening(repaired, start, repaired=True, problems=(repair_told,))
