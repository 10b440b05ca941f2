"""Strategies: documents of every format, sound and hostile, each with the names of the shapes that stand in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from hypothesis import event
from hypothesis import strategies as st

from infobox_conflict.strategies import _SIGNS

FORMATS: Final = ("frontmatter", "json", "wikitext")
"""The formats that documents are written in here; a test over `formats()` skips those of other packages."""


@dataclass(frozen=True, slots=True)
class Written:
    """A generated text, and what stands in it."""

    text: str
    shapes: frozenset[str] = frozenset()
    """Names out of `SHAPES`."""


@dataclass(frozen=True, slots=True)
class Map:
    """A mapping as it will be spelt: keys may stand twice."""

    pairs: tuple[tuple[str, Tree], ...]


@dataclass(frozen=True, slots=True)
class Spelt:
    """Something that stands in the carrier in these very characters."""

    yaml: str
    json: str
    wikitext: str = ""


Tree: TypeAlias = "str | int | float | bool | list[Tree] | Map | Spelt | None"
Pairs: TypeAlias = "list[tuple[str, Tree]]"


# --- the words, by the reading guide ---------------------------------------------------------------------------

_AMOUNTS: Final[dict[str, tuple[str, ...]]] = {
    "exact": ("{n}",) * 6,
    "hedged": ("~{n}", "c. {n}", "about {n}", "approximately {n}", "an estimated {n}", "{n} (estimated)", "some {n}", "nearly {n}"),
    "range": ("{n}–{m}", "{n}-{m}", "between {n} and {m}", "{n} to {m}", "from {n} to {m}", "1.5–2 million", "10–15,000"),
    "chain of ranges": ("{n}–{m}–{n}", "1-2-3-4", "1 of 2 of 3"),
    "alternatives": ("{n} or {m}",),
    "open range": ("{n}–{m}+",),
    "at least": ("{n}+", "at least {n}", "{n} or more", "minimum {n}", "no fewer than {n}"),
    "more than": ("more than {n}", "over {n}", ">{n}"),
    "at most": ("up to {n}", "no more than {n}", "max. {n}", "as many as {n}"),
    "fewer than": ("fewer than {n}", "less than {n}", "<{n}"),
    "multiplied": ("1.5 million", "30k", "2 thousand", "{n} thousand", "3 lakh"),
    "vague": ("dozens", "hundreds", "thousands", "tens of thousands", "several", "several dozen", "a few hundred", "dozens to hundreds"),
    "one": ("a", "an", "one"),
    "none": ("none", "no", "nil", "0", "no casualties"),
    "unknown": ("unknown", "unspecified", "?", "N/A", "an unknown number of", "not known"),
    "qualitative": ("light", "heavy", "minimal", "few", "severe", "entire garrison"),
    "uncounted": ("numerous", "multiple", "various", "many"),
    "in words": ("fifteen", "two hundred", "twenty-five", "half a dozen", "Three thousand five hundred"),
    "no count": (
        "T-72",
        "BM-21",
        "7th Division",
        "7 Squadron",
        "1943",
        "12 km",
        "50%",
        "No. 10",
        "113,300 tons",
        "(p. 12)",
        "4×10.5 cm guns",
    ),
    "a number too large": ("9" * 30, "1e400", "9" * 400 + ".5", "999 million million million"),
    "other digits": ("٣٤ ", "１２", "²", "Ⅻ", "1\u00a0500", "1.500", "1'500"),
}
_NUMBERS: Final = (
    *(
        "0",
        "1",
        "2",
        "3",
        "7",
        "11",
        "12",
        "20",
        "38",
        "45",
        "72",
        "99",
        "100",
        "143",
        "230",
        "999",
        "1000",
        "1,000",
        "1,453",
        "1943",
        "2020",
    ),
    *("1500", "1,500", "5,365", "9,463", "12,000", "14,529", "23049", "99,999", "100,000", "1,000,000", "12345678", "1,000,000,000"),
)
_NOUNS: Final[dict[str, tuple[str, ...]]] = {
    "personnel": ("soldiers", "men", "servicemen", "fighters", "troops", "crew", "policemen", "militants"),
    "civilian": ("civilians", "medical worker", "Armenian civilians", "journalists", "refugees"),
    "ship": ("ships", "cruisers", "galleys", "U-boats"),
    "aircraft": ("aircraft", "UAVs", "Su-25", "MiG-29s", "P-51 Mustangs", "helicopters"),
    "vehicle": ("tanks", "T-72s", "BMP-2s", "other vehicles", "ammunition trucks", "trains"),
    "artillery": (
        "guns",
        'BM-21 "Grad" MLRS',
        "D-1, D-20, and D-30 howitzers",
        "artillery pieces",
        "air defense systems",
        "ZSU-23-4 Shilka",
    ),
    "weapon": ("rifles", "standards", "missiles"),
    "unit": ("divisions", "legions", "battalions", "Elements of 1 heavy battalion"),
    "animal": ("horses", "war elephants"),
    "site": ("command post", "radar station", "villages"),
    "people": ("Athenians", "Azerbaijani", "Republic of Artsakh soldiers"),
    "unheard of": ("gnomes", "Zweihänder", "flying carpets of O'Brien", "foo_bar", "naïve coöperators", "ﬁghters"),
    "none": ("",) * 8,
}
_FATES: Final[dict[str, tuple[str, ...]]] = {
    "one": (
        "killed", "dead", "wounded", "injured", "missing", "captured", "surrendered", "deserted", "displaced", "sick", "destroyed", "sunk",
        "shot down", "damaged", "lost", "abandoned", "interned", "casualties", "losses", "KIA", "prisoners", "mortally wounded",
    ),
    "several": ("killed or captured", "captured/missing", "killed and wounded", "killed, wounded and missing", "mostly killed"),
    "none": ("",) * 8,
}  # fmt: skip
_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "claimant": (
        "Per Azerbaijan:", "Per Artsakh:", "US claim:", "According to Caesar:", "Turkish sources:", "Modern estimates:", "Herodotus:",
        "Low estimate:", "Soviet estimate", "Azerbaijani claim :", "per government sources:",
    ),
    "party": ("Armenian:", "Azerbaijan:", "Republic of Artsakh", "Athenians:"),
    "scope": ("Units:", "2014:", "First day:", "Naval:", "In Orakzai:", "July 1942:", "29th Infantry Division:", "Initially:", "Estimated:"),
    "kind": ("Civilian casualties:", "Military dead:", "Killed:", "Manpower:"),
    "total": ("Total:", "Total casualties:", "Overall"),
    "odd": (":", "::", "A: B: C:", "Per:", "claim:", "(Per X):", "3:1 odds:", "Note: see: below:"),
}  # fmt: skip
_TAILS: Final[dict[str, tuple[str, ...]]] = {
    "claimant": (
        "(per Artsakh)",
        "(government claim)",
        "according to Caesar",
        "(Herodotus)",
        ", according to Plutarch",
        "(Armenian sources)",
    ),
    "party": ("(Armenian)", "(Azerbaijan)"),
    "scope": ("(in reserve)", "(Zitadelle)", "(2014)", "(by 5 May)", "as of 19 October 2020", "at Tagaser"),
    "fate": ("(killed)", "(3 sunk)", "(113,300 tons sunk)", "(mostly captured)"),
    "parts": (
        "(3,155 killed; 14,529 wounded; 5,365 captured/missing)",
        ", including 20 officers",
        "of whom 12 died",
        "(9 legions)",
        "(total)",
    ),
    "unclosed": ("(", "((", ")", "[", "(per", "(3 killed", "including", "of whom"),
}
_PEOPLE: Final = (
    "Hikmat Mirzayev", "Vahagn Asatryan", "Gen. John Doe", "Vizeadmiral Karl", "Julius Caesar †", "King Olaf (killed)", "Ali, son of X",
    "Sir Arthur (until 31 January)", "See list", "and others", "Unknown", "Lt. Col. A. B. Smith", "Ras Imru (POW)", "Gen.", "†",
)  # fmt: skip
_STATES: Final = (
    "Azerbaijan",
    "Republic of Artsakh",
    "Armenia",
    "Rome",
    "Carthage",
    "Ruritania",
    "Kingdom of Hungary (1920–46)",
    "Allies:",
)
_UNITS: Final = ("1st Army", "XXXVI Corps (9,463 men)", "57th Army", "7 Squadron", "2nd Armored Division: 120 tanks", "Luftwaffe:")
_DATES: Final[dict[str, tuple[str, ...]]] = {
    "day": ("7 October 2020", "October 7, 2020", "2007-01-10", "9 August 48 BC", "29 February 1900", "31 June 2001", "7/8 May 1945"),
    "period": ("October 7, 2020 – October 15, 2020", "3–12 April 2003", "March 1–18, 2002", "1914–18", "30 December 1915 – 2 January 1916"),
    "open": ("24 February 2022 – present", "1990s", "since 2014", "– 1914", "until May 1453"),
    "uncertain": (
        "c. 1757",
        "July or August 251",
        "1757?",
        "about 480 BC",
        "Spring 1943",
        "early May 1945",
        "5th century BC",
        "12th–13th century",
    ),
    "calendar": ("4 July [O.S. 23 June] 1700", "23 June 1700 (Old Style)", "10 March (N.S.) 1702"),
    "phase": ("Urban warfare:\nOctober 7, 2020", "First phase: 1914; Second phase: 1915", "Phase\n1 May 1900 (2 years, 3 months)"),
    "odd": ("100,000 BC", "99999", "0 AD", "32 May 2001", "Thursday", "1-2-3-4-5-6", "May", "the 1st of the 2nd"),
}
_RESULTS: Final = (
    "Azerbaijani victory", "Decisive Roman victory", "Pyrrhic Artsakh victory; retreat", "Inconclusive", "Stalemate", "Ceasefire agreement",
    "Status quo ante bellum", "Ongoing", "See Aftermath", "Initial stalemate; Azerbaijani victory", "Both sides failed", "victory", "(victory)",
)  # fmt: skip
_PLACES: Final = ("Hadrut, Nagorno-Karabakh", "near Marathon, Greece", "40°N 45°E", "At sea")
_FLAGS: Final = ("🇦🇿", "🇦🇲", "🇺🇸", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇦🇿🇦🇲", "🏳️")
_REFS: Final = (
    '<ref name="a">', "<ref>Smith 2001, p. 12</ref>", "<ref name=b/>", "<REF NAME='c' group=\"n\">3 killed</REF >", "<ref<ref", "<ref",
    "</ref>", "<ref name=\"x\">12 'dead'</ref>",
)  # fmt: skip
_SITES: Final = ("[http://a.example b]", "[https://a.example/x?y=1 12 dead]", "[http://a.example]", "[http://", "[http://a.example b")
_SEPARATORS: Final[dict[str, tuple[str, ...]]] = {
    "line": ("\n",),
    "blank line": ("\n\n", "\n \n", "\n\n\n"),
    "comma": (", ", "; ", " and "),
    "bullet": ("\n* ",),
    "nested bullet": ("\n** ", "\n*** "),
    "empty bullet": ("\n* \n*\n* ",),
    "lost separator": ("",),
    "space": (" ", " \n", "\t"),
}
_NOISE: Final = (
    "----", "<br>", "{{KIA}}", "&nbsp;", "'''bold'''", "http://x.example/?a=1&b=2", "‮3 dellik‬", "É́", "👨‍👩‍👧", "\\", '"', "'", "%", "$1",
    "\u00ad", "\u200b", "\u00a0", "\u3000", "  ", "__", "a_b", "½", "1½", "#", "- ", "? ", "! ", "| ", "> ", "@", "`", "~", "…", "·", "§ 3",
)  # fmt: skip

ODD_CHARACTERS: Final[dict[str, str]] = {
    "NUL": "\0",
    "C0": "\x07",
    "C1": "\x81",
    "NEL": "\x85",
    "DEL": "\x7f",
    "U+2028": "\u2028",
    "U+2029": "\u2029",
    "noncharacter": "\uffff",
    "noncharacter of a high plane": "\U0010ffff",
    "BOM within": "\ufeff",
    "lone surrogate": "\udce4",
    "lone high surrogate": "\ud800",
    "private use": "\U000f0000",
    "tab": "\t",
    "carriage return": "\r",
}
_HERE: Final = "\ue0ff"  # a private character that holds the place of an odd one until the carrier is spelt


@dataclass(slots=True)
class _Pen:
    """Draws, and remembers which shapes were drawn."""

    draw: st.DrawFn
    hostile: bool
    format: str
    shapes: set[str] = field(default_factory=set)
    linked: list[str] = field(default_factory=list)
    """Words of the field being written that a link may name."""

    def one(self, choices: Sequence[str]) -> str:
        return self.draw(st.sampled_from(choices))

    def named(self, prefix: str, table: dict[str, tuple[str, ...]]) -> str:
        """One phrase of a table; its name is a shape."""
        name, phrase = self.draw(st.sampled_from([(name, phrase) for name in table for phrase in table[name]]))
        self.shapes.add(f"{prefix}: {name}")
        return phrase

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def number(self) -> str:
        return self.one(_NUMBERS)

    def filled(self, template: str) -> str:
        """A phrase with numbers in it; drawn only where they stand, since draws are what takes the time."""
        words = template.replace("{n}", self.number()) if "{n}" in template else template
        return words.replace("{m}", self.number()) if "{m}" in words else words


SOUND_AMOUNTS: Final = {name: _AMOUNTS[name] for name in _AMOUNTS if name not in ("chain of ranges", "a number too large", "other digits")}
SOUND_HEADINGS: Final = {name: _HEADINGS[name] for name in _HEADINGS if name != "odd"}
SOUND_TAILS: Final = {name: _TAILS[name] for name in _TAILS if name != "unclosed"}
SOUND_DATES: Final = {name: _DATES[name] for name in _DATES if name != "odd"}
SOUND_SEPARATORS: Final = {name: _SEPARATORS[name] for name in ("line", "blank line", "bullet", "nested bullet")}


def _figure(pen: _Pen) -> str:
    """One statement of a figure, in the words of the guide."""
    amount = pen.filled(pen.named("amount", _AMOUNTS if pen.hostile else SOUND_AMOUNTS))
    words = [amount, pen.named("noun", _NOUNS), pen.named("fate", _FATES)]
    if pen.chance(10):
        words[0] = ""  # a noun with its fate and no number
    if pen.chance(25):
        words.append(pen.named("tail", _TAILS if pen.hostile else SOUND_TAILS))
    return " ".join(filter(None, words))


def _figures(pen: _Pen) -> tuple[str, list[str]]:
    """The text of a field of figures, and the words of it that are bold."""
    if pen.chance(5):
        return pen.number(), []  # which the writer gives as a number, too
    parts: list[str] = []
    bold: list[str] = []
    for _ in range(pen.draw(st.integers(1, 4))):
        separator = pen.named("separator", _SEPARATORS if pen.hostile else SOUND_SEPARATORS)
        if parts or separator.startswith("\n* "):
            parts.append(separator.lstrip("\n") if not parts else separator)
        if pen.chance(25):
            heading = pen.named("heading", _HEADINGS if pen.hostile else SOUND_HEADINGS)
            parts += [heading, "\n" if pen.chance(70) else " "]
            if pen.chance(50):
                bold.append(heading)
        parts += [_flag(pen, 15), _figure(pen)]
        if pen.hostile:
            parts.append(_leak(pen))
    return "".join(parts), bold


def _flag(pen: _Pen, percent: int) -> str:
    if not pen.chance(percent):
        return ""
    pen.shapes.add("flag")
    return pen.one(_FLAGS) + pen.one((" ", "", ": ", "\n"))


def _leak(pen: _Pen) -> str:
    """Now and then markup of another carrier, or noise."""
    match pen.draw(st.integers(0, 19)):
        case 17:
            pen.shapes.add("leaked reference")
            return pen.one(_REFS)
        case 18:
            pen.shapes.add("leaked external link")
            return pen.one(_SITES)
        case 19:
            pen.shapes.add("noise")
            return pen.one(_NOISE)
    return ""


def _list(pen: _Pen, entries: Sequence[str], *, flags: int) -> str:
    """Entries of people, belligerents or units, in a list of some shape."""
    out = ""
    for at in range(pen.draw(st.integers(1, 3))):
        separator = pen.named("separator", _SEPARATORS if pen.hostile else SOUND_SEPARATORS)
        out += separator if at else separator.lstrip("\n") if separator.startswith("\n*") else ""
        entry = pen.one(entries)
        if pen.chance(50):
            pen.linked.append(entry.rstrip(":† "))
        out += _flag(pen, flags) + entry + (_leak(pen) if pen.hostile else "")
    return out


def _value(pen: _Pen, text: str, bold: Sequence[str] = ()) -> Map:
    """A value as the writer of the carriers makes it."""
    pairs: Pairs = [("text", text)]
    digits = text.replace(",", "")
    if digits.isascii() and digits.isdigit():
        pairs.append(("number", int(digits)))
        pen.shapes.add("number")
    links = [_link(pen, words) for words in pen.linked if words]
    pen.linked.clear()
    if pen.hostile and pen.format != "wikitext" and pen.chance(6):
        pen.shapes.add("link not in the text")
        links.append(Map((("text", pen.one(("nowhere to be seen", "zzz", " "))), ("type", "internal"), ("page", "Nowhere"))))
    if links:
        pairs.append(("links", [*links]))
    marked: Pairs = [("bold", [*bold])] if bold else []
    if pen.hostile and pen.format != "wikitext" and pen.chance(6):
        pen.shapes.add("formatting not in the text")
        marked.append((pen.one(("bold", "italic", "struck")), ["nowhere to be seen", ""]))
    if marked:
        pairs.append(("formatting", Map(tuple(marked))))
        pen.shapes.add("formatting")
    return Map(tuple(pairs))


def _link(pen: _Pen, words: str) -> Tree:
    match pen.draw(st.integers(0, 5)):
        case 0 if pen.format != "wikitext":
            pen.shapes.add("page undefined")
            return Map((("text", words), ("type", "internal"), ("page", "undefined")))
        case 1:
            pen.shapes.add("lower-cased page")
            return Map((("text", words), ("type", "internal"), ("page", words.lower())))
        case 2:
            pen.shapes.add("interwiki link")
            return Map((("text", words), ("type", "interwiki"), ("wiki", "de"), ("page", words)))
        case 3:
            pen.shapes.add("external link")
            return Map((("text", words), ("type", "external"), ("site", "http://a.example")))
    pen.shapes.add("link")
    return Map((("type", "internal"), ("page", words), ("anchor", "Aftermath")))


def _box(pen: _Pen) -> Pairs:  # noqa: C901 (a question for each parameter)
    """The fields of one infobox of a conflict."""
    sides = pen.draw(st.sampled_from([2, 2, 2, 3]))
    if sides > 2:
        pen.shapes.add("three sides")
    fields: Pairs = []

    def add(name: str, text: str, bold: Sequence[str] = (), percent: int = 100) -> None:
        if pen.chance(percent):
            fields.append((name, _value(pen, text, bold)))
        pen.linked.clear()

    add("conflict", "Battle of Hadrut", percent=80)
    if pen.chance(60):
        add("date", pen.named("date", _DATES if pen.hostile else SOUND_DATES))
    if pen.chance(30):
        add("place", pen.one(_PLACES))
    if pen.chance(50):
        add("result", pen.one(_RESULTS))
    for side in range(1, sides + 1):
        add(f"combatant{side}", _list(pen, _STATES, flags=40), percent=90 if side < sides else 100)
        if pen.chance(30):
            add(f"commander{side}", _list(pen, _PEOPLE, flags=40))
        if pen.chance(15):
            add(f"units{side}", _list(pen, _UNITS, flags=20))
    for side in range(1, sides + 2):
        if pen.chance(30):
            add(f"{pen.one(('strength', 'strength', 'polstrength'))}{side}", *_figures(pen))
        if pen.chance(60):
            add(f"casualties{side}", *_figures(pen))
    return fields


# --- hostile shapes ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Plan:
    """A document before it is spelt."""

    pen: _Pen
    boxes: list[Tree]
    others: Pairs
    """Keys beside `infoboxes`."""
    body: str = "The **battle** began.\n"
    wrap: Callable[[str], str] = str
    """What is done to the text at the end."""
    template: str = "Infobox military conflict"
    """How a wikitext calls its boxes."""
    around: list[tuple[str, str]] = field(default_factory=list)
    """What a wikitext has before and behind one of its boxes."""
    within: list[str] = field(default_factory=list)
    """What stands somewhere in a wikitext's values."""

    def some_box(self) -> int:
        """The place of a box that is a mapping; a new one where there is none."""
        found = [at for at, box in enumerate(self.boxes) if isinstance(box, Map)]
        if not found:
            self.boxes.append(Map(tuple(_box(self.pen))))
            return len(self.boxes) - 1
        return self.pen.draw(st.sampled_from(found))

    def put(self, name: str, value: Tree) -> None:
        """Put a field into a box."""
        at = self.some_box()
        box = self.boxes[at]
        assert isinstance(box, Map)
        pairs = list(box.pairs)
        pairs.insert(self.pen.draw(st.integers(0, len(pairs))), (name, value))
        self.boxes[at] = Map(tuple(pairs))

    def spoil(self, *pairs: tuple[str, Tree]) -> None:
        """Put in what makes a reader refuse its infobox: into a box, or into one of its own beside the others."""
        if self.pen.chance(70):
            self.boxes.append(Map((("combatant1", Map((("text", "Rome"),))), *pairs)))
            return
        for pair in pairs:
            self.put(*pair)

    def after(self, wrap: Callable[[str], str]) -> None:
        before = self.wrap
        self.wrap = lambda text: wrap(before(text))


