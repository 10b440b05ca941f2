"""How many figures of real infoboxes can be edited: for each with a number one edit that keeps its form, and others that change it.

    python tests/edits/census.py [--to frontmatter] [--kind kept|at_least|range] [FILE ...]

prints for each kind of edit how many succeeded, how many were refused and why, and how many came out wrong, which must be none.
Without files it takes the infoboxes beside the project.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import infobox_conflict as ic
from infobox_conflict.meaning.amounts import numerals
from infobox_conflict.meaning.terms import terms_of
from infobox_conflict.syntax.text import Span
from infobox_conflict.vocabulary import load

SHARED = Path(__file__).parents[3] / "shared"
FILES = sorted(file for part in ("corpus/wikitext", "gold/dev") for file in (SHARED / part).glob("*.wikitext"))
KINDS = ("kept", "at_least", "range")


class Outcome(NamedTuple):
    """What became of one edit."""

    kind: str
    path: str
    words: str
    why: str
    """Why it was refused or is wrong; '' where it succeeded."""
    wrong: bool = False


def census(document: ic.Document, kinds: tuple[str, ...] = KINDS) -> Iterator[Outcome]:
    """What becomes of an edit of each kind of every figure with a number in a document."""
    for number, box in enumerate(document.infoboxes):
        if box.is_conflict:
            for path, entry in zip(box.conflict.paths, box.conflict.entries, strict=True):
                if isinstance(entry.fact, ic.Figure) and numbered(entry.fact):
                    yield from (outcome(document, number, path, entry.fact, kind) for kind in kinds)


def numbered(figure: ic.Figure) -> bool:
    """Whether a figure is told by a number, in digits or in words."""
    words = figure.amount.words or ""
    return (figure.low, figure.high) != (None, None) and figure.amount.form not in ("vague", "none") and bool(spans(words))


def spans(words: str) -> list[Span]:
    """Where the numbers of an amount stand in its words."""
    return [Span(terms[0].start, terms[-1].end) for terms, _ in numerals(terms_of(words, 0, len(words), load("en")))]


def asked(path: str, figure: ic.Figure, kind: str) -> ic.SetFigure:
    """An edit of a kind."""
    low, high = figure.low, figure.high
    if kind == "kept":
        return ic.SetFigure(path, low=None if low is None else low + 2, high=None if high is None else high + (2 if low == high else 7))
    if kind == "at_least":
        return ic.SetFigure(path, low=low if low is not None else high, high=None, form="at_least" if figure.amount.form != "at_least" else "more_than")
    least = low if low is not None else high or 0
    return ic.SetFigure(path, low=least, high=(high or least) + 10, form="range" if figure.amount.form != "range" else "alternatives")


def outcome(document: ic.Document, number: int, path: str, figure: ic.Figure, kind: str) -> Outcome:
    """What becomes of one edit."""
    words = figure.amount.words or ""
    edit = asked(path, figure, kind)
    try:
        changed = ic.edit(document, edit, box=number)
    except ic.CannotEdit as fault:
        return Outcome(kind, path, words, fault.why)
    why = wrong(document, changed, number, edit)
    return Outcome(kind, path, words, why or larger(document, changed, number, path, kind), wrong=bool(why))


def wrong(document: ic.Document, changed: ic.Document, number: int, edit: ic.SetFigure) -> str:
    """What an edited document says that was not asked, compared fact by fact and without the library's own comparison."""
    before, after = document.infoboxes[number].conflict, changed.infoboxes[number].conflict
    one, other = before.model_dump(), after.model_dump()
    at = before.paths.index(edit.path)
    amount, new = (each["entries"][at]["fact"].pop("amount") for each in (one, other))
    if one != other or before.paths != after.paths:
        return "another fact changed"
    for name in ("low", "high", "form", "approximate"):
        wanted = getattr(edit, name)
        wanted = amount[name] if wanted is ... else wanted
        if new[name] != wanted:
            return f"{name} is {new[name]}"
    box = document.infoboxes[number]
    behind = document.text[box.fields[box.interpretation.evidence[edit.path].field].span.end :]
    return "" if changed.text.endswith(behind) else "the end was lost"


