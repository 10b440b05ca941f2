"""MediaWiki's XML exports (schemas 0.10 and 0.11): the revisions in a flow of bytes that may hold a box, and what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from .flow import Block, Flow, Gap

_PAGE, _PAGE_END = b"<page>", b"</page>"
_REVISION, _REVISION_END = b"<revision>", b"</revision>"
_TEXT, _TEXT_END = b"<text", b"</text>"
_LARGEST: Final = 1 << 25  # bytes of a revision; MediaWiki's limit is 2 MB, which escapes make six times as long at most
_LITTLE: Final = 1 << 16  # bytes that are searched as soon as they are there

_TITLE: Final = re.compile(rb"<title>([^<]*)</title>")
_NAMESPACE: Final = re.compile(rb"<ns>(-?\d+)</ns>")
_ID: Final = re.compile(rb"<id>(\d+)</id>")
_REDIRECT: Final = re.compile(rb'<redirect title="([^"]*)"')
_TIME: Final = re.compile(rb"<timestamp>([^<]*)</timestamp>")
_MODEL: Final = re.compile(rb"<model>([^<]*)</model>")
_WIKI: Final = re.compile(rb"<dbname>([^<]*)</dbname>")
_NUMBERED: Final = re.compile(r"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_HIGHEST: Final = 0x10FFFF


class Raw(NamedTuple):
    """A revision as its bytes stand in an export."""

    place: int
    """The byte of the file at which they stand, about."""
    head: bytes
    """Its page up to the first revision."""
    body: bytes
    """From `<revision>` to `</revision>`."""


class Page(NamedTuple):
    """A page in one of its revisions."""

    text: str
    """The wikitext."""
    title: str | None = None
    """With the namespace's name as the wiki spells it."""
    namespace: int | None = None
    """The number of its namespace."""
    id: int | None = None
    """The page's number."""
    redirect: str | None = None
    """The title of the page that it leads to."""
    revision: int | None = None
    """The revision's number."""
    time: datetime | None = None
    """When the revision was saved."""
    format: str | None = "wikitext"
    """The format of the text; None lets the text tell."""
    damaged: bool = False
    """Whether its bytes were no UTF-8; U+FFFD stands for those that were none."""


def revisions(flow: Flow, finds: Callable[[bytes, int, int], list[int]]) -> Iterator[Raw | Gap]:
    """The revisions with a find in them, of the pages that begin before the boundary of a flow, and its gaps.

    Bytes without a find are passed over. A page that has no end is told as a gap.
    """
    scan = _Scan(finds)
    for item in flow:
        if isinstance(item, Block):
            yield from scan.feed(item.place, item.data)
        else:
            yield from scan.search()
            if isinstance(item, Gap):
                if scan.ours is None:
                    yield item
                scan.forget()
            else:
                scan.ours = len(scan.data)
        if scan.is_done:
            return
    yield from scan.search()
    if not scan.stopped:
        yield from scan.rest()


class _Scan:
    """Where the search stands: what is left of the bytes, and the page that is open."""

    def __init__(self, finds: Callable[[bytes, int, int], list[int]]) -> None:
        self.finds = finds
        self.data = b""  # behind the last end of a revision or page
        self.place = self.latest = 0  # of the data, and of what came last
        self.more: list[bytes] = []  # what came and was not searched yet
        self.waiting = 0  # the bytes of that
        self.head: bytes | None = None  # of the page that is open; None outside of pages and in one that began before the flow
        self.ours: int | None = None  # how much of the data stands before the boundary, once that has come
        self.stopped = False
        self.passing = False  # over a revision that is too long

    @property
    def is_done(self) -> bool:
        """Whether no page is left that began before the boundary."""
        if self.ours is None or self.stopped or self.head is not None:
            return self.stopped
        tail = self.data[max(self.ours - len(_PAGE), 0) : self.ours]
        return self.data.find(_PAGE, 0, self.ours + len(_PAGE) - 1) < 0 and not _ends_in(tail, _PAGE)

    def forget(self) -> None:
        """Let go of what is open, since bytes behind it are missing."""
        self.data, self.head = b"", None
        if self.ours is not None:
            self.stopped = True

    def feed(self, place: int, block: bytes) -> Iterator[Raw | Gap]:
        """Take bytes, and give the revisions whose end is now known.

        What is left is searched anew once it has grown by a quarter, so that a long revision in many small blocks takes linear time.
        """
        if not self.data and not self.more:
            self.place = place
        self.latest = place
        self.more.append(block)
        self.waiting += len(block)
        if self.waiting >= (len(self.data) - _LITTLE) // 4:
            yield from self.search()

    def search(self) -> Iterator[Raw | Gap]:
        """Give the revisions whose end is known."""
        if not self.more:
            return
        data = b"".join((self.data, *self.more))
        self.more, self.waiting = [], 0
        end = data.rfind(_REVISION_END) + len(_REVISION_END)
        if end < len(_REVISION_END):
            end = 0
        closed = data.find(_PAGE_END, end)
        end = closed + len(_PAGE_END) if closed >= 0 else end
        if self.ours is not None and (other := data.find(_PAGE, self.ours)) >= 0:
            end, self.stopped = other, True
        yield from self._search(data, end)
        self._follow(data, end)
        self.data = data[end:]
        self.place = self.latest if end else self.place
        self.ours = max(self.ours - end, 0) if self.ours is not None else None
        self.passing = self.passing and not end
        if len(self.data) > _LARGEST:
            if not self.passing:
                yield Gap(self.place, f"a revision is longer than {_LARGEST >> 20} MB; it was passed over")
            self._pass_over()

    def _pass_over(self) -> None:
        """Let go of the bytes of a revision, but not of its page, nor of what may be the begin of a tag."""
        page = self.data.rfind(_PAGE)
        if page >= 0:
            self.head = _head(self.data, page) if _REVISION in self.data[page:] else None
        self.passing = True
        size = len(self.data) - len(_REVISION_END) + 1
        self.data = self.data[size:]
        self.ours = max(self.ours - size, 0) if self.ours is not None else None

    def rest(self) -> Iterator[Gap]:
        """What to tell when nothing follows: a page with a find that has no end."""
        if (self.head is not None or _PAGE in self.data) and self.finds(self.data, 0, len(self.data)):
            yield Gap(self.place, "the data ends in the middle of a page")

    def _search(self, data: bytes, end: int) -> Iterator[Raw | Gap]:
        done = 0
        for at in self.finds(data, 0, end):
            if at < done:
                continue
            begin, page = data.rfind(_REVISION, done, at), data.rfind(_PAGE, done, at)
            if page >= 0:
                self.head = _head(data, page)
            if self.head is None:
                done = _next(data, _PAGE, at, end)
                continue
            if begin < page or begin < 0:  # in a title, or in a page that has no revision
                done = _next(data, _REVISION, at, _next(data, _PAGE, at, end))
                if data.find(_TEXT, max(page, 0), done) >= 0:
                    yield Gap(self.place, "a page has a text and no revision; it was passed over")
                continue
            done = data.find(_REVISION_END, at, end) + len(_REVISION_END)
            if done < len(_REVISION_END) or data.find(_PAGE, at, done) >= 0:
                yield Gap(self.place, "a revision has no end; it was passed over")
                done = _next(data, _PAGE, at, end)
                continue
            text = data.find(_TEXT, begin, done)
            if at > text or self.finds(data, text, done):  # else it is the summary of an edit
                yield Raw(self.place, self.head, data[begin:done])

    def _follow(self, data: bytes, end: int) -> None:
        """Tell which page is open behind what was searched."""
        page = data.rfind(_PAGE, 0, end)
        if data.find(_PAGE_END, max(page, 0), end) >= 0:
            self.head = None
        elif page >= 0:
            self.head = _head(data, page)


