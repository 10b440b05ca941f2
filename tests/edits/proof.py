"""What an edited document says that was not asked, or changed that it need not: told without the library's own comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import infobox_conflict as ic
from infobox_conflict.content import Break, Emphasis, FateMark, Flag, Item, Link, Note, Opaque, Place
from infobox_conflict.edits import Edit
from infobox_conflict.meaning.model import Fact


def fault(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:
    """What is wrong with a document after an edit of its infobox of this number; '' where nothing is."""
    return (
        larger(before, after, number, edit)
        or lost(before, after, number, edit)
        or elsewhere(before, after, number, edit)
        or meaning(before, after, number, edit)
    )


# --- law 5: how much changed -----------------------------------------------------------------------------------------


def larger(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:
    """What an edit changed outside the smallest place that must hold it: the value of a parameter, its name, or all of it."""
    box = before.infoboxes[number]
    at = parameter(box, edit)
    if at is None:
        return "" if is_insertion(before.text, after.text, box) else "more changed than that a parameter came"
    field = box.fields[at]
    start, end = field.span.start, field.span.end
    if isinstance(edit, ic.RenameParameter):
        start, end = field.name_span.start, field.name_span.end
    elif isinstance(edit, ic.RemoveParameter):
        start = box.fields[at - 1].span.end if at else box.span.start
        end = box.fields[at + 1].name_span.start if at + 1 < len(box.fields) else box.span.end
    if start == end:  # an empty value may begin at either end of the blanks where it belongs
        start, end = len(before.text[:start].rstrip()), len(before.text) - len(before.text[end:].lstrip())
    head, tail = before.text[:start], before.text[end:]
    if not (after.text.startswith(head) and after.text.endswith(tail) and len(after.text) >= len(head) + len(tail)):
        return "something outside its place changed"
    return "more came than went" if isinstance(edit, ic.RemoveParameter) and len(after.text) >= len(before.text) else ""


def is_insertion(before: str, after: str, box: ic.Box) -> bool:
    """Whether nothing happened to a text but that words came in somewhere in an infobox."""
    more = len(after) - len(before)
    return more > 0 and any(after == before[:at] + after[at : at + more] + before[at:] for at in range(box.span.start, box.span.end + 1))


def lost(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:
    """What a parameter lost to an edit that takes nothing away: characters of wikitext, words and marks of a value."""
    at = parameter(before.infoboxes[number], edit)
    if at is None or not isinstance(edit, ic.AddFigure | ic.AddClaim | ic.AddCommander | ic.SetFigure):
        return ""
    old, new = before.infoboxes[number].fields[at], after.infoboxes[number].fields[at]
    telling = (Note, Opaque, Flag, FateMark, Place) if isinstance(edit, ic.SetFigure) else (Note, Opaque, Flag, FateMark, Place, Link, Emphasis)
    marks = [Counter(replace(mark, start=0, end=0) for mark in one.content.marks if isinstance(mark, telling)) for one in (old, new)]
    if marks[0] - marks[1]:
        return "a mark was lost"
    if isinstance(edit, ic.SetFigure):
        return ""
    if before.format == "wikitext":
        raw, longer = old.raw.strip(), new.raw.strip()
        head = next((at for at, (one, other) in enumerate(zip(raw, longer, strict=False)) if one != other), min(len(raw), len(longer)))
        return "" if longer.endswith(raw[head:]) and len(longer) >= len(raw) else "characters were lost"
    rest = iter(new.content.text.split())
    return "" if all(word in rest for word in old.content.text.split() if word != "null") else "words were lost"


def parameter(box: ic.Box, edit: Edit) -> int | None:
    """The position of the parameter that an edit changes; None where the box does not have it."""
    if isinstance(edit, ic.RenameParameter | ic.RemoveParameter | ic.SetParameter):
        return max((at for at, one in enumerate(box.fields) if one.name == edit.path), default=None)
    if isinstance(edit, ic.AddFigure | ic.AddClaim | ic.AddCommander):
        found = [at for at, one in enumerate(box.fields) if canonical(box, one.name) == edit.path]
        return max(found, key=lambda at: (at in box.interpretation.interpreted, at), default=None)
    return box.interpretation.evidence[edit.path].field


def canonical(box: ic.Box, name: str) -> str | None:
    """What a parameter's name means."""
    meant = box.interpretation.vocabulary.parameter(name, box.template)
    return meant.canonical if meant is not None else None


# --- law 4: what it says ---------------------------------------------------------------------------------------------


