"""Dumps that are none, that are broken, and that are made to be slow or large: each is told, costs no more than itself, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from infobox_conflict.cli import main
from infobox_conflict.dumps import CannotExtract, NoDump, condition, extract
from infobox_conflict.dumps.export import Raw, parsed, revisions
from infobox_conflict.dumps.finder import Finder
from infobox_conflict.dumps.flow import Block, Flow, Gap
from tests.dumps.test_extraction import NAMES, WIKI, run, same
from tests.dumps.told import END, HEAD, box, export, page, revision, rows, titles

FINDS = Finder().finds
HTML = b"<!DOCTYPE html><title>404 Not Found</title>"


# --- what is no dump -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.xml", "x.xml.bz2", "x.xml.gz", "x.xml.zst"])
@pytest.mark.parametrize("data", [b"", HTML])
def test_a_file_that_is_no_export(name: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Alone it is misuse; in a folder it is told, and the others are read."""
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    (dumps / name).write_bytes(data)
    assert main(["extract", str(dumps / name), "-o", str(tmp_path / "out"), "--format", "jsonl"]) == 2
    assert capsys.readouterr().err == f"infobox-conflict: {dumps / name}: the file is no export of a wiki, though its name tells one; it was not read\n"
    (dumps / "sound.xml").write_bytes(WIKI)
    done = extract([dumps], tmp_path / "out", format="jsonl")
    assert titles(tmp_path / "out") == NAMES
    assert done.damages == [f"{dumps / name}: the file is no export of a wiki, though its name tells one; it was not read"]


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress])
@pytest.mark.parametrize(("data", "told"), [(b"", "there is nothing in it"), (HTML, "it does not begin as an export of a wiki does")])
def test_a_packed_file_that_is_no_export(pack: Callable[[bytes], bytes], data: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(pack(data))
    done = extract([tmp_path / "x"], tmp_path / "out", format="jsonl")
    assert done.damages == [f"{tmp_path / 'x'}:0: {told}"]


@pytest.mark.parametrize(("data", "told"), [(b"", "there is nothing in it"), (HTML, "it does not begin as an export of a wiki does")])
def test_a_pipe_that_is_no_export(data: bytes, told: str, tmp_path: Path) -> None:
    done = run("-", "-o", str(tmp_path / "out"), "--format", "jsonl", input=data)
    assert (done.returncode, done.stderr.decode()) == (1, f"infobox-conflict: -:0: {told}\n")


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress])
def test_rubbish_behind_the_data_costs_nothing(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(pack(WIKI) + b"rubbish" * 999)
    extract([tmp_path / "x"], tmp_path / "out", format="jsonl")
    assert titles(tmp_path / "out") == NAMES


def test_zstandard_that_is_cut_off_or_rubbish(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="Zstandard needs a package")
    data = zstandard.compress(WIKI)
    for at, broken in enumerate((data[:-30], data + b"rubbish", data[:40])):
        (tmp_path / f"{at}.zst").write_bytes(broken)
        done = extract([tmp_path / f"{at}.zst"], tmp_path / str(at), format="jsonl")
        assert done.damages, at
        assert titles(tmp_path / str(at)) == NAMES[: len(titles(tmp_path / str(at)))]


def test_what_cannot_be_read_twice_or_at_all(tmp_path: Path) -> None:
    """A named pipe would lose its first bytes; a file that is given twice would double its rows; an index has no pages."""
    (tmp_path / "x.xml").write_bytes(WIKI)
    index = tmp_path / "w-pages-articles-multistream-index1.txt-p1p41242.bz2"
    index.write_bytes(bz2.compress(b"0:1:Page 1\n"))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "again.xml").symlink_to(tmp_path / "x.xml")
    for dumps, told in (([tmp_path / "pipe"], "give -"), ([tmp_path / "x.xml", tmp_path / "again.xml"], "given twice"), (["-", "-"], "given twice"), ([index], "no dump")):
        with pytest.raises(NoDump, match=told):
            extract(dumps, tmp_path / "out", format="jsonl")
    with pytest.raises(ValueError, match="less than one"):
        extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl", workers=0)
    assert not (tmp_path / "out").exists()


# --- exports that are odd --------------------------------------------------------------------------------------


