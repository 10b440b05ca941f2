"""The library and MediaWiki's preprocessor side by side, on generated texts and on vectors that others made.

It uses the comparer that lies beside the repository (`shared/tools/mediawiki`), or where INFOBOX_MEDIAWIKI_TOOLS says, and
a MediaWiki set up for it. Texts with `<!--->` are left out: MediaWiki 1.39 takes that for a whole comment behind another
one, newer releases do not, and the library follows the newer.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal

import pytest

import infobox_conflict as ic
from infobox_conflict.syntax.pages import called
from infobox_conflict.vocabulary import load
from tests.mediawiki.adapter import templates

ROOT: Final = Path(__file__).parents[2]
TOOLS: Final = Path(os.environ.get("INFOBOX_MEDIAWIKI_TOOLS") or ROOT.parent / "shared" / "tools" / "mediawiki")
ODD_COMMENT: Final = "<!--->"
LOCAL_ALIAS: Final = "T:"
"""Another name of the namespace `Template` on the wiki that is asked, and on no Wikipedia."""
SEED: Final = 11
TEXTS: Final = 500
NAMES: Final = 1500

needs_tools = pytest.mark.skipif(not (TOOLS / "compare.py").is_file(), reason="needs the shared comparer of wikitext parsers")


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The comparer, where there is a MediaWiki that it can ask."""
    monkeypatch.syspath_prepend(TOOLS)
    module = importlib.import_module("compare")
    if shutil.which("php") is None:
        pytest.skip("needs php")
    if not all(Path(module.ENV[name]).exists() for name in ("MW_INSTALL_PATH", "MW_CONFIG_FILE")):
        pytest.skip("needs a MediaWiki, told by MW_INSTALL_PATH and MW_CONFIG_FILE")
    return module


@needs_tools
@pytest.mark.usefixtures("compare")
@pytest.mark.parametrize("mode", ["all", "infobox"])
def test_generated_texts(mode: str, tmp_path: Path) -> None:
    """Every template of each text, and those that are the infobox; a difference is told with the smallest text that shows it."""
    made = subprocess.run(
        [sys.executable, TOOLS / "gen.py", "gen", "--n", str(TEXTS), "--seed", str(SEED)], stdout=subprocess.PIPE, check=True
    )
    corpus = tmp_path / "generated.jsonl"
    corpus.write_bytes(made.stdout)
    done = subprocess.run(
        [sys.executable, TOOLS / "compare.py", "--cand", "py:tests.mediawiki.adapter:templates", corpus, "--mode", mode, "--shrink", "5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def _shared_vectors() -> list[dict[str, Any]]:
    path = TOOLS / "cases.jsonl"
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return [vector for vector in map(json.loads, lines) if ODD_COMMENT not in vector["text"]]


@needs_tools
def test_shared_vectors() -> None:
    """They hold MediaWiki's answers, so none is needed here."""
    vectors = _shared_vectors()
    modes: tuple[Literal["top", "all"], ...] = ("top", "all")
    assert len(vectors) > 300
    different = [
        (vector["text"], mode, found)
        for vector in vectors
        for mode in modes
        if (found := _plain(templates(vector["text"], mode=mode))) != vector[mode]
    ]
    assert not different


def _plain(found: Any) -> Any:
    """As JSON has it: lists for tuples."""
    return json.loads(json.dumps(found))


@needs_tools
def test_names(compare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The page that a name calls, on the comparer's own odd names, with the library in the place of its rules."""

    class Oracle(compare.Oracle):  # type: ignore[name-defined, misc]
        """MediaWiki, which says nothing of names that hold on its own wiki alone."""

        def one(self, text: str) -> Any:
            return {"templates": []} if text.removeprefix("{{").startswith(LOCAL_ALIAS) else super().one(text)

        def close(self) -> None:
            super().close()
            self.p.stdout.close()

    names = importlib.import_module("names")
    vocabulary = load("en")

    def page(raw: str) -> tuple[str | None, str | None]:
        told = called(names.clean(raw), vocabulary)
        whole = ic.templates(f"{{{{{raw}}}}}")
        assert [(one.page, one.subst) for one in whole] == [(told.page, told.subst)]
        return told.page, told.subst

    monkeypatch.setattr(names, "Oracle", Oracle)
    monkeypatch.setattr(names, "page", page)
    monkeypatch.setattr(sys, "argv", ["names.py", str(NAMES), str(SEED)])
    names.main()
    told = capsys.readouterr().out
    print(told)
    assert f"names: 0 of {told.split()[-2]} differ" in told
    assert int(told.split()[-2]) > NAMES / 2
