"""The table for people: what each side had and lost, with rival claims beside each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .meaning.model import Amount, Claimant, Commander, Conflict, Entry, Figure, Period

_OWN_VOICE: Final = "the infobox"
_INDENT: Final = "  "
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_SIGNS: Final = {"at_least": "{low:,}+", "more_than": "over {low:,}", "at_most": "up to {high:,}", "fewer_than": "under {high:,}"}


def show(conflict: Conflict, *, color: bool = False, width: int = 100) -> str:
    """A conflict as a readable table, side by side with its claims; no line is cut, names wrap at *width*."""
    pen = _Pen(color, max(40, width))
    lines = [pen.bold(conflict.name or "(no name)")]
    lines += _wrapped("Part of", [conflict.part_of] if conflict.part_of else [], pen)
    lines += _wrapped("When", [_period(period) for period in conflict.periods], pen)
    lines += _wrapped("Where", [" ".join(conflict.place.text.split())] if conflict.place and conflict.place.text else [], pen)
    lines += _wrapped("Result", [_result(conflict)] if conflict.result else [], pen)
    rows = [(f"Side {number}", number) for number in range(1, conflict.columns + 1)]
    for title, number in (*rows, ("All sides", conflict.columns + 1)):
        lines += _side(title, [entry for entry in conflict.entries if entry.number == number], conflict, pen)
    lines += _side("Numbered beyond the joint row", [e for e in conflict.entries if conflict.placement(e) == "unplaced"], conflict, pen)
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes with or without the colours of a terminal."""

    color: bool
    width: int

    def bold(self, words: str) -> str:
        return f"{_BOLD}{words}{_PLAIN}" if self.color else words

    def dim(self, words: str) -> str:
        return f"{_DIM}{words}{_PLAIN}" if self.color else words


def _side(title: str, entries: Sequence[Entry], conflict: Conflict, pen: _Pen) -> list[str]:
    """The block of one side, or nothing where it says nothing."""
    if not entries:
        return []
    names = [entry.fact.name for entry in entries if entry.family == "combatant" and not isinstance(entry.fact, Figure)]
    lines = ["", pen.bold(title + (f": {', '.join(names)}" if names else ""))]
    lines += _wrapped("Commanders", [_commander(entry.fact) for entry in entries if isinstance(entry.fact, Commander)], pen)
    lines += _wrapped("Units", [e.fact.name for e in entries if e.family == "units" and not isinstance(e.fact, Figure)], pen)
    for name in ("Strength", "Casualties"):
        figures = [e for e in entries if isinstance(e.fact, Figure) and (e.family == "casualties") == (name == "Casualties")]
        if figures:
            lines += _claims(name, figures, conflict, pen)
    return lines


def _claims(name: str, entries: Sequence[Entry], conflict: Conflict, pen: _Pen) -> list[str]:
    """A table of figures: a line for what is counted, a column for each claimant."""
    positions = {id(entry): at for at, entry in enumerate(entry for entry in conflict.entries if isinstance(entry.fact, Figure))}
    levels = {positions[id(entry)]: _level(positions[id(entry)], conflict.parents) for entry in entries}
    voices: dict[Claimant | None, int] = {}
    rows: dict[tuple[object, ...], list[list[str]]] = {}
    labels: list[tuple[tuple[object, ...], str]] = []
    for entry in entries:
        figure = entry.fact
        if not isinstance(figure, Figure):
            continue
        voices.setdefault(figure.claimant, len(voices))
        level = levels[positions[id(entry)]]
        key = (figure.kind, figure.subject, figure.fates, figure.party, figure.scopes, figure.as_of, level)
        if key not in rows:
            labels.append((key, _INDENT * level + _counted(figure)))
        rows.setdefault(key, []).append([])
        cells = rows[key]
        cells[-1] = ["", str(voices[figure.claimant]), _amount(figure.amount)]
    grid = [[name, *(claimant.name if claimant else _OWN_VOICE for claimant in voices)]]
    for key, label in labels:
        grid += _rows(label, rows[key], len(voices))
    return _aligned(grid, pen)


