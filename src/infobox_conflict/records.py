"""The flat record of a box: its facts with place, evidence and parents put together for output, and its JSON Schema."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from .meaning.model import (
    AmountForm,
    Belligerent,
    ClaimantKind,
    Commander,
    Coordinates,
    Entry,
    Fate,
    Figure,
    Kind,
    Note,
    Placement,
    Result,
    Role,
    Scope,
    Unit,
)
from .problems import Problem
from .reading import Box, Document

SCHEMA: Final = "1"
"""Version of the record's shape; a key that goes or changes its meaning raises it."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, defer_build=True)


class ProblemRecord(_Record):
    """One thing wrong with the input or doubtful about its reading."""

    code: str
    """A code of the published list."""
    message: str
    """One sentence."""
    line: int | None = None
    """Line in the source, from 1."""
    column: int | None = None
    """Column in characters, from 1."""


class UnreadRecord(_Record):
    """Words that no rule read."""

    field: str
    """The parameter's name as written."""
    text: str
    """The words."""
    line: int
    """Line in the source, from 1."""
    column: int
    """Column in characters, from 1."""


class SourceRecord(_Record):
    """Where the infobox was read."""

    file: str | None = None
    """The file's name as it was given."""
    page: str | None = None
    """The page's title, where the carrier tells."""
    revision: int | None = None
    """The page's revision, where the carrier tells."""


class FigureRecord(_Record):
    """One count that the infobox states."""

    path: str
    """Its address: field and position in it (`casualties2[0]`)."""
    field: str
    """Canonical parameter name."""
    side: int | None
    """The side's number; null for the joint row and what has no place."""
    placement: Placement
    """Whether it belongs to a side, to all of them, or to none that the box has."""
    claimant: str | None
    """Who says so; null is the infobox's own voice."""
    claimant_kind: ClaimantKind | None
    """What sort of source that is."""
    claimant_side: int | None
    """The side that the claimant is or speaks for."""
    party: str | None
    """Whose people or equipment, where the field breaks a side down."""
    scope: str | None
    """Its limits, outer first, joined with a slash between blanks."""
    scopes: tuple[Scope, ...]
    """The same limits with their types."""
    kind: Kind
    """What is counted."""
    subject: str | None
    """The counted noun phrase as the text has it."""
    fates: tuple[Fate, ...]
    """What became of them."""
    low: int | None
    """Least count that the text allows."""
    high: int | None
    """Greatest count that the text allows."""
    approximate: bool
    """Whether the text hedges the number itself."""
    form: AmountForm
    """The manner in which the text gives the count."""
    words: str | None
    """The words of the count."""
    parent: int | None
    """Position in `figures` of the figure that already includes this one."""
    as_of: str | None
    """The date of the count as EDTF."""
    text: str
    """The words of the content that state it."""
    notes: tuple[Note, ...]
    """References, footnotes and maintenance marks that stand at it."""
    problems: tuple[ProblemRecord, ...]
    """What is doubtful about its reading."""


class CombatantRecord(_Record):
    """One belligerent."""

    side: int | None
    """The side's number; null for the joint row and what has no place."""
    name: str
    """As displayed."""
    link: str | None
    """Page title."""
    role: Role | None
    """Its part, where a heading gives one."""
    part_of: str | None
    """The entry that it is a part of."""


class CommanderRecord(_Record):
    """One person who led."""

    side: int | None
    """The side's number; null for the joint row and what has no place."""
    name: str
    """As displayed, without rank and flag."""
    link: str | None
    """Page title."""
    rank: str | None
    """The rank spelt out before the name."""
    party: str | None
    """From a flag or heading."""
    fates: tuple[Fate, ...]
    """What became of the person."""


class UnitRecord(_Record):
    """One named formation."""

    side: int | None
    """The side's number; null for the joint row and what has no place."""
    name: str
    """As displayed."""
    link: str | None
    """Page title."""
    depth: int
    """1 for the outermost level of the list."""
    party: str | None
    """From a flag or heading."""


class DateRecord(_Record):
    """One period."""

    start: str
    """EDTF level 1, or `..`."""
    end: str
    """EDTF level 1, or `..`."""
    label: str | None
    """The name of the phase."""
    calendar: Literal["gregorian", "julian"] | None
    """The calendar, only where the text names it."""


