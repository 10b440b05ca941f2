"""Values of wikitext as a reader of the page sees them: emphasis, lines, lists, links, signs and references.

A row is a value's source, its text, and its marks; what the text of a rendered page would be was compared with MediaWiki's, but for
line ends, which stay line ends here, and for marks that show no words of their own.
"""

from __future__ import annotations

from typing import Final

import pytest

import infobox_conflict as ic
from tests.syntax.told import Cases, value

QUOTES: Final[Cases] = [
    ("''a''", "a", "italic 0:1"),
    ("'''a'''", "a", "bold 0:1"),
    ("''''a''''", "'a'", "bold 1:3"),
    ("'''''a'''''", "a", "bold 0:1", "italic 0:1"),
    ("''''''a''''''", "'a'", "bold 1:3", "italic 1:3"),
    ("''''", "'"),
    ("''a", "a", "italic 0:1"),
    ("'''a", "a", "bold 0:1"),
    ("'''a''", "'a", "italic 1:2"),
    ("''a'''", "a'", "italic 0:2"),
    ("'''''a''b'''", "ab", "italic 0:1", "bold 0:2"),
    ("'''''a'''b''", "ab", "bold 0:1", "italic 0:2"),
    ("'''''a'' b'''", "a b", "italic 0:1", "bold 0:3"),
    ("l'''etat''", "l'etat", "italic 2:6"),
    ("the dog'''s bone''", "the dog's bone", "italic 8:14"),
    ("''a'''b''c'''", "abc", "italic 0:2", "bold 1:3"),
    ("''a\nb''", "a\nb", "italic 0:1"),
    ("'''a\nb", "a\nb", "bold 0:1"),
    ("''a<br>b''", "a\nb", "italic 0:3"),
    ("x''y", "xy", "italic 1:2"),
    ("a'b", "a'b"),
    ("'''a''' ''b'' '''''c'''''", "a b c", "bold 0:1", "italic 2:3", "bold 4:5", "italic 4:5"),
    ("'''[[A|''b'']]'''", "b", "italic 0:1", "link 0:1 A", "bold 0:1"),
    ("'''{{flagicon|X}} Y:'''", " Y:", "flag 0:0 X", "bold 0:3"),
    ("'''a:'''<br>5", "a:\n5", "bold 0:2"),
    ("'''[[A]]''': b", "A: b", "link 0:1 A", "bold 0:1"),
    ("<b>a</b>", "a", "bold 0:1"),
    ("<B>a</B>", "a", "bold 0:1"),
    ("<strong>a</strong> <em>b</em>", "a b", "bold 0:1", "italic 2:3"),
    ("<i>a <b>b</i> c</b>", "a b c", "italic 0:3", "bold 2:5"),
    ("'''a <i>b''' c</i>", "a b c", "bold 0:3", "italic 2:5"),
    ("<b>a", "a", "bold 0:1"),
    ("a</b>", "a"),
]

