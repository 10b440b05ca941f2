"""Facts that come: below those of a field, in a field that the box did not have, or as parts of a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from pydantic import ValidationError

from ..content import Content, Item
from ..meaning import express
from ..meaning.model import Claimant, Commander, Conflict, Entry, Fact, Figure
from ..meaning.rewording import lowered
from ..meaning.stating import agree
from ..meaning.wording import wording
from ..problems import CannotEdit, CannotExpress
from ..reading import Box, BoxField
from ..syntax.rewriting import Change
from ..syntax.text import Span
from .kinds import AddClaim, AddCommander, AddFigure
from .parameters import name_of, place_of
from .plans import Plan, Try, fact_at, told, ways
from .state import Row, State, Value

_NOTHING: Final = re.compile(r"\btext\b|\bnull\b")  # what a value of front matter or JSON holds that says nothing
_SOMETHING: Final = re.compile(r"\w|<!--")


def addition(edit: AddFigure | AddClaim | AddCommander, box: Box) -> Plan:
    """The plan of facts that a field is to say besides."""
    match edit:
        case AddFigure(path, figure):
            if edit.part_of is not None:
                return _Part(path, figure, edit.part_of, box).plan()
            return _Addition(path, (figure,), figure.claimant.name if figure.claimant is not None else None, box).plan()
        case AddClaim(path, claimant, figures):
            return _Addition(path, figures, claimant, box).plan()
        case AddCommander(path, commander):
            return _Addition(path, (commander,), None, box).plan()


class _Saying:
    """Says facts of one field as the vocabulary words them beside the belligerents of the box."""

    def __init__(self, path: str, box: Box) -> None:
        self.path, self.box = path, box
        self.vocabulary = box.interpretation.vocabulary
        self.unsaid = "no words say it"
        """Why there are no words."""

    def lines(self, facts: Sequence[Fact]) -> Content | None:
        """The facts as lines; None where no words say them."""
        sides = [entry for entry in self.box.conflict.entries if entry.family == "combatant"]
        try:
            entries = [*sides, *(Entry(field=self.path, fact=fact) for fact in facts)]
            said = express(Conflict(columns=self.box.conflict.columns, entries=tuple(entries)), self.vocabulary)
        except ValidationError as fault:
            raise CannotEdit(self.path, told(fault)) from None
        except CannotExpress as fault:
            self.unsaid = f"no words say it: {fault.why}"
            return None
        return next((one.content for one in said if one.name == self.path), None)


class _Addition(_Saying):
    """Facts on lines of their own."""

    def __init__(self, path: str, facts: Sequence[Figure | Commander], claimant: str | None, box: Box) -> None:
        super().__init__(path, box)
        self.claimant = claimant
        named = Claimant(name=claimant) if claimant is not None else None
        self.facts = [one.model_copy(update={"claimant": named}) if isinstance(one, Figure) else one for one in facts]
        self.at = self.place()

    def place(self) -> int | None:
        """The position of the field; None where the box does not have it."""
        interpreted = self.box.interpretation.interpreted
        for at in sorted(range(len(self.box.fields)), key=lambda at: (at in interpreted, at), reverse=True):
            meant = self.vocabulary.parameter(self.box.fields[at].name, self.box.template)
            if meant is not None and meant.canonical == self.path:
                return at
        return None

    def plan(self) -> Plan:
        """The plan of the addition."""
        notes = sum(len(one.notes) for one in self.facts if isinstance(one, Figure))
        return replace(self.planned(), without="no words say it", notes=notes)

    def planned(self) -> Plan:
        """The plan of it in a field that says something, that is empty, or that is missing."""
        if self.at is not None and not _is_empty(self.box.fields[self.at]):
            into = self.change if self.follows() is not None else partial(self.found, behind=self.at)
            return Plan(self.path, into, self.wordings(self.at))
        if self.at is not None:
            at = self.at
            tries = (Try(patches, touched=at) for lines in self.whole() for patches in self.box.fields[at].assign(lines))
            return Plan(self.path, partial(self.found, behind=at), tries)
        name = name_of(self.box, self.path)
        if name is None:
            raise CannotEdit(self.path, "the template has no such parameter")
        behind = place_of(self.box, name)

        def change(state: State) -> None:
            state.insert(behind, Value(name, None))
            self.found(state, behind)

        tries = (Try(patches) for lines in self.whole() for patches in self.box.add(behind, name, lines))
        return Plan(self.path, change, tries)

    def whole(self) -> Iterator[Content]:
        """All that a field of its own says."""
        lines = self.lines(self.facts)
        if lines is None:
            raise CannotEdit(self.path, self.unsaid)
        yield lines

    def found(self, state: State, behind: int) -> None:
        """Put the facts behind those of the parameters up to a position."""
        evidence = self.box.interpretation.evidence
        ahead = [at for at, row in enumerate(state.rows) if row.path in evidence and evidence[row.path].field <= behind]
        self.enter(state, ahead[-1] + 1 if ahead else 0)

    def change(self, state: State) -> None:
        """Put the facts behind the one that they follow."""
        behind = self.follows()
        self.enter(state, next((index for index, row in enumerate(state.rows) if row.path == behind), len(state.rows) - 1) + 1)

    def enter(self, state: State, at: int) -> None:
        """Put the facts at a position."""
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

    def wordings(self, at: int) -> Iterator[Try]:
        """The lines of the facts, below the last of their claimant without a heading, or with one."""
        behind, field = self.follows(), self.box.fields[at]
        text = field.content.text
        evidence = self.box.interpretation.evidence[behind] if behind is not None else None
        end = text.find("\n", evidence.end) if evidence is not None and "\n" in text[evidence.end :] else len(text)
        own = evidence is not None and any(self.says(row.fact) for row in State.of(self.box).rows if row.path == behind)
        bare = [one.model_copy(update={"claimant": None}) if isinstance(one, Figure) else one for one in self.facts]
        said = [lines for facts in ((bare, self.facts) if own else (self.facts, bare)) if (lines := self.lines(facts)) is not None]
        if not said:
            raise CannotEdit(self.path, self.unsaid)
        for lines in said:
            yield from (Try(patches, touched=at) for patches in field.insert(end, lines))


def _is_empty(field: BoxField) -> bool:
    """Whether nothing would be lost with what a parameter holds; markup that shows no words is something."""
    return not field.content.marks and not _SOMETHING.search(_NOTHING.sub("", field.raw))


class _Part(_Saying):
    """A figure that another one includes."""

    def __init__(self, path: str, figure: Figure, whole: str, box: Box) -> None:
        super().__init__(path, box)
        fact, self.evidence = fact_at(box, whole)
        if not isinstance(fact, Figure):
            raise CannotEdit(path, f"{whole} is no figure, which could have a part")
        if whole.partition("[")[0] != path:
            raise CannotEdit(path, f"{whole} stands in another field")
        open_ends = {
            "claimant": figure.claimant or fact.claimant,
            "party": figure.party or fact.party,
            "scopes": figure.scopes or fact.scopes,
        }
        self.whole, self.path_of_whole = fact, whole
        self.figure = figure.model_copy(update=open_ends)
        self.last = self.last_part()

    def last_part(self) -> str:
        """The address of the last of the figures that the whole includes, at whatever depth; its own where there is none."""
        rows = State.of(self.box).rows
        inside = [next(row for row in rows if row.path == self.path_of_whole)]
        inside += (row for row in rows if row.parent is not None and any(row.parent is one for one in inside))
        return max((row for row in rows if any(row is one for one in inside)), key=rows.index).path

    def plan(self) -> Plan:
        """The plan of the part."""

        def change(state: State) -> None:
            at = state.rows.index(state.row(self.last)) + 1
            whole = state.row(self.path_of_whole)
            state.rows.insert(at, Row("", self.path, self.figure, whole, self.is_said_by))

        return Plan(self.path, change, self.wordings(), "no words say it", len(self.figure.notes))

    def is_said_by(self, other: Fact) -> bool:
        """Whether a fact says the part: its words may have lost a capital, and a note of the heading above is the part's, too."""
        amount = self.figure.amount.model_copy(update={"words": None})
        notes = {self.figure.notes, self.figure.notes or self.whole.notes}
        return any(agree(self.figure.model_copy(update={"amount": amount, "notes": one}), other) for one in notes)

    def wordings(self) -> Iterator[Try]:
        """In a parenthesis, or on a deeper line; first as the other parts of the whole stand."""
        last = self.box.interpretation.evidence[self.last]
        text = self.box.fields[last.field].content.text
        on_lines = "\n" in text[self.evidence.start : last.end]
        if not list(self.words()):
            raise CannotEdit(self.path, self.unsaid)
        if on_lines:
            yield from self.below()
        yield from self.behind()
        if not on_lines:
            yield from self.below()

    def words(self) -> Iterator[Content]:
        """What the part is called: what goes without saying behind its whole is left out first."""
        figure = self.figure
        mine, its = figure.model_dump(), self.whole.model_dump()
        update = {name: () if name == "scopes" else None for name in ("claimant", "party", "scopes") if mine[name] == its[name]}
        if figure.subject is not None and figure.fates == self.whole.fates and not figure.notes:
            for words in wording(self.vocabulary).amounts(figure.amount):
                yield Content(f"{words} {figure.subject}")
        lines = self.lines([figure.model_copy(update=update)])
        if lines is not None:
            yield lines

    def behind(self) -> Iterator[Try]:
        """In a parenthesis behind the whole, or behind the last part in one."""
        field, at = self.box.fields[self.evidence.field], self.evidence.field
        end = self.box.interpretation.evidence[self.last].end
        form = " ({words})" if self.last == self.path_of_whole else ", {words}"
        for content in self.words():
            if not content.marks and "\n" not in content.text:
                said = form.replace("{words}", lowered(content.text))
                yield from ways(field, at, [Change(Span(end, end), said)])

    def below(self) -> Iterator[Try]:
        """On a line below that of the whole, one deeper in the list, or below its last part."""
        field, at = self.box.fields[self.evidence.field], self.evidence.field
        text = field.content.text
        end = text.find("\n", self.box.interpretation.evidence[self.last].end)
        depth = next((item.depth for item in field.content.of(Item) if item.start <= self.evidence.start < item.end), 0)
        for content in reversed([one for one in self.words() if "\n" not in one.text]):
            line = Content(content.text, (Item(0, len(content.text), depth + 1), *content.marks))
            for patches in field.insert(end if end >= 0 else len(text), line):
                yield Try(patches, touched=at)
