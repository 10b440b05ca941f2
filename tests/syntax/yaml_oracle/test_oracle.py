"""What npm `yaml` writes, our reader reads as it was meant, or refuses; it never reads it differently in silence.

It runs where node is on the path and `npm ci` was run in this folder. YAML_ORACLE_TREES says how many trees each
release of npm `yaml` writes; `pytest -rP` shows what became of them.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infobox_conflict.syntax import frontmatter, yaml
from infobox_conflict.syntax.tree import Node, Refused, ScalarNode, Tree, walk

HERE = Path(__file__).parent
TREES = int(os.environ.get("YAML_ORACLE_TREES", "600"))
NODE = shutil.which("node")
WANTED = frozenset({"infoboxes", "title"})
Data = Any
"""A scalar, `["l", members]` or `["m", [[key, tree], ...]]`."""

pytestmark = pytest.mark.skipif(
    NODE is None or not (HERE / "node_modules").is_dir(), reason=f"needs node, and `npm ci` run in {HERE.name}"
)


class Writer:
    """One release of npm `yaml` in a running node."""

    def __init__(self, release: str) -> None:
        assert NODE is not None
        self.node = subprocess.Popen([NODE, "oracle.mjs", release], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def write(self, tree: Data) -> tuple[str, Data]:
        """The tree as YAML, and what npm itself reads there: None where it refuses its own text."""
        assert self.node.stdin is not None
        assert self.node.stdout is not None
        self.node.stdin.write(json.dumps(tree).encode() + b"\n")
        self.node.stdin.flush()
        answer = json.loads(self.node.stdout.readline())
        return answer[0], answer[1]

    def close(self) -> None:
        """End the node that was started."""
        self.node.communicate()
        assert self.node.returncode == 0


@pytest.fixture(scope="module", params=["yaml-2.1", "yaml-2.9"])
def writer(request: pytest.FixtureRequest) -> Iterator[Writer]:
    """Each release in turn."""
    running = Writer(request.param)
    yield running
    running.close()


# Outcomes, best first. *lost by npm*: the text says something else than the tree, and npm reads there what we read.
EQUAL, REFUSED, LOST, DIFFERENT = "equal", "refused", "lost by npm", "DIFFERENT"


def outcome(writer: Writer, tree: Data, plain: Callable[[Tree, Node], Data]) -> tuple[str, str]:
    """What became of a tree that was written and read, and the refusal's code or the YAML text."""
    text, own_reading = writer.write(tree)
    assert_front_matter(text)
    parsed = yaml.parse(text, WANTED)
    codes = [problem.code for problem in parsed.problems]
    worst = EQUAL
    for name in sorted(WANTED):
        nodes = parsed.values.get(name, [])
        if len(nodes) != 1:
            worst = worst if parsed.problems else DIFFERENT
            continue
        try:
            reading = json.dumps(plain(parsed.tree, nodes[0]))
        except Refused as refused:
            codes.append(refused.problem.code)
            continue
        assert_maps(parsed.tree, nodes[0])
        if reading == json.dumps(dict(own_reading[1]).get(name) if own_reading else None):
            worst = worst if reading == json.dumps(dict(tree[1])[name]) else max(worst, LOST, key=_badness)
        elif reading != json.dumps(dict(tree[1])[name]):
            return DIFFERENT, text
    return (REFUSED, codes[0]) if codes and worst == EQUAL else (worst, text if worst == DIFFERENT else "")


def _badness(kind: str) -> int:
    return (EQUAL, REFUSED, LOST, DIFFERENT).index(kind)


def assert_maps(tree: Tree, node: Node) -> None:
    """The map of every scalar tiles its words, and its verbatim pieces are the same words on both sides."""
    for part in walk(node):
        if isinstance(part, ScalarNode):
            at, span = 0, tree.span(part)
            for piece in tree.map(part).pieces:
                assert piece.inner.start == at
                assert span.start <= piece.outer.start <= piece.outer.end <= span.end
                assert piece.kind != "verbatim" or piece.inner.of(part.value) == piece.outer.of(tree.text)
                at = piece.inner.end
            assert at == len(part.value)


