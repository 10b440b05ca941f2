"""Entries: commanders, belligerents and units, one by one out of lists of any shape (guide 3, 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..content import Content
from ..vocabulary import Senses, Vocabulary
from .evidence import Part
from .model import Belligerent, Commander, Fate, Role, Unit, ordered
from .outline import Line, outline
from .terms import Term
from .who import LONGEST_WORDS, Who

_JOIN: Final = " / "


@dataclass(slots=True)
class Read:
    """One fact of a field with the words that it comes from."""

    fact: Commander | Belligerent | Unit
    start: int
    end: int
    parts: list[Part] = field(default_factory=list)


def read_commanders(content: Content, who: Who) -> list[Read]:
    """Every commander of a field; a heading that names a country is the party of those below it."""
    out: list[Read] = []
    heading: tuple[str, Part] | None = None
    for line in outline(content, who.vocabulary):
        if _is_heading(line):
            heading = _party_heading(content.text, line, who)
        elif line.flags and not line.terms:
            heading = _flag_heading(line, who.vocabulary)
        elif not _is_no_entry(line):
            for one in _persons(line):
                party = _flag_names(one, who.vocabulary)
                read = _commander(content.text, one, who.vocabulary, party, heading)
                out += [read] if read is not None else []
    return out


def _persons(line: Line) -> list[Line]:
    """A line cut where one linked person follows another (`[[A]] and [[B]]`)."""
    ends, starts = {link.end for link in line.links}, {link.start for link in line.links}
    cuts = [
        at
        for at, term in enumerate(line.terms[1:-1], 1)
        if (term.has("glue", "and") or term.low in (",", ";")) and line.terms[at - 1].end in ends and line.terms[at + 1].start in starts
    ]
    return line.cut(cuts) if cuts else [line]


def read_belligerents(content: Content, who: Who) -> list[Read]:
    """Every belligerent of a field; deeper lines are parts of the line above, a role holds below its heading.

    A heading that names no role is a coalition: an entry of its own, of which those below it are part.
    """
    out: list[Read] = []
    role: tuple[Role, Part] | None = None
    above: list[tuple[tuple[int, int], str]] = []
    for line in outline(content, who.vocabulary):
        found = _role(line)
        if found is not None:
            role, above = found, []
            continue
        name, parts = _name(content.text, line)
        if name is None or _is_no_entry(line):
            continue
        heads = line.heading or (line.colon is None and _leads_on(line))
        rank = (line.depth, 0 if heads else 1)
        while above and above[-1][0] >= rank:
            above.pop()
        if line.rule:
            above.clear()
        title = next((link.title for link in line.links if link.start < name.end), None)
        fact = Belligerent.trusted(
            {
                "name": content.text[name.start : name.end],
                "link": title,
                "role": role[0] if role is not None else None,
                "part_of": above[-1][1] if above else None,
            }
        )
        above.append((rank, fact.name))
        out.append(Read(fact, line.start, line.end, [*parts, *([role[1]] if role is not None else [])]))
    return out


def read_units(content: Content, who: Who) -> list[Read]:
    """Every named formation of a field, with its depth in the list."""
    out: list[Read] = []
    heading: tuple[str, Part] | None = None
    for line in outline(content, who.vocabulary):
        if _is_heading(line):
            heading = _party_heading(content.text, line, who)
        elif line.flags and not line.terms:
            heading = _flag_heading(line, who.vocabulary)
        elif (read := read_unit(content, line, who, heading)) is not None:
            out.append(read)
    return out


def read_unit(content: Content, line: Line, who: Who, heading: tuple[str, Part] | None = None) -> Read | None:
    """The formation that a line names, whose party is that of its flag or of the heading above."""
    name, parts = _name(content.text, line)
    if name is None or _is_no_entry(line):
        return None
    title = next((link.title for link in line.links if link.start < name.end), None)
    party = _flag_names(line, who.vocabulary)
    if party is None and heading is not None:
        party = heading[0]
        parts = [*parts, heading[1]]
    behind = [term for term in line.terms if term.start >= name.end and term.kind != "sign"]
    if behind and all("share" in term.senses for term in behind):
        parts = [*parts, Part("remark", behind[0].start, behind[-1].end)]  # `(elements)` is not all of it, and no part of its name
    fact = Unit.trusted({"name": content.text[name.start : name.end], "link": title, "depth": max(1, line.depth), "party": party})
    return Read(fact, line.start, line.end, parts)


def _commander(
    text: str, line: Line, vocabulary: Vocabulary, party: str | None, heading: tuple[str, Part] | None
) -> Read | None:
    """One line as a commander: rank, name, remarks and fates."""
    name, parts = _name(text, line)
    if name is None:
        return None
    rank = _rank(line.terms, name)
    fates, more = _fates(line, name.end, vocabulary)
    parts += more
    if rank is not None:
        parts = [Part("rank", rank[0], rank[1]), *(Part(p.role, rank[2] if p.role == "name" else p.start, p.end) for p in parts)]
        name = Part("name", rank[2], name.end)
    if party is None and heading is not None:
        party = heading[0]
        parts.append(heading[1])
    title = _person(line, name)
    fact = Commander.trusted(
        {
            "name": text[name.start : name.end],
            "link": title,
            "rank": text[rank[0] : rank[1]] if rank is not None else None,
            "party": party,
            "fates": ordered(tuple(fates)),
        }
    )
    return Read(fact, line.start, line.end, parts)


def _person(line: Line, name: Part) -> str | None:
    """The page of the person: of links beside each other the last, since titles and ranks come first."""
    links = [link for link in line.links if name.start <= link.start < name.end]
    at = 0
    while at + 1 < len(links) and links[at + 1].start - links[at].end <= 1:
        at += 1
    return links[at].title if links else None


def _name(text: str, line: Line) -> tuple[Part | None, list[Part]]:
    """The words of an entry up to a remark in parentheses, after a comma or a sign of fate."""
    stop = line.end
    for at, term in enumerate(line.terms):
        ends = term.low in ("(", ",", ";", ":", "†", "‡", "☠", "[") or "part" in term.senses
        if at and ends and not _in_link(line, term):
            stop = term.start
            break
    end = line.start + len(text[line.start : stop].rstrip())
    if not any(char.isalnum() for char in text[line.start : end]):
        return None, []
    part = Part("name", line.start, end)
    return part, [part]


def _in_link(line: Line, term: Term) -> bool:
    """Whether a sign is part of a link's words, and so of a name (`Ali, son of X`)."""
    return any(link.start < term.start < link.end for link in line.links)


