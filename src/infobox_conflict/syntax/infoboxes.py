"""Which templates of a wikitext are infoboxes of a conflict, found without reading the rest of the page closely."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from typing import Final

from ..vocabulary import Vocabulary, load
from .pages import MODIFIERS, called
from .preprocessor import BLANKS, TAGS, Node, preprocess
from .templates import SHORT, Found, Template, name_span, plain_words, with_depth
from .text import Span

_INVOKE: Final = "#invoke:"
_NAMESPACE: Final = "Template:"


def infobox_templates(text: str, *, tags: frozenset[str] = TAGS, language: str = "en") -> tuple[Template, ...]:
    """The infoboxes of conflicts among the templates of a wikitext, in source order; never raises for what the text holds.

    They are those out of `templates(text)` whose page is the infobox, one of its redirects, old names or sisters, a call of
    its module, or that have the parameters `combatant1` and `combatant2` under any other name; found a hundred times faster,
    since the search ends where no other can follow.

    >>> [box.page for box in infobox_templates("{{about|x}} {{warbox|conflict=Siege of X}} {{reflist}}")]
    ['Template:Warbox']
    """
    found, _ = find_infoboxes(text, load(language), tags, closely=False)
    return found


def find_infoboxes(text: str, vocabulary: Vocabulary, tags: frozenset[str] = TAGS, *, closely: bool) -> tuple[tuple[Template, ...], Found]:
    """The infoboxes of conflicts, and what the preprocessor found up to the end of the last one.

    Where nobody wants to look at it *closely*, most of the templates with nothing special in them are left out of that.
    """
    search = _Search(text, vocabulary, tags)
    nodes = preprocess(text, tags=tags, dull="" if closely else search.others, enough=search.enough) if search.may_follow(0) else []
    page = Found(text, nodes, vocabulary, tags)
    found = [node for node in nodes if node.kind == "template" and search.may_be_call(node) and search.is_infobox(node, page)]
    if not found:
        return (), page
    depths = dict(with_depth(nodes))
    return tuple([Template(page, node, depths[node]) for node in found]), page


def infobox_named(name: str | None, vocabulary: Vocabulary) -> str | None:
    """The template of a conflict that a call's name stands for, also as a call of its module; None for all others.

    The name is without comments; None where it is computed.
    """
    if name is None:
        return None
    words = name.strip(BLANKS)
    if words[: len(_INVOKE)].lower() == _INVOKE:
        return vocabulary.template(words[len(_INVOKE) :])
    page = called(words, vocabulary).page
    return vocabulary.template(page.removeprefix(_NAMESPACE)) if page and page.startswith(_NAMESPACE) else None


class _Search:
    """Tells infoboxes of conflicts from other templates: by name, and those of an unknown name by their parameters."""

    def __init__(self, text: str, vocabulary: Vocabulary, tags: frozenset[str]) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.tags = tags
        self.names: dict[str, bool] = {}
        self.shape = vocabulary.shape
        self.others, self.beginning = _beginnings(vocabulary)

    def may_be_call(self, node: Node) -> bool:
        """Whether a template is worth a closer look, by how its name begins and how many parameters it has."""
        return self.text[node.start + 2] not in self.others or len(node.bars) > len(self.shape)

    def is_infobox(self, node: Node, page: Found | None = None) -> bool:
        """Whether a template is an infobox of a conflict; *page* has what stands in the text, once that is known."""
        return self.is_name(name_span(node), page) or self.wraps(node)

    def is_name(self, span: Span, page: Found | None) -> bool:
        """Whether a raw name is one of an infobox."""
        if self.text[span.start] in self.others:
            return False
        if span.end - span.start > SHORT:
            return self.is_plain_name(page.plain(span) if page is not None else plain_words(self.text, span, self.tags))
        raw = span.of(self.text)
        known = self.names.get(raw)
        if known is None:
            known = self.names[raw] = self.is_plain_name(plain_words(self.text, span, self.tags))
        return known

    def is_plain_name(self, name: str | None) -> bool:
        """Whether a name without comments is one of an infobox."""
        return infobox_named(name, self.vocabulary) is not None

    def wraps(self, node: Node) -> bool:
        """Whether a template has the parameters of an infobox of a conflict."""
        text, bars, shape = self.text, node.bars, self.shape
        if len(bars) < 2 * len(shape):
            return False
        return shape <= {text[bar + 1 : equals].strip(BLANKS) for bar, equals in zip(bars[::2], bars[1::2], strict=True) if equals >= 0}

    def enough(self, node: Node) -> bool:
        """Whether after a template no infobox can follow."""
        return self.is_infobox(node) and not self.may_follow(node.end)

    def may_follow(self, at: int) -> bool:
        """Whether an infobox may begin behind a place."""
        return self.beginning.search(self.text, at) is not None or all(self.text.find(one, at) >= 0 for one in self.shape)


@lru_cache(maxsize=16)
def _beginnings(vocabulary: Vocabulary) -> tuple[str, re.Pattern[str]]:
    """The characters with which no name of an infobox begins, and what finds braces behind which such a name may stand.

    It stands there where the words begin as one does, or may be spelt in an odd way.
    """
    words = {name.partition(" ")[0].lower() for name in vocabulary.templates}
    words |= {_INVOKE, *(f"{word}:" for word in MODIFIERS), *vocabulary.prefixes("Template")}
    initials = {char for word in words for char in (word[0], word[0].upper())}
    others = "".join(char for char in string.ascii_letters + string.digits if char not in initials)  # most templates begin so
    odd = "&<\u200e\u200f\u202a-\u202e"
    known = "|".join(sorted(map(re.escape, words)))
    named = re.compile(rf"\{{\{{(?![{others}])(?:(?:[^\w{{}}|{odd}#]|_)*+(?i:{known})|[^{{}}|{odd}]*+[{odd}])")
    return others, named
