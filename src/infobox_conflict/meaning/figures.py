"""Figures: how many of what, what became of them, and who says so (guide 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..content import Content, Note
from ..vocabulary import Vocabulary
from .amounts import Reading, range_end, read_amount
from .dates import is_date, read_point
from .drafts import Draft
from .evidence import Part, Words
from .model import Fate, Kind
from .outline import Line, outline
from .people import Read, read_unit
from .phrases import Phrase, read_phrase
from .terms import Term
from .who import Label, Who, read_claim, read_label, read_limit

LONGEST_NAME = 12
"""Terms that the name of a formation or party may have."""
_DASHES = frozenset("-–—−‒")
EARLIEST_YEAR = 1000
LATEST_YEAR = 2100
"""A greater number is no year."""
MOST_WAITING = 12
"""More figures than these are not given to who is named lines below."""
FEWEST_OF_UNIT = 50
"""A smaller number in a parenthesis behind a unit is not that of its men."""
FEWEST_MEN = 1000
"""A smaller number before a unit in the singular is its name."""
_PEOPLE = ("personnel", "civilian")
_OF_PEOPLE = frozenset({"killed", "wounded", "missing", "sick", "deserted", "displaced", "surrendered", "casualties"})
_ENDS = frozenset(",;.:()")
"""Signs that part what no rule read from what follows."""
_SHORTEST_DATE = 2  # a number alone is none
_QUALITIES = 2
"""Words that may tell a quality of those counted."""
_NO_QUALITY = frozenset(
    ("agent", "as_of", "bound", "claim", "era", "fate", "glue", "limit", "measure", "month", "noun", "part", "scope", "source")
)
_DEEPEST = 8  # parentheses in parentheses; what stands deeper is left unread


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
        if self.headings and 0 < line.depth < self.headings[-1].rank[0]:
            self.headings = [heading for heading in self.headings if heading.rank[0] <= line.depth]
            self.context = None
        if line.terms and "pointer" in line.terms[0].senses:
            return  # `See the section on casualties`
        label, rest = self._label(line)
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
            self.as_of = None
            self._keep(label, line)
        elif alone is not None:
            self._keep(alone, line, flag=True)

    def _read_counts(self, at: int, line: Line, label: Label | None, rest: Sequence[Term], dated: _Dated | None) -> None:
        """Read what a line says behind its label."""
        if label is not None:
            self.as_of = self.ahead = None
        elif line.flags:
            self.ahead = None
        reader = _LineReader(self, line, at, whole=self.ahead)
        reader.read(rest)
        drafts, last = reader.drafts, rest[-1]
        if last.low == "," or last.low == ";":  # noqa: PLR1714 (asked of every line)
            self.waiting = [*self.waiting, *(draft for draft in drafts if draft.amount.form != "unknown")][-MOST_WAITING:]
        elif self.waiting:
            self.waiting = []
        if self.ahead is not None or line.colon is not None or "part" in last.senses:
            self._look_ahead(reader, rest, leads=line.heading)
        if not drafts and not self.losses and label is None:
            self._formation(line)
        self._settle(reader, line, label)
        if dated is not None or self.as_of is not None:
            self._date(drafts, dated or self.as_of)
        if self.total is not None and drafts:
            drafts[0].total = True
            drafts[0].parts.append(("label", *self.total.whole))
            self.total = None
        self.drafts += drafts

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
        point = read_point(terms[1 : line.colon])
        return (point[0], ("label", terms[0].start, terms[0].end), ("as_of", *point[1:])) if point is not None else None

    def _formation(self, line: Line) -> None:
        """A line that counts nothing and names a formation: by a unit's noun, or by a number in the order of units."""
        names = any(term.has("noun", "unit") or term.kind == "ordinal" or term.has("force") or _is_ship(term) for term in line.terms)
        names = names or any(link.start <= line.start and line.terms and link.end >= line.terms[-1].end for link in line.links)
        if names and len(line.terms) <= LONGEST_NAME and (found := read_unit(self.content, line, self.who)) is not None:
            found.parts += [Part("label", *heading.label.whole) for heading in self.headings]
            self.formations.append(found)

    def _look_ahead(self, reader: _LineReader, terms: Sequence[Term], *, leads: bool) -> None:
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

    def _label(self, line: Line) -> tuple[Label | None, Sequence[Term]]:
        """The label of a line and the terms after it; an all-bold line without an amount is a label, too."""
        terms, text = line.terms, self.content.text
        if terms and terms[0].low == "(" and any(term.low == ":" for term in terms[-2:]):
            return read_label(text, terms, self.who), ()  # a heading in parentheses
        if line.colon is not None:
            label = read_label(text, _outside(terms[: line.colon]) or terms[: line.colon], self.who)
            counts = _counts(terms[: line.colon])
            if label is not None and not counts:
                label.whole = (terms[0].start, terms[line.colon - 1].end)  # with a remark in parentheses
                return label, terms[line.colon + 1 :]
        elif (line.all_bold or line.is_term) and not _counts(terms, bare=True):
            return read_label(text, terms, self.who), ()
        elif terms and len(terms) >= _SHORTEST_DATE and is_date(terms):
            return read_label(text, terms, self.who), ()  # a date alone on its line heads those below
        elif terms and terms[0].kind == "word" and len(terms) <= LONGEST_NAME and self.who.may_name(terms[0]):
            if not self.who.is_party(terms, text[terms[0].start : terms[-1].end]):
                return None, terms
            return read_label(text, terms, self.who), ()  # a belligerent alone on its line heads those below
        return None, terms

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
        level = _LEVELS[label.what]
        self.headings = [h for h in self.headings if h.rank < rank or (h.rank == rank and _LEVELS[h.label.what] < level)]
        if label.what == "party":
            self.parties.setdefault(rank, set()).add(label.text)
        if label.what != "total":
            self.headings.append(_Heading(label, rank, line, flag))
        elif len(self.parties.pop(rank, ())) > 1:  # in a row with several parties it is the total over them (guide 7)
            self.headings = [h for h in self.headings if h.rank != rank or h.label.what != "party"]
        self.context = None
        self.heading_rank = line.rank if self.heading_rank is None else min(self.heading_rank, line.rank)

    def _is_beside_parties(self, line: Line, rank: tuple[int, int]) -> bool:
        """Whether an unknown name is a heading in a row of headings that name parties; a unit's never is (guide 7)."""
        beside = any(heading.rank == rank and heading.label.what == "party" for heading in self.headings)
        text = self.content.text
        names = text[line.terms[0].start].isupper() and all(t.kind != "ordinal" and not t.has("noun", "unit") for t in line.terms)
        return beside and names and not any(term.kind == "number" for term in line.terms)

    def _settle(self, reader: _LineReader, line: Line, label: Label | None) -> None:
        """Give a line's figures what its label and the headings above say."""
        if self.context is None:
            self.context = self._context(None)
        context = self.context if label is None else self._context(label)
        for draft in reader.drafts:
            draft.depth, draft.below, self.heading_rank = line.rank, self.heading_rank, None
            self._settle_who(draft, context)
            self._settle_what(draft, context.kind, label)
            for heading, notes in context.noted:
                if heading in (draft.claimant, draft.party, context.kind, *draft.scopes):
                    draft.notes += notes
            if label is not None and (label.what == "total" or label.total):
                draft.total = True
                draft.parts.append(("label", *label.whole))
        if reader.total:
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
                case "kind":
                    context.kind = one
                case "scope":
                    context.limits.append(one)
        context.approximate = any(one.approximate for one in (*context.limits, *((context.kind,) if context.kind else ())))
        context.scopes = [one for one in context.limits if not one.approximate]
        return context

    def _settle_who(self, draft: Draft, context: _Context) -> None:
        """What the figure's own words leave open."""
        if draft.claimant is None and context.claimant is not None:
            draft.claimant, draft.by["claimant"] = context.claimant, "heading"
        if draft.party is None:
            over_all = context.party is not None or (draft.total and not self.flag_here)
            draft.party = context.party if over_all else self.flag
            if draft.party is not None:
                draft.by["party"] = "heading" if over_all else "flag"
        draft.amount.approximate = draft.amount.approximate or context.approximate
        if context.limits:
            draft.scopes[:0] = context.scopes
            draft.by.setdefault("scope", "heading")
        parts = draft.parts
        if draft.claimant is not None:
            parts.append(("label", *draft.claimant.whole))
        if draft.party is not None:
            parts.append(("label", *draft.party.whole))
        for limit in (*draft.scopes, *context.limits) if draft.scopes or context.limits else ():
            parts.append(("label", *limit.whole))

    def _settle_what(self, draft: Draft, heading: Label | None, label: Label | None) -> None:
        """Kind and fates where the words leave them open: by a heading, else as a field of its family means them."""
        if self.joint and draft.kind in (None, "personnel"):
            self._settle_civilian(draft, anew=heading is not None or label is not None)
        if heading is not None:
            if draft.kind is None and heading.kind is not None:
                draft.kind, draft.by["kind"] = heading.kind, "heading"
            if not draft.fates and heading.fates and self.losses:
                draft.fates, draft.by["fates"] = list(heading.fates), "heading"
            draft.parts.append(("label", *heading.whole))
        whole = draft.parent
        if draft.kind is None and not draft.fates and whole is not None and whole.kind is not None:
            draft.kind, draft.by["kind"] = whole.kind, "whole"  # `500 tanks (140 Romanian)`
        if draft.kind is None:
            people = draft.subject is None or (draft.fates and _OF_PEOPLE.issuperset(draft.fates))
            draft.kind, draft.by["kind"] = "personnel" if people else "other", "default"
        if not self.losses:
            draft.fates = []
            draft.by.pop("fates", None)
        elif not draft.fates and whole is not None and whole.fates and _is_alike(draft, whole):
            draft.fates, draft.by["fates"] = list(whole.fates), "whole"  # `230 killed, of whom 20 officers`
        elif draft.fates == ["casualties"] and draft.kind not in _PEOPLE:
            draft.fates = ["lost"]  # losses are casualties of people alone (guide 2.3)
        elif draft.fates == ["lost"] and draft.kind in _PEOPLE:
            draft.fates = ["casualties"]
        elif not draft.fates:
            draft.fates, draft.by["fates"] = ["casualties" if draft.kind in _PEOPLE else "lost"], "default"


    def _settle_civilian(self, draft: Draft, *, anew: bool) -> None:
        """On the row of no side: who was displaced is a civilian, and a bare count goes on with the civilians before it."""
        if "displaced" in draft.fates:
            subject = self.content.text[slice(*draft.subject)] if draft.subject is not None else None
            if subject is None or "anyone" in self.vocabulary.senses(subject):
                draft.kind, draft.by["kind"] = "civilian", "fate"
        elif draft.kind is None and draft.subject is None and draft.fates and _OF_PEOPLE.issuperset(draft.fates):
            before = self.drafts[-1] if self.drafts and not anew else None
            if before is not None and before.kind == "civilian" and before.claimant is draft.claimant:
                draft.kind, draft.by["kind"] = "civilian", "before"