def _several(plan: _Plan) -> None:
    plan.boxes.append(Map(tuple(_box(plan.pen))))


def _not_a_conflict(plan: _Plan) -> None:
    plan.boxes.append(Map((("name", Map((("text", "Paris"),))), ("population", Map((("text", "2,000,000"), ("number", 2_000_000)))))))


def _no_box(plan: _Plan) -> None:
    plan.boxes.clear()


def _box_no_mapping(plan: _Plan) -> None:
    odd: list[Tree] = ["text", 3, None, True, ["a", "b"]]
    plan.boxes.append(plan.pen.draw(st.sampled_from(odd)))


def _double_key(plan: _Plan) -> None:
    value = Map((("text", "1 killed"),))
    plan.spoil(("casualties1", value), ("casualties1", value))


def _double_key_in_value(plan: _Plan) -> None:
    plan.spoil(("casualties2", Map((("text", "1 killed"), ("text", "2 killed")))))


def _double_key_outside(plan: _Plan) -> None:
    plan.others += [("author", "A"), ("author", "B")]


def _double_boxes(plan: _Plan) -> None:
    plan.others.append(("infoboxes", [Map((("casualties1", Map((("text", "9 killed"),))),))]))


def _anchor_inside(plan: _Plan) -> None:
    plan.spoil(("casualties1", Spelt("&a {text: 1 killed}", '{"text": "1 killed"}')))


