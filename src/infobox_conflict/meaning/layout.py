"""Layout: the figures of a field as lines under headings, whole and parts together, read back as they were given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from ..content import Content
from ..problems import CannotExpress
from .model import Figure, Scope, Unit
from .sheet import Row, Said, filled, listed, sheet
from .stating import TOTALS, Headings, Speaker, Statement, agree

_MOST_TRIES = 60
_MOST_SCOPES = 8
_MOST_SHARED = 4
_MOST_OTHERS = 4
_DEEPEST = 6

Style: TypeAlias = Literal["nested", "mixed", "including", "inside", "shared", "flat"]
_STYLES: tuple[Style, ...] = ("nested", "mixed", "including", "inside", "shared", "flat")
"""How the parts of a figure stand: in a deeper list, parts of parts in parentheses, on its line, behind several figures."""
_ON_ONE_LINE = ("mixed", "including", "inside", "shared")
Brief: TypeAlias = Literal["kind", "fates"] | None
"""What of a part goes without saying: what the figure before it counts, and also what became of it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A fact of a field, and for a figure the position of its whole among the field's figures."""

    fact: Figure | Unit
    path: str
    whole: int | None = None


@dataclass(slots=True)
class _Block:
    """A figure with those right behind it that are its parts, or a formation."""

    at: int
    """The position of its first fact in the field."""
    facts: list[Given] = field(default_factory=list)
    wholes: list[int | None] = field(default_factory=list)
    """For each fact its whole in the block."""
    headings: Headings = field(default_factory=Headings)
    most: Headings = field(default_factory=Headings)
    """The headings that it could have."""
    under: Unit | None = None
    """The formation right above that heads it."""
    style: Style = "flat"
    total: str = ""
    """How its first figure is called a total, out of `TOTALS`."""
    rule: bool = False
    """Whether a rule must stand above it."""
    other: int = 0
    """How many of the forms that read back by themselves are passed over."""
    rows: list[Row] = field(default_factory=list)
    flag: bool = False
    """Whether its last line names a party by a flag, which holds on."""

    @property
    def figures(self) -> list[Figure]:
        """Its facts but for a formation."""
        return [given.fact for given in self.facts if isinstance(given.fact, Figure)]

    @property
    def unit(self) -> Unit | None:
        """The formation that it is."""
        fact = self.facts[0].fact
        return fact if isinstance(fact, Unit) else None


def lay_out(facts: Sequence[Given], speaker: Speaker) -> Content:
    """A field of figures and formations; raises CannotExpress for a fact that no form gives back."""
    return _Layout(facts, speaker).content()


