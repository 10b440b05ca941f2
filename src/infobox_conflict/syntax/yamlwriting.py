"""Plain data as YAML, written as npm `yaml` 2.0 to 2.2.1 writes it: its quotes, blocks and folds at 80 columns."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from ..problems import CannotWrite
from .text import LONE
from .tree import DEPTH_LIMIT

Data: TypeAlias = "Mapping[str, Data] | Sequence[Data] | str | int | None"
"""What can be written: mappings, lists, texts, whole numbers, booleans and None."""

_STEP: Final = "  "
_WIDTH: Final = 80
_LEAST: Final = 20  # columns that a text has, however deep it stands
_PARTED: Final = 40  # a text quoted with double quotes is parted at its newlines from this length on
_LONGEST_KEY: Final = 1024
# JavaScript's blanks are not those of Python.
_BLANK: Final = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_NOT_PLAIN: Final = re.compile(r"""^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]\Z|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]\#|[\n\t :]\Z""")
_NO_KEY: Final = re.compile(r"[\n[\]{},]")
# What YAML 1.2 takes as something else than a text.
_TYPED: Final = re.compile(
    r"(?:~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|0o[0-7]+|[-+]?[0-9]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+|[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*))\Z"
)
_NO_BLOCK: Final = re.compile(rf"\n[\t ]+\Z|\A[{_BLANK}]*\Z")
_NO_SINGLE: Final = re.compile(r"[ \t]\n|\n[ \t]")
# A line that begins with a blank, behind which npm adds a newline: lines of blanks follow, or it has a line end of JavaScript's in it.
_LOST_LINE: Final = re.compile(r"(?:\A|\n)[\t ][^\n\u2028\u2029]*(?:\n++(?:[\t ]++\n++)++|[\u2028\u2029][^\n]*\n++)(?![\n\t ])")
_ESCAPE: Final = re.compile(r"\\\\|\\u(?P<code>....)|(?P<blank> (?=\\n))")
_NEWLINES: Final = re.compile(r"\\\\|(?P<run>(?:\\n)+)(?:(?P<end>\"\Z)|(?P<blank>(?= )))?")
_LENGTHS: Final = {"x": 3, "u": 5}
_SHORT: Final = {"0000": r"\0", "0007": r"\a", "000b": r"\v", "001b": r"\e"}
_END: Final = re.compile(r"[\n\t ]*\Z")
_TAB_FIRST: Final = re.compile(r"\n*\t")
_START: Final = re.compile(r"[\n ]*")
_MORE_INDENTED: Final = re.compile(r"(?:\A|\n)([\t ][^\n\u2028\u2029]*)(?:([\n\t ]*)\n(?![\n\t ]))?")
_SINGLE_BLANK: Final = re.compile(r"(?<=[^ \n\t]) (?=[^ \n\t])")


def dump(data: Mapping[str, Data]) -> str:
    """A mapping as a YAML document, a newline at its end.

    Whatever is written says what the data say, also where npm `yaml` writes something else by mistake: such texts stand
    quoted on one line. Raises CannotWrite for data that nest too deep and for keys that are too long, TypeError for other data.

    >>> print(dump({"text": "Urban warfare:", "number": 7, "links": [{"page": "no"}, {"page": "7"}], "bold": []}), end="")
    text: "Urban warfare:"
    number: 7
    links:
      - page: no
      - page: "7"
    bold: []
    """
    return _whole(_node(data, "", 0)) + "\n"


def pair(key: str, value: Data, indent: str) -> str:
    """A key with its value, as it stands in a mapping at an indent; the first line without it."""
    return _whole(_pair(key, value, indent, 0))


def words(data: Data, indent: str, first: int | None) -> str:
    """A mapping, list or text at an indent, likewise; *first* tells in which column a text begins behind a key."""
    return _whole(_scalar(data, indent, first) if isinstance(data, str) else _node(data, indent, 0))


def _node(data: Data, indent: str, depth: int) -> str:
    """A mapping or list whose lines stand at an indent; the first line without it."""
    if depth > DEPTH_LIMIT:
        raise CannotWrite(f"YAML nested deeper than {DEPTH_LIMIT} levels")
    if isinstance(data, Mapping):
        return f"\n{indent}".join([_pair(key, value, indent, depth) for key, value in data.items()]) or "{}"
    if isinstance(data, Sequence) and not isinstance(data, str):
        return f"\n{indent}".join([f"- {_node(one, indent + _STEP, depth + 1)}" for one in data]) or "[]"
    return _scalar(data, indent, None)


