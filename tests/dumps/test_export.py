"""Revisions out of a flow of bytes: the same ones however the flow is cut into blocks and parts; broken pages are told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobox_conflict.dumps.export import Raw, parsed, revisions, unescaped
from infobox_conflict.dumps.finder import Finder
from infobox_conflict.dumps.flow import Block, Flow, Gap, Mark
from tests.dumps.told import END, HEAD, box, export, page, revision

FINDS = Finder().finds
WIKI = export(
    page(1, "No box."),
    page(2, box(2), title="A &amp; B"),
    page(3, box(30), "no box now", box(32), box(33)),
    page(4, "#REDIRECT [[A & B]]\n" + box(4), redirect="A &amp; B", namespace=4),
    page(5, "{{Infobox settlement}}"),
    page(6, box(6)),
)
WANTED = [(2, 200), (3, 300), (3, 302), (3, 303), (4, 400), (6, 600)]


def flow(data: bytes, start: int = 0, end: int | None = None, size: int = 1 << 20) -> Flow:
    """A range of bytes in blocks, the boundary, and the rest."""
    end = len(data) if end is None else end
    for first, last in ((start, end), (end, len(data))):
        for at in range(first, last, size):
            yield Block(at, data[at : min(at + size, last)])
        if last == end and end < len(data):
            yield Mark.BOUNDARY


def found(items: Iterator[Raw | Gap]) -> list[tuple[int | None, int | None]]:
    """The page and revision of each that has a text with a find in it."""
    pages = [parsed(item) for item in items if isinstance(item, Raw)]
    return [(one.id, one.revision) for one in pages if one is not None and FINDS(one.text.encode())]


def test_what_a_revision_says() -> None:
    pages = [one for item in revisions(flow(WIKI), FINDS) if isinstance(item, Raw) and (one := parsed(item)) is not None]
    assert [(one.id, one.revision) for one in pages if FINDS(one.text.encode())] == WANTED
    first = next(one for one in pages if one.id == 2)
    assert (first.title, first.namespace, first.redirect, first.text, first.damaged) == ("A & B", 0, None, box(2), False)
    assert first.time is not None
    assert first.time.isoformat() == "2026-11-25T12:00:00+00:00"
    assert next(one for one in pages if one.id == 4).redirect == "A & B"


@given(st.lists(st.integers(0, len(WIKI)), max_size=6), st.integers(1, 700))
def test_every_page_is_in_one_part_however_it_is_cut(cuts: list[int], size: int) -> None:
    edges = [0, *sorted(cuts), len(WIKI)]
    together = [one for start, end in itertools.pairwise(edges) for one in found(revisions(flow(WIKI, start, end, size), FINDS))]
    assert together == WANTED


def test_every_single_cut() -> None:
    wiki = export(page(1, box(1)), page(2, box(2)))
    for cut in range(len(wiki) + 1):
        parts = [found(revisions(flow(wiki, start, end), FINDS)) for start, end in ((0, cut), (cut, len(wiki)))]
        assert [*parts[0], *parts[1]] == [(1, 100), (2, 200)], cut


def test_a_part_reads_no_further_than_its_last_page() -> None:
    cut = WIKI.index(b"<title>Page 3")
    read = []

    def watched() -> Flow:
        for item in flow(WIKI, 0, cut, 100):
            read.append(item)
            yield item

    assert found(revisions(watched(), FINDS))[-1] == (3, 303)
    last = read[-1]
    assert isinstance(last, Block)
    assert last.place < WIKI.index(b"<title>Page 4") + 100


def test_a_gap_costs_the_pages_around_it() -> None:
    cut = WIKI.index(b"no box now")
    items = list(revisions(iter([Block(0, WIKI[:cut]), Gap(cut, "gone"), Block(cut, WIKI[cut + 50 :])]), FINDS))
    assert [item for item in items if isinstance(item, Gap)] == [Gap(cut, "gone")]
    assert found(iter(items)) == [(2, 200), (3, 300), (4, 400), (6, 600)]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (page(2, box(2)).replace(b"</revision>\n  </page>", b""), "no end"),
        (page(2, box(2)).replace(b"<revision>", b""), "no revision"),
    ],
)
def test_a_broken_page_is_told_and_the_rest_goes_on(broken: bytes, message: str) -> None:
    items = list(revisions(flow(export(page(1, box(1)), broken, page(3, box(3)))), FINDS))
    [gap] = [item for item in items if isinstance(item, Gap)]
    assert message in gap.message
    assert found(iter(items)) == [(1, 100), (3, 300)]


def test_an_export_that_ends_in_a_page() -> None:
    whole = export(page(1, box(1)), page(2, box(2)))
    *pages, gap = revisions(flow(whole[: whole.rindex(b"</text>")], size=100), FINDS)
    assert found(iter(pages)) == [(1, 100)]
    assert isinstance(gap, Gap)
    assert "middle of a page" in gap.message


def test_a_revision_that_is_too_long_is_passed_over() -> None:
    def long() -> Flow:
        yield Block(0, HEAD + page(1, box(1)) + b"<page><title>X</title><revision><text>")
        for at in range(20):
            yield Block(at, b"Infobox war " * 350_000)
        yield Block(99, b"</text></revision></page>" + page(3, box(3)) + END)

    items = list(revisions(long(), FINDS))
    assert ["longer than 32 MB" in item.message for item in items if isinstance(item, Gap)] == [True]
    assert found(iter(items)) == [(1, 100), (3, 300)]


def test_what_is_no_wikitext_is_no_page() -> None:
    [lua] = [item for item in revisions(flow(page(1, box(1), model="Scribunto")), FINDS) if isinstance(item, Raw)]
    assert parsed(lua) is None
    hidden = revision("", 1).replace('<text bytes="0" xml:space="preserve"></text>', '<text bytes="9" deleted="deleted" />').encode()
    assert parsed(Raw(0, b"<page>", hidden)) is None


def test_bytes_that_are_no_utf8() -> None:
    [item] = revisions(flow(export(page(1, box(1)).replace(b"Text.", b"T\xff."))), FINDS)
    assert isinstance(item, Raw)
    one = parsed(item)
    assert one is not None
    assert one.damaged
    assert "T\ufffd." in one.text


@pytest.mark.parametrize(
    ("xml", "text"),
    [("a", "a"), ("&amp;lt;", "&lt;"), ("&#65;&#x42;&#039;", "AB'"), ("&#55296;&#99999999999;", "\ufffd\ufffd"), ("&amp;#65;", "&#65;"), ("&nbsp;&", "&nbsp;&")],
)
def test_entities(xml: str, text: str) -> None:
    assert unescaped(xml) == text
