"""Wikitext out of content: as an editor would write it where nothing stands in the way, and escaped where something does."""

from __future__ import annotations

import pytest

from infobox_conflict.content import Break, Content, Emphasis, FateMark, Field, Flag, Infobox, Item, Link, Mark, Note, Opaque, Place, same
from infobox_conflict.problems import CannotWrite
from infobox_conflict.syntax.templates import templates
from infobox_conflict.syntax.wikistyle import Style, style_of
from infobox_conflict.syntax.wikiwriting import in_order, render, write
from infobox_conflict.vocabulary import load

VOCABULARY = load("en")
AZERBAIJAN = (Flag(0, 10, "Azerbaijan"), Link(0, 10, "Azerbaijan"))


def rendered(text: str, *marks: Mark, like: Style | None = None) -> str:
    return render(Content(text, marks), VOCABULARY, like)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Content("38 killed"), "38 killed"),
        (Content("Hadrut", (Link(0, 6, "Hadrut"),)), "[[Hadrut]]"),
        (Content("the town", (Link(4, 8, "Hadrut"),)), "the [[Hadrut|town]]"),
        (Content("battles", (Link(0, 7, "battle"),)), "[[battle]]s"),
        (Content("battles", (Link(0, 6, "battle"),)), "[[battle]]<nowiki/>s"),
        (Content("x", (Link(0, 1, "A", anchor="b"),)), "[[A#b|x]]"),
        (Content("x", (Link(0, 1, "Category:A"),)), "[[:Category:A|x]]"),
        (Content("", (Link(0, 0, "Category:A"),)), "[[Category:A]]"),
        (Content("x", (Link(0, 1, "A", "interwiki", "ru"),)), "[[:ru:A|x]]"),
        (Content("x", (Link(0, 1, type="external", site="http://a.org"),)), "[http://a.org x]"),
        (Content("http://a.org.", (Link(0, 12, type="external", site="http://a.org"),)), "http://a.org."),
        (Content("", (Link(0, 0, type="external", site="http://a.org"),)), "[http://a.org]"),
        (Content("bold word", (Emphasis(0, 4), Emphasis(5, 9, "italic"))), "'''bold''' ''word''"),
        (Content("a b", (Link(0, 1, "A"), Emphasis(0, 3))), "'''[[A|a]] b'''"),
        (Content("Azerbaijan", AZERBAIJAN), "{{flag|Azerbaijan}}"),
        (Content("Azerbaijan", (Flag(0, 10, "AZE"), Link(0, 10, "Azerbaijan"))), "{{flagcountry|AZE}}"),
        (Content("Azeris", (Flag(0, 6, "AZE", "1918"), Link(0, 6, "Azerbaijan"))), "{{flag|AZE|1918|name=Azeris}}"),
        (Content(" A", (Flag(0, 0, "Italy", "1861"), Link(1, 2, "A"))), "{{flagicon|Italy|1861}} [[A]]"),
        (Content("A ", (FateMark(2, 2, "KIA"),)), "A {{KIA}}"),
        (Content("38", (Note(2, 2, name="a"),)), '38<ref name="a" />'),
        (Content("38", (Note(2, 2, name="a", group="b", text="c"),)), '38<ref name="a" group="b">c</ref>'),
        (Content("38", (Note(2, 2, text="sfn|Smith|p=3"),)), "38{{sfn|Smith|p=3}}"),
        (Content("38", (Note(2, 2, "footnote", text="a=b"),)), "38{{efn|1=a=b}}"),
        (Content("38", (Note(2, 2, "maintenance", text="cn"),)), "38{{cn}}"),
        (Content("", (Place(0, 0, 39.52, 47.03),)), "{{coord|39.52|47.03}}"),
        (Content("", (Place(0, 0, 31 + 34 / 60 + 51 / 3600, -25.05),)), "{{coord|31|34|51|N|25|3|0|W}}"),
        (Content("", (Opaque(0, 0, "x", (("a", "b"), (None, "c"))),)), "{{x|a=b|c}}"),
    ],
)
def test_marks(content: Content, expected: str) -> None:
    assert render(content, VOCABULARY) == expected


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("a\nb", (Item(0, 1), Item(2, 3)), "* a\n* b"),
        ("a\nb", (Item(0, 1), Item(2, 3, 2)), "* a\n** b"),
        ("a\nb", (Item(0, 1, 1, "number"), Item(2, 3, 2)), "# a\n#* b"),
        ("a\nb\nc", (Item(0, 1), Item(2, 3, 1, "plain")), "* a<br />b\nc"),
        ("a\nb", (Item(0, 1, 1, "plain"), Item(2, 3, 1, "plain")), "{{ubl|a|b}}"),
        ("x\na=b\nc", (Item(2, 5, 1, "plain"), Item(6, 7, 1, "plain")), "x\n{{ubl|1=a=b|2=c}}"),
        ("x\na\nb", (Item(0, 1), Item(2, 3, 2, "plain"), Item(4, 5, 2, "plain")), "* x{{ubl|a|b}}"),
        ("a\nb", (), "a<br />b"),
        ("a\n\nb", (Break(1, 3),), "a\n\nb"),
        ("a\n\nb", (), "a<br /><br />b"),
        ("a\n\nb", (Break(1, 2, "rule"),), "a\n----\nb"),
        ("a\nb", (Emphasis(0, 3),), "'''a<br />b'''"),
        ("Both sides:\na", (Emphasis(0, 11), Item(12, 13)), "'''Both sides:'''\n* a"),
    ],
)
def test_lines(text: str, marks: tuple[Mark, ...], expected: str) -> None:
    assert rendered(text, *marks).replace("unbulleted list", "ubl") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", "a&#124;b"),
        ("{{a}}", "&#123;&#123;a&#125;&#125;"),
        ("{a}", "{a&#125;"),
        ("[[a]]", "&#91;&#91;a&#93;&#93;"),
        ("a [sic] b", "a [sic] b"),
        ("[http://a b]", "&#91;http&#58;//a b]"),
        ("<b>5 < 6", "&lt;b>5 < 6"),
        ("Q&A", "Q&A"),
        ("&amp;", "&amp;amp;"),
        ("'Mad' Jack's", "'Mad' Jack's"),
        ("''a''", "&#39;&#39;a&#39;&#39;"),
        ("* a", "&#42; a"),
        ("#1", "&#35;1"),
        ("==a==", "&#61;=a=="),
        ("a = b", "a = b"),
        ("----", "&#45;---"),
        ("-{a}-", "-&#123;a}-"),
        ("~~~~", "~~&#126;&#126;"),
        ("__TOC__", "_&#95;TOC__"),
        (" a ", "&#32;a <nowiki/>"),
        ("1\u00a0km", "1&nbsp;km"),
    ],
)
def test_words_that_look_like_markup(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (Content("a", (Link(0, 1),)), "the page of the link 'a' is lost"),
        (Content("a", (Link(0, 1, type="external"),)), "the address of the link 'a' is lost"),
        (Content("abc", (Emphasis(0, 2), Link(1, 3, "X"))), "overlap"),
        (Content("a\x07b"), "U\\+0007"),
        (Content("a\ud800"), "U\\+D800"),
        (Content("a", (Link(0, 1, "b\x01"),)), "U\\+0001 in link"),
        (Content("a", (Link(0, 1, "b|c"),)), "no page can be called 'b|c'"),
        (Content("a", (Flag(0, 1, "X"),)), "cannot hold Flag"),
        (Content("a", (Emphasis(0, 1), Emphasis(0, 1))), "cannot hold Emphasis"),
        (Content("", (Note(0, 0, text="a</ref>b"),)), "a</ref>b"),
        (Content("", (FateMark(0, 0, "no such mark"),)), "cannot hold FateMark"),
        (Content("a", tuple(Emphasis(0, 1) for _ in range(100))), "nest deeper"),
        (Content("a", (Item(0, 1, 10**9),)), "deep"),
        (Content("a", (Item(0, 1, 500, "plain"),)), "deep"),
    ],
)
def test_what_wikitext_cannot_hold_is_refused_by_name(content: Content, why: str) -> None:
    with pytest.raises(CannotWrite, match=why):
        render(content, VOCABULARY)


