"""A census of what reading wikitext keeps: every counted field of many infoboxes, beside a reading of it by mwparserfromhell.

    python tests/mediawiki/census.py FOLDER...

reads each infobox below the folders (files `*.wikitext`), and counts in the fields that people count with (casualties,
strengths, units, commanders, sides, date, place and result) what their source holds and what their content holds: numbers,
words, links, flags, fates, notes, coordinates and pictures. What the content lacks is *lost*, what only it has is *added*; both should
be nothing. It also holds every character of every content of the boxes against the place that it is said to stand at.

The source is read by other code than the library's own, with the knowledge of templates that stands in this file.
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import infobox_conflict as ic
from infobox_conflict import content as waist
from infobox_conflict.syntax.text import Piece, Span

KINDS: Final = ("numbers", "words", "links", "sites", "flags", "fates", "references", "footnotes", "maintenance", "places", "pictures")
COUNTED: Final = re.compile(r"(?:casualties|strength|polstrength|milstrength|units|commander|combatant|date|result|place)\d*[a-z]?\Z")

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_EDGE: Final = "\x1f"  # between what a reader of the page sees apart

# What is known here of templates: names in small letters, by what they show.
_MARKED: Final = {
    "fates": re.compile(
        r"(?:p?kia2?|(?:killed|wounded|missing) in action|dow|died of (?:wounds|disease)|wia|mia|pow|prisoner of war|surrender(?:ed)?|white flag|executed|assassinated"
        r"|suicide|natural causes|awol|turncoat|defected|skull(?: and crossbones)?|death|dead|captured|wounded|injured|deserted|missing|[†‡]|double[ -]?dagger|dagger)\Z"
    ),
    "references": re.compile(r"(?:sfn\w*|harv\w*|r|rp|cite .*|web cite|citation|oclc|is[bs]n|doi|reflist|notelist|#tag:references)\Z"),
    "footnotes": re.compile(r"(?:efn(?:-[a-z]+)?|notetag|notecite|refn|refnest|#tag:ref|cref2?|cnote|fnb?|note|(?:note|ref) label|ref2?|notefoot)\Z"),
    "maintenance": re.compile(
        r"(?:citation[ -]needed|cn|facts?|.*[^ ]\?|unreliable source|verify .*|(?:better|page|full citation|attribution|non-primary|self-published|medical).*needed"
        r"|better source|(?:failed )?verification(?: failed)?|not in .*|pn|full|(?:permanent )?dead link|who|by whom|when|which|where|why|how|clarify|dubious|disputed"
        r"|disputed[ -]inline|vague|contradict-inline|update (?:inline|after)|.* inline|specify|discuss|quantify|cbignore|pov statement|needs update|unclear)\Z"
    ),
    "places": re.compile(r"(?:coord|coor .*|coor|coordinates?)\Z"),
}
_SILENT: Final = re.compile(
    r"(?:campaignbox.*|end ?(?:plain|flat)list|(?:plain|flat)list end|tree list.*|collapsed infobox section end|hidden end|collapse bottom|noflag|clear.*|clr|-|anchors?"
    r"|increase|decrease|steady|wbr|shy|use [dm][dm]y dates|div (?:col )?end|end div col|tnavbar|navbar|v)\Z"
)
_ICONS: Final = re.compile(r"(?:flag ?icon(?:2|uk)?|flagdeco|flag decoration|flagd)\Z")
_NAMED: Final = re.compile(r"(?:flag ?country|flag|flagu|flag ?link|flag\+link|flag2|flag unlinked|flagg|navy|naval|army|air ?force|marines|military|coast guard)\Z")
_OF_STATE: Final = re.compile(r"(?:flag ?country|navy|naval|army|air ?force|marines|military|coast guard)\Z")
_PICTURED: Final = re.compile(r"(?:flag ?icon|flagdeco) image\Z")
_CODE: Final = re.compile(r"(?!USS|HMS|KIA|POW|WIA|MIA|DOW)[A-Z]{2,3}\Z")  # a country's, where a call has nothing else
_DATES: Final = re.compile(r"(?:(?:start|end|start and end|release|birth|death)[ -]?dates?(?: and age)?|dts|date)\Z")
_SECOND: Final = re.compile(r"(?:lang|langx|translit(?:eration)?|transl|tlit|script|native name|(?:font )?colou?r|bg|text color|resize|sort)\Z")
_FIRST: Final = re.compile(
    r"(?:no ?wrap|gs|nobr|nobreak|nwr|j|small\w*|lang-.*|abbr|tooltip|abbrv|hms|hmas|hmcs|uss|sms|ins|rms|ss|css|usns|hidden begin|collapse top"
    r"|collapsed infobox section begin)\Z"
)
_TO: Final = ("to", "-", "–", "and", "or", "by", "x", "×", "±", "+/-")  # between the two numbers of a measure
_STYLES: Final = re.compile(
    r"(?:.*style|class|indent|bullets?|size|width|align|expand|state|date|reason|lk|abbr|sp|adj|display|cat|link|color|framestyle|css|hlist|last|format|bgcolor"
    r"|variant|df|mf|alt|sortable|disp|order|round|sigfig|label)\Z"
)
_LEFT: Final = re.compile(r"(?i)</?(?:small|big|center|font|span|div|b|i|u|s|p)\b[^<>]*>|</br[ /]*>")  # of a pair, or with no partner
_FLAG_FILE: Final = re.compile(r"(?:(?:[Ss]tate|[Ww]ar|National) )?(?:[Ff]lag|(?:Naval|Civil) ensign) of (?:the )?([^()]*?)(?: \(.*)?\.\w+\Z")


@dataclass
class Reading:
    """What one reading of a field found: its words, and what stands in or beside them."""

    text: list[str] = field(default_factory=list)
    own: list[str] | None = None
    """The same without words that stand for a template and not in the source; None where that is the text."""
    found: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    known: frozenset[str] = frozenset()
    """Templates that the library keeps whole here."""

    def add(self, kind: str, name: str = "") -> None:
        """Count one thing."""
        self.found[kind][name.strip()] += 1

    def counts(self) -> Mapping[str, Counter[str]]:
        """Everything by kind, numbers and words out of the text."""
        text = "".join(self.text)
        own = text if self.own is None else "".join(self.own)
        return {**self.found, "numbers": Counter(_NUMBER.findall(text)), "words": Counter(word.lower() for word in _WORD.findall(own))}


def of_source(raw: str, kept: Iterable[str] = ()) -> Reading:
    """What the source of a field says; *kept* names the templates of which everything counts."""
    reading = Reading(known=frozenset(kept))
    _inside(_parsed(raw), reading)
    return reading


def _parsed(raw: str) -> Any:
    import mwparserfromhell  # noqa: PLC0415 (a tool of this census alone)

    return mwparserfromhell.parse(raw, skip_style_tags=True)


def _nodes(nodes: Iterable[Any], reading: Reading) -> None:
    for node in nodes:
        _NODES.get(type(node).__name__, _other)(node, reading)


def _inside(code: Any, reading: Reading) -> None:
    if code is not None:
        _nodes(code.nodes, reading)


def _text(node: Any, reading: Reading) -> None:
    words = re.sub(r"'{2,}|__[A-Z]+__", "", str(node))
    for site in re.findall(r"(?<![\w/:])https?://[^\s\[\]<>\"|']+", words):
        reading.add("sites", site.rstrip(",;.:!?)"))
        words = words.replace(site, _EDGE, 1)
    reading.text.append(_LEFT.sub("", words))


def _entity(node: Any, reading: Reading) -> None:
    reading.text.append(node.normalize() or "")


def _site(node: Any, reading: Reading) -> None:
    reading.add("sites", str(node.url))
    _inside(node.title, reading)


def _link(node: Any, reading: Reading) -> None:
    title = html.unescape(_plain(node.title))
    prefix = title.partition(":")[0].strip().lower()
    if prefix in ("file", "image", "media"):
        name = title.partition(":")[2].replace("_", " ").strip()
        flag = _flag_of(name)
        reading.add("pictures" if flag is None else "flags", flag or name)
        return
    reading.add("links", _title(title))
    if prefix != "category":
        if node.text is None:
            reading.text.append(title.removeprefix(":"))
        else:
            _inside(node.text, reading)


def _title(title: str) -> str:
    return " ".join(title.removeprefix(":").replace("_", " ").split())


def _flag_of(file: str) -> str | None:
    """What a picture's file name says that it is the flag of."""
    found = _FLAG_FILE.match(file.replace("_", " "))
    return found[1] if found else None


