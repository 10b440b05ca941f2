"""Strategies: documents of every format, sound and hostile, each with the names of the shapes that stand in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from hypothesis import event
from hypothesis import strategies as st

FORMATS: Final = ("frontmatter", "json")
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
    if pen.hostile and pen.chance(6):
        pen.shapes.add("link not in the text")
        links.append(Map((("text", pen.one(("nowhere to be seen", "zzz", " "))), ("type", "internal"), ("page", "Nowhere"))))
    if links:
        pairs.append(("links", [*links]))
    marked: Pairs = [("bold", [*bold])] if bold else []
    if pen.hostile and pen.chance(6):
        pen.shapes.add("formatting not in the text")
        marked.append((pen.one(("bold", "italic", "struck")), ["nowhere to be seen", ""]))
    if marked:
        pairs.append(("formatting", Map(tuple(marked))))
        pen.shapes.add("formatting")
    return Map(tuple(pairs))


def _link(pen: _Pen, words: str) -> Tree:
    match pen.draw(st.integers(0, 5)):
        case 0:
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
        escape = json.dumps(char)[1:-1] if plan.pen.chance(50) else char
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
    words = plan.pen.one(
        ('"', "{", "}", "]", ",", ": ", "\n", "---\n", "  - ", "&a ", "#", "\\", "'", "|\n", "\t", "%YAML 1.1\n", "...\n", "? ")
    )

    def splice(text: str) -> str:
        at = len(text) * start // 1000
        return text[:at] + words + text[at + length :]

    plan.after(splice)


HOSTILE: Final[dict[str, Callable[[_Plan], None]]] = {
    "several infoboxes": _several,
    "non-conflict infobox": _not_a_conflict,
    "no infobox": _no_box,
    "infobox that is no mapping": _box_no_mapping,
    "infoboxes that are no list": _boxes_no_list,
    "duplicate key in an infobox": _double_key,
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
"""Every hostile shape by name, and what makes it."""

_SAID: Final = {
    "amount": _AMOUNTS,
    "noun": _NOUNS,
    "fate": _FATES,
    "heading": _HEADINGS,
    "tail": _TAILS,
    "date": _DATES,
    "separator": _SEPARATORS,
}
SHAPES: Final[tuple[str, ...]] = (
    *HOSTILE,
    *(f"{prefix}: {name}" for prefix, table in _SAID.items() for name in table),
    *("flag", "leaked reference", "leaked external link", "noise", "number", "link not in the text", "formatting not in the text"),
    *("formatting", "page undefined", "lower-cased page", "interwiki link", "external link", "link", "three sides"),
    *("well-formed", "spelling: block", "spelling: flow", "spelling: double quotes", "spelling: single quotes"),
)
"""Every shape that a document of `documents` can have; tests assert that each occurs."""


# --- whole documents ----------------------------------------------------------------------------------------------


@st.composite
def documents(draw: st.DrawFn, format: str, *, hostile: bool = True, shape: str | None = None) -> Written:  # noqa: A002 (the plain word)
    """A document of a format: with one hostile shape where it is named, by default with up to four, else well-formed throughout."""
    pen = _Pen(draw, hostile)
    plan = _Plan(pen, [Map(tuple(_box(pen)))], [("title", "Battle of Hadrut")])
    if shape is not None:
        HOSTILE[shape](plan)
        pen.shapes.add(shape)
    elif hostile:
        for name in draw(st.lists(st.sampled_from(sorted(HOSTILE)), max_size=4, unique=True)):
            HOSTILE[name](plan)
            pen.shapes.add(name)
    else:
        pen.shapes.add("well-formed")
    text = plan.wrap(_front_matter(plan) if format == "frontmatter" else _json_text(plan))
    for name in sorted(pen.shapes):
        event(name)
    return Written(text, frozenset(pen.shapes))


def texts() -> st.SearchStrategy[str]:
    """Any text whatever, lone surrogates included; half of it begins as a format does."""
    anything = st.text(st.characters(exclude_categories=()))
    heads = st.sampled_from(
        ["", "---\n", "---\ninfoboxes:\n", "---\ninfoboxes:\n  - casualties1:\n      text: ", "{", '{"casualties1": {"text": "', "[{"]
    )
    tails = st.sampled_from(["", "\n---\n", '"}}', "}", "]"])
    return st.one_of(anything, st.tuples(heads, anything, tails).map("".join))


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