def test_an_export_without_siteinfo_and_with_hidden_texts(tmp_path: Path) -> None:
    hidden = revision("", 101).replace('<text bytes="0" xml:space="preserve"></text>', '<text bytes="9" deleted="deleted" />').encode()
    first = page(1, box(1), box(2)).replace(b"    <revision>\n      <id>101", hidden + b"    <revision>\n      <id>102")
    user = page(2, box(3), namespace=2).replace(b"<contributor><username>Rudolf</username><id>5</id></contributor>", b'<contributor deleted="deleted" />')
    (tmp_path / "x.xml").write_bytes(b'<mediawiki version="0.11">\n' + first + user + page(3, "#REDIRECT [[X]]", redirect="X") + END)
    done = extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl")
    found = [(row["wiki_id"], row["page_id"], row["page_namespace_id"], row["revision_id"], row["title"]) for row in rows(tmp_path / "out", "conflicts")]
    assert found == [(None, 1, 0, 100, "Battle 1"), (None, 1, 0, 102, "Battle 2"), (None, 2, 2, 200, "Battle 3")]
    assert not done.damages


def test_a_folder_that_has_the_tables_in_it(tmp_path: Path) -> None:
    """Tables are no dump, and do not change what the folder is."""
    (tmp_path / "x.xml").write_bytes(WIKI)
    for name in ("one", "two"):
        for resume in (False, True):
            assert extract([tmp_path], tmp_path / name, format="jsonl", resume=resume).counts["conflicts"] == len(NAMES)
    (tmp_path / "x.xml").write_bytes(WIKI + b" ")
    with pytest.raises(CannotExtract, match="other dumps"):
        extract([tmp_path], tmp_path / "two", format="jsonl", resume=True)


def test_checksums_in_folders_below_and_blank_lines_in_them(tmp_path: Path) -> None:
    deep = tmp_path / "wiki" / "2026-11-01" / "bzip2"
    deep.mkdir(parents=True)
    (deep / "a.xml.bz2").write_bytes(bz2.compress(WIKI))
    (deep / "SHA256SUMS").write_text("\n" + "0" * 64 + "  a.xml.bz2\n\n")
    (deep / "_SUCCESS").touch()
    done = extract([tmp_path / "wiki"], tmp_path / "out", format="jsonl")
    assert done.damages == [f"{deep / 'a.xml.bz2'}: the file differs from its checksum in SHA256SUMS; it was not read"]


def test_a_file_that_is_written_anew_is_another(tmp_path: Path) -> None:
    """What is remembered of a file's begin does not outlive it."""
    other = WIKI.replace(b"zendawiki", b"strelsauwiki")
    for data, names in ((HTML, set()), (WIKI, {"zendawiki"}), (other, {"strelsauwiki"})):
        (tmp_path / "x.xml.gz").write_bytes(gzip.compress(data))
        done = extract([tmp_path / "x.xml.gz"], tmp_path / str(len(data)), format="jsonl")
        assert {row["wiki_id"] for row in rows(tmp_path / str(len(data)), "conflicts")} == names
        assert bool(done.damages) is not bool(names)


