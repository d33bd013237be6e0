"""After an evening with the clock ahead, the start asks what becomes of its answers."""

from collections.abc import Callable

import pytest

from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.ahead_screen import AheadScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from tests.factories import DAY, cards, deck, noon
from tests.tui.seat import Sit

FAR = DAY + 3653
ONE, OTHER = cards(2)


def _answered(day: int) -> Callable[[CardState], LogEntry]:
    entry = LogEntry(key=ONE.key, at=noon(day), day=day, kind=LogKind.REVIEW, rating=Rating.GOOD)
    return lambda _: entry


@pytest.fixture
def ahead(store: SqlStore) -> SqlStore:
    """One answer long ago, after which the card is due, and one in the future."""
    store.record(ONE.key, _answered(DAY - 9))
    store.record(ONE.key, _answered(FAR))
    return store


@pytest.mark.parametrize(("language", "key"), [("fr", "o"), ("en", "y")])
async def test_they_are_taken_back(sit: Sit, ahead: SqlStore, language: str, key: str) -> None:
    async with sit(deck("deck", ONE, OTHER), language=language) as seat:
        assert seat.on(AheadScreen)
        assert "2034" in seat.text
        assert f"{key} " in seat.lines[-1]
        await seat.press(key)
        assert seat.on(HomeScreen)
        assert str(ahead.path) in seat.toasts[-1]
        assert {"fr": "1 à revoir", "en": "1 to review"}[language] in seat.text


async def test_they_are_kept_and_asked_about_again(sit: Sit, ahead: SqlStore) -> None:
    rows = list(ahead.rows())
    for _ in range(2):
        async with sit(deck("deck", ONE, OTHER)) as seat:
            await seat.press("n")
            assert seat.on(HomeScreen)
            assert "1 nouvelle" in seat.text
    assert list(ahead.rows()) == rows


async def test_a_clock_that_is_behind_is_told_and_nothing_asked(sit: Sit, store: SqlStore) -> None:
    store.record(ONE.key, _answered(FAR))
    async with sit(deck("deck", ONE, OTHER)) as seat:
        assert seat.on(HomeScreen)
        assert "elle retarde sans doute" in seat.toasts[-1]
