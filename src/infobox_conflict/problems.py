"""What is wrong with an input, as data: problems with a code from a closed set and a place; and what misuse raises."""

from __future__ import annotations

from typing import Final

from .values import value

CODES: Final[dict[str, str]] = {
    "not-utf8": "The file is no UTF-8 text at the byte named.",
    "unknown-format": "No format knows this text; nothing of it was read.",
    "no-front-matter": "The Markdown text has no closed `---` block at its start.",
    "no-infobox": "The text has no infobox.",
    "not-a-conflict": "An infobox has no parameter of a military conflict.",
    "bad-yaml": "The front matter is no YAML that can be read without loss.",
    "bad-json": "The text is no JSON.",
    "yaml-alias": "An anchor or alias stands inside the infoboxes; it is refused.",
    "yaml-tag": "A tag stands inside the infoboxes; it is refused.",
    "duplicate-key": "A key stands twice in one mapping; the mapping is refused.",
    "too-deep": "The text nests deeper than the limit.",
    "too-large": "A part of the text is larger than the limit.",
    "odd-character": "A character that the carrier cannot hold stands in the text.",
    "bad-shape": "A value has another shape than the format knows; what can be read of it is.",
    "lost-link": "A link's words do not occur in its value's text.",
    "lost-emphasis": "Emphasised words do not occur in their value's text.",
    "undefined-page": "A link leads to the page `undefined`: its page was lost before.",
    "leaked-markup": "Markup of another carrier stands in the text; it was read as a note or link.",
    "mojibake-repaired": "The text is UTF-8 once read as Mac Roman; it was read repaired.",
    "mojibake-suspect": "Parts of the text look like UTF-8 read as Mac Roman; it was left as it is.",
    "unknown-parameter": "The template has no such parameter; its value is kept, not interpreted.",
    "duplicate-parameter": "A parameter stands twice; the last one counts.",
    "stray-value": "A value stands in the infobox without a parameter's name; it is kept, not interpreted.",
    "swallowed-words": "Words stand in a template's call where the page does not show them: behind a bar too many, or before a stray `=`.",
    "unplaced-parameter": "A parameter is numbered beyond the joint row; its facts belong to no side.",
    "ambiguous-parent": "Whether a figure is a part of another is doubtful; the message tells how it was read.",
    "unclear-claimant": "Who claims a figure is doubtful; the message tells how it was read.",
    "unread": "No rule read these words.",
    "damaged-dump": "A dump could not be read at the place named; what stands there is missing from the tables.",
    "broken-page": "Reading this page failed, by a fault of the library; the page is missing from the tables.",
}
"""Every problem code with one sentence on what it means."""


@value
class Problem:
    """One thing wrong with an input, and where.

    Equal problems are equal values. `span` is in characters of the text that was read (of
    `Document.text`); it is None where no place can be named.
    """

    code: str
    """A code out of `CODES`."""
    message: str
    """One sentence for people, without the place."""
    span: tuple[int, int] | None = None
    """Where, as half-open character offsets."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no such problem code: {self.code!r}")


class InfoboxError(Exception):
    """Base of everything that this library raises on misuse; bad input gives problems instead."""


class NoSuchFormat(InfoboxError, LookupError):
    """A format was asked for by a name that no format has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        super().__init__(f"no format {name!r}; known are {', '.join(known)}")


class NoSuchFact(InfoboxError, LookupError):
    """A path was asked for at which the infobox has no fact and no field."""

    def __init__(self, path: str, near: str | None) -> None:
        self.path, self.near = path, near
        super().__init__(f"nothing at {path!r}" + (f"; did you mean {near!r}?" if near else ""))


class CannotWrite(InfoboxError, ValueError):
    """A change was asked for that the document cannot hold without harm."""


class CannotExpress(InfoboxError, ValueError):
    """A fact was to be expressed for which no form of the reading guide reads back as that fact."""

    def __init__(self, path: str, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path} cannot be expressed: {why}")


class CannotEdit(InfoboxError, ValueError):
    """An edit was asked for that the document cannot take so that it reads back as asked and all else as before."""

    def __init__(self, path: str, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path}: {why}")
