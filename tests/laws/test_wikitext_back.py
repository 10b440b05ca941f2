"""The way back for wikitext: what is written reads as the same text and marks, or it is refused; it is never something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from infobox_conflict.content import Break, Content, Emphasis, FateMark, Field, Flag, Infobox, Item, Link, Mark, Note, Opaque, Place
from infobox_conflict.problems import CannotWrite
from infobox_conflict.syntax import wikitext
from infobox_conflict.syntax.infoboxes import infobox_templates
from infobox_conflict.syntax.lines import Style as ItemStyle
from infobox_conflict.syntax.text import Source
from infobox_conflict.syntax.wikistyle import Style, style_of
from infobox_conflict.syntax.wikiwriting import render, write
from infobox_conflict.vocabulary import load
from tests.laws import test_linear as linear

VOCABULARY = load("en")
SHARED = Path(__file__).parents[3] / "shared"
REAL = [path for folder in ("corpus/wikitext", "gold/dev") for path in sorted((SHARED / folder).glob("*.wikitext"))]

HOSTILE = "|{}[]<>&='*#:;-~_\n ab1\t!/\u00a0é\u200e\u0301字"
STYLES = st.sampled_from(
    (None, Style(line_end="\r\n", before_bar="\r\n", break_line="<br>", sign_blank="", list_name="hlist", block="plainlist"), Style(before_bar="", width=0))
)
WORDS = st.one_of(
    st.text(HOSTILE, max_size=8),
    st.sampled_from(
        (
            *("killed", "1,500", "'''", "''", "{{", "}}", "{{!}}", "[[a]]", "[[a|b]]", "~~~~", "__TOC__", "-{a}-", "&amp;", "&#124;", "&nbsp", "<ref>x</ref>"),
            *("<!--", "-->", "<nowiki>", "http://a.org/x?y=z", "[http://a b]", "----", "* a", "==a==", "\n=", "{|", "|}", "<br>", "O'Neill's", " ", "\t", "s"),
        )
    ),
)
TITLES = st.one_of(
    st.sampled_from(("Battle", "battle", "A b (c)", "Category:X", "File:X.png", "AT&T", "a&amp;b", "O'Neill", "a''b", "fr:x", ":a", "user:x", "a:b", "É", "Talk")),
    st.text("ab :#&'_é;()", min_size=1, max_size=6),
)
FLAGS = st.sampled_from(("Azerbaijan", "AZE", "USA", "US", "Nowhere", "Nazi Germany", "UK"))
NAMES = st.one_of(st.none(), st.sampled_from(("a", "Smith 1999", "a/", 'q"', "x=y", "lower-alpha")))

TOKENS = st.sampled_from(
    (
        *("a", "b", " ", "\n", "\n\n", "\n* ", "\n** ", "\n*", "\n# ", "\n; ", "\n: ", "\n----", "<br>", "<br />", "<hr>", "'", "''", "'''", "'''''", "1,500 killed"),
        *("[[a]]", "[[a|b]]", "[[a|", "]]", "[[a#b|c]]s", "[[:Category:x]]", "[[Category:x]]", "[[fr:x|y]]", "[[:fr:x]]", "[http://a.org b]", "[http://a.org]", "http://a.org/b?c=d,"),
        *("[[File:Flag of France.svg|22px]]", "[[File:x.png]]", "{{flagicon|AZE}}", "{{flagicon|USA|1912}}", "{{flag|UK}}", "{{flagcountry|UK}}", "{{flag|UK|name=", "{{AZE}}", "{{navy|UK}}"),
        *("{{ubl|", "{{hlist|a|b}}", "|", "}}", "{{plainlist|", "{{nowrap|", "{{small|'''a'''}}", "{{clist|title=x|a|b}}", "{{collapsible list|title='''x'''|", "{{bulleted list|a|b}}"),
        *("{{KIA}}", "{{efn|a}}", "{{efn|1=a=b|name=c}}", "{{#tag:ref|a|group=b}}", "{{sfn|Smith|2000|p=1}}", "{{cn|date=May 2000}}", "{{coord|1|2|3|N|4|5|6|W}}", "{{coord|1.5|-2}}"),
        *("<ref>a</ref>", '<ref name="a" />', "<ref name=a group=b>c</ref>", "<nowiki>[[</nowiki>", "<nowiki/>", "<math>a</math>", "<!-- a -->", "{{{a|b}}}", "{{other|a=b|c}}"),
        *("<b>", "</b>", "<i>", "</i>", "<ul>", "<li>", "</li>", "</ul>", "<small>", "</small>", "<p>", "</p>", "&nbsp;", "&amp;", "&#124;", "&#42;", "{{!}}", "{{=}}", "{{hr}}", "{{circa|1900}}"),
    )
)


def same(one: Content, other: Content) -> bool:
    """The same text and marks; of two that cover the same words none is first."""
    return one.text == other.text and told(one) == told(other)


def told(content: Content) -> tuple[Counter[Mark], list[Mark]]:
    points = [mark for mark in content.marks if mark.start == mark.end and not isinstance(mark, Item | Break)]
    return Counter(content.marks), points


def read_value(value: str) -> Content:
    """What a value says as the only one of an infobox."""
    (box,) = wikitext.read(Source(f"{{{{Infobox military conflict\n| result = {value}\n}}}}"), VOCABULARY).boxes
    (field,) = box.fields
    assert field.name == "result"
    return field.content


def assert_comes_back(content: Content, style: Style | None = None) -> bool:
    """Whether a content can be written; if so it reads the same, wherever the value stands."""
    try:
        value = render(content, VOCABULARY, style)
    except CannotWrite:
        return False
    assert same(read_value(value), content), value
    return True


@given(st.lists(TOKENS, max_size=12).map("".join), STYLES)
@example("{{ubl|a|b}}c", None)
@example("a\n{{ubl|a<br>b|{{ubl|c}}}}\nd", None)
@example("* a {{ubl|b|c}}\n** d", None)
def test_what_was_read_comes_back(source: str, style: Style | None) -> None:
    for box in wikitext.read(Source(f"{{{{Infobox military conflict\n| result = {source}\n}}}}"), VOCABULARY).boxes:
        for field in box.fields:
            event("written" if assert_comes_back(field.content, style) else "refused")


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Lines of words with marks that nest, made by hand."""
    lines = draw(st.lists(st.tuples(st.lists(runs(), max_size=4), items()), max_size=5))
    text = ""
    marks: list[Mark] = []
    for at, (parts, item) in enumerate(lines):
        if at:
            gap = draw(st.sampled_from(("\n", "\n", "\n", "\n\n")))
            if len(gap) > 1:
                marks.append(Break(len(text), len(text) + 2))
            text += gap
        start = len(text)
        for words, made in parts:
            marks += [moved(mark, len(text)) for mark in made]
            text += words
        if item is not None:
            end = text.find("\n", start)
            marks.append(Item(start, len(text) if end < 0 else end, *item))
    return Content(text, tuple(sorted(marks, key=lambda mark: mark.start)))


