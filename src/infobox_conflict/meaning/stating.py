"""Stating: one figure in words, with who says so, whose it is and where, in the first form that reads back as it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from ..content import Content
from ..content import Note as NoteMark
from .drafts import Draft
from .figures import read_figures
from .model import Claimant, Fact, Figure, Note, Scope, Unit
from .parents import set_parents
from .people import Read
from .rosters import JOIN, unit_forms
from .sheet import Row, Said, Words, filled, flags, noted, sheet
from .who import Who
from .wording import Wording

TOTALS = ("", "label", "tail")
"""How a figure is called a total: not at all, before it, behind it."""
_PROBE = Said("7")
_MOST_COMBINATIONS = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure in words, and what stands before them on a line of its own."""

    count: Said
    label: str = "{count}"
    labels: tuple[tuple[str, Words], ...] = ()
    flag: Said = field(default_factory=Said)

    @property
    def line(self) -> Said:
        """All of it."""
        return self.flag + self.around(self.count)

    @property
    def labelled(self) -> bool:
        """Whether a label stands before the words."""
        return self.label != "{count}"

    def around(self, count: Said) -> Said:
        """Other words behind the same label."""
        return filled(self.label, **dict(self.labels), count=count)


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands above lines and holds for them."""

    claimant: Claimant | None = None
    party: str | None = None
    scopes: tuple[Scope, ...] = ()

    @property
    def depth(self) -> int:
        """How far the lines below stand in."""
        return max(1, len(self.scopes))


@dataclass(slots=True)
class Speaker:
    """Knows how to say figures in one field, and reads what it says."""

    who: Who
    words: Wording
    losses: bool
    joint: bool
    _headed: dict[tuple[str, ...], Said | None] = field(default_factory=dict)

    def read(self, content: Content) -> tuple[list[Figure | Unit], list[int | None]]:
        """What a content gives: the facts, and for each its whole among the figures."""
        drafts, formations = read_figures(content, self.who, losses=self.losses, joint=self.joint)
        set_parents(drafts)
        position = {id(draft): at for at, draft in enumerate(drafts)}
        every: list[Draft | Read] = [*drafts, *formations]
        facts: list[Figure | Unit] = []
        wholes: list[int | None] = []
        for one in sorted(every, key=lambda one: one.start) if formations else drafts:
            facts.append(one.finish(content.text, self.who) if isinstance(one, Draft) else one.fact)  # type: ignore[arg-type]
            wholes.append(position[id(one.parent)] if isinstance(one, Draft) and one.parent is not None else None)
        return facts, wholes

    def reads_as(self, rows: Sequence[Row], facts: Sequence[Figure | Unit], wholes: Sequence[int | None] = (None,)) -> bool:
        """Whether lines give back these facts, with these wholes."""
        got, parents = self.read(sheet(rows))
        return len(got) == len(facts) and all(map(agree, facts, got)) and list(parents) == list(wholes)

    def heading(self, what: str, meant: Claimant | Scope | str) -> Said | None:
        """The heading that gives a claimant, party or scope to what stands below it; None where none does."""
        name = meant if isinstance(meant, str) else meant.text if isinstance(meant, Scope) else meant.name
        key = (what, name, meant.type) if isinstance(meant, Scope) else (what, name)
        if key not in self._headed:
            self._headed[key] = None
            for form in self.words.forms(what, "heading"):
                said = filled(form, name=name, flag=flags(name.split(JOIN)))
                got, _ = self.read(sheet([Row(said, bold=what == "claimant"), Row(_PROBE, depth=1)]))
                if len(got) == 1 and isinstance(got[0], Figure) and _gives(got[0], meant):
                    self._headed[key] = said
                    break
        return self._headed[key]

    def unit(self, fact: Unit) -> Said:
        """A formation, in the first form that reads back as it; the first of all where none does."""
        forms = list(unit_forms(fact))
        return next((said for said in forms if self.reads_as([Row(said, depth=fact.depth)], [fact])), forms[0])

    def statement(self, figure: Figure, above: Headings, total: str = "", *, labels: bool = True, other: int = 0) -> Statement:
        """The first statement of a figure that reads back as it below some headings; the first of all where none does.

        Where *labels* are not allowed, since it stands behind another figure, all is said behind the count; *other* passes over so
        many ways to say the count.
        """
        core, party = self._core(figure, other)
        missing: list[tuple[str, str]] = []
        if figure.party is not None and above.party != figure.party and not party:
            missing.append(("party", figure.party))
        missing += [("scope", scope.text) for scope in figure.scopes[len(above.scopes) :]]
        claimed = figure.claimant is not None and (above.claimant is None or above.claimant.name != figure.claimant.name)
        if figure.claimant is not None and claimed:
            missing.append(("claimant", figure.claimant.name))
        if total:
            core = self._totalled(core, total)
        if not missing:
            return core
        update = {
            "claimant": figure.claimant if claimed else None,
            "party": figure.party if party or any(what == "party" for what, _ in missing) else None,
            "scopes": figure.scopes[len(above.scopes) :],
        }
        wanted = figure.model_copy(update=update)
        first: Statement | None = None
        for combination in islice(product(*(list(self._ways(what, name, labels=labels)) for what, name in missing)), _MOST_COMBINATIONS):
            said = _with(core, combination)
            if said is None:
                continue
            first = first or said
            if self.reads_as([Row(said.line, depth=1)], [wanted]):
                return said
        return first or core

    def brief(self, figure: Figure, *, fates: bool) -> Statement:
        """A figure's amount and noun alone, or with its fates."""
        said = list(self.words.fates(figure.fates)) if fates else [Said()]
        return Statement(next(self._counts(figure, said, default=False), Said()) + _notes(figure))

    def _totalled(self, core: Statement, total: str) -> Statement:
        """A figure that is called a total."""
        forms = self.words.forms("parts", "total")
        form = forms[min(len(forms), TOTALS.index(total)) - 1] if forms else "{count}"
        if form.endswith("{count}") and not core.labelled:
            return replace(core, label=form)
        return replace(core, count=filled(form, count=core.count))

    def _ways(self, what: str, name: str, *, labels: bool) -> Iterator[tuple[str, str, str]]:
        """How something may be said on a figure's own line: where it stands, the form, and the name."""
        before = [("label", form, name) for form in self.words.forms(what, "label")] if labels else []
        tails = [("tail", form, name) for form in self.words.forms(what, "tail")]
        pictures = [("flag", form, name) for form in self.words.forms(what, "flag")] if labels else []
        yield from (*tails, *before) if what == "claimant" else (*before, *tails, *pictures)

    # --- the count itself --------------------------------------------------------------------------------

    def _core(self, figure: Figure, other: int) -> tuple[Statement, bool]:
        """The count in words, and whether these name its party."""
        plain = figure.model_copy(update={"claimant": None, "party": None, "scopes": ()})
        best: tuple[Statement, bool] | None = None
        first: Statement | None = None
        for said in self._cores(figure):
            first = first or said
            got, _ = self.read(sheet([Row(said.line, depth=1)]))
            if len(got) == 1 and isinstance(got[0], Figure):
                party = figure.party is not None and got[0].party == figure.party
                bare = got[0].model_copy(update={"party": None}) if party else got[0]
                end = bare.model_copy(update={"claimant": None}) if bare.amount.form == "range" else bare
                if agree(plain, end):
                    best, other = (said, party), other - 1
                    if other < 0:
                        break
        return best or (first or Statement(Said(figure.subject or "")), False)

    def _cores(self, figure: Figure) -> Iterator[Statement]:
        """How the count may be said: amount, noun and fates, and what stands behind them."""
        fates = list(self.words.fates(figure.fates))
        default = figure.subject is not None and figure.fates in (("casualties",), ("lost",))
        for behind in self._behind(figure):
            for said in self._counts(figure, fates, default=default):
                yield Statement(filled(behind, count=said) + _notes(figure))

    def _counts(self, figure: Figure, fates: Sequence[Said], *, default: bool) -> Iterator[Said]:
        """Amount, noun and fates in every order that is tried; where *default* holds the fate may go without saying."""
        subject = figure.subject or ""
        every = self.words.forms("count", "plain")
        if figure.amount.words is None and subject:
            for fate, form in product(fates, self.words.forms("count", "implied")):
                yield filled(form, subject=subject, fates=fate)
        if figure.amount.form == "range" and figure.claimant is not None and figure.amount.words is not None:
            yield from self._second_ends(figure, figure.claimant, fates)
        unsaid = (Said(), *fates) if default else (*fates, Said())
        for amount, fate in product(self._amounts(figure), unsaid):
            for form in every if fate and subject else every[:1]:
                yield filled(form, amount=amount, subject=subject, fates=fate)
        for noun, amount, fate in product(self.words.forms("kind", figure.kind), self._amounts(figure), fates):
            for form in self.words.forms("count", "kind"):
                yield filled(form, kind=noun, amount=amount, subject=subject, fates=fate)

    def _second_ends(self, figure: Figure, claimant: Claimant, fates: Sequence[Said]) -> Iterator[Said]:
        """A range of which the words of the count are one end, since a source is named behind it."""
        high = f"{figure.high:,}".replace(",", self.words.sign("amount", "thousands"))
        for form, fate in product(self.words.forms("count", "second_end"), fates):
            rest = filled("{subject} {fates}", subject=figure.subject or "", fates=fate)
            yield filled(form, low=figure.amount.words or "", name=claimant.name, high=high, rest=rest)

    def _behind(self, figure: Figure) -> Iterator[str]:
        """What stands behind a count: its date, a hedge."""
        dates = [None] if figure.as_of is None else list(self.words.dates(figure.as_of))
        for date in dates:
            outer = self.words.form("count", "as_of").replace("{date}", date) if date is not None else "{count}"
            yield outer
            if figure.amount.approximate:
                for key in ("hedged_behind", "qualified"):
                    yield from (outer.replace("{count}", form) for form in self.words.forms("count", key))

    def _amounts(self, figure: Figure) -> Iterator[str]:
        for words in self.words.amounts(figure.amount):
            yield words if figure.amount.words is not None else _capital(words)