class _LineReader:
    """Reads the terms of one line, or of a parenthesis in it, from left to right."""

    __slots__ = (
        *("at", "closed", "depth", "drafts", "fate_leads", "force", "lead", "leading", "line", "named", "outer", "owner", "skipped"),
        *("time", "total", "unclaimed", "unit", "whole", "words"),
    )

    def __init__(self, owner: _FieldReader, line: Line, at: int, whole: Draft | None = None, depth: int = 0) -> None:
        self.owner = owner
        self.depth = depth
        """In how many parentheses it reads."""
        self.line = line
        self.at = at
        self.drafts: list[Draft] = []
        self.outer = whole
        """The figure that everything here is part of, whatever is read on the way."""
        self.whole = whole
        """The figure that what follows is part of (`including`, a parenthesis)."""
        self.unclaimed = 0
        """How many of the drafts an attribution has already been given to."""
        self.total = False
        self.closed: Draft | None = None
        """The figure before a parenthesis that has just been closed, if its fate is still open."""
        self.unit: Draft | None = None
        """The unit whose men may follow (`One army: 20,000 men`)."""
        self.force: Draft | None = None
        """The men whose units may follow (`30,000 men in four divisions`)."""
        self.skipped: list[Term] = []
        """The terms right before that no rule read: a small number behind them is no count by itself."""
        self.lead: Label | None = None
        """Who is named before the figures of the line (`According to Caesar, 300`)."""
        self.time: Label | None = None
        """When the next count was taken."""
        self.words: list[Words] = []
        """Words of a total that wait for their figure."""
        self.leading: Term | None = None
        """The fate that stands before its count (`the Germans lost 300 men`)."""
        self.named: Label | None = None
        """Whose people that fate befell."""
        self.fate_leads = False
        """Whether the fates of the line stand before their counts."""

    def read(self, terms: Sequence[Term]) -> None:
        here = 0
        while here < len(terms):
            after = self._step(terms, here)
            if after is None:
                if terms[here].low in _ENDS:
                    self.skipped = []
                elif terms[here].kind != "sign":
                    self.skipped.append(terms[here])
                after = here + 1
            elif self.skipped:
                self.skipped = []
            here = after
        for draft in self.drafts if self.lead is not None else ():
            if draft.claimant is None:
                draft.claimant, draft.by["claimant"] = self.lead, "lead"
        self._give_notes()

    def _step(self, terms: Sequence[Term], here: int) -> int | None:  # noqa: C901, PLR0911, PLR0912 (a table of cases)
        """Read what begins at a term; the term after it, or None where no rule reads the term."""
        term = terms[here]
        if term.kind == "number" and not (self.drafts and _begins_date(terms, here)) and (after := self._figure(terms, here)):
            return after
        if term.low in ("(", "["):
            close = _closing(terms, here)
            before = self.drafts[-1] if self.drafts else None
            self._parenthesis(terms[here + 1 : close], (term.start, terms[min(close, len(terms) - 1)].end))
            open_ended = before is not None and (not before.fates or before.kind is None)
            self.closed = before if open_ended else None
            return self._second_end(terms, close + 1) or close + 1
        if term.low in (";", ","):
            self.closed = None
            self.whole = self.outer if term.low == ";" else self.whole
            return self._claim_behind(terms, here + 1) or here + 1
        if "exclusion" in term.senses:
            return self._without(terms, here)
        if "currency" in term.senses and here + 1 < len(terms) and (money := read_amount(terms, here + 1)) is not None:
            return money.last
        if term.low == ":" and self.drafts:
            return self._breaks_down(here)
        if "part" in term.senses and (self.drafts or self.whole is not None):
            self.whole = self.whole or self.drafts[-1]
            self._leads(term)
            return here + 1
        if self.closed is not None and ("fate" in term.senses or ("noun" in term.senses and self.closed.subject is None)):
            return self._late(terms, here)
        if term.has("claim", "before"):
            return self._attribution(terms, here)
        counts_all = "uncounted" in term.senses and "bound" not in term.senses  # `all 73 crew`
        if "portion" in term.senses or (counts_all and here + 1 < len(terms) and terms[here + 1].kind == "number"):
            self._leads(term)
            return here + 1
        if "agent" in term.senses and self.drafts and (after := self._account(terms, here)):
            return after
        if "mostly" in term.senses and self.drafts and here + 1 < len(terms) and "fate" in terms[here + 1].senses:
            return self._mostly(terms, here)
        if "as_of" in term.senses and self.drafts and (after := self._dated(terms, here)):
            return after
        if "fate" in term.senses and (after := self._fate_first(terms, here)):
            return after
        if term.kind == "word" and self._claims(terms, here):
            return self._says(terms, here)
        if "total" in term.senses:
            self.total = True
            self._leads(term)
            return here + 1
        if self.drafts and terms[here - 1].low not in (";", "(") and _begins_date(terms, here):
            return self._tail(terms, here)
        if term.has("scope", "time") and (after := self._when(terms, here)):
            return after
        return self._figure(terms, here) or self._implied(terms, here) or self._tail(terms, here)

    def _fate_first(self, terms: Sequence[Term], here: int) -> int | None:
        """`the Germans lost 300 men`, `with the loss of 30 men`: the fate of the count that follows, if that has none."""
        at = here + 1
        while at < len(terms) and terms[at].has("glue", "small"):
            at += 1
        goes_on = not self.drafts or at > here + 1 or self.fate_leads
        if at >= len(terms) or not goes_on or terms[at].kind != "number":
            return None
        reading = read_amount(terms, at)
        if reading is None or read_phrase(terms, reading.last, terms[at].end).fates:
            return None
        self.leading, self.fate_leads = terms[here], True
        self.named = self._name_before()
        first = here
        while first and ("stop" in terms[first - 1].senses or terms[first - 1].has("glue", "small")):
            first -= 1
        for term in (*terms[first:here], *terms[here + 1 : at]):
            self._leads(term)
        return at

    def _claims(self, terms: Sequence[Term], here: int) -> bool:
        """Whether a term ends the naming of who says what follows, `Spain claimed 40 killed`."""
        if self.drafts or not self.skipped or not terms[here].has("claim", "after") or here + 1 >= len(terms):
            return False
        return terms[here + 1].kind == "number"

    def _says(self, terms: Sequence[Term], here: int) -> int:
        self.lead = read_claim(self.owner.content.text, [*self.skipped, terms[here]], self.owner.who)
        return here + 1

    def _without(self, terms: Sequence[Term], here: int) -> int:
        """`excluding the 4th Army`: a limit up to a semicolon; `out of 300,000` is none, and neither counts anything."""
        last = next((at for at in range(here, len(terms)) if terms[at].low == ";"), len(terms))
        if self.drafts and terms[here].has("exclusion", "exclusion") and last > here + 1:
            self.drafts[-1].scopes.append(read_limit(self.owner.content.text, terms[here:last]))
            self.drafts[-1].by["scope"] = "tail"
        return last

    def _second_end(self, terms: Sequence[Term], here: int) -> int | None:
        """`10,000 (Orosius) to 15,000 killed`: a range of which one end is attributed (guide 7)."""
        draft = self.drafts[-1] if self.drafts else None
        if draft is None or draft.claimant is None or draft.fates or draft.subject is not None or draft.amount.form != "exact":
            return None
        found = range_end(terms, here)
        if found is None or found[0] <= (draft.amount.low or 0):
            return None
        upper, last = found
        phrase = read_phrase(terms, last, terms[last - 1].end)
        draft.amount.high, draft.amount.form = round(upper), "range"
        draft.kind, draft.subject, draft.fates = self._kind(phrase), phrase.subject, phrase.fate_names
        draft.by |= {"amount": "second end", "kind": "noun", "fates": "words"}
        draft.parts += (("amount", term.start, term.end) for term in terms[here:last])
        draft.parts += (("fate", term.start, term.end) for term in phrase.fates)
        draft.end = max(draft.end, phrase.end)
        return phrase.last

    def _late(self, terms: Sequence[Term], here: int) -> int:
        """`19 ships (1,346 guns) lost`, `732 (402 ready) aircraft`: what the figure before a parenthesis counts, and its fate."""
        draft, self.closed = self.closed, None
        phrase = read_phrase(terms, here, terms[here].start)
        if draft is None:
            return here + 1
        if phrase.fates:
            draft.fates, draft.by["fates"] = phrase.fate_names, "late"
            draft.parts += (("fate", term.start, term.end) for term in phrase.fates)
        if phrase.nouns and draft.subject is None:
            draft.kind, draft.subject, draft.by["kind"] = self._kind(phrase), phrase.subject, "late"
        draft.end = max(draft.end, phrase.end)
        return max(phrase.last, here + 1)

    def _breaks_down(self, here: int) -> int:
        """A colon behind a figure: its parts follow, or the men of a unit."""
        if self.drafts[-1].kind == "unit":
            self.unit = self.drafts[-1]
        else:
            self.whole = self.whole or self.drafts[-1]
        return here + 1

    def _leads(self, term: Term) -> None:
        self.words.append(("label", term.start, term.end))

    # --- figures ----------------------------------------------------------------------------------------

    def _figure(self, terms: Sequence[Term], here: int) -> int | None:
        """A figure whose amount begins at a term; the term after it, or None where no count begins."""
        reading = read_amount(terms, here)
        if reading is None or _is_name_or_measure(terms, here, reading):
            return None
        if (after := _after_fraction(terms, here)) is not None:
            return after
        stop = terms[reading.last - 1].end
        phrase = read_phrase(terms, reading.last, stop)
        if not phrase.counts and (reading.needs_noun or (self.skipped and reading.high is not None and reading.high <= LATEST_YEAR)):
            return None
        if reading.form == "qualitative" and phrase.kind == "unit" and not _plural(phrase, self.owner.vocabulary):
            return None  # `Light Armoured Detachment` is a name
        if (here and self.line.links and self._is_named(terms, here)) or (phrase.kind == "unit" and self._names_unit(reading, phrase)):
            return None
        if self._says_again(reading, phrase, terms[here:phrase.last]):
            return phrase.last
        start = terms[reading.first].start
        self._add(Draft(reading, start, phrase.end, (start, stop)), phrase)
        if phrase.fates and here and terms[here - 1].has("glue", "and"):
            self._share_fates()
        elif phrase.fates and phrase.nouns and here and terms[here - 1].low in (",", ";"):
            self._share_back()
        return phrase.last

    def _says_again(self, reading: Reading, phrase: Phrase, terms: Sequence[Term]) -> bool:
        """`Unknown, but heavy`: two words for one count that is not known."""
        last = self.drafts[-1] if self.drafts else None
        forms = {reading.form, last.amount.form} if last is not None else set()
        if last is None or forms != {"unknown", "qualitative"} or phrase.nouns or last.line != self.at or last.kind is not None:
            return False
        self._hedge(last, terms)
        return True

    def _hedge(self, draft: Draft, terms: Sequence[Term]) -> None:
        draft.amount.form, draft.amount.approximate = "qualitative", True
        draft.end = terms[-1].end
        draft.parts += (("amount", term.start, term.end) for term in terms)

    def _share_fates(self) -> None:
        """`100 officers and 400 soldiers captured`: the fate is that of both, where the first has none of its own."""
        *_, before, draft = (None, None, *self.drafts)
        if before is None or draft is None or before.fates or before.line != draft.line:
            return
        if (before.kind in _PEOPLE) == (draft.kind in _PEOPLE):
            before.fates, before.by["fates"] = list(draft.fates), "shared"
            before.parts += (part for part in draft.parts if part[0] == "fate")

    def _share_back(self) -> None:
        """`744 aircraft; 1,666 tanks; 5,762 guns captured`: the fate is that of all things listed before it without one."""
        draft = self.drafts[-1]
        for before in self.drafts[-2::-1]:
            people = draft.kind in _PEOPLE or before.kind in _PEOPLE
            if people or before.fates or before.subject is None or before.parent is not draft.parent:
                break
            before.fates, before.by["fates"] = list(draft.fates), "shared"
            before.parts += (part for part in draft.parts if part[0] == "fate")

    def _names_unit(self, reading: Reading, phrase: Phrase) -> bool:
        """Whether a number is a unit's name (`7 Squadron`); a great one counts the men of the unit instead."""
        if reading.form != "exact" or (reading.low or 0) < 2 or _plural(phrase, self.owner.vocabulary):  # noqa: PLR2004
            return False
        if (reading.low or 0) < FEWEST_MEN:
            return not phrase.fates
        phrase.kind = "personnel"
        return False

    def _is_named(self, terms: Sequence[Term], here: int) -> bool:
        """Whether a number ends the name that a link shows (`Battery 12`): a capital word stands before it in the link."""
        before, start = terms[here - 1], terms[here].start
        text = self.owner.content.text
        plain = before.kind == "word" and not before.senses and text[before.start].isupper()
        return plain and any(link.start <= before.start and start < link.end for link in self.line.links)

    def _tail(self, terms: Sequence[Term], here: int) -> int | None:
        """`in the siege` behind a figure: a limit, up to the next sign or figure."""
        if not self.drafts or self.drafts[-1].line != self.at or not self._limits(terms, here):
            return None
        last = here + 1
        while last < len(terms) and not self._ends_tail(terms, last):
            last += 1
        if last == here + 1 and terms[here].has("limit"):
            self.force = self.drafts[-1] if "unit_of" in terms[here].senses else None
            return None
        label = read_limit(self.owner.content.text, terms[here:last])
        draft = self.drafts[-1]
        draft.by["scope"] = "tail"
        draft.scopes.append(label)
        draft.end = label.whole[1]
        return last

    def _when(self, terms: Sequence[Term], here: int) -> int | None:
        """`18,000 initially, later increased to 78,000`: a time of the count before it, or of the one that it leads to."""
        last = here + 1
        if self.drafts and (last >= len(terms) or terms[last].low in _ENDS):
            self.drafts[-1].scopes.append(read_limit(self.owner.content.text, terms[here:last]))
            self.drafts[-1].by["scope"] = "tail"
            return last
        while last < len(terms) and last - here < LONGEST_NAME and terms[last].kind == "word" and "noun" not in terms[last].senses:
            last += 1
        if last >= len(terms) or terms[last].kind != "number" or _begins_date(terms, last):
            return None
        self.time = read_limit(self.owner.content.text, terms[here : here + 1])
        self.time.whole = (terms[here].start, terms[last - 1].end)
        return last

    def _limits(self, terms: Sequence[Term], here: int) -> bool:
        """Whether a limit begins at a term: a word such as `in`, a date, or `from` and behind a fate `by` before a name."""
        term, after = terms[here], terms[here + 1] if here + 1 < len(terms) else None
        if term.has("limit") or _begins_date(terms, here):
            return True
        if after is None or after.kind in ("number", "sign"):
            return False
        return term.has("range", "from") or ("agent" in term.senses and "fate" in terms[here - 1].senses)

    def _ends_tail(self, terms: Sequence[Term], at: int) -> bool:
        term = terms[at]
        if term.low in (",", ";", "(", ")", ":", "[") or term.has("claim", "before") or "part" in term.senses or "fate" in term.senses:
            return True
        if "glue" in term.senses and term.senses["glue"] == "and" and at + 1 < len(terms):
            return read_amount(terms, at + 1) is not None
        reading = read_amount(terms, at)
        return reading is not None and not reading.needs_noun and read_phrase(terms, reading.last, term.end).counts

    def _implied(self, terms: Sequence[Term], here: int) -> int | None:
        """A counted noun with a fate and no number: one where it is singular, else of unknown number."""
        senses = terms[here].senses
        ahead = terms[here + 1].senses if here + 1 < len(terms) else {}
        whose = "people" in senses and ("noun" in ahead or "fate" in ahead)
        first = here == 0 and not self.depth and not self.owner.losses and terms[0].kind == "word" and not senses and "noun" in ahead
        if (not whose and not first and "noun" not in senses and "fate" not in senses) or (here and "measure" in terms[here - 1].senses):
            return None
        phrase = read_phrase(terms, here, terms[here].start)
        if phrase.last == here:
            return None
        if (after := self._unknown_of(terms, here, phrase)) is not None:
            return after
        if phrase.fates and phrase.last < len(terms) and terms[phrase.last].kind == "number":
            return None  # `the Germans lost 300 men`: the fate leads to the count behind it
        alone = here == 0 and not self.depth and phrase.last == len(terms) and not self.owner.losses and phrase.kind not in (None, "unit")
        if not phrase.nouns or not (phrase.fates or (alone and _plural(phrase, self.owner.vocabulary))):
            return None
        several = any(term.has("fate", "casualties") for term in phrase.fates)  # `tank losses` are no single tank
        single = not several and not _plural(phrase, self.owner.vocabulary)
        reading = Reading(1, 1, "exact", False, here, here) if single else Reading(None, None, "unknown", False, here, here)  # noqa: FBT003 (positional record)
        self._add(Draft(reading, terms[here].start, phrase.end), phrase)
        self.drafts[-1].by["amount"] = "implied"
        return phrase.last

    def _unknown_of(self, terms: Sequence[Term], here: int, phrase: Phrase) -> int | None:
        """`wounded unknown`, `killed?`: a count that is said not to be known after what is counted."""
        at = phrase.last
        while at < len(terms) and "stop" in terms[at].senses:
            at += 1
        if not phrase.counts or at >= len(terms) or "unknown" not in terms[at].senses:
            return None
        reading = Reading(None, None, "unknown", approximate=False, first=here, last=at + 1)
        self._add(Draft(reading, terms[here].start, terms[at].end, (terms[at].start, terms[at].end)), phrase)
        return at + 1

    def _add(self, draft: Draft, phrase: Phrase) -> None:  # noqa: C901, PLR0912 (a question for each part of a figure)
        draft.kind, draft.subject, draft.fates = self._kind(phrase), phrase.subject, phrase.fate_names
        parts, by = draft.parts, draft.by
        if self.depth and self.whole is not None and self.whole.kind == "unit" and not phrase.nouns and not draft.fates:
            draft.kind = "personnel"
        elif self.depth and self.whole is not None and self.whole.kind not in _PEOPLE and self._names_people_alone(phrase):
            draft.kind = None
        if draft.kind is not None:
            by["kind"] = "noun"
        if draft.fates:
            by["fates"] = "words"
        if self.leading is not None:
            if not draft.fates:
                draft.fates, by["fates"] = [self.leading.senses["fate"]], "words"
                parts.append(("fate", self.leading.start, self.leading.end))
            self.leading = None
        for term in phrase.fates:
            parts.append(("fate", term.start, term.end))
        for term in phrase.small:
            parts.append(("label", term.start, term.end))
        if phrase.people is not None and phrase.peoples is not None:
            span = (phrase.people.start, phrase.peoples.end)
            draft.party, by["party"] = Label("party", span, span, self.owner.content.text[slice(*span)]), "noun"
        if phrase.total is not None:
            parts.append(("label", phrase.total.start, phrase.total.end))
        draft.total = self.total or phrase.total is not None
        if self.words:
            parts += self.words
            self.words = []
        if draft.kind is None:
            self._inherit(draft, phrase)
        if self.time is not None:
            draft.label(self.time)
            self.time = None
        if not self.drafts and (label := self.named or self._name_before()) is not None:
            draft.label(label)
        draft.parent, draft.line = self.whole, self.at
        if draft.parent is not None:
            by["parent"] = "words"
        elif draft.kind == "unit" and self.force is not None:
            draft.parent, by["parent"] = self.force, "unit"
        if self.unit is not None and draft.kind == "personnel":
            self.unit.parent, self.unit.by["parent"] = draft, "unit"  # `One army: 20,000 men` (guide 7)
        self.force = self.unit = None
        self.drafts.append(draft)

    def _names_people_alone(self, phrase: Phrase) -> bool:
        """Whether a phrase has nothing but the adjective of a people (`140 Romanian`)."""
        return not phrase.fates and all("people" in term.senses and not self.owner.vocabulary.is_plural(term.low) for term in phrase.nouns)

    def _kind(self, phrase: Phrase) -> Kind | None:
        """The kind of a phrase; `fighters` among aircraft, or shot down, are aircraft."""
        for term in phrase.nouns:
            if "noun_else" in term.senses:
                break
        else:
            return phrase.kind
        head = next((term for term in reversed(phrase.nouns) if "noun" in term.senses), None)
        if head is None or phrase.kind != head.senses["noun"] or not _OF_PEOPLE.isdisjoint(phrase.fate_names):
            return phrase.kind
        other: Kind | None = head.senses.get("noun_else")
        if other is None:
            return phrase.kind
        if (told := _befell(phrase)) is not None:
            return told
        if head.senses["noun"] in self.owner.kinds and head.senses["noun"] not in _PEOPLE:
            before = self.owner.drafts[-1].kind if self.owner.drafts else None
            return other if before == other else phrase.kind  # `transports` among ships and aircraft
        return other if phrase.fates or other in self.owner.kinds else phrase.kind

    def _name_before(self) -> Label | None:
        """What the words before the first count of a line name, if they are a name."""
        if not self.skipped or not self._is_name(self.skipped):
            return None
        return read_label(self.owner.content.text, self.skipped, self.owner.who)

    def _is_name(self, terms: Sequence[Term]) -> bool:
        """Whether words before a count name whose it is (`148th Brigade 1,500 men`): all are names, ordinals or the nouns of units."""
        text = self.owner.content.text
        if all(term.has("glue", "small") for term in terms):
            return False
        return all(text[t.start].isupper() or t.kind == "ordinal" or t.has("noun", "unit") or t.has("glue", "small") for t in terms)

    def _inherit(self, draft: Draft, phrase: Phrase) -> None:
        """A fate without a noun goes on with what stood before it (`5 tanks destroyed, 3 damaged`), or tells what it befell (`3 sunk`)."""
        things: tuple[Fate, ...] = ("destroyed", "damaged", "lost")
        before = self.drafts[-1] if self.drafts else self.whole
        kind = before.kind if before is not None else None
        if kind not in (*_PEOPLE, None) and set(draft.fates) & set(things):
            draft.kind, draft.by["kind"] = kind, "before"
        elif (told := _befell(phrase)) is not None:
            draft.kind, draft.by["kind"] = told, "fate"
        elif kind == "civilian" and draft.fates and _OF_PEOPLE.issuperset(draft.fates):
            draft.kind, draft.by["kind"] = "civilian", "before"

    # --- parentheses and attributions --------------------------------------------------------------------

    def _parenthesis(self, terms: Sequence[Term], span: tuple[int, int]) -> None:  # noqa: C901, PLR0912 (a table of cases)
        """What a parenthesis says of the figure before it: who claims it, its parts, its fate, or a limit."""
        if not terms:
            return
        text = self.owner.content.text
        last = self.drafts[-1] if self.drafts else None
        if last is not None and "as_of" in terms[0].senses and self._dated(terms, 0):
            return
        if last is not None and self._says_nothing_new(terms, last):
            return
        colon = next((at for at, term in enumerate(terms) if at and term.low == ":"), None)
        if colon is not None and _counts(terms[colon + 1 :], bare=True):
            label = read_label(text, terms[:colon], self.owner.who)
            self._parts(terms[colon + 1 :], last, label)
            if label is not None and label.what == "claimant":
                self._let_go_of_rivals(last)
            return
        claim = read_claim(text, terms, self.owner.who)
        if last is None or (claim is None and _counts(terms, bare=True)):
            self._parts(terms, last, self._name_before() if last is None and _counts(terms, bare=True) else None)
            return
        if claim is None and (self._elides(terms) or self._tells_men(terms, last) or self._tells_more(terms, last)):
            self._parts(terms, last)
            return
        label = claim or read_label(text, terms, self.owner.who)
        if label is None:
            return
        if label.what == "claimant":
            self._claim(label, span[1])
        elif label.what == "party" and last.party is None:
            last.party, last.by["party"] = label, "parenthesis"
            last.end = span[1]
        elif last.amount.form == "unknown" and any("qualitative" in term.senses for term in terms):
            self._hedge(last, terms)
        elif label.what == "kind" and label.kind is None:
            last.fates, last.by["fates"] = list(dict.fromkeys((*last.fates, *label.fates))), "parenthesis"
            last.parts.append(("fate", *label.whole))
            last.end = span[1]
        elif label.approximate:
            last.amount.approximate = True
            last.parts.append(("amount", *label.whole))
            last.end = span[1]
        elif label.what != "total":
            last.scopes.append(label)
            last.by["scope"] = "parenthesis"
            last.end = span[1]

    def _elides(self, terms: Sequence[Term]) -> bool:
        """Whether a parenthesis counts some of those before it by a quality alone: `724 aircraft (616 serviceable)`."""
        reading = read_amount(terms, 0)
        if reading is None or reading.needs_noun or reading.low is None:
            return False
        text, rest = self.owner.content.text, terms[reading.last :]
        return 0 < len(rest) <= _QUALITIES and all(
            term.kind == "word" and text[term.start].islower() and _NO_QUALITY.isdisjoint(term.senses) for term in rest
        )

    def _tells_men(self, terms: Sequence[Term], last: Draft) -> bool:
        """Whether a parenthesis has the men of a unit: `1 infantry brigade (1,500)`."""
        reading = read_amount(terms, 0) if last.kind == "unit" else None
        if reading is None or reading.last < len(terms) or reading.low is None or reading.low < FEWEST_OF_UNIT:
            return False
        return not all(term.low.isdecimal() and EARLIEST_YEAR <= term.value <= LATEST_YEAR for term in terms[::2])

    def _tells_more(self, terms: Sequence[Term], last: Draft) -> bool:
        """Whether a parenthesis tells what became of others, uncounted: `704 tanks (crewmen killed or captured)`."""
        if last.subject is None or read_amount(terms, 0) is not None:
            return False
        phrase = read_phrase(terms, 0, terms[0].start)
        return bool(phrase.last == len(terms) and phrase.nouns and phrase.fates and phrase.kind)

    def _let_go_of_rivals(self, whole: Draft | None) -> None:
        """`66,000 killed (Japanese claim: 19,000)`: another's count of the same is no part of it."""
        same: list[list[Fate]] = [[], whole.fates if whole is not None else []]
        for draft in self.drafts:
            if draft.parent is whole and draft.claimant is not None and not draft.scopes and draft.fates in same:
                draft.parent = None

    def _says_nothing_new(self, terms: Sequence[Term], last: Draft) -> bool:
        """Whether a parenthesis has a page, the number once more, or only what became of the things by their weight."""
        if "name_number" in terms[0].senses:
            return True
        reading = read_amount(terms, 0)
        if reading is None:
            return False
        if reading.last == len(terms) and (reading.low, reading.high) == (last.amount.low, last.amount.high):
            last.parts += (("amount", term.start, term.end) for term in terms)
            return True
        fates = [term for term in terms if "fate" in term.senses]
        if reading.last < len(terms) and "measure" in terms[reading.last].senses and fates and not last.fates:
            last.fates, last.by["fates"] = [term.senses["fate"] for term in fates], "parenthesis"
            last.parts += (("fate", term.start, term.end) for term in terms)
            return True
        return False

    def _parts(self, terms: Sequence[Term], whole: Draft | None, label: Label | None = None) -> None:
        """The figures in a parenthesis, as parts of the figure before it, with the label that stands before them there."""
        if self.depth >= _DEEPEST:
            return
        inner = _LineReader(self.owner, self.line, self.at, whole=whole, depth=self.depth + 1)
        inner.read(terms)
        if label is not None:
            for draft in inner.drafts:
                draft.label(label)
        self.drafts += inner.drafts

    def _attribution(self, terms: Sequence[Term], here: int) -> int:
        """A tail such as `according to Caesar`, up to the next comma, semicolon or parenthesis."""
        last = here + 1
        while last < len(terms) and terms[last].low not in (",", ";", "("):
            last += 1
        label = read_claim(self.owner.content.text, terms[here:last], self.owner.who)
        if label is not None and self.drafts:
            self._claim(label, label.whole[1])
        else:
            self.lead = label
        return last

    def _claim_behind(self, terms: Sequence[Term], here: int) -> int | None:
        """`600 killed, English claim`: who says so, behind a comma."""
        if not self.drafts or here >= len(terms) or terms[here].kind != "word":
            return None
        last = here
        while last < len(terms) and last - here < LONGEST_NAME and terms[last].kind == "word":
            last += 1
        if last - here < 2 or not terms[last - 1].has("claim", "after") or (last < len(terms) and terms[last].low not in _ENDS):  # noqa: PLR2004 (a name and the word)
            return None
        label = read_claim(self.owner.content.text, terms[here:last], self.owner.who)
        if label is None:
            return None
        self._claim(label, label.whole[1])
        return last

    def _account(self, terms: Sequence[Term], here: int) -> int | None:
        """`by X's account`: who says so, where a word of saying ends it."""
        for last in range(here + 2, min(len(terms), here + LONGEST_NAME)):
            if terms[last].low in (",", ";", "(") or terms[last].kind == "number":
                return None
            if terms[last].has("claim", "after"):
                label = read_claim(self.owner.content.text, terms[here + 1 : last + 1], self.owner.who)
                if label is not None:
                    self._claim(label, label.whole[1])
                    self.drafts[-1].parts.append(("label", terms[here].start, terms[here].end))
                return last + 1
        return None

    def _mostly(self, terms: Sequence[Term], here: int) -> int:
        """`800 casualties, mostly killed`: what became of most of them belongs to the figure, too (guide 7)."""
        draft, phrase = self.drafts[-1], read_phrase(terms, here + 1, terms[here].end)
        draft.fates, draft.by["fates"] = list(dict.fromkeys((*draft.fates, *phrase.fate_names))), "mostly"
        draft.parts.append(("label", terms[here].start, terms[here].end))
        draft.parts += (("fate", term.start, term.end) for term in phrase.fates)
        draft.end = max(draft.end, phrase.end)
        return max(phrase.last, here + 2)

    def _dated(self, terms: Sequence[Term], here: int) -> int | None:
        """`as of 19 October 2020`: the date of the figures of this line that have none; the term after it."""
        point = read_point(terms[here + 1 :])
        if point is None:
            return None
        found, start, end = point
        for draft in self.drafts:
            if draft.as_of is None:
                draft.as_of, draft.by["as_of"] = found, "tail"
                draft.parts += (("label", terms[here].start, terms[here].end), ("as_of", start, end))
        self.drafts[-1].end = max(self.drafts[-1].end, end)
        return next((at for at in range(here, len(terms)) if terms[at].start >= end), len(terms))

    def _claim(self, label: Label, end: int) -> None:
        """Give a claimant to the figures of this line that stand before it and have none."""
        alone = self.drafts and self._stands_alone(label)
        above = self.owner.unclaimed(self.at, self.drafts[-1]) if alone else self.owner.waiting
        for draft in (*above, *self.drafts[self.unclaimed :]):
            if draft.claimant is None:
                draft.claimant, draft.by["claimant"] = label, "tail"
        for draft in above if alone else ():
            draft.doubt("unclear-claimant", f"{label.text!r}, on a line of its own below, is taken to claim this, too")
        if self.drafts:
            self.drafts[-1].end = max(self.drafts[-1].end, end)
        self.unclaimed = len(self.drafts)

    def _stands_alone(self, label: Label) -> bool:
        """Whether an attribution has a line of its own, so that it says the lines above it, too."""
        before = self.owner.content.text[: label.whole[0]].rstrip("([ ")
        return not self.depth and before.endswith("\n") and self.unclaimed == 0 and not self.line.is_item

    def _give_notes(self) -> None:
        """A note belongs to the last figure that begins before it, on this line."""
        if self.depth or not self.line.notes:
            return
        for note in self.line.notes:
            before = [draft for draft in self.drafts if draft.start <= note.start]
            for draft in before[-1:] or self.drafts[:1]:
                draft.notes.append(note)


