"""The published strategies: what they make can be read and written, and Hypothesis finds them by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict import strategies
from infobox_conflict._hypothesis import _hypothesis_setup_
from infobox_conflict.content import same
from infobox_conflict.edits import Edit
from infobox_conflict.syntax.losses import less_box
from tests.strategies import FORMATS

ROOT = Path(__file__).parents[1]
_hypothesis_setup_()  # as Hypothesis does where the package is installed with its entry points


@pytest.mark.parametrize("name", FORMATS)
@given(infobox=st.from_type(ic.Infobox))
def test_infoboxes_are_of_a_conflict_and_come_back_less_their_losses(name: str, infobox: ic.Infobox) -> None:
    written = ic.write(infobox, name)
    assert {loss.code for loss in written.losses} <= {"changed-words", "changed-mark", "lost-mark", "lost-field"}
    [box] = ic.read(written.text, name, repair=False).infoboxes
    for one, other in zip(less_box(infobox, written.losses), box.infobox, strict=True):
        assert one.name == other.name
        assert same(one.content, other.content)
    event("facts" if box.conflict.entries else "no facts")
    event("lossless" if not written.losses else "with losses")


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
def test_documents_are_of_their_format(name: str, data: st.DataObject) -> None:
    document = ic.read(data.draw(strategies.documents(name)))
    assert document.format == name
    assert 1 <= len(document.infoboxes) <= 2
    assert {problem.code for problem in document.problems} <= {"leaked-markup", "undefined-page", "mojibake-suspect"}


@given(st.data())
def test_edits_have_addresses(data: st.DataObject) -> None:
    """Each is made or refused, and refused for what the text says, not for an address that it does not have."""
    document = ic.read(data.draw(strategies.documents()))
    number = data.draw(st.sampled_from(range(len(document.infoboxes))))
    asked = data.draw(strategies.edits(document.infoboxes[number]))
    try:
        ic.edit(document, asked, box=number)
    except ic.CannotEdit:
        event(f"{type(asked).__name__}: refused")
    else:
        event(f"{type(asked).__name__}: made")


def test_every_kind_of_edit_is_asked(seed: ic.Document) -> None:
    found: set[type] = set()

    @settings(max_examples=300, derandomize=True, database=None, phases=[Phase.generate])
    @given(strategies.edits(seed.infoboxes[0]))
    def collect(asked: Edit) -> None:
        found.add(type(asked))

    collect()
    assert found == set(get_args(Edit))


@given(strategies.edits(ic.read("{{Infobox military conflict}}").infoboxes[0]))
def test_an_empty_infobox_can_be_filled(asked: Edit) -> None:
    assert isinstance(asked, ic.AddFigure | ic.AddClaim | ic.AddCommander | ic.SetParameter)


@given(strategies.texts())
def test_texts_are_read_without_loss(text: str) -> None:
    document = ic.read(text)
    assert document.text == text
    event(f"format: {document.format}")


@given(st.from_type(ic.Content))
def test_marks_stand_in_the_text(content: ic.Content) -> None:
    for mark in content.marks:
        assert 0 <= mark.start <= mark.end <= len(content.text)
        event(type(mark).__name__)
    assert list(content.marks) == sorted(content.marks, key=lambda mark: mark.start)


def test_a_format_that_nobody_has() -> None:
    with pytest.raises(ic.NoSuchFormat, match="klingon"):
        strategies.documents("klingon")


def test_hypothesis_is_told_and_not_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["hypothesis"] == {"infobox_conflict": "infobox_conflict._hypothesis:_hypothesis_setup_"}
    assert not [one for one in project["dependencies"] if one.startswith("hypothesis")]


def test_hypothesis_finds_them_where_the_package_is_installed(tmp_path: Path) -> None:
    """As installed it is a folder of metadata that names the entry point; what it costs all others is the import of nothing else."""
    metadata = tmp_path / "tiny-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny\nVersion: 1\n", encoding="utf-8")
    told = "[hypothesis]\ninfobox_conflict = infobox_conflict._hypothesis:_hypothesis_setup_\n"
    (metadata / "entry_points.txt").write_text(told, encoding="utf-8")
    code = (
        "import hypothesis, sys; print(sorted(m for m in sys.modules if m.startswith(('infobox_conflict.meaning', 'pydantic', 'yaml'))))\n"
        "from hypothesis import strategies as st; from infobox_conflict.content import Infobox; st.from_type(Infobox).validate(); print('found')"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT / "src")))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.stdout == "[]\nfound\n", done.stderr
