"""Templates as values: keys, the parameters that count, places, and what cannot be told before a page is made."""

from __future__ import annotations

import pytest

import infobox_conflict as ic


def only(text: str, **options: frozenset[str]) -> ic.Template:
    (one,) = ic.templates(text, **options)  # type: ignore[arg-type]
    return one


def test_a_template_and_its_places() -> None:
    text = "x {{ Battle <!-- c -->\n| name = [[Ligny|L.]]\n|1815}} y"
    one = only(text)
    assert (one.name, one.page, one.depth) == (" Battle <!-- c -->\n", "Template:Battle", 0)
    assert one.span.of(text) == text[2:-2]
    assert one.name_span.of(text) == one.name
    named, positional = one.parameters
    assert (named.key, named.name, named.value) == ("name", " name ", " [[Ligny|L.]]\n")
    assert named.name_span is not None
    assert (named.name_span.of(text), named.value_span.of(text)) == (named.name, named.value)
    assert (positional.key, positional.name, positional.name_span, positional.value) == ("1", None, None, "1815")


@pytest.mark.parametrize(
    ("text", "effective"),
    [
        ("{{a|x|1=y}}", {"1": "y"}),
        ("{{a|1=y|x}}", {"1": "x"}),
        ("{{a|b=1|b=}}", {"b": ""}),
        ("{{a|x| 2 =y|z}}", {"1": "x", "2": "z"}),
        ("{{a|x|01=y}}", {"1": "x", "01": "y"}),
        ("{{a|b=1|B=2|b<!-- c -->=3}}", {"b": "3", "B": "2"}),
        ("{{a|=1| = 2}}", {"": " 2"}),
        ("{{a|\fb=1|\u00a0b=2|\vb=3}}", {"\fb": "1", "\u00a0b": "2", "b": "3"}),
    ],
)
def test_the_last_of_a_key_counts(text: str, effective: dict[str, str]) -> None:
    assert {key: each.value for key, each in only(text).effective.items()} == effective


@pytest.mark.parametrize("name", ["{{lc:X}}", "x{{{1|}}}", "<nowiki>x</nowiki>", "x<ref name=y/>"])
def test_a_computed_name_has_no_key(name: str) -> None:
    outer = ic.templates(f"{{{{a|{name}=1|y=2}}}}")[0]
    assert [each.key for each in outer.parameters] == [None, "y"]
    assert outer.parameters[0].name == name
    assert list(outer.effective) == ["y"]


@pytest.mark.parametrize("name", ["{{lc:X}}", "x{{{1|}}}", "x<ref/>"])
def test_a_computed_name_calls_no_page_that_we_know(name: str) -> None:
    outer = ic.templates(f"{{{{{name}|b}}}}")[0]
    assert (outer.name, outer.page, outer.function) == (name, None, None)


def test_directives_and_comments_are_no_part_of_names() -> None:
    one = only("{{<noinclude>a</noinclude> b<includeonly>c</includeonly>|x<!-- = -->y<onlyinclude/>=1}}")
    assert one.page == "Template:A b"
    assert list(one.effective) == ["xy"]


def test_names_are_read_by_the_tags_of_the_wiki() -> None:
    """What is a tag on one wiki is part of a name on another."""
    text = "{{a|<tabber>b|c</tabber>=d|<ref>e|f=g</ref>}}"
    assert [each.key for each in only(text).parameters] == ["1", "c</tabber>", "2"]
    assert [each.key for each in only(text, tags=frozenset({"tabber"})).parameters] == [None, "1", "f"]
    assert only(text, tags=frozenset({"tabber"})).tags == {"tabber"}


def test_depth_counts_templates_and_arguments() -> None:
    assert [(one.name, one.depth) for one in ic.templates("{{a|{{b|{{{c|{{d}}}}}}}}} [[{{e}}]]")] == [
        ("a", 0),
        ("b", 1),
        ("d", 3),
        ("e", 0),
    ]


def test_parser_functions_call_no_page() -> None:
    one = only("{{#if: x | y | z = w}}")
    assert (one.page, one.function, one.name) == (None, "#if", "#if: x ")
    assert [each.key for each in one.parameters] == ["1", "z"]
    assert [(each.function, each.page) for each in ic.templates("{{LC:A}} {{lc: b}} {{lc}}")] == [
        ("lc", None),
        ("lc", None),
        (None, "Template:Lc"),
    ]


def test_equal_calls_in_two_places_are_two() -> None:
    first, second = ic.templates("{{a}}{{a}}")
    assert first != second
    assert len({first, second}) == 2


def test_they_tell_little_of_themselves() -> None:
    """A template may be a page long."""
    one = only("{{ a |b=" + "c" * 1000 + "}}")
    assert repr(one) == "<Template 'a' at 0: 1 parameters>"
    assert repr(one.parameters[0]) == "<TemplateParameter 'b': 1000 characters>"


def test_no_template() -> None:
    assert ic.templates("") == ()
    assert ic.templates("{{a|-{b}} {{{c}}} <nowiki>{{d}}</nowiki> {{a|b\n==c}}") == ()
