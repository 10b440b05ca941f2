"""The words of a language and the parameter names of its templates: the only door to `data/`.

A language is a folder of TOML files. A table is a *sense*, its keys are the values of that sense, and
each value lists the phrases that carry it (`[fate] killed = ["killed", "slain"]`), or gives one number
(`[vague] dozens = 24`). Code asks for senses; no word of a language stands in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final, NamedTuple, TypeAlias

GROUP: Final = "infobox_conflict.vocabularies"
"""Entry point group by which other packages add languages: name is the language code, value a folder of TOML files."""

Senses: TypeAlias = Mapping[str, Any]
_NUMBERED = re.compile(r"(.*?)([1-9])([a-d]?)\Z")


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


@dataclass(frozen=True, slots=True)
class State:
    """A country, past or present, or a people."""

    name: str
    codes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


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
        self._plurals: set[str] = set()
        self._plural_ending = ""
        for file, tables in files.items():
            if file not in ("parameters", "states", "patterns"):
                self._learn(tables)
        for state in self.states.values():
            for name in (state.name, *state.aliases):
                self._add(name, "state", state.name)
            for name in state.people:
                self._add(name, "people", state.name)

    def senses(self, phrase: str) -> Senses:
        """Every sense of a phrase with its value; empty where the phrase is not known."""
        return self.lexicon.get(phrase.casefold(), {})

    def words(self, sense: str, value: str | None = None) -> tuple[str, ...]:
        """Every phrase that carries a sense (with that value), in the order of the data."""
        return tuple(p for p, s in self.lexicon.items() if sense in s and (value is None or s[sense] == value))

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
        rows = self._files.get("states", {}).get("state", ())
        return {
            row["name"]: State(row["name"], *(tuple(row.get(key, ())) for key in ("codes", "people", "aliases"))) for row in rows
        }

    @cached_property
    def _state_of_code(self) -> dict[str, str]:
        return {code: state.name for state in self.states.values() for code in state.codes}

    def state(self, name: str) -> str:
        """The name that a flag's country or code stands for; an unknown one stands for itself.

        >>> load("en").state("AZ"), load("en").state("Ruritania")
        ('Azerbaijan', 'Ruritania')
        """
        return self._state_of_code.get(name, name)

    @cached_property
    def designations(self) -> re.Pattern[str]:
        """Finds a model name (`T-72`, `BM-21`) at a place; its one group that took part names the kind."""
        kinds = self._files.get("patterns", {}).get("designation", {})
        return re.compile("|".join(f"(?P<{kind}>{'|'.join(prefixes)})" for kind, prefixes in kinds.items()) or r"(?!)")

    @cached_property
    def spaced_designations(self) -> frozenset[str]:
        """The characters with which a model name of two words (`Bf 109`) may begin."""
        kinds = self._files.get("patterns", {}).get("designation", {})
        spaced = [one for prefixes in kinds.values() for one in prefixes if " " in one or r"\s" in one]
        return frozenset(char for char in map(chr, range(0x30, 0x250)) if char.isalnum() and any(_may_begin(one, char) for one in spaced))

    @cached_property
    def templates(self) -> dict[str, str]:
        """Template names and redirects, each with the template that it stands for."""
        out: dict[str, str] = {}
        for name, table in self._files.get("parameters", {}).items():
            out |= dict.fromkeys((name, *table.get("redirects", ())), name)
        return out

    @cached_property
    def _parameters(self) -> dict[str, dict[str, str]]:
        """For each template the parameter names with their canonical names; `N` stands for a number."""
        return {
            name: {alias: canonical for canonical, aliases in table["names"].items() for alias in (canonical, *aliases)}
            for name, table in self._files.get("parameters", {}).items()
        }

    def parameter(self, name: str, template: str | None = None) -> Parameter | None:
        """What a parameter name means in a template (by default the language's own), or None.

        >>> load("en").parameter("casualties2")
        Parameter(canonical='casualties2', family='casualties', number=2, row='')
        """
        names = self._parameters.get(template) if template else next(iter(self._parameters.values()), None)
        if names is None:
            return None
        whole = names.get(name)
        if whole is not None and not whole.endswith("N"):
            return Parameter(whole, whole, None, "")
        match = _NUMBERED.match(name)
        family = names.get(f"{match[1]}N") if match else None
        if match is None or family is None:
            return None
        family = family.removesuffix("N")
        return Parameter(f"{family}{match[2]}{match[3]}", family, int(match[2]), match[3])

    def _learn(self, tables: Mapping[str, Any]) -> None:
        for sense, values in tables.items():
            plurals = values.get("plurals", {})
            self._plural_ending = plurals.get("", self._plural_ending)
            for value, phrases in values.items():
                if value == "plurals":
                    continue
                if isinstance(phrases, list):
                    for phrase in phrases:
                        forms = tuple(_forms(phrase, plurals))
                        for form in forms:
                            self._add(form, sense, value)
                        if plurals:
                            self._plurals.update(form.casefold() for form in forms[1:] or forms)
                else:
                    self._add(value, sense, phrases)

    def _add(self, phrase: str, sense: str, value: Any) -> None:
        key = phrase.casefold()
        senses = self.lexicon.setdefault(key, {})
        if senses.setdefault(sense, value) != value:
            raise VocabularyError(f"{self.language}: {phrase!r} is both {senses[sense]!r} and {value!r} as {sense!r}")
        words = key.split()
        self.first_words[words[0]] = max(len(words), self.first_words.get(words[0], 0))


def _may_begin(pattern: str, char: str) -> bool:
    """Whether what a pattern matches may begin with a character; one that begins with a group or set may, for all we know."""
    return pattern[0] == char or not pattern[0].isalnum()


def _forms(phrase: str, plurals: Mapping[str, str]) -> Iterator[str]:
    """The phrase and its plural by the language's endings, longest ending first; `=` in front means as it is."""
    if phrase.startswith("="):
        yield phrase[1:]
        return
    yield phrase
    for ending in sorted(plurals, key=len, reverse=True):
        if phrase.endswith(ending):
            yield phrase.removesuffix(ending) + plurals[ending]
            return


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
