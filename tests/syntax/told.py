"""What the tests of values share: a value of wikitext, read, with its marks as short words."""

from __future__ import annotations

from typing import TypeAlias

import infobox_conflict as ic
from infobox_conflict import content as waist
from tests.mediawiki.census import misplaced

Cases: TypeAlias = list[tuple[str, ...]]
"""A value's source, the text that a reader of the page sees, and the marks beside it in order."""


def value(raw: str) -> tuple[str, ...]:
    """A value as a row of `Cases`; holds on the way that each of its characters stands where it is said to stand."""
    text = f"{{{{Infobox military conflict\n| casualties1 = {raw}\n}}}}"
    (box,) = ic.read(text, "wikitext").infoboxes
    (field,) = box.fields
    assert field.raw == raw.strip(" \t\r\n\0\v")
    assert not list(misplaced(text, field))
    return raw, field.content.text, *map(told, field.content.marks)


def told(mark: waist.Mark) -> str:
    """A mark as words: its kind, its stretch, and what it says.

    >>> told(waist.Link(0, 1, page="A", anchor="B"))
    'link 0:1 A #B'
    """
    said: tuple[str | None, ...]
    match mark:
        case waist.Link():
            said = ("link" if mark.type == "internal" else mark.type, mark.wiki, mark.page, mark.anchor and f"#{mark.anchor}", mark.site)
        case waist.Emphasis() | waist.Item():
            said = (mark.style, str(mark.depth) if isinstance(mark, waist.Item) else None)
        case waist.Flag():
            said = ("flag", mark.id, mark.variant and f"({mark.variant})")
        case waist.FateMark():
            said = ("fate", mark.name)
        case waist.Note():
            said = (mark.type, mark.name and f"name={mark.name}", mark.group and f"group={mark.group}", mark.text and f"text={mark.text}")
        case waist.Break():
            said = (mark.type,)
        case waist.Place():
            said = ("place", f"{mark.lat:.4g} {mark.lon:.4g}")
        case waist.Opaque():
            said = ("opaque", mark.name, *(words if name is None else f"{name}={words}" for name, words in mark.arguments))
        case _:
            raise AssertionError(mark)
    return " ".join(word for word in (said[0], f"{mark.start}:{mark.end}", *said[1:]) if word)
