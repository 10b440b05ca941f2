"""Documents: addresses and places of facts, mojibake undone for reading and done again for writing."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.content import Content, Field
from infobox_conflict.syntax.text import Patch, Span

SEED = Path(__file__).parents[1] / "seeds" / "battle-of-hadrut.md"
TEXT = SEED.read_bytes().decode()
REPAIRED = TEXT.encode("mac_roman").decode()


def seed() -> ic.Document:
    """The founding document, read anew."""
    return ic.read(TEXT)


@pytest.mark.parametrize(
    ("path", "words", "line"),
    [
        ("casualties2[1]", "At least 38 servicemen killed", 117),
        ("casualties2[0]", "1,500 servicemen deserted", 106),
        ("commander1[1]", "Kanan Seyidov", 74),
        ("date[1]", "October 15, 2020 – October 30, 2020", 32),
        ("result", "Azerbaijani victory", 51),
        ("strength1", "Several dozen soldiers", 89),
    ],
)
def test_where_a_fact_stands(path: str, words: str, line: int) -> None:
    passage = seed().infoboxes[0].where(path)
    assert (passage.words, passage.line) == (words, line)
    assert passage.span.of(TEXT).encode("mac_roman").decode() == words


def test_a_path_that_leads_nowhere_says_what_is_near() -> None:
    box = seed().infoboxes[0]
    with pytest.raises(ic.NoSuchFact, match=r"nothing at 'casualtis2\[1\]'; did you mean 'casualties2\[1\]'\?") as caught:
        box.where("casualtis2[1]")
    assert caught.value.near == "casualties2[1]"
    with pytest.raises(ic.InfoboxError):
        box.where("")


def test_repaired_and_sound_text_give_the_same_facts() -> None:
    ours, sound = seed().infoboxes[0], ic.read(REPAIRED).infoboxes[0]
    assert ours.conflict == sound.conflict
    assert [field.content for field in ours.fields] == [field.content for field in sound.fields]
    assert seed().repaired
    assert not ic.read(REPAIRED).repaired


def test_repair_can_be_turned_off() -> None:
    document = ic.read(TEXT, repair=False)
    assert not document.repaired
    assert "mojibake-repaired" not in {problem.code for problem in document.problems}
    assert document.infoboxes[0].conflict.commanders[0].party is None


def test_text_that_is_mostly_damaged_is_told_and_left() -> None:
    text = TEXT + "A sound line — with a dash, and Ж.\n"
    document = ic.read(text)
    assert not document.repaired
    assert document.problems[0].code == "mojibake-suspect"
    assert document.text == text


def test_a_claimant_is_told_apart() -> None:
    conflict = seed().infoboxes[0].conflict
    assert conflict.claimants == (
        ic.Claimant(name="Azerbaijan", kind="belligerent", side=1),
        ic.Claimant(name="Artsakh", kind="belligerent", side=2),
    )


def test_a_patch_is_damaged_like_its_document() -> None:
    document = seed()
    span = document.infoboxes[0].where("casualties2[1]").span
    changed = document.patched([Patch(span, "At least 40 servicemen killed – or more")])
    assert changed.repaired
    assert changed.text == document.text.replace("At least 38 servicemen killed", "At least 40 servicemen killed ‚Äì or more")
    assert changed.infoboxes[0].where("casualties2").words.count("–") == 1


def test_a_patch_that_would_break_the_repair_is_refused() -> None:
    document = seed()
    at = document.text.index("🇦🇿".encode().decode("mac_roman"))
    with pytest.raises(ic.CannotWrite, match="could not be repaired"):
        document.patched([Patch(Span(at, at + 1), "x")])
    with pytest.raises(ic.CannotWrite, match="lone surrogate"):
        document.patched([Patch(Span(0, 0), "\ud800")])
    with pytest.raises(ValueError, match="overlaps"):
        document.patched([Patch(Span(0, 5), "a"), Patch(Span(3, 6), "b")])


@given(st.data(), st.text(st.characters(codec="utf-8"), max_size=8))
def test_patches_change_nothing_else(data: st.DataObject, words: str) -> None:
    """What is written into a repaired document stands in the repaired text as it was meant, and the rest as it was."""
    sound = data.draw(st.text(st.sampled_from("ab–é🇦🇿\n"), min_size=3).filter(lambda text: sum(not char.isascii() for char in text) > 2))
    text = sound.encode().decode("mac_roman")
    document = ic.read(text)
    assert document.repaired
    at = data.draw(st.integers(0, len(sound)))
    stored = len(sound[:at].encode())
    changed = document.patched([Patch(Span(stored, stored), words)])
    assert changed.text.encode("mac_roman").decode() == sound[:at] + words + sound[at:]
    event("ascii" if words.isascii() else "beyond ascii")


def test_bytes_come_back() -> None:
    data = SEED.read_bytes()
    assert ic.read_path(SEED).encode() == data
    assert ic.read_bytes(data).encode() == data
    with pytest.raises(ic.CannotWrite, match=r"U\+D800 at offset 3"):
        ic.read("abc\ud800").encode()


def test_a_file_tells_its_format_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "plain.md"
    path.write_text("No front matter.\n", encoding="utf-8")
    assert [problem.code for problem in ic.read_path(path).problems] == ["no-front-matter"]
    with pytest.raises(FileNotFoundError):
        ic.read_path(tmp_path / "none.md")


def test_a_content_is_read_once_and_when_asked_for() -> None:
    asked: list[str] = []

    class Given:
        @property
        def content(self) -> Content:
            asked.append("content")
            return Content("1746")

    field = Field.later("date", Given())
    assert asked == []
    for same in (field, copy.deepcopy(field), pickle.loads(pickle.dumps(field))):  # noqa: S301 (our own bytes)
        assert same == Field("date", Content("1746"))
        assert hash(same) == hash(Field("date", Content("1746")))
    assert asked == ["content"]
    with pytest.raises(AttributeError, match="contents"):
        _ = field.contents  # type: ignore[attr-defined]
