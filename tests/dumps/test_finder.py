"""The search for names in bytes: nothing that reading would find is passed over, whatever the spelling; most of the rest is."""

from __future__ import annotations

import pytest

import infobox_conflict as ic
from infobox_conflict.dumps.finder import Finder
from infobox_conflict.vocabulary import languages, load


@pytest.mark.parametrize("language", languages())
def test_every_name_in_every_spelling(language: str) -> None:
    finder = Finder(language)
    for name in load(language).templates:
        for spelt in (name, name[0].lower() + name[1:], name.replace(" ", "_"), name.replace(" ", "  ")):
            for before, behind in (("{{", "|a=b}}"), ("{{ ", "\n|a=b}}"), ("{{Template:", "&lt;!-- x --&gt;}}"), ("{{", "}}")):
                assert finder.finds(f"text {before}{spelt}{behind} text".encode()), spelt


@pytest.mark.parametrize(
    "text",
    ["{{Infobox&#32;military conflict}}", "{{Infobox<!-- x -->military conflict}}", "{{Infobox\u00a0military conflict}}", "{{#invoke:Infobox military conflict|main}}", "{{My wrapper|combatant1=A|combatant2=B}}"],
)
def test_what_reading_finds_by_other_spellings(text: str) -> None:
    assert Finder().finds(text.replace("&", "&amp;").replace("<", "&lt;").encode())


@pytest.mark.parametrize("text", ["{{Infobox settlement}}", "{{Infobox warship}}", "a battlebox2", "{{navbox|military conflict}}", "tarbox", "the war of infoboxes", "Operational planning"])
def test_other_words_are_passed_over(text: str) -> None:
    assert not Finder().finds(text.encode())
    assert not ic.infobox_templates(text)


def test_offsets_are_in_order_and_within_bounds() -> None:
    data = b"{{warbox}} {{Infobox war}} combatant1 {{Operational plan}}"
    found = Finder().finds(data)
    assert found == sorted(found)
    assert len(found) == 4
    assert Finder().finds(data, 11, 27) == [found[1]]
