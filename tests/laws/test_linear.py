"""Law 9: time and memory grow as the input does; nothing nested exhausts the stack, and limits are told.

Growth is compared, not seconds: an input four times as long may take `GROWTH` times as long at most, where a quadratic one
takes sixteen times. Processor time is measured, the least of several runs counts, and a case that fails is measured again
on a longer input before it is believed. Under the profile `soak` the inputs are eight times as long, so that smaller quadratic terms show;
under `dev` a text stands in one JSON document, in one block literal and in one wikitext, else in YAML's double quotes, too.
"""

from __future__ import annotations

import gc
import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import settings

import infobox_conflict as ic
from infobox_conflict.records import record
from infobox_conflict.views import show
from tests.strategies import FORMATS

PROFILE: Final = settings.get_current_profile_name()
SCALE: Final = 8 if PROFILE == "soak" else 1
GROWTH: Final = 7.5  # for a step of 4; n log n takes about 5, n ** 1.5 takes 8
MEMORY_GROWTH: Final = 6.0
MEASURABLE: Final = 0.02 * SCALE  # seconds of processor time; below, growth cannot be told from noise
START: Final = 16
LARGEST: Final = 1024 * SCALE  # a text that takes no time at this size is dropped without being looked at
RUNS: Final = 4  # of a case that seems to fail


# --- nasty words: each makes a text whose length grows as n does ------------------------------------------------------

TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "one giant word": lambda n: "a" * (n * 60),
    "one giant word with hyphens": lambda n: "twenty-" * (n * 8),
    "one giant word with dots": lambda n: "a." * (n * 30),
    "one giant word of a fate": lambda n: "killed" * (n * 10),
    "one giant number": lambda n: "7" * (n * 60),
    "one giant number with commas": lambda n: "1" + ",000" * (n * 15),
    "one giant decimal": lambda n: "1." + "7" * (n * 60) + " million",
    "one giant year": lambda n: "May " + "7" * (n * 60),
    "blanks": lambda n: "3" + " " * (n * 60) + "killed",
    "blanks at line ends": lambda n: ("3 killed" + " " * 22 + "\n") * (n * 2),
    "empty lines": lambda n: "3 killed" + "\n" * (n * 60) + "4 dead",
    "blanks in lines": lambda n: "3 killed" + "\n   " * (n * 15) + "4 dead",
    "open parentheses": lambda n: "3 killed " + "(" * (n * 30),
    "closing parentheses": lambda n: "3 killed " + ")" * (n * 30),
    "nested parentheses": lambda n: "3 killed " + "(" * (n * 15) + ")" * (n * 15),
    "nested parentheses with figures": lambda n: "3 killed " + "(2 dead " * (n * 5) + ")" * (n * 5),
    "neighbouring parentheses": lambda n: "3 killed" + " (2 dead)" * (n * 5),
    "brackets": lambda n: "[" * (n * 30),
    "quotation marks": lambda n: '3 "' * (n * 10),
    "bullets": lambda n: "* 3 killed\n" * (n * 5),
    "empty bullets": lambda n: "* \n" * (n * 15),
    "bullets of growing depth": lambda n: "".join("*" * depth + " Scope:\n" for depth in range(1, int((n * 60) ** 0.5))) + "3 killed",
    "one bullet of great depth": lambda n: "*" * (n * 60) + " 3 killed",
    "colons": lambda n: ":" * (n * 60),
    "lines of a colon": lambda n: ":\n" * (n * 30),
    "claims": lambda n: "".join(f"Per A{at}:\n3 killed\n" for at in range(n * 3)),
    "one claim over many": lambda n: "Per Artsakh:\n" + "3 killed\n" * (n * 6),
    "scopes": lambda n: "".join(f"Day {at}:\n3 killed\n" for at in range(n * 3)),
    "a scope of many words": lambda n: "In " + "the valley " * (n * 3) + ":\n" + "3 killed\n" * (n * 3),
    "a scope of one giant word": lambda n: "In " + "valley" * n + ":\n" + "".join(f"Day {at}:\n* 3 killed\n" for at in range(n * 3)),
    "a giant scope above others": lambda n: "* In " + "valley" * n + ":\n" + "".join(f"** Day {at}:\n*** 3 killed\n" for at in range(n * 2)),
    "a giant tail over many": lambda n: "3 killed, " * (n * 3) + "according to " + "Caesar" * n,
    "headings and no figure": lambda n: "Per A:\nUnits:\n" * (n * 4),
    "rules": lambda n: "----\n3 killed\n" * (n * 4),
    "tails": lambda n: "3 killed according to Caesar, " * (n * 2),
    "one tail over many": lambda n: "3 killed, " * (n * 6) + "according to Caesar",
    "figures on one line": lambda n: "3 killed, " * (n * 6),
    "figures without separators": lambda n: "3 killed" * (n * 7),
    "fused figures": lambda n: "killed20" * (n * 7),
    "parts": lambda n: "300 killed" + ", including 3 officers" * (n * 3),
    "totals": lambda n: "Total: 3 killed\n" * (n * 4),
    "many parts of one total": lambda n: "3 killed\n" * (n * 5) + "Total: 9 killed",
    "a noun of many words": lambda n: "3 " + "gnomes " * (n * 9) + "killed",
    "a noun of many commas": lambda n: "3 " + "gnomes, " * (n * 7) + "tanks",
    "a noun of many joints": lambda n: "3 " + "gnomes and " * (n * 6) + "tanks",
    "many fates": lambda n: "3 " + "killed, " * (n * 7),
    "many fates and no comma": lambda n: "3 tanks " + "killed " * (n * 8),
    "fates and no number": lambda n: "tanks destroyed " * (n * 4),
    "hedges": lambda n: "about " * (n * 10) + "3",
    "hedges and no number": lambda n: "at least " * (n * 6),
    "articles": lambda n: "a " * (n * 30),
    "vague words": lambda n: "several " * (n * 8),
    "multipliers": lambda n: "3 " + "million " * (n * 8),
    "numbers in words": lambda n: "twenty " * (n * 8),
    "numbers": lambda n: "3 " * (n * 30),
    "a chain of ranges": lambda n: "-".join(str(at % 9) for at in range(n * 30)),
    "a chain of long dashes": lambda n: "–".join(str(at % 90) for at in range(n * 20)),
    "a chain of `of`": lambda n: " of ".join(str(at % 9) for at in range(n * 12)),
    "a chain of `to`": lambda n: " to ".join(str(at % 9) for at in range(n * 12)),
    "a chain of `or`": lambda n: " or ".join(str(at % 9) for at in range(n * 12)),
    "hyphens": lambda n: "-" * (n * 60),
    "commas": lambda n: "," * (n * 60),
    "semicolons": lambda n: ";" * (n * 60),
    "signs": lambda n: "~<>+×%" * (n * 10),
    "slashes": lambda n: "3/4/" * (n * 15),
    "apostrophes": lambda n: "a'" * (n * 30),
    "unclosed references": lambda n: "<ref" * (n * 15),
    "unclosed references with names": lambda n: '<ref name="a' * (n * 5),
    "references": lambda n: "3 killed<ref>note</ref> " * (n * 3),
    "references on one figure": lambda n: "3 killed" + "<ref>note</ref>" * (n * 4),
    "unclosed links": lambda n: "[http://a" * (n * 7),
    "one unclosed link": lambda n: "[http://a" + "b" * (n * 60),
    "one unclosed link with blanks": lambda n: "[http://a" + " b" * (n * 30),
    "flags": lambda n: "🇦🇿" * (n * 30),
    "lines with flags": lambda n: "🇦🇿 3 killed\n" * (n * 5),
    "regional letters": lambda n: "🏴" + "\U000e0067" * (n * 60),
    "astral characters": lambda n: "👨‍👩‍👧" * (n * 12),
    "combining marks": lambda n: "e" + "\u0301" * (n * 60),
    "dates": lambda n: "7 October 2020 – " * (n * 4),
    "dates in lines": lambda n: "7 October 2020\n" * (n * 4),
    "dates with until": lambda n: "until 7 October 2020, until " * (n * 4),
    "until": lambda n: "until " * (n * 16),
    "stages of a result": lambda n: "Initial; " * (n * 8),
    "numbers in tokens": lambda n: "12 000 x 1,5–2½ million, " * (n * 4),
    "phases": lambda n: "Phase: 7 October 2020; " * (n * 3),
    "months": lambda n: "May " * (n * 15),
    "calendars": lambda n: "7 May 1700 (O.S.) – 18 May 1700 (N.S.) " * (n * 2),
    "results": lambda n: "victory " * (n * 8),
    "qualifiers": lambda n: "decisive Roman " * (n * 4) + "victory",
    "qualifiers, and names behind them": lambda n: "decisive " * (n * 4) + "Roman " * (n * 4) + "victory",
    "qualifiers, and names before them": lambda n: "Roman " * (n * 4) + "decisive " * (n * 4) + "victory",
    "names": lambda n: "".join(f"Name {at}\n" for at in range(n * 6)),
    "ranks": lambda n: "General " * (n * 8) + "X",
    "sources": lambda n: "sources claim estimate " * (n * 3) + ":",
    "windows line ends": lambda n: "3 killed\r\n" * (n * 6),
    "escapes": lambda n: '"\\' * (n * 20),
}
FIELDS: Final = ("casualties1", "date", "result", "commander1", "combatant1")
"""Each text stands in one field of every grammar, so that every reader of a field meets it."""


