"""What we write is, byte for byte, what npm `yaml` 2.1.3 writes, but where that cannot be read back as it was meant.

It runs as `test_oracle.py` does, and on as many trees.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infobox_conflict.problems import CannotWrite
from infobox_conflict.syntax import yaml
from infobox_conflict.syntax.yamlwriting import dump
from tests.syntax.test_yamlwriting import data_of, tree_of
from tests.syntax.yaml_oracle import test_oracle as oracle

pytestmark = oracle.pytestmark

UNREADABLE = re.compile("[\ufffe\uffff\ud800-\udfff]|\\\\ud[89a-f]")
"""Characters that our reader refuses, halves of pairs that npm parted among them."""


@pytest.fixture(scope="module")
def writer() -> Iterator[oracle.Writer]:
    """The release that wrote the seed, or one that writes as it did."""
    running = oracle.Writer("yaml-2.1")
    yield running
    running.close()


def outcome(writer: oracle.Writer, tree: Any) -> str:
    """What became of a tree that both have written."""
    data = data_of(tree)
    assert isinstance(data, dict)
    tree = tree_of(data)
    expected, own_reading = writer.write(tree)
    try:
        text = dump(data)
    except CannotWrite:
        assert UNREADABLE.search(expected) or "\n? " in f"\n{expected}" or re.search(r"^\s*(?:- )*\? ", expected, re.MULTILINE)
        return "refused"
    if text == expected:
        return "the same"
    parsed = yaml.parse(expected, oracle.WANTED)
    readable = not parsed.problems and not UNREADABLE.search(expected)
    assert not (readable and json.dumps(own_reading) == json.dumps(tree)), (text, expected)
    return "not as npm, whose text says something else" if readable else "not as npm, whose text we cannot read"


def test_many_trees(writer: oracle.Writer) -> None:
    rng = random.Random(2021)
    counts = Counter(outcome(writer, oracle.document(rng)) for _ in range(oracle.TREES))
    print(dict(counts))
    assert counts["the same"] > oracle.TREES * 0.8


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_tree(writer: oracle.Writer, rng: random.Random) -> None:
    outcome(writer, oracle.document(rng))
