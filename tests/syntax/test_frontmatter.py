"""Front matter is found between its lines, read as far as it can be, and every place is in the whole text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobox_conflict.syntax import frontmatter
from infobox_conflict.syntax.carried import Carried
from infobox_conflict.syntax.text import Source, Span
from infobox_conflict.vocabulary import load

BOX = "infoboxes:\n  - x: {text: a}\n"


def read(text: str) -> Carried:
    return frontmatter.read(Source(text), load("en"))


def texts(text: str) -> list[str]:
    """The content of every field; each of them stands where it says."""
    carried = read(text)
    found = []
    for box in carried.boxes:
        for field in box.fields:
            name, value = field.place()
            assert field.name in name.of(text)
            assert box.span.start <= name.start < value.end <= box.span.end
            for at, char in enumerate(field.content.text):
                if field.lay().verbatim(Span(at, at + 1)):
                    assert field.lay().outward(Span(at, at + 1)).of(text) == char
            found.append(field.content.text)
    return found


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text).problems]


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{BOX}---\n",
        f"---\n{BOX}---",
        f"---\n{BOX}---\nBody\n---\nMore\n---\n",
        f"---  \n{BOX}--- \t\nBody",
        f"---\n{BOX}---\n".replace("\n", "\r\n"),
        f"---\n{BOX}---\n".replace("\n", "\r"),
        f"---\n{BOX}title: b\n---\n",
        f"---\ntitle: b\n{BOX}---\n",
        f"---\n# c\n\n{BOX}\n---\n",
        f"---\n{BOX}# --- no end\n---\n",
        f"---\n{BOX}x: |\n  ---\n   ---\n---\n",
        f"---\n{BOX}x: b ---\n---\n",
        f"---\n{BOX}---- : b\n---\n",
        f"---\n{BOX}---a: b\n---\n",
        '---\n{"infoboxes": [{"x": {"text": "a"}}]}\n---\n',
        "---\n? infoboxes\n: - x: {text: a}\n---\n",
    ],
)
def test_where_front_matter_stands(text: str) -> None:
    assert frontmatter.sniff(text)
    assert texts(text) == ["a"]
    assert codes(text) == []


@pytest.mark.parametrize("text", ["", "a", "--", "---", "---a\nb\n---", " ---\na: b\n---\n", "\n---\na: b\n---\n", "----\na: b\n----\n", "+++\na = 1\n+++\n", "\ufeff---\na: b\n---\n"])
def test_what_is_no_front_matter(text: str) -> None:
    assert not frontmatter.sniff(text)
    assert codes(text) == ["no-front-matter"]


@pytest.mark.parametrize("text", ["---\n", f"---\n{BOX}", f"---\n{BOX} ---\n", f"---\n{BOX}----\n", f"---\n{BOX}---a\n", f"---\n{BOX}...\n", "---\r", f"---\n{BOX}\x85---\n"])
def test_front_matter_that_is_never_closed(text: str) -> None:
    assert codes(text) == ["no-front-matter"]


def test_a_line_in_a_block_that_reads_like_the_end_is_the_end() -> None:
    """So say all readers of front matter: the line closes it, wherever it stands."""
    text = "---\ninfoboxes:\n  - x: {text: a}\ny: |\n---\nz: b\n---\n"
    assert texts(text) == ["a"]


@pytest.mark.parametrize(
    ("inner", "told", "read"),
    [
        ("title: b\n", ["no-infobox"], []),
        ("", ["no-infobox"], []),
        ("infoboxes: []\n", ["no-infobox"], []),
        ("infoboxes:\n", ["bad-shape", "no-infobox"], []),
        ("infoboxes: {}\n", ["bad-shape", "no-infobox"], []),
        ("infoboxes: {x: {text: a}}\n", ["bad-shape"], []),
        ("infoboxes: a\n", ["bad-shape"], []),
        ("- infoboxes\n", ["bad-shape", "no-infobox"], []),
        (BOX + BOX, ["duplicate-key"], []),
        ("infoboxes: &a\n  - x: {text: a}\n", ["yaml-alias"], []),
        ("infoboxes: !a\n  - x: {text: a}\n", ["yaml-tag"], []),
        ("y: &a {text: a}\ninfoboxes:\n  - x: *a\n  - x: {text: b}\n", ["yaml-alias"], ["b"]),
        ("infoboxes:\n  - x: &a {text: a}\n  - x: *a\n  - x: {text: b}\n", ["yaml-alias", "yaml-alias"], ["b"]),
        ("infoboxes:\n  - x: !!str a\n  - x: {text: b}\n", ["yaml-tag"], ["b"]),
        ("infoboxes:\n  - x: {text: a}\n    x: {text: b}\n  - x: {text: b}\n", ["duplicate-key"], ["b"]),
        ("infoboxes:\n  - x: {text: a, text: c}\n  - x: {text: b}\n", ["duplicate-key"], ["b"]),
        ("infoboxes:\n  - x: {text: a\x00}\n  - x: {text: b}\n", ["odd-character"], ["b"]),
        ("infoboxes:\n  - [x]: {text: a}\n  - x: {text: b}\n", ["bad-yaml"], ["b"]),
        ("infoboxes:\n  - a\n  - x: {text: b}\n", ["bad-shape"], ["b"]),
        ("y: *nothing\n" + BOX, [], ["a"]),
        ("y: !!python/name:x\n" + BOX, [], ["a"]),
        ("y: {a: 1, a: 2}\n" + BOX, [], ["a"]),
        ("y: \x00\x1b\ud800\ufffe\n" + BOX, [], ["a"]),
        ("y: [\n" + BOX, ["bad-yaml"], ["a"]),
        ("y: 'b\n" + BOX, ["bad-yaml"], ["a"]),
        ("y: b: c\n" + BOX + "z: d\n", ["bad-yaml"], ["a"]),
        ("\ty: b\n" + BOX, ["bad-yaml"], ["a"]),
        (BOX + "y: [\n", ["bad-yaml"], ["a"]),
        (BOX + "y: 'b\n", ["bad-yaml"], ["a"]),
        (BOX + "y: @b\n", ["bad-yaml"], ["a"]),
        ("y: [\n" + BOX + BOX, ["bad-yaml", "duplicate-key"], []),
        ("y: [\n" + BOX + "z: b\n" + BOX, ["bad-yaml", "duplicate-key"], []),
        ("infoboxes:\n  - x: {text: a}\n  - x: {text: [\n", ["bad-yaml", "no-infobox"], []),
        ("y: b: c\ninfoboxes:\n  - x: {text: *a}\n", ["bad-yaml", "yaml-alias"], []),
    ],
)
def test_damage_does_harm_only_where_it_stands(inner: str, told: list[str], read: list[str]) -> None:
    text = f"---\n{inner}---\nBody\n"
    assert codes(text) == told
    assert texts(text) == read


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("title: b\n", "b"),
        ("title: 'Battle: of'\n", "Battle: of"),
        ("title: [b]\n", None),
        ("title: &a b\n", None),
        ("title: b\x00\n", None),
        ("title: 1943\n", "1943"),
        ("Title: b\n", None),
    ],
)
def test_titles(inner: str, title: str | None) -> None:
    assert read(f"---\n{inner}{BOX}---\n").title == title


def test_a_doubled_title_is_told() -> None:
    carried = read(f"---\ntitle: b\ntitle: c\n{BOX}---\n")
    assert [problem.code for problem in carried.problems] == ["duplicate-key"]
    assert carried.title is None
    assert len(carried.boxes) == 1


def test_every_problem_stands_in_the_whole_text() -> None:
    text = "---\ninfoboxes:\n  - x: &a {text: b}\n---\n"
    (problem,) = read(text).problems
    assert problem.span is not None
    assert Span(*problem.span).of(text).startswith("&a")


def test_the_seed(seed_bytes: bytes) -> None:
    carried = read(seed_bytes.decode())
    (box,) = carried.boxes
    assert carried.title is not None
    assert [field.name for field in box.fields][:3] == ["conflict", "partof", "image"]
    assert len(box.fields) == 18


PARTS = st.sampled_from(
    ["---", "---\n", "\n---\n", "\r---\r", "infoboxes:", "\n  - x: {text: a}\n", "\ninfoboxes: [{x: {text: a}}]\n", "title: b\n", "\n", "\r\n", " ", "y: [", "y: 'b", "&a", "*a", "\x00", "\ud800", "\ufeff", "...\n", "# c", "- ", "|\n", "{", "}"]
)


@given(st.lists(PARTS, max_size=16).map("".join) | st.text())
def test_nothing_raises(text: str) -> None:
    for whole in (text, f"---\n{text}\n---\n"):
        carried = read(whole)
        texts(whole)
        assert carried.boxes or carried.problems
        for problem in carried.problems:
            assert problem.span is not None
            assert 0 <= problem.span[0] <= problem.span[1] <= len(whole)


@pytest.mark.parametrize(
    "text",
    [
        *("---\n" + "a: b\n" * 300_000, "\r" * 1_000_000, "---\n" * 300_000, "---" + " " * 1_000_000, "---\n" + ("--- x\n") * 200_000, "---\n" + "---" * 400_000),
        *("---\ny: [\n" + "infoboxes: a\n" * 50_000 + "---\n", "---\ny: [\ninfoboxes" + " " * 500_000 + "x\n---\n", "---\ny: [\ninfoboxes:" + "\n - a" * 50_000 + "\n---\n"),
        *("---\n" + "y: b\n" * 20 + "---\n" + "Body\n" * 2_000_000, "---\nx: " + "- " * 500_000 + "\n---\n", "---\ninfoboxes: " + "[" * 500_000 + "\n---\n"),
        *("---\ninfoboxes:\n" + "  - {a: b, a: c}\n" * 20_000 + "---\n", "---\ninfoboxes:\n" + "  - {a: {text: \x00}}\n" * 20_000 + "---\n"),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_nasty_texts_end_fast(text: str) -> None:
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 8
