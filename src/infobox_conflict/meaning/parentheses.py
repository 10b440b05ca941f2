"""Parentheses behind a figure: whether they tell its amount or parts of it, say nothing new, or are a remark (guide 2.4, 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .amounts import read_amount
from .counting import is_name_or_measure, is_year, lists_counts, quality
from .drafts import Draft
from .phrases import read_phrase
from .terms import Term

FEWEST_OF_UNIT: Final = 50
"""A smaller number in a parenthesis behind a unit is not that of its men."""
_LIMITING: Final = frozenset(("limit", "scope", "month", "season", "people", "state", "total", "exclusion", "as_of"))
"""Senses of words that limit a figure, or name who is meant."""
_WHERE: Final = frozenset(("limit", "agent", "of_whole"))
"""Senses of words behind a count in a parenthesis that tell where, by whom or of what it happened to them."""


def says_nothing_new(terms: Sequence[Term], last: Draft) -> bool:
    """Whether a parenthesis has a page, the number once more, or only what became of the things by their weight."""
    if "name_number" in terms[0].senses:
        return True
    reading = read_amount(terms, 0)
    if reading is None:
        return False
    if reading.last == len(terms) and (reading.low, reading.high) == (last.amount.low, last.amount.high):
        last.parts += (("amount", term.start, term.end) for term in terms)
        return True
    fates = [term for term in terms if "fate" in term.senses]
    if reading.last < len(terms) and "measure" in terms[reading.last].senses and fates and not last.fates:
        last.fates, last.by["fates"] = [term.senses["fate"] for term in fates], "parenthesis"
        last.parts += (("fate", term.start, term.end) for term in terms)
        return True
    return False


def tells_amount(terms: Sequence[Term], last: Draft) -> bool:
    """Whether a parenthesis tells how many an uncounted figure has, or how sure its number is: `entire garrison (600)`, `300 (±20)`."""
    if terms[0].low == "±":
        last.amount.approximate = True
        last.parts += (("amount", term.start, term.end) for term in terms)
        return True
    reading = read_amount(terms, 0)
    if reading is None or reading.last < len(terms) or reading.low is None or is_year(terms):
        return False
    if last.amount.low is not None or last.amount.form not in ("vague", "unknown", "qualitative"):
        return False
    last.parts += [("label", *last.amount_span)] if last.amount_span is not None else []
    last.amount, last.amount_span = reading, (terms[0].start, terms[-1].end)
    return True


def is_remark(terms: Sequence[Term], text: str) -> bool:
    """Whether a parenthesis describes what was counted and limits nothing: `(partially armed)`, `(including aircrew)`."""
    if "part" in terms[0].senses:
        return True
    limits = any(not _LIMITING.isdisjoint(term.senses) or term.kind in ("number", "ordinal") for term in terms)
    return text[terms[0].start].islower() and not limits


def elides(terms: Sequence[Term], text: str) -> bool:
    """Whether a parenthesis counts some of those before it by a quality alone: `724 aircraft (616 serviceable)`."""
    reading = read_amount(terms, 0)
    if reading is None or reading.needs_noun or reading.low is None:
        return False
    return bool(quality(terms, reading.last, text))


def counts_some(terms: Sequence[Term], last: Draft) -> bool:
    """Whether a parenthesis counts some of those before it by where or how: `(12 in combat, 8 in accidents)`, `(of whom 300 fit)`."""
    led = "part" in terms[0].senses
    reading = read_amount(terms, 1) if led and len(terms) > 1 else None if led else read_amount(terms, 0)
    if reading is None or reading.needs_noun or not reading.low or is_name_or_measure(terms, reading.first, reading):
        return False
    if last.amount.high is not None and reading.low >= last.amount.high:
        return False
    if led or lists_counts(terms, last.amount.high):
        return True
    follows = terms[reading.last : reading.last + 2]
    if len(follows) < 2 or is_year(terms[reading.first : reading.last]):  # noqa: PLR2004 (a preposition and a word)
        return False
    first = follows[0]
    return first.has("part", "partitive") or not _WHERE.isdisjoint(first.senses) or first.has("range", "from")


def tells_men(terms: Sequence[Term], last: Draft) -> bool:
    """Whether a parenthesis has the men of a unit: `1 infantry brigade (1,500)`."""
    reading = read_amount(terms, 0) if last.kind == "unit" else None
    if reading is None or reading.last < len(terms) or reading.low is None or reading.low < FEWEST_OF_UNIT:
        return False
    return not is_year(terms[::2])


def tells_more(terms: Sequence[Term], last: Draft) -> bool:
    """Whether a parenthesis tells what became of others, uncounted: `704 tanks (crewmen killed or captured)`."""
    if last.subject is None or read_amount(terms, 0) is not None:
        return False
    phrase = read_phrase(terms, 0, terms[0].start)
    return bool(phrase.last == len(terms) and phrase.nouns and phrase.fates and phrase.kind)
