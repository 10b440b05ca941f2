"""Totals: how many in all, as an interval that holds every count the claims allow, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict

from .model import FATES, Claimant, Conflict, Entry, Fate, Figure, Kind, Scope

Generic: TypeAlias = Callable[[str, Kind], bool]
"""Tells whether a noun means everything of its kind (`soldiers` of personnel)."""
Nation: TypeAlias = Callable[[str], str]
"""Tells the one name that stands for all names of a party (`Armenian` and `Armenia`)."""


class Total(BaseModel):
    """How many in all: no true count lies outside `low` to `high` as long as the claims used are true.

    Where no honest number exists both bounds are None and `why` says why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    low: int | None = None
    """Least count that the claims allow; None only where there is no total."""
    high: int | None = None
    """Greatest count that the claims allow, or None where they leave it open."""
    approximate: bool = False
    """Whether a number that was used is hedged (`about 230`), so that the bounds are no harder than it is."""
    why: str | None = None
    """Why there is no honest number; None where there is one."""
    used: tuple[int, ...] = ()
    """The positions in `Conflict.figures` of the figures that were weighed."""


def total(
    conflict: Conflict,
    fate: Fate | None,
    *,
    generic: Generic,
    kind: Kind = "personnel",
    side: int | None = None,
    joint: bool = False,
    claimant: Claimant | str | None = None,
    party: str | None = None,
    scope: str | None = None,
    nation: Nation = str,
) -> Total:
    """How many of a kind met a fate; fate None asks how strong they were.

    `side` asks for one column, `joint` for the row that spans all, neither for the whole box, which is
    its sides and whom the joint row counts; `party` for the people of one party, `scope` for the phase, place, arm or
    date of that name. Without a `claimant` the infobox's own voice answers, else the only one who speaks.
    Raises ValueError for a side that the box does not have and for a fate or kind that does not exist.

    >>> from .model import Amount
    >>> dead = Figure(amount=Amount.at_least(38), subject="servicemen", fates=("killed",))
    >>> box = Conflict(entries=(Entry(field="casualties2", fact=dead),))
    >>> total(box, "killed", side=2, generic=lambda noun, kind: noun == "servicemen")
    Total(low=38, high=None, approximate=False, why=None, used=(0,))
    """
    if joint and side is not None:
        raise ValueError("a total is asked for a side or for the joint row, not for both")
    if side is not None and not 1 <= side <= conflict.columns:
        raise ValueError(f"the box has sides 1 to {conflict.columns}, not {side}")
    if (fate is not None and fate not in FATES) or kind not in get_args(Kind):
        raise ValueError(f"there is no fate {fate!r} or no kind {kind!r}")
    row = conflict.columns + 1 if joint else side
    question = _Question(fate, kind, row, None if party is None else nation(party), scope, generic, nation)
    try:
        return _reckoning(conflict, question, claimant).total()
    except _NoTotal as no:
        return Total(why=no.why, used=tuple(sorted(no.weighed)))


_Bounds: TypeAlias = tuple[int, int | None]
_COVERED: Final[dict[Fate, tuple[Fate, ...]]] = {
    "casualties": ("casualties", "killed", "wounded", "missing", "captured"),
    "lost": ("lost", "destroyed", "captured"),
}
"""Fates that say no more than a loss, and the fates that they bound from above."""
_PEOPLE: Final = ("personnel", "civilian")
_TIMES: Final = ("time", "phase")
_JOIN: Final = " / "
"""Stands between the parties of one figure."""


