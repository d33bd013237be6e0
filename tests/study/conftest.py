from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Deck
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock

MakeTrainer = Callable[..., Trainer]


@pytest.fixture
def make_trainer(store: SqlStore, clock: FixedClock) -> MakeTrainer:
    """A trainer over the decks it is given, on a real file; `settings` by their names."""

    def make(*decks: Deck, **settings: Any) -> Trainer:  # noqa: ANN401 - of any form
        chosen = Settings(**settings)
        return Trainer(Library(decks), store, clock, chosen, Random(1))  # noqa: S311 - chance for a test

    return make
