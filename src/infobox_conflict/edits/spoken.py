"""Edits as the command line writes them: `casualties2[1].low=40`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, get_args

from pydantic import ValidationError

from ..meaning.model import FATES, AmountForm, Result
from ..problems import CannotEdit
from .kinds import Edit, Remove, RemoveParameter, RenameParameter, SetDate, SetFigure, SetResult

_SETTING: Final = re.compile(r"(?P<path>[^=]+)\.(?P<key>[a-z]+)=(?P<value>.*)\Z", re.DOTALL)
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\Z|[0-9]+\Z")
_NOTHING: Final = ("", "null")


def spoken(settings: Iterable[str], removals: Iterable[str] = (), renamings: Iterable[str] = ()) -> list[Edit]:
    """The edits that words of the command line ask for; several settings of one fact are one edit. Raises CannotEdit.

    >>> [one.path for one in spoken(["casualties2[1].low=1,500", "casualties2[1].high=2000"], ["image"])]
    ['casualties2[1]', 'image']
    """
    asked: dict[str, dict[str, Any]] = {}
    for words in settings:
        found = _SETTING.match(words)
        if found is None:
            raise CannotEdit(words, "a setting is written PATH.NAME=VALUE, such as casualties2[1].low=40")
        path, key = found["path"], found["key"]
        known = _keys(path)
        if key not in known:
            raise CannotEdit(path, f"it has no {key!r}; known are {', '.join(known)}")
        if key in asked.setdefault(path, {}):
            raise CannotEdit(path, f"{key!r} is set twice")
        asked[path][key] = known[key](path, found["value"])
    edits: list[Edit] = [_setting(path, values) for path, values in asked.items()]
    edits += (Remove(path) if "[" in path else RemoveParameter(path) for path in removals)
    for words in renamings:
        old, equals, new = words.partition("=")
        if not equals or not new:
            raise CannotEdit(words, "a new name is written OLD=NEW")
        edits.append(RenameParameter(old, new))
    return edits


def _setting(path: str, values: dict[str, Any]) -> Edit:
    if path == "result":
        try:
            return SetResult(Result(**values))
        except ValidationError as fault:
            raise CannotEdit(path, str(fault.errors()[0]["msg"])) from None
    return SetDate(path, **values) if path.startswith("date[") else SetFigure(path, **values)


def _keys(path: str) -> dict[str, Callable[[str, str], Any]]:
    """What can be set of a fact, with what reads a value."""
    if path == "result":
        return dict.fromkeys(("kind", "winner", "qualifier"), _words)
    if path.startswith("date["):
        return dict.fromkeys(("start", "end"), _words)
    return {"low": _count, "high": _count, "approximate": _truth, "form": _form, "fates": _fates, "claimant": _words}


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