def elsewhere(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:
    """What changed in other infoboxes, in other parameters, and of the page."""
    if (before.title, before.format, before.repaired, len(before.infoboxes)) != (after.title, after.format, after.repaired, len(after.infoboxes)):
        return "it is another page"
    for which, (one, other) in enumerate(zip(before.infoboxes, after.infoboxes, strict=True)):
        if which != number and one.infobox != other.infobox:
            return f"infobox {which} changed"
    at = parameter(before.infoboxes[number], edit)
    mine, others = ([(one.name, one.content) for one in document.infoboxes[number].fields] for document in (before, after))
    if at is None:
        at = next((at for at in range(len(others)) if others[:at] + others[at + 1 :] == mine), len(mine))
        if len(mine) + 1 != len(others) or others[:at] + others[at + 1 :] != mine:
            return "another parameter changed"
        mine = others
    elif isinstance(edit, ic.RemoveParameter):
        del mine[at]
    elif len(mine) == len(others):
        mine[at] = (edit.name if isinstance(edit, ic.RenameParameter) else mine[at][0], others[at][1])
    wrong = content(edit, before.infoboxes[number].fields, at, others[at][1]) if isinstance(edit, ic.SetParameter | ic.SetLink) else ""
    return wrong or ("" if mine == others else "another parameter changed")


def content(edit: ic.SetParameter | ic.SetLink, fields: Sequence[ic.BoxField], at: int, found: ic.Content) -> str:
    """What a parameter says otherwise than was asked."""
    if isinstance(edit, ic.SetParameter):
        wanted = ic.Content(edit.content) if isinstance(edit.content, str) else edit.content
        return "" if ic.Content(found.text.strip(), found.marks) == ic.Content(wanted.text.strip(), wanted.marks) else "it says something else"
    old = fields[at].content
    # A flag that a template showed with its words stands before them then: the same marks, one blank further on.
    shapes = [Counter(replace(mark, start=0, end=0) for mark in one.marks if not isinstance(mark, Item | Break)) for one in (old, found)]
    gone, come = shapes[0] - shapes[1], shapes[1] - shapes[0]
    only_a_link = gone.total() <= 1 and come.total() <= 1 and all(isinstance(mark, Link) for mark in (*gone, *come))
    return "" if old.text.split() == found.text.split() and only_a_link else "more than a link changed"


@dataclass(eq=False)
class Row:
    """A fact, where it stands, and the row of its whole."""

    path: str
    field: str
    fact: Fact
    whole: Row | None = None


def rows(conflict: ic.Conflict) -> list[Row]:
    """The facts of the sides."""
    found = [Row(path, entry.field, entry.fact) for path, entry in zip(conflict.paths, conflict.entries, strict=True)]
    figures = [row for row in found if isinstance(row.fact, ic.Figure)]
    for row, entry in zip(found, conflict.entries, strict=True):
        row.whole = figures[entry.parent] if entry.parent is not None else None
    return found


def meaning(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:  # noqa: C901 (a case for each kind of edit)
    """What the facts say otherwise than was asked."""
    box = before.infoboxes[number]
    old, new = box.conflict, after.infoboxes[number].conflict
    mine, others = rows(old), rows(new)
    asked = ("name", "part_of", "territory", "columns", "periods", "result", "place")
    event, told = ({name: getattr(conflict, name) for name in asked} for conflict in (old, new))
    wrong = ""
    match edit:
        case ic.SetParameter():
            return of_parameter(edit, box, after.infoboxes[number])
        case ic.SetLink():
            return of_link(edit, old, new)
        case ic.SetFigure(path):
            at = old.paths.index(path)
            if len(others) != len(mine):
                return "facts came or went"
            wrong = of_figure(edit, old.entries[at].fact, others[at].fact)
            mine[at].fact = others[at].fact
        case ic.Remove(path):
            del mine[old.paths.index(path)]
        case ic.AddFigure(path, figure):
            wrong = added(path, [figure], mine, others, edit.part_of)
        case ic.AddClaim(path, claimant, figures):
            wrong = added(path, [one.model_copy(update={"claimant": ic.Claimant(name=claimant)}) for one in figures], mine, others)
        case ic.AddCommander(path, commander):
            wrong = added(path, [commander], mine, others)
        case ic.SetDate(path):
            at = int(path.removeprefix("date[").removesuffix("]"))
            period = new.periods[at]
            if not all(said in (..., getattr(period, name)) for name, said in (("start", edit.start), ("end", edit.end))):
                return f"the period is {period}"
            event["periods"] = (*old.periods[:at], old.periods[at].model_copy(update={"start": period.start, "end": period.end}), *old.periods[at + 1 :])
        case ic.SetResult(result):
            open_side = {"winner_side": new.result and new.result.winner_side} if result.winner_side is None else {}
            event["result"] = result.model_copy(update=open_side)
        case ic.RemoveParameter():  # which takes the facts of the event with it
            gone = {path for path, evidence in box.interpretation.evidence.items() if evidence.field == parameter(box, edit)}
            mine = [row for row in mine if row.path not in gone]
            dates = [path for path in box.interpretation.evidence if path.startswith("date[")]
            event["periods"] = tuple(one for one, path in zip(old.periods, dates, strict=True) if path not in gone)
            event |= {{"conflict": "name", "partof": "part_of"}.get(path, path): None for path in gone if "[" not in path}
    return wrong or unlike(mine, others) or ("" if event == told else f"the event is {told}")


def of_parameter(edit: ic.SetParameter, old: ic.Box, new: ic.Box) -> str:
    """What facts of other fields say otherwise than before."""
    field = canonical(old, edit.path)
    mine, others = ([row for row in rows(box.conflict) if row.field != field] for box in (old, new))
    open_names = {
        "conflict": "name", "partof": "part_of", "territory": "territory", "date": "periods",
        "result": "result", "status": "result", "place": "place", "coordinates": "place",
    }  # fmt: skip
    asked = {"name", "part_of", "territory", "columns", "periods", "result", "place"} - {open_names.get(field or "")}
    if any(getattr(old.conflict, name) != getattr(new.conflict, name) for name in asked):
        return "the event changed"
    for each in (mine, others):
        for row in each:
            row.whole = row.whole if row.whole is not None and row.whole.field != field else None
    return unlike(mine, others)


def of_link(edit: ic.SetLink, old: ic.Conflict, new: ic.Conflict) -> str:
    """What facts say otherwise than that a link leads elsewhere."""
    title = None if edit.target is None else Link(0, 0, page=edit.target).title
    mine, others = rows(old), rows(new)
    if edit.path != "place":
        row = mine[old.paths.index(edit.path)]
        row.fact = row.fact.model_copy(update={"link": title})
    elif old.place is None or new.place is None or not (title is None or title in new.place.links):
        return "the place leads elsewhere"
    else:
        new = new.model_copy(update={"place": new.place.model_copy(update={"links": old.place.links})})
    return unlike(mine, others) or ("" if new.model_copy(update={"entries": old.entries}) == old else "the event changed")


def of_figure(edit: ic.SetFigure, old: Fact, new: Fact) -> str:
    """What a changed figure says otherwise than was asked."""
    if not (isinstance(old, ic.Figure) and isinstance(new, ic.Figure)):
        return "it is no figure"
    for name in ("low", "high", "form", "approximate"):
        if getattr(edit, name) not in (..., getattr(new.amount, name)):
            return f"{name} is {getattr(new.amount, name)}"
    if edit.fates is not ... and set(edit.fates) != set(new.fates):
        return f"the fates are {new.fates}"
    if edit.claimant not in (..., new.claimant and new.claimant.name):
        return f"the claimant is {new.claimant}"
    kept: dict[str, Any] = {"amount": new.amount}
    kept |= {"fates": new.fates} if edit.fates is not ... else {}
    kept |= {"claimant": new.claimant} if edit.claimant is not ... else {}
    return "" if old.model_copy(update=kept) == new else "the rest of the figure changed"


def added(field: str, facts: Sequence[Fact], mine: list[Row], others: list[Row], whole: str | None = None) -> str:
    """Whether facts came in one piece into a field, as parts of a whole or of none; the rows that were there are given their company."""
    more = len(others) - len(mine)
    if more != len(facts):
        return f"{more} facts came"
    for at in (at for at, row in enumerate(others) if row.field == field):
        here = others[at : at + more]
        of = None if whole is None else next(row for row in mine if row.path == whole)
        if len(here) == more and all(row.field == field and says(fact, row.fact, of) for fact, row in zip(facts, here, strict=True)):
            rest = [*others[:at], *others[at + more :]]
            if all(row.fact == other.fact for row, other in zip(mine, rest, strict=True)):
                mine[at:at] = [Row("", field, row.fact, of) for row in here]
                return ""
    return "what was asked does not stand there"


def says(asked: Fact, read: Fact, whole: Row | None = None) -> bool:
    """Whether a fact says what was asked; the words of a count and what is known of a claimant are the reader's.

    A part has of its whole what was left open.
    """
    if not (isinstance(asked, ic.Figure) and isinstance(read, ic.Figure)):
        return asked == read
    if whole is not None and isinstance(whole.fact, ic.Figure):
        named = {name: getattr(asked, name) or getattr(whole.fact, name) for name in ("claimant", "party", "scopes")}
        asked = asked.model_copy(update=named | {"amount": asked.amount.model_copy(update={"words": None})})
        asked = asked.model_copy(update={"notes": asked.notes or read.notes}) if read.notes == whole.fact.notes else asked
    open_words = {} if asked.amount.words is not None else {"words": None}
    open_claimant = {"claimant": asked.claimant} if (asked.claimant and asked.claimant.name) == (read.claimant and read.claimant.name) else {}
    return asked == read.model_copy(update={"amount": read.amount.model_copy(update=open_words), **open_claimant})


def unlike(mine: Sequence[Row], others: Sequence[Row]) -> str:
    """How rows differ from what they should be: in their facts, fields, or wholes."""
    if [(row.field, row.fact) for row in mine] != [(row.field, row.fact) for row in others]:
        return "another fact changed"
    places = [{id(row): at for at, row in enumerate(each)} for each in (mine, others)]
    wholes = [[places[at].get(id(row.whole)) for row in each] for at, each in enumerate((mine, others))]
    return "" if wholes[0] == wholes[1] else "a whole changed"
