"""Sequences of edits against a plain model: a dict from the address of a figure to what it counts."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import infobox_conflict as ic

WIKITEXT = """{{Infobox military conflict
| combatant1 = [[Rome]]
| combatant2 = [[Carthage]]
| strength1 = 1,500 men<ref name="a">Smith</ref>
| strength2 = {{circa|230}} men
| casualties1 = {{plainlist|
* '''Per Rome:'''
* 38 killed <!-- 40? -->
* fifteen wounded{{efn|x}}
}}
| casualties2 = 2,000&ndash;3,000 killed<br />at least 12 captured
}}"""
TEXTS = (WIKITEXT, WIKITEXT.replace("\n", "\r\n"), ic.convert(ic.read(WIKITEXT), "frontmatter").text, ic.convert(ic.read(WIKITEXT), "json").text)
COUNTS = st.one_of(st.integers(1, 99), st.integers(100, 3_000_000))


class Edits(RuleBasedStateMachine):
    """A document and what it must say."""

    def __init__(self) -> None:
        super().__init__()
        self.document = ic.read(TEXTS[0])
        self.model = counts(self.document)
        self.done = 0

    @precondition(lambda self: not self.done)
    @rule(text=st.sampled_from(TEXTS))
    def begin(self, text: str) -> None:
        self.document = ic.read(text)
        self.model = counts(self.document)

    @rule(data=st.data(), low=COUNTS, more=st.integers(1, 1000), way=st.sampled_from(["both", "range", "floor", "ceiling"]))
    def set_figure(self, data: st.DataObject, low: int, more: int, way: str) -> None:
        path = data.draw(st.sampled_from(sorted(self.model)))
        bounds: dict[str, int | None] = {
            "both": {"low": low, "high": low},
            "range": {"low": low, "high": low + more},
            "floor": {"low": low, "high": None},
            "ceiling": {"low": None, "high": low},
        }[way]  # type: ignore[assignment]
        asked: Any = ic.SetFigure(path, **bounds)  # type: ignore[arg-type]
        if self.attempt(asked):
            self.model[path] = (bounds["low"], bounds["high"])

    @rule(data=st.data(), first=COUNTS, second=COUNTS)
    def set_two(self, data: st.DataObject, first: int, second: int) -> None:
        one, other = data.draw(st.lists(st.sampled_from(sorted(self.model)), min_size=2, max_size=2, unique=True))
        if self.attempt(ic.SetFigure(one, low=first, high=first), ic.SetFigure(other, low=second, high=second)):
            self.model |= {one: (first, first), other: (second, second)}

    @precondition(lambda self: len(self.model) > 3)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.model)))
        if self.attempt(ic.Remove(path)):
            field, at = path[:-1].split("[")
            del self.model[path]
            for behind in sorted((one for one in self.model if one.startswith(f"{field}[")), key=lambda one: int(one[len(field) + 1 : -1])):
                number = int(behind[len(field) + 1 : -1])
                if number > int(at):
                    self.model[f"{field}[{number - 1}]"] = self.model.pop(behind)

    @precondition(lambda self: len(self.model) < 12)
    @rule(field=st.sampled_from(["casualties1", "casualties2"]), name=st.sampled_from(["Polybius", "Livy"]), count=COUNTS)
    def add_claim(self, field: str, name: str, count: int) -> None:
        figure = ic.Figure(amount=ic.Amount.exactly(count), fates=("killed",))
        if self.attempt(ic.AddClaim(field, name, (figure,))):
            fresh = counts(self.document)
            assert len(fresh) == len(self.model) + 1
            assert (count, count) in fresh.values()
            self.model = fresh

    @invariant()
    def says_what_was_asked(self) -> None:
        assert counts(self.document) == self.model
        assert "Smith" in self.document.text  # a reference is nobody's to take

    def attempt(self, *edits: Any) -> bool:
        """Make edits unless they are refused."""
        self.done += 1
        try:
            self.document = ic.edit(self.document, *edits)
        except ic.CannotEdit:
            return False
        return True


def counts(document: ic.Document) -> dict[str, tuple[int | None, int | None]]:
    """The model of a document."""
    (conflict,) = document.conflicts
    return {
        path: (entry.fact.low, entry.fact.high)
        for path, entry in zip(conflict.paths, conflict.entries, strict=True)
        if isinstance(entry.fact, ic.Figure)
    }


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=40, stateful_step_count=12)
