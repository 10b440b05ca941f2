"""What every format hands over: boxes and fields with their places, and the verbs of a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from ..content import Content, Field, Infobox, Link
from ..problems import Problem
from ..values import value
from ..vocabulary import Vocabulary
from .losses import Written
from .rewriting import Change, patches, without
from .text import Patch, Source, Span, TextMap


@value
class CarriedField:
    """One parameter of an infobox as a carrier holds it; places are in the text that the format read."""

    name: str
    """As written."""
    content: Content
    """What it says."""
    place: Callable[[], tuple[Span, Span]]
    """Tells where its name stands, and where its value with everything that belongs to it; on request, since reading needs neither."""
    lay: Callable[[], TextMap]
    """Makes the map from `content.text` to the text, on request as well."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it and is told with the box, not with the document."""
    pen: Callable[[], Pen] | None = None
    """Makes what writes into it, where the carrier spells words otherwise than they are, or can do more than rewrite them."""

    def rewrite(self, change: Change) -> Iterator[list[Patch]]:
        """Patches of the text by which the content changes so, the smallest first; whoever takes them reads what came out."""
        if self.pen is not None:
            yield from self.pen().rewrite(change)
        elif (plain := patches(self.content.text, change, self.lay(), lambda words, _: words)) is not None:
            yield plain

    def insert(self, at: int, lines: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which lines stand behind the line that ends at a place of the content."""
        return iter(()) if self.pen is None else self.pen().insert(at, lines, vocabulary)

    def relink(self, span: Span, link: Link | None, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which words lead to another page, or to none."""
        return iter(()) if self.pen is None else self.pen().relink(span, link, vocabulary)

    def assign(self, content: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which it says something else; raises CannotWrite for what the carrier cannot hold."""
        return iter(()) if self.pen is None else self.pen().assign(content, vocabulary)

    def cut(self, start: int, end: int) -> Iterator[list[Patch]]:
        """Patches by which the lines of a stretch of the content go."""
        if self.pen is not None:
            yield from self.pen().cut(start, end)
        else:
            yield from ([patch] for patch in without(self.content.text, start, end, self.lay()))


class Pen(Protocol):
    """Writes into a parameter: each verb gives the ways to do it, the smallest first, and whoever takes one reads what came out."""

    def rewrite(self, change: Change) -> Iterator[list[Patch]]:
        """Patches of the text by which its content changes so."""
        ...

    def insert(self, at: int, lines: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which lines stand behind the line that ends at a place of its content."""
        ...

    def relink(self, span: Span, link: Link | None, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which the words of a stretch lead where a link leads, or nowhere; the words stay."""
        ...

    def assign(self, content: Content, vocabulary: Vocabulary) -> Iterator[list[Patch]]:
        """Patches by which it says something else; raises CannotWrite for what the carrier cannot hold."""
        ...

    def cut(self, start: int, end: int) -> Iterator[list[Patch]]:
        """Patches by which the lines of a stretch of its content go."""
        ...


class Parameter(Pen, Protocol):
    """What a format hands over for a parameter: a `CarriedField`, or what has the same names and reads its content on request."""

    @property
    def name(self) -> str:
        """As written."""
        ...

    @property
    def content(self) -> Content:
        """What it says."""
        ...

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it."""
        ...

    @property
    def place(self) -> Callable[[], tuple[Span, Span]]:
        """Tells where its name and its value stand."""
        ...

    @property
    def lay(self) -> Callable[[], TextMap]:
        """Makes the map from its content to the text."""
        ...


@value
class CarriedBox:
    """One infobox as a carrier holds it."""

    fields: tuple[Parameter, ...]
    """In source order, duplicates included."""
    span: Span
    """Where it stands."""
    template: str | None = None
    """The template's page, where the carrier tells."""
    references: Callable[[str], str | None] | None = None
    """Tells the words of a reference by its name, where other parts of the text may define it."""
    add: Callable[[int, str, Content, Vocabulary], Iterator[list[Patch]]] | None = None
    """Gives the patches by which a parameter comes to stand behind that of a position, -1 for the first place, where the carrier can."""

    def infobox(self, title: str | None) -> Infobox:
        """The box without its places."""
        return Infobox(tuple([_field(one) for one in self.fields]), self.template, title)


def _field(given: Parameter) -> Field:
    """A parameter without its places; its content is read on request where the format reads it so."""
    if isinstance(given, CarriedField):
        return Field(given.name, given.content)
    return Field.later(given.name, given)


@value
class Carried:
    """Everything that a format found in a text."""

    boxes: tuple[CarriedBox, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    """The title of the page, where the carrier tells."""
    beside: Callable[[], Iterable[str]] | None = None
    """Names, on request, what else the text holds: the body below a front matter, the page around an infobox."""


@runtime_checkable
class Format(Protocol):
    """A carrier of infoboxes; other packages add one by the entry point group `infobox_conflict.formats`."""

    name: str
    """What `--format` and `read(format=...)` call it."""
    suffixes: tuple[str, ...]
    """Endings of file names (`.md`) that tell it where the text does not."""

    def sniff(self, text: str) -> bool:
        """Whether a text looks like this carrier, cheaply."""
        ...

    def read(self, source: Source, vocabulary: Vocabulary) -> Carried:
        """The infoboxes of a text; never raises for content."""
        ...


@runtime_checkable
class WritableFormat(Format, Protocol):
    """A format that can be written, too. What it writes reads back as what was to be written less the losses."""

    def render(self, content: Content, vocabulary: Vocabulary) -> Written:
        """One value, as it stands in the carrier."""
        ...

    def write(self, infoboxes: Sequence[Infobox], vocabulary: Vocabulary) -> Written:
        """A whole carrier with these infoboxes and the title of their page."""
        ...
