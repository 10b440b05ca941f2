"""YAML read without loss: PyYAML's events and marks, a shield for odd characters, refusals instead of guesses."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import yaml

from ..problems import Problem
from .text import Piece, Span, TextMap
from .tree import DEPTH_LIMIT, MappingNode, Node, ScalarNode, SequenceNode, Tree

FAST: Final = bool(yaml.__with_libyaml__)
LIMIT: Final = 16_000_000 if FAST else 400_000
"""How many characters are parsed; PyYAML without libyaml takes time by the square of a long plain scalar."""

_LOADER: Any = yaml.CBaseLoader if FAST else yaml.BaseLoader
# Characters that YAML 1.2 keeps and PyYAML takes as line breaks, drops or refuses. All are shielded, so that
# damage outside the infoboxes does no harm; those that no YAML may hold raw refuse the infobox they stand in.
_ODD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HALF: Final = re.compile("[\ud800-\udfff]")
_BEFORE_KEY: Final = ("", " ", "\t", "\r", "\n", ",", "[", "{")
_NO_TAG: Final = ""  # every scalar is its words
_PLANES: Final = (0xF0000, 0x100000)
# What may be an anchor, alias, tag, explicit key or deep nesting in a row, wherever it may stand.
# Both begin with characters of their own, so that the search runs from one of these to the next.
_WILD: Final = re.compile(r"[&*!?](?:(?<=[\s\[{,:?-][&*])(?=\S)|(?<=[\s\[{,:?-]!)|(?<=\?)(?<![^\s\[{,:-].))")
_DASHES: Final = re.compile(r"-[ \t]+-[ \t]+-[ \t]")
_COMPOSED: Final = "\x85\u2028\u2029\ufeff"  # all of the odd characters that C reads
_TAME: Final = 40  # so many brackets, or blanks in a row, are still no deep nesting


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser made of a text: the wanted values of the top mapping, and what was wrong."""

    tree: Tree
    values: dict[str, list[Node]]
    """For each wanted key of the top mapping its values, in order (more than one where the key is doubled)."""
    problems: tuple[Problem, ...] = ()


def parse(text: str, wanted: frozenset[str], start: int = 0, end: int | None = None) -> Parsed:
    """The values of the wanted keys of the YAML document at a stretch of a text that is a mapping.

    Offsets are those of *text*. Scalars are strings as written: no `no` becomes false, no `12:30` a number.
    Anchors, aliases and tags are faults of the tree at their place; outside the wanted values they do no harm.
    A text that is no YAML gives what was complete before the fault.
    """
    end = len(text) if end is None else end
    tree = Tree(text, start, _lay)
    if end - start > LIMIT:
        return Parsed(tree, {}, (Problem("too-large", f"YAML of {end - start} characters; the limit is {LIMIT}", (start, end)),))
    inner = text[start:end]
    if FAST and _is_tame(inner):
        values = _composed(inner, wanted)
        if values is not None:
            return Parsed(tree, values)
    shield = _shield(inner)
    if shield is None:
        told = Problem("odd-character", "no private character is left to stand for those that PyYAML cannot read", (start, end))
        return Parsed(tree, {}, (told,))
    shielded, back = shield
    reader = _Reader(tree, shielded, back, wanted)
    problem = reader.run()
    return Parsed(tree, reader.values, (problem,) if problem else ())


def _is_tame(text: str) -> bool:
    """Whether a text holds nothing that must be refused or shielded, so that it may be composed in C.

    One with such things, or with what only looks so, is read event by event, and each refusal names its place.
    """
    if text.count("[") + text.count("{") > _TAME or " " * _TAME in text or text[:1] in tuple("&*!%"):
        return False
    if "\n%" in text or "\n..." in text or _WILD.search(text) or _DASHES.search(text):
        return False
    return not any(odd in text for odd in _COMPOSED)


@lru_cache(maxsize=1)
def _composer() -> Any:
    """PyYAML's C parser that gives every node without asking for its tag: all are taken as written."""

    class Composer(yaml.CBaseLoader):
        # What C calls at every node and needs nothing of: functions of C that take as many arguments.
        descend_resolver = operator.is_  # type: ignore[assignment]  # what they return is thrown away
        ascend_resolver = bool  # type: ignore[assignment]  # likewise

        def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
            return _NO_TAG

    return Composer


def _composed(text: str, wanted: frozenset[str]) -> dict[str, list[Node]] | None:
    """The wanted values of a text that is plain YAML, or None where it is not."""
    try:
        loader = _composer()(text)
    except UnicodeEncodeError:
        return None
    try:
        root = loader.get_single_node()
    except yaml.YAMLError:
        return None
    finally:
        loader.dispose()
    if not isinstance(root, MappingNode):
        return None
    values: dict[str, list[Node]] = {}
    for key, value in root.value:
        if isinstance(key, ScalarNode) and key.value in wanted:
            values.setdefault(key.value, []).append(value)
    return values


