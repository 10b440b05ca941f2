"""Whole extractions: the same tables out of every packing and any number of workers, and none lost or doubled by a stop."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infobox_conflict.cli import main
from infobox_conflict.dumps import TABLES, CannotExtract, NoDump, condition, extract
from tests.benchmarks import synthetic
from tests.dumps.told import END, HEAD, box, export, page, rows, titles

PAGES = [page(number, box(number) if number % 3 else "No box.") for number in range(1, 40)]
WIKI = export(*PAGES)
NAMES = [f"Battle {number}" for number in range(1, 40) if number % 3]
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "x.xml": bytes,
    "x.xml.bz2": bz2.compress,
    "multistream.xml.bz2": lambda data: b"".join(bz2.compress(data[at : at + 3000]) for at in range(0, len(data), 3000)),
    "x.xml.gz": gzip.compress,
}


def run(*args: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """`extract` in a process of its own."""
    return subprocess.run([sys.executable, "-m", "infobox_conflict", "extract", *args], capture_output=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def same(one: Path, other: Path) -> bool:
    """Whether two extractions have the same rows."""
    return all(rows(one, table) == rows(other, table) for table in TABLES)


@pytest.mark.parametrize("name", PACKINGS)
def test_every_packing_gives_the_same(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PACKINGS[name](WIKI))
    done = extract([tmp_path / name], tmp_path / "out", format="jsonl")
    assert titles(tmp_path / "out") == NAMES
    assert done.counts == {table: len(rows(tmp_path / "out", table)) for table in TABLES}
    assert not done.damages
    first = rows(tmp_path / "out", "figures")[0]
    assert (first["wiki_id"], first["page_id"], first["page_title"], first["revision_id"], first["revision_dt"]) == ("zendawiki", 1, "Page 1", 100, "2026-11-25T12:00:00Z")


def test_zstandard(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="Zstandard needs a package")
    (tmp_path / "x.xml.zst").write_bytes(zstandard.compress(WIKI))
    extract([tmp_path / "x.xml.zst"], tmp_path / "out", format="jsonl")
    assert titles(tmp_path / "out") == NAMES


@pytest.mark.parametrize("name", PACKINGS)
def test_a_pipe(name: str, tmp_path: Path) -> None:
    done = run("-", "-o", str(tmp_path / "out"), "--format", "jsonl", input=PACKINGS[name](WIKI))
    assert (done.returncode, done.stderr) == (0, b"")
    assert titles(tmp_path / "out") == NAMES
    assert {row["wiki_id"] for row in rows(tmp_path / "out", "conflicts")} == {"zendawiki"}


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of some kilobytes, so that small dumps have many."""
    monkeypatch.setattr("infobox_conflict.dumps.carriers._SMALLEST", {"xml": 2000, "bz2": 500})


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("name", ["x.xml", "x.xml.bz2", "multistream.xml.bz2"])
@pytest.mark.parametrize("workers", [1, 2])
def test_parts_and_workers(name: str, workers: int, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PACKINGS[name](WIKI))
    extract([tmp_path / name], tmp_path / "out", format="jsonl", workers=workers)
    assert titles(tmp_path / "out") == NAMES
    assert len(list((tmp_path / "out" / "_parts").iterdir())) > 1


def test_a_folder_of_exports_with_checksums(tmp_path: Path) -> None:
    folder = tmp_path / "zendawiki" / "2026-11-01"
    folder.mkdir(parents=True)
    for at in range(3):
        (folder / f"zendawiki-2026-11-01-p{at}.xml.bz2").write_bytes(bz2.compress(export(*PAGES[at * 13 : at * 13 + 13])))
    files = sorted(folder.iterdir())
    (folder / "SHA256SUMS").write_text("".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files))
    (folder / "_SUCCESS").touch()
    done = extract([folder], tmp_path / "sound", format="jsonl")
    assert (titles(tmp_path / "sound"), done.damages) == (NAMES, [])
    files[1].write_bytes(files[1].read_bytes()[:-1])
    files[2].unlink()
    (folder / "_SUCCESS").unlink()
    done = extract([folder], tmp_path / "broken", format="jsonl")
    assert titles(tmp_path / "broken") == NAMES[:9]
    assert sorted(Path(told.partition(": ")[0]).name for told in done.damages) == ["_SUCCESS", files[1].name, files[2].name]
    assert sorted(row["code"] for row in rows(tmp_path / "broken", "problems")) == ["damaged-dump"] * 3


def test_a_folder_of_pages(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "deep").mkdir(parents=True)
    (pages / "Battle_of_X.wikitext").write_text(box(1))
    (pages / "deep" / "Y.wiki").write_bytes(box(2).encode() + b"\xff")
    (pages / "Z.json").write_text('{"conflict": {"text": "Battle 3"}, "combatant1": {"text": "A"}}')
    (pages / "notes.txt").write_text(box(9))
    extract([pages], tmp_path / "out", format="jsonl")
    assert [(row["page_title"], row["title"]) for row in rows(tmp_path / "out", "conflicts")] == [("Battle of X", "Battle 1"), (None, "Battle 3"), ("Y", "Battle 2")]
    assert "not-utf8" in [row["code"] for row in rows(tmp_path / "out", "problems")]


