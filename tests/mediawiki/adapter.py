"""What the library finds, in the shape in which it is compared with MediaWiki's preprocessor."""

from __future__ import annotations

from typing import Literal, TypeAlias

import infobox_conflict as ic

INFOBOX = "Template:Infobox military conflict"
Found: TypeAlias = list[tuple[str, list[tuple[str | None, str]]]]


def templates(text: str, select: bool = False, mode: Literal["top", "all", "infobox"] = "top") -> Found:  # noqa: FBT001, FBT002 (the comparer's shape)
    """Every template as its raw title and its parameters' raw names and values.

    With *select* those of the infobox alone, at any depth; else in mode `top` those that stand in no other.
    """
    if select:
        found = tuple(one for one in ic.infobox_templates(text) if one.page == INFOBOX and one.subst is None)
    else:
        found = tuple(one for one in ic.templates(text) if mode == "all" or one.depth == 0)
    return [(one.name, [(p.name, p.value) for p in one.parameters]) for one in found]
