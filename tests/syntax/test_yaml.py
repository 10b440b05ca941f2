"""YAML is read as it was meant or refused, by every loader; and every scalar knows where its words stand."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infobox_conflict.syntax import yaml
from infobox_conflict.syntax.text import Span
from infobox_conflict.syntax.tree import Node, Refused, ScalarNode, Tree, walk

CASES = sorted((Path(__file__).parents[1] / "cases" / "yaml").glob("*.json"))
WANTED = frozenset({"title"})
Plain = Callable[[Tree, Node], Any]

pytestmark = pytest.mark.usefixtures("loader")


def read(text: str, plain: Plain) -> Any:
    """The title's value, or the code of the problem with it."""
    parsed = yaml.parse(text, WANTED)
    nodes = parsed.values.get("title", [])
    if len(nodes) != 1:
        return [problem.code for problem in parsed.problems]
    try:
        return plain(parsed.tree, nodes[0])
    except Refused as refused:
        return [refused.problem.code]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path, loader: str, plain: Plain) -> None:
    """What npm `yaml` or a hand wrote; `why` in each file says what is odd about it."""
    case = json.loads(path.read_text(encoding="utf-8"))
    expected = case.get("without libyaml", case) if loader == "pure" else case
    assert read(case["yaml"], plain) == (expected["read"] if "read" in expected else [expected["refused"]])


def test_there_are_cases() -> None:
    assert len(CASES) > 20


@pytest.mark.parametrize(
    "words",
    [
        *("no", "on", "Yes", "y", "off", "12:30", "3:2", "2020-10-09", "2020-13-45", "1_500", "0777", "0o7", "1,500+", "5–6", "=", "<<", "."),
        *("+", "- -", "a: b", "# a", "a #b", "---", "...", "%a", "@a", "`a", "&a", "*a", "!a", "|", ">", "[a", "{a", "?", "? a", "'", '"', "\\"),
    ],
)
def test_words_in_quotes_are_those_words(words: str, plain: Plain) -> None:
    assert read(f"title: {json.dumps(words, ensure_ascii=False)}", plain) == words
    assert read("title: '{}'".format(words.replace("'", "''")), plain) == words
    assert read(f"title: |-\n  {words}", plain) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: no", "no"),
        ("title: on", "on"),
        ("title: Yes", "Yes"),
        ("title: 12:30", "12:30"),
        ("title: 3:2", "3:2"),
        ("title: 2020-10-09", "2020-10-09"),
        ("title: 2020-13-45", "2020-13-45"),
        ("title: 1_500", "1_500"),
        ("title: 0777", "0777"),
        ("title: =", "="),
        ("title: {<<: a}", ["m", [["<<", "a"]]]),
        ("title: {<<: {y: 2}}", ["m", [["<<", ["m", [["y", 2]]]]]]),
        ("title: '" + "7" * 5000 + "'", "7" * 5000),
        ("title: ~", None),
        ("title: null", None),
        ("title:", None),
        ("title: true", True),
        ("title: 2700", 2700),
        ("title: '2700'", "2700"),
        ("title: {a: b, a: c}", ["duplicate-key"]),
        ("title: {a: b, 'a': c}", ["duplicate-key"]),
        ("title: &a b", ["yaml-alias"]),
        ("x: &a b\ntitle: *a", ["yaml-alias"]),
        ("x: &a b\ntitle: [{b: *a}]", ["yaml-alias"]),
        ("title: {&a b: c}", ["yaml-alias"]),
        ("title: !!str b", ["yaml-tag"]),
        ("title: !a b", ["yaml-tag"]),
        ("title: ! b", ["yaml-tag"]),
        ("title: !!python/object:os.system {}", ["yaml-tag"]),
        ("x: !!set {a}\ntitle: b", "b"),  # no harm is done outside
        ("x: &a [*a]\ntitle: b", "b"),
        ("x: {a: 1, a: 2}\ntitle: b", "b"),
        ("x: {[1]: 2}\ntitle: b", "b"),
        ("x: \x00\ntitle: b", "b"),
        ("x: \ud800\ntitle: b", "b"),
        ("title: {[1]: 2}", ["bad-yaml"]),
        ("title: {? [1] : 2}", ["bad-yaml"]),
        ("title: {{a: b}: c}", ["bad-yaml"]),
        ("title: a\x85b\u2028c\u2029d", "a\x85b\u2028c\u2029d"),
        ("title: a\x7fb\x80c\x9fd\ufeffe", "a\x7fb\x80c\x9fd\ufeffe"),
        ("title: 'a\x85'", "a\x85"),
        ("title: |-\n  a\x85\n  \u2028b", "a\x85\n\u2028b"),
        ("title: a\x00b", ["odd-character"]),
        ("title: a\x1bb", ["odd-character"]),
        ("title: a\x0bb", ["odd-character"]),
        ("title: a\ufffeb", ["odd-character"]),
        ("title: a\ud800b", ["odd-character"]),
        ('title: "a\\u0000\\x1b\\ufffe"', "a\x00\x1b\ufffe"),  # escaped they are welcome
        ('title: "\\N\\L\\P\\_\\e\\/"', "\x85\u2028\u2029\xa0\x1b/"),
        ('title: "\\U0001f1e6"', "\U0001f1e6"),
        ("%YAML 1.2\n---\ntitle: a", "a"),
        ("---\ntitle: a\n...\n", "a"),
        ("? title\n: a", "a"),
        ("? [1]\n: a\ntitle: b", "b"),
        ("{title: a}", "a"),
        ('{"title":"a"}', "a"),
        ("title: a\r\nx: b\r\n", "a"),
        ("title: >-\r\n  a\r\n  b\r\n", "a b"),
        ("title: a\rx: b", "a"),
        ("", []),
        ("# a\n", []),
        ("- title", ["bad-shape"]),
        ("title", ["bad-shape"]),
        ("title: [", ["bad-yaml"]),
        ("\ttitle: a", ["bad-yaml"]),
        ("title: a\n b: c", ["bad-yaml"]),
    ],
)
def test_gotchas(text: str, expected: Any, plain: Plain) -> None:
    assert read(text, plain) == expected


