import gc
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from kpitrainer.domain.cards.card import Deck
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library
from kpitrainer.tui.screens import card_screen, changed_screen, leech_screen
from tests.factories import FixedClock
from tests.tui.seat import Hands, Seat, Sit, seated


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """The application freezes what it loaded: thaw it, so that tests do not pile up."""
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The time between keys."""
    hands = Hands()
    for module in (card_screen, changed_screen, leech_screen):
        monkeypatch.setattr(module, "monotonic", hands)
    return hands


@pytest.fixture
def sit(store: SqlStore, clock: FixedClock, hands: Hands) -> Sit:
    """Open the application over some decks, or a whole `library`."""

    def open_app(
        *decks: Deck,
        library: Library | None = None,
        **more: Any,  # noqa: ANN401 - passed on to `seated`
    ) -> AbstractAsyncContextManager[Seat]:
        return seated(library or Library(decks), store, clock, hands, **more)

    return open_app