def _tag(node: Any, reading: Reading) -> None:
    name = str(node.tag).strip().lower()
    if name == "ref":
        reading.add("references")
        reading.text.append(_EDGE)
    elif name in ("br", "hr", "li", "dt", "dd") and not node.contents:
        reading.text.append("\n")
    elif name not in ("references", "templatestyles"):
        block = name in ("p", "div", "ul", "ol", "li", "dl", "dd", "dt", "table", "tr", "td", "th", "blockquote", "center")
        reading.text.append("\n" if block else "")
        _inside(node.contents, reading)
        reading.text.append("\n" if block else "")


def _argument(node: Any, reading: Reading) -> None:
    reading.text.append(_EDGE)
    _inside(node.default, reading)
    reading.text.append(_EDGE)


def _comment(node: Any, reading: Reading) -> None:
    """Nothing is shown."""


def _other(node: Any, reading: Reading) -> None:
    reading.text.append(str(node))


def _template(node: Any, reading: Reading) -> None:
    name = _plain(node.name).replace("_", " ").strip()
    low = name.lower()
    values = {_plain(one.name): one.value for one in node.params}
    function, colon, rest = low.partition(":")
    if name in reading.known:
        _keep(values, reading)
    elif function == "formatnum" and colon:
        reading.text.append(rest)
    elif marked := next((kind for kind, names in _MARKED.items() if names.match(low)), None):
        reading.add(marked, name if marked == "fates" else "")
        reading.text.append("" if marked == "fates" else _EDGE)
    elif _ICONS.match(low):
        reading.add("flags", _plain(values.get("1")))
    elif _PICTURED.match(low):
        file = re.sub(r"(?i)\A(?:file|image):\s*", "", _plain(values.get("1")))
        reading.add("flags", _flag_of(file) or file.rpartition(".")[0] or file)
    elif not values and _CODE.match(name):
        reading.add("flags", name)
    elif not _SILENT.match(low):
        _show(low, values, reading)