def larger(document: ic.Document, changed: ic.Document, number: int, path: str, kind: str) -> str:
    """What an edit changed beside the number, or beside the amount's words where its form changed."""
    if changed.format != "wikitext":
        return larger_value(document, changed, number, path, kind)
    box = document.infoboxes[number]
    evidence = box.interpretation.evidence[path]
    field = box.fields[evidence.field]
    amount = next(Span(part.start, part.end) for part in evidence.parts if part.role == "amount")
    inner = [one.moved(amount.start) for one in spans(amount.of(field.content.text))] if kind == "kept" else [amount]
    first, last = (field.map.outward(one) for one in (inner[0], inner[-1]))
    end = last.end
    while kind != "kept" and document.text[end : end + 2] == "}}":  # a template in which nothing else shows stays whole
        end += 2
    rest = len(document.text) - end
    if changed.text[: first.start] != document.text[: first.start] or changed.text[len(changed.text) - rest :] != document.text[end:]:
        return "larger than its words"
    return ""


def larger_value(document: ic.Document, changed: ic.Document, number: int, path: str, kind: str) -> str:
    """What an edit changed in front matter or JSON beside the number.

    A value may say its words once more: the number beside a text that is one, and the words of links and emphasis. There the
    same words must have become the same others.
    """
    box = document.infoboxes[number]
    evidence = box.interpretation.evidence[path]
    field = box.fields[evidence.field]
    amount = next(Span(part.start, part.end) for part in evidence.parts if part.role == "amount")
    inner = [one.moved(amount.start) for one in spans(amount.of(field.content.text))] if kind == "kept" else [amount]
    places = [field.map.outward(one) for one in inner]
    copies = {one.of(document.text) for one in places} | {one.of(document.text).replace(",", "") for one in places}
    more = [Span(*found.span()) for words in copies for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", field.raw)]
    if kind != "kept":  # a text that is no number any more has none beside it
        more += [Span(*found.span()) for found in re.finditer(r"(?:,\s*\"number\": \d+)|(?:\s+number: \d+)|(?:\"number\": \d+,\s*)", field.raw)]
    every: list[Span] = []
    for span in sorted({*places, *(one.moved(field.span.start) for one in more)}):
        if every and span.start == every[-1].end:  # a number right behind the words
            places = [Span(one.start, span.end) if one == every[-1] else one for one in places]
            every[-1] = Span(every[-1].start, span.end)
        elif not every or span.start > every[-1].end:
            every.append(span)
    ends = [0, *(end for _, end in every)]
    starts = [*(start for start, _ in every), len(document.text)]
    between = [re.escape(document.text[end:start]) for end, start in zip(ends, starts, strict=True)]
    found = re.fullmatch(r"(.*?)".join(between), changed.text, re.DOTALL)
    if found is None:
        return "larger than its words"
    primary = {place.of(document.text): words for place, words in zip(every, found.groups(), strict=True) if place in places}
    for place, words in zip(every, found.groups(), strict=True):
        old = place.of(document.text)
        known = {old, "", *primary.values(), *(word.replace(",", "") for word in primary.values())}
        if place not in places and words not in known:
            return f"{old!r} became {words!r}"
    return ""


def main() -> int:
    """Take the census and print it; 1 where an edit came out wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--to", help="convert the documents to this format first")
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--tell", action="store_true", help="print every refusal")
    args = parser.parse_args()
    kinds = (args.kind,) if args.kind else KINDS
    done: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    found_wrong = False
    files = args.files or FILES
    if not files:
        parser.error("there are no infoboxes beside the project; name files")
    for file in files:
        document = ic.read_path(file)
        if args.to:
            document = ic.read(ic.convert(document, args.to).text, args.to)
        for one in census(document, kinds):
            done[one.kind] += 1
            if one.why:
                reasons[one.kind][reason(one.why)] += 1
                found_wrong = found_wrong or one.wrong
                if args.tell or one.wrong:
                    print(f"{file.stem} {one.kind} {one.path} {one.words!r}: {'WRONG ' if one.wrong else ''}{one.why}")
    for kind in kinds:
        refused = reasons[kind].total()
        print(f"{kind}: {done[kind]} edits, {done[kind] - refused} succeeded ({1 - refused / max(1, done[kind]):.2%})")
        for why, count in reasons[kind].most_common():
            print(f"  {count:5} {why}")
    return int(found_wrong)


def reason(why: str) -> str:
    """A reason without what is of one document."""
    for words in ("would be read as a part of", "would be read as no part of", "would be read as", "would have a problem", "facts instead of", "no words stand"):
        if words in why:
            return words
    return why


if __name__ == "__main__":
    sys.exit(main())
