"""The format `frontmatter`: Markdown whose YAML front matter holds infoboxes as wtf_wikipedia writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from ..content import Content, Infobox
from ..problems import Problem
from ..vocabulary import Vocabulary
from . import yaml
from .carried import Carried, CarriedBox
from .losses import Written
from .text import Source, Span
from .tree import Refused, ScalarNode, SequenceNode
from .values import Pens, read_box

name: Final = "frontmatter"
suffixes: Final[tuple[str, ...]] = (".md", ".markdown")

_WANTED: Final = frozenset({"infoboxes", "title"})
_OPEN: Final = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSE: Final = re.compile(r"---[ \t]*(?=[\r\n]|\Z)")
_KEY: Final = re.compile(r"^(?P<key>[^\s#:-][^\n\r:]*):(?=\s)", re.MULTILINE)
# The block of one key of the top mapping, for a front matter that is damaged before it.
_BLOCK: Final = re.compile(r"(?:^|(?<=[\r\n]))infoboxes[ \t]*:.*?(?=[\r\n][^\s#-]|\Z)", re.DOTALL)


def sniff(text: str) -> bool:
    """Whether the text begins with a `---` line."""
    return _OPEN.match(text) is not None


def read(source: Source, vocabulary: Vocabulary) -> Carried:  # noqa: ARG001 (the shape of the verb)
    """The infoboxes in a Markdown text's front matter."""
    text = source.text
    opened = _OPEN.match(text)
    end = _closing(text, opened.end()) if opened else -1
    if opened is None or end < 0:
        return Carried(problems=(Problem("no-front-matter", "the text has no block between two `---` lines at its start", (0, 0)),))
    start = opened.end()
    parsed = yaml.parse(text, _WANTED, start, end)
    if "infoboxes" not in parsed.values and parsed.problems and (block := _BLOCK.search(text, start, end)):
        stretch = block.start(), end if _BLOCK.search(text, block.end(), end) else block.end()  # two blocks are a doubled key
        again = yaml.parse(text, _WANTED, *stretch)
        if not again.problems:
            return _carried(again, parsed.problems, Span(start, end))
    return _carried(parsed, parsed.problems, Span(start, end))


def _closing(text: str, start: int) -> int:
    """Where the line `---` that ends the front matter stands, or -1."""
    at = text.find("---", start)
    while at >= 0 and not (text[at - 1] in "\r\n" and _CLOSE.match(text, at)):
        at = text.find("---", at + 1)
    return at


def _beside(text: str, block: Span) -> Iterator[str]:
    """The other keys of a front matter, and the body below it."""
    for match in _KEY.finditer(block.of(text)):
        if match["key"] not in _WANTED:
            yield f"the key {match['key']!r}"
    closed = _CLOSE.match(text, block.end)
    if closed is not None and text[closed.end() :].strip():
        yield "the body"


def _carried(parsed: yaml.Parsed, told: tuple[Problem, ...], block: Span) -> Carried:
    tree, values = parsed.tree, parsed.values
    problems, boxes = list(told), list[CarriedBox]()
    lists = values.get("infoboxes", [])
    if len(lists) > 1:
        problems.append(Problem("duplicate-key", "the key 'infoboxes' stands twice", tree.span(lists[1])))
    elif lists and (fault := tree.fault_at(lists[0])) is not None:
        problems.append(fault)
    elif lists and not isinstance(lists[0], SequenceNode):
        problems.append(Problem("bad-shape", "`infoboxes` is a list of mappings", tree.span(lists[0])))
    elif lists:
        boxes += (box for node in lists[0].value if (box := read_box(tree, node, problems, _pens)) is not None)
    if not lists or not lists[0].value:
        problems.append(Problem("no-infobox", "the front matter has no infobox", (0, 0)))
    title = _title(parsed, problems)
    return Carried(tuple(boxes), tuple(problems), title, partial(_beside, tree.text, block))


def _title(parsed: yaml.Parsed, problems: list[Problem]) -> str | None:
    """The title, where there is one that can be believed."""
    titles = parsed.values.get("title", [])
    if len(titles) > 1:
        problems.append(Problem("duplicate-key", "the key 'title' stands twice", parsed.tree.span(titles[1])))
    if len(titles) != 1 or not isinstance(titles[0], ScalarNode):
        return None
    try:
        parsed.tree.check(titles[0])
    except Refused:
        return None
    title: str = titles[0].value
    return title


def render(content: Content, vocabulary: Vocabulary) -> Written:
    """A value in lines of YAML, as it stands below the name of its parameter."""
    from .valuewriting import spell  # noqa: PLC0415 (reading needs no writer)
    from .yamlwriting import dump  # noqa: PLC0415 (likewise)

    value, losses = spell(content, vocabulary)
    return Written(dump(value), tuple(losses))


def write(infoboxes: Sequence[Infobox], vocabulary: Vocabulary) -> Written:
    """Front matter without a body: `infoboxes`, and the `title` of their page where they have one."""
    from .valuewriting import spell_boxes  # noqa: PLC0415 (reading needs no writer)
    from .yamlwriting import dump  # noqa: PLC0415 (likewise)

    data, losses = spell_boxes(infoboxes, vocabulary)
    return Written(f"---\n{dump(data)}---\n", tuple(losses))


def _pens() -> Pens:
    """What writes into values."""
    from . import valueediting  # noqa: PLC0415 (reading needs no writer)

    return valueediting