def _show(low: str, values: Mapping[str, Any], reading: Reading) -> None:
    """What a template shows of its parameters."""
    shown: Iterable[str] = ()
    if _NAMED.match(low):
        given = _plain(values.get("2" if low == "flagg" else "1"))
        reading.add("flags", given)
        if "name" in values or not _CODE.match(given) or not _OF_STATE.match(low):
            shown = ("name" if "name" in values else "2" if low == "flagg" else "1",)
    elif _DATES.match(low):
        if _plain(values.get("1")).isdecimal():
            reading.text += [f" {_plain(values.get(key)).lstrip('0')} " for key in ("1", "3", "4", "6")[: 4 if "and end" in low else 2]]
        else:
            shown = ("1",)
    elif _SECOND.match(low):
        shown = ("2" if "2" in values else "1",)
    elif _FIRST.match(low):
        shown = ("1",)
    elif low in ("convert", "cvt"):
        numbers = [key for key, value in values.items() if key.isdecimal() and re.search(r"\d", _plain(value))]
        shown = (*numbers[: 1 + (_plain(values.get("2")) in _TO)], next((key for key in values if key not in numbers and _plain(values[key]) not in _TO), ""))
    elif re.match("ill|interlanguage", low):
        shown = ("lt" if "lt" in values else "1",)
        reading.add("links", _title(_plain(values.get("1"))))
    else:
        _keep({key: value for key, value in values.items() if not _STYLES.match(key)}, reading)
        return
    for key in shown:
        _inside(values.get(key), reading)
        reading.text.append(_EDGE if low in ("convert", "cvt") else "")


