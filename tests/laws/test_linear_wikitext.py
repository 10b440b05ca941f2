"""Law 9 for wikitext: whatever is opened and never closed, and however deep, time grows as the text does."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Final

import pytest

import infobox_conflict as ic
from infobox_conflict.syntax.preprocessor import preprocess
from tests.laws import test_linear as linear

TAG: Final = "syntaxhighlight"


def cased(number: int) -> str:
    """One of the many ways to write a tag in small and capital letters."""
    return "".join(char.upper() if number >> at & 1 else char for at, char in enumerate(TAG))


TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "opening braces": lambda n: "{{" * (n * 30),
    "opening braces apart": lambda n: "{{ " * (n * 20),
    "closing braces": lambda n: "}}" * (n * 30),
    "braces in pairs": lambda n: "{{" * (n * 15) + "}}" * (n * 15),
    "empty templates": lambda n: "{{}}" * (n * 15),
    "templates never closed": lambda n: "{{a|" * (n * 15),
    "templates in values": lambda n: "{{a|" * (n * 10) + "}}" * (n * 10),
    "templates in named values": lambda n: "{{a|b=" * (n * 8) + "}}" * (n * 8),
    "templates in titles": lambda n: "{{a " * (n * 10) + " }}" * (n * 10),
    "templates in names": lambda n: "{{a|" * (n * 8) + "=b}}" * (n * 8),
    "templates in names after comments": lambda n: "{{<!---->a|<!---->" * (n * 3) + "=b}}" * (n * 3),
    "infoboxes in titles": lambda n: "{{Infobox " * (n * 5) + "}}" * (n * 5),
    "infoboxes in values": lambda n: "{{Infobox military conflict|a=" * (n * 2) + "}}" * (n * 2),
    "infoboxes never closed": lambda n: "{{Infobox military conflict|a=" * (n * 2),
    "infoboxes in a row": lambda n: "{{Infobox military conflict|a=b}}" * (n * 2),
    "arguments never closed": lambda n: "{{{a|" * (n * 12),
    "arguments in arguments": lambda n: "{{{a|" * (n * 8) + "}}}" * (n * 8),
    "one template closed again and again": lambda n: "{{a|b=" + "}}" * (n * 30),
    "named values never closed": lambda n: "{{a|b=" * (n * 10),
    "headings in templates": lambda n: "{{a|\n==" * (n * 8),
    "opening brackets": lambda n: "[[" * (n * 30),
    "links never closed": lambda n: "[[a" * (n * 20),
    "links in links": lambda n: "[[a|" * (n * 10) + "]]" * (n * 10),
    "closing brackets": lambda n: "[[a" + "]]" * (n * 30),
    "converters never closed": lambda n: "-{" * (n * 30),
    "converters in converters": lambda n: "-{a|" * (n * 10) + "}-" * (n * 10),
    "converters and templates": lambda n: "-{{{a" * (n * 6) + "}}-" * (n * 6),
    "dashes": lambda n: "-" * (n * 60),
    "tags that do not end": lambda n: "<ref" * (n * 15),
    "tags that do not end, with blanks": lambda n: "<ref " * (n * 12),
    "opening tags": lambda n: "<ref>" * (n * 12),
    "opening tags with attributes": lambda n: "<ref name=x>" * (n * 5),
    "opening tags in many spellings": lambda n: "".join(f"<{cased(at)}>" for at in range(n * 4)),
    "empty tags": lambda n: "<ref/>" * (n * 10),
    "closing tags": lambda n: "<ref>" + "</ref " * (n * 10),
    "blanks in a closing tag": lambda n: "<ref></ref" + " " * (n * 60),
    "tags in tags": lambda n: "<ref>" * (n * 6) + "</ref>" * (n * 6),
    "directives": lambda n: "<noinclude>" * (n * 6),
    "directives that do not end": lambda n: "<noinclude " * (n * 6),
    "hidden text": lambda n: "<IncludeOnly>" * (n * 5),
    "comments never closed": lambda n: "<!--" * (n * 15),
    "comments": lambda n: "<!---->" * (n * 9),
    "comments in lines": lambda n: "\n<!---->" * (n * 8),
    "comments in one line": lambda n: "\n" + "<!----> " * (n * 8) + "a",
    "blanks before comments": lambda n: "\n" + " " * (n * 30) + "<!---->" + " " * (n * 30),
    "comments in templates": lambda n: "{{a<!---->|" * (n * 6) + "}}" * (n * 6),
    "line-start equals signs": lambda n: "\n=" * (n * 30),
    "headings": lambda n: "\n==a==" * (n * 10),
    "equals signs": lambda n: "=" * (n * 60),
    "bars": lambda n: "|" * (n * 60),
    "bars in a template": lambda n: "{{a" + "|" * (n * 60) + "}}",
    "equals signs in a template": lambda n: "{{a|" + "=" * (n * 60) + "}}",
    "lines in a template": lambda n: "{{a" + "\n|b" * (n * 15) + "}}",
    "one giant name": lambda n: "{{" + "a" * (n * 60) + "}}",
    "blanks in a name": lambda n: "{{a" + " " * (n * 60) + "b}}",
    "colons in a name": lambda n: "{{" + ": " * (n * 30) + "}}",
    "entities in a name": lambda n: "{{" + "&#32;" * (n * 12) + "}}",
    "ampersands in a name": lambda n: "{{" + "&a" * (n * 30) + "}}",
    "points in a name": lambda n: "{{" + "./" * (n * 30) + "}}",
    "mixture": lambda n: "{{a|[[b|-{c|<ref d>\n==e=<!-- f -->{{{g" * (n * 2),
    "mixture, closed in turn": lambda n: "{{a|[[b|-{c" * (n * 5) + "}-]]}}" * (n * 5),
    "mixture, closed out of turn": lambda n: "{{a|[[b|-{c" * (n * 5) + "}}]]}-" * (n * 5),
    "angles": lambda n: "<" * (n * 60),
    "signs": lambda n: "{[<|=-}]>\n" * (n * 6),
}

DEEP: Final = ("templates in values", "arguments in arguments", "braces in pairs", "links in links", "converters in converters")
"""Of these the quadratic part is small, and shows only where the text is long."""


def in_a_value(words: str) -> str:
    return f"{{{{Infobox military conflict\n| combatant1 = A\n| casualties1 = {words}\n}}}}\n"


def before_an_infobox(words: str) -> str:
    return words + in_a_value("3 killed")


def templates(text: str) -> None:
    """Every template with its page and keys. Their values are left out: those of nested ones together are longer than the text."""
    for one in ic.templates(text):
        _ = one.page, one.depth, one.effective


def infoboxes(text: str) -> None:
    """The fast search."""
    for around in (before_an_infobox, in_a_value):
        _ = ic.infobox_templates(around(text))


def nodes(text: str) -> None:
    """What stands below all that."""
    _ = preprocess(text)


@pytest.mark.parametrize(
    ("name", "work"),
    [(name, work) for name in TEXTS for work in (templates, infoboxes)],
)
def test_time_grows_as_the_text_does(name: str, work: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "read_all", work)
    linear.assert_linear(TEXTS[name], linear.START)


@pytest.mark.parametrize("name", DEEP)
def test_time_grows_as_the_depth_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "read_all", nodes)
    linear.assert_linear(TEXTS[name], linear.LARGEST)


@pytest.mark.parametrize("name", TEXTS)
def test_memory_grows_as_the_text_does(name: str) -> None:
    make = TEXTS[name]
    peaks = []
    for size in (16, 64):
        text = before_an_infobox(make(size))
        tracemalloc.start()
        templates(text)
        infoboxes(text)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] <= peaks[0] * linear.MEMORY_GROWTH
