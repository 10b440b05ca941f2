"""Law 7: evidence tells the truth: the words of every role are the words that the fact has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.content import Content, FateMark, Flag
from infobox_conflict.meaning.evidence import Evidence
from infobox_conflict.meaning.model import Entry
from infobox_conflict.records import record
from infobox_conflict.vocabulary import Vocabulary, load
from tests.strategies import documents


@given(data=st.data())
def test_hostile_documents(carrier: str, data: st.DataObject) -> None:
    assert_true(ic.read(data.draw(documents(carrier)).text))


@given(data=st.data())
def test_sound_documents(carrier: str, data: st.DataObject) -> None:
    assert_true(ic.read(data.draw(documents(carrier, hostile=False)).text))


def test_the_seed(seed: ic.Document) -> None:
    assert_true(seed)


def assert_true(document: ic.Document) -> None:
    vocabulary = load(document.language)
    for box in document.infoboxes:
        paths = list(addressed(box.conflict))
        assert {path for path, _ in paths} <= set(box.interpretation.evidence)
        for path, evidence in box.interpretation.evidence.items():
            assert_lies_inside(box, evidence)
            passage = box.where(path)
            text = box.fields[evidence.field].content.text
            assert passage.words == text[evidence.start : evidence.end]
            assert passage.field == box.fields[evidence.field].name
        for path, entry in paths:
            evidence = box.interpretation.evidence[path]
            assert_same_field(box, entry.field, evidence, vocabulary)
            assert_says(entry, box.fields[evidence.field].content, evidence, vocabulary)
        assert_dates(box, vocabulary)
        assert_result(box, vocabulary)
        if box.is_conflict:
            assert_record(document, box)


def addressed(conflict: ic.Conflict) -> list[tuple[str, Entry]]:
    counts: dict[str, int] = {}
    out = []
    for entry in conflict.entries:
        at = counts[entry.field] = counts.get(entry.field, -1) + 1
        out.append((f"{entry.field}[{at}]", entry))
    return out


def assert_lies_inside(box: ic.Box, evidence: Evidence) -> None:
    text = box.fields[evidence.field].content.text
    assert 0 <= evidence.start <= evidence.end <= len(text)
    for part in evidence.parts:
        assert 0 <= part.start <= part.end <= len(text)
    inside = [part for part in evidence.parts if part.role in ("amount", "noun", "name", "rank", "date", "result")]
    assert all(evidence.start <= part.start and part.end <= evidence.end for part in inside), "a fact's own words are in its statement"


def assert_same_field(box: ic.Box, name: str, evidence: Evidence, vocabulary: Vocabulary) -> None:
    parameter = vocabulary.parameter(box.fields[evidence.field].name, box.template)
    assert parameter is not None
    assert parameter.canonical == name


def words(content: Content, evidence: Evidence, role: str) -> list[str]:
    return [content.text[part.start : part.end] for part in evidence.parts if part.role == role]


def flag_names(content: Content, vocabulary: Vocabulary) -> set[str]:
    """The names that the flags of a field stand for, one by one and joined where several stand together."""
    names = [vocabulary.state(flag.id) for flag in content.of(Flag)]
    return {" / ".join(dict.fromkeys(names[start:end])) for start in range(len(names)) for end in range(start + 1, len(names) + 1)}


def assert_says(entry: Entry, content: Content, evidence: Evidence, vocabulary: Vocabulary) -> None:
    """A fact of a side has the words of its evidence."""
    fact = entry.fact
    if not isinstance(fact, ic.Figure):
        assert words(content, evidence, "name") == [fact.name]
        if isinstance(fact, ic.Commander):
            assert words(content, evidence, "rank") == [fact.rank or ""][: fact.rank is not None]
        party = getattr(fact, "party", None)
        if party is not None:
            assert party in words(content, evidence, "party") or party in flag_names(content, vocabulary)
        for fate in getattr(fact, "fates", ()):
            assert fate in fates_of(content, evidence, vocabulary)
        return
    if fact.amount.words is None:
        assert evidence.start == min(part.start for part in evidence.parts if part.role in ("noun", "fate"))
    else:
        assert words(content, evidence, "amount")[0] == fact.amount.words
    assert words(content, evidence, "noun") == [fact.subject or ""][: fact.subject is not None]
    claimant = fact.claimant.name if fact.claimant is not None else None
    assert words(content, evidence, "claimant") == [claimant or ""][: claimant is not None]
    if fact.party is None:
        assert words(content, evidence, "party") == []
    else:
        assert fact.party in words(content, evidence, "party") or fact.party in flag_names(content, vocabulary)
    assert words(content, evidence, "scope") == [scope.text for scope in fact.scopes]
    if fact.as_of is not None:
        assert words(content, evidence, "as_of")
    for said in words(content, evidence, "fate"):
        assert said.strip()


def fates_of(content: Content, evidence: Evidence, vocabulary: Vocabulary) -> set[str]:
    """The fates that the words and marks of the evidence carry."""
    said = [*words(content, evidence, "fate"), *(mark.name for mark in content.of(FateMark))]
    return {str(fate) for word in said for sense in ("fate", "person_fate", "fate_noun") if (fate := vocabulary.senses(word).get(sense))}


def assert_dates(box: ic.Box, vocabulary: Vocabulary) -> None:
    for at, period in enumerate(box.conflict.periods):
        evidence = box.interpretation.evidence[f"date[{at}]"]
        assert_same_field(box, "date", evidence, vocabulary)
        content = box.fields[evidence.field].content
        assert words(content, evidence, "label") == [period.label or ""][: period.label is not None]
        assert words(content, evidence, "date")


def assert_result(box: ic.Box, vocabulary: Vocabulary) -> None:
    result = box.conflict.result
    if result is None:
        return
    evidence = box.interpretation.evidence["result"]
    content = box.fields[evidence.field].content
    parameter = vocabulary.parameter(box.fields[evidence.field].name, box.template)
    assert parameter is not None
    assert parameter.canonical in ("result", "status")
    assert words(content, evidence, "party") == [result.winner or ""][: result.winner is not None]
    if result.kind != "other":
        assert words(content, evidence, "result")


def assert_record(document: ic.Document, box: ic.Box) -> None:
    """The flat record says the same as the facts, and its texts are the evidence's."""
    written = record(document, box)
    paths = [(path, entry) for path, entry in addressed(box.conflict) if isinstance(entry.fact, ic.Figure)]
    assert [row.path for row in written.figures] == [path for path, _ in paths]
    for row, (path, entry) in zip(written.figures, paths, strict=True):
        assert row.text == box.where(path).words
        assert (row.field, row.parent) == (entry.field, entry.parent)
        assert isinstance(entry.fact, ic.Figure)
        assert (row.low, row.high, row.subject, row.fates) == (entry.fact.low, entry.fact.high, entry.fact.subject, entry.fact.fates)
    assert [(row.field, row.text) for row in written.unread] == [(one.field, one.words) for one in box.unread]
    assert len(written.problems) == len(document.problems) + len(box.problems)
