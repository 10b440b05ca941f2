"""Expressing: the facts of a conflict as the fields of an infobox, in the forms that the reading guide knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..content import Content, Infobox, Link
from ..content import Field as BoxField
from ..content import Place as PlaceMark
from ..problems import CannotExpress
from ..vocabulary import Vocabulary
from .dates import read_dates
from .layout import Given, lay_out
from .model import Belligerent, Commander, Conflict, Fact, Figure, Period, Place, Result, Unit
from .outcome import read_place, read_result
from .people import names_of, read_belligerents
from .rosters import belligerents, commanders, units
from .sheet import Row, Said, sheet
from .stating import Speaker, agree
from .who import Who
from .wording import Wording, wording


def infobox(conflict: Conflict, vocabulary: Vocabulary) -> Infobox:
    """The fields that say what a conflict says; raises CannotExpress for a fact that no form gives back."""
    return _Expressing(conflict, vocabulary, wording(vocabulary)).run()


@dataclass(slots=True)
class _Row:
    """The facts of one field of a side."""

    name: str
    family: str
    number: int
    entries: list[int] = field(default_factory=list)
    """Their positions in the conflict."""


@dataclass(slots=True)
class _Expressing:
    conflict: Conflict
    vocabulary: Vocabulary
    words: Wording
    fields: dict[str, Content] = field(default_factory=dict)

    def run(self) -> Infobox:
        rows = self._rows()
        who = self._sides(rows)
        self._event(who)
        numbers = self._numbers()
        for row in rows:
            if row.family != "combatant":
                self.fields[row.name] = self._side(row, who, numbers)
        return Infobox(tuple(BoxField(name, self.fields[name]) for name in sorted(self.fields, key=self._order(rows))))

    def _order(self, rows: Sequence[_Row]) -> Callable[[str], tuple[Any, ...]]:
        """What sorts fields as the template documents them; those of the sides as the facts stand, if these are in another order."""
        stand = {row.name: at for at, row in enumerate(rows)}
        documented = sorted(stand, key=self._rank) == list(stand)
        return self._rank if documented else lambda name: (name in stand, stand.get(name, 0), self._rank(name))

    def _rank(self, name: str) -> tuple[int, str, int]:
        return self.vocabulary.rank(name) or (0, "", 0)

    def _rows(self) -> list[_Row]:
        """The fields of the sides with their facts, in order."""
        rows: dict[str, _Row] = {}
        for at, entry in enumerate(self.conflict.entries):
            rows.setdefault(entry.field, _Row(entry.field, entry.family, entry.number)).entries.append(at)
        return list(rows.values())

    def _numbers(self) -> dict[int, int]:
        """For each position among the figures the position among the entries."""
        figures = [at for at, entry in enumerate(self.conflict.entries) if isinstance(entry.fact, Figure)]
        return dict(enumerate(figures))

    def _sides(self, rows: Sequence[_Row]) -> Who:
        """The belligerents, and who is known by them."""
        conflict = self.conflict
        numbers = {row.number for row in rows if row.family == "combatant"}
        if max(numbers, default=2) < conflict.columns and conflict.columns > 2:  # noqa: PLR2004 (a box has two sides at least)
            self.fields[f"combatant{conflict.columns}"] = Content(self.words.form("no_entry", "none"))
        fresh = Who(self.vocabulary)
        mine = [row for row in rows if row.family == "combatant"]
        for row in mine:
            self.fields[row.name] = self._belligerents(row, fresh, ())
        who = self._learn(mine)
        for side, states in self._hints(who).items():
            for row in [row for row in mine if row.number == side][:1]:
                self.fields[row.name] = self._belligerents(row, fresh, states)
        return self._learn(mine)

    def _belligerents(self, row: _Row, who: Who, hints: Sequence[str]) -> Content:
        facts = [fact for at in row.entries if isinstance(fact := self.conflict.entries[at].fact, Belligerent)]
        return belligerents(facts, who, self.words, self._paths(row), hints)

    def _learn(self, rows: Sequence[_Row]) -> Who:
        """Who is known by the fields of belligerents."""
        who = Who(self.vocabulary)
        for row in rows:
            content = self.fields[row.name]
            side = row.number if row.number <= self.conflict.columns else None
            found = read_belligerents(content, who)
            who.learn(side, names_of(read.fact for read in found if isinstance(read.fact, Belligerent)))
            who.hint(side, (self.vocabulary.state(mark.id) for mark in content.marks if hasattr(mark, "id")))
        return who

    def _hints(self, who: Who) -> dict[int, list[str]]:
        """The states whose flags tell which side speaks or wins, where the names of the belligerents do not."""
        out: dict[int, list[str]] = {}
        told = [(claimant.name, claimant.side) for claimant in self.conflict.claimants]
        if self.conflict.result is not None and self.conflict.result.winner is not None:
            told.append((self.conflict.result.winner, self.conflict.result.winner_side))
        for name, side in told:
            senses = self.vocabulary.senses(name)
            flag = senses.get("state") or senses.get("people")
            if side is not None and flag is not None and who.side_of(name) != side and flag not in out.setdefault(side, []):
                out[side].append(flag)
        return out

    def _paths(self, row: _Row) -> list[str]:
        return [f"{row.name}[{at}]" for at in range(len(row.entries))]

    def _side(self, row: _Row, who: Who, numbers: dict[int, int]) -> Content:
        """The content of a field of a side."""
        entries = [self.conflict.entries[at] for at in row.entries]
        paths = self._paths(row)
        if row.family == "commander":
            return commanders([e.fact for e in entries if isinstance(e.fact, Commander)], who, self.words, paths)
        if row.family == "units":
            return units([e.fact for e in entries if isinstance(e.fact, Unit)], who, paths)
        figures = [at for at in row.entries if isinstance(self.conflict.entries[at].fact, Figure)]
        position = {at: number for number, at in enumerate(figures)}
        given: list[Given] = []
        for entry, path in zip(entries, paths, strict=True):
            whole = None
            if entry.parent is not None:
                whole = position.get(numbers[entry.parent])
                if whole is None:
                    raise CannotExpress(path, "the figure that includes it stands in another field")
            if isinstance(entry.fact, Figure | Unit):
                given.append(Given(entry.fact, path, whole))
        joint = row.number > self.conflict.columns
        return lay_out(given, Speaker(who, self.words, losses=row.family == "casualties", joint=joint))

    # --- the event as a whole ----------------------------------------------------------------------------

    def _event(self, who: Who) -> None:
        conflict = self.conflict
        for name, path in (("conflict", "name"), ("partof", "part_of"), ("territory", "territory")):
            text: str | None = getattr(conflict, path)
            if text is not None:
                if not text.strip() or text != text.strip():
                    raise CannotExpress(path, "it is empty or begins or ends with blanks")
                self.fields[name] = Content(text)
        if conflict.periods:
            self.fields["date"] = self._periods(conflict.periods)
        if conflict.result is not None:
            self.fields["result"] = self._result(conflict.result, who)
        if conflict.place is not None:
            self._place(conflict.place)

    def _periods(self, periods: Sequence[Period]) -> Content:
        rows: list[Row] = []
        for at, period in enumerate(periods):
            rows += self._period(period, f"date[{at}]")
        content = sheet(rows)
        found = [read.period for read in read_dates(content, self.vocabulary)]
        for at, period in enumerate(periods):
            if at >= len(found) or found[at] != period:
                raise CannotExpress(f"date[{at}]", f"among the others it reads back as {found[at] if at < len(found) else 'nothing'}")
        return content

    def _period(self, period: Period, path: str) -> list[Row]:
        found: list[Period] = []
        for words in self.words.periods(period):
            rows = [Row(Said(words))]
            if period.label is not None:
                rows.insert(0, Row(Said(self.words.form("date", "label").format(label=period.label)), bold=True))
            found = [read.period for read in read_dates(sheet(rows), self.vocabulary)]
            if found == [period]:
                return rows
        raise CannotExpress(path, f"it reads back as {'; '.join(map(str, found)) or 'nothing'}")

    def _result(self, result: Result, who: Who) -> Content:
        read = None
        for words in self.words.results(result):
            content = Content(words)
            read = read_result(content, who)
            if agree_on_result(result, read.result if read is not None else None):
                return content
        raise CannotExpress("result", f"it reads back as {read.result if read is not None else 'nothing'}")

    def _place(self, place: Place) -> None:
        if place.text is not None:
            self.fields["place"] = _linked_place(place)
        if place.coordinates is not None:
            point = PlaceMark(0, 0, lat=place.coordinates.lat, lon=place.coordinates.lon)
            self.fields["coordinates"] = Content("", (point,))
        fields = [self.fields.get("place"), self.fields.get("coordinates")]
        first = next((content for content in fields if content is not None), None)
        if first is None or read_place(first, fields[1]) != place:
            raise CannotExpress("place", f"it reads back as {read_place(first, fields[1]) if first is not None else None}")


def difference(given: Conflict, got: Conflict) -> tuple[str, str] | None:
    """The path of the first fact that a conflict as read does not say as it was given, and why; None where it says all."""
    for path in ("name", "part_of", "territory", "columns", "periods", "place"):
        if getattr(given, path) != getattr(got, path):
            return path, f"it reads back as {getattr(got, path)!r}"
    if not agree_on_result(given.result, got.result):
        return "result", f"it reads back as {got.result!r}"
    mine, theirs = _by_path(given), _by_path(got)
    for path, (fact, whole) in mine.items():
        if path not in theirs:
            return path, "nothing is read back"
        other, its = theirs[path]
        if whole != its or not agree(fact, other):
            return path, f"it reads back as {other!r}, part of {its}"
    more = next((path for path in theirs if path not in mine), None)
    return (more, "nothing was given there") if more is not None else None


def _by_path(conflict: Conflict) -> dict[str, tuple[Fact, str | None]]:
    """Every fact with the path of its whole."""
    figures = [path for path, entry in zip(conflict.paths, conflict.entries, strict=True) if isinstance(entry.fact, Figure)]
    return {
        path: (entry.fact, figures[entry.parent] if entry.parent is not None else None)
        for path, entry in zip(conflict.paths, conflict.entries, strict=True)
    }


def agree_on_result(given: Result | None, got: Result | None) -> bool:
    """Whether an outcome that was read says what was given; the winner's side may be left open."""
    if given is None or got is None or given.winner_side is not None:
        return given == got
    return given == got.model_copy(update={"winner_side": None})


def _linked_place(place: Place) -> Content:
    """The words of a place with its links, each at the words that it is likeliest to have had."""
    text = place.text or ""
    marks: list[Link] = []
    at = 0
    for title in place.links:
        names = (title, title.partition(" (")[0], title.partition(",")[0])
        start, words = next(((found, name) for name in names if name and (found := text.find(name, at)) >= 0), (-1, ""))
        if start < 0:
            rest = text[at:].lstrip(" ,;.()\n")
            start = len(text) - len(rest)
            words = rest.partition(" ")[0].rstrip(",;.()\n")
        marks.append(Link(start, start + len(words), page=title))
        at = start + len(words)
    return Content(text, tuple(marks))