# --- conditions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["result.knd=victory", "title.x=1", "unread.text=x", "figures.low=3", "result.kind.x=1"])
def test_a_condition_on_what_no_row_has(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.xml").write_bytes(WIKI)
    assert main(["extract", str(tmp_path / "x.xml"), "-o", str(tmp_path / "out"), "--format", "jsonl", "--where", text]) == 2
    assert capsys.readouterr().err.startswith(f"infobox-conflict: no condition: '{text}'")


def test_conditions_on_titles_and_times(tmp_path: Path) -> None:
    """The title of a page in a file is known only once that is read; a time is matched as JSON Lines have it."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "x.md").write_text("---\ntitle: Hadrut\ninfoboxes:\n  - template: infobox military conflict\n    conflict:\n      text: Battle 7\n---\n")
    extract([tmp_path / "pages"], tmp_path / "titles", format="jsonl", where=[condition("page_title=Had*")])
    assert [row["page_title"] for row in rows(tmp_path / "titles", "conflicts")] == ["Hadrut"]
    (tmp_path / "x.xml").write_bytes(WIKI)
    extract([tmp_path / "x.xml"], tmp_path / "times", format="jsonl", where=[condition("revision_dt=2026-11-25T12:00:0?Z")])
    assert titles(tmp_path / "times") == NAMES


# --- size and time ---------------------------------------------------------------------------------------------


def pages(flow: Flow) -> list[tuple[int | None, int | None]]:
    """The pages and revisions of a flow; no gap is expected."""
    found = [parsed(item) for item in revisions(flow, FINDS) if isinstance(item, Raw)]
    return [(one.id, one.revision) for one in found if one is not None]


def test_a_page_in_tiny_blocks_takes_linear_time() -> None:
    """A stream of bzip2 data may hold a few bytes; what was read so far must not be copied for each."""
    seconds = []
    for size in (1_000_000, 4_000_000):
        wiki = export(page(1, "Nothing. " * (size // 9) + box(1)))
        start = time.process_time()
        assert pages(Block(at, wiki[at : at + 50]) for at in range(0, len(wiki), 50)) == [(1, 100)]
        seconds.append(time.process_time() - start)
    assert seconds[1] < 10 * max(seconds[0], 0.05)


def test_a_history_larger_than_memory() -> None:
    """A page of 80 MB in its revisions is read with some megabytes."""
    long = revision("Nothing. " * 20_000, 7).encode()
    first, _, last = page(1, box(1), box(2)).partition(b"    <revision>\n      <id>101")

    def flow() -> Flow:
        yield Block(0, HEAD + first)
        for at in range(450):
            yield Block(at, long)
        yield Block(9, b"    <revision>\n      <id>101" + last + END)

    tracemalloc.start()
    try:
        assert pages(flow()) == [(1, 100), (1, 101)]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_revision_that_is_too_long_costs_itself() -> None:
    """The other revisions of its page are read, it is told once, and no page is taken for another."""
    first, _, last = page(1, box(1), "", box(3)).partition(b"</text>\n      <sha1>x</sha1>\n    </revision>\n    <revision>\n      <id>102")

    def flow() -> Flow:
        yield Block(0, HEAD + first)
        for at in range(90):
            yield Block(at, b"Infobox war " * 80_000)
        yield Block(99, b"</text>\n      <sha1>x</sha1>\n    </revision>\n    <revision>\n      <id>102" + last + page(3, box(3)) + END)

    items = list(revisions(flow(), FINDS))
    assert ["longer than 32 MB" in item.message for item in items if isinstance(item, Gap)] == [True]
    assert pages(iter(flow())) == [(1, 100), (1, 102), (3, 300)]


def test_a_part_whose_last_page_ends_with_the_file_is_whole(tmp_path: Path) -> None:
    """A page that another part has is not told as one without an end."""
    wiki = export(page(1, box(1) + "Nothing. " * 2_000_000), page(2, box(2)))
    (tmp_path / "x.xml").write_bytes(wiki + b" " * 40)
    assert not extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl").damages
    assert titles(tmp_path / "out") == ["Battle 1", "Battle 2"]


def test_a_small_dump_has_parts_for_several_workers(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes(export(*(page(1, "Nothing. " * 1000) for _ in range(2500))))
    extract([tmp_path / "x.xml"], tmp_path / "out", format="jsonl")
    assert len(list((tmp_path / "out" / "_parts").iterdir())) >= 2


# --- stops -----------------------------------------------------------------------------------------------------


def test_a_file_that_is_one_part_begins_anew_after_a_kill(tmp_path: Path) -> None:
    """What is packed so that it can only be read from its start; nothing is lost or doubled."""
    losses = "|casualties2=" + "".join(f"\n* {number} wounded" for number in range(100))
    wiki = export(*(page(number, box(number).replace("|casualties1", f"{losses}\n|casualties1")) for number in range(1, 100)))
    (tmp_path / "x.xml.gz").write_bytes(gzip.compress(wiki))
    extract([tmp_path / "x.xml.gz"], tmp_path / "undisturbed", format="jsonl")
    args = [str(tmp_path / "x.xml.gz"), "-o", str(tmp_path / "out"), "--format", "jsonl", "--workers", "1", "--resume"]
    with subprocess.Popen([sys.executable, "-m", "infobox_conflict", "extract", *args]) as process:
        while not list((tmp_path / "out").glob("*/.part*")) and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    assert run(*args).returncode == 0
    assert same(tmp_path / "out", tmp_path / "undisturbed")
    assert len(rows(tmp_path / "out", "figures")) > 9000
    assert not list((tmp_path / "out").glob("*/.*"))


@pytest.mark.parametrize("after", [0.0, 0.3])
def test_control_c_while_workers_load(after: float, tmp_path: Path) -> None:
    """One line, however early; the workers say nothing."""
    wiki = export(*(page(number, box(number)) for number in range(300)))
    for at in range(3):
        (tmp_path / f"{at}.xml").write_bytes(wiki)
    args = [*map(str, sorted(tmp_path.glob("*.xml"))), "-o", str(tmp_path / "out"), "--format", "jsonl", "--workers", "2"]
    with subprocess.Popen([sys.executable, "-m", "infobox_conflict", "extract", *args], stderr=subprocess.PIPE, start_new_session=True) as process:
        while not (tmp_path / "out" / "_plan.json").exists():
            time.sleep(0.005)
        time.sleep(after)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate()[1].decode()
    if process.returncode != 0:  # else it was done before the signal came
        assert (process.returncode, told) == (2, f"infobox-conflict: stopped; what is done stands in {tmp_path / 'out'}, go on with --resume\n")
    assert run(*args, "--resume").returncode == 0
    assert len(titles(tmp_path / "out")) == 900