def value(text: str, **rest: object) -> dict[str, object]:
    return {"text": text, **rest}


def carried(carrier: str, box: dict[str, object]) -> str:
    """A box in a carrier: in front matter as block literals where that is possible, as the writer does."""
    if carrier == "json":
        return json.dumps(box, ensure_ascii=False)
    if carrier == "wikitext":
        return wiki("".join(f"| {name} = {wiki_value(value)}\n" for name, value in box.items()))
    return f"---\ninfoboxes:\n  - {json.dumps(box, ensure_ascii=False)}\n---\nBody\n"


def wiki_value(value: object) -> str:
    """A value as wikitext: its words, and behind them each of its links."""
    parts = dict(value) if isinstance(value, dict) else {}
    links = parts.get("links")
    return str(parts["text"]) + "".join(f"[[{link['page']}|{link['page']}]]" for link in (links if isinstance(links, list) else []))


def wiki(lines: str) -> str:
    """A page with an infobox."""
    return f"{{{{Infobox military conflict\n| combatant1 = Rome\n{lines}}}}}\nBody\n"


def inside(words: str) -> str:
    """A page with words in a value of every grammar, whose end they may hide."""
    return wiki("".join(f"| {name} = {words}\n" for name in FIELDS))


def inside_of(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: inside(make(n))


def before(make: Callable[[int], str]) -> Callable[[int], str]:
    """A page with words before its infobox."""
    return lambda n: make(n) + wiki("| casualties1 = 3 killed\n")


def block(text: str) -> str:
    """Front matter with a text as a block literal."""
    lines = "".join(f"        {line}\n" if line else "\n" for line in text.split("\n"))
    return f"---\ninfoboxes:\n  - casualties1:\n      text: |2-\n{lines}---\nBody\n"


BOXES: Final[dict[str, Callable[[int], dict[str, object]]]] = {
    "fields": lambda n: {f"colour{at}": value("3 killed") for at in range(n * 8)},
    "links": lambda n: {"casualties1": value("x " * (n * 5), links=[{"type": "internal", "page": "x"}] * (n * 5))},
    "links that are not there": lambda n: {"casualties1": value("x " * (n * 5), links=[{"type": "internal", "page": "y"}] * (n * 5))},
    "links whose words are taken": lambda n: {
        "casualties1": value("x" * (n * 9), links=[{"type": "internal", "page": p} for p in ("x" * (n * 9), *["x"] * n)])
    },
    "bold words": lambda n: {"casualties1": value("x " * (n * 5), formatting={"bold": ["x"] * (n * 5)})},
    "rows": lambda n: {f"casualties{at}{row}": value("3 killed\n" * n) for at in range(1, 10) for row in ("", "a", "b")},
    "sides that claim": lambda n: {
        "combatant1": value("".join(f"State {at}\n" for at in range(n * 2))),
        "casualties1": value("".join(f"Per Source {at}:\n3 killed\n" for at in range(n * 2))),
    },
    "sides with a word in common": lambda n: {
        "combatant1": value("".join(f"Army of State {at}\n" for at in range(n * 2))),
        "casualties1": value("".join(f"Per State {at}:\n3 killed\n" for at in range(n * 2))),
    },
    "a party of a giant name": lambda n: {
        "combatant1": value("V" * (n * 10)),
        "casualties1": value("V" * (n * 10) + ":\n" + "* 3 killed\n" * (n * 3)),
        "commander1": value("V" * (n * 10) + ":\n" + "".join(f"* John {at}\n" for at in range(n * 3))),
    },
    "references between bullets": lambda n: {"casualties1": value("* 3 killed<ref name='a'/>\n" * (n * 3))},
}

MARKUP: Final[dict[str, Callable[[int], str]]] = {
    "templates never closed": lambda n: "{{nowrap|" * (n * 6),
    "braces": lambda n: "{" * (n * 60),
    "links never closed": lambda n: "[[a|" * (n * 15),
    "brackets": lambda n: "[" * (n * 60),
    "closing brackets": lambda n: "]" * (n * 60),
    "references never closed": lambda n: "<ref>" * (n * 12),
    "named references never closed": lambda n: "<ref name=x>" * (n * 5),
    "references without an end": lambda n: "<ref name=x " * (n * 5),
    "comments never closed": lambda n: "<!--" * (n * 15),
    "converters never closed": lambda n: "-{" * (n * 30),
    "tables never closed": lambda n: "{|\n|-\n| 3\n" * (n * 5),
    "tags never closed": lambda n: "<small>" * (n * 8),
    "tags without an end": lambda n: "<br" * (n * 20),
    "one giant tag": lambda n: "<span " + "a" * (n * 60) + ">",
    "angles": lambda n: "<a " * (n * 20),
    "sites never closed": lambda n: "[http://" * (n * 8),
    "sites with words never closed": lambda n: "[http://a b " * (n * 5),
    "sites": lambda n: "[http://a.example b] " * (n * 3),
    "one giant address": lambda n: "http://a" + "/b" * (n * 30),
    "dots behind an address": lambda n: "http://a" + "." * (n * 60),
    "addresses": lambda n: "http://a.b " * (n * 6),
    "slashes": lambda n: "//" * (n * 30),
    "nested templates": lambda n: "{{nowrap|" * (n * 5) + "3" + "}}" * (n * 5),
    "nested flags": lambda n: "{{flag|" * (n * 6) + "}}" * (n * 6),
    "nested lists": lambda n: "{{ubl|a|" * (n * 5) + "}}" * (n * 5),
    "nested blocks": lambda n: "{{plainlist|\n* " * (n * 3) + "}}" * (n * 3),
    "nested unknown templates": lambda n: "{{unheard of|" * (n * 4) + "}}" * (n * 4),
    "nested names": lambda n: "{{flag|name=" * (n * 4) + "}}" * (n * 4),
    "nested forms": lambda n: "{{ill|lt=" * (n * 4) + "}}" * (n * 4),
    "nested circas": lambda n: "{{circa|1|" * (n * 4) + "}}" * (n * 4),
    "nested notes": lambda n: "{{efn|" * (n * 6) + "}}" * (n * 6),
    "nested dates": lambda n: "{{start date|" * (n * 4) + "}}" * (n * 4),
    "nested measures": lambda n: "{{convert|1|" * (n * 4) + "}}" * (n * 4),
    "nested groups": lambda n: "{{hidden|a|" * (n * 5) + "}}" * (n * 5),
    "nested functions": lambda n: "{{#if:x|" * (n * 6) + "}}" * (n * 6),
    "nested arguments": lambda n: "{{{a|" * (n * 6) + "}}}" * (n * 6),
    "nested links": lambda n: "[[a|" * (n * 8) + "]]" * (n * 8),
    "nested pictures": lambda n: "[[File:a|" * (n * 6) + "]]" * (n * 6),
    "links and templates": lambda n: "[[a|{{nowrap|" * (n * 4) + "}}]]" * (n * 4),
    "pictures in a link": lambda n: "[[a|" + "[[File:a]]" * (n * 6) + "]]",
    "links in nested pictures": lambda n: "[[File:a|" * (n * 3) + "[[b]]" * (n * 3) + "]]" * (n * 3),
    "links in a picture": lambda n: "[[File:a|" + "[[b]]" * (n * 10) + "]]",
    "links and brackets": lambda n: "[[a]" * (n * 15),
    "links": lambda n: "[[a|b]]s " * (n * 6),
    "links to odd pages": lambda n: "[[:de:a_b#c|b]] " * (n * 4),
    "one link of many bars": lambda n: "[[a" + "|b" * (n * 30) + "]]",
    "one link of many lines": lambda n: "[[a|" + "b\n" * (n * 30) + "]]",
    "one giant link": lambda n: "[[" + "a" * (n * 60) + "]]",
    "a giant label with markup": lambda n: "[[a|" + "''b'' " * (n * 10) + "]]",
    "blanks in a link": lambda n: "[[a" + " " * (n * 60) + "(b)|]]",
    "parentheses in a link": lambda n: "[[a " + "(" * (n * 60) + "|]]",
    "apostrophes": lambda n: "'" * (n * 60),
    "runs of apostrophes": lambda n: "'''''a " * (n * 8),
    "bold and italic in turn": lambda n: "'''a''b" * (n * 8),
    "apostrophes in lines": lambda n: "'''a\n" * (n * 10),
    "list signs": lambda n: "\n" + "*" * (n * 60),
    "list signs of all sorts": lambda n: "\n" + "*#:;" * (n * 15),
    "lists of growing depth": lambda n: "".join("\n" + "*" * at + " 3" for at in range(int((n * 60) ** 0.5))),
    "terms": lambda n: "\n;a:b" * (n * 10),
    "rules": lambda n: "\n----" * (n * 10),
    "one long rule": lambda n: "\n" + "-" * (n * 60),
    "empty lines": lambda n: "a\n \n" * (n * 12),
    "blank lines": lambda n: "a" + "\n \t" * (n * 20),
    "breaks": lambda n: "<br>" * (n * 12),
    "figures between breaks": lambda n: "3 killed<br />" * (n * 4),
    "lists of HTML": lambda n: "<ul><li>" * (n * 8),
    "lists of HTML that end": lambda n: "</ul></li>" * (n * 6),
    "entities": lambda n: "&amp;" * (n * 12),
    "entities never closed": lambda n: "&amp" * (n * 12),
    "unknown entities": lambda n: "&" + "a" * (n * 60) + ";",
    "ampersands": lambda n: "&" * (n * 60),
    "numbers of characters": lambda n: "&#" * (n * 30),
    "references": lambda n: "3<ref>a</ref>" * (n * 5),
    "references with names": lambda n: "3<ref name=a group='b' />" * (n * 3),
    "one giant reference": lambda n: "<ref name=" + "a" * (n * 60) + ">b</ref>",
    "attributes of a reference": lambda n: "<ref " + "name= " * (n * 10) + "/>",
    "comments": lambda n: "3<!-- a -->" * (n * 6),
    "comments in lines": lambda n: "\n<!-- a -->" * (n * 6),
    "nowiki": lambda n: "<nowiki>&amp;\n</nowiki>" * (n * 3),
    "one long nowiki": lambda n: "<nowiki>" + "&amp;\n[[" * (n * 8) + "</nowiki>",
    "poems": lambda n: "<poem>a\nb</poem>" * (n * 4),
    "flags": lambda n: "{{flag|Rome}}\n" * (n * 4),
    "pictures of flags": lambda n: "{{flagicon|Rome}}" * (n * 4),
    "flags in files": lambda n: "[[File:Flag of " + "(" * (n * 60) + ".svg]]",
    "files": lambda n: "[[File:a.jpg|20px]]" * (n * 3),
    "fate marks": lambda n: "{{KIA}}" * (n * 9),
    "unknown templates": lambda n: "{{unheard of|3}}" * (n * 4),
    "unknown templates between words": lambda n: "3 killed {{unheard of}} " * (n * 2),
    "unknown templates and silent ones": lambda n: "{{a unheard of}}{{clear}}[[File:a]]" * (n * 2),
    "one giant template name": lambda n: "{{" + "a" * (n * 60) + "}}",
    "a template of many parts": lambda n: "{{unheard of" + "|a=b" * (n * 15) + "}}",
    "a list of many parts": lambda n: "{{ubl" + "|3 killed" * (n * 6) + "}}",
    "a list of empty parts": lambda n: "{{ubl" + "|" * (n * 60) + "}}",
    "a list of numbered parts": lambda n: "{{ubl" + "".join(f"|{at}=3" for at in range(n * 8)) + "}}",
    "lists": lambda n: "{{ubl|a|b}}" * (n * 5),
    "lists of one word": lambda n: "{{plainlist|\n* a\n}}" * (n * 4),
    "hidden lists": lambda n: "{{collapsible list|title=a|b}}" * (n * 3),
    "coordinates": lambda n: "{{coord" + "|1" * (n * 30) + "}}",
    "giant coordinates": lambda n: "{{coord|" + "1" * (n * 30) + "|N|" + "1" * (n * 30) + "|E}}",
    "giant dates": lambda n: "{{start date|" + "1" * (n * 60) + "}}",
    "a measure of many parts": lambda n: "{{convert" + "|1|to" * (n * 12) + "}}",
    "switches": lambda n: "__TOC__" * (n * 9),
    "underscores": lambda n: "_" * (n * 60),
    "mixture": lambda n: "{{nowrap|[[a|<small>''b''&nbsp;[http://c d<br>\n* " * (n * 2),
    "mixture that ends": lambda n: "{{nowrap|[[a|<small>''b''&nbsp;<br>\n* c</small>]]}}" * (n * 2),
}
"""What wikitext alone has; some of it swallows the end of a box, and some hides all that stands behind it."""

CARRIERS: Final[dict[str, Callable[[int], str]]] = {
    "frontmatter: boxes": lambda n: "---\ninfoboxes:\n" + "  - casualties1:\n      text: 3 killed\n" * (n * 4) + "---\n",
    "frontmatter: keys": lambda n: "---\n" + "".join(f"k{at}: v\n" for at in range(n * 12)) + "infoboxes: []\n---\n",
    "frontmatter: deep flow": lambda n: "---\nx: " + "[" * (n * 60) + "\ninfoboxes: []\n---\n",
    "frontmatter: deep block": lambda n: "---\n" + "".join(" " * at + "a:\n" for at in range(int((n * 60) ** 0.5))) + "---\n",
    "frontmatter: deep dashes": lambda n: "---\nx:\n  " + "- " * (n * 30) + "x\n---\n",
    "frontmatter: question marks": lambda n: "---\nx:\n  " + "? " * (n * 30) + "x\n---\n",
    "frontmatter: never closed": lambda n: "---\n" + "--- x\n" * (n * 10),
    "frontmatter: damaged before many boxes": lambda n: (
        "---\nx: [\ninfoboxes:\n" + "  - casualties1:\n      text: 3 killed\n" * (n * 4) + "---\n"
    ),
    "frontmatter: many damaged boxes": lambda n: "---\nx: [\n" + "infoboxes:\n  - a\n" * (n * 4) + "---\n",
    "frontmatter: plain scalar with blanks": lambda n: (
        "---\ninfoboxes:\n  - casualties1:\n      text: 3" + " " * (n * 60) + "killed\n---\n"
    ),
    "frontmatter: plain scalar of many lines": lambda n: (
        "---\ninfoboxes:\n  - casualties1:\n      text: 3\n" + "        killed\n" * (n * 4) + "---\n"
    ),
    "frontmatter: single quotes": lambda n: "---\ninfoboxes:\n  - casualties1:\n      text: '" + "3 ''killed'' " * (n * 5) + "'\n---\n",
    "frontmatter: folded scalar": lambda n: (
        "---\ninfoboxes:\n  - casualties1:\n      text: >-\n" + "        3 killed\n\n" * (n * 4) + "---\n"
    ),
    "frontmatter: odd characters": lambda n: '---\nx: "' + "\x81\u2028" * (n * 20) + '"\ninfoboxes: []\n---\n',
    "frontmatter: comments": lambda n: "---\n" + "# x\n" * (n * 15) + "infoboxes: []\n---\n",
    "frontmatter: mojibake": lambda n: (
        ("---\ninfoboxes:\n  - casualties1:\n      text: |-\n" + "        3–4 killed “x”\n" * (n * 3) + "---\n")
        .encode()
        .decode("mac_roman")
    ),
    "frontmatter: partial mojibake": lambda n: "---\ninfoboxes: []\n---\né" + "‚Äì “" * (n * 12),
    **{f"wikitext: {name}": inside_of(make) for name, make in MARKUP.items()},
    **{f"wikitext, before the box: {name}": before(make) for name, make in MARKUP.items()},
    "wikitext: boxes": lambda n: wiki("| casualties1 = 3 killed\n") * (n * 2),
    "wikitext: boxes in boxes": lambda n: "{{Infobox military conflict|combatant1=Rome|casualties1=3 killed " * n + "}}" * n,
    "wikitext: boxes never closed": lambda n: "{{Infobox military conflict|casualties1=3 killed " * n,
    "wikitext: parameters": lambda n: wiki("".join(f"| colour{at} = 3 killed\n" for at in range(n * 6))),
    "wikitext: parameters of one name": lambda n: wiki("| casualties1 = 3 killed\n" * (n * 4)),
    "wikitext: misspelt parameters": lambda n: wiki("".join(f"| casualites{at} = 3 killed\n" for at in range(n * 4))),
    "wikitext: positional parts": lambda n: wiki("| 3 killed\n" * (n * 6)),
    "wikitext: one giant parameter name": lambda n: wiki("| " + "a" * (n * 60) + " = 3 killed\n"),
    "wikitext: a giant name like another": lambda n: wiki("| " + "casualties" * (n * 6) + " = 3 killed\n"),
    "wikitext: blanks around names": lambda n: wiki("| " + " " * (n * 60) + "casualties1" + " " * (n * 60) + "= 3 killed\n"),
    "wikitext: a mojibake page": lambda n: inside("3–4 killed “x” <br>" * (n * 2)).encode().decode("mac_roman"),
    "wikitext: a note at each of many figures": lambda n: wiki("| casualties1 = " + "3 killed<ref name=a /> " * (n * 80) + "\n"),
    "wikitext: lone surrogates": lambda n: inside("3 killed\ud800 " * (n * 4)),
    "json: boxes": lambda n: "[" + ",".join(['{"casualties1": {"text": "3 killed"}}'] * (n * 4)) + "]",
    "json: deep": lambda n: '{"a":' + "[" * (n * 60),
    "json: deep mappings": lambda n: '{"a":' * (n * 12),
    "json: escapes": lambda n: '{"casualties1": {"text": "' + "\\u0033 killed\\n" * (n * 4) + '"}}',
    "json: never closed string": lambda n: '{"casualties1": {"text": "' + "a" * (n * 60),
    "json: backslashes": lambda n: '{"casualties1": {"text": "' + "\\\\" * (n * 30) + '"}}',
    "json: blanks": lambda n: "{" + " " * (n * 60) + "}",
    "json: numbers": lambda n: '{"x": [' + "1," * (n * 30) + "1]}",
    "json: a giant number": lambda n: '{"casualties1": {"text": 1' + "0" * (n * 60) + "}}",
    "json: doubled keys": lambda n: "{" + ",".join(['"casualties1": {"text": "3"}'] * (n * 4)) + "}",
}


def read_all(text: str) -> None:
    """Everything that a user may ask for of a text, once."""
    document = ic.read(text)
    for box in document.infoboxes:
        _ = box.is_conflict, box.problems, box.unread, box.conflict.sides, box.conflict.joint, box.conflict.claimants
        for field in box.fields:
            _ = field.map, field.raw
        for path in box.interpretation.evidence:
            box.where(path)
        if box.is_conflict:
            record(document, box).model_dump(mode="json")
            show(box.conflict)


CASES: Final[list[tuple[str, Callable[[int], str]]]] = [
    *(
        (f"{carrier}: {name}", lambda n, make=make, carrier=carrier: carried(carrier, dict.fromkeys(FIELDS, value(make(n)))))
        for carrier in (FORMATS if PROFILE != "dev" else ["json", "wikitext"])
        for name, make in TEXTS.items()
    ),
    *((f"block: {name}", lambda n, make=make: block(make(n))) for name, make in TEXTS.items()),
    *(
        (f"{carrier}: {name}", lambda n, make=make, carrier=carrier: carried(carrier, make(n)))
        for carrier in FORMATS
        for name, make in BOXES.items()
    ),
    *CARRIERS.items(),
]


def seconds(text: str, runs: int = 1) -> float:
    """Processor time for a text, without the pauses in which memory is tidied up: the least of several runs."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(runs):
            start = time.process_time()
            read_all(text)
            best = min(best, time.process_time() - start)
    finally:
        gc.enable()
    return best


def growth(make: Callable[[int], str], size: int = START) -> tuple[float, int]:
    """How many times as long a text takes that is four times as long, at the first size where that can be measured; and that size."""
    short = 0.0
    while True:
        long = seconds(make(4 * size))
        if long > MEASURABLE or size >= LARGEST:
            short = short or seconds(make(size))
            if long > GROWTH * short:
                long, short = seconds(make(4 * size), RUNS), seconds(make(size), RUNS)
            return long / short, size
        size, short = 4 * size, long


def assert_linear(make: Callable[[int], str], size: int = START) -> None:
    """Fail where time grows faster than the input."""
    found, size = growth(make, size)
    if found > GROWTH:
        # Noise and caches do not grow with the input, what is quadratic does: a longer input tells them apart.
        gc.collect()
        found, size = growth(make, 4 * size)
    assert found <= GROWTH, f"an input four times as long takes {found:.1f} times as long, from {size} on"


@pytest.mark.parametrize("make", [make for _, make in CASES], ids=[name for name, _ in CASES])
def test_time_grows_as_the_input_does(make: Callable[[int], str]) -> None:
    assert_linear(make)


def test_memory_grows_as_the_input_does(carrier: str) -> None:
    peaks = []
    for size in (4, 16):
        text = carried(carrier, {"casualties1": value("Per Artsakh:\n* 3 soldiers killed, 5–6 wounded\n" * (size * 50))})
        tracemalloc.start()
        read_all(text)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] / peaks[0] <= MEMORY_GROWTH
