"""Values of front matter and JSON out of content: what stands where, and what is told as lost."""

from __future__ import annotations

from typing import Any

import pytest

from infobox_conflict.content import Break, Content, Emphasis, FateMark, Field, Flag, Infobox, Item, Link, Mark, Note, Opaque, Place
from infobox_conflict.syntax.losses import CODES, Loss, less
from infobox_conflict.syntax.valuewriting import spell, spell_box, spell_boxes
from infobox_conflict.vocabulary import load

VOCABULARY = load("en")
JOINER = "\u2060"


def told(losses: list[Loss]) -> list[str]:
    assert all(loss.message and loss.code in CODES for loss in losses)
    return [loss.code for loss in losses]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (Content("38 killed"), {"text": "38 killed"}),
        (Content("2,700"), {"text": "2,700", "number": 2700}),
        (Content("27,00"), {"text": "27,00"}),
        (Content("9" * 16), {"text": "9" * 16}),
        (Content("Hadrut", (Link(0, 6, "Hadrut"),)), {"text": "Hadrut", "links": [{"type": "internal", "page": "Hadrut"}]}),
        (Content("town", (Link(0, 4, "Hadrut", anchor="Age"),)), {"text": "town", "links": [{"text": "town", "type": "internal", "page": "Hadrut", "anchor": "Age"}]}),
        (Content("town", (Link(0, 4, "A", "interwiki", "ru"),)), {"text": "town", "links": [{"text": "town", "type": "interwiki", "wiki": "ru", "page": "A"}]}),
        (Content("x", (Link(0, 1, type="external", site="http://a.org"),)), {"text": "x", "links": [{"text": "x", "type": "external", "site": "http://a.org"}]}),
        (Content("", (Link(0, 0, type="external", site="http://a.org"),)), {"text": "[http://a.org]"}),
        (Content("Artsakh", (Link(0, 7),)), {"text": "Artsakh", "links": [{"text": "Artsakh", "type": "internal", "page": "undefined"}]}),
        (Content("a b", (Emphasis(0, 1), Emphasis(2, 3, "italic"))), {"text": "a b", "formatting": {"bold": ["a"], "italic": ["b"]}}),
        (Content("a\nb", (Item(0, 1), Item(2, 3, 2))), {"text": "* a\n** b"}),
        (Content("\n", (Item(0, 0), Item(1, 1))), {"text": "* \n* "}),
        (Content("a\n\nb", (Break(1, 3),)), {"text": "a\n\nb"}),
        (Content(" A", (Flag(0, 0, "AZ"),)), {"text": "🇦🇿 A"}),
        (Content("A", (Item(0, 1), Flag(0, 0, "GB-ENG"))), {"text": "* 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007fA"}),
        (Content("38", (Note(2, 2, name="a"),)), {"text": '38<ref name="a" />'}),
        (Content("38", (Note(2, 2, name='"', group="b", text="x"),)), {"text": "38<ref name='\"' group=\"b\">x</ref>"}),
    ],
)
def test_what_a_value_holds(content: Content, value: dict[str, Any]) -> None:
    assert spell(content, VOCABULARY) == (value, [])


