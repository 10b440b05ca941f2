"""The strategies keep their promise: every shape that they name occurs, and often enough to mean something."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import infobox_conflict as ic
from tests.strategies import FORMATS, HOSTILE, SHAPES, Written, documents, hostile_shapes, shapes

EXAMPLES = 1200
READ = 2
"""Every second document is read, too."""
FEWEST, FEWEST_FACTS = 3, 2


@pytest.mark.parametrize("form", FORMATS)
def test_every_shape_occurs(form: str) -> None:
    counts: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    drawn = 0

    # Always the same documents, so that the counts are the same on every run. One in five is well-formed.
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 4).flatmap(lambda how: documents(form, hostile=how < 4)))
    def collect(written: Written) -> None:
        nonlocal drawn
        drawn += 1
        counts.update(written.shapes)
        if not drawn % READ:
            facts.update(shape for box in ic.read(written.text).infoboxes if box.is_conflict for shape in fact_shapes(box))

    collect()
    assert set(counts) <= set(shapes(form)), "a shape that is not named"
    assert {shape: counts[shape] for shape in shapes(form) if counts[shape] < FEWEST} == {}
    # The laws are about facts, so the documents must give facts of every sort, and evidence of every role.
    assert {shape: facts[shape] for shape in FACT_SHAPES if facts[shape] < FEWEST_FACTS} == {}
    print(drawn, "documents", *(f"\n  {counts[shape]:5} {shape}" for shape in shapes(form)))
    print(drawn // READ, "read", *(f"\n  {facts[shape]:5} {shape}" for shape in FACT_SHAPES))


FACT_SHAPES = (
    *("a figure", "a claimant", "a party", "a scope", "two scopes", "a parent", "two fates", "a note", "an as-of date", "unread words"),
    *("a commander", "a rank", "a person's fate", "a belligerent", "a part of a belligerent", "a unit", "a period", "a phase", "a result"),
    *("the joint row", "no place in the box", "a doubt"),
    *(f"form: {form}" for form in ("exact", "range", "alternatives", "at_least", "more_than", "at_most", "fewer_than", "vague", "unknown")),
    *("form: qualitative", "form: none"),
)


def fact_shapes(box: ic.Box) -> set[str]:
    """What sorts of facts a box has."""
    conflict, figures = box.conflict, box.conflict.figures
    found = {f"form: {figure.amount.form}" for figure in figures}
    tests = {
        "a figure": figures,
        "a claimant": conflict.claimants,
        "a party": [f for f in figures if f.party],
        "a scope": [f for f in figures if f.scopes],
        "two scopes": [f for f in figures if len(f.scopes) > 1],
        "a parent": [p for p in conflict.parents if p is not None],
        "two fates": [f for f in figures if len(f.fates) > 1],
        "a note": [f for f in figures if f.notes],
        "an as-of date": [f for f in figures if f.as_of],
        "unread words": box.unread,
        "a commander": conflict.commanders,
        "a rank": [c for c in conflict.commanders if c.rank],
        "a person's fate": [c for c in conflict.commanders if c.fates],
        "a belligerent": conflict.combatants,
        "a part of a belligerent": [c for c in conflict.combatants if c.part_of],
        "a unit": conflict.units,
        "a period": conflict.periods,
        "a phase": [p for p in conflict.periods if p.label],
        "a result": conflict.result,
        "the joint row": conflict.joint.casualties,
        "no place in the box": [e for e in conflict.entries if conflict.placement(e) == "unplaced"],
        "a doubt": box.problems,
    }
    return found | {name for name, there in tests.items() if there}


def test_every_hostile_shape_is_named() -> None:
    assert set(HOSTILE) == {shape for form in FORMATS for shape in hostile_shapes(form)}
    for form in FORMATS:
        assert len(set(shapes(form))) == len(shapes(form))
        assert set(hostile_shapes(form)) <= set(shapes(form)) <= set(SHAPES)
