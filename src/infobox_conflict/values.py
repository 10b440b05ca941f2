"""What all small value classes share: compared by what they hold, immutable to the type checker, and quick to make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a slotted, hashable dataclass that type checkers take as frozen.

    `dataclass(frozen=True)` also refuses assignment while the program runs, and pays for it by setting every
    attribute through `object.__setattr__`: making a value takes three times as long. A page has hundreds of them.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