@pytest.mark.parametrize(
    ("content", "text", "left"),
    [
        (Content("Ali ", (FateMark(4, 4, "KIA"),)), "Ali (KIA)", ()),
        (Content("Ali", (FateMark(3, 3, "†"),)), "Ali †", ()),
        (Content("38 ", (Flag(0, 0, "AZE", "1918"),)), "🇦🇿38 ", (Flag(0, 0, "AZ"),)),
        (Content("38", (Flag(0, 0, "Nazi Germany"),)), "38", ()),
        (Content("Azerbaijan", (Flag(0, 10, "Azerbaijan"),)), "🇦🇿Azerbaijan", (Flag(0, 0, "AZ"),)),
        (Content("38", (Note(2, 2, "footnote", text="x"),)), "38<ref>x</ref>", (Note(2, 2, text="x"),)),
        (Content("38", (Note(2, 2, "maintenance", text="cn"),)), "38", ()),
        (Content("38", (Note(2, 2, name="a>", text="<b>"),)), "38<ref />", (Note(2, 2),)),
        (Content("", (Place(0, 0, 1, 2),)), "", ()),
        (Content("", (Opaque(0, 0, "x"),)), "", ()),
        (Content("", (Link(0, 0, "Category:X"),)), "", ()),
        (Content("a", (Item(0, 1, 2, "number"),)), "** a", (Item(0, 1, 2),)),
        (Content("a\nb\nc", (Item(0, 1, 1, "indent"), Item(2, 3), Item(4, 5, 2))), "* a\n** b\n*** c", (Item(0, 1), Item(2, 3, 2), Item(4, 5, 3))),
        (Content("a\nb\nc", (Item(0, 1), Item(2, 3, 1, "indent"), Item(4, 5))), "* a\n* b\n* c", (Item(0, 1), Item(2, 3), Item(4, 5))),
        (
            Content("a\nb (c\nd)\n(e)", (Item(0, 1, 1, "plain"), Item(2, 6, 2, "plain"), Item(7, 9, 2, "plain"), Item(10, 13, 2, "plain"))),
            "a\n* b (c\nd)\n(e)",
            (Item(2, 6),),
        ),
        (Content("a\nb", (Item(0, 1, 1, "indent"), Item(2, 3, 1, "term"))), "* a\n* b", (Item(0, 1), Item(2, 3))),
        (Content("a\nb\nc", (Item(0, 1, 1, "indent"), Item(4, 5))), "* a\nb\n* c", (Item(0, 1), Item(4, 5))),
        (Content("a\nb\nc", (Item(0, 1, 1, "plain"), Item(2, 3, 2, "plain"), Item(4, 5, 2, "plain"))), "a\n* b\n* c", (Item(2, 3), Item(4, 5))),
        (Content("a\nb\nc", (Item(0, 1, 1, "indent"), Item(2, 3, 1, "plain"), Item(4, 5))), "* a\nb\n** c", (Item(0, 1), Item(4, 5, 2))),
        (Content("a\nb\nc", (Item(0, 1), Item(2, 3, 2), Item(4, 5, 2, "plain"))), "* a\n** b\nc", (Item(0, 1), Item(2, 3, 2))),
        (Content("a\nb", (Break(1, 2, "rule"),)), "a\n\nb", (Break(1, 3),)),
        (Content("a\n\nb"), "a\n\nb", (Break(1, 3),)),
        (Content("a a", (Link(2, 3, "X"),)), "a a", ()),
        (Content("US", (Link(0, 2, "us"),)), "US", (Link(0, 2, "US"),)),
        (Content("* a"), f"{JOINER}* a", ()),
        (Content("<ref>"), f"<{JOINER}ref>", ()),
        (Content("[http://a b]"), f"[{JOINER}http://a b]", ()),
        (Content(" a", (Item(1, 2),)), "* a", (Item(0, 1),)),
        (Content("a\ud800"), "a\ufffd", ()),
        (Content("\U0001f1e6", (Flag(1, 1, "ZE"),)), "\ufffd", ()),
        (Content("\U0001f1e6\n\n\ud800", (Flag(1, 1, "ZE"),)), "\ufffd\n\n\ufffd", (Break(1, 3),)),
        (Content("Ali", (FateMark(0, 3, "KIA"),)), "Ali", ()),
    ],
)
def test_what_a_value_cannot_hold_is_told(content: Content, text: str, left: tuple[Mark, ...]) -> None:
    value, losses = spell(content, VOCABULARY)
    assert value["text"] == text
    assert told(losses)
    assert less(content, losses).marks == left


def test_a_box_leaves_out_what_is_empty_doubled_or_no_key() -> None:
    names = (("a", "1"), ("b", ""), ("a", "2"), ("\ud800", "3"), ("n" * 500, "4"))
    values, losses = spell_box(Infobox(tuple(Field(name, Content(text)) for name, text in names), "Infobox civil conflict"), VOCABULARY, 7)
    assert values == {"a": {"text": "2", "number": 2}}
    assert [(loss.code, loss.box, loss.field) for loss in losses] == [
        *(("lost-field", 7, at) for at in (0, 1, 3, 4)),
        ("lost-template", 7, None),
    ]


def test_names_stand_below_names_by_the_depth_of_their_lists_alone() -> None:
    content = Content("a\nb", (Item(0, 1, 1, "indent"), Item(2, 3)))
    fields = tuple(Field(name, content) for name in ("combatant1", "units2", "casualties1"))
    values, _ = spell_box(Infobox(fields, "Infobox military conflict"), VOCABULARY, 0)
    assert [values[one.name]["text"] for one in fields] == ["* a\n* b", "* a\n* b", "* a\n** b"]


def test_a_page_has_one_title() -> None:
    data, losses = spell_boxes([Infobox((), title="A"), Infobox((), title="A"), Infobox((), title="B")], VOCABULARY)
    assert data == {"infoboxes": [{}, {}, {}], "title": "A"}
    assert told(losses) == ["lost-title"]
    assert "'B'" in losses[0].message


def test_a_loss_of_no_known_code_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no such code"):
        Loss("gone", "x")
