"""How the parameters and lists of an infobox are spelled, so that new ones are spelled like their neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from ..values import value
from ..vocabulary import Vocabulary
from .preprocessor import BLANKS, preprocess
from .templates import Template, TemplateParameter, name_span

_BREAK: Final = re.compile(r"<br\s*/?\s*>", re.IGNORECASE)
_SIGN: Final = re.compile(r"^[*#:;]+([ \t]*)(?=[^\s*#:;])", re.MULTILINE)
BEGINS_LINE: Final = ("*", "#", ";", ":", "----")
"""Signs that mean what they mean at the start of a line only."""
T = TypeVar("T")


@value
class Style:
    """Spaces, line ends and forms; by default those of the template's page."""

    before_bar: str = "\n"
    """What stands between a value and the bar behind it."""
    after_bar: str = " "
    before_equals: str = " "
    """What stands at least between a name and its equals sign."""
    after_equals: str = " "
    width: int | None = None
    """How long names with the blanks behind them are; 0 where they are not aligned, None to align them to the longest."""
    before_end: str = "\n"
    """What stands between the last value and the braces behind it."""
    line_end: str = "\n"
    break_line: str = "<br />"
    """How a line ends outside lists."""
    sign_blank: str = " "
    """What stands between the sign of an item and its words."""
    list_name: str = ""
    """The template for lists without bullets; '' for the one that the vocabulary has first."""
    block: str = ""
    """The template around lists with bullets (`plainlist`); '' for none."""

    @property
    def closing(self) -> str:
        """What ends the template."""
        return self.before_end + "}}"

    def width_of(self, names: Sequence[str]) -> int:
        """The width to which names are aligned."""
        longest = max(map(len, names), default=0) + len(self.before_equals)
        return longest if self.width is None else self.width

    def parameter(self, name: str, words: str, width: int) -> str:
        """A parameter with the bar before it; a value that begins with a list begins on a line of its own."""
        label = f"{name}{self.before_equals}".ljust(width)
        gap = self.line_end if words.startswith(BEGINS_LINE) else self.after_equals if words else ""
        return f"{self.before_bar}|{self.after_bar}{label}={gap}{words}"


def style_of(template: Template, vocabulary: Vocabulary) -> Style:
    """How most parameters of an infobox are spelled; what none of them tells is as by default.

    >>> from infobox_conflict.syntax.templates import templates
    >>> from infobox_conflict.vocabulary import load
    >>> style_of(templates("{{warbox|place=X|result=a<br>b}}")[0], load("en")).parameter("date", "1999", 0)
    '|date=1999'
    """
    named = [one for one in template.parameters if one.name is not None]
    if not named:
        return Style()
    text = template.span.of(template.text)
    before = [tail(text_before) for text_before in _before_bars(template)]
    line_end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    own = Style()
    sign = _most((match[1] for match in _SIGN.finditer(text)), own.sign_blank)
    list_name, block = _lists(template, vocabulary)
    return Style(
        before_bar=_most(before, own.before_bar),
        after_bar=_most((_head(one.name or "") for one in named), own.after_bar),
        before_equals=_blanks_before_equals(named),
        after_equals=_most((_head(one.value) for one in named if one.value[:1] not in ("", "\n", "\r")), own.after_equals),
        width=_width(named),
        before_end=tail(template.parameters[-1].value),
        line_end=line_end,
        break_line=_most((match[0] for match in _BREAK.finditer(text)), own.break_line),
        sign_blank=sign,
        list_name=list_name,
        block=block,
    )


def tail(words: str) -> str:
    """The blanks at the end of words; of several line ends one."""
    blanks = words[len(words.rstrip(BLANKS)) :]
    start = blanks.rfind("\n")
    return blanks if start < 0 else blanks[start - 1 if blanks[start - 1 : start] == "\r" else start :]


def _most(values: Iterable[T], default: T) -> T:
    """The value that there is most of, of several the first."""
    counted = Counter(values)
    return max(counted, key=lambda one: counted[one]) if counted else default


def _head(words: str) -> str:
    return words[: len(words) - len(words.lstrip(BLANKS))]


def _before_bars(template: Template) -> list[str]:
    """What stands before each bar."""
    return [template.name, *(one.value for one in template.parameters[:-1])]


def _label(one: TemplateParameter) -> str:
    return (one.name or "").lstrip(BLANKS)


def _width(named: Sequence[TemplateParameter]) -> int:
    """The width that most names of different length have in common."""
    widths = Counter(len(_label(one)) for one in named)
    width, count = widths.most_common(1)[0]
    lengths = {len(_label(one).rstrip(BLANKS)) for one in named if len(_label(one)) == width}
    return width if count * 2 > len(named) and len(lengths) > 1 else 0


def _blanks_before_equals(named: Sequence[TemplateParameter]) -> str:
    """The blanks between a name and its equals sign: where names are aligned, those behind the longest."""
    width = _width(named)
    blanks = [_label(one)[len(_label(one).rstrip(BLANKS)) :] for one in named if not width or len(_label(one)) == width]
    return min(blanks, key=len) if width else _most(blanks, " ")


def _lists(template: Template, vocabulary: Vocabulary) -> tuple[str, str]:
    """The template for lists without bullets, and the one around lists with bullets where more stand in one than stand alone."""
    text = template.text
    names: Counter[tuple[str, str]] = Counter()
    for node in preprocess(text, *template.span, tags=template.tags, line_start=False):
        if node.kind == "template":
            name = name_span(node).of(text).strip(BLANKS)
            meant = vocabulary.inline(name) if name else None
            if meant is not None and meant[:2] in (("list", "plain"), ("block", "lines")):
                names[meant.kind, name] += 1
    lists = [name for (kind, name), _ in names.most_common() if kind == "list"]
    blocks = {name: count for (kind, name), count in names.items() if kind == "block"}
    alone = sum(one.value.lstrip(BLANKS).startswith("*") for one in template.parameters)
    best = max(blocks, key=lambda one: blocks[one], default="")
    return lists[0] if lists else "", best if best and sum(blocks.values()) > alone else ""
