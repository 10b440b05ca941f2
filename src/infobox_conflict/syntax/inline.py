"""What the templates inside a value show, class by class, as the vocabulary tells."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from ..content import Emphasis, FateMark, Flag, Link, Opaque, Place
from ..problems import Problem
from ..vocabulary import Inline as Meant
from ..vocabulary import Vocabulary
from .lines import Lines, Style
from .pages import called, may_link
from .preprocessor import BLANKS, Node
from .templates import name_span, plain_words
from .text import Span

LEVELS: Final = 40
"""How deep templates and links may nest in a value; what is deeper is kept as it stands and told."""

_NO_NAME: Final = re.compile(r"[<>\[\]{}*'&\n(]|\d[\d.,]*[ +]")
"""What stands in words, and in no name of a parameter."""
_FORM: Final = re.compile(r"<([^<>]*)>|\{([\w|]+)\}")
_POLES: Final = {"N": 1, "S": -1, "E": 1, "W": -1}
_TO: Final = {"to": "–", "-": "–", "–": "–", "and": " and ", "or": " or ", "x": " × ", "by": " × ", "×": " × ", "+/-": " ± ", "±": " ± "}
_LIST_STYLES: Final[dict[str, Style]] = {"plain": "plain", "bullet": "bullet", "number": "number"}


class Call(NamedTuple):
    """A template call: its name, its place, and the parameters that count by key."""

    name: str
    node: Node
    parts: dict[str, Span]

    def untrimmed(self, span: Span) -> Span:
        """The words of a parameter with the blanks around them, which a wiki keeps of a positional one."""
        given = (value for name, value in _parts(self.node) if name is None)
        return next((value for value in given if value.start <= span.start and span.end <= value.end), span)


class Inline(Lines, ABC):
    """Reads templates; what stands in their parameters is wikitext again, which `region` reads."""

    def __init__(self, text: str, vocabulary: Vocabulary, tags: frozenset[str]) -> None:
        super().__init__(text)
        self.vocabulary = vocabulary
        self.tags = tags
        self.problems: list[Problem] = []
        self.level = 0
        """How deep what is read now is nested."""

    def too_deep(self, start: int, end: int) -> None:
        """Tell of markup that is not looked at for its depth."""
        self.problems.append(Problem("too-deep", f"markup nests deeper than {LEVELS} here", (start, end)))

    @abstractmethod
    def region(self, start: int, end: int) -> None:
        """Read a stretch of wikitext that stands for itself."""


    def template(self, node: Node) -> None:
        """A template, by its class in the vocabulary; one that is not known is kept as it stands."""
        text, bars = self.text, node.bars
        name = text[node.start + 2 : bars[0] if bars else node.end - 2].strip(BLANKS)
        if "<" in name or "{{" in name:
            name = self._plain(name_span(node))
        meant = self.vocabulary.inline(name) if name else None
        parts = self._keyed(node) if bars else {}
        if meant is None and ":" in name:
            name, meant = self._spelt_out(name, node, parts)
        if meant is not None and self.level >= LEVELS:
            self.too_deep(node.start, node.end)
        if meant is None or self.level >= LEVELS:
            self.opaque(name or name_span(node).of(text).strip() or "{{}}", node)
            return
        _CLASSES.get(meant.kind, Inline._silent)(self, meant.detail, Call(name, node, parts))
        if meant.kind in _WORDY and (len(bars) > 2 or (bars and bars[1] >= 0)):  # noqa: PLR2004 (more than one parameter)
            self._tell_swallowed(name, node)

    def _tell_swallowed(self, name: str, node: Node) -> None:
        """Tell of words that the page shows nowhere: a name of a parameter that is none, or what stands behind a bar too many."""
        position = 0
        for given, value in _parts(node):
            position += given is None
            start = (given or value).start
            odd = given is not None and _NO_NAME.search(given.of(self.text).strip(BLANKS))
            if odd or (given is None and position > 1 and self.vocabulary.shows_one(name)):
                self.swallowed(name, start, value.end)

    def swallowed(self, name: str, start: int, end: int) -> None:
        """Tell of words in a template's call that it does not show."""
        span = trimmed(self.text, Span(start, end))
        if any(map(str.isalnum, span.of(self.text))):
            self.problems.append(Problem("swallowed-words", f"the template {name!r} shows none of these words", span))

    def _spelt_out(self, name: str, node: Node, parts: dict[str, Span]) -> tuple[str, Meant | None]:
        """What a name with a colon calls: a function whose first parameter stands behind the colon, or a page by its full title."""
        function = name.partition(":")[0]
        if (meant := self.vocabulary.inline(function)) is not None:
            span = name_span(node)
            parts["1"] = trimmed(self.text, Span(self.text.find(":", *span) + 1, span.end))
            return function, meant
        title = (called(name, self.vocabulary).page or name).removeprefix("Template:")
        meant = self.vocabulary.inline(title)
        return name if meant is None else title, meant

    def _silent(self, _detail: str, call: Call) -> None:
        """A template that says nothing in a field."""
        self.hide(call.node.start, call.node.end)
        self.marks.append(Opaque(self.length, self.length, call.name, self._arguments(call.node)))

    def _mark(self, detail: str, call: Call) -> None:
        _MARKS[detail](self, call)

    def _code(self, state: str, call: Call) -> None:
        """A state's code: its flag and its name."""
        self.begin(call.node.start)
        at = self.length
        self.show(state, call.node.start, call.node.end)
        self.marks += (Flag(at, self.length, call.name), Link(at, self.length, state))

    def _list(self, style: str, call: Call) -> None:
        self._items(_LIST_STYLES[style], self._positional(call))

    def _rule(self, _detail: str, call: Call) -> None:
        self.rule(call.node.start, call.node.end)

    def _keyed(self, node: Node) -> dict[str, Span]:
        """The parameters that count, by key, without the blanks at their ends; those that are then empty are left out."""
        out: dict[str, Span] = {}
        text, position = self.text, 0
        for name, value in _parts(node):
            if name is None:
                position += 1
                key = str(position)
            else:
                key = self._plain(name)
            span = trimmed(text, value)
            if span.start < span.end:
                out[key] = span
            else:
                out.pop(key, None)
        return out

    def _positional(self, call: Call) -> list[Span]:
        """The positional parameters with something in them."""
        return [span for key, span in call.parts.items() if key.isdecimal()]

    def _plain(self, span: Span | None) -> str:
        """The words of a parameter as they stand, without comments."""
        if span is None:
            return ""
        words = self.text[span.start : span.end]
        return ((plain_words(self.text, span, self.tags) or "") if "<" in words or "{{" in words else words).strip(BLANKS)

    def _argument(self, call: Call, *keys: str) -> Span | None:
        """The first of several parameters that has words."""
        for key in keys:
            span = call.parts.get(key)
            if span is not None:
                return span
        return None

    def _mark_fate(self, call: Call) -> None:
        self.marks.append(FateMark(self.length, self.length, call.name))

    def _mark_icon(self, call: Call) -> None:
        self.begin(call.node.start)
        variant = self._plain(self._argument(call, "variant", "2")) or None
        self.marks.append(Flag(self.length, self.length, self._plain(self._argument(call, "1")), variant))
        self.filled = True  # a flag alone has a line of its own

    def _mark_picture(self, call: Call) -> None:
        name = self._plain(self._argument(call, "1"))
        prefix, colon, rest = name.partition(":")
        if colon and self.vocabulary.namespaces.get(prefix.lower()) == "File":
            name = rest.strip()
        self.begin(call.node.start)
        self.marks.append(Flag(self.length, self.length, self.vocabulary.flag_of_file(name) or name.rpartition(".")[0] or name))
        self.filled = True

    def _mark_flag(self, call: Call, key: str = "1") -> None:
        """A flag with a name that links to the state."""
        given = self._argument(call, key)
        self._named_flag(call, self._argument(call, "name") or given, self._plain(given), place=str(int(key) + 1))

    def _mark_fixed(self, call: Call) -> None:
        self._mark_flag(call, "2")

    def _mark_country(self, call: Call, variant: str | None = None) -> None:
        given = self._argument(call, "1")
        country = self._plain(given)
        state = self.vocabulary.state(country)
        name = self._argument(call, "name") or (given if state == country else None)
        self._named_flag(call, name, country, state, variant)

    def _named_flag(
        self, call: Call, name: Span | None, country: str, shown: str = "", variant: str | None = None, place: str = "2"
    ) -> None:
        """A flag and a name that links to its state; *variant* is the flag's unless the parameter at *place* names another."""
        if not country:
            if name is None:
                self.opaque(call.name, call.node)
            else:
                self.region(*name)
            return
        self.begin(call.node.start)
        at = self.length
        if name is not None:
            self.region(*name)
        else:
            self.show(shown, call.node.start, call.node.end)
        version = self._plain(self._argument(call, "variant", place)) or variant
        self.marks += (Flag(at, self.length, country, version), Link(at, self.length, self.vocabulary.state(country) or None))

    def _branch(self, branch: str, call: Call) -> None:
        """A state's army or the like names the state, as the reading guide has it (7); its flag is that of the branch."""
        self._mark_country(call, branch)

    def _mark_link(self, call: Call) -> None:
        """A link to a page that may be missing here, with the words for it."""
        page = self._argument(call, "1")
        words = self._argument(call, "lt") or page
        if words is None:
            self.opaque(call.name, call.node)
            return
        self.begin(call.node.start)
        at = self.length
        self.region(*words)
        title, _, anchor = self._plain(page).partition("#")
        if title and may_link(title, self.vocabulary):
            self.marks.append(Link(at, self.length, title.strip(), anchor=anchor.strip() or None))

    def _mark_reference(self, call: Call) -> None:
        words = "|".join(value if key is None else f"{key}={value}" for key, value in self._arguments(call.node))
        name = self._plain(self._argument(call, "name", "ref"))
        self.note("reference", name, None, f"{call.name}|{words}" if words else call.name, end=call.node.end)

    def _mark_footnote(self, call: Call) -> None:
        text = self._argument(call, "1", "text", "note")
        name, group = (self._plain(self._argument(call, key)).strip("\"'") for key in ("name", "group"))
        self.note("footnote", name, group, text.of(self.text) if text is not None else None, end=call.node.end)

    def _mark_maintenance(self, call: Call) -> None:
        self.note("maintenance", None, None, call.name, end=call.node.end)

    def _mark_place(self, call: Call) -> None:
        point = _coordinates([self._plain(span) for span in self._positional(call)])
        if point is None:
            self.opaque(call.name, call.node)
        else:
            self.marks.append(Place(self.length, self.length, *point))

    def _mark_measure(self, call: Call) -> None:
        """A measure as given: numbers, the words between them, and the unit."""
        spans = self._positional(call)
        for at, span in enumerate(spans):
            words = self._plain(span)
            if at and words in _TO and at + 1 < len(spans):
                self.show(_TO[words], *span)
            elif any(char.isdigit() for char in words) or not at:
                self.region(*span)
            else:
                self.show("\u00a0", span.start, span.start)
                self.region(*span)
                break

    def _mark_none(self, call: Call) -> None:
        """A template that shows nothing."""

    def _form(self, form: str, call: Call) -> None:
        """Show what a form says, of several the first whose parameters are given."""
        for one in form.split("||"):
            keys = [match[2] for match in _FORM.finditer(one) if match[2] is not None and match[2] != "0"]
            if all(self._argument(call, *key.split("|")) is not None for key in keys):
                self._fill(one, call)
                return
        if call.parts:
            self.opaque(call.name, call.node)
            self.swallowed(call.name, call.node.bars[0] + 1, call.node.end - 2)

    def _fill(self, form: str, call: Call) -> None:
        """Show a form: its own words stand for what of the call stands between the parameters that it shows."""
        alone = _FORM.fullmatch(form) is not None
        shown = [one for one in _shown(form, lambda key: self._argument(call, *key.split("|"))) if one]
        ahead = [one.start if isinstance(one, Span) else -1 for one in shown]
        at = call.node.start
        for index, one in enumerate(shown):
            if isinstance(one, Span):
                self.region(*(call.untrimmed(one) if alone else one))
                at = one.end
                continue
            until = next((start for start in ahead[index:] if start >= 0), call.node.end)
            words = call.name if one == "{0}" else one
            if until == call.node.end and words[-1:] == " " == self.text[until : until + 1]:
                words = words[:-1]
            if words == "\n":
                self.break_line(at, until)
            else:
                self.show(words, at, max(at, until))

    def _items(self, style: Style, spans: Iterable[Span]) -> None:
        """The items of a list, each on a line of its own."""
        base, self.base = self.base, self.depth() + 1
        for span in spans:
            self.fresh(span.start)
            self.open_item(self.base, style)
            self.region(*span)
        self.end_block(base)

    def _group(self, detail: str, call: Call) -> None:
        """A list below a heading."""
        titled = detail == "title"
        title = self._argument(call, "title", "1") if not titled else self._argument(call, "title")
        self._heading(title)
        if titled:
            self._items("plain", self._positional(call))
        elif (hidden := self._argument(call, "2", "content")) is not None:
            self._inner(hidden)

    def _heading(self, title: Span | None) -> None:
        """A heading on a line of its own, in bold as the templates show it."""
        if title is None:
            return
        self.fresh(title.start)
        at, count = self.length, len(self.marks)
        self.region(*title)
        bold = Emphasis(at, self.length, "bold")
        if at < self.length and bold not in self.marks[count:]:
            self.marks.append(bold)
        self._due = self.filled

    def _inner(self, span: Span) -> None:
        """Lines of wikitext in a parameter."""
        base, self.base = self.base, self.depth()
        self.fresh(span.start)
        self.region(*span)
        self.end_block(base)

    def _block(self, detail: str, call: Call) -> None:
        """A heading alone, or lines of wikitext."""
        if detail == "heading":
            self._heading(self._argument(call, "title", "1"))
        elif (lines := self._argument(call, "1")) is not None:
            self._inner(lines)

    def _date(self, detail: str, call: Call) -> None:
        """A date out of numbers, as the language writes it; other words as they stand; either behind the words of its class."""
        is_range = detail == "range"
        lead = "" if detail in ("single", "range") else f"{detail} "
        numbers = [self._plain(call.parts.get(str(key))) for key in range(1, 7)]
        if numbers[1] and not all(one.isdecimal() for one in numbers[:3] if one):
            numbers = [""] * 6
        dates = [self.vocabulary.date(*numbers[at : at + 3]) for at in ((0, 3) if is_range else (0,))]
        if is_range and numbers[3] and not numbers[3].isdecimal():
            dates[1] = numbers[3]
        words = " – ".join(date for date in dates if date)
        if words and numbers[0].isdecimal():
            self.show(lead + words, call.node.start, call.node.end)
        elif (given := self._argument(call, "1")) is not None:
            self.show(lead, call.node.start, given.start)
            self.region(*given)

    def opaque(self, name: str, node: Node) -> None:
        """Keep what is not known as it stands."""
        self.begin(node.start)
        self.hide(node.start, node.end)
        self.marks.append(Opaque(self.length, self.length, name, self._arguments(node)))

    def _arguments(self, node: Node) -> tuple[tuple[str | None, str], ...]:
        """The parameters of a template as they stand, blanks at their ends left out."""
        out: list[tuple[str | None, str]] = []
        for name, value in _parts(node):
            out.append((None if name is None else name.of(self.text).strip(BLANKS), value.of(self.text).strip(BLANKS)))
        return tuple(out)


