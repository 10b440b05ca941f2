"""The command line: thin verbs over the library; exit 0 done, 1 problems or changes found, 2 misuse or unreadable input."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from . import __version__
from .problems import CannotWrite, InfoboxError
from .reading import Document, read_bytes, read_path
from .syntax import formats
from .vocabulary import VocabularyError, languages

DONE, FOUND, MISUSE = 0, 1, 2
_STDIN: Final = "-"
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f]")  # what would break a line of words, or control a terminal


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code, never a traceback for what a file holds."""
    # Python has None in the place of a stream that its caller closed, and `print` takes None for standard output.
    sys.stderr = sys.stderr or io.StringIO()
    if sys.stdout is None:
        return _complain("cannot write: standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except (InfoboxError, VocabularyError) as fault:
        return _complain(str(fault))
    except BrokenPipeError:
        # The reader of a pipe went away: stop quietly, and keep Python from flushing into the closed pipe once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as fault:
        return _complain(f"cannot write{f' {fault.filename}' if fault.filename else ''}: {fault.strerror or fault}")
    except KeyboardInterrupt:
        return _complain("stopped")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="infobox-conflict", description="What the infoboxes of wars and battles claim: read, checked and shown.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"infobox-conflict {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)

    def verb(name: str, run: Callable[[argparse.Namespace], int], about: str, *, files: str | int = "+") -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".", allow_abbrev=False)
        one.set_defaults(run=run)
        if files:
            one.add_argument("files", nargs=files, metavar="FILE", help="a file, or - for standard input")
            one.add_argument("--format", help="the format of every file (see `formats`); detected by default")
            one.add_argument("--language", default="en", help="the language of the infoboxes (default: en)")
            one.add_argument("--no-repair", dest="repair", action="store_false", help="leave mojibake as it is")
        return one

    verb("show", _show, "a table of each side with the claims beside each other")
    facts = verb("facts", _facts, "the facts of each infobox of a conflict as JSON, one a line")
    facts.add_argument("--explain", action="store_true", help="tell for people which rules made each figure, and what became of each word")
    verb("fields", _fields, "the parameters of each infobox with place and raw value")
    verb("check", _check, "problems and words that no rule read; exit 1 if there are any")
    verb("cat", _cat, "the text as the library holds it, byte for byte")
    turned = verb("convert", _convert, "the infoboxes in another format; what that cannot hold is told on standard error", files=1)
    turned.add_argument("--to", required=True, metavar="FORMAT", help="the format to write (see `formats`)")
    turned.add_argument("-o", "--output", "--out", metavar="OUT", help="the file to write, whole or not at all; standard output by default")
    _add_extract(verb("extract", _extract, "tables of every conflict on whole dumps", files=0))
    changed = verb("edit", _edit, "change facts: shows what changes in the text, and asks before it writes", files=1)
    settings = "a part of a fact (casualties2[1].low=40), or a parameter (image=Rome.jpg)"
    changed.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help=settings)
    additions = "a fact more in a field (commander1=Gaius), or a part of a figure (casualties2[1]=5 officers killed)"
    changed.add_argument("--add", action="append", default=[], metavar="PATH=WORDS", help=additions)
    changed.add_argument("--remove", action="append", default=[], metavar="PATH", help="a fact or a parameter to take out")
    changed.add_argument("--rename", action="append", default=[], metavar="OLD=NEW", help="a parameter to call otherwise")
    changed.add_argument("--box", type=int, metavar="N", help="the infobox, counted from 0, where there are several of conflicts")
    changed.add_argument("--write", action="store_true", help="write the file without asking")
    spelt = verb("fmt", _fmt, "a parameter as a format writes it; what that cannot hold is told on standard error", files=1)
    spelt.add_argument("parameter", metavar="PARAMETER", help="its name as written: casualties2")
    spelt.add_argument("--to", metavar="FORMAT", help="the format to write (see `formats`); the file's own by default")
    spelt.add_argument("--box", type=int, metavar="N", help="the infobox, counted from 0, where several have such a parameter")
    compared = verb("diff", _diff, "the facts that changed between two files; exit 1 if any did", files=2)
    compared.add_argument("--json", action="store_true", help="one JSON object a line")
    verb("schema", _schema, "the JSON Schema of what `facts` prints", files=0)
    verb("formats", _formats, "the formats and languages that are installed", files=0)
    return parser


def _add_extract(one: argparse.ArgumentParser) -> None:
    one.add_argument("dumps", nargs="+", metavar="DUMP", help="an export or a folder of them or of pages, or - for standard input")
    one.add_argument("-o", "--output", "--out", dest="out", required=True, metavar="OUT", help="the folder for the tables")
    one.add_argument("--format", default="parquet", help="parquet (default) or jsonl")
    one.add_argument("--workers", type=_positive, default=os.cpu_count() or 1, metavar="N", help="processes (default: one a processor)")
    one.add_argument("--limit", type=_positive, metavar="N", help="end with the page that makes N conflicts")
    one.add_argument(
        "--where", action="append", default=[], metavar="COLUMN=PATTERN", help="only conflicts with this in a column (also !=); repeatable"
    )
    one.add_argument("--resume", action="store_true", help="go on with what was stopped before")
    one.add_argument("--language", default="en", help="the language of the infoboxes (default: en)")
    one.add_argument("--quiet", action="store_true", help="tell no progress")


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


