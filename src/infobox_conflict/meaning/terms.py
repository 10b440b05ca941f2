"""Words of a content as terms: numbers, known phrases, model names and signs, each with its senses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from ..vocabulary import Vocabulary

TermKind: TypeAlias = Literal["number", "word", "model", "ordinal", "sign"]

NO_SENSES: Final[Mapping[str, Any]] = {}
_LONGEST_NUMBER: Final = 18  # longer ones count nothing, and Python refuses to read very long ones
_POSSESSIVE: Final = ("'s", "’s")
_LONGEST_CUT: Final = 100  # a token longer than this is no word that lost its separators
_REMEMBERED: Final = 20_000  # tokens whose reading is kept; infoboxes say the same few thousand words over and over

# Everything in a text, each token with the blanks after it, so that the lengths of the tokens tell their places.
_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\w*+(?:['’&-]\w++|\.[^\W\d_]\w*+)*+"  # a word: `T-72s`, `men-at-arms`, `U.S`
    r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)"  # 1,500 and 1,39,000
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)"
    r"|\d+\.\d+|\d++(?:[^\W\d_]\w*+(?:['’.&-]\w++)*+)?+"  # 38, and 2S1, 7th, 30k
    r"|[^\s\w]|_)\s*+"
    r"|\s+"
)
_WORD: Final[TermKind] = "word"
_GROUPED: Final = re.compile(r"[,\u00a0\u2009\u202f]")
_DIGITS: Final = re.compile(r"\d+")
_FUSED: Final = re.compile(r"([^\W\d_]+)(\d.*)\Z", re.DOTALL)  # "killed20": a separator was lost before the number


class Term:
    """One word, known phrase, number or sign of a text."""

    __slots__ = ("end", "kind", "low", "senses", "start", "value")

    def __init__(self, start: int, end: int, kind: TermKind, low: str, senses: Mapping[str, Any], value: float = 0) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.low = low
        """The words, case folded."""
        self.senses = senses
        """The vocabulary's senses of the words."""
        self.value = value
        """A number's value."""

    def __repr__(self) -> str:
        return f"<{self.kind} {self.low!r} {self.start}–{self.end}>"

    def has(self, sense: str, value: str | None = None) -> bool:
        """Whether the words carry a sense, and with this value if one is given."""
        return sense in self.senses and (value is None or self.senses[sense] == value)


def terms_of(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Term]:
    """The terms of a stretch of text, in order; known phrases are one term, the longest first, and stay on a line."""
    terms, heads = _reader(vocabulary).read(text, start, end)
    if not heads:
        return terms
    out: list[Term] = []
    at = 0
    for head, longest in heads:
        if head < at or head + 1 >= len(terms):
            continue
        seconds = vocabulary.second_words.get(terms[head].low, ())
        if terms[head + 1].low not in seconds and "" not in seconds:
            continue
        for length in range(min(longest, len(terms) - head), 1, -1):
            first, last = terms[head], terms[head + length - 1]
            found = text[first.start : last.end]
            senses = vocabulary.lexicon.get(" ".join(found.split())) or vocabulary.lexicon.get(" ".join(found.casefold().split()))
            if senses is not None and "\n" not in found and not _leads_on(senses, terms, head + length):
                out += terms[at:head]
                out.append(Term(first.start, last.end, "word", " ".join(found.casefold().split()), senses))
                at = head + length
                break
    return out + terms[at:]


def _leads_on(senses: Mapping[str, Any], terms: Sequence[Term], after: int) -> bool:
    """Whether words that would end an amount begin the next: `20 dead and over 30 injured`, not `20 and over`."""
    return "bound_after" in senses and "bound" not in senses and after < len(terms) and terms[after].kind == "number"


class _Token(NamedTuple):
    """What a token is wherever it stands; a plain one needs no look at its surroundings."""

    width: int
    """How many characters it has with the blanks after it."""
    length: int
    """How many it has without them."""
    plain: bool
    spaced: re.Pattern[str] | None
    """What finds a model name of two words that may begin here."""
    kind: TermKind
    low: str
    senses: Mapping[str, Any]
    value: float
    longest: int
    """How many words the longest phrase has that begins with it; 1 where none does, 0 for blanks."""