def test_a_number_of_any_length_is_its_digits() -> None:
    assert yaml.parse("title: " + "7" * 5000, WANTED).values["title"][0].value == "7" * 5000


def test_a_doubled_wanted_key_gives_both_values() -> None:
    assert [node.value for node in yaml.parse("title: a\ntitle: b\n", WANTED).values["title"]] == ["a", "b"]


def test_a_second_document_is_told() -> None:
    parsed = yaml.parse("title: a\n--- \ntitle: b\n", WANTED)
    assert [node.value for node in parsed.values["title"]] == ["a"]
    assert [problem.code for problem in parsed.problems] == ["bad-yaml"]


def test_what_was_complete_before_a_fault_is_there() -> None:
    parsed = yaml.parse("title: a\nx: b\ny: [\n", WANTED)
    assert [node.value for node in parsed.values["title"]] == ["a"]
    assert [problem.code for problem in parsed.problems] == ["bad-yaml"]


def test_faults_stand_at_their_place() -> None:
    text = "before\ntitle: &x b\nx: \x00\nafter"
    parsed = yaml.parse(text, WANTED, 7, len(text) - 5)
    assert [(fault.code, fault.span) for fault in parsed.tree.faults][:1] == [("yaml-alias", (14, 18))]
    text = "before\ntitle: [\nafter"
    (problem,) = yaml.parse(text, WANTED, 7, 16).problems
    assert problem.span is not None
    assert 7 <= problem.span[0] <= 16


@pytest.mark.parametrize("offset", [0, 5])
def test_nodes_stand_at_their_place(offset: int) -> None:
    inner = "title:\n  - a\n  - {b: \U0001f1e6 c}\n  - |-\n    \x85d\n"
    parsed = yaml.parse("x" * offset + inner + "yy", WANTED, offset, offset + len(inner))
    found = [parsed.tree.span(node).of(parsed.tree.text) for node in walk(parsed.values["title"][0]) if isinstance(node, ScalarNode)]
    assert found[:2] == ["a", "\U0001f1e6 c"]
    assert found[2].strip() == "|-\n    \x85d"


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "LIMIT", 20)
    assert [problem.code for problem in yaml.parse("title: " + "a" * 20, WANTED).problems] == ["too-large"]
    assert not yaml.parse("title: " + "a" * 13, WANTED).problems


def test_a_text_of_all_private_characters_cannot_be_shielded() -> None:
    """Once raised UnicodeEncodeError for a lone surrogate beside them, and read a next line as a blank."""
    private = "".join(map(chr, [*range(0xF0000, 0xFFFFD), *range(0x100000, 0x10FFFD)]))
    parsed = yaml.parse(f"title: 'a\x85b\ud800'\nx: '{private}'\n", WANTED)
    assert not parsed.values
    assert [problem.code for problem in parsed.problems] == ["odd-character"]


