"""What is counted and what became of it: the noun phrase and the fates after an amount (guide 2.2, 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .amounts import STARTS, read_amount
from .model import KINDS, Fate, Kind
from .terms import Term

_JOINTS: Final = ("and", "or")
LONGEST: Final = 40
"""How many terms a phrase may have; a longer one is prose."""


_TELLING: Final = STARTS | {"part", "claim", "fate", "fate_noun", "glue", "total", "stop", "scope", "men_of", "of_whole"}
"""Senses of words that may be more than a word of the noun."""


class Phrase:
    """A counted noun phrase with its fates, from one term to before another."""

    __slots__ = ("also", "end", "fates", "kind", "last", "nouns", "people", "peoples", "small", "subject", "total")

    def __init__(self, last: int, end: int) -> None:
        self.last = last
        """The term after it."""
        self.end = end
        """Where its words end in the content; the amount's end where it has none."""
        self.kind: Kind | None = None
        self.also: tuple[Kind, ...] = ()
        """The kinds of the further nouns under the same number."""
        self.subject: tuple[int, int] | None = None
        self.nouns: list[Term] = []
        self.fates: list[Term] = []
        self.people: Term | None = None
        """A people named in the phrase: whose loss it is."""
        self.peoples: Term | None = None
        """The last of several peoples that are joined (`63,000 French and Spanish`), else the same."""
        self.total: Term | None = None
        self.small: list[Term] = []
        """Words that join the phrase and are not its value (`were`, `and`)."""

    @property
    def counts(self) -> bool:
        """Whether it names something that can be counted, so that a hedge or article before it is an amount."""
        return bool(self.fates) or self.kind is not None

    @property
    def fate_names(self) -> list[Fate]:
        """The fates in the order of their words, each once."""
        names: list[Fate] = []
        for term in self.fates:
            fate = term.senses.get("fate") or term.senses["fate_noun"]
            if fate not in names:
                names.append(fate)
        return names


def read_phrase(terms: Sequence[Term], at: int, end: int) -> Phrase:
    """The phrase that begins at a term; *end* is where the words before it end in the content.

    Each word in turn either ends the phrase, or is a fate, a joint, or a word of the noun. After a fate only
    more fates follow, unless the fate came first (`captured tanks`).
    """
    phrase = Phrase(at, end)
    here = at
    stop = min(len(terms), at + LONGEST)
    while here < stop and (step := _step(terms, here, phrase)) is not None:
        here = step
    phrase.last = here
    while phrase.last > at and terms[phrase.last - 1] in phrase.small:
        phrase.small.pop()
        phrase.last -= 1
    if phrase.last > at:
        phrase.end = terms[phrase.last - 1].end
    while phrase.nouns and phrase.nouns[0].has("glue", "small"):
        phrase.small.append(phrase.nouns.pop(0))  # `dozens of knights`
    while phrase.nouns and phrase.nouns[-1].has("glue", "small"):
        phrase.small.append(phrase.nouns.pop())
    if phrase.nouns:
        phrase.subject = (phrase.nouns[0].start, phrase.nouns[-1].end)
    kinds = _kinds(phrase)
    if kinds:
        phrase.kind, *others = kinds
        if others:
            phrase.also = tuple(kind for kind in KINDS if kind in others and kind != phrase.kind)
    return phrase


def _step(terms: Sequence[Term], here: int, phrase: Phrase) -> int | None:  # noqa: PLR0911 (a table of cases)
    """Take one term into the phrase; the next term to look at, or None where the phrase ends."""
    term = terms[here]
    senses = term.senses
    if term.kind == "word" and _TELLING.isdisjoint(senses):  # as most words: asked once in place of all the questions below
        return None if phrase.fates and phrase.nouns else _take_noun(terms, here, phrase)
    if "part" in senses or ("claim" in senses and senses["claim"] == "before") or _limits_or_joins(terms, here, phrase):
        return None
    if "fate" in senses or "fate_noun" in senses:
        if _names_a_thing(terms, here, phrase):
            return _take_noun(terms, here, phrase)
        phrase.fates.append(term)
        return here + 1
    if "glue" in senses and senses["glue"] in ("and", "or"):
        return _joint(terms, here, phrase)
    if term.kind == "sign":
        return _sign(terms, here, phrase)
    if "total" in senses:
        phrase.total = term
        return here + 1
    if "stop" in senses:
        ahead = terms[here + 1].senses if here + 1 < len(terms) else {}
        fate_follows = "fate" in ahead and senses["stop"] == "stop"
        if not fate_follows and not ("noun" in ahead and "copula" in senses and not phrase.nouns and not phrase.fates):
            return None
        phrase.small.append(term)
        return here + 1
    if phrase.fates and phrase.nouns:
        return None
    if (term.kind == "number" or not STARTS.isdisjoint(senses)) and _amount_here(terms, here) and not _tells_kind(terms, here, phrase):
        return None
    return _take_noun(terms, here, phrase)


def _limits_or_joins(terms: Sequence[Term], here: int, phrase: Phrase) -> bool:
    """Whether a term limits what was counted (`1,200 at sea`), or leads to the men of a unit (`2 divisions totalling 20,000 men`)."""
    senses = terms[here].senses
    after = terms[here + 1] if here + 1 < len(terms) else None
    if "scope" in senses and "noun" not in senses and not phrase.nouns and not phrase.fates:
        return after is None or after.kind in ("number", "sign")
    if "of_whole" in senses and after is not None and "cause" in after.senses and "fate" not in after.senses:
        return True  # `40 of disease`
    return "men_of" in senses and after is not None and _amount_here(terms, here + 1)


