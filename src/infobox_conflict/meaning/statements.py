"""Statements: the figures that one line says, with what its own words tell of each (guide 2)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from ..content import Content
from ..vocabulary import Vocabulary
from .amounts import Reading, range_end, read_amount
from .counting import (
    ENDS,
    LATEST_YEAR,
    LONGEST_NAME,
    after_fraction,
    befell,
    begins_date,
    capital,
    closing,
    counts,
    is_base,
    is_name_or_measure,
    plural,
    quality,
    words_end,
)
from .dates import read_point
from .drafts import Draft
from .evidence import Words
from .model import Fate, Kind
from .outline import Line
from .parentheses import FEWEST_OF_UNIT, counts_some, elides, is_remark, says_nothing_new, tells_amount, tells_men, tells_more
from .phrases import Phrase, read_phrase
from .terms import DASHES, Term
from .who import Label, Who, read_claim, read_label, read_limit

PEOPLE = ("personnel", "civilian")
OF_PEOPLE = frozenset({"killed", "wounded", "missing", "sick", "deserted", "displaced", "surrendered", "casualties"})
"""Fates that only people meet."""
FEWEST_MEN = 1000
"""A smaller number before a unit in the singular is its name."""
_DEEPEST = 8  # parentheses in parentheses; what stands deeper is left unread


class Field(Protocol):
    """What a line must know of the field that it stands in."""

    content: Content
    who: Who
    losses: bool
    drafts: list[Draft]
    """The figures of the lines before."""
    waiting: list[Draft]
    """Those of them that wait for who is named behind the next ones."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the language."""

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of all nouns of the field that have one meaning."""

    def unclaimed(self, at: int, last: Draft) -> list[Draft]:
        """The figures on the lines right above that a claim on a line of its own says, too."""


class LineReader:
    """Reads the terms of one line, or of a parenthesis in it, from left to right."""

    __slots__ = (
        *("at", "closed", "depth", "drafts", "fate_leads", "force", "inner", "lead", "leading", "led", "line", "named", "outer", "owner"),
        *("outside", "relabelled", "skipped", "time", "total", "unclaimed", "unit", "whole", "words"),
    )

    def __init__(self, owner: Field, line: Line, at: int, whole: Draft | None = None, depth: int = 0) -> None:
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
        self.outside: Draft | None = None
        """The figure before the last parenthesis, which one right behind it is about as well."""
        self.unit: Draft | None = None
        """The unit whose men may follow (`One army: 20,000 men`)."""
        self.force: Draft | None = None
        """The men whose units may follow (`30,000 men in four divisions`)."""
        self.skipped: list[Term] = []
        """The terms right before that no rule read: a small number behind them is no count by itself."""
        self.inner: Label | None = None
        """The label within the line that holds up to the next one (`UN: 30; Red Cross: 55`)."""
        self.relabelled: int | None = None
        """How many figures stand before the first of these."""
        self.led = 0
        """How many figures stand before whoever `lead` names."""
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
        """Read the terms into `drafts`; each step takes what some rule reads, or skips a term."""
        here = 0
        while here < len(terms):
            after = self._step(terms, here)
            if after is None:
                if terms[here].low in ENDS:
                    self.skipped = []
                elif terms[here].kind != "sign":
                    self.skipped.append(terms[here])
                after = here + 1
            elif self.skipped:
                self.skipped = []
            here = after
        self._lead()
        if self.line.notes:
            self._give_notes()

    def _lead(self) -> None:
        """Give who was named before them to the figures since."""
        for draft in self.drafts[self.led :] if self.lead is not None else ():
            if draft.claimant is None:
                draft.claimant, draft.by["claimant"] = self.lead, "lead"
        self.led = len(self.drafts)

    def _step(self, terms: Sequence[Term], here: int) -> int | None:  # noqa: C901, PLR0911, PLR0912 (a table of cases)
        """Read what begins at a term; the term after it, or None where no rule reads the term."""
        term = terms[here]
        if term.kind == "number":
            dated = self.drafts and term.value <= LATEST_YEAR and begins_date(terms, here)
            if not dated and (after := self._figure(terms, here)):
                return after
        if term.low in ("(", "["):
            close = closing(terms, here)
            before = self.outside if here and terms[here - 1].low in (")", "]") else self.drafts[-1] if self.drafts else None
            self._parenthesis(terms[here + 1 : close], (term.start, terms[min(close, len(terms) - 1)].end), before)
            self.outside = before
            open_ended = before is not None and (not before.fates or before.kind is None)
            self.closed = before if open_ended else None
            return self._second_end(terms, close + 1) or close + 1
        if term.low in (";", ","):
            self.closed = None
            self.whole = self.outer if term.low == ";" else self.whole
            return self._label_within(terms, here + 1) or self._claim_behind(terms, here + 1) or here + 1
        if term.low == "." and self.drafts and (after := self._label_within(terms, here + 1)):
            return after
        if "exclusion" in term.senses:
            return self._without(terms, here)
        if "currency" in term.senses and here + 1 < len(terms) and (money := read_amount(terms, here + 1)) is not None:
            return money.last
        if term.low == ":" and self.drafts:
            return self._breaks_down(here)
        if "men_of" in term.senses and self.drafts and self._joins_men(terms, here):
            return here + 1
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
        if self.drafts and terms[here - 1].low not in (";", "(") and begins_date(terms, here):
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
        """Whether a term ends the naming of who says what follows, `Spain claimed 40 killed`, `US claim – 20 killed`."""
        if not self.skipped or not terms[here].has("claim", "after"):
            return False
        after = terms[here + 1 : here + 3]
        return bool(after) and after[after[0].low in DASHES and len(after) > 1].kind == "number"

    def _says(self, terms: Sequence[Term], here: int) -> int:
        self._lead()
        self.lead = read_claim(self.owner.content.text, [*self.skipped, terms[here]], self.owner.who)
        return here + 1

    def _without(self, terms: Sequence[Term], here: int) -> int:
        """`excluding the 4th Army`: a limit up to a semicolon; `out of 300,000` is none, and neither counts anything."""
        last = next((at for at in range(here, len(terms)) if terms[at].low == ";"), len(terms))
        if self.drafts and terms[here].has("exclusion", "exclusion") and last > here + 1:
            self._limit(terms[here:last])
        return last

    def _second_end(self, terms: Sequence[Term], here: int) -> int | None:
        """`10,000 (Orosius) to 15,000 killed`: a range of which one end is attributed (guide 7)."""
        draft = self.drafts[-1] if self.drafts else None
        if draft is None or draft.claimant is None or draft.fates or draft.subject is not None or draft.amount.form != "exact":
            return None
        if self._is_rival_end(terms, here):
            self._leads(terms[here])
            return here + 1
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

    def _is_rival_end(self, terms: Sequence[Term], here: int) -> bool:
        """Whether what seems the second end of a range is somebody else's count: `12 (US claim) or 15 (Iraqi claim) killed`."""
        joins = terms[here].low in DASHES or terms[here].has("range", "or") if here + 1 < len(terms) else False
        reading = read_amount(terms, here + 1) if joins else None
        if reading is None or reading.last >= len(terms) or terms[reading.last].low != "(":
            return False
        label = read_label(self.owner.content.text, terms[reading.last + 1 : closing(terms, reading.last)], self.owner.who)
        return label is not None and label.what == "claimant"

    def _late(self, terms: Sequence[Term], here: int) -> int:
        """`19 ships (1,346 guns) lost`, `732 (402 ready) aircraft`: what the figure before a parenthesis counts, and its fate."""
        draft, self.closed = self.closed, None
        phrase = read_phrase(terms, here, terms[here].start)
        if draft is None:
            return here + 1
        if phrase.fates:
            draft.fates, draft.by["fates"] = phrase.fate_names, "late"
            draft.parts += (("fate", term.start, term.end) for term in phrase.fates)
            self._share_with_rival(draft)
        if phrase.nouns and draft.subject is None:
            draft.kind, draft.subject, draft.by["kind"] = self._kind(phrase), phrase.subject, "late"
        draft.end = max(draft.end, phrase.end)
        return max(phrase.last, here + 1)

    def _breaks_down(self, here: int) -> int:
        """A colon behind a figure: its parts follow, or the men of a unit."""
        if self.drafts[-1].kind == "unit":
            self.unit = self.drafts[-1]
        else:
            self.whole = self.outer = self.whole or self.drafts[-1]
        return here + 1

    def _joins_men(self, terms: Sequence[Term], here: int) -> bool:
        """Whether a word joins a unit and its men, whichever comes first: `one company of 76 men`, `76 men of one company`."""
        last = self.drafts[-1]
        reading = read_amount(terms, here + 1) if here + 1 < len(terms) and last.line == self.at else None
        if reading is None:
            return False
        phrase = read_phrase(terms, reading.last, terms[here].end)
        men = phrase.kind == "personnel" or (not phrase.nouns and (reading.low or 0) >= FEWEST_OF_UNIT)
        if last.kind == "unit" and men:
            self.unit = last
        elif last.kind == "personnel" and phrase.kind == "unit" and terms[here].has("men_of", "before"):
            self.force = last
        elif not terms[here].has("glue", "small"):
            return False
        last.parts.append(("label", terms[here].start, terms[here].end))
        return True

    def _leads(self, term: Term) -> None:
        self.words.append(("label", term.start, term.end))

    # --- figures ----------------------------------------------------------------------------------------

    def _figure(self, terms: Sequence[Term], here: int) -> int | None:
        """A figure whose amount begins at a term; the term after it, or None where no count begins."""
        reading = read_amount(terms, here)
        if reading is None or is_name_or_measure(terms, here, reading) or is_base(terms, here):
            return None
        if (after := after_fraction(terms, here)) is not None:
            return after
        stop = terms[reading.last - 1].end
        if (whole := self._whole_behind(terms, reading)) is not None:
            return self._some_of(whole, terms, reading)
        phrase = read_phrase(terms, reading.last, stop)
        if not phrase.counts and (reading.needs_noun or (self.skipped and reading.high is not None and reading.high <= LATEST_YEAR)):
            return None
        if reading.form == "qualitative" and phrase.kind == "unit" and not plural(phrase, self.owner.vocabulary):
            return None  # `Light Armoured Detachment` is a name
        named = here and self.line.links and self._is_named(terms, here)
        if named or (phrase.kind == "unit" and self._names_unit(terms[reading.first], reading, phrase)):
            return None
        if self._says_again(reading, phrase, terms[here:phrase.last]):
            return phrase.last
        start = terms[reading.first].start
        if phrase.fates and here > 1 and terms[here - 1].has("glue", "and") and terms[here - 2].low == ",":
            self.whole = self.outer  # `120 killed, including 14 children, and 300 injured`
        self._add(Draft(reading, start, phrase.end, (start, stop)), phrase)
        if phrase.fates and here and terms[here - 1].has("glue", "and"):
            self._share_fates()
        elif phrase.fates and phrase.nouns and here and terms[here - 1].low in (",", ";"):
            self._share_back()
        return phrase.last

    def _whole_behind(self, terms: Sequence[Term], reading: Reading) -> Draft | None:
        """The figure of which a count says behind its number that it is some: `40 of them officers`."""
        told = reading.last < len(terms) and terms[reading.last].has("part", "partitive")
        if not told or reading.form in ("qualitative", "unknown") or (reading.low is None and reading.high is None):
            return None
        found = (self.drafts or self.owner.drafts)[-1:]
        last = self.whole if self.depth and not self.drafts else found[0] if found else None
        return last.parent if last is not None and last.by.get("parent") == "partitive" else last

    def _some_of(self, whole: Draft, terms: Sequence[Term], reading: Reading) -> int:
        """Take a count of some of those before it, with a quality where it has no noun: `100 of them operational`."""
        word = terms[reading.last]
        phrase = read_phrase(terms, reading.last + 1, word.end)
        at = phrase.last
        while not phrase.counts and at < len(terms) and "copula" in terms[at].senses:
            at += 1
        if not phrase.counts and (told := quality(terms, at, self.owner.content.text)):
            phrase.nouns, phrase.subject = told, (told[0].start, told[-1].end)
            phrase.last, phrase.end = at + len(told), told[-1].end
        span = terms[reading.first].start, terms[reading.last - 1].end
        draft = Draft(reading, span[0], max(phrase.end, word.end), span)
        draft.parts += (("label", term.start, term.end) for term in (word, *terms[reading.last + 1 : at]))
        outer, self.whole = self.whole, whole
        self._add(draft, phrase)
        self.whole, draft.by["parent"] = outer, "partitive"
        return max(phrase.last, at)

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
        if before is None or draft is None or before.fates or before.line != draft.line or before.parent is not draft.parent:
            return  # `120 killed, including 14 children, and 300 injured`
        if (before.kind in PEOPLE) == (draft.kind in PEOPLE):
            before.fates, before.by["fates"] = list(draft.fates), "shared"
            before.parts += (part for part in draft.parts if part[0] == "fate")

    def _share_with_rival(self, draft: Draft) -> None:
        """`12 (US claim) or 15 (Iraqi claim) killed`: the fate behind the second is that of both."""
        *_, rival, last = (None, None, *self.drafts)
        if last is not draft or rival is None or rival.fates or rival.subject is not None:
            return
        if rival.claimant is not None and draft.claimant is not None:
            rival.fates, rival.by["fates"] = list(draft.fates), "shared"
            rival.parts += (part for part in draft.parts if part[0] == "fate")

    def _share_back(self) -> None:
        """`744 aircraft; 1,666 tanks; 5,762 guns captured`: the fate is that of all things listed before it without one."""
        draft = self.drafts[-1]
        for before in self.drafts[-2::-1]:
            alike = (draft.kind in PEOPLE) == (before.kind in PEOPLE)
            if not alike or before.fates or before.subject is None or before.parent is not draft.parent:
                break
            before.fates, before.by["fates"] = list(draft.fates), "shared"
            before.parts += (part for part in draft.parts if part[0] == "fate")

    def _names_unit(self, number: Term, reading: Reading, phrase: Phrase) -> bool:
        """Whether a number is a unit's name (`7 Squadron`, not `2 squadron`); a great one counts the men of the unit instead."""
        if reading.form != "exact" or (reading.low or 0) < 2 or plural(phrase, self.owner.vocabulary):  # noqa: PLR2004
            return False
        if (reading.low or 0) < FEWEST_MEN:
            return not phrase.fates and number.low.isdecimal() and capital(phrase, self.owner.content.text)
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
        draft = self.drafts[-1]
        if "agent" in terms[here].senses or (last > here + 1 and "cause" in terms[here + 1].senses):
            draft.parts.append(("remark", terms[here].start, terms[last - 1].end))  # who did it, or what they died of, limits nothing
            draft.end = terms[last - 1].end
            return last
        draft.end = self._limit(terms[here:last]).whole[1]
        return last

    def _limit(self, terms: Sequence[Term]) -> Label:
        """Let words behind the last figure limit it."""
        label, draft = read_limit(self.owner.content.text, terms), self.drafts[-1]
        draft.scopes.append(label)
        draft.by["scope"] = "tail"
        return label

    def _when(self, terms: Sequence[Term], here: int) -> int | None:
        """`18,000 initially, later increased to 78,000`: a time of the count before it, or of the one that it leads to."""
        last = here + 1
        if self.drafts and (last >= len(terms) or terms[last].low in ENDS):
            self._limit(terms[here:last])
            return last
        while last < len(terms) and last - here < LONGEST_NAME and terms[last].kind == "word" and "noun" not in terms[last].senses:
            last += 1
        if last >= len(terms) or terms[last].kind != "number" or begins_date(terms, last):
            return None
        self.time = read_limit(self.owner.content.text, terms[here : here + 1])
        self.time.whole = (terms[here].start, terms[last - 1].end)
        return last

    def _limits(self, terms: Sequence[Term], here: int) -> bool:
        """Whether a limit begins at a term: a word such as `in`, a date, or `from` and behind a fate `by` before a name."""
        term, after = terms[here], terms[here + 1] if here + 1 < len(terms) else None
        if term.has("limit") or begins_date(terms, here):
            return True
        if after is None or after.kind in ("number", "sign"):
            return term.has("scope") and "noun" not in term.senses and "time" not in term.senses.values()  # `captured at sea`
        if term.has("range", "from") or ("of_whole" in term.senses and "cause" in after.senses):
            return True
        before = terms[here - 1]
        return "agent" in term.senses and ("fate" in before.senses or (self.depth > 0 and before.kind == "number"))

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
        if not phrase.nouns or not (phrase.fates or (alone and plural(phrase, self.owner.vocabulary))):
            return None
        several = any(term.has("fate", "casualties") for term in phrase.fates)  # `tank losses` are no single tank
        single = not several and not plural(phrase, self.owner.vocabulary)
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
        draft.also = phrase.also
        if self.depth and self.whole is not None and self.whole.kind == "unit" and not phrase.nouns and not draft.fates:
            draft.kind = "personnel"
        elif self.depth and self.whole is not None and self.whole.kind not in PEOPLE and self._names_people_alone(phrase):
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
        if (span := self._whose(phrase)) is not None:
            draft.party, by["party"] = Label("party", span, span, self.owner.content.text[slice(*span)]), "noun"
        if phrase.total is not None:
            parts.append(("label", phrase.total.start, phrase.total.end))
        draft.total = self.total or phrase.total is not None
        if self.words:
            parts += self.words
            self.words = []
        if draft.kind is None:
            self._inherit(draft, phrase)
        if self.inner is not None:
            draft.label(self.inner)
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
        if self.unit is not None and draft.kind is None and draft.subject is None and not draft.fates:
            draft.kind, by["kind"] = "personnel", "unit"
        if self.unit is not None and draft.kind == "personnel":
            self.unit.parent, self.unit.by["parent"] = draft, "unit"  # `One army: 20,000 men` (guide 7)
        self.force = self.unit = None
        self.drafts.append(draft)

    def _whose(self, phrase: Phrase) -> tuple[int, int] | None:
        """The words of a phrase that name a people, or a belligerent of the box (`12 PKK members killed`)."""
        if phrase.people is not None and phrase.peoples is not None:
            return phrase.people.start, phrase.peoples.end
        nouns = phrase.nouns
        named = self.owner.who.named_by(nouns) if nouns else 0
        if named == 0 or all("noun" in term.senses for term in nouns[:named]):
            return None  # `120 rebels` are anybody's
        return nouns[0].start, nouns[named - 1].end

    def _before(self) -> Draft | None:
        """The figure that the next one goes on with: the last one here that is no part of another, or the whole."""
        last = self.drafts[-1] if self.drafts else self.whole
        while last is not None and last.by.get("parent") in ("words", "partitive") and last.parent is not self.whole:
            last = last.parent
        return last

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
        if head is None or phrase.kind != head.senses["noun"] or not OF_PEOPLE.isdisjoint(phrase.fate_names):
            return phrase.kind
        other: Kind | None = head.senses.get("noun_else")
        if other is None:
            return phrase.kind
        if (told := befell(phrase)) is not None:
            return told
        if head.senses["noun"] in self.owner.kinds and head.senses["noun"] not in PEOPLE:
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
        before = self._before()
        if before is None and not {"damaged", "destroyed"}.isdisjoint(draft.fates) and self.owner.drafts:
            before = self.owner.drafts[-1]  # on the line above: nobody is damaged
        kind = before.kind if before is not None else None
        if kind not in (*PEOPLE, None) and set(draft.fates) & set(things):
            draft.kind, draft.by["kind"] = kind, "before"
        elif (told := befell(phrase)) is not None:
            draft.kind, draft.by["kind"] = told, "fate"
        elif kind == "civilian" and draft.fates and OF_PEOPLE.issuperset(draft.fates):
            draft.kind, draft.by["kind"] = "civilian", "before"

    # --- parentheses and attributions --------------------------------------------------------------------

    def _parenthesis(self, terms: Sequence[Term], span: tuple[int, int], last: Draft | None) -> None:  # noqa: C901, PLR0912, PLR0915 (a table of cases)
        """What a parenthesis says of the figure before it: who claims it, its parts, its fate, or a limit."""
        if not terms:
            return
        text = self.owner.content.text
        if last is not None and "as_of" in terms[0].senses and self._dated(terms, 0):
            return
        if last is not None and (says_nothing_new(terms, last) or tells_amount(terms, last)):
            return
        comma = next((at for at, term in enumerate(terms[:-1]) if at and term.low in (",", ";") and "as_of" in terms[at + 1].senses), None)
        if comma is not None and last is not None:
            self._parenthesis(terms[:comma], (span[0], terms[comma].start), last)
            self._parenthesis(terms[comma + 1 :], span, last)
            return
        colon = next((at for at, term in enumerate(terms) if at and term.low == ":"), None)
        label = read_label(text, terms[:colon], self.owner.who) if colon is not None else None
        rival = colon is not None and label is not None and label.what == "claimant" and terms[colon + 1 :]
        if colon is not None and ((rival and read_amount(terms, colon + 1)) or counts(terms[colon + 1 :], bare=True)):
            self._parts(terms[colon + 1 :], last, label)
            if label is not None and label.what == "claimant":
                self._let_go_of_rivals(last)
            return
        claim = read_claim(text, terms, self.owner.who)
        others = last is not None and self._is_rival(terms)
        if last is None or others or (claim is None and counts(terms, bare=True)):
            self._parts(terms, last, self._name_before() if last is None and counts(terms, bare=True) else None)
            if others:
                self._let_go_of_rivals(last)
            return
        counted = (counts_some, tells_men, tells_more)
        if claim is None and (elides(terms, text) or any(rule(terms, last) for rule in counted)):
            self._parts(terms, last)
            return
        label = claim or read_label(text, terms, self.owner.who)
        if label is None:
            return
        if all("status" in term.senses for term in terms):
            self.unclaimed = len(self.drafts)  # `12 killed (confirmed), 30+ killed (claimed)`
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
        elif is_remark(terms, text):
            last.parts.append(("remark", terms[0].start, terms[-1].end))
            last.end = span[1]
        else:
            last.end = span[1]
            if label.what == "total":
                last.total = True
                last.parts.append(("label", *label.whole))
            else:
                last.scopes.append(label)
                last.by["scope"] = "parenthesis"

    def _is_rival(self, terms: Sequence[Term]) -> bool:
        """Whether a parenthesis has another's count of what was counted before it: `300 killed (500 according to Rome)`."""
        reading = read_amount(terms, 0)
        if reading is None or reading.low is reading.high is None or reading.needs_noun or reading.last >= len(terms):
            return False
        behind = terms[reading.last]
        return behind.has("claim", "before") and read_claim(self.owner.content.text, terms[reading.last :], self.owner.who) is not None

    def _let_go_of_rivals(self, whole: Draft | None) -> None:
        """`66,000 killed (Japanese claim: 19,000)`: another's count of the same is no part of it."""
        same: list[list[Fate]] = [[], whole.fates if whole is not None else []]
        for draft in self.drafts:
            if whole is not None and draft.parent is whole and draft.claimant is not None and not draft.scopes and draft.fates in same:
                draft.parent = None
                draft.kind = draft.kind or whole.kind
                if not draft.fates and whole.fates:
                    draft.fates, draft.by["fates"] = list(whole.fates), "before"

    def _parts(self, terms: Sequence[Term], whole: Draft | None, label: Label | None = None) -> None:
        """The figures in a parenthesis, as parts of the figure before it, with the label that stands before them there."""
        if self.depth >= _DEEPEST:
            return
        inner = LineReader(self.owner, self.line, self.at, whole=whole, depth=self.depth + 1)
        inner.read(terms)
        if label is not None:
            for draft in inner.drafts[: inner.relabelled]:
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

    def _label_within(self, terms: Sequence[Term], here: int) -> int | None:
        """`UN: 30; Red Cross: 55`: a further label on the line; the term after its colon."""
        last = words_end(terms, here)
        if last == here or last + 1 >= len(terms) or terms[last].low != ":" or read_amount(terms, last + 1) is None:
            return None
        label = read_label(self.owner.content.text, terms[here:last], self.owner.who)
        if label is None or label.what == "total":
            return None
        if self.relabelled is None:
            self.relabelled = len(self.drafts)
        self.inner = label
        return last + 1

    def _claim_behind(self, terms: Sequence[Term], here: int) -> int | None:
        """`600 killed, English claim`: who says so, behind a comma."""
        if not self.drafts or here >= len(terms) or terms[here].kind != "word":
            return None
        last = words_end(terms, here)
        ends = last == len(terms) or (terms[last].low in ENDS and terms[last].low != ":")
        if last - here < 2 or not terms[last - 1].has("claim", "after") or not ends:  # noqa: PLR2004 (a name and the word)
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
        ours = self.drafts[self.unclaimed :]
        if len(ours) > 1 and ours[0].amount.form in ("unknown", "qualitative") and ours[0].subject is None:
            ours = ours[1:]  # `Unknown; 9,000 according to X`
        for draft in (*above, *ours):
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
        if self.depth:
            return
        # For each figure where it and all that follow it in the list begin at the earliest: these places are in order.
        starts = list(accumulate((draft.start for draft in reversed(self.drafts)), min))[::-1]
        for note in self.line.notes if starts else ():
            self.drafts[max(0, bisect_right(starts, note.start) - 1)].notes.append(note)
