"""Amounts: how many the text says, with bounds, hedges, ranges, words and multipliers (guide 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .model import AmountForm
from .terms import DASHES, Term

_THOUSAND: Final = 1000
_LONGEST_SHORT: Final = 3  # letters of an abbreviation: `bn` alone is no count, `million` is
_MOST_HEDGES: Final = 6
_MOST: Final = 10**15  # no multiplier follows what counts more than anything
_HUNDRED: Final = 100  # the least multiplier behind which a number goes on (`two hundred and fifty`)
_MOST_QUALITIES: Final = 3
_PEOPLE: Final = ("personnel", "civilian")
_GROUPERS: Final = (",", ".", " ", "'", "’")
_FLOORS: Final = ("at_least", "more_than")
_CEILINGS: Final = ("at_most", "fewer_than")
_GO_ON: Final = frozenset(("multiplier", "multiplier_of_people", "range", "bound_after", "further"))
"""Senses of words with which a number in digits goes on."""
STARTS: Final = frozenset(("bound", "range", "number", "article", "multiplier", "vague", "unknown", "none", "uncounted", "qualitative"))
"""Senses of words that may begin an amount."""


@dataclass(slots=True)
class Reading:
    """An amount as read: its bounds and the terms that it took, from *first* to before *last*."""

    low: int | None
    high: int | None
    form: AmountForm
    approximate: bool
    first: int
    last: int
    needs_noun: bool = False
    """Whether it is an amount only where a counted noun or fate follows (`a`, `some`, `no`)."""


def read_amount(terms: Sequence[Term], at: int) -> Reading | None:
    """The amount that begins at a term, with the bound words before it, or None.

    >>> from ..vocabulary import load
    >>> from .terms import terms_of
    >>> words = "at least 1.5 million"
    >>> read_amount(terms_of(words, 0, len(words), load("en")), 0).low
    1500000
    """
    first, count = terms[at], len(terms)
    if first.kind == "number":
        if first.value >= 1 and (at + 1 == count or (terms[at + 1].kind == "word" and _GO_ON.isdisjoint(terms[at + 1].senses))):
            low = round(first.value)  # digits before a word, as most amounts are: what follows would find no more
            return Reading(low, low, "exact", False, at, at + 1)  # noqa: FBT003 (a record, made for most figures)
    elif STARTS.isdisjoint(first.senses):
        return None
    bounds: set[str] = set()
    here = at
    while here < count and here - at < _MOST_HEDGES and "bound" in terms[here].senses:
        bounds.add(terms[here].senses["bound"])
        here += 1
    between = here < count and terms[here].has("range", "between")
    number = _number(terms, here + between) if here < count else None
    if number is not None:
        if 0 < number[0] < 1:
            return None  # `½ company`: a share of one thing counts none
        reading = _counted(terms, at, here + between, number, bounds, between=between)
    elif here < count:
        reading = _vague(terms, at, here)
    else:
        return None
    return _after(terms, reading) if reading is not None else None


def range_end(terms: Sequence[Term], at: int) -> tuple[float, int] | None:
    """The upper end of a range whose sign stands at a term, and the term after it."""
    found = _range_end(terms, at, between=False)
    return found[:2] if found is not None and not found[2] else None


def numerals(terms: Sequence[Term]) -> list[tuple[tuple[Term, ...], float]]:
    """Every number in the terms of an amount, with its multipliers, and its value alone."""
    out: list[tuple[tuple[Term, ...], float]] = []
    at = 0
    while at < len(terms):
        number = _number(terms, at)
        if number is not None:
            value, after = number
            out.append((tuple(terms[at:after]), value))
        at = number[1] if number is not None else at + 1
    return out


def _counted(terms: Sequence[Term], at: int, here: int, number: tuple[float, int], bounds: set[str], *, between: bool) -> Reading | None:
    """An amount with a number in it: plain, bounded, or a range."""
    first, (value, here) = here, number
    second = _range_end(terms, here, between=between)
    if second is None and between and (short := _number(terms, first, joined=False)) is not None:
        value, here = short  # `between one hundred and fifty`: the word between joins two numbers
        second = _range_end(terms, here, between=between)
    needs_noun = False
    if second is None:
        if between:
            return None
        low = high = round(value)
        form: AmountForm = "exact"
        needs_noun = here == at + 1 and terms[at].has("article")
    else:
        upper, here, alternatives = second
        low, high = sorted((round(_scaled(value, upper, terms, here)), round(upper)))
        form = "alternatives" if alternatives else "range"
    return _closed(terms, _bounded(Reading(low, high, form, "approximate" in bounds, at, here, needs_noun), bounds))


def _bounded(reading: Reading, bounds: set[str]) -> Reading:
    """The amount with the bound words before it taken into account."""
    floor: AmountForm | None = "at_least" if "at_least" in bounds else "more_than" if "more_than" in bounds else None
    ceiling: AmountForm | None = "at_most" if "at_most" in bounds else "fewer_than" if "fewer_than" in bounds else None
    if floor:
        reading.high, reading.form = None, floor
    elif ceiling:
        reading.low, reading.form = None, ceiling
    return reading


def _closed(terms: Sequence[Term], reading: Reading) -> Reading:
    """`more than 20 but fewer than 30`: two bounds that face each other are the ends of one range."""
    others = _CEILINGS if reading.form in _FLOORS else _FLOORS if reading.form in _CEILINGS else ()
    here = reading.last
    limit = min(len(terms), reading.last + 2) if others else here
    while here < limit and (terms[here].low == "," or terms[here].senses.get("glue") in ("and", "but")):
        here += 1
    if here >= len(terms) or terms[here].senses.get("bound") not in others:
        return reading
    number = _number(terms, here + 1)
    low = reading.low if number is None or reading.low is not None else round(number[0])
    high = reading.high if number is None or reading.high is not None else round(number[0])
    if number is None or low is None or high is None or low >= high:
        return reading
    reading.low, reading.high, reading.form, reading.last = low, high, "range", number[1]
    return reading


def _after(terms: Sequence[Term], reading: Reading) -> Reading:
    """The amount with the bound words after it (`+`, `or more`, `estimated`) taken into account."""
    sign = terms[reading.last] if reading.last < len(terms) else None
    if sign is not None and sign.kind == "sign" and sign.start == terms[reading.last - 1].end and reading.low is not None:
        if sign.low == "?":  # `3,000?`
            reading.approximate, reading.last = True, reading.last + 1
        elif sign.low in DASHES and reading.last + 1 < len(terms) and terms[reading.last + 1].has("bound_after", "approximate"):
            reading.last += 1  # `30-odd`
    if reading.low is not None and [term.low for term in terms[reading.last : reading.last + 3]] == ["(", "?", ")"]:
        reading.approximate, reading.last = True, reading.last + 3  # `20 (?)`
    while reading.last < len(terms) and "bound_after" in terms[reading.last].senses:
        match terms[reading.last].senses["bound_after"]:
            case "approximate":
                reading.approximate = True
            case "at_least" if reading.low is not None:
                reading.high, reading.form = None, "at_least"
            case "at_most" if reading.high is not None:
                reading.low, reading.form = None, "at_most"
            case _:
                break
        reading.last += 1
    if reading.last < len(terms) and "further" in terms[reading.last].senses and reading.last > reading.first:
        ahead = terms[reading.last + 1] if reading.last + 1 < len(terms) else None
        reading.last += ahead is None or ahead.kind == "sign" or "fate" in ahead.senses  # `20 more wounded`
    return reading


def _number(terms: Sequence[Term], at: int, *, joined: bool = True) -> tuple[float, int] | None:
    """A number in digits or words with its multipliers, and the term after it; `and` joins its parts where it is *joined*.

    Its parts go down: `one million two hundred and fifty thousand` is one number, and `one hundred five hundred` are two.
    """
    found = _part(terms, at, joined=joined)
    if found is None:
        return None
    value, here, size = found
    while size >= _HUNDRED:
        glue = joined and here < len(terms) and terms[here].has("glue", "and")
        more = _part(terms, here + glue, joined=joined) if _goes_on(terms, here + glue) else None
        if more is None or not 0 < more[0] < size:
            break
        if terms[here + glue].kind == "number" and (glue or more[2] < _HUNDRED):
            break  # `1 million 200 thousand` goes on in digits, `two hundred and 5` does not
        value, here, size = value + more[0], more[1], more[2]
    return value, here


def _goes_on(terms: Sequence[Term], at: int) -> bool:
    """Whether a number may go on with a term: a number that is no phrase (`a pair of`)."""
    return at < len(terms) and (terms[at].kind == "number" or ("number" in terms[at].senses and " " not in terms[at].low))


def _part(terms: Sequence[Term], at: int, *, joined: bool) -> tuple[float, int, float] | None:
    """A number with one row of multipliers (`two hundred and fifty thousand`), the term after it, and its last multiplier or 1."""
    base = _base(terms, at)
    if base is None:
        return None
    value, here, size = _times(terms, *base)
    after = here + (joined and here < len(terms) and terms[here].has("glue", "and"))
    if size == _HUNDRED and _goes_on(terms, after) and terms[after].kind != "number":
        rest, last = _words(terms, after)
        whole, end, bigger = _times(terms, value + rest, last)
        if rest < _HUNDRED and (bigger == 1 or bigger > _HUNDRED):
            return whole, end, bigger
    return value, here, size


def _times(terms: Sequence[Term], value: float, here: int) -> tuple[float, int, float]:
    """A value with the multipliers that begin at a term, the term after them, and the last of them, or 1."""
    size: float = 1
    while here < len(terms) and value < _MOST and (found := _multiplier(terms, here)):
        size = found
        value *= size
        here += 1
    return value, here, size


def _multiplier(terms: Sequence[Term], here: int) -> float:
    """What a term multiplies the number before it by; 0 for none. A single letter touches its number (`30k`)."""
    term = terms[here]
    times: float = term.senses.get("multiplier", 0)
    touches = here > 0 and terms[here - 1].end == term.start
    if times:
        return times if len(term.low) > 1 or touches else 0
    if touches and "multiplier_of_people" in term.senses and here + 1 < len(terms):  # `2.3m killed`
        ahead = terms[here + 1].senses
        return float(term.senses["multiplier_of_people"]) if "fate" in ahead or ahead.get("noun") in _PEOPLE else 0
    return 0


def _base(terms: Sequence[Term], at: int) -> tuple[float, int] | None:
    """What multipliers may follow: digits, a word, an article, or nothing before the multiplier itself."""
    if at >= len(terms):
        return None
    term = terms[at]
    if term.kind == "number":
        return term.value, at + 1
    if "number" in term.senses:
        return _words(terms, at)
    if "article" in term.senses:
        return 1, at + 1
    if "multiplier" in term.senses and len(term.low) > _LONGEST_SHORT and term.low.isalpha():
        return 1, at
    return None


def _words(terms: Sequence[Term], at: int) -> tuple[float, int]:
    """`twenty five` and `twenty-five`: tens and ones beside each other add."""
    value: float = terms[at].senses["number"]
    here = at + 1
    after = here + (here < len(terms) and terms[here].low == "-")
    if value >= 20 and value % 10 == 0 and after < len(terms) and 0 < terms[after].senses.get("number", 0) < 10:  # noqa: PLR2004 (tens and ones)
        return value + terms[after].senses["number"], after + 1
    return value, here


def _range_end(terms: Sequence[Term], at: int, *, between: bool) -> tuple[float, int, bool] | None:
    """The second end of a range, the term after it, and whether the two are alternatives."""
    if at + 1 < len(terms) and terms[at].has("bound_after", "at_least") and terms[at].kind == "sign" and terms[at + 1].low in DASHES:
        at += 1  # `300,000+–400,000`
    if at >= len(terms):
        return None
    sign = terms[at]
    joins = sign.low in DASHES or sign.has("range", "to") or (between and sign.has("range", "and"))
    alternatives = sign.has("range", "or")
    if not (joins or alternatives):
        return None
    here = at + 1
    while here < len(terms) and terms[here].has("bound", "approximate"):
        here += 1
    number = _number(terms, here) if here < len(terms) and "article" not in terms[here].senses else None
    return (*number, alternatives) if number is not None else None


def _scaled(value: float, upper: float, terms: Sequence[Term], after: int) -> float:
    """The first end of `1.5–2 million` and `10–15,000`, where the second end's size is meant for both."""
    if value >= upper:
        return value
    if "multiplier" in terms[after - 1].senses:
        size = terms[after - 1].senses["multiplier"]
        return value * size if value * size <= upper else value
    # "10–15,000": a first end without groups before a second end in round thousands means thousands.
    short = value < _THOUSAND and upper >= _THOUSAND and upper % _THOUSAND == 0
    grouped = terms[after - 1].low[-4:-3] in _GROUPERS and terms[after - 1].low.endswith("000")
    return value * _THOUSAND if short and 0 < value * _THOUSAND < upper and value >= 1 and grouped else value