def _alias_inside(plan: _Plan) -> None:
    plan.others.insert(0, ("x", Spelt("&b {text: 1 killed}", "1")))
    plan.spoil(("casualties1", Spelt("*b", '"*b"')))


def _tag_inside(plan: _Plan) -> None:
    plan.spoil(("casualties1", Spelt("{text: !!str 12}", '{"text": "!!str 12"}')))


def _alias_outside(plan: _Plan) -> None:
    plan.others += [("x", Spelt("&c [1, 2]", "[1, 2]")), ("y", Spelt("*c", "[1, 2]"))]


def _tag_outside(plan: _Plan) -> None:
    plan.others.append(("x", Spelt("!!python/object/apply:os.system ['true']", "[]")))


def _bomb_outside(plan: _Plan) -> None:
    for level, inner in zip("cdefghij", "bcdefghi", strict=True):
        plan.others.append((level, Spelt(f"&{level} [{', '.join([f'*{inner}'] * 9)}]", "[]")))
    plan.others.insert(-8, ("b", Spelt("&b [lol]", "[]")))


def _deep_inside(plan: _Plan) -> None:
    plan.spoil(("casualties1", Spelt("[" * 80 + "]" * 80, "[" * 80 + "]" * 80)))


def _deep_outside(plan: _Plan) -> None:
    plan.others.append(("x", Spelt("[" * 80 + "]" * 80, "[" * 80 + "]" * 80)))


