"""Files as people keep them: one that is written whole or not at all, and a patch that tells what changes in it."""

from __future__ import annotations

import difflib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\\Z)")
_STYLES: Final = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_ESCAPES: Final = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def save(name: str, data: bytes, *, instead_of: bytes | None = None) -> None:
    """Write a file whole or not at all: beside it first, then in its place; through a link, its target.

    With *instead_of* the file must still hold those bytes. Raises OSError with the name, also for a file that is read-only,
    though it could be replaced.
    """
    path = Path(os.path.realpath(name))  # a link stays a link
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode) and instead_of is None:
            path.write_bytes(data)  # a device or pipe
            return
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            if instead_of is not None:
                _expect(path, instead_of)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror or str(fault), name) from None


def _mode(path: Path) -> int | None:
    """The mode of a file, or None where there is none; raises OSError for one that is not to be written."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not (mode & 0o222 and os.access(path, os.W_OK)):  # root may write all, and is asked not to
        raise OSError(errno.EACCES, "it is read-only")
    return mode


def _expect(path: Path, data: bytes) -> None:
    """Raise OSError where a file does not hold these bytes."""
    if not path.is_file() or path.read_bytes() != data:
        raise OSError(errno.ESTALE, "it is no longer what was read; nothing was written")


def patch(name: str, before: str, after: str) -> Iterator[str]:
    r"""The lines of a unified patch, as `git apply` and `patch -p1` take it; line ends are those of Unix, all others are characters.

    >>> print(*patch("a.md", "one\ntwo", "one\n2"), sep="", end="")
    --- a/a.md
    +++ b/a.md
    @@ -1,2 +1,2 @@
     one
    -two
    \ No newline at end of file
    +2
    \ No newline at end of file
    """
    one, other = (re.findall(r"[^\n]*\n|[^\n]+\Z", text) for text in (before, after))
    for line in difflib.unified_diff(one, other, _quoted("a", name), _quoted("b", name)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def shown(line: str, *, color: bool) -> str:
    """A line of a patch for a terminal, which no character of it may control."""
    words = _CONTROL.sub("\ufffd", line[:-1])
    style = _STYLES.get(line[:1]) if color else None
    return f"{style}{words}\x1b[0m\n" if style is not None else words + "\n"


def _quoted(side: str, name: str) -> str:
    """A file's name as git writes it in a patch."""
    whole = f"{side}/{name.removeprefix('/')}"
    if re.search(r'[\x00-\x1f\x7f"\\]', whole):
        return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', lambda one: _ESCAPES.get(one[0], f"\\{ord(one[0]):03o}"), whole) + '"'
    return whole + "\t" * (" " in whole)
