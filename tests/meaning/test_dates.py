"""Dates and results one by one: what the words of a field say, and what they do not say."""

from __future__ import annotations

import pytest

import infobox_conflict as ic

BOX = "{{{{Infobox military conflict\n| conflict = X\n| date = {date}\n| result = {result}\n| combatant1 = [[Rome]]\n* [[Latium|Latin allies]]\n| combatant2 = [[Carthage]]\n}}}}"


def read(*, date: str = "", result: str = "") -> ic.Conflict:
    return ic.read(BOX.format(date=date, result=result)).conflicts[0]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("7 October 2020", "2020-10-07", "2020-10-07"),
        ("October 7, 2020", "2020-10-07", "2020-10-07"),
        ("3rd May 1943", "1943-05-03", "1943-05-03"),
        ("1943, 3 May", "1943-05-03", "1943-05-03"),
        ("2007-01-10", "2007-01-10", "2007-01-10"),
        ("2007-01-10 – 2007-02-11", "2007-01-10", "2007-02-11"),
        ("7–15 October 2020", "2020-10-07", "2020-10-15"),
        ("October 7–15, 2020", "2020-10-07", "2020-10-15"),
        ("3, 5 and 7 May 1943", "1943-05-03", "1943-05-07"),
        ("April 3, 5, 1943", "1943-04-03", "1943-04-05"),
        ("night of 3/4 May 1943", "1943-05-03", "1943-05-04"),
        ("9 or 10 May 1943", "1943-05-09", "1943-05-10"),
        ("May 3 and 5, 1943", "1943-05-03", "1943-05-05"),
        ("July – August 1916", "1916-07", "1916-08"),
        ("July 1916 – August 1917", "1916-07", "1917-08"),
        ("December 30 – January 2, 1916", "1915-12-30", "1916-01-02"),
        ("30 December 1915 – 2 January 1916", "1915-12-30", "1916-01-02"),
        ("1914–18", "1914", "1918"),
        ("1914–1918", "1914", "1918"),
        ("from 1914 until 1918", "1914", "1918"),
        ("Since 5 May 2014 until 2016", "2014-05-05", "2016"),
        ("before dawn on 5 May 1943", "1943-05-05", "1943-05-05"),
        ("after midnight on 5 May 1943", "1943-05-05", "1943-05-05"),
        ("5 days after 3 May 1943", "1943-05-03", "1943-05-03"),
        ("13/24 August 1704", "1704-08-24", "1704-08-24"),
        ("27 June 1709 / 8 July 1709 N.S.", "1709-07-08", "1709-07-08"),
        ("19:30 to 21:00 on 5 May 1943", "1943-05-05", "1943-05-05"),
        ("July/August 1916", "1916-07", "1916-08"),
        ("between 1187 and 1192", "1187", "1192"),
        ("1242/43", "1242", "1243"),
        ("1242/1243", "1242", "1243"),
        ("1914–present", "1914", ".."),
        ("since 2014", "2014", ".."),
        ("after 1200", "1200", ".."),
        ("until 29 May 1453", "..", "1453-05-29"),
        ("before 1200", "..", "1200"),
        ("from 1914 to 1918", "1914", "1918"),
        ("c. 1274 BC", "-1273~", "-1273~"),
        ("264–241 BC", "-0263", "-0240"),
        ("44 BC – AD 14", "-0043", "0014"),
        ("12 September 490 BC", "-0489-09-12", "-0489-09-12"),
        ("9 August 48 BC", "-0047-08-09", "-0047-08-09"),
        ("AD 9", "0009", "0009"),
        ("May 9, AD 12", "0012-05-09", "0012-05-09"),
        ("66–73 CE", "0066", "0073"),
        ("Summer–Autumn 1187", "1187-22", "1187-23"),
        ("early 1944", "1944", "1944"),
        ("early-1944", "1944", "1944"),
        ("mid-June 1943", "1943-06", "1943-06"),
        ("mid-1530s", "153X", "153X"),
        ("c. 1250s", "125X~", "125X~"),
        ("late 13th century", "12XX", "12XX"),
        ("13th–14th century", "12XX", "13XX"),
        ("5th century BC", "-04XX", "-04XX"),
        ("1943?", "1943~", "1943~"),
        ("possibly 1943", "1943~", "1943~"),
        ("21:00, 3 May 1943", "1943-05-03", "1943-05-03"),
        ("3 May 1943, 9:30 am – 11 am", "1943-05-03", "1943-05-03"),
        ("8:20 AM, October 13 – 2:00 PM, October 14, 2005", "2005-10-13", "2005-10-14"),
        ("1 July 1916 (141 days)", "1916-07-01", "1916-07-01"),
    ],
)
def test_a_period(words: str, start: str, end: str) -> None:
    assert [(period.start, period.end, period.label) for period in read(date=words).periods] == [(start, end, None)]