@dataclass(slots=True)
class _Layout:
    facts: Sequence[Given]
    speaker: Speaker
    numbers: list[int | None] = field(default_factory=list)
    """For each fact its position among the figures."""
    blocks: list[_Block] = field(default_factory=list)

    def content(self) -> Content:
        count = 0
        for given in self.facts:
            self.numbers.append(count if isinstance(given.fact, Figure) else None)
            count += isinstance(given.fact, Figure)
        self.blocks = self._blocks()
        self._plan()
        for block in self.blocks:
            self._settle(block)
        content = self._sheet()
        wrong = self._wrong(content)
        return self._mend(content, wrong) if wrong else content

    def _wrong(self, content: Content) -> list[int]:
        """The positions of the facts that a content does not give back; one past the last where it gives more."""
        facts, wholes = self.speaker.read(content)
        out = [
            at
            for at, given in enumerate(self.facts)
            if at >= len(facts) or not agree(given.fact, facts[at]) or given.whole != wholes[at]
        ]
        return out if len(facts) <= len(self.facts) else [*out, len(self.facts)]

    # --- blocks ------------------------------------------------------------------------------------------

    def _blocks(self) -> list[_Block]:
        """Figures with their parts right behind them; a formation is a block of its own."""
        out: list[_Block] = []
        home: dict[int, int] = {}
        for at, given in enumerate(self.facts):
            number = self.numbers[at]
            first = self._joins(out, given, number, home)
            if first is None:
                out.append(_Block(at))
            else:
                for block in out[first + 1 :]:  # several figures that one parenthesis breaks down
                    out[first].wholes += block.wholes
                    out[first].facts += block.facts
                del out[first + 1 :]
            block = out[-1]
            if block.facts and _is_manned(block, number):
                block.wholes[-1] = len(block.facts)
            inside = home[given.whole] - block.at if given.whole in home and given.whole is not None else -1
            block.wholes.append(inside if 0 <= inside < len(block.facts) else None)
            block.facts.append(given)
            if number is not None:
                home[number] = at
        return out

    @staticmethod
    def _joins(blocks: Sequence[_Block], given: Given, number: int | None, home: Mapping[int, int]) -> int | None:
        """The block that a figure goes on, since it is a part of one in it or the men of its unit; None where it begins one."""
        if not blocks or number is None or blocks[-1].unit is not None:
            return None
        last = len(blocks) - 1
        if _is_manned(blocks[-1], number):
            return last
        if given.whole is None or given.whole not in home:
            return None
        near = range(last, max(-1, last - _MOST_SHARED), -1)
        first = next((at for at in near if blocks[at].at <= home[given.whole]), None)
        if first is None or first == last:
            return first
        wholes = [block.facts[0].fact for block in blocks[first:]]
        alone = all(len(block.facts) == 1 for block in blocks[first:])
        return first if alone and all(_who(fact) == _who(wholes[0]) for fact in wholes) else None

    # --- headings ----------------------------------------------------------------------------------------

    def _plan(self) -> None:
        """Choose the headings of every block."""
        wholes = [(at, given.whole) for at, given in enumerate(self.facts) if given.whole is not None]
        later = {whole for at, whole in wholes if whole > (self.numbers[at] or 0)}
        above: Unit | None = None
        for block in self.blocks:
            if block.unit is not None:
                above = block.unit
                continue
            root, scopes = block.figures[0], self._scopes(block.figures)
            if above is not None and root.scopes[:1] == (Scope(text=above.name),):
                block.under = above
                block.headings = Headings(scopes=root.scopes[:1])
            else:
                above = None
                claimant = root.claimant if root.claimant and self.speaker.heading("claimant", root.claimant) else None
                block.headings = Headings(claimant, self._party(block), scopes)
            if len(block.facts) > 1:
                block.style = "nested" if block.wholes[0] is None else "inside"
            block.total = TOTALS[1] if self.numbers[block.at] in later and block.wholes[0] is None else ""
        self._thin()

    def _thin(self) -> None:
        """Take headings away where they would stand over one figure alone, and none of their sort right above has to end."""
        above = Headings()
        for at, block in enumerate(self.blocks):
            mine = block.most = block.headings
            if block.under is None and len(block.facts) == 1:
                below = self.blocks[at + 1].headings if at + 1 < len(self.blocks) else None
                near = (above, below) if below is not None else (above,)
                speaks = mine.claimant == above.claimant or below is None or below.claimant is not None
                mine = replace(
                    mine,
                    claimant=mine.claimant if speaks else None,
                    party=mine.party if above.party or any((b.claimant, b.party) == (mine.claimant, mine.party) for b in near) else None,
                    scopes=mine.scopes if above.scopes or mine in near else (),
                )
            above = block.headings = mine

    def _party(self, block: _Block) -> str | None:
        """The party that may head a block: the one of its wholes, where each of their parts has one as well."""
        figures = block.figures
        party = figures[0].party
        roots = [figure.party for figure, whole in zip(figures, block.wholes, strict=True) if whole is None]
        if party is None or any(figure.party is None for figure in figures) or any(one != party for one in roots):
            return None
        return party if self.speaker.heading("party", party) is not None else None

    def _scopes(self, figures: Sequence[Figure]) -> tuple[Scope, ...]:
        shared: list[Scope] = []
        for at, scope in enumerate(figures[0].scopes[:_MOST_SCOPES]):
            if any(f.scopes[at : at + 1] != (scope,) for f in figures) or self.speaker.heading("scope", scope) is None:
                break
            shared.append(scope)
        return tuple(shared)

    def _rows_of(self, wanted: Headings, level: int = 0) -> list[Row]:
        """The headings from a level on: 0 the claimant, 1 the party, 2 and more the scopes."""
        out: list[Row] = []
        if wanted.claimant is not None and level == 0 and (said := self.speaker.heading("claimant", wanted.claimant)):
            out.append(Row(said, bold=True))
        if wanted.party is not None and level <= 1 and (said := self.speaker.heading("party", wanted.party)):
            out.append(Row(said))
        for at, scope in enumerate(wanted.scopes):
            if level <= at + 2 and (said := self.speaker.heading("scope", scope)):
                out.append(Row(said, depth=at))
        return out

    def _sheet(self) -> Content:
        """The whole field."""
        rows: list[Row] = []
        now, flag = Headings(), False
        for at, block in enumerate(self.blocks):
            if block.unit is not None:
                after = self.blocks[at + 1] if at + 1 < len(self.blocks) else block
                ends = bool(rows) and after.under is not None and (now != Headings() or flag)
                rows += [replace(row, rule=ends) for row in block.rows]
                now, flag = (after.headings, False) if after.under is not None else (now, flag)
                continue
            level = _level(now, block.headings)
            ends = block.rule or (flag and block.headings.party is None) or (level is not None and level < 0)
            headings = self._rows_of(block.headings, 0 if ends else level or 0) if level is not None or ends else []
            below = [*headings, *block.rows]
            if ends and rows:
                below[0] = replace(below[0], rule=True)
            rows += below
            now, flag = block.headings, block.flag
        return sheet([replace(rows[0], depth=0)] if len(rows) == 1 else rows)

    # --- the lines of one block --------------------------------------------------------------------------

    def _settle(self, block: _Block) -> None:
        """Choose the words of a block, in its style or the next that reads back."""
        if block.unit is not None:
            block.rows = [Row(self.speaker.unit(block.unit), depth=block.unit.depth)]
            return
        under = block.under
        lead = self._rows_of(block.headings) if under is None else [Row(self.speaker.unit(under), depth=under.depth)]
        wanted: list[Figure | Unit] = [*([] if under is None else [under]), *block.figures]
        wholes = [*([] if under is None else [None]), *block.wholes]
        block.rows = []
        for style, brief in self._styles(block):
            said = self._statements(block, style, brief)
            rows = self._laid(block, said, style)
            sound = len(block.facts) == 1 or self.speaker.reads_as([*lead, *rows], wanted, wholes)
            if sound or not block.rows:
                block.rows, block.flag = rows, bool(said[-1].flag)
            if sound:
                block.style = style
                return

    @staticmethod
    def _styles(block: _Block) -> Iterator[tuple[Style, Brief]]:
        """The styles that are tried for a block, and what of the parts goes without saying there."""
        if len(block.facts) == 1:
            yield "flat", None
            return
        deepest = max(_depths(block.wholes))
        start = _STYLES.index(block.style)
        for style in (*_STYLES[start:], *_STYLES[:start]):
            if style == "flat" or (block.wholes.count(None) > 1) == (style == "shared"):
                if style in _ON_ONE_LINE and not (style == "mixed") < deepest <= _DEEPEST:
                    continue
                if style == "nested" and block.wholes[0] is not None:
                    continue
                yield style, None
                if style in _ON_ONE_LINE:
                    yield from ((style, "kind"), (style, "fates"))

    def _statements(self, block: _Block, style: Style, brief: Brief) -> list[Statement]:
        """The statements of a block's figures."""
        figures, out = block.figures, []
        for at, (figure, whole) in enumerate(zip(figures, block.wholes, strict=True)):
            inner = at > 0 and style in _ON_ONE_LINE and not (style == "mixed" and whole == 0)
            if brief is not None and inner and (brief == "kind" or (whole is not None and figures[whole].fates == figure.fates)):
                out.append(self.speaker.brief(figure, fates=brief == "kind"))
            else:
                out.append(self.speaker.statement(figure, block.headings, "" if at else block.total, labels=not inner, other=block.other))
        return out

    def _laid(self, block: _Block, said: Sequence[Statement], style: Style) -> list[Row]:
        """The lines of a block in a style."""
        base = block.headings.depth if block.under is None else block.under.depth + 1
        wholes = list(block.wholes)
        if style in ("nested", "flat"):
            depths = _depths(wholes) if style == "nested" else [0] * len(wholes)
            return [Row(one.line, depth=base + depth) for one, depth in zip(said, depths, strict=True)]
        if style == "shared":
            roots = [one.count for one, whole in zip(said, wholes, strict=True) if whole is None]
            parts = [one.count for one, whole in zip(said, wholes, strict=True) if whole is not None]
            return [Row(self._inside(self._list(roots, "comma"), parts, "inside"), depth=base)]
        if wholes[0] is not None:  # a unit's men stand behind it
            wholes[wholes[0]], wholes[0] = 0, None
        if style == "mixed":
            tops = [at for at, whole in enumerate(wholes) if whole == 0]
            below = [Row(said[at].flag + self._tree(wholes, said, at, "inside"), depth=base + 1) for at in tops]
            return [Row(said[0].line, depth=base), *below]
        return [Row(said[0].flag + self._tree(wholes, said, 0, style), depth=base)]

    def _tree(self, wholes: Sequence[int | None], said: Sequence[Statement], at: int, style: str) -> Said:
        """A figure and its parts on one line."""
        parts = [self._tree(wholes, said, part, "inside") for part, whole in enumerate(wholes) if whole == at]
        return said[at].around(self._inside(said[at].count, parts, style) if parts else said[at].count)

    def _inside(self, whole: Said, parts: Sequence[Said], style: str) -> Said:
        joined = self._list(parts, "comma" if style == "including" else "semicolon")
        return filled(self.speaker.words.form("parts", style), whole=whole, parts=joined)

    def _list(self, parts: Sequence[Said], sign: str) -> Said:
        return listed(parts, self.speaker.words.sign("parts", sign), self.speaker.words.form("parts", sign))

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
            best = _state(block)
            for headings, rule, total, style, other in self._others(block):
                tries += 1
                block.headings, block.rule, block.total, block.style, block.other = headings, rule, total, style, other
                self._settle(block)
                now = self._sheet()
                left = self._wrong(now)
                if len(left) < len(wrong):
                    content, wrong, best = now, left, _state(block)
                    tried.clear()
                    if not wrong:
                        return content
            block.headings, block.style, block.total, block.rule, block.other, block.rows, block.flag = best
        raise self._refusal(content, wrong)

    def _suspects(self, wrong: Sequence[int]) -> Iterator[_Block]:
        """The blocks that may be at fault, those that read wrongly first."""
        of = {at: block for block in self.blocks for at in range(block.at, block.at + len(block.facts))}
        home = {number: at for at, number in enumerate(self.numbers) if number is not None}
        seen: set[int] = set()
        for at in wrong:
            whole = self.facts[at].whole if at < len(self.facts) else None
            for near in (at, at - 1, at + 1, home.get(whole, at) if whole is not None else at):
                if near in of and id(of[near]) not in seen:
                    seen.add(id(of[near]))
                    yield of[near]

    @staticmethod
    def _others(block: _Block) -> Iterator[tuple[Headings, bool, str, Style, int]]:
        """Other ways to lay a block out."""
        now = (block.headings, block.rule, block.total, block.style)
        if block.unit is not None or block.under is not None:
            return
        styles: tuple[Style, ...] = (block.style,) if len(block.facts) == 1 else (block.style, "inside", "flat")
        for total in dict.fromkeys((block.total, *TOTALS)):
            for headings in dict.fromkeys((block.headings, block.most, Headings(claimant=block.most.claimant), Headings())):
                for rule in (False, True):
                    for style in dict.fromkeys(styles):
                        if (headings, rule, total, style) != now:
                            yield headings, rule, total, style, 0
        for other in range(1, _MOST_OTHERS):
            yield *now, other

    def _refusal(self, content: Content, wrong: Sequence[int]) -> CannotExpress:
        facts, wholes = self.speaker.read(content)
        at = wrong[0]
        if at >= len(self.facts):
            return CannotExpress(self.facts[-1].path, f"words of the field read back as one more fact, {facts[at]}")
        given = self.facts[at]
        if at >= len(facts):
            return CannotExpress(given.path, f"nothing is read back from {content.text!r}")
        if agree(given.fact, facts[at]):
            return CannotExpress(given.path, f"it reads back as a part of {wholes[at]}, not of {given.whole}, in {content.text!r}")
        return CannotExpress(given.path, f"it reads back with {_differences(given.fact, facts[at])} in {content.text!r}")


