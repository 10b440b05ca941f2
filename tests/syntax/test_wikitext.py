"""Whole boxes in wikitext: which templates are infoboxes, what their parameters are called and say, and where they stand."""

from __future__ import annotations

import pytest

import infobox_conflict as ic
from infobox_conflict.syntax import wikitext as form
from infobox_conflict.syntax.carried import Carried
from infobox_conflict.syntax.text import Patch, Source, Span
from infobox_conflict.vocabulary import load

BOX = "{{Infobox military conflict|combatant1=A|combatant2=B}}"
OTHER = "{{Infobox battle|combatant1=C|combatant2=D}}"
CONFLICT = "Infobox military conflict"


def read(text: str) -> Carried:
    return form.read(Source(text), load("en"))


def boxes(text: str) -> list[dict[str, str]]:
    """The words of every box by the names of their parameters, of which none stands twice."""
    return [dict(fields(text, at)) for at in range(len(read(text).boxes))]


def fields(text: str, box: int = 0) -> list[tuple[str, str]]:
    """Names and words of one box, in order."""
    return [(one.name, one.content.text) for one in read(text).boxes[box].fields]


def codes(text: str) -> list[str]:
    """What is told of a text and its boxes."""
    document = ic.read(text, "wikitext")
    return [one.code for one in (*document.problems, *(told for box in document.infoboxes for told in box.problems))]


@pytest.mark.parametrize(
    ("name", "template"),
    [
        *((name, CONFLICT) for name in ("Infobox military conflict", "infobox military conflict", "Infobox_military_conflict", "Infobox  military conflict")),
        *((name, CONFLICT) for name in ("Infobox military conflict ", "Infobox military conflict\n", "\n Infobox military conflict\t", "Infobox military conflict\r\n")),
        *((name, CONFLICT) for name in ("Infobox Military Conflict", "Infobox battle", "Infobox war", "Warbox", "warbox", "Battlebox", "Infobox siege")),
        *((name, CONFLICT) for name in ("Template:Warbox", "template: Infobox battle", ":Template:Warbox", "subst:Warbox", "safesubst:Infobox battle", "msg:Warbox")),
        *((name, CONFLICT) for name in ("Infobox military conflict<!-- see the talk page -->", "<!-- x -->Warbox", "Infobox &#109;ilitary conflict")),
        *((name, CONFLICT) for name in ("<includeonly>x</includeonly>Warbox", "<noinclude/>Warbox", "\u200eWarbox")),
        *((name, CONFLICT) for name in ("#invoke:Infobox military conflict|main", "#invoke: Infobox military conflict |main", "#INVOKE:Infobox military conflict|")),
        *(("Infobox civil conflict", "Infobox civil conflict"), ("Infobox civilian attack", "Infobox civilian attack"), ("Infobox terrorist attack", "Infobox civilian attack")),
        *(("Infobox military operation", "Infobox operational plan"), ("Infobox operational plan", "Infobox operational plan")),
    ],
)
def test_names_of_infoboxes(name: str, template: str) -> None:
    (box,) = read(f"{{{{{name}|date=x}}}}").boxes
    assert box.template == template
    assert [(one.name, one.content.text) for one in box.fields] == [("date", "x")]


@pytest.mark.parametrize(
    "name",
    [
        *("Infobox", "Infobox person", "Infobox military conflicts", "Infobox military conflict/doc", "User:X/Warbox", "Infobox military unit", "x"),
        *("{{{1}}}", "{{x}}", "Infobox <nowiki/>battle", "#if:Warbox", "lc:Warbox", "", "Infobox military\nconflict"),
    ],
)
def test_names_of_other_templates(name: str) -> None:
    text = f"{{{{{name}|date=x}}}}"
    assert not read(text).boxes
    assert codes(text) == ["no-infobox"]


