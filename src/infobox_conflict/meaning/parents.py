"""Totals and parts: which figure already includes which other (guide 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from .drafts import Draft
from .model import Fate

LEAST_SUM = 100
"""Smaller numbers add up by chance."""
_NEARLY = 0.8
"""How much of a figure the peoples that make it up come to at least."""
MOST_PARTS = 12
"""More figures than these are not tried for a sum."""


def set_parents(drafts: Sequence[Draft]) -> None:
    """Give the figures of one field their parents, where the text tells one and no rule of soundness is hurt.

    What the words say comes first (`including`, parentheses), then deeper list levels, then figures that add up to the
    one before or behind them, then explicit totals: of the figures before them that have no parent or, where a total comes
    first, of those after it; last the casualties that the losses beside them are part of.
    """
    if len(drafts) < 2 and not (drafts and drafts[0].parent is not None):  # noqa: PLR2004 (a whole and a part)
        return
    for draft in drafts:
        if draft.parent is not None and draft.parent.kind == "unit" and draft.kind == "personnel":
            _turn(draft)  # `9 legions (22,000 men)`: the men are the whole (guide 7)
        if draft.parent is not None and not (_may_hold(draft.parent, draft) and _fits(draft.parent, draft)):
            if _may_hold(draft.parent, draft):
                draft.doubt("ambiguous-parent", "it is told as a part of a figure that is smaller; it is read as none")
            draft.parent = None
    _by_fate(drafts)
    _by_depth(drafts)
    _kinds_of_totals(drafts)
    _by_sum(drafts)
    _by_people(drafts)
    for at, draft in enumerate(drafts):
        if draft.total and draft.parent is None:
            over_all = _is_over_all(draft, drafts[:at])
            before = [one for one in drafts[:at] if _is_part(one, draft, totals=over_all)]
            after = [one for one in drafts[at + 1 :] if _is_part(one, draft)] if not before else []
            beside = [one for one in drafts[at + 1 : at + 1 + MOST_PARTS] if one.line == draft.line and one.fates != draft.fates]
            for part in before or after:
                if part not in beside:
                    # Of a total that is split by fate, a part takes the one with its fate (guide 7).
                    alike = [one for one in beside if part.fates == one.fates and _may_hold(one, part) and _fits(one, part)]
                    part.parent = alike[0] if alike and part.fates != draft.fates and before else draft
                    part.by["parent"] = "total"
            _weigh(draft, before or after)
    _by_casualties(drafts)
    _keep_sound(drafts)


def _keep_sound(drafts: Sequence[Draft]) -> None:
    """Let go of every parent that no figure may have, whichever rule gave it, so that no text can break the model."""
    parts = [draft for draft in drafts if draft.parent is not None]
    for draft in parts:
        if draft.parent is not None and not _may_hold(draft.parent, draft):
            draft.parent = None
    settled: set[int] = set()
    for draft in parts:
        path: dict[int, Draft] = {}
        here: Draft | None = draft
        while here is not None and id(here) not in settled:
            if id(here) in path:
                here.parent = None  # a part of itself
                break
            path[id(here)] = here
            here = here.parent
        settled.update(path)


def _by_fate(drafts: Sequence[Draft]) -> None:
    """A parenthesis below several figures has parts of each: a part is that of the figure with its fate."""
    for at, part in enumerate(drafts):
        whole = part.parent
        if whole is None or part.line != whole.line or not part.fates or _is_of_fate(whole, part):
            continue
        for other in reversed(drafts[max(0, at - MOST_PARTS) : at]):
            alike = other.parent is None and other.fates == part.fates and other.party is whole.party
            if alike and _may_hold(other, part) and _fits(other, part):
                part.parent = other
                break


def _by_people(drafts: Sequence[Draft]) -> None:
    """Peoples that come to nearly the figure right before them are its parts: `c. 1,000 men`, `600+ Germans`, `350 Italians`."""
    for at, whole in enumerate(drafts):
        if whole.amount.low is None or whole.party is not None or whole.amount.low < LEAST_SUM:
            continue
        run: list[Draft] = []
        for part in drafts[at + 1 : at + 1 + MOST_PARTS]:
            if part.by.get("party") != "noun" or part.parent is not None or not (_may_hold(whole, part) and _covers_any(whole, part)):
                break
            run.append(part)
        low = sum(part.amount.low or 0 for part in run)
        if len({part.party.text for part in run if part.party is not None}) > 1 and _NEARLY <= low / whole.amount.low <= 1:
            for part in run:
                part.parent, part.by["parent"] = whole, "sum"


def _by_casualties(drafts: Sequence[Draft]) -> None:
    """Casualties are of every fate: `5,000 casualties`, `1,000 killed`, `3,000 wounded` counts nobody twice (guide 2.5)."""
    for at, whole in enumerate(drafts):
        if whole.parent is not None or whole.fates != ["casualties"] or whole.by.get("fates") == "default" or whole.amount.high is None:
            continue
        for beside in (drafts[at + 1 : at + 1 + MOST_PARTS], drafts[max(0, at - MOST_PARTS) : at][::-1]):
            parts = list(takewhile(partial(_is_loss_of, whole), beside))
            if parts and sum(part.amount.low or 0 for part in parts) <= whole.amount.high:
                for part in parts:
                    part.parent, part.by["parent"] = whole, "casualties"
                break


def _is_loss_of(whole: Draft, part: Draft) -> bool:
    """Whether a figure without a whole counts people of the same ones as casualties do, of one fate."""
    texts = [[label and label.text for label in (one.claimant, one.party, *one.scopes)] for one in (whole, part)]
    alike = texts[0] == texts[1] and part.kind == whole.kind and part.as_of == whole.as_of and part.parent is None
    return alike and bool(part.fates) and "casualties" not in part.fates and _fits(whole, part)


def _covers_any(whole: Draft, part: Draft) -> bool:
    """Whether a part may be of a whole by its kind, fates and size."""
    return part.kind == whole.kind and part.fates == whole.fates and part.depth >= whole.depth and _fits(whole, part)


def _kinds_of_totals(drafts: Sequence[Draft]) -> None:
    """A total without a noun counts what adds up to it right before it: `350 warships`, `500 transports`, `Total: 850`."""
    for at, total in enumerate(drafts):
        if not total.total or total.by.get("kind") != "default" or total.amount.low is None:
            continue
        low = 0
        run = drafts[max(0, at - MOST_PARTS) : at]
        for part in reversed(run):
            if part.kind != run[-1].kind or part.parent is not None:
                break
            low += part.amount.low or 0
            if low == total.amount.low and part is not run[-1]:
                total.kind, total.by["kind"] = part.kind, "sum"


def _turn(men: Draft) -> None:
    unit, men.parent = men.parent, None
    if unit is not None and unit.parent is None:
        unit.parent, unit.by["parent"] = men, "unit"


def _weigh(total: Draft, parts: Sequence[Draft]) -> None:
    """Note where parts that met one fate come to more than their total can be."""
    sums: dict[tuple[Fate, ...], int] = {}
    for part in parts:
        if part.parent is total:
            fates = tuple(part.fates)
            sums[fates] = sums.get(fates, 0) + (part.amount.low or 0)
    if total.amount.high is not None and max(sums.values(), default=0) > total.amount.high:
        total.doubt("ambiguous-parent", "the figures that are read as its parts come to more than it")


def _by_depth(drafts: Sequence[Draft]) -> None:
    """A figure in a list under a figure's own line is part of it; right under a line outside lists, if its fates are that line's."""
    above: list[Draft] = []
    line = -1
    for draft in drafts:
        while above and above[-1].depth >= draft.depth and above[-1].line != draft.line:
            above.pop()
        while above and draft.below is not None and above[-1].depth >= draft.below:
            above.pop()  # a heading stands between
        if above and _is_listed_below(above[-1], draft) and draft.line - line <= 1 and draft.claimant is None:
            draft.share_claim(above[-1])  # what is listed right below a claimed figure is claimed with it
        if above and draft.parent is None and draft.depth > above[-1].depth and _may_hold(above[-1], draft):
            goes_on = draft.line - line <= 1 and _covers(above[-1], draft)
            if above[-1].depth or goes_on:
                draft.parent, draft.by["parent"] = above[-1], "level"
                if draft.by.get("fates") == "default" and draft.kind == above[-1].kind:
                    draft.fates, draft.by["fates"] = list(above[-1].fates), "whole"  # `100 killed`, below it `60 officers`
        by_level = draft.parent is None or draft.by.get("parent") == "level"
        if by_level and (not above or above[-1].line != draft.line):
            above.append(draft)
        line = draft.line


def _is_listed_below(whole: Draft, part: Draft) -> bool:
    """Whether a figure stands deeper in the list than one that may be its whole and has a claimant."""
    return part.depth > whole.depth and whole.claimant is not None and _covers(whole, part)


def _covers(whole: Draft, part: Draft) -> bool:
    """Whether what became of a part became of its whole as well, and the part is not the greater."""
    if whole.amount.low is None or (part.amount.low or 0) > (whole.amount.high or whole.amount.low):
        return False
    return _is_of_fate(whole, part)


def _by_sum(drafts: Sequence[Draft]) -> None:
    """Two or more neighbours that add up exactly to the figure before or behind them are its parts."""
    free = [draft for draft in drafts if draft.parent is None]
    for at, whole in enumerate(free):
        if whole.amount.low is None or whole.amount.high is None or whole.amount.low < LEAST_SUM:
            continue
        for step in (1, -1):
            beside = free[at + step] if 0 <= at + step < len(free) else None
            if beside is None or beside.kind != whole.kind or (beside.amount.low or whole.amount.low) >= whole.amount.low:
                continue
            run = free[at + 1 : at + 1 + MOST_PARTS] if step > 0 else free[max(0, at - MOST_PARTS) : at][::-1]
            parts = _adding_up(whole, run)
            if parts:
                for part in parts:
                    part.parent, part.by["parent"] = whole, "sum"
                break


def _adding_up(whole: Draft, run: Sequence[Draft]) -> list[Draft]:
    """The first figures of a run, where they are of the whole's kind and add up to it."""
    low = high = 0
    parts: list[Draft] = []
    for part in run:
        amount = part.amount
        if part.parent is not None or amount.low is None or amount.high is None or part.kind != whole.kind or whole.parent is part:
            return []
        if not _may_hold(whole, part) or not _covers(whole, part):
            return []
        low, high = low + amount.low, high + amount.high
        parts.append(part)
        if len(parts) > 1 and (low, high) == (whole.amount.low, whole.amount.high):
            return parts
        if low > (whole.amount.high or 0):
            return []
    return []