def _state(block: _Block) -> tuple[Headings, Style, str, bool, int, list[Row], bool]:
    """All that may be chosen of a block."""
    return block.headings, block.style, block.total, block.rule, block.other, block.rows, block.flag


def _depths(wholes: Sequence[int | None]) -> list[int]:
    """How many wholes each figure of a block has above it; one whose whole stands behind it has that one alone."""
    out: list[int] = []
    for at, whole in enumerate(wholes):
        out.append(0 if whole is None else out[whole] + 1 if whole < at else 1)
    return out


def _is_manned(block: _Block, number: int | None) -> bool:
    """Whether a block is a unit whose men come next."""
    last = block.facts[-1]
    alone = len(block.facts) == 1 and isinstance(last.fact, Figure) and last.fact.kind == "unit"
    return alone and number is not None and last.whole == number


def _who(fact: Figure | Unit) -> tuple[object, ...]:
    """Who says so, whose it is and where."""
    return (fact.claimant, fact.party, fact.scopes) if isinstance(fact, Figure) else ()


def _level(now: Headings, wanted: Headings) -> int | None:
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


def _levels(headings: Headings) -> list[object]:
    """What stands on each level of headings."""
    return [headings.claimant, headings.party, *headings.scopes, *(None,) * (_MOST_SCOPES - len(headings.scopes))]


def _differences(given: Figure | Unit, got: Figure | Unit) -> str:
    if type(given) is not type(got):
        return f"another kind of fact, {got}"
    names = [name for name in type(given).model_fields if getattr(given, name) != getattr(got, name)]
    return ", ".join(f"{name} {getattr(got, name)!r} for {getattr(given, name)!r}" for name in names)
