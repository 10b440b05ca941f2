"""The format `frontmatter`: Markdown whose YAML front matter holds infoboxes as wtf_wikipedia writes them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ..problems import Problem
from ..vocabulary import Vocabulary
from . import yaml
from .carried import Carried, CarriedBox, CarriedField
from .text import Source, Span, TextMap
from .tree import Node
from .values import read_box

name: Final = "frontmatter"

_WANTED: Final = frozenset({"infoboxes", "title"})
_OPEN: Final = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSE: Final = re.compile(r"(?:^|(?<=[\r\n]))---[ \t]*(?=[\r\n]|\Z)")
# The block of one key of the top mapping, for a front matter that is damaged before it.
_BLOCK: Final = re.compile(r"(?:^|(?<=[\r\n]))infoboxes[ \t]*:.*?(?=[\r\n][^\s#-]|\Z)", re.DOTALL)


def sniff(text: str) -> bool:
    """Whether the text begins with a `---` line."""
    return _OPEN.match(text) is not None


def read(source: Source, vocabulary: Vocabulary) -> Carried:  # noqa: ARG001 (the shape of the verb)
    """The infoboxes in a Markdown text's front matter."""
    text = source.text
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end()) if opened else None
    if opened is None or closed is None:
        return Carried(problems=(Problem("no-front-matter", "the text has no block between two `---` lines at its start", (0, 0)),))
    start = opened.end()
    parsed = yaml.parse(text[start : closed.start()], _WANTED)
    if "infoboxes" not in parsed.values and parsed.problems and (block := _BLOCK.search(text, start, closed.start())):
        again = yaml.parse(block[0], _WANTED)
        if not again.problems:
            return _carried(again.values, block.start(), _moved(parsed.problems, start))
    return _carried(parsed.values, start, _moved(parsed.problems, start))


def _carried(values: dict[str, list[Node]], start: int, problems: list[Problem]) -> Carried:
    lists = values.get("infoboxes", [])
    found: list[Problem] = []
    boxes: list[CarriedBox] = []
    if len(lists) > 1:
        found.append(Problem("duplicate-key", "the key 'infoboxes' stands twice", (lists[1].start, lists[1].end)))
    elif lists and (lists[0].refused or lists[0].kind != "list"):
        span = (lists[0].start, lists[0].end)
        found.append(lists[0].refused or Problem("bad-shape", "`infoboxes` is a list of mappings", span))
    elif lists:
        boxes += (box for node in lists[0].items if (box := read_box(node, found)) is not None)
    if not lists or (lists[0].kind == "list" and not lists[0].items):
        found.append(Problem("no-infobox", "the front matter has no infobox", (0, 0)))
    titles = [node.text for node in values.get("title", []) if node.kind == "text" and not node.refused]
    return Carried(
        tuple(_moved_box(box, start) for box in boxes), tuple(problems + _moved(found, start)), titles[0] if titles else None
    )


def _moved(problems: tuple[Problem, ...] | list[Problem], by: int) -> list[Problem]:
    return [replace(p, span=(p.span[0] + by, p.span[1] + by) if p.span else None) for p in problems]


def _moved_box(box: CarriedBox, by: int) -> CarriedBox:
    return replace(box, fields=tuple(_moved_field(field, by) for field in box.fields), span=box.span.moved(by))


def _moved_field(field: CarriedField, by: int) -> CarriedField:
    def lay() -> TextMap:
        inner = field.lay()
        return TextMap(tuple(piece._replace(outer=piece.outer.moved(by)) for piece in inner.pieces))

    return CarriedField(field.name, field.content, field.name_span.moved(by), Span(*field.span).moved(by), lay)
