"""Places in text: lines, maps and patches obey their laws on any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobox_conflict.syntax.text import Patch, Piece, PieceKind, Source, Span, TextMap, apply


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("", 0, 1, 1),
        ("ab\ncd", 3, 2, 1),
        ("ab\ncd", 2, 1, 3),  # the line end belongs to its line
        ("ab\r\ncd", 4, 2, 1),
        ("ab\r\ncd", 3, 1, 4),
        ("ab\rcd", 3, 2, 1),
        ("a\n\rb", 3, 3, 1),  # LF and CR in this order are two ends
        ("a\r\r\nb", 4, 3, 1),
        ("a\x85b\u2028c\x0bd\x0ce", 8, 1, 9),  # nothing else ends a line
        ("\U0001f1e6\U0001f1ff x", 3, 1, 4),  # columns are code points
        ("ab", 2, 1, 3),
        ("ab\n", 3, 2, 1),
    ],
)
def test_positions(text: str, offset: int, line: int, column: int) -> None:
    assert Source(text).position(offset) == (line, column)


@given(st.text(st.sampled_from("ab\r\n\x85")))
def test_positions_and_lines_agree(text: str) -> None:
    lines = re.split("\r\n|\r|\n", text)
    source = Source(text)
    for offset in range(len(text)):
        line, column = source.position(offset)
        if text[offset] not in "\r\n":
            assert lines[line - 1][column - 1] == text[offset]


# --- maps ---------------------------------------------------------------------------------------------------


@st.composite
def maps(draw: st.DrawFn, inner_length: int | None = None) -> tuple[TextMap, int]:
    """A map and the length of its outer text; verbatim, encoded, generated and hidden pieces in any order."""
    pieces, inner, outer = [], 0, draw(st.integers(0, 3))
    kinds: st.SearchStrategy[PieceKind] = st.sampled_from(("verbatim", "verbatim", "encoded", "generated", "hidden"))
    while (inner < inner_length) if inner_length is not None else draw(st.booleans()):
        kind = draw(kinds)
        left = 4 if inner_length is None else inner_length - inner
        shown = 0 if kind == "hidden" else draw(st.integers(1, min(4, left)))
        there = shown if kind == "verbatim" else draw(st.integers(1 if kind == "hidden" else 0, 4))
        pieces.append(Piece(Span(inner, inner + shown), Span(outer, outer + there), kind))
        inner, outer = inner + shown, outer + there + draw(st.integers(0, 2))
    return TextMap.of(pieces), outer


def words_of(found: TextMap, text: str) -> str:
    """An inner text that a map may have come from: verbatim characters are those outside, all others `#`."""
    return "".join(p.outer.of(text) if p.kind == "verbatim" else "#" * (p.inner.end - p.inner.start) for p in found.pieces)


LETTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 2000))  # all different, so that places tell themselves


@given(maps())
def test_every_verbatim_character_goes_out_to_itself(made: tuple[TextMap, int]) -> None:
    found, length = made
    text = LETTERS[:length]
    words = words_of(found, text)
    assert len(words) == found.length
    for at, char in enumerate(words):
        span = found.outward(Span(at, at + 1))
        assert 0 <= span.start <= span.end <= length
        assert found.verbatim(Span(at, at + 1)) == (char != "#")
        assert char == "#" or span.of(text) == char


@given(maps(), st.data())
def test_a_span_goes_out_to_all_of_its_characters(made: tuple[TextMap, int], data: st.DataObject) -> None:
    found, length = made
    start = data.draw(st.integers(0, found.length))
    end = data.draw(st.integers(start, found.length))
    whole = found.outward(Span(start, end))
    assert 0 <= whole.start <= whole.end <= length
    for at in range(start, end):
        one = found.outward(Span(at, at + 1))
        assert whole.start <= one.start <= one.end <= whole.end
    if found.verbatim(Span(start, end)):
        assert whole.of(LETTERS) == words_of(found, LETTERS[:length])[start:end]


@given(st.data())
def test_maps_compose(data: st.DataObject) -> None:
    """Inner to outermost in one step or in two is the same for every character; what was verbatim twice is so still."""
    middle, length = data.draw(maps())
    inner, needed = data.draw(maps())
    if needed > middle.length:
        return
    both = inner.then(middle)
    assert both.length == inner.length
    outermost = LETTERS[:length]
    between = words_of(middle, outermost)
    for at, char in enumerate(words_of(inner, between)):
        one = Span(at, at + 1)
        step = inner.outward(one)
        assert both.verbatim(one) == (inner.verbatim(one) and middle.verbatim(step))
        if char != "#":
            assert both.outward(one).of(outermost) == char
        elif step.start < step.end:
            assert both.outward(one) == middle.outward(step)


@given(maps())
def test_composing_with_identity_changes_nothing(made: tuple[TextMap, int]) -> None:
    found, length = made
    # Hidden pieces and those of no width may lean on another side of the same place; shown characters may not.
    for same in (found.then(TextMap.identity(length)), TextMap.identity(found.length).then(found)):
        for at in range(found.length):
            assert same.verbatim(Span(at, at + 1)) == found.verbatim(Span(at, at + 1))
            if found.verbatim(Span(at, at + 1)):
                assert same.outward(Span(at, at + 1)) == found.outward(Span(at, at + 1))


def test_neighbouring_verbatim_pieces_become_one() -> None:
    pieces = [Piece(Span(at, at + 1), Span(at + 5, at + 6), "verbatim") for at in range(4)]
    assert TextMap.of(pieces) == TextMap.identity(4, at=5)


def test_an_empty_map_has_a_place() -> None:
    assert TextMap(()).outward(Span(0, 0)) == (0, 0)
    assert TextMap.of([Piece(Span(0, 0), Span(7, 9), "hidden")]).outward(Span(0, 0)) == (9, 9)  # behind a bullet
    nothing = TextMap.of([Piece(Span(0, 0), Span(7, 7), "verbatim")])
    assert nothing.outward(Span(0, 0)) == (7, 7)  # between quotes
    assert nothing.then(TextMap.identity(20, at=100)).outward(Span(0, 0)) == (107, 107)
    assert TextMap.identity(0, at=3).then(nothing).outward(Span(0, 0)) == (7, 7)


# --- patches ------------------------------------------------------------------------------------------------


@given(st.text(max_size=30), st.data())
def test_patches_change_their_spans_and_nothing_else(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8).filter(lambda found: len(found) % 2 == 0)))
    spans = [Span(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    patches = [Patch(span, data.draw(st.text(max_size=4))) for span in spans]
    expected, at = "", 0
    for patch in sorted(patches):
        expected += text[at : patch.span.start] + patch.words
        at = patch.span.end
    assert apply(text, data.draw(st.permutations(patches))) == expected + text[at:]


@pytest.mark.parametrize("spans", [[(0, 2), (1, 3)], [(0, 9)], [(-1, 1)], [(2, 1)], [(0, 3), (1, 1)]])
def test_bad_patches_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply("abcde", [Patch(Span(*span), "") for span in spans])


def test_two_insertions_at_one_place_stand_side_by_side() -> None:
    assert apply("ab", [Patch(Span(1, 1), "x"), Patch(Span(1, 1), "y")]) == "axyb"