class _Reader:
    """Reads texts by one vocabulary, and remembers the tokens that it met."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.lexicon, self.first_words = vocabulary.lexicon, vocabulary.first_words
        self.suffixes = frozenset((*vocabulary.words("ordinal"), *vocabulary.words("decade")))
        self.model, self.spaced = vocabulary.designations, vocabulary.spaced_designations
        self.is_plural = vocabulary.is_plural
        self.known: dict[str, _Token] = {}

    def read(self, text: str, start: int, end: int) -> tuple[list[Term], list[tuple[int, int]]]:
        """The terms before phrases are made one; and the positions in the list where one may begin, with its greatest length."""
        out: list[Term] = []
        heads: list[tuple[int, int]] = []
        at = done = start
        known, add = self.known, out.append
        for words in _TOKEN.findall(text, start, end):
            token = known.get(words) or self._meet(words)
            width, length, plain, spaced, kind, low, senses, value, longest = token
            here = at
            at += width
            if here < done:
                continue  # inside a model name of two words
            if spaced is not None and (model := spaced.match(text, here, end)) is not None:
                done = model.end()
                add(Term(here, done, "model", model[0].casefold(), {"noun": model.lastgroup}))
                continue
            if longest > 1:
                heads.append((len(out), longest))
            if plain:
                add(Term(here, here + length, kind, low, senses, value))
            elif longest:
                done = self._look(text, here, here + length, end, token, out)
        return out, heads

    def _meet(self, words: str) -> _Token:
        """Find out what a token is, and remember it."""
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        token = self._token(words)
        self.known[words] = token
        return token

    def _token(self, words: str) -> _Token:
        width, words = len(words), words.rstrip()
        length, low, first = len(words), words.casefold(), words[:1]
        senses = self.lexicon.get(words) or self.lexicon.get(low)
        plain, kind, value, longest = True, _WORD, 0.0, self.first_words.get(low, 1)
        if not first or first == "_":
            plain, longest = False, 0
        elif first.isalnum() and not words.isdecimal() and (model := self.model.fullmatch(words)) is not None:
            kind, senses, longest = "model", {"noun": model.lastgroup}, 1
        elif first.isdecimal():
            plain, kind, value, longest = self._digits(words)
        elif not first.isalnum():
            kind, low = "sign", words
        else:
            odd = senses is None and ("-" in words or words[-2:] in _POSSESSIVE or any(char.isdecimal() for char in words))
            plain = not odd and low + "." not in self.lexicon
        return _Token(width, length, plain, self.spaced.get(first), kind, low, NO_SENSES if senses is None else senses, value, longest)

    @staticmethod
    def _digits(words: str) -> tuple[bool, TermKind, float, int]:
        """Of a token that begins with a digit whether it is plain, what it is, its value, and the length of its phrases."""
        ungrouped = _GROUPED.sub("", words)
        if not ungrouped.replace(".", "").isdecimal():
            return False, "word", 0, 1
        if len(words) > _LONGEST_NUMBER:
            return True, "word", 0, 1
        return True, "number", float(ungrouped) if "." in ungrouped else int(ungrouped), 1

    def _look(self, text: str, at: int, stop: int, end: int, token: _Token, out: list[Term]) -> int:
        """Add the terms of a token that its surroundings decide; where the last of them ends."""
        words = text[at:stop]
        if text[stop : stop + 1] == "." and stop < end and (senses := self.lexicon.get(token.low + ".")) is not None:
            out.append(Term(at, stop + 1, "word", token.low + ".", senses))
            return stop + 1
        cut = self._cut(words) if token.senses is NO_SENSES and len(words) <= _LONGEST_CUT else 0
        if not cut:
            digits = _DIGITS.match(words)
            if digits is None:
                known = self._of_last_part(words) if token.senses is NO_SENSES else token.senses
                out.append(Term(at, stop, "word", token.low, known))
            else:
                suffix = self.lexicon.get(token.low[digits.end() :], NO_SENSES)
                out.append(Term(at, stop, "ordinal", token.low, {"decade": "suffix"} if "decade" in suffix else NO_SENSES))
            return stop
        middle = at + cut
        out += self.read(text, at, middle)[0]
        if text[middle] == "-":
            out.append(Term(middle, middle + 1, "sign", "-", NO_SENSES))
            middle += 1
        out += self.read(text, middle, stop)[0]
        return stop

    def _of_last_part(self, words: str) -> Mapping[str, Any]:
        """The noun of `AA-troops`, `Fallschirm-Jäger-Division` and `AFV's`: a plural or a name at the end of joined words."""
        if words[-2:] in _POSSESSIVE:
            senses = self.lexicon.get(words[:-2].casefold(), NO_SENSES)
            return {"noun": senses["noun"]} if "noun" in senses and words[:-2].isupper() else NO_SENSES
        last = words.rpartition("-")[2]
        senses = self.lexicon.get(last.casefold(), NO_SENSES)
        if "noun" in senses and (last[:1].isupper() or self.is_plural(last.casefold())):
            return {"noun": senses["noun"]}
        return NO_SENSES

    def _cut(self, words: str) -> int:
        """Where a token is cut in two: `killed20`, `20mm`, `mid-July`, `twenty-five`; 0 where it is one."""
        if digits := _DIGITS.match(words):
            rest = words[digits.end() :]
            return 0 if rest.casefold() in self.suffixes or not rest else digits.end()
        if (fused := _FUSED.match(words)) and "fate" in self.lexicon.get(fused[1].casefold(), NO_SENSES):
            return fused.end(1)
        at = words.find("-")
        before, after = (self.lexicon.get(part.casefold(), NO_SENSES) for part in (words[:at], words[at + 1 :]))
        both = any(sense in before and sense in after for sense in ("number", "month"))
        return at if at > 0 and (both or ("part_of_time" in before and (after or words[at + 1 :][:1].isdigit()))) else 0


@lru_cache(maxsize=16)
def _reader(vocabulary: Vocabulary) -> _Reader:
    return _Reader(vocabulary)