# How each class of templates is read, and each kind of mark.
_CLASSES: Final[dict[str, Callable[[Inline, str, Call], None]]] = {
    "form": Inline._form,  # noqa: SLF001 (same file)
    "mark": Inline._mark,  # noqa: SLF001
    "code": Inline._code,  # noqa: SLF001
    "list": Inline._list,  # noqa: SLF001
    "group": Inline._group,  # noqa: SLF001
    "block": Inline._block,  # noqa: SLF001
    "branch": Inline._branch,  # noqa: SLF001
    "rule": Inline._rule,  # noqa: SLF001
    "date": Inline._date,  # noqa: SLF001
}
_WORDY: Final = frozenset(("form", "list", "group", "block"))  # classes whose templates show words
_MARKS: Final[dict[str, Callable[[Inline, Call], None]]] = {
    "fate": Inline._mark_fate,  # noqa: SLF001
    "icon": Inline._mark_icon,  # noqa: SLF001
    "picture": Inline._mark_picture,  # noqa: SLF001
    "flag": Inline._mark_flag,  # noqa: SLF001
    "fixed": Inline._mark_fixed,  # noqa: SLF001
    "country": Inline._mark_country,  # noqa: SLF001
    "link": Inline._mark_link,  # noqa: SLF001
    "reference": Inline._mark_reference,  # noqa: SLF001
    "footnote": Inline._mark_footnote,  # noqa: SLF001
    "maintenance": Inline._mark_maintenance,  # noqa: SLF001
    "place": Inline._mark_place,  # noqa: SLF001
    "measure": Inline._mark_measure,  # noqa: SLF001
    "none": Inline._mark_none,  # noqa: SLF001
}