class Record(_Record):
    """Everything that one infobox says, as one JSON object (reading guide; `infobox-conflict facts` prints one a line)."""

    model_config = ConfigDict(
        title="Facts of a military conflict infobox", json_schema_extra={"$id": f"urn:infobox-conflict:facts:{SCHEMA}"}
    )

    title: str | None
    """The name of the conflict; null in a box without one."""
    figures: tuple[FigureRecord, ...]
    """In source order."""
    combatants: tuple[CombatantRecord, ...]
    """In source order."""
    commanders: tuple[CommanderRecord, ...]
    """In source order."""
    units: tuple[UnitRecord, ...]
    """In source order."""
    dates: tuple[DateRecord, ...]
    """In source order."""
    result: Result | None
    """How it ended, by the first statement."""
    coordinates: Coordinates | None
    """The place in decimal degrees."""
    part_of: str | None
    """The words of the wider conflict."""
    place: str | None
    """The words of the place."""
    territory: str | None
    """The words on changes of territory."""
    unread: tuple[UnreadRecord, ...]
    """Words of interpreted fields that no rule read."""
    problems: tuple[ProblemRecord, ...]
    """What is wrong with the document, or doubtful about the reading of this box."""
    source: SourceRecord
    """Where it was read."""
    format_version: Literal["1"] = Field(alias="schema")
    """Version of this record's shape."""


def record(document: Document, box: Box, *, file: str | None = None, page: str | None = None, revision: int | None = None) -> Record:
    """The record of one of a document's boxes; *file*, *page* and *revision* are told as its source."""
    conflict = box.conflict
    addressed = list(zip(conflict.paths, conflict.entries, strict=True))
    sides = {path: entry.number if conflict.placement(entry) == "side" else None for path, entry in addressed}
    figures = [(path, entry) for path, entry in addressed if isinstance(entry.fact, Figure)]
    doubts: dict[str | None, list[ProblemRecord]] = {}
    if box.is_conflict:  # the one problem of any other box is that it is none
        told = box.problems[len(box.problems) - len(box.interpretation.doubts) :]  # what is wrong with the markup comes first
        for doubt, problem in zip(box.interpretation.doubts, told, strict=True):
            doubts.setdefault(doubt.path, []).append(_problem(document, problem))
    return Record(
        title=conflict.name,
        figures=tuple(_figure(box, path, entry, doubts.get(path, [])) for path, entry in figures),
        combatants=tuple(CombatantRecord(side=sides[p], **dict(e.fact)) for p, e in addressed if isinstance(e.fact, Belligerent)),
        commanders=tuple(CommanderRecord(side=sides[p], **dict(e.fact)) for p, e in addressed if isinstance(e.fact, Commander)),
        units=tuple(UnitRecord(side=sides[p], **dict(e.fact)) for p, e in addressed if isinstance(e.fact, Unit)),
        dates=tuple(DateRecord(**dict(period)) for period in conflict.periods),
        result=conflict.result,
        coordinates=conflict.place.coordinates if conflict.place is not None else None,
        part_of=conflict.part_of,
        place=conflict.place.text if conflict.place is not None else None,
        territory=conflict.territory,
        unread=tuple(UnreadRecord(field=one.field, text=one.words, line=one.line, column=one.column) for one in box.unread),
        problems=tuple(_problem(document, problem) for problem in (*document.problems, *box.problems)),
        source=SourceRecord(file=file, page=page if page is not None else document.title, revision=revision),
        schema=SCHEMA,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record."""
    found = Record.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _figure(box: Box, path: str, entry: Entry, problems: list[ProblemRecord]) -> FigureRecord:
    figure = entry.fact
    assert isinstance(figure, Figure)  # noqa: S101 (the caller chose figures)
    conflict, evidence = box.conflict, box.interpretation.evidence[path]
    placement = conflict.placement(entry)
    claimant = figure.claimant
    return FigureRecord(
        path=path,
        field=entry.field,
        side=entry.number if placement == "side" else None,
        placement=placement,
        claimant=claimant.name if claimant is not None else None,
        claimant_kind=claimant.kind if claimant is not None else None,
        claimant_side=claimant.side if claimant is not None else None,
        party=figure.party,
        scope=" / ".join(scope.text for scope in figure.scopes) or None,
        scopes=figure.scopes,
        kind=figure.kind,
        subject=figure.subject,
        fates=figure.fates,
        low=figure.low,
        high=figure.high,
        approximate=figure.amount.approximate,
        form=figure.amount.form,
        words=figure.amount.words,
        parent=entry.parent,
        as_of=figure.as_of,
        text=box.fields[evidence.field].content.text[evidence.start : evidence.end],
        notes=figure.notes,
        problems=tuple(problems),
    )


def _problem(document: Document, problem: Problem) -> ProblemRecord:
    place = document.position(problem.span[0]) if problem.span is not None else None
    return ProblemRecord(
        code=problem.code, message=problem.message, line=place.line if place else None, column=place.column if place else None
    )
