"""The example scripts run as their first lines say, and print what they promise."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEED = "seeds/battle-of-hadrut.md"


def run(script: str, *arguments: str) -> str:
    """What a script prints; it may print nothing to standard error and must end well."""
    done = subprocess.run(
        [sys.executable, f"examples/{script}", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_claims_table() -> None:
    rows = list(csv.DictReader(io.StringIO(run("claims_table.py", SEED))))
    killed = [row for row in rows if "killed" in row["fates"].split()]
    assert [(row["side"], row["claimant"], row["low"], row["high"], row["line"]) for row in killed] == [
        ("2", "Azerbaijan", "38", "", "117"),
        ("", "Artsakh", "11", "11", "158"),
    ]
    assert len(rows) == 24


def test_rival_claims() -> None:
    assert run("rival_claims.py", SEED) == (
        "Battle of Hadrut\n  side 1, personnel casualties\n    Azerbaijan: Unspecified (line 95)\n    Artsakh: Unspecified (line 98)\n"
    )


def test_built_by_hand() -> None:
    assert run("built_by_hand.py") == (
        "Roman dead, by nobody in particular: no number, rival claimants are not added: Livy, Polybius\n"
        "Roman dead, by Livy: 48,200 to ?\n"
        "Roman dead, by Polybius: 70,000\n"
        "Carthaginian dead, by Polybius: 5,700\n"
        "Carthaginian strength: 50,000 to ?\n"
    )


def test_every_example_is_tested() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    for script in (ROOT / "examples").glob("*.py"):
        assert f'run("{script.name}"' in here
