"""The command line: what each verb prints and where, its exit codes, and that it never shows a traceback."""

from __future__ import annotations

import io
import json
import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import infobox_conflict
from infobox_conflict import cli
from infobox_conflict.cli import main
from infobox_conflict.comparing import _beside
from infobox_conflict.records import schema

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "battle-of-hadrut.md"
GOLD = ROOT.parent / "shared" / "gold" / "seed" / "battle-of-hadrut.json"
SOUND = '{"casualties1": {"text": "38 killed"}}'
# field, claimant, kind, subject, fates, low, high of the seed's figures that people are
PEOPLE = [
    ("strength1", None, "personnel", "soldiers", [], 36, None),
    ("strength2", None, "personnel", "servicemen", [], 1500, None),
    ("casualties1", "Azerbaijan", "personnel", None, ["casualties"], None, None),
    ("casualties1", "Artsakh", "personnel", None, ["casualties"], None, None),
    ("casualties2", "Artsakh", "personnel", "servicemen", ["deserted"], 1500, 1500),
    ("casualties2", "Azerbaijan", "personnel", "servicemen", ["killed"], 38, None),
    ("casualties3", "Artsakh", "civilian", "Armenian civilians", ["killed"], 11, 11),
    ("casualties3", "Azerbaijan", "civilian", "Azerbaijani medical worker", ["wounded"], 1, 1),
]


def facts(capsysbinary: pytest.CaptureFixture[bytes], *args: str) -> list[dict[str, Any]]:
    """What `facts` prints, line by line."""
    assert main(["facts", *args]) == 0
    return [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]


