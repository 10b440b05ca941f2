"""Apache Spark: dumps as a data source, a partition for each part of a dump; an extra, which needs Java."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.pandas.types import from_arrow_schema

from . import carriers
from .carriers import Part
from .extraction import part_rows
from .flow import Damaged
from .rows import TABLES, Row, condition
from .tables import arrow_schema, without_large

if TYPE_CHECKING:
    from pyspark.sql import SparkSession
    from pyspark.sql.types import StructType

NAME: Final = "infobox_conflict"
"""The name of the source's format."""


def register(spark: SparkSession) -> None:
    """Let a session read dumps: `spark.read.format("infobox_conflict").load(path)`.

    Options are `table` (`figures` by default), `language` (`en`), `where` (conditions, a semicolon between them) and `partition_bytes`
    (of the packed file). The path must lead to the same files on every machine.
    """
    spark.dataSource.register(ConflictSource)


class ConflictSource(DataSource):
    """A table of the conflicts on a dump."""

    @classmethod
    def name(cls) -> str:
        """The name of the format."""
        return NAME

    def schema(self) -> StructType:
        """The columns of the table."""
        return from_arrow_schema(arrow_schema(self._table))

    def reader(self, schema: StructType) -> ConflictReader:
        """What reads the dump."""
        if "path" not in self.options:
            raise ValueError("no path: load(path) names the dump")
        return ConflictReader(self.options, self._table, schema.names)

    @property
    def _table(self) -> str:
        table: str = self.options.get("table", "figures")
        if table not in TABLES:
            raise ValueError(f"no table {table!r}; known are {', '.join(TABLES)}")
        return table


class PartOfDump(InputPartition):
    """A partition: one part of a dump."""

    def __init__(self, part: Part) -> None:
        self.value = part


class ConflictReader(DataSourceReader):
    """Reads the parts of a dump, each wherever Spark wants it read."""

    def __init__(self, options: Mapping[str, str], table: str, names: Sequence[str]) -> None:
        self._path, self._table, self._names = options["path"], table, list(names)
        self._language = options.get("language", "en")
        self._size = int(options.get("partition_bytes", "0")) or None
        self._where = [condition(one.strip()) for one in options.get("where", "").split(";") if one.strip()]

    def partitions(self) -> Sequence[PartOfDump]:
        """The parts; Spark sees no fault of the dump as a whole, so such a dump is refused."""
        parts, faults = carriers.split([self._path], size=self._size)
        if faults:
            raise OSError("; ".join(f"{path}: {message}" for path, message in faults))
        return [PartOfDump(part) for part in parts]

    def read(self, partition: PartOfDump) -> Iterator[tuple[Any, ...]]:
        """The rows of a part, once it is known that all of it can be read."""
        part = partition.value
        try:
            rows = self._rows(part, salvage=False)
        except Damaged:
            rows = self._rows(part, salvage=True)
        return (tuple(_spark(row[name]) for name in self._names) for row in rows)

    def _rows(self, part: Part, *, salvage: bool) -> list[Row]:
        found = part_rows(part, language=self._language, where=self._where, salvage=salvage)
        return [row for tables in found for row in without_large(tables.get(self._table, []))]


def _spark(value: Any) -> Any:
    """A value as Spark takes it: structs as tuples, in the order of their fields."""
    if isinstance(value, dict):
        return tuple(_spark(one) for one in value.values())
    if isinstance(value, list):
        return [_spark(one) for one in value]
    return value
