"""Figures: how many of what, what became of them, and who says so, over all the lines of a field (guide 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..content import Content, Note
from ..vocabulary import Vocabulary
from .counting import LATEST_YEAR, LONGEST_NAME, counts
from .dates import is_date, read_point
from .drafts import Draft
from .evidence import Part, Words
from .model import Fate, Kind
from .outline import Line, outline
from .people import Read, read_unit
from .statements import OF_PEOPLE, PEOPLE, LineReader
from .terms import Term
from .who import Label, Who, read_label

MOST_WAITING = 12
"""More figures than these are not given to who is named lines below."""
_SHORTEST_DATE = 2  # a number alone is none
_HEADING = ("claimant", "party", "scope")
"""What a bold label on the line of a figure heads below it, too."""


def read_figures(content: Content, who: Who, *, losses: bool, joint: bool = False) -> tuple[list[Draft], list[Read]]:
    """Every figure of a field, and the formations that a strength field names without a count, in source order.

    *losses* tells a casualties field from a strength field, *joint* a field that belongs to no side.
    """
    reader = _FieldReader(content, who, losses, joint)
    reader.lines = outline(content, who.vocabulary)
    for at, line in enumerate(reader.lines):
        reader.read_line(at, line)
    return reader.drafts, reader.formations


@dataclass(slots=True)
class _Heading:
    """A heading that holds for the lines below it, with its rank: outer and bolder ones rank lower in number."""

    label: Label
    rank: tuple[int, int]
    line: Line
    flag: bool = False
    """Whether it is a flag without words, which ends where the next flag stands."""
    nested: bool = False
    """Whether it is a limit in a list with deeper items below it, for which alone it stands."""
    own: bool = False
    """Whether it is a bold label on the line of a figure, which ends where another line has a label of its own."""
    divides: bool = False
    """Whether it parts people from things (`Personnel:`), so that parties may stand below it in the same type of letter."""
    inner: bool = False
    """Whether it stands below such a heading of its rank, and ends with it."""


@dataclass(slots=True)
class _Context:
    """What the headings above a line and its own label say together; the lines below the same headings share it."""

    claimant: Label | None = None
    party: Label | None = None
    limits: list[Label] = field(default_factory=list)
    scopes: list[Label] = field(default_factory=list)
    """The limits that are scopes, outer first; `Estimated:` is none."""
    kind: Label | None = None
    approximate: bool = False
    noted: list[tuple[Label, list[Note]]] = field(default_factory=list)
    """Headings with notes on them."""


_Dated: TypeAlias = tuple[str, Words, Words]
"""A date of counts, with the words of its label and its own."""
_LEVELS = {"claimant": 0, "party": 1, "total": 2, "kind": 2, "scope": 2}


@dataclass(slots=True)
class _FieldReader:
    """Reads the lines of one field in order, with the headings that hold."""

    content: Content
    who: Who
    losses: bool
    joint: bool
    heading_rank: int | None = None
    """How far the outermost heading since the last figure stands in."""
    since: int = 0
    """The line below the last heading or rule."""
    drafts: list[Draft] = field(default_factory=list)
    formations: list[Read] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    parties: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    """The parties that headings of each rank named, since the last total."""
    flag: Label | None = None
    """The party of a flag before a number, which holds on until the next flag, heading or total."""
    flag_here: bool = False
    """Whether that flag stands on the line that is read."""
    flagged: int = 0
    """How many lines with flags of their own came one directly after the other."""
    total: Label | None = None
    """The heading that said that the next figure is a total."""
    totalled: list[tuple[Kind | None, list[Fate]]] = field(default_factory=list)
    """The kinds and fates of the figures that it has been said of: lines right below with others are totals, too."""
    context: _Context | None = None
    """What the headings say, where it was put together already."""
    ahead: Draft | None = None
    """The figure whose parts the lines below name, since its own line ends in `including`."""
    lines: list[Line] = field(default_factory=list)
    waiting: list[Draft] = field(default_factory=list)
    """The figures of the lines before that end in a comma or semicolon: who is named behind the next ones says these, too."""
    as_of: _Dated | None = None
    """The date of the counts below, by a heading (`As of June 2014:`)."""

    @property
    def vocabulary(self) -> Vocabulary:
        return self.who.vocabulary

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of all nouns of the field that have one meaning."""
        nouns = (term.senses for line in self.lines for term in line.terms if "noun" in term.senses)
        return {senses["noun"] for senses in nouns if "noun_else" not in senses}

    def read_line(self, at: int, line: Line) -> None:
        """Read one line: a heading is kept for the lines below, anything else gives figures."""
        if line.rule:
            self.headings.clear()
            self.flag = self.context = None
            self.since = at
            self.heading_rank = 0  # as far as parts go, a rule parts what a heading does
        if self.headings and line.depth:
            self._end(lambda heading: heading.rank[0] > line.depth)
        if line.terms and "pointer" in line.terms[0].senses:
            return  # `See the section on casualties`
        label, rest = self._label(at, line)
        alone = self._flag(line, label, rest)
        dated = self._as_of(line) if line.colon is not None else None
        if dated is not None:
            label, rest = None, line.terms[(line.colon or 0) + 1 :]
        if rest:
            self._read_counts(at, line, label, rest, dated)
            return
        self.since = at + 1
        if dated is not None:
            self.as_of = dated
        elif label is not None:
            self.total = label if label.what == "total" else None
            self.totalled = []
            self.as_of = None
            self._keep(label, line)
            if line.depth and self.headings:
                last = self.headings[-1]
                last.nested = last.line is line and last.label.what == "scope" and self._has_below(at)
            if line.colon is not None and "(" in self.content.text[line.start : line.end]:
                self.as_of = self._as_of_within(line)
                if (inner := self._label_in_parentheses(line, label)) is not None:
                    self.headings.append(_Heading(inner, (line.depth, 0 if line.bold else 1), line))
        elif alone is not None:
            self._keep(alone, line, flag=True)

    def _read_counts(self, at: int, line: Line, label: Label | None, rest: Sequence[Term], dated: _Dated | None) -> None:
        """Read what a line says behind its label."""
        if self.headings and line.depth:
            self._end(lambda heading: heading.nested and heading.rank[0] == line.depth)
        if label is not None:
            self.as_of = self.ahead = None
            self._end(lambda heading: heading.own and heading.rank[0] >= line.depth)
        elif line.flags:
            self.ahead = None
        reader = LineReader(self, line, at, whole=self.ahead)
        reader.read(rest)
        drafts, last = reader.drafts, rest[-1]
        self._say_in_parentheses(line, label, drafts)
        if last.low == "," or last.low == ";":  # noqa: PLR1714 (asked of every line)
            self.waiting = [*self.waiting, *(draft for draft in drafts if draft.amount.form != "unknown")][-MOST_WAITING:]
        elif self.waiting:
            self.waiting = []
        if self.ahead is not None or line.colon is not None or "part" in last.senses:
            self._look_ahead(reader, rest, leads=line.heading)
        if not drafts and not self.losses and label is None:
            self._formation(at, line)
        self._settle(reader, line, label)
        if label is not None and line.bold and label.what in _HEADING and drafts and not line.is_item:
            self._keep(label, line)
            self.headings[-1].own = True
            if line.depth:
                self.heading_rank = None  # it stands before its own figure, so between none and a list below in its list
        if dated is not None or self.as_of is not None:
            self._date(drafts, dated or self.as_of)
        if self.total is not None and drafts:
            self._total(drafts[0], self.total, anew=label is not None or bool(line.flags))
        self.drafts += drafts

    def _total(self, draft: Draft, heading: Label, *, anew: bool) -> None:
        """Take the first figure of a line below `Total:` for a total: the first of all, and those that count others of the same."""
        counted = (draft.kind, draft.fates)
        if self.totalled and (anew or not draft.fates or counted in self.totalled or draft.parent is not None):
            self.total = None
            return
        self.totalled.append(counted)
        draft.total = True
        draft.parts.append(("label", *heading.whole))

    def _date(self, drafts: Sequence[Draft], told: _Dated | None) -> None:
        for draft in drafts:
            if told is not None and draft.as_of is None:
                draft.as_of, draft.by["as_of"] = told[0], "heading"
                draft.parts += told[1:]

    def _as_of(self, line: Line) -> _Dated | None:
        """The date that a label gives for the counts behind or below it."""
        terms = line.terms
        if line.colon is None or "as_of" not in terms[0].senses:
            return None
        return _dated(terms[: line.colon])

    def _as_of_within(self, line: Line) -> _Dated | None:
        """The date of counts in a parenthesis of a heading: `Per Cameroon (as of 1 June 2018):`."""
        for at, term in enumerate(line.terms[:-1]):
            if term.low == "(" and "as_of" in line.terms[at + 1].senses and (dated := _dated(line.terms[at + 1 :])) is not None:
                return dated
        return None

    def _say_in_parentheses(self, line: Line, label: Label | None, drafts: Sequence[Draft]) -> None:
        """Let the parentheses of a line's label say of its figures what they say."""
        inner = self._label_in_parentheses(line, label) if label is not None else None
        if inner is not None:
            for draft in drafts:
                draft.label(inner)

    def _label_in_parentheses(self, line: Line, label: Label) -> Label | None:
        """What else a label says in parentheses: `Losses (first day):`, `Casualties (Soviet claim):`."""
        terms = line.terms[: line.colon or 0]
        first = next((at for at, term in enumerate(terms) if at and term.low == "("), None)
        if first is None or label.what == "scope":
            return None
        inside = terms[first + 1 : next((at for at in range(first, len(terms)) if terms[at].low == ")"), len(terms))]
        if not inside or "as_of" in inside[0].senses or "part" in inside[0].senses or counts(inside, bare=True):
            return None
        inner = read_label(self.content.text, inside, self.who)
        return inner if inner is not None and inner.what in _HEADING and inner.what != label.what and not inner.approximate else None

    def _has_below(self, at: int) -> bool:
        """Whether deeper items of a list stand right below a line."""
        return at + 1 < len(self.lines) and self.lines[at + 1].depth > self.lines[at].depth

    def _formation(self, at: int, line: Line) -> None:
        """A line that counts nothing and names a formation: by a unit's noun, or by a number in the order of units."""
        names = any(term.has("noun", "unit") or term.kind == "ordinal" or term.has("force") or _is_ship(term) for term in line.terms)
        names = names or any(link.start <= line.start and line.terms and link.end >= line.terms[-1].end for link in line.links)
        if names and len(line.terms) <= LONGEST_NAME and (found := read_unit(self.content, line, self.who)) is not None:
            found.parts += [Part("label", *heading.label.whole) for heading in self.headings]
            self.formations.append(found)
            if self._has_below(at):
                name = found.parts[0]  # what is listed below a formation is its own
                self._keep(Label("scope", name[1:], name[1:], self.content.text[slice(*name[1:])]), line)

    def _look_ahead(self, reader: LineReader, terms: Sequence[Term], *, leads: bool) -> None:
        """Note that parts follow where a line ends so, or in a colon; they do as long as the lines count the same kind."""
        last = terms[-1] if terms[-1].kind != "sign" or len(terms) == 1 else terms[-2]
        if reader.drafts and (leads or "part" in last.senses):
            self.ahead = reader.drafts[-1]
        elif self.ahead is not None and any(draft.kind not in (None, self.ahead.kind) for draft in reader.drafts):
            for draft in reader.drafts:
                draft.parent = None if draft.parent is self.ahead else draft.parent
            self.ahead = None

    def unclaimed(self, at: int, last: Draft) -> list[Draft]:
        """The figures on the lines right above, back to a heading, a blank line, another claim or a count of the same.

        A claim on a line of its own says them, too: they and the figure right before it make one list.
        """
        first = at
        while first > max(self.since, at - MOST_WAITING):
            if self.content.text.count("\n", self.lines[first - 1].end, self.lines[first].start) > 1:
                break
            first -= 1
        out: list[Draft] = []
        seen = {self._counted(last)}
        for draft in reversed(self.drafts[-MOST_WAITING:]):
            if draft.line < first or draft.claimant is not None or self._counted(draft) in seen:
                break
            seen.add(self._counted(draft))
            out.append(draft)
        return out

    def _counted(self, draft: Draft) -> tuple[object, ...]:
        """What a figure counts, as far as its own words tell."""
        noun = self.content.text[slice(*draft.subject)] if draft.subject is not None else None
        return noun, tuple(draft.fates) or ("casualties",), draft.party and draft.party.text

    def _label(self, at: int, line: Line) -> tuple[Label | None, Sequence[Term]]:
        """The label of a line and the terms after it; an all-bold line without an amount is a label, too."""
        terms, text = line.terms, self.content.text
        if terms and terms[0].low == "(" and any(term.low == ":" for term in terms[-2:]):
            return read_label(text, terms, self.who), ()  # a heading in parentheses
        if line.colon is not None:
            label = read_label(text, _outside(terms[: line.colon]) or terms[: line.colon], self.who)
            if label is not None and not counts(terms[: line.colon], bare=True):
                if self._is_arm_of_party(label, terms[: line.colon]):
                    label = replace(label, what="scope", scope_type="arm")
                label.whole = (terms[0].start, terms[line.colon - 1].end)  # with a remark in parentheses
                if label.what == "scope" and any(_tells_time(term) for term in terms[: line.colon]):
                    label.span, label.text = label.whole, text[slice(*label.whole)]  # `First phase (13 November):`
                return label, terms[line.colon + 1 :]
        elif (line.all_bold or line.is_term) and not counts(terms, bare=True):
            return read_label(text, terms, self.who), ()
        elif not terms or terms[0].value > LATEST_YEAR:
            pass  # a count, as most lines begin
        elif len(terms) >= _SHORTEST_DATE and is_date(terms):
            return read_label(text, terms, self.who), ()  # a date alone on its line heads those below
        elif terms[0].kind == "word" and self._heads(at, line):
            return read_label(text, terms, self.who), ()
        elif terms[0].kind == "word" and len(terms) <= LONGEST_NAME and self.who.may_name(terms[0]):
            if not self.who.is_party(terms, text[terms[0].start : terms[-1].end]):
                return None, terms
            return read_label(text, terms, self.who), ()  # a belligerent alone on its line heads those below
        return None, terms

    def _is_arm_of_party(self, label: Label, terms: Sequence[Term]) -> bool:
        """Whether a label names an arm of the party that holds already: `US Navy:` below the flag of the United States."""
        if label.what != "party" or len(terms) < 2 or not terms[-1].has("scope", "arm"):  # noqa: PLR2004 (a party and its arm)
            return False
        held = next((heading.label for heading in reversed(self.headings) if heading.label.what == "party"), self.flag)
        state = terms[0].senses.get("state") or terms[0].senses.get("people")
        return held is not None and state is not None and self.who.state_of(held.text) == state

    def _heads(self, at: int, line: Line) -> bool:
        """Whether a line that counts nothing plainly heads counts right below: by italics, or as a limit (`In the north`)."""
        terms = line.terms
        if line.is_item or len(terms) > LONGEST_NAME or at + 1 >= len(self.lines):
            return False
        below = self.lines[at + 1].terms
        if not below or below[0].kind != "number" or not (line.all_italic or self._limits(line)):
            return False
        return not counts(terms, bare=True)

    def _limits(self, line: Line) -> bool:
        """Whether the words of a line are those of a limit, and no link to somebody."""
        first, *others = line.terms
        if not self.content.text[first.start].isupper() or any(link.start <= line.start for link in line.links):
            return False
        return (first.has("limit") and bool(others)) or all(term.has("scope") or "glue" in term.senses for term in line.terms)

    def _flag(self, line: Line, label: Label | None, rest: Sequence[Term]) -> Label | None:
        """Take a line's flags in: alone they head the lines below, before words they hold for their line and on."""
        if label is not None:
            self.flag = None
            self.flagged = 0
        before = [flag for flag in line.flags if not rest or flag.start <= rest[0].start] if line.flags else ()
        self.flag_here = bool(before)
        if not before:
            if self.flagged > 1:
                self.flag = None  # the flags parted the line above them, and this line is about the whole again
            self.flagged = 0
            return None
        self.flagged += 1
        names = dict.fromkeys(self.vocabulary.state(flag.id) for flag in before)
        span = (before[0].start, before[-1].end)
        party = Label("party", span, span, " / ".join(names))
        self.flag = party if rest else None
        if rest and any(heading.flag and heading.rank[0] >= line.depth for heading in self.headings):
            self.headings = [heading for heading in self.headings if not (heading.flag and heading.rank[0] >= line.depth)]
            self.context = None
        return party

    def _keep(self, label: Label, line: Line, *, flag: bool = False) -> None:
        """Put a heading on the stack; it ends those below its rank, and of its rank those that it outweighs.

        Of one rank a claimant ends all, a party ends parties and limits, a limit ends limits: `Units:` under
        `Per Azerbaijan:` in the same type of letter is still what Azerbaijan says (guide 7 on kind headings).
        """
        rank = (line.depth, 0 if line.bold else 1)
        if label.what == "scope" and label.scope_type == "other" and self._is_beside_parties(line, rank):
            label = replace(label, what="party")
        self.headings = [h for h in self.headings if h.rank < rank or (h.rank == rank and self._holds_on(h, label))]
        if label.what == "party":
            self.parties.setdefault(rank, set()).add(label.text)
        if label.what != "total":
            divides = label.what == "scope" and all("division" in term.senses for term in line.terms if term.kind == "word")
            inner = label.what == "party" and any(heading.divides and heading.rank == rank for heading in self.headings)
            self.headings.append(_Heading(label, rank, line, flag, divides=divides, inner=inner))
        elif len(self.parties.pop(rank, ())) > 1:  # in a row with several parties it is the total over them (guide 7)
            self.headings = [h for h in self.headings if h.rank != rank or h.label.what != "party"]
        self.context = None
        self.heading_rank = line.rank if self.heading_rank is None else min(self.heading_rank, line.rank)

    def _end(self, ends: Callable[[_Heading], bool]) -> None:
        """Let go of the headings that end here."""
        if any(map(ends, self.headings)):
            self.headings = [heading for heading in self.headings if not ends(heading)]
            self.context = None

    def _holds_on(self, heading: _Heading, label: Label) -> bool:
        """Whether a heading holds on when another of its rank comes."""
        above, below = _LEVELS[heading.label.what], _LEVELS[label.what]
        if heading.label.what == "scope" and label.what == "party":
            return heading.divides
        return above < below and not heading.inner

    def _is_beside_parties(self, line: Line, rank: tuple[int, int]) -> bool:
        """Whether an unknown name is a heading in a row of headings that name parties; a unit's never is (guide 7)."""
        last = next((heading for heading in reversed(self.headings) if heading.rank == rank), None)
        # What stands right below a party, before any figure of it, or behind a limit, is one of its parts.
        beside = last is not None and last.label.what == "party" and self.heading_rank is None
        text = self.content.text
        names = text[line.terms[0].start].isupper() and all(t.kind != "ordinal" and not t.has("noun", "unit") for t in line.terms)
        return beside and names and not any(term.kind == "number" for term in line.terms)

    def _settle(self, reader: LineReader, line: Line, label: Label | None) -> None:
        """Give a line's figures what its label and the headings above say."""
        if self.context is None:
            self.context = self._context(None)
        context = self.context if label is None else self._context(label)
        whole = reader.total  # whether the line is about the whole, or about others
        for draft in reader.drafts:
            draft.depth, draft.below, self.heading_rank = line.rank, self.heading_rank, None
            self._settle_who(draft, context, label)
            self._settle_what(draft, context.kind, label, self.total if label is None else label if label.what == "total" else None)
            for heading, notes in context.noted:
                if heading in (draft.claimant, draft.party, context.kind, *draft.scopes):
                    draft.notes += notes
            if label is not None and (label.what == "total" or label.total):
                draft.total = True
                draft.parts.append(("label", *label.whole))
            whole = whole or draft.by.get("party") == "noun"
        if whole:
            self.flag = None

    def _context(self, label: Label | None) -> _Context:
        """The nearest claimant, party and kind; every limit, outer first."""
        context = _Context(noted=[(heading.label, heading.line.notes) for heading in self.headings if heading.line.notes])
        for one in (*(heading.label for heading in self.headings), *((label,) if label is not None else ())):
            match one.what:
                case "claimant":
                    context.claimant = one
                case "party":
                    context.party = one
                    if one.fates:
                        context.kind = one  # `German dead:`
                case "kind":
                    context.kind = one
                case "scope":
                    context.limits.append(one)
        context.approximate = any(one.approximate for one in (*context.limits, *((context.kind,) if context.kind else ())))
        context.scopes = [one for one in context.limits if not one.approximate]
        return context

    def _settle_who(self, draft: Draft, context: _Context, label: Label | None) -> None:
        """What the figure's own words leave open."""
        if draft.claimant is None and context.claimant is not None:
            draft.claimant, draft.by["claimant"] = context.claimant, "label" if context.claimant is label else "heading"
        if draft.party is None:
            over_all = context.party is not None or (draft.total and not self.flag_here)
            draft.party = context.party if over_all else self.flag
            if draft.party is not None:
                draft.by["party"] = "label" if draft.party is label else "heading" if over_all else "flag"
        draft.amount.approximate = draft.amount.approximate or context.approximate
        if context.limits:
            draft.scopes[:0] = context.scopes
            draft.by.setdefault("scope", "label" if label in context.scopes else "heading")
        parts = draft.parts
        if draft.claimant is not None:
            parts.append(("label", *draft.claimant.whole))
        if draft.party is not None:
            parts.append(("label", *draft.party.whole))
        for limit in (*draft.scopes, *context.limits) if draft.scopes or context.limits else ():
            parts.append(("label", *limit.whole))

    def _settle_what(self, draft: Draft, heading: Label | None, label: Label | None, total: Label | None) -> None:
        """Kind and fates where the words leave them open: by a heading, else as a field of its family means them."""
        if self.joint and draft.kind in (None, "personnel"):
            self._settle_civilian(draft, anew=heading is not None or label is not None)
        for told in (total, heading):  # `Total killed: 4,500`
            if told is not None:
                self._tell(draft, told)
        whole = draft.parent
        if draft.kind is None and whole is not None and whole.kind is not None and OF_PEOPLE.isdisjoint(draft.fates):
            draft.kind, draft.by["kind"] = whole.kind, "whole"  # `500 tanks (140 Romanian)`
        if draft.kind is None:
            people = draft.subject is None or (draft.fates and OF_PEOPLE.issuperset(draft.fates)) or self._is_quality(draft.subject)
            draft.kind, draft.by["kind"] = "personnel" if people else "other", "default"
        if not self.losses:
            draft.fates = []
            draft.by.pop("fates", None)
        elif not draft.fates and whole is not None and whole.fates and _is_alike(draft, whole):
            draft.fates, draft.by["fates"] = list(whole.fates), "whole"  # `230 killed, of whom 20 officers`
        elif draft.fates == ["casualties"] and draft.kind not in PEOPLE:
            draft.fates = ["lost"]  # losses are casualties of people alone (guide 2.3)
        elif draft.fates == ["lost"] and draft.kind in PEOPLE:
            draft.fates = ["casualties"]
        elif not draft.fates:
            draft.fates, draft.by["fates"] = ["casualties" if draft.kind in PEOPLE else "lost"], "default"

    def _tell(self, draft: Draft, heading: Label) -> None:
        """Let a heading tell a figure's kind and fates where its own words do not."""
        if draft.kind is None and heading.kind is not None:
            draft.kind, draft.by["kind"] = heading.kind, "heading"
        if not draft.fates and heading.fates and self.losses:
            draft.fates, draft.by["fates"] = list(dict.fromkeys(heading.fates)), "heading"
        draft.parts.append(("label", *heading.whole))

    def _is_quality(self, subject: tuple[int, int]) -> bool:
        """Whether what is counted is only told by a quality (`5,000 engaged`)."""
        return "quality" in self.vocabulary.senses(self.content.text[slice(*subject)])

    def _settle_civilian(self, draft: Draft, *, anew: bool) -> None:
        """On the row of no side: who was displaced is a civilian, and a bare count goes on with the civilians before it."""
        if "displaced" in draft.fates:
            subject = self.content.text[slice(*draft.subject)] if draft.subject is not None else None
            if subject is None or "anyone" in self.vocabulary.senses(subject):
                draft.kind, draft.by["kind"] = "civilian", "fate"
        elif draft.kind is None and draft.subject is None and draft.fates and OF_PEOPLE.issuperset(draft.fates):
            before = self.drafts[-1] if self.drafts and not anew else None
            if before is not None and before.kind == "civilian" and before.claimant is draft.claimant:
                draft.kind, draft.by["kind"] = "civilian", "before"


