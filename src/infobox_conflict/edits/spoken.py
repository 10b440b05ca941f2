"""Edits as the command line writes them: `casualties2[1].low=40`, `image=Rome.jpg`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, get_args

from pydantic import ValidationError

from ..content import Content, Field, Infobox
from ..meaning import interpret
from ..meaning.model import FATES, AmountForm, Claimant, Commander, Figure, Result
from ..problems import CannotEdit
from ..vocabulary import load
from .kinds import (
    AddCommander,
    AddFigure,
    Edit,
    Remove,
    RemoveParameter,
    RenameParameter,
    SetDate,
    SetFigure,
    SetLink,
    SetParameter,
    SetResult,
)

_SETTING: Final = re.compile(r"(?P<path>[^=]+)\.(?P<key>[a-z]+)=(?P<value>.*)\Z", re.DOTALL)
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\Z|[0-9]+\Z")
_NOTHING: Final = ("", "null")


def spoken(
    settings: Iterable[str],
    removals: Iterable[str] = (),
    renamings: Iterable[str] = (),
    additions: Iterable[str] = (),
    language: str = "en",
) -> list[Edit]:
    """The edits that words of the command line ask for; several settings of one fact are one edit. Raises CannotEdit.

    >>> [one.path for one in spoken(["casualties2[1].low=1,500", "casualties2[1].high=2000", "caption=Rome"], ["image"])]
    ['casualties2[1]', 'caption', 'image']
    """
    asked: dict[str, dict[str, Any]] = {}
    edits: list[Edit] = []
    for words in settings:
        found = _SETTING.match(words)
        if found is None:
            edits.append(_assignment(words))
            continue
        path, key = found["path"], found["key"]
        known = _keys(path)
        if key not in known:
            raise CannotEdit(path, f"it has no {key!r}; known are {', '.join(known)}")
        if key in asked.setdefault(path, {}):
            raise CannotEdit(path, f"{key!r} is set twice")
        asked[path][key] = known[key](path, found["value"])
    edits = [*(_setting(path, values) for path, values in asked.items()), *edits]
    edits += (_addition(words, language) for words in additions)
    edits += (Remove(path) if "[" in path else RemoveParameter(path) for path in removals)
    for words in renamings:
        old, equals, new = words.partition("=")
        if not equals or not new:
            raise CannotEdit(words, "a new name is written OLD=NEW")
        edits.append(RenameParameter(old, new))
    return edits


def _setting(path: str, values: dict[str, Any]) -> Edit:
    if "link" in values:
        if len(values) > 1:
            raise CannotEdit(path, "a link is set alone")
        return SetLink(path, values["link"])
    if path == "result":
        try:
            return SetResult(Result(**values))
        except ValidationError as fault:
            raise CannotEdit(path, str(fault.errors()[0]["msg"])) from None
    return SetDate(path, **values) if path.startswith("date[") else SetFigure(path, **values)


def _assignment(words: str) -> SetParameter:
    """A parameter with what it is to say."""
    name, equals, value = words.partition("=")
    if not equals or not name or "[" in name:
        raise CannotEdit(words, "a setting is written PATH.NAME=VALUE, such as casualties2[1].low=40, or PARAMETER=TEXT")
    return SetParameter(name, value)


def _addition(words: str, language: str) -> AddFigure | AddCommander:
    """A fact in the words of an infobox, which is to stand in a field or as a part of a figure."""
    path, _, said = words.partition("=")
    field = path.partition("[")[0]
    read = interpret(Infobox((Field(field, Content(said)),)), load(language))
    facts = [entry.fact for entry in read.conflict.entries]
    if len(facts) != 1 or read.unread:
        found = f"words that are not read: {read.unread[0].words!r}" if read.unread else f"{len(facts)} facts"
        raise CannotEdit(path, f"an addition is written PATH=WORDS with the words of one fact, and {said!r} has {found}")
    (fact,) = facts
    if isinstance(fact, Commander):
        if path != field:
            raise CannotEdit(path, "it is no address of a figure, which alone has parts")
        return AddCommander(path, fact)
    if not isinstance(fact, Figure):
        raise CannotEdit(path, "only a figure or a commander can be added")
    claimant = Claimant(name=fact.claimant.name) if fact.claimant is not None else None  # whose side that is the box tells
    return AddFigure(field, fact.model_copy(update={"claimant": claimant}), part_of=path if path != field else None)


def _keys(path: str) -> dict[str, Callable[[str, str], Any]]:
    """What can be set of a fact, with what reads a value."""
    if path == "result":
        return dict.fromkeys(("kind", "winner", "qualifier"), _words)
    if path.startswith("date["):
        return dict.fromkeys(("start", "end"), _words)
    if path == "place" or path.startswith(("combatant", "commander", "units")):
        return {"link": _words}
    return {"low": _count, "high": _count, "approximate": _truth, "form": _form, "fates": _fates, "claimant": _words, "link": _words}


def _words(_path: str, value: str) -> str | None:
    return None if value in _NOTHING else value


def _count(path: str, value: str) -> int | None:
    if value in _NOTHING:
        return None
    if not _NUMBER.match(value) or len(value) > 18:  # noqa: PLR2004 (digits of a count that a text can give)
        raise CannotEdit(path, f"{value!r} is no whole number; nothing, or `null`, leaves the end open")
    return int(value.replace(",", ""))


def _truth(path: str, value: str) -> bool:
    if value not in ("true", "false"):
        raise CannotEdit(path, f"{value!r} is neither true nor false")
    return value == "true"


def _form(path: str, value: str) -> str:
    if value not in get_args(AmountForm):
        raise CannotEdit(path, f"{value!r} is no form of an amount; known are {', '.join(get_args(AmountForm))}")
    return value


def _fates(path: str, value: str) -> tuple[str, ...]:
    fates = tuple(filter(None, value.split(",")))
    unknown = [fate for fate in fates if fate not in FATES]
    if unknown:
        raise CannotEdit(path, f"{unknown[0]!r} is no fate; known are {', '.join(FATES)}")
    return fates
