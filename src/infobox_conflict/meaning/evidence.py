"""Evidence: which words of a field a fact was read from, and which words no rule read."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from ..content import Content
from ..values import value
from ..vocabulary import Vocabulary

Role = Literal["amount", "noun", "fate", "claimant", "party", "scope", "as_of", "name", "rank", "date", "result", "label", "remark"]

RULES: Final[dict[str, str]] = {
    "count": "the words of a count",
    "implied": "a counted noun with a fate and no number",
    "second end": "a range of which one end is attributed",
    "noun": "the counted noun",
    "words": "its own words",
    "heading": "a heading above",
    "label": "the label before it",
    "lead": "words before the first count of the line",
    "tail": "words behind it",
    "parenthesis": "a parenthesis behind it",
    "flag": "the flag before it",
    "late": "words behind its parenthesis",
    "shared": "the fate of the count beside it",
    "mostly": "what most of them met, told behind it",
    "whole": "the figure that it is a part of",
    "before": "the count before it, with which it goes on",
    "fate": "what became of them, which tells what they were",
    "default": "what a bare count means in such a field",
    "level": "a deeper level of the list",
    "partitive": "words behind its number (`of them`)",
    "casualties": "the casualties that the losses beside them are part of",
    "sum": "figures that add up exactly",
    "total": "an explicit total",
    "unit": "a unit and its men",
}
"""Every rule that can give a part of a figure, with where it takes the part from."""

_WORD: Final = re.compile(r"[^\W_]+")


class Part(NamedTuple):
    """Words and what they gave: offsets in the content of the field."""

    role: Role
    """`label` is for words that lead to a reading and are not its value (`Per`, `including`, `Total`), `remark` for words
    that describe a figure and that no part of the model holds (`(partially armed)`, `killed by farmers`)."""
    start: int
    end: int


Words: TypeAlias = tuple[Role, int, int]
"""A `Part` as the rules note it down, hundreds of times in a box."""


@value
class Evidence:
    """Where a fact was read: a field of the infobox, the statement in it, and the words by role."""

    field: int
    """Position of the field in `Infobox.fields`."""
    start: int
    """Where the fact's own statement begins in the field's content."""
    end: int
    """Where it ends."""
    words: tuple[Words, ...] = ()
    """What `parts` tells, as plain tuples."""
    rules: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    """Of a figure: for each part (`amount`, `kind`, `claimant`, `parent`) the rule that gave it, out of `RULES`."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The words it was read from, with what each gave; headings may stand before `start`."""
        return tuple(Part(*words) for words in self.words)


@value
class Unread:
    """Words of an interpreted field that no rule read."""

    field: int
    """Position of the field in `Infobox.fields`."""
    start: int
    end: int
    words: str


def unread_words(field: int, content: Content, read: Iterable[Words], vocabulary: Vocabulary) -> list[Unread]:
    """What of a content's letters and digits is neither read nor a conjunction, in runs that stay on one line."""
    text = content.text
    covered = bytearray(len(text))
    for _, start, end in read:
        covered[start:end] = b"\1" * (end - start)
    runs: list[list[int]] = []
    for match in _WORD.finditer(text):
        if _is_glue(match[0], vocabulary):
            continue
        start, end = match.span()
        while (start := covered.find(0, start, end)) >= 0:  # a rule may have read a part of a word
            stop = covered.find(1, start, end)
            stop = end if stop < 0 else stop
            between = text[runs[-1][1] : start] if runs else ""
            if runs and not _WORD.search(between) and "\n" not in between and covered.find(1, runs[-1][1], start) < 0:
                runs[-1][1] = stop
            else:
                runs.append([start, stop])
            start = stop
    return [Unread(field, start, end, text[start:end]) for start, end in runs]


def _is_glue(word: str, vocabulary: Vocabulary) -> bool:
    senses = vocabulary.lexicon.get(word.casefold())
    return senses is not None and senses.get("glue") in ("and", "or", "but")
