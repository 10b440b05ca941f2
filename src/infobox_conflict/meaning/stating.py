"""Stating: the figures of a field as lines under headings, each in the first form that reads back as that figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import Literal, TypeAlias

from ..content import Content
from ..content import Note as NoteMark
from ..problems import CannotExpress
from .drafts import Draft
from .figures import read_figures
from .model import Claimant, Fact, Figure, Note, Scope, Unit
from .parents import set_parents
from .people import Read
from .rosters import unit_forms
from .sheet import Row, Said, Words, filled, flags, listed, noted, sheet
from .who import Who
from .wording import Wording

_JOIN = " / "
_PROBE = Said("7")
_MOST_COMBINATIONS = 40
_MOST_TRIES = 60
_MOST_SCOPES = 8

Style: TypeAlias = Literal["nested", "including", "inside", "flat"]
_STYLES: tuple[Style, ...] = ("nested", "including", "inside", "flat")
_TOTALS = ("", "label", "tail")


@dataclass(frozen=True, slots=True)
class Given:
    """A fact of a field, and for a figure the position of its whole among the field's figures."""

    fact: Figure | Unit
    path: str
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement of one figure: its words, and what stands before them on a line of its own."""

    count: Said
    label: str = "{count}"
    labels: tuple[tuple[str, Words], ...] = ()
    flag: Said = field(default_factory=Said)

    @property
    def line(self) -> Said:
        return self.flag + filled(self.label, **dict(self.labels), count=self.count)

    @property
    def labelled(self) -> bool:
        return self.label != "{count}"


@dataclass(frozen=True, slots=True)
class _Headings:
    """What stands above the lines of a block."""

    claimant: Claimant | None = None
    party: str | None = None
    scopes: tuple[Scope, ...] = ()

    @property
    def depth(self) -> int:
        """How far the lines below stand in."""
        return max(1, len(self.scopes))


@dataclass(slots=True)
class _Block:
    """A figure with those right behind it that are its parts, or a formation."""

    at: int
    """The position of its first fact in the field."""
    facts: list[Given]
    wholes: list[int | None]
    """For each fact its whole in the block."""
    headings: _Headings = field(default_factory=_Headings)
    style: Style = "flat"
    total: str = ""
    rule: bool = False
    """Whether a rule must stand above it."""
    rows: list[Row] = field(default_factory=list)
    flag: bool = False
    """Whether its last line names a party by a flag, which holds on."""


def state(facts: Sequence[Given], who: Who, words: Wording, *, losses: bool, joint: bool) -> Content:
    """A field of figures and formations; raises CannotExpress for a fact that no form gives back."""
    return _Stating(facts, who, words, losses, joint).content()


@dataclass(slots=True)
class _Stating:
    facts: Sequence[Given]
    who: Who
    words: Wording
    losses: bool
    joint: bool
    blocks: list[_Block] = field(default_factory=list)
    headed: dict[tuple[str, str], Said | None] = field(default_factory=dict)

    def content(self) -> Content:
        self.blocks = list(self._blocks())
        self._plan()
        for block in self.blocks:
            self._settle(block)
        content = self.sheet()
        wrong = self.wrong(content)
        return content if not wrong else self._mend(content, wrong)

    # --- reading back ------------------------------------------------------------------------------------

    def read(self, content: Content) -> tuple[list[Figure | Unit], list[int | None]]:
        """What the content gives: the facts, and for each its whole among the figures."""
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

    def wrong(self, content: Content) -> list[int]:
        """The positions of the facts that a content does not give back; one past the last where it gives more."""
        facts, wholes = self.read(content)
        out = [
            at
            for at, given in enumerate(self.facts)
            if at >= len(facts) or not agree(given.fact, facts[at]) or given.whole != wholes[at]
        ]
        return out if len(facts) <= len(self.facts) else [*out, len(self.facts)]

    def _reads_as(self, rows: Sequence[Row], facts: Sequence[Figure | Unit], wholes: Sequence[int | None]) -> bool:
        got, parents = self.read(sheet(rows))
        return len(got) == len(facts) and all(map(agree, facts, got)) and list(parents) == list(wholes)

    # --- blocks and headings -----------------------------------------------------------------------------

    def _blocks(self) -> Iterator[_Block]:
        numbers: list[int | None] = []
        count = 0
        for given in self.facts:
            numbers.append(count if isinstance(given.fact, Figure) else None)
            count += isinstance(given.fact, Figure)
        block: _Block | None = None
        inside: dict[int, int] = {}
        for at, given in enumerate(self.facts):
            number = numbers[at]
            if block is not None and number is not None and given.whole in inside:
                block.wholes.append(inside[given.whole])
                block.facts.append(given)
            else:
                if block is not None:
                    yield block
                block, inside = _Block(at, [given], [None]), {}
            if number is not None:
                inside[number] = len(block.facts) - 1
        if block is not None:
            yield block

    def _plan(self) -> None:
        """Choose the headings of every block."""
        wholes = {given.whole for given in self.facts}
        number = 0
        for block in self.blocks:
            figures = [given.fact for given in block.facts if isinstance(given.fact, Figure)]
            if figures:
                root = figures[0]
                block.headings = _Headings(
                    root.claimant if root.claimant and self._heading("claimant", root.claimant.name, root.claimant) else None,
                    self._party(figures),
                    self._scopes(figures),
                )
                block.style = "nested" if len(figures) > 1 else "flat"
                earlier = number in wholes and any(g.whole == number for g in self.facts[: block.at])
                block.total = "label" if earlier else ""
                number += len(figures)
        self._thin()

    def _thin(self) -> None:
        """Take party and scope headings away where they would stand over one figure alone."""
        for at, block in enumerate(self.blocks):
            same = [b.headings for b in self.blocks[max(0, at - 1) : at + 2] if b is not block]
            mine = block.headings
            party = mine.party if len(block.facts) > 1 or any((b.claimant, b.party) == (mine.claimant, mine.party) for b in same) else None
            scopes = mine.scopes if len(block.facts) > 1 or any(b == mine for b in same) else ()
            block.headings = replace(mine, party=party, scopes=scopes)

    def _party(self, figures: Sequence[Figure]) -> str | None:
        party = figures[0].party
        if party is None or any(figure.party != party for figure in figures):
            return None
        return party if self._heading("party", party, party) is not None else None

    def _scopes(self, figures: Sequence[Figure]) -> tuple[Scope, ...]:
        shared: list[Scope] = []
        for at, scope in enumerate(figures[0].scopes[:_MOST_SCOPES]):
            if all(f.scopes[at : at + 1] == (scope,) for f in figures) and self._heading("scope", scope.text, scope) is not None:
                shared.append(scope)
            else:
                break
        return tuple(shared)

    def _heading(self, what: str, name: str, meant: Claimant | str | Scope) -> Said | None:
        """The heading that gives a claimant, party or scope to what stands below it."""
        key = (what, f"{name} {meant.type}" if isinstance(meant, Scope) else name)
        if key not in self.headed:
            self.headed[key] = None
            for form in self.words.forms(what, "heading"):
                flagged = flags(name.split(_JOIN))
                said = filled(form, name=name, flag=flagged)
                got, _ = self.read(sheet([Row(said, bold=what == "claimant"), Row(_PROBE, depth=1)]))
                if len(got) == 1 and isinstance(got[0], Figure) and _gives(what, got[0], meant):
                    self.headed[key] = said
                    break
        return self.headed[key]

    def _rows_of(self, wanted: _Headings, level: int = 0) -> list[Row]:
        """The headings from a level on: 0 the claimant, 1 the party, 2 and more the scopes."""
        out: list[Row] = []
        if wanted.claimant is not None and level == 0 and (said := self._heading("claimant", wanted.claimant.name, wanted.claimant)):
            out.append(Row(said, bold=True))
        if wanted.party is not None and level <= 1 and (said := self._heading("party", wanted.party, wanted.party)):
            out.append(Row(said))
        for at, scope in enumerate(wanted.scopes):
            if level <= at + 2 and (said := self._heading("scope", scope.text, scope)):
                out.append(Row(said, depth=at))
        return out

    def sheet(self) -> Content:
        """The whole field."""
        rows: list[Row] = []
        now, flag = _Headings(), False
        for block in self.blocks:
            if isinstance(block.facts[0].fact, Unit):
                rows += block.rows
                continue
            rule = block.rule or (flag and block.headings.party is None)
            level = _level(now, block.headings)
            if level is not None and level < 0:
                rule, level = True, 0
            headings = self._rows_of(block.headings, 0 if rule else level or 0) if level is not None or rule else []
            below = [*headings, *block.rows]
            if rule and rows:
                below[0] = replace(below[0], rule=True)
            rows += below
            now, flag = block.headings, block.flag
        if len(rows) == 1:
            rows = [replace(rows[0], depth=0)]
        return sheet(rows)

    # --- one block ---------------------------------------------------------------------------------------

    def _settle(self, block: _Block) -> None:
        """Choose the words of a block, in its style or the next that reads back."""
        first = block.facts[0].fact
        if isinstance(first, Unit):
            block.rows = [Row(self._unit(first), depth=first.depth)]
            return
        figures = [(given.fact, block.total if not at else "") for at, given in enumerate(block.facts) if isinstance(given.fact, Figure)]
        forms = [self._form(figure, block.headings, total) for figure, total in figures]
        lead = self._rows_of(block.headings)
        facts = [given.fact for given in block.facts]
        start = _STYLES.index(block.style) if len(facts) > 1 else len(_STYLES) - 1
        chosen: list[Row] | None = None
        for style in (*_STYLES[start:], *_STYLES[:start]) if len(facts) > 1 else ("flat",):
            rows = self._laid(block, forms, style)
            if chosen is None:
                chosen = rows
            if len(facts) == 1:
                break
            if self._reads_as([*lead, *rows], facts, block.wholes):
                chosen, block.style = rows, style
                break
        block.rows = chosen or []
        block.flag = bool(forms[-1].flag)

    def _laid(self, block: _Block, forms: Sequence[_Form], style: str) -> list[Row]:
        """The lines of a block in a style."""
        base = block.headings.depth
        if style in ("nested", "flat"):
            depths: list[int] = []
            for whole in block.wholes:
                depths.append(base if whole is None or style == "flat" else depths[whole] + 1)
            return [Row(form.line, depth=depth) for form, depth in zip(forms, depths, strict=True)]
        return [Row(self._tree(block, forms, 0, style, outer=True), depth=base)]

    def _tree(self, block: _Block, forms: Sequence[_Form], at: int, style: str, *, outer: bool = False) -> Said:
        """A figure and its parts on one line."""
        form = forms[at]
        parts = [self._tree(block, forms, part, "inside") for part, whole in enumerate(block.wholes) if whole == at]
        count = form.count
        if parts:
            comma = self.words.form("parts", "comma" if style == "including" else "semicolon")
            joined = listed(parts, comma, "{first}" + comma + "{last}")
            count = filled(self.words.form("parts", style), whole=count, parts=joined)
        said = filled(form.label, **dict(form.labels), count=count)
        return form.flag + said if outer or not form.flag else said

    def _unit(self, fact: Unit) -> Said:
        first = None
        for said in unit_forms(fact):
            first = first or said
            if self._reads_as([Row(said, depth=fact.depth)], [fact], [None]):
                return said
        return first or Said()

    def _form(self, figure: Figure, above: _Headings, total: str = "") -> _Form:
        """The first statement of a figure that reads back as it; the first of all where none does."""
        plain = figure.model_copy(update={"claimant": None, "party": None, "scopes": ()})
        core = self._core(figure, plain)
        missing: list[tuple[str, str, object]] = []
        got, _ = self.read(sheet([Row(core.line, depth=1)]))
        own = len(got) == 1 and isinstance(got[0], Figure) and got[0].party == figure.party
        if figure.party is not None and above.party != figure.party and not own:
            missing.append(("party", figure.party, figure.party))
        missing += [("scope", scope.text, scope) for scope in figure.scopes[len(above.scopes) :]]
        if figure.claimant is not None and (above.claimant is None or above.claimant.name != figure.claimant.name):
            missing.append(("claimant", figure.claimant.name, figure.claimant))
        if total:
            core = self._totalled(core, total)
        if not missing:
            return core
        wanted = figure.model_copy(
            update={
                "claimant": figure.claimant if any(what == "claimant" for what, _, _ in missing) else None,
                "party": figure.party if own or any(what == "party" for what, _, _ in missing) else None,
                "scopes": figure.scopes[len(above.scopes) :],
            }
        )
        ways = [list(self._ways(what, name)) for what, name, _ in missing]
        first: _Form | None = None
        for combination in islice(product(*ways), _MOST_COMBINATIONS):
            form = self._with(core, combination)
            if form is None:
                continue
            first = first or form
            if self._reads_as([Row(form.line, depth=1)], [wanted], [None]):
                return form
        return first or core

    def _totalled(self, core: _Form, total: str) -> _Form:
        forms = self.words.forms("parts", "total")
        form = forms[min(len(forms) - 1, _TOTALS.index(total) - 1)] if forms else "{count}"
        if form.endswith("{count}") and not core.labelled:
            return replace(core, label=form)
        return replace(core, count=filled(form, count=core.count))

    def _ways(self, what: str, name: str) -> Iterator[tuple[str, str, str]]:
        """How something may be said on a figure's own line: where it stands, the form, and the name."""
        labels = self.words.forms(what, "label")
        tails = self.words.forms(what, "tail")
        if what == "claimant":
            yield from (("tail", form, name) for form in tails)
            yield from (("label", form, name) for form in labels)
            return
        flag = [("flag", form, name) for form in labels if "{flag}" in form]
        yield from (("label", form, name) for form in labels if "{flag}" not in form)
        yield from (("tail", form, name) for form in tails)
        yield from flag

    @staticmethod
    def _with(core: _Form, combination: Iterable[tuple[str, str, str]]) -> _Form | None:
        """The statement with what is said beside it; None where two things would be its label."""
        form = core
        for where, said, name in combination:
            if where == "label":
                if form.labelled:
                    return None
                form = replace(form, label=said.replace("{name}", "{label}"), labels=(("label", name),))
            elif where == "flag":
                form = replace(form, flag=flags(name.split(_JOIN)) + " ")
            else:
                form = replace(form, count=form.count + " " + filled(said, name=name))
        return form

    def _core(self, figure: Figure, plain: Figure) -> _Form:
        first: _Form | None = None
        for form in self._cores(figure):
            first = first or form
            got, _ = self.read(sheet([Row(form.line, depth=1)]))
            if len(got) == 1 and isinstance(got[0], Figure):
                bare = got[0].model_copy(update={"party": None}) if got[0].party == figure.party else got[0]
                if agree(plain, bare):
                    return form
        return first or _Form(Said(figure.subject or ""))

    def _cores(self, figure: Figure) -> Iterator[_Form]:
        """How the count itself may be said: amount, noun and fates."""
        notes = noted(map(_mark, figure.notes))
        fates = list(self.words.fates(figure.fates))
        default = figure.subject is not None and figure.fates in (("casualties",), ("lost",))
        for behind in self._behind(figure):
            for said in self._counts(figure, fates, default=default):
                yield _Form(filled(behind, count=said) + notes)

    def _counts(self, figure: Figure, fates: Sequence[Said], *, default: bool) -> Iterator[Said]:
        """Amount, noun and fates in every order that is tried; where *default* holds the fate may go without saying."""
        subject = figure.subject or ""
        plain, *others = self.words.forms("count", "plain")
        if figure.amount.words is None and subject:
            for fate, form in product(fates, self.words.forms("count", "implied")):
                yield filled(form, subject=subject, fates=fate)
        unsaid = (Said(), *fates) if default else (*fates, Said())
        for amount, fate in product(self._amounts(figure), unsaid):
            for form in (plain, *(others if fate and subject else ())):
                yield filled(form, amount=amount, subject=subject, fates=fate)
        for noun, amount, fate in product(self.words.forms("kind", figure.kind), self._amounts(figure), fates):
            for form in self.words.forms("count", "kind"):
                yield filled(form, kind=noun, amount=amount, subject=subject, fates=fate)

    def _behind(self, figure: Figure) -> Iterator[str]:
        """What stands behind a count."""
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

    # --- mending -----------------------------------------------------------------------------------------

    def _mend(self, content: Content, wrong: list[int]) -> Content:
        """Try other headings and styles for the blocks that read wrongly among the others; raises CannotExpress."""
        tries = 0
        tried: set[int] = set()
        while wrong and tries < _MOST_TRIES:
            block = next((one for one in self._suspects(wrong) if id(one) not in tried), None)
            if block is None:
                break
            tried.add(id(block))
            kept = (block.headings, block.style, block.total, block.rule, block.rows, block.flag)
            best = kept
            for headings, rule, total in self._others(block):
                tries += 1
                block.headings, block.rule, block.total = headings, rule, total
                self._settle(block)
                now = self.sheet()
                left = self.wrong(now)
                if len(left) < len(wrong):
                    content, wrong = now, left
                    best = (block.headings, block.style, block.total, block.rule, block.rows, block.flag)
                    tried.clear()
                    if not wrong:
                        return content
            block.headings, block.style, block.total, block.rule, block.rows, block.flag = best
        if not wrong:
            return content
        raise self._refusal(content, wrong)

    def _suspects(self, wrong: Sequence[int]) -> Iterator[_Block]:
        """The blocks that may be at fault, those that read wrongly first."""
        of = {at: block for block in self.blocks for at in range(block.at, block.at + len(block.facts))}
        seen: set[int] = set()
        for at in wrong:
            for near in (at, at - 1, at + 1):
                if near in of and id(of[near]) not in seen:
                    seen.add(id(of[near]))
                    yield of[near]

    def _others(self, block: _Block) -> Iterator[tuple[_Headings, bool, str]]:
        full, none = block.headings, _Headings()
        root = block.facts[0].fact
        if isinstance(root, Unit):
            return
        claimed = _Headings(claimant=full.claimant)
        for total in (block.total, *(one for one in _TOTALS if one != block.total)):
            for headings in dict.fromkeys((full, claimed, none)):
                for rule in (False, True):
                    if (headings, rule, total) != (full, block.rule, block.total):
                        yield headings, rule, total

    def _refusal(self, content: Content, wrong: Sequence[int]) -> CannotExpress:
        facts, wholes = self.read(content)
        at = wrong[0]
        if at >= len(self.facts):
            return CannotExpress(self.facts[-1].path, f"words of the field read back as one more fact, {facts[at]}")
        given = self.facts[at]
        if at >= len(facts):
            return CannotExpress(given.path, f"nothing is read back from {content.text!r}")
        if agree(given.fact, facts[at]):
            return CannotExpress(given.path, f"it reads back as a part of {wholes[at]}, not of {given.whole}, in {content.text!r}")
        return CannotExpress(given.path, f"it reads back with {_differences(given.fact, facts[at])} in {content.text!r}")


