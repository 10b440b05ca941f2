"""YAML read without loss: PyYAML's events and marks, a shield for odd characters, refusals instead of guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import yaml

from ..problems import Problem
from .text import Piece, Source, Span, TextMap
from .tree import DEPTH_LIMIT, Node, refuse_doubles

FAST: Final = bool(yaml.__with_libyaml__)
LIMIT: Final = 16_000_000 if FAST else 400_000
"""How many characters are parsed; PyYAML without libyaml takes time by the square of a long plain scalar."""

_LOADER: Any = yaml.CBaseLoader if FAST else yaml.BaseLoader
# Characters that YAML 1.2 keeps and PyYAML takes as line breaks, drops or refuses. All are shielded, so that
# damage outside the infoboxes does no harm; those that no YAML may hold raw refuse the infobox they stand in.
_ODD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PLANES: Final = (0xF0000, 0x100000)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser made of a text: the wanted values of the top mapping, and what was wrong."""

    values: dict[str, list[Node]]
    """For each wanted key of the top mapping its values, in order (more than one where the key is doubled)."""
    problems: tuple[Problem, ...] = ()


def parse(text: str, wanted: frozenset[str]) -> Parsed:
    """The values of the wanted keys of one YAML document that is a mapping.

    Offsets are those of *text*. Scalars are strings as written: no `no` becomes false, no `12:30` a number.
    Anchors, aliases, tags, doubled keys and keys that are no scalars mark the node they stand at as refused;
    outside the wanted values they do no harm. A text that is no YAML gives what was complete before the fault.
    """
    if len(text) > LIMIT:
        return Parsed({}, (Problem("too-large", f"YAML of {len(text)} characters; the limit is {LIMIT}", (0, len(text))),))
    shielded, back = _shield(text)
    reader = _Reader(text, shielded, back, wanted)
    problem = reader.run()
    return Parsed(reader.values, (problem,) if problem else ())


class _Reader:
    """Builds nodes from events; holds the stack of open nodes in place of recursion."""

    def __init__(self, text: str, shielded: str, back: dict[int, int], wanted: frozenset[str]) -> None:
        self.text, self.shielded, self.back, self.wanted = text, shielded, back, wanted
        self.source = Source(text)
        self.values: dict[str, list[Node]] = {}

    def run(self) -> Problem | None:
        """Read every event; what is wrong with the text as a whole, or None."""
        try:
            return self._top(yaml.parse(self.shielded, Loader=_LOADER))
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            at = min(mark.index, len(self.text)) if mark else 0
            return Problem("bad-yaml", f"not YAML: {fault.problem or fault.context}", (at, at))
        except yaml.YAMLError as fault:
            return Problem("bad-yaml", f"not YAML: {str(fault).splitlines()[0]}", (0, 0))
        except RecursionError:
            return Problem("too-deep", "the YAML nests too deep to be scanned", (0, 0))

    def _top(self, events: Iterator[Any]) -> Problem | None:
        """Find the top mapping and hand each of its values to `_value`; everything else is refused."""
        for event in events:
            kind = type(event)
            if kind is yaml.MappingStartEvent:
                break
            if kind not in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
                if kind in (yaml.StreamEndEvent, yaml.DocumentEndEvent):
                    return None
                return Problem("bad-shape", "the YAML is no mapping", (event.start_mark.index, event.end_mark.index))
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._value(event, events, keep=True)
            name = key.text if key.kind == "text" else ""
            value = self._value(next(events), events, keep=name in self.wanted)
            if name in self.wanted:
                self.values.setdefault(name, []).append(value)
        for event in events:
            if type(event) is yaml.DocumentStartEvent:
                at = event.start_mark.index
                return Problem("bad-yaml", "a second YAML document follows; it was not read", (at, at))
        return None

    def _value(self, event: Any, events: Iterator[Any], *, keep: bool) -> Node:
        """The node that begins with *event*; without *keep* its contents are only passed over."""
        top = self._node(event)
        if top.kind == "text":
            return top
        open_nodes, depth = [top], 1
        while depth:
            event = next(events)
            kind = type(event)
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                depth -= 1
                if keep:
                    self._close(open_nodes.pop(), event)
                continue
            opens = kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent
            if keep:
                node = self._node(event)
                open_nodes[-1].items.append(node)
                if opens:
                    open_nodes.append(node)
            depth += opens
            if depth > DEPTH_LIMIT:
                at = event.start_mark
                raise yaml.MarkedYAMLError(problem=f"nested deeper than {DEPTH_LIMIT} levels", problem_mark=at)
        return top

    def _close(self, node: Node, event: Any) -> None:
        node.end = event.end_mark.index
        if node.kind == "map":
            odd = next((key for key in node.items[::2] if key.kind != "text"), None)
            if odd is not None:
                node.refused = Problem("bad-yaml", "a key that is no text", (odd.start, odd.start + 1))
            refuse_doubles(node, self.source)

    def _node(self, event: Any) -> Node:
        """One event as a node; anchors, aliases and tags leave it refused."""
        start, end = event.start_mark.index, event.end_mark.index
        kind = type(event)
        if kind is yaml.AliasEvent:
            return Node("text", start, end, refused=Problem("yaml-alias", f"an alias: *{event.anchor}", (start, end)))
        refused = None
        if event.anchor is not None:
            refused = Problem("yaml-alias", f"an anchor: &{event.anchor}", (start, end))
        elif event.tag is not None:
            refused = Problem("yaml-tag", f"a tag: {event.tag}", (start, end))
        if kind is not yaml.ScalarEvent:
            return Node("map" if kind is yaml.MappingStartEvent else "list", start, end, refused=refused)
        words = event.value.translate(self.back) if self.back else event.value
        if self.back and (odd := _FORBIDDEN.search(self.text, start, end)):
            message = f"the character U+{ord(odd[0]):04X} cannot stand in YAML"
            refused = Problem("odd-character", message, odd.span())
        lay = partial(scalar_map, self.text, start, end, words)
        return Node("text", start, end, text=words, bare=event.style in ("", None), refused=refused, lay=lay)


