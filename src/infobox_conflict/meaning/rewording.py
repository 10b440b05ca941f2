"""New words for an amount in the style of its old ones: digits stay digits, grouped alike, words stay words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import prod
from typing import Final, NamedTuple, TypeVar, overload

from ..vocabulary import Vocabulary
from .amounts import numerals
from .model import Amount
from .terms import Term, terms_of

_GROUPED: Final = re.compile(r"\d{1,3}([,\u00a0\u2009\u202f])\d{2,3}")
_GROUPED_ELSE: Final = re.compile(r"\d{1,3}([ .'’])\d{3}")  # tells of its own number alone: in a text it may be two
_COMMA: Final = re.compile(r"\d+,\d\d?")
_INDIAN: Final = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}\Z")
_THOUSAND: Final = 1000
_TENS: Final = range(20, 100)
_DECIMALS: Final = 3
_LEAST_LETTERS: Final = 4  # of a word that multiplies: `bn` and `k` stand behind digits only
_DASH: Final = "–"
T = TypeVar("T")


@overload
def abreast(one: Sequence[T], other: Sequence[T], /) -> Iterator[tuple[T, T]]: ...
@overload
def abreast(*choices: Sequence[T]) -> Iterator[tuple[T, ...]]: ...
def abreast(*choices: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Of several lists of choices one each: all first ones, all second ones, of shorter lists the last; none where a list is empty.

    >>> list(abreast("ab", "x"))
    [('a', 'x'), ('b', 'x')]
    """
    if all(choices):
        for at in range(max(map(len, choices), default=0)):
            yield tuple([choice[min(at, len(choice) - 1)] for choice in choices])


class Numeral(NamedTuple):
    """A number with its multipliers, as it stands in the words of an amount."""

    start: int
    end: int
    value: float
    terms: tuple[Term, ...]


def reword(words: str, old: Amount, new: Amount, vocabulary: Vocabulary, around: str = "") -> Iterator[str]:
    """Words that say the new amount instead of the old one, those first that change least.

    *around* is the text in which the words stand: where they do not tell how digits are grouped, it does. What no word of the
    language says (`heavy`) has no words here, so nothing may come. That the words are read as meant is the caller's to prove.

    >>> from ..vocabulary import load
    >>> amount, more = Amount.at_least(38), Amount.at_least(40)
    >>> next(reword("At least 38", amount, more, load("en")))
    'At least 40'
    >>> next(reword("fifteen", Amount.exactly(15), Amount.exactly(16), load("en")))
    'sixteen'
    >>> next(reword("1,500", Amount.exactly(1500), Amount.between(1500, 2000), load("en")))
    '1,500–2,000'
    """
    found = [
        Numeral(terms[0].start, terms[-1].end, value, terms)
        for terms, value in numerals(terms_of(words, 0, len(words), vocabulary))
    ]
    pen = _Pen(words, found, vocabulary, around)
    seen = {words}
    for one in (*pen.kept(old, new), *pen.extended(old, new), *pen.composed(old, new)):
        if one and one not in seen:
            seen.add(one)
            yield one


