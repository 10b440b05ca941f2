"""What holds of the templates of every wikitext, however broken: they nest, they tile, and only what touches them changes them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from hypothesis import assume, event, given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.syntax.infoboxes import infobox_named
from infobox_conflict.syntax.preprocessor import BLANKS, Node, preprocess
from infobox_conflict.vocabulary import load

SIGNS: Final = (
    *("{{", "}}", "{{{", "}}}", "{", "}", "|", "|", "=", "=", "[[", "]]", "[", "]", "-{", "}-", "-", "<", ">", "/>"),
    *("\n", "\n", "\n=", "\n==", "==\n", "=", " ", "\t", "\r", "\r\n", "\v", "\f", "\n|", "\n}}"),
)
COMMENTS: Final = (
    *("<!--", "-->", "<!---->", "<!-->", "<!-- c -->", "<!-- }} -->"),
    *("\n<!-- c -->\n", "\n <!-- c --> <!-- d -->\t\n", "\n<!-- c -->=="),
)
TAGS: Final = (
    *("<ref>", "</ref>", "<ref/>", "<ref", "<ref name=x>", "<ref name='a|b=c'/>", "<Ref>", "</REF\t>", "<ref/ >", "</ref"),
    *("<nowiki>", "</nowiki>", "<nowiki/>", "<nowiki", "<math>", "</math>"),
    *("<reference>", "<\u017fource>", "<nowi\u212ai>", "<br>", "<b x=y>"),
)
DIRECTIVES: Final = (
    *("<noinclude>", "</noinclude>", "<noinclude a|b>", "<onlyinclude>", "</onlyinclude>", "<includeonly>", "</includeonly>"),
    *("<includeonly/>", "<INCLUDEONLY>", "<noinclude"),
)
WORDS: Final = (
    *("a", "b", "x", "1", "01", "Infobox military conflict", "subst:", "Template:", ":", "#if:", "lc:", "#", "&#61;", "&nbsp;", "_"),
    *("combatant1=", "combatant2=", "é", "e\u0301", "\u00a0", "\u200e", "\u2028", "\u0085", "\x00", "\ud800", "\udfff", "\U0001f3f4"),
)
PAIRS: Final = (
    *(("{{a|", "}}"), ("{{a|x=", "}}"), ("{{", "}}"), ("{{{", "}}}"), ("[[", "]]"), ("[[a|", "]]"), ("-{", "}-"), ("\n==", "==\n")),
    *(("<ref>", "</ref>"), ("<nowiki>", "</nowiki>"), ("<!--", "-->"), ("<noinclude>", "</noinclude>")),
    ("{{Infobox military conflict\n|", "\n}}"),
)
PLAIN: Final = st.text(st.sampled_from("abc XYZ,.;1é—\u00a0\U0001f3f4"), max_size=12)
"""Words that mean nothing to MediaWiki."""


def wikitexts() -> st.SearchStrategy[str]:
    """Sound and broken wikitext: signs and words in any order, some of them in pairs that belong together."""
    one = st.one_of([st.sampled_from(some) for some in (SIGNS, SIGNS + WORDS, COMMENTS, TAGS, DIRECTIVES + WORDS)])
    some = st.lists(one, max_size=8).map("".join)

    def paired(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        whole = st.builds(lambda pair, words: words.join(pair), st.sampled_from(PAIRS), inner)
        return st.lists(whole | one | inner, min_size=1, max_size=6).map("".join)

    return st.recursive(some, paired, max_leaves=12)


@given(wikitexts())
def test_nothing_raises(text: str) -> None:
    """Whatever the text holds, lone surrogates too, all that can be asked of its templates has an answer."""
    for one in (*ic.templates(text), *ic.infobox_templates(text)):
        _ = repr(one), one.page, one.subst, one.function, one.effective, [repr(each) for each in one.parameters]


@given(wikitexts())
def test_nodes_nest_or_are_apart(text: str) -> None:
    """Outer ones come first, and no two cross."""
    nodes = preprocess(text)
    assert nodes == sorted(nodes, key=lambda node: (node.start, -node.end))
    assert all(0 <= node.start < node.end <= len(text) for node in nodes)
    open_ends: list[int] = []
    for before, node in pairwise([None, *nodes]):
        assert node is not None
        assert before is None or (before.start, before.end) != (node.start, node.end)
        while open_ends and open_ends[-1] <= node.start:
            open_ends.pop()
        assert not open_ends or node.end <= open_ends[-1]
        open_ends.append(node.end)


@given(wikitexts())
def test_nothing_stands_in_tags_and_comments(text: str) -> None:
    """They are opaque to the page; a template in them is none of its templates."""
    nodes = preprocess(text)
    opaque = [node for node in nodes if node.kind in ("tag", "comment", "directive")]
    assert not [(outer, inner) for outer in opaque for inner in nodes if outer.start < inner.start < outer.end]


@given(wikitexts())
def test_the_parts_tile_a_template(text: str) -> None:
    """Braces, name, bars and parameters are the whole of it, and every place that is told holds the words that are told."""
    for one in ic.templates(text):
        parts = [("" if each.name is None else f"{each.name}=") + each.value for each in one.parameters]
        source = one.span.of(text)
        assert "{{" + "|".join((one.name, *parts)) + "}}" == source
        assert one.name_span.of(text) == one.name
        for each in one.parameters:
            assert each.value_span.of(text) == each.value
            assert (each.name_span is None) == (each.name is None)
            assert each.name_span is None or each.name_span.of(text) == each.name


@given(wikitexts())
def test_depth_counts_what_a_template_stands_in(text: str) -> None:
    around = [node for node in preprocess(text) if node.kind in ("template", "argument")]
    for one in ic.templates(text):
        assert one.depth == sum(node.start <= one.span.start and one.span.end <= node.end for node in around) - 1


@given(wikitexts())
def test_the_last_parameter_of_a_key_counts(text: str) -> None:
    for one in ic.templates(text):
        positional = [each.key for each in one.parameters if each.name is None]
        assert positional == [str(at + 1) for at in range(len(positional))]
        for key, each in one.effective.items():
            assert each is [other for other in one.parameters if other.key == key][-1]
        assert {each.key for each in one.parameters} - {None} == one.effective.keys()


@given(wikitexts())
def test_a_template_on_its_own_is_the_same(text: str) -> None:
    """What stands around a template decides whether it is one, and nothing in it."""
    for one in ic.templates(text):
        alone = ic.templates(f"\n{one.span.of(text)}\n")[0]
        assert alone.span == (1, 1 + one.span.end - one.span.start)
        assert _read(alone) == _read(one)


@given(PLAIN, st.booleans(), wikitexts())
def test_plain_words_in_front_only_move_what_follows(front: str, line: bool, text: str) -> None:  # noqa: FBT001 (one of two)
    """A line may begin with a heading or with a comment that fills it, so a text that begins so must stay where it begins."""
    if line:
        front += "\n"
        assume(not text.lstrip(" \t").startswith("<!--"))
    else:
        assume(not text.startswith("=") or not front)
    moved = [(one.span.moved(-len(front)), one.depth, _read(one)) for one in ic.templates(front + text)]
    assert moved == [(one.span, one.depth, _read(one)) for one in ic.templates(text)]


@given(wikitexts(), PLAIN)
def test_plain_words_behind_change_nothing(text: str, behind: str) -> None:
    """Without braces, brackets and `>` nothing is closed that stood open."""
    told = [(one.span, one.depth, _read(one)) for one in ic.templates(text)]
    assert [(one.span, one.depth, _read(one)) for one in ic.templates(f"{text} {behind}")] == told


@given(wikitexts())
def test_the_nodes_of_a_value_are_those_of_its_stretch(text: str) -> None:
    """The value of a parameter can be read alone, where it stands: no part of it hangs on what is around."""
    nodes = preprocess(text)
    for one in ic.templates(text):
        for each in one.parameters:
            start, end = each.value_span
            assert preprocess(text, start, end, line_start=False) == [node for node in nodes if start <= node.start and node.end <= end]


@given(wikitexts(), st.sampled_from(["a", "ab", "1x", "abx1I"]))
def test_dull_templates_alone_are_passed_over(text: str, dull: str) -> None:
    """They begin with one of the letters and have nothing special in them; all else is found as ever."""
    nodes = preprocess(text)
    found = preprocess(text, dull=dull)
    assert found == [node for node in nodes if node in found]
    for node in nodes:
        words = text[node.start + 2 : node.end - 2]
        assert node in found or (node.kind == "template" and words[0] in dull and not set(words) & set("{}[<\n="))


@given(wikitexts(), st.integers(0, 3), st.sampled_from(["", "ab"]))
def test_the_search_ends_where_there_is_enough(text: str, number: int, dull: str) -> None:
    """What is found until then is what the whole text has there."""
    nodes = preprocess(text, dull=dull)
    asked: list[Node] = []

    def enough(node: Node) -> bool:
        asked.append(node)
        return len(asked) > number

    found = preprocess(text, dull=dull, enough=enough)
    assert all(node.kind == "template" for node in asked)
    assert set(asked) <= set(found)
    if len(asked) > number:
        event("ended early")
        assert found == [node for node in nodes if node.end <= asked[-1].end]
    else:
        assert found == nodes


@given(wikitexts())
def test_infoboxes_are_templates(text: str) -> None:
    """The fast search finds what reading every template would find, and reads it alike."""
    vocabulary = load("en")
    expected = [
        one
        for one in ic.templates(text)
        if infobox_named(one.name, vocabulary) is not None
        or vocabulary.shape <= {each.name.strip(BLANKS) for each in one.parameters if each.name is not None}
    ]
    found = ic.infobox_templates(text)
    if found:
        event("an infobox")
    assert [(one.span, one.depth, _read(one)) for one in found] == [(one.span, one.depth, _read(one)) for one in expected]


def _read(one: ic.Template) -> tuple[object, ...]:
    """All that a template says, without its places."""
    return one.name, one.page, one.subst, one.function, [(each.key, each.name, each.value) for each in one.parameters]
