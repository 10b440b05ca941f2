"""The face: the names that users import are those promised, each with a docstring of its own."""

from __future__ import annotations

import inspect

import pytest

import infobox_conflict as ic

PROMISED = ["AddClaim", "AddCommander", "AddFigure", "Amount", "Belligerent", "Box", "BoxField", "CannotEdit", "CannotExpress", "CannotWrite", "Claimant", "Commander", "Conflict", "Content", "Coordinates", "Document", "Entry", "Figure", "Infobox", "InfoboxError", "Interpretation", "Loss", "NoSuchFact", "NoSuchFormat", "Note", "Passage", "Period", "Place", "Problem", "Remove", "RemoveParameter", "RenameParameter", "Result", "Scope", "SetDate", "SetFigure", "SetLink", "SetParameter", "SetResult", "Side", "Template", "TemplateParameter", "Total", "Unit", "VocabularyError", "Written", "convert", "edit", "infobox_templates", "interpret", "read", "read_bytes", "read_path", "templates", "write"]


def test_the_names_are_those_promised() -> None:
    assert ic.__all__ == PROMISED
    assert set(PROMISED) <= set(dir(ic))


@pytest.mark.parametrize("name", PROMISED)
def test_every_name_says_what_it_is(name: str) -> None:
    thing = getattr(ic, name)
    text = inspect.getdoc(thing)
    assert text
    assert text.splitlines()[0].endswith((".", ":", ";")), text.splitlines()[0]


def test_another_name_is_no_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Infobx'"):
        _ = ic.Infobx  # type: ignore[attr-defined]  # so type checkers tell, too


def test_the_version_is_one() -> None:
    assert ic.__version__.count(".") == 2