def _keep(values: Mapping[str, Any], reading: Reading) -> None:
    """Everything that a template was given."""
    for value in values.values():
        reading.text.append(_EDGE)
        _inside(value, reading)
    reading.text.append(_EDGE)


def _plain(code: Any) -> str:
    return "" if code is None else re.sub(r"(?s)<!--.*?-->", "", str(code)).strip()


_NODES: Final = {
    "Text": _text, "HTMLEntity": _entity, "ExternalLink": _site, "Wikilink": _link, "Tag": _tag, "Argument": _argument, "Comment": _comment, "Template": _template
}


def of_content(one: ic.BoxField) -> Reading:
    """What the content of a field says."""
    said = one.content
    opaque = [mark for mark in said.of(waist.Opaque) if not mark.name.startswith("File:")]
    kept = frozenset(mark.name for mark in opaque)
    reading = Reading(known=kept, text=[said.text], own=[])
    named = {(mark.start, mark.end) for mark in said.of(waist.Flag) if mark.start < mark.end}
    sites = [mark for mark in said.of(waist.Link) if mark.site is not None]
    bare = {at for mark in sites if said.text[mark.start : mark.end] == mark.site for at in range(mark.start, mark.end)}
    generated = {at for piece in one.map.pieces if piece.kind == "generated" for at in range(*piece.inner)}
    reading.text = [_EDGE if at in bare else char for at, char in enumerate(said.text)]
    reading.own = [_EDGE if at in generated else char for at, char in enumerate(reading.text)]
    for link in said.of(waist.Link):
        if link.site is not None:
            reading.add("sites", link.site)
        elif (link.start, link.end) not in named:
            reading.add("links", _title((f"{link.wiki}:" if link.wiki else "") + (link.page or "") + (f"#{link.anchor}" if link.anchor else "")))
    for flag in said.of(waist.Flag):
        reading.add("flags", flag.id)
    for fate in said.of(waist.FateMark):
        reading.add("fates", fate.name)
    for note in said.of(waist.Note):
        reading.add({"reference": "references", "footnote": "footnotes", "maintenance": "maintenance"}[note.type])
    reading.found["places"][""] += len(said.of(waist.Place))
    for mark in said.of(waist.Opaque):
        if mark.name.startswith("File:"):
            reading.add("pictures", mark.name.removeprefix("File:").replace("_", " "))
        else:
            inner = Reading(known=kept)
            for _, value in mark.arguments:
                inner.text.append(_EDGE)
                _inside(_parsed(value), inner)
            for kind, found in inner.found.items():
                reading.found[kind] += found
            reading.text += [_EDGE, *inner.text, _EDGE]
            reading.own += [_EDGE, *inner.text, _EDGE]
    return reading


