"""What counts something: questions about terms that are asked before they are read (guide 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..vocabulary import Vocabulary
from .amounts import Reading, read_amount
from .model import Kind
from .phrases import Phrase, read_phrase
from .terms import DASHES, Term

LONGEST_NAME: Final = 12
"""Terms that the name of a formation or party may have."""
EARLIEST_YEAR: Final = 1000
LATEST_YEAR: Final = 2100
"""A greater number is no year."""
ENDS: Final = frozenset(",;.:()")
"""Signs that part what no rule read from what follows."""
_QUALITIES: Final = 2
"""Words that may tell a quality of those counted."""
_NO_QUALITY: Final = frozenset(
    ("agent", "as_of", "bound", "claim", "era", "fate", "glue", "limit", "measure", "month", "noun", "part", "scope", "source")
)


def counts(terms: Sequence[Term], *, bare: bool = False) -> bool:
    """Whether terms state a figure: an amount that is no year or date, with something counted.

    Where *bare* numbers count as well, one that is no year does at the beginning.
    """
    if bare and terms and (first := read_amount(terms, 0)) is not None and not first.needs_noun:
        most = first.high if first.high is not None else first.low
        ends = first.last >= len(terms) or terms[first.last].low in (",", ";") or "limit" in terms[first.last].senses
        if most is not None and most > LATEST_YEAR and ends:
            return True
    for here, term in enumerate(terms):
        reading = read_amount(terms, here)
        if reading is None or reading.form == "qualitative":
            continue
        phrase = read_phrase(terms, reading.last, term.end)
        vague = bare and reading.form == "vague" and phrase.kind is not None and phrase.nouns
        if reading.needs_noun and not (vague and all(one.has("glue", "small") for one in terms[:here])):
            continue  # in a parenthesis `with numerous mortars` counts something
        if (phrase.counts or phrase.total is not None) and not is_name_or_measure(terms, here, reading):
            return True
    return False


def lists_counts(terms: Sequence[Term], most: int | None) -> bool:
    """Whether terms are a list of counts and names that no word of the vocabulary tells: `7 Europeans, 15 natives`."""
    joints = [at for at, term in enumerate(terms) if term.low in (",", ";") or term.has("glue", "and")]
    items = [terms[first + 1 : last] for first, last in pairwise((-1, *joints, len(terms)))]
    total = 0
    for item in items:
        reading = read_amount(item, 0) if item else None
        if reading is None or reading.low is None or not 0 < len(item) - reading.last <= _QUALITIES:
            return False
        if is_name_or_measure(item, 0, reading) or any(term.kind != "word" for term in item[reading.last :]):
            return False
        total += reading.low
    return len(items) > 1 and (most is None or total <= most)


def quality(terms: Sequence[Term], here: int, text: str) -> list[Term]:
    """The words from a term to the end or the next sign, where they may tell a quality of those counted; none otherwise."""
    last = next((at for at in range(here, len(terms)) if terms[at].low in ENDS), len(terms))
    words = list(terms[here:last])
    alone = all(term.kind == "word" and text[term.start].islower() and _NO_QUALITY.isdisjoint(term.senses) for term in words)
    return words if alone and len(words) <= _QUALITIES else []


def words_end(terms: Sequence[Term], here: int) -> int:
    """The term after the words that begin at a term, as far as a name may go."""
    last = here
    while last < len(terms) and last - here < LONGEST_NAME and terms[last].kind == "word":
        last += 1
    return last


def befell(phrase: Phrase) -> Kind | None:
    """What the fates of a phrase can only have befallen (`sunk`: a ship), or None."""
    return next((term.senses["fate_of"] for term in phrase.fates if "fate_of" in term.senses), None)


def after_fraction(terms: Sequence[Term], here: int) -> int | None:
    """The term after `2/3 of`, which counts nothing, or None."""
    if not 0 <= here < len(terms) - 3 or terms[here + 1].low != "/":
        return None
    four = terms[here : here + 4]  # `2`, `/`, `3`, `of`
    if "of_whole" not in four[3].senses or not four[0].kind == four[2].kind == "number":
        return None
    return here + 4


def is_base(terms: Sequence[Term], here: int) -> bool:
    """Whether a count is what a share before it is of, and so counts nothing itself: `10 percent of the 12,000 men`."""
    at = here - 1
    if at > 0 and "of_whole" not in terms[at].senses and terms[at].has("glue", "small"):
        at -= 1
    if at <= 0 or "of_whole" not in terms[at].senses:
        return False
    return "fraction" in terms[at - 1].senses or after_fraction(terms, at - 3) is not None


def is_name_or_measure(terms: Sequence[Term], here: int, reading: Reading) -> bool:
    """Whether a number is part of a name (`No. 10`) or measures something (`12 km`)."""
    if here and ("name_number" in terms[here - 1].senses or "currency" in terms[here - 1].senses or "month" in terms[here - 1].senses):
        return True
    follows = terms[reading.last] if reading.last < len(terms) else None
    if follows is not None and "month" in follows.senses:
        return True
    if follows is not None and follows.low == "." and reading.last + 1 < len(terms) and terms[reading.last + 1].has("noun", "unit"):
        return True  # `1. Division`, as German has it
    return follows is not None and "measure" in follows.senses and "noun" not in follows.senses


def begins_date(terms: Sequence[Term], here: int) -> bool:
    """Whether a day, month or year begins at a term, as a period behind a figure: `3–9 May`, `June 1911`, `1911–1912`."""
    term = terms[here]
    if "month" in term.senses:
        return True
    if term.value > LATEST_YEAR or term.kind not in ("number", "ordinal"):
        return False
    at = here + 1
    if at + 1 < len(terms) and terms[at].low in DASHES and terms[at + 1].kind in ("number", "ordinal"):
        at += 2
    if at < len(terms) and "month" in terms[at].senses:
        return True
    alone = at >= len(terms) or terms[at].low in ENDS
    return alone and is_year(terms[here:at:2]) and bool(here) and terms[here - 1].kind == "word"


def is_year(terms: Sequence[Term]) -> bool:
    """Whether all terms may be years."""
    return all(one.low.isdecimal() and EARLIEST_YEAR <= one.value <= LATEST_YEAR for one in terms)


def plural(phrase: Phrase, vocabulary: Vocabulary) -> bool:
    """Whether the head noun of a phrase is a plural: one of the vocabulary's plural forms, or a model name with its sign."""
    head = next((term for term in reversed(phrase.nouns) if "noun" in term.senses), None)
    return head is not None and vocabulary.is_plural(head.low)


def capital(phrase: Phrase, text: str) -> bool:
    """Whether the head noun of a phrase is written with a capital letter, as in a name."""
    head = next((term for term in reversed(phrase.nouns) if "noun" in term.senses), None)
    return head is not None and text[head.start].isupper()


def closing(terms: Sequence[Term], here: int) -> int:
    """The closing parenthesis of the one at a term, or the end."""
    depth = 0
    for at in range(here, len(terms)):
        if terms[at].low in ("(", "["):
            depth += 1
        elif terms[at].low in (")", "]"):
            depth -= 1
            if depth == 0:
                return at
    return len(terms)
