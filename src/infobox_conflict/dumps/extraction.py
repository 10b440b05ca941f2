"""The extraction of dumps to tables: part by part, by several workers, and such that it can be stopped anywhere and gone on with."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import connection, get_context, parent_process
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, Final, NamedTuple

from .. import __version__
from ..problems import InfoboxError
from ..syntax import formats
from . import carriers
from .carriers import Fault, Part
from .export import Page, decoded, parsed, revisions, wiki_of
from .finder import Finder
from .flow import Block, Damaged, Flow, Gap
from .rows import TABLES, Condition, Row, Tables, damage, page_rows
from .tables import TableWriter, check_format, settle, write_empty

_PLAN: Final = "_plan.json"
_PARTS: Final = "_parts"
_SUCCESS: Final = "_SUCCESS"
_TICK: Final = 0.5  # seconds between two looks at how far the workers are


class CannotExtract(InfoboxError):
    """Tables cannot be written where or how it was asked for; what was written before is kept."""


class Options(NamedTuple):
    """How pages are read and tables written."""

    format: str = "parquet"
    """The format of the tables, `parquet` or `jsonl`."""
    language: str = "en"
    """The language of the infoboxes."""
    where: tuple[Condition, ...] = ()
    """What every wanted row of `conflicts` has."""
    limit: int | None = None
    """How many conflicts are enough."""


class Done(NamedTuple):
    """What one part of a dump, or all of them, gave."""

    counts: dict[str, int]
    """Rows of each table."""
    damages: list[str]
    """What could not be read, each as `FILE:BYTE: MESSAGE`."""


Tell = Callable[[int, int, int], None]
"""Is told how far the work is: bytes done and bytes in all of the dump's files, and conflicts found."""


def extract(
    dumps: Sequence[str | Path],
    out: str | Path,
    *,
    format: str = "parquet",  # noqa: A002 (the plain word)
    language: str = "en",
    where: Sequence[Condition] = (),
    limit: int | None = None,
    workers: int = 1,
    resume: bool = False,
    tell: Tell = lambda _done, _all, _found: None,
) -> Done:
    """Write the tables of every infobox of a conflict on dumps into a folder, and tell how many rows that made.

    A dump is a file, a folder, or `-` for standard input. Each table is a folder of files, one for each part of the dumps that
    has rows for it. With a *limit*, the work ends with the page that makes so many conflicts. With several *workers*, the calling
    program must be one that `multiprocessing` can start anew. To *resume* is to do those parts alone that an earlier call with the same
    dumps and options has not done; it needs no call before.

    Raises CannotExtract where the folder has other things in it, or cannot be written to (what is done stays done), NoDump for a
    path without a dump, OSError where one cannot be opened, MissingPackage where a format needs one, ValueError for an unknown
    format or less than one worker, and VocabularyError for an unknown language.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers are less than one")
    options = Options(format, language, tuple(where), limit)
    check_format(format)
    Finder(language)
    folder = Path(out)
    try:
        return _Run(folder, [str(path) for path in dumps], options, resume=resume).work(workers, tell)
    except BrokenProcessPool:
        raise CannotExtract("a worker was ended by something else, such as a lack of memory; go on with --resume") from None
    except _CannotWrite as fault:
        raise CannotExtract(f"cannot write to {folder}: {fault}; what is done is kept, go on with --resume") from None


def part_rows(
    part: Part,
    *,
    language: str = "en",
    where: Sequence[Condition] = (),
    salvage: bool = False,
    at: Callable[[int], None] = lambda _: None,
) -> Iterator[Tables]:
    """The rows of each page of a part of a dump, and of each damage; *at* is told the byte of the file that is read next.

    Raises Damaged where the part must be read anew to *salvage* what can be read of it.
    """
    if part.kind == "pages":
        for number, name in enumerate(part.files):
            at(part.end * number // len(part.files))
            yield _file_rows(Path(part.path), name, language, where)
        return
    with carriers.opened(part, salvage=salvage) as bytes_of_it:
        wiki, flow = (carriers.wiki(part.path), bytes_of_it) if part.path != carriers.STDIN else _piped(bytes_of_it)
        for raw in revisions(_watched(flow, at), Finder(language).finds):
            if isinstance(raw, Gap):
                yield damage(raw.message, file=part.path, place=raw.place, wiki=wiki)
            elif (page := parsed(raw)) is not None:
                yield page_rows(page.text, page=page, wiki=wiki, file=part.path, place=raw.place, language=language, where=where)


def _file_rows(folder: Path, name: str, language: str, where: Sequence[Condition]) -> Tables:
    """The rows of a file with one page."""
    path = str(folder / name)
    try:
        data = (folder / name).read_bytes()
    except OSError as fault:
        return damage(f"the file cannot be read: {fault.strerror or fault}", file=path, place=0, wiki=None)
    text, damaged = decoded(data)
    form = next((form.name for form in formats().values() if name.endswith(form.suffixes)), None)
    title = Path(name).stem.replace("_", " ") if form == "wikitext" else None
    page = Page(text, title=title, format=form, damaged=damaged)
    return page_rows(text, page=page, file=path, language=language, where=where)


def _piped(flow: Flow) -> tuple[str | None, Flow]:
    """The wiki that a pipe is of, by its first bytes, and all of the pipe."""
    first = next(flow, None)
    return (wiki_of(first.data) if isinstance(first, Block) else None), chain([first] if first is not None else [], flow)


def _watched(flow: Flow, at: Callable[[int], None]) -> Flow:
    for item in flow:
        if isinstance(item, Block):
            at(item.place)
        yield item


# --- one part --------------------------------------------------------------------------------------------------


class _CannotWrite(Exception):
    """The disk took no more."""


def _do(part: Part, name: str, folder: str, options: Options, enough: int | None, at: Callable[[int], None]) -> Done:
    """Write the tables of a part, and then that it is done."""
    writer = TableWriter(Path(folder), name, options.format)
    try:
        try:
            damages = _write(writer, part, options, enough, at, salvage=False)
        except Damaged:
            writer.abandon()
            damages = _write(writer, part, options, enough, at, salvage=True)
        done = Done(writer.counts, damages)
        _attempt(writer.finish)
        _attempt(lambda: _note(Path(folder) / _PARTS / f"{name}.json", done._asdict()))
    except BaseException:
        writer.abandon()
        raise
    return done


def _write(writer: TableWriter, part: Part, options: Options, enough: int | None, at: Callable[[int], None], *, salvage: bool) -> list[str]:
    damages = []
    for tables in part_rows(part, language=options.language, where=options.where, salvage=salvage, at=at):
        _attempt(lambda: writer.add(tables))  # noqa: B023 (called at once)
        damages += [_told(row) for row in tables["problems"] if row["code"] in ("damaged-dump", "broken-page")]
        if enough is not None and writer.counts["conflicts"] >= enough:
            break
    return damages


def _told(problem: Row) -> str:
    page = f"{problem['page_title']}: " if problem["page_title"] else ""
    return f"{problem['file']}:{problem['file_byte']}: {page}{problem['message']}"


def _attempt(work: Callable[[], object]) -> None:
    try:
        work()
    except OSError as fault:
        raise _CannotWrite(fault.strerror or str(fault)) from fault


def _note(path: Path, what: dict[str, Any]) -> None:
    """Write a file of JSON that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    hidden.write_text(json.dumps(what), encoding="utf-8")
    settle(hidden, path)


