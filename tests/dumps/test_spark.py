"""Spark in local mode gives the rows that `extract` gives; skipped where there is no Java or no pyspark."""

from __future__ import annotations

import bz2
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infobox_conflict.dumps import TABLES, extract, page_rows
from tests.dumps.told import box, export, page

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("there is no Java", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("default")  # pyspark has its own


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session on two processors of this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra)

    from infobox_conflict.dumps.spark import register  # noqa: PLC0415 (an extra)

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    register(session)
    yield session
    session.stop()


def test_the_same_rows_as_extract(spark: Any, tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 (an extra)

    wiki = export(*[page(number, box(number)) for number in range(1, 60)])
    path = tmp_path / "x.xml.bz2"
    path.write_bytes(b"".join(bz2.compress(wiki[at : at + 3000]) for at in range(0, len(wiki), 3000)))
    extract([path], tmp_path / "out")
    for table in TABLES:
        frame = spark.read.format("infobox_conflict").option("table", table).option("partition_bytes", 3000).load(str(path))
        mine = sorted(str({**row.asDict(recursive=True), "file_byte": 0}) for row in frame.collect())
        told = sorted(str({**row, "revision_dt": row["revision_dt"].replace(tzinfo=None), "file_byte": 0}) for row in pq.read_table(tmp_path / "out" / table).to_pylist())
        assert mine == told, table
    assert frame.rdd.getNumPartitions() > 1
    some = spark.read.format("infobox_conflict").option("table", "conflicts").option("where", "page_id=7; box=0").load(str(path))
    assert [row["title"] for row in some.collect()] == ["Battle 7"]


def test_a_function_over_a_table_of_wikitext(spark: Any) -> None:
    from pyspark.sql.functions import explode, udf  # noqa: PLC0415 (an extra)

    frame = spark.createDataFrame([(1, box(4)), (2, "no box")], ["page_id", "revision_text"])
    lows = udf(lambda text: [row["low"] for row in page_rows(text)["figures"]], "array<long>")
    assert [tuple(row) for row in frame.select("page_id", explode(lows("revision_text"))).collect()] == [(1, 5)]
