"""A fuzz target for atheris: any text read in any format, one edit of it, and what was read written in another format.

    python tests/fuzz/target.py --begin CORPUS                  # a corpus of starting inputs and a dictionary beside it
    nice python tests/fuzz/target.py -dict=CORPUS.dict -max_total_time=600 CORPUS

It fails where a law does: law 1 (a document is its text, and nothing is raised), laws 4 and 5 (an edit says what was asked and is
small, or is refused), law 3 (what was written is read). What libFuzzer leaves in `crash-...` is one input; run the target on that file
to see it again. An input is the bytes of a text with `_TAIL` bytes behind them that choose what is done with it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, get_args

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
_TAIL: Final = 24
_FORMATS: Final = ("frontmatter", "json", "wikitext")


class Choices(Protocol):
    """What the bytes behind a text choose: as atheris' `FuzzedDataProvider` has it."""

    def ConsumeIntInRange(self, low: int, high: int) -> int: ...  # noqa: N802 (its name)


def check(text: str, choices: Choices) -> None:
    """All that holds of a text, whatever it is."""
    import infobox_conflict as ic  # noqa: PLC0415 (after atheris has told what is imported)

    def one(of: Sequence[Any]) -> Any:
        return of[choices.ConsumeIntInRange(0, len(of) - 1)]

    document = ic.read(text, one((None, None, None, *_FORMATS)))
    assert document.text == text
    for box in document.infoboxes:
        assert all(passage.words for passage in box.unread)
        assert all(0 <= problem.span[0] <= problem.span[1] <= len(text) for problem in box.problems if problem.span is not None)
        assert len(box.conflict.model_dump_json()) > 0
    if document.infoboxes:
        check_edit(document, choices, one)
        check_written(document, one(_FORMATS))


def check_edit(document: Any, choices: Choices, one: Callable[[Sequence[Any]], Any]) -> None:
    """Laws 4 and 5 for one edit, chosen by the bytes."""
    import infobox_conflict as ic  # noqa: PLC0415 (likewise)
    from tests.edits.proof import fault  # noqa: PLC0415 (likewise)

    number = choices.ConsumeIntInRange(0, len(document.infoboxes) - 1)
    box = document.infoboxes[number]
    edit = an_edit(box, choices, one)
    if edit is None:
        return
    try:
        changed = ic.edit(document, edit, box=number)
    except ic.CannotEdit:
        return
    wrong = fault(document, changed, number, edit)
    assert not wrong, f"{edit}: {wrong}\n{document.text!r}\n{changed.text!r}"


def an_edit(box: Any, choices: Choices, one: Callable[[Sequence[Any]], Any]) -> Any:
    """An edit of some kind at an address that the infobox has, or None where it has no such."""
    import infobox_conflict as ic  # noqa: PLC0415 (likewise)
    from infobox_conflict.meaning.model import FATES, AmountForm, ResultKind  # noqa: PLC0415 (likewise)

    def count() -> int:
        return choices.ConsumeIntInRange(0, 10 ** one((1, 2, 4, 7)))

    facts = dict(zip(box.conflict.paths, (entry.fact for entry in box.conflict.entries), strict=True))
    figures = [path for path, fact in facts.items() if isinstance(fact, ic.Figure)]
    dates = [path for path in box.interpretation.evidence if path.startswith("date[")]
    names = [field.name for field in box.fields]
    low = count()
    amount = one(({"low": low}, {"high": low}, {"low": low, "high": low + count()}, {"low": low, "high": None}, {"low": None, "high": low}, {"form": one(get_args(AmountForm))}))
    dead = ic.Figure(amount=ic.Amount.exactly(low), fates=(one(FATES),))
    path = one(figures) if figures else ""
    made: dict[str, Callable[[], Any]] = {
        "amount": lambda: path and ic.SetFigure(path, **amount),
        "fates": lambda: path and ic.SetFigure(path, fates=(one(FATES),)),
        "claimant": lambda: path and ic.SetFigure(path, claimant=one((None, "Livy", "Rome"))),
        "figure": lambda: path and ic.AddFigure(path.partition("[")[0], dead if path.startswith("casualties") else dead.model_copy(update={"fates": ()})),
        "claim": lambda: path.startswith("casualties") and ic.AddClaim(path.partition("[")[0], "Livy", (dead,)),
        "commander": lambda: ic.AddCommander("commander1", ic.Commander(name="Gaius", fates=(one(FATES),))),
        "removal": lambda: facts and ic.Remove(one(list(facts))),
        "date": lambda: dates and ic.SetDate(one(dates), **{one(("start", "end")): one(("1914", "1943-07-05", "-0047-08", "1757~"))}),
        "result": lambda: "result" in box.interpretation.evidence and ic.SetResult(ic.Result(kind=one(get_args(ResultKind)))),
        "name": lambda: names and ic.RenameParameter(one(names), one(("casualties1", "casualties2", "x", "a=b", "}}", ""))),
        "parameter": lambda: names and ic.RemoveParameter(one(names)),
    }
    return made[one(list(made))]() or None


