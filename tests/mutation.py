"""Mutation testing of the heart: code is broken a little at a time in a copy, and the tests must notice.

    python tests/mutation.py [--count 100] [--seed 1066] [--only PART] [--list]

A mutant is one change of one place: a comparison, a joint of conditions, a negation, a number, a sum, or a statement that is left out.
The sample is the same for a seed as long as the code is. Each mutant is tried with the fast tests of its part, in the order in which
they are likeliest to notice; it is killed by the first that fails or takes too long. Printed are the survivors, as they are to be looked
at one by one, and the share of the killed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
HOUSE: Final = Path("src/infobox_conflict")
TIMEOUT: Final = 120
"""Seconds after which a mutant counts as one that never ends."""
_READING: Final = (
    *("src/infobox_conflict/meaning", "tests/meaning/test_dates.py", "tests/meaning/test_claims.py", "tests/meaning/test_ten_boxes.py"),
    *("tests/test_records.py", "tests/test_views.py", "tests/laws/test_twins.py"),
)
_EDITING: Final = ("src/infobox_conflict/edits", "tests/edits/test_edits.py", "tests/laws/test_edits.py")
_SPOKEN: Final = ("test_edit_writes_the_file_whole_and_keeps_its_mode", "test_edit_tells_what_is_wrong_on_one_line")
PARTS: Final[dict[str, tuple[str, ...]]] = {
    **{f"meaning/{name}.py": _READING for name in ("amounts", "phrases", "parents", "who", "dates", "outcome")},
    **{f"edits/{path.name}": _EDITING for path in sorted((ROOT / HOUSE / "edits").glob("*.py"))},
    "edits/spoken.py": ("src/infobox_conflict/edits", *(f"tests/test_cli.py::{name}" for name in _SPOKEN)),
    "syntax/rewriting.py": ("tests/syntax/test_rewriting.py", *_EDITING),
}
"""Where code is broken, and the tests that must notice."""
LEFT_OUT: Final = "not time_grows and not every_shape and not real_boxes and not an_edit_says"
"""Tests that take long and look at other things."""
_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change of a file: characters from *start* to *end* become *words*."""

    file: str
    line: int
    start: int
    end: int
    words: str
    was: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {_short(self.was)}  ->  {_short(self.words)}"


def _short(words: str) -> str:
    return " ".join(words.split())[:110]


def mutants(file: str, text: str) -> Iterator[Mutant]:
    """Every mutant of a file."""
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line.encode()))
    data = text.encode()

    def place(node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        ends = lines[node.lineno - 1] + node.col_offset, lines[node.end_lineno - 1] + node.end_col_offset
        return len(data[: ends[0]].decode()), len(data[: ends[1]].decode())

    for node in _living(ast.parse(text)):
        for changed in _changed(node):
            start, end = place(node)
            words = changed if isinstance(changed, str) else f"({ast.unparse(changed)})"
            yield Mutant(file, node.lineno, start, end, words, text[start:end])


def _living(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """The expressions and statements that do something: no annotations, no docstrings."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST):
                if isinstance(node, ast.expr | ast.stmt) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                    yield node
                yield from _living(node)


def _changed(node: ast.expr | ast.stmt) -> Iterator[ast.expr | str]:
    """What a node may become."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare():
            new.ops[0] = _COMPARISONS[type(new.ops[0])]()
            yield new
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
            yield new
            if len(new.values) > 1:
                yield new.values[0]
                yield new.values[-1]
        case ast.UnaryOp(op=ast.Not()):
            yield new.operand
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            new.op = ast.Sub() if isinstance(new.op, ast.Add) else ast.Add()
            yield new
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp():
            yield new.orelse
            yield new.body
        case ast.Expr(value=ast.Call()) | ast.Assign() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Raise():
            yield "pass"


def _broken(text: str, mutant: Mutant) -> str:
    return text[: mutant.start] + mutant.words + text[mutant.end :]


def survives(mutant: Mutant, tree: Path) -> bool:
    """Whether all tests of a part pass with a mutant in it."""
    path = tree / HOUSE / mutant.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(_broken(sound, mutant), encoding="utf-8")
    try:
        return _passes(PARTS[mutant.file], tree)
    finally:
        path.write_text(sound, encoding="utf-8")


def _passes(tests: tuple[str, ...], tree: Path) -> bool:
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "HYPOTHESIS_PROFILE": "few", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-k", LEFT_OUT, *tests]
    try:
        return subprocess.run(command, cwd=tree, env=environment, capture_output=True, timeout=TIMEOUT, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main() -> int:
    """Try a sample of mutants; 0 whatever survives, since that is for people to judge, and 1 where the tests fail without them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=100, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1066)
    parser.add_argument("--only", choices=PARTS, help="mutants of one file")
    parser.add_argument("--list", action="store_true", help="print the sample and try nothing")
    args = parser.parse_args()
    every = [
        mutant
        for file in ([args.only] if args.only else PARTS)
        for mutant in mutants(file, (ROOT / HOUSE / file).read_text(encoding="utf-8"))
    ]
    sample = random.Random(args.seed).sample(every, min(args.count, len(every)))
    print(f"{len(sample)} of {len(every)} mutants", flush=True)
    if args.list:
        print(*sample, sep="\n")
        return 0
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", "node_modules", ".venv", ".hypothesis", "__pycache__"))
        for tests in {PARTS[mutant.file] for mutant in sample}:
            if not _passes(tests, tree):
                print(f"the tests fail where nothing is broken: {' '.join(tests)}")
                return 1
        for at, mutant in enumerate(sample):
            if survives(mutant, tree):
                print(f"survives ({at + 1}): {mutant}", flush=True)
            else:
                killed += 1
            if not (at + 1) % 10:
                print(f"{killed} of {at + 1} killed", flush=True)
    print(f"{killed} of {len(sample)} killed: {killed / len(sample):.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