def test_a_template_of_another_name_with_both_sides_wraps_an_infobox() -> None:
    text = "{{My war | combatant1 = A\n| combatant2 = B | place = c}}"
    assert boxes(text) == [{"combatant1": "A", "combatant2": "B", "place": "c"}]
    assert ic.read(text).infoboxes[0].template is None
    assert not codes(text)
    assert not boxes("{{My war|combatant1=A|strength2=B}}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BOX, 1),
        (f"a {BOX} b\n{OTHER} c", 2),
        (f"{BOX}{OTHER}{BOX}", 3),
        (f"{{|\n| {BOX}\n|}}", 1),
        (f"{{{{side|{BOX}}}}}", 1),
        (f"{{{{side|x={BOX}|y={OTHER}}}}}", 2),
        (f"{{{{#if:a|{BOX}}}}}", 1),
        (f"<div>{BOX}</div>", 1),
        (f"<noinclude>{BOX}</noinclude>", 1),
        (f"#REDIRECT [[A]]\n{BOX}", 1),
        (f"{{{{about|a}}}} {{{{use dmy dates}}}}\n{BOX}\n'''A''' was [[b]].{{{{reflist}}}}", 1),
        (f"<!-- {BOX} -->", 0),
        (f"<nowiki>{BOX}</nowiki>", 0),
        (f"<ref>{BOX}</ref>", 0),
        (f"<pre>{BOX}</pre>", 0),
        (f"<includeonly>{BOX}</includeonly>", 0),
        (f"<!-- x {BOX}", 0),
        (f"<ref name=x> {BOX}", 1),
        (f"<ref name=x> {BOX} <ref>y</ref>", 0),
        (f"<ref name=x> {BOX} <ref>y</ref> {OTHER}", 1),
        (f"<nowiki> {BOX}", 1),
        (f"[[a {BOX}", 1),
        (f"{{{{a {BOX}", 1),
        (f"-{{ {BOX}", 1),
        (f"{{{BOX}}}", 0),
        (f"{{{{{BOX}}}}}", 0),
        (BOX[:-1], 0),
        (BOX[:-2], 0),
        (BOX.replace("=A", "=[[A"), 0),
        (BOX.replace("=A", "=<!-- A"), 0),
        (BOX.replace("=A", "={{A"), 0),
        (BOX.replace("=A", "=A\n==b"), 0),  # such a line swallows the braces on it
        (BOX.replace("=A", "=<ref>A"), 1),
        ("", 0),
        ("text", 0),
    ],
)
def test_where_a_box_stands(text: str, found: int) -> None:
    assert len(read(text).boxes) == found
    assert [one.code for one in read(text).problems] == ([] if found else ["no-infobox"])
    for box in read(text).boxes:
        assert box.span.of(text) in (BOX, OTHER, BOX.replace("=A", "=<ref>A"))


def test_a_box_in_a_box_is_one_of_its_own() -> None:
    text = BOX.replace("=A", f"=A {OTHER}")
    assert [box.template for box in read(text).boxes] == [CONFLICT, CONFLICT]
    assert boxes(text)[1] == {"combatant1": "C", "combatant2": "D"}


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", []),
        ("|", [("1", "")]),
        ("|a|b=c|d", [("1", "a"), ("b", "c"), ("2", "d")]),
        ("|strength1=a|b|c=d|{{nowrap|e}}", [("strength1", "a"), ("1", "b"), ("c", "d"), ("2", "e")]),
        ("|strength1=x=y", [("strength1", "x=y")]),
        ("|strength1=[[A|b]] {{small|c|d=e}}", [("strength1", "b c")]),
        ("|strength1=<ref>a|b=c</ref>5", [("strength1", "5")]),
        ("|strength1=<!-- |strength2=9 -->5", [("strength1", "5")]),
        ("|\n strength1 \t=\n 5 \n", [("strength1", "5")]),
        ("\r\n| strength1 = 5\r\n| strength2 = 6\r\n", [("strength1", "5"), ("strength2", "6")]),
        ("|st<!-- x -->rength1<!-- y --> =5", [("strength1", "5")]),
        ("|<!-- x -->\n strength1=5", [("strength1", "5")]),
        ("|Strength1=1|strength 1=2|strength01=3", [("Strength1", "1"), ("strength 1", "2"), ("strength01", "3")]),
        ("|strength1=1|strength1=2", [("strength1", "1"), ("strength1", "2")]),
        ("|1=a|b", [("1", "a"), ("1", "b")]),
        ("|{{x}}=5", [("{{x}}", "5")]),
        ("|=5", [("", "5")]),
        ("|strength1=|strength2= \n|strength3=<!-- x -->", [("strength1", ""), ("strength2", ""), ("strength3", "")]),
        ("|strength1\u00a0=5", [("strength1\u00a0", "5")]),
        ("|strength1=\u00a05", [("strength1", "\u00a05")]),
        ("|strength1=* a\n* b", [("strength1", "a\nb")]),
        ("|strength1=\n* a\n* b\n|strength2=c", [("strength1", "a\nb"), ("strength2", "c")]),
        ("|strength1=a\n==b\n", [("strength1", "a\n==b")]),
        ("|strength1={|\n|-\n|}", [("strength1", "{"), ("1", ""), ("2", "-"), ("3", "")]),
        ("|Stärke1=5|兵力1=6", [("Stärke1", "5"), ("兵力1", "6")]),
    ],
)
def test_parameters(inside: str, expected: list[tuple[str, str]]) -> None:
    assert fields(f"{{{{Infobox military conflict{inside}}}}}") == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("|combatant1=A|combatant2=B|casualties1=1|casualties2=2|casualties3=3", []),
        ("|combatant1=A|combatant2=B|casualties4=3", ["unplaced-parameter"]),
        ("|combatant1=A|place=b|colour=c", ["unknown-parameter"]),
        ("|combatant1=A|casualites1=5", ["unknown-parameter"]),
        ("|combatant1=A|b", ["stray-value"]),
        ("|strength1=1|strength1=2", ["duplicate-parameter"]),
    ],
)
def test_doubts_about_parameters(inside: str, expected: list[str]) -> None:
    assert codes(f"{{{{Infobox military conflict{inside}}}}}") == expected


