"""JSON read as a tree with places; no recursion, and what is wrong is a problem with its offset."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Final

from ..problems import Problem
from .text import Piece, Source, Span, TextMap
from .tree import DEPTH_LIMIT, Node, refuse_doubles

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_BARE: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null", re.ASCII)
_ESCAPE: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_CLOSERS: Final = {"{": "}", "[": "]"}


def parse(text: str, start: int = 0) -> tuple[Node | None, Problem | None]:
    """The tree of a JSON text from *start* on, or None and what is wrong with it."""
    try:
        return _Reader(text).run(start), None
    except _Fault as fault:
        return None, Problem(fault.code, fault.message, (fault.at, fault.at))


class _Fault(Exception):
    """The text is no JSON; never leaves this file."""

    def __init__(self, at: int, message: str, code: str = "bad-json") -> None:
        super().__init__(message)
        self.at, self.message, self.code = at, message, code


class _Reader:
    """A loop over tokens with a stack of open lists and mappings."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.source = Source(text)

    def run(self, start: int) -> Node:
        at, stack = self._blank(start), list[Node]()
        while True:
            node = self._node(at)
            at = node.end
            if node.kind != "text":
                at = self._blank(at)
                if self.text[at : at + 1] != _CLOSERS[self.text[node.start]]:
                    stack.append(node)
                    if len(stack) > DEPTH_LIMIT:
                        raise _Fault(at, f"nested deeper than {DEPTH_LIMIT} levels", "too-deep")
                    at = self._key(node, at)
                    continue
                node.end = at = at + 1
            while True:
                if not stack:
                    if (at := self._blank(at)) != len(self.text):
                        raise _Fault(at, "something follows the end of the JSON value")
                    return node
                stack[-1].items.append(node)
                at = self._blank(at)
                if self.text[at : at + 1] == ",":
                    at = self._key(stack[-1], self._blank(at + 1))
                    break
                node = stack.pop()
                if self.text[at : at + 1] != _CLOSERS[self.text[node.start]]:
                    raise _Fault(at, "a comma or a closing bracket is missing")
                node.end = at = at + 1
                refuse_doubles(node, self.source)

    def _key(self, node: Node, at: int) -> int:
        """Read a mapping's next key and colon; where the value begins."""
        if node.kind == "list":
            return at
        key = self._node(at)
        if key.kind != "text" or key.bare:
            raise _Fault(at, "a key in double quotes is missing")
        node.items.append(key)
        at = self._blank(key.end)
        if self.text[at : at + 1] != ":":
            raise _Fault(at, "a colon is missing")
        return self._blank(at + 1)

    def _node(self, at: int) -> Node:
        match self.text[at : at + 1]:
            case "{":
                return Node("map", at, at + 1)
            case "[":
                return Node("list", at, at + 1)
            case '"':
                if found := _STRING.match(self.text, at):
                    return Node("text", at, found.end(), json.loads(found[0]), lay=partial(string_map, self.text, *found.span()))
                raise _Fault(at, "a string that is never closed, or has a control character or a bad escape in it")
        if found := _BARE.match(self.text, at):
            return Node("text", at, found.end(), found[0], bare=True, lay=partial(TextMap.identity, len(found[0]), at))
        raise _Fault(at, "a value is missing")

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at


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
