"""Changes of a tree of YAML or JSON as patches, in the style of what stands there: blocks stay blocks, braces stay braces."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from .text import Patch, Span
from .tree import MappingNode, Node, ScalarNode, SequenceNode, Tree
from .yamlwriting import Data, pair, words

_LINE_END: Final = re.compile(r"\r\n|\r|\n|\Z")
_INNER: Final = re.compile(r"[{\[](?:\r\n|\r|\n)(?P<blank>[ \t]*)")


def put(tree: Tree, node: Node, behind: int, data: Data, key: str | None = None) -> Iterator[Patch]:
    """The ways to put something behind a place of a list or mapping, -1 for the first one; in a mapping it has a key."""
    made = _Flow(tree, node) if _is_flow(tree, node) else _Block(tree, node)
    yield from made.put(behind, data, key)


def drop(tree: Tree, node: Node, gone: Collection[int]) -> Iterator[Patch]:
    """What takes entries out of a list or mapping in which others stay."""
    made = _Flow(tree, node) if _is_flow(tree, node) else _Block(tree, node)
    yield from made.drop(gone)


def replace(tree: Tree, node: Node, data: Data) -> Patch:
    """What puts something in the place of a node."""
    patch = _replaced(tree, node, data)
    at = patch.span.start
    nothing = at == patch.span.end and tree.text[at - 1 : at] in (":", "-")  # a key of YAML with nothing behind its colon
    return Patch(patch.span, f" {patch.words}") if nothing else patch


def _replaced(tree: Tree, node: Node, data: Data) -> Patch:
    start, end = tree.span(node).start, _end(tree, node)
    text, line = tree.text, _line(tree.text, start)
    if isinstance(node, ScalarNode) and isinstance(data, str) and node.style in ("'", '"'):
        single = data.replace("'", "''")
        return Patch(Span(start, end), f"'{single}'" if node.style == "'" and "\n" not in data else _json(data))
    if _is_flow(tree, node) or (isinstance(node, ScalarNode) and not isinstance(data, str)):
        inner = _INNER.match(text, start) if not isinstance(node, ScalarNode) else None
        blank = text[line : line + len(text[line:start]) - len(text[line:start].lstrip(" \t"))]
        return Patch(Span(start, end), _laid(tree, data, blank, inner["blank"] if inner is not None else ""))
    before = text[line:start]
    if isinstance(node, ScalarNode):
        blank = before[: len(before) - len(before.lstrip(" -"))]
        return Patch(Span(start, end), _lines(tree, words(data, " " * len(blank) + "  ", len(before))))
    return Patch(Span(start, end), _lines(tree, words(data, " " * len(before), None)))


class _Entries:
    """The members of a list, or the pairs of a mapping, with their places."""

    def __init__(self, tree: Tree, node: Node) -> None:
        self.tree, self.text = tree, tree.text
        self.node = node
        pairs: list[Any] = node.value
        self.nodes: list[tuple[Node, Node]] = pairs if isinstance(node, MappingNode) else [(one, one) for one in pairs]
        self.starts = [self.start(first) for first, _ in self.nodes]
        self.ends = [_end(tree, last) for _, last in self.nodes]

    def start(self, first: Node) -> int:
        """Where an entry begins."""
        return self.tree.span(first).start


class _Flow(_Entries):
    """Entries in braces."""

    def put(self, behind: int, data: Data, key: str | None) -> Iterator[Patch]:
        """A new entry with the comma and the blanks that part the others."""
        span = self.tree.span(self.node)
        lead = self.text[span.start + 1 : self.starts[0]] if self.starts else ""
        is_tight = self.colon == ":"
        sep = self.text[self.ends[0] : self.starts[1]] if len(self.starts) > 1 else "," + (lead or " " * (not is_tight))
        said = _json(data, is_tight=is_tight) if "\n" not in sep else self.laid(data, sep)
        words = said if key is None else f"{_json(key)}{self.colon}{said}"
        if not self.starts:
            yield Patch(Span(span.start + 1, span.start + 1), words)
        elif behind < 0:
            yield Patch(Span(self.starts[0], self.starts[0]), words + sep)
        else:
            yield Patch(Span(self.ends[behind], self.ends[behind]), sep + words)

    def laid(self, data: Data, sep: str) -> str:
        """Data on lines of their own, where the other entries' are."""
        inner = next((found["blank"] for _, last in self.nodes if (found := _INNER.match(self.text, self.tree.span(last).start))), "")
        return _laid(self.tree, data, sep[sep.rfind("\n") + 1 :], inner)

    @property
    def colon(self) -> str:
        """What stands between a key and its value."""
        if not self.nodes or not isinstance(self.node, MappingNode):
            return ": "
        key, value = self.nodes[0]
        return self.text[self.tree.span(key).end : self.tree.span(value).start]

    def drop(self, gone: Collection[int]) -> Iterator[Patch]:
        """An entry goes with the comma before it, the first ones with the one behind."""
        first = next(at for at in range(len(self.starts)) if at not in gone)
        if first > 0:
            yield Patch(Span(self.starts[0], self.starts[first]), "")
        yield from (Patch(Span(self.ends[at - 1], self.ends[at]), "") for at in sorted(gone) if at > first)


