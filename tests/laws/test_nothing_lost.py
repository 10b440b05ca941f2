"""Law 6: in an interpreted field every letter and digit is evidence of a fact, a label, or told as unread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import currently_in_test_context, event, given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.content import Content, Opaque
from infobox_conflict.vocabulary import Vocabulary, load
from tests.strategies import documents

INTERPRETED = frozenset(
    {"date", "result", "combatant", "commander", "units", "strength", "polstrength", "milstrength", "casualties"}
    | {"conflict", "partof", "territory", "place"}
)
"""The families of parameters whose words are read; the rest (pictures, captions, maps) are kept as they are."""


@given(data=st.data())
def test_hostile_documents(carrier: str, data: st.DataObject) -> None:
    assert_nothing_lost(ic.read(data.draw(documents(carrier)).text))


@given(data=st.data())
def test_sound_documents(carrier: str, data: st.DataObject) -> None:
    assert_nothing_lost(ic.read(data.draw(documents(carrier, hostile=False)).text))


def test_the_seed(seed: ic.Document) -> None:
    assert_nothing_lost(seed)
    assert seed.infoboxes[0].unread == ()


KNOWN_TO_SAY_NOTHING = (
    *("{{campaignbox Rome}}", "{{age in years|1943|1|1}}", "{{clear}}", "{{use dmy dates|date=May 2020}}", "{{multiple image|image1=a.jpg}}"),
    *("[[File:a.jpg|20px]]", "[[image:a.jpg]]", "<ref>5 dead</ref>", "{{efn|5 dead}}", "<!-- 5 dead -->", "{{citation needed}}"),
)
UNKNOWN = {
    "{{unheard of}}": "unheard of",
    "{{ Unheard_of |5 dead|a=b}}": "Unheard_of",
    "{{unheard<!-- c --> of|5 dead}}": "unheard of",
    "{{{1|5 dead}}}": "{{{1}}}",
    "{{#if:x|5 dead}}": "#if:x",
    "{{}}": "{{}}",
    "<math>5</math>": "<math>",
    "<gallery>a.jpg</gallery>": "<gallery>",
}


@pytest.mark.parametrize("words", KNOWN_TO_SAY_NOTHING)
def test_what_says_nothing_is_not_told(words: str) -> None:
    box = ic.read(f"{{{{Infobox military conflict|casualties1=3 killed {words}}}}}").infoboxes[0]
    assert_nothing_lost(ic.read(f"{{{{Infobox military conflict|casualties1=3 killed {words}}}}}"))
    assert box.unread == ()


@pytest.mark.parametrize(("words", "name"), UNKNOWN.items())
@pytest.mark.parametrize("value", ["3 killed %s", "%s 3 killed", "3 killed, %s 2 wounded", "* 3 killed\n* %s"])
def test_what_is_not_known_is_told_by_its_name(words: str, name: str, value: str) -> None:
    text = f"{{{{Infobox military conflict|casualties1={value % words}}}}}"
    box = ic.read(text).infoboxes[0]
    [run] = [run for run in box.interpretation.unread if run.start == run.end]
    assert (run.field, run.words) == (0, name)
    [passage] = [passage for passage in box.unread if passage.words == name]
    assert passage.span.of(text) == words
    assert box.conflict.figures[0].low == 3
    assert_nothing_lost(ic.read(text))


@pytest.mark.parametrize("words", KNOWN_TO_SAY_NOTHING)
def test_what_says_nothing_takes_no_place_of_another(words: str) -> None:
    text = f"{{{{Infobox military conflict|casualties1={words}{{{{unheard of}}}}{words}{{{{other}}}} 3 killed}}}}"
    box = ic.read(text).infoboxes[0]
    assert [one.span.of(text) for one in box.unread] == ["{{unheard of}}", "{{other}}"]


def test_each_unknown_thing_is_told_once() -> None:
    text = "{{Infobox military conflict|casualties1={{one}}{{two|{{three}}}} 3 killed {{one}}|casualties2={{one}}}}"
    box = ic.read(text).infoboxes[0]
    assert [(one.field, one.words, one.span.of(text)) for one in box.unread] == [
        ("casualties1", "one", "{{one}}"),
        ("casualties1", "two", "{{two|{{three}}}}"),
        ("casualties1", "one", "{{one}}"),
        ("casualties2", "one", "{{one}}"),
    ]
    assert len({one.span for one in box.unread}) == 4


def assert_nothing_lost(document: ic.Document) -> None:
    vocabulary = load(document.language)
    for box in document.infoboxes:
        known = read_stretches(box)
        unread = unread_stretches(box)
        for at, content in interpreted(box, vocabulary):
            covered = [False] * len(content.text)
            for start, end in known.get(at, []):
                covered[start:end] = [True] * (end - start)
            for start, end in unread.get(at, []):
                if currently_in_test_context():
                    event("unread words")
                assert content.text[start:end].strip() == content.text[start:end] != "", "unread words begin and end with a word"
                assert not any(covered[start:end]), f"both read and unread: {content.text[start:end]!r} of {content.text!r}"
                assert "\n" not in content.text[start:end]
                covered[start:end] = [True] * (end - start)
            assert_opaque_told(box, at, content)
            lost = [word for word in words_beyond(content.text, covered) if not is_glue(word, vocabulary)]
            assert lost == [], f"neither read nor unread in {content.text!r}"
        beyond = {*known, *unread} - {at for at, _ in interpreted(box, vocabulary)}
        assert beyond <= {at for at, one in enumerate(box.fields) if family(one.name, vocabulary) in ("coordinates", "status")}


def interpreted(box: ic.Box, vocabulary: Vocabulary) -> Iterator[tuple[int, Content]]:
    """The fields whose words count: of every parameter the last, even where it is empty; `status` only where no result is given."""
    last: dict[str, int] = {}
    for at, one in enumerate(box.fields):
        parameter = vocabulary.parameter(one.name, box.template)
        if parameter is not None:
            last.pop(parameter.canonical, None)
            if one.content.text.strip() or one.content.marks:
                last[parameter.canonical] = at
    for name, at in last.items():
        if family(name, vocabulary) in INTERPRETED or (name == "status" and "result" not in last):
            yield at, box.fields[at].content


def family(name: str, vocabulary: Vocabulary) -> str | None:
    parameter = vocabulary.parameter(name)
    return parameter.family if parameter is not None else None


def read_stretches(box: ic.Box) -> dict[int, list[tuple[int, int]]]:
    """For each field the words that are evidence, labels included."""
    found: dict[int, list[tuple[int, int]]] = {}
    for evidence in box.interpretation.evidence.values():
        found.setdefault(evidence.field, []).extend((part.start, part.end) for part in evidence.parts)
    return found


def unread_stretches(box: ic.Box) -> dict[int, list[tuple[int, int]]]:
    """For each field its unread words; what is not known shows none, and `assert_opaque_told` looks at it."""
    found: dict[int, list[tuple[int, int]]] = {}
    for run in box.interpretation.unread:
        if run.start == run.end:
            continue
        assert run.words == box.fields[run.field].content.text[run.start : run.end]
        found.setdefault(run.field, []).append((run.start, run.end))
    return found


def assert_opaque_told(box: ic.Box, at: int, content: Content) -> None:
    """Each thing of an unknown name stands among the unread, with its name, where it stands; what is known to say nothing does not."""
    told = [(run.start, run.words) for run in box.interpretation.unread if run.field == at and run.start == run.end]
    there = [(mark.start, mark.name) for mark in content.of(Opaque)]
    assert [one for one in there if one in told] == told
    vocabulary = box.interpretation.vocabulary
    for start, name in there:
        silent = vocabulary.inline(name) is not None or name.partition(":")[0].lower() in ("file", "image")
        assert ((start, name) in told) != silent, f"{name!r} in {content.text!r}"


def words_beyond(text: str, covered: list[bool]) -> Iterator[str]:
    """The words with a letter or digit that is not covered."""
    at = 0
    while at < len(text):
        if not text[at].isalnum():
            at += 1
            continue
        start = at
        while at < len(text) and text[at].isalnum():
            at += 1
        if not all(covered[start:at]):
            yield text[start:at]


def is_glue(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word is a conjunction by the vocabulary."""
    return vocabulary.senses(word).get("glue") in ("and", "or", "but")
