"""Which page the name of a template call leads to, as MediaWiki normalises it."""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from ..vocabulary import Vocabulary
from .preprocessor import BLANKS

MODIFIERS: Final = ("safesubst", "subst", "msgnw", "msg", "raw")
"""Words before a colon that say how a page is called; the page's name follows."""

_SUBST: Final = re.compile(r"(safesubst|subst):", re.IGNORECASE)  # beyond ASCII, too: MediaWiki folds a long s
_MODIFIER: Final = re.compile(r"(?:msgnw:|msg:)?(?:raw:)?", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z0-9]+);")
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e]+")
_SPACE: Final = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_NO_TITLE: Final = re.compile(r"[\x00-\x1f\x7f#<>\[\]{}|\ufffd]|%[0-9A-Fa-f]{2}|&[A-Za-z0-9\x80-\U0010ffff]+;|~~~|(?:^|/)\.\.?(?:/|$)|^:")
_PREFIX: Final = re.compile(r"(.+?) *: *(.*)$")  # without DOTALL a last newline is lost, as MediaWiki loses it
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9'()-]*(?: [A-Za-z0-9'()-]+)*\Z")
_LONGEST: Final = 255  # bytes of a title
_TALK: Final = "Talk"
_CONTROLS: Final = range(0x7F, 0xA0)  # of which no entity makes a character here, other than in HTML


class Called(NamedTuple):
    """What a template call calls."""

    page: str | None
    """The page with its namespace (`Template:Infobox military conflict`), or None where the name can be no page's."""
    subst: str | None = None
    """`subst` or `safesubst` where the call is to be replaced by the template when the page is saved."""
    function: str | None = None
    """The parser function or module call (`#if`, `#invoke`) instead of a page."""


def called(name: str, vocabulary: Vocabulary) -> Called:
    """What a name calls: the words before the first `|` of a template without comments and include directives.

    >>> from infobox_conflict.vocabulary import load
    >>> called("template: infobox_military  conflict ", load("en")).page
    'Template:Infobox military conflict'
    """
    words = name.strip(BLANKS)
    if len(words) <= _LONGEST and _PLAIN.match(words):
        return Called(f"Template:{words[0].upper()}{words[1:]}")
    subst = _SUBST.match(words)
    modified = _MODIFIER.match(words, subst.end() if subst else 0)
    words = words[modified.end() if modified else 0 :]
    kind = subst[1].lower().replace("ſ", "s") if subst else None
    before, colon, _ = words.partition(":")
    if colon and vocabulary.is_function(before):
        return Called(None, kind, before.lower())
    return Called(_page(words, vocabulary, "Template"), kind)


def may_link(target: str, vocabulary: Vocabulary) -> bool:
    """Whether the words before the first `|` of a link can name a page, or a section of this one; else no link is made of them.

    >>> from infobox_conflict.vocabulary import load
    >>> [may_link(words, load("en")) for words in ("Rome", "#Aftermath", "File:", " ", "a%5Bb")]
    [True, True, False, False, False]
    """
    if "%" in target:
        from urllib.parse import unquote  # noqa: PLC0415 (slow to import, and few links have such signs)

        target = unquote(target)
    return _page(target, vocabulary, "") is not None


def decoded(words: str) -> str:
    """A title with the characters that its entities stand for; U+FFFD for those that stand for none."""
    return _ENTITY.sub(_character, words) if "&" in words else words


def _character(match: re.Match[str]) -> str:
    """What an entity in a name stands for."""
    words = match[0]
    if words.startswith("&#"):
        if len(words) > _LONGEST:
            return "\ufffd"
        number = int(words[3:-1], 16) if words[2] in "xX" else int(words[2:-1])
        if number in _CONTROLS:
            return "\ufffd"
    return html.unescape(words)


def _page(words: str, vocabulary: Vocabulary, namespace: str) -> str | None:
    """The page that words name, in a namespace where they name none; None where they can be no page's name."""
    words = decoded(words)
    words = _SPACE.sub(" ", _DIRECTION.sub("", words)).strip(" ")
    if "\ufffd" in words:
        return None
    if words.startswith(":"):
        namespace, words = "", words[1:].strip(" ")
    prefix = _PREFIX.match(words)
    if prefix is not None and (known := vocabulary.namespaces.get(prefix[1].lower())) is not None:
        namespace, words = known, prefix[2]
        if namespace == _TALK and (inner := _PREFIX.match(words)) is not None and inner[1].lower() in vocabulary.namespaces:
            return None  # a talk page of no page
    words, fragment, _ = words.partition("#")
    words = words.rstrip(" ")
    if not words and not namespace and fragment:
        return ""  # the page itself
    if not words or _NO_TITLE.search(words) or len(words.encode(errors="surrogatepass")) > _LONGEST:
        return None
    words = words[0].upper() + words[1:]
    return f"{namespace}:{words}" if namespace else words
