"""The words of a language and the parameter names of its templates: the only door to `data/`.

A language is a folder of TOML files. A table is a *sense*, its keys are the values of that sense, and
each value lists the phrases that carry it (`[fate] killed = ["killed", "slain"]`), or gives one number
(`[vague] dozens = 24`). A long list may be a text of phrases parted by commas and line ends. Phrases match in any
case, unless `^` stands in front (`^US`). Code asks for senses; no word of a language stands in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final, NamedTuple, TypeAlias

GROUP: Final = "infobox_conflict.vocabularies"
"""Entry point group by which other packages add languages: name is the language code, value a folder of TOML files."""

Senses: TypeAlias = Mapping[str, Any]
_NUMBERED: Final = re.compile(r"(.*?)([1-9])([a-d]?)\Z")
_EXACT: Final = "^"
_REMEMBERED: Final = 10_000  # names whose meaning is kept; pages use the same few hundred over and over
_PARTS: Final = re.compile(r"\d+|[^\W\d_](?:\w|['’&-](?=\w))*|[^\s\w]")
"""What a phrase falls into at most, as text does: words, numbers and signs."""
_NUMERAL_NEAR: Final = r"(?=[^\s:,;]{0,40}\d|[^\s\d:,;()]{1,40} (?:[^\s\d:,;()]{0,3}\d|[IVX]+\w?\b))"
"""Looks ahead cheaply: every model name has a digit in its first word, or a number in its second."""
_BEGINNING: Final = re.compile(r"\(\?:([^()]*)\)|\[([^\]^-]*)\]|(\w)")
"""What a pattern may begin with: one of several words, one of several characters, or a character."""
_PARTING: Final = (" ", r"\s", "/", r"\(")
"""What a pattern has in it where a name may go beyond one word."""


class VocabularyError(LookupError):
    """No vocabulary for a language, or one whose data contradicts itself."""


class Parameter(NamedTuple):
    """What a template's parameter name means."""

    canonical: str
    """The English name that the facts use (`casualties2`)."""
    family: str
    """The name without number and letter (`casualties`)."""
    number: int | None
    """The side's number, or None."""
    row: str
    """The letter of a further row of the same side, or ''."""


class Inline(NamedTuple):
    """What a template inside a field's value stands for."""

    kind: str
    """The class (`mark`, `list`, `form`)."""
    detail: str
    """Which of the class: what it marks, the style of a list, or the form of what it shows."""


@dataclass(frozen=True, slots=True)
class State:
    """A country, past or present, or a people."""

    name: str
    codes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class _Designations(Mapping[str, re.Pattern[str]]):
    """Patterns of model names by the character that they begin with, each compiled when it is first asked for."""

    def __init__(self, patterns: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._patterns = patterns
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, char: str) -> re.Pattern[str]:
        if char not in self._compiled:
            self._compiled[char] = _designation(self._patterns[char])
        return self._compiled[char]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)


