"""Documents: texts with their infoboxes, where both wings meet; `read` and its sisters are the door of the library."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .content import Content, Infobox, Link, Opaque
from .meaning import Interpretation, interpret
from .meaning.model import Conflict
from .problems import CannotWrite, NoSuchFact, NoSuchFormat, Problem
from .syntax import detect, formats, named
from .syntax.carried import Carried, CarriedBox, Format, Parameter
from .syntax.mojibake import damage
from .syntax.opening import Opening, open_text
from .syntax.rewriting import Change
from .syntax.text import Patch, Position, Source, Span, TextMap, apply
from .vocabulary import Vocabulary, load


def read(text: str, format: str | None = None, *, repair: bool = True, language: str = "en") -> Document:  # noqa: A002 (the plain word)
    """Read the infoboxes of a text; never raises for what the text holds, and keeps it character for character.

    The format is detected unless named. *repair* undoes mojibake for reading only, by the rule of `Document.repaired`.
    Raises NoSuchFormat for a format that no installed package has, and VocabularyError for an unknown language.

    >>> doc = read('{"casualties2": {"text": "Per Azerbaijan: at least 38 killed"}}')
    >>> doc.infoboxes[0].conflict.total("killed", side=2, claimant="Azerbaijan").low
    38
    """
    return _read(text, format, (), repair, language)


def read_bytes(
    data: bytes, format: str | None = None, *, repair: bool = True, language: str = "en", suffix: str = ""  # noqa: A002 (the plain word)
) -> Document:
    """Read the infoboxes of UTF-8 bytes, as `read` does; bytes that are no UTF-8 are told as a problem and kept.

    *suffix* is a file name's ending (`.md`), which names the format where the text does not tell.
    """
    try:
        return _read(data.decode(), format, (), repair, language, suffix)
    except UnicodeDecodeError as fault:
        text = data.decode(errors="surrogateescape")
        at = len(data[: fault.start].decode())
        told = Problem("not-utf8", f"no UTF-8 at byte {fault.start}: {fault.reason}", (at, at + 1))
        return _read(text, format, (told,), repair, language, suffix)


def read_path(
    path: str | Path, format: str | None = None, *, repair: bool = True, language: str = "en"  # noqa: A002 (the plain word)
) -> Document:
    """Read the infoboxes of a file, byte by byte as it stands, as `read_bytes` does; raises OSError where it cannot."""
    path = Path(path)
    return read_bytes(path.read_bytes(), format, repair=repair, language=language, suffix=path.suffix)


@dataclass(frozen=True, eq=False)
class Document:
    """A text and the infoboxes in it; it never changes, and `text` is the text that was read, whatever is wrong with it."""

    text: str
    """The source, character for character; bytes that were no UTF-8 stand in it as lone surrogates (PEP 383)."""
    format: str | None
    """The name of the format that read it, or None where none knew it."""
    title: str | None
    """The title of the page, where the carrier tells."""
    infoboxes: tuple[Box, ...]
    """In source order, also those of other things than conflicts (`Box.is_conflict` tells)."""
    problems: tuple[Problem, ...]
    """What is wrong with the text as a carrier; `Box.problems` has what is wrong with a reading."""
    language: str
    """The language whose vocabulary reads it."""
    repaired: bool
    """Whether it was read as UTF-8 that had once been taken for Mac Roman: every character of it is undone by that
    very mistake, and what comes out shows that this is no chance. What is written into it is damaged the same way."""

    _beside: Callable[[], Iterable[str]] | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Document {self.title or ''!r}: {len(self.text)} characters of {self.format}, {len(self.infoboxes)} infoboxes>"

    @property
    def beside(self) -> tuple[str, ...]:
        """What the text holds beside infoboxes and title, as short words: keys of its front matter, its body, the page around."""
        return tuple(self._beside()) if self._beside is not None else ()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The facts of every infobox that is of a conflict."""
        return tuple(box.conflict for box in self.infoboxes if box.is_conflict)

    def position(self, offset: int) -> Position:
        """The line and column of a character of `text`, both counted from 1."""
        return self._source.position(offset)

    def encode(self) -> bytes:
        """The bytes of the text: those that `read_bytes` was given; raises CannotWrite for other lone surrogates."""
        try:
            return self.text.encode(errors="surrogateescape")
        except UnicodeEncodeError as fault:
            raise CannotWrite(f"the character U+{ord(self.text[fault.start]):04X} at offset {fault.start} has no bytes") from None

    def patched(self, patches: Iterable[Patch]) -> Document:
        """The document with new words at spans of its text, read again; where mojibake was repaired, the words are damaged alike.

        Raises ValueError for patches that overlap or lie outside, CannotWrite where a repaired text could not be
        repaired any more.

        >>> doc = read('{"casualties1": {"text": "38 killed"}}')
        >>> doc.patched([Patch(doc.infoboxes[0].fields[0].map.outward(Span(0, 2)), "40")]).text
        '{"casualties1": {"text": "40 killed"}}'
        """
        patches = list(patches)
        if self.repaired:
            try:
                patches = [Patch(patch.span, damage(patch.words)) for patch in patches]
            except UnicodeEncodeError:
                raise CannotWrite("a lone surrogate cannot be damaged as the rest of the text is") from None
        changed = _read(apply(self.text, patches), self.format, (), self.repaired, self.language)
        if changed.repaired != self.repaired:
            raise CannotWrite("after the change the text could not be repaired as a whole any more")
        return changed

    @cached_property
    def _source(self) -> Source:
        return Source(self.text)