def _next(data: bytes, tag: bytes, start: int, end: int) -> int:
    """Where a tag stands next, or the end."""
    found = data.find(tag, start, end)
    return found if found >= 0 else end


def _head(data: bytes, page: int) -> bytes:
    first = data.find(_REVISION, page)
    return data[page : first if first >= 0 else len(data)]


def _ends_in(data: bytes, tag: bytes) -> bool:
    """Whether bytes end in the middle of a tag."""
    return any(data.endswith(tag[:size]) for size in range(1, len(tag)))


def parsed(raw: Raw) -> Page | None:
    """What a revision says; None where it is no wikitext, has no text, or its text is hidden."""
    head, body = raw.head, raw.body
    begin = body.find(_TEXT)
    opened = body.find(b">", begin)
    end = body.find(_TEXT_END, opened)
    model = _MODEL.search(body, 0, max(begin, 0)) or _MODEL.search(body)
    if begin < 0 or end < 0 or body[opened - 1 : opened] == b"/" or (model is not None and model[1] != b"wikitext"):
        return None
    text, damaged = decoded(body[opened + 1 : end])
    return Page(
        text=unescaped(text),
        title=_words(_TITLE.search(head)),
        namespace=_number(_NAMESPACE.search(head)),
        id=_number(_ID.search(head)),
        redirect=_words(_REDIRECT.search(head)),
        revision=_number(_ID.search(body)),
        time=_moment(_TIME.search(body)),
        damaged=damaged,
    )


def decoded(data: bytes) -> tuple[str, bool]:
    """A text of UTF-8, and whether some of its bytes were none and are U+FFFD now."""
    try:
        return data.decode(), False
    except UnicodeDecodeError:
        return data.decode(errors="replace"), True


def wiki_of(start: bytes) -> str | None:
    """The wiki's name in the head of an export (`enwiki`)."""
    return _words(_WIKI.search(start))


def unescaped(text: str) -> str:
    r"""A text of XML as it is meant.

    >>> unescaped("a &lt;ref name=&quot;b&quot;/&gt; &amp;nbsp; &#039;")
    'a <ref name="b"/> &nbsp; \''
    """
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return _NUMBERED.sub(_character, text).replace("&amp;", "&")


def _character(match: re.Match[str]) -> str:
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    code = int(digits, base) if len(digits) < 8 else _HIGHEST + 1  # noqa: PLR2004 (no character has more digits)
    return chr(code) if code <= _HIGHEST and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004 (surrogates)


def _words(match: re.Match[bytes] | None) -> str | None:
    return unescaped(match[1].decode(errors="replace")) if match is not None else None


def _moment(match: re.Match[bytes] | None) -> datetime | None:
    try:
        return datetime.fromisoformat(match[1].decode()) if match is not None else None
    except ValueError:
        return None


def _number(match: re.Match[bytes] | None) -> int | None:
    return int(match[1]) if match is not None and len(match[1]) < 19 else None  # noqa: PLR2004 (what a table can hold)