def test_an_empty_last_one_counts() -> None:
    (box,) = ic.read("{{Infobox military conflict|combatant1=A|strength1=5 men|strength1=}}").infoboxes
    assert not box.conflict.figures


def test_a_box_by_its_name_is_of_a_conflict() -> None:
    (box,) = ic.read("{{Infobox military conflict|date=1 May 1900|result=A victory}}").infoboxes
    assert box.is_conflict


def test_a_module_s_function_is_no_parameter() -> None:
    assert fields("{{#invoke:Infobox military conflict|main|combatant1=A|b}}") == [("combatant1", "A"), ("2", "b")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "wikitext") for text in (BOX, "\ufeff" + BOX, "[[a]]", "{{a}}", f"a\n\n{BOX}", "{{", "{|\n|[[a]]\n|}")),
        *((text, None) for text in ("", " ", "a", "{a}", "[a]", "<ref>a</ref>")),
        *(('{"casualties1": {"text": "{{a}}"}}', "json"), ("---\ntitle: '{{a}}'\n---\n", "frontmatter")),
    ],
)
def test_what_looks_like_wikitext(text: str, name: str | None) -> None:
    assert ic.read(text).format == name


@pytest.mark.parametrize("before", ["", "\ufeff", "{{about|é}}\r\n", "🇺🇸\n\n", "<!-- x -->\n"])
def test_places(before: str) -> None:
    text = before + (
        "{{Infobox military conflict\r\n"
        "| combatant1  = [[Ruritania]]\r\n"
        "| combatant2 = {{flag|Strelsau}}\r\n"
        "| casualties1<!-- x --> = '''Total:''' 1,200&nbsp;men killed<ref>5</ref> and {{nowrap|40 horses}} \r\n"
        "| casualties2 =\r\n"
        "}} after"
    )
    document = ic.read(text)
    (box,) = document.infoboxes
    assert box.span.of(text).startswith("{{Infobox")
    assert box.span.of(text).endswith("}}")
    by_name = {one.name: one for one in box.fields}
    assert {name: one.name_span.of(text) for name, one in by_name.items()} == {
        "combatant1": "combatant1", "combatant2": "combatant2", "casualties1": "casualties1<!-- x -->", "casualties2": "casualties2",
    }
    assert by_name["combatant1"].raw == "[[Ruritania]]"
    lost = by_name["casualties1"]
    assert lost.raw == "'''Total:''' 1,200&nbsp;men killed<ref>5</ref> and {{nowrap|40 horses}}"
    assert lost.span.of(text) == lost.raw
    said = lost.content.text
    assert said == "Total: 1,200\xa0men killed and 40 horses"
    for words in ("Total:", "1,200", "men killed", "40 horses"):
        at = said.index(words)
        assert lost.map.outward(Span(at, at + len(words))).of(text) == words
        assert lost.map.verbatim(Span(at, at + len(words)))
    blank = said.index("\xa0")
    assert lost.map.outward(Span(blank, blank + 1)).of(text) == "&nbsp;"
    assert not lost.map.verbatim(Span(blank, blank + 1))
    assert by_name["casualties2"].raw == ""
    passage = lost.passage(said.index("40"), said.index("40") + 2)
    assert passage.words == passage.span.of(text) == "40"
    assert (passage.line, passage.column) == document.position(text.index("40 horses"))


def test_the_place_of_a_fact() -> None:
    text = f"a\n\n{BOX[:-2]}\n| strength1 = 1,200 men<br />{{{{circa|40}}}} guns}}}}"
    (box,) = ic.read(text).infoboxes
    men, guns = box.where("strength1[0]"), box.where("strength1[1]")
    assert (men.span.of(text), men.line, men.column) == ("1,200 men", 4, 15)
    assert guns.span.of(text).endswith("guns")
    assert guns.line == 4
    assert box.where("strength1").span.of(text) == "1,200 men<br />{{circa|40}} guns"


def test_fields_can_be_patched_where_they_stand() -> None:
    text = f"x {BOX[:-2]}|strength1=1,200 men{{{{sfn|a}}}}}}}} y"
    document = ic.read(text)
    one = document.infoboxes[0].fields[2]
    changed = document.patched([Patch(one.map.outward(Span(0, 5)), "1,300")])
    assert changed.text == text.replace("1,200", "1,300")
