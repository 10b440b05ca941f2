"""The design note `docs/design/ten-boxes.md` runs: its facts can be built and its tables say what the code says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from infobox_conflict.meaning.totals import Total

NOTE = (Path(__file__).parents[2] / "docs" / "design" / "ten-boxes.md").read_text(encoding="utf-8")
CHAPTERS = dict(re.findall(r"^## (\d+\. .*)\n((?:(?!^## ).*\n)*)", NOTE, re.MULTILINE))
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(\w+\.total\(.*?\))` \| (.*?) \| (.*?) \| (?:.*? )?\|$", re.MULTILINE)
INTERVAL = re.compile(r"(about )?([\d,]+)(?: to ([\d,]+)|( or more))?\Z")


class Row(NamedTuple):
    """One row of a table."""

    question: str
    by_hand: str
    by_code: str


ROWS = [Row(*row) for row in ROW.findall(NOTE)]


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """What the blocks of the note define, run in order."""
    defined: dict[str, Any] = {}
    for block in BLOCK.findall(NOTE):
        exec(compile(block, "ten-boxes.md", "exec"), defined)  # noqa: S102 (the note is ours)
    return defined


def told(total: Total) -> str:
    """A total as the tables write it."""
    if total.low is None:
        return f"none: {total.why}"
    end = " or more" if total.high is None else f" to {total.high:,}" if total.high != total.low else ""
    return f"{'about ' if total.approximate else ''}{total.low:,}{end}"


def bounds(answer: str) -> tuple[int, float] | None:
    """The interval that a cell of a table writes; None for `none`."""
    if answer.startswith("none"):
        return None
    match = INTERVAL.match(answer)
    assert match, answer
    low = int(match[2].replace(",", ""))
    return low, float("inf") if match[4] else int((match[3] or match[2]).replace(",", ""))


@pytest.mark.parametrize("row", ROWS, ids=[row.question for row in ROWS])
def test_the_code_says_what_the_table_says(row: Row, names: dict[str, Any]) -> None:
    assert told(eval(row.question, names)) == row.by_code  # noqa: S307 (the note is ours)


@pytest.mark.parametrize("row", ROWS, ids=[row.question for row in ROWS])
def test_the_code_holds_what_is_right_or_declines(row: Row) -> None:
    right, found = bounds(row.by_hand), bounds(row.by_code)
    assert found is None or (right is not None and found[0] <= right[0] <= right[1] <= found[1])


def test_every_box_has_its_text_facts_and_totals() -> None:
    assert [title.partition(".")[0] for title in CHAPTERS] == [str(number) for number in range(1, 11)]
    for title, body in CHAPTERS.items():
        assert "```wikitext" in body or "seeds/battle-of-hadrut.md" in body, title
        assert BLOCK.search(body), title
        assert len(ROW.findall(body)) == body.count("\n| `") >= 5, title
