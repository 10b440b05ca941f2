"""What is well-formed says the same in every format: the same facts, whatever the layout, the markup and the spelling."""

from __future__ import annotations

from typing import Any

from hypothesis import given

import infobox_conflict as ic
from infobox_conflict.records import record
from tests.strategies import FORMATS, translations


@given(translations())
def test_every_format_says_the_same(texts: dict[str, str]) -> None:
    said = {form: facts(ic.read(text, form)) for form, text in texts.items()}
    assert set(said) == set(FORMATS)
    for form in FORMATS[1:]:
        for part, rows in said[FORMATS[0]].items():
            assert said[form][part] == rows, f"{part} of {form}"


def facts(document: ic.Document) -> dict[str, Any]:
    """The facts of a record without what a carrier adds: notes, links, and the words with markup left out between them."""
    [box] = document.infoboxes
    found = record(document, box).model_dump(mode="json")
    for part in ("figures", "combatants", "commanders", "units"):
        for row in found[part]:
            for key in ("notes", "problems", "link", "text", "words"):
                row.pop(key, None)
    return {part: found[part] for part in ("figures", "combatants", "commanders", "units", "dates", "result", "place", "part_of")}