class Passage(NamedTuple):
    """Words of a field and where they stand in the document."""

    field: str
    """The parameter's name as written."""
    words: str
    """The words as content: without bullets and markup, and repaired."""
    span: Span
    """Where in `Document.text`, markup between the words included."""
    line: int
    column: int


@dataclass(frozen=True, eq=False)
class BoxField:
    """One parameter of an infobox; places are in `Document.text`."""

    name: str
    """As written."""
    content: Content
    """What it says: text and marks, free of the carrier."""
    _carried: Parameter = field(repr=False)
    _frame: _Frame = field(repr=False)

    @property
    def raw(self) -> str:
        """The characters of the value in the source."""
        return self.span.of(self._frame.text)

    @property
    def span(self) -> Span:
        """Where its value stands, with everything that belongs to the value."""
        return self._frame.opening.outward(self._carried.place()[1])

    @property
    def name_span(self) -> Span:
        """Where its name stands."""
        return self._frame.opening.outward(self._carried.place()[0])

    @cached_property
    def map(self) -> TextMap:
        """How the characters of `content.text` lie in the document's text."""
        inner = self._carried.lay()
        spans = [piece.outer for piece in inner.pieces]
        if not spans:
            return inner
        return inner.then(self._frame.opening.map(Span(min(s.start for s in spans), max(s.end for s in spans))))

    def rewrite(self, change: Change) -> Iterator[list[Patch]]:
        """Patches of the document's text by which the content changes so, the smallest first.

        None at all where the words stand in no place of their own. That what comes out is read as meant, and nothing else
        with it, is for `Document.patched` and a comparison to tell.
        """
        yield from map(self._frame.outward, self._carried.rewrite(change))

    def insert(self, at: int, lines: Content) -> Iterator[list[Patch]]:
        """Patches of the document's text by which lines stand behind the line that ends at a place of the content, likewise."""
        yield from map(self._frame.outward, self._carried.insert(at, lines, self._frame.vocabulary))

    def relink(self, span: Span, link: Link | None) -> Iterator[list[Patch]]:
        """Patches of the document's text by which the words of a stretch lead where a link leads, or nowhere, likewise; the words stay.

        Raises CannotWrite where the carrier shows a link that it has no words of its own for.
        """
        yield from map(self._frame.outward, self._carried.relink(span, link, self._frame.vocabulary))

    def assign(self, content: Content) -> Iterator[list[Patch]]:
        """Patches of the document's text by which the parameter says something else, likewise; raises CannotWrite."""
        yield from map(self._frame.outward, self._carried.assign(content, self._frame.vocabulary))

    def cut(self, start: int, end: int) -> Iterator[list[Patch]]:
        """Patches of the document's text by which the lines of a stretch of the content go, likewise."""
        yield from map(self._frame.outward, self._carried.cut(start, end))

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """Words of the content, by default all of it, with their place in the document."""
        end = len(self.content.text) if end is None else end
        span = self.map.outward(Span(start, end)) if start < end else self.span
        return Passage(self.name, self.content.text[start:end], span, *self._frame.source.position(span.start))