class Vocabulary:
    """The words of one language; immutable once loaded.

    >>> load("en").senses("killed")["fate"]
    'killed'
    """

    def __init__(self, language: str, files: Mapping[str, Mapping[str, Any]]) -> None:
        self.language = language
        self._files = files
        self.lexicon: dict[str, dict[str, Any]] = {}
        self.first_words: dict[str, int] = {}
        """The first word of each phrase of several words, with the greatest number of words, numbers and signs of one."""
        self.second_words: dict[str, set[str]] = {}
        """For the first word of each phrase the words that may follow it; '' among them means any."""
        self._inline_met: dict[str, Inline | None] = {}
        self._parameters_met: dict[tuple[str, str | None], Parameter | None] = {}
        self._plurals: set[str] = set()
        self._plural_ending = ""
        for file, tables in files.items():
            if file not in ("parameters", "states", "patterns", "wiki", "templates", "phrases"):
                self._learn(tables)
        for name, _, people, aliases in self._rows:
            self._add((name, *_parted(aliases)), "state", name)
            self._add(_parted(people), "people", name)
        self._note_phrases()

    def senses(self, phrase: str) -> Senses:
        """Every sense of a phrase with its value; empty where the phrase is not known.

        >>> load("en").senses("US"), load("en").senses("us")
        ({'people': 'United States'}, {})
        """
        return self.lexicon.get(phrase) or self.lexicon.get(phrase.casefold(), {})

    def words(self, sense: str, value: str | None = None) -> tuple[str, ...]:
        """Every phrase that carries a sense (with that value), in the order of the data."""
        return tuple(p for p, s in self.lexicon.items() if sense in s and (value is None or s[sense] == value))

    def forms(self, table: str, key: str) -> tuple[str, ...]:
        """How the language says one thing: forms with the names of their parts in braces, in the order in which they are tried.

        >>> load("en").forms("amount", "more_than"), load("en").forms("amount", "heard of")
        (('more than {low}',), ())
        """
        return tuple(self._files.get("phrases", {}).get(table, {}).get(key, ()))

    def generic(self, subject: str, kind: str) -> bool:
        """Whether a noun means everything of its kind (`soldiers` of personnel), as far as the data knows."""
        return self.senses(subject).get("generic") == kind

    def is_plural(self, noun: str) -> bool:
        """Whether a counted noun, or a model name that the data does not list, stands in the plural."""
        low = noun.casefold()
        return low in self._plurals or (low not in self.lexicon and bool(self._plural_ending) and low.endswith(self._plural_ending))

    @cached_property
    def states(self) -> dict[str, State]:
        """Every state by name, in the order of the data."""
        rows = self._rows
        return {
            name: State(name, tuple(codes.split()), tuple(_parted(people)), tuple(_parted(aliases)))
            for name, codes, people, aliases in rows
        }

    @cached_property
    def _rows(self) -> list[tuple[str, str, str, str]]:
        """Name, codes, people and other names of every state, as the data has them."""
        out: list[tuple[str, str, str, str]] = []
        for line in _lines(self._files.get("states", {}).get("state", "")):
            name, codes, people, aliases = line.split("|")
            out.append((name.strip(), codes, people, aliases))
        return out

    @cached_property
    def _state_of_code(self) -> dict[str, str]:
        out: dict[str, str] = {}
        pairs = ((code, name) for name, codes, _, _ in self._rows for code in codes.split())
        for code, name in (*pairs, *self._files.get("states", {}).get("code", {}).items()):
            if out.setdefault(code, name) != name:
                raise VocabularyError(f"{self.language}: the code {code!r} is both {out[code]!r} and {name!r}")
        return out

    def state(self, name: str) -> str:
        """The name that a flag's country or code stands for, in these capitals; an unknown one stands for itself.

        >>> load("en").state("AZ"), load("en").state("Ruritania")
        ('Azerbaijan', 'Ruritania')
        """
        return self._state_of_code.get(name, name)

    def members(self, coalition: str) -> frozenset[str]:
        """The states that a coalition is plainly made of, by any of its names; empty for anything else.

        >>> "Germany" in load("en").members("Axis"), load("en").members("Germany")
        (True, frozenset())
        """
        senses = self.senses(coalition)
        name = senses.get("state") or senses.get("people") or coalition
        return frozenset(_listed(self._files.get("states", {}).get("coalition", {}).get(name, "")))

    @cached_property
    def designations(self) -> re.Pattern[str]:
        """Finds a whole model name (`T-72`, `BM-21`, with its plural s) at a place; the group that took part names the kind."""
        return _designation(self._files.get("patterns", {}).get("designation", {}))

    @cached_property
    def spaced_designations(self) -> Mapping[str, re.Pattern[str]]:
        """For each character what finds a model name of several words or signs (`Bf 109`, `T-34/85`) that may begin with it."""
        kinds = self._files.get("patterns", {}).get("designation", {})
        found: dict[str, dict[str, list[str]]] = {}
        for kind, patterns in kinds.items():
            for one in patterns:
                for char, narrowed in _openings(one).items() if any(sign in one for sign in _PARTING) else ():
                    found.setdefault(char, {}).setdefault(kind, []).append(narrowed)
        return _Designations(found)

    @cached_property
    def templates(self) -> dict[str, str]:
        """Template names and redirects, each with the template that it stands for."""
        out: dict[str, str] = {}
        for name, table in self._files.get("parameters", {}).items():
            out |= dict.fromkeys((name, *table.get("redirects", ())), name)
        return out

    @cached_property
    def shape(self) -> frozenset[str]:
        """The parameters that together tell that a template of an unknown name wraps an infobox of a conflict."""
        return frozenset(name for table in self._files.get("parameters", {}).values() for name in table.get("shape", ()))

    @cached_property
    def _template_keys(self) -> dict[str, str]:
        return {_template_key(name): template for name, template in self.templates.items()}

    def template(self, name: str) -> str | None:
        """The template that a name or redirect stands for, whatever its capitals, blanks and comments; None for others.

        >>> load("en").template("warbox"), load("en").template("Infobox_military conflict <!-- see talk -->")
        ('Infobox military conflict', 'Infobox military conflict')
        """
        return self.templates.get(name) or self._template_keys.get(_template_key(name))

    @cached_property
    def _inline(self) -> dict[str, Inline]:
        out: dict[str, Inline] = {}
        for kind, table in self._files.get("templates", {}).items():
            for detail, names in table.items():
                for name in _listed(names) if isinstance(names, str) else names:
                    key = _template_key(name)
                    if out.setdefault(key, Inline(kind, detail)) != (kind, detail):
                        raise VocabularyError(f"{self.language}: the template {name!r} is both {out[key]} and {kind}.{detail}")
        return out

    def inline(self, name: str) -> Inline | None:
        """What a template inside a field's value stands for, by its name without comments; None for one that is not known.

        >>> load("en").inline("Flag_icon"), load("en").inline("Cite web"), load("en").inline("AZE")
        (Inline(kind='mark', detail='icon'), Inline(kind='mark', detail='reference'), Inline(kind='code', detail='Azerbaijan'))
        """
        if name in self._inline_met:
            return self._inline_met[name]
        found = self._find_inline(name)
        if len(self._inline_met) < _REMEMBERED:
            self._inline_met[name] = found
        return found

    def _find_inline(self, name: str) -> Inline | None:
        key = _template_key(name)
        found = self._inline.get(key)
        if found is None and name in self._state_of_code and name.isupper():
            return Inline("code", self._state_of_code[name])
        return found or next((meant for start, meant in self._inline_starts if key.startswith(start)), None)

    @cached_property
    def _inline_starts(self) -> tuple[tuple[str, Inline], ...]:
        return tuple((key[:-1], meant) for key, meant in self._inline.items() if key[-1:] == "*" and len(key) > 1)

    def inline_name(self, kind: str, detail: str) -> str:
        """The name by which to call a template of a class: the first that the data lists; '' where there is none.

        >>> load("en").inline_name("mark", "icon"), load("en").inline_name("mark", "anthem")
        ('flagicon', '')
        """
        names = self._files.get("templates", {}).get(kind, {}).get(detail, "")
        return next(iter(_listed(names) if isinstance(names, str) else names), "")

    def shows_one(self, name: str) -> bool:
        """Whether a template shows one parameter only, so that any other without a name is a slip.

        >>> load("en").shows_one("Nowrap"), load("en").shows_one("Unbulleted list")
        (True, False)
        """
        return _template_key(name) in self._single

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(map(_template_key, _listed(self._files.get("wiki", {}).get("template", {}).get("single", ""))))

    @cached_property
    def interwikis(self) -> frozenset[str]:
        """Prefixes of links that lead to another wiki."""
        return frozenset(_listed(self._files.get("wiki", {}).get("interwiki", {}).get("prefix", "")))

    def flag_of_file(self, name: str) -> str | None:
        """What a picture's file name says that it is the flag of; None where it says no such thing.

        >>> load("en").flag_of_file("Flag of the United Kingdom (3-5).svg")
        'United Kingdom'
        """
        found = self._flag_file.match(name.replace("_", " "))
        return found[1] if found is not None else None

    def date(self, year: str, month: str = "", day: str = "") -> str:
        """A date as the language writes it, out of digits; '' where there is no year.

        >>> load("en").date("1939", "9", "1"), load("en").date("1939", "09")
        ('1 September 1939', 'September 1939')
        """
        table = self._files.get("wiki", {}).get("date", {})
        months = _listed(table.get("months", ""))
        number = int(month) if month.isdecimal() and len(month) <= 2 else 0  # noqa: PLR2004 (two digits of a month)
        known = {"year": year, "month": months[number - 1] if 1 <= number <= len(months) else "", "day": day.lstrip("0")}
        for form in table.get("forms", ()):
            if all(words for part, words in known.items() if f"{{{part}}}" in form):
                return str(form).format(**known)
        return ""

    @cached_property
    def _flag_file(self) -> re.Pattern[str]:
        return re.compile(self._files.get("wiki", {}).get("file", {}).get("flag", r"(?!)"))

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """Every name of a namespace in small letters, with the namespace's own name."""
        table = self._files.get("wiki", {}).get("namespace", {})
        return {one.lower(): name for name, others in table.items() for one in (name, *others)}

    def prefixes(self, namespace: str) -> tuple[str, ...]:
        """Every name of a namespace, in small letters."""
        return tuple(one for one, name in self.namespaces.items() if name == namespace)

    def is_function(self, word: str) -> bool:
        """Whether a word before the colon of a template call makes it a call of no page, as all do that begin with `#`."""
        return word.startswith("#") or word.lower() in self._functions or word in self._exact_functions

    @cached_property
    def _functions(self) -> frozenset[str]:
        return frozenset(self._files.get("wiki", {}).get("function", {}).get("call", ()))

    @cached_property
    def _exact_functions(self) -> frozenset[str]:
        return frozenset(self._files.get("wiki", {}).get("function", {}).get("exact", ()))

    @cached_property
    def _parameters(self) -> dict[str, dict[str, str]]:
        """For each template the parameter names with their canonical names; `N` stands for a number."""
        return {
            name: {alias: canonical for canonical, aliases in table["names"].items() for alias in (canonical, *aliases)}
            for name, table in self._files.get("parameters", {}).items()
        }

    @cached_property
    def _telling(self) -> dict[str, frozenset[str]]:
        """For each template the canonical names that alone tell of a conflict."""
        return {name: frozenset(table.get("telling", ())) for name, table in self._files.get("parameters", {}).items()}

    @property
    def own_template(self) -> str | None:
        """The language's own template of a military conflict."""
        return next(iter(self._parameters), None)

    def _template_or_first(self, template: str | None) -> str:
        """The template that a carrier names by some name, the language's own where it names none, or ''."""
        return (self.template(template) if template else self.own_template) or ""

    def parameter(self, name: str, template: str | None = None) -> Parameter | None:
        """What a parameter name means in a template (by default the language's own), or None.

        >>> load("en").parameter("casualties2")
        Parameter(canonical='casualties2', family='casualties', number=2, row='')
        >>> load("en").parameter("howmany1", "Infobox civil conflict").canonical
        'strength1'
        """
        met = self._parameters_met
        if (name, template) not in met:
            found = self._find_parameter(name, template)
            if len(met) >= _REMEMBERED:
                return found
            met[name, template] = found
        return met[name, template]

    def _find_parameter(self, name: str, template: str | None) -> Parameter | None:
        names = self._parameters.get(self._template_or_first(template))
        if names is None:
            return None
        whole = names.get(name)
        if whole is not None and not whole.endswith("N"):
            # A template without columns may have a name of its own for one side (`perps` is `combatant1`).
            fixed = _NUMBERED.match(whole)
            return Parameter(whole, fixed[1], int(fixed[2]), fixed[3]) if fixed else Parameter(whole, whole, None, "")
        match = _NUMBERED.match(name)
        family = names.get(f"{match[1]}N") if match else None
        if match is None or family is None:
            return None
        family = family.removesuffix("N")
        return Parameter(f"{family}{match[2]}{match[3]}", family, int(match[2]), match[3])

    def parameter_names(self, template: str | None = None) -> list[str]:
        """Every name of a parameter of a template (by default the language's own), numbered ones for the sides that a box may have."""
        names = self._parameters.get(self._template_or_first(template), {})
        return [one.replace("N", side) if one.endswith("N") else one for one in names for side in ("123" if one.endswith("N") else "1")]

    def rank(self, name: str, template: str | None = None) -> tuple[int, str, int] | None:
        """What tells where a parameter stands among those of its template: row by row, and in a row side by side; None if unknown.

        >>> names = ["result", "casualties2", "combatant1a", "combatant2", "casualties1"]
        >>> sorted(names, key=load("en").rank)
        ['result', 'combatant2', 'combatant1a', 'casualties1', 'casualties2']
        """
        meant = self.parameter(name, template)
        if meant is None:
            return None
        order = list(self._files["parameters"][self._template_or_first(template)]["names"])
        family = f"{meant.family}N"
        return order.index(family if family in order else meant.canonical), meant.row, meant.number or 0

    def tells_conflict(self, name: str, template: str | None = None) -> bool:
        """Whether a parameter alone tells that an infobox is of a conflict, as `combatant1` does and `image` does not.

        >>> load("en").tells_conflict("casualties2"), load("en").tells_conflict("date")
        (True, False)
        """
        meant = self.parameter(name, template)
        if meant is None:
            return False
        telling = self._telling[self._template_or_first(template)]
        return meant.canonical in telling or (meant.number is not None and f"{meant.family}N" in telling)

    def _learn(self, tables: Mapping[str, Any]) -> None:
        for sense, values in tables.items():
            plurals = values.get("plurals", {})
            self._plural_ending = plurals.get("", self._plural_ending)
            lengths = sorted({len(ending) for ending in plurals}, reverse=True)
            for value, phrases in values.items():
                if value == "plurals":
                    continue
                if isinstance(phrases, int | float):
                    self._add((value,), sense, phrases)
                    continue
                listed = _listed(phrases) if isinstance(phrases, str) else phrases
                if not plurals:
                    self._add(listed, sense, value)
                    continue
                forms = [_forms(phrase, plurals, lengths) for phrase in listed]
                self._add((single for single, _ in forms if single), sense, value)
                self._add((plural for _, plural in forms if plural), sense, value)
                self._plurals.update(plural.casefold() for _, plural in forms if plural)

    def _add(self, phrases: Iterable[str], sense: str, value: Any) -> None:
        """Give phrases a value of a sense; phrases of the same senses share them, so they are never changed in place."""
        lexicon, own = self.lexicon, {sense: value}
        for phrase in phrases:
            key = phrase[1:] if phrase[0] == _EXACT else phrase.casefold()
            senses = lexicon.get(key)
            if senses is None:
                lexicon[key] = own
            elif senses.get(sense, value) != value:
                raise VocabularyError(f"{self.language}: {phrase!r} is both {senses[sense]!r} and {value!r} as {sense!r}")
            elif sense not in senses:
                lexicon[key] = senses | own

    def _note_phrases(self) -> None:
        """Note how the phrases of several words begin, and how long they may be."""
        lengths, seconds = self.first_words, self.second_words
        for key in self.lexicon:
            if key.isalpha():
                continue
            words = key.split(" ")
            first, length, second = words[0], len(words), words[1] if len(words) > 1 else ""
            if not key.replace("-", "").replace(" ", "").isalpha():
                parts = _PARTS.findall(key)
                first, length, second = parts[0], len(parts), ""
                if key[len(first) : len(first) + 1] == ".":
                    # A full stop may or may not be taken as part of a word.
                    lengths[first + "."] = max(length, lengths.get(first + ".", 1))
                    seconds.setdefault(first + ".", set()).add("")
            if length > 1:
                if lengths.get(first, 1) < length:
                    lengths[first] = length
                if first in seconds:
                    seconds[first].add(second)
                else:
                    seconds[first] = {second}


