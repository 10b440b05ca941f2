"""What a dump is packed in and how it is split: files and folders to parts that can be read one by one, in any order."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import mmap
import os
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import IO, Final, Literal, NamedTuple, Protocol, TypeAlias

from ..problems import InfoboxError
from ..syntax import formats
from . import bzip2
from .export import wiki_of
from .flow import BLOCK, Block, Flow, Gap, Mark
from .tables import MissingPackage

Kind: TypeAlias = Literal["xml", "bz2", "gz", "zst", "pages"]

STDIN: Final = "-"
_MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = ((b"BZh", "bz2"), (b"\x1f\x8b", "gz"), (b"\x28\xb5\x2f\xfd", "zst"))
_SEVEN: Final = b"7z\xbc\xaf\x27\x1c"
_EXPORT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|mediawiki|siteinfo|page)\b")
_SUFFIXES: Final = (".xml", ".bz2", ".gz", ".zst")
_INDEX: Final = re.compile(r"-multistream-index\d*\.txt(?:-p\d+p\d+)?(?:\.bz2)?\Z")
_SUMS: Final = "SHA256SUMS"
_SUCCESS: Final = "_SUCCESS"
_NO_EXPORT: Final = "the file is no export of a wiki, though its name tells one; it was not read"
_EXPORT_BEGIN, _EXPORT_END = b"<mediawiki", b"</mediawiki>"
_HEAD: Final = 1 << 16
_TAIL: Final = 64  # bytes in which an export's end is looked for
_FILES: Final = 500  # page files in a part
_SMALLEST: Final[dict[Kind, int]] = {"xml": 1 << 23, "bz2": 1 << 21}  # bytes of a part that is worth one
_USUAL: Final[dict[Kind, int]] = {"xml": 1 << 26, "bz2": 1 << 23}  # a second or two of work
_FEWEST: Final = 8  # parts, so that several workers share a small file; a part of a single stream reads a block of the next one
_MOST: Final = 256  # parts that one file is split into


class NoDump(InfoboxError, ValueError):
    """A path was given at which there is no dump."""


class Part(NamedTuple):
    """Some of a dump: the pages that begin in a range of a file's bytes, or files with a page each."""

    path: str
    """The file, or the folder of the files; `-` is standard input."""
    kind: Kind
    """What the file is packed in."""
    start: int
    """The first byte."""
    end: int
    """The byte behind the last; 0 where the size is not known."""
    files: tuple[str, ...] = ()
    """The names of files with a page each."""


class Fault(NamedTuple):
    """What is wrong with a dump as a whole."""

    path: str
    """The file or folder."""
    message: str
    """One sentence."""


def split(paths: Sequence[str], *, check: bool = True, size: int | None = None) -> tuple[list[Part], list[Fault]]:
    """The parts of dumps in order, and what is wrong with them; the same dumps give the same parts.

    A path is a file, a folder of files, or `-`. Parts have *size* bytes where that can be, else as many as suit the file. Where a
    folder has the checksums of its files, each file is compared with its own unless *check* is false; one that differs is
    told and left out. Raises NoDump for a path without a dump and for a file that is given twice, and OSError for one that cannot
    be read.
    """
    parts: list[Part] = []
    faults: list[Fault] = []
    for path in paths:
        if path == STDIN:
            parts.append(Part(STDIN, "xml", 0, 0))
        elif Path(path).is_dir():
            found, wrong = _split_folder(Path(path), check=check, size=size)
            parts += found
            faults += wrong
        elif not _INDEX.search(path):
            file = Path(path)
            found = _split_file(file, size)
            if not found and path.endswith(_SUFFIXES):
                raise NoDump(f"{path}: {_NO_EXPORT}")
            parts += found or [Part(str(file.parent), "pages", 0, file.stat().st_size, (file.name,))]
    if not parts and not faults:
        raise NoDump(f"{', '.join(paths)}: the index of a dump is no dump")
    _refuse_doubles(parts)
    return parts, faults