def _pair(key: str, value: Data, indent: str, depth: int) -> str:
    label = _key(_units(key)) + ":"
    if len(label) > _LONGEST_KEY:
        raise CannotWrite(f"a key of {len(label)} characters")
    inner = indent + _STEP
    if not isinstance(value, str) and isinstance(value, Mapping | Sequence):
        return f"{label}\n{inner}{_node(value, inner, depth + 1)}" if value else f"{label} {_node(value, inner, depth + 1)}"
    words = _scalar(value, inner, len(label) + 1)
    return label + words if words.startswith("\n") else f"{label} {words}"


def _scalar(value: str | int | None, indent: str, first: int | None) -> str:
    """A text, number, boolean or null; *first* tells in which column it begins, where a key stands before it."""
    if isinstance(value, str):
        return _text(_units(value), indent, first)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"YAML is not written of a {type(value).__name__}")


# Lengths count as in JavaScript, where a flag has four: a text is worked on with a half of a pair for each.


def _units(text: str) -> str:
    if text.isascii():
        return text
    if lone := LONE.search(text):
        raise CannotWrite(f"YAML cannot hold the lone surrogate U+{ord(lone[0]):04X}")
    return "".join(map(chr, memoryview(text.encode("utf-16-le")).cast("H")))


def _whole(units: str) -> str:
    return units if units.isascii() else units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


# --- which form ------------------------------------------------------------------------------------------------------


def _key(text: str) -> str:
    if _CONTROL.search(text):
        return _escaped(text)
    if not text or _NO_KEY.search(text) or _NOT_PLAIN.search(text) or _TYPED.match(text):
        return f"'{text}'" if '"' in text and "'" not in text and "\n" not in text else _escaped(text)
    return text


def _text(text: str, indent: str, first: int | None) -> str:
    if _CONTROL.search(text):
        return _double(text, indent, first)
    if "\n" in text:
        return _quoted(text, indent, first) if _NO_BLOCK.search(text) else _block(text, indent, first)
    if not text or _NOT_PLAIN.search(text) or _TYPED.match(text):
        return _quoted(text, indent, first)
    return _folded(text, indent, first)


def _quoted(text: str, indent: str, first: int | None) -> str:
    """In double quotes, unless the text has such and no single ones."""
    if '"' not in text or "'" in text or _NO_SINGLE.search(text):
        return _double(text, indent, first)
    lines = re.sub(r"\n+", lambda run: f"{run[0]}\n{indent}", text)
    return _folded(f"'{lines}'", indent, first)


# --- double quotes ---------------------------------------------------------------------------------------------------


def _escaped(text: str) -> str:
    """A text in double quotes on one line."""
    return _ESCAPE.sub(_shorter, _json(text))


