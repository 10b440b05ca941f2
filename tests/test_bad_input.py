"""Bad input and what it gets: a document whose text is the input, and problems that say what and where."""

from __future__ import annotations

import time
from typing import Any

import pytest

import infobox_conflict as ic
from infobox_conflict.syntax import yaml
from infobox_conflict.views import show

BOX = '  - conflict: {text: A battle}\n    casualties1: {text: "38 killed"}\n'
GOOD = f"---\ninfoboxes:\n{BOX}title: A battle\n---\nBody\n"


def front(yaml_text: str, body: str = "Body\n") -> str:
    """A Markdown text with this front matter."""
    return f"---\n{yaml_text}---\n{body}"


def wiki(parameters: str) -> str:
    """An infobox of a page with these parameters."""
    return f"{{{{Infobox military conflict\n| {parameters}\n}}}}"


# What it is: text, format asked for, codes of the document, boxes that remain.
CASES: dict[str, tuple[str, str | None, list[str], int]] = {
    "empty": ("", None, ["no-infobox"], 0),
    "blank": (" \n\t\n", None, ["no-infobox"], 0),
    "prose": ("Just a text.\n", None, ["unknown-format"], 0),
    "no front matter": ("Just a text.\n", "frontmatter", ["no-front-matter"], 0),
    "never closed": ("---\ninfoboxes:\n" + BOX, None, ["no-front-matter"], 0),
    "front matter without infobox": (front("title: x\n"), None, ["no-infobox"], 0),
    "an empty list": (front("infoboxes: []\n"), None, ["no-infobox"], 0),
    "several infoboxes": (front("infoboxes:\n" + BOX + BOX), None, [], 2),
    "no conflict": (front("infoboxes:\n  - name: {text: A person}\n    image: {text: a.jpg}\n"), None, [], 1),
    "windows line ends": (GOOD.replace("\n", "\r\n"), None, [], 1),
    "old line ends": (GOOD.replace("\n", "\r"), None, [], 1),
    "byte order mark": ("\ufeff" + GOOD, None, [], 1),
    "U+2028 in a value": (GOOD.replace("38 killed", "38\u2028killed"), None, [], 1),
    "NEL in a value": (GOOD.replace("38 killed", "38\x85killed"), None, [], 1),
    "NUL in a value": (GOOD.replace("38 killed", "38\0killed"), None, ["odd-character"], 0),
    "NUL outside the infoboxes": (GOOD.replace("title: A", "title: \0A"), None, [], 1),
    "C1 in a value": (GOOD.replace("38 killed", "38\x9ckilled"), None, [], 1),
    "a lone surrogate in a value": (GOOD.replace("38 killed", "38\ud800killed"), None, ["odd-character"], 0),
    "a lone surrogate in the body": (GOOD.replace("Body", "Bo\ud800dy"), None, [], 1),
    "a lone surrogate in JSON": ('{"casualties1": {"text": "38 killed \ud800"}}', None, ["odd-character"], 1),
    "an escaped lone surrogate in JSON": ('{"casualties1": {"text": "38 killed \\ud800"}}', None, ["odd-character"], 1),
    "a doubled parameter": (front("infoboxes:\n" + BOX + '    casualties1: {text: "3"}\n'), None, ["duplicate-key"], 0),
    "a doubled key in a value": (front("infoboxes:\n  - casualties1: {text: a, text: b}\n"), None, ["duplicate-key"], 0),
    "a doubled key outside": (front("a: 1\na: 2\ninfoboxes:\n" + BOX), None, [], 1),
    "infoboxes twice": (front("infoboxes:\n" + BOX + "infoboxes:\n" + BOX), None, ["duplicate-key"], 0),
    "one of two is refused": (front("infoboxes:\n" + BOX + "  - casualties1: &a {text: b}\n"), None, ["yaml-alias"], 1),
    "an alias inside": (front("x: &a b\ninfoboxes:\n" + BOX + "    casualties2: {text: *a}\n"), None, ["yaml-alias"], 0),
    "an alias outside": (front("x: &a b\ny: *a\ninfoboxes:\n" + BOX), None, [], 1),
    "a tag inside": (front("infoboxes:\n  - casualties1: {text: !!str b}\n"), None, ["yaml-tag"], 0),
    "a tag outside": (front("x: !!python/object:os.system b\ninfoboxes:\n" + BOX), None, [], 1),
    "a bomb outside": (front("a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "infoboxes:\n" + BOX), None, [], 1),
    "nested 20,000 deep": (front("x: " + "[" * 20_000 + "\ninfoboxes:\n" + BOX), None, ["bad-yaml"], 1),
    "nested 20,000 deep inside": (front("infoboxes:\n  - casualties1: " + "[" * 20_000 + "\n"), None, ["bad-yaml", "no-infobox"], 0),
    "JSON nested 20,000 deep": ('{"a":' * 20_000, None, ["too-deep"], 0),
    "damage before": (front("x: 'never closed\ninfoboxes:\n" + BOX), None, ["bad-yaml"], 1),
    "damage after": (front("infoboxes:\n" + BOX + "x: 'never closed\n"), None, ["bad-yaml"], 1),
    "infoboxes is a mapping": (front("infoboxes: {a: b}\n"), None, ["bad-shape"], 0),
    "infoboxes is a text": (front("infoboxes: none\n"), None, ["bad-shape"], 0),
    "an infobox is a text": (front("infoboxes:\n  - none\n"), None, ["bad-shape"], 0),
    "a value without its mapping": (front("infoboxes:\n  - casualties1: 38 killed\n"), None, ["bad-shape"], 1),
    "a list of texts": (front("infoboxes:\n  - casualties1: [38 killed, 2 wounded]\n"), None, ["bad-shape", "bad-shape"], 1),
    "a number as text": (front("infoboxes:\n  - casualties1: {text: 38}\n"), None, ["bad-shape"], 1),
    "a boolean as text": (front("infoboxes:\n  - casualties1: {text: true}\n"), None, ["bad-shape"], 1),
    "null as text": ('{"casualties1": {"text": null}}', None, ["bad-shape"], 1),
    "a value without text": (front("infoboxes:\n  - casualties1: {number: 38}\n"), None, ["bad-shape"], 1),
    "an unknown key in a value": (front("infoboxes:\n  - casualties1: {text: a, colour: red}\n"), None, ["bad-shape"], 1),
    "a link that does not occur": (front("infoboxes:\n  - combatant1: {text: A, links: [{text: B, page: C}]}\n"), None, ["lost-link"], 1),
    "bold words that do not occur": (front("infoboxes:\n  - combatant1: {text: A, formatting: {bold: [B]}}\n"), None, ["lost-emphasis"], 1),
    "a page that was lost": (front("infoboxes:\n  - combatant1: {text: A, links: [{text: A, page: undefined}]}\n"), None, ["undefined-page"], 1),
    "a leaked reference": (front('infoboxes:\n  - casualties1: {text: "38<ref name=x> killed"}\n'), None, ["leaked-markup"], 1),
    "a second YAML document": (front("infoboxes:\n" + BOX + "...\nx: y\n"), None, ["bad-yaml"], 1),
    "JSON that is no JSON": ('{"casualties1": }', None, ["bad-json"], 0),
    "wikitext: an infobox alone": (wiki("casualties1 = 38 killed"), None, [], 1),
    "wikitext: no infobox": ("{{reflist}} [[Rome]]", None, ["no-infobox"], 0),
    "wikitext: prose, asked for": ("Just a text.\n", "wikitext", ["no-infobox"], 0),
    "wikitext: empty, asked for": ("", "wikitext", ["no-infobox"], 0),
    "wikitext: a redirect page": ("#REDIRECT [[Battle of Rome]]\n", None, ["no-infobox"], 0),
    "wikitext: no parameter": ("{{Infobox military conflict}}", None, [], 1),
    "wikitext: two infoboxes": (wiki("casualties1 = 38 killed") * 2, None, [], 2),
    "wikitext: windows line ends": (wiki("casualties1 = 38 killed").replace("\n", "\r\n"), None, [], 1),
    "wikitext: old line ends": (wiki("casualties1 = 38 killed").replace("\n", "\r"), None, [], 1),
    "wikitext: byte order mark": ("\ufeff" + wiki("casualties1 = 38 killed"), None, [], 1),
    "wikitext: never closed": ("{{Infobox military conflict\n| casualties1 = 38 killed\n", None, ["no-infobox"], 0),
    "wikitext: a template never closed in it": (wiki("casualties1 = {{nowrap|38 killed"), None, ["no-infobox"], 0),
    "wikitext: a link never closed in it": (wiki("casualties1 = [[38 killed"), None, ["no-infobox"], 0),
    "wikitext: a converter never closed in it": (wiki("casualties1 = -{38 killed"), None, ["no-infobox"], 0),
    "wikitext: a comment never closed in it": (wiki("casualties1 = 38 killed<!--"), None, ["no-infobox"], 0),
    "wikitext: a reference never closed in it": (wiki("casualties1 = 38 killed<ref>x"), None, [], 1),
    "wikitext: a reference that swallows the end": (wiki("casualties1 = 38 killed<ref>x") + "<ref>y</ref>", None, ["no-infobox"], 0),
    "wikitext: a table never closed in it": (wiki("casualties1 = 38 killed {"), None, [], 1),
    "wikitext: closed too early": (wiki("casualties1 = 38 killed}}\n| casualties2 = 2"), None, [], 1),
    "wikitext: in a comment": ("<!--" + wiki("casualties1 = 38 killed") + "-->", None, ["no-infobox"], 0),
    "wikitext: in nowiki": ("<nowiki>" + wiki("casualties1 = 38 killed") + "</nowiki>", None, ["no-infobox"], 0),
    "wikitext: hidden from the page": ("<includeonly>" + wiki("casualties1 = 38 killed") + "</includeonly>", None, ["no-infobox"], 0),
    "wikitext: in a table": ("{|\n|-\n| " + wiki("casualties1 = 38 killed") + "\n|}", None, [], 1),
    "wikitext: in another template": ("{{nowrap|" + wiki("casualties1 = 38 killed") + "}}", None, [], 1),
    "wikitext: in an argument": ("{{{1|" + wiki("casualties1 = 38 killed") + "}}}", None, [], 1),
    "wikitext: in itself": (wiki("casualties1 = 38 killed\n| casualties2 = " + wiki("casualties1 = 2 killed")), None, [], 2),
    "wikitext: a wrapper": ("{{WW2 box|combatant1=Rome|combatant2=Carthage|casualties1=38 killed}}", None, [], 1),
    "wikitext: a call of the module": ("{{#invoke:Infobox military conflict|main|casualties1=38 killed}}", None, [], 1),
    "wikitext: another infobox": ("{{Infobox settlement|name=Rome}}", None, ["no-infobox"], 0),
    "wikitext: nested 20,000 deep": ("{{a|" * 20_000 + wiki("casualties1 = 38 killed"), None, [], 1),
    "wikitext: nested 20,000 deep inside": (wiki("casualties1 = 38 killed " + "{{nowrap|" * 20_000 + "}}" * 20_000), None, [], 1),
    "wikitext: NUL in a value": (wiki("casualties1 = 38 \0 killed"), None, [], 1),
    "wikitext: a lone surrogate in a value": (wiki("casualties1 = 38 killed \ud800"), None, ["odd-character"], 1),
    "wikitext: a lone surrogate in a name": (wiki("casualties1 = 38 killed\n| a\ud800 = b"), None, ["odd-character"], 1),
    "wikitext: a lone surrogate in the name of the template": ("{{Infobox military conflict\ud800|casualties1=38 killed}}", None, ["no-infobox"], 0),
    "wikitext: a lone surrogate elsewhere": (wiki("casualties1 = 38 killed") + "\ud800", None, [], 1),
    "wikitext: an entity of a surrogate": (wiki("casualties1 = 38 killed &#xD800;"), None, [], 1),
    "JSON with a doubled key": ('{"casualties1": {"text": "1"}, "casualties1": {"text": "2"}}', None, ["duplicate-key"], 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "form", "codes", "boxes"), CASES.values(), ids=CASES)
def test_problems_and_boxes(text: str, form: str | None, codes: list[str], boxes: int) -> None:
    document = ic.read(text, form)
    assert document.text == text
    assert [problem.code for problem in document.problems] == codes
    assert len(document.infoboxes) == boxes
    assert all(problem.span is not None for problem in document.problems)
    assert all(box.conflict.figures or not box.is_conflict or "casualties1" not in {one.name for one in box.fields} or codes for box in document.infoboxes)


@pytest.mark.parametrize("loader", ["C", "Python"])
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[0].startswith(("---", "\ufeff")) and "20,000" not in name])
def test_both_loaders_agree(name: str, loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml as pyyaml  # noqa: PLC0415 (the library that both loaders come from)

    text, form, codes, boxes = CASES[name]
    if loader == "Python":
        monkeypatch.setattr(yaml, "FAST", False)
        monkeypatch.setattr(yaml, "_LOADER", pyyaml.BaseLoader)
    document = ic.read(text, form)
    assert ([problem.code for problem in document.problems], len(document.infoboxes)) == (codes, boxes)


def test_a_doubled_key_names_both_lines() -> None:
    problem = ic.read(CASES["a doubled parameter"][0]).problems[0]
    assert problem.message == "the key 'casualties1' stands on line 4 and again on line 5"


def test_bytes_that_are_no_utf8_are_named_and_kept() -> None:
    data = GOOD.encode().replace(b"Body", b"Bo\xe9dy \xff")
    document = ic.read_bytes(data)
    assert document.encode() == data
    assert [problem.message for problem in document.problems] == [f"no UTF-8 at byte {data.index(0xE9)}: invalid continuation byte"]
    assert document.infoboxes[0].conflict.figures[0].low == 38


def test_a_document_of_another_thing_says_so() -> None:
    box = ic.read(CASES["no conflict"][0]).infoboxes[0]
    assert not box.is_conflict
    assert [problem.code for problem in box.problems] == ["not-a-conflict"]
    assert ic.read(CASES["no conflict"][0]).conflicts == ()


def test_parameters_that_do_not_fit_are_kept_and_told() -> None:
    text = front('infoboxes:\n  - combatant1: {text: A}\n    casualtis1: {text: "5 killed"}\n    casualties4: {text: "6 killed"}\n')
    box = ic.read(text).infoboxes[0]
    assert [problem.code for problem in box.problems] == ["unknown-parameter", "unplaced-parameter"]
    assert [field.name for field in box.fields] == ["combatant1", "casualtis1", "casualties4"]
    assert box.conflict.unplaced.casualties[0].low == 6


# What it is: parameters of a wikitext's box, codes of the box, names of its fields, words of `casualties1`.
BOXES: dict[str, tuple[str, list[str], list[str], str]] = {
    "a bar too many": ("casualties1 = 38 killed || casualties2 = 3", [], ["casualties1", "1", "casualties2"], "38 killed"),
    "a value without a name": ("casualties1 = 38 | killed", ["stray-value"], ["casualties1", "1"], "38"),
    "a bar in a link that is none": ("casualties1 = 38 [killed|dead]", ["stray-value"], ["casualties1", "1"], "38 [killed"),
    "a doubled parameter": ("casualties1 = 5 | casualties1 = 38", ["duplicate-parameter"], ["casualties1", "casualties1"], "38"),
    "a doubled parameter, the last one empty": ("casualties1 = 38 | casualties1 =", ["duplicate-parameter"], ["casualties1", "casualties1"], ""),
    "two names of one parameter": ("casualties1 = 3 | place = Rome | location = Carthage", ["duplicate-parameter"], ["casualties1", "place", "location"], "3"),
    "a misspelt parameter": ("casualties1 = 3 | casualites2 = 38", ["unknown-parameter"], ["casualties1", "casualites2"], "3"),
    "a parameter beyond the joint row": ("casualties1 = 3 | casualties4 = 38", ["unplaced-parameter"], ["casualties1", "casualties4"], "3"),
    "a parameter by a comment": ("casualties1 <!-- x --> = <!-- y -->38<!-- z --> killed", [], ["casualties1"], "38 killed"),
    "nested too deep": ("casualties1 = 38 " + "{{nowrap|" * 60 + "killed" + "}}" * 60, ["too-deep"], ["casualties1"], "38 "),
    "linked too deep": ("casualties1 = " + "[[a|" * 60 + "38 killed" + "]]" * 60, [], ["casualties1"], "[[a|" * 59 + "38 killed" + "]]" * 59),
    "an unknown template": ("casualties1 = 38 {{unheard of|killed}}", [], ["casualties1"], "38 "),
    "an empty template": ("casualties1 = 38 {{}}", [], ["casualties1"], "38 "),
    "a template that shows itself": ("casualties1 = {{flag|{{flag|{{flag}}}}}}", [], ["casualties1"], ""),
    "a table": ("casualties1 = {{{!}}\n{{!}} 38 killed\n{{!}}}", [], ["casualties1"], "{|\n| 38 killed\n|}"),
    "tags of HTML that do not match": ("casualties1 = <b>38</i> killed</small>", [], ["casualties1"], "38 killed"),
    "a tag that is none": ("casualties1 = 38 <killed>", [], ["casualties1"], "38 <killed>"),
    "an unknown entity": ("casualties1 = 38 &killed; &#0; &#x110000;", [], ["casualties1"], "38 &killed; &#0; &#x110000;"),
    "an entity twice": ("casualties1 = 38 &amp;lt; 5", [], ["casualties1"], "38 &lt; 5"),
    "a lone surrogate": ("casualties1 = 38\ud800killed", [], ["casualties1"], "38\ufffdkilled"),
}  # fmt: skip


@pytest.mark.parametrize(("parameters", "codes", "names", "words"), BOXES.values(), ids=BOXES)
def test_parameters_of_a_wikitext(parameters: str, codes: list[str], names: list[str], words: str) -> None:
    text = wiki(parameters)
    document = ic.read(text)
    assert document.text == text
    box = document.infoboxes[0]
    assert [problem.code for problem in box.problems] == codes
    assert [field.name for field in box.fields] == names
    assert box.where("casualties1").words == words
    assert all(field.raw == field.span.of(text) for field in box.fields)
    assert all(problem.span is not None for problem in box.problems)


@pytest.mark.parametrize(
    "words",
    [
        # The men behind a unit are made its whole, and then turn out to have another claimant.
        "Per Azerbaijan: 2 million soldiers killed, 2 million killed (per Artsakh) and light divisions killed (3 sunk)",
    ],
)
def test_parents_that_turn_out_unsound_are_let_go(words: str) -> None:
    conflict = ic.read(wiki(f"combatant2 = Azerbaijan\n| casualties3 = {words}")).conflicts[0]
    assert len(conflict.figures) == 3
    assert conflict.parents == (None, None, None)


@pytest.mark.parametrize("words", ["3 killed according to '", "3 killed (per 's)", "According to ’:\n3 killed"])
def test_who_says_so_has_a_name(words: str) -> None:
    (box,) = ic.read(wiki(f"casualties1={words}"), "wikitext").infoboxes
    assert [(figure.low, figure.claimant) for figure in box.conflict.figures] == [(3, None)]


DIGITS = "9" * 5000
"""More than Python makes a number of."""


@pytest.mark.parametrize(
    "parameters",
    [
        f"date={DIGITS}", f"date=5 May {DIGITS}", f"date={DIGITS}th century", f"date={DIGITS}–{DIGITS}", f"date={{{{start date|{DIGITS}|5|5}}}}",
        f"casualties1={DIGITS} killed", f"casualties1={DIGITS}.{DIGITS}%", f"casualties1=As of {DIGITS}: 3 killed", f"casualties1={{{{circa|{DIGITS}}}}}",
        f"casualties1=&#{DIGITS};", f"casualties1=[[&#{DIGITS};]]", f"casualties1=[[a&#{DIGITS}|b]]", f"casualties1={{{{&#{DIGITS};}}}}",
        f"casualties{DIGITS}=3", f"place={{{{coord|{DIGITS}|N|{DIGITS}|E}}}}", f"&#{DIGITS};=3",
    ],
)  # fmt: skip
def test_giant_numbers_break_nothing(parameters: str) -> None:
    text = wiki(f"combatant1=A|{parameters}")
    (box,) = ic.read(text).infoboxes
    assert [field.raw for field in box.fields] == ["A", parameters.partition("=")[2]]
    assert [one.fact for one in box.conflict.entries if one.field == "combatant1"]
    _ = box.problems, box.unread, show(box.conflict)


@pytest.mark.parametrize(
    ("words", "point"),
    [("1|N|200|E", (1, -160)), ("1|-200", (1, 160)), ("1|360", (1, 0)), ("1|N|180|W", (1, -180)), ("91|0", None), ("1|nan", None), ("1|1e999", None)],
)
def test_degrees_lie_on_the_globe(words: str, point: tuple[float, float] | None) -> None:
    (box,) = ic.read(wiki(f"combatant1=A|place=X {{{{coord|{words}}}}}")).infoboxes
    assert box.conflict.place is not None
    found = box.conflict.place.coordinates
    assert (found and (found.lat, found.lon)) == point


def test_a_lone_surrogate_keeps_its_place() -> None:
    text = wiki("casualties1 = 38 killed \ud800, 5 wounded")
    document = ic.read(text)
    assert document.problems[0].span == (text.index("\ud800"), text.index("\ud800") + 1)
    first, second = (document.infoboxes[0].where(f"casualties1[{at}]") for at in range(2))
    assert (first.span.of(text), second.span.of(text)) == ("38 killed", "5 wounded")
    field = document.infoboxes[0].fields[0]
    assert field.content.text == "38 killed \ufffd, 5 wounded"
    assert [piece.kind for piece in field.map.pieces] == ["verbatim", "encoded", "verbatim"]


def test_marks_stay_inside_their_words() -> None:
    """Words of a link that occur only in markup that does not show (found by Hypothesis at 10,000 examples)."""
    box = ic.read('{"combatant2": {"text": "Azerbaijan<ref name=\\"a\\">", "links": [{"text": " ", "page": "Nowhere"}]}}').infoboxes[0]
    content = box.fields[0].content
    assert content.text == "Azerbaijan"
    assert all(0 <= mark.start <= mark.end <= len(content.text) for mark in content.marks)


def test_fifty_megabytes() -> None:
    text = GOOD + "word " * 10_000_000
    start = time.process_time()
    document = ic.read(text)
    assert document.infoboxes[0].conflict.figures[0].low == 38
    assert document.text is text
    # Reading must not look at the body again and again; decoding it once as Mac Roman would take about a second.
    assert time.process_time() - start < 10


def test_a_front_matter_beyond_the_limit() -> None:
    document = ic.read(front("x: " + "y" * yaml.LIMIT + "\ninfoboxes:\n" + BOX))
    assert document.problems[0].code == "too-large"


@pytest.mark.parametrize("options", [{"format": "wikitxt"}, {"language": "xx"}])
def test_misuse_raises(options: dict[str, Any]) -> None:
    with pytest.raises(LookupError, match=r"known are .*(frontmatter|en)"):
        ic.read(GOOD, **options)
