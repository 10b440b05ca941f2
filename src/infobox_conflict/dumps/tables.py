"""Files of tables: Parquet with an explicit schema, or JSON Lines; a file has its name only once it is whole."""

from __future__ import annotations

import json
import os
import types
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Protocol, Union, get_args, get_origin

from pydantic import BaseModel

from ..problems import InfoboxError
from .rows import TABLES, Row, columns, moment

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS: Final = ("parquet", "jsonl")
"""What tables can be written as."""
_BATCH: Final = 5000  # rows that are kept until they are written
_LARGEST: Final = (1 << 63) - 1  # what a column of integers can hold


class MissingPackage(InfoboxError):
    """Work was asked for that needs a package which is not installed."""


class TableWriter:
    """Writes the rows of one part of a dump, a file in the folder of each table; `finish` gives the files their names.

    Until then they have names that begin with a full stop. A table without rows gets no file.
    """

    def __init__(self, folder: Path, part: str, format: str) -> None:  # noqa: A002 (the plain word)
        self._folder, self._part, self._format = folder, part, format
        self._open = check_format(format)
        self._waiting: dict[str, list[Row]] = {}
        self._files: dict[str, _File] = {}
        self.counts = dict.fromkeys(TABLES, 0)

    def add(self, tables: Mapping[str, list[Row]]) -> None:
        """Take rows; raises OSError where they cannot be written."""
        for name, rows in tables.items():
            if rows:
                self.counts[name] += len(rows)
                waiting = self._waiting.setdefault(name, [])
                waiting += rows
                if len(waiting) >= _BATCH:
                    self._write(name)

    def finish(self) -> None:
        """Write what is left, on the disk itself, and give every file its name; those of an earlier try are replaced or go."""
        for name in list(self._waiting):
            self._write(name)
        for file in self._files.values():
            file.close()
        for name in TABLES:
            final = self._folder / name / f"{self._part}.{self._format}"
            if name in self._files:
                settle(self._hidden(name), final)
            else:
                final.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Remove what was written."""
        for name, file in self._files.items():
            with suppress(OSError):  # a full disk stays full
                file.close()
            self._hidden(name).unlink(missing_ok=True)
        self._files.clear()
        self._waiting.clear()
        self.counts = dict.fromkeys(TABLES, 0)

    def _write(self, name: str) -> None:
        if name not in self._files:
            path = self._hidden(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files[name] = self._open(path, name)
        self._files[name].write(self._waiting.pop(name))

    def _hidden(self, name: str) -> Path:
        return self._folder / name / f".{self._part}.{os.getpid()}"


def check_format(name: str) -> Callable[[Path, str], _File]:
    """How a file of a table is opened; raises ValueError for an unknown format, and MissingPackage where it needs one."""
    if name == "jsonl":
        return _Lines
    if name != "parquet":
        raise ValueError(f"no format {name!r}; known are {', '.join(FORMATS)}")
    try:
        import pyarrow.parquet  # noqa: PLC0415, F401 (an extra)
    except ImportError:
        raise MissingPackage("pyarrow is not installed; install infobox-conflict[arrow], or write JSON Lines (--format jsonl)") from None
    return _Parquet


def write_empty(folder: Path, format: str) -> None:  # noqa: A002 (the plain word)
    """Give every table that has no file one without rows, so that whoever reads it finds its columns."""
    for name in TABLES:
        if not any((folder / name).glob(f"[!.]*.{format}")):
            (folder / name).mkdir(parents=True, exist_ok=True)
            hidden = folder / name / f".empty.{os.getpid()}"
            check_format(format)(hidden, name).close()
            settle(hidden, folder / name / f"empty.{format}")


def settle(hidden: Path, final: Path) -> None:
    """Give a file its name in one step, once it is on the disk."""
    with hidden.open("rb+") as file:
        os.fsync(file.fileno())
    hidden.replace(final)


def arrow_schema(table: str) -> pa.Schema:
    """The schema of a table for Apache Arrow."""
    import pyarrow as pa  # noqa: PLC0415 (an extra)

    return pa.schema([pa.field(name, _arrow(kind), nullable=type(None) in get_args(kind)) for name, kind in columns(table).items()])


def without_large(rows: list[Row]) -> list[Row]:
    """The same rows, with null for an integer that no column of integers can hold; the words of a figure still tell it."""
    return [
        row if all(not isinstance(value, int) or abs(value) <= _LARGEST for value in row.values())
        else {name: None if isinstance(value, int) and abs(value) > _LARGEST else value for name, value in row.items()}
        for row in rows
    ]  # fmt: skip


class _File(Protocol):
    """A file of a table that is being written."""

    def __init__(self, path: Path, table: str) -> None: ...

    def write(self, rows: list[Row]) -> None:
        """Write rows."""

    def close(self) -> None:
        """Write what the format ends with."""


class _Parquet:
    def __init__(self, path: Path, table: str) -> None:
        import pyarrow as pa  # noqa: PLC0415 (an extra)
        import pyarrow.parquet  # noqa: PLC0415 (an extra)

        self._table = pa.Table
        self._schema = arrow_schema(table)
        self._sink = path.open("wb")
        self._file = pa.parquet.ParquetWriter(self._sink, self._schema, compression="zstd")

    def write(self, rows: list[Row]) -> None:
        rows = without_large(rows)
        try:
            table = self._table.from_pylist(rows, schema=self._schema)
        except UnicodeEncodeError:
            table = self._table.from_pylist(_without_lone(rows), schema=self._schema)
        self._file.write_table(table)

    def close(self) -> None:
        try:
            self._file.close()
        finally:
            self._sink.close()


class _Lines:
    def __init__(self, path: Path, table: str) -> None:  # noqa: ARG002 (the shape of a file)
        # A lone surrogate, which no UTF-8 can hold, is written with the very escape that JSON has for it.
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def write(self, rows: list[Row]) -> None:
        self._file.writelines(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in rows)

    def close(self) -> None:
        self._file.close()


def _plain(value: object) -> str:
    """What JSON has no type for: a moment."""
    if not isinstance(value, datetime):
        raise TypeError(f"no JSON for {value!r}")
    return moment(value)


def _without_lone(value: Any) -> Any:
    """The same with U+FFFD for lone surrogates."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode() if not value.isascii() else value
    if isinstance(value, dict):
        return {name: _without_lone(one) for name, one in value.items()}
    return [_without_lone(one) for one in value] if isinstance(value, list) else value


def _arrow(kind: Any) -> pa.DataType:
    """The Arrow type of an annotation."""
    import pyarrow as pa  # noqa: PLC0415 (an extra)

    simple = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), float: pa.float64(), datetime: pa.timestamp("s", tz="UTC")}
    if kind in simple:
        return simple[kind]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return pa.struct([pa.field(name, _arrow(field.annotation)) for name, field in kind.model_fields.items()])
    inner = get_args(kind)
    if get_origin(kind) is Annotated:
        return _arrow(inner[0])
    if get_origin(kind) is Literal:
        return pa.string()
    if get_origin(kind) is tuple:
        return pa.list_(_arrow(inner[0]))
    if get_origin(kind) in (Union, types.UnionType):
        return _arrow(next(one for one in inner if one is not type(None)))
    raise TypeError(f"no column for {kind!r}")

