"""Where in the bytes of an export the infobox of a conflict may stand: by the names of its templates, with nothing decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from ..vocabulary import Vocabulary, load

_BLANKS: Final = rb"[ _]+"
_ODD: Final = rb"[ _]*(?:&|\xc2\xa0|\xe2\x80|\xe3\x80)"  # an entity, a comment or a rare blank: the reader looks closer
_END: Final = rb"(?![0-9A-Za-z])"
_LEAST: Final = 3  # bytes that first words must share at their end to be looked for at once


class Finder:
    """Finds in UTF-8 bytes of XML what may be an infobox of a conflict in one language.

    It misses none that MediaWiki would find by a name of the vocabulary, the first letter in either case, blanks and underscores
    alike, nor a template of another name with the parameters that tell a wrapper. Whether a find is an infobox, the reader tells.
    Raises VocabularyError for an unknown language.

    >>> Finder("en").finds(b"<text>{{ infobox_military  conflict")
    [13]
    >>> Finder("en").finds(b"<text>{{Infobox settlement}} of a military conflict")
    []
    """

    def __init__(self, language: str = "en") -> None:
        self._needles = _needles(load(language))

    def finds(self, data: bytes, start: int = 0, end: int | None = None) -> list[int]:
        """Every offset between two at which one may stand, in order; a name that the end cuts may be missing."""
        end = len(data) if end is None else end
        return sorted(at for needle in self._needles for at in needle.finds(data, start, end))


class _Needle(NamedTuple):
    """What one pass over the data looks for."""

    literal: bytes
    """What a find begins with; bytes are searched for at memory's speed, twice as fast as by a pattern."""
    pattern: re.Pattern[bytes]
    """All of a find."""

    def finds(self, data: bytes, start: int, end: int) -> Iterator[int]:
        """Every offset between two at which it stands."""
        first = data.find(self.literal, start, end)
        return (match.start() for match in self.pattern.finditer(data, first, end)) if first >= 0 else iter(())


@lru_cache(maxsize=16)
def _needles(vocabulary: Vocabulary) -> tuple[_Needle, ...]:
    """One needle for each pass."""
    rests: dict[str, set[bytes]] = {}
    for name in vocabulary.templates:
        first, *rest = name.replace("_", " ").split(" ")
        rests.setdefault(first[0].lower() + first[1:], set()).add(b"".join(_BLANKS + re.escape(one.encode()) for one in rest) + _END)
    groups = [
        (ending, b"(?:" + b"|".join(_behind(first, rests[first]) for first in group) + b")")
        for ending, group in _by_ending(list(rests))
    ]
    # One of the parameters that tell a wrapper is enough to look closer; the longest is the rarest.
    shape = sorted((name.encode() for name in vocabulary.shape), key=lambda name: (-len(name), name))
    wanted = (*groups, *((name, b"") for name in shape[:1]))
    return tuple(_Needle(literal, re.compile(re.escape(literal) + rest)) for literal, rest in wanted)


def _by_ending(words: list[str]) -> Iterator[tuple[bytes, list[str]]]:
    """First words that end alike, and the bytes that they end with, their first letter left out."""
    endings = {word: word[1:].encode() for word in words}
    while endings:
        last = next(iter(endings.values()))[-_LEAST:]
        group = [word for word, ending in endings.items() if ending[-_LEAST:] == last]
        shared = [len(set(column)) == 1 for column in zip(*(endings.pop(word)[::-1] for word in group), strict=False)]
        size = shared.index(False) if False in shared else len(shared)
        yield group[0].encode()[-size:] if size else b"", group


def _behind(first: str, rests: set[bytes]) -> bytes:
    """What is matched behind the first word of names: that it was this word, and what else of a name follows."""
    cases = b"|".join(b"(?<=" + re.escape((case + first[1:]).encode()) + b")" for case in (first[0], first[0].upper()))
    return b"(?:" + cases + b")(?:" + b"|".join((*sorted(rests), _ODD)) + b")"