def _level(now: _Headings, wanted: _Headings) -> int | None:
    """From which level on headings must be written: None for none of them, -1 where a rule must end those above first.

    A level that is to end without another in its place ends under the next outer one, written again.
    """
    if now == wanted:
        return None
    old, new = _levels(now), _levels(wanted)
    level = next(at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
    while level >= 0 and new[level] is None:
        level -= 1
    return level


def _levels(headings: _Headings) -> list[object]:
    """What stands on each level of headings."""
    return [headings.claimant, headings.party, *headings.scopes, *(None,) * (_MOST_SCOPES - len(headings.scopes))]


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


def _gives(what: str, got: Figure, meant: Claimant | str | Scope) -> bool:
    """Whether a heading gave what it was to give, and nothing else."""
    plain = Figure(amount=got.amount, fates=got.fates)
    if isinstance(meant, Claimant):
        return got.claimant is not None and got == plain.model_copy(update={"claimant": got.claimant}) and got.claimant.name == meant.name
    if isinstance(meant, Scope):
        return got == plain.model_copy(update={"scopes": (meant,)})
    return what == "party" and got == plain.model_copy(update={"party": meant})


def _differences(given: Figure | Unit, got: Figure | Unit) -> str:
    if type(given) is not type(got):
        return f"another kind of fact, {got}"
    names = [name for name in type(given).model_fields if getattr(given, name) != getattr(got, name)]
    return ", ".join(f"{name} {getattr(got, name)!r} for {getattr(given, name)!r}" for name in names)


def _mark(note: Note) -> NoteMark:
    return NoteMark(0, 0, type=note.type, name=note.name, group=note.group, text=note.text)


def _capital(words: str) -> str:
    """Words as a line begins, unless their first one is an abbreviation."""
    return words if "." in words.partition(" ")[0] else words[:1].upper() + words[1:]
