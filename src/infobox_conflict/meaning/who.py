"""Who says so and whose loss it is: names told apart as claimant, party or limit, and put on a side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal, TypeAlias

from ..content import Note as NoteMark
from ..vocabulary import Vocabulary
from .model import Claimant, ClaimantKind, Fate, Kind, Note, Scope, ScopeType
from .terms import Term

LONGEST = 40
"""How many terms a label may have; a longer one is prose, and would stand with every figure below it."""
LONGEST_NAME = 8
"""How many terms the name of a belligerent may have that stands among other words."""
LONGEST_WORDS = 500
"""How many characters, likewise."""
What: TypeAlias = Literal["claimant", "party", "scope", "total", "kind"]
Span: TypeAlias = tuple[int, int]


@dataclass(eq=False)
class Label:
    """What a heading, parenthesis or tail says about figures."""

    what: What
    span: Span
    """The words that are the value (`Azerbaijan` of `Per Azerbaijan:`)."""
    whole: Span
    """All its words."""
    text: str = ""
    """The value."""
    scope_type: ScopeType = "other"
    kind: Kind | None = None
    fates: tuple[Fate, ...] = ()
    approximate: bool = False
    total: bool = False
    """Of a limit: whether it says that the figure is the total within it (`Total 1st Army:`)."""

    @cached_property
    def scope(self) -> Scope:
        """The limit that it gives, one value for all figures below it."""
        return Scope.trusted({"text": self.text, "type": self.scope_type})


@dataclass(slots=True)
class Who:
    """Knows the belligerents of one box, so that names can be told to be theirs."""

    vocabulary: Vocabulary
    references: Callable[[str], str | None] | None = None
    """Tells the words of a reference that is defined outside the infobox."""
    names: dict[str, int | None] = field(default_factory=dict)
    """Every name of a belligerent, case folded, with its side."""
    flags: dict[str, int | None] = field(default_factory=dict)
    """The states whose flags stand beside belligerents, likewise."""
    _first_words: set[str] = field(default_factory=set)
    _by_word: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    """For each word the names that have it, each with all its words."""
    _claimants: dict[str, Claimant] = field(default_factory=dict)
    _notes: dict[tuple[str | None, ...], Note] = field(default_factory=dict)

    def learn(self, side: int | None, names: Iterable[str]) -> None:
        """Take belligerents of a side in: their names, and the states that these are names of; a state of two sides is of none."""
        for name in names:
            self._learn(name, side)
            state = self.state_of(name)
            if state is not None and state.casefold() != name.casefold():
                self._learn(state, side)

    def hint(self, side: int | None, states: Iterable[str]) -> None:
        """Take in the states whose flags stand beside belligerents of a side; their own names tell better."""
        for state in states:
            if self.flags.setdefault(state.casefold(), side) != side:
                self.flags[state.casefold()] = None

    def _learn(self, name: str, side: int | None) -> None:
        low = name.casefold()
        if low not in self.names:
            self._first_words.add(low.partition(" ")[0])
            words = frozenset(low.split())
            for word in words:
                self._by_word.setdefault(word, {})[low] = words
        if self.names.setdefault(low, side) != side:
            self.names[low] = None

    def side_of(self, name: str) -> int | None:
        """The side that a name or adjective belongs to, where the belligerents tell; rivals give None."""
        low = name.casefold()
        if low in self.names:
            return self.names[low]
        state = self.state_of(name)
        if state is not None and state.casefold() in self.names:
            return self.names[state.casefold()]
        if state is not None and state.casefold() in self.flags:
            return self.flags[state.casefold()]
        members = self.vocabulary.members(name)
        if members:
            found = Counter(self.names.get(one.casefold()) for one in members)
            del found[None]
            (first, most), *others = found.most_common(2) or [(None, 0)]
            return first if not others or others[0][1] < most else None
        words = set(low.split())
        rarest = min((self._by_word.get(word, {}) for word in words), key=len, default={})
        sides = {self.names[known] for known, others in rarest.items() if words <= others}
        return sides.pop() if len(sides) == 1 else None

    def claimant(self, name: str) -> Claimant:
        """A claimant by name, with its kind and side as far as they can be told."""
        known = self._claimants.get(name)
        if known is None:
            known = self._claimants[name] = self._claimant(name)
        return known

    def note(self, mark: NoteMark) -> Note:
        """A note of the box as a fact; the many figures below one heading share it."""
        key = (mark.type, mark.name, mark.group, mark.text)
        known = self._notes.get(key)
        if known is None:
            text = mark.text
            if text is None and mark.name is not None and self.references is not None:
                text = self.references(mark.name)
            known = self._notes[key] = Note.trusted(
                {"type": mark.type, "name": mark.name, "group": mark.group, "text": text, "resolved": text is not None}
            )
        return known

    def _claimant(self, name: str) -> Claimant:
        senses = self.vocabulary.senses(name)
        side = self.side_of(name)
        kind: ClaimantKind | None = None
        if side is not None:
            kind = "belligerent"
        elif "source" in senses:
            kind = senses["source"]
        elif "state" in senses or "people" in senses:
            kind = "government"
        return Claimant.trusted({"name": name, "kind": kind, "side": side})

    def may_name(self, term: Term) -> bool:
        """Whether a belligerent's name may begin with a word, asked cheaply."""
        return term.low in self._first_words or "state" in term.senses or "people" in term.senses

    def is_party(self, terms: Sequence[Term], words: str) -> bool:
        """Whether words name a belligerent of the box, a state or a people: one, its forces, or several."""
        if words.casefold() in self.names:
            return True
        start = terms[0].start
        while len(terms) > 1 and terms[0].has("rest"):
            terms = terms[1:]  # `All other Allies`
        joints = [at for at, term in enumerate(terms) if term.has("glue", "and")]
        parts = [terms[first + 1 : last] for first, last in pairwise((-1, *joints, len(terms)))]
        return all(part and self._is_one(part, words[part[0].start - start : part[0].end - start]) for part in parts)

    def _is_one(self, terms: Sequence[Term], first: str) -> bool:
        """Whether terms, of which the *first* is written so, name one belligerent, state or people, or the forces of one."""
        own = self.named_by(terms)
        if not (own or terms[0].has("state") or terms[0].has("people")):
            return False
        others = terms[own or 1 :]
        # A people has forces and arms; a state's name has them where it stands for an adjective (`US Navy`).
        may_have = own > 0 or terms[0].has("people") or first.isupper()
        return not others or (may_have and all(map(_is_force, others)))

    def named_by(self, terms: Sequence[Term]) -> int:
        """How many terms at the beginning are the name of a belligerent of the box; 0 where none is."""
        if terms[0].low not in self._first_words:
            return 0
        for count in range(min(len(terms), LONGEST_NAME), 0, -1):
            if " ".join([term.low for term in terms[:count]]) in self.names:
                return count
        return 0

    def state_of(self, name: str) -> str | None:
        """The state that a name or adjective means, if it means one."""
        senses = self.vocabulary.senses(name)
        state: str | None = senses.get("state") or senses.get("people")
        return state


