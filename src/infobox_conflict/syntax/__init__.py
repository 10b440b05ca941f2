"""The left wing: text to content and back; it knows no meaning. This file alone knows all formats."""

from __future__ import annotations

from typing import Final

from . import frontmatter, json, wikitext
from .carried import Format, WritableFormat

GROUP: Final = "infobox_conflict.formats"
"""Entry point group by which other packages add formats; the value is an object or module with the verbs of `Format`."""

_OWN: Final[tuple[WritableFormat, ...]] = (frontmatter, json, wikitext)


def formats() -> dict[str, Format]:
    """Every format by name: the library's own first, then those that other packages add."""
    from importlib import metadata  # noqa: PLC0415 (slow to import, and most runs need no other package's formats)

    found: dict[str, Format] = {form.name: form for form in _OWN}
    for point in metadata.entry_points(group=GROUP):
        form = point.load()
        found.setdefault(form.name, form)
    return found


def named(name: str) -> Format | None:
    """The format of a name, or None; looks through other packages only for a name that is not the library's own."""
    return next((form for form in _OWN if form.name == name), None) or formats().get(name)


def detect(text: str) -> Format | None:
    """The first format whose `sniff` knows the text, or None; asks other packages' formats last."""
    for form in _OWN:
        if form.sniff(text):
            return form
    return next((form for form in formats().values() if form.sniff(text)), None)
