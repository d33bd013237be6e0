from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from kpitrainer.storage.sql_store import SqlStore, open_store
from tests.factories import FixedClock, noon
from tests.handover.served import Server, serving
from tests.landing import LANDING, examples

# A slow machine is no fault of the code. What must pass before a change lands tries the same
# examples each time, so that it fails for that change alone; by hand they are new ones, and more.
settings.register_profile("patient", deadline=None, derandomize=LANDING, max_examples=examples(100))
settings.load_profile("patient")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A store on a real file, `progress.db` in `tmp_path`, with nothing in it."""
    opened = open_store(tmp_path / "progress.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at noon UTC of study day DAY, a Friday: 14:00 in Paris, where it is."""
    return FixedClock(noon(), ZoneInfo("Europe/Paris"))


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server on this machine, which gives nothing yet."""
    with serving() as opened:
        yield opened