@pytest.mark.parametrize(
    "text",
    [
        *("- " * 500_000, "[" * 200_000, "{a: " * 50_000, "? " * 200_000, "&a " * 200_000, "!a " * 200_000, "title: " + "- " * 200_000),
        "\n".join(f"{' ' * depth}a:" for depth in range(1000)),
        "a: &a [x, x]\n" + "".join(f"{chr(97 + at)}{at}: &{chr(97 + at)}{at} [*a, *a]\n" for at in range(20)) + "title: *a",
        "title: " + "[" * 65 + "]" * 65,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_nests_end_fast(text: str, loader: str) -> None:
    if loader == "pure":
        text = text[:20_000]
    begun = time.process_time()
    parsed = yaml.parse(text, WANTED)
    assert time.process_time() - begun < 5
    assert parsed.problems or parsed.tree.faults


def test_nests_as_deep_as_the_limit_are_read(plain: Plain) -> None:
    assert read("title: " + "[" * 60 + "]" * 60, plain) == json.loads('["l", [' * 59 + '["l", []]' + "]]" * 59)


# --- anything at all ----------------------------------------------------------------------------------------

SIGNS = st.sampled_from(
    ["\ud800", "\x85", "\ufeff", "\ufffe", "\U000f0000", "\\ud800", "\\x4", "<<", "0", "~", "title", ": ", ":", "\n", "\n  ", "- ", "a", "é", "'", '"', "\\", "|", ">-", "&", "*", "!", "?", "[", "]", "{", "}", ",", "#", "%", "---", "...", "\t", "\r", "\x00"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SIGNS, max_size=25).map("".join) | st.text())
def test_nothing_raises_and_every_map_is_right(text: str) -> None:
    parsed = yaml.parse(text, WANTED)
    for problem in (*parsed.problems, *parsed.tree.faults):
        assert problem.span is not None
        assert 0 <= problem.span[0] <= problem.span[1] <= len(text)
    for nodes in parsed.values.values():
        for node in nodes:
            assert_maps(parsed.tree, node)


def assert_maps(tree: Tree, node: Node) -> None:
    """Pieces tile the words, stay inside the scalar, and verbatim ones are the same on both sides."""
    for part in walk(node):
        if isinstance(part, ScalarNode):
            at, span = 0, tree.span(part)
            for piece in tree.map(part).pieces:
                assert piece.inner.start == at
                assert span.start <= piece.outer.start <= piece.outer.end <= span.end
                assert piece.kind != "verbatim" or piece.inner.of(part.value) == piece.outer.of(tree.text)
                at = piece.inner.end
            assert at == len(part.value)


# --- where the words of a scalar stand ----------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab\n\n  \"'\\:#-é\x85\U0001f1e6\t"), max_size=40)
STYLES = st.sampled_from((None, "'", '"', "|", ">"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, STYLES, st.sampled_from((8, 20, 80)), st.sampled_from(("\n", "\r\n", "\r")))
def test_maps_of_every_style(words: str, style: str | None, width: int, end: str) -> None:
    text = pyyaml.dump({"title": words}, default_style=style, width=width, allow_unicode=True).replace("\n", end)
    parsed = yaml.parse(text, WANTED)
    if "title" in parsed.values:
        assert_maps(parsed.tree, parsed.values["title"][0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.sampled_from("abé\U0001f1e6"), min_size=1, max_size=9), min_size=1, max_size=12).flatmap(
        lambda parts: st.tuples(*(st.tuples(st.just(part), st.sampled_from((" ", " ", "\n", "\n\n", "\n  "))) for part in parts))
    ),
    STYLES,
    st.sampled_from((8, 20, 80)),
)
def test_letters_are_verbatim_in_every_style(parts: tuple[tuple[str, str], ...], style: str | None, width: int) -> None:
    """So that a change of a word changes nothing but its letters."""
    words = "".join(part + gap for part, gap in parts).strip()
    text = pyyaml.dump({"title": words}, default_style=style, width=width, allow_unicode=True)
    parsed = yaml.parse(text, WANTED)
    (node,) = parsed.values["title"]
    assert isinstance(node, ScalarNode)
    lies = parsed.tree.map(node)
    for at, char in enumerate(node.value):  # PyYAML's writer may put a newline for a blank; that is not our matter
        if char.isalpha():
            assert lies.verbatim(Span(at, at + 1))
            assert lies.outward(Span(at, at + 1)).of(text) == char


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("title: ab cd", "b c", "b c"),
        ("title: ab\n  cd", "b c", "b\n  c"),
        ("title: 'it''s'", "t's", "t''s"),
        ("title: 'it''s'", "'", "''"),
        ('title: "a\\u00e9b"', "é", "\\u00e9"),
        ('title: "a\\\n   b"', "ab", "a\\\n   b"),
        ('title: "a\\   \n   b"', "a  b", "a\\   \n   b"),
        ("title: >-\n  a\n  b\n\n  c", "b\nc", "b\n\n  c"),
        ("title: |2-\n    a\n  b", "  a\nb", "  a\n  b"),
        ("title: |+\n  a\n\n", "a", "a"),
        ("title: >-\n  a a\n  a b", "a b", "a b"),
        ("title: >-\n\n  a\n", "a", "a"),
    ],
)
def test_where_words_stand(text: str, words: str, stands: str) -> None:
    parsed = yaml.parse(text, WANTED)
    (node,) = parsed.values["title"]
    assert isinstance(node, ScalarNode)
    at = node.value.rindex(words)
    assert parsed.tree.map(node).outward(Span(at, at + len(words))).of(text) == stands