class _Pen:
    """Writes amounts as the one at hand is written."""

    def __init__(self, words: str, found: Sequence[Numeral], vocabulary: Vocabulary, around: str) -> None:
        self.words, self.found, self.vocabulary = words, found, vocabulary
        grouped = _GROUPED.search(words) or _GROUPED.search(around)
        self.separator = grouped[1] if grouped is not None else ","

    def kept(self, old: Amount, new: Amount) -> Iterator[str]:
        """The old words with other numbers in them, where form and hedge stay."""
        if (new.form, new.approximate) != (old.form, old.approximate) or not 0 < len(self.found) <= 2:  # noqa: PLR2004 (ends of a range)
            return
        ends = self._ends(old)
        changes = [
            (numeral, after, before)
            for numeral, before, after in ((ends[0], old.low, new.low), (ends[1], old.high, new.high))
            if before != after and before is not None and after is not None
        ]
        if len(changes) == 2 and changes[0][0] is changes[1][0]:  # noqa: PLR2004 (an exact number is both of its bounds)
            changes = changes[:1] if new.low == new.high else []
        if not changes:
            return
        for picked in abreast(*[list(self.respelled(numeral, after, before)) for numeral, after, before in changes]):
            out = self.words
            for (numeral, *_), words in sorted(zip(changes, picked, strict=True), key=lambda one: -one[0][0].start):
                out = out[: numeral.start] + words + out[numeral.end :]
            yield out

    def _ends(self, amount: Amount) -> tuple[Numeral, Numeral]:
        """The numerals that say the lower and the upper end."""
        first, last = self.found[0], self.found[-1]
        if amount.high is None or amount.low is None:  # `8–10+` has no upper end, and the lower one is the first
            return (first, first) if amount.high is None else (last, last)
        return (last, first) if round(first.value) > round(last.value) else (first, last)

    def respelled(self, numeral: Numeral, value: int, before: int) -> Iterator[str]:
        """A number in place of another, in the same style first."""
        old = self.words[numeral.start : numeral.end]
        head, *rest = numeral.terms
        if head.kind != "number" or any("multiplier" not in term.senses for term in rest):  # `1 million 200 thousand` has no one size
            yield from self._said(value, old)
            yield self.digits(value)
            return
        digits, tail = self.words[head.start : head.end], self.words[head.end : numeral.end]
        factor = prod(term.senses["multiplier"] for term in rest)
        if round(numeral.value) != before and round(numeral.value):  # the size stands at the other end: `1.5–2 million`
            factor *= round(Decimal(before) / Decimal(repr(numeral.value)))
        if factor > 1:
            scaled = Decimal(value) / factor
            decimals = _DECIMALS if any(len(one.terms) > 1 for one in self.found) else 0
            if scaled > 0 and scaled == round(scaled, decimals):
                yield self._decimal(scaled, digits) + tail
        else:
            yield self.digits(value, digits)
        yield self.digits(value, digits)
        yield f"{value:,}"
        yield str(value)

    def digits(self, value: int, like: str = "") -> str:
        """A whole number grouped as another one is."""
        plain = str(value)
        if like.isdecimal() and len(like) > len(str(_THOUSAND)) - 1:
            grouped = plain
        elif _INDIAN.match(like) and value >= _THOUSAND:
            grouped = re.sub(r"(?<=\d)(?=(?:\d\d)+\Z)", ",", plain[:-3]) + "," + plain[-3:]
        else:
            found = _GROUPED.match(like) or _GROUPED_ELSE.match(like)
            grouped = f"{value:,}".replace(",", found[1] if found is not None else self.separator)
        zero = ord(like[0]) - unicodedata.decimal(like[0]) if like[:1].isdecimal() else ord("0")
        return grouped if zero == ord("0") else re.sub(r"\d", lambda digit: chr(zero + int(digit[0])), grouped)

    def _decimal(self, value: Decimal, like: str) -> str:
        plain = format(value.normalize(), "f")
        whole, point, part = plain.partition(".")
        sign = "," if _COMMA.fullmatch(like) and 0 < len(part) <= 2 else point  # noqa: PLR2004 (three digits behind a comma are a group)
        return self.digits(int(whole), like.partition(".")[0]) + sign + part

    def _said(self, value: int, like: str) -> Iterator[str]:
        """A number in words, where the vocabulary can say it."""
        said = say(value, self.vocabulary, " " if " " in like else "-")
        if said is not None:
            yield said.upper() if like.isupper() and len(like) > 1 else said[0].upper() + said[1:] if like[0].isupper() else said

    def extended(self, old: Amount, new: Amount) -> Iterator[str]:
        """The old words of a plain number as one end of the new amount, where its hedge stays: `at least c. 230`."""
        if old.form != "exact" or new.approximate != old.approximate or not old.approximate or len(self.found) != 1:
            return
        (numeral,) = self.found
        before, behind = self.words[: numeral.start], self.words[numeral.end :]
        for low, high in self._numbers(old, new):
            first, second = (before + low + behind, high) if low else ("", before + high + behind)
            yield self._begun(self.made(new, lowered(first), lowered(second) if not low else second, hedge=""))

    def composed(self, old: Amount, new: Amount) -> Iterator[str]:
        """The words of the amount made anew, with its numbers in the old style."""
        hedge = phrase(self.vocabulary, "bound", "approximate") if new.approximate else ""
        hedge += " " if hedge[-1:].isalnum() else ""
        for low, high in self._numbers(old, new):
            yield self._begun(self.made(new, low, high, hedge))

    def _begun(self, words: str) -> str:
        """Words that begin with a capital where the old ones did."""
        return words[:1].upper() + words[1:] if self.words[:1].isupper() else words

    def _numbers(self, old: Amount, new: Amount) -> Iterator[tuple[str, str]]:
        """The ways to write the lower and the upper end, '' for one that is open."""
        ends = self._ends(old) if self.found else (None, None)
        bounds = zip(ends, (old.low, old.high), (new.low, new.high), strict=True)
        low, high = [list(self._number(*one)) for one in bounds]
        yield from abreast(low, high)

    def _number(self, numeral: Numeral | None, before: int | None, value: int | None) -> Iterator[str]:
        """The ways to write one end."""
        if value is None:
            yield ""
        elif numeral is None:
            yield self.digits(value)
        elif value == before == round(numeral.value):
            yield self.words[numeral.start : numeral.end]
        else:
            yield from self.respelled(numeral, value, round(numeral.value))

    def made(self, amount: Amount, low: str, high: str, hedge: str) -> str:
        """An amount of a form out of its numbers in words; '' where no words say it."""
        match amount.form:
            case "exact":
                return hedge + low
            case "range":
                return f"{hedge}{low}{_DASH}{high}"
            case "alternatives":
                return f"{hedge}{low} {phrase(self.vocabulary, 'range', 'or')} {high}"
            case "at_least" | "more_than":
                return f"{phrase(self.vocabulary, 'bound', amount.form)} {hedge}{low}"
            case "at_most" | "fewer_than":
                return f"{phrase(self.vocabulary, 'bound', amount.form)} {hedge}{high}"
            case "vague":
                return phrase(self.vocabulary, "vague", amount.low) if amount.low is not None and amount.high is None else ""
            case "unknown" | "none":
                return phrase(self.vocabulary, amount.form, amount.form)
        return ""