def check_written(document: Any, format: str) -> None:  # noqa: A002 (the plain word)
    """What was read is written in a format, and what was written is read as infoboxes of the same parameters but for the losses."""
    import infobox_conflict as ic  # noqa: PLC0415 (likewise)

    written = ic.convert(document, format)
    again = ic.read(written.text, format, repair=document.repaired and format == document.format)
    lost = {loss.box for loss in written.losses if loss.code == "lost-infobox"}
    assert len(again.infoboxes) == len(document.infoboxes) - len(lost)
    if not written.losses and format != document.format:
        kept = [[(field.name, field.content.text) for field in box.fields] for box in document.infoboxes]
        assert kept == [[(field.name, field.content.text) for field in box.fields] for box in again.infoboxes]


# --- inputs ----------------------------------------------------------------------------------------------------------


def begin(folder: Path, examples: int = 300) -> None:
    """Starting inputs by the project's own strategies and its seed, always the same, and the signs of the formats as a dictionary."""
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415 (only here)
    from hypothesis import strategies as st  # noqa: PLC0415 (only here)

    from infobox_conflict import strategies  # noqa: PLC0415 (only here)
    from tests.strategies import documents  # noqa: PLC0415 (only here)

    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1066)
    written = st.sampled_from(_FORMATS).flatmap(documents).map(lambda one: one.text)

    def keep(text: str, name: str) -> None:
        (folder / name).write_bytes(text.encode(errors="surrogateescape" if _has_bytes(text) else "replace") + chance.randbytes(_TAIL))

    @settings(max_examples=examples, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.one_of(strategies.documents(), strategies.texts(), written, written))
    def collect(text: str) -> None:
        keep(text, f"made-{len(list(folder.iterdir())):04}")

    collect()
    for path in sorted((ROOT / "seeds").glob("battle-*.md")):
        keep(path.read_text(encoding="utf-8"), path.stem)
    signs = sorted({"".join(f"\\x{byte:02x}" for byte in sign.encode(errors="replace")) for sign in strategies._SIGNS})  # noqa: SLF001 (ours)
    folder.with_suffix(".dict").write_text("".join(f'"{sign}"\n' for sign in signs), encoding="utf-8")


def _has_bytes(text: str) -> bool:
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in text)


def main() -> None:
    """Make a corpus, or fuzz."""
    if sys.argv[1:2] == ["--begin"]:
        begin(Path(sys.argv[2]))
        return
    import atheris  # noqa: PLC0415 (an extra that only fuzzing needs)

    with atheris.instrument_imports(include=["infobox_conflict"]):
        import infobox_conflict.edits  # noqa: PLC0415
        import infobox_conflict.syntax.wikiwriting  # noqa: PLC0415
        import infobox_conflict.syntax.yamlwriting  # noqa: PLC0415
        import infobox_conflict.writing  # noqa: F401, PLC0415

    def one_input(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        text = provider.ConsumeBytes(max(0, len(data) - _TAIL)).decode(errors="surrogateescape")
        check(text, provider)

    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