def _dated(terms: Sequence[Term]) -> _Dated | None:
    """The date that terms name behind a label such as `as of`."""
    point = read_point(terms[1:])
    return (point[0], ("label", terms[0].start, terms[0].end), ("as_of", *point[1:])) if point is not None else None


def _tells_time(term: Term) -> bool:
    return "month" in term.senses or "season" in term.senses


def _is_ship(term: Term) -> bool:
    """Whether a word begins a ship's name or is one (`USS Barney`, `U-864`)."""
    return term.has("ship_name") or (term.kind == "model" and term.has("noun", "ship"))


def _is_alike(part: Draft, whole: Draft) -> bool:
    """Whether a figure counts what another does, or people as well."""
    return part.kind == whole.kind or (part.kind in PEOPLE and whole.kind in PEOPLE)


def _outside(terms: Sequence[Term]) -> Sequence[Term]:
    """The words of a label without what stands in parentheses, unless nothing else says anything (`Plus (13 November):`)."""
    out: list[Term] = []
    depth = 0
    for term in terms:
        if term.low in ("(", "["):
            depth += 1
        elif term.low in (")", "]"):
            depth = max(0, depth - 1)
        elif not depth:
            out.append(term)
    return out if any("glue" not in term.senses for term in out) else [term for term in terms if term not in out]
