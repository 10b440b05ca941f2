"""The table for people: what each side had and lost, with rival claims beside each other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from .meaning.model import Amount, Claimant, Commander, Conflict, Entry, Figure, Period, Scope, Unit

_OWN_VOICE: Final = "the infobox"
_INDENT: Final = "  "
_MOST_COLUMNS: Final = 8  # claimants beside each other in one table
_DEEPEST: Final = 8  # levels of parts that are set in, each further than its whole
_LABEL: Final = 10  # columns of the labels before the words of a block
_LONGEST: Final = 200  # characters of words that stand with each of many figures
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_BLANKS: Final = {ord(char): " " for char in "\t\n\r"}
_SIGNS: Final = {"at_least": "{low:,}+", "more_than": "over {low:,}", "at_most": "up to {high:,}", "fewer_than": "under {high:,}"}


def show(conflict: Conflict, *, color: bool = False, width: int = 100) -> str:
    """A conflict as a readable table, side by side with its claims; names wrap at *width*, and no line is cut.

    Limits, parties and nouns of more than 200 characters end in an ellipsis, since many figures may share them.
    """
    width = max(40, width)
    lines: list[str] = [_Bold(conflict.name or "(no name)")]
    lines += _wrapped("Part of", [conflict.part_of] if conflict.part_of else [], width)
    lines += _wrapped("When", [_period(period) for period in conflict.periods], width)
    lines += _wrapped("Where", [" ".join(conflict.place.text.split())] if conflict.place and conflict.place.text else [], width)
    lines += _wrapped("Result", [_result(conflict)] if conflict.result else [], width)
    rows = [(f"Side {number}", number) for number in range(1, conflict.columns + 1)]
    for title, number in (*rows, ("All sides", conflict.columns + 1)):
        lines += _side(title, [entry for entry in conflict.entries if entry.number == number], conflict, width)
    lines += _side("Numbered beyond the joint row", [e for e in conflict.entries if conflict.placement(e) == "unplaced"], conflict, width)
    return "".join(_written(line, color=color) + "\n" for line in lines)


class _Bold(str):
    """A line in bold type."""

    __slots__ = ()


class _Dim(str):
    """A line in dim type."""

    __slots__ = ()


def _written(line: str, *, color: bool) -> str:
    """A line for the terminal; a control character of the text shows as a replacement, so that it controls nothing."""
    words = _CONTROL.sub("\ufffd", line.translate(_BLANKS))
    style = _BOLD if isinstance(line, _Bold) else _DIM if isinstance(line, _Dim) else None
    return f"{style}{words}{_PLAIN}" if color and style is not None else words


def _side(title: str, entries: Sequence[Entry], conflict: Conflict, width: int) -> list[str]:
    """The block of one side, or nothing where it says nothing."""
    if not entries:
        return []
    names = [entry.fact.name for entry in entries if entry.family == "combatant" and not isinstance(entry.fact, Figure)]
    lines: list[str] = ["", _Bold(title + (f": {', '.join(names)}" if names else ""))]
    lines += _wrapped("Commanders", [_commander(entry.fact) for entry in entries if isinstance(entry.fact, Commander)], width)
    lines += _wrapped("Units", [e.fact.name for e in entries if isinstance(e.fact, Unit)], width)
    for name in ("Strength", "Casualties"):
        figures = [e for e in entries if isinstance(e.fact, Figure) and (e.family == "casualties") == (name == "Casualties")]
        if figures:
            lines += _claims(name, figures, conflict, width)
    return lines


def _claims(name: str, entries: Sequence[Entry], conflict: Conflict, width: int) -> list[str]:
    """A table of figures: a line for what is counted, a column for each claimant; a limit heads the lines that share it.

    More claimants than a table can hold beside each other have a table each.
    """
    voices: dict[Claimant | None, list[tuple[Figure, int]]] = {}
    for entry in entries:
        if isinstance(entry.fact, Figure):
            voices.setdefault(entry.fact.claimant, []).append((entry.fact, _level(entry, conflict)))
    if len(voices) > _MOST_COLUMNS:
        return [line for voice, figures in voices.items() for line in _table(name, figures, [voice], width)]
    figures = [(entry.fact, _level(entry, conflict)) for entry in entries if isinstance(entry.fact, Figure)]
    return _table(name, figures, list(voices), width)


def _table(name: str, figures: Sequence[tuple[Figure, int]], voices: Sequence[Claimant | None], width: int) -> list[str]:
    """Figures with their levels as lines of one table; a second claim of one claimant on one thing has a line of its own."""
    columns = {voice: at for at, voice in enumerate(voices)}
    blocks: dict[tuple[Scope, ...], list[list[str]]] = {}
    lines: dict[tuple[tuple[Scope, ...], str], list[list[str]]] = {}
    said: Counter[tuple[tuple[Scope, ...], str, int]] = Counter()
    for figure, level in figures:
        column = columns[figure.claimant]
        label = _INDENT * (level + bool(figure.scopes)) + _counted(figure)
        mine = lines.setdefault((figure.scopes, label), [])
        at = said[figure.scopes, label, column]
        said[figure.scopes, label, column] += 1
        if at == len(mine):
            mine.append([label, *[""] * len(voices)])
            blocks.setdefault(figure.scopes, []).append(mine[at])
        mine[at][column + 1] = _amount(figure.amount)
    grid = [[name, *(claimant.name if claimant else _OWN_VOICE for claimant in voices)]]
    for scopes, rows in blocks.items():
        if scopes:
            grid.append([_short(" / ".join(_short(scope.text) for scope in scopes)) + ":", *[""] * len(voices)])
        grid += rows
    return _aligned(grid, width)


def _level(entry: Entry, conflict: Conflict) -> int:
    """How many figures include a figure, one in the other; from some depth on all stand alike."""
    level = 0
    parent = entry.parent
    while parent is not None and level < _DEEPEST:
        level, parent = level + 1, conflict.parents[parent]
    return level


def _counted(figure: Figure) -> str:
    """What a figure counts, with whose and within which limits."""
    fates = "/".join(figure.fates)
    subject = figure.subject or (figure.kind if figure.kind != "personnel" or not fates else "")
    party = figure.party if figure.party and figure.party not in (figure.subject or "") else None
    limits = [*([f"as of {figure.as_of}"] if figure.as_of else []), *([_short(party)] if party else [])]
    return " ".join(filter(None, (_short(subject), fates))) + (f" ({'; '.join(limits)})" if limits else "")


def _short(words: str) -> str:
    """Words as they are, or the beginning of very long ones: what many figures share may else be longer than all the rest."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


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
    elif amount.low is None or amount.high is None:
        words = _SIGNS["at_most" if amount.low is None else "at_least"].format(low=amount.low, high=amount.high)
    else:
        words = f"{amount.low:,}–{amount.high:,}"
    return f"c. {words}" if amount.approximate and amount.form in ("exact", "range") else words


