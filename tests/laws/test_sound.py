"""What is read is sound: every fact passes the checks that facts made by hand must pass."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import infobox_conflict as ic
from infobox_conflict.meaning.model import Conflict
from tests.strategies import documents


def assert_sound(text: str, carrier: str) -> None:
    for conflict in ic.read(text, carrier).conflicts:
        assert Conflict.model_validate(conflict.model_dump()) == conflict


@given(st.data())
def test_facts_of_documents(carrier: str, data: st.DataObject) -> None:
    """Reading makes facts without pydantic's checks, which they pass all the same."""
    assert_sound(data.draw(documents(carrier)).text, carrier)
