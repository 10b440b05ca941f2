"""A plain tree of texts, lists and mappings with their places: PyYAML's own nodes, which serve JSON as well."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from ..problems import Problem
from .text import Source, Span, TextMap

__all__ = ["DEPTH_LIMIT", "MappingNode", "Node", "Refused", "ScalarNode", "SequenceNode", "Tree", "is_bare", "walk"]

DEPTH_LIMIT: Final = 64
"""How deep lists and mappings may nest; an infobox needs seven levels."""

Pairs: TypeAlias = "list[tuple[ScalarNode, Node]]"


class Refused(Exception):
    """A part of the tree cannot be believed, and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(frozen=True, slots=True)
class Tree:
    """Where the nodes of one parse stand in the text, and which of them cannot be believed."""

    text: str
    """The text that was parsed, or that the parsed stretch stands in."""
    base: int
    """Where the parsed stretch begins."""
    lay: Callable[[str, int, int, ScalarNode], TextMap]
    """Makes the map from a scalar's words to the text, given the text and the scalar's span."""
    told: list[Problem] = field(default_factory=list)
    """What is odd in the text and was read all the same."""
    faults: list[Problem] = field(default_factory=list)
    """Reasons not to believe the nodes that stand at their spans, in order of their place."""
    source: Source = field(init=False, repr=False, compare=False)
    """The text with its lines, which are counted once, however many mappings must name theirs."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", Source(self.text))

    def span(self, node: Node) -> Span:
        """Where a node stands in the text."""
        return Span(node.start_mark.index + self.base, node.end_mark.index + self.base)

    def map(self, node: ScalarNode) -> TextMap:
        """How the words of a scalar lie in the text."""
        return self.lay(self.text, *self.span(node), node)

    def fault_at(self, node: Node) -> Problem | None:
        """The fault that stands just where a node begins, or None."""
        start = self.span(node).start if self.faults else 0
        return self._fault_within(start, start + 1)

    def check(self, node: Node) -> None:
        """Raise Refused where a fault lies in a node."""
        if self.faults and (fault := self._fault_within(*self.span(node))) is not None:
            raise Refused(fault)

    def _fault_within(self, start: int, end: int) -> Problem | None:
        """The first fault that begins in a stretch of the text."""
        at = bisect_left(self.faults, start, key=_beginning)
        return self.faults[at] if at < len(self.faults) and _beginning(self.faults[at]) < end else None

    def mapping(self, node: MappingNode) -> dict[str, Node]:
        """The values of a mapping by key; raises Refused for keys that are doubled or no text."""
        pairs: list[tuple[Any, Node]] = node.value
        try:
            found: dict[str, Node] = {key.value: value for key, value in pairs}
        except TypeError:  # a list or mapping as key
            self._refuse_keys(pairs)
            raise
        if len(found) != len(pairs):
            self._refuse_keys(pairs)
        return found

    def _refuse_keys(self, pairs: list[tuple[Any, Node]]) -> None:
        """Raise Refused for the first key that is no text or stands twice, naming both lines."""
        first: dict[str, Span] = {}
        for key, _ in pairs:
            span = self.span(key)
            if not isinstance(key, ScalarNode):
                raise Refused(Problem("bad-yaml", "a key that is no text", (span.start, span.start + 1)))
            if key.value in first:
                lines = self.source.position(first[key.value].start).line, self.source.position(span.start).line
                message = f"the key {key.value!r} stands on line {lines[0]} and again on line {lines[1]}"
                raise Refused(Problem("duplicate-key", message, span))
            first[key.value] = span


def _beginning(fault: Problem) -> int:
    return fault.span[0] if fault.span is not None else 0


def is_bare(node: ScalarNode) -> bool:
    """Whether a scalar stood without quotes where quotes could stand, so that it may be a number or the like."""
    return not node.style


def walk(node: Node) -> Iterator[Node]:
    """A node and all values below it, outer before inner, in order; keys are left out."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, MappingNode):
            stack += [value for _, value in reversed(node.value)]
        elif isinstance(node, SequenceNode):
            stack += reversed(node.value)
