"""The tables of an extraction, and the rows in them that a page gives: the flat record, taken apart by kind of fact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any, Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict, create_model

from ..reading import Document, read
from ..records import (
    SCHEMA,
    CombatantRecord,
    CommanderRecord,
    DateRecord,
    FigureRecord,
    Record,
    UnitRecord,
    record,
)
from .export import Page

Row = dict[str, Any]
"""A row by its columns' names."""
Tables = dict[str, list[Row]]
"""Rows by the names of their tables."""


class _Row(BaseModel):
    """A part of a table's columns; fields are columns, and the annotations their types."""

    model_config = ConfigDict(use_attribute_docstrings=True, defer_build=True)


class Key(_Row):
    """What every row of every table begins with; Wikimedia's own tables name these columns so."""

    schema_version: str
    """Version of the record's shape."""
    wiki_id: str | None
    """The wiki (`enwiki`)."""
    page_id: int | None
    """The page's number on it."""
    page_title: str | None
    """The page's title, with its namespace."""
    page_namespace_id: int | None
    """The number of the page's namespace; 0 is that of articles."""
    revision_id: int | None
    """The revision's number."""
    revision_dt: datetime | None
    """When the revision was saved, in UTC."""


class Place(_Row):
    """Which box of the page a row is about."""

    box: int
    """Position of the box among the page's boxes of conflicts, from 0."""


class Position(_Row):
    """Which of the facts of its kind a row is."""

    position: int
    """Position in the box, from 0; `parent` of a figure is such a position."""


class ProblemColumns(_Row):
    """One thing that is wrong or doubtful."""

    box: int | None
    """The box, as in the other tables; null where the problem is the page's or the dump's."""
    code: str
    """A code of the published list."""
    message: str
    """One sentence."""
    line: int | None
    """Line in the page's text, from 1."""
    column: int | None
    """Column in characters, from 1."""
    file: str | None
    """The file of the dump."""
    file_byte: int | None
    """The byte of the file, about, where it is the dump that is damaged."""


class SourceColumns(_Row):
    """Where a page was read."""

    file: str
    """The file of the dump."""
    file_byte: int
    """The byte of the file at which it stands, about."""
    redirect: str | None
    """The title of the page that it leads to, if it is a redirect."""
    text_bytes: int
    """Length of its wikitext in UTF-8."""
    text_sha1: str
    """The checksum of its wikitext, in hexadecimal digits."""
    boxes: int
    """How many infoboxes of conflicts it has."""


_PARTS: Final = {"figures": "figures", "combatants": "combatants", "commanders": "commanders", "units": "units", "periods": "dates"}
"""The tables of facts, each with the list in the record that has its rows."""
_APART: Final = {*_PARTS.values(), "problems", "source", "format_version"}  # what tables of their own and the key tell
_WHOLE: Final[dict[str, Any]] = {name: (field.annotation, field) for name, field in Record.model_fields.items() if name not in _APART}

ConflictColumns: Final = create_model("ConflictColumns", __base__=_Row, **_WHOLE)
"""What the box says as a whole."""

TABLES: Final[dict[str, tuple[type[BaseModel], ...]]] = {
    "conflicts": (Key, Place, ConflictColumns),
    "figures": (Key, Place, Position, FigureRecord),
    "combatants": (Key, Place, Position, CombatantRecord),
    "commanders": (Key, Place, Position, CommanderRecord),
    "units": (Key, Place, Position, UnitRecord),
    "periods": (Key, Place, Position, DateRecord),
    "problems": (Key, ProblemColumns),
    "sources": (Key, SourceColumns),
}
"""Every table with the models whose fields are its columns, in order."""


class Condition(NamedTuple):
    """What a row of `conflicts` must have in a column to be wanted."""

    column: str
    """Its name, that of a part behind a full stop (`result.kind`)."""
    pattern: str
    """What must stand there, with `*` and `?` as in a shell; the empty pattern is nothing at all."""
    wanted: bool = True
    """Whether it must match, or must not."""

    def holds(self, row: Row) -> bool:
        """Whether a row has it."""
        value: Any = row
        for name in self.column.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        shown = moment(value) if isinstance(value, datetime) else "" if value is None else str(value)
        return fnmatchcase(shown, self.pattern) is self.wanted


def columns(table: str) -> dict[str, Any]:
    """The columns of a table in order, each with its Python type.

    >>> list(columns("periods"))[-5:]
    ['position', 'start', 'end', 'label', 'calendar']
    """
    return {name: field.annotation for model in TABLES[table] for name, field in model.model_fields.items()}


