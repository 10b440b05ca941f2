"""The right wing: content to facts and back; it knows no syntax. `interpret` is its door."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from ..content import Content, Field, Flag, Infobox, Opaque
from ..problems import CannotExpress
from ..vocabulary import Parameter, Vocabulary
from .dates import read_dates
from .drafts import Draft
from .evidence import Evidence, Unread, Words, unread_words
from .express import difference, infobox
from .figures import read_figures
from .model import FIGURE_FAMILIES, Belligerent, Conflict, Entry, Fact, Period, Place, Result
from .outcome import read_place, read_result
from .parents import set_parents
from .people import Read, names_of, read_belligerents, read_commanders, read_units
from .who import Who

_Told: TypeAlias = tuple[str, bool, int, int, int, Sequence[Words], Mapping[str, str]]
"""What `Evidence` is made of, and the path: a field's name, with a number behind it or none."""
_NEAR = 0.8  # how like a parameter's name a misspelt one must be, from 0 to 1
_TEXTS = ("conflict", "partof", "territory")
_NO_RULES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A problem with the reading of a field: its code, the field, the place in its content, and a sentence."""

    code: str
    message: str
    field: int
    span: tuple[int, int] | None = None
    path: str | None = None
    """The fact that is doubtful, where it is one."""


@dataclass(frozen=True)
class Interpretation:
    """The facts of an infobox, and beside them where each was read and what was not."""

    infobox: Infobox
    """What was read."""
    conflict: Conflict
    """The facts."""
    doubts: tuple[Doubt, ...]
    """What is doubtful about the reading."""
    interpreted: tuple[int, ...]
    """The positions in `Infobox.fields` of the fields that were read for facts."""
    vocabulary: Vocabulary = field(repr=False)
    """The words by which they were read."""
    _told: tuple[_Told, ...] = field(repr=False)

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """For each path (`casualties2[1]`, `date[0]`, `result`, `place`) its words."""
        counts: dict[str, int] = {}
        out: dict[str, Evidence] = {}
        for name, counted, at, start, end, parts, rules in self._told:
            path = name
            if counted:
                counts[name] = index = counts.get(name, -1) + 1
                path = f"{name}[{index}]"
            out[path] = Evidence(at, start, end, tuple(parts), rules)
        return out

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """The words of those fields that no rule read, and what stands there and is not known, with its name for words."""
        read: dict[int, list[Words]] = {at: [] for at in self.interpreted}
        for evidence in self.evidence.values():
            read[evidence.field] += evidence.words
        out: list[Unread] = []
        for at, parts in read.items():
            content = self.infobox.fields[at].content
            runs = unread_words(at, content, parts, self.vocabulary)
            opaque = [Unread(at, mark.start, mark.start, mark.name) for mark in content.of(Opaque) if not self._is_known(mark)]
            out += sorted((*runs, *opaque), key=lambda run: run.start) if opaque else runs
        return tuple(out)

    def _is_known(self, mark: Opaque) -> bool:
        """Whether something that shows no words is known to say nothing: a picture, or a template of that kind."""
        prefix, colon, _ = mark.name.partition(":")
        picture = colon and self.vocabulary.namespaces.get(prefix.lower()) == "File"
        return bool(picture) or self.vocabulary.inline(mark.name) is not None


def interpret(
    infobox: Infobox, vocabulary: Vocabulary, references: Callable[[str], str | None] | None = None
) -> Interpretation:
    """Read the facts of an infobox by the words of a language; the reading guide is the rule.

    *references* tells the words of a reference by its name, where they stand outside the infobox.

    >>> from ..content import Field
    >>> from ..vocabulary import load
    >>> box = Infobox((Field("casualties1", Content("At least 38 killed")),))
    >>> interpret(box, load("en")).conflict.figures[0].low
    38
    """
    return _Interpreter(infobox, vocabulary, references).run()


def express(conflict: Conflict, vocabulary: Vocabulary) -> Infobox:
    """Say the facts of a conflict in an infobox, the twin of `interpret`; fields in the template's documented order.

    What the facts say is read back from it; what they leave open (the words of a count, whose side a claimant is) is
    filled in by the reading. Raises CannotExpress for a fact that no form of the guide gives back.

    >>> from ..vocabulary import load
    >>> from .model import Amount, Entry, Figure
    >>> dead = Figure(amount=Amount.at_least(38), fates=("killed",))
    >>> box = express(Conflict(entries=(Entry(field="casualties2", fact=dead),)), load("en"))
    >>> box.fields[0].content.text
    'At least 38 killed'
    """
    box = infobox(conflict, vocabulary)
    differs = difference(conflict, interpret(box, vocabulary).conflict)
    if differs is not None:
        raise CannotExpress(*differs)
    return box


@dataclass(slots=True)
class _Interpreter:
    infobox: Infobox
    vocabulary: Vocabulary
    references: Callable[[str], str | None] | None
    entries: list[tuple[str, Fact, Draft | Read]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    told: list[_Told] = field(default_factory=list)
    interpreted: list[int] = field(default_factory=list)
    belligerents: dict[int, list[Read]] = field(default_factory=dict)
    """Those of each combatant field, which are read before all else."""
    doubts: list[Doubt] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """The position in its field of the last fact that each has given."""
    columns: int = 2
    texts: dict[str, str] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    result: Result | None = None
    place: Place | None = None

    def run(self) -> Interpretation:
        fields = self._effective()
        columns = max(2, min(5, max((p.number or 0 for _, p, _ in fields if p.family == "combatant"), default=2)))
        self.columns = columns
        who = self._learn(fields, columns)
        others = {parameter.canonical: content for _, parameter, content in fields}
        for at, parameter, content in fields:
            self._field(at, parameter, content, who, others)
            if parameter.number is not None and parameter.number > columns + 1:
                message = f"{parameter.canonical} is numbered beyond the joint row of a box with {columns} sides"
                self.doubts.append(Doubt("unplaced-parameter", message, at))
        position = {id(draft): i for i, draft in enumerate(self.drafts)}
        entries: list[Entry] = []
        for name, fact, read in self.entries:
            whole = read.parent if isinstance(read, Draft) else None
            parent = position[id(whole)] if whole is not None else None
            entries.append(Entry.trusted({"field": name, "fact": fact, "parent": parent}))
        conflict = Conflict.trusted(
            {
                "name": self.texts.get("conflict"),
                "part_of": self.texts.get("partof"),
                "territory": self.texts.get("territory"),
                "columns": columns,
                "entries": tuple(entries),
                "periods": tuple(self.periods),
                "result": self.result,
                "place": self.place,
            }
        )
        return Interpretation(
            self.infobox, conflict, tuple(self.doubts), tuple(self.interpreted), self.vocabulary, tuple(self.told)
        )

    def _effective(self) -> list[tuple[int, Parameter, Content]]:
        """The fields that count: known ones, of doubles the last; the others are told as doubts."""
        found: dict[str, tuple[int, Parameter, Field]] = {}
        for at, one in enumerate(self.infobox.fields):
            parameter = self.vocabulary.parameter(one.name, self.infobox.template)
            if parameter is None:
                self.doubts += self._unknown(at, one.name)
                continue
            before = found.pop(parameter.canonical, None)
            if before is not None and _says_something(before[2].content):
                self.doubts.append(Doubt("duplicate-parameter", f"the parameter {one.name!r} stands twice; the last one counts", at))
            found[parameter.canonical] = at, parameter, one
        # What no fact is read from, such as the caption, is left alone: its content would be made for nothing.
        return [
            (at, parameter, one.content)
            for at, parameter, one in found.values()
            if (parameter.family in _READ or parameter.number is not None) and _says_something(one.content)
        ]

    def _unknown(self, at: int, name: str) -> Iterator[Doubt]:
        """What is told of a parameter that the template does not have."""
        if name.isdecimal():
            if self.infobox.fields[at].content.text.strip():
                yield Doubt("stray-value", "a value stands in the infobox without a parameter's name", at)
            return
        near = difflib.get_close_matches(name, self.vocabulary.parameter_names(self.infobox.template), 1, _NEAR)
        meant = f"; {near[0]!r} may be meant" if near else ""
        yield Doubt("unknown-parameter", f"the template has no parameter {name!r}{meant}", at)

    def _learn(self, fields: list[tuple[int, Parameter, Content]], columns: int) -> Who:
        """The names of every side, which tell claimants and parties apart in all other fields."""
        who = Who(self.vocabulary, self.references)
        for at, parameter, content in fields:
            if parameter.family == "combatant" and parameter.number is not None:
                side = parameter.number if parameter.number <= columns else None
                self.belligerents[at] = read_belligerents(content, who)
                who.learn(side, names_of(read.fact for read in self.belligerents[at] if isinstance(read.fact, Belligerent)))
                who.hint(side, (self.vocabulary.state(flag.id) for flag in content.of(Flag) if flag.id))
        return who

    def _field(self, at: int, parameter: Parameter, content: Content, who: Who, others: dict[str, Content]) -> None:
        """Read one field by the family of its parameter."""
        family = parameter.family
        if parameter.number is None:
            self._event(at, family, content, who, others)
        elif family in FIGURE_FAMILIES:
            joint = parameter.number > self.columns
            drafts, formations = read_figures(content, who, losses=family == "casualties", joint=joint)
            set_parents(drafts)
            all_found: list[Draft | Read] = [*drafts, *formations]
            for found in sorted(all_found, key=lambda one: one.start) if formations else drafts:
                self._enter(at, parameter, found.finish(content.text, who) if isinstance(found, Draft) else found.fact, found)
            self.drafts += drafts
            self.interpreted.append(at)
        elif family in _ENTRIES:
            for read in self.belligerents[at] if at in self.belligerents else _ENTRIES[family](content, who):
                self._enter(at, parameter, read.fact, read)
            self.interpreted.append(at)

    def _event(self, at: int, family: str, content: Content, who: Who, others: dict[str, Content]) -> None:
        """Read a field of the event as a whole."""
        if family == "date":
            for read in read_dates(content, self.vocabulary):
                self.told.append(("date", True, at, read.start, read.end, read.parts, _NO_RULES))
                self.periods.append(read.period)
        elif family == "result" or (family == "status" and "result" not in others):
            found = read_result(content, who)
            if found is not None:
                self.result = found.result
                self.told.append(("result", False, at, found.start, found.end, found.parts, _NO_RULES))
        elif family == "place" or (family == "coordinates" and "place" not in others):
            self.place = read_place(content, others.get("coordinates"))
            self.told.append(_whole("place", at, content))
        elif family in _TEXTS:
            self.texts[family] = content.text.strip()
            self.told.append(_whole(family, at, content))
        else:
            return
        self.interpreted.append(at)

    def _enter(self, at: int, parameter: Parameter, fact: Fact, read: Draft | Read) -> None:
        """Take a fact in with its address and evidence."""
        self.entries.append((parameter.canonical, fact, read))
        rules = read.by if isinstance(read, Draft) else _NO_RULES
        self.counts[parameter.canonical] = index = self.counts.get(parameter.canonical, -1) + 1
        self.told.append((parameter.canonical, True, at, read.start, read.end, read.parts, rules))
        if isinstance(read, Draft) and read.doubts:
            path = f"{parameter.canonical}[{index}]"
            self.doubts += (Doubt(code, message, at, (read.start, read.end), path) for code, message in read.doubts)


def _says_something(content: Content) -> bool:
    return bool(content.marks) or (content.text != "" and not content.text.isspace())


def _whole(name: str, at: int, content: Content) -> _Told:
    """The evidence of a field that is read as it stands."""
    return name, False, at, 0, len(content.text), (("name", 0, len(content.text)),), _NO_RULES


_ENTRIES = {"combatant": read_belligerents, "commander": read_commanders, "units": read_units}
_READ = frozenset((*FIGURE_FAMILIES, *_ENTRIES, *_TEXTS, "date", "result", "status", "place", "coordinates"))
"""The families of parameters that facts are read from."""
