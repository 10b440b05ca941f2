"""Words of a content as terms: numbers, known phrases, model names and signs, each with its senses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from ..vocabulary import Vocabulary

NO_SENSES: Final[Mapping[str, Any]] = MappingProxyType({})
_NUMBER: Final = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+\.\d+|\d+"
_WORD: Final = r"[^\W\d_](?:\w|['’.&-](?=\w))*"
_FUSED: Final = re.compile(r"([^\W\d_]+)(\d.*)\Z")  # "killed20": a separator was lost before the number


@dataclass(slots=True)
class Term:
    """One word, known phrase, number or sign of a text."""

    start: int
    end: int
    kind: str
    """`number`, `word`, `model`, `ordinal` or `sign`."""
    low: str
    """The words, case folded."""
    senses: Mapping[str, Any]
    """The vocabulary's senses of the words."""
    value: float = 0
    """A number's value; for a word of number, too."""

    def has(self, sense: str, value: str | None = None) -> bool:
        """Whether the words carry a sense, and with this value if one is given."""
        return sense in self.senses and (value is None or self.senses[sense] == value)


def terms_of(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Term]:
    """The terms of a stretch of text, in order; known phrases are one term, the longest first."""
    scan = _scanner(vocabulary)
    lexicon, first_words = vocabulary.lexicon, vocabulary.first_words
    words = _simple_terms(text, start, end, scan, vocabulary)
    out: list[Term] = []
    at, count = 0, len(words)
    while at < count:
        term = words[at]
        longest = first_words.get(term.low, 0) if term.kind != "number" else 0
        taken = 1
        for length in range(min(longest, count - at), 1, -1):
            last = words[at + length - 1]
            phrase = " ".join(text[term.start : last.end].casefold().split())
            senses = lexicon.get(phrase)
            if senses is not None:
                term = Term(term.start, last.end, "word", phrase, senses)
                taken = length
                break
        out.append(term)
        at += taken
    return out


def _simple_terms(text: str, start: int, end: int, scan: re.Pattern[str], vocabulary: Vocabulary) -> list[Term]:
    lexicon = vocabulary.lexicon
    out: list[Term] = []
    for match in scan.finditer(text, start, end):
        kind = match.lastgroup or "sign"
        at, stop, words = match.start(), match.end(), match[0]
        if kind == "word":
            low = words.casefold()
            if text[stop : stop + 1] == "." and low + "." in lexicon and stop < end:
                low, stop = low + ".", stop + 1
            senses = lexicon.get(low)
            if senses is None and (fused := _FUSED.match(words)) and "fate" in lexicon.get(fused[1].casefold(), NO_SENSES):
                middle = at + len(fused[1])
                out.append(Term(at, middle, "word", fused[1].casefold(), lexicon[fused[1].casefold()]))
                out += _simple_terms(text, middle, stop, scan, vocabulary)
                continue
            if senses is None and "-" in words and (hyphen := _joined(low, lexicon)):
                out += _simple_terms(text, at, at + hyphen, scan, vocabulary)
                out.append(Term(at + hyphen, at + hyphen + 1, "sign", "-", NO_SENSES))
                out += _simple_terms(text, at + hyphen + 1, stop, scan, vocabulary)
                continue
            out.append(Term(at, stop, "word", low, senses if senses is not None else NO_SENSES))
        elif kind == "number":
            out.append(Term(at, stop, "number", words, NO_SENSES, _value(words)))
        elif kind == "ordinal":
            out.append(Term(at, stop, "ordinal", words.casefold(), NO_SENSES))
        elif kind == "sign":
            out.append(Term(at, stop, "sign", words, lexicon.get(words, NO_SENSES)))
        else:
            out.append(Term(at, stop, "model", words.casefold(), {"noun": kind}))
    return out


def _joined(low: str, lexicon: Mapping[str, Mapping[str, Any]]) -> int:
    """Where a word that is not known as a whole is cut at a hyphen into two that are (`mid-July`, `twenty-five`); 0 if nowhere."""
    at = low.find("-")
    before, after = lexicon.get(low[:at], NO_SENSES), lexicon.get(low[at + 1 :], NO_SENSES)
    known = ("number" in before and "number" in after) or ("part_of_time" in before and after) or ("month" in before and "month" in after)
    return at if known else 0


def _value(words: str) -> float:
    """A number's value; grouping signs are dropped."""
    if "." in words and "," not in words:
        return float(words)
    digits = "".join(char for char in words if char.isdecimal())
    return int(digits)


@lru_cache(maxsize=16)
def _scanner(vocabulary: Vocabulary) -> re.Pattern[str]:
    """One pattern for every term; a group's name is the kind, for models the kind of thing."""
    suffixes = "|".join(vocabulary.words("ordinal")) or r"(?!)"
    # A model name is whole (`T-72s` may have a plural s) and does not follow a letter, digit or hyphen.
    models = rf"(?<![\w-])(?:{vocabulary.designations.pattern})s?(?![\w-])"
    return re.compile(rf"{models}|(?P<ordinal>\d+(?:{suffixes})\b)|(?P<number>{_NUMBER})|(?P<word>{_WORD})|(?P<sign>[^\s\w])")
