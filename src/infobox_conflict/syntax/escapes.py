"""How words are written in wikitext so that MediaWiki takes none of them as markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..problems import CannotWrite
from .pages import decoded

GUARD: Final = "<nowiki/>"
"""Shows nothing, and keeps apart what stands beside it."""

UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no wiki keeps."""
_SPECIAL: Final = re.compile(
    r"""
    [|\n\u00a0]
  | (?<=[{-])\{ | \{(?=\{) | (?<=\})\} | \}(?=\})
  | (?<=\[)\[ | \[(?=\[|[a-z]*:?//|(?:mailto|news|urn|geo|magnet|tel|sms|sips?|xmpp|bitcoin|matrix):) | (?<=\])\] | \](?=\])
  | (?<=')' | '(?=')
  | <(?=[a-z/!]) | <\Z
  | &(?=(?:\#[0-9]+|\#x[0-9a-f]+|\w+);)
  | (?<=~~)~ | (?<=_)_(?=[a-z]+__) | (?<=[a-z]):(?=//)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINE_SIGN: Final = re.compile(r"[*#:;=]|-(?=---)")
_TARGET_SIGN: Final = re.compile(r"[~']{2,}|(?<=_)_")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around words in the text that is written."""

    left: str = ""
    """What stands directly before them."""
    right: str = ""
    """What stands directly behind them."""
    break_line: str = "<br />"
    """How a line end in the words is written."""
    line_start: bool = False
    """Whether they begin a line, where signs make lists and headings."""
    starts: bool = False
    """Whether blanks before them would be lost."""
    ends: bool = False
    """Whether blanks behind them would be lost."""
    follows_link: bool = False
    """Whether letters that they begin with would be taken into a link."""
    reserved: str = ""
    """Characters that mean something there besides: `]` in the words of a link to a site, `:` in a term."""


def check(words: str, what: str = "text") -> None:
    """Raise CannotWrite for characters that no wiki keeps."""
    found = UNWRITABLE.search(words)
    if found is not None:
        raise CannotWrite(f"wikitext cannot hold the character U+{ord(found[0]):04X} in {what} {words!r}")


def escape(words: str, around: Around) -> str:
    """Words as wikitext that shows just them; those with nothing special in them stay as they are.

    >>> escape("Guns & {{roses}} | 'n' [sic] <5", Around())
    "Guns & &#123;&#123;roses&#125;&#125; &#124; 'n' [sic] <5"
    """
    if not words:
        return words
    first = len(around.left)
    last = first + len(words)
    padded = around.left + words + around.right
    out: list[str] = []
    if around.follows_link and "a" <= words[0] <= "z":
        out.append(GUARD)
    at = first
    if (around.line_start and _LINE_SIGN.match(padded, at)) or ((around.line_start or around.starts) and words[0] == " "):
        out.append(_entity(words[0]))
        at += 1
    elif (around.line_start or around.starts) and words[0] == "\t":
        out.append(GUARD)
    end = last - 1 if around.ends and words[-1] in " \t" and last > at else last
    for match in _SPECIAL.finditer(padded):
        start = match.start()
        if at <= start < end:
            out += (_reserved(padded[at:start], around.reserved), _written(match[0], around.break_line))
            at = start + 1
    out.append(_reserved(padded[at:end], around.reserved))
    if end < last:
        out.append(words[-1] + GUARD)
    return "".join(out)


def target(title: str) -> str:
    """A page's title or a section's name as the target of a link.

    >>> target("AT&amp;T")
    'AT&amp;amp;T'
    """
    words = title.replace("&", "&amp;") if decoded(title) != title else title
    return _TARGET_SIGN.sub(lambda match: "".join(map(_entity, match[0])), words)


def _reserved(words: str, reserved: str) -> str:
    for char in reserved:
        words = words.replace(char, _entity(char))
    return words


def _written(char: str, break_line: str) -> str:
    return break_line if char == "\n" else _entity(char)


_NAMED: Final = {"<": "&lt;", "&": "&amp;", "\u00a0": "&nbsp;"}


def _entity(char: str) -> str:
    return _NAMED.get(char) or f"&#{ord(char)};"
