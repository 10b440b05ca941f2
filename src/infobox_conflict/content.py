"""The waist: what a field says, free of any carrier and any language.

A field's content is plain text with *stand-off marks*: each mark names a stretch of the text
(half-open character offsets) and says what stands there. Bullets, references, flag pictures and
markup are not in the text; their marks are, some of them with an empty stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeVar

from .values import value

LinkType = Literal["internal", "interwiki", "external"]
M = TypeVar("M", bound="Mark")
_set = object.__setattr__  # for the class itself: to the type checker its values are frozen


@value
class Mark:
    """Something that stands at a stretch of the text."""

    start: int
    """First character."""
    end: int
    """One past the last character; equal to `start` where the mark shows no text."""


@value
class Link(Mark):
    """Words that lead to a page or site."""

    page: str | None = None
    """Page title as written, or None where the carrier lost it."""
    type: LinkType = "internal"
    """Where it leads: the same wiki, another wiki, or a site."""
    wiki: str | None = None
    """The other wiki's prefix, for interwiki links."""
    site: str | None = None
    """The address, for external links."""
    anchor: str | None = None
    """The section of the page, without `#`."""

    @property
    def title(self) -> str | None:
        """The page's title as MediaWiki normalises it, without section; None for a site or a lost page.

        >>> Link(0, 1, page="battle_of_Hadrut#Aftermath").title
        'Battle of Hadrut'
        """
        if self.page is None or self.type == "external":
            return None
        title = " ".join(self.page.partition("#")[0].replace("_", " ").split()).removeprefix(":").strip()
        return title[:1].upper() + title[1:] or None


@value
class Emphasis(Mark):
    """Bold or italic words."""

    style: Literal["bold", "italic"] = "bold"


@value
class Flag(Mark):
    """A flag: a picture (empty stretch) or the name that a flag template shows."""

    id: str = ""
    """What the carrier names: a country, a code (`AZE`), or two letters of an emoji (`AZ`)."""
    variant: str | None = None
    """The version of the flag (`1912`, `naval`)."""


@value
class FateMark(Mark):
    """A mark of what became of the person named before it (`KIA`, a dagger)."""

    name: str = ""
    """The mark's name as the carrier has it."""


@value
class Note(Mark):
    """A reference, footnote or maintenance mark; its words are never text of the field."""

    type: Literal["reference", "footnote", "maintenance"] = "reference"
    name: str | None = None
    """The name by which other places use it."""
    group: str | None = None
    text: str | None = None
    """Its words, where they stand here."""


@value
class Item(Mark):
    """One line of a list, as long as its words."""

    depth: int = 1
    """1 for the outermost list."""
    style: Literal["bullet", "number", "term", "indent", "plain"] = "bullet"


@value
class Break(Mark):
    """A break at a newline of the text: a paragraph's end, or a rule across the field."""

    type: Literal["paragraph", "rule"] = "paragraph"


@value
class Place(Mark):
    """Coordinates in decimal degrees, north and east positive."""

    lat: float = 0.0
    lon: float = 0.0


@value
class Opaque(Mark):
    """Something that the carrier's reader does not know: a template or function, kept whole."""

    name: str = ""
    arguments: tuple[tuple[str | None, str], ...] = ()


@value
class Content:
    """What one field says.

    >>> Content("Azerbaijan", (Flag(0, 0, id="AZ"), Link(0, 10, page="Azerbaijan"))).of(Link)
    (Link(start=0, end=10, page='Azerbaijan', type='internal', wiki=None, site=None, anchor=None),)
    """

    text: str
    marks: tuple[Mark, ...] = ()
    """In order of their start; marks of one start in the order in which they stand."""

    def of(self, kind: type[M]) -> tuple[M, ...]:
        """The marks of one kind, in order."""
        return tuple(mark for mark in self.marks if isinstance(mark, kind))


class _Given(Protocol):
    """What has a content on request."""

    @property
    def content(self) -> Content:
        """What it says."""
        ...


@value
class Field:
    """A parameter with its name as written."""

    name: str
    content: Content
    _given: _Given | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def later(cls, name: str, given: _Given) -> Self:
        """The field whose content is read off another object when it is first asked for.

        >>> Field.later("date", Field("year", Content("1746"))) == Field("date", Content("1746"))
        True
        """
        one = cls.__new__(cls)
        _set(one, "name", name)
        _set(one, "_given", given)
        return one

    if not TYPE_CHECKING:  # to which any name would be one of a content

        def __getattr__(self, name: str) -> Content:
            # Python asks here only for an attribute that is not there: the content that was not read yet.
            if name != "content" or self._given is None:
                raise AttributeError(name)
            found = self._given.content
            _set(self, "content", found)
            return found

    def __reduce__(self) -> tuple[type[Self], tuple[str, Content]]:
        return type(self), (self.name, self.content)


@value
class Infobox:
    """The fields of one infobox in source order; duplicates and unknown names are kept."""

    fields: tuple[Field, ...]
    template: str | None = None
    """The page of the template, where the carrier tells."""
    title: str | None = None
    """The title of the page that holds the infobox, where the carrier tells."""

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order that `Content` keeps them in."""
    return tuple(sorted(marks, key=lambda mark: mark.start))


def same(one: Content, other: Content) -> bool:
    """Whether two contents say the same: the same text and marks, where it tells nothing which of two marks that show words comes first."""
    return one.text == other.text and _told(one.marks) == _told(other.marks)


def _told(marks: Iterable[Mark]) -> tuple[list[str], list[Mark]]:
    """Marks that cover words or lines, in any order; and those between the words, as they stand."""
    covering, between = [], []
    for mark in marks:
        if mark.start < mark.end or isinstance(mark, Item | Break):
            covering.append(repr(mark))
        else:
            between.append(mark)
    return sorted(covering), between
