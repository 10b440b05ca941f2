"""The value shape is read as it was written by wtf_wikipedia: words with marks, nothing dropped, every word at its place."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from infobox_conflict.content import Break, Content, Emphasis, Flag, Item, Link, Note
from infobox_conflict.problems import Problem
from infobox_conflict.syntax import frontmatter, values
from infobox_conflict.syntax import json as json_format
from infobox_conflict.syntax.carried import Carried, Parameter
from infobox_conflict.syntax.text import Source, Span
from infobox_conflict.vocabulary import load

AZ, ENGLAND = "\U0001f1e6\U0001f1ff", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def carry(value: Any, carrier: str) -> tuple[str, Carried]:
    """A value in a document of a carrier, and what was read of it."""
    if carrier == "json":
        text = json.dumps({"x": value}, ensure_ascii=False)
        return text, json_format.read(Source(text), load("en"))
    inner = {"json in yaml": json.dumps({"infoboxes": [{"x": value}]}, ensure_ascii=False)}.get(carrier) or pyyaml.dump(
        {"infoboxes": [{"x": value}]}, allow_unicode=True, sort_keys=False, default_style="|" if carrier == "yaml blocks" else None
    )
    text = f"---\n{inner}\n---\nBody\n"
    return text, frontmatter.read(Source(text), load("en"))


def read(value: Any) -> tuple[Content, list[str]]:
    """The content of a value, and the codes of the problems with it."""
    _, carried = carry(value, "json")
    ((field,),) = (box.fields for box in carried.boxes)
    return field.content, [problem.code for problem in carried.problems]


def said(text: str, **rest: Any) -> Content:
    content, codes = read({"text": text, **rest})
    assert codes == []
    return content


# --- words and what stands between them ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text", "marks"),
    [
        ("", "", ()),
        ("a b", "a b", ()),
        (" a ", " a ", ()),  # blanks at the ends are kept, as the writer kept them
        ("a\nb", "a\nb", ()),
        ("a\n\nb", "a\n\nb", (Break(1, 3),)),
        ("a\n \t\n\nb", "a\n \t\n\nb", (Break(1, 6),)),
        ("* a", "a", (Item(0, 1),)),
        ("*a", "a", (Item(0, 1),)),
        ("* a\n* b", "a\nb", (Item(0, 1), Item(2, 3))),
        ("* a\n** b\n*** c", "a\nb\nc", (Item(0, 1), Item(2, 3, 2), Item(4, 5, 3))),
        (" * a\n\t*\tb", "a\nb", (Item(0, 1), Item(2, 3))),
        ("* ", "", (Item(0, 0),)),
        ("* \n* \na", "\n\na", (Item(0, 0), Item(1, 1))),
        ("a\n* \n* b", "a\n\nb", (Item(2, 2), Item(3, 4))),
        ("a\n\n* b", "a\n\nb", (Break(1, 3), Item(3, 4))),
        ("a\n* \n\n* b", "a\n\n\nb", (Item(2, 2), Break(2, 4), Item(4, 5))),
        ("a * b *", "a * b *", ()),  # stars inside a line are words
        (AZ + " Azerbaijan", " Azerbaijan", (Flag(0, 0, id="AZ"),)),
        ("* " + AZ + "a", "a", (Flag(0, 0, id="AZ"), Item(0, 1))),
        ("a" + ENGLAND + "b", "ab", (Flag(1, 1, id="GB-ENG"),)),
        (AZ + AZ[0], AZ[0], (Flag(0, 0, id="AZ"),)),  # half a flag is a character
        ("\U0001f3f4 a", "\U0001f3f4 a", ()),  # a black flag is no region's
        ("👨‍👩‍👧 †", "👨‍👩‍👧 †", ()),
        ("a <b> < [c] [[d]] {{e}}", "a <b> < [c] [[d]] {{e}}", ()),
        ("<references/> <reference>", "<references/> <reference>", ()),
        ("a\r\nb\rc", "a\r\nb\rc", ()),
    ],
)
def test_words_and_marks(raw: str, text: str, marks: tuple[Any, ...]) -> None:
    content = said(raw)
    assert content.text == text
    assert sorted(content.marks, key=repr) == sorted(marks, key=repr)
    assert [mark.start for mark in content.marks] == sorted(mark.start for mark in content.marks)


@pytest.mark.parametrize(
    ("raw", "text", "mark"),
    [
        ('a<ref name="n">b</ref>c', "ac", Note(1, 1, name="n", text="b")),
        ("a<ref>b</ref>c", "ac", Note(1, 1, text="b")),
        ("a<ref name='n' group=g />c", "ac", Note(1, 1, name="n", group="g")),
        ("a<REF Name = n/>c", "ac", Note(1, 1, name="n")),
        ('a<ref name="n">c', "ac", Note(1, 1, name="n")),  # never closed: the words after it stay
        ("a<ref>b <i>c</i></ref>", "ab <i>c</i></ref>", Note(1, 1)),
        ("a [http://b c d] e", "a c d e", Link(2, 5, type="external", site="http://b")),
        ("a [https://b] e", "a  e", Link(2, 2, type="external", site="https://b")),
        ("* [http://b c]", "c", Link(0, 1, type="external", site="http://b")),
    ],
)
def test_leaked_markup(raw: str, text: str, mark: Any) -> None:
    content, codes = read({"text": raw})
    assert content.text == text
    assert mark in content.marks
    assert codes == ["leaked-markup"]


def test_leaked_markup_is_told_at_its_place() -> None:
    for carrier in ("json", "yaml", "yaml blocks", "json in yaml"):
        text, carried = carry({"text": "é\n* <ref>b</ref> <ref>c</ref>\n* <ref>b</ref> [http://d e]"}, carrier)
        places = [Span(*problem.span).of(text) for problem in carried.problems if problem.span is not None]
        assert places == ["<ref>b</ref>", "<ref>c</ref>", "<ref>b</ref>", "[http://d e]"]


def test_unclosed_markup_stays_text() -> None:
    for raw in ("a <ref name=", "a [http://b", "a [http://b\nc]", "<ref <ref", "[ http://a]"):
        assert said(raw) == Content(raw)


# --- links --------------------------------------------------------------------------------------------------


def links(text: str, *given: dict[str, Any]) -> tuple[list[tuple[str, str | None]], list[str]]:
    """The words and page of each link in the order of the text, and the codes of problems."""
    content, codes = read({"text": text, "links": list(given)})
    return [(content.text[link.start : link.end], link.page) for link in content.of(Link)], codes


def test_a_link_stands_for_the_next_occurrence_that_none_took() -> None:
    content = said("a b a c a", links=[{"text": "a", "type": "internal", "page": page} for page in ("x", "y", "z")])
    assert [(link.start, link.page) for link in content.of(Link)] == [(0, "x"), (4, "y"), (8, "z")]


def test_links_out_of_order_are_found() -> None:
    assert links("a b", {"text": "b", "page": "B"}, {"text": "a", "page": "A"}) == ([("a", "A"), ("b", "B")], [])


def test_more_links_than_words_are_told() -> None:
    found, codes = links("a b", {"text": "a", "page": "x"}, {"text": "a", "page": "y"})
    assert (found, codes) == ([("a", "x")], ["lost-link"])


def test_whole_words_come_before_parts() -> None:
    content = said("Romania Roman", links=[{"text": "Roman", "page": "Rome"}])
    assert content.of(Link)[0].start == 8
    assert said("Romania", links=[{"text": "Roman", "page": "Rome"}]).of(Link)[0].end == 5  # rather than none


def test_links_do_not_overlap() -> None:
    found, codes = links("Republic of Artsakh", {"text": "Republic of Artsakh", "page": "A"}, {"text": "Artsakh", "page": "B"})
    assert (found, codes) == ([("Republic of Artsakh", "A")], ["lost-link"])


@pytest.mark.parametrize(
    ("given", "page", "codes"),
    [
        ({"text": "Artsakh", "page": "undefined"}, None, ["undefined-page"]),
        ({"page": "Artsakh"}, "Artsakh", []),
        ({"text": "Artsakh", "page": "artsakh"}, "Artsakh", []),  # the writer lower-cases the pages of flags
        ({"text": "Artsakh", "page": "Artsakh War"}, "Artsakh War", []),
        ({"text": "Artsakh", "type": "internal", "page": "X", "anchor": "Y"}, "X", []),
        ({"text": "Artsakh", "type": "interwiki", "wiki": "fr", "page": "X"}, "X", []),
        ({"text": "Artsakh", "type": "external", "site": "http://x"}, None, []),
    ],
)
def test_pages(given: dict[str, Any], page: str | None, codes: list[str]) -> None:
    assert links("of Artsakh.", given) == ([("Artsakh", page)], codes)


def test_the_parts_of_a_link_are_kept() -> None:
    (link,) = said("a", links=[{"text": "a", "type": "interwiki", "wiki": "fr", "page": "X", "anchor": "Y"}]).of(Link)
    assert link == Link(0, 1, page="X", type="interwiki", wiki="fr", anchor="Y")
    (link,) = said("a", links=[{"text": "a", "type": "external", "site": "http://x"}]).of(Link)
    assert link == Link(0, 1, type="external", site="http://x")


def test_the_word_undefined_may_be_linked() -> None:
    assert links("undefined", {"page": "undefined"}) == ([("undefined", "undefined")], [])


def test_links_of_bullets_and_flags() -> None:
    content = said(f"* {AZ} Azerbaijan\n* Artsakh", links=[{"text": "Artsakh", "page": "A"}, {"text": "Azerbaijan", "page": "azerbaijan"}])
    assert [(content.text[link.start : link.end], link.page) for link in content.of(Link)] == [("Azerbaijan", "Azerbaijan"), ("Artsakh", "A")]


def test_a_link_over_a_bullet_has_its_words() -> None:
    content = said("a\n* b", links=[{"text": "a\n* b", "page": "x"}])
    assert content.text[content.of(Link)[0].start : content.of(Link)[0].end] == "a\nb"


# --- emphasis -----------------------------------------------------------------------------------------------


def test_emphasis() -> None:
    content = said("Per A:\n* b b", formatting={"bold": ["Per A:", "b"], "italic": ["b"]})
    assert content.of(Emphasis) == (Emphasis(0, 6), Emphasis(7, 8), Emphasis(7, 8, "italic"))
    assert read({"text": "a", "formatting": {"bold": ["b"]}})[1] == ["lost-emphasis"]
    assert read({"text": "a", "formatting": {"bold": [""]}})[1] == ["lost-emphasis"]


# --- odd shapes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text", "codes"),
    [
        ("a", "a", ["bad-shape"]),
        (12, "12", ["bad-shape", "bad-shape"]),
        (None, "null", ["bad-shape", "bad-shape"]),
        (["a", "b"], "a\nb", ["bad-shape", "bad-shape"]),
        ([], "", ["bad-shape", "bad-shape"]),
        ({}, "", ["bad-shape"]),
        ({"links": []}, "", ["bad-shape"]),
        ({"text": 2700}, "2700", ["bad-shape"]),
        ({"text": True}, "true", ["bad-shape"]),
        ({"text": None}, "null", ["bad-shape"]),
        ({"text": ["a", ["b", "c"]]}, "a\nb\nc", ["bad-shape"]),
        ({"text": {"a": "b"}}, "b", ["bad-shape"]),
        ({"text": []}, "", ["bad-shape"]),
        ({"text": "a", "number": 1}, "a", []),
        ({"text": "a", "number": "x"}, "a", []),
        ({"text": "a", "wikidata": "Q1"}, "a", ["bad-shape"]),
        ({"text": "a", "links": {}}, "a", ["bad-shape"]),
        ({"text": "a", "links": "a"}, "a", ["bad-shape"]),
        ({"text": "a", "links": None}, "a", ["bad-shape"]),
        ({"text": "a", "links": []}, "a", []),
        ({"text": "a", "links": ["a"]}, "a", ["bad-shape"]),
        ({"text": "a", "links": [{}]}, "a", ["bad-shape"]),
        ({"text": "a", "links": [{"text": "a"}]}, "a", []),
        ({"text": "a", "links": [{"text": "a", "type": "strange"}]}, "a", ["bad-shape"]),
        ({"text": "a", "links": [{"text": ["a"], "page": "a"}]}, "a", []),
        ({"text": "a", "formatting": []}, "a", ["bad-shape"]),
        ({"text": "a", "formatting": {"bold": "a"}}, "a", ["bad-shape"]),
        ({"text": "a", "formatting": {"underlined": ["a"]}}, "a", ["bad-shape"]),
        ({"text": "a", "formatting": {"bold": [["a"]]}}, "a", ["lost-emphasis"]),
    ],
)
def test_odd_shapes_are_read_as_far_as_can_be_and_told(value: Any, text: str, codes: list[str]) -> None:
    content, told = read(value)
    assert (content.text, told) == (text, codes)


@pytest.mark.parametrize("box", ["a", 1, None, ["a"], [{"x": {"text": "a"}}]])
def test_a_box_that_is_no_mapping_is_told(box: Any) -> None:
    text = json.dumps({"infoboxes": [box, {"x": {"text": "a"}}]})
    carried = json_format.read(Source(text), load("en"))
    assert [problem.code for problem in carried.problems] == ["bad-shape"]
    assert [[field.content.text for field in box.fields] for box in carried.boxes] == [["a"]]


def test_a_doubled_key_in_a_value_refuses_the_box() -> None:
    for inner in ('"text": "a", "text": "b"', '"text": "a", "links": [{"page": "a", "page": "b"}]'):
        carried = json_format.read(Source('{"x": {%s}}' % inner), load("en"))  # noqa: UP031 (braces)
        assert [problem.code for problem in carried.problems] == ["duplicate-key"]
        assert not carried.boxes


def test_too_many_links_are_left_and_told() -> None:
    content, codes = read({"text": "a " * 3000, "links": [{"page": "a"}] * 3000})
    assert (content.of(Link), codes) == ((), ["too-large"])


# --- laws ---------------------------------------------------------------------------------------------------

BITS = st.sampled_from(
    ["a", "b", " ", "\n", "\n\n", "* ", "\n* ", "** ", "\n** ", AZ, AZ[0], ENGLAND, ENGLAND[:3], '<ref name="n">', "</ref>", "<ref/>", "<ref", "[http://a", "]", " b]", "[https://c d]", "é", "'", '"', "\\", "\t", ":", "#"]
)
RAW = st.lists(BITS, max_size=20).map("".join)
CARRIERS = ("json", "yaml", "yaml blocks", "json in yaml")
# All that may be left out of the words: a bullet, a flag, a reference, and the shell of an address.
HIDDEN = re.compile(
    rf"(?: [ \t]*\*+[ \t]* | [\U0001F1E6-\U0001F1FF]{{2}} | {ENGLAND} | <ref\b[^<>]*?(?:/> | >(?:[^<]*</ref>)?) | \[https?://[^\s\[\]]+[ ]? | \] )+", re.VERBOSE
)


@given(RAW, st.sampled_from(CARRIERS), st.data())
def test_every_word_stands_where_the_map_says(raw: str, carrier: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.tuples(st.integers(0, max(0, len(raw) - 1)), st.integers(1, 5)), max_size=4))
    words = [raw[start : start + length] for start, length in parts if raw]
    text, carried = carry({"text": raw, "links": [{"text": word, "type": "internal", "page": "p"} for word in words], "formatting": {"bold": words}}, carrier)
    if not carried.boxes:  # PyYAML's writer and reader do not always agree; that is not our matter
        assert carried.problems
        return
    field = carried.boxes[0].fields[0]
    check_marks(field.content)
    check_map(field, text)
    for problem in carried.problems:
        check_problem(problem, text)


def check_marks(content: Content) -> None:
    assert all(0 <= mark.start <= mark.end <= len(content.text) for mark in content.marks)
    assert [mark.start for mark in content.marks] == sorted(mark.start for mark in content.marks)
    for item in content.of(Item):
        assert item.start == 0 or content.text[item.start - 1] == "\n"
        assert item.end == len(content.text) or content.text[item.end] == "\n"
    for gap in content.of(Break):
        assert not content.text[gap.start : gap.end].strip()


def check_map(field: Parameter, text: str) -> None:
    lies, words = field.lay(), field.content.text
    _, span = field.place()
    assert lies.length == len(words)
    for at, char in enumerate(words):
        there = lies.outward(Span(at, at + 1))
        assert span.start <= there.start <= there.end <= span.end
        if lies.verbatim(Span(at, at + 1)):
            assert there.of(text) == char
    whole = lies.outward(Span(0, len(words)))
    assert span.start <= whole.start <= whole.end <= span.end


def check_problem(problem: Problem, text: str) -> None:
    assert problem.span is not None
    assert 0 <= problem.span[0] <= problem.span[1] <= len(text)


@given(RAW)
def test_nothing_is_left_out_but_marks(raw: str) -> None:
    """The words and what the map hides are the raw text, and what is hidden is nothing but markup."""
    _, carried = carry({"text": raw}, "json")
    (field,) = carried.boxes[0].fields
    value = field.lay
    reading = value.__self__  # type: ignore[attr-defined] # the raw text's own map, before it goes out through the carrier
    assert isinstance(reading, values.Value)
    at = 0
    for piece in reading.inner_pieces():
        assert piece.outer.start == at
        hidden = piece.outer.of(raw)
        assert hidden == piece.inner.of(field.content.text) if piece.kind == "verbatim" else HIDDEN.fullmatch(hidden)
        at = piece.outer.end
    assert at == len(raw)
    assert len(field.content.of(Flag)) == len(re.findall(rf"[\U0001F1E6-\U0001F1FF]{{2}}|{ENGLAND}", field_raw(raw)))


def field_raw(raw: str) -> str:
    """The raw text without what references and addresses hold: flags in there are left as they are."""
    return re.sub(r"<ref\b[^<>]*?(?:/>|>(?:[^<]*</ref\s*>)?)|\[https?://[^\s\[\]]+ ?[^\[\]\n]*\]", "\x00", raw)