def _parts(node: Node) -> Iterator[tuple[Span | None, Span]]:
    """The names and values of a template's parameters."""
    bars = node.bars
    last = node.end - (2 if node.kind == "template" else 3)
    for at in range(0, len(bars), 2):
        end = bars[at + 2] if at + 2 < len(bars) else last
        if bars[at + 1] < 0:
            yield None, Span(bars[at] + 1, end)
        else:
            yield Span(bars[at] + 1, bars[at + 1]), Span(bars[at + 1] + 1, end)


def trimmed(text: str, span: Span) -> Span:
    """A span without the blanks at its ends."""
    start, end = span
    while start < end and text[start] in BLANKS:
        start += 1
    while start < end and text[end - 1] in BLANKS:
        end -= 1
    return span if (start, end) == span else Span(start, end)


def _shown(form: str, argument: Callable[[str], Span | None]) -> Iterator[str | Span]:
    """What a form shows in turn: words of its own, and the places of parameters; `{0}` is the name of the template."""
    at = 0
    for match in _FORM.finditer(form):
        yield form[at : match.start()]
        at = match.end()
        if match[1] is not None:
            if all(argument(inner[2]) for inner in _FORM.finditer(match[1])):
                yield from _shown(match[1], argument)
        elif match[2] == "0":
            yield "{0}"
        elif (span := argument(match[2])) is not None:
            yield span
    yield form[at:]


def _coordinates(words: Sequence[str]) -> tuple[float, float] | None:
    """The point of a coordinates template: degrees, minutes and seconds with poles, or decimal degrees with a sign or poles."""
    numbers: list[float] = []
    degrees: list[float] = []
    for word in words:
        pole = _POLES.get(word.upper())
        if pole is not None and numbers:
            degrees.append(pole * sum(number / 60**at for at, number in enumerate(numbers[:3])))
            numbers = []
        else:
            with suppress(ValueError):
                numbers.append(float(word.replace("−", "-")))
                continue
            break
    if not degrees and len(numbers) > 1:
        degrees = numbers[:2]
    point = (degrees[0], degrees[1]) if len(degrees) > 1 else None
    return point if point is not None and abs(point[0]) <= 90 and abs(point[1]) <= 360 else None  # noqa: PLR2004 (degrees)