def assert_front_matter(text: str) -> None:
    """Whatever npm writes, the `---` after it is the one that closes the front matter."""
    whole = f"---\n{text}---\nbody\n---\n"
    assert frontmatter._closing(whole, 4) == 4 + len(text)  # noqa: SLF001 (the place is the thing tested)


def tell(counts: Counter[tuple[str, str]]) -> None:
    """Print what became of the trees, for `pytest -rP`."""
    for (kind, code), number in sorted(counts.items(), key=lambda item: _badness(item[0][0])):
        print(f"{number:6} {kind} {code}")


def test_many_trees(writer: Writer, plain: Callable[[Tree, Node], Data], loader: str) -> None:
    """Seeded trees: most are equal, none is different in silence."""
    rng, counts = random.Random(2020), Counter[tuple[str, str]]()
    trees = TREES // 10 if loader == "pure" else TREES
    for _ in range(trees):
        counts[outcome(writer, document(rng), plain)] += 1
    tell(counts)
    assert not [text for kind, text in counts if kind == DIFFERENT]
    assert counts[EQUAL, ""] > trees * 0.7


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_tree(writer: Writer, plain: Callable[[Tree, Node], Data], rng: random.Random) -> None:
    """The same with Hypothesis at the dice, which makes a failing tree small."""
    assert outcome(writer, document(rng), plain)[0] != DIFFERENT


# --- hostile documents ------------------------------------------------------------------------------------

SPACES = ("\t", "\x85", "\u2028", "\u2029", "\xa0", "\ufeff", "\u200b", "\u3000", "\x7f", "\x80", "\x9f", " ", "  ", "    ")
LINES = ("\n", "\n\n", "\n\n\n", "\n ", "\n  ", " \n", "\t\n", "\n- ", "\n---\n", "\n...\n", "\n---", "\n# ", "\n%", "\r", "\r\n", "\n\n  \n")
SIGNS = (
    *("'", '"', "''", "\\", "\\n", "---", "...", "%", "#", " #", ": ", ":", ":\n", "- ", "? ", "-", "?", "!", "&", "*", "&a ", "*a ", "!!str "),
    *("|", ">", ">-", "|+", "@", "`", "[", "]", "{", "}", ",", ", ", "[]", "{}", "é", "e\u0301", "–", "’", "中文", "Артах", "عربي", "\u202e"),
    *("\U0001f1e6\U0001f1ff", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "\ufdd0", "\U0001fffe", "\U0010ffff", "\U000f0000", "\U00100000", "\ue000"),
)
SCALARS = (
    *("~", "=", "<<", "null", "true", "no", "Yes", "on", "y", "12:30", "1_500", "0o7", "0x1F", "0777", "1e3", ".5", "-.inf", ".NaN", "Null"),
    *("2020-10-09", "2020-13-45", "1,500+", "+1", "-0", "", "123456789012345678901234567890"),
)
UNREADABLE = ("\ud800", "\udc00", "\udfff", "\ufffe", "\uffff", "\x00", "\x07", "\x1b", "\n\t", "\t")
MILD = ("\n", "\n\n", " \n", "\n ", "\n* ", "'", '"', "\\", "#", ": ", " #", "- ", "[", "{", "é", "—")
TROUBLE = (*SPACES, *LINES, *SIGNS, *SCALARS)
WORDS = ("killed", "of", "the", "Artsakh", "5–6", "1,500", "a", "T-72", "(per", "Azerbaijan)", "x" * 30, "—", "Հայ", "\U0001f1e6\U0001f1ff")
KEYS = ("conflict", "combatant1", "casualties2", "date", "strength1", "x", "12", "1", "", "null", "a b", "__proto__", "toString", "<<", "=")
NUMBERS = (None, True, False, 0, -1, 2700, 1.5, 1e21, 1e-7, 123456789012)


def document(rng: random.Random) -> Data:
    """A tree shaped as our documents, its texts full of what YAML may stumble over."""
    made = Maker(rng, rng.choices((TROUBLE, MILD, TROUBLE + UNREADABLE), (6, 3, 1))[0])
    pairs: list[list[Data]] = [["infoboxes", ["l", [made.box() for _ in range(rng.choice((0, 1, 1, 1, 2)))]]], ["title", made.text()]]
    for at in (0, 2):
        if rng.random() < 0.3 and (key := made.key()) not in WANTED:
            pairs.insert(at, [key, made.tree(3)])
    return json.loads(json.dumps(["m", list(dict(map(tuple, pairs)).items())]))  # makes one character of two halves, as JSON does


