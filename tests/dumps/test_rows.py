"""Rows are the flat record taken apart: nothing is lost on the way, and every format holds the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import infobox_conflict as ic
from infobox_conflict.dumps import TABLES, columns, condition, page_rows
from infobox_conflict.dumps.rows import Key
from infobox_conflict.dumps.tables import TableWriter, write_empty
from infobox_conflict.records import record
from tests.dumps.told import box, rows

TEXT = """{{Infobox military conflict|conflict=Siege of X|date=1 May 1900|place=[[X]]|coordinates={{coord|50|14}}|result=A victory|combatant1=A|combatant2=B
|commander1=[[C]]{{KIA}}|units1=* 1st Guards|casualties1=Per A: 38 killed<ref name="a">Book</ref>|casualties2=what}} {{Infobox war|conflict=War of X|combatant1=A}}"""


def test_rows_are_the_record() -> None:
    document = ic.read(TEXT)
    records = [record(document, one, file="", page=None).model_dump(mode="json") for one in document.infoboxes]
    tables = page_rows(TEXT)
    assert len(tables["conflicts"]) == len(records) == 2
    for at, found in enumerate(records):
        for table, name in (("figures", "figures"), ("combatants", "combatants"), ("commanders", "commanders"), ("units", "units"), ("periods", "dates")):
            mine = [row for row in tables[table] if row["box"] == at]
            assert [{key: row[key] for key in row if key not in Key.model_fields and key not in ("box", "position")} for row in mine] == found[name]
            assert [row["position"] for row in mine] == list(range(len(found[name])))
        [whole] = [row for row in tables["conflicts"] if row["box"] == at]
        assert {key: whole[key] for key in whole if key in found} == {key: found[key] for key in whole if key in found}
        assert [row["code"] for row in tables["problems"] if row["box"] == at] == [one["code"] for one in found["problems"]]
    assert [row["boxes"] for row in tables["sources"]] == [2]


def test_rows_have_the_columns_of_their_table() -> None:
    tables = page_rows(TEXT)
    for name in TABLES:
        assert all(list(row) == list(columns(name)) or sorted(row) == sorted(columns(name)) for row in tables[name]), name
        assert tables[name] or name == "problems"


def test_a_page_without_a_box_gives_no_rows() -> None:
    assert not any(page_rows("{{Infobox settlement|name=X}}").values())
    assert not any(page_rows("").values())


@pytest.mark.parametrize(
    ("text", "holds"),
    [("title=Siege*", True), ("title!=Siege*", False), ("result.kind=victory", True), ("page_namespace_id=0", False), ("page_namespace_id=", True), ("box=0", True), ("box=1", False), ("part_of=?*", False)],
)
def test_conditions(text: str, holds: bool) -> None:  # noqa: FBT001 (a case)
    [found] = page_rows(TEXT.partition(" {{Infobox war")[0])["conflicts"]
    assert condition(text).holds(found) is holds
    assert bool(page_rows(TEXT.partition(" {{Infobox war")[0], where=[condition(text)])["figures"]) is holds


@pytest.mark.parametrize("text", ["", "title", "colour=red", "=x"])
def test_what_is_no_condition(text: str) -> None:
    with pytest.raises(ValueError, match="no condition"):
        condition(text)


def test_a_fault_of_the_library_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("infobox_conflict.dumps.rows.read", fail)
    [problem] = page_rows(TEXT, file="f.xml", place=7)["problems"]
    assert (problem["code"], problem["message"], problem["file"], problem["file_byte"]) == ("broken-page", "ZeroDivisionError: x", "f.xml", 7)


def test_parquet_holds_what_json_lines_hold(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    import pyarrow.parquet as pq  # noqa: PLC0415 (an extra)

    for form in ("jsonl", "parquet"):
        writer = TableWriter(tmp_path, "part", form)
        writer.add(page_rows(TEXT))
        writer.finish()
        write_empty(tmp_path, form)
    for name in TABLES:
        [path] = (tmp_path / name).glob("*.parquet")
        table = pq.read_table(path)
        assert table.schema.names == list(columns(name))
        assert json.loads(json.dumps(table.to_pylist())) == [{key: row[key] for key in columns(name)} for row in rows(tmp_path, name)]


def test_odd_values_can_be_written(tmp_path: Path) -> None:
    """An integer beyond 64 bits and a lone surrogate; both stay in JSON Lines, and Parquet has what it can hold."""
    tables = page_rows(box(1))
    tables["figures"][0] |= {"high": 10**30, "text": "a\ud800"}
    writer = TableWriter(tmp_path, "part", "jsonl")
    writer.add(tables)
    writer.finish()
    assert [(row["high"], row["text"]) for row in rows(tmp_path, "figures")] == [(10**30, "a\ud800")]
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    import pyarrow.parquet as pq  # noqa: PLC0415 (an extra)

    writer = TableWriter(tmp_path, "part", "parquet")
    writer.add(tables)
    writer.finish()
    [row] = pq.read_table(tmp_path / "figures" / "part.parquet").to_pylist()
    assert (row["low"], row["high"], row["text"]) == (2, None, "a?")
