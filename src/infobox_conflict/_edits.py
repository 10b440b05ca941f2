"""Invented edits: what can be asked of an infobox, at the addresses that it has, for Hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from ._conflicts import NAMES, Inventor
from .content import Content
from .edits import (
    AddClaim,
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
from .meaning.model import FIGURE_FAMILIES, MOST_COLUMNS, Figure, Result
from .reading import Box

_Way: TypeAlias = Callable[[Box], st.SearchStrategy[Edit]]
_COUNTS: Final = st.one_of(st.integers(0, 99), st.integers(0, 10**7))


def asked(box: Box) -> st.SearchStrategy[Edit]:
    """An edit of any kind that the infobox has an address for."""
    return st.one_of([way(box) for way in _WAYS])


@st.composite
def _of_figure(draw: st.DrawFn, box: Box, path: str) -> Edit:
    """A figure with other bounds, in another form, with other fates or by another claimant; now and then two of these at once."""
    inventor = _inventor(draw, box)
    low, high = sorted(draw(st.tuples(_COUNTS, _COUNTS)))
    whole = inventor.amount()
    ways: list[dict[str, Any]] = [
        *({"low": low}, {"high": high}, {"low": low, "high": high}, {"low": low, "high": low}),
        *({"low": low, "high": None}, {"low": None, "high": high}, {"low": None, "high": None}),
        *({"form": whole.form}, {"approximate": whole.approximate}),
        {"low": whole.low, "high": whole.high, "form": whole.form, "approximate": whole.approximate},
        {"claimant": _name(inventor)},
    ]
    if path.startswith("casualties"):
        figure = next(entry.fact for at, entry in zip(box.conflict.paths, box.conflict.entries, strict=True) if at == path)
        ways.append({"fates": inventor.fates(figure.kind, losses=True)} if isinstance(figure, Figure) else {})
    said = draw(st.lists(st.sampled_from(ways), min_size=1, max_size=2))
    return SetFigure(path, **{name: value for way in said for name, value in way.items()})


@st.composite
def _with_figure(draw: st.DrawFn, box: Box, field: str) -> Edit:
    return AddFigure(field, _inventor(draw, box).figure(losses=field.startswith("casualties")))


@st.composite
def _with_part(draw: st.DrawFn, box: Box, whole: str) -> Edit:
    field = whole.partition("[")[0]
    return AddFigure(field, _inventor(draw, box).figure(losses=field.startswith("casualties")), part_of=whole)


@st.composite
def _with_claim(draw: st.DrawFn, box: Box, field: str) -> Edit:
    inventor = _inventor(draw, box)
    figures = [inventor.figure(losses=field.startswith("casualties")) for _ in range(draw(st.integers(1, 3)))]
    return AddClaim(field, _name(inventor) or NAMES[0], tuple(figures))


@st.composite
def _with_commander(draw: st.DrawFn, box: Box, field: str) -> Edit:
    inventor = _inventor(draw, box)
    return AddCommander(field, inventor.commander(inventor.one(NAMES), inventor.one(inventor.sides)))


@st.composite
def _of_date(draw: st.DrawFn, box: Box, path: str) -> Edit:
    period = _inventor(draw, box).period(None)
    ways = ({"start": period.start}, {"end": period.end}, {"start": period.start, "end": period.end})
    return SetDate(path, **draw(st.sampled_from(ways)))


@st.composite
def _of_result(draw: st.DrawFn, box: Box, _path: str) -> Edit:
    return SetResult(_inventor(draw, box).result() or Result(kind="other"))


def _linking(_box: Box, path: str) -> st.SearchStrategy[Edit]:
    return st.builds(SetLink, st.just(path), st.sampled_from((None, "Page", "Other page#Section")))


def _setting(box: Box, name: str) -> st.SearchStrategy[Edit]:
    """A parameter with what another one says, as it stands or as words alone, or with any text."""
    said = [field.content for field in box.fields] or [Content("")]
    texts = st.text(st.characters(exclude_categories=()), max_size=20)
    return st.builds(SetParameter, st.just(name), st.one_of(st.sampled_from(said), st.sampled_from(said).map(lambda one: one.text), texts))


def _renaming(box: Box, name: str) -> st.SearchStrategy[Edit]:
    return st.builds(RenameParameter, st.just(name), st.sampled_from(box.interpretation.vocabulary.parameter_names()))


def _inventor(draw: st.DrawFn, box: Box) -> Inventor:
    return Inventor.beside(draw, box.conflict, box.interpretation.vocabulary.language)


def _name(inventor: Inventor) -> str | None:
    """The name of somebody who might say so, or None for the infobox's own voice."""
    claimant = inventor.claimant()
    return claimant.name if claimant is not None else None


# --- addresses -------------------------------------------------------------------------------------------------------


def _figures(box: Box) -> list[str]:
    return [path for path, entry in zip(box.conflict.paths, box.conflict.entries, strict=True) if isinstance(entry.fact, Figure)]


def _facts(box: Box) -> list[str]:
    return list(box.conflict.paths)


def _of_family(*families: str) -> Callable[[Box], list[str]]:
    """The fields of facts of some families: those that tell any, and as often one of those that a box may have besides."""

    def fields(box: Box) -> list[str]:
        mine = dict.fromkeys(entry.field for entry in box.conflict.entries if entry.family in families)
        return [*mine, *mine, *(f"{family}{number}" for family in families for number in range(1, MOST_COLUMNS + 1))]

    return fields


def _linked(box: Box) -> list[str]:
    """The facts that may lead to a page."""
    figures = set(_figures(box))
    return [*(path for path in box.conflict.paths if path not in figures), *(["place"] if box.conflict.place is not None else [])]


def _names(box: Box) -> list[str]:
    """The parameters that there are, and those that there may be."""
    mine = _parameters(box)
    return [*mine, *mine, *box.interpretation.vocabulary.parameter_names(box.template)]


def _dates(box: Box) -> list[str]:
    return [path for path in box.interpretation.evidence if path.startswith("date[")]


def _result(box: Box) -> list[str]:
    return [path for path in box.interpretation.evidence if path == "result"]


def _parameters(box: Box) -> list[str]:
    return [field.name for field in box.fields]


def _at(addresses: Callable[[Box], list[str]], ask: Callable[[Box, str], st.SearchStrategy[Edit]]) -> _Way:
    """A kind of edit at one of some addresses; nothing where there is none."""

    def way(box: Box) -> st.SearchStrategy[Edit]:
        found = addresses(box)
        return st.sampled_from(found).flatmap(lambda path: ask(box, path)) if found else st.nothing()

    return way


_WAYS: Final[tuple[_Way, ...]] = (
    _at(_figures, _of_figure),
    _at(_figures, _of_figure),
    _at(_facts, lambda _, path: st.just(Remove(path))),
    _at(_of_family(*FIGURE_FAMILIES), _with_figure),
    _at(_figures, _with_part),
    _at(_of_family(*FIGURE_FAMILIES), _with_claim),
    _at(_of_family("commander"), _with_commander),
    _at(_linked, _linking),
    _at(_dates, _of_date),
    _at(_result, _of_result),
    _at(_names, _setting),
    _at(_parameters, _renaming),
    _at(_parameters, lambda _, name: st.just(RemoveParameter(name))),
)
"""Every kind of edit, with what has addresses for it."""
