"""What a carrier cannot hold, as values: each loss tells where, what and what stands in its place; and a content less its losses."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from ..content import Break, Content, Emphasis, FateMark, Flag, Infobox, Item, Link, Mark, Note, Opaque, Place, ordered
from ..values import value

CODES: Final[dict[str, str]] = {
    "changed-words": "Words of a parameter are written otherwise, since the carrier would take them as something else or cannot hold them.",
    "changed-mark": "A mark stands in a lesser form: a flag without its variant, a footnote as a reference.",
    "lost-mark": "A mark is left out; the words that it stands at are kept.",
    "lost-field": "A parameter is left out.",
    "lost-infobox": "An infobox is left out.",
    "lost-template": "The name of the infobox's template is left out; what it alone told to be of a conflict reads as none any more.",
    "lost-title": "The title of the page is left out.",
    "lost-text": "What stands beside the infoboxes is left out.",
}
"""Every code of a loss with one sentence on what it means."""
_SHOWN: Final = 40  # characters of a note that a message tells


@value
class Loss:
    """One thing that a carrier cannot hold.

    Places count as `less` takes them: those of changed words in the content that was to be written, those of marks in the
    content with these words in it.
    """

    code: str
    """A code out of `CODES`."""
    message: str
    """One sentence for people, without the place."""
    box: int | None = None
    """Which infobox, counted from 0; None for the carrier as a whole."""
    field: int | None = None
    """Which of its parameters, counted from 0; None for the infobox as a whole."""
    path: str = ""
    """The parameter's name."""
    mark: Mark | None = None
    """The mark that is lost, or a plain one for the stretch at which something stands instead."""
    instead: Mark | str | None = None
    """What stands in its place: another mark, or the words that replace those of its stretch."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no such code of a loss: {self.code!r}")

    def __str__(self) -> str:
        place = self.path or ("" if self.box is None else f"infobox {self.box}")
        return f"{place}: {self.code}: {self.message}" if place else f"{self.code}: {self.message}"


@value
class Written:
    """A text that was written, and what of the facts or content is not in it."""

    text: str
    losses: tuple[Loss, ...] = ()


def less(content: Content, losses: Iterable[Loss]) -> Content:
    """A content less its losses: first with the changed words, then without the lost marks and with those instead.

    >>> from infobox_conflict.content import FateMark, Flag
    >>> words = Loss("changed-words", "", mark=FateMark(3, 3, "KIA"), instead=" (KIA)")
    >>> mark = Loss("changed-mark", "", mark=Flag(0, 0, "AZE"), instead=Flag(0, 0, "AZ"))
    >>> less(Content("Ali", (Flag(0, 0, "AZE"), FateMark(3, 3, "KIA"))), (words, mark))
    Content(text='Ali (KIA)', marks=(Flag(start=0, end=0, id='AZ', variant=None),))
    """
    losses = tuple(losses)
    edits = [(loss.mark, loss.instead) for loss in losses if loss.mark is not None and isinstance(loss.instead, str)]
    if edits:
        content = _reworded(content, sorted(edits, key=lambda edit: (edit[0].start, edit[0].end)))
    instead: dict[Mark, list[Mark | None]] = {}
    for loss in losses:
        if loss.mark is not None and not isinstance(loss.instead, str):
            instead.setdefault(loss.mark, []).append(loss.instead)
    marks = [instead[mark].pop(0) if instead.get(mark) else mark for mark in content.marks]
    marks += [mark for left in instead.values() for mark in left]
    return Content(content.text, ordered(mark for mark in marks if mark is not None))


def less_box(infobox: Infobox, losses: Iterable[Loss]) -> Infobox:
    """An infobox less its losses, which are those of one box alone."""
    by_field: dict[int | None, list[Loss]] = {}
    for loss in losses:
        by_field.setdefault(loss.field, []).append(loss)
    fields = []
    for at, one in enumerate(infobox.fields):
        own = by_field.get(at, [])
        if not any(loss.code == "lost-field" for loss in own):
            fields.append(replace(one, content=less(one.content, own)))
    codes = {loss.code for loss in by_field.get(None, ())}
    return Infobox(
        tuple(fields),
        None if "lost-template" in codes else infobox.template,
        None if "lost-title" in codes else infobox.title,
    )


def named(mark: Mark) -> str:
    """A mark for people, without its place.

    >>> from infobox_conflict.content import Link
    >>> named(Link(0, 1, page="Hadrut"))
    "the link to 'Hadrut'"
    """
    said = "a mark"
    match mark:
        case Link():
            said = f"the link to {mark.page or mark.site!r}" if mark.page or mark.site else "the link to a lost page"
        case Flag():
            said = f"the flag {mark.id!r}" + (f" in its version {mark.variant!r}" if mark.variant else "")
        case Note():
            words = mark.text or mark.name or ""
            kind = "maintenance mark" if mark.type == "maintenance" else mark.type
            said = f"the {kind} {words if len(words) <= _SHOWN else words[:_SHOWN] + '...'!r}"
        case Item():
            said = f"the {mark.style} item, {mark.depth} deep"
        case Emphasis():
            said = f"{mark.style} words"
        case Break():
            said = "a rule" if mark.type == "rule" else "the end of a paragraph"
        case Place():
            said = f"the coordinates {mark.lat:.5g}, {mark.lon:.5g}"
        case FateMark():
            said = f"the mark {mark.name!r}"
        case Opaque():
            said = f"{mark.name!r}, which is not known"
    return said


def _reworded(content: Content, edits: Sequence[tuple[Mark, str]]) -> Content:
    """A content with other words at some stretches, which do not overlap; marks move along, and that of a stretch goes."""
    out, at = list[str](), 0
    for mark, words in edits:
        out += (content.text[at : mark.start], words)
        at = max(at, mark.end)
    text = "".join((*out, content.text[at:]))
    ends = [mark.end for mark, _ in edits]
    moves = [0, *accumulate(len(words) - (mark.end - mark.start) for mark, words in edits)]
    gone = Counter(mark for mark, _ in edits)

    def moved(place: int, *, behind: bool) -> int:
        """Where a place comes to stand: before or behind words that are put in there."""
        count = bisect_left(ends, place)
        while count < len(ends) and ends[count] == place and (behind or edits[count][0].start < place):
            count += 1
        start = edits[count][0].start if count < len(edits) else place
        return min(place, start) + moves[count]  # a place within words that are gone is where they began

    marks: list[Mark] = []
    for mark in content.marks:
        if gone[mark]:
            gone[mark] -= 1
            continue
        is_line = isinstance(mark, Item)  # which takes in whatever comes to stand on it
        start = moved(mark.start, behind=mark.start < mark.end and not is_line)
        end = moved(mark.end, behind=is_line) if mark.start < mark.end or is_line else start
        marks.append(replace(mark, start=start, end=max(start, end)))
    return Content(text, ordered(marks))