def _list_as_text(plan: _Plan) -> None:
    plan.put("casualties1", Map((("text", ["1 killed", Map((("a", "2 killed"),)), None, "* 3 killed"]),)))


def _map_as_text(plan: _Plan) -> None:
    plan.put("casualties1", Map((("text", Map((("text", "1 killed"),))),)))


def _number_as_text(plan: _Plan) -> None:
    plan.put("casualties2", Map((("text", plan.pen.draw(st.sampled_from([12, -1, 1.5, 10**30]))),)))


def _boolean_as_text(plan: _Plan) -> None:
    plan.put("casualties2", Map((("text", plan.pen.draw(st.booleans())),)))


def _null_as_text(plan: _Plan) -> None:
    plan.put("casualties2", Map((("text", None),)))


def _bare_value(plan: _Plan) -> None:
    odd: list[Tree] = ["1 killed", 12, None, True, ["1 killed"], Map(())]
    plan.put("casualties2", plan.pen.draw(st.sampled_from(odd)))


def _odd_lists(plan: _Plan) -> None:
    odd: list[Tree] = ["x", 3, None, [], Map((("links", []),)), Map((("type", "odd"), ("page", "P"))), Map((("type", "internal"),))]
    lists: list[Tree] = [odd, "x", 3, Map(()), "bold", Map((("bold", "x"),))]
    links, marks = plan.pen.draw(st.sampled_from(lists)), plan.pen.draw(st.sampled_from(lists))
    plan.put("casualties2", Map((("text", "1 killed"), ("links", links), ("formatting", marks), ("colour", "red"), ("number", "x"))))


def _boxes_no_list(plan: _Plan) -> None:
    plan.boxes[:] = [Spelt("infoboxes: text", '"text"')]


def _unknown_parameter(plan: _Plan) -> None:
    name = plan.pen.one(
        ("colour_scheme", "casualties", "casualties0", "Casualties2", "casualties2e", "", " date", "casualties٢", "map_label\n")
    )
    plan.put(name, Map((("text", "3 killed"),)))


def _doubled_parameter(plan: _Plan) -> None:
    plan.put("place", Map((("text", "Rome"),)))
    plan.put("location", Map((("text", "Carthage"),)))


def _beyond_joint(plan: _Plan) -> None:
    plan.put(plan.pen.one(("casualties5", "strength9", "units6a", "commander5")), Map((("text", "3 killed"),)))


def _further_row(plan: _Plan) -> None:
    plan.put(plan.pen.one(("casualties1a", "commander2b", "strength3c", "combatant1a")), Map((("text", "3 killed"),)))


def _odd_character(name: str, char: str) -> Callable[[_Plan], None]:
    def put(plan: _Plan) -> None:
        words = plan.pen.one((f"1{_HERE}500 killed", f"{_HERE}", f"3 killed{_HERE}2 wounded", f"Per A{_HERE}: 3 dead", f"\n{_HERE}\n* 2"))
        if plan.pen.chance(50):
            plan.put("casualties2", Map((("text", words), ("links", [Map((("type", "internal"), ("page", _HERE)))]))))
        elif plan.pen.chance(50):
            plan.others.append(("description", f"x{_HERE}y"))
        else:
            plan.put(f"casualties2{_HERE}", Map((("text", words),)))
        escaped = f"&#{ord(char)};" if plan.pen.format == "wikitext" else json.dumps(char)[1:-1]
        escape = escaped if plan.pen.chance(50) else char
        plan.after(lambda text: text.replace(_HERE, escape))

    put.__name__ = name
    return put


def _newlines(ending: str) -> Callable[[_Plan], None]:
    def put(plan: _Plan) -> None:
        plan.after(lambda text: text.replace("\n", ending))

    return put


def _bom(plan: _Plan) -> None:
    plan.after(lambda text: "\ufeff" + text)


def damaged(text: str) -> str:
    """A text as UTF-8 that was taken for Mac Roman; what UTF-8 cannot hold stays out of it."""
    return text.encode(errors="replace").decode("mac_roman")


def _mojibake_whole(plan: _Plan) -> None:
    plan.put("casualties1", Map((("text", "Per Azerbaijan – 5–7 killed, 🇦🇿 12 wounded"),)))
    plan.after(damaged)


def _mojibake_partial(plan: _Plan) -> None:
    plan.put("casualties1", Map((("text", damaged("5–7 killed — 12–13 wounded “x”")),)))
    plan.others.append(("description", "été – sound"))


def _no_mojibake(plan: _Plan) -> None:
    plan.put("casualties1", Map((("text", "5–7 killed à Orléans, l’éditeur"),)))


