"""JSON read as a tree with places; no recursion, and what is wrong is a problem with its offset."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Final

from yaml import Mark

from ..problems import Problem
from .text import LONE, Piece, Span, TextMap
from .tree import DEPTH_LIMIT, MappingNode, Node, ScalarNode, SequenceNode, Tree, is_bare

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_BARE: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null", re.ASCII)
_ESCAPE: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[\ud800-\udfff]")
_CLOSERS: Final = {"{": "}", "[": "]"}


def parse(text: str) -> tuple[Tree, Node | None, Problem | None]:
    """The tree of a JSON text with its outermost node, or None and what is wrong with the text."""
    tree = Tree(text, 0, _lay)
    try:
        return tree, _Reader(tree).run(), None
    except _Fault as fault:
        return tree, None, Problem(fault.code, fault.message, (fault.at, fault.at))


class _Fault(Exception):
    """The text is no JSON."""

    def __init__(self, at: int, message: str, code: str = "bad-json") -> None:
        super().__init__(message)
        self.at, self.message, self.code = at, message, code


def _mark(at: int) -> Mark:
    """A place, as PyYAML's nodes hold it."""
    return Mark("", at, 0, 0, None, 0)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not complete yet."""

    start: int
    closer: str
    items: list[Node] = field(default_factory=list)
    """Members of a list; for a mapping its keys and values in turn."""

    def close(self, end: int) -> Node:
        marks = _mark(self.start), _mark(end)
        if self.closer == "]":
            return SequenceNode("", self.items, *marks)
        return MappingNode("", list(zip(self.items[::2], self.items[1::2], strict=True)), *marks)


class _Reader:
    """A loop over tokens with a stack of open lists and mappings."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.text = tree.text

    def run(self) -> Node:
        at, stack = self._blank(0), list[_Open]()
        while True:
            opener = self.text[at : at + 1]
            if opener in _CLOSERS:
                stack.append(_Open(at, _CLOSERS[opener]))
                if len(stack) > DEPTH_LIMIT:
                    raise _Fault(at, f"nested deeper than {DEPTH_LIMIT} levels", "too-deep")
                at = self._blank(at + 1)
                if self.text[at : at + 1] != stack[-1].closer:
                    at = self._key(stack[-1], at)
                    continue
                node, at = stack.pop().close(at + 1), at + 1
            else:
                node, at = self._scalar(at)
            while stack:
                stack[-1].items.append(node)
                at = self._blank(at)
                if self.text[at : at + 1] == ",":
                    at = self._key(stack[-1], self._blank(at + 1))
                    break
                if self.text[at : at + 1] != stack[-1].closer:
                    raise _Fault(at, "a comma or a closing bracket is missing")
                node, at = stack.pop().close(at + 1), at + 1
            else:
                if (at := self._blank(at)) != len(self.text):
                    raise _Fault(at, "something follows the end of the JSON value")
                return node

    def _key(self, inside: _Open, at: int) -> int:
        """Read a mapping's next key and colon; where the value begins."""
        if inside.closer == "]":
            return at
        if self.text[at : at + 1] != '"':
            raise _Fault(at, "a key in double quotes is missing")
        key, at = self._scalar(at)
        inside.items.append(key)
        at = self._blank(at)
        if self.text[at : at + 1] != ":":
            raise _Fault(at, "a colon is missing")
        return self._blank(at + 1)

    def _scalar(self, at: int) -> tuple[Node, int]:
        """A string, number, boolean or null, and where it ends."""
        if found := _STRING.match(self.text, at):
            words: str = json.loads(found[0])
            if lone := LONE.search(words):
                self.tree.told.append(Problem("odd-character", f"a lone surrogate, U+{ord(lone[0]):04X}, is read as U+FFFD", found.span()))
                words = LONE.sub("\ufffd", words)
            return ScalarNode("", words, _mark(at), _mark(found.end()), '"'), found.end()
        if self.text[at : at + 1] == '"':
            raise _Fault(at, "a string that is never closed, or has a control character or a bad escape in it")
        if found := _BARE.match(self.text, at):
            return ScalarNode("", found[0], _mark(at), _mark(found.end())), found.end()
        raise _Fault(at, "a value is missing")

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at


def _lay(text: str, start: int, end: int, node: ScalarNode) -> TextMap:
    return TextMap.identity(end - start, start) if is_bare(node) else string_map(text, start, end)


def string_map(text: str, start: int, end: int) -> TextMap:
    """How the words of a JSON string at *start* to *end*, quotes included, lie in the text."""
    pieces: list[Piece] = []
    inner, outer = 0, start + 1
    for match in _ESCAPE.finditer(text, start + 1, end - 1):
        gap = match.start() - outer
        pieces.append(Piece(Span(inner, inner + gap), Span(outer, match.start()), "verbatim"))
        pieces.append(Piece(Span(inner + gap, inner + gap + 1), Span(*match.span()), "encoded"))
        inner, outer = inner + gap + 1, match.end()
    pieces.append(Piece(Span(inner, inner + end - 1 - outer), Span(outer, end - 1), "verbatim"))
    return TextMap.of(pieces)
