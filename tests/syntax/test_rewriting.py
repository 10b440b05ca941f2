"""Changes of words: each becomes the smallest changes, which come to the same; lines go as wholes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobox_conflict.syntax.rewriting import Change, differences, patches, without
from infobox_conflict.syntax.text import Patch, Piece, Span, TextMap, apply

WORDS = st.text("ab 1,–\n", max_size=12)
AHEAD = 3
"""Where the content begins in its carrier."""


def spelt(words: str, _place: Span) -> str:
    return words


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, Change]:
    text = draw(WORDS)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, Change(Span(start, end), draw(WORDS))


@given(changes())
def test_differences_come_to_the_same_and_are_no_larger(asked: tuple[str, Change]) -> None:
    text, change = asked
    (start, end), words = change
    whole = text[:start] + words + text[end:]
    found = differences(text, change)
    assert apply(text, [Patch(one.span, one.words) for one in found]) == whole
    for one in found:
        assert start <= one.span.start <= one.span.end <= end
        old = one.span.of(text)
        assert old != one.words
        assert not (old and one.words and (old[0] == one.words[0] or old[-1] == one.words[-1])), "begins or ends alike"
    assert bool(found) == (whole != text)
    made = patches(text, change, TextMap.identity(len(text), AHEAD), spelt)
    if text:
        assert made is not None
        assert apply("<<<" + text + ">>>", made) == "<<<" + whole + ">>>"


SMALL = [
    ("1,500–2,000 killed", (0, 11), "1,600–2,500", [((2, 3), "6"), ((8, 9), "5")]),
    ("38 killed", (0, 2), "38", []),
    ("38 killed", (0, 2), "48", [((0, 1), "4")]),
    ("38", (0, 2), "at least 38", [((0, 0), "at least ")]),
    ("at least 38 men", (0, 11), "38", [((0, 9), "")]),
    ("aa", (0, 2), "a", [((1, 2), "")]),
    ("a " * 150, (0, 300), "b " * 150, [((0, 300), "b " * 150)]),
]


@pytest.mark.parametrize(("text", "span", "words", "found"), SMALL)
def test_what_differs(text: str, span: tuple[int, int], words: str, found: list[tuple[tuple[int, int], str]]) -> None:
    assert differences(text, Change(Span(*span), words)) == [Change(Span(*one), new) for one, new in found]


ENTITY = TextMap((Piece(Span(0, 2), Span(0, 2), "verbatim"), Piece(Span(2, 3), Span(2, 9), "encoded"), Piece(Span(3, 5), Span(9, 11), "verbatim")))
"""`12&ndash;15`, which says `12–15`."""
SHOWN = TextMap((Piece(Span(0, 3), Span(0, 3), "verbatim"), Piece(Span(3, 6), Span(3, 15), "generated")))
NOTED = TextMap((Piece(Span(0, 2), Span(0, 2), "verbatim"), Piece(Span(2, 2), Span(2, 8), "hidden"), Piece(Span(2, 4), Span(8, 10), "verbatim")))
"""`12<b/>xy45`: something that is not shown stands among the characters."""


def test_an_encoded_sign_goes_as_a_whole_and_what_is_generated_does_not_change() -> None:
    assert patches("12–15", Change(Span(0, 5), "13–16"), ENTITY, spelt) == [Patch(Span(1, 2), "3"), Patch(Span(10, 11), "6")]
    assert patches("12–15", Change(Span(2, 3), "-"), ENTITY, spelt) == [Patch(Span(2, 9), "-")]
    assert patches("12–15", Change(Span(2, 3), "a"), ENTITY, lambda words, place: words + str(place.start)) == [Patch(Span(2, 9), "a2")]
    assert patches("12 men", Change(Span(3, 6), "boys"), SHOWN, spelt) is None
    assert patches("12 men", Change(Span(0, 2), "13"), SHOWN, spelt) == [Patch(Span(1, 2), "3")]
    assert patches("1245", Change(Span(0, 4), "99"), NOTED, spelt) is None
    assert patches("", Change(Span(0, 0), "99"), TextMap(()), spelt) is None


def test_words_come_in_before_what_follows_or_behind_what_is_ahead() -> None:
    """Where something that is not shown stands between the two, the words that begin a change stand behind it, others before it."""
    assert patches("1245", Change(Span(2, 2), "3"), NOTED, spelt) == [Patch(Span(8, 8), "3")]
    assert patches("1245", Change(Span(0, 2), "123"), NOTED, spelt) == [Patch(Span(2, 2), "3")]
    assert patches("1245", Change(Span(0, 0), "0"), NOTED, spelt) == [Patch(Span(0, 0), "0")]
    assert patches("1245", Change(Span(4, 4), "6"), NOTED, spelt) == [Patch(Span(10, 10), "6")]


@given(st.lists(st.text("ab ", min_size=1, max_size=3), min_size=1, max_size=5), st.data())
def test_whole_lines_go(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    first = data.draw(st.integers(0, len(lines) - 1))
    last = data.draw(st.integers(first, len(lines) - 1))
    start = len("\n".join([*lines[:first], ""]))
    end = start + len("\n".join(lines[first : last + 1]))
    within = data.draw(st.integers(start, start + len(lines[first]) - 1)), data.draw(st.integers(end - len(lines[last]) + 1, end))
    found = without(text, *within, TextMap.identity(len(text), AHEAD))
    rest = "\n".join([*lines[:first], *lines[last + 1 :]])
    results = [apply("<<<" + text + ">>>", [patch]) for patch in found]
    assert bool(found) == (len(lines) > last - first + 1)
    assert ("<<<" + rest + ">>>" in results) == bool(found)