def items() -> st.SearchStrategy[tuple[int, ItemStyle] | None]:
    styles: st.SearchStrategy[ItemStyle] = st.sampled_from(("bullet", "bullet", "number", "term", "indent", "plain"))
    return st.one_of(st.none(), st.tuples(st.integers(1, 3), styles))


@st.composite
def runs(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """Words with the marks on them, or a mark without words."""
    if draw(st.booleans()):
        return "", [draw(points())]
    words = draw(WORDS)
    marks: list[Mark] = []
    if words:
        if draw(st.booleans()):
            start, end = sorted((draw(st.integers(0, len(words))), draw(st.integers(0, len(words)))))
            if start < end:
                marks.append(Emphasis(start, end, draw(st.sampled_from(("bold", "italic")))))
        marks += draw(st.one_of(st.just([]), links(words), st.just([Emphasis(0, len(words), "italic")])))
    return words, marks


def links(words: str) -> st.SearchStrategy[list[Mark]]:
    end = len(words)
    return st.one_of(
        TITLES.map(lambda page: [Link(0, end, page)]),
        st.tuples(TITLES, st.sampled_from(("b", "b c", "é'"))).map(lambda one: [Link(0, end, one[0], anchor=one[1])]),
        st.just([Link(0, end, words)]),
        st.just([Link(0, end, "x", "interwiki", "fr")]),
        st.sampled_from(("http://a.org", "https://a.org/b?c=d", "//a.org", words)).map(lambda site: [Link(0, end, type="external", site=site)]),
        FLAGS.map(lambda name: [Flag(0, end, name), Link(0, end, VOCABULARY.state(name))]),
        st.just([Flag(0, end, words, "1912"), Link(0, end, VOCABULARY.state(words))]),
    )


def points() -> st.SearchStrategy[Mark]:
    """Marks without words."""
    return st.one_of(
        st.builds(Flag, st.just(0), st.just(0), FLAGS, st.sampled_from((None, "1912", "a=b"))),
        st.builds(FateMark, st.just(0), st.just(0), st.sampled_from(("KIA", "†", "Skull"))),
        st.builds(Note, st.just(0), st.just(0), st.just("reference"), NAMES, NAMES, st.one_of(st.none(), st.sampled_from(("x", "{{cite web|url=a}}", "a | b", "sfn|Smith|2000|p=1")))),
        st.builds(Note, st.just(0), st.just(0), st.just("footnote"), NAMES, NAMES, st.one_of(st.none(), st.sampled_from(("x", "a=b", "<ref>y</ref>")))),
        st.just(Note(0, 0, "maintenance", text="cn")),
        st.builds(Place, st.just(0), st.just(0), st.floats(-90, 90), st.floats(-180, 180)),
        st.sampled_from((Opaque(0, 0, "x", (("a", "b"), (None, "c"))), Opaque(0, 0, "File:x.png"), Opaque(0, 0, "{{{a}}}"), Opaque(0, 0, "<math>", ((None, "a"),)))),
        st.sampled_from((Link(0, 0, type="external", site="http://a.org"), Link(0, 0, "Category:X"))),
    )


def moved(mark: Mark, by: int) -> Mark:
    values = {name: getattr(mark, name) for name in type(mark).__dataclass_fields__}
    return type(mark)(**{**values, "start": mark.start + by, "end": mark.end + by})


@given(contents(), STYLES)
def test_what_was_made_by_hand_comes_back_or_is_refused(content: Content, style: Style | None) -> None:
    event("written" if assert_comes_back(content, style) else "refused")


@given(st.text(st.one_of(st.sampled_from(HOSTILE), st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")), max_size=30))
def test_every_text_can_be_written(text: str) -> None:
    assert assert_comes_back(Content(text))


@given(st.lists(WORDS, max_size=6).map("".join))
def test_every_text_out_of_markup_can_be_written(text: str) -> None:
    assert assert_comes_back(Content(text))


@given(st.lists(st.tuples(WORDS, st.sampled_from((None, "bold", "italic")), st.booleans()), max_size=6))
def test_emphasis_and_links_can_be_written(parts: list[tuple[str, str | None, bool]]) -> None:
    """On words of one line that are no address."""
    text = ""
    marks: list[Mark] = []
    for words, style, linked in parts:
        shown = words.replace("\n", " ")
        start, end = len(text), len(text) + len(shown)
        text += shown
        if linked and shown.strip():
            marks.append(Link(start, end, "Page"))
        if style is not None and shown:
            marks.append(Emphasis(start, end, "bold" if style == "bold" else "italic"))
    assert assert_comes_back(Content(text, tuple(marks)))


@given(st.lists(st.tuples(st.sampled_from(("conflict", "casualties1", "casualties2", "combatant1", "combatant1a", "result", "x", "1", "a b", "a=b", "a|b", "")), contents()), max_size=5), STYLES)
def test_a_box_comes_back_or_is_refused(pairs: list[tuple[str, Content]], style: Style | None) -> None:
    infobox = Infobox(tuple(Field(name, content) for name, content in pairs))
    try:
        text = write(infobox, VOCABULARY, style)
    except CannotWrite:
        event("refused")
        return
    event("written")
    (box,) = wikitext.read(Source(text), VOCABULARY).boxes
    assert_same_fields(infobox, box.infobox(None))
    assert write(box.infobox(None), VOCABULARY, style) == text


def assert_same_fields(one: Infobox, other: Infobox) -> None:
    """The same fields; those of one name in their order."""
    mine, others = (sorted(box, key=lambda field: field.name) for box in (one, other))
    assert [field.name for field in mine] == [field.name for field in others]
    for field, back in zip(mine, others, strict=True):
        assert same(field.content, back.content), field.name


@pytest.mark.skipif(not REAL, reason="no real infoboxes here")
def test_real_boxes_come_back() -> None:
    counted: Counter[str] = Counter()
    for path in REAL:
        text = path.read_text(encoding="utf-8")
        boxes = wikitext.read(Source(text), VOCABULARY).boxes
        for template, box in zip(infobox_templates(text), boxes, strict=True):
            style = style_of(template, VOCABULARY)
            for field in box.fields:
                for written in (assert_comes_back(field.content), assert_comes_back(field.content, style)):
                    counted["written" if written else "refused"] += 1
            counted[whole(box.infobox(None), style)] += 1
    share = counted["written"] / (counted["written"] + counted["refused"])
    print(f"{share:.2%} of the values come back; boxes: {counted['whole']} whole, {counted['in part']} not")
    assert share > 0.995


def whole(infobox: Infobox, style: Style) -> str:
    try:
        text = write(infobox, VOCABULARY, style)
    except CannotWrite:
        return "in part"
    (box,) = wikitext.read(Source(text), VOCABULARY).boxes
    assert_same_fields(infobox, box.infobox(None))
    return "whole"


MANY: dict[str, Callable[[int], str]] = {
    "words": lambda n: "killed " * n,
    "signs": lambda n: "&#124;'{ [<&" * n,
    "lines": lambda n: "a<br>" * n,
    "items": lambda n: "\n* a" * n,
    "deep items": lambda n: "".join(f"\n{'*' * (at % 30 + 1)} a" for at in range(n)),
    "arguments": lambda n: "{{ubl" + "|a=b" * n + "}}",
    "links": lambda n: "[[a]] [[b|c]], " * n,
    "emphasis": lambda n: "'''a''' ''b'' " * n,
    "notes": lambda n: 'a<ref name="b" />' * n,
    "addresses": lambda n: "http://a.org [http://a.org b] " * n,
    "flags": lambda n: "{{flagicon|AZE}} {{flag|UK}}<br>" * n,
    "refused": lambda n: "'''a{{small|'''b'''}}''' " * n,
}


def read_and_render(value: str) -> None:
    with suppress(CannotWrite):
        render(read_value(value), VOCABULARY)


@pytest.mark.parametrize("name", MANY)
def test_time_grows_as_the_content_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "read_all", read_and_render)
    linear.assert_linear(MANY[name])
