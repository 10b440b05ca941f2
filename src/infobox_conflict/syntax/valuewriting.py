"""The way back for front matter and JSON: a content as a value of text, number, links and formatting, as wtf_wikipedia writes it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from ..content import Break, Content, Emphasis, FateMark, Field, Flag, Infobox, Item, Link, Mark, Note
from ..vocabulary import Vocabulary
from . import jsontree
from .losses import Loss, less, named
from .text import LONE
from .values import LOST_PAGE, MARK_LIMIT, SPECIAL, TEXT_LIMIT, Finder, read_value

_APART: Final = "\u2060"  # a word joiner: shows nothing, and keeps what stands beside it from being a sign
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\Z|[0-9]+\Z")
_DIGITS: Final = 15  # JavaScript keeps every whole number of so many
_LONGEST_NAME: Final = 160  # characters; no key of YAML may have more than 1,024, each of which may be six of an escape
_LINE_SIGN: Final = re.compile(r"^[ \t]*(?=\*)", re.MULTILINE)
_LETTERS: Final = re.compile(r"[A-Z]{2}\Z")
_REGION: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,4}\Z")
_MISREAD: Final = re.compile("[*\\[<\ud800-\udfff\U0001f1e6-\U0001f1ff\U0001f3f4]")
_BLANKS: Final = re.compile(r"[ \t]*")
_BESIDE: Final = re.compile(r"[\s(\[]\Z")
Value = dict[str, Any]


def spell(content: Content, vocabulary: Vocabulary, *, ranked: bool = True) -> tuple[Value, list[Loss]]:
    """A content as a value, and what of it the value does not say: read again, it says the content less the losses.

    *ranked* tells that indented lines stand above bullets of their depth, as they do where figures are told, not names.

    >>> from infobox_conflict.vocabulary import load
    >>> spell(Content("38 killed", (Emphasis(0, 2), FateMark(9, 9, "KIA"))), load("en"))[0]
    {'text': '38 killed (KIA)', 'formatting': {'bold': ['38']}}
    """
    losses = [*_odd_characters(content), *_words(content, vocabulary)]
    value, told = _spelled(less(content, losses), vocabulary, ranked=ranked)
    if told is None:
        # What stands side by side is taken as something that none of it is: leave out all that may be a part of it.
        losses = [_changed(at, at + 1, "\ufffd", "a sign that would be misread") for at in _places(_MISREAD, content.text)]
        bare = Content(less(content, losses).text)
        value, told = _spelled(bare, vocabulary, ranked=ranked)
        losses += [_lost(mark) for mark in less(content, losses).marks]
    return value, [*losses, *(told or ())]


def spell_boxes(infoboxes: Sequence[Infobox], vocabulary: Vocabulary) -> tuple[dict[str, Any], list[Loss]]:
    """What front matter and JSON hold of infoboxes: `infoboxes`, and the title of their page."""
    losses: list[Loss] = []
    boxes: list[dict[str, Value]] = []
    for at, infobox in enumerate(infoboxes):
        box, told = spell_box(infobox, vocabulary, at)
        boxes.append(box)
        losses += told
    titles = list(dict.fromkeys(one.title for one in infoboxes if one.title is not None))
    title = titles[0] if titles and not LONE.search(titles[0]) else None
    losses += (Loss("lost-title", f"there is no place for the title {one!r}") for one in titles if one != title)
    return {"infoboxes": boxes} | ({} if title is None else {"title": title}), losses


def spell_box(infobox: Infobox, vocabulary: Vocabulary, box: int) -> tuple[dict[str, Value], list[Loss]]:
    """An infobox as a mapping of parameters to values; empty parameters are absent, of doubled ones the last stands there."""
    last = {one.name: at for at, one in enumerate(infobox.fields)}
    values: dict[str, Value] = {}
    losses: list[Loss] = []
    for at, one in enumerate(infobox.fields):
        why = _why_absent(one, is_last=last[one.name] == at)
        if why:
            losses.append(Loss("lost-field", f"the parameter is left out, since {why}", box, at, one.name))
            continue
        meant = vocabulary.parameter(one.name, infobox.template)
        ranked = meant is None or meant.family not in ("combatant", "commander", "units")
        values[one.name], told = spell(one.content, vocabulary, ranked=ranked)
        losses += (replace(loss, box=box, field=at, path=one.name) for loss in told)
    own = infobox.template is not None and vocabulary.template(infobox.template) == vocabulary.own_template
    if own and not any(vocabulary.tells_conflict(name) for name in values):
        losses.append(Loss("lost-template", f"nothing but the template {infobox.template!r} tells that this is of a conflict", box))
    elif infobox.template is not None and not own:
        losses.append(Loss("lost-template", f"nothing tells that the template is {infobox.template!r}", box))
    return values, losses


def _why_absent(field: Field, *, is_last: bool) -> str:
    if not is_last:
        return "it stands again behind"
    if LONE.search(field.name) or len(field.name) > _LONGEST_NAME:
        return "its name cannot be a key"
    return "" if field.content.text or field.content.marks else "it is empty"


# --- losses ----------------------------------------------------------------------------------------------------------


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _changed(start: int, end: int, words: str, what: str) -> Loss:
    return Loss("changed-words", f"{what} is written as {words!r}", mark=Mark(start, end), instead=words)


def _lost(mark: Mark) -> Loss:
    return Loss("lost-mark", f"there is no place for {named(mark)}", mark=mark)


def _odd_characters(content: Content) -> Iterator[Loss]:
    for at in _places(LONE, content.text):
        yield _changed(at, at + 1, "\ufffd", f"half a character, U+{ord(content.text[at]):04X},")


def _words(content: Content, vocabulary: Vocabulary) -> Iterator[Loss]:
    """Words that must change: fates as words, rules as empty lines, and signs that the reader would take as marks."""
    text = content.text
    items = {mark.start for mark in content.of(Item)}
    for mark in content.marks:
        if isinstance(mark, FateMark) and mark.start == mark.end:
            words = f"({mark.name})" if mark.name[-1:].isalnum() else mark.name
            gap = "" if mark.start == 0 or _BESIDE.match(text, mark.start - 1) else " "
            yield Loss("changed-words", f"{named(mark)} is written as words", mark=mark, instead=gap + words)
        elif isinstance(mark, Break) and mark.type == "rule" and text[mark.start : mark.end + 1].count("\n") == 1:
            yield _changed(mark.start, mark.start + 1, "\n\n", "a rule")
    shown = {mark.start for mark in content.marks if mark.start == mark.end and isinstance(_lesser(mark, vocabulary), Flag | Note | Link)}
    for at in items:
        start = text.rfind("\n", 0, at) + 1
        blank = _BLANKS.match(text, start)
        end = blank.end() if blank is not None else start
        if start < end >= at and start not in shown:
            yield _changed(start, end, "", "the blank before an item")
    for match in _LINE_SIGN.finditer(text):
        yield _changed(match.end(), match.end(), _APART, "what keeps `*` from being a bullet")
    for match in SPECIAL.finditer(text):
        if match[0][0] != "\n":
            yield _changed(match.start() + 1, match.start() + 1, _APART, f"what keeps {match[0]!r} from being markup")


# --- marks -----------------------------------------------------------------------------------------------------------


def _lesser(mark: Mark, vocabulary: Vocabulary) -> Mark | None:
    """What a value can hold of a mark; of items `_bullets` tells it."""
    match mark:
        case Flag():
            code = _code(mark.id, vocabulary)
            return Flag(mark.start, mark.start, code) if code else None
        case Note(type="maintenance"):
            return None
        case Note():
            name = mark.name if mark.name is None or not _unsound(mark.name) else None
            group = mark.group if mark.group is None or not _unsound(mark.group) else None
            return Note(mark.start, mark.start, "reference", name, group, None if "<" in (mark.text or "") else mark.text)
        case Link() | Emphasis() | Break():
            return mark
    return None


def _bullets(content: Content, *, ranked: bool) -> dict[Item, Item]:
    """The bullets that items are written as, which stand below each other as the items do.

    Where items are *ranked*, as in a field of figures, an indented line stands above items of its depth that follow, so they
    are one deeper; below such an item it goes on with it. A line of a list without signs is a line, and a bullet where its
    list stands inside another, but for one that goes on with the line before.
    """
    out: dict[Item, Item] = {}
    above: list[tuple[Item, int, int]] = []  # each item with how far it stands in, and the depth of its bullet
    end = 0
    for item in content.of(Item):
        if content.text[end : item.start].strip():
            above.clear()  # the lists ended
        end = item.end
        while above and above[-1][0].depth > item.depth:
            above.pop()
        like = above[-1][0] if above and above[-1][0].depth == item.depth else None
        if item.style == "plain" and like is not None and (like.style != "plain" or _goes_on(content.text, like, item)):
            continue
        stands_above = ranked and item.style in ("indent", "term") and (like is None or above[-1][1] < 2 * item.depth)
        rank = 2 * item.depth - stands_above
        while above and above[-1][1] >= rank:
            above.pop()
        depth = above[-1][2] + 1 if above else 0
        if item.style != "plain":
            depth = max(item.depth, depth)
        above.append((item, rank, depth))
        if depth:
            out[item] = Item(item.start, item.end, depth)
    return out


def _goes_on(text: str, before: Item, line: Item) -> bool:
    """Whether a line of a list goes on with a parenthesis of the one before, or begins with one."""
    words = text[before.start : before.end]
    return text[line.start : line.end].lstrip()[:1] == "(" or words.count("(") > words.count(")")


def _unsound(words: str) -> bool:
    return not words or "<" in words or ">" in words or ('"' in words and "'" in words)


def _code(name: str, vocabulary: Vocabulary) -> str | None:
    """The two letters of a state's flag, or those of a region's; None where it has none."""
    if _LETTERS.match(name) or _REGION.match(name):
        return name
    meant = vocabulary.state(name)
    state = vocabulary.states.get(meant)
    codes = state.codes if state is not None else ()
    return next((code for code in codes if (_LETTERS.match(code) or _REGION.match(code)) and vocabulary.state(code) == meant), None)


def _emoji(code: str) -> str:
    if len(code) == 2:  # noqa: PLR2004 (two regional indicators)
        return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in code)
    return "\U0001f3f4" + "".join(chr(ord(letter) + 0xE0000) for letter in code.replace("-", "").lower()) + "\U000e007f"


def _spelled(content: Content, vocabulary: Vocabulary, *, ranked: bool) -> tuple[Value, list[Loss] | None]:
    """A value with the marks that it can hold, and those that are lost; None where its words would be misread."""
    bullets = _bullets(content, ranked=ranked)
    kept = [(mark, bullets.get(mark) if isinstance(mark, Item) else _lesser(mark, vocabulary)) for mark in content.marks]
    value = _Speller(Content(content.text, tuple(held for _, held in kept if held is not None))).value
    tree, node, _ = jsontree.parse(json.dumps(value))
    back = read_value(tree, node) if node is not None else None
    return value, _differences(kept, back) if back is not None and back.text == content.text else None


def _differences(kept: Sequence[tuple[Mark, Mark | None]], back: Content) -> list[Loss]:
    """The losses that make of marks, each with what should be held of it, those that came back."""
    left = Counter(back.marks)
    missing: list[Mark] = []
    losses: list[Loss] = []
    for mark, held in kept:
        if held is None or not left[held]:
            missing.append(mark)
            continue
        left[held] -= 1
        if held != mark:
            losses.append(_instead(mark, held))
    extra = {(mark.start, type(mark)): mark for mark in left.elements()}
    for mark in missing:
        other = extra.pop((mark.start, type(mark)), None)
        losses.append(_lost(mark) if other is None else _instead(mark, other))
    losses += (
        Loss("changed-mark", f"the words are read with {named(mark)}", mark=Mark(mark.start, mark.end), instead=mark)
        for mark in extra.values()
    )
    return losses


def _instead(mark: Mark, other: Mark) -> Loss:
    return Loss("changed-mark", f"{named(mark)} stands as {named(other)}", mark=mark, instead=other)


class _Speller:
    """Spells a content of which a value can hold every mark, alone."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.raw = ""
        self.starts: list[int] = []
        """Where stretches of the content begin that stand in the raw text as they are."""
        self.places: list[int] = []
        """Where each of them stands there."""
        self.write_text()
        self.value: Value = {"text": self.raw}
        if _NUMBER.match(self.raw) and len(self.raw) <= _DIGITS:
            self.value["number"] = int(self.raw.replace(",", ""))
        covering = [mark for mark in content.marks if isinstance(mark, Link | Emphasis) and mark.start < mark.end]
        if len(covering) <= MARK_LIMIT and len(self.raw) <= TEXT_LIMIT:
            links = self.found(mark for mark in covering if isinstance(mark, Link))
            if links:
                self.value["links"] = [link_entry(mark, words) for mark, words in links if isinstance(mark, Link)]
            styles = {
                style: [words for _, words in self.found(one for one in covering if isinstance(one, Emphasis) and one.style == style)]
                for style in ("bold", "italic")
            }
            if any(styles.values()):
                self.value["formatting"] = {style: words for style, words in styles.items() if words}

    def write_text(self) -> None:
        """The text with bullets, flags, references and links that show no words."""
        text = self.content.text
        items = {mark.start: mark for mark in self.content.of(Item)}
        out: list[str] = []
        length = at = 0
        points = [mark for mark in self.content.marks if mark.start == mark.end and isinstance(mark, Flag | Note | Link)]
        inserts = [(start, 0, "*" * item.depth + " ") for start, item in items.items() if text[start - 1 : start] in ("", "\n")]
        inserts += ((mark.start, 1, _point(mark)) for mark in points)
        for place, _, words in sorted(inserts, key=lambda one: one[:2]):
            if at < place:
                self.starts.append(at)
                self.places.append(length)
                out.append(text[at:place])
            length += place - at + len(words)
            out.append(words)
            at = place
        self.starts.append(at)
        self.places.append(length)
        self.raw = "".join((*out, text[at:]))

    def found(self, marks: Iterable[Mark]) -> list[tuple[Mark, str]]:
        """Marks with their words, as far as the words are found where the marks stand."""
        finder = Finder(self.raw)
        out: list[tuple[Mark, str]] = []
        for mark in marks:
            start, last = self.outward(mark.start), self.outward(mark.end - 1)
            words = self.raw[start : last + 1]
            if finder.find(words) == start:
                finder.take(words)
                out.append((mark, words))
        return out

    def outward(self, place: int) -> int:
        """Where a character of the content stands in the raw text."""
        at = bisect_right(self.starts, place) - 1
        return self.places[at] + place - self.starts[at]


def _point(mark: Mark) -> str:
    """What stands in the text for a mark that shows no words."""
    match mark:
        case Flag():
            return _emoji(mark.id)
        case Note():
            names = "".join(_attribute(key, words) for key, words in (("name", mark.name), ("group", mark.group)) if words is not None)
            return f"<ref{names} />" if mark.text is None else f"<ref{names}>{mark.text}</ref>"
        case Link(type="external"):
            return f"[{mark.site}]"
    return ""


def _attribute(key: str, words: str) -> str:
    return f" {key}='{words}'" if '"' in words else f' {key}="{words}"'


def link_entry(mark: Link, words: str) -> dict[str, str]:
    """A link as the value has it; its words are left out where they are the page or site."""
    site = mark.type == "external"
    leads = (mark.site or "") if site else LOST_PAGE if mark.page is None else mark.page
    given = {"text": None if words == leads else words, "type": mark.type, "wiki": mark.wiki, "site" if site else "page": leads}
    return {key: said for key, said in (*given.items(), ("anchor", mark.anchor)) if said is not None}
