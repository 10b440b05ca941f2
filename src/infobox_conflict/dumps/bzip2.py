"""Bytes of a bzip2 file from any place of it: blocks are found by their marks, so a file of one stream splits as one of many does."""

from __future__ import annotations

import bz2
import re
from mmap import mmap
from typing import Final

from .flow import BLOCK, Block, Damaged, Flow, Gap, Mark

_PI: Final = 0x314159265359  # a block begins with these 48 bits, at any bit of a byte
_ROOT: Final = 0x177245385090  # a stream ends with these, and a checksum of 32 bits
_MARK_BITS: Final = 48
_SUM_BITS: Final = 32
_HEADER: Final = b"BZh9"  # of a stream with blocks of any size
_STREAM: Final = re.compile(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)")
_CHUNK: Final = 1 << 18
_LONGEST: Final = 1 << 21  # packed bytes of a block; the 900,000 bytes that it holds cannot become more
_WINDOW: Final = 1 << 18  # bytes, about a block, since the next mark is near
_POKE: Final = 5  # bytes behind a block, part of the mark there: a decompressor keeps some of its output until it is given more


def unpacked(data: mmap, start: int, end: int) -> Flow:
    """The blocks that begin in a range of bytes, the boundary, and those behind it; raises Damaged where one cannot be read."""
    first = _first(data, start)
    if first is None or first >= end * 8:
        return
    boundary = _find(data, _PI, end * 8) if end < len(data) else None
    limit = min(boundary // 8 + _POKE, len(data)) if boundary is not None else len(data)
    at, shift = divmod(first, 8)
    # A stream that is entered between two blocks is left before its checksum, which counts the blocks before.
    whole = data[at : at + 3] == _HEADER[:3]
    machine, header = bz2.BZ2Decompressor(), b"" if whole else _HEADER
    while at < len(data):
        if at >= limit:
            yield Mark.BOUNDARY
            limit = len(data)
        place, at = at, min(at + _CHUNK, limit)
        foot = None if whole else _find(data, _ROOT, place * 8 + shift, at + 8)
        if foot is not None:
            at = min(foot // 8 + _POKE, len(data))
        try:
            out = machine.decompress(header + _bits(data, place * 8 + shift, at * 8 + shift), BLOCK)
            while out:
                yield Block(place, out)
                out = machine.decompress(b"", BLOCK) if not (machine.needs_input or machine.eof) else b""
        except OSError as fault:
            raise Damaged from fault
        header = b""
        if machine.eof or foot is not None:
            about = at - len(machine.unused_data) if foot is None else (foot + _MARK_BITS + _SUM_BITS) // 8
            following = _next_stream(data, about)
            if following is None:
                return
            at, shift, machine, whole = following, 0, bz2.BZ2Decompressor(), True
    raise Damaged  # the last stream has no end


def salvaged(data: mmap, start: int, end: int) -> Flow:
    """The same block by block, which is slower: a gap for each that cannot be read, and all the others."""
    at = _find(data, _PI, start * 8)
    passed = False
    while at is not None:
        if not passed and at >= end * 8:
            passed = True
            yield Mark.BOUNDARY
        out, behind = _one_block(data, at)
        yield Block(at // 8, out) if out is not None else Gap(at // 8, "a block of the bzip2 data is damaged or cut off")
        at = behind


def _one_block(data: mmap, start: int) -> tuple[bytes | None, int | None]:
    """What the block at a bit holds, or None where it is damaged, and the bit of the next block."""
    stop = (start + _MARK_BITS) // 8 + _LONGEST
    following = first = _find(data, _PI, start + _MARK_BITS)
    for _ in range(3):  # a mark may stand in a block by chance
        upto = min(stop, following // 8 + 8) if following is not None else stop
        foot = _find(data, _ROOT, start + _MARK_BITS, upto)
        ending = foot if foot is not None and (following is None or foot < following) else following
        if ending is None or ending // 8 > stop:
            break
        try:
            return bz2.decompress(_alone(data, start, ending)), following
        except (OSError, ValueError):
            following = _find(data, _PI, ending + 1) if ending == following else following
    return None, first


def _first(data: mmap, start: int) -> int | None:
    """The bit of the first stream or block at or behind a byte."""
    return start * 8 if _STREAM.match(data, start) else _find(data, _PI, start * 8)


def _next_stream(data: mmap, about: int) -> int | None:
    """The byte of the stream behind the end of another, which is known but for a byte; None where only rubbish follows.

    Raises Damaged where something else stands before the next one.
    """
    near = data.find(_HEADER[:3], about - 1, about + 5)
    if near >= 0:
        return near
    later = _STREAM.search(data, about)
    if later is not None:
        raise Damaged
    return None


def _bits(data: mmap, start: int, end: int) -> bytes:
    """Bits of a file as bytes, where start and end are alike in their last three bits."""
    if start % 8 == 0:
        return data[start // 8 : end // 8]
    count = (end - start) // 8
    number = int.from_bytes(data[start // 8 : end // 8 + 1].ljust(count + 1, b"\0"), "big")
    return ((number >> 8 - start % 8) & ((1 << count * 8) - 1)).to_bytes(count, "big")


def _alone(data: mmap, start: int, end: int) -> bytes:
    """The block between two bits as a stream of its own; the checksum of a stream of one block is the block's."""
    last = -(-end // 8)
    number = (int.from_bytes(data[start // 8 : last], "big") >> last * 8 - end) & ((1 << end - start) - 1)
    checksum = (number >> end - start - _MARK_BITS - _SUM_BITS) & ((1 << _SUM_BITS) - 1)
    number = ((number << _MARK_BITS | _ROOT) << _SUM_BITS) | checksum
    size = end - start + _MARK_BITS + _SUM_BITS
    return _HEADER + (number << -size % 8).to_bytes(-(-size // 8), "big")


def _find(data: mmap, mark: int, start: int, stop: int | None = None) -> int | None:
    """The first bit at or behind another at which a mark stands; *stop* is a byte."""
    stop = len(data) if stop is None else min(stop, len(data))
    window = start // 8
    while window < stop:
        upto = min(window + _WINDOW, stop)
        found = [bit for shift in range(8) if (bit := _aligned(data, mark, shift, max(start, window * 8), upto)) is not None]
        if found:
            return min(found)
        window = upto - 8 if upto < stop else stop
    return None


def _aligned(data: mmap, mark: int, shift: int, start: int, stop: int) -> int | None:
    """The first bit for a mark that stands at a given bit of a byte."""
    whole = (mark << 8 - shift).to_bytes(7, "big")
    inner = whole[1:6] if shift else whole[:6]
    at = data.find(inner, start // 8, stop)
    while at >= 0:
        first = at - bool(shift)
        bit = first * 8 + shift
        if bit >= start and (int.from_bytes(data[first : first + 7].ljust(7, b"\0"), "big") >> 8 - shift) & ((1 << _MARK_BITS) - 1) == mark:
            return bit
        at = data.find(inner, at + 1, stop)
    return None
