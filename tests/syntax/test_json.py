"""The shapes of JSON that hold infoboxes, and what is told of all others."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobox_conflict.syntax import json as form
from infobox_conflict.syntax.carried import Carried
from infobox_conflict.syntax.text import Source, Span
from infobox_conflict.vocabulary import load

A, B = {"x": {"text": "a"}}, {"x": {"text": "b"}, "y": {"text": "c"}}


def read(text: str) -> Carried:
    return form.read(Source(text), load("en"))


def texts(carried: Carried) -> list[list[str]]:
    return [[field.content.text for field in box.fields] for box in carried.boxes]


@pytest.mark.parametrize(
    ("value", "boxes", "codes", "title"),
    [
        (A, [["a"]], [], None),
        ([A, B], [["a"], ["b", "c"]], [], None),
        ({"infoboxes": [A, B]}, [["a"], ["b", "c"]], [], None),
        ({"title": "T", "infoboxes": [A], "links": {}}, [["a"]], [], "T"),
        ({"title": {"text": "T"}, "infoboxes": [A]}, [["a"]], [], None),
        ({}, [], ["no-infobox"], None),
        ([], [], ["no-infobox"], None),
        ({"infoboxes": []}, [], ["no-infobox"], None),
        ({"infoboxes": {}}, [], ["bad-shape"], None),
        ({"infoboxes": "a"}, [], ["bad-shape"], None),
        ({"infoboxes": None}, [], ["bad-shape"], None),
        ("a", [], ["bad-shape"], None),
        (None, [], ["bad-shape"], None),
        ([A, "a", B], [["a"], ["b", "c"]], ["bad-shape"], None),
        ([[A]], [], ["bad-shape"], None),
        ({"infoboxes": [[A]]}, [], ["bad-shape"], None),
        ([{}], [[]], [], None),
    ],
)
def test_shapes(value: Any, boxes: list[list[str]], codes: list[str], title: str | None) -> None:
    carried = read(json.dumps(value))
    assert (texts(carried), [problem.code for problem in carried.problems], carried.title) == (boxes, codes, title)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["bad-json"]),
        ("{", ["bad-json"]),
        ('{"x": {"text": "a"}} y', ["bad-json"]),
        ('{"x": {"text": "a"}, "x": {"text": "b"}}', ["duplicate-key"]),
        ('{"infoboxes": [], "infoboxes": [{"x": {"text": "a"}}]}', ["duplicate-key"]),
        ('{"title": "a", "title": "b", "infoboxes": [{"x": {"text": "a"}}]}', ["duplicate-key"]),
        ("[" * 70 + "]" * 70, ["too-deep"]),
    ],
)
def test_what_is_refused(text: str, codes: list[str]) -> None:
    carried = read(text)
    assert [problem.code for problem in carried.problems] == codes
    assert not carried.boxes


def test_half_of_a_pair_is_told_and_read_as_the_replacement_character() -> None:
    carried = read('{"x": {"text": "a\\ud83cb"}}')
    assert texts(carried) == [["a\ufffdb"]]
    assert [problem.code for problem in carried.problems] == ["odd-character"]


@pytest.mark.parametrize("text", ["{}", " \n\t{ }", '{"a": 1}', "[]", '[{"a": 1}]', "[\n{", "{", "[", '{ "a"'])
def test_what_looks_like_json(text: str) -> None:
    assert form.sniff(text)


@pytest.mark.parametrize("text", ["", "a", "{{Infobox}}", "{|", "[[a]]", "[http://a b]", "{a: b}", "---\n{}\n---", '"a"', "1", "[a]", " " * 2000 + "{}"])
def test_what_does_not(text: str) -> None:
    assert not form.sniff(text)


def test_places() -> None:
    text = ' {"infoboxes": [ {"x\\u0041": {"text": "\\u00e9 a\\n\\"b\\" \\ud83c\\udde6\\ud83c\\uddff c"}} ] } '
    (box,) = read(text).boxes
    (field,) = box.fields
    name, value = field.place()
    assert (name.of(text), field.name) == ('"x\\u0041"', "xA")
    assert value.of(text).startswith('{"text"')
    assert box.span.of(text).startswith('{"x')
    assert field.content.text == 'é a\n"b"  c'
    lies = field.lay()
    assert lies.outward(Span(0, 1)).of(text) == "\\u00e9"
    assert lies.outward(Span(2, 3)).of(text) == "a"
    assert lies.outward(Span(4, 7)).of(text) == '\\"b\\"'
    assert lies.outward(Span(9, 10)).of(text) == "c"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=6), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("infoboxes", "title", "text", "links", "formatting", "bold", "page", "type", "x")), inner, max_size=4), max_leaves=15))
def test_no_value_raises(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    carried = read(text)
    assert carried.boxes or carried.problems
    for problem in carried.problems:
        assert problem.span is not None
        assert 0 <= problem.span[0] <= problem.span[1] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        *("[" + ",".join(['{"a": 1, "a": 2}'] * 20_000) + "]", json.dumps({f"k{at}": 1 for at in range(20_000)}), json.dumps([A] * 5_000)),
        *(json.dumps({"x": {"text": "a" * 20_000, "links": [{"page": "a" * at} for at in range(900)]}}), json.dumps({"x": {"text": ["a"] * 100_000}})),
        *('{"x": {"text": "' + "<ref>" * 20_000 + '"}}', json.dumps({"x": {"text": "* a\n" * 10_000}}), json.dumps({"x": {"text": "\U0001f1e6\U0001f1ff" * 30_000}})),
        *('{"x": {"text": "' + "[http://a " * 30_000 + '"}}', '{"x": {"text": "' + "\\n   " * 30_000 + '"}}', '{"x": {"text": "' + "<ref " * 30_000 + '"}}'),
    ],
    ids=lambda text: repr(text[:24]),
)
def test_nasty_texts_end_fast(text: str) -> None:
    begun = time.process_time()
    for box in read(text).boxes:
        for field in box.fields:
            field.lay()
    assert time.process_time() - begun < 8