class _Block(_Entries):
    """Entries on lines of their own."""

    def start(self, first: Node) -> int:
        """An entry of a list begins with its dash."""
        start = self.tree.span(first).start
        return self.text.rfind("-", 0, start) if isinstance(self.node, SequenceNode) else start

    def put(self, behind: int, data: Data, key: str | None) -> Iterator[Patch]:
        """A new entry on lines of its own below another one, or above the next."""
        indent = " " * (self.starts[0] - _line(self.text, self.starts[0]))
        said = pair(key, data, indent) if key is not None else "- " + words(data, indent + "  ", None)
        newline = _newline(self.tree)
        if behind >= 0:
            found = _LINE_END.search(self.text, self.ends[behind])
            at = found.start() if found is not None else len(self.text)
            yield Patch(Span(at, at), _lines(self.tree, "\n" + indent + said))
        if behind + 1 < len(self.starts):
            at = self.starts[behind + 1]
            yield Patch(Span(at, at), _lines(self.tree, said) + newline + indent)

    def drop(self, gone: Collection[int]) -> Iterator[Patch]:
        """An entry goes with its lines; the first of a mapping that begins behind a dash makes room for the next."""
        for at in sorted(gone):
            start, line = self.starts[at], _line(self.text, self.starts[at])
            found = _LINE_END.search(self.text, self.ends[at])
            is_behind_dash = self.text[line:start].strip() and at + 1 < len(self.starts)
            end = self.starts[at + 1] if is_behind_dash else found.end() if found is not None else len(self.text)
            yield Patch(Span(start if is_behind_dash else line, end), "")


def _is_flow(tree: Tree, node: Node) -> bool:
    return tree.text[tree.span(node).start : tree.span(node).start + 1] in ("{", "[")


def _end(tree: Tree, node: Node) -> int:
    """Where a node ends, without the line ends and blanks that the parser counts to a block."""
    span = tree.span(node)
    while not isinstance(node, ScalarNode) and not _is_flow(tree, node) and node.value:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    end = tree.span(node).end
    if _is_flow(tree, node) or (isinstance(node, ScalarNode) and node.style in ("'", '"')):
        return end
    return max(span.start, len(tree.text[:end].rstrip()))


def _line(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _newline(tree: Tree) -> str:
    return "\r\n" if "\r\n" in tree.text else "\n"


def _lines(tree: Tree, words: str) -> str:
    """Lines with the line ends of the text."""
    return words.replace("\n", _newline(tree)) if "\n" in words else words


def _laid(tree: Tree, data: Data, blank: str, inner: str) -> str:
    """Data in braces on lines that stand in as far as others do: the braces by some blanks, what is in them by more; else on one line."""
    if not inner.startswith(blank) or inner == blank:
        return _json(data)
    return _lines(tree, json.dumps(data, ensure_ascii=False, indent=inner[len(blank) :]).replace("\n", "\n" + blank))


def _json(data: Data, *, is_tight: bool = False) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":") if is_tight else None)