def _rank(terms: Sequence[Term], name: Part) -> tuple[int, int, int] | None:
    """The start and end of a spelt-out rank before the name, and where the name then begins."""
    numbered = len(terms) > 1 and terms[0].kind == "ordinal" and "rank" in terms[1].senses  # `2nd Lt.`
    if not terms or not ("rank" in terms[0].senses or numbered):
        return None
    last = terms[0].end
    for here in terms[1:]:
        if here.start >= name.end:
            return None
        if "rank" not in here.senses:
            return (terms[0].start, last, here.start) if here.low != "." else None
        last = here.end
    return None


def _fates(line: Line, after: int, vocabulary: Vocabulary) -> tuple[list[Fate], list[Part]]:
    """What became of a person, by marks and by words in the remark after the name."""
    fates: list[Fate] = []
    parts: list[Part] = []
    for mark in line.fates:
        fate = _fate_of(vocabulary.senses(mark.name))
        fates += [fate] if fate is not None else []
        parts.append(Part("fate", mark.start, mark.end))
    for at, term in enumerate(line.terms):
        fate = _fate_of(term.senses)
        if term.start >= after and term.low == "," and not any(_fate_of(next_one.senses) for next_one in line.terms[at + 1 : at + 2]):
            break  # somebody else follows, and what became of them is theirs
        if term.start >= after and fate is not None:
            fates.append(fate)
            parts.append(Part("fate", term.start, term.end))
    return list(dict.fromkeys(fates)), parts


def _fate_of(senses: Senses) -> Fate | None:
    """What a word or mark says became of a person."""
    fate: Fate | None = senses.get("person_fate") or senses.get("fate")
    return fate


def _flag_names(line: Line, vocabulary: Vocabulary) -> str | None:
    """The names that the flags before an entry stand for, joined."""
    names = dict.fromkeys(vocabulary.state(flag.id) for flag in line.flags)
    return _JOIN.join(names) or None


def _is_heading(line: Line) -> bool:
    return line.heading or (line.all_bold and not line.links)


def _is_no_entry(line: Line) -> bool:
    """Whether a line stands in the list and is no entry (`See list`, `Unknown`)."""
    return bool(line.terms) and all("no_entry" in term.senses or term.kind == "sign" for term in line.terms)


def _party_heading(text: str, line: Line, who: Who) -> tuple[str, Part] | None:
    terms = [term for term in line.terms if term.low != ":"]
    if not terms or terms[-1].end - terms[0].start > LONGEST_WORDS:
        return None
    span = terms[0].start, terms[-1].end
    words = text[slice(*span)]
    return (words, Part("party", *span)) if who.is_party(terms, words) else None


def _flag_heading(line: Line, vocabulary: Vocabulary) -> tuple[str, Part] | None:
    """The party of a flag alone on its line, which holds for those below it (guide 2.4)."""
    names = _flag_names(line, vocabulary)
    return (names, Part("party", line.flags[0].start, line.flags[-1].end)) if names else None


def _role(line: Line) -> tuple[Role, Part] | None:
    """The role that a heading line gives, or None where the line is no such heading."""
    terms = [term for term in line.terms if term.low != ":"]
    roles = [term for term in terms if "role" in term.senses]
    if not roles or not (line.heading or len(terms) == 1 or (line.all_bold and roles[0] is terms[0])):
        return None
    role: Role = roles[0].senses["role"]
    return role, Part("label", line.start, line.end)


def _leads_on(line: Line) -> bool:
    """Whether a line ends in a word that leads to parts (`Allied forces including`)."""
    return bool(line.terms) and "part" in line.terms[-1].senses


def names_of(entries: Iterable[Belligerent]) -> list[str]:
    """Every name under which belligerents are known: as displayed, and their pages."""
    return [name for entry in entries for name in (entry.name, entry.link) if name]
