"""JSON is read as the standard library reads it, with places; the `json` module is the oracle."""

from __future__ import annotations

import json
import re
import time
from typing import Any, NoReturn

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from infobox_conflict.syntax import jsontree
from infobox_conflict.syntax.text import Span
from infobox_conflict.syntax.tree import DEPTH_LIMIT, MappingNode, Node, Refused, ScalarNode, is_bare, walk

HALVES = re.compile("[\ud800-\udfff]")


def no_constant(word: str) -> NoReturn:
    raise ValueError(word)  # NaN and Infinity are Python's, not JSON's


def expected(text: str) -> Any:
    """What the standard library reads: numbers as `(digits,)`, objects as lists of pairs in a tuple."""
    number = lambda digits: (digits,)  # noqa: E731 (short)
    return json.loads(text, object_pairs_hook=tuple, parse_int=number, parse_float=number, parse_constant=no_constant)


def plain(node: Node) -> Any:
    """A node in the same shape."""
    if isinstance(node, MappingNode):
        return tuple((key.value, plain(value)) for key, value in node.value)
    if not isinstance(node, ScalarNode):
        return [plain(item) for item in node.value]
    if not is_bare(node):
        return node.value
    return {"true": True, "false": False, "null": None}.get(node.value, (node.value,))


def whole(value: Any) -> Any:
    """The oracle's value with halves of surrogate pairs replaced, as we read them."""
    if isinstance(value, str):
        return HALVES.sub("\ufffd", value)
    return type(value)(map(whole, value)) if isinstance(value, list | tuple) else value


def check(text: str) -> bool:
    """Both refuse a text, or both read the same; which."""
    tree, root, problem = jsontree.parse(text)
    try:
        meant = expected(text)
    except (ValueError, RecursionError):
        assert root is None
        assert problem is not None
        assert problem.code == "bad-json"
        assert problem.span is not None
        assert 0 <= problem.span[0] <= len(text)
        return False
    assert problem is None
    assert root is not None
    assert plain(root) == whole(meant)
    assert bool(tree.told) == (whole(meant) != meant)
    for node in walk(root):
        span = tree.span(node)
        assert plain(node) == whole(expected(span.of(text)))  # each node stands where it says
        if isinstance(node, ScalarNode):
            check_map(tree.map(node).pieces, node, span, text)
    return True


def check_map(pieces: Any, node: ScalarNode, span: Span, text: str) -> None:
    at = 0
    for piece in pieces:
        assert piece.inner.start == at
        assert span.start <= piece.outer.start <= piece.outer.end <= span.end
        if piece.kind == "verbatim":
            assert piece.inner.of(node.value) == piece.outer.of(text)
        else:
            assert piece.inner.of(node.value) == HALVES.sub("\ufffd", json.loads(f'"{piece.outer.of(text)}"'))
        at = piece.inner.end
    assert at == len(node.value)


STRINGS = st.text(st.characters(codec=None) | st.sampled_from('ab"\\/\n\t\x7f\u2028\ud83c\udde6\ud800'), max_size=12)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | STRINGS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(STRINGS, inner, max_size=4),
    max_leaves=12,
)
WRITTEN = st.builds(
    lambda tree, ascii_only, indent: json.dumps(tree, ensure_ascii=ascii_only, indent=indent),
    TREES, st.booleans(), st.sampled_from((None, 0, 1, "\t")),
)  # fmt: skip
TOKENS = st.sampled_from(
    [" ", "\n", "\r", "\t", "\x0b", "\xa0", "\ufeff", "\x00", "\x7f", "é", "\ud800", "'", "/", "//", "٣", "１", "a", "{", "}", "[", "]", ",", ":", '"', '"a"', '"a":', "\\", "\\u12", "\\ud83d\\ude00", "1", "-", "0", ".", "e", "E+1", "true", "nul", "null", "NaN", "Infinity", "-0", "01"]
)


@given(WRITTEN)
def test_whatever_is_written_is_read(text: str) -> None:
    assert check(text)


@given(st.lists(TOKENS, max_size=12).map("".join) | st.text())
def test_any_text_is_read_or_refused_as_the_standard_library_does(text: str) -> None:
    event("read" if check(text) else "refused")


@given(WRITTEN, st.data())
def test_nearly_json_too(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    event("read" if check(text[:at] + data.draw(TOKENS | st.just("")) + text[at + data.draw(st.integers(0, 2)) :]) else "refused")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "1", "-1", "01", "1.", ".5", "1e5", "1E+5", "1e", "+1", "0x1", "--1", "1 2", "null", "nulls", "True", '"', '"a', "'a'", '"\n"', '"\t"', '"\x7f"'),
        *('"\\x41"', '"\\u004"', '"\\u0041"', '"\\ud800"', '"\\udc00\\ud800"', '"\\uD83C\\uDDE6"', '"\\ud83c"', "[1,]", "[,1]", "[1 2]", "[1", "{1: 2}", "{'a': 1}"),
        *('{"a"}', '{"a":}', '{"a": 1,}', '{"a": 1 "b": 2}', '{"a": 1]', "[1}", "{}", "[]", "[[]]", "{}{}", "[] x", "\ufeff{}", "/**/1", "[1] // a", "NaN", "-Infinity", "٣"),
    ],
)
def test_edges(text: str) -> None:
    check(text)


def test_doubled_keys_are_kept_and_refused_with_both_lines() -> None:
    tree, root, _ = jsontree.parse('{"a": 1,\n "b": 2,\n "\\u0061": 3}')
    assert isinstance(root, MappingNode)
    assert len(root.value) == 3
    with pytest.raises(Refused, match="line 1 and again on line 3") as caught:
        tree.mapping(root)
    assert caught.value.problem.span == (19, 27)


def test_the_words_of_a_number_are_its_digits() -> None:
    _, root, _ = jsontree.parse("[1.50, -0, 1E400, " + "9" * 5000 + "]")
    assert root is not None
    assert [node.value for node in root.value] == ["1.50", "-0", "1E400", "9" * 5000]


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}")])
def test_depth_has_a_limit(opened: str, closed: str) -> None:
    inner = "1"
    for depth, code in ((DEPTH_LIMIT, None), (DEPTH_LIMIT + 1, "too-deep"), (100_000, "too-deep")):
        _, root, problem = jsontree.parse(opened * depth + inner + closed * depth)
        assert (problem.code if problem else None) == code
        assert (root is None) == (code is not None)


@pytest.mark.parametrize(
    "text",
    ['{"a":' * 400_000, "[" * 2_000_000, '"' + "\\u00e9" * 300_000, '"' + "a" * 2_000_000, "[" + "1," * 100_000, " " * 2_000_000, '["' + "\\\\" * 500_000 + '"]', "1" * 2_000_000 + "x"],
    ids=lambda text: repr(text[:8]),
)
def test_nasty_texts_end_fast(text: str) -> None:
    begun = time.process_time()
    jsontree.parse(text)
    assert time.process_time() - begun < 5