# --- verbs ---------------------------------------------------------------------------------------------------


def _show(args: argparse.Namespace) -> int:
    from .views import show  # noqa: PLC0415 (each verb loads only what it needs)

    color = _is_colored()
    width = shutil.get_terminal_size((100, 24)).columns
    blocks = 0

    def print_boxes(name: str, document: Document) -> None:
        nonlocal blocks
        for conflict in document.conflicts:
            print(("\n" if blocks else "") + show(conflict, color=color, width=width), end="")
            blocks += 1
        _tell_problems(name, document)

    return _each(args, print_boxes)


def _facts(args: argparse.Namespace) -> int:
    from .explaining import explain  # noqa: PLC0415 (each verb loads only what it needs)
    from .records import record  # noqa: PLC0415 (each verb loads only what it needs)

    def print_records(name: str, document: Document) -> None:
        for box in document.infoboxes:
            if box.is_conflict:
                facts = record(document, box, file=name).model_dump(mode="json", by_alias=True) if not args.explain else {}
                print(_json(facts) if facts else explain(box), end="\n" if facts else "")
        _tell_problems(name, document)

    return _each(args, print_records)


def _fields(args: argparse.Namespace) -> int:
    def print_fields(name: str, document: Document) -> None:
        for number, box in enumerate(document.infoboxes):
            for one in box.fields:
                line, column = document.position(one.span.start)
                row = {"file": name, "box": number, "name": one.name, "line": line, "column": column, "start": one.span.start}
                print(_json({**row, "end": one.span.end, "raw": one.raw, "text": one.content.text}))
        _tell_problems(name, document)

    return _each(args, print_fields)


def _check(args: argparse.Namespace) -> int:
    found = 0

    def print_problems(name: str, document: Document) -> None:
        nonlocal found
        rows = list(_problems(name, document))
        found += len(rows)
        for row in rows:
            print(row)

    code = _each(args, print_problems)
    return code or (FOUND if found else DONE)


def _cat(args: argparse.Namespace) -> int:
    def write(name: str, document: Document) -> None:  # noqa: ARG001 (the shape of what `_each` calls)
        sys.stdout.flush()
        sys.stdout.buffer.write(document.encode())

    return _each(args, write)


def _convert(args: argparse.Namespace) -> int:
    from ._files import save  # noqa: PLC0415 (each verb loads only what it needs)
    from .writing import convert  # noqa: PLC0415 (likewise)

    def write(name: str, document: Document) -> None:
        for problem in document.problems:
            print(_row(name, document, problem.span[0] if problem.span else -1, problem.code, problem.message), file=sys.stderr)
        if not document.infoboxes:
            raise CannotWrite(f"{name}: there is no infobox to convert")
        written = convert(document, args.to)
        for loss in written.losses:
            print(f"{name}: {loss}", file=sys.stderr)
        data = written.text.encode(errors="surrogateescape")
        if args.output is None or args.output == _STDIN:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        else:
            save(args.output, data)

    return _each(args, write)


def _extract(args: argparse.Namespace) -> int:
    from .dumps import condition, extract  # noqa: PLC0415 (each verb loads only what it needs)
    from .dumps.progress import Progress  # noqa: PLC0415 (each verb loads only what it needs)

    progress = Progress(io.StringIO() if args.quiet else sys.stderr)
    try:
        done = extract(
            args.dumps,
            args.out,
            format=args.format,
            language=args.language,
            where=[condition(one) for one in args.where],
            limit=args.limit,
            workers=args.workers,
            resume=args.resume,
            tell=progress,
        )
    except ValueError as fault:
        return _complain(str(fault))
    except OSError as fault:
        return _complain(f"{fault.filename or args.out}: {fault.strerror or fault}")
    except KeyboardInterrupt:
        return _complain(f"stopped; what is done stands in {args.out}, go on with --resume")
    finally:
        progress.clear()
    for damage in done.damages:
        print(f"infobox-conflict: {damage}", file=sys.stderr)
    print(", ".join(f"{count} {table}" for table, count in done.counts.items()))
    return FOUND if done.damages else DONE


