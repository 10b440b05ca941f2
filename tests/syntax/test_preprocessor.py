"""What the preprocessor takes out of a wikitext; the vectors in `tests/mediawiki` hold the many cases, these the kinds of nodes."""

from __future__ import annotations

import pytest

from infobox_conflict.syntax.preprocessor import TAGS, Node, preprocess


def told(text: str, nodes: list[Node]) -> list[tuple[str, str]]:
    return [(node.kind, text[node.start : node.end]) for node in nodes]


def test_every_kind_of_node() -> None:
    text = "{{a|{{{b}}}}}<ref name=x>{{c}}</ref><!-- {{d}} --><noinclude>{{e}}</noinclude><includeonly>{{f}}</includeonly>"
    assert told(text, preprocess(text)) == [
        ("template", "{{a|{{{b}}}}}"),
        ("argument", "{{{b}}}"),
        ("tag", "<ref name=x>{{c}}</ref>"),
        ("comment", "<!-- {{d}} -->"),
        ("directive", "<noinclude>"),
        ("template", "{{e}}"),
        ("directive", "</noinclude>"),
        ("directive", "<includeonly>{{f}}</includeonly>"),
    ]


def test_bars_and_equals_signs() -> None:
    text = "{{a|b=c|[[d|e=f]]|{{g|h}}=i=j}}"
    outer, inner = preprocess(text)
    places = list(zip(outer.bars[::2], outer.bars[1::2], strict=True))
    assert [text[bar] + (text[equals] if equals >= 0 else "") for bar, equals in places] == ["|=", "|", "|="]
    assert text[: places[2][1]].endswith("{{g|h}}")
    assert inner.bars == (text.index("|h"), -1)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("<ref name=x>y</ref >", (" name=x", "y")),
        ("<ref>y</REF>", ("", "y")),
        ("<ref></ref>", ("", "")),
        ('<ref name="a>b">c</ref>', (' name="a', 'b">c')),
    ],
)
def test_the_parts_of_a_tag(text: str, parts: tuple[str, str]) -> None:
    (node,) = preprocess(text)
    name_end, content, content_end = node.bars
    assert (node.kind, node.end, text[1:name_end].lower()) == ("tag", len(text), "ref")
    assert (text[name_end : content - 1], text[content:content_end]) == parts


def test_a_tag_without_content() -> None:
    assert preprocess("<ref name=x/>") == [Node(0, 13, "tag", (4, -1, -1))]
    assert preprocess("<ref name=x>") == []


@pytest.mark.parametrize(
    "text",
    ["<\u017fource>{{a}}</\u017fource>", "<ref\u017f>{{a}}</ref\u017f>", "<nowi\u212ai>{{a}}</nowi\u212ai>", "<ref\u00a0>{{a}}</ref>"],
)
def test_letters_that_only_look_like_others_make_no_tag(text: str) -> None:
    """Python folds the long s and the Kelvin sign to `s` and `k`; MediaWiki compares the bytes."""
    assert told(text, preprocess(text)) == [("template", "{{a}}")]


def test_other_wikis_have_other_tags() -> None:
    text = "<tabber>{{a}}</tabber><ref>{{b}}</ref>"
    assert told(text, preprocess(text)) == [("template", "{{a}}"), ("tag", "<ref>{{b}}</ref>")]
    assert told(text, preprocess(text, tags=frozenset({"tabber"}))) == [("tag", "<tabber>{{a}}</tabber>"), ("template", "{{b}}")]
    assert [node.kind for node in preprocess(text, tags=TAGS | {"tabber"})] == ["tag", "tag"]
    assert told("<nowiki>{{a}}", preprocess("<nowiki>{{a}}", tags=frozenset())) == [("template", "{{a}}")]


def test_a_tag_may_begin_with_the_name_of_another() -> None:
    assert told("<references>{{a}}</references>", preprocess("<references>{{a}}</references>")) == [
        ("tag", "<references>{{a}}</references>")
    ]
    assert told("<ref-x>{{a}}</ref>", preprocess("<ref-x>{{a}}</ref>", tags=frozenset({"ref", "ref-x"}))) == [("template", "{{a}}")]
    assert told("<a.b>{{a}}</a.b>", preprocess("<a.b>{{a}}</a.b>", tags=frozenset({"a.b"}))) == [("tag", "<a.b>{{a}}</a.b>")]
    assert told("<axb>{{a}}</axb>", preprocess("<axb>{{a}}</axb>", tags=frozenset({"a.b"}))) == [("template", "{{a}}")]


def test_a_comment_takes_the_line_that_it_fills() -> None:
    text = "a\n <!-- b --> <!-- c -->\t\nd <!-- e -->\n"
    assert told(text, preprocess(text)) == [("comment", " <!-- b --> <!-- c -->\t\n"), ("comment", "<!-- e -->")]


def test_what_is_never_closed() -> None:
    assert told("{{a|{{b}}<!-- c }}", preprocess("{{a|{{b}}<!-- c }}")) == [("template", "{{b}}"), ("comment", "<!-- c }}")]
    assert told("{{a|<includeonly>b}}", preprocess("{{a|<includeonly>b}}")) == [("directive", "<includeonly>b}}")]
    assert told("[[{{a}} {{b|[[c}}", preprocess("[[{{a}} {{b|[[c}}")) == [("template", "{{a}}")]


def test_a_stretch_may_begin_a_line() -> None:
    text = "==x|{{a}}==\n{{b|=c}}"
    assert [node.bars for node in preprocess(text)] == [(), (15, 16)]
    inside = "{{a|b=\n==c}}"
    assert preprocess(inside) == []
    assert preprocess("{{a|==c}}", 4) == preprocess("{{a|==c}}", 4, line_start=False) == []
    assert [node.start for node in preprocess("x={{a|b}}=", 1)] == [2]


def test_a_stretch_ends_where_it_is_told() -> None:
    text = "{{a|<ref>b</ref>}} <ref>c</ref> -->"
    assert told(text, preprocess(text, 4, 16)) == [("tag", "<ref>b</ref>")]
    assert preprocess(text, 4, 12) == []
    assert preprocess(text, 0, 17) == preprocess(text, 4, 16)
    assert told(text, preprocess("<!-- a -->", 0, 9)) == [("comment", text[:9])]


def test_deep_nesting_is_no_recursion() -> None:
    deep = 5_000
    assert len(preprocess("{{a|" * deep + "}}" * deep)) == deep
    assert len(preprocess("{" * (3 * deep) + "}" * (3 * deep))) == deep
