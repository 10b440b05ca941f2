"""An edit as what it expects of the facts, and the wordings that may say it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from pydantic import ValidationError

from ..content import Content, Infobox
from ..meaning import express
from ..meaning.evidence import Evidence
from ..meaning.model import Amount, Claimant, Commander, Conflict, Entry, Fact, Figure, Period
from ..meaning.rewording import abreast, phrase, reword
from ..meaning.stating import agree
from ..meaning.wording import wording
from ..problems import CannotEdit, CannotExpress, CannotWrite, NoSuchFact
from ..reading import Box, BoxField
from ..syntax.rewriting import Change, without
from ..syntax.text import Patch, Span, apply
from .kinds import AddClaim, AddCommander, AddFigure, Edit, Remove, RemoveParameter, RenameParameter, SetDate, SetFigure, SetResult
from .state import Row, State

_TEXTS: Final = {"conflict": "name", "partof": "part_of"}


@dataclass(frozen=True, slots=True)
class Try:
    """One wording of an edit: patches of the document, and the changes of contents that they make."""

    patches: list[Patch]
    changes: list[tuple[int, Change]] = field(default_factory=list)
    """New words for stretches of fields, by the field's position."""
    touched: int | None = None
    """The position of a field that lines are put into or taken out of."""

    def note(self, expected: State, infobox: Infobox) -> None:
        """Tell the state what the changed fields say then."""
        if self.touched is not None:
            expected.values[self.touched].content = None
        for at, change in self.changes:
            value = expected.values[at]
            value.content = None
            value.changes.append(change)
            value.text = apply(infobox.fields[at].content.text, [Patch(one.span, one.words) for one in value.changes])


@dataclass(frozen=True, slots=True)
class Plan:
    """An edit that is understood."""

    path: str
    apply: Callable[[State], None]
    """Makes the change in a plain model of the facts."""
    tries: Iterator[Try]
    """Wordings, the smallest first."""
    without: str = "no words stand there that could be changed"
    """Why there is no wording, where there is none."""


def compile_edit(edit: Edit, box: Box) -> Plan:
    """What an edit means in a box; raises NoSuchFact and CannotEdit."""
    compiler = _COMPILERS.get(type(edit))
    if compiler is None:
        raise TypeError(f"{edit!r} is no edit")
    return compiler(edit, box)


def _entry(box: Box, path: str) -> tuple[Fact, Evidence]:
    """The fact of a side at an address, and its words."""
    evidence = box.interpretation.evidence
    found = dict(zip(box.conflict.paths, box.conflict.entries, strict=True)).get(path)
    if found is None:
        near = difflib.get_close_matches(path, box.conflict.paths, 1)
        raise NoSuchFact(path, near[0] if near else None)
    return found.fact, evidence[path]


def _ways(field: BoxField, at: int, changes: Sequence[Change]) -> Iterator[Try]:
    """The ways in which a carrier can take changes of one field, all of them at once."""
    for picked in abreast(*[list(field.rewrite(change)) for change in changes]):
        yield Try([patch for patches in picked for patch in patches], [(at, change) for change in changes])


# --- figures ---------------------------------------------------------------------------------------------------------


