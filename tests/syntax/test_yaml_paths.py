"""The two ways of reading YAML, composed in C and event by event, give the same nodes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st
from yaml import dump

from infobox_conflict.syntax import yaml
from infobox_conflict.syntax.tree import MappingNode, Node, ScalarNode, SequenceNode, Tree

pytestmark = pytest.mark.skipif(not yaml.FAST, reason="PyYAML was built without libyaml, so there is one way only")

WANTED = frozenset({"infoboxes", "title"})
LINES = st.lists(
    st.tuples(
        st.sampled_from(("", "", "  ", "    ", "      ", "- ", "  - ", "    - ", "---", "...", "\t")),
        st.sampled_from(("infoboxes:", "title:", "a:", "text:", "b: c", "? d", "[a, b]", "{a: b}", "&x y", "*x", "!t z", "|-", ">-", "|2", "'q", '"q"', "# c", "%Y", "e: 'f", ": g")),
        st.sampled_from(("", "", "", " h", " |-", " >", " 'i'", ' "j\\n"', " [k, {l: m}]", " #n", "  ", " - o", " é\U0001f1e6\U0001f1ff")),
    ).map("".join),
    max_size=12,
).map("\n".join)

WORDS = st.text(st.sampled_from("ab 1:#-,'\"\n*&!?[{é\U0001f1e6"), max_size=12)
TREES = st.dictionaries(st.sampled_from(("infoboxes", "title", "other")), st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8))
WRITTEN = st.builds(
    lambda tree, style, width, flow: dump(tree, default_style=style, width=width, default_flow_style=flow, allow_unicode=True, sort_keys=False),
    TREES, st.sampled_from((None, None, "'", '"', "|", ">")), st.sampled_from((10, 80)), st.sampled_from((False, False, None)),
)  # fmt: skip


def plain(node: Node) -> Any:
    """A node with its place, for comparison."""
    place = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        return (*place, node.value, node.style or None)
    if isinstance(node, SequenceNode):
        return (*place, [plain(item) for item in node.value])
    assert isinstance(node, MappingNode)
    return (*place, [(plain(key), plain(value)) for key, value in node.value])


@given(LINES | WRITTEN)
@example("infoboxes:\n  - a:\n      text: b\n")
@example("infoboxes:\n- a: |-\n    * b\n    * c\n  d: e\ntitle: 'f'\n")
def test_both_ways_agree(text: str) -> None:
    composed = yaml._composed(text, WANTED) if yaml._is_tame(text) else None  # noqa: SLF001 (the two ways are private)
    event("composed" if composed else "nothing composed" if composed is not None else "left to the events")
    if composed is None:
        return
    reader = yaml._Reader(Tree(text, 0, yaml._lay), text, {}, WANTED)  # noqa: SLF001 (the two ways are private)
    assert reader.run() is None
    assert not reader.tree.faults
    assert {key: [plain(node) for node in nodes] for key, nodes in reader.values.items()} == {
        key: [plain(node) for node in nodes] for key, nodes in composed.items()
    }


@pytest.mark.parametrize(
    "text", ["a: &b c", "a: *b", "a: !b c", "[" * 50, "- " * 50 + "a", "? a\n: b", "%YAML 1.3\n---\na: b", "a: b\n...\nc: d", "a: \x85", " " * 50 + "a: b"]
)
def test_what_must_be_refused_by_its_place_is_not_composed(text: str) -> None:
    assert not yaml._is_tame(text)  # noqa: SLF001 (the two ways are private)
