"""New words in the place of old ones: a change of a content's text as the smallest patches of the carrier's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from .text import Patch, Span, TextMap

_LONGEST: Final = 200  # words that are compared one by one
_SIGNS: Final = re.compile(r"\s*(?:[*#:;]+[ \t]*)?")
_ITEM: Final = re.compile(r"([*#:]+)([ \t]*)")
_MOST_DEPTHS: Final = 3  # depths of a list that are tried
_TOKEN: Final = re.compile(r"\w+|\s+|.", re.DOTALL)


class Change(NamedTuple):
    """New words for a stretch of a content's text."""

    span: Span
    """The stretch, in characters of the content."""
    words: str
    """What stands there afterwards."""


def differences(text: str, change: Change) -> list[Change]:
    """A change as several, each of only what differs.

    >>> differences("1,500–2,000 killed", Change(Span(0, 11), "1,600–2,500"))
    [Change(span=Span(start=2, end=3), words='6'), Change(span=Span(start=8, end=9), words='5')]
    """
    (start, end), words = change
    old, new = _TOKEN.findall(text, start, end), _TOKEN.findall(words)
    if max(len(old), len(new)) > _LONGEST:
        return [change]
    out: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        at = start + sum(map(len, old[:a]))
        if tag == "replace" and b - a == d - c:  # number for number, so that what stands between them stays there
            for was, is_now in zip(old[a:b], new[c:d], strict=True):
                out += _trimmed(at, was, is_now)
                at += len(was)
        elif tag != "equal":
            out += _trimmed(at, "".join(old[a:b]), "".join(new[c:d]))
    return out


def listed(line: str, words: str) -> Iterator[str]:
    """Lines as further items of the list that a line is an item of, of its depth first; none where it is no item.

    >>> list(listed("** 20 officers", "5 guns"))
    ['** 5 guns', '* 5 guns']
    """
    found = _ITEM.match(line)
    deepest = len(found[1]) if found is not None else 0
    for depth in range(deepest, max(0, deepest - _MOST_DEPTHS), -1):
        sign = line[:depth] + (found[2] if found is not None else "")
        yield "\n".join([sign + one for one in words.split("\n")])


def _trimmed(at: int, old: str, new: str) -> list[Change]:
    """The change of words at a place, without what they begin and end with alike."""
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    change = Change(Span(at + first, at + len(old) - last), new[first : len(new) - last])
    return [change] if old != new else []


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def patches(text: str, change: Change, laid: TextMap, spell: Callable[[str, Span], str]) -> list[Patch] | None:
    """The smallest patches that make a change, or None where it touches what is no plain text in the carrier.

    *spell* tells how words are spelt at a place of the carrier's text.
    """
    out: list[Patch] = []
    for span, words in differences(text, change):
        outer = _place(laid, span) if span.start < span.end else _point(laid, span.start, before=span.start == change.span.start)
        if outer is None:
            return None
        out.append(Patch(outer, spell(words, outer)))
    return out


def without(text: str, start: int, end: int, laid: TextMap, carrier: str = "", within: Span | None = None) -> list[Patch]:
    """Patches that take out the whole lines of a stretch, each with what parts them from the others; one of them may do.

    *within* is where the value stands in the carrier's text, where markup that shows nothing may stand between words and ends.
    """
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    spans: list[Span] = []
    if first > 0:
        ahead = laid.outward(Span(first - 1, first)).start
        if last < len(text):
            spans.append(Span(ahead, laid.outward(Span(last, last + 1)).start))
        else:
            if within is not None:
                ahead -= carrier.startswith("|", ahead - 1)  # of a list template
                spans += (Span(ahead, stop) for stop in _ends(carrier, within))
            hidden = [piece.outer.end for piece in laid.pieces if piece.kind == "hidden" and piece.inner.start == last]
            spans += (Span(ahead, stop) for stop in reversed(hidden))
        spans.append(Span(ahead, laid.outward(Span(last - 1, last)).end))
    if last < len(text):
        behind = next((at for at in range(last, len(text)) if text[at] != "\n"), last)
        begin, after = laid.outward(Span(first, first + 1)).start, laid.outward(Span(behind - 1, behind)).end
        if first == 0 and within is not None:
            signs = _SIGNS.match(carrier, after)
            spans += (Span(at, signs.end() if signs is not None else after) for at in _starts(carrier, within, begin))
        elif first == 0:
            spans += (Span(piece.outer.start, after) for piece in laid.pieces[:1] if piece.kind == "hidden")
        spans.append(Span(begin, laid.outward(Span(behind, behind + 1)).start))
    return [Patch(span, "") for span in dict.fromkeys(spans) if span.start < span.end]


def _ends(carrier: str, within: Span) -> Iterator[int]:
    """Where the last line of a value may end: with the value, or within the templates that end with it."""
    end = within.end
    while True:
        yield end
        if not carrier.endswith("}}", within.start, end):
            return
        end = within.start + len(carrier[within.start : end - 2].rstrip())


def _starts(carrier: str, within: Span, words: int) -> Iterator[int]:
    """Where the first line of a value may begin: with the value, behind the signs of its line, or within a template."""
    yield within.start
    for sign in ("\n", "|"):
        at = carrier.rfind(sign, within.start, words)
        while at >= 0:
            begins = _SIGNS.match(carrier, at + 1)
            yield begins.end() if begins is not None else at + 1
            at = carrier.rfind(sign, within.start, at)


def _place(laid: TextMap, span: Span) -> Span | None:
    """Where a stretch of text lies in the carrier's text, where nothing else lies in it."""
    outer = laid.outward(span)
    inside = [piece for piece in laid.pieces if piece.inner.start < span.end and span.start < piece.inner.end]
    at = outer.start
    for piece in inside:
        start = max(piece.inner.start, span.start)
        stop = min(piece.inner.end, span.end)
        lies = laid.outward(Span(start, stop))
        if piece.kind == "generated" or lies.start != at or (piece.kind == "encoded" and (start, stop) != piece.inner):
            return None
        at = lies.end
    return outer


def _point(laid: TextMap, at: int, *, before: bool) -> Span | None:
    """The place in the carrier's text where words come in: *before* the character that follows, else behind the one ahead."""
    if not laid.length:
        return None
    if (before and at < laid.length) or at == 0:
        start = laid.outward(Span(at, at + 1)).start
        return Span(start, start)
    end = laid.outward(Span(at - 1, at)).end
    return Span(end, end)