LINES: Final[Cases] = [
    ("a\nb", "a\nb"),
    ("a<br>b", "a\nb"),
    ("a<br/>b", "a\nb"),
    ("a<br />b", "a\nb"),
    ("a<BR>b", "a\nb"),
    ("a<br/ >b", "a\nb"),
    ("a</br>b", "a\nb"),
    ("a<br clear=all>b", "a\nb"),
    ('a<br style="x">b', "a\nb"),
    ("a <br> b", "a \n b"),
    ("<br>a<br>", "\na\n"),
    ("a<br", "a<br"),
    ("a<br>----b", "a\n----b"),
    ("a\n\nb", "a\n\nb", "paragraph 1:3"),
    ("a\n\n\nb", "a\n\n\nb", "paragraph 1:4"),
    ("a\n \nb", "a\n\nb", "paragraph 1:3"),
    ("a\r\nb", "a\nb"),
    ("a\r\n\r\nb", "a\n\nb", "paragraph 1:3"),
    ("a\rb", "a\nb"),
    ("* a\r\n* b", "a\nb", "bullet 0:1 1", "bullet 2:3 1"),
    ("a\n----\nb", "a\n\nb", "rule 1:2"),
    ("a\n------------\nb", "a\n\nb", "rule 1:2"),
    ("a\n---- b", "a\n b", "rule 1:2"),
    ("a\n---\nb", "a\n---\nb"),
    ("----\na", "\na", "rule 0:0"),
    ("a<hr>b", "a\nb", "rule 1:2"),
    ("a<hr/>b", "a\nb", "rule 1:2"),
    ("a<p>b</p>c", "a\nb\nc"),
    ("<p>a</p><p>b</p>", "a\nb"),
    ("<div>a</div>b", "a\nb"),
    ('a<div style="x">b</div>c', "a\nb\nc"),
    ("<center>a</center>b", "a\nb"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
]

LISTS: Final[Cases] = [
    ("*a\n*b", "a\nb", "bullet 0:1 1", "bullet 2:3 1"),
    ("* a\n** b\n* c", "a\nb\nc", "bullet 0:1 1", "bullet 2:3 2", "bullet 4:5 1"),
    ("* a\n*** b", "a\nb", "bullet 0:1 1", "bullet 2:3 3"),
    ("# a\n# b", "a\nb", "number 0:1 1", "number 2:3 1"),
    ("*#a\n*#b", "a\nb", "number 0:1 2", "number 2:3 2"),
    ("#*a", "a", "bullet 0:1 2"),
    ("*:a", "a", "indent 0:1 2"),
    (":a", "a", "indent 0:1 1"),
    ("::a", "a", "indent 0:1 2"),
    ("; a\n: b", "a\nb", "term 0:1 1", "indent 2:3 1"),
    (";a:b", "a\nb", "term 0:1 1", "indent 2:3 1"),
    ("; a : b", "a\nb", "term 0:1 1", "indent 2:3 1"),
    (";a:", "a:", "term 0:2 1"),
    ("; '''a: b''' c: d", "a: b c\nd", "bold 0:4", "term 0:6 1", "indent 7:8 1"),
    ("; [[A|b: c]] x: 5", "b: c x\n5", "link 0:4 A", "term 0:6 1", "indent 7:8 1"),
    ("; a: {{flagicon|X}} 5\n: c", "a\n 5\nc", "term 0:1 1", "flag 2:2 X", "indent 2:4 1", "indent 5:6 1"),
    (";{{nowrap|a: b}}: c", "a: b\nc", "term 0:4 1", "indent 5:6 1"),
    ("* a\nb", "a\nb", "bullet 0:1 1"),
    ("a\n* b", "a\nb", "bullet 2:3 1"),
    ("a * b", "a * b"),
    ("* a\n\n* b", "a\n\nb", "bullet 0:1 1", "paragraph 1:3", "bullet 3:4 1"),
    ("* a<br>b\n* c", "a\nb\nc", "bullet 0:1 1", "plain 2:3 1", "bullet 4:5 1"),
    ("*", "", "bullet 0:0 1"),
    ("*a\n*\n*b", "a\n\nb", "bullet 0:1 1", "bullet 2:2 1", "bullet 3:4 1"),
    ("*[[A]]", "A", "link 0:1 A", "bullet 0:1 1"),
    ("*'''a'''", "a", "bold 0:1", "bullet 0:1 1"),
    ("*{{flagicon|X}} a", " a", "flag 0:0 X", "bullet 0:2 1"),
    ("* '''a''':\n** 5", "a:\n5", "bold 0:1", "bullet 0:2 1", "bullet 3:4 2"),
    ("<ul><li>a</li><li>b</li></ul>", "a\nb", "bullet 0:1 1", "bullet 2:3 1"),
    ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>c", "\na\nb\nc", "bullet 1:2 1", "bullet 3:4 1"),
    ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\nb", "bullet 0:1 1", "bullet 2:3 2"),
    ("<ol><li>a</li></ol>", "a", "number 0:1 1"),
    ("<li>a", "a", "bullet 0:1 1"),
]

LINKS: Final[Cases] = [
    ("[[A]]", "A", "link 0:1 A"),
    ("[[A|b]]", "b", "link 0:1 A"),
    ("[[A]]s", "As", "link 0:2 A"),
    ("[[A|b]]s", "bs", "link 0:2 A"),
    ("[[A]]'s", "A's", "link 0:1 A"),
    ("[[A]]S", "AS", "link 0:1 A"),
    ("[[A|b]]é", "bé", "link 0:1 A"),
    ("[[A (b)|]]", "A", "link 0:1 A (b)"),
    ("[[A, B|]]", "A", "link 0:1 A, B"),
    ("[[Talk:A (b)|]]", "A", "link 0:1 Talk:A (b)"),
    ("[[A#B]]", "A#B", "link 0:3 A #B"),
    ("[[A#B|c]]", "c", "link 0:1 A #B"),
    ("[[#B]]", "#B", "link 0:2 #B"),
    ("[[ A ]]", "A", "link 0:1 A"),
    ("[[a_b]]", "a_b", "link 0:3 a_b"),
    ("[[:A]]", "A", "link 0:1 A"),
    ("[[A|b|c]]", "b|c", "link 0:3 A"),
    ("[[A|''b'']]", "b", "italic 0:1", "link 0:1 A"),
    ("[[A|{{flagicon|X}} b]]", " b", "flag 0:0 X", "link 0:2 A"),
    ("[[A|{{nowrap|b}} c]]s", "b cs", "link 0:4 A"),
    ("[[A|b&nbsp;c]]", "b\xa0c", "link 0:3 A"),
    ("[[A&amp;B]]", "A&B", "link 0:3 A&B"),
    ("[[A|b<ref>c</ref>]]", "b", "link 0:1 A", "reference 1:1 text=c"),
    ("[[A|b\nc]]", "b\nc", "link 0:3 A"),
    ("[[A|[b]]]", "[b]", "link 0:2 A"),
    ("[[A|[[B]]]]", "[[A|B]]", "link 4:5 B"),
    ("[[A]] [[B]]", "A B", "link 0:1 A", "link 2:3 B"),
    ("[[de:A]]", "de:A", "interwiki 0:4 de A"),
    ("[[:de:A|b]]", "b", "interwiki 0:1 de A"),
    ("[[wikt:a|a]]", "a", "interwiki 0:1 wikt a"),
    ("[[s:de:A]]", "s:de:A", "interwiki 0:6 s de:A"),
    ("[[Category:A]]", "", "link 0:0 Category:A"),
    ("[[Category:A|b]]", "", "link 0:0 Category:A"),
    ("[[:Category:A]]", "Category:A", "link 0:10 Category:A"),
    ("[[User:A|b]]", "b", "link 0:1 User:A"),
    ("[[Media:A.ogg|a]]", "a", "link 0:1 Media:A.ogg"),
    ("[[File:A.jpg]]", "", "opaque 0:0 File:A.jpg"),
    ("[[Image:Flag of Ruritania.svg|20px]]", "", "flag 0:0 Ruritania"),
    ("[[File:Flag of the Ruritanian Union.svg|border|22px|link=X]] b", " b", "flag 0:0 Ruritanian Union"),
    ("[[File:Flag_of_Zenda_(1900).svg]]", "", "flag 0:0 Zenda"),
    ("[[File:War flag of Zenda.svg|20px]]", "", "flag 0:0 Zenda"),
    ("[[:File:A.jpg]]", "File:A.jpg", "link 0:10 File:A.jpg"),
    ("[http://a.b c d]", "c d", "external 0:3 http://a.b"),
    ("[http://a.b]", "", "external 0:0 http://a.b"),
    ("[//a.b c]", "c", "external 0:1 //a.b"),
    ("http://a.b c", "http://a.b c", "external 0:10 http://a.b"),
    ("http://a.b/c.", "http://a.b/c.", "external 0:12 http://a.b/c"),
    ("(http://a.b/c)", "(http://a.b/c)", "external 1:13 http://a.b/c"),
    ("[a b]", "[a b]"),
    ("A]]", "A]]"),
    ("[[]]", "[[]]"),
    ("1[[ ]]500", "1[[ ]]500"),
    ("1[[\r]]500", "1[[\n]]500"),
    ("[[:]]", "[[:]]"),
    ("[[_]]s", "[[_]]s"),
    ("[[_|b]]", "[[_|b]]"),
    ("[[ |b]]", "[[ |b]]"),
    ("[[:|''b'']]", "[[:|b]]", "italic 4:5"),
    ("[[File:]]", "[[File:]]"),
    ("[[Category:]]", "[[Category:]]"),
    ("[[Talk:]]", "[[Talk:]]"),
    ("[[::A]]", "[[::A]]"),
    ("[[&nbsp;]]", "[[\xa0]]"),
    ("[[\u200e]]", "[[\u200e]]"),
    ("[[%20]]", "[[%20]]"),
    ("[[A%5Bb]]", "[[A%5Bb]]"),
    ("[[A%20b|c]]", "c", "link 0:1 A%20b"),
    ("[[~~~]]", "[[~~~]]"),
    ("[[..]]", "[[..]]"),
    ("[[#]]", "#", "link 0:1"),
    ("[[:#A|b]]", "b", "link 0:1 #A"),
    ("[[_#A]]", "_#A", "link 0:3 #A"),
    ("[[File:A.jpg]]b", "b", "opaque 0:0 File:A.jpg"),
    ("[[Category:A]]b", "b", "link 0:0 Category:A"),
    ("[[|a]]", "[[|a]]"),
    ("[[A[b]]", "[[A[b]]"),
    ("[[A\nB]]", "[[A\nB]]"),
    ("[[<A>]]", "[[<A>]]"),
]

SIGNS: Final[Cases] = [
    ("a&nbsp;b", "a\xa0b"),
    ("a&#160;b", "a\xa0b"),
    ("a&ndash;b", "a–b"),
    ("a&shy;b", "a\xadb"),
    ("&#x2013;", "–"),
    ("&lt;b&gt;", "<b>"),
    ("&amp;nbsp;", "&nbsp;"),
    ("&unknown;", "&unknown;"),
    ("&amp", "&amp"),
    ("&;", "&;"),
    ("&#0;", "&#0;"),
    ("&#xD800;", "&#xD800;"),
    ("a<!-- b -->c", "ac"),
    ("a <!-- b --> c", "a  c"),
    ("a\n<!-- b -->\nc", "a\nc"),
    ("<!-- a -->", ""),
    ("<!-- 5 --> a <!-- 6 -->", " a "),
    ("<nowiki>''a''</nowiki>", "''a''"),
    ("<nowiki>[[A]]</nowiki>", "[[A]]"),
    ("<nowiki>{{flag|A}}</nowiki>", "{{flag|A}}"),
    ("<nowiki>&nbsp;</nowiki>", "\xa0"),
    ("a<nowiki />b", "ab"),
    ("<nowiki>a", "<nowiki>a"),
    ("<pre>''a''</pre>", "''a''"),
    ("<poem>a\nb</poem>", "a\nb"),
    ("<small>a</small>", "a"),
    ("<small>(''a'')</small>", "(a)", "italic 1:2"),
    ("<small>(a)", "(a)"),
    ("a</small>", "a"),
    ("<SMALL>a</SMALL>", "a"),
    ("<big>a</big><sup>b</sup><s>c</s><u>d</u>", "abcd"),
    ('<span style="color:red">a</span>', "a"),
    ("<font color=red>a</font>", "a"),
    ('<abbr title="x">a</abbr>', "a"),
    ("a<wbr>b", "ab"),
    ("a<wbr/>b", "ab"),
    ("<blink>a</blink>", "<blink>a</blink>"),
    ('<a href="x">y</a>', '<a href="x">y</a>'),
    ("a < b > c", "a < b > c"),
    ("1<2", "1<2"),
    ("<math>x</math>", "", "opaque 0:0 <math> x"),
    ("<references />", ""),
    ('<templatestyles src="x" />a', "a"),
    ("<section begin=x />a<section end=x />", "a"),
    ("__NOTOC__a", "a"),
    ("~~~~", "~~~~"),
    ("== a ==", "== a =="),
    ("<includeonly>a</includeonly>b", "b"),
    ("<noinclude>a</noinclude>b", "ab"),
    ("<onlyinclude>a</onlyinclude>", "a"),
    ("{{{1}}}", "", "opaque 0:0 {{{1}}}"),
    ("{{{a|b}}}", "", "opaque 0:0 {{{a}}} b"),
    ("[[{{{x}}}]]", "[[]]", "opaque 2:2 {{{x}}}"),
]

NOTES: Final[Cases] = [
    ("a<ref>b</ref>", "a", "reference 1:1 text=b"),
    ("a,<ref>b</ref> c", "a, c", "reference 2:2 text=b"),
    ("<ref>a</ref><ref>b</ref>", "", "reference 0:0 text=a", "reference 0:0 text=b"),
    ("a<ref></ref>b", "ab", "reference 1:1"),
    ("a<REF>b</REF>", "a", "reference 1:1 text=b"),
    ('a<ref name="n">b</ref>', "a", "reference 1:1 name=n text=b"),
    ("a<ref name=n />", "a", "reference 1:1 name=n"),
    ('a<ref name = "n o" />', "a", "reference 1:1 name=n o"),
    ("a<ref name='n' group=\"g\">b</ref>", "a", "reference 1:1 name=n group=g text=b"),
    ("a<ref group=g name=n/>", "a", "reference 1:1 name=n group=g"),
    ("a<ref>{{cite book|title=B}}, ''p'' [[C]] 5</ref>", "a", "reference 1:1 text={{cite book|title=B}}, ''p'' [[C]] 5"),
    ("a<ref>b\nc</ref>", "a", "reference 1:1 text=b\nc"),
    ("a<ref>b", "a<ref>b"),
    ("<small>(a)<ref>b</ref></small>", "(a)", "reference 3:3 text=b"),
]

ODD: Final[Cases] = [
    ("a\xa0b", "a\xa0b"),
    ("a\u2028b", "a\u2028b"),
    ("a\x85b", "a\x85b"),
    ("a\x0bb", "a\x0bb"),
    ("\u200ea\u200f", "\u200ea\u200f"),
    ("a\u200bb", "a\u200bb"),
    ("\ufeffa", "\ufeffa"),
    ("1\u20092", "1\u20092"),
    ("🇺🇸 a", "🇺🇸 a"),
    ("é", "é"),
    ("１２", "１２"),
    ("٠١", "٠١"),
    ("a\x00b", "a\x00b"),
]


@pytest.mark.parametrize("row", [*QUOTES, *LINES, *LISTS, *LINKS, *SIGNS, *NOTES, *ODD], ids=lambda row: row[0])
def test_what_a_reader_sees(row: tuple[str, ...]) -> None:
    assert value(row[0]) == row


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_are_the_same(end: str) -> None:
    rows = [row for row in (*LINES, *LISTS) if "\n" in row[0] and "\r" not in row[0]]
    assert len(rows) > 15
    for row in rows:
        assert value(row[0].replace("\n", end))[1:] == row[1:]


@pytest.mark.xfail(strict=True, reason="known differences from the rendered page")
@pytest.mark.parametrize(
    "row",
    [
        ("[[A{{!}}b]]", "b", "link 0:1 A"),  # templates are expanded before links are read
        ("''{{nowrap|a'' b}}", "a b", "italic 0:1"),  # and before emphasis
        ("[[File:A.jpg|thumb|a caption]]", "a caption", "opaque 0:0 File:A.jpg"),
        ("[[A|[http://x y] z]]", "[http://x y] z", "link 0:14 A"),
        ("{{{!}}\n{{!}} a\n{{!}}}", "a"),  # a table out of templates
    ],
    ids=lambda row: row[0],
)
def test_what_is_read_otherwise(row: tuple[str, ...]) -> None:
    assert value(row[0]) == row


@pytest.mark.parametrize(
    "row",
    [
        ("1<ref>a</ref>2", "1 2", "reference 1:1 text=a"),  # the page has a note's number between them
        ("a<br />\nb", "a\nb"),  # the line end behind a break is a blank
        ("* a<br />\n* b", "a\nb", "bullet 0:1 1", "bullet 2:3 1"),
        ("[mailto:a@b c]", "c", "external 0:1 mailto:a@b"),
    ],
    ids=lambda row: row[0],
)
def test_what_stands_beside_markup(row: tuple[str, ...]) -> None:
    assert value(row[0]) == row


def test_depth_has_a_limit_and_is_told() -> None:
    deep = "{{nowrap|" * 60 + "5" + "}}" * 60
    (box,) = ic.read(f"{{{{Infobox military conflict|strength1={deep}|strength2=a}}}}", "wikitext").infoboxes
    assert "5" in str(box.fields[0].content)
    assert box.fields[1].content.text == "a"


def test_what_is_not_known_has_its_place_among_pictures() -> None:
    text = "{{Infobox military conflict|casualties1=[[File:A.jpg]]{{mystery|1}} [[File:B.jpg|x]] {{clear}}{{mystery|2}}}}"
    (box,) = ic.read(text).infoboxes
    assert [one.span.of(text) for one in box.unread] == ["{{mystery|1}}", "{{mystery|2}}"]
