"""Words of a content as terms: numbers, known phrases, model names and signs, each with its senses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from ..vocabulary import Vocabulary

TermKind: TypeAlias = Literal["number", "word", "model", "ordinal", "sign"]

DASHES: Final = frozenset("-–—−‒")
"""Signs that stand between the two ends of a range."""
NO_SENSES: Final[Mapping[str, Any]] = {}
_LONGEST_NUMBER: Final = 18  # longer ones count nothing, and Python refuses to read very long ones
_POSSESSIVE: Final = ("'s", "’s")
_LONGEST_CUT: Final = 100  # a token longer than this is no word that lost its separators
_REMEMBERED: Final = 20_000  # tokens whose reading is kept; infoboxes say the same few thousand words over and over

# Everything in a text, each token with the blanks after it, so that the lengths of the tokens tell their places.
_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\w*+(?:['’&-]\w++|\.[^\W\d_]\w*+)*+"  # a word: `T-72s`, `men-at-arms`, `U.S`
    r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)"  # 1,500 and 1,39,000
    r"|\d{1,3}(?:[ .'’\u00a0\u2009\u202f]\d{3})+(?!\d)"  # 12 000 and 1.200.000
    r"|\d{1,3},\d\d?(?!\d)|\d+(?: ?[¼-¾⅐-⅞]| \d/\d(?![\w/]))"  # 1,2 million, and 1½, 1 1/2 million
    r"|\d+\.\d+|\d++(?:[^\W\d_]\w*+(?:['’.&-]\w++)*+)?+"  # 38, and 2S1, 7th, 30k
    r"|[^\s\w]|_)\s*+"
    r"|\s+"
)
_WORD: Final[TermKind] = "word"
_GROUPED: Final = re.compile(r"[,\u00a0\u2009\u202f]")
# Numbers that may be several, or none: what stands around them tells.
_UNSURE: Final = re.compile(
    r"(?P<blanks>(?=.* )\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+)|(?P<dots>\d{1,3}(?:\.\d{3})+)|(?P<marks>\d{1,3}(?:['’]\d{3})+)"
    r"|(?P<comma>\d+,\d\d?)|(?P<units>\d+)(?: ?(?P<sign>[¼-¾⅐-⅞])| (?P<above>\d)/(?P<below>[1-9]))"
    r"|(?P<mixed>(?=.*[.'’])\d{1,3}(?:[ .'’\u00a0\u2009\u202f]\d{3})+|\d+ \d/0)"
)
_PIECE: Final = re.compile(r"\d+|[^\s\d]")
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


def split(terms: Sequence[Term], sign: str) -> Iterator[list[Term]]:
    """The terms between the signs of a sort; where two stand beside each other, none."""
    chunk: list[Term] = []
    for term in terms:
        if term.low == sign:
            yield chunk
            chunk = []
        else:
            chunk.append(term)
    yield chunk


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
        if low == "x":
            plain = False
        elif not first or first == "_":
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
        if (unsure := _UNSURE.fullmatch(words)) is not None:
            return (True, "word", 0, 1) if len(words) > _LONGEST_NUMBER else (False, "number", _value(unsure), 1)
        ungrouped = _GROUPED.sub("", words)
        if not ungrouped.replace(".", "").isdecimal():
            return False, "word", 0, 1
        if len(words) > _LONGEST_NUMBER or (words[0] == "0" and len(words) > 1 and not ungrouped.strip("0")):
            return True, "word", 0, 1  # `000` is a rest of something, and says nowhere that there were none
        return True, "number", float(ungrouped) if "." in ungrouped else int(ungrouped), 1

    def _look(self, text: str, at: int, stop: int, end: int, token: _Token, out: list[Term]) -> int:
        """Add the terms of a token that its surroundings decide; where the last of them ends."""
        words = text[at:stop]
        if token.kind == "number":
            return self._count(text, (at, stop, end), token, out)
        if token.low == "x" and out and out[-1].kind == "number" and text[stop : stop + 2].lstrip()[:1].isdecimal():
            out.append(Term(at, stop, "sign", "×", NO_SENSES))
            return stop
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

    def _count(self, text: str, span: tuple[int, int, int], token: _Token, out: list[Term]) -> int:
        """Add figures that are one number or several; where the last term ends."""
        at, stop, end = span
        value = self._value_here(text, span, token, out[-1] if out else None)
        if value:
            out.append(Term(at, stop, "number", token.low, NO_SENSES, value))
            return stop
        for piece in _PIECE.finditer(text, at, stop):
            spaced = self.spaced.get(piece[0][0]) if piece.start() > at else None
            if spaced is not None and (model := spaced.match(text, piece.start(), end)) is not None:
                out.append(Term(piece.start(), model.end(), "model", model[0].casefold(), {"noun": model.lastgroup}))
                return model.end()
            out += self.read(text, piece.start(), piece.end())[0]
        return stop

    def _value_here(self, text: str, span: tuple[int, int, int], token: _Token, before: Term | None) -> float:
        """The value of figures if they are one number where they stand, else 0; the word before and the word behind them tell."""
        at, stop, end = span
        follows = self._follows(text, at + token.width, end)
        ahead = follows[0].senses if follows else NO_SENSES
        scaled = any("multiplier" in one.senses for one in follows)
        words = text[at:stop]
        found = _UNSURE.fullmatch(words)
        match found.lastgroup if found is not None else None:
            case "blanks":  # `12 305 mm guns` are twelve, and `Division 3 200 men` are two hundred
                named = before is not None and (before.kind == "model" or "name_number" in before.senses or before.has("noun", "unit"))
                joined = text[stop : stop + 1] == "-" and text[stop + 1 : stop + 2].isalpha()  # `2 120-gun ships`
                return 0 if named or joined or ("measure" in ahead and words.count(" ") == 1 and not words.endswith("000")) else token.value
            case "dots":
                return float(words) if words.count(".") == 1 and (scaled or "measure" in ahead or words[0] == "0") else token.value
            case "marks" | "sign":
                return token.value
            case "comma" | "below":
                return token.value if scaled else 0
        return 0

    def _follows(self, text: str, at: int, end: int) -> list[_Token]:
        """The next token; where it joins two ends of a range, also the second end and what multiplies both (`1,5–2 million`)."""
        found: list[_Token] = []
        while at < end and len(found) < 3 and (words := _TOKEN.match(text, at, end)) is not None:  # noqa: PLR2004 (dash, number, multiplier)
            token = self.known.get(words[0]) or self._meet(words[0])
            found.append(token)
            at = words.end()
            if token.low not in DASHES and "range" not in token.senses and token.kind != "number":
                break
        return found

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


def _value(figures: re.Match[str]) -> float:
    """The value of figures if they are one number."""
    match figures.lastgroup:
        case "comma":
            return float(figures[0].replace(",", "."))
        case "sign":
            return int(figures["units"]) + unicodedata.numeric(figures["sign"])
        case "below":
            return int(figures["units"]) + int(figures["above"]) / int(figures["below"])
    return int("".join(char for char in figures[0] if char.isdecimal()))
