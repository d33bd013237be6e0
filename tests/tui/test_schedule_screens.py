"""Workload, fit and rescheduling, opened from the settings."""

from kpitrainer.config import Settings
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.optimize_screen import OptimizeScreen
from kpitrainer.tui.screens.reschedule_screen import RescheduleScreen
from kpitrainer.tui.screens.settings_screen import SettingsScreen
from kpitrainer.tui.screens.workload_screen import WorkloadScreen
from tests.factories import DAY, cards, deck
from tests.learner import learner, log_of
from tests.tui.seat import Seat, Sit

WORKLOAD, OPTIMIZE, RESCHEDULE = 14, 15, 16
"""The rows of the settings, counted from the first."""


async def open_row(seat: Seat, row: int) -> None:
    await seat.press("comma", *["down"] * row, "enter")


async def test_the_workload_is_gone_along_and_its_retention_taken(sit: Sit) -> None:
    async with sit(deck("deck", *cards(30))) as seat:
        await open_row(seat, WORKLOAD)
        seat.on(WorkloadScreen)
        assert "▲ 90 % :" in seat.text
        assert "◂ la tienne" in seat.prose("text")
        await seat.press("left", "left")
        assert "▲ 88 % :" in seat.text
        await seat.press("enter")
        assert seat.saved == [Settings(desired_retention=0.88)]
        seat.on(SettingsScreen)
        assert "Mémoire visée enregistrée : 88 %" in seat.toasts[-1]
        assert "% de bonnes réponses" in seat.text
        await seat.press(*["up"] * 7, "f4")
        assert "▲ 88 % :" in seat.text, "also from the field itself"
        await seat.press("enter")
        seat.on(SettingsScreen)
        assert seat.toasts[-1] == "Mémoire visée : elle reste à 88 %."
        assert seat.toasts[-1] in seat.text


async def test_a_fit_is_shown_and_taken(sit: Sit, store: SqlStore) -> None:
    store.merge(log_of(learner((0.9, 5.0, 12.0, 25.0), 200)))
    async with sit(deck("deck", *cards(30))) as seat:
        await open_row(seat, OPTIMIZE)
        seat.on(OptimizeScreen)
        assert "D’après 200 réponses" in seat.text
        await seat.press("enter")
        (saved,) = seat.saved
        assert saved.parameters[0] > 0.4
        assert seat.app.context.trainer.settings == saved
        seat.on(SettingsScreen)
        await seat.press("enter")
        assert "ils restent" in seat.prose("text")
        await seat.press("enter")
        assert len(seat.saved) == 1


async def test_cards_are_rescheduled_and_have_their_dates_again(sit: Sit, store: SqlStore) -> None:
    store.merge(log_of(learner((0.5, 3.0, 8.0, 20.0), 30), DAY - 25))
    before = store.states()
    settings = Settings(desired_retention=0.75)
    async with sit(deck("deck", *cards(30)), settings=settings) as seat:
        await open_row(seat, RESCHEDULE)
        seat.on(RescheduleScreen)
        assert "sur 30 changent de jour : 0 plus tôt" in seat.unbroken
        assert store.states() == before
        await seat.press("enter")
        assert "Rien ne change" in seat.prose("text")
        assert store.states() != before
        await seat.press("u")
        assert store.states() == before
        assert "changent de jour" in seat.prose("text")


async def test_where_nothing_was_answered_nothing_is_offered(sit: Sit) -> None:
    async with sit(deck("deck", *cards(3))) as seat:
        await open_row(seat, RESCHEDULE)
        assert "rien à replanifier" in seat.unbroken
        await seat.press("enter", "escape", "up", "enter")
        assert "Il faut au moins 100 réponses" in seat.unbroken
