"""Law 2: what is expressed reads back as what was meant, or the fact that cannot be expressed is named."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

import infobox_conflict as ic
from infobox_conflict.meaning import express, interpret
from infobox_conflict.vocabulary import load

ROOT: Final = Path(__file__).parents[2]
SHARED: Final = ROOT.parent / "shared"
REAL: Final = sorted(file for part in ("corpus/wikitext", "gold/dev") for file in (SHARED / part).glob("*.wikitext"))
LEAST: Final = 0.99
"""The share of real boxes that must come back whole."""


def back(conflict: ic.Conflict) -> ic.Conflict:
    """What is read from what was expressed."""
    return interpret(express(conflict, load("en")), load("en")).conflict


def claims() -> list[Any]:
    found = []
    for path in sorted((ROOT / "tests" / "cases" / "claims").glob("*.toml")):
        found += [pytest.param(case["box"], id=f"{path.stem}: {case['name']}") for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    return found


def test_the_seed(seed: ic.Document) -> None:
    conflict = seed.infoboxes[0].conflict
    assert back(conflict) == conflict


@pytest.mark.parametrize("box", claims())
def test_invented_boxes(box: str) -> None:
    for one in ic.read("{{Infobox military conflict\n" + box.strip() + "\n}}").infoboxes:
        assert back(one.conflict) == one.conflict


@pytest.mark.skipif(not REAL, reason="the texts are not beside the project")
def test_real_boxes() -> None:
    """What a real box says is said again, every fact, word for word."""
    every, failed = 0, []
    for file in REAL:
        for box in ic.read_path(file).infoboxes:
            every += 1
            try:
                same = back(box.conflict) == box.conflict
            except ic.CannotExpress as refusal:
                failed.append(f"{file.stem}: {refusal}")
            else:
                assert same, file.stem
    print(*failed, sep="\n")
    assert len(failed) <= (1 - LEAST) * every, failed
