"""What comes out of a dump, whatever it is packed in: blocks of bytes in order, a mark where a part of it ends, and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

BLOCK: Final = 1 << 18
"""Bytes of a block, about; several passes are made over each, so it should stay near the processor."""


class Block(NamedTuple):
    """Bytes of a dump."""

    place: int
    """The byte of the file at which they begin; of a packed file, at which what holds them begins, about."""
    data: bytes


class Gap(NamedTuple):
    """A place where bytes are missing, since they could not be read."""

    place: int
    """The byte of the file."""
    message: str
    """Why, as one sentence without the place."""


class Mark(Enum):
    """Marks between blocks."""

    BOUNDARY = "boundary"
    """The part that was asked for ends here; what follows is read only as long as a page of it goes on."""


Flow: TypeAlias = Iterator[Block | Gap | Mark]


class Damaged(Exception):
    """Packed data that cannot be read on in one go; who catches it reads the part anew, block by block."""
