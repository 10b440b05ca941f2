"""Dates: the periods of a field as EDTF, with the names of phases (guide 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from pydantic import ValidationError

from ..content import Content
from ..vocabulary import Vocabulary
from .edtf import checked, year_text
from .evidence import Part
from .model import Period
from .outline import outline
from .terms import Term, split

_DASHES: Final = frozenset("-–—−")
_TIMES: Final = frozenset(("month", "season", "era", "part_of_time", "century"))
_JOINTS: Final = frozenset(("to", "or", "and"))
_DAYS: Final = 31
_LONGEST: Final = 12  # characters of a number in a date
_CENTURY: Final = 100
_BOTH_STYLES: Final = range(1582, 1924)  # years in which dates were given in two calendars
_STYLES_APART: Final = range(10, 14)  # days between the two in those years
_ISO: Final = (4, 2, 2)  # digits of year, month, day


@dataclass(slots=True)
class ReadPeriod:
    """A period with the words that it comes from."""

    period: Period
    start: int
    end: int
    parts: list[Part]


@dataclass(slots=True)
class _Point:
    """One end of a period as far as its own words say."""

    terms: list[Term] = field(default_factory=list)
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    century: int | None = None
    decade: int | None = None
    era: Literal["bc", "ad"] | None = None
    calendar: Literal["julian", "gregorian"] | None = None
    approximate: bool = False
    open: bool = False

    def edtf(self) -> str | None:
        """The point as an EDTF string, or None where it names no time."""
        if self.open:
            return ".."
        mark = "~" if self.approximate else ""
        if self.century is not None:
            sign, hundred = ("-", self.century - 1) if self.era == "bc" else ("", self.century - 1)
            return f"{sign}{hundred:02}XX{mark}"
        if self.decade is not None:  # one before Christ runs backwards, and EDTF's does not
            return f"{self.decade // 10:03}X{mark}" if self.era != "bc" else None
        if self.year is None:
            return None
        year = year_text(1 - self.year if self.era == "bc" else self.year)
        unit = self.season or self.month
        day = f"-{self.day:02}" if self.day is not None and self.month is not None else ""
        return year + (f"-{unit:02}" if unit is not None else "") + day + mark


def read_dates(content: Content, vocabulary: Vocabulary) -> list[ReadPeriod]:
    """Every period of a date field, in order; a label or a line without a date names the phase after it."""
    out: list[ReadPeriod] = []
    label: tuple[int, int] | None = None
    for line in outline(content, vocabulary):
        terms = line.terms
        if line.colon is not None and not _is_clock(terms, line.colon) and not any(_tells_time(t) for t in terms[: line.colon]):
            label = (terms[0].start, terms[line.colon - 1].end)
            terms = terms[line.colon + 1 :]
        elif line.all_bold and not any(_tells_time(t) for t in terms):
            label, terms = (line.start, line.end), []
        for chunk in split(terms, ";"):
            read = _period(content.text, chunk, label) if chunk else None
            if read is not None:
                out.append(read)
                label = None
    return out


def read_point(terms: Sequence[Term]) -> tuple[str, int, int] | None:
    """The date that terms begin with, as EDTF, with where its words start and end; None where they begin with none."""
    count = 0
    while count < len(terms) and _is_dated(terms[count], terms[count + 1 : count + 2]):
        count += 1
    point = _point(terms[:count])
    found = point.edtf() if point.year is not None and not point.open else None
    try:
        return (checked(found), point.terms[0].start, point.terms[-1].end) if found is not None else None
    except ValueError:
        return None  # 31 June


def is_date(terms: Sequence[Term]) -> bool:
    """Whether terms are one date or period with a month, and nothing else."""
    for term in terms:  # a loop, since every line is asked, and most have no month
        if "month" in term.senses:
            break
    else:
        return False
    joints = [_is_joint(term) for term in terms]
    return all(joint or _is_dated(term, terms[at + 1 : at + 2]) for at, (term, joint) in enumerate(zip(terms, joints, strict=True)))


def _is_dated(term: Term, after: Sequence[Term]) -> bool:
    """Whether a term may belong to a date: a comma does before a year."""
    if term.low == ",":
        return bool(after) and after[0].kind == "number" and after[0].value > _DAYS
    return term.kind in ("number", "ordinal") or not _TIMES.isdisjoint(term.senses)


def _is_joint(term: Term) -> bool:
    """Whether a term joins the two ends of a period wherever it stands."""
    return term.low in _DASHES or term.senses.get("range") in _JOINTS


def _period(text: str, terms: Sequence[Term], label: tuple[int, int] | None) -> ReadPeriod | None:
    points = _styled([_point(chunk) for chunk in _points(_outside(terms))])
    points = [point for point in points if point.terms]
    if not points:
        return None
    _fill(points)
    start, end = points[0].edtf(), points[-1].edtf()
    if start is None or end is None or _is_bare(points):
        return None
    if len(points) == 1 and (open_end := _unbounded(terms, points[0])) is not None:
        start, end = (start, "..") if open_end == "end" else ("..", end)
    if len(points) == 2 and any(term.low == "/" for term in terms) and _is_one_day_in_two_styles(start, end):  # noqa: PLR2004 (two ends)
        start = end
    calendar = next((point.calendar for point in points if point.calendar), None)
    try:
        period = Period(start=start, end=end, label=text[slice(*label)] if label else None, calendar=calendar)
    except ValidationError:
        return None  # 31 June, or an end before the start: the words stay unread
    used = sorted((term for point in points for term in point.terms), key=lambda term: term.start)
    parts = [Part("date", term.start, term.end) for term in used]
    if label is not None:
        parts.insert(0, Part("label", *label))
    return ReadPeriod(period, used[0].start, used[-1].end, parts)


def _points(terms: Sequence[Term]) -> Iterable[list[Term]]:
    """The ends of a period: what dashes, `to`, `or` and `and` join; a dash in an ISO date joins nothing."""
    chunk: list[Term] = []
    here = 0
    dated = False
    while here < len(terms):
        term = terms[here]
        if term.kind == "number":
            dated = True
            last = here + (5 if _iso(terms, here) else 1)
            chunk += terms[here:last]
            here = last
            continue
        if _joins(terms, here) or (dated and term.has("unbounded", "until")):
            yield chunk
            chunk = []
        else:
            chunk.append(term)
        here += 1
    yield chunk


def _joins(terms: Sequence[Term], here: int) -> bool:
    """Whether a term stands between two dates: what joins them, or a comma between two days (`3, 5 and 7 May`)."""
    term = terms[here]
    if _is_joint(term):
        return here == 0 or not (terms[here - 1].has("part_of_time", "part") and terms[here - 1].end == term.start)  # `mid-July`
    if term.low != ",":
        return term.low == "/"
    around = terms[max(0, here - 1) : here + 2]
    return len(around) == 3 and all(one is term or (one.kind == "number" and one.value <= _DAYS) for one in around)  # noqa: PLR2004 (it and its neighbours)


def _iso(terms: Sequence[Term], here: int) -> bool:
    """Whether `2007-01-10` begins here."""
    if here >= len(terms) or terms[here].kind != "number" or len(terms[here].low) != _ISO[0]:
        return False
    five = terms[here : here + 5]
    if len(five) < 5 or five[-1].end - five[0].start != sum(_ISO) + 2:  # noqa: PLR2004 (three numbers, two hyphens)
        return False
    return tuple(len(t.low) for t in five[::2]) == _ISO and all(t.kind == "number" for t in five[::2]) and five[1].low == five[3].low == "-"


def _point(terms: Sequence[Term]) -> _Point:
    """One end of a period out of its terms; numbers are told apart by their size, the month and the era."""
    point = _Point()
    if _iso(terms, 0):
        point.terms = list(terms[:5])
        point.year, point.month, point.day = (int(t.value) for t in terms[:5:2])
        return point
    for here, term in enumerate(terms):
        senses = term.senses
        after = terms[here + 1] if here + 1 < len(terms) else None
        if "month" in senses and point.month is None:
            point.month = senses["month"]
        elif "season" in senses:
            point.season = senses["season"]
        elif "era" in senses:
            point.era = senses["era"]
        elif "open_end" in senses:
            point.open = True
        elif "calendar" in senses:
            point.calendar = senses["calendar"]
        elif term.has("bound", "approximate") or (term.low == "?" and point.terms):
            point.approximate = True
        elif term.kind in ("number", "ordinal"):
            if not _take_number(point, term, after):
                continue
        elif "part_of_time" not in senses and "century" not in senses:
            continue
        point.terms.append(term)
    return point


def _take_number(point: _Point, term: Term, after: Term | None) -> bool:
    """Put a number where it belongs: century, day or year; False where it is none of them."""
    if len(term.low) > _LONGEST:
        return False
    value = int(term.low if term.low.isdecimal() else "".join(char for char in term.low if char.isdecimal()) or 0)
    if "decade" in term.senses:
        point.decade = point.year = value
    elif after is not None and after.has("century"):
        point.century = value
    elif "." in term.low or (after is not None and ("measure" in after.senses or "other_era" in after.senses)):
        return False
    elif term.kind == "ordinal" or (value <= _DAYS and point.day is None and not (after is not None and after.has("era"))):
        point.day = value
    elif point.year is None:
        point.year = value
    else:
        return False
    return True


def _is_bare(points: Sequence[_Point]) -> bool:
    """Whether a year is a small number of no era, and so may be anything."""
    small = any(point.year is not None and point.year < _CENTURY for point in points)
    return small and not any(point.era for point in points)


def _is_one_day_in_two_styles(old: str, new: str) -> bool:
    """Whether two days are the same in the Julian and the Gregorian calendar, as in `13/24 August 1704`."""
    try:
        apart = date.fromisoformat(new) - date.fromisoformat(old)
    except ValueError:
        return False
    return int(new[:4]) in _BOTH_STYLES and apart.days in _STYLES_APART


def _unbounded(terms: Sequence[Term], point: _Point) -> Literal["start", "end"] | None:
    """The end that a word before the only date leaves open: `since 2014`, `until 1453`."""
    at = next((at for at, term in enumerate(terms) if term is point.terms[0]), 0) - 1
    if at < 0 or "unbounded" not in terms[at].senses or any(term.kind == "number" or "measure" in term.senses for term in terms[:at]):
        return None  # `5 days after 3 May`
    return "end" if terms[at].senses["unbounded"] == "end" else "start"


def _fill(points: list[_Point]) -> None:
    """Give each end what the other says for both: `3–12 April 2003`, `March 1–18, 2002`, `1914–18`."""
    for early, late in zip(reversed(points[:-1]), reversed(points[1:]), strict=True):
        _fill_early(early, late)
    for early, late in pairwise(points):
        _fill_late(early, late)
    for point in points:
        if point.day is not None and point.month is None and point.year is None:
            point.year, point.day = point.day, None


def _fill_early(early: _Point, late: _Point) -> None:
    if late.century is not None and early.day is not None and early.month is None and early.year is None:
        early.century, early.day, early.era = early.day, None, early.era or late.era
    if early.month is None and early.day is not None and early.season is None and late.month is not None:
        early.month = late.month
    if early.year is None and not early.open and early.century is None:
        turned = early.month is not None and late.month is not None and early.month > late.month and late.year is not None
        early.year = late.year - 1 if turned and late.year is not None and late.era != "bc" else late.year
        early.era = early.era or late.era
    elif early.era is None and late.era == "bc" and (early.year or 0) >= (late.year or 0):
        early.era = "bc"


def _fill_late(early: _Point, late: _Point) -> None:
    if late.year is None and late.month is None and late.day is not None and early.month is None and early.year is not None:
        late.year, late.day = _same_century(early.year, late.day), None
    elif late.month is None and late.day is not None and late.season is None:
        late.month = early.month
    if late.year is None and not late.open and late.century is None:
        late.year, late.era = early.year, late.era or early.era
    elif late.year is not None and late.month is None and late.day is None and late.era is None and early.year is not None:
        late.year = _same_century(early.year, late.year)


def _same_century(early: int, late: int) -> int:
    """The second year of `1914–18`."""
    full = early - early % _CENTURY + late
    return full if late < _CENTURY <= early and full >= early else late


def _styled(points: list[_Point]) -> list[_Point]:
    """Of an Old Style and New Style pair, the New Style date; the words of both stay with it."""
    new = [point for point in points if point.calendar == "gregorian"]
    if not new or not any(point.calendar == "julian" for point in points):
        return points
    year = next((point.year for point in points if point.year is not None), None)
    spare = [term for point in points if point.calendar != "gregorian" for term in point.terms]
    new[0].terms += spare
    for point in new:
        point.year, point.calendar = point.year if point.year is not None else year, None
    return new


def _outside(terms: Sequence[Term]) -> list[Term]:
    """The terms outside parentheses, and those inside that name a calendar; durations in brackets and times of day are no dates."""
    out: list[Term] = []
    depth = 0
    minutes: Term | None = None
    for here, term in enumerate(terms):
        if term.low in ("(", "["):
            depth += 1
        elif term.low in (")", "]"):
            depth = max(0, depth - 1)
        elif term.low == ":" and out and out[-1] is terms[here - 1] and _is_clock(terms, here):
            minutes = terms[here + 1]  # `21:00`
            out.pop()
        elif (not depth or "calendar" in term.senses) and term is not minutes:
            out.append(term)
    return out


def _is_clock(terms: Sequence[Term], colon: int) -> bool:
    """Whether a colon stands in a time of day (`21:00`)."""
    around = terms[max(0, colon - 1) : colon + 2]
    return len(around) == 3 and around[0].kind == "number" and around[0].end == around[1].start and around[2].low[0].isdecimal()  # noqa: PLR2004 (it and its neighbours)


def _tells_time(term: Term) -> bool:
    """Whether a term is part of a date, so that it is no name of a phase."""
    return "month" in term.senses or (term.kind == "number" and term.value > _DAYS)