def condition(text: str) -> Condition:
    """The condition that `COLUMN=PATTERN` or `COLUMN!=PATTERN` writes; raises ValueError where it is none.

    >>> condition("page_namespace_id=0")
    Condition(column='page_namespace_id', pattern='0', wanted=True)
    """
    name, sign, pattern = text.partition("=")
    column = name.removesuffix("!").strip()
    known = [name for one, kind in columns("conflicts").items() for name in (one, *(f"{one}.{part}" for part in _fields(kind)))]
    if not sign or column not in known:
        raise ValueError(f"no condition: {text!r}; it is COLUMN=PATTERN or COLUMN!=PATTERN with a column of {', '.join(known)}")
    return Condition(column, pattern.strip(), not name.endswith("!"))


def _fields(kind: Any) -> Iterator[str]:
    """The parts of a column of structs."""
    for one in get_args(kind) if get_origin(kind) is not tuple else ():
        if isinstance(one, type) and issubclass(one, BaseModel):
            yield from one.model_fields


def moment(time: datetime) -> str:
    """A moment as JSON has it.

    >>> moment(datetime.fromisoformat("2026-11-25T12:00:00Z"))
    '2026-11-25T12:00:00Z'
    """
    return time.isoformat().replace("+00:00", "Z")


def page_rows(
    text: str,
    *,
    page: Page | None = None,
    wiki: str | None = None,
    file: str = "",
    place: int = 0,
    language: str = "en",
    where: Sequence[Condition] = (),
) -> Tables:
    """The rows of every table that a page gives: none at all for a page without an infobox of a conflict.

    It takes the page's text alone, as a user-defined function of a database has it; *page* fills the columns about it. Never
    raises for what the text holds.

    >>> rows = page_rows("{{Infobox military conflict|conflict=Siege of X|casualties1=38 killed}}")
    >>> [(row["low"], row["fates"], row["position"]) for row in rows["figures"]]
    [(38, ['killed'], 0)]
    """
    page = page if page is not None else Page(text)
    tables: Tables = {name: [] for name in TABLES}
    key = _key(page, wiki)
    if not all(one.holds(key) for one in where if one.column in key and (page.title is not None or one.column != "page_title")):
        return tables
    try:
        document = read(text, page.format, language=language)
        boxes = [box for box in document.infoboxes if box.is_conflict]
        records = [record(document, box, file=file, page=page.title, revision=page.revision) for box in boxes]
        found = [one.model_dump(mode="json") for one in records]
    except Exception as fault:  # noqa: BLE001 (one page in millions must not end the run; it is told as what it is)
        told = f"{type(fault).__name__}: {fault}"
        tables["problems"].append(_problem(key, "broken-page", told, file=file, place=place))
        return tables
    if page.title is None and document.title is not None:
        key |= {"page_title": document.title}
    kept = [(at, row) for at, row in enumerate(found) if all(one.holds(key | {"box": at} | row) for one in where)]
    for at, row in kept:
        _add_box(tables, key, at, row)
    if kept:
        _add_page(tables, key, document, page, file=file, place=place, boxes=len(kept))
    return tables


def damage(message: str, *, file: str, place: int, wiki: str | None) -> Tables:
    """The row about a damaged place of a dump."""
    return {"problems": [_problem(_key(Page(""), wiki), "damaged-dump", message, file=file, place=place)]}


def _key(page: Page, wiki: str | None) -> Row:
    return {
        "schema_version": SCHEMA,
        "wiki_id": wiki,
        "page_id": page.id,
        "page_title": page.title,
        "page_namespace_id": page.namespace,
        "revision_id": page.revision,
        "revision_dt": page.time,
    }


def _add_box(tables: Tables, key: Row, at: int, found: Row) -> None:
    key = key | {"box": at}
    tables["conflicts"].append(key | {name: found[name] for name in _WHOLE})
    for table, name in _PARTS.items():
        tables[table] += [key | {"position": position} | row for position, row in enumerate(found[name])]
    tables["problems"] += [key | row | {"file": None, "file_byte": None} for row in found["problems"]]


def _add_page(tables: Tables, key: Row, document: Document, page: Page, *, file: str, place: int, boxes: int) -> None:
    data = document.text.encode(errors="surrogatepass")
    checksum = hashlib.sha1(data, usedforsecurity=False).hexdigest()  # Wikimedia's own
    told = {"file": file, "file_byte": place, "redirect": page.redirect, "text_bytes": len(data), "text_sha1": checksum, "boxes": boxes}
    tables["sources"].append(key | told)
    if page.damaged:
        tables["problems"].append(_problem(key, "not-utf8", "the page is no UTF-8; U+FFFD stands for what is none", file=file, place=place))


def _problem(key: Row, code: str, message: str, *, file: str, place: int) -> Row:
    return key | {"box": None, "code": code, "message": message, "line": None, "column": None, "file": file, "file_byte": place}