# --- workers ---------------------------------------------------------------------------------------------------


class _Stopped(Exception):
    """The main process wants no more."""


_shared: dict[str, Any] = {}  # of a worker: what it shares with the main process


def _begin(stop: Event, bytes_done: Synchronized[int]) -> None:
    """Make a process a worker: it leaves Ctrl-C to the main process, and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _shared.update(stop=stop, bytes_done=bytes_done)
    main = parent_process()
    assert main is not None  # noqa: S101 (a worker has one)

    def end_with_it() -> None:
        connection.wait([main.sentinel])
        os._exit(1)

    threading.Thread(target=end_with_it, daemon=True).start()


def _do_as_worker(part: Part, name: str, folder: str, options: Options) -> Done:
    before = part.start

    def at(place: int) -> None:
        nonlocal before
        if _shared["stop"].is_set():
            raise _Stopped
        step = min(place, part.end) - before if part.end else 0
        if step > 0:
            before += step
            with _shared["bytes_done"].get_lock():
                _shared["bytes_done"].value += step

    done = _do(part, name, folder, options, None, at)
    at(part.end)
    return done


# --- the whole -------------------------------------------------------------------------------------------------


class _Run:
    """One extraction: its plan, what of it is done, and the work on the rest."""

    def __init__(self, folder: Path, dumps: Sequence[str], options: Options, *, resume: bool) -> None:
        self.folder, self.options = folder, options
        planned = folder / _PLAN
        known = planned.exists()
        if not resume and folder.exists() and any(folder.iterdir()):
            raise CannotExtract(f"{folder} is not empty; choose another folder" + (", or go on with --resume" if known else ""))
        if resume and not known and folder.exists() and any(not one.name.startswith(".") for one in folder.iterdir()):
            raise CannotExtract(f"{folder} has other things in it than an extraction; choose another folder")
        parts, self.faults = carriers.split(dumps, check=not known)
        plan = {"version": __version__, "options": options, "dumps": _signature(dumps, folder), "parts": parts, "faults": self.faults}
        plan = json.loads(json.dumps(plan))
        if known:
            before = json.loads(planned.read_text(encoding="utf-8"))
            self.faults = [Fault(*one) for one in before["faults"]]
            if {**before, "faults": [], "parts": []} != {**plan, "faults": [], "parts": []}:
                raise CannotExtract(f"{folder} was begun with other dumps or options; choose another folder, or the same dumps and options")
            parts = [Part(path, kind, start, end, tuple(files)) for path, kind, start, end, files in before["parts"]]
            for hidden in folder.glob("*/.*"):
                hidden.unlink(missing_ok=True)
        else:
            for hidden in folder.glob(f".{_PLAN}.*"):
                hidden.unlink(missing_ok=True)
            _attempt(lambda: _note(planned, plan))
        self.parts = {f"part-{number:05}": part for number, part in enumerate(parts)}

    def work(self, workers: int, tell: Tell) -> Done:
        """Do what is not done yet."""
        self.counts = dict.fromkeys(TABLES, 0)
        self.damages: list[str] = [f"{path}: {message}" for path, message in self.faults]
        self.size, self.bytes_done = sum(part.end - part.start for part in self.parts.values()), 0
        self.tell = tell
        todo = [name for name in self.parts if not self._was_done(name)]
        if not (self.folder / _SUCCESS).exists():
            self._tell_faults()
            if workers == 1 or self.options.limit is not None or any(part.path == carriers.STDIN for part in self.parts.values()):
                self._alone(todo)
            else:
                self._together(todo, workers)
            _attempt(lambda: write_empty(self.folder, self.options.format))
            _attempt((self.folder / _SUCCESS).touch)
        self.tell(self.size, self.size, self.counts["conflicts"])
        return Done(self.counts, self.damages)

    def _was_done(self, name: str) -> bool:
        """Whether a part was done before; what it gave is then counted."""
        path = self.folder / _PARTS / f"{name}.json"
        if not path.exists():
            return False
        self._count(name, Done(**json.loads(path.read_text(encoding="utf-8"))))
        return True

    def _count(self, name: str, done: Done) -> None:
        part = self.parts[name]
        self.bytes_done += part.end - part.start
        self.damages += done.damages
        for table, count in done.counts.items():
            self.counts[table] += count

    def _tell_faults(self) -> None:
        """The rows about what is wrong with the dumps as a whole."""
        writer = TableWriter(self.folder, "dumps", self.options.format)
        for path, message in self.faults:
            writer.add(damage(message, file=path, place=0, wiki=None))
        _attempt(writer.finish)

    def _alone(self, todo: Sequence[str]) -> None:
        """Do parts in order in this process, as many as are needed."""
        limit, next_tick = self.options.limit, time.monotonic() + _TICK
        for name in todo:
            left = limit - self.counts["conflicts"] if limit is not None else None
            if left is not None and left <= 0:
                return
            start = self.bytes_done - self.parts[name].start

            def at(place: int, start: int = start) -> None:
                nonlocal next_tick
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + _TICK
                    self.tell(start + place, self.size, self.counts["conflicts"])

            self._count(name, _do(self.parts[name], name, str(self.folder), self.options, left, at))

    def _together(self, todo: Sequence[str], workers: int) -> None:
        """Do parts in workers; whatever ends the work, they stop soon, and what they have done is kept."""
        context = get_context("spawn")
        stop, bytes_done = context.Event(), context.Value("q", self.bytes_done)
        pool = ProcessPoolExecutor(min(workers, max(len(todo), 1)), mp_context=context, initializer=_begin, initargs=(stop, bytes_done))
        try:
            with _no_control_c():
                left: dict[Future[Done], str] = {
                    pool.submit(_do_as_worker, self.parts[name], name, str(self.folder), self.options): name for name in todo
                }
            while left:
                finished, _ = wait(left, timeout=_TICK, return_when=FIRST_COMPLETED)
                for one in finished:
                    self._count(left.pop(one), one.result())
                self.tell(bytes_done.value, self.size, self.counts["conflicts"])
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


@contextmanager
def _no_control_c() -> Iterator[None]:
    """Hold Ctrl-C back: here for a while, and for good in the processes that are begun meanwhile, even while they load."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _signature(dumps: Sequence[str], out: Path) -> list[Any]:
    """What dumps are: their names with size and time, and those of the files in a folder, but for the tables themselves."""
    return [[dump] if dump == carriers.STDIN else [str(Path(dump).absolute()), _stamp(Path(dump), out.absolute())] for dump in dumps]


def _stamp(dump: Path, out: Path) -> str:
    files = sorted(one for one in dump.rglob("*") if out not in one.absolute().parents and one.is_file()) if dump.is_dir() else [dump]
    stamp = hashlib.sha256()
    for file in files:
        stat = file.stat()
        stamp.update(f"{file.relative_to(dump)}\n{stat.st_size} {stat.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return stamp.hexdigest()

