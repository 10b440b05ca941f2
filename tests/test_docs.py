"""What README and documentation show is true: their code runs, their commands print what stands there, no name is left out."""

from __future__ import annotations

import argparse
import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import infobox_conflict as ic
from infobox_conflict import cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
REFERENCE = ROOT / "docs" / "reference"
README = (ROOT / "README.md").read_text(encoding="utf-8")

NEEDED = {"read-a-dump.md": ("pyarrow", "duckdb", "pandas", "polars"), "spark.md": ("pyspark", "pyarrow")}
"""Pages whose samples use packages that the tests do not install; the build has them where it tests the documentation, or Spark."""

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_OPTIONS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
_COMMANDS = Path(sys.executable).parent
pytestmark = pytest.mark.skipif(not (ROOT / "docs").is_dir(), reason="the documentation is not here")


class Block(NamedTuple):
    """One fenced block of a page."""

    language: str
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        yield Block(match["language"], match["text"], text.count("\n", 0, match.start()) + 1)


def told(pages: list[Path], *languages: str) -> list[Any]:
    """The pages that have a block of these languages, as parameters of a test."""
    return [
        pytest.param(page, id=page.relative_to(ROOT).as_posix())
        for page in pages
        if any(block.language in languages for block in blocks(page))
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with seeds and examples in it, so that what a page writes does not stay."""
    for name in ("seeds", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.filterwarnings("default:::pyspark")  # pyspark has its own
@pytest.mark.parametrize("page", told(PAGES, "python", "console"))
def test_a_page_is_true(page: Path, folder: Path) -> None:
    """The blocks of a page, in order: Python shares its names down the page, commands share the folder."""
    for module in NEEDED.get(page.name, ()):
        pytest.importorskip(module, reason=f"{page.name} shows {module}, of an extra")
    if page.name == "spark.md" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("there is no Java")
    names: dict[str, Any] = {"__name__": page.stem}
    for block in blocks(page):
        where = f"{page.relative_to(ROOT)}:{block.line}"
        if block.language == "python":
            run_python(block.text, names, where)
        elif block.language == "console":
            run_console(block.text, folder, where)


def run_python(text: str, names: dict[str, Any], where: str) -> None:
    """Run a block; where it has prompts, what it prints must be what stands there."""
    if ">>>" not in text:
        exec(compile(text, where, "exec"), names)  # noqa: S102 (our own pages)
        return
    test = doctest.DocTestParser().get_doctest(text, names, where, where, 0)
    runner = doctest.DocTestRunner(optionflags=_OPTIONS, verbose=False)
    heard: list[str] = []
    runner.run(test, out=heard.append, clear_globs=False)
    names |= test.globs
    assert not runner.failures, "".join(heard)


def run_console(text: str, folder: Path, where: str) -> None:
    """Run the commands of a block; each must print what stands under it, errors included. `$ echo $?` tells the code before it."""
    code = 0
    environment = {**os.environ, "PATH": f"{_COMMANDS}{os.pathsep}{os.environ['PATH']}", "PYTHONUNBUFFERED": "1", "COLUMNS": "100"}
    for shown in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = shown.partition("\n")
        done = subprocess.run(  # noqa: S602 (our own pages)
            f"(exit {code}); {command}",
            shell=True,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        code, printed = done.returncode, done.stdout.decode()
        same = doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS)
        assert same, f"{where}: $ {command}\nexpected:\n{expected}\nprinted:\n{printed}"


def test_readme_has_two_commands() -> None:
    """One that installs and does the main job, one that installs and tests, a line each; `.ci/run` runs both."""
    commands = [block.text for block in blocks(ROOT / "README.md") if block.language == "sh"]
    assert [command.count("\n") for command in commands] == [1, 1]
    first, second = commands
    assert first.endswith(".venv/bin/infobox-conflict show seeds/battle-of-hadrut.md\n")
    assert second.endswith(".venv/bin/pytest\n")
    script = ROOT / ".ci" / "run"
    if script.exists():
        assert script.read_text(encoding="utf-8").endswith(second)


@pytest.mark.parametrize("name", ic.__all__)
def test_every_public_name_is_in_the_reference(name: str) -> None:
    """Documented by a directive, not only mentioned."""
    told = "\n".join(page.read_text(encoding="utf-8") for page in sorted(REFERENCE.glob("*.md")))
    assert re.search(rf"^\.\. auto(class|function|exception):: infobox_conflict\.{name}$", told, re.MULTILINE)


def test_every_verb_and_option_is_in_the_reference() -> None:
    """A heading for each verb; each of its options stands on the page."""
    page = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    parser = cli._parser()  # noqa: SLF001 (the only list of verbs)
    verbs = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001 (argparse has no door)
    assert re.findall(r"^## `(\w+)`", page, re.MULTILINE) == list(verbs.choices)
    for one in (parser, *verbs.choices.values()):
        for action in one._actions:  # noqa: SLF001 (argparse has no door)
            assert not action.option_strings or any(f"`{option}" in page for option in action.option_strings), action.option_strings


def test_no_machine_is_named() -> None:
    """No page names a place that exists on one machine only."""
    for page in PAGES:
        assert not re.search(r"/(work|tmp|root|home)/", page.read_text(encoding="utf-8")), page
