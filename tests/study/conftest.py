from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Deck
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.library import Library
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, noon

MakeTrainer = Callable[..., Trainer]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(tmp_path / "progress.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> FixedClock:
    """13:00 in Paris on study day DAY."""
    return FixedClock(noon(), ZoneInfo("Europe/Paris"))


@pytest.fixture
def make_trainer(store: SqlStore, clock: FixedClock) -> MakeTrainer:
    """A trainer over the decks it is given, on a real file; `settings` by their names."""

    def make(*decks: Deck, **settings: float) -> Trainer:
        chosen = Settings(**settings)  # type: ignore[arg-type] # by their names
        return Trainer(Library(decks), store, clock, chosen, Random(1))  # noqa: S311 - chance for a test

    return make
