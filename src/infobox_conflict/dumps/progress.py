"""How far long work is: a line that changes on a terminal, else a line each minute."""

from __future__ import annotations

import time
from typing import Final, TextIO

_EACH: Final = {True: 0.5, False: 60.0}  # seconds between two lines, on a terminal and elsewhere
_MEGA: Final = 1_000_000


class Progress:
    """Tells bytes done, their rate and the time left; the rate counts from the first time that it is told."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()
        self._begun: tuple[float, int] | None = None
        self._next = 0.0

    def __call__(self, done: int, whole: int, found: int) -> None:
        """Tell how far the work is, if it is time to."""
        now = time.monotonic()
        if self._begun is None:
            self._begun, self._next = (now, done), now + _EACH[self._terminal]
        if now < self._next or not whole:
            return
        self._next = now + _EACH[self._terminal]
        line = progress_line(done - self._begun[1], whole - done, now - self._begun[0], done / whole, found)
        self._out.write(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
        self._out.flush()

    def clear(self) -> None:
        """Leave the line empty for what is printed next."""
        if self._terminal:
            self._out.write("\r\x1b[K")
            self._out.flush()


def progress_line(done: int, left: int, seconds: float, share: float, found: int) -> str:
    """The line about bytes done in some seconds, of which others are left.

    >>> progress_line(50_000_000, 150_000_000, 10, 0.25, 12)
    '25 %, 5.0 MB/s, 0:00:30 left, 12 conflicts'
    """
    rate = done / seconds if seconds > 0 else 0.0
    percent = f"{share * 100:.0f} %"
    if not rate:
        return f"{percent}, {found} conflicts"
    minutes, rest = divmod(round(left / rate), 60)
    return f"{percent}, {rate / _MEGA:.1f} MB/s, {minutes // 60}:{minutes % 60:02}:{rest:02} left, {found} conflicts"
