"""Writing: facts or content as a fresh carrier, and a document as another one; what the carrier cannot hold is told."""

from __future__ import annotations

import difflib
from dataclasses import replace

from .content import Content, Infobox, Mark, Note
from .meaning import express
from .meaning.model import Conflict
from .problems import CannotWrite, NoSuchFact, NoSuchFormat
from .reading import Box, Document
from .syntax import formats
from .syntax.carried import WritableFormat
from .syntax.losses import Loss, Written
from .vocabulary import load


def write(facts: Conflict | Infobox, format: str, *, language: str = "en") -> Written:  # noqa: A002 (the plain word)
    """Facts, or the content of an infobox, as a whole text of a format, and what of it that format cannot hold.

    Read again, the text says what was to be written less the losses. Facts are expressed in the words of a language. Raises
    CannotExpress for facts that no words give back, NoSuchFormat for a format that no installed package has, CannotWrite
    for one that can only be read.

    >>> from infobox_conflict import Amount, Conflict, Entry, Figure
    >>> dead = Figure(amount=Amount.at_least(38), subject="servicemen", fates=("killed",))
    >>> print(write(Conflict(entries=(Entry(field="casualties2", fact=dead),)), "wikitext").text, end="")
    {{Infobox military conflict
    | casualties2 = At least 38 servicemen killed
    }}
    """
    vocabulary = load(language)
    infobox = facts if isinstance(facts, Infobox) else replace(express(facts, vocabulary), template=vocabulary.own_template)
    return _format(format).write([infobox], vocabulary)


def convert(document: Document, format: str) -> Written:  # noqa: A002 (the plain word)
    """A document as a text of another format: all its infoboxes and its title, and what of it that format cannot hold.

    References that the page defines elsewhere stand where they are used. A document that is of the format stays as it
    is, character for character. Raises NoSuchFormat and CannotWrite as `write` does.

    >>> import infobox_conflict as ic
    >>> document = ic.read("{{Infobox military conflict|casualties1=38 killed {{cn}}}}")
    >>> written = convert(document, "json")
    >>> ic.read(written.text).infoboxes[0].fields[0].content.text
    '38 killed '
    >>> print(*written.losses)
    casualties1: lost-mark: there is no place for the maintenance mark 'cn'
    """
    form = _format(format)
    if form.name == document.format:
        return Written(document.text)
    written = form.write([_resolved(box) for box in document.infoboxes], load(document.language))
    losses = [*written.losses, *(Loss("lost-text", f"there is no place for {what}") for what in document.beside)]
    if document.title is not None and not document.infoboxes:
        losses.append(Loss("lost-title", f"there is no infobox to hold the title {document.title!r}"))
    return Written(written.text, tuple(losses))


def render(document: Document, name: str, format: str | None = None, *, box: int | None = None) -> Written:  # noqa: A002 (the plain word)
    """One parameter as a format writes it, by default the document's own, and what of it that format cannot hold.

    The name is that which is written; of several such parameters of an infobox the last counts, of several infoboxes the first one
    that has any, unless *box* names one by its position. Raises NoSuchFact where there is none, NoSuchFormat for an unknown format,
    CannotWrite for one that can only be read.

    >>> import infobox_conflict as ic
    >>> document = ic.read('{"casualties1": {"text": "38 killed", "formatting": {"bold": ["38"]}}}')
    >>> render(document, "casualties1", "wikitext").text
    "'''38''' killed"
    """
    boxes = [one for at, one in enumerate(document.infoboxes) if box in (None, at)]
    found = next(((one, field) for one in boxes for field in reversed(one.fields) if field.name == name), None)
    if found is None:
        names = [field.name for one in boxes for field in one.fields]
        raise NoSuchFact(name, next(iter(difflib.get_close_matches(name, names, 1)), None))
    content = _with_words(found[1].content, found[0])
    written = _format(format or document.format or "").render(content, load(document.language))
    return Written(written.text, tuple(replace(loss, path=name) for loss in written.losses))


def _format(name: str) -> WritableFormat:
    known = formats()
    if name not in known:
        raise NoSuchFormat(name, tuple(known))
    form = known[name]
    if not isinstance(form, WritableFormat):
        raise CannotWrite(f"the format {name!r} can only be read")
    return form


def _resolved(box: Box) -> Infobox:
    """An infobox with the words of the references that stand elsewhere on the page."""
    infobox = box.infobox
    return replace(infobox, fields=tuple([replace(one, content=_with_words(one.content, box)) for one in infobox.fields]))


def _with_words(content: Content, box: Box) -> Content:
    if not any(isinstance(mark, Note) and mark.text is None and mark.name is not None for mark in content.marks):
        return content
    return Content(content.text, tuple([_with_text(mark, box) for mark in content.marks]))


def _with_text(mark: Mark, box: Box) -> Mark:
    if isinstance(mark, Note) and mark.text is None and mark.name is not None:
        return replace(mark, text=box.reference(mark.name))
    return mark
