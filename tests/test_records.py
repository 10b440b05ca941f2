"""The flat record: what it puts together, key by key, and that every record fits its published schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.problems import CODES
from infobox_conflict.records import SCHEMA, record, schema
from tests.strategies import FORMATS, documents

VALIDATOR = jsonschema.Draft202012Validator(schema())
# The keys of `facts.md`, in its order: those of the gold files, then those that the library adds.
KEYS = {
    "": "title figures combatants commanders units dates result coordinates part_of place territory unread problems source schema",
    "figures": "path field side placement claimant claimant_kind claimant_side party scope scopes kind subject fates low high approximate"
    " form words parent as_of text notes problems",
    "combatants": "side name link role part_of",
    "commanders": "side name link rank party fates",
    "units": "side name link depth party",
    "dates": "start end label calendar",
    "result": "kind winner winner_side qualifier",
    "unread": "field text line column",
    "problems": "code message line column",
    "source": "file page revision",
}


def rows(text: str, **options: Any) -> list[dict[str, Any]]:
    """The record of every infobox of a text, as it is printed."""
    document = ic.read(text)
    return [json.loads(json.dumps(record(document, box, **options).model_dump(mode="json", by_alias=True))) for box in document.infoboxes]


def row(**fields: str) -> dict[str, Any]:
    """The record of one infobox with these parameters."""
    [found] = rows(json.dumps({name: {"text": text} for name, text in fields.items()}))
    return found


def test_the_keys_are_those_promised(seed: ic.Document) -> None:
    found = record(seed, seed.infoboxes[0], file="seed.md").model_dump(mode="json", by_alias=True)
    assert found["schema"] == SCHEMA
    assert found["source"] == {"file": "seed.md", "page": "Battle of Hadrut", "revision": None}
    found["units"] = row(combatant1="A", units1="1st Army")["units"]
    found["unread"] = row(combatant1="A", casualties1="5 killed xyzzy")["unread"]
    for name, keys in KEYS.items():
        part = found[name] if name else found
        assert list(part[0] if isinstance(part, list) else part) == keys.split(), name


def test_a_figure_says_all_it_knows() -> None:
    text = "Per Artsakh:\n* 1,500 Armenian soldiers killed or captured<ref name='a'>x</ref>\nUnits:\n2 tanks destroyed"
    first, second = row(combatant1="Azerbaijan", combatant2="Artsakh", casualties2=text)["figures"]
    wanted = {
        "path": "casualties2[0]",
        "field": "casualties2",
        "side": 2,
        "placement": "side",
        "claimant": "Artsakh",
        "claimant_kind": "belligerent",
        "claimant_side": 2,
        "party": "Armenian",
        "scope": None,
        "scopes": [],
        "kind": "personnel",
        "subject": "Armenian soldiers",
        "fates": ["killed", "captured"],
        "low": 1500,
        "high": 1500,
        "approximate": False,
        "form": "exact",
        "words": "1,500",
        "parent": None,
        "as_of": None,
        "text": "1,500 Armenian soldiers killed or captured",
        "notes": [{"type": "reference", "name": "a", "group": None, "text": "x", "resolved": True}],
        "problems": [],
    }
    assert first == wanted
    assert (second["path"], second["scope"], second["scopes"]) == ("casualties2[1]", "Units", [{"text": "Units", "type": "arm"}])


def test_where_it_belongs() -> None:
    found = row(
        combatant1="A", combatant2="B", casualties1="1 killed", casualties2a="2 killed", casualties3="3 killed", casualties5="4 killed"
    )
    placed = [(figure["field"], figure["side"], figure["placement"]) for figure in found["figures"]]
    assert placed == [
        ("casualties1", 1, "side"),
        ("casualties2a", 2, "side"),
        ("casualties3", None, "joint"),
        ("casualties5", None, "unplaced"),
    ]
    assert [problem["code"] for problem in found["problems"]] == ["unplaced-parameter"]


def test_parents_are_positions_in_the_list() -> None:
    figures = row(combatant1="A", strength1="10 men", casualties1="30 killed, including 4 officers; 9 wounded")["figures"]
    assert [figure["parent"] for figure in figures] == [None, None, 1, None]


def test_problems_and_unread_words_have_their_places() -> None:
    text = "---\ntitle: T\ninfoboxes:\n  - combatant1: {text: A, links: [{text: Z, page: P}]}\n    casualties1:\n      text: 5 killed xyzzy\n    odd: {text: b}\n---\n"
    [found] = rows(text)
    assert found["unread"] == [{"field": "casualties1", "text": "xyzzy", "line": 6, "column": 22}]
    assert [(problem["code"], problem["line"]) for problem in found["problems"]] == [("lost-link", 4), ("unknown-parameter", 7)]


def test_a_box_that_says_nothing() -> None:
    [found] = rows('{"name": {"text": "Paris"}}')
    assert [problem["code"] for problem in found["problems"]] == ["not-a-conflict"]
    lists = ("figures", "combatants", "commanders", "units", "dates", "unread")
    assert all(found[name] == [] for name in lists)
    assert all(found[name] is None for name in ("title", "result", "coordinates", "part_of", "place", "territory"))
    VALIDATOR.validate(found)


def test_the_schema_tells_what_every_key_means() -> None:
    published = schema()
    VALIDATOR.check_schema(published)
    assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    parts = [published, *published["$defs"].values()]
    ours = [part for part in parts if part["title"] not in ("Coordinates", "Note", "Result", "Scope")]  # the model tells what its keys mean
    untold = [(part["title"], name) for part in ours for name, key in part["properties"].items() if "description" not in key]
    assert untold == []
    assert all(part.get("additionalProperties") is False for part in parts if part.get("type") == "object")


@pytest.mark.parametrize("change", [{"figures": [{}]}, {"result": {"kind": "draw"}}, {"schema": "0"}, {"more": 1}, {"dates": None}])
def test_the_schema_refuses_what_is_no_record(change: dict[str, Any]) -> None:
    found = row(casualties1="5 killed", result="Roman victory")
    VALIDATOR.validate(found)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({**found, **change})


@given(data=st.data())
def test_every_record_fits_the_schema(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(FORMATS).flatmap(documents)).text
    document = ic.read(text)
    for box, found in zip(document.infoboxes, rows(text, file="x"), strict=True):
        VALIDATOR.validate(found)
        assert all(problem["code"] in CODES for problem in found["problems"])
        assert all(0 <= figure["parent"] < len(found["figures"]) for figure in found["figures"] if figure["parent"] is not None)
        told = [problem for figure in found["figures"] for problem in figure["problems"]]
        assert all(problem in found["problems"] for problem in told)
        assert len(found["problems"]) == len(document.problems) + len(box.problems)