class _Figure:
    """The change of a figure."""

    def __init__(self, edit: SetFigure, box: Box) -> None:
        fact, evidence = _entry(box, edit.path)
        if not isinstance(fact, Figure):
            raise CannotEdit(edit.path, "it is no figure")
        self.edit, self.box, self.old, self.evidence = edit, box, fact, evidence
        self.field = box.fields[evidence.field]
        self.text = self.field.content.text
        self.vocabulary = box.interpretation.vocabulary
        self.amount = self.new_amount()

    def plan(self) -> Plan:
        """The plan of the change."""
        return Plan(self.edit.path, self.change, self.wordings())

    def new_amount(self) -> Amount:
        """The amount that is asked for."""
        edit, old = self.edit, self.old.amount
        low, high = (before if asked is ... else asked for asked, before in ((edit.low, old.low), (edit.high, old.high)))
        exact = old.form == "exact" and edit.form in (..., "exact")
        if exact and (edit.low is ...) != (edit.high is ...):
            one = high if edit.low is ... else low
            low, high = (low, high) if one is None else (one, one)
        form = old.form if edit.form is ... else edit.form
        if edit.form in ("at_least", "more_than") and edit.high is ...:  # the form tells which end is open
            low, high = (high if low is None else low), None
        elif edit.form in ("at_most", "fewer_than") and edit.low is ...:
            low, high = None, (low if high is None else high)
        elif edit.form == "exact":
            low, high = (high if low is None else low), (low if high is None else high)
        hedged = old.form in ("vague", "qualitative") and (low, high) != (old.low, old.high)
        approximate = (old.approximate and not hedged) if edit.approximate is ... else edit.approximate
        try:
            keeps = edit.form is not ... or (old.low == old.high and form in ("range", "alternatives"))
            return _amount(low, high, form, approximate=approximate, keeps=keeps, is_given=edit.form is not ...)
        except ValidationError as fault:
            raise CannotEdit(edit.path, str(fault.errors()[0]["msg"]).removeprefix("Value error, ")) from None

    def change(self, state: State) -> None:
        """Make the change in the model."""
        row, edit = state.row(self.edit.path), self.edit
        said: dict[str, object] = {"amount": self.amount}
        if edit.fates is not ...:
            said["fates"] = edit.fates
        if edit.claimant is not ...:
            said["claimant"] = None if edit.claimant is None else Claimant(name=edit.claimant)
        try:
            row.fact = self.old.model_copy(update=said)
        except ValidationError as fault:
            raise CannotEdit(edit.path, str(fault.errors()[0]["msg"])) from None
        row.agrees = partial(agree, row.fact)

    def wordings(self) -> Iterator[Try]:
        """The wordings of the change."""
        edit, old = self.edit, self.old
        asked: list[list[Change]] = []
        if self.amount != old.amount.model_copy(update={"words": None}):
            asked.append(list(self.of_amount()))
        if edit.fates is not ... and set(edit.fates) != set(old.fates):
            asked.append(list(self.of_fates(edit.fates)))
        if edit.claimant is not ... and edit.claimant != (old.claimant and old.claimant.name):
            asked.append(list(self.of_claimant(edit.claimant)))
        if not asked:
            yield Try([])
        for changes in abreast(*asked):
            yield from _ways(self.field, self.evidence.field, changes)

    def of_amount(self) -> Iterator[Change]:
        """The new words of the amount; where a noun alone meant one, a number before it."""
        span = self.part("amount")
        if span is not None:
            for words in reword(span.of(self.text), self.old.amount, self.amount, self.vocabulary, self.text):
                yield Change(span, words)
        elif (noun := self.part("noun") or self.part("fate")) is not None:
            for words in reword("", self.old.amount, self.amount, self.vocabulary, self.text):
                yield Change(Span(noun.start, noun.start), words + " ")

    def of_fates(self, fates: Sequence[str]) -> Iterator[Change]:
        """The words of the fates, in place of the old ones or behind what is counted."""
        said = [phrase(self.vocabulary, "fate", fate) for fate in fates]
        joint = phrase(self.vocabulary, "range", "and")
        words = f" {joint} ".join(filter(None, (", ".join(said[:-1]), said[-1] if said else "")))
        parts = sorted(Span(part.start, part.end) for part in self.evidence.parts if part.role == "fate")
        if parts and words:
            yield Change(Span(parts[0].start, parts[-1].end), words)
        elif words and (behind := self.part("noun") or self.part("amount")) is not None:
            yield Change(Span(behind.end, behind.end), f" {words}")
        elif parts and not words:
            yield Change(Span(parts[0].start - self.text[: parts[0].start].endswith(" "), parts[-1].end), "")

    def of_claimant(self, claimant: str | None) -> Iterator[Change]:
        """The claimant's name in place of the old one, or in a parenthesis behind the figure."""
        span = self.part("claimant")
        if claimant is not None:
            if span is not None:
                yield Change(span, claimant)
            end = max((part.end for part in self.evidence.parts if self.evidence.start <= part.start < self.evidence.end), default=0)
            yield Change(Span(end, end), f" ({phrase(self.vocabulary, 'claim', 'before')} {claimant})")
        elif span is not None:
            before, behind = self.text.rfind("(", 0, span.start), self.text.find(")", span.end)
            if before >= self.evidence.start and behind >= 0 and "\n" not in self.text[before:behind]:
                yield Change(Span(before - self.text[:before].endswith(" "), behind + 1), "")

    def part(self, role: str) -> Span | None:
        """The first words of a role."""
        return next((Span(part.start, part.end) for part in self.evidence.parts if part.role == role), None)