def test_contents_are_the_same_whichever_mark_on_the_same_words_comes_first() -> None:
    one, other = Content("a", (Item(0, 1), Link(0, 1, "A"))), Content("a", (Link(0, 1, "A"), Item(0, 1)))
    assert same(one, other)
    assert not same(Content("", (Note(0, 0, name="a"), Note(0, 0, name="b"))), Content("", (Note(0, 0, name="b"), Note(0, 0, name="a"))))


def test_parameters_stand_in_the_order_of_the_templates_page() -> None:
    names = ("own", "notes", "casualties2", "casualties1", "combatant1a", "combatant2", "combatant1", "conflict", "conflict", "result")
    text = write(in_order(Infobox(tuple(Field(name, Content(str(at))) for at, name in enumerate(names))), VOCABULARY), VOCABULARY)
    found = [(one.key, one.value.strip()) for one in templates(text)[0].parameters]
    order = ["conflict", "conflict", "result", "combatant1", "combatant2", "combatant1a", "casualties1", "casualties2", "notes", "own"]
    assert [key for key, _ in found] == order
    assert [value for key, value in found if key == "conflict"] == ["7", "8"], "the last one still counts"


def test_a_box_keeps_its_template() -> None:
    text = write(Infobox((Field("side1", Content("A")),), "Infobox civil conflict"), VOCABULARY)
    assert text == "{{Infobox civil conflict\n| side1 = A\n}}"
    with pytest.raises(CannotWrite, match="Infobox ship"):
        write(Infobox((), "Infobox ship"), VOCABULARY)


