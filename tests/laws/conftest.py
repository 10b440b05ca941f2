"""What the laws share: every installed format that documents are written in, and texts to read in it."""

from __future__ import annotations

import pytest

from infobox_conflict.syntax import formats
from tests.strategies import FORMATS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A law that takes a `carrier` holds for every format."""
    if "carrier" in metafunc.fixturenames:
        metafunc.parametrize("carrier", [name for name in formats() if name in FORMATS])