class Maker:
    """Makes parts of documents; *trouble* is what it sprinkles into texts."""

    def __init__(self, rng: random.Random, trouble: Sequence[str]) -> None:
        self.rng, self.trouble = rng, trouble

    def box(self) -> Data:
        """Mostly an infobox."""
        return self.mapping(self.rng.randrange(1, 5), self.value) if self.rng.random() < 0.95 else self.tree(3)

    def value(self) -> Data:
        """Mostly a value with text, links and formatting."""
        if self.rng.random() < 0.15:
            return self.tree(3)
        pairs: list[list[Data]] = [["text", self.text()]]
        if self.rng.random() < 0.2:
            pairs.append(["number", self.rng.randrange(10**6)])
        if self.rng.random() < 0.3:
            links = [[[key, self.text()] for key in ("text", "type", "page") if self.rng.random() < 0.7] for _ in range(self.rng.randrange(3))]
            pairs.append(["links", ["l", [["m", link] for link in links]]])
        if self.rng.random() < 0.2:
            pairs.append(["formatting", ["m", [["bold", ["l", [self.text() for _ in range(self.rng.randrange(3))]]]]]])
        return ["m", pairs]

    def tree(self, depth: int) -> Data:
        """Any tree."""
        kind = self.rng.random()
        if depth == 0 or kind < 0.5:
            return self.rng.choice(NUMBERS) if self.rng.random() < 0.3 else self.text()
        size = self.rng.choice((0, 1, 1, 2, 3))
        return ["l", [self.tree(depth - 1) for _ in range(size)]] if kind < 0.75 else self.mapping(size, lambda: self.tree(depth - 1))

    def mapping(self, size: int, value: Callable[[], Data]) -> Data:
        """A mapping with no key twice."""
        return ["m", [[key, value()] for key in dict.fromkeys(self.key() for _ in range(size))]]

    def key(self) -> str:
        """Mostly a parameter's name."""
        return self.rng.choice(KEYS) if self.rng.random() < 0.7 else self.text()[: self.rng.choice((20, 60, 200, 2000))]

    def text(self) -> str:
        """A text: trouble alone, a long line that will be folded, or several lines."""
        match self.rng.randrange(10):
            case 0 | 1:
                return "".join(self.rng.choices(self.trouble, k=self.rng.randrange(7)))
            case 2:
                return "".join(map(self.rng.choice, (("", " "), self.trouble, WORDS, self.trouble)))
            case 3 | 4:
                return " ".join(self.rng.choices(WORDS, k=self.rng.randrange(30)))
            case 5 | 6:
                return self.line(self.rng.choice((0.05, 0.3)), 30)
        lines = [self.indented() + "\n" * self.rng.choice((1, 1, 1, 2, 2, 3, 6)) for _ in range(self.rng.randrange(1, 8))]
        ends = (("", "", "\n", "\n\n"), ("", "", "\n", "\n\n", "\n \n"))
        return self.rng.choice(ends[0]) + "".join(lines).rstrip("\n") + self.rng.choice(ends[1])

    def indented(self) -> str:
        """One line of several: perhaps a bullet, perhaps more indented, perhaps with blanks at its end."""
        words = self.line(self.rng.choice((0, 0, 0.05)), 12) if self.rng.random() < 0.5 else " ".join(self.rng.choices(WORDS, k=self.rng.randrange(25)))
        return self.rng.choice(("", "", "", "* ", "  ", " ", "    ", "- ")) + words + self.rng.choice(("", "", "", " ", "  ", "\t"))

    def line(self, trouble: float, longest: int) -> str:
        """Words with blanks or trouble between them."""
        out = []
        for word in self.rng.choices(WORDS, k=self.rng.randrange(longest)):
            out += [word, self.rng.choice(self.trouble) if self.rng.random() < trouble else self.rng.choice((" ", " ", " ", " ", "  ", "   "))]
        return "".join(out)
