"""Invented boxes rich in claims: what the guide says that each states, figure by figure.

A case under `tests/cases/claims` is a `name`, the words of the `guide` that it holds to, the parameters of a `box`, and
its `figures` in source order. A figure gives its `field` and what differs from a plain one: `count` stands for equal bounds,
an absent bound is open, `fates` are words with blanks between, `side = "none"` is no side, an empty string is null, and a
list of words is any of them. What a figure does not name must be null, and its kind personnel; only its side may be left out.
`unread` are the words that belong to no figure, where the case tells. A case with `open` is not read rightly yet, and says why.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import infobox_conflict as ic
from infobox_conflict.records import record

CASES = Path(__file__).parents[1] / "cases" / "claims"
PLAIN: dict[str, Any] = {
    "claimant": None, "party": None, "scope": None, "kind": "personnel", "subject": None, "fates": "", "low": None, "high": None,
    "approximate": False, "parent": None, "as_of": None,
}  # fmt: skip
KEYS = {"name", "guide", "box", "figures", "unread", "open"}


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            marks = [pytest.mark.xfail(reason=case["open"], raises=AssertionError, strict=True)] if "open" in case else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}", marks=marks))
    return found


def read(box: str) -> dict[str, Any]:
    """The record of the box, as plain data."""
    document = ic.read("{{Infobox military conflict\n" + box.strip() + "\n}}")
    [found] = document.infoboxes
    return record(document, found).model_dump(mode="json")


def wanted(figure: dict[str, Any]) -> dict[str, Any]:
    """All keys of a figure of a case."""
    given = dict(figure)
    if "count" in given:
        given["low"] = given["high"] = given.pop("count")
    full = PLAIN | given
    if "side" in full and full["side"] == "none":
        full["side"] = None
    fates = full["fates"] if isinstance(full["fates"], list) else [full["fates"]]
    full["fates"] = [sorted(words.split()) for words in fates]
    return full


def holds(want: Any, got: Any) -> bool:
    """Whether a value is the one wanted, or one of those wanted; an empty string wants null."""
    choices = want if isinstance(want, list) else [want]
    return any(got == (None if choice == "" else choice) for choice in choices)


def differences(case: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What is not as the case says, a line each."""
    wants, gots = [wanted(figure) for figure in case["figures"]], found["figures"]
    lines = []
    if len(wants) != len(gots):
        lines.append(f"{len(wants)} figures wanted, {len(gots)} read: {[got['text'] for got in gots]}")
    for at, (want, got) in enumerate(zip(wants, gots, strict=False)):
        for key, value in want.items():
            read_value = sorted(got[key]) if key == "fates" else got[key]
            if not (read_value in value if key == "fates" else holds(value, read_value)):
                lines.append(f"figure {at} ({got['text']!r}): {key} should be {value!r}, is {read_value!r}")
    if "unread" in case:
        left = [one["text"] for one in found["unread"]]
        if left != case["unread"]:
            lines.append(f"unread should be {case['unread']}, is {left}")
    return lines


@pytest.mark.parametrize("case", cases())
def test_the_box_states_these_figures(case: dict[str, Any]) -> None:
    assert not (wrong := differences(case, read(case["box"]))), "\n".join([case["guide"], *wrong])


def test_cases_are_well_formed() -> None:
    """No key is misspelt, and no case stands twice."""
    every = [param.values[0] for param in cases()]
    assert len({case["name"] for case in every}) == len(every) >= 240
    for case in every:
        assert set(case) <= KEYS, case["name"]
        for figure in case["figures"]:
            assert set(figure) <= {"field", "side", "count", *PLAIN}, case["name"]
