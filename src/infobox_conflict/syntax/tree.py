"""A plain tree of texts, lists and mappings with their places: what YAML and JSON have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from ..problems import Problem
from .text import Source, TextMap

DEPTH_LIMIT: Final = 64
"""How deep lists and mappings may nest; an infobox needs seven levels."""


@dataclass(slots=True)
class Node:
    """One value of the tree; `start` and `end` are character offsets of the text that was parsed."""

    kind: Literal["text", "list", "map"]
    start: int
    end: int
    text: str = ""
    """The decoded words of a text node."""
    bare: bool = False
    """Whether a text stood without quotes where quotes could stand, so that it may be a number or the like."""
    refused: Problem | None = None
    """Why what stands here cannot be believed, if so; the nearest infobox is then refused."""
    items: list[Node] = field(default_factory=list)
    """Members of a list; for a mapping its keys and values in turn."""
    lay: Callable[[], TextMap] | None = None
    """Makes the map from a text node's words to the parsed text."""

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The keys and values of a mapping, in order."""
        return zip(self.items[::2], self.items[1::2], strict=True)

    def get(self, key: str) -> Node | None:
        """The first value under a key, or None; also None for a node that is no mapping."""
        return next((value for name, value in self.pairs() if name.text == key), None) if self.kind == "map" else None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, outer before inner, in order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += reversed(node.items)


def refusal(node: Node) -> Problem | None:
    """The first reason in the tree under *node* not to believe it."""
    return next((inner.refused for inner in node.walk() if inner.refused is not None), None)


def refuse_doubles(node: Node, source: Source) -> None:
    """Mark a mapping that has a key twice, naming both lines."""
    if node.kind != "map" or len({key.text for key in node.items[::2]}) == len(node.items) // 2:
        return
    first: dict[str, Node] = {}
    for key in node.items[::2]:
        if key.text in first:
            lines = source.position(first[key.text].start).line, source.position(key.start).line
            message = f"the key {key.text!r} stands on line {lines[0]} and again on line {lines[1]}"
            node.refused = Problem("duplicate-key", message, (key.start, key.end))
            return
        first[key.text] = key