def _is_force(term: Term) -> bool:
    """Whether a word behind a name makes it that of its forces: `troops`, `brigade`, `navy`."""
    return term.has("noun", "unit") or term.has("noun", "personnel") or term.has("force") or term.has("scope", "arm")


def read_label(text: str, terms: Sequence[Term], who: Who) -> Label | None:
    """What the words of a heading or parenthesis are: claimant, kind and fate, party, total, or else a limit.

    Claim words decide first, since `Armenian claim` names a people too; then known sources; a total and kinds
    before parties, since `Civilian casualties` names no limit (guide 2.4 and 7).
    """
    terms = [term for term in terms[: LONGEST + 1] if term.kind != "sign" or term.low in "'\"&"]
    if not terms or len(terms) > LONGEST or terms[-1].end - terms[0].start > LONGEST_WORDS:
        return None
    whole = (terms[0].start, terms[-1].end)
    for rule in (_claim, _source, _total, _kind, _party):
        label = rule(text, terms, whole, who)
        if label is not None:
            return label
    if terms[0].has("total") and len(terms) > 1 and not text[terms[1].start].islower():
        span = (terms[1].start, whole[1])
        label = _scope(text, terms[1:], whole)
        label.span, label.text, label.total = span, text[slice(*span)], True
        return label
    return _scope(text, terms, whole)


def read_limit(text: str, terms: Sequence[Term]) -> Label:
    """Words that limit a figure to a place, time or the like, whatever they name."""
    return _scope(text, terms, (terms[0].start, terms[-1].end))


def read_claim(text: str, terms: Sequence[Term], who: Who) -> Label | None:
    """The claimant that words name by a claim word, or None."""
    terms = [term for term in terms if term.kind != "sign" or term.low in "'\"&"]
    if not terms or terms[-1].end - terms[0].start > LONGEST_WORDS:
        return None
    return _claim(text, terms, (terms[0].start, terms[-1].end), who)


