"""Law 3: what was written reads back as what was to be written less the losses that came with it, for every pair of formats."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.content import Break, Content, Emphasis, FateMark, Field, Flag, Infobox, Item, Link, Mark, Note, same
from infobox_conflict.meaning import express, interpret
from infobox_conflict.meaning.express import difference
from infobox_conflict.strategies import conflicts, texts
from infobox_conflict.syntax import formats
from infobox_conflict.syntax.carried import WritableFormat
from infobox_conflict.syntax.losses import Loss, less, less_box
from infobox_conflict.vocabulary import load
from tests.laws.test_corpus import MUTANTS, mutant
from tests.laws.test_wikitext_back import contents
from tests.strategies import FORMATS, documents

VOCABULARY: Final = load("en")
SHARED: Final = Path(__file__).parents[3] / "shared"
REAL: Final = [path for folder in ("corpus/wikitext", "gold/dev") for path in sorted((SHARED / folder).glob("*.wikitext"))]
PAIRS: Final = [(one, other) for one in FORMATS for other in FORMATS if one != other]
NAMES: Final = st.sampled_from(("conflict", "casualties1", "casualties2", "combatant1", "result", "x", "1", "a b", "a=b", "a|b", "", "\ud800", "n" * 200, "infoboxes", "title"))


def written(infoboxes: list[Infobox], name: str) -> ic.Written:
    form = formats()[name]
    assert isinstance(form, WritableFormat)
    return form.write(infoboxes, VOCABULARY)


def assert_law(infoboxes: list[Infobox], text: str, losses: tuple[Loss, ...], name: str) -> list[Infobox]:
    """What a text says is what was to be written less the losses."""
    told = [[loss for loss in losses if loss.box == at] for at in range(len(infoboxes))]
    kept = [
        less_box(infobox, own)
        for infobox, own in zip(infoboxes, told, strict=True)
        if not any(loss.code == "lost-infobox" for loss in own)
    ]
    read = ic.read(text, name, repair=False)
    assert {problem.code for problem in read.problems} <= {"no-infobox", "leaked-markup", "undefined-page", "mojibake-suspect", "too-large"}, read.problems
    back = [box.infobox for box in read.infoboxes]
    assert len(back) == len(kept)
    for one, other in zip(kept, back, strict=True):
        assert_same(one, other)
    titles = {infobox.title for infobox in infoboxes} - {None}
    lost = [loss for loss in losses if loss.code == "lost-title"]
    assert len(titles) == len(lost) + (read.title is not None)
    return back


def assert_same(one: Infobox, other: Infobox) -> None:
    assert meant(one) == meant(other)
    assert [field.name for field in one] == [field.name for field in other]
    for mine, back in zip(one, other, strict=True):
        assert same(mine.content, back.content), (mine.name, mine.content, back.content)


def meant(infobox: Infobox) -> str | None:
    """The template of an infobox; one that names none is of a conflict."""
    return VOCABULARY.own_template if infobox.template is None else VOCABULARY.template(infobox.template)


# --- content made by hand --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
@given(content=contents())
@example(Content("a\n\nb", (Break(1, 2, "rule"),)))
@example(Content("a\nb", (Break(1, 2, "rule"),)))
@example(Content("x\n  * a", (Item(2, 7), Item(4, 7))))
@example(Content("\U0001f1e6", (Flag(1, 1, "ZE"),)))
@example(Content("a a", (Link(2, 3, "A"), Link(0, 1, "B"))))
@example(Content("Ali \nB", (Item(0, 4), FateMark(4, 4, "KIA"), Item(5, 6), FateMark(5, 5, "†"))))
def test_content_comes_back_less_its_losses(name: str, content: Content) -> None:
    form = formats()[name]
    assert isinstance(form, WritableFormat)
    box = Infobox((Field("casualties1", content),))
    whole = form.write([box], VOCABULARY)
    assert_law([box], whole.text, whole.losses, name)
    alone = form.render(content, VOCABULARY)
    if content.text or content.marks:
        assert less(content, alone.losses) == less(content, whole.losses)
    event("lossless" if not whole.losses else "with losses")


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text(st.characters(exclude_categories=())))
def test_every_text_is_written(name: str, text: str) -> None:
    box = Infobox((Field("casualties1", Content(text)),))
    whole = written([box], name)
    assert_law([box], whole.text, whole.losses, name)


@pytest.mark.parametrize("name", FORMATS)
@given(boxes=st.lists(st.lists(st.tuples(NAMES, contents()), max_size=4), max_size=3), title=st.one_of(st.none(), st.sampled_from(("Siege of X", "", "no", "a: b\n", "\ud800"))))
def test_boxes_come_back_less_their_losses(name: str, boxes: list[list[tuple[str, Content]]], title: str | None) -> None:
    infoboxes = [Infobox(tuple(Field(key, content) for key, content in box), title=title) for box in boxes]
    whole = written(infoboxes, name)
    assert_law(infoboxes, whole.text, whole.losses, name)


@pytest.mark.parametrize("name", FORMATS)
@given(conflict=conflicts())
def test_facts_come_back_less_the_losses(name: str, conflict: ic.Conflict) -> None:
    """What a carrier cannot hold of the words may take facts with it, and no other; a reference has the words that the text gives its name."""
    whole = ic.write(conflict, name)
    [box] = ic.read(whole.text, name).infoboxes
    said = less_box(express(conflict, VOCABULARY), whole.losses)
    assert box.conflict == interpret(said, VOCABULARY, box.reference).conflict
    if not whole.losses:
        assert difference(conflict, interpret(said, VOCABULARY).conflict) is None
    event("lossless" if not whole.losses else "with losses")


# --- documents -------------------------------------------------------------------------------------------------------


def assert_converts(document: ic.Document, to: str) -> ic.Written:
    result = ic.convert(document, to)
    if document.format == to:
        assert result == ic.Written(document.text)
        return result
    boxes = [with_references(box) for box in document.infoboxes]
    beside = [loss for loss in result.losses if loss.code == "lost-text"]
    assert len(beside) == len(document.beside)
    if boxes:
        assert_law(boxes, result.text, result.losses, to)
    return result


def with_references(box: ic.Box) -> Infobox:
    """An infobox with the words of references that the page has elsewhere."""

    def words(mark: Mark) -> Mark:
        if isinstance(mark, Note) and mark.text is None and mark.name is not None:
            return Note(mark.start, mark.end, mark.type, mark.name, mark.group, box.reference(mark.name))
        return mark

    fields = (Field(field.name, Content(field.content.text, tuple(map(words, field.content.marks)))) for field in box.fields)
    return Infobox(tuple(fields), box.infobox.template, box.infobox.title)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@given(data=st.data())
def test_documents_convert(pair: tuple[str, str], data: st.DataObject) -> None:
    text = data.draw(documents(pair[0], hostile=data.draw(st.booleans()))).text
    event("with losses" if assert_converts(ic.read(text, pair[0]), pair[1]).losses else "lossless")


@pytest.mark.parametrize("to", FORMATS)
@given(text=texts())
def test_any_text_converts(to: str, text: str) -> None:
    assert_converts(ic.read(text), to)


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_of_the_format_stays_as_it_is(name: str, seed: ic.Document) -> None:
    document = ic.read(ic.convert(seed, name).text, name, repair=name != "frontmatter")
    assert ic.convert(document, name).text == document.text


# --- the seed and real boxes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [("wikitext", "frontmatter"), ("json", "wikitext"), ("wikitext", "json", "frontmatter")], ids="-".join)
def test_the_seed_keeps_all_facts_there_and_back(way: tuple[str, ...], seed: ic.Document) -> None:
    document = seed
    for name in way:
        result = assert_converts(document, name)
        document = ic.read(result.text, name)
        assert document.conflicts == seed.conflicts
    assert {loss.code for loss in ic.convert(seed, "wikitext").losses} == {"lost-mark", "lost-title", "lost-text"}
    assert {loss.code for loss in ic.convert(seed, "json").losses} == {"lost-text"}


@cache
def real_documents() -> list[ic.Document]:
    return [document for path in REAL if (document := ic.read(path.read_bytes().decode(), "wikitext")).infoboxes]


@pytest.mark.skipif(not REAL, reason="no real infoboxes here")
@pytest.mark.parametrize("to", ["json", "frontmatter"])
def test_real_boxes_keep_their_facts_but_for_the_losses(to: str) -> None:
    """Each there and back again, and how many facts that keeps."""
    counted: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for document in real_documents():
        there = assert_converts(document, to)
        other = ic.read(there.text, to)
        back = ic.convert(other, "wikitext")
        lost = {loss.code for loss in back.losses}
        assert lost <= {"lost-mark"} | ({"lost-infobox"} if "lost-template" in {loss.code for loss in there.losses} else set())
        again = ic.read(back.text, "wikitext")
        for at, (box, middle) in enumerate(zip(document.infoboxes, other.infoboxes, strict=True)):
            less_facts = interpret(less_box(with_references(box), [loss for loss in there.losses if loss.box == at]), VOCABULARY).conflict
            assert middle.conflict == less_facts
            counted["boxes"] += 1
            counted["whole boxes"] += middle.conflict == box.conflict
            mine, others = (Counter(entry.model_dump_json() for entry in one.entries) for one in (box.conflict, middle.conflict))
            counted["facts"] += mine.total()
            counted["facts kept"] += (mine & others).total()
        if not back.losses:
            assert again.conflicts == other.conflicts
            counted["back without loss"] += 1
        codes.update(f"{loss.code} {type(loss.mark).__name__.lower()}" if loss.mark is not None else loss.code for loss in there.losses)
    print(dict(counted), codes.most_common(12))
    assert counted["facts kept"] > 0.85 * counted["facts"]


@pytest.mark.skipif(not REAL, reason="no real infoboxes here")
@pytest.mark.parametrize("to", ["json", "frontmatter"])
def test_mixed_up_boxes_convert_there_and_back(to: str) -> None:
    """Real infoboxes with their tokens mixed up, some of them under `dev` and all under `soak`."""
    for path in REAL if MUTANTS > 2 else REAL[::8]:
        document = ic.read(mutant(path.read_bytes().decode(), random.Random(f"{path.stem} {to}")), "wikitext")
        there = assert_converts(document, to)
        assert_converts(ic.read(there.text, to), "wikitext")


@pytest.mark.skipif(not REAL, reason="no real infoboxes here")
def test_real_boxes_are_written_as_wikitext_with_all_their_facts() -> None:
    lossy = 0
    for document in real_documents():
        infoboxes = [with_references(box) for box in document.infoboxes]
        whole = written(infoboxes, "wikitext")
        assert_law(infoboxes, whole.text, whole.losses, "wikitext")
        lossy += bool(whole.losses)
        if not whole.losses:
            assert ic.read(whole.text, "wikitext").conflicts == document.conflicts
    print(f"{len(real_documents())} pages, {lossy} of them with losses")
    assert lossy <= len(real_documents()) * 0.01


@pytest.mark.parametrize("name", FORMATS)
def test_the_facts_of_the_seed_are_written_in_every_format(name: str, seed: ic.Document) -> None:
    [conflict] = seed.conflicts
    whole = ic.write(conflict, name)
    assert {loss.code for loss in whole.losses} <= {"changed-mark"}  # a flag by its two letters
    assert ic.read(whole.text, name).conflicts == (conflict,)


@pytest.mark.skipif(not REAL, reason="no real infoboxes here")
@pytest.mark.parametrize("name", FORMATS)
def test_the_facts_of_real_boxes_are_written_but_for_the_losses(name: str) -> None:
    counted: Counter[str] = Counter()
    for document in real_documents():
        for conflict in document.conflicts:
            try:
                whole = ic.write(conflict, name)
            except ic.CannotExpress:
                counted["not expressed"] += 1
                continue
            [box] = ic.read(whole.text, name).infoboxes
            if not whole.losses:
                assert box.conflict == conflict
            counted["all facts" if box.conflict == conflict else "not all facts"] += 1
            mine, others = (Counter(entry.model_dump_json() for entry in one.entries) for one in (conflict, box.conflict))
            counted["facts"] += mine.total()
            counted["facts kept"] += (mine & others).total()
    print(dict(counted))
    assert counted["facts kept"] > (0.99 if name == "wikitext" else 0.85) * counted["facts"]


def test_emphasis_and_links_stand_where_they_are_found() -> None:
    """A link that would be read at another place than its own is left out, not moved."""
    content = Content("Rome, Rome", (Link(6, 10, "Rome"), Emphasis(0, 4)))
    whole = written([Infobox((Field("combatant1", content),))], "json")
    assert [loss.mark for loss in whole.losses] == [Link(6, 10, "Rome")]