def agree(given: Fact, got: Fact) -> bool:
    """Whether a fact that was read says all that one says that was given; what the given one leaves open may be filled in."""
    if given == got:
        return True
    if not isinstance(given, Figure) or not isinstance(got, Figure):
        return False
    if given.amount.words is None and got.amount.words is not None:
        got = got.model_copy(update={"amount": got.amount.model_copy(update={"words": None})})
    if given.claimant is not None and got.claimant is not None and given.claimant.name == got.claimant.name:
        left_open = {key: None for key in ("kind", "side") if getattr(given.claimant, key) is None}
        got = got.model_copy(update={"claimant": got.claimant.model_copy(update=left_open)})
    return given == got


def _with(core: Statement, combination: Iterable[tuple[str, str, str]]) -> Statement | None:
    """A statement with what is said beside it; None where two things would be its label."""
    out = core
    for where, said, name in combination:
        if where == "label":
            if out.labelled:
                return None
            out = replace(out, label=said.replace("{name}", "{label}"), labels=(("label", name),))
        elif where == "flag":
            out = replace(out, flag=filled(said, flag=flags(name.split(JOIN)), count="") + " ")
        else:
            out = replace(out, count=out.count + " " + filled(said, name=name))
    return out


def _gives(got: Figure, meant: Claimant | Scope | str) -> bool:
    """Whether a heading gave what it was to give, and nothing else."""
    plain = Figure(amount=got.amount, fates=got.fates)
    if isinstance(meant, Claimant):
        named = got.claimant is not None and got.claimant.name == meant.name
        return named and got == plain.model_copy(update={"claimant": got.claimant})
    return got == plain.model_copy(update={"scopes": (meant,)} if isinstance(meant, Scope) else {"party": meant})


def _notes(figure: Figure) -> Said:
    return noted(map(_mark, figure.notes))


def _mark(note: Note) -> NoteMark:
    return NoteMark(0, 0, type=note.type, name=note.name, group=note.group, text=note.text)


def _capital(words: str) -> str:
    """Words as a line begins, unless their first one is an abbreviation."""
    return words if "." in words.partition(" ")[0] else words[:1].upper() + words[1:]