def _vague(terms: Sequence[Term], at: int, here: int) -> Reading | None:
    """An amount without a number: vague, unknown, none, qualitative, or a hedge before a noun."""
    term = terms[here]
    if "vague" in term.senses:
        last = here + 1
        joined = last + 1 < len(terms) and (terms[last].low in DASHES or terms[last].senses.get("range") in ("to", "or"))
        if joined and "vague" in terms[last + 1].senses:
            last += 2  # of two vague words the least counts: `dozens to hundreds`
        return Reading(term.senses["vague"], None, "vague", approximate=True, first=at, last=last)
    if "unknown" in term.senses:
        return Reading(None, None, "unknown", approximate=False, first=at, last=here + 1)
    if "none" in term.senses:
        if untold := _untold(terms, here + 1):
            return Reading(None, None, "unknown", approximate=False, first=at, last=untold)
        return Reading(0, 0, "none", approximate=False, first=at, last=here + 1)
    if "uncounted" in term.senses:
        return Reading(None, None, "vague", approximate=True, first=at, last=here + 1, needs_noun=True)
    if "qualitative" in term.senses:
        return Reading(None, None, "qualitative", approximate=True, first=at, last=here + 1)
    if here > at and terms[here - 1].has("uncounted"):
        return Reading(None, None, "vague", approximate=True, first=at, last=here, needs_noun=True)
    return None


def _untold(terms: Sequence[Term], here: int) -> int:
    """The term after `reliable figures` behind `no`, which say that the number is not known; 0 where there are none."""
    at = here
    while at < len(terms) and at - here < _MOST_QUALITIES and terms[at].has("untold", "quality") and not terms[at].has("untold", "figures"):
        at += 1
    if at >= len(terms) or not terms[at].has("untold", "figures"):
        return 0
    at += 1
    while at < len(terms) and terms[at].has("untold", "quality"):
        at += 1  # `no exact figures known`
    return at