class _NoTotal(Exception):
    """There is no honest number: why, and the figures that were weighed."""

    def __init__(self, why: str, weighed: Iterable[int]) -> None:
        self.why, self.weighed = why, weighed
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for: which count, and of whom."""

    fate: Fate | None
    kind: Kind
    row: int | None
    """The number in the names of the fields that may answer; None for the whole box."""
    party: str | None
    scope: str | None
    generic: Generic
    nation: Nation

    def concerns(self, entry: Entry, figure: Figure) -> bool:
        """Whether a figure may count some of what is asked for; a peak or an average never does."""
        return (
            (entry.family == "casualties") == (self.fate is not None)
            and self.kind in figure.kinds
            and self.row in (None, entry.number)
            and (self.party is None or figure.party is None or self.party in self._parties(figure))
            and self._scope_fits(figure)
            and self._may_include(figure)
            and not any(scope.type == "statistic" for scope in figure.scopes)
        )

    def bounds(self, figure: Figure) -> _Bounds:
        """How many of those that a figure counts are asked for: all of them, or, with other fates, kinds or parties, some."""
        wanted = _COVERED.get(self.fate, (self.fate,)) if self.fate else ()
        ours = self.party is None or self._parties(figure) == {self.party}
        sure = ours and not figure.also and self.is_of_scope(figure) and all(fate in wanted for fate in figure.fates)
        return (figure.low or 0) if sure else 0, figure.high

    def covers(self, fates: Iterable[Fate]) -> bool:
        """Whether a figure of these fates leaves nothing out that is asked for."""
        return self.fate is None or any(self.fate in _COVERED.get(fate, (fate,)) for fate in fates)

    def limits(self, figure: Figure) -> frozenset[object]:
        """All that keeps a figure from counting the whole that is asked for."""
        found: set[object] = set()
        if figure.party is not None and self.party not in self._parties(figure):
            found.add(("party", figure.party))
        if not self.counts_all(figure):
            found.add(("subject", figure.subject))
        if (occasion := self.occasion(figure)) != _ALWAYS:
            found.add(occasion)
        return frozenset(found)

    def occasion(self, figure: Figure) -> _Occasion:
        """When, where and of which arm something was counted, but for the scope that is asked for."""
        scopes = tuple(scope for scope in figure.scopes if scope.text != self.scope)
        return _Occasion(scopes, figure.as_of if figure.as_of != self.scope else None)

    def is_of_scope(self, figure: Figure) -> bool:
        """Whether a figure counts within the scope that is asked for, if any."""
        return self.scope is None or self.scope == figure.as_of or any(scope.text == self.scope for scope in figure.scopes)

    def _scope_fits(self, figure: Figure) -> bool:
        """Losses without a scope hold those of each; a strength without one is no strength of another day."""
        return self.is_of_scope(figure) or (self.fate is not None and self.occasion(figure) == _ALWAYS)

    def _may_include(self, figure: Figure) -> bool:
        if self.fate is None:
            return True
        loose = "casualties" in figure.fates and self.kind in _PEOPLE  # some count the sick and the deserters, too
        return loose or self.covers(figure.fates) or any(fate in _COVERED.get(self.fate, ()) for fate in figure.fates)

    def _parties(self, figure: Figure) -> frozenset[str]:
        return frozenset(map(self.nation, figure.party.split(_JOIN))) if figure.party else frozenset()

    def counts_all(self, figure: Figure) -> bool:
        """Whether the counted noun means everything of its kind; the party that it may begin with is no part of that."""
        noun = (figure.subject or "").removeprefix(figure.party or "").strip()
        return not noun or self.generic(noun, figure.kind)


class _Tree(NamedTuple):
    """What a figure with its parts says of the count that is asked for."""

    low: int
    high: int | None
    concerns: bool
    """Whether it says anything of it."""
    closed: bool
    """Whether it leaves out nobody of those asked for."""


class _Sum(NamedTuple):
    """What the figures of a row say together."""

    low: int
    high: int | None
    closed: bool
    """Whether one of them counts the whole; else the high bound holds only for what was counted."""


class _Occasion(NamedTuple):
    """When, where and of which arm something was counted."""

    scopes: tuple[Scope, ...]
    as_of: str | None

    def __str__(self) -> str:
        return " / ".join([*(scope.text for scope in self.scopes), *([self.as_of] if self.as_of else [])])


_ALWAYS: Final = _Occasion((), None)


def _reckoning(conflict: Conflict, question: _Question, claimant: Claimant | str | None) -> _Reckoning:
    """The figures that answer: those of one voice, and of a stock those of one scope."""
    entries = [entry for entry in conflict.entries if isinstance(entry.fact, Figure)]
    figures = conflict.figures
    asked = [at for at, figure in enumerate(figures) if question.concerns(entries[at], figure)]
    told = [at for at in asked if (figures[at].low, figures[at].high) != (None, None)]
    if not told:
        raise _NoTotal("the figures say only that the number is not known" if asked else "no figure counts this", asked)
    voice = _voice({at: _name(figures[at]) for at in told}, claimant)
    used = [at for at in asked if _name(figures[at]) == voice]
    moment = _ALWAYS
    if question.fate is None:
        mine = set(used)
        moment = _moment({at: question.occasion(figures[at]) for at in used if entries[at].parent not in mine})
        used = [at for at in used if question.occasion(figures[at]) == moment]
    wider = replace(question, row=None)
    around = [
        at
        for at, figure in enumerate(figures)
        if _name(figure) == voice and wider.concerns(entries[at], figure) and (question.fate or question.occasion(figure) == moment)
    ]
    return _Reckoning(question, conflict.columns, entries, figures, frozenset(used), frozenset(around), voice, moment)


def _voice(names: Mapping[int, str | None], claimant: Claimant | str | None) -> str | None:
    """Whose figures answer (None is the infobox itself): rivals are never added."""
    rivals = tuple(dict.fromkeys(names.values()))
    if claimant is not None:
        name = claimant if isinstance(claimant, str) else claimant.name
        if name not in rivals:
            raise _NoTotal(f"{name} gives no such number", names)
        return name
    if None in rivals:
        return None
    if len(rivals) > 1:
        raise _NoTotal(f"rival claimants are not added: {', '.join(map(str, rivals))}", names)
    return rivals[0]


def _moment(occasions: Mapping[int, _Occasion]) -> _Occasion:
    """The scope within which a stock is summed: the same men may stand in two."""
    distinct = tuple(dict.fromkeys(occasions.values()))
    if _ALWAYS in distinct:
        return _ALWAYS
    if len(distinct) > 1:
        raise _NoTotal(f"strengths are summed within one scope only: {', '.join(map(str, distinct))}", occasions)
    return distinct[0]


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """The sums over the figures of one voice."""

    question: _Question
    columns: int
    entries: Sequence[Entry]
    figures: Sequence[Figure]
    used: frozenset[int]
    """The figures that count some of what is asked for."""
    around: frozenset[int]
    """Those, and the figures of other rows that may include them."""
    voice: str | None
    moment: _Occasion
    """The scope within which a stock is summed."""

    def total(self) -> Total:
        trees = self._trees()
        roots = [at for at, entry in enumerate(self.entries) if entry.parent is None and trees[at].concerns]
        summed = self._box(roots, trees) if self.question.row is None else self._row(roots, trees)
        low, high = summed.low, summed.high if summed.closed else None
        strangers = {at for at in self._strangers() if self.entries[at].parent in self.used}
        weighed = sorted(strangers | {at for at in self.around if trees[at].concerns})
        if high is not None and low > high:
            raise _NoTotal(f"the figures contradict each other: at least {low}, at most {high}", weighed)
        if low == 0 and high is None:
            raise _NoTotal("the figures set no bound to this count", weighed)
        hedged = any(self.figures[at].amount.approximate for at in weighed)
        return Total(low=low, high=high, approximate=hedged, used=tuple(weighed))

    def _trees(self) -> list[_Tree]:
        """For each figure what it and its parts say; parts are weighed before their whole, without recursion."""
        parts: list[list[int]] = [[] for _ in self.entries]
        for at, entry in enumerate(self.entries):
            if entry.parent is not None:
                parts[entry.parent].append(at)
        order = [at for at, entry in enumerate(self.entries) if entry.parent is None]
        for at in order:  # grows while it is read: every whole stands before its parts
            order += parts[at]
        trees = [_Tree(0, None, concerns=False, closed=False)] * len(self.entries)
        others: list[int | None] = [0] * len(self.entries)
        strangers = self._strangers()
        for at in reversed(order):
            others[at] = _sum(self.figures[part].high if part in strangers else others[part] for part in parts[at])
            trees[at] = self._tree(at, parts[at], trees, others[at])
        return trees

    def _strangers(self) -> frozenset[int]:
        """The figures that count nothing of the kind that is asked for; units count the same men once more."""
        return frozenset(at for at, f in enumerate(self.figures) if f.kind != "unit" and self.question.kind not in f.kinds)

    def _tree(self, at: int, parts: Sequence[int], trees: Sequence[_Tree], others: int | None) -> _Tree:
        """Parts raise the low bound of their whole, one by one as they may overlap; full ones also lower the high."""
        low, high = self._own(at, others)
        inside = [part for part in parts if trees[part].concerns]
        full = {part for part in inside if self._is_full(part, at)}
        if full:
            for split in (inside, *self._splits(at, parts)):
                if not full.isdisjoint(split):
                    high = _least(high, _sum(trees[part].high for part in split if trees[part].concerns))
        # A rival's total, or one of people of unstated status, closes by the part that counts those asked for.
        closed = self._is_whole(at) and (self._counts(at) or any(trees[part].closed for part in full))
        return _Tree(max([low, *(trees[part].low for part in inside)]), high, at in self.used or bool(inside), closed)

    def _own(self, at: int, others: int | None) -> _Bounds:
        """What a figure says by itself, less those whom its parts and theirs show to be of another kind (civilians among the dead)."""
        figure = self.figures[at]
        if at not in self.used:
            return 0, figure.high if at in self.around else None
        low, high = self.question.bounds(figure)
        return (low if figure.kind == "unit" else 0 if others is None else max(0, low - others)), high

    def _splits(self, at: int, parts: Sequence[int]) -> list[list[int]]:
        """The parts that differ from their whole in the same respects, where they add up to it: each split holds everybody."""
        splits: dict[object, list[int]] = {}
        for part in parts:
            splits.setdefault(self._difference(part, at), []).append(part)
        whole = (self.figures[at].low, self.figures[at].high)
        exact = whole[0] == whole[1] is not None
        bounds = {key: [(self.figures[part].low, self.figures[part].high) for part in split] for key, split in splits.items()}
        sums = {key: tuple(map(_sum, zip(*pairs, strict=True))) for key, pairs in bounds.items()}
        return [split for key, split in splits.items() if exact and sums[key] == whole]

    def _difference(self, part: int, whole: int) -> object:
        mine, theirs = self.figures[part], self.figures[whole]
        return (
            mine.fates == theirs.fates,
            mine.kinds == theirs.kinds,
            mine.party == theirs.party,
            _Occasion(mine.scopes, mine.as_of) == _Occasion(theirs.scopes, theirs.as_of),
            self.entries[part].number == self.entries[whole].number,
            self.question.counts_all(mine),
            _name(mine),
        )

    def _is_full(self, part: int, whole: int) -> bool:
        """Whether a part counts all of its whole that is asked for.

        A part that differs from its whole in nothing that the facts hold (`500 killed, of whom 20 drowned`) differs in
        something that they do not, so it is not full.
        """
        mine, theirs = self.figures[part], self.figures[whole]
        row, their_row = self.entries[part].number, self.entries[whole].number
        if part not in self.used or not self.question.covers(mine.fates):
            return False
        narrower = mine.party not in (None, theirs.party) or (self.question.is_of_scope(mine) and not self.question.is_of_scope(theirs))
        differs = narrower or (mine.fates, mine.kinds, row) != (theirs.fates, theirs.kinds, their_row)
        placed = row == their_row or self.question.row is not None
        return differs and placed and self.question.limits(mine) <= self.question.limits(theirs)

    def _box(self, roots: Sequence[int], trees: Sequence[_Tree]) -> _Sum:
        """Sides have nobody in common; the joint row may repeat them or name others, so it bounds and widens."""
        rows: dict[int, list[int]] = {}
        for at in roots:
            rows.setdefault(self.entries[at].number, []).append(at)
        sums = {row: self._row(mine, trees) for row, mine in rows.items()}
        sides = [one for row, one in sums.items() if row <= self.columns]
        others = [one.low for row, one in sums.items() if row > self.columns]
        joint = sums.get(self.columns + 1)
        closed = (joint is not None and joint.closed) or (len(sides) == self.columns and all(side.closed for side in sides))
        return _Sum(max([sum(side.low for side in sides), *others]), _sum(one.high for one in sums.values()), closed)

    def _row(self, roots: Sequence[int], trees: Sequence[_Tree]) -> _Sum:
        """Figures of one voice and one scope that have no parent never count a person twice (guide 2.5).

        So the lows of partial figures add, as do those of all the killed and all the wounded. But a figure of the whole
        (`1,200 men killed`) either includes the partial ones (`45 officers killed`) or was meant of the rest; two of
        the same fates are parts with a hidden difference or two guesses. The interval allows for both readings: their
        lows do not add, their highs do.
        """
        partial: dict[_Occasion, int] = {}
        guesses: dict[object, tuple[tuple[Fate, ...], int]] = {}
        alone = [0]
        closed = False
        for at in roots:
            figure, low = self.figures[at], trees[at].low
            occasion = self.question.occasion(figure)
            if not self._is_ours(at) or self.question.row not in (None, self.entries[at].number):
                alone.append(low)  # a rival's or another row's whole of our parts: it may overlap with our other figures
            elif at not in self.used or self._limits(figure):
                partial[occasion] = partial.get(occasion, 0) + low
            else:
                alike = (figure.fates, figure.kinds, figure.party, figure.scopes, figure.as_of)
                guesses[alike] = (figure.fates, min(low, guesses.get(alike, (figure.fates, low))[1]))
            closed = closed or trees[at].closed
        wholes: dict[tuple[Fate, ...], int] = {}
        for fates, low in guesses.values():
            wholes[fates] = max(low, wholes.get(fates, 0))
        full = [low for fates, low in wholes.items() if self.question.covers(fates)]
        low = max([*alone, *partial.values(), *full, sum(wholes.values()) - sum(full)])
        return _Sum(low, _sum(trees[at].high for at in roots), closed)

    def _is_ours(self, at: int) -> bool:
        """Whether the voice that answers says so."""
        return _name(self.figures[at]) == self.voice

    def _counts(self, at: int) -> bool:
        """Whether a figure speaks for the voice of those asked for, itself or as the total of all sides."""
        return at in self.used or (at in self.around and self.entries[at].number == self.columns + 1)

    def _is_whole(self, at: int) -> bool:
        """Whether nothing in a figure leaves out some of those asked for."""
        return self.question.covers(self.figures[at].fates) and not self._limits(self.figures[at])

    def _limits(self, figure: Figure) -> frozenset[object]:
        """What keeps a figure from the whole; the moment at which a stock was taken does not."""
        timely = self.question.fate is None and all(scope.type in _TIMES for scope in self.moment.scopes)
        return self.question.limits(figure) - ({self.moment} if timely else set())


def _name(figure: Figure) -> str | None:
    return figure.claimant.name if figure.claimant else None


def _sum(highs: Iterable[int | None]) -> int | None:
    """The sum; None where one is open."""
    known = list(highs)
    return None if None in known else sum(high for high in known if high is not None)


def _least(one: int | None, other: int | None) -> int | None:
    """The tighter of two high bounds."""
    return min((bound for bound in (one, other) if bound is not None), default=None)