def _take_noun(terms: Sequence[Term], here: int, phrase: Phrase) -> int | None:
    term = terms[here]
    if phrase.fates and not phrase.nouns and not _noun_ahead(terms, here):
        return None
    if "people" in term.senses:
        if phrase.people is None:
            phrase.people = phrase.peoples = term
        elif "glue" in terms[here - 1].senses:
            phrase.peoples = term
    phrase.nouns.append(term)
    return here + 1


def _names_a_thing(terms: Sequence[Term], here: int, phrase: Phrase) -> bool:
    """Whether a word of fate is part of a noun here: none is, unless the vocabulary says that it is a noun, too."""
    senses = terms[here].senses
    ahead = here + 1 < len(terms) and "noun" in terms[here + 1].senses
    return "noun" in senses and "fate_noun" not in senses and ahead and not phrase.fates


def _sign(terms: Sequence[Term], here: int, phrase: Phrase) -> int | None:
    """Quotation marks and hyphens stay inside; a comma or slash goes on only before more nouns or fates."""
    term = terms[here]
    if term.low in "\"“”'’«»-–.":
        ahead = here + 1 < len(terms)
        if not ahead and not phrase.nouns:
            return None
        inside = phrase.nouns and not phrase.fates
        if term.low in "-–." and not (inside and ahead and terms[here + 1].start == term.end):
            return None
        if inside or term.low in '"“«':
            phrase.nouns.append(term)
            return here + 1
        return None
    if term.low == "×":
        phrase.small.append(term)
        return here + 1
    if term.low in ",/" and _goes_on(terms, here + 1, phrase):
        (phrase.small if phrase.fates else phrase.nouns).append(term)
        return here + 1
    return None


def _joint(terms: Sequence[Term], here: int, phrase: Phrase) -> int | None:
    """`and` or `or`: goes on before more fates, or before more nouns where no fate has come."""
    if not _goes_on(terms, here + 1, phrase):
        return None
    (phrase.small if phrase.fates or not phrase.nouns else phrase.nouns).append(terms[here])
    return here + 1


def _goes_on(terms: Sequence[Term], here: int, phrase: Phrase) -> bool:
    """Whether the phrase goes on after a comma, slash or `and`: with a fate, or with a noun that has no amount."""
    if here < len(terms) and terms[here].has("glue"):
        here += 1
    if here >= len(terms):
        return False
    term = terms[here]
    if term.kind == "ordinal":
        return False  # `3 brigades and the 57th Army`
    if "fate" in term.senses:
        return bool(phrase.fates) and not _noun_ahead(terms, here + 1)
    if phrase.fates or _amount_here(terms, here):
        return False
    if "people" in term.senses and phrase.people is not None:
        return True  # `63,000 French and Spanish`
    return term.kind == "model" or _noun_ahead(terms, here)


def _amount_here(terms: Sequence[Term], here: int) -> bool:
    """Whether an amount begins at a term, so that the phrase before it ends."""
    reading = read_amount(terms, here)
    return reading is not None and not (reading.needs_noun and reading.form == "exact") and not terms[here].has("bound", "approximate")


def _tells_kind(terms: Sequence[Term], here: int, phrase: Phrase) -> bool:
    """Whether a word that may stand for a count tells a kind of things: `1 heavy panzer battalion`, `7 batteries of light artillery`."""
    if "qualitative" not in terms[here].senses or phrase.fates:
        return False
    if not phrase.nouns and here and terms[here - 1].kind == "number":
        return here + 1 >= len(terms) or terms[here + 1].kind == "sign" or _noun_ahead(terms, here)  # `(200 heavy)`
    return bool(phrase.nouns) and terms[here - 1].has("glue", "small") and _noun_ahead(terms, here)


def _noun_ahead(terms: Sequence[Term], here: int) -> bool:
    """Whether a counted noun comes before the phrase must end."""
    for term in terms[here : here + LONGEST]:
        if "noun" in term.senses:
            return True
        if term.kind == "number" or term.low in ",;:()" or "fate" in term.senses or "stop" in term.senses or "glue" in term.senses:
            return False
    return False


def _kinds(phrase: Phrase) -> list[Kind]:
    """The kinds by the head nouns: the last known one of each of several nouns joined by `and` or a comma.

    A people alone counts people; a word of fate that is a noun (`prisoners`) does, too.
    """
    head: Term | None = None
    kinds: list[Kind] = []
    for term in phrase.nouns:
        if "noun" in term.senses:
            if head is None or term.kind != "model" or head.kind == "model":
                head = term  # a word tells more than a model's name: `BM-21 trucks`
        elif head is not None and (term.low == "," or "glue" in term.senses):
            kinds.append(head.senses["noun"])
            head = None
            if term.low != "," and term.senses["glue"] not in _JOINTS:
                break  # `crews of ships`
    if head is not None and (not kinds or head.senses.get("noun_else") != kinds[0]):
        kinds.append(head.senses["noun"])  # `Bf 109 and Fw 190 fighters` are aircraft alone
    noun = next((term for term in phrase.fates if "fate_noun" in term.senses), None)
    if not kinds and (phrase.people is not None or noun is not None):
        kinds.append(noun.senses.get("fate_of", "personnel") if noun is not None else "personnel")
    return kinds
