"""Explanations for people: for each figure the rules that made it, and for each field what became of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .content import Note
from .meaning.evidence import RULES, Evidence
from .meaning.model import Figure
from .reading import Box

_WORD: Final = re.compile(r"[^\W_]+")


class Run(NamedTuple):
    """Words of a field that had one fate in the reading."""

    what: str
    """`evidence of` a fact by its path, `heading`, `note`, `glue` or `unread`."""
    start: int
    end: int
    words: str


def explain(box: Box) -> str:
    """How a box was read, as lines for people.

    >>> from . import read
    >>> [box] = read("{{Infobox military conflict|casualties1=Per Azerbaijan: 38 killed}}").infoboxes
    >>> print(explain(box).partition("casualties1:")[0].rstrip())
    casualties1[0]: 38 killed
      amount    38              the words of a count
      kind      personnel       what a bare count means in such a field
      fates     killed          its own words
      claimant  Azerbaijan      the label before it
    """
    lines: list[str] = []
    addressed = zip(box.conflict.paths, box.conflict.entries, strict=True)
    figures = [(path, entry.fact, entry.parent) for path, entry in addressed if isinstance(entry.fact, Figure)]
    for path, figure, parent in figures:
        evidence = box.interpretation.evidence[path]
        lines.append(f"{path}: {_flat(box.fields[evidence.field].content.text[evidence.start : evidence.end])}")
        lines += _parts(figure, figures[parent][0] if parent is not None else None, evidence)
    for at in box.interpretation.interpreted:
        lines.append(f"{box.fields[at].name}:")
        lines += (f"  {run.what:<28}  {_flat(run.words)}" for run in runs(box, at))
    return "".join(line.rstrip() + "\n" for line in lines)


def runs(box: Box, field: int) -> list[Run]:
    """What became of each word of an interpreted field, in order; *field* is its position in `Box.fields`."""
    content = box.fields[field].content
    roles: list[set[str]] = [set() for _ in content.text]
    for path, evidence in box.interpretation.evidence.items():
        for role, start, end in evidence.words if evidence.field == field else ():
            own = role != "label" and evidence.start <= start < evidence.end  # what stands elsewhere heads several facts
            for char in range(start, end):
                roles[char].add(f"evidence of {path}" if own else "heading")
    for one in box.interpretation.unread:
        for char in range(one.start, one.end) if one.field == field else ():
            roles[char].add("unread")
    found = [*_word_runs(content.text, roles)]
    found += (Run("note", note.start, note.end, note.text or note.name or note.type) for note in content.of(Note))
    unknown = (one for one in box.interpretation.unread if one.field == field and one.start == one.end)
    found += (Run("unread", one.start, one.end, one.words) for one in unknown)
    return sorted(found, key=lambda run: run.start)


def _word_runs(text: str, roles: list[set[str]]) -> Iterator[Run]:
    """Neighbouring words of one fate and one line as one run."""
    open_run: Run | None = None
    for match in _WORD.finditer(text):
        told = roles[match.start()]
        evidence = sorted(role for role in told if role.startswith("evidence"))
        what = evidence[0] if evidence else "heading" if "heading" in told else "unread" if "unread" in told else "glue"
        if open_run is not None and open_run.what == what and "\n" not in text[open_run.end : match.start()]:
            open_run = Run(what, open_run.start, match.end(), text[open_run.start : match.end()])
            continue
        if open_run is not None:
            yield open_run
        open_run = Run(what, match.start(), match.end(), match[0])
    if open_run is not None:
        yield open_run


def _parts(figure: Figure, parent: str | None, evidence: Evidence) -> Iterator[str]:
    """A line for each part of a figure, *parent* being a path: its name, its value, and where the rule that gave it took it from."""
    amount = figure.amount
    values = {
        "amount": amount.words or str(amount.low),
        "kind": figure.kind,
        "fates": ", ".join(figure.fates),
        "claimant": figure.claimant.name if figure.claimant is not None else None,
        "party": figure.party,
        "scope": " / ".join(scope.text for scope in figure.scopes),
        "as_of": figure.as_of,
        "parent": parent,
    }
    for name, said in values.items():
        if said:
            yield f"  {name:<8}  {_flat(said):<14}  {RULES.get(evidence.rules.get(name, ''), '')}"


def _flat(words: str) -> str:
    return " ".join(words.split())