def _edit(args: argparse.Namespace) -> int:
    from ._files import patch, save, shown  # noqa: PLC0415 (each verb loads only what it needs)
    from .edits import edit  # noqa: PLC0415 (likewise)
    from .edits.spoken import spoken  # noqa: PLC0415 (likewise)

    edits = spoken(args.set, args.remove, args.rename, args.add, args.language)
    if not edits:
        return _complain("nothing to change; give --set, --add, --remove or --rename")
    if args.write and args.files == [_STDIN]:
        return _complain("standard input cannot be written")

    def change(name: str, document: Document) -> None:
        try:
            changed = edit(document, *edits, box=args.box)
        except InfoboxError as fault:
            raise CannotWrite(f"{name}: {fault}") from None
        before, after = document.text, changed.text
        lines = patch(name, before, after)
        if sys.stdout.isatty():
            print(*(shown(line, color=_is_colored()) for line in lines), sep="", end="")
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write("".join(lines).encode(errors="surrogateescape"))
        if before == after or args.files == [_STDIN]:
            return
        if args.write or _agrees():
            save(args.files[0], changed.encode(), instead_of=document.encode())
        else:
            sys.stdout.flush()
            print("infobox-conflict: nothing was written; --write writes it", file=sys.stderr)

    return _each(args, change)


def _fmt(args: argparse.Namespace) -> int:
    from .writing import render  # noqa: PLC0415 (each verb loads only what it needs)

    def write(name: str, document: Document) -> None:
        written = render(document, args.parameter, args.to, box=args.box)
        for loss in written.losses:
            print(f"{name}: {loss}", file=sys.stderr)
        sys.stdout.flush()
        sys.stdout.buffer.write(written.text.rstrip("\n").encode(errors="surrogateescape") + b"\n")

    return _each(args, write)


def _agrees() -> bool:
    """Whether somebody at a terminal says yes."""
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return input("Write it? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _diff(args: argparse.Namespace) -> int:
    from .comparing import compare  # noqa: PLC0415 (each verb loads only what it needs)

    documents: list[Document] = []
    code = _each(args, lambda _, document: documents.append(document))
    if code != DONE:
        return code
    found = compare(*documents)
    for one in found:
        print(_json(one._asdict()) if args.json else one)
    return FOUND if found else DONE


def _schema(args: argparse.Namespace) -> int:  # noqa: ARG001 (the shape of a verb)
    from .records import schema  # noqa: PLC0415 (each verb loads only what it needs)

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return DONE


def _formats(args: argparse.Namespace) -> int:  # noqa: ARG001 (the shape of a verb)
    for form in formats().values():
        print(f"{form.name:<14}{' '.join(form.suffixes)}")
    print(f"{'languages':<14}{' '.join(languages())}")
    return DONE


# --- what the verbs share ------------------------------------------------------------------------------------


def _each(args: argparse.Namespace, do: Callable[[str, Document], None]) -> int:
    """Read every file and hand it on; a file that cannot be read is told, and the others go on."""
    if args.files.count(_STDIN) > 1:
        return _complain("standard input can be read once only; `-` stands there twice")
    code = DONE
    for name in args.files:
        try:
            if name == _STDIN and sys.stdin is None:
                code = _complain(f"{name}: standard input is closed")
                continue
            if name == _STDIN:
                document = read_bytes(sys.stdin.buffer.read(), args.format, repair=args.repair, language=args.language)
            else:
                document = read_path(name, args.format, repair=args.repair, language=args.language)
        except OSError as fault:
            code = _complain(f"{name}: {fault.strerror or fault}")
            continue
        except ValueError as fault:  # a name that no file can have, such as one with NUL in it
            if isinstance(fault, CannotWrite):
                raise
            code = _complain(f"{name!r}: {fault}")
            continue
        do(name.encode(errors="surrogateescape").decode(errors="replace"), document)  # a name may be no UTF-8
    return code


def _is_colored() -> bool:
    """Whether standard output is a terminal that wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _problems(name: str, document: Document) -> Iterable[str]:
    """Every problem of a document and its boxes, and what was not read, a line each in the order of their places."""
    problems = (*document.problems, *(problem for box in document.infoboxes for problem in box.problems))
    rows = [(problem.span[0] if problem.span else -1, problem.code, problem.message) for problem in problems]
    for box in document.infoboxes:
        if box.is_conflict:
            rows += ((one.span.start, "unread", f"{one.field}: {one.words!r}") for one in box.unread)
    for row in sorted(rows):
        yield _row(name, document, *row)


def _row(name: str, document: Document, offset: int, code: str, message: str) -> str:
    """A problem as a line; a negative offset is no place."""
    place = "{}:{}:".format(*document.position(offset)) if offset >= 0 else ""
    return _UNSEEN.sub("\ufffd", f"{name}:{place} {code}: {message}")


def _tell_problems(name: str, document: Document) -> None:
    """The problems on standard error, for verbs whose output is something else; what they print already is left out."""
    for row in _problems(name, document):
        print(row, file=sys.stderr)


def _complain(message: str) -> int:
    print(_UNSEEN.sub("\ufffd", f"infobox-conflict: {message}"), file=sys.stderr)
    return MISUSE


def _json(row: dict[str, Any]) -> str:
    """A line of JSON; a lone surrogate, which no UTF-8 can hold, makes the whole line ASCII."""
    line = json.dumps(row, ensure_ascii=False)
    return line if line.isprintable() or _encodable(line) else json.dumps(row)


def _encodable(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