def _lines(text: str) -> list[str]:
    """The lines of a text that are neither empty nor a comment."""
    return [line for line in text.split("\n") if line and line[0] != "#"]


def _listed(text: str) -> list[str]:
    """The phrases of a text: what stands between commas and line ends."""
    return _parted(",".join(_lines(text)))


def _parted(text: str) -> list[str]:
    return [phrase for part in text.split(",") if (phrase := part.strip())]


def _forms(phrase: str, plurals: Mapping[str, str], lengths: Iterable[int]) -> tuple[str | None, str | None]:
    """A noun's singular and plural: `a|b` gives both, `a|` has no plural, `=a` no singular; else by the endings, longest first."""
    if phrase[0] == "=":
        return None, phrase[1:]
    single, given, plural = phrase.partition("|")
    if given:
        return single, plural or None
    for length in lengths:
        stem = single[: len(single) - length]
        if (made := plurals.get(single[len(stem) :])) is not None:
            return single, stem + made
    return single, None


def _template_key(name: str) -> str:
    return " ".join(name.partition("<!--")[0].replace("_", " ").casefold().split())


def _designation(kinds: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """A pattern of model names by kind; a name does not follow a letter, digit or hyphen, nor go on with one."""
    groups = "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items()) or r"(?!)"
    return re.compile(rf"(?<![\w-]){_NUMERAL_NEAR}(?:{groups})s?(?![\w-])")


def _openings(pattern: str) -> dict[str, str]:
    """The characters with which what a pattern matches may begin, each with what of the pattern may then match."""
    if pattern.startswith(r"\d"):
        return dict.fromkeys("0123456789", pattern)
    match = _BEGINNING.match(pattern)
    rest = pattern[match.end() :] if match is not None else ""
    if match is None or rest[:1] in ("?", "*", "{"):
        raise VocabularyError(f"the pattern {pattern!r} takes in a blank or sign and does not tell how it begins")
    if match[1] is None:
        return {char: char + rest for char in match[2] or match[3]}
    words = match[1].split("|")
    return {word[0]: f"(?:{'|'.join(one for one in words if one[0] == word[0])}){rest}" for word in words}


@lru_cache(maxsize=64)
def load(language: str = "en") -> Vocabulary:
    """The vocabulary of a language code; raises VocabularyError where there is none."""
    import tomllib  # noqa: PLC0415 (slow to import; the vocabulary is loaded at first use)

    folder = _folder(language)
    if folder is None:
        raise VocabularyError(f"no vocabulary for language {language!r}; known are {', '.join(languages())}")
    files = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    return Vocabulary(language, files)


def languages() -> tuple[str, ...]:
    """The language codes that `load` knows."""
    from importlib import metadata  # noqa: PLC0415 (slow to import, and only asked for here)

    own = (folder.name for folder in _data().iterdir() if folder.is_dir() and not folder.name.startswith("_"))
    return tuple(sorted({*own, *(point.name for point in metadata.entry_points(group=GROUP))}))


def _data() -> Traversable:
    return resources.files(__package__) / "data"


def _folder(language: str) -> Traversable | None:
    own = _data() / language
    if language.isalpha() and own.is_dir():
        return own
    from importlib import metadata  # noqa: PLC0415 (slow to import, and only asked for languages of other packages)

    for point in metadata.entry_points(group=GROUP):
        if point.name == language:
            folder: Traversable = point.load()
            return folder
    return None