@pytest.mark.parametrize(
    "words",
    ["uncertain", "15 October", "31 June 1943", "33 June 1943", "69", "66–73", "2007-1-10", "1 Muharram 61 AH", "1530s BC", "1899–02", "12 May 1945 – 3 April 1944"],
)
def test_what_is_no_date_is_left_unread(words: str) -> None:
    (box,) = ic.read(BOX.format(date=words, result="")).infoboxes
    assert box.conflict.periods == ()
    assert words.endswith([left.words for left in box.unread if left.field == "date"][-1])


def test_one_of_two_calendars() -> None:
    (period,) = read(date="23 October 1642 (O.S.)").periods
    assert (period.start, period.calendar) == ("1642-10-23", "julian")
    (period,) = read(date="23 October (O.S.)/2 November 1642 (N.S.)").periods
    assert (period.start, period.end, period.calendar) == ("1642-11-02", "1642-11-02", None)


def test_phases() -> None:
    periods = read(date="First phase: 1 July 1916<br/>'''The siege'''<br/>5 August – 9 September 1916; 1 October 1916").periods
    assert [(period.label, period.start, period.end) for period in periods] == [
        ("First phase", "1916-07-01", "1916-07-01"),
        ("The siege", "1916-08-05", "1916-09-09"),
        (None, "1916-10-01", "1916-10-01"),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Roman victory", ("victory", "Roman", 1, None)),
        ("'''Decisive''' Roman victory", ("victory", "Roman", 1, "decisive")),
        ("Roman Pyrrhic victory", ("victory", "Roman", 1, "pyrrhic")),
        ("Roman tactical victory<br/>Carthaginian strategic victory", ("victory", "Roman", 1, "tactical")),
        ("Carthaginian strategic victory (disputed)", ("victory", "Carthaginian", 2, "strategic")),
        ("Major Roman victory", ("victory", "Roman", 1, None)),
        ("Tactical victory for Rome", ("victory", "Rome", 1, "tactical")),
        ("Victory for Rome in the north", ("victory", "Rome", 1, None)),
        ("Victory of the Latin allies, fall of Carthage", ("victory", "Latin", 1, None)),
        ("Victory", ("victory", None, None, None)),
        ("First battle: Roman victory", ("victory", "Roman", 1, None)),
        ("Victory of Rome over Carthage", ("victory", "Rome", 1, None)),
        ("Victory for Rome or Carthage", ("victory", None, None, None)),
        ("Victory by default", ("victory", None, None, None)),
        ("Rome: tactical victory; Carthage: strategic victory", ("victory", "Rome", 1, "tactical")),
        ("Roman victory after initial setbacks; Carthaginian victory at sea", ("victory", "Roman", 1, None)),
        ("Initial Roman victory; stalemate; eventual Carthaginian victory", ("victory", "Carthaginian", 2, None)),
        ("Initial;" * 2000 + "Roman victory", ("victory", "Roman", 1, None)),
        ("Initial stalemate; Roman victory", ("victory", "Roman", 1, None)),
        ("Initial Roman victory; treaty of Sardinia", ("victory", "Roman", 1, None)),
        ("Roman victory; stalemate in the north", ("victory", "Roman", 1, None)),
        ("Tactically inconclusive", ("inconclusive", None, None, None)),
        ("Both sides claimed victory", ("inconclusive", None, None, None)),
        ("Military stalemate", ("stalemate", None, None, None)),
        ("Armistice", ("ceasefire", None, None, None)),
        ("Status quo ante bellum", ("status_quo", None, None, None)),
        ("Roman defeat", ("other", None, None, None)),
        ("See [[#Aftermath|Aftermath]]", ("other", None, None, None)),
    ],
)
def test_a_result(words: str, expected: tuple[str, str | None, int | None, str | None]) -> None:
    result = read(result=words).result
    assert result is not None
    assert (result.kind, result.winner, result.winner_side, result.qualifier) == expected
