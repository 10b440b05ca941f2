"""Names of template calls lead to the pages that MediaWiki looks up."""

from __future__ import annotations

import pytest

from infobox_conflict.syntax.pages import Called, called
from infobox_conflict.vocabulary import load

BOX = "Template:Infobox military conflict"


def page(name: str) -> str | None:
    return called(name, load("en")).page


@pytest.mark.parametrize(
    "name",
    [
        "Infobox military conflict",
        "infobox military conflict",
        "\n Infobox_military__conflict \t",
        "Template:infobox military conflict",
        "TEMPLATE : Infobox military conflict",
        "TM:Infobox military conflict",
        ":template:Infobox military conflict",
        "msgnw:Infobox military conflict",
        "msg:raw: Infobox military conflict",
        "Infobox\u00a0military\u3000conflict",
        "\u200eInfobox military conflict\u200f",
        "&#73;nfobox&nbsp;military&#x20;conflict",
        "Infobox military conflict#history",
    ],
)
def test_many_spellings_of_one_page(name: str) -> None:
    assert page(name) == BOX


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Infobox Military conflict", "Template:Infobox Military conflict"),  # only the first letter may be small
        ("INFOBOX military conflict", "Template:INFOBOX military conflict"),
        (":Infobox military conflict", "Infobox military conflict"),
        ("User: infobox", "User:Infobox"),
        ("wp:infobox", "Wikipedia:Infobox"),
        ("subst :infobox", "Template:Subst :infobox"),
        ("Template:Template:infobox", "Template:Template:infobox"),
        ("\ufeffInfobox", "Template:\ufeffInfobox"),
        ("Info\u00adbox", "Template:Info\u00adbox"),
        ("éa", "Template:Éa"),
        ("ßa", "Template:SSa"),
        ("ſa", "Template:Sa"),
        ("e\u0301a", "Template:E\u0301a"),
    ],
)
def test_other_pages(name: str, other: str) -> None:
    assert page(name) == other


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a[b",
        "a>b",
        "a{b",
        "a\nb",
        "a\tb",
        "a\fb",
        "a%41b",
        "a&foo;",
        "a&lt;b",
        "a~~~b",
        "../a",
        "a/./b",
        "::a",
        "a\ufffdb",
        "é" * 128,
        "&#0;",
    ],
)
def test_names_that_no_page_has(name: str) -> None:
    assert page(name) is None


def test_longest_name() -> None:
    """A title has 255 bytes at most, its namespace not counted."""
    assert page("é" * 127) == "Template:" + "É" + "é" * 126
    assert page("Template:" + "a-1/" * 63 + "bcd") is not None
    assert page("Template:" + "a-1/" * 64) is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("subst:a", Called("Template:A", "subst")),
        ("SafeSubst: a", Called("Template:A", "safesubst")),
        ("subst:msg:Template:a", Called("Template:A", "subst")),
        ("#if: x", Called(None, None, "#if")),
        ("#Invoke:Infobox military conflict", Called(None, None, "#invoke")),
        ("subst:#if: x", Called(None, "subst", "#if")),
        ("lc:A", Called(None, None, "lc")),
        ("UC:A", Called(None, None, "uc")),
        ("lc :A", Called("Template:Lc :A")),
        (":lc:A", Called("Lc:A")),
    ],
)
def test_substitution_and_functions(name: str, told: Called) -> None:
    assert called(name, load("en")) == told


def test_a_lone_surrogate_is_a_character_as_others() -> None:
    assert page("a\ud800") == "Template:A\ud800"