def _shield(text: str) -> tuple[str, dict[int, int]]:
    """The text with every odd character swapped for a private one, and the table back; offsets stay."""
    odd = sorted({ord(char) for char in _ODD.findall(text)})
    if not odd:
        return text, {}
    used = {ord(char) for char in text if ord(char) >= _PLANES[0]}
    free = (code for plane in _PLANES for code in range(plane, plane + 0xFFFD) if code not in used)
    there = dict(zip(odd, free, strict=False))
    return text.translate(there), {code: char for char, code in there.items()}


# --- how the words of a scalar lie in the text -------------------------------------------------------------

_NEWLINE: Final = r"(?:\r\n|\r|\n)"
_FOLD: Final = rf"[ \t]*{_NEWLINE}[ \t]*(?:{_NEWLINE}[ \t]*)*"
_PLAIN: Final = re.compile(_FOLD)
_SINGLE: Final = re.compile(rf"''|{_FOLD}")
_DOUBLE: Final = re.compile(rf"\\(?:x..|u.{{4}}|U.{{8}}|{_NEWLINE}[ \t]*(?:{_NEWLINE}[ \t]*)*|.)|{_FOLD}", re.DOTALL)
_LINE: Final = re.compile(rf"([^\r\n]*)({_NEWLINE}|\Z)")


def scalar_map(text: str, start: int, end: int, words: str) -> TextMap:
    """How the words of a scalar at *start* to *end* lie in the text.

    Where the style's rules do not give these very words, the whole scalar is one encoded piece.
    """
    head = text[start : start + 1]
    if head in ("|", ">"):
        pieces = _block_pieces(text, start, end, words)
    elif head == '"':
        pieces = _flow_pieces(text, start + 1, end - 1, words, _DOUBLE)
    elif head == "'":
        pieces = _flow_pieces(text, start + 1, end - 1, words, _SINGLE)
    else:
        pieces = _flow_pieces(text, start, end, words, _PLAIN)
    if pieces is None:
        return TextMap((Piece(Span(0, len(words)), Span(start, end), "encoded"),))
    return TextMap.of(pieces)


def _flow_pieces(text: str, start: int, end: int, words: str, encoded: re.Pattern[str]) -> list[Piece] | None:
    """Pieces of a plain or quoted scalar: what *encoded* finds is not verbatim, all else is."""
    pieces: list[Piece] = []
    inner, outer = 0, start
    for match in encoded.finditer(text, start, end):
        gap = match.start() - outer
        width = _shown(match[0])
        pieces.append(Piece(Span(inner, inner + gap), Span(outer, match.start()), "verbatim"))
        pieces.append(Piece(Span(inner + gap, inner + gap + width), Span(*match.span()), "encoded"))
        inner, outer = inner + gap + width, match.end()
    pieces.append(Piece(Span(inner, inner + end - outer), Span(outer, end), "verbatim"))
    return pieces if _agree(pieces, words, text) else None


def _shown(found: str) -> int:
    """How many characters an escape or fold stands for."""
    if found == "''":
        return 1
    if found.startswith("\\"):
        return 0 if found[1] in "\r\n" and not _PLAIN.match(found, 2) else max(1, len(re.findall(_NEWLINE, found)) - 1)
    return max(1, len(re.findall(_NEWLINE, found)) - 1)


def _block_pieces(text: str, start: int, end: int, words: str) -> list[Piece] | None:
    """Pieces of a block scalar: each line's words are found in order, what is between them is folding."""
    header = _LINE.match(text, start, end)
    lines = [] if header is None else [m.span(1) for m in _LINE.finditer(text, header.end(), end) if m[1].strip(" \t")]
    widths = [len(text[a:b]) - len(text[a:b].lstrip(" ")) for a, b in lines]
    for indent in range(min(widths, default=0), -1, -1):
        pieces = _aligned([(a + indent, b) for a, b in lines], text, start, end, words)
        if pieces is not None:
            return pieces
    return None


def _aligned(lines: list[tuple[int, int]], text: str, start: int, end: int, words: str) -> list[Piece] | None:
    pieces: list[Piece] = []
    inner, outer = 0, start
    for a, b in lines:
        at = words.find(text[a:b], inner)
        if at < 0 or words[inner:at].strip(" \n\t"):
            return None
        pieces.append(Piece(Span(inner, at), Span(outer, a), "encoded" if at > inner else "hidden"))
        pieces.append(Piece(Span(at, at + b - a), Span(a, b), "verbatim"))
        inner, outer = at + b - a, b
    pieces.append(Piece(Span(inner, len(words)), Span(outer, end), "encoded" if inner < len(words) else "hidden"))
    return pieces if _agree(pieces, words, text) else None


def _agree(pieces: list[Piece], words: str, text: str) -> bool:
    """Whether the pieces tile the words and the verbatim ones are the same on both sides."""
    if (pieces[-1].inner.end if pieces else 0) != len(words):
        return False
    return all(p.kind != "verbatim" or p.inner.of(words) == p.outer.of(text) for p in pieces)
