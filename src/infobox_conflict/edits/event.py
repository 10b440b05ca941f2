"""Changes of the event: its days, and how it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError

from ..meaning.model import Period
from ..meaning.wording import wording
from ..problems import CannotEdit, NoSuchFact
from ..reading import Box
from ..syntax.text import Span
from .kinds import SetDate, SetResult
from .plans import Plan, near, told, worded
from .state import State


def dating(edit: SetDate, box: Box) -> Plan:
    """The change of a period's days."""
    evidence = box.interpretation.evidence.get(edit.path)
    dates = [path for path in box.interpretation.evidence if path.startswith("date[")]
    if evidence is None or edit.path not in dates:
        raise NoSuchFact(edit.path, near(edit.path, dates))
    at = dates.index(edit.path)
    old = box.conflict.periods[at]
    start, end = (old.start if edit.start is ... else edit.start, old.end if edit.end is ... else edit.end)
    if old.start == old.end and (edit.start is ...) != (edit.end is ...):
        start = end = end if edit.start is ... else start
    try:
        period = old.model_copy(update={"start": start, "end": end})
    except ValidationError as fault:
        raise CannotEdit(edit.path, told(fault)) from None

    def change(state: State) -> None:
        state.event["periods"] = tuple(period if index == at else one for index, one in enumerate(state.event["periods"]))

    parts = [part for part in evidence.parts if part.role == "date"]
    span = Span(min((part.start for part in parts), default=evidence.start), max((part.end for part in parts), default=evidence.end))
    words = span.of(box.fields[evidence.field].content.text)
    said = (*_redated(words, old, period), *wording(box.interpretation.vocabulary).periods(period))
    return Plan(edit.path, change, worded(box, evidence.field, span, said))


def _redated(words: str, old: Period, new: Period) -> Iterator[str]:
    """The words of a period with other days or years in it, where the months stay: the order in which they stand stays, too."""
    for at, (before, after) in enumerate(((old.start, new.start), (old.end, new.end))):
        one, other = before.split("-"), after.split("-")
        if before == after or len(one) != len(other) or one[1:2] != other[1:2]:
            continue
        for was, now in zip(one, other, strict=True):
            found = [match.span() for match in re.finditer(r"\d+", words) if was.isdecimal() and int(match[0]) == int(was)]
            if was != now and found and now.isdecimal():
                start, end = found[-at]
                words = f"{words[:start]}{int(now)}{words[end:]}"
    yield words


def outcome(edit: SetResult, box: Box) -> Plan:
    """The change of the outcome."""
    evidence = box.interpretation.evidence.get("result")
    if evidence is None or edit.path != "result":
        raise NoSuchFact(edit.path, None)

    def change(state: State) -> None:
        state.event["result"] = edit.result
        state.asks_result = True

    said = wording(box.interpretation.vocabulary).results(edit.result)
    return Plan(edit.path, change, worded(box, evidence.field, Span(evidence.start, evidence.end), said))