def run(*args: str, data: bytes = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    return subprocess.run([sys.executable, "-m", "infobox_conflict", *args], input=data, capture_output=True, check=False, **options)


def test_the_facts_of_the_seed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    [record] = facts(capsysbinary, str(SEED))
    people = [figure for figure in record["figures"] if figure["kind"] in ("personnel", "civilian")]
    assert [(f["field"], f["claimant"], f["kind"], f["subject"], f["fates"], f["low"], f["high"]) for f in people] == PEOPLE
    things = [figure for figure in record["figures"] if figure not in people]
    assert {(f["claimant"], f["scope"]) for f in things} == {("Azerbaijan", "Units")}
    assert [f["low"] for f in things] == [1, 14, 3, 11, 17, 7, 15, 5, 3, 1, 3, 13, 1, 1, 7, 22]
    assert [c["name"] for c in record["commanders"]] == ["Hikmat Mirzayev", "Kanan Seyidov", "Vahagn Asatryan", "Karen Ayrapetyan"]
    assert [d["start"] for d in record["dates"]] == ["2020-10-07", "2020-10-15"]
    assert record["result"] == {"kind": "victory", "winner": "Azerbaijani", "winner_side": 1, "qualifier": None}
    assert not record["unread"]


@pytest.mark.skipif(not GOLD.exists(), reason="the gold files are not beside this repository")
def test_the_seed_equals_its_gold_file(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    [record] = facts(capsysbinary, str(SEED))
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    assert _shared(record, gold) == gold


def _shared(ours: Any, gold: Any) -> Any:
    """Our value with only those keys that the gold carries."""
    if isinstance(gold, dict):
        return {key: _shared(ours[key], gold[key]) for key in gold}
    if isinstance(gold, list) and len(gold) == len(ours):
        return [_shared(mine, theirs) for mine, theirs in zip(ours, gold, strict=True)]
    return ours


@pytest.mark.parametrize("change", ["CRLF", "CR", "BOM"])
def test_copies_of_the_seed_give_the_same_facts_and_bytes(change: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    data = SEED.read_bytes()
    copy = {"CRLF": data.replace(b"\n", b"\r\n"), "CR": data.replace(b"\n", b"\r"), "BOM": b"\xef\xbb\xbf" + data}[change]
    path = tmp_path / "copy.md"
    path.write_bytes(copy)
    [seed], [record] = facts(capsysbinary, str(SEED)), facts(capsysbinary, str(path))
    assert {**record, "source": None} == {**seed, "source": None}
    assert main(["cat", str(path)]) == 0
    assert capsysbinary.readouterr().out == copy


def test_what_facts_prints_fits_the_schema(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    box = tmp_path / "box.json"
    box.write_text('[{"combatant1": {"text": "A"}, "casualties4": {"text": "c. 5\\n7 \\ud83d"}, "x": {"text": 1}}, {"conflict": {"text": "B"}}]', encoding="utf-8")
    assert main(["schema"]) == 0
    published = json.loads(capsysbinary.readouterr().out)
    assert published == json.loads(json.dumps(schema()))
    jsonschema.Draft202012Validator.check_schema(published)
    for record in facts(capsysbinary, str(SEED), str(box)):
        jsonschema.validate(record, published, jsonschema.Draft202012Validator)
    broken = {**record, "figures": [{"low": "many"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, published, jsonschema.Draft202012Validator)


def test_show_puts_claims_beside_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(SEED)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    lines = out.splitlines()
    head = next(line for line in lines if line.split() == ["Casualties", "Artsakh", "Azerbaijan"] and "Unspecified" not in line)
    row = next(line for line in lines if line.lstrip().startswith("servicemen killed"))
    assert row.index("At least 38") == head.index("Azerbaijan")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_only_on_a_terminal_that_wants_them(environment: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    env = {**{name: value for name, value in os.environ.items() if name != "NO_COLOR"}, "TERM": "xterm", **environment}
    done = subprocess.run([sys.executable, "-m", "infobox_conflict", "show", str(SEED)], stdout=theirs, stderr=subprocess.PIPE, env=env, check=False)
    os.close(theirs)
    chunks = []
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(ours)
    assert done.returncode == 0
    assert (b"\x1b[1m" in b"".join(chunks)) == (not environment)


def test_a_text_cannot_control_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "evil.json"
    path.write_text('{"conflict": {"text": "A \\u001b]0;owned\\u0007 battle"}, "casualties1": {"text": "5 \\u001b[31m"}}', encoding="utf-8")
    for verb in ("show", "check", "fields", "facts"):
        main([verb, str(path)])
        captured = capsys.readouterr()
        assert not {"\x1b", "\x07"} & set(captured.out + captured.err)


def test_check_tells_problems_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SEED)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["mojibake-repaired", "undefined-page", "leaked-markup"]
    assert lines[2].startswith(f"{SEED}:108:24: ")
    sound = tmp_path / "sound.json"
    sound.write_text(SOUND, encoding="utf-8")
    assert main(["check", str(sound)]) == 0
    assert capsys.readouterr().out == ""
    odd = tmp_path / "odd.json"
    odd.write_text('{"casualties1": {"text": "38 killed xyzzy"}}', encoding="utf-8")
    assert main(["check", str(odd)]) == 1
    assert capsys.readouterr().out == f"{odd}:1:37: unread: casualties1: 'xyzzy'\n"


def test_fields_tell_names_places_and_raw_values(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["fields", str(SEED)]) == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    text = SEED.read_bytes().decode()
    assert [row["name"] for row in rows][:3] == ["conflict", "partof", "image"]
    assert all(text[row["start"] : row["end"]] == row["raw"] for row in rows)


def test_several_files_and_a_missing_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(SOUND, encoding="utf-8")
    assert main(["facts", str(path), str(tmp_path / "none.md"), str(tmp_path), str(path)]) == 2
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    errors = captured.err.splitlines()
    assert errors == [f"infobox-conflict: {tmp_path / 'none.md'}: No such file or directory", f"infobox-conflict: {tmp_path}: Is a directory"]


def test_a_name_of_a_file_breaks_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "a\n\x1b[2J"
    empty.touch()
    assert main(["show", str(empty), str(tmp_path / "\r")]) == 2
    told, error = capsys.readouterr().err.splitlines()
    assert told.endswith("a\ufffd\ufffd[2J:1:1: no-infobox: the text is empty")
    assert error.endswith("/\ufffd: No such file or directory")


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SOUND.encode())))
    assert main(["facts", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0]["low"] == 38


def test_a_problem_is_one_line_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b'---\ninfoboxes:\n  - casualties1: {text: "38\xff"}\n---\n')
    assert main(["facts", str(path)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.split(": ")[1] for line in captured.err.splitlines()] == ["not-utf8", "odd-character"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["facts", "--format", "wikitxt", str(SEED)], "no format 'wikitxt'; known are frontmatter, json"),
        (["facts", "--language", "xx", str(SEED)], "no vocabulary for language 'xx'"),
    ],
)
def test_misuse_is_one_line_and_two(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("args", [[], ["facts"], ["nonsense"], ["facts", "--nonsense", "x"]])
def test_a_wrong_call_ends_with_two(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(args)
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_format_may_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "box.txt"
    path.write_text(SOUND, encoding="utf-8")
    assert main(["facts", "--format", "frontmatter", str(path)]) == 0
    assert "no-front-matter" in capsys.readouterr().err


def test_mojibake_may_be_left(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    [record] = facts(capsysbinary, "--no-repair", str(SEED))
    assert "mojibake-repaired" not in {problem["code"] for problem in record["problems"]}
    assert record["commanders"][0]["party"] is None


@pytest.mark.parametrize("verb", ["show", "facts", "fields", "check", "cat", "schema", "formats"])
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([verb, "--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: infobox-conflict {verb}")


def test_formats_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["frontmatter", "json", "wikitext", "languages"]
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"infobox-conflict {infobox_conflict.__version__}\n"


def test_as_a_module() -> None:
    done = run("facts", "-", data=SOUND.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["figures"][0]["high"] == 38


def test_any_bytes_give_no_traceback(tmp_path: Path) -> None:
    for at, data in enumerate((bytes(range(256)), b"\xff\xfe-\0-\0-\0", b"---\n\xff\n---\n", b"{" * 50_000, os.urandom(5000))):
        path = tmp_path / f"{at}.md"
        path.write_bytes(data)
        for verb in ("show", "facts", "fields", "check", "cat"):
            done = run(verb, str(path))
            assert done.returncode in (0, 1), done.stderr
            assert b"Traceback" not in done.stderr
            if verb == "cat":
                assert done.stdout == data


def test_a_closed_pipe_is_no_fault() -> None:
    command = f'"{sys.executable}" -m infobox_conflict fields {" ".join([str(SEED)] * 40)} | head -1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr
    assert done.stdout.count(b"\n") == 1


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "infobox_conflict", "facts", str(SEED)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"infobox-conflict: cannot write: No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("call", "out", "err", "code"),
    [
        (f"facts '{SEED}' >&-", b"", b"infobox-conflict: cannot write: standard output is closed\n", 2),
        ("formats >&-", b"", b"infobox-conflict: cannot write: standard output is closed\n", 2),
        ("facts - <&-", b"", b"infobox-conflict: -: standard input is closed\n", 2),
        ("facts none.md 2>&-", b"", b"", 2),
    ],
)
def test_a_stream_may_be_closed(call: str, out: bytes, err: bytes, code: int) -> None:
    done = subprocess.run(["bash", "-c", f'"{sys.executable}" -m infobox_conflict {call}'], capture_output=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (out, err, code)


def test_problems_are_never_mixed_into_the_facts() -> None:
    """Also not where standard error is closed, and `print` would fall back on standard output."""
    done = subprocess.run(["bash", "-c", f"\"{sys.executable}\" -m infobox_conflict facts '{SEED}' 2>&-"], capture_output=True, check=False)
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == ["Battle of Hadrut"]


# --- convert ---------------------------------------------------------------------------------------------------------

CITED = "{{Infobox military conflict|casualties1=38 killed{{cn}}}}"


def test_convert_prints_bytes_and_tells_losses() -> None:
    done = run("convert", "-", "--to", "frontmatter", data=CITED.replace("38", "١").encode())
    assert done.returncode == 0
    assert done.stdout.decode() == "---\ninfoboxes:\n  - casualties1:\n      text: ١ killed\n---\n"
    assert done.stderr.decode() == "-: casualties1: lost-mark: there is no place for the maintenance mark 'cn'\n"


def test_convert_to_a_file_and_back(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    out = tmp_path / "hadrut.json"
    assert main(["convert", str(SEED), "--to", "json", "-o", str(out)]) == 0
    printed = capsysbinary.readouterr()
    assert not printed.out
    assert b"lost-text: there is no place for the body" in printed.err
    [old], [new] = facts(capsysbinary, str(SEED)), facts(capsysbinary, str(out))
    assert {key: value for key, value in old.items() if key not in ("source", "problems")} == {
        key: value for key, value in new.items() if key not in ("source", "problems")
    }


def test_the_same_format_stays_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "same.md"
    assert main(["convert", str(SEED), "--to", "frontmatter", "--output", str(out)]) == 0
    assert out.read_bytes() == SEED.read_bytes()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    page, out, link = tmp_path / "page.wikitext", tmp_path / "out.json", tmp_path / "link.json"
    page.write_text(CITED, encoding="utf-8")
    out.write_text("old", encoding="utf-8")
    out.chmod(0o640)
    link.symlink_to(out)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert main(["convert", str(page), "--to", "json", "-o", str(link)]) == 2
    assert capsys.readouterr().err.endswith(f"infobox-conflict: cannot write {link}: No space left on device\n")
    assert out.read_text(encoding="utf-8") == "old"
    assert main(["convert", str(page), "--to", "json", "-o", str(link)]) == 0
    assert link.is_symlink()
    assert json.loads(out.read_text(encoding="utf-8")) == {"infoboxes": [{"casualties1": {"text": "38 killed"}}]}
    assert out.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.json", "out.json", "page.wikitext"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--to", "klingon"), "no format 'klingon'; known are frontmatter, json, wikitext"),
        (("--to", "wikitext", "-o", "/nowhere/at/all"), "cannot write /nowhere/at/all: No such file or directory"),
    ],
)
def test_misuse_of_convert(args: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    page.write_text(SOUND, encoding="utf-8")
    assert main(["convert", str(page), *args]) == 2
    assert capsys.readouterr().err == f"infobox-conflict: {message}\n"


def test_what_has_no_infobox_is_not_converted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.json"
    page = tmp_path / "page.md"
    page.write_text("no", encoding="utf-8")
    assert main(["convert", str(page), "--to", "json", "-o", str(out)]) == 2
    assert not out.exists()
    assert capsys.readouterr().err.splitlines()[-1] == f"infobox-conflict: {page}: there is no infobox to convert"


def test_convert_writes_to_a_device(tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    page.write_text(SOUND, encoding="utf-8")
    assert main(["convert", str(page), "--to", "wikitext", "-o", os.devnull]) == 0


# --- edit and diff -------------------------------------------------------------------------------------------


def test_edit_writes_the_file_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_bytes(SEED.read_bytes() + b"\xff")
    file.chmod(0o640)
    done = run("edit", str(file), "--set", "casualties2[1].low=40", "--write")
    assert done.returncode == 0
    assert b"+        * At least 40 servicemen killed" in done.stdout
    assert file.read_bytes() == SEED.read_bytes().replace(b"At least 38", b"At least 40") + b"\xff"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["mine.md"]


def test_edit_only_shows_where_nobody_can_be_asked(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(SOUND)
    done = run("edit", str(file), "--set", "casualties1[0].low=40")
    assert done.returncode == 0
    no_end = r"\ No newline at end of file"
    assert done.stdout.decode().splitlines()[3:] == [f"-{SOUND}", no_end, f"+{SOUND.replace('38', '40')}", no_end]
    assert done.stderr == b"infobox-conflict: nothing was written; --write writes it\n"
    assert file.read_text() == SOUND


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("text", ["{{warbox\n|a=1\n|casualties1 = 38 killed\n}}\n\n", "a\n{{warbox|casualties1=38 killed}}"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["mine.wiki", "a name.wiki", 'a "\tname".wiki', "folder/mine.wiki"])
def test_what_edit_prints_is_a_patch(tmp_path: Path, text: str, end: str, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.replace("\n", end).encode() + b"\xff")
    done = run("edit", name, "--format", "wikitext", "--set", "casualties1[0].low=40", cwd=tmp_path)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=done.stdout, cwd=tmp_path, check=True)
    assert file.read_bytes() == text.replace("\n", end).replace("38", "40").encode() + b"\xff"


def test_edit_writes_over_nothing_that_was_saved_since(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.json"
    file.write_text(SOUND)

    def save_and_agree() -> bool:
        file.write_text("other")
        return True

    monkeypatch.setattr(cli, "_agrees", save_and_agree)
    assert main(["edit", str(file), "--set", "casualties1[0].low=40"]) == 2
    told = "it is no longer what was read; nothing was written"
    assert capsys.readouterr().err == f"infobox-conflict: cannot write {file}: {told}\n"
    assert file.read_text() == "other"
    assert [one.name for one in tmp_path.iterdir()] == ["mine.json"]


def test_a_read_only_file_and_a_loop_of_links_are_not_written(tmp_path: Path) -> None:
    file, loop = tmp_path / "mine.json", tmp_path / "loop.json"
    file.write_text(SOUND)
    file.chmod(0o444)
    loop.symlink_to(loop)
    for done, told in (
        (run("edit", str(file), "--set", "casualties1[0].low=40", "--write"), f"{file}: it is read-only"),
        (run("convert", str(file), "--to", "wikitext", "-o", str(file)), f"{file}: it is read-only"),
        (run("convert", str(file), "--to", "wikitext", "-o", str(loop)), f"{loop}: Too many levels of symbolic links"),
    ):
        assert (done.returncode, done.stderr.decode()) == (2, f"infobox-conflict: cannot write {told}\n")
    assert file.read_text() == SOUND
    assert loop.is_symlink()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "nothing to change"),
        (["--set", "casualties1[0].low=many"], "no whole number"),
        (["--set", "casualties1[0].size=3"], "it has no 'size'"),
        (["--set", "casualties1[0].low=3", "--set", "casualties1[0].low=4"], "set twice"),
        (["--set", "casualties1[0].fates=eaten"], "no fate"),
        (["--set", "casualties1[7].low=3"], "did you mean 'casualties1[0]'"),
        (["--set", "casualties1[0]=3"], "PATH.NAME=VALUE"),
        (["--set", "low=3"], "nothing at 'low'"),
        (["--set", "casualties1[0].link=Rome"], "a figure leads to no page"),
        (["--set", "casualties1[0].link=Rome", "--set", "casualties1[0].low=3"], "a link is set alone"),
        (["--set", "combatant1[0].low=3"], "known are link"),
        (["--add", "casualties1"], "the words of one fact, and '' has 0 facts"),
        (["--add", "casualties1=3 killed, 5 wounded"], "has 2 facts"),
        (["--add", "casualties1=fog"], "words that are not read: 'fog'"),
        (["--add", "combatant1=Rome"], "only a figure or a commander can be added"),
        (["--add", "commander1[0]=Gaius"], "is no address of a figure"),
        (["--rename", "casualties1"], "OLD=NEW"),
        (["--remove", "casualties1[0]"], "remove the parameter instead"),
    ],
)
def test_edit_tells_what_is_wrong_on_one_line(tmp_path: Path, args: list[str], told: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(SOUND)
    done = run("edit", str(file), "--write", *args)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert file.read_text() == SOUND


def test_edit_sets_links_and_parameters_and_adds_facts(tmp_path: Path) -> None:
    file = tmp_path / "mine.wikitext"
    file.write_text("{{warbox\n| image = \n| combatant1 = [[Rome]]\n| casualties1 = 38 killed\n}}")
    settings = ("combatant1[0].link=Roman Republic", "image=Capitol = hill.jpg", "result=Roman victory")
    additions = ("commander1=Consul Gaius Marius (KIA)", "casualties1[0]=5 officers killed")
    asked = [*(word for one in settings for word in ("--set", one)), *(word for one in additions for word in ("--add", one))]
    done = run("edit", str(file), "--write", *asked)
    assert done.returncode == 0, done.stderr
    assert file.read_text().splitlines() == [
        "{{warbox",
        "| image = Capitol = hill.jpg",
        "| result = Roman victory",
        "| combatant1 = [[Roman Republic|Rome]]",
        "| commander1 = Consul Gaius Marius {{KIA}}",
        "| casualties1 = 38 killed (5 officers)",
        "}}",
    ]


def test_fmt_prints_a_parameter_in_any_format(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text('{"casualties1": {"text": "Per Rome:\\n* 38 killed", "formatting": {"bold": ["Per Rome:"]}}}')
    assert run("fmt", str(file), "casualties1", "--to", "wikitext").stdout.decode() == "'''Per Rome:'''\n* 38 killed\n"
    assert run("fmt", str(file), "casualties1").stdout.decode().strip() == file.read_text()[16:-1]
    assert run("fmt", str(file), "casualties1", "--to", "frontmatter").stdout.startswith(b"text: |-\n  Per Rome:\n")
    for args, told in ((["casualtis1"], "did you mean 'casualties1'"), (["casualties1", "--box", "3"], "nothing at"), (["casualties1", "--to", "x"], "no format")):
        done = run("fmt", str(file), *args)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert told in done.stderr.decode()


def test_fmt_tells_what_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "mine.wikitext"
    file.write_text("{{warbox|casualties1=38 killed{{cn}}}}")
    done = run("fmt", str(file), "casualties1", "--to", "json")
    assert done.stdout == b'{"text": "38 killed"}\n'
    assert done.stderr.decode().endswith("casualties1: lost-mark: there is no place for the maintenance mark 'cn'\n")


def test_diff_tells_what_changed(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    one.write_text('{"casualties1": {"text": "38 killed\\n5 wounded"}, "result": {"text": "Roman victory"}}')
    other.write_text('{"casualties1": {"text": "5 wounded\\n3 missing"}, "result": {"text": "Stalemate"}}')
    done = run("diff", str(one), str(other))
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "result.kind: 'victory' -> 'stalemate'",
        "result.winner: 'Roman' -> none",
        "- casualties1[0]: low 38, high 38, form 'exact', words '38', kind 'personnel', fates 'killed'",
        "+ casualties1[1]: low 3, high 3, form 'exact', words '3', kind 'personnel', fates 'missing'",
    ]
    rows = [json.loads(line) for line in run("diff", "--json", str(one), str(other)).stdout.splitlines()]
    assert rows[0] == {"box": 0, "path": "result", "name": "kind", "before": "victory", "after": "stalemate"}
    assert run("diff", str(one), str(one)).returncode == 0
    assert run("diff", str(one), str(tmp_path / "none")).returncode == 2
    done = run("diff", "-", "-", data=SOUND.encode())
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ([1] * 8000, [1] * 8000, 0),
        ([1] * 8000, [2, *[1] * 7998, 3], 2),
        (list(range(8000)), [*range(1, 8000), -1], 2),
        ([part for at in range(4000) for part in (at, "a")], [part for at in range(4000) for part in (at, "b")], 4000),
    ],
)
def test_long_fields_are_compared_soon(one: list[object], other: list[object], count: int) -> None:
    began = time.process_time()
    pairs = list(_beside([("x", said) for said in one], [("x", said) for said in other]))
    assert sum(before != after for _, before, after in pairs) == count
    assert time.process_time() - began < 2
