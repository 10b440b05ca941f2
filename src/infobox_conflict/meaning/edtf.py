"""Dates as EDTF (ISO 8601-2) level 1 strings: checked, and the days that they span."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

Day: TypeAlias = tuple[int, int, int]

_YEAR: Final = r"(-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX|Y-?[1-9][0-9]{4,})"
# Only a year of four digits has months, and only a month that is known has a day that is.
_MONTH: Final = r"(?:(?<!X)(?<![0-9]{5})-([0-9]{2}|XX(?!-[0-9]))(?:-([0-9]{2}|XX))?)?"
_DATE: Final = re.compile(rf"(?!-0000){_YEAR}{_MONTH}[?~%]?\Z")
_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}  # northern; a winter is counted to its year's end


def checked(value: str) -> str:
    """The same string; raises ValueError where it is no EDTF level 1 date.

    >>> checked("-0047-08-09"), checked("1757~"), checked("1943-21")
    ('-0047-08-09', '1757~', '1943-21')
    """
    first_day(value)
    return value


def first_day(value: str) -> Day:
    """The first day that a date may mean, as (year, month, day); raises ValueError for no date."""
    return _span(value)[0]


def last_day(value: str) -> Day:
    """The last day that a date may mean, as (year, month, day); raises ValueError for no date.

    >>> last_day("0251-02")
    (251, 2, 28)
    """
    return _span(value)[1]


def year_text(year: int) -> str:
    """An astronomical year as EDTF writes it.

    >>> year_text(-47), year_text(251), year_text(-12345)
    ('-0047', '0251', 'Y-12345')
    """
    if abs(year) > 9999:  # noqa: PLR2004 (EDTF: longer years take a Y)
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def month_length(year: int, month: int) -> int:
    """How many days a month has in the proleptic Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _LENGTHS[month - 1]  # noqa: PLR2004 (February)


@lru_cache(maxsize=1024)
def _span(value: str) -> tuple[Day, Day]:
    match = _DATE.match(value)
    if not match:
        raise ValueError(f"{value!r} is no EDTF date")
    years, month, day = match.groups()
    low, high = _years(years)
    if month is None or month == "XX":
        return (low, 1, 1), (high, 12, 31)
    number = int(month)
    if day is None and number in _SEASONS:
        first, last = _SEASONS[number]
        return (low, first, 1), (high, last, month_length(high, last))
    if not 1 <= number <= len(_LENGTHS):
        raise ValueError(f"{value!r} has no such month")
    if day is None or day == "XX":
        return (low, number, 1), (high, number, month_length(high, number))
    # A Julian date may be 29 February of a Gregorian common year, so the longest month counts.
    if not 1 <= int(day) <= _LENGTHS[number - 1]:
        raise ValueError(f"{value!r} has no such day")
    return (low, number, int(day)), (high, number, int(day))


def _years(text: str) -> tuple[int, int]:
    """The years that a year with unknown last digits may be."""
    digits = text.removeprefix("Y")
    ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return min(ends), max(ends)
