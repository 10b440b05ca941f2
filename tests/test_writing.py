"""Writing and converting: the door of it; that nothing is lost in silence is held by `tests/laws/test_written.py`."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

import infobox_conflict as ic
from infobox_conflict import writing
from infobox_conflict.content import Field


def test_write_takes_content() -> None:
    infobox = ic.Infobox((Field("casualties1", ic.Content("38 killed")),), title="Siege of X")
    assert ic.write(infobox, "frontmatter") == ic.Written("---\ninfoboxes:\n  - casualties1:\n      text: 38 killed\ntitle: Siege of X\n---\n")
    written = ic.write(infobox, "wikitext")
    assert written.text == "{{Infobox military conflict\n| casualties1 = 38 killed\n}}\n"
    assert [loss.code for loss in written.losses] == ["lost-title"]


def test_references_of_the_page_come_along() -> None:
    page = '{{Infobox military conflict|casualties1=38 killed<ref name="a" />}}\nText.<ref name="a">Smith, p. 1</ref>'
    written = ic.convert(ic.read(page), "json")
    [figure] = ic.read(written.text).conflicts[0].figures
    assert [(note.name, note.text) for note in figure.notes] == [("a", "Smith, p. 1")]
    assert [str(loss) for loss in written.losses] == ["lost-text: there is no place for the text around the infoboxes"]


def test_what_stands_beside_the_infoboxes_is_told() -> None:
    assert ic.read("---\ninfoboxes: []\nb: |\n  c: d\ntitle: t\ne: f\n---\n \n").beside == ("the key 'b'", "the key 'e'")
    assert ic.read("---\ninfoboxes: []\n---\n# Body\n").beside == ("the body",)
    assert ic.read('{"infoboxes": [], "title": "t", "x": 1}').beside == ("the key 'x'",)
    assert ic.read('{"x": {"text": "1"}}').beside == ()
    assert ic.read("{{Infobox military conflict|result=x}}\n").beside == ()
    assert ic.read("nothing").beside == ()
    told = ic.convert(ic.read("---\ninfoboxes: []\ntitle: t\n---\n"), "wikitext").losses
    assert [loss.code for loss in told] == ["lost-title"]


def test_a_box_of_another_thing_is_not_written_as_a_conflict() -> None:
    document = ic.read('[{"population": {"text": "900"}}, {"result": {"text": "x"}}, {"casualties1": {"text": "3"}, "own": {"text": "y"}}]')
    written = ic.convert(document, "wikitext")
    assert [(loss.code, loss.box) for loss in written.losses] == [("lost-infobox", 0)]
    assert [box.fields[0].name for box in ic.read(written.text).infoboxes] == ["result", "casualties1"]


def test_misuse(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ic.NoSuchFormat, match="klingon"):
        ic.write(ic.Infobox(()), "klingon")
    only_read = SimpleNamespace(name="lines", suffixes=(), sniff=None, read=None)
    monkeypatch.setattr(writing, "formats", lambda: {"lines": only_read})
    with pytest.raises(ic.CannotWrite, match="can only be read"):
        ic.write(ic.Infobox(()), "lines")


@pytest.mark.parametrize("form", ["json", "frontmatter"])
def test_what_only_the_template_told_is_a_loss(form: str) -> None:
    page = ic.read("{{Infobox military conflict\n| date = 5 May 1912\n| result = French victory\n}}")
    for written in (ic.convert(page, form), ic.write(page.conflicts[0], form)):
        assert [loss.code for loss in written.losses] == ["lost-template"]
        assert not ic.read(written.text, form).conflicts
    page = ic.read("{{Infobox military conflict\n| date = 5 May 1912\n| combatant1 = A\n}}")
    assert not ic.convert(page, form).losses
    assert len(ic.read(ic.convert(page, form).text, form).conflicts) == 1
