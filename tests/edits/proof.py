"""What an edited document says that was not asked, or changed that it need not: told without the library's own comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import infobox_conflict as ic
from infobox_conflict.content import Content, same
from infobox_conflict.edits import Edit
from infobox_conflict.meaning.model import Fact


def fault(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:
    """What is wrong with a document after an edit of its infobox of this number; '' where nothing is."""
    return larger(before, after, number, edit) or elsewhere(before, after, number, edit) or meaning(before, after, number, edit)


# --- law 5: how much changed -----------------------------------------------------------------------------------------


def larger(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:
    """What an edit changed outside the smallest place that must hold it: the value of a parameter, its name, or all of it."""
    box = before.infoboxes[number]
    at = parameter(box, edit)
    if at is None:
        head, tail = before.text[: box.span.start], before.text[box.span.end :]
        grown = len(after.text) > len(before.text) and after.text.startswith(head) and after.text.endswith(tail)
        kept = iter(after.text)
        return "" if grown and all(char in kept for char in before.text) else "more than a parameter came"
    field = box.fields[at]
    start, end = field.span.start, field.span.end
    if isinstance(edit, ic.RenameParameter):
        start, end = field.name_span.start, field.name_span.end
    elif isinstance(edit, ic.RemoveParameter):
        start = box.fields[at - 1].span.end if at else box.span.start
        end = box.fields[at + 1].name_span.start if at + 1 < len(box.fields) else box.span.end
    head, tail = before.text[:start], before.text[end:]
    if not (after.text.startswith(head) and after.text.endswith(tail) and len(after.text) >= len(head) + len(tail)):
        return "something outside its place changed"
    return "more came than went" if isinstance(edit, ic.RemoveParameter) and len(after.text) >= len(before.text) else ""


def parameter(box: ic.Box, edit: Edit) -> int | None:
    """The position of the parameter that an edit changes; None for one that the box does not have."""
    if isinstance(edit, ic.RenameParameter | ic.RemoveParameter | ic.SetParameter):
        return max((at for at, one in enumerate(box.fields) if one.name == edit.path), default=None)
    if isinstance(edit, ic.AddFigure | ic.AddClaim | ic.AddCommander):
        vocabulary = box.interpretation.vocabulary
        meant = ((at in box.interpretation.interpreted, at, vocabulary.parameter(one.name, box.template)) for at, one in enumerate(box.fields))
        found = [(read, at) for read, at, one in meant if one is not None and one.canonical == edit.path]
        return max(found)[1] if found else None
    return box.interpretation.evidence[edit.path].field


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
        at = next((place for place, (one, other) in enumerate(zip(mine, others, strict=False)) if one != other), len(others) - 1)
        mine.insert(at, others[at])
    elif isinstance(edit, ic.RemoveParameter):
        del mine[at]
    elif len(mine) == len(others):
        mine[at] = (edit.name if isinstance(edit, ic.RenameParameter) else mine[at][0], others[at][1])
    if isinstance(edit, ic.SetParameter):
        asked = Content(edit.content) if isinstance(edit.content, str) else edit.content
        if not (at < len(others) and others[at][0] == edit.path and same(others[at][1], asked)):
            return "the value is not what was asked"
    return "" if mine == others else "another parameter changed"


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


def meaning(before: ic.Document, after: ic.Document, number: int, edit: Edit) -> str:
    """What the facts say otherwise than was asked; of a parameter that is set they are what it reads as."""
    if isinstance(edit, ic.SetParameter):
        return ""
    box = before.infoboxes[number]
    old, new = box.conflict, after.infoboxes[number].conflict
    mine, others = rows(old), rows(new)
    wrong = of_rows(edit, old, mine, others)
    asked = ("name", "part_of", "territory", "columns", "periods", "result", "place")
    event, told = ({name: getattr(conflict, name) for name in asked} for conflict in (old, new))
    match edit:
        case ic.SetLink("place", target):
            told["place"], event["place"] = (place and place.model_copy(update={"links": ()}) for place in (old.place, new.place))
            if target is not None and title(target) not in (new.place.links if new.place is not None else ()):
                return "the place leads elsewhere"
        case ic.SetDate(path):
            at = int(path.removeprefix("date[").removesuffix("]"))
            period = new.periods[at]
            if not all(said in (..., getattr(period, name)) for name, said in (("start", edit.start), ("end", edit.end))):
                return f"the period is {period}"
            event["periods"] = (*old.periods[:at], old.periods[at].model_copy(update={"start": period.start, "end": period.end}), *old.periods[at + 1 :])
        case ic.SetResult(result):
            open_side = {"winner_side": new.result and new.result.winner_side} if result.winner_side is None else {}
            event["result"] = result.model_copy(update=open_side)
        case ic.RemoveParameter():
            gone_at = parameter(box, edit)
            gone = {path for path, evidence in box.interpretation.evidence.items() if evidence.field == gone_at}
            mine = [row for row in mine if row.path not in gone]
            dates = [path for path in box.interpretation.evidence if path.startswith("date[")]
            event["periods"] = tuple(one for one, path in zip(old.periods, dates, strict=True) if path not in gone)
            event |= {{"conflict": "name", "partof": "part_of"}.get(path, path): None for path in gone if "[" not in path}
    return wrong or unlike(mine, others) or ("" if event == told else f"the event is {told}")


def of_rows(edit: Edit, old: ic.Conflict, mine: list[Row], others: list[Row]) -> str:
    """What facts of the sides say otherwise than was asked; the rows that were there are changed as asked."""
    match edit:
        case ic.SetFigure(path):
            at = old.paths.index(path)
            if len(others) != len(mine):
                return "facts came or went"
            before = mine[at].fact
            mine[at].fact = others[at].fact
            return of_figure(edit, before, others[at].fact)
        case ic.Remove(path):
            del mine[old.paths.index(path)]
        case ic.AddFigure(path, figure):
            return added(path, [figure if edit.part_of is None else within(figure, old, edit.part_of)], mine, others, edit.part_of)
        case ic.AddClaim(path, claimant, figures):
            return added(path, [one.model_copy(update={"claimant": ic.Claimant(name=claimant)}) for one in figures], mine, others)
        case ic.AddCommander(path, commander):
            return added(path, [commander], mine, others)
        case ic.SetLink(path, target) if path != "place":
            at = old.paths.index(path)
            mine[at].fact = mine[at].fact.model_copy(update={"link": None if target is None else title(target)})
    return ""


def title(target: str) -> str:
    """The page of a target; the strategy asks for no title that is written otherwise than MediaWiki has it."""
    return target.partition("#")[0]


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


def within(figure: ic.Figure, conflict: ic.Conflict, whole: str) -> ic.Figure:
    """A figure as it is said beside its whole, whose claimant, party and limits it has where it names none of its own."""
    fact = conflict.entries[conflict.paths.index(whole)].fact
    assert isinstance(fact, ic.Figure)
    return figure.model_copy(update={name: getattr(figure, name) or getattr(fact, name) for name in ("claimant", "party", "scopes")})


def added(field: str, facts: Sequence[Fact], mine: list[Row], others: list[Row], part_of: str | None = None) -> str:
    """Whether facts came in one piece into a field; the rows that were there are given their company."""
    more = len(others) - len(mine)
    if more != len(facts):
        return f"{more} facts came"
    for at in (at for at, row in enumerate(others) if row.field == field):
        here = others[at : at + more]
        if len(here) == more and all(row.field == field and says(fact, row.fact) for fact, row in zip(facts, here, strict=True)):
            rest = [*others[:at], *others[at + more :]]
            if all(row.fact == other.fact for row, other in zip(mine, rest, strict=True)):
                whole = next((row for row in mine if row.path == part_of), None)
                mine[at:at] = [Row("", field, row.fact, whole) for row in here]
                return ""
    return "what was asked does not stand there"


def says(asked: Fact, read: Fact) -> bool:
    """Whether a fact says what was asked; the words of a count and what is known of a claimant are the reader's."""
    if not (isinstance(asked, ic.Figure) and isinstance(read, ic.Figure)):
        return asked == read
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