def _refuse_doubles(parts: Sequence[Part]) -> None:
    seen: set[tuple[str, int]] = set()
    for part in parts:
        path = os.path.realpath(part.path)
        for name in part.files or ("",):
            one = os.path.join(path, name), part.start  # noqa: PTH118 (there may be a million)
            if one in seen:
                raise NoDump(f"{one[0]}: the file is given twice")
            seen.add(one)


@contextmanager
def opened(part: Part, *, salvage: bool = False) -> Iterator[Flow]:
    """The bytes of a part of an export; to *salvage* is to read bzip2 data block by block.

    Reading raises `Damaged` where bzip2 data must be salvaged; other damage is a gap. Raises OSError where a file cannot be
    opened, and MissingPackage where reading it needs one.
    """
    if part.path == STDIN:
        pipe = sys.stdin.buffer
        assert isinstance(pipe, BufferedReader)  # noqa: S101 (so Python opens it)
        yield _ended(_unpacked(pipe, _kind(pipe.peek(8)) or "xml"), None)
        return
    with Path(part.path).open("rb") as file:
        last = part.end == os.fstat(file.fileno()).st_size
        if part.kind == "bz2":
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                flow = (bzip2.salvaged if salvage else bzip2.unpacked)(data, part.start, part.end)
                yield _ended(flow, part.path) if last else flow
        elif part.kind == "xml":
            flow = _plain(file, part.start, part.end)
            yield _ended(flow, part.path) if last else flow
        else:
            yield _ended(_unpacked(file, part.kind), part.path)


def wiki(path: str) -> str | None:
    """The name of the wiki that an export in a file is of, by its first bytes."""
    return wiki_of(_first_bytes(path))


