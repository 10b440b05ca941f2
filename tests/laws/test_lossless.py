"""Law 1: a document is its text, reading never raises for what a text holds, and places are true."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.problems import CODES
from infobox_conflict.records import SCHEMA, record
from infobox_conflict.strategies import texts
from infobox_conflict.syntax.text import Span
from infobox_conflict.views import show
from tests.strategies import FORMATS, documents


def latin(text: str) -> bytes:
    """A text as bytes of an older encoding."""
    return text.encode("latin-1", errors="replace")


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def assert_sound(document: ic.Document, text: str) -> None:
    """All that holds of every document, whatever its text is."""
    assert document.text == text
    assert str(document) == text
    assert isinstance(repr(document), str)
    assert_problems(document.problems, text)
    for box in document.infoboxes:
        assert_box(document, box)
        assert_problems(box.problems, text)


def assert_problems(problems: tuple[ic.Problem, ...], text: str) -> None:
    for problem in problems:
        assert problem.code in CODES
        assert "\n" not in problem.message
        if problem.span is not None:
            assert 0 <= problem.span[0] <= problem.span[1] <= len(text)


def assert_box(document: ic.Document, box: ic.Box) -> None:
    """Fields stand in the box, in order, and their raw values are the source's characters."""
    text = document.text
    at = box.span.start
    assert 0 <= at <= box.span.end <= len(text)
    for field in box.fields:
        assert field.raw == text[slice(*field.span)] == field.span.of(text)
        assert at <= field.name_span.start <= field.name_span.end <= field.span.start <= field.span.end <= box.span.end
        at = field.span.end
        assert_map(document, field)
    for passage in box.unread:
        assert_passage(document, passage)


def assert_map(document: ic.Document, field: ic.BoxField) -> None:
    """The pieces tile the content and lie in the field in order; verbatim ones are the same characters on both sides."""
    at, outer = 0, Span(field.span.start, field.span.start)
    words, text = field.content.text, document.text
    shuffled = document.format == "wikitext" and "{{" in field.raw  # a template may show its parameters in another order
    for inner, outside, kind in field.map.pieces:
        assert at == inner.start <= inner.end
        assert field.span.start <= outside.start <= outside.end <= field.span.end
        if not shuffled:
            assert outer.start <= outside.start
            assert outer.end <= outside.end
        if kind == "verbatim":
            assert shuffled or outer.end <= outside.start, "only pieces of one encoded whole may share their source"
            assert inner.of(words) == outside.of(text)
        if kind == "hidden":
            assert inner.start == inner.end
        at, outer = inner.end, outside
    assert at == len(words)
    taken = sorted(piece.outer for piece in field.map.pieces if piece.kind == "verbatim" and piece.outer.start < piece.outer.end)
    assert all(one.end <= other.start for one, other in pairwise(taken)), "no character of the source is shown twice"
    for mark in field.content.marks:
        assert 0 <= mark.start <= mark.end <= len(words)
    assert [mark.start for mark in field.content.marks] == sorted(mark.start for mark in field.content.marks)


def assert_passage(document: ic.Document, passage: ic.Passage) -> None:
    assert 0 <= passage.span.start <= passage.span.end <= len(document.text)
    assert (passage.line, passage.column) == document.position(passage.span.start)


def read_everything(document: ic.Document) -> None:
    """Nothing that a user can ask of a document raises."""
    for box in document.infoboxes:
        _ = box.infobox, box.conflict.sides, box.conflict.joint, box.conflict.unplaced, box.template
        for path in (*box.interpretation.evidence, *(field.name for field in box.fields)):
            assert_passage(document, box.where(path))
        assert json.loads(json.dumps(record(document, box, file="x").model_dump(mode="json", by_alias=True)))["schema"] == SCHEMA
        for color in (False, True):
            assert show(box.conflict, color=color).endswith("\n")
    _ = document.conflicts


@given(data=st.data())
def test_hostile_documents(carrier: str, data: st.DataObject) -> None:
    text = data.draw(documents(carrier)).text
    document = ic.read(text)
    assert_sound(document, text)
    read_everything(document)


@given(data=st.data())
def test_hostile_documents_in_a_named_format(carrier: str, data: st.DataObject) -> None:
    """A format that is named reads what is of another format, too, and repair can be refused."""
    text = data.draw(documents(data.draw(st.sampled_from(FORMATS)))).text
    document = ic.read(text, carrier, repair=False)
    assert document.format == carrier
    assert not document.repaired
    assert_sound(document, text)
    read_everything(document)


@given(data=st.data())
def test_sound_documents(carrier: str, data: st.DataObject) -> None:
    """What is well-formed is read without a word on the carrier, every field in its place."""
    text = data.draw(documents(carrier, hostile=False)).text
    document = ic.read(text)
    assert_sound(document, text)
    read_everything(document)
    assert document.format == carrier
    assert document.title in ("Battle of Hadrut", None)
    assert {problem.code for problem in document.problems} <= {"undefined-page"}
    assert len(document.infoboxes) == 1


@given(text=texts())
def test_any_text(text: str) -> None:
    document = ic.read(text)
    assert_sound(document, text)
    read_everything(document)


@given(text=texts())
def test_any_text_in_a_named_format(carrier: str, text: str) -> None:
    document = ic.read(text, carrier)
    assert_sound(document, text)
    read_everything(document)


@given(data=st.one_of(st.binary(), texts().map(lambda text: text.encode(errors="surrogatepass")), texts().map(latin)))
def test_any_bytes(data: bytes) -> None:
    document = ic.read_bytes(data)
    assert document.encode() == data
    assert_sound(document, document.text)
    assert (document.problems[:1] != () and document.problems[0].code == "not-utf8") == (not is_utf8(data))


@given(data=st.data())
def test_bytes_of_hostile_documents(carrier: str, data: st.DataObject) -> None:
    """A byte that is no UTF-8, anywhere in a document, loses nothing."""
    whole = data.draw(documents(carrier)).text.encode(errors="surrogatepass")
    at = data.draw(st.integers(0, len(whole)))
    spoilt = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at:]
    document = ic.read_bytes(spoilt)
    assert document.encode() == spoilt
    assert_sound(document, document.text)
    read_everything(document)
