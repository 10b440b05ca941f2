"""YAML out of data: the seed's own front matter, each rule by name, and hostile trees that come back as they were."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from infobox_conflict.problems import CannotWrite
from infobox_conflict.syntax import yaml
from infobox_conflict.syntax.mojibake import damage
from infobox_conflict.syntax.opening import open_text
from infobox_conflict.syntax.tree import DEPTH_LIMIT, Node, Refused, Tree
from infobox_conflict.syntax.yamlwriting import Data, dump
from tests.syntax.yaml_oracle.test_oracle import document

FLAG = "\U0001f1e6\U0001f1ff "
WORDS = "the quick brown fox jumps over the lazy dog"
TWICE = f"{WORDS} {WORDS}"


def data_of(tree: Any) -> Data:
    """A tree of the oracle as plain data, with no number that is not whole."""
    if isinstance(tree, float):
        return int(tree)
    if not isinstance(tree, list):
        return tree  # type: ignore[no-any-return]
    return [data_of(one) for one in tree[1]] if tree[0] == "l" else {key: data_of(one) for key, one in tree[1]}


def tree_of(data: Data) -> Any:
    if isinstance(data, dict):
        return ["m", [[key, tree_of(one)] for key, one in data.items()]]
    return ["l", [tree_of(one) for one in data]] if isinstance(data, list) else data


def test_the_front_matter_of_the_seed_is_written_as_it_stands(seed_path: Path) -> None:
    stored = seed_path.read_bytes().decode()
    text = open_text(stored).text
    front_matter = text.split("---\n")[1]
    data = pyyaml.safe_load(front_matter)
    assert data["infoboxes"][0]["casualties2"]
    assert dump(data) == front_matter
    assert damage(f"---\n{dump(data)}---\n") == stored[: stored.index("---\n", 4) + 4]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("38 killed", " 38 killed"),
        ("1,500+", " 1,500+"),
        ("no", " no"),
        ("12:30", " 12:30"),
        ("2020-10-09", " 2020-10-09"),
        ("null", ' "null"'),
        ("1e3", ' "1e3"'),
        ("0x1F", ' "0x1F"'),
        ("", ' ""'),
        ("Urban warfare:", ' "Urban warfare:"'),
        ("* a", ' "* a"'),
        ('"a"', " '\"a\"'"),
        ('"a\'', ' "\\"a\'"'),
        ("a #b", ' "a #b"'),
        ("a\x07\x1b\x01", ' "a\\a\\e\\x01"'),
        ("\ufffe", ' "\\ufffe"'),
        (None, " null"),
        (True, " true"),
        (7, " 7"),
        ([], " []"),
        ({}, " {}"),
        (["a", ["b", "c"]], "\n  - a\n  - - b\n    - c"),
        ({"b": ["c"]}, "\n  b:\n    - c"),
        ("a\nb", " |-\n  a\n  b"),
        ("a\nb\n", " |\n  a\n  b"),
        ("a\n\n", " |+\n  a\n"),
        (" a\nb", " |2-\n   a\n  b"),
        ("a\n \n", " |+\n  a\n   "),
        ("\t\na", ' "\\t\\na"'),
        (TWICE, f" {WORDS} the quick brown fox jumps over\n  the lazy dog"),
        (f"{TWICE}:", f' "{WORDS} the quick brown fox jumps over\n  the lazy dog:"'),
        (f"a {TWICE}\nb", f" >-\n  a {WORDS} the quick brown fox jumps over\n  the lazy dog\n\n  b"),
        (f"a\n{TWICE}", f" >-\n  a\n\n  {TWICE}"),  # which is what dates the seed
        (f"a:\n \n{TWICE}\n b", f" >-\n  a:\n   \n  {TWICE}\n   b"),
        (f" a\n \n  {TWICE}\nb", f" >2-\n   a\n   \n    {TWICE}\n  b"),
        (f"a\n  b\n \n{TWICE}", f' "a\\n  b\\n\\ \\n{TWICE}"'),  # npm writes a newline too many
        (f"{TWICE}\n  b\u2028c\n \nd", f" >-\n  {WORDS} the quick brown fox jumps over\n  the lazy dog\n    b\u2028c\n   \n  d"),
        ("'" + "x" * 90, ' "\'' + "x" * 74 + "\\\n  " + "x" * 16 + '"'),
        (f"{WORDS}\x07\n b\n", f' "{WORDS}\\a\n\n  \\ b\\n"'),
        (f"{WORDS}\x07\n \nb", f' "{WORDS}\\a\\n\\ \\nb"'),  # npm writes a backslash too many
        (FLAG * 14, f' "{FLAG * 14}"'),
        (FLAG * 16, f' "{FLAG * 15}'.rstrip() + f'\n  {FLAG}"'),
    ],
)
def test_each_form(value: Data, expected: str) -> None:
    assert dump({"a": value}) == f"a:{expected}\n"


@pytest.mark.parametrize(
    ("key", "expected"),
    [("casualties1", "casualties1"), ("7", '"7"'), ("", '""'), ("a,b", '"a,b"'), ('{"', "'{\"'"), ("a\nb", '"a\\nb"'), ("\x85", '"\x85"')],
)
def test_keys(key: str, expected: str) -> None:
    assert dump({key: "x"}) == f"{expected}: x\n"


def test_a_text_behind_a_long_key_begins_below_it() -> None:
    key = "k" * 70
    assert dump({key: TWICE}) == f"{key}:\n  {WORDS} the quick brown fox jumps over the\n  lazy dog\n"
    assert dump({key: f"a\n{TWICE}"}) == f'{key}: "a\\n{TWICE}"\n'


def test_what_no_yaml_of_ours_can_hold_is_refused() -> None:
    deep: Data = "x"
    for _ in range(DEPTH_LIMIT + 2):
        deep = [deep]
    for data in ({"a": deep}, {"k" * 1024: "x"}, {"a": "\ud800"}, {"\udfff": "x"}):
        with pytest.raises(CannotWrite):
            dump(data)
    with pytest.raises(TypeError):
        dump({"a": 1.5})  # type: ignore[dict-item]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_hostile_trees_come_back(plain: Callable[[Tree, Node], Any], loader: str, rng: random.Random) -> None:
    data = data_of(document(rng))
    assert isinstance(data, dict)
    try:
        text = dump(data)
    except CannotWrite:
        event("refused")
        return
    event("written")
    parsed = yaml.parse(text, frozenset(data))
    if loader == "pure" and any(problem.code == "bad-yaml" for problem in parsed.problems):
        event("refused by PyYAML without libyaml")
        return
    assert not parsed.problems
    for key, value in data.items():
        (node,) = parsed.values[key]
        try:
            assert plain(parsed.tree, node) == tree_of(value)
        except Refused:
            event("refused by the reader")
            raise