def _is_ship(term: Term) -> bool:
    """Whether a word begins a ship's name or is one (`USS Barney`, `U-864`)."""
    return term.has("ship_name") or (term.kind == "model" and term.has("noun", "ship"))


def _is_alike(part: Draft, whole: Draft) -> bool:
    """Whether a figure counts what another does, or people as well."""
    return part.kind == whole.kind or (part.kind in _PEOPLE and whole.kind in _PEOPLE)


def _befell(phrase: Phrase) -> Kind | None:
    """What the fates of a phrase can only have befallen (`sunk`: a ship), or None."""
    return next((term.senses["fate_of"] for term in phrase.fates if "fate_of" in term.senses), None)


def _after_fraction(terms: Sequence[Term], here: int) -> int | None:
    """The term after `2/3 of`, which counts nothing, or None."""
    four = terms[here : here + 4]
    if len(four) < 4 or four[1].low != "/" or four[3].low != "of" or not four[0].kind == four[2].kind == "number":  # noqa: PLR2004 (`2`, `/`, `3`, `of`)
        return None
    return here + 4


def _is_name_or_measure(terms: Sequence[Term], here: int, reading: Reading) -> bool:
    """Whether a number is part of a name (`No. 10`) or measures something (`12 km`)."""
    if here and ("name_number" in terms[here - 1].senses or "currency" in terms[here - 1].senses or "month" in terms[here - 1].senses):
        return True
    follows = terms[reading.last] if reading.last < len(terms) else None
    if follows is not None and "month" in follows.senses:
        return True
    if follows is not None and follows.low == "." and reading.last + 1 < len(terms) and terms[reading.last + 1].has("noun", "unit"):
        return True  # `1. Division`, as German has it
    return follows is not None and "measure" in follows.senses and "noun" not in follows.senses