def lowered(words: str) -> str:
    """Words that go on in a sentence: without the capital of their first word."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == "." else words


def say(value: int, vocabulary: Vocabulary, joint: str = "-") -> str | None:
    """A whole number in words, or None where the vocabulary has none.

    >>> from ..vocabulary import load
    >>> say(25, load("en")), say(300, load("en")), say(1453, load("en"))
    ('twenty-five', 'three hundred', None)
    """
    ones = {vocabulary.lexicon[phrase]["number"]: phrase for phrase in reversed(vocabulary.words("number")) if phrase.isalpha()}
    if value in ones:
        return ones[value]
    if value in _TENS and value - value % 10 in ones and value % 10 in ones:
        return ones[value - value % 10] + joint + ones[value % 10]
    sizes = {vocabulary.lexicon[phrase]["multiplier"]: phrase for phrase in reversed(vocabulary.words("multiplier"))}
    for size, phrase in sorted(sizes.items(), reverse=True):
        if phrase.isalpha() and len(phrase) >= _LEAST_LETTERS and value and value % size == 0 and (many := say(value // size, vocabulary)):
            return f"{many} {phrase}"
    return None


def phrase(vocabulary: Vocabulary, sense: str, value: object) -> str:
    """The first phrase that the vocabulary has for a value of a sense; '' where it has none.

    >>> from ..vocabulary import load
    >>> phrase(load("en"), "bound", "at_most"), phrase(load("en"), "fate", "captured")
    ('up to', 'captured')
    """
    return next((one for one in vocabulary.words(sense) if vocabulary.lexicon[one][sense] == value), "")