class _Reader:
    """Builds nodes from events; holds the stack of open nodes in place of recursion."""

    def __init__(self, tree: Tree, shielded: str, back: dict[int, int], wanted: frozenset[str]) -> None:
        self.tree, self.shielded, self.back, self.wanted = tree, shielded, back, wanted
        self.values: dict[str, list[Node]] = {}
        self.event: Callable[[], Any]
        """The parser's next event."""

    def run(self) -> Problem | None:
        """Read every event; what is wrong with the text as a whole, or None."""
        base = self.tree.base
        loader = None
        try:
            loader = _LOADER(self.shielded)
            self.event = loader.get_event
            return self._top()
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            at = base + (0 if mark is None else min(mark.index, len(self.shielded)))
            return Problem("bad-yaml", f"not YAML: {fault.problem or fault.context}", (at, at))
        except yaml.YAMLError as fault:
            return Problem("bad-yaml", f"not YAML: {str(fault).splitlines()[0]}", (base, base))
        except RecursionError:
            return Problem("too-deep", "the YAML nests too deep to be scanned", (base, base))
        finally:
            if loader is not None:
                loader.dispose()

    def _top(self) -> Problem | None:
        """Find the top mapping and hand each of its values to `_value`; everything else is refused."""
        while type(event := self.event()) is not yaml.MappingStartEvent:
            if type(event) in (yaml.StreamEndEvent, yaml.DocumentEndEvent):
                return None
            if type(event) not in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
                return Problem("bad-shape", "the YAML is no mapping", self._place(event))
        whole: tuple[str, Node] | None = None  # a value counts once what follows it was scanned: PyYAML may cut one off at a fault
        while True:
            event = self.event()
            if whole is not None:
                self.values.setdefault(whole[0], []).append(whole[1])
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._value(event, keep=True)
            name = key.value if isinstance(key, ScalarNode) else ""
            value = self._value(self.event(), keep=name in self.wanted)
            whole = (name, value) if name in self.wanted else None
        while type(event := self.event()) is not yaml.StreamEndEvent:
            if type(event) is yaml.DocumentStartEvent:
                at, _ = self._place(event)
                return Problem("bad-yaml", "a second YAML document follows; it was not read", (at, at))
        return None

    def _value(self, event: Any, *, keep: bool) -> Node:
        """The node that begins with *event*; without *keep* its contents are only passed over."""
        top = self._node(event)
        open_nodes: list[_Open] = [] if isinstance(top, ScalarNode) else [_Open(top)]
        depth = len(open_nodes)
        while depth:
            event = self.event()
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                if keep:
                    open_nodes.pop().close(event)
                continue
            opens = isinstance(event, yaml.CollectionStartEvent)
            if keep:
                node = self._node(event)
                open_nodes[-1].items.append(node)
                if opens:
                    open_nodes.append(_Open(node))
            depth += opens
            if depth > DEPTH_LIMIT:
                raise yaml.MarkedYAMLError(problem=f"nested deeper than {DEPTH_LIMIT} levels", problem_mark=event.start_mark)
        return top

    def _node(self, event: Any) -> Node:
        """One event as a node; anchors, aliases and tags are faults."""
        place = self._place(event)
        if self.tree.text[place[0] - 1 : place[0]] == "?" and self.tree.text[place[0] - 2 : place[0] - 1] in _BEFORE_KEY:
            # PyYAML takes such a `?` in brackets for a sign, YAML for the first letter of a text.
            raise yaml.MarkedYAMLError(problem="a `?` that no blank follows", problem_mark=event.start_mark)
        marks: tuple[Any, Any] = (event.start_mark, event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            self.tree.faults.append(Problem("yaml-alias", f"an alias: *{event.anchor}", place))
            return ScalarNode(_NO_TAG, "", *marks)
        if event.anchor is not None:
            self.tree.faults.append(Problem("yaml-alias", f"an anchor: &{event.anchor}", place))
        elif event.tag is not None:
            self.tree.faults.append(Problem("yaml-tag", f"a tag: {event.tag}", place))
        if not isinstance(event, yaml.ScalarEvent):
            kind = MappingNode if isinstance(event, yaml.MappingStartEvent) else SequenceNode
            return kind(_NO_TAG, [], *marks)
        words = event.value.translate(self.back) if self.back else event.value
        if not FAST and _HALF.search(words):  # libyaml refuses such an escape
            self.tree.faults.append(Problem("odd-character", "half of a surrogate pair is no character", place))
        if self.back and (odd := _FORBIDDEN.search(self.tree.text, *place)):
            self.tree.faults.append(Problem("odd-character", f"the character U+{ord(odd[0]):04X} cannot stand in YAML", odd.span()))
        return ScalarNode(_NO_TAG, words, *marks, event.style)

    def _place(self, event: Any) -> tuple[int, int]:
        return event.start_mark.index + self.tree.base, event.end_mark.index + self.tree.base


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not complete yet."""

    node: Node
    items: list[Node] = field(default_factory=list)

    def close(self, event: Any) -> None:
        items = self.items
        self.node.value = list(zip(items[::2], items[1::2], strict=True)) if isinstance(self.node, MappingNode) else items
        self.node.end_mark = event.end_mark


def _lay(text: str, start: int, end: int, node: ScalarNode) -> TextMap:
    return scalar_map(text, start, end, node.value)


def _shield(text: str) -> tuple[str, dict[int, int]] | None:
    """The text with every odd character swapped for a private one that it lacks, and the table back; offsets stay.

    None where it lacks too few.
    """
    odd = sorted({ord(char) for char in _ODD.findall(text)})
    if not odd:
        return text, {}
    used = {ord(char) for char in text if ord(char) >= _PLANES[0]}
    free = (code for plane in _PLANES for code in range(plane, plane + 0xFFFD) if code not in used)
    there = dict(zip(odd, free, strict=False))
    if len(there) < len(odd):
        return None
    return text.translate(there), {code: char for char, code in there.items()}


# --- how the words of a scalar lie in the text -------------------------------------------------------------

_NEWLINE: Final = r"(?:\r\n|\r|\n)"
# A run of blanks is looked at from its first one only, or from the one after an escaped blank.
_FOLD: Final = rf"(?:(?<![ \t])|(?<=\\[ \t]))[ \t]*{_NEWLINE}[ \t]*(?:{_NEWLINE}[ \t]*)*"
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