def _first_bytes(path: str) -> bytes:
    """The first bytes of an export, unpacked; none where they cannot be read."""
    stat = Path(path).stat()
    return _known_bytes(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _known_bytes(path: str, size: int, time: int) -> bytes:  # noqa: ARG001 (a file that changed is another one)
    with Path(path).open("rb") as file:
        kind = _kind(file.read(1 << 10))
        file.seek(0)
        return next((item.data[:_HEAD] for item in _unpacked(file, kind or "xml") if isinstance(item, Block)), b"")


def _ended(flow: Flow, path: str | None) -> Flow:
    """The same, and a gap where it is no whole export, since a file may be cut, or another one, where no packing tells."""
    start = _first_bytes(path) if path is not None else b""
    tail, place, nothing = b"", 0, True
    for item in flow:
        if isinstance(item, Block):
            place = item.place
            start = item.data[:_HEAD] if path is None and not start else start
            tail = (item.data if len(item.data) > _TAIL else tail + item.data)[-_TAIL:]
        nothing = False
        yield item
    if nothing:
        yield Gap(0, "there is nothing in it")
    elif start and not _EXPORT.match(start):
        yield Gap(0, "it does not begin as an export of a wiki does")
    elif _EXPORT_BEGIN in start and _EXPORT_END not in tail:
        yield Gap(place, "the export has no end; something may be missing behind this place")


def _split_file(path: Path, step: int | None) -> list[Part]:
    """The parts of an export, or none where the file is no export."""
    size = path.stat().st_size
    if not path.is_file():
        raise NoDump(f"{path}: neither a file nor a folder; give - for standard input")
    with path.open("rb") as file:
        start = file.read(1 << 10)
    if start.startswith(_SEVEN):
        raise NoDump(f"{path}: 7-Zip files are not read; unpack it to standard output and give - instead")
    kind = _kind(start)
    if kind is None:
        return []
    if kind not in _SMALLEST:
        return [Part(str(path), kind, 0, size)]
    if step is None:
        count = max(min(size // _SMALLEST[kind], _FEWEST), -(-size // _USUAL[kind]))
        step = -(-size // max(1, min(count, _MOST)))
    return [Part(str(path), kind, at, min(at + step, size)) for at in range(0, size, step)]


def _kind(start: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    return "xml" if _EXPORT.match(start) else None


def _split_folder(folder: Path, *, check: bool, size: int | None) -> tuple[list[Part], list[Fault]]:
    """The exports and page files in a folder and its folders, in the order of their names."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    names = sorted(path.as_posix() for path in files if not any(part.startswith((".", "_")) for part in path.parts))
    wrong: dict[str, str] = {}
    for sums in sorted(folder.rglob(_SUMS)) if check else ():
        wrong |= {(sums.parent.relative_to(folder) / name).as_posix(): message for name, message in _compare(sums).items()}
    suffixes = tuple(suffix for form in formats().values() for suffix in form.suffixes)
    parts: list[Part] = []
    pages: list[str] = []
    for name in names:
        if name in wrong or _INDEX.search(name):
            continue
        if name.endswith(_SUFFIXES):
            found = _split_file(folder / name, size)
            parts += found
            if not found:
                wrong[name] = _NO_EXPORT
        elif name.endswith(suffixes):
            pages.append(name)
    for at in range(0, len(pages), _FILES):
        some = tuple(pages[at : at + _FILES])
        parts.append(Part(str(folder), "pages", 0, sum((folder / name).stat().st_size for name in some), some))
    if not parts and not wrong:
        raise NoDump(f"{folder}: the folder has neither exports nor files with pages")
    return parts, [Fault(str(folder / name), message) for name, message in wrong.items()]


def _compare(sums: Path) -> dict[str, str]:
    """What is wrong with the files of an export of many, by their names."""
    folder = sums.parent
    wrong = {} if (folder / _SUCCESS).exists() else {_SUCCESS: "the file is missing: the export may be incomplete"}
    for line in filter(str.strip, sums.read_text(encoding="utf-8", errors="replace").splitlines()):
        expected, _, name = line.strip().partition(" ")
        name = name.strip().removeprefix("*").removeprefix("./")
        if not (folder / name).is_file():
            wrong[name] = f"the file is missing that {_SUMS} names"
            continue
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected.lower():
                wrong[name] = f"the file differs from its checksum in {_SUMS}; it was not read"
    return wrong


def _plain(file: IO[bytes], start: int, end: int) -> Flow:
    at = start
    file.seek(start)
    while True:
        block = file.read(min(BLOCK, end - at) if at < end else BLOCK)
        if not block:
            return
        if at == end:
            yield Mark.BOUNDARY
        yield Block(at, block)
        at += len(block)


def _unpacked(file: BufferedReader, kind: Kind) -> Flow:
    """The bytes of a file that can only be read from its start; what stands before damage is read."""
    some: list[bytes] = []
    size, fault = 0, None
    try:
        reader = _reader(file, kind)
        while data := reader.read1(BLOCK):  # at most one step at once, so that a fault costs nothing before it
            some.append(data)
            size += len(data)
            if size >= BLOCK:
                yield Block(_tell(file), b"".join(some))
                some, size = [], 0
    except (OSError, EOFError, zlib.error) as found:
        fault = str(found) or type(found).__name__
    if some:
        yield Block(_tell(file), b"".join(some))
    if fault is not None:
        yield Gap(_tell(file), f"the data cannot be read on: {fault}")


def _reader(file: BufferedReader, kind: Kind) -> _Readable:
    if kind == "bz2":
        return bz2.BZ2File(file)
    if kind == "gz":
        return gzip.GzipFile(fileobj=file)
    if kind == "zst":
        return _Zst(file)
    return file


class _Readable(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class _Zst:
    """Zstandard data, by a package that is an extra."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            import zstandard  # noqa: PLC0415 (an extra)
        except ImportError:
            told = "zstandard is not installed; install infobox-conflict[zst], or unpack to standard output and give -"
            raise MissingPackage(told) from None
        self._fault = zstandard.ZstdError
        self._reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)

    def read1(self, size: int, /) -> bytes:
        try:
            return self._reader.read1(size)
        except self._fault as fault:
            raise OSError(str(fault)) from fault


def _tell(file: IO[bytes]) -> int:
    try:
        return file.tell()
    except OSError:  # a pipe has no place
        return 0
