"""UTF-8 text that was once read as Mac Roman: recognised, repaired, and written back the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .text import Piece, Span, TextMap

_CODEC: Final = "mac_roman"  # total and bijective in Python, so repair and damage are exact inverses
_STRETCH: Final = 256  # characters that are encoded at once
_SIGN_OF_DAMAGE: Final = re.compile(r"[\u2010-\u2044\U00010000-\U0010ffff]")
_ENOUGH: Final = 2
_TWO_BEYOND: Final = re.compile(r"[^\x00-\x7f][\x00-\x7f]*[^\x00-\x7f]")
_RUN: Final = re.compile(r"[^\x00-\x7f]{2,}")
# The first two bytes of a character beyond ASCII in UTF-8, as the codec reads them: no damage is without them.
_LEAD, _NEXT = (re.escape(bytes(range(*byte)).decode(_CODEC)) for byte in ((0xC2, 0xF5), (0x80, 0xC0)))
_DAMAGE: Final = re.compile(f"[{_LEAD}][{_NEXT}]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the test of a whole text found."""

    repaired: str | None
    """The repaired text, or None where the text is left as it is."""
    suspect: tuple[Span, ...] = ()
    """Stretches that look damaged in a text that as a whole is not."""


def examine(text: str) -> Verdict:
    """Decide on the whole text whether it is UTF-8 once read as Mac Roman.

    It is, where every character of it goes back to valid UTF-8 and what comes out has two or more
    characters beyond ASCII, or one that no sound text of this damage gives by chance (a dash, quote or bullet
    of U+2010 to U+2044, or one beyond the basic plane). Deciding by single fields repairs sound French.

    >>> examine("1939 ‚Äì 1945").repaired
    '1939 – 1945'
    >>> examine("l’éditeur").repaired is None
    True
    """
    if text.isascii() or _DAMAGE.search(text) is None:
        return Verdict(None)
    repaired = _undo(text)
    if repaired is not None:
        if repaired == text:
            return Verdict(None)
        if _TWO_BEYOND.search(repaired) or _SIGN_OF_DAMAGE.search(repaired):
            return Verdict(repaired)
        return Verdict(None, tuple(Span(*m.span()) for m in _RUN.finditer(text)))
    return Verdict(None, tuple(_suspects(text)))


def damage(words: str) -> str:
    """Words as they stand in a damaged text; raises UnicodeEncodeError for a lone surrogate."""
    return words if words.isascii() else words.encode().decode(_CODEC)


def repair_map(repaired: str) -> TextMap:
    """How a repaired text lies in the damaged one."""
    pieces: list[Piece] = []
    inner = outer = 0
    for match in re.finditer(r"[^\x00-\x7f]", repaired):
        at = match.start()
        if at > inner:
            pieces.append(Piece(Span(inner, at), Span(outer, outer + at - inner), "verbatim"))
            outer += at - inner
        width = len(match[0].encode())
        pieces.append(Piece(Span(at, at + 1), Span(outer, outer + width), "encoded"))
        inner, outer = at + 1, outer + width
    if inner < len(repaired) or not pieces:
        pieces.append(Piece(Span(inner, len(repaired)), Span(outer, outer + len(repaired) - inner), "verbatim"))
    return TextMap(tuple(pieces))


def _undo(text: str) -> str | None:
    try:
        # Most stretches are ASCII, for which the codec, a character at a time, would take three times as long.
        parts = [text[at : at + _STRETCH] for at in range(0, len(text), _STRETCH)]
        return b"".join([part.encode() if part.isascii() else part.encode(_CODEC) for part in parts]).decode()
    except UnicodeError:
        return None


def _suspects(text: str) -> list[Span]:
    """Runs beyond ASCII that go back to other UTF-8, where they are most of the runs and one of them is no chance by itself."""
    runs, out, sure = 0, [], False
    for match in _RUN.finditer(text):
        runs += 1
        repaired = _undo(match[0])
        if repaired is not None and repaired != match[0]:
            out.append(Span(*match.span()))
            sure = sure or len(repaired) >= _ENOUGH or _SIGN_OF_DAMAGE.search(repaired) is not None
    return out if sure and 2 * len(out) > runs else []
