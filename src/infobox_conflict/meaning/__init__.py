"""The right wing: content to facts and back; it knows no syntax. `interpret` is its door."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..content import Content, Infobox
from ..vocabulary import Parameter, Vocabulary
from .dates import read_dates
from .drafts import Draft
from .evidence import Evidence, Part, Unread, unread_words
from .figures import read_figures
from .model import FIGURE_FAMILIES, Belligerent, Conflict, Entry, Figure, Period, Place, Result
from .outcome import read_place, read_result
from .parents import set_parents
from .people import Read, names_of, read_belligerents, read_commanders, read_units
from .who import Who

_TEXTS = ("conflict", "partof", "territory")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A problem with the reading of a field: its code, the field, the place in its content, and a sentence."""

    code: str
    message: str
    field: int
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The facts of an infobox, and beside them where each was read and what was not."""

    conflict: Conflict
    evidence: dict[str, Evidence]
    """For each path (`casualties2[1]`, `date[0]`, `result`, `place`) its words."""
    unread: tuple[Unread, ...]
    doubts: tuple[Doubt, ...]


def interpret(infobox: Infobox, vocabulary: Vocabulary) -> Interpretation:
    """Read the facts of an infobox by the words of a language; the reading guide is the rule.

    >>> from ..content import Field
    >>> from ..vocabulary import load
    >>> box = Infobox((Field("casualties1", Content("At least 38 killed")),))
    >>> interpret(box, load("en")).conflict.figures[0].low
    38
    """
    return _Interpreter(infobox, vocabulary).run()


@dataclass(slots=True)
class _Interpreter:
    infobox: Infobox
    vocabulary: Vocabulary
    entries: list[tuple[str, Figure | Read, Draft | None]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    read: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """For each interpreted field the stretches that some rule read."""
    doubts: list[Doubt] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    result: Result | None = None
    place: Place | None = None

    def run(self) -> Interpretation:
        fields = self._effective()
        columns = max(2, min(5, max((p.number or 0 for _, p, _ in fields if p.family == "combatant"), default=2)))
        who = self._belligerents(fields, columns)
        for at, parameter, content in fields:
            self._field(at, parameter, content, who, {p.canonical: c for _, p, c in fields})
        position = {id(draft): i for i, draft in enumerate(self.drafts)}
        entries = tuple(
            Entry(
                field=name,
                fact=fact if isinstance(fact, Figure) else fact.fact,
                parent=position[id(draft.parent)] if draft is not None and draft.parent is not None else None,
            )
            for name, fact, draft in self.entries
        )
        conflict = Conflict(
            name=self.texts.get("conflict"),
            part_of=self.texts.get("partof"),
            territory=self.texts.get("territory"),
            columns=columns,
            entries=entries,
            periods=tuple(self.periods),
            result=self.result,
            place=self.place,
        )
        unread = [
            run
            for at, spans in sorted(self.read.items())
            for run in unread_words(at, self.infobox.fields[at].content, spans, self.vocabulary)
        ]
        return Interpretation(conflict, self.evidence, tuple(unread), tuple(self.doubts))

    def _effective(self) -> list[tuple[int, Parameter, Content]]:
        """The fields that count: known ones, of doubles the last; the others are told as doubts."""
        found: dict[str, tuple[int, Parameter, Content]] = {}
        for at, one in enumerate(self.infobox.fields):
            parameter = self.vocabulary.parameter(one.name, self.infobox.template)
            if parameter is None:
                self.doubts.append(Doubt("unknown-parameter", f"the template has no parameter {one.name!r}", at))
                continue
            if not one.content.text.strip() and not one.content.marks:
                continue
            if parameter.canonical in found:
                self.doubts.append(Doubt("duplicate-parameter", f"the parameter {one.name!r} stands twice; the last one counts", at))
            found[parameter.canonical] = (at, parameter, one.content)
        return sorted(found.values(), key=lambda row: row[0])

    def _belligerents(self, fields: list[tuple[int, Parameter, Content]], columns: int) -> Who:
        """The names of every side, which tell claimants and parties apart in all other fields."""
        who = Who(self.vocabulary)
        for _, parameter, content in fields:
            if parameter.family == "combatant" and parameter.number is not None:
                side = parameter.number if parameter.number <= columns else None
                facts = (read.fact for read in read_belligerents(content, who))
                who.learn(side, names_of(fact for fact in facts if isinstance(fact, Belligerent)))
        return who

    def _field(self, at: int, parameter: Parameter, content: Content, who: Who, others: dict[str, Content]) -> None:
        """Read one field by the family of its parameter."""
        family = parameter.family
        if parameter.number is None:
            self._event(at, family, content, who, others)
        elif family in FIGURE_FAMILIES:
            drafts = read_figures(content, who, losses=family == "casualties")
            set_parents(drafts)
            for draft in drafts:
                figure = draft.finish(content.text, who)
                self._enter(at, parameter, figure, draft.start, draft.end, draft.parts, draft)
            self.drafts += drafts
            self.read.setdefault(at, [])
        elif family in _ENTRIES:
            self.read.setdefault(at, [])
            for read in _ENTRIES[family](content, who):
                self._enter(at, parameter, read, read.start, read.end, read.parts, None)
        if family in (*FIGURE_FAMILIES, *_ENTRIES) and parameter.number is not None:
            self._check_place(at, parameter, others)

    def _event(self, at: int, family: str, content: Content, who: Who, others: dict[str, Content]) -> None:
        """Read a field of the event as a whole."""
        if family == "date":
            self.read.setdefault(at, [])
            for read in read_dates(content, self.vocabulary):
                self._note(at, f"date[{len(self.periods)}]", Evidence(at, read.start, read.end, tuple(read.parts)))
                self.periods.append(read.period)
        elif family == "result" or (family == "status" and "result" not in others):
            self.read.setdefault(at, [])
            found = read_result(content, who)
            if found is not None:
                self.result = found.result
                self._note(at, "result", Evidence(at, found.start, found.end, tuple(found.parts)))
        elif family == "place" or (family == "coordinates" and "place" not in others):
            self.place = read_place(content, others.get("coordinates"))
            self._note(at, "place", Evidence(at, 0, len(content.text), (Part("name", 0, len(content.text)),)))
        elif family in _TEXTS:
            self.texts[family] = content.text.strip()
            self._note(at, family, Evidence(at, 0, len(content.text), (Part("name", 0, len(content.text)),)))

    def _enter(
        self, at: int, parameter: Parameter, fact: Figure | Read, start: int, end: int, parts: list[Part], draft: Draft | None
    ) -> None:
        name = parameter.canonical
        index = self.counts.get(name, 0)
        self.counts[name] = index + 1
        self.entries.append((name, fact, draft))
        self._note(at, f"{name}[{index}]", Evidence(at, start, end, tuple(parts)))

    def _note(self, at: int, path: str, evidence: Evidence) -> None:
        self.evidence[path] = evidence
        self.read.setdefault(at, []).extend((part.start, part.end) for part in evidence.parts)

    def _check_place(self, at: int, parameter: Parameter, others: dict[str, Content]) -> None:
        columns = max(2, *(p.number or 0 for name in others if (p := self.vocabulary.parameter(name)) and p.family == "combatant"), 2)
        if parameter.number is not None and parameter.number > columns + 1:
            message = f"{parameter.canonical} is numbered beyond the joint row of a box with {columns} sides"
            self.doubts.append(Doubt("unplaced-parameter", message, at))


_ENTRIES = {"combatant": read_belligerents, "commander": read_commanders, "units": read_units}
