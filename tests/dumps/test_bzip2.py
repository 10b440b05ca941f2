"""Ranges of bzip2 files: wherever a file is cut, the parts together are the whole; a damaged block costs that block alone."""

from __future__ import annotations

import bz2
import itertools
import mmap
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infobox_conflict.dumps import bzip2
from infobox_conflict.dumps.flow import Block, Damaged, Flow, Gap, Mark

Read = Callable[[mmap.mmap, int, int], Flow]
DICE = random.Random(5)
PLAIN = "".join(DICE.choices("abcdefgh \n", k=1_500_000)).encode()
PACKED = {
    "one stream": bz2.compress(PLAIN, 1),
    "many streams": b"".join(bz2.compress(PLAIN[at : at + 70_001], 1) for at in range(0, len(PLAIN), 70_001)),
    "empty streams between": b"".join(bz2.compress(PLAIN[at : at + 500_000]) + bz2.compress(b"") for at in range(0, len(PLAIN), 500_000)),
    "rubbish at the end": bz2.compress(PLAIN) + bytes(1000),
}


@pytest.fixture
def mapped(tmp_path: Path) -> Iterator[Callable[[bytes], mmap.mmap]]:
    """Bytes as a mapped file."""
    maps: list[mmap.mmap] = []

    def make(data: bytes) -> mmap.mmap:
        path = tmp_path / f"{len(maps)}.bz2"
        path.write_bytes(data)
        with path.open("rb") as file:
            maps.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return maps[-1]

    yield make
    for one in maps:
        one.close()


def own(flow: Flow) -> tuple[bytes, list[Gap]]:
    """What a part holds up to its boundary, and its gaps."""
    data, gaps = [], []
    for item in flow:
        if item is Mark.BOUNDARY:
            break
        if isinstance(item, Gap):
            gaps.append(item)
        elif isinstance(item, Block):
            data.append(item.data)
    return b"".join(data), gaps


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("read", [bzip2.unpacked, bzip2.salvaged])
@pytest.mark.parametrize("parts", [1, 2, 7])
def test_parts_together_are_the_whole(name: str, read: Read, parts: int, mapped: Callable[[bytes], mmap.mmap]) -> None:
    data = mapped(PACKED[name])
    for _ in range(3):
        cuts = [0, *sorted(DICE.sample(range(1, len(data)), parts - 1)), len(data)]
        assert b"".join(own(read(data, start, end))[0] for start, end in itertools.pairwise(cuts)) == PLAIN


@pytest.mark.parametrize("read", [bzip2.unpacked, bzip2.salvaged])
def test_behind_the_boundary_the_file_goes_on(read: Read, mapped: Callable[[bytes], mmap.mmap]) -> None:
    for packed in (PACKED["one stream"], PACKED["many streams"]):
        data = mapped(packed)
        items = list(read(data, 0, len(data) // 3))
        assert items.count(Mark.BOUNDARY) == 1
        assert b"".join(item.data for item in items if isinstance(item, Block)) == PLAIN


@pytest.mark.parametrize("name", ["one stream", "many streams"])
def test_a_damaged_block_is_a_gap_and_the_others_are_read(name: str, mapped: Callable[[bytes], mmap.mmap]) -> None:
    damaged = bytearray(PACKED[name])
    at = len(damaged) // 2
    damaged[at] ^= 0x55
    data = mapped(bytes(damaged))
    with pytest.raises(Damaged):
        own(bzip2.unpacked(data, 0, len(data)))
    found, [gap] = own(bzip2.salvaged(data, 0, len(data)))
    assert at - 50_000 < gap.place <= at
    assert len(PLAIN) - 100_100 < len(found) < len(PLAIN) - 60_000
    head = next(size for size in range(0, len(PLAIN), 100) if found[: size + 100] != PLAIN[: size + 100])
    assert PLAIN.endswith(found[head + 100 :])


def test_data_that_is_cut_off(mapped: Callable[[bytes], mmap.mmap]) -> None:
    data = mapped(PACKED["one stream"][:-10_000])
    with pytest.raises(Damaged):
        own(bzip2.unpacked(data, 0, len(data)))
    found, gaps = own(bzip2.salvaged(data, 0, len(data)))
    assert PLAIN.startswith(found)
    assert len(gaps) == 1


def test_a_stream_that_does_not_begin_where_it_should(mapped: Callable[[bytes], mmap.mmap]) -> None:
    data = mapped(bz2.compress(PLAIN[:1000]) + b"rubbish" + bz2.compress(PLAIN[1000:]))
    with pytest.raises(Damaged):
        own(bzip2.unpacked(data, 0, len(data)))
    assert own(bzip2.salvaged(data, 0, len(data))) == (PLAIN, [])
