"""Hypothesis strategies for tests of programs that use the library: facts, content, documents of every format, hostile text, edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Final, Literal, TypeVar, get_args

from hypothesis import strategies as st

from ._conflicts import invented
from ._edits import asked
from .content import Break, Content, Emphasis, FateMark, Field, Flag, Infobox, Item, Link, Mark, Note, Opaque, Place, ordered
from .edits import Edit
from .meaning.model import Conflict
from .problems import NoSuchFormat
from .reading import Box
from .syntax import formats
from .syntax.carried import WritableFormat
from .syntax.mojibake import damage
from .vocabulary import Vocabulary, load

M = TypeVar("M")
_Style = Literal["bullet", "number", "term", "indent", "plain"]
_SENSES: Final = ("fate", "noun", "bound", "source", "state", "people", "glue", "scope")
_SIGNS: Final = (
    *("{{", "}}", "{", "}", "{{{", "}}}", "[[", "]]", "[", "]", "|", "=", "-{", "}-", "{|", "|}", "\n", "\n\n", "\n* ", "\n==", "\n "),
    *("<!--", "-->", "<ref>", "</ref>", "<ref name=x>", "<ref name=x/>", "<nowiki>", "</nowiki>", "<br>", "<br", "<li>", "<small>", "</p>"),
    *("''", "'''", "{{nowrap|", "{{ubl|", "{{plainlist|", "{{KIA}}", "{{flag|", "{{efn|", "[http://a.example ", "&nbsp;", "&#", "~~~~"),
    *("\n;a:b", "<includeonly>", "<noinclude>", "</noinclude>", "<gallery>", "</gallery>", "<math>", "__TOC__", "{{#if:", "3 men"),
    *('"', "'", "---\n", "\n---\n", "...\n", "%YAML 1.1\n", "  - ", "- ", "? ", "#", "&a ", "*a", "!!str ", "|\n", ",", "\\", "\\u0000"),
    *(": ", "\t", "\r", "\r\n", "\0", "\x85", "\u2028", "\ufeff", "\ud800", "\udfff", "\uffff", "\U0001f1e6", "\u202e", "é", "字"),
)


def contents(language: str = "en") -> st.SearchStrategy[Content]:
    """What a field may say: lines of statements in the words of a language, with marks of every kind on and between them.

    Not every format holds every one of them; `infobox_conflict.write` tells the losses.

    >>> contents().validate()
    """
    return _contents(language)


def conflicts(language: str = "en") -> st.SearchStrategy[Conflict]:
    """Facts of every sort, in the words of a language: `infobox_conflict.write` can say each of them, and they read back.

    Some leave open what a reading fills in, such as the words of a count.

    >>> conflicts().validate()
    """
    return invented(language)


def infoboxes(language: str = "en") -> st.SearchStrategy[Infobox]:
    """Infoboxes of a conflict: parameters that the template has, each once, with `contents`.

    >>> infoboxes().validate()
    """
    vocabulary = load(language)
    names = vocabulary.parameter_names()
    telling = [name for name in names if vocabulary.tells_conflict(name)]
    fields = st.builds(Field, st.one_of(st.sampled_from(telling or names), st.sampled_from(names)), contents(language))
    return st.lists(fields, min_size=1, max_size=6, unique_by=lambda one: one.name).map(lambda found: Infobox(tuple(found)))


def documents(format: str | None = None, language: str = "en") -> st.SearchStrategy[str]:  # noqa: A002 (the plain word)
    """Well-formed texts of a format, by default of any that can be written, with one infobox or two.

    Raises NoSuchFormat for a format that no installed package has, or that can only be read.

    >>> documents("json").validate()
    """
    known = {form.name: form for form in formats().values() if isinstance(form, WritableFormat)}
    if format is not None and format not in known:
        raise NoSuchFormat(format, tuple(known))
    boxes = st.lists(infoboxes(language), min_size=1, max_size=2)
    names = st.just(format) if format is not None else st.sampled_from(list(known))
    return st.builds(lambda name, found: known[name].write(found, load(language)).text, names, boxes)


def texts(language: str = "en") -> st.SearchStrategy[str]:
    """Any text whatever, lone surrogates included: much of it begins as a format does, or is a document with some damage.

    The document is cut off, doubled, has signs put into it, other line ends, a byte order mark, or mojibake throughout.
    Reading any of them raises nothing and keeps the text.

    >>> texts().validate()
    """
    anything = st.text(st.characters(exclude_categories=()))
    signs = st.lists(st.one_of(st.sampled_from(_SIGNS), st.characters(exclude_categories=())), max_size=20).map("".join)
    begun = st.tuples(st.sampled_from(_HEADS), st.one_of(anything, signs), st.sampled_from(_TAILS)).map("".join)
    return st.one_of(anything, begun, _damaged(documents(language=language)))


def edits(box: Box) -> st.SearchStrategy[Edit]:
    """What can be asked of an infobox: edits of every kind, at the addresses that it has; `infobox_conflict.edit` makes one or refuses it.

    >>> import infobox_conflict as ic
    >>> edits(ic.read('{"casualties1": {"text": "38 killed"}}').infoboxes[0]).validate()
    """
    return asked(box)


# --- damage ----------------------------------------------------------------------------------------------------------

_HEADS: Final = (
    *("", "---\n", "---\ninfoboxes:\n", "---\ninfoboxes:\n  - casualties1:\n      text: ", "{", '{"casualties1": {"text": "', "[{"),
    *("{{", "[[", "{{Infobox military conflict\n| casualties1 = ", "{{Infobox military conflict|combatant1=Rome|commander2="),
)
_TAILS: Final = ("", "\n---\n", '"}}', "}", "]", "}}", "\n}}\n", "]]}}")


@st.composite
def _damaged(draw: st.DrawFn, sound: st.SearchStrategy[str]) -> str:
    text = draw(sound)
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        put = draw(st.one_of(st.sampled_from(_SIGNS), st.just(text[start:end]), st.characters(exclude_categories=())))
        match draw(st.sampled_from(("insert", "insert", "replace", "cut"))):
            case "insert":
                text = text[:start] + put + text[start:]
            case "replace":
                text = text[:start] + put + text[end:]
            case _:
                text = text[:end]
    return draw(st.sampled_from(_WHOLES))(text)


def _mistaken(text: str) -> str:
    """A text as UTF-8 that was taken for Mac Roman, where UTF-8 can hold it."""
    try:
        return damage(text)
    except UnicodeEncodeError:
        return text


_WHOLES: Final[tuple[Callable[[str], str], ...]] = (
    *(str,) * 5,
    lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: f"\ufeff{text}",
    _mistaken,
)
"""What may befall a text as a whole; as a rule nothing does."""


# --- content ---------------------------------------------------------------------------------------------------------


@cache
def _phrases(language: str) -> st.SearchStrategy[str]:
    """Statements of figures, words that mean something, and now and then any."""
    vocabulary = load(language)
    known = {sense: st.sampled_from(words) for sense in _SENSES if (words := vocabulary.words(sense))}
    numbers = st.integers(0, 10**7).map(lambda number: f"{number:,}" if number % 3 else str(number))
    statement = st.tuples(numbers, known.get("noun", st.just("")), known.get("fate", st.just(""))).map(" ".join)
    anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=5)
    signs = st.sampled_from(("(", ")", ",", ":", "–", "* ", "<", "[", "'"))
    return st.one_of(statement, statement, st.one_of(list(known.values())), numbers, signs, anything)


@st.composite
def _contents(draw: st.DrawFn, language: str) -> Content:
    lines = draw(st.lists(st.tuples(_lines(language), _items()), min_size=draw(st.sampled_from((0, 1, 1, 1))), max_size=4))
    gaps = [draw(st.sampled_from(("\n", "\n", "\n", "\n\n"))) if at else "" for at in range(len(lines))]
    starts = accumulate(len(gap) + (len(lines[at - 1][0].text) if at else 0) for at, gap in enumerate(gaps))
    marks: list[Mark] = []
    for (line, item), start, gap in zip(lines, starts, gaps, strict=True):
        marks += (_moved(mark, start) for mark in line.marks)
        if len(gap) > 1:
            marks.append(Break(start - len(gap), start, draw(st.sampled_from(("paragraph", "paragraph", "rule")))))
        if item is not None:
            marks.append(Item(start, start + len(line.text), *item))
    text = "".join(gap + line.text for (line, _), gap in zip(lines, gaps, strict=True))
    return Content(text, ordered(marks))


def _items() -> st.SearchStrategy[tuple[int, _Style] | None]:
    styles: st.SearchStrategy[_Style] = st.sampled_from(("bullet", "bullet", "bullet", *get_args(_Style)))
    return st.one_of(st.none(), st.none(), st.tuples(st.integers(1, 3), styles))


@st.composite
def _lines(draw: st.DrawFn, language: str) -> Content:
    """One line of a content."""
    vocabulary = load(language)
    text = ""
    marks: list[Mark] = []
    for _ in range(draw(st.sampled_from((0, 1, 1, 2, 3)))):
        words = draw(_phrases(language)).replace("\n", " ")
        text += " " if text and draw(st.integers(0, 9)) else ""
        start = len(text)
        text += words
        if not draw(st.integers(0, 9)):
            marks.append(_moved(draw(_points(vocabulary)), start))
        if words.strip() and not draw(st.integers(0, 5)):
            marks += (_moved(mark, start) for mark in draw(_covering(words, vocabulary)))
    return Content(text, ordered(marks))


def _covering(words: str, vocabulary: Vocabulary) -> st.SearchStrategy[list[Mark]]:
    """Marks on words."""
    end = len(words)
    state = vocabulary.state(words)
    emphasis: st.SearchStrategy[Mark] = st.builds(Emphasis, st.just(0), st.just(end), st.sampled_from(("bold", "italic")))
    links: st.SearchStrategy[Mark] = st.one_of(
        st.builds(Link, st.just(0), st.just(end), st.sampled_from((None, "Page", "Other page"))),
        st.just(Link(0, end, "Page", "interwiki", "fr")),
        st.just(Link(0, end, type="external", site="http://a.example")),
    )
    flags: list[Mark] = [Flag(0, end, words), Link(0, end, state)]
    return st.one_of(_one(emphasis), _one(links), st.tuples(links, emphasis).map(list[Mark]), st.just(flags))


def _one(marks: st.SearchStrategy[Mark]) -> st.SearchStrategy[list[Mark]]:
    return marks.map(lambda mark: [mark])


def _points(vocabulary: Vocabulary) -> st.SearchStrategy[Mark]:
    """Marks that show no words."""
    fate = vocabulary.inline_name("mark", "fate")
    names = st.sampled_from((None, "a", "Smith 1999"))
    words = st.sampled_from((None, "x", "Smith, p. 3"))
    flags = st.sampled_from((*(state.name for state in vocabulary.states.values()), "AZ", "GB-ENG"))
    maintenance = vocabulary.inline_name("mark", "maintenance")
    return st.one_of(
        _at_start(Flag, flags, st.sampled_from((None, "1912"))),
        st.just(FateMark(0, 0, fate)) if fate else st.nothing(),
        _at_start(Note, st.sampled_from(("reference", "footnote")), names, st.none(), words),
        st.just(Note(0, 0, "maintenance", text=maintenance)) if maintenance else st.nothing(),
        _at_start(Place, st.floats(-90, 90), st.floats(-180, 180)),
        st.just(Opaque(0, 0, "x", (("a", "b"), (None, "c")))),
    )


def _at_start(kind: Callable[..., M], *parts: st.SearchStrategy[object]) -> st.SearchStrategy[M]:
    return st.builds(kind, st.just(0), st.just(0), *parts)


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)