def _aligned(grid: Sequence[Sequence[str]], width: int) -> list[str]:
    """Columns of equal width, the first row is the head; words longer than a whole line move the rest of their own line only."""
    widths = [max((size for row in grid if (size := _width(row[at])) <= width), default=0) for at in range(len(grid[0]))]
    widths[0] = max(_LABEL, widths[0])
    lines = []
    for at, row in enumerate(grid):
        cells = [cell + " " * (wide - _width(cell)) for cell, wide in zip(row, widths, strict=True)]
        line = (_INDENT + "   ".join(cells)).rstrip()
        lines.append(_Dim(line) if at == 0 else line)
    return lines


def _wrapped(label: str, parts: Sequence[str], width: int) -> list[str]:
    """A label and its parts, broken between parts where a line would be too long."""
    if not parts:
        return []
    head = f"{_INDENT}{label:<{_LABEL}}   "
    lines = [head]
    for at, part in enumerate(parts):
        words = part + (", " if at + 1 < len(parts) else "")
        if len(lines[-1]) > len(head) and _width(lines[-1]) + _width(words.rstrip()) > width:
            lines.append(" " * len(head))
        lines[-1] += words
    return [line.rstrip() for line in lines]


def _width(words: str) -> int:
    """How many columns of a terminal words take."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def _commander(fact: Commander) -> str:
    remarks = [_short(fact.party or ""), *fact.fates]
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
