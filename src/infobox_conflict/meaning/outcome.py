"""How it ended and where it was: the result by its first statement, and the place (guide 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..content import Content, Link
from ..content import Place as PlaceMark
from .evidence import Part
from .model import Coordinates, Place, Qualifier, Result, ResultKind
from .outline import outline
from .terms import Term, split
from .who import Who

_DIGITS: Final = 5  # of a degree: about a metre


@dataclass(slots=True)
class ReadResult:
    """A result with the words that it comes from."""

    result: Result
    start: int
    end: int
    parts: list[Part]


def read_result(content: Content, who: Who) -> ReadResult | None:
    """The outcome by the first statement of a result field, or None where the field says nothing."""
    line = next((line for line in outline(content, who.vocabulary) if line.terms), None)
    if line is None:
        return None
    terms = _statement(line.terms)
    at = next((i for i, term in enumerate(terms) if "result" in term.senses), None)
    if at is None:
        return ReadResult(Result(kind="other"), line.start, line.start, [])
    kind: ResultKind = terms[at].senses["result"]
    qualifiers = [term for term in terms if "qualifier" in term.senses and term is not terms[at]]
    qualifier: Qualifier | None = qualifiers[0].senses["qualifier"] if qualifiers and kind == "victory" else None
    span = (_winner(terms[:at]) or _winner_behind(content.text, terms[at + 1 :])) if kind == "victory" else None
    winner = content.text[slice(*span)] if span is not None else None
    result = Result(kind=kind, winner=winner, winner_side=who.side_of(winner) if winner else None, qualifier=qualifier)
    parts = [Part("result", terms[at].start, terms[at].end), *(Part("result", t.start, t.end) for t in qualifiers if qualifier)]
    if span is not None:
        parts.append(Part("party", *span))
    return ReadResult(result, line.start, terms[-1].end, parts)


def read_place(content: Content, coordinates: Content | None) -> Place | None:
    """The place with its links, and the first point of either field."""
    text = content.text.strip() or None
    points = [*(coordinates.of(PlaceMark) if coordinates is not None else ()), *content.of(PlaceMark)]
    point = next((point for mark in points if (point := _point(mark)) is not None), None)
    titles = tuple(title for link in content.of(Link) if (title := link.title) is not None)
    return Place(text=text, links=titles, coordinates=point) if text or point else None


def _point(mark: PlaceMark) -> Coordinates | None:
    """A point on the globe, or None where there is no such; degrees that are counted once around eastwards are turned back."""
    lon = mark.lon - 360 if 180 < mark.lon <= 360 else mark.lon + 360 if -360 <= mark.lon < -180 else mark.lon  # noqa: PLR2004 (degrees)
    if not (abs(mark.lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004 (degrees; no number is within no bounds)
        return None
    return Coordinates(lat=round(mark.lat, _DIGITS), lon=round(lon, _DIGITS))


def _statement(terms: Sequence[Term]) -> Sequence[Term]:
    """The first statement of a line, up to a semicolon or a remark in parentheses; of a first stage and the outcome, the outcome."""
    end = next((at for at, term in enumerate(terms) if at and term.low == "("), len(terms))
    first, *later = split(terms[1:end], ";")
    outcomes = [one for one in later if any("result" in term.senses for term in one)] if "stage" in terms[0].senses else []
    return outcomes[-1] if outcomes else [terms[0], *first]


def _winner(terms: Sequence[Term]) -> tuple[int, int] | None:
    """The words before `victory` that name who won: the last that no qualifier parts."""
    words: list[Term] = []
    for term in reversed(terms):
        if "qualifier" in term.senses or term.low == ":":
            if words:
                break
        elif not term.has("glue", "small") and term.kind != "sign" and "manner" not in term.senses:
            words.append(term)
    return (words[-1].start, words[0].end) if words else None


def _winner_behind(text: str, terms: Sequence[Term]) -> tuple[int, int] | None:
    """The name in `victory for Rome`: its words have capitals, and nobody else is named beside it."""
    if not terms or "victory_of" not in terms[0].senses:
        return None
    words = terms[2:] if len(terms) > 1 and terms[1].has("glue", "small") else terms[1:]
    capital = [term.kind == "word" and text[term.start].isupper() for term in words]
    end = 0
    while end < len(words) and (capital[end] or (end and words[end].has("glue", "small") and any(capital[end + 1 : end + 2]))):
        end += 1
    shared = end + 1 < len(words) and "glue" in words[end].senses and capital[end + 1]
    return (words[0].start, words[end - 1].end) if end and not shared else None
