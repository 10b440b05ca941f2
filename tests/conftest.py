"""What all tests share: the Hypothesis profiles, the seed, and the place of `tests` on the path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import infobox_conflict as ic

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # so that every test module can say `from tests.strategies import ...`

# HYPOTHESIS_PROFILE chooses; a machine that sets CI takes `ci`. No profile has a deadline: the law of linear time compares
# growth, and a single slow example on a busy machine tells nothing. `too_slow` is that same clock in another guise.
# Only `ci` repeats the same examples on every run: a build that turns red does so by the change in it, and everyone can
# turn it red again. Finding what nobody thought of is the work of `dev` (fresh examples, failures kept in `.hypothesis`) and `soak`.
_SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("dev", _SHARED, max_examples=100)
settings.register_profile("ci", _SHARED, max_examples=150, derandomize=True, print_blob=True)
settings.register_profile("soak", _SHARED, max_examples=int(os.environ.get("SOAK_EXAMPLES", "20_000")), print_blob=True)
settings.register_profile("few", _SHARED, max_examples=25, derandomize=True, database=None)  # for `tests/mutation.py`
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The founding document."""
    return ROOT / "seeds" / "battle-of-hadrut.md"


@pytest.fixture(scope="session")
def seed_bytes(seed_path: Path) -> bytes:
    """The founding document, byte for byte."""
    return seed_path.read_bytes()


@pytest.fixture(scope="session")
def seed(seed_path: Path) -> ic.Document:
    """The founding document, read."""
    return ic.read_path(seed_path)
