"""Our vectors: what the library finds in each is what MediaWiki's preprocessor answered when `answers.py` asked it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

import infobox_conflict as ic

Vector: TypeAlias = dict[str, Any]
VECTORS: Final[list[Vector]] = [json.loads(line) for line in Path(__file__).with_name("vectors.jsonl").read_bytes().splitlines()]


def _ids() -> list[str]:
    seen: Counter[str] = Counter()
    ids = []
    for vector in VECTORS:
        seen[vector["rule"]] += 1
        ids.append(f"{vector['rule']} {seen[vector['rule']]}")
    return ids


each_vector = pytest.mark.parametrize("vector", VECTORS, ids=_ids())


@each_vector
def test_templates_and_parameters(vector: Vector) -> None:
    """Every template with its depth, place and raw name, and every parameter's key, raw name and raw value."""
    found = [
        [one.depth, list(one.span), one.name, [[each.key, each.name, each.value] for each in one.parameters]]
        for one in ic.templates(vector["text"])
    ]
    assert found == [[one["depth"], one["span"], one["name"], one["parameters"]] for one in vector["templates"]]


@each_vector
def test_pages(vector: Vector, request: pytest.FixtureRequest) -> None:
    """The page that each template calls; None for parser functions and names that are no page's."""
    if "differs" in vector:
        request.applymarker(pytest.mark.xfail(reason=vector["differs"], strict=True))
    found = [(one.name, one.page, one.subst, one.function is not None) for one in ic.templates(vector["text"])]
    assert found == [(one["name"], one.get("page"), one.get("subst"), "function" in one) for one in vector["templates"]]


@each_vector
def test_effective_parameters(vector: Vector) -> None:
    """For each key the parameter that MediaWiki hands to the template; where a name is computed, it cannot be told beforehand."""
    for found, told in zip(ic.templates(vector["text"]), vector["templates"], strict=True):
        if "effective" in told:
            parameters = found.parameters
            assert {key: parameters.index(one) for key, one in found.effective.items()} == told["effective"]
        else:
            assert None in [one.key for one in found.parameters]


def test_no_text_stands_twice() -> None:
    texts = [vector["text"] for vector in VECTORS]
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "<!--->" in text], "releases of MediaWiki differ on these"