def test_the_index_of_a_multistream_dump_is_no_dump(tmp_path: Path) -> None:
    (tmp_path / "w-pages-articles-multistream.xml.bz2").write_bytes(PACKINGS["multistream.xml.bz2"](WIKI))
    (tmp_path / "w-pages-articles-multistream-index.txt.bz2").write_bytes(bz2.compress(b"0:1:Page 1\n"))
    extract(sorted(tmp_path.iterdir()), tmp_path / "out", format="jsonl")
    assert titles(tmp_path / "out") == NAMES


def test_history_and_namespaces(tmp_path: Path) -> None:
    (tmp_path / "h.xml").write_bytes(export(page(1, box(1), box(2)), page(2, box(3), namespace=10, title="Template:X", redirect="Y & Z")))
    extract([tmp_path / "h.xml"], tmp_path / "out", format="jsonl")
    found = [(row["page_id"], row["revision_id"], row["page_namespace_id"], row["title"]) for row in rows(tmp_path / "out", "conflicts")]
    assert found == [(1, 100, 0, "Battle 1"), (1, 101, 0, "Battle 2"), (2, 200, 10, "Battle 3")]
    assert [row["redirect"] for row in rows(tmp_path / "out", "sources")] == [None, None, "Y & Z"]


@pytest.mark.usefixtures("small_parts")
def test_limit_and_where(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes(WIKI)
    extract([tmp_path / "x.xml"], tmp_path / "five", format="jsonl", limit=5, workers=2)
    assert titles(tmp_path / "five") == NAMES[:5]
    extract([tmp_path / "x.xml"], tmp_path / "some", format="jsonl", where=[condition("title=*1*"), condition("page_id!=1")])
    assert titles(tmp_path / "some") == [name for name in NAMES if "1" in name and name != "Battle 1"]
    assert len(rows(tmp_path / "some", "figures")) == len(titles(tmp_path / "some"))


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("name", ["x.xml.bz2", "multistream.xml.bz2"])
def test_a_damaged_block_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    wiki = HEAD + b"".join(page(number, box(number) + random.Random(number).randbytes(6_000).hex()) for number in range(300)) + END
    data = bytearray(bz2.compress(wiki, 1) if name == "x.xml.bz2" else b"".join(bz2.compress(wiki[at : at + 90_000]) for at in range(0, len(wiki), 90_000)))
    at = len(data) // 2
    data[at] ^= 0x55
    (tmp_path / name).write_bytes(data)
    done = extract([tmp_path / name], tmp_path / "out", format="jsonl", workers=1)
    [told] = done.damages
    place = int(told.split(":")[-2])
    assert told == f"{tmp_path / name}:{place}: a block of the bzip2 data is damaged or cut off"
    assert at - 60_000 < place <= at
    found = titles(tmp_path / "out")
    assert len(found) == len(set(found))
    assert 285 <= len(found) < 300
    assert [row["file_byte"] for row in rows(tmp_path / "out", "problems") if row["code"] == "damaged-dump"] == [place]


@pytest.mark.parametrize("name", PACKINGS)
def test_a_file_that_is_cut_off(name: str, tmp_path: Path) -> None:
    data = PACKINGS[name](WIKI)
    (tmp_path / name).write_bytes(data[: len(data) - 30])
    done = extract([tmp_path / name], tmp_path / "out", format="jsonl")
    assert done.damages
    assert titles(tmp_path / "out") == NAMES[: len(titles(tmp_path / "out"))]


def test_a_broken_page_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = page(2, box(2)).replace(b"</revision>", b"")
    (tmp_path / "x.xml").write_bytes(export(page(1, box(1)), broken, page(3, box(3)), page(4, box(4)).replace(b"Text", b"\xff")))
    assert main(["extract", str(tmp_path / "x.xml"), "-o", str(tmp_path / "out"), "--format", "jsonl", "--workers", "1"]) == 1
    assert titles(tmp_path / "out") == ["Battle 1", "Battle 3", "Battle 4"]
    assert [row["code"] for row in rows(tmp_path / "out", "problems")].count("not-utf8") == 1


# --- misuse ----------------------------------------------------------------------------------------------------


def test_misuse_is_a_line_and_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.xml").write_bytes(WIKI)
    (tmp_path / "x.7z").write_bytes(b"7z\xbc\xaf\x27\x1c")
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    out = str(tmp_path / "out")
    for args in (
        [str(tmp_path / "none.xml"), "-o", out],
        [str(tmp_path / "x.7z"), "-o", out],
        [str(tmp_path / "empty"), "-o", out],
        [str(tmp_path / "x.xml"), "-o", str(tmp_path / "full")],
        [str(tmp_path / "x.xml"), "-o", str(tmp_path / "full"), "--resume"],
        [str(tmp_path / "x.xml"), "-o", out, "--format", "xls"],
        [str(tmp_path / "x.xml"), "-o", out, "--where", "x"],
        [str(tmp_path / "x.xml"), "-o", out, "--language", "tlh"],
        [str(tmp_path / "x.xml"), "-o", "/dev/null/x", "--format", "jsonl"],
    ):
        assert main(["extract", "--workers", "1", *args]) == 2, args
        told = capsys.readouterr().err
        assert told.startswith("infobox-conflict: "), args
        assert told.count("\n") == 1


def test_only_the_same_work_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes(WIKI)
    extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl")
    with pytest.raises(CannotExtract, match="not empty"):
        extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl")
    with pytest.raises(CannotExtract, match="other dumps or options"):
        extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl", limit=3, resume=True)
    (tmp_path / "x.xml").write_bytes(WIKI + b"\n")
    with pytest.raises(CannotExtract, match="other dumps or options"):
        extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl", resume=True)
    (tmp_path / "nothing").mkdir()
    with pytest.raises(NoDump):
        extract([tmp_path / "nothing"], tmp_path / "new", format="jsonl")


# --- stops -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A dump of some parts, and its extraction that nothing disturbed."""
    folder = tmp_path_factory.mktemp("many")
    for at in range(8):
        synthetic.write(folder / f"x{at}.xml", 400_000, dense=True)
    extract(sorted(folder.glob("*.xml")), folder / "out", format="jsonl", workers=2)
    return folder, folder / "out"


def test_killed_at_any_moment_and_gone_on_with(many: tuple[Path, Path], tmp_path: Path) -> None:
    folder, undisturbed = many
    dice = random.Random()
    command = [sys.executable, "-m", "infobox_conflict", "extract", *map(str, sorted(folder.glob("*.xml"))), "-o", str(tmp_path / "out"), "--format", "jsonl", "--workers", "2", "--resume"]
    for at in range(int(os.environ.get("KILLS", "4"))):
        done = len(list((tmp_path / "out" / "_parts").glob("*.json")))
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while at and process.poll() is None and len(list((tmp_path / "out" / "_parts").glob("*.json"))) == done:
                time.sleep(0.001)  # however slow the machine: the first kill strikes at the start, the others when a part was just done
            time.sleep(dice.uniform(0, 0.3))
            process.kill()
    assert run(*command[4:]).returncode == 0
    assert same(tmp_path / "out", undisturbed)
    assert not list((tmp_path / "out").glob("*/.*"))


def test_control_c_leaves_what_can_be_gone_on_with(many: tuple[Path, Path], tmp_path: Path) -> None:
    folder, undisturbed = many
    args = [*map(str, sorted(folder.glob("*.xml"))), "-o", str(tmp_path / "out"), "--format", "jsonl", "--workers", "2", "--resume"]
    with subprocess.Popen([sys.executable, "-m", "infobox_conflict", "extract", *args], stderr=subprocess.PIPE, start_new_session=True) as process:
        while not list((tmp_path / "out" / "_parts").glob("*.json")) and process.poll() is None:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate()[1].decode()
    if process.returncode != 0:  # else it was done before the signal came
        assert process.returncode == 2
        assert told == f"infobox-conflict: stopped; what is done stands in {tmp_path / 'out'}, go on with --resume\n"
    assert run(*args).returncode == 0
    assert same(tmp_path / "out", undisturbed)


@pytest.mark.parametrize(("form", "workers", "size"), [("jsonl", "1", 60_000), ("jsonl", "2", 60_000), ("parquet", "2", 7_000)])
def test_a_full_disk_ends_cleanly(form: str, workers: str, size: int, many: tuple[Path, Path], tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    folder, undisturbed = many
    args = [*map(str, sorted(folder.glob("*.xml"))), "-o", str(tmp_path / "out"), "--format", form, "--workers", workers, "--resume"]

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = run(*args, preexec_fn=small)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert told == f"infobox-conflict: cannot write to {tmp_path / 'out'}: File too large; what is done is kept, go on with --resume\n"
    assert not list((tmp_path / "out").glob("[!_]*/.*"))
    whole = run(*args)
    assert whole.returncode == 0
    assert whole.stdout.startswith(f"{len(rows(undisturbed, 'conflicts'))} conflicts, {len(rows(undisturbed, 'figures'))} figures, ".encode())
    assert form == "parquet" or same(tmp_path / "out", undisturbed)


def test_progress_is_told_off_a_terminal_once_a_minute(many: tuple[Path, Path], tmp_path: Path) -> None:
    done = run(str(many[0] / "x0.xml"), "-o", str(tmp_path / "out"), "--format", "jsonl")
    assert done.stderr == b""
    assert b" conflicts, " in done.stdout
