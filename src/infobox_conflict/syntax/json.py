"""The format `json`: one infobox object, a list of them, or an object with `infoboxes`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from ..content import Content, Infobox
from ..problems import Problem
from ..vocabulary import Vocabulary
from . import jsontree
from .carried import Carried
from .losses import Written
from .text import Source
from .tree import MappingNode, Node, Refused, ScalarNode, SequenceNode, Tree
from .values import Pens, read_box

name: Final = "json"
suffixes: Final[tuple[str, ...]] = (".json",)


def sniff(text: str) -> bool:
    """Whether the text begins, after blanks, with `{` or `[` as JSON does; `{{` and `[[` are wikitext."""
    head = text[:1000].lstrip()[:200]
    return head[:1] in ("{", "[") and head[:2] not in ("{{", "[[", "{|") and head[1:].lstrip()[:1] in ('"', "}", "{", "]", "")


def read(source: Source, vocabulary: Vocabulary) -> Carried:  # noqa: ARG001 (the shape of the verb)
    """The infoboxes of a JSON text."""
    tree, root, fault = jsontree.parse(source.text)
    if root is None:
        return Carried(problems=(fault,) if fault else ())
    problems = list(tree.told)
    top: dict[str, Node] = {}
    title: Node | None = None
    try:
        top = tree.mapping(root) if isinstance(root, MappingNode) else {}
        title = top.get("title")
        nodes = _boxes(tree, root, top)
    except Refused as refused:
        problems.append(refused.problem)
        nodes = []
    boxes = [box for node in nodes if (box := read_box(tree, node, problems, _pens)) is not None]
    if not boxes and not problems:
        problems.append(Problem("no-infobox", "the JSON has no infobox", tree.span(root)))
    others = [f"the key {name!r}" for name in top if "infoboxes" in top and name not in ("infoboxes", "title")]
    return Carried(tuple(boxes), tuple(problems), title.value if isinstance(title, ScalarNode) else None, lambda: others)


def _boxes(tree: Tree, root: Node, top: dict[str, Node]) -> list[Node]:
    """The nodes that should be infoboxes."""
    if isinstance(root, ScalarNode):
        raise Refused(Problem("bad-shape", "the JSON is no object and no list", tree.span(root)))
    boxes = root if isinstance(root, SequenceNode) else top.get("infoboxes")
    if boxes is None:
        return [root] if top else []
    if not isinstance(boxes, SequenceNode):
        raise Refused(Problem("bad-shape", "`infoboxes` is a list of objects", tree.span(boxes)))
    return list(boxes.value)


def render(content: Content, vocabulary: Vocabulary) -> Written:
    """A value, on one line."""
    from .valuewriting import spell  # noqa: PLC0415 (reading needs no writer)

    value, losses = spell(content, vocabulary)
    return Written(json.dumps(value, ensure_ascii=False), tuple(losses))


def write(infoboxes: Sequence[Infobox], vocabulary: Vocabulary) -> Written:
    """An object with `infoboxes`, and the `title` of their page where they have one."""
    from .valuewriting import spell_boxes  # noqa: PLC0415 (reading needs no writer)

    data, losses = spell_boxes(infoboxes, vocabulary)
    return Written(json.dumps(data, ensure_ascii=False, indent=2) + "\n", tuple(losses))


def _pens() -> Pens:
    """What writes into values."""
    from . import valueediting  # noqa: PLC0415 (reading needs no writer)

    return valueediting