def _amount(low: int | None, high: int | None, form: str, *, approximate: bool, keeps: bool, is_given: bool) -> Amount:
    """An amount of a form, or of the plainest that its bounds allow; *keeps* lets both ends of a range be one number."""
    try:
        amount = Amount.model_validate({"low": low, "high": high, "form": form, "approximate": approximate})
    except ValidationError:
        if is_given:
            raise
    else:
        if keeps or not (form in ("range", "alternatives") and low == high):
            return amount
    if low is None and high is None:
        form, approximate = "unknown", False
    elif low is None or high is None:
        form = "at_most" if low is None else "at_least"
    else:
        form = "exact" if low == high else "range"
    return Amount.model_validate({"low": low, "high": high, "form": form, "approximate": approximate})


# --- facts that go ---------------------------------------------------------------------------------------------------


def _removal(edit: Remove, box: Box) -> Plan:
    _, evidence = _entry(box, edit.path)
    state = State.of(box)
    part = next((one for one in state.rows if one.parent is state.row(edit.path)), None)
    if part is not None:
        raise CannotEdit(edit.path, f"{part.path} is a part of it")

    def change(state: State) -> None:
        state.rows.remove(state.row(edit.path))

    return Plan(edit.path, change, _without(box, evidence), "it stands alone in its field; remove the parameter instead")


def _without(box: Box, evidence: Evidence) -> Iterator[Try]:
    """The wordings without a fact: without its line, and the heading that then heads nothing; or without its words on the line."""
    field, at = box.fields[evidence.field], evidence.field
    text, start, end = field.content.text, evidence.start, evidence.end
    heading = text.rfind("\n", 0, max(0, text.rfind("\n", 0, start))) + 1
    for first in (start, heading) if heading < start else (start,):
        for patch in without(text, first, end, field.map):
            yield Try([patch], touched=at)
    joints = [(start - len(found), end) for found in (", ", "; ", " ") if text[:start].endswith(found)]
    joints += [(start, end + len(found)) for found in (", ", "; ", " ") if text[end:].startswith(found)]
    for first, last in joints:
        yield from _ways(field, at, [Change(Span(first, last), "")])


# --- facts that come -------------------------------------------------------------------------------------------------


