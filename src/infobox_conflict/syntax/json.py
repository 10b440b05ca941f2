"""The format `json`: one infobox object, a list of them, or an object with `infoboxes`."""

from __future__ import annotations

from typing import Final

from ..problems import Problem
from ..vocabulary import Vocabulary
from . import jsontree
from .carried import Carried, CarriedBox
from .text import Source
from .tree import Node, refusal
from .values import read_box

name: Final = "json"


def sniff(text: str) -> bool:
    """Whether the text begins, after blanks, with `{` or `[` as JSON does; `{{` and `[[` are wikitext."""
    head = text[:1000].lstrip()[:200]
    return head[:1] in ("{", "[") and head[:2] not in ("{{", "[[", "{|") and head[1:].lstrip()[:1] in ('"', "}", "{", "]", "")


def read(source: Source, vocabulary: Vocabulary) -> Carried:  # noqa: ARG001 (the shape of the verb)
    """The infoboxes of a JSON text."""
    tree, fault = jsontree.parse(source.text)
    if tree is None:
        return Carried(problems=(fault,) if fault else ())
    problems: list[Problem] = []
    boxes: list[CarriedBox] = []
    for node in _boxes(tree, problems):
        box = read_box(node, problems)
        boxes += [box] if box is not None else []
    if not boxes and not problems:
        problems.append(Problem("no-infobox", "the JSON has no infobox", (tree.start, tree.end)))
    title = tree.get("title")
    return Carried(tuple(boxes), tuple(problems), title.text if title is not None and title.kind == "text" else None)


def _boxes(tree: Node, problems: list[Problem]) -> list[Node]:
    """The nodes that should be infoboxes."""
    if tree.kind == "list":
        return tree.items
    if tree.kind == "text":
        problems.append(Problem("bad-shape", "the JSON is no object and no list", (tree.start, tree.end)))
        return []
    inner = tree.get("infoboxes")
    if inner is None:
        return [tree] if tree.items else []
    if inner.kind != "list" or (tree.refused and refusal(tree)):
        problems.append(tree.refused or Problem("bad-shape", "`infoboxes` is a list of objects", (inner.start, inner.end)))
        return []
    return inner.items