@dataclass
class Census:
    """What was counted so far."""

    fields: int = 0
    characters: int = 0
    source: Counter[str] = field(default_factory=Counter)
    content: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    """Templates that the library keeps whole."""
    differences: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """What is wrong with where characters stand."""

    def count(self, where: str, one: ic.BoxField) -> None:
        """Count one field."""
        self.fields += 1
        kept = Counter(mark.name for mark in one.content.of(waist.Opaque) if not mark.name.startswith("File:"))
        self.unknown += kept
        source, content = of_source(one.raw, kept).counts(), of_content(one).counts()
        for kind in KINDS:
            lost, added = source[kind] - content[kind], content[kind] - source[kind]
            self.source[kind] += source[kind].total()
            self.content[kind] += content[kind].total()
            self.lost[kind] += lost.total()
            self.added[kind] += added.total()
            if lost or added:
                self.differences.append(f"{where} {one.name} {kind}: lost {_told(lost)}, added {_told(added)}")

    def table(self) -> str:
        """The counts for people."""
        rows = [f"{'kind':12} {'in source':>10} {'in content':>10} {'lost':>6} {'added':>6}"]
        rows += [f"{kind:12} {self.source[kind]:10} {self.content[kind]:10} {self.lost[kind]:6} {self.added[kind]:6}" for kind in KINDS]
        return "\n".join(rows)


def _told(found: Counter[str]) -> str:
    return ", ".join(f"{name!r}" + (f" x{count}" if count > 1 else "") for name, count in found.items()) or "nothing"


def misplaced(text: str, one: ic.BoxField) -> Iterator[str]:
    """What is wrong with the places of a field's characters, each tried in both directions."""
    yield from _untiled(text, one)
    pieces = one.map.pieces
    holding: dict[int, list[Piece]] = {}
    for piece in pieces:
        for at in range(*piece.outer) if piece.kind != "generated" else ():
            holding.setdefault(at, []).append(piece)
    for inner in range(len(one.content.text)):
        outer = one.map.outward(Span(inner, inner + 1))
        if not one.span.start <= outer.start <= outer.end <= one.span.end:
            yield f"character {inner} lies at {outer}, outside {one.span}"
        found = holding.get(outer.start, []) if outer.start < outer.end else []
        if len(found) > 1:
            yield f"{outer} stands for {found}"
        for piece in found:
            back = piece.inner.start + outer.start - piece.outer.start
            if piece.kind == "verbatim" and back != inner and piece.inner.start <= inner < piece.inner.end:
                yield f"character {inner} lies at {outer}, whence one comes back to {back}"


def _untiled(text: str, one: ic.BoxField) -> Iterator[str]:
    """What is wrong with the pieces of a field's map."""
    said, at = one.content.text, 0
    for piece in one.map.pieces:
        if piece.inner.start != at:
            yield f"{piece} does not follow {at}"
        at = piece.inner.end
        if not one.span.start <= piece.outer.start <= piece.outer.end <= one.span.end:
            yield f"{piece} lies outside {one.span}"
        if piece.kind == "verbatim" and piece.outer.of(text) != piece.inner.of(said):
            yield f"{piece} shows {piece.inner.of(said)!r} for {piece.outer.of(text)!r}"
    if at != len(said):
        yield f"the pieces end at {at} of {len(said)}"


def take(folders: Iterable[Path]) -> Census:
    """The census of every infobox in the wikitext below some folders; a field that stands in several is counted once."""
    out = Census()
    seen: set[tuple[str, str]] = set()
    for path in (path for folder in folders for path in sorted(folder.rglob("*.wikitext"))):
        document = ic.read_path(path, "wikitext")
        for one in (one for box in document.infoboxes for one in box.fields):
            where = f"{path.parent.name}/{path.name}"
            out.characters += len(one.content.text)
            out.places += [f"{where} {one.name}: {fault}" for fault in misplaced(document.text, one)]
            if COUNTED.match(one.name) and (one.name, one.raw) not in seen:
                seen.add((one.name, one.raw))
                out.count(where, one)
    return out


def main(folders: list[str]) -> int:
    """Take the census and print it; 1 where anything differs."""
    out = take(map(Path, folders))
    print(*out.differences, *out.places, sep="\n")
    print(f"{out.fields} fields, and the places of {out.characters} characters of all")
    print(out.table())
    print("kept whole:", ", ".join(f"{name} {count}" for name, count in out.unknown.most_common()) or "nothing")
    return 1 if out.differences or out.places else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