@dataclass(frozen=True, eq=False)
class Box:
    """One infobox: its parameters as they stand and, read on request, its facts."""

    template: str | None
    """The template's page, where the carrier tells."""
    _carried: CarriedBox = field(repr=False)
    _frame: _Frame = field(repr=False)

    @cached_property
    def fields(self) -> tuple[BoxField, ...]:
        """Every parameter in source order, duplicates and unknown ones included."""
        return tuple(BoxField(one.name, one.content, one, self._frame) for one in self._carried.fields)

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        return self._frame.opening.outward(self._carried.span)

    @property
    def infobox(self) -> Infobox:
        """The content of the parameters, without places."""
        return self._carried.infobox(self._frame.title)

    def reference(self, name: str) -> str | None:
        """The words of a reference that another part of the text defines under a name."""
        return self._carried.references(name) if self._carried.references is not None else None

    @cached_property
    def is_conflict(self) -> bool:
        """Whether the template's name or one of its parameters tells that it is of a military conflict."""
        named = self.template is not None and self._frame.vocabulary.template(self.template) == self._frame.vocabulary.own_template
        return named or any(self._frame.vocabulary.tells_conflict(one.name, self.template) for one in self._carried.fields)

    def add(self, behind: int, name: str, content: Content) -> Iterator[list[Patch]]:
        """Patches of the document's text by which a parameter comes to stand behind that of a position, -1 for the first place.

        It is spelt like those beside it. None at all where the format cannot; raises CannotWrite for what it cannot hold.
        """
        if self._carried.add is not None:
            yield from map(self._frame.outward, self._carried.add(behind, name, content, self._frame.vocabulary))

    @property
    def conflict(self) -> Conflict:
        """The facts."""
        return self.interpretation.conflict

    @cached_property
    def interpretation(self) -> Interpretation:
        """The facts with their evidence in the content of the fields."""
        return interpret(self.infobox, self._frame.vocabulary, self._carried.references)

    @cached_property
    def unread(self) -> tuple[Passage, ...]:
        """Words of interpreted fields that no rule read; a template that is not known stands there with its name."""
        out: list[Passage] = []
        places: dict[int, dict[tuple[int, str], list[Span]]] = {}
        for run in self.interpretation.unread:
            field = self.fields[run.field]
            if run.start < run.end:
                out.append(field.passage(run.start, run.end))
            else:
                if run.field not in places:
                    places[run.field] = _places_of_opaque(field)
                left = places[run.field].get((run.start, run.words))
                span = left.pop() if left else field.span
                out.append(Passage(field.name, run.words, span, *self._frame.source.position(span.start)))
        return tuple(out)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is doubtful about the reading; `unread` is beside it."""
        if not self.is_conflict:
            return (Problem("not-a-conflict", "no parameter of this infobox is one of a military conflict", self.span),)
        outward = self._frame.opening.outward
        markup = (
            Problem(one.code, one.message, outward(one.span) if one.span is not None else None)
            for carried in self._carried.fields
            for one in carried.problems
        )
        doubts = (
            Problem(doubt.code, doubt.message, self.fields[doubt.field].passage(*doubt.span or (0, None)).span)
            for doubt in self.interpretation.doubts
        )
        return (*markup, *doubts)

    def where(self, path: str) -> Passage:
        """The words of a fact (`casualties2[1]`, `date[0]`, `result`) or of a whole parameter, and their place.

        Paths count from 0 within a field. Raises NoSuchFact for any other path.
        """
        evidence = self.interpretation.evidence.get(path)
        if evidence is not None:
            return self.fields[evidence.field].passage(evidence.start, evidence.end)
        found = next((one for one in reversed(self.fields) if one.name == path), None)
        if found is None:
            near = difflib.get_close_matches(path, [*self.interpretation.evidence, *(one.name for one in self.fields)], 1)
            raise NoSuchFact(path, near[0] if near else None)
        return found.passage()


def _places_of_opaque(field: BoxField) -> dict[tuple[int, str], list[Span]]:
    """Where in the document each thing stands that is not known, by its place in the content and its name, the last one first."""
    marks = field.content.of(Opaque)
    spans = [piece.outer for piece in field.map.pieces if piece.kind == "hidden" and piece.outer.start < piece.outer.end]
    out: dict[tuple[int, str], list[Span]] = {}
    for mark, span in reversed(list(zip(marks, spans, strict=False))):
        out.setdefault((mark.start, mark.name), []).append(span)
    return out


@dataclass(frozen=True, eq=False)
class _Frame:
    """What the boxes of one document share."""

    text: str
    opening: Opening
    title: str | None
    vocabulary: Vocabulary

    @cached_property
    def source(self) -> Source:
        return Source(self.text)

    def outward(self, patches: Iterable[Patch]) -> list[Patch]:
        """Patches of the text that the format read as patches of the document's."""
        return [Patch(self.opening.outward(patch.span), patch.words) for patch in patches]


def _read(
    text: str, name: str | None, told: tuple[Problem, ...], repair: bool, language: str, suffix: str = ""  # noqa: FBT001 (private)
) -> Document:
    vocabulary = load(language)
    opening = open_text(text, repair=repair)
    form = _format(opening.text, name, suffix)
    carried = form.read(Source(opening.text), vocabulary) if form is not None else _unknown(opening.text)
    moved = (Problem(p.code, p.message, opening.outward(p.span) if p.span is not None else None) for p in carried.problems)
    frame = _Frame(text, opening, carried.title, vocabulary)
    return Document(
        text=text,
        format=form.name if form is not None else None,
        title=carried.title,
        infoboxes=tuple([Box(box.template, box, frame) for box in carried.boxes]),
        problems=(*told, *opening.problems, *moved),
        language=language,
        repaired=opening.repaired,
        _beside=carried.beside,
    )


def _format(text: str, name: str | None, suffix: str) -> Format | None:
    """The format asked for; else the one that knows the text, or at least the file's ending."""
    if name is not None:
        form = named(name)
        if form is None:
            raise NoSuchFormat(name, tuple(formats()))
        return form
    return detect(text) or (next((form for form in formats().values() if suffix in form.suffixes), None) if suffix else None)


def _unknown(text: str) -> Carried:
    if not text.strip():
        return Carried(problems=(Problem("no-infobox", "the text is empty", (0, 0)),))
    return Carried(problems=(Problem("unknown-format", "no format knows this text; name one if it is of one", (0, 0)),))