@pytest.mark.parametrize("name", ["a=b", "a|b", " a", "{{a}}", "<!--"])
def test_names_that_no_parameter_can_have_are_refused(name: str) -> None:
    with pytest.raises(CannotWrite):
        write(Infobox((Field(name, Content("x")),)), VOCABULARY)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("{{warbox|conflict=X|result=a}}", "|date=1999"),
        ("{{warbox\n|conflict = X\n|result = a\n}}", "\n|date = 1999"),
        ("{{warbox\n| conflict   = X\n| result     = a\n| casualties = \n}}", "\n| date       = 1999"),
        ("{{warbox\n |conflict= X\n |result= a\n}}", "\n |date= 1999"),
        ("{{warbox |\nconflict = X |\nresult = a\n}}", " |\ndate = 1999"),
        ("{{warbox\r\n| conflict = X\r\n| result = a\r\n}}", "\r\n| date = 1999"),
    ],
)
def test_new_parameters_are_spelled_like_their_neighbours(box: str, expected: str) -> None:
    style = style_of(templates(box)[0], VOCABULARY)
    assert style.parameter("date", "1999", style.width_of(["date"])) == expected


def test_lists_are_spelled_like_their_neighbours() -> None:
    box = "{{warbox\n|combatant1={{Plainlist|\n*a\n*b\n}}\n|combatant2={{Plainlist|\n*c}}\n|commander1={{unbulleted list|a|b}}<br/>c\n}}"
    style = style_of(templates(box)[0], VOCABULARY)
    assert rendered("a\nb", Item(0, 1), Item(2, 3), like=style) == "{{Plainlist|\n*a\n*b\n}}"
    assert rendered("a\nb", Item(0, 1, 1, "plain"), Item(2, 3, 1, "plain"), like=style) == "{{unbulleted list|a|b}}"
    assert rendered("a\nb", like=style) == "a<br/>b"
    assert rendered("*a", Item(0, 2), like=style) == "{{Plainlist|\n*&#42;a\n}}"