def _is_over_all(total: Draft, before: Sequence[Draft]) -> bool:
    """Whether a total below the parts of several parties is that of them all, as its size tells; it has no party then (guide 7)."""
    sums: dict[str | None, int] = {}
    for one in before:
        if one.parent in (None, total) and one.kind == total.kind and _may_hold(total, one) and _is_of_fate(total, one):
            party = one.party.text if one.party is not None else None
            sums[party] = sums.get(party, 0) + (one.amount.low or 0)
    if len(sums) < 2 or total.amount.low is None:  # noqa: PLR2004 (several)
        return False
    if total.party is None:
        return True
    own = sums.pop(total.party.text, 0)
    if total.amount.low < own + max(sums.values()):
        return False
    total.party = None
    return True


def _is_part(part: Draft, total: Draft, *, totals: bool = False) -> bool:
    """Whether a figure is one of those that a total sums: of its kind and claimant, and no whole's part; *totals* may be, too."""
    ours = total.party is None or (part.party is not None and part.party.text == total.party.text)
    if not ours or part.parent is not None or (part.total and not totals):
        return False
    if total.by.get("scope") == "heading" and not any(label in total.scopes for label in part.scopes):
        return False  # a total under `Army:` sums nothing of the navy
    men = part.kind == "unit" and total.kind == "personnel" and not total.fates
    return _is_of_fate(total, part) and (part.kind == total.kind or men) and _may_hold(total, part) and _fits(total, part)


def _is_of_fate(whole: Draft, part: Draft) -> bool:
    """Whether what became of a part became of its whole as well; casualties are of every fate, and a strength of none."""
    return "casualties" in whole.fates or part.by.get("fates") == "default" or set(part.fates) <= set(whole.fates)


def _fits(whole: Draft, part: Draft) -> bool:
    """Whether a part is no greater than its whole can be."""
    return part.amount.low is None or whole.amount.high is None or part.amount.low <= whole.amount.high


def _may_hold(whole: Draft, part: Draft) -> bool:
    """Whether a parent is sound: same claimant, or a whole in the infobox's own voice; the same kind, or the men of a unit."""
    claimed = whole.claimant is None or (part.claimant is not None and part.claimant.text == whole.claimant.text)
    kinds = {part.kind or "personnel", whole.kind or "personnel"}
    return claimed and (len(kinds) == 1 or kinds in ({"unit", "personnel"}, {"personnel", "civilian"}))