def _rows(label: str, cells: Sequence[Sequence[str]], columns: int) -> list[list[str]]:
    """The lines of one counted thing: claims of different claimants share a line, a second one of the same opens another."""
    lines: list[list[str]] = []
    for _, column, words in cells:
        line = next((line for line in lines if not line[int(column) + 1]), None)
        if line is None:
            line = [label, *[""] * columns]
            lines.append(line)
        line[int(column) + 1] = words
    return lines


def _level(at: int, parents: Sequence[int | None]) -> int:
    """How many figures include a figure, one in the other."""
    level = 0
    parent = parents[at]
    while parent is not None:
        level, parent = level + 1, parents[parent]
    return level


def _counted(figure: Figure) -> str:
    """What a figure counts, with whose and within which limits."""
    fates = "/".join(figure.fates)
    subject = figure.subject or (figure.kind if figure.kind != "personnel" or not fates else "")
    party = figure.party if figure.party and figure.party not in (figure.subject or "") else None
    limits = [*(scope.text for scope in figure.scopes), *([f"as of {figure.as_of}"] if figure.as_of else []), *([party] if party else [])]
    return " ".join(filter(None, (subject, fates))) + (f" ({'; '.join(limits)})" if limits else "")


def _amount(amount: Amount) -> str:
    """The words of an amount, or words made from its bounds."""
    if amount.words is not None:
        return " ".join(amount.words.split())
    if amount.low is not None and amount.low == amount.high:
        words = f"{amount.low:,}"
    elif amount.form in _SIGNS:
        words = _SIGNS[amount.form].format(low=amount.low, high=amount.high)
    elif amount.low is None and amount.high is None:
        words = "unknown" if amount.form == "unknown" else amount.form
    else:
        words = f"{'' if amount.low is None else f'{amount.low:,}'}–{'' if amount.high is None else f'{amount.high:,}'}"
    return f"c. {words}" if amount.approximate and amount.form in ("exact", "range") else words


def _aligned(grid: Sequence[Sequence[str]], pen: _Pen) -> list[str]:
    """Columns of equal width; the first row is the head."""
    widths = [max(_width(row[at]) for row in grid) for at in range(len(grid[0]))]
    lines = []
    for at, row in enumerate(grid):
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        line = (_INDENT + "   ".join(cells)).rstrip()
        lines.append(pen.dim(line) if at == 0 else line)
    return lines


def _wrapped(label: str, parts: Sequence[str], pen: _Pen) -> list[str]:
    """A label and its parts, broken between parts where a line would be too long."""
    if not parts:
        return []
    head = f"{_INDENT}{label:<12}"
    lines = [head]
    for at, part in enumerate(parts):
        words = part + (", " if at + 1 < len(parts) else "")
        if len(lines[-1]) > len(head) and _width(lines[-1]) + _width(words.rstrip()) > pen.width:
            lines.append(" " * len(head))
        lines[-1] += words
    return [line.rstrip() for line in lines]


def _width(words: str) -> int:
    """How many columns of a terminal words take."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def _commander(fact: Commander) -> str:
    remarks = [fact.party or "", *fact.fates]
    told = "; ".join(filter(None, remarks))
    return " ".join(filter(None, (fact.rank, fact.name))) + (f" ({told})" if told else "")


def _period(period: Period) -> str:
    span = period.start if period.start == period.end else f"{period.start} to {period.end}"
    return f"{period.label.rstrip(':')}: {span}" if period.label else span


def _result(conflict: Conflict) -> str:
    result = conflict.result
    if result is None:
        return ""
    winner = f"{result.winner} " if result.winner else ""
    side = f" (side {result.winner_side})" if result.winner_side else ""
    return " ".join(_words((result.qualifier, winner.strip(), result.kind.replace("_", " ")))) + side


def _words(parts: Iterable[str | None]) -> Iterable[str]:
    return (part for part in parts if part)