def _truncated(plan: _Plan) -> None:
    share = plan.pen.draw(st.integers(0, 1000))
    plan.after(lambda text: text[: len(text) * share // 1000])



def _spliced(plan: _Plan) -> None:
    start, length = plan.pen.draw(st.integers(0, 1000)), plan.pen.draw(st.integers(0, 30))
    words = plan.pen.one(_SIGNS)

    def splice(text: str) -> str:
        at = len(text) * start // 1000
        return text[:at] + words + text[at + length :]

    plan.after(splice)


def _two_pages(plan: _Plan) -> None:
    first, second = plan.pen.draw(st.integers(0, 1000)), plan.pen.draw(st.integers(0, 1000))
    plan.after(lambda text: text[: len(text) * first // 1000] + text[len(text) * second // 1000 :])


def _infecting(*words: str) -> Callable[[_Plan], None]:
    """What puts one of these words somewhere into a value."""
    return lambda plan: plan.within.append(plan.pen.one(words))


def _around(*words: tuple[str, str]) -> Callable[[_Plan], None]:
    """What puts one of these around a box."""
    return lambda plan: plan.around.append(plan.pen.draw(st.sampled_from(words)))


def _called(*names: str) -> Callable[[_Plan], None]:
    """What calls the boxes by another name; they have all that a wrapper is known by."""

    def call(plan: _Plan) -> None:
        plan.template = plan.pen.one(names)
        plan.put("combatant1", Map((("text", "Rome"),)))
        plan.put("combatant2", Map((("text", "Carthage"),)))

    return call


def _misspelt(plan: _Plan) -> None:
    plan.put(plan.pen.one(("casualites1", "comander1", "strenght2", "Casualties1", "combatant 1")), Map((("text", "3 killed"),)))


def _empty_parts(plan: _Plan) -> None:
    for name in ("casualties1", "strength1", "", "date"):
        plan.put(name, Map((("text", plan.pen.one(("", " ", "\n", "<!-- -->", "{{void}}", "{{}}", "[[]]", "<ref></ref>"))),)))


def _huge(plan: _Plan) -> None:
    plan.put("casualties1", Map((("text", plan.pen.one(("3 [[soldier]]s killed<br>", "a", "{{flag|Rome}}\n", "* x\n")) * 300),)))


_OF_ALL: Final[dict[str, Callable[[_Plan], None]]] = {
    "several infoboxes": _several,
    "non-conflict infobox": _not_a_conflict,
    "no infobox": _no_box,
    "duplicate key in an infobox": _double_key,
    "unknown parameter": _unknown_parameter,
    "duplicated parameter": _doubled_parameter,
    "parameter beyond the joint row": _beyond_joint,
    "further row": _further_row,
    **{f"odd character: {name}": _odd_character(name, char) for name, char in ODD_CHARACTERS.items()},
    "CRLF": _newlines("\r\n"),
    "CR": _newlines("\r"),
    "mixed line ends": _newlines("\r\n\n\r"),
    "BOM": _bom,
    "mojibake: whole": _mojibake_whole,
    "mojibake: partial": _mojibake_partial,
    "mojibake: none": _no_mojibake,
    "truncated": _truncated,
    "spliced": _spliced,
}
_OF_DATA: Final[dict[str, Callable[[_Plan], None]]] = {
    "infobox that is no mapping": _box_no_mapping,
    "infoboxes that are no list": _boxes_no_list,
    "duplicate key in a value": _double_key_in_value,
    "duplicate key outside": _double_key_outside,
    "infoboxes twice": _double_boxes,
    "anchor inside": _anchor_inside,
    "alias inside": _alias_inside,
    "tag inside": _tag_inside,
    "alias outside": _alias_outside,
    "tag outside": _tag_outside,
    "bomb outside": _bomb_outside,
    "deep nesting inside": _deep_inside,
    "deep nesting outside": _deep_outside,
    "list as text": _list_as_text,
    "mapping as text": _map_as_text,
    "number as text": _number_as_text,
    "boolean as text": _boolean_as_text,
    "null as text": _null_as_text,
    "value that is no mapping": _bare_value,
    "links and formatting of odd shape": _odd_lists,
}
_OF_WIKITEXT: Final[dict[str, Callable[[_Plan], None]]] = {
    "unclosed template": _infecting("{{", "{{nowrap|3 killed", "{{{", "{{flag|", "{", "{{{{{"),
    "unclosed link": _infecting("[[", "[[Rome|", "[[Rome", "[http://a.example b", "[[File:x.jpg|thumb|"),
    "unclosed reference": _infecting("<ref", "<ref>", "<ref name=x>", "<ref name=x", "<ref name='a>b'>", "<ref group=n name=>"),
    "unclosed comment": _infecting("<!--", "<!-->", "<!--->", "<!-- x -- >"),
    "unclosed converter": _infecting("-{", "-{zh:a;", "1914-{{b", "-{{{b}}"),
    "unclosed table": _infecting("{|", "\n{| class=x\n|-\n| 3 killed", "{| |}", "\n{|\n! a !! b\n|}"),
    "unclosed tag": _infecting("<small>", "<b>", "<nowiki>", "<div class='a'>", "<math>", "<li>", "<ul><li>a", '<span style="x:y'),
    "closed too often": _infecting("}}", "]]", "}", "]", "}}}", "</ref>", "-->", "</small>", "}-", "|}", "</noinclude>", "</nowiki>"),
    "bar too many": _infecting("|", "||", "|\n|", "| = ", "|=|", "|x"),
    "positional part": _infecting("|3 killed|", "|1=3 killed|", "|01=3 killed|", "| [[File:x.jpg]] |", "|{{flag|Rome}}|"),
    "misspelt parameter": _misspelt,
    "equals sign": _infecting("=", "==", "\n==", "\n== Losses ==\n", "\n=", "http://a.example/?a=b&c=d"),
    "box in a table": _around(("{| class=infobox\n|-\n| ", "\n|}"), ("<table><tr><td>", "</td></tr></table>"), ("{|\n", "")),
    "box in a template": _around(("{{nowrap|", "}}"), ("{{stack|\n", "\n}}"), ("{{a|b={{c|", "}}}}"), ("{{a|", "")),
    "box in an argument": _around(("{{{a|", "}}}"), ("{{{", "}}}"), ("{{#if:x|", "}}"), ("{{#switch: {{{a|}}} | b = ", "| c }}")),
    "box in a link": _around(("[[File:x.jpg|thumb|", "]]"), ("[[Rome|", "]]"), ("[[", ""), ("[http://a.example ", "]")),
    "box in nowiki": _around(("<nowiki>", "</nowiki>"), ("<pre>", "</pre>"), ("<syntaxhighlight lang='x'>", "</syntaxhighlight>")),
    "box in a comment": _around(("<!-- ", " -->"), ("<!-- ", ""), ("<!-- x --> <!--", "-->")),
    "box in a reference": _around(("<ref>", "</ref>"), ("<ref name=x>", "</ref>"), ("<ref name=x>", "")),
    "box in a directive": _around(("<noinclude>", "</noinclude>"), ("<includeonly>", "</includeonly>"), ("<onlyinclude>", ""), ("<includeonly>", "")),
    "box in a box": _around(("{{Infobox military conflict|casualties1=3 killed|casualties2=", "}}"), ("{{Warbox\n|", "}}")),
    "wrapper template": _called("WW2InfoBox", "Infobox A vs B", "mein Kasten", "Infobox {{{type|military conflict}}}"),
    "module call": _called("#invoke:Infobox military conflict|main", "#invoke: Infobox military conflict |main|x", "#invoke:other|main"),
    "sister template": _called("Infobox civil conflict", "Infobox civilian attack", "Infobox operational plan", "Infobox military attack"),
    "name spelt oddly": _called(
        "infobox_military conflict", "Template:warbox", "{{{|safesubst:}}}Warbox", "subst:Warbox", "Infobox<!-- c --> military conflict\n",
        "Infobox military conflict<noinclude/>", " \tWarbox ", "msg:Battlebox", "&#87;arbox", ":Template:Infobox war#x",
    ),
    "deep templates": _infecting("{{nowrap|" * 60 + "3 killed" + "}}" * 60, "{{ubl|a|" * 45 + "3 killed" + "}}" * 45, "{{nowrap|" * 60, "{{flag|" * 45 + "}}" * 45),
    "deep links": _infecting("[[a|" * 60 + "]]" * 60, "[[File:a|" * 60 + "]]" * 60, "[[a|" * 60, "[http://a " * 60 + "]" * 60),
    "deep lists": _infecting("\n" + "*" * 60 + " 3 killed", "\n*#:;" * 9, "<ul><li>" * 45, "\n" + ":" * 60),
    "huge value": _huge,
    "empty parts": _empty_parts,
    "two pages": _two_pages,
    "unknown template": _infecting("{{unheard of}}", "{{unheard of|3 killed|x=y}}", "{{unheard of|{{unheard of|a}}}}", "{{\n}}", "{{unheard_of\n|a}}"),
    "known to say nothing": _infecting("{{age in years|1943}}", "{{campaignbox x}}", "{{clear}}", "[[File:x.jpg|20px]]", "<section begin=a/>"),
    "function": _infecting("{{#if:x|3 killed|{{flag|Rome}}}}", "{{lc:ROME}}", "{{PAGENAME}}", "{{{1|3 killed}}}", "{{{}}}", "{{#expr:1+2}}"),
    "other tag": _infecting("<math>x<y</math>", "<gallery>\nx.jpg|3 killed\n</gallery>", "<poem>a\nb</poem>", "<nowiki>[[3]]\n* x</nowiki>", "<pre>\n3 killed</pre>"),
    "odd list": _infecting("{{ubl}}", "{{ubl||a||}}", "{{ubl|2=b|1=a}}", "{{plainlist}}", "{{plainlist|a}}", "{{hidden|t|a<br>b}}", "{{collapsible list|title=t|a|{{ubl|b|c}}}}", "{{plainlist|\n* a\n** b\nc}}"),
    "odd flag": _infecting("{{flag}}", "{{flag|}}", "{{flag|Rome|name={{ubl|a|b}}}}", "{{flagcountry|{{PAGENAME}}}}", "{{flagicon image|Flag of Rome.svg}}", "{{flagg|unc|Rome}}", "{{flagdeco|}}", "{{GBR}}", "[[File:Flag of Rome.svg|22px]]"),
    "odd date": _infecting("{{start date|2020|13|99}}", "{{start date}}", "{{start and end dates|1943|5|x|1944}}", "{{coord|1|2|3|N}}", "{{coord|x}}", "{{convert|3|-|km|5}}", "{{OldStyleDate}}", "{{circa}}"),
    "odd emphasis": _infecting("''''''", "'''''a''b'''", "''a'''b''c'''", "'" * 12, "l''a''", "''\n''", "<b><i></b></i>", "'''[[a|''b]]'''''"),
    "odd entity": _infecting("&amp;lt;", "&#0;", "&#x110000;", "&#xD800;", "&unheard;", "&lt;ref&gt;", "&#10;", "&#42; x", "&nbsp", "&#9999999;", "&fjlig;", "&acE;"),
    "odd lines": _infecting("\n;term: words\n:: words", "\n----\n", "\n---- 3 killed", "\n\n\n", "\n \n", "<hr/>", "\n # 1", "</li>", "<p>", "{{hr}}", "<br clear=all>", "\n{{!}}"),
    "odd link": _infecting("[[]]", "[[|]]", "[[Rome (a)|]]", "[[:Category:x]]", "[[Category:x]]", "[[#a]]", "[[de:Rom]]", "[[:de:Rom|]]", "[[a|b|c]]", "[[a\nb]]", "[[a|\n* b]]ses", "[[File:a.jpg|[[b]]|c]]", "[//a.example]", "[http://a.example]"),
}  # fmt: skip
HOSTILE: Final[dict[str, Callable[[_Plan], None]]] = {**_OF_ALL, **_OF_DATA, **_OF_WIKITEXT}
"""Every hostile shape by name, and what makes it."""


def hostile_shapes(format: str) -> list[str]:  # noqa: A002 (the plain word)
    """The hostile shapes that a document of a format can have."""
    return sorted({**_OF_ALL, **(_OF_WIKITEXT if format == "wikitext" else _OF_DATA)})


_SAID: Final = {
    "amount": _AMOUNTS,
    "noun": _NOUNS,
    "fate": _FATES,
    "heading": _HEADINGS,
    "tail": _TAILS,
    "date": _DATES,
    "separator": _SEPARATORS,
}
_SAID_EVERYWHERE: Final = (
    *(f"{prefix}: {name}" for prefix, table in _SAID.items() for name in table),
    *("flag", "leaked reference", "leaked external link", "noise", "number", "formatting"),
    *("lower-cased page", "interwiki link", "external link", "link", "three sides", "well-formed"),
)
_SAID_IN_DATA: Final = ("link not in the text", "formatting not in the text", "page undefined")
_SPELT: Final[dict[str, tuple[str, ...]]] = {
    "frontmatter": ("block", "flow", "double quotes", "single quotes"),
    "json": (),
    "wikitext": (
        *("aligned", "compact", "crowded", "bars at line ends", "comments between"),
        *("lines", "br", "list template", "block of lines"),
        *("reference", "footnote", "comment", "nowiki", "entity", "nowrap", "nested", "tag", "circa", "fate mark", "flag template"),
    ),
}


def shapes(format: str) -> tuple[str, ...]:  # noqa: A002 (the plain word)
    """Every shape that a document of a format can have; tests assert that each occurs."""
    said = _SAID_EVERYWHERE if format == "wikitext" else (*_SAID_EVERYWHERE, *_SAID_IN_DATA)
    return (*hostile_shapes(format), *said, *(f"spelling: {name}" for name in _SPELT[format]))


SHAPES: Final[tuple[str, ...]] = tuple(dict.fromkeys(name for each in FORMATS for name in shapes(each)))
"""Every shape that a document of any format can have."""


# --- whole documents ----------------------------------------------------------------------------------------------


@st.composite
def documents(draw: st.DrawFn, format: str, *, hostile: bool = True, shape: str | None = None) -> Written:  # noqa: A002 (the plain word)
    """A document of a format: with one hostile shape where it is named, by default with up to four, else well-formed throughout."""
    pen = _Pen(draw, hostile, format)
    plan = _Plan(pen, [Map(tuple(_box(pen)))], [("title", "Battle of Hadrut")])
    if shape is not None:
        HOSTILE[shape](plan)
        pen.shapes.add(shape)
    elif hostile:
        for name in draw(st.lists(st.sampled_from(hostile_shapes(format)), min_size=draw(st.integers(0, 3)), max_size=4, unique=True)):
            HOSTILE[name](plan)
            pen.shapes.add(name)
    else:
        pen.shapes.add("well-formed")
    text = plan.wrap(_SPELLERS[format](plan))
    for name in sorted(pen.shapes):
        event(name)
    return Written(text, frozenset(pen.shapes))


@st.composite
def translations(draw: st.DrawFn) -> dict[str, str]:
    """One well-formed document in every format: each says the same."""
    pen = _Pen(draw, hostile=False, format="wikitext")  # which has fewest shapes that are of one format alone
    plan = _Plan(pen, [Map(tuple(_box(pen)))], [("title", "Battle of Hadrut")])
    return {format: speller(plan) for format, speller in _SPELLERS.items()}  # noqa: A001 (the plain word)


def _front_matter(plan: _Plan) -> str:
    pen = plan.pen
    style = pen.one(("block", "block", "flow", "double quotes", "single quotes"))
    pen.shapes.add(f"spelling: {style}")
    if plan.boxes and isinstance(plan.boxes[0], Spelt):
        boxes = f"{plan.boxes[0].yaml}\n"
    elif style == "flow":
        boxes = f"infoboxes: {_flow(plan.boxes)}\n"
    else:
        boxes = "infoboxes:\n" + "".join(_block_item(box, style) for box in plan.boxes)
    keys = [
        f"{_key(name)}: {_scalar(value, style, 2)}\n" if isinstance(value, str) else f"{_key(name)}: {_flow(value)}\n"
        for name, value in plan.others
    ]
    at = pen.draw(st.integers(0, len(keys)))
    return f"---\n{''.join([*keys[:at], boxes, *keys[at:]])}---\n{plan.body}"


def _block_item(box: Tree, style: str) -> str:
    if not isinstance(box, Map) or not box.pairs:
        return f"  - {_flow(box)}\n"
    lines = _block(box, style, 4)
    return f"  - {lines[4:]}"


def _block(tree: Map, style: str, indent: int) -> str:
    """A mapping in block style, a line for each key."""
    pad = " " * indent
    out = []
    for name, value in tree.pairs:
        if isinstance(value, Map) and value.pairs:
            out.append(f"{pad}{_key(name)}:\n{_block(value, style, indent + 2)}")
        elif isinstance(value, list) and value:
            out.append(f"{pad}{_key(name)}:\n" + "".join(f"{pad}  - {_block_member(member, style, indent + 4)}\n" for member in value))
        elif isinstance(value, str):
            out.append(f"{pad}{_key(name)}: {_scalar(value, style, indent + 2)}\n")
        else:
            out.append(f"{pad}{_key(name)}: {_flow(value)}\n")
    return "".join(out)


def _block_member(member: Tree, style: str, indent: int) -> str:
    if isinstance(member, Map) and member.pairs:
        return _block(member, style, indent)[indent:].removesuffix("\n")
    return _scalar(member, style, indent) if isinstance(member, str) and "\n" not in member else _flow(member)


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else json.dumps(name, ensure_ascii=False)


def _scalar(words: str, style: str, indent: int) -> str:
    """A text in YAML: literal block, single or double quotes; plain where that is safe."""
    if style == "single quotes" and "\n" not in words and words.isprintable():
        return "'" + words.replace("'", "''") + "'"
    if style == "block" and words.replace("\n", "").isprintable():
        lines = words.split("\n")
        if len(lines) > 1 and lines[0].strip() == lines[0] != "" and lines[-1].strip():
            return "|-\n" + "\n".join(" " * indent + line if line else "" for line in lines)
        if words.replace(" ", "").replace(",", "").isalpha() and words.strip() == words:
            return words
    return json.dumps(words, ensure_ascii=False)


def _flow(tree: Tree) -> str:
    match tree:
        case Spelt():
            return tree.yaml
        case Map():
            return "{" + ", ".join(f"{json.dumps(name, ensure_ascii=False)}: {_flow(value)}" for name, value in tree.pairs) + "}"
        case list():
            return "[" + ", ".join(map(_flow, tree)) + "]"
    return json.dumps(tree, ensure_ascii=False)


def _json_text(plan: _Plan) -> str:
    """One infobox object, a list of them, or an object with `infoboxes`."""
    shape = plan.pen.draw(st.sampled_from(["object", "list", "one"]))
    boxes = _json(plan.boxes[0] if plan.boxes and isinstance(plan.boxes[0], Spelt) else plan.boxes)
    if plan.others[1:] or shape == "object":
        text = "{" + ", ".join([*(f'"{name}": {_json(value)}' for name, value in plan.others), f'"infoboxes": {boxes}']) + "}"
    else:
        text = _json(plan.boxes[0]) if shape == "one" and len(plan.boxes) == 1 else boxes
    return text.replace("}, ", "},\n") if plan.pen.chance(50) else text


def _json(tree: Tree) -> str:
    match tree:
        case Spelt():
            return tree.json
        case Map():
            return "{" + ", ".join(f"{json.dumps(name, ensure_ascii=False)}: {_json(value)}" for name, value in tree.pairs) + "}"
        case list():
            return "[" + ", ".join(map(_json, tree)) + "]"
    return json.dumps(tree, ensure_ascii=False)


# --- wikitext -----------------------------------------------------------------------------------------------------

_BEFORE: Final = (
    "",
    "{{short description|A battle}}\n{{use dmy dates|date=May 2020}}\n",
    "{{about|the battle|the town|Hadrut}}\n\n",
    "<!-- a battle -->\n[[File:x.jpg|thumb|The [[town]]]]\n",
)
_BEHIND: Final = (
    "",
    "\n{{Campaignbox X}}\nThe '''battle''' began.<ref name=\"a\">Smith</ref>\n\n== Aftermath ==\n{{main|Peace}}\n{{reflist}}\n[[Category:Battles]]\n",
    "\n'''Hadrut''' is {{convert|3|km}} off.<ref name=x /> {{cite web|url=http://a.example/?a=b|title=T}}\n",
)
_EMOJI: Final = {"🇦🇿": ("AZE", "Azerbaijan"), "🇦🇲": ("ARM", "Armenia"), "🇺🇸": ("USA", "United States"), _FLAGS[3]: ("England", "England")}
_EMOJI_FLAG: Final = re.compile("|".join(_EMOJI))
_NOTES: Final[dict[str, tuple[str, ...]]] = {
    "reference": ("<ref>Smith 2001, p. 12</ref>", '<ref name="a" />', "<ref name=b group=n>3 [[dead]]</ref>", "{{sfn|Smith|2001|p=12}}", "{{r|a}}"),
    "footnote": ("{{efn|About 12 of them.}}", "{{efn|name=x|3 dead}}", "{{refn|group=n|12<ref>b</ref>}}", "{{citation needed|date=May 2020}}"),
    "comment": ("<!-- 12 dead -->", "<!---->", "<!-- | x = {{y}} -->"),
    "nowiki": ("<nowiki/>", "<nowiki />"),
}


def _wikitext(plan: _Plan) -> str:
    """A page with its boxes, text before and after."""
    pen = plan.pen
    boxes = [_wiki_fields(pen, box) for box in plan.boxes if isinstance(box, Map)]
    for words in plan.within:
        _infect(pen, boxes, words)
    calls = [_call(pen, _template(plan, box), box) for box in boxes]
    for before, behind in plan.around:
        if calls:
            at = pen.draw(st.integers(0, len(calls) - 1))
            calls[at] = before + calls[at] + behind
    others = "".join(f"\n{value}\n" for name, value in plan.others if isinstance(value, str) and name != "title")
    return pen.one(_BEFORE) + "\n".join(calls) + others + pen.one(_BEHIND)


def _template(plan: _Plan, fields: list[tuple[str, str]]) -> str:
    """The name of a box's template."""
    return "Infobox settlement" if any(name == "population" for name, _ in fields) else plan.template


def _infect(pen: _Pen, boxes: list[list[tuple[str, str]]], words: str) -> None:
    """Put words somewhere into a value: at one of its ends, or at a blank."""
    filled = [box for box in boxes if box]
    if not filled:
        return
    box = pen.draw(st.sampled_from(filled))
    at = pen.draw(st.integers(0, len(box) - 1))
    name, value = box[at]
    place = pen.draw(st.sampled_from([0, len(value), *(match.start() for match in re.finditer(r"\s", value))]))
    box[at] = name, value[:place] + words + value[place:]


def _call(pen: _Pen, template: str, fields: list[tuple[str, str]]) -> str:
    layout = pen.one(_SPELT["wikitext"][:5])
    pen.shapes.add(f"spelling: {layout}")
    match layout:
        case "aligned":
            parts = [f"\n| {name:<11} = {value}" for name, value in fields]
        case "compact":
            parts = [f"\n|{name}={value}" for name, value in fields]
        case "crowded":
            return "{{" + "|".join([template, *(f"{name}={value}" for name, value in fields)]) + "}}"
        case "bars at line ends":
            return "{{" + template + "".join([f" |\n{name} = {value}" for name, value in fields]) + " }}"
        case _:
            parts = [f"\n<!-- {name} -->\n| {name} <!-- | --> = <!-- 7 killed -->\n{value}" for name, value in fields]
    return "{{" + template + "".join(parts) + "\n}}"


def _wiki_fields(pen: _Pen, box: Map) -> list[tuple[str, str]]:
    return [(name, _wiki_value(pen, name, value)) for name, value in box.pairs]


def _wiki_value(pen: _Pen, name: str, value: Tree) -> str:
    """A value with its marks, spelt in one of the ways of a wiki."""
    if isinstance(value, Spelt):
        return value.wikitext
    parts = dict(value.pairs) if isinstance(value, Map) else {}
    text = parts.get("text")
    if not isinstance(text, str):
        return ""
    words = _linked(pen, text, parts)
    if _EMOJI_FLAG.search(words):
        pen.shapes.add("spelling: flag template")
        form = pen.one(("{{flagicon|%s}}", "{{flag icon|%s}}", "{{flagdeco|%s}}", "{{Flagicon|%s|variant=1912}}"))
        words = _EMOJI_FLAG.sub(lambda match: form % pen.one(_EMOJI[match[0]]), words)
    return _in_lines(pen, _decorated(pen, name, words)) if pen.chance(60) else words


def _linked(pen: _Pen, text: str, parts: dict[str, Tree]) -> str:
    """The words with links and bold words, each where it first occurs."""
    marks: list[tuple[int, int, str, str]] = []

    def put(words: str, before: str, behind: str) -> None:
        for match in re.finditer(re.escape(words), text) if words else ():
            if all(match.end() <= start or end <= match.start() for start, end, _, _ in marks):
                marks.append((match.start(), match.end(), before, behind))
                return

    formatting = parts.get("formatting")
    bold = dict(formatting.pairs).get("bold") if isinstance(formatting, Map) else None
    for words in bold if isinstance(bold, list) else []:
        if isinstance(words, str):
            put(words, *pen.draw(st.sampled_from([("'''", "'''"), ("<b>", "</b>")])))
    links = parts.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Map):
            put(*_brackets(dict(link.pairs)))
    out, at = "", 0
    for start, end, before, behind in sorted(marks):
        out += text[at:start] + before + text[start:end] + behind
        at = end
    return out + text[at:]


def _brackets(link: dict[str, Tree]) -> tuple[str, str, str]:
    """The words of a link, and the markup around them."""
    words = str(link.get("text", link.get("page", "")))
    match link.get("type"):
        case "external":
            return words, f"[{link.get('site')} ", "]"
        case "interwiki":
            return words, f"[[:{link.get('wiki')}:{link.get('page')}|", "]]"
    anchor = f"#{link['anchor']}" if "anchor" in link else ""
    target = f"{link.get('page')}{anchor}"
    return words, "[[" if target == words else f"[[{target}|", "]]"


def _decorated(pen: _Pen, name: str, words: str) -> str:
    """Words with what wikis put around and between them, and which says nothing more."""
    lines = words.split("\n")
    about = next((at for at, line in enumerate(lines) if re.search(r"\bc\. \d", line)), None)
    way = pen.one(_SPELT["wikitext"][9:-1]) if about is None else "circa"
    at = pen.draw(st.integers(0, len(lines) - 1)) if about is None else about
    sign = (re.match(r"[*\s]*", lines[at]) or [""])[0]
    line = lines[at][len(sign) :]
    old = words
    match way:
        case "reference" | "footnote" | "comment" | "nowiki":
            line += pen.one(_NOTES[way])
        case "entity" if "[http" not in line and "{{" not in line:  # a template is called by its own name
            line = line.replace("–", pen.one(("&ndash;", "&#8211;", "&#x2013;"))).replace(" ", "&#32;", 1)
        case "nowrap" if line:
            line = pen.one(("{{nowrap|1=%s}}", "{{small|1=%s}}", "{{lang|la|2=%s}}", "{{nobold| 1 = %s }}")) % line
        case "nested" if line:
            line = pen.one(("{{nowrap|1={{small|1=%s}}}}", "{{big|1=<small>%s</small>}}", "{{longitem|1={{lang|la|2=%s}}}}")) % line
        case "tag" if line:
            line = pen.one(("<small>%s</small>", '<span style="color:red">%s</span>', "<SMALL >%s</SMALL >", "<sup>%s</sup>")) % line
        case "circa":
            line = re.sub(r"\bc\. ([\d,]+)", r"{{circa|\1}}", line)
        case "fate mark" if name.startswith("commander") and not re.search(r"\[\[[^]]*[†(]", line):  # a template makes no link's page
            line = line.replace(" †", pen.one((" {{†}}", "{{dagger}}"))).replace(" (killed)", " {{KIA}}").replace("(POW)", "{{POW}}")
    lines[at] = sign + line
    new = "\n".join(lines)
    if new != old:
        pen.shapes.add(f"spelling: {way}")
    return new


def _in_lines(pen: _Pen, words: str) -> str:
    """A value's lines in one of the ways of a wiki to part them."""
    way = pen.one(_SPELT["wikitext"][5:9])
    lines = words.split("\n")
    plain = all(line.strip() and not line.startswith("*") for line in lines)
    match way:
        case "br":
            end = pen.one(("<br>", "<br />", "<br/>", "<BR>", "<br>\n", "{{br}}"))  # in an item it would not end the item
            words = re.sub(r"^([^*\s].*)\n(?![\s*])", lambda match: match[1] + end, words, flags=re.MULTILINE)
        case "list template" if plain:
            form = pen.one(("ubl", "Unbulleted list", "bulleted list", "flatlist|1=\n* ", "hlist", "plainlist|1=\n* "))
            if form.endswith("* "):
                words = "{{" + form + "\n* ".join(lines) + "\n}}"
            else:
                words = "{{" + form + "".join(f"|{at + 1}={line}" for at, line in enumerate(lines)) + "}}"
        case "block of lines" if not plain and all(line.startswith("*") for line in lines):
            words = "{{plainlist}}\n" + words + "\n{{endplainlist}}"
        case "lines":
            pass
        case _:
            return words
    pen.shapes.add(f"spelling: {way}")
    return words


_SPELLERS: Final[dict[str, Callable[[_Plan], str]]] = {"frontmatter": _front_matter, "json": _json_text, "wikitext": _wikitext}