class _Addition:
    """Facts that a field is to say besides, as the vocabulary words them beside the belligerents of the box."""

    def __init__(self, path: str, facts: Sequence[Figure | Commander], claimant: str | None, box: Box) -> None:
        self.path, self.box, self.claimant = path, box, claimant
        self.vocabulary = box.interpretation.vocabulary
        named = Claimant(name=claimant) if claimant is not None else None
        self.facts = [one.model_copy(update={"claimant": named}) if isinstance(one, Figure) else one for one in facts]
        self.at = self.place()

    def place(self) -> int:
        """The position of the field."""
        template = self.box.template
        for at in reversed(self.box.interpretation.interpreted):
            meant = self.vocabulary.parameter(self.box.fields[at].name, template)
            if meant is not None and meant.canonical == self.path:
                return at
        raise CannotEdit(self.path, "the box has no such field with anything in it")

    def plan(self) -> Plan:
        """The plan of the addition."""
        return Plan(self.path, self.change, self.wordings(), "no words say it")

    def change(self, state: State) -> None:
        """Put the facts behind the one that they follow."""
        behind = self.follows()
        at = next((index for index, row in enumerate(state.rows) if row.path == behind), len(state.rows) - 1) + 1
        state.rows[at:at] = [Row("", self.path, fact, agrees=partial(agree, fact)) for fact in self.facts]

    def follows(self) -> str | None:
        """The address of the fact behind which they stand: the last of their claimant, else the last of the field."""
        entries = zip(self.box.conflict.paths, self.box.conflict.entries, strict=True)
        mine = [(path, entry.fact) for path, entry in entries if entry.field == self.path]
        own = [path for path, fact in mine if self.says(fact)]
        return own[-1] if own else mine[-1][0] if mine else None

    def says(self, fact: Fact) -> bool:
        """Whether a fact is of the same claimant."""
        return isinstance(fact, Figure) and (fact.claimant and fact.claimant.name) == self.claimant

    def wordings(self) -> Iterator[Try]:
        """The lines of the facts, below the last of their claimant without a heading, or with one."""
        behind, field = self.follows(), self.box.fields[self.at]
        text = field.content.text
        evidence = self.box.interpretation.evidence[behind] if behind is not None else None
        end = text.find("\n", evidence.end) if evidence is not None and "\n" in text[evidence.end :] else len(text)
        own = evidence is not None and any(self.says(row.fact) for row in State.of(self.box).rows if row.path == behind)
        for headed in (False, True) if own else (True, False):
            lines = self.lines(headed=headed)
            if lines is not None:
                try:
                    yield from [Try(patches, touched=self.at) for patches in field.insert(end, lines)]
                except CannotWrite as fault:
                    raise CannotEdit(self.path, str(fault)) from None

    def lines(self, *, headed: bool) -> Content | None:
        """The facts in words, under their claimant's heading or without it."""
        sides = [entry for entry in self.box.conflict.entries if entry.family == "combatant"]
        facts = [one if headed or not isinstance(one, Figure) else one.model_copy(update={"claimant": None}) for one in self.facts]
        try:
            entries = [*sides, *(Entry(field=self.path, fact=fact) for fact in facts)]
            said = express(Conflict(columns=self.box.conflict.columns, entries=tuple(entries)), self.vocabulary)
        except ValidationError as fault:
            raise CannotEdit(self.path, str(fault.errors()[0]["msg"]).removeprefix("Value error, ")) from None
        except CannotExpress:
            return None
        return next((one.content for one in said if one.name == self.path), None)


# --- the event -------------------------------------------------------------------------------------------------------


def _dating(edit: SetDate, box: Box) -> Plan:
    evidence = box.interpretation.evidence.get(edit.path)
    dates = [path for path in box.interpretation.evidence if path.startswith("date[")]
    if evidence is None or edit.path not in dates:
        raise NoSuchFact(edit.path, next(iter(difflib.get_close_matches(edit.path, dates, 1)), None))
    at = dates.index(edit.path)
    old = box.conflict.periods[at]
    start, end = (old.start if edit.start is ... else edit.start, old.end if edit.end is ... else edit.end)
    if old.start == old.end and (edit.start is ...) != (edit.end is ...):
        start = end = end if edit.start is ... else start
    try:
        period = old.model_copy(update={"start": start, "end": end})
    except ValidationError as fault:
        raise CannotEdit(edit.path, str(fault.errors()[0]["msg"]).removeprefix("Value error, ")) from None

    def change(state: State) -> None:
        state.event["periods"] = tuple(period if index == at else one for index, one in enumerate(state.event["periods"]))

    parts = [part for part in evidence.parts if part.role == "date"]
    span = Span(min((part.start for part in parts), default=evidence.start), max((part.end for part in parts), default=evidence.end))
    words = span.of(box.fields[evidence.field].content.text)
    said = (*_redated(words, old, period), *wording(box.interpretation.vocabulary).periods(period))
    return Plan(edit.path, change, _worded(box, evidence.field, span, said))


