"""What the tests of the left wing share: trees as plain values, to be compared with what was meant; and both loaders of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml as pyyaml

from infobox_conflict.syntax import yaml
from infobox_conflict.syntax.tree import MappingNode, Node, ScalarNode, Tree, is_bare

_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?\Z", re.ASCII)


@pytest.fixture(scope="session")
def plain() -> Callable[[Tree, Node], Any]:
    """A node as a string, number, boolean or None, `["l", members]` or `["m", [[key, value], ...]]`; raises Refused.

    Only bare words become other than strings, by the rules of JSON; so a text that lost its quotes is no equal.
    """
    return _plain


def _plain(tree: Tree, node: Node) -> Any:
    tree.check(node)
    if isinstance(node, MappingNode):
        return ["m", [[key, _plain(tree, value)] for key, value in tree.mapping(node).items()]]
    if not isinstance(node, ScalarNode):
        return ["l", [_plain(tree, item) for item in node.value]]
    words: str = node.value
    if not is_bare(node):
        return words
    if words in _WORDS:
        return _WORDS[words]
    if _NUMBER.match(words):
        return float(words) if set(words) & set(".eE") else int(words)
    return words


LOADERS = ("composed", "events", "pure") if yaml.FAST else ("pure",)


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way in which YAML is parsed: composed in C where the text is tame, by events in C, by events in Python."""
    if request.param == "events":
        monkeypatch.setattr(yaml, "_is_tame", lambda _: False)
    elif request.param == "pure":
        monkeypatch.setattr(yaml, "FAST", False)
        monkeypatch.setattr(yaml, "_LOADER", pyyaml.BaseLoader)
    return str(request.param)
