"""Sheets: content put together out of words with marks, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import Formatter
from typing import TypeAlias

from ..content import Break, Content, Emphasis, FateMark, Flag, Item, Link, Mark, Note, ordered


@dataclass(frozen=True, slots=True)
class Said:
    """Words with their marks, whose offsets are those of the words."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Said | str) -> Said:
        if isinstance(other, str):
            return Said(self.text + other, self.marks)
        return Said(self.text + other.text, (*self.marks, *moved(other.marks, len(self.text))))

    def __bool__(self) -> bool:
        return bool(self.text or self.marks)


Words: TypeAlias = Said | str


def moved(marks: Iterable[Mark], by: int) -> tuple[Mark, ...]:
    """The same marks further on."""
    return tuple(replace(mark, start=mark.start + by, end=mark.end + by) for mark in marks)


def flags(names: Iterable[str]) -> Said:
    """Pictures of flags."""
    return Said("", tuple(Flag(0, 0, id=name) for name in names))


def linked(words: str, page: str | None) -> Said:
    """Words that lead to a page, where there is one."""
    return Said(words, (Link(0, len(words), page=page),) if page is not None else ())


def fate_mark(name: str) -> Said:
    """A mark of what became of a person."""
    return Said("", (FateMark(0, 0, name=name),))


def noted(notes: Iterable[Note]) -> Said:
    """Notes, which show no words."""
    return Said("", tuple(notes))


def filled(form: str, **parts: Words) -> Said:
    """A form with words put in; the blank beside a part that is empty goes with it.

    >>> filled("{amount} {subject} {fates}", amount="3", subject="", fates="killed").text
    '3 killed'
    """
    out = Said()
    for literal, name, _, _ in Formatter().parse(form):
        if literal[:1] == " " and (not out or out.text[-1:] == " "):
            literal = literal[1:]  # noqa: PLW2901 (without its blank)
        out += literal
        out += parts[name] if name is not None else ""
    return Said(out.text.rstrip(" "), out.marks) if out.text[-1:] == " " else out


def listed(parts: Sequence[Words], comma: str, last: str) -> Said:
    """Several words as a list, the last two joined by a form."""
    out = Said() + parts[0]
    for part in parts[1:-1]:
        out = out + comma + part
    return filled(last, first=out, last=parts[-1]) if len(parts) > 1 else out


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet."""

    said: Said
    depth: int = 0
    """List depth; 0 for a line that is no item."""
    bold: bool = False
    rule: bool = False
    """Whether a rule across the field stands above it."""


def sheet(rows: Iterable[Row]) -> Content:
    """The lines as the content of a field."""
    text = ""
    marks: list[Mark] = []
    for row in rows:
        if text or marks:
            if row.rule:
                marks.append(Break(len(text), len(text) + 1, "rule"))
            text += "\n\n" if row.rule else "\n"
        start, end = len(text), len(text) + len(row.said.text)
        if row.depth:
            marks.append(Item(start, end, depth=row.depth))
        if row.bold:
            marks.append(Emphasis(start, end, "bold"))
        marks += moved(row.said.marks, start)
        text += row.said.text
    return Content(text, ordered(marks))