def _redated(words: str, old: Period, new: Period) -> Iterator[str]:
    """The words of a period with other days or years in it, where the months stay: the order in which they stand stays, too."""
    for at, (before, after) in enumerate(((old.start, new.start), (old.end, new.end))):
        one, other = before.split("-"), after.split("-")
        if before == after or len(one) != len(other) or one[1:2] != other[1:2]:
            continue
        for was, now in zip(one, other, strict=True):
            found = [match.span() for match in re.finditer(r"\d+", words) if was.isdecimal() and int(match[0]) == int(was)]
            if was != now and found:
                start, end = found[-at]
                words = f"{words[:start]}{int(now)}{words[end:]}"
    yield words


def _outcome(edit: SetResult, box: Box) -> Plan:
    evidence = box.interpretation.evidence.get("result")
    if evidence is None or edit.path != "result":
        raise NoSuchFact(edit.path, None)

    def change(state: State) -> None:
        state.event["result"] = edit.result

    said = wording(box.interpretation.vocabulary).results(edit.result)
    return Plan(edit.path, change, _worded(box, evidence.field, Span(evidence.start, evidence.end), said))


def _worded(box: Box, at: int, span: Span, words: Iterable[str]) -> Iterator[Try]:
    """Words in place of others, in the ways that there are."""
    for one in words:
        yield from _ways(box.fields[at], at, [Change(span, one)])


# --- parameters ------------------------------------------------------------------------------------------------------


def _parameter(box: Box, name: str) -> int:
    """The position of the parameter of a name; of several the last, which counts."""
    found = [at for at, one in enumerate(box.fields) if one.name == name]
    if not found:
        near = difflib.get_close_matches(name, [one.name for one in box.fields], 1)
        raise NoSuchFact(name, near[0] if near else None)
    return found[-1]


def _renaming(edit: RenameParameter, box: Box) -> Plan:
    at = _parameter(box, edit.path)

    def change(state: State) -> None:
        state.values[at].name = edit.name

    return Plan(edit.path, change, iter([Try([Patch(box.fields[at].name_span, edit.name)])]))


def _taking_out(edit: RemoveParameter, box: Box) -> Plan:
    at = _parameter(box, edit.path)
    gone = {path for path, evidence in box.interpretation.evidence.items() if evidence.field == at}
    dates = [path for path in box.interpretation.evidence if path.startswith("date[")]

    def change(state: State) -> None:
        del state.values[at]
        state.rows = [row for row in state.rows if row.path not in gone]
        state.event["periods"] = tuple(one for one, path in zip(state.event["periods"], dates, strict=True) if path not in gone)
        state.event |= {_TEXTS.get(path, path): None for path in gone if "[" not in path}

    return Plan(edit.path, change, _gone(box, at))


def _gone(box: Box, at: int) -> Iterator[Try]:
    """The wordings without a parameter: up to the end of its value from that of the one before, or up to the name of the next."""
    mine = box.fields[at]
    if at > 0:
        yield Try([Patch(Span(box.fields[at - 1].span.end, mine.span.end), "")])
    if at + 1 < len(box.fields):
        yield Try([Patch(Span(mine.name_span.start, box.fields[at + 1].name_span.start), "")])


def _addition(edit: AddFigure | AddClaim | AddCommander, box: Box) -> Plan:
    match edit:
        case AddFigure(path, figure):
            return _Addition(path, (figure,), figure.claimant.name if figure.claimant is not None else None, box).plan()
        case AddClaim(path, claimant, figures):
            return _Addition(path, figures, claimant, box).plan()
        case AddCommander(path, commander):
            return _Addition(path, (commander,), None, box).plan()


_COMPILERS: Final[dict[type, Callable[[Any, Box], Plan]]] = {
    SetFigure: lambda edit, box: _Figure(edit, box).plan(),
    AddFigure: _addition,
    AddClaim: _addition,
    AddCommander: _addition,
    Remove: _removal,
    SetDate: _dating,
    SetResult: _outcome,
    RenameParameter: _renaming,
    RemoveParameter: _taking_out,
}
