"""Totals and parts: which figure already includes which other (guide 2.5)."""

from __future__ import annotations

from collections.abc import Sequence

from .drafts import Draft


def set_parents(drafts: Sequence[Draft]) -> None:
    """Give the figures of one field their parents, where the text tells one and no rule of soundness is hurt.

    Figures of a deeper list level are parts of the one above them; an explicit total is the whole of the figures
    before it that have no parent, or, where it comes first, of those after it.
    """
    for draft in drafts:
        if draft.parent is not None and not _may_hold(draft.parent, draft):
            draft.parent = None
    _by_depth(drafts)
    for at, draft in enumerate(drafts):
        if draft.total and draft.parent is None:
            before = [one for one in drafts[:at] if _is_part(one, draft)]
            after = [one for one in drafts[at + 1 :] if _is_part(one, draft)] if not before else []
            for part in before or after:
                part.parent = draft


def _by_depth(drafts: Sequence[Draft]) -> None:
    """A figure in a list under a figure's own line is part of it."""
    above: list[Draft] = []
    for draft in drafts:
        while above and above[-1].depth >= draft.depth and above[-1].line != draft.line:
            above.pop()
        if above and draft.parent is None and draft.depth > above[-1].depth > 0 and _may_hold(above[-1], draft):
            draft.parent = above[-1]
        if draft.parent is None and (not above or above[-1].line != draft.line):
            above.append(draft)


def _is_part(part: Draft, total: Draft) -> bool:
    """Whether a figure is one of those that a total sums: of its kind and claimant, no total, and no whole's part."""
    return not part.total and part.parent is None and part.kind == total.kind and _may_hold(total, part)


def _may_hold(whole: Draft, part: Draft) -> bool:
    """Whether a parent is sound: same claimant, or a whole in the infobox's own voice; the same kind, or the men of a unit."""
    claimed = whole.claimant is None or (part.claimant is not None and part.claimant.text == whole.claimant.text)
    kinds = {part.kind or "personnel", whole.kind or "personnel"}
    return claimed and (len(kinds) == 1 or kinds in ({"unit", "personnel"}, {"personnel", "civilian"}))