def _begins_date(terms: Sequence[Term], here: int) -> bool:
    """Whether a day, month or year begins at a term, as a period behind a figure: `3–9 May`, `June 1911`, `1911–1912`."""
    term = terms[here]
    if "month" in term.senses:
        return True
    if term.value > LATEST_YEAR or term.kind not in ("number", "ordinal"):
        return False
    at = here + 1
    if at + 1 < len(terms) and terms[at].low in _DASHES and terms[at + 1].kind in ("number", "ordinal"):
        at += 2
    if at < len(terms) and "month" in terms[at].senses:
        return True
    alone = at >= len(terms) or terms[at].low in _ENDS
    is_year = all(one.low.isdecimal() and EARLIEST_YEAR <= one.value <= LATEST_YEAR for one in terms[here:at:2])
    return alone and is_year and bool(here) and terms[here - 1].kind == "word"


def _counts(terms: Sequence[Term], *, bare: bool = False) -> bool:
    """Whether terms state a figure: an amount that is no year or date, with something counted.

    Where *bare* numbers count as well, one that is no year does at the beginning.
    """
    if bare and terms and (first := read_amount(terms, 0)) is not None and not first.needs_noun:
        most = first.high if first.high is not None else first.low
        ends = first.last >= len(terms) or terms[first.last].low in (",", ";") or "limit" in terms[first.last].senses
        if most is not None and most > LATEST_YEAR and ends and terms[0].kind == "number":
            return True
    for here, term in enumerate(terms):
        reading = read_amount(terms, here)
        if reading is None or reading.form == "qualitative":
            continue
        phrase = read_phrase(terms, reading.last, term.end)
        if reading.needs_noun and not (bare and reading.form == "vague" and phrase.kind is not None and phrase.nouns):
            continue  # in a parenthesis `with numerous mortars` counts something
        if (phrase.counts or phrase.total is not None) and not _is_name_or_measure(terms, here, reading):
            return True
    return False


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


def _plural(phrase: Phrase, vocabulary: Vocabulary) -> bool:
    """Whether the head noun of a phrase is a plural: one of the vocabulary's plural forms, or a model name with its sign."""
    head = next((term for term in reversed(phrase.nouns) if "noun" in term.senses), None)
    return head is not None and vocabulary.is_plural(head.low)


def _closing(terms: Sequence[Term], here: int) -> int:
    """The closing parenthesis of the one at a term, or the end."""
    depth = 0
    for at in range(here, len(terms)):
        if terms[at].low in ("(", "["):
            depth += 1
        elif terms[at].low in (")", "]"):
            depth -= 1
            if depth == 0:
                return at
    return len(terms)