def _json(text: str) -> str:
    """A text as JavaScript writes it as JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")


def _shorter(escape: re.Match[str]) -> str:
    """An escape as YAML has it: shorter, and a blank before a newline as one."""
    code = escape["code"]
    if code is None:
        return "\\ " if escape["blank"] else escape[0]
    return _SHORT.get(code) or (f"\\x{code[2:]}" if code.startswith("00") else escape[0])


def _double(text: str, indent: str, first: int | None) -> str:
    """A text in double quotes, parted at its newlines and folded."""
    if "\n \n" in text:
        return _escaped(text)  # npm puts a backslash there
    words = _json(text)
    is_parted = len(words) >= _PARTED
    words = _ESCAPE.sub(_shorter, words)
    if is_parted:
        words = _NEWLINES.sub(lambda run: _parted(run, indent), words)
    return _fold_quoted(words, indent, first)


def _parted(run: re.Match[str], indent: str) -> str:
    """Newlines as such; a last one as an escape, since no line may be empty before the quote."""
    if run["run"] is None:
        return run[0]
    count = len(run["run"]) // 2
    if run["end"]:
        return "\n" * count + indent + r"\n" + run["end"] if count > 1 else run[0]
    return "\n" * (count + 1) + indent + ("\\" if run["blank"] is not None else "")


def _fold_quoted(text: str, indent: str, first: int | None) -> str:
    """A text in double quotes, folded at blanks; where there is none, broken by a backslash."""
    step = _step(indent)
    if len(text) <= step:
        return text
    folds, end = _first_fold(indent, first)
    breaks: set[int] = set()
    at, split, before = 0, 0, ""
    escape = (-1, -1)  # where the last one begins and ends
    while at < len(text):
        char = text[at]
        if char == "\\":
            escape = (at, at + _LENGTHS.get(text[at + 1], 1))
            at = escape[1]
        if char == "\n":
            end, split = at + step, 0
        else:
            if char == " " and before not in ("", " ", "\n", "\t") and text[at + 1 : at + 2] not in ("", " ", "\n", "\t"):
                split = at
            if at >= end and split:
                folds.append(split)
                end, split = split + step, 0
            elif at >= end:
                while before in (" ", "\t"):
                    at += 1
                    before, char = char, text[at : at + 1]
                last = at - 2 if at > escape[1] + 1 else escape[0] - 1
                last -= "\ud800" <= text[last] <= "\udbff"  # npm parts the halves of a pair, which nobody can read
                if last in breaks:
                    return text
                folds.append(last)
                breaks.add(last)
                end = last + step
        at, before = at + 1, char
    return _joined(text, folds, indent, breaks)


# --- blocks ----------------------------------------------------------------------------------------------------------


def _block(text: str, indent: str, first: int | None) -> str:
    """Lines as they stand, or folded where one is too long."""
    is_literal = max(map(len, text.split("\n"))) <= _WIDTH - len(indent)
    end = _END.search(text)[0]  # type: ignore[index]  # it may be empty, and so is always there
    chomp = "-" if "\n" not in end else "+" if end.index("\n") < len(end) - 1 else ""
    body = text[: len(text) - len(end)]
    end = re.sub(r"\n+(?!\n|\Z)", lambda run: run[0] + indent, end.removesuffix("\n"))
    lead = _START.match(body)[0]  # type: ignore[index]  # likewise
    start = lead[: lead.rfind("\n") + 1]
    header = ("|" if is_literal else ">") + (str(len(_STEP)) if " " in lead else "") + chomp
    body = body[len(start) :]
    if _TAB_FIRST.match(text) or (not is_literal and (_LOST_LINE.search(body) or (first or 0) > _WIDTH - _LEAST)):
        return _escaped(text)  # npm adds a newline there, or a tab stands where PyYAML looks for the indent
    start = _indented(start, indent)
    if not is_literal:
        body = re.sub(r"\n+", lambda run: "\n" + run[0], body)
        body = _MORE_INDENTED.sub(lambda match: (match[1] or "") + (match[2] or ""), body)
        return f"{header}\n{indent}{_folded(start + _indented(body, indent) + end, indent, first, is_block=True)}"
    return f"{header}\n{indent}{start}{_indented(body, indent)}{end}"


def _indented(lines: str, indent: str) -> str:
    return re.sub(r"\n+", lambda run: run[0] + indent, lines)


# --- folds -----------------------------------------------------------------------------------------------------------


def _step(indent: str) -> int:
    """How far behind a fold the next one is."""
    return 1 + max(_LEAST, _WIDTH - len(indent))


def _first_fold(indent: str, first: int | None) -> tuple[list[int], int]:
    """The folds before a text begins, and where its first line ends."""
    if first is None or first > _WIDTH - _LEAST:
        return [0] if first else [], _WIDTH - len(indent)
    return [], _WIDTH - first


def _folded(text: str, indent: str, first: int | None, *, is_block: bool = False) -> str:
    """Lines folded at single blanks, as late as they may be; in a block, lines that begin with a blank stay whole."""
    step = _step(indent)
    if len(text) <= step:
        return text
    folds, end = _first_fold(indent, first)
    blanks = [match.start() for match in _SINGLE_BLANK.finditer(text)]
    start = 0
    for line_end in (*(match.start() for match in re.finditer("\n", text)), len(text)):
        is_whole = is_block and text[start : start + 1] in (" ", "\t")
        if is_whole:
            end = line_end + step
        while end < line_end and not is_whole:
            at = bisect_right(blanks, end) - 1
            if at < 0 or blanks[at] <= max(start, folds[-1] if folds else 0):
                at += 1
            if at == len(blanks) or blanks[at] >= line_end:
                break
            folds.append(blanks[at])
            end = blanks[at] + step
        start, end = line_end + 1, line_end + step
    return _joined(text, folds, indent)


def _joined(text: str, folds: Sequence[int], indent: str, breaks: Collection[int] = ()) -> str:
    """A text with folds in place of blanks, or behind a character where a break stands."""
    out = [text[: folds[0]]] if folds else [text]
    for at, following in pairwise((*folds, len(text))):
        out += (text[at] + "\\" if at in breaks else "", "\n" + indent, text[at + 1 if at else 0 : following])
    return "".join(out)
