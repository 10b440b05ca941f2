"""The plan of the house: two wings that meet in the waist, and imports that point down."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import infobox_conflict

HOUSE = Path(infobox_conflict.__file__).parent
NAME = "infobox_conflict"
FLOORS = (
    ("values",),
    ("problems", "content", "vocabulary"),
    ("syntax", "meaning"),
    ("_conflicts", "reading"),
    ("_files", "comparing", "edits", "explaining", "records", "views", "writing"),
    ("_edits", "dumps"),
    ("strategies",),
    ("_hypothesis", "cli"),
    ("__main__",),
)
"""From the ground up; a module imports from floors below its own, and inside its own wing."""
TYPES_ONLY = {("meaning.model", "meaning.totals"), ("meaning.model", "vocabulary")}
"""`Conflict.total` looks its arithmetic up when it is called: totals read the model, and users ask the model."""


def modules() -> dict[str, Path]:
    """Every module of the package by its name inside it."""
    return {".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path for path in sorted(HOUSE.rglob("*.py"))}


def imports(name: str, path: Path) -> Iterator[str]:
    """Our own modules that a module imports anywhere, functions included."""
    package = name.split(".") if path.name == "__init__.py" and name != "__init__" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
            yield from _targets(".".join(base), [alias.name for alias in node.names])
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == NAME:
            yield from _targets((node.module or "").removeprefix(NAME).lstrip("."), [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            yield from (alias.name.removeprefix(NAME).lstrip(".") for alias in node.names if alias.name.split(".")[0] == NAME)


def _targets(base: str, names: list[str]) -> Iterator[str]:
    """What `from base import names` loads: submodules where there are any of these names, else the base."""
    known = modules()
    for name in names:
        inner = f"{base}.{name}".lstrip(".")
        target = inner if inner in known else base
        if target:
            yield target


GRAPH = {name: set(imports(name, path)) - {name} for name, path in modules().items() if name != "__init__"}


def floor(name: str) -> int:
    """The floor that a module stands on."""
    return next(at for at, names in enumerate(FLOORS) if name.split(".", maxsplit=1)[0] in names)


@pytest.mark.parametrize("name", GRAPH)
def test_imports_point_down(name: str) -> None:
    for target in GRAPH[name]:
        if (name, target) in TYPES_ONLY:
            continue
        same_wing = name.split(".", maxsplit=1)[0] == target.split(".")[0]
        assert floor(target) < floor(name) or same_wing, f"{name} imports {target}"


def test_no_import_between_the_wings() -> None:
    crossing = [(name, target) for name, targets in GRAPH.items() for target in targets if {name.split(".")[0], target.split(".")[0]} == {"syntax", "meaning"}]
    assert not crossing


def test_no_circles() -> None:
    graph = {name: {target for target in targets if (name, target) not in TYPES_ONLY} for name, targets in GRAPH.items()}
    while leaves := {name for name, targets in graph.items() if not targets & graph.keys()}:
        graph = {name: targets for name, targets in graph.items() if name not in leaves}
    assert not graph, f"these import each other: {sorted(graph)}"


def test_nobody_imports_the_command_line() -> None:
    assert {name for name, targets in GRAPH.items() if "cli" in targets} == {"__main__"}


def test_the_import_does_no_work() -> None:
    code = "import sys, infobox_conflict; print(sorted(m for m in sys.modules if m.startswith(('infobox_conflict', 'pydantic', 'yaml'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['infobox_conflict']"


def test_reading_loads_no_command_line_and_no_test_tools() -> None:
    code = "import sys, infobox_conflict as ic; ic.read('---'); print(*(m for m in sys.modules if m.split('.')[0] in ('hypothesis', 'argparse', 'pytest')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not done.stdout.split()


def test_no_word_of_a_language_in_the_code() -> None:
    """Text patterns belong to the data; the closed sets of the model are names of our own."""
    words = {"soldiers", "men", "according to", "claim", "claims", "estimate", "january", "october", "at least", "several", "dozens", "per", "bc", "circa"}
    found = [
        f"{name}: {node.value!r}"
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.casefold() in words
    ]
    assert set(found) <= {"edits.figures: 'claim'", "meaning.who: 'claim'", "meaning.phrases: 'claim'", "meaning.counting: 'claim'", "meaning.statements: 'claim'", "meaning.dates: 'bc'"}, found