def _claim(text: str, terms: Sequence[Term], whole: Span, who: Who) -> Label | None:  # noqa: ARG001 (rules share a shape)
    """`Per X`, `according to X`, `X claim`, `X sources`; source words go only where a name remains."""
    first, last = 0, len(terms)
    if _hedges(terms):
        return None  # `(estimate)` names nobody
    if terms[0].has("claim", "before") or (last > 1 and terms[0].has("agent") and terms[-1].has("claim", "after")):
        first = 1  # `per X`, `by X's account`
    while last > first and terms[last - 1].has("claim", "after"):
        last -= 1  # `French sources claim`
    if (first, last) == (0, len(terms)):
        return None
    named = any(not (term.has("source", "method") or term.has("article")) for term in terms[first:last])
    if not named:
        last = len(terms)
    while first < last - 1 and first > 0 and terms[first].has("glue", "small"):
        first += 1  # `claimed by the US`
    if first == last:
        return None
    span = _name_span(text, terms[first].start, terms[last - 1].end)
    return Label("claimant", span, whole, text[slice(*span)]) if span[0] < span[1] else None


def _name_span(text: str, start: int, end: int) -> Span:
    """A name without the possessive at its end."""
    for ending in ("'s", "’s", "'", "’"):
        if text[start:end].endswith(ending):
            return start, end - len(ending)
    return start, end


def _source(text: str, terms: Sequence[Term], whole: Span, who: Who) -> Label | None:  # noqa: ARG001 (rules share a shape)
    """A known source alone, or an author among the words of a name (`German historian Frieser, 2007`)."""
    if len(terms) == 1 and terms[0].has("source"):
        return Label("claimant", whole, whole, text[slice(*whole)])
    of_people = terms[-1].has("source") and (terms[0].has("people") or terms[0].has("state"))  # `Iranian media`
    if not of_people and not any(term.has("source", "scholar") or term.has("source", "chronicle") for term in terms):
        return None
    last = len(terms)
    while last > 1 and terms[last - 1].kind == "number":
        last -= 1
    if any(term.kind == "number" for term in terms[:last]):
        return None
    span = (whole[0], terms[last - 1].end)
    return Label("claimant", span, whole, text[slice(*span)])


def _total(text: str, terms: Sequence[Term], whole: Span, who: Who) -> Label | None:  # noqa: ARG001 (rules share a shape)
    if terms[0].has("total") and all(t.has("total") or t.has("fate") or t.has("generic") or t.has("glue", "and") for t in terms):
        fates = tuple(t.senses["fate"] for t in terms if t.has("fate"))
        return Label("total", whole, whole, text[slice(*whole)], fates=fates)
    return None


def _kind(text: str, terms: Sequence[Term], whole: Span, who: Who) -> Label | None:  # noqa: ARG001 (rules share a shape)
    """`Civilian casualties:`, `Military dead:`, `Killed:` give kind and fate and limit nothing."""
    fates = tuple(t.senses["fate"] for t in terms if t.has("fate"))
    hedges = [t for t in terms if t.has("bound", "approximate")]  # `Estimated losses:`
    others = [t for t in terms if not t.has("fate") and not t.has("glue") and t not in hedges]
    kinds = {t.senses.get("noun") for t in others}
    one_kind = len(kinds) == 1 and None not in kinds  # `Aircraft lost: 12`
    people = bool(kinds) and kinds <= {"civilian", "personnel"}
    if (fates and (not others or one_kind or people)) or kinds == {"civilian"}:
        kind = kinds.pop() if kinds else None
        return Label("kind", whole, whole, text[slice(*whole)], kind=kind, fates=fates, approximate=bool(hedges))
    return None


def _party(text: str, terms: Sequence[Term], whole: Span, who: Who) -> Label | None:
    if len(terms) > 1 and terms[0].has("glue", "small"):
        terms = terms[1:]  # `The Germans`
    last = len(terms)
    while last > 1 and (_fate_of(terms[last - 1]) or (last < len(terms) and terms[last - 1].has("glue", "and"))):
        last -= 1  # `German losses:`
    fates = tuple(fate for term in terms[last:] if (fate := _fate_of(term)))
    span = _name_span(text, terms[0].start, terms[last - 1].end) if fates else (terms[0].start, whole[1])
    words = text[slice(*span)]
    return Label("party", span, whole, words, fates=fates) if who.is_party(terms[:last], words) else None


def _fate_of(term: Term) -> Fate | None:
    fate: Fate | None = term.senses.get("fate") or term.senses.get("fate_noun")
    return fate


def _hedges(terms: Sequence[Term]) -> bool:
    """Whether words say no more than that a number is hedged (`(approx.)`, `Estimated:`)."""
    return all(term.has("bound", "approximate") or term.has("bound_after", "approximate") for term in terms)


def _scope(text: str, terms: Sequence[Term], whole: Span) -> Label:
    known: ScopeType | None = next((term.senses["scope"] for term in terms if term.has("scope")), None)
    dated = any(term.has("month") or (term.kind == "number" and len(term.low) in (3, 4) and "." not in term.low) for term in terms)
    approximate = _hedges(terms)
    return Label("scope", whole, whole, text[slice(*whole)], known or ("time" if dated else "other"), approximate=approximate)
