"""The goal's screen, a leech told, and the keys of Home that lead there."""

from datetime import date

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import LEECH_LAPSES
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.goal_screen import GoalScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.leech_screen import LeechScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from tests.factories import card, cards, deck, memory
from tests.tui.seat import Sit
from tests.tui.test_home import remember


async def test_an_exam_is_set_on_a_screen_and_told_at_home(sit: Sit) -> None:
    async with sit(deck("deck", *cards(8)), size=(80, 24)) as seat:
        await seat.press("g")
        assert seat.on(GoalScreen)
        assert "Donne une date" in seat.text
        await seat.write("31 juin")
        await seat.press("enter")
        assert "Le calendrier n’a pas de « 31 juin »" in seat.unbroken
        assert seat.saved == []
        await seat.press("escape")
        await seat.write("24 octobre")  # the clock shows 2024-10-04
        await seat.press("enter")
        assert seat.field == "24.10.2024"
        assert "Examen dans 20 jours." in seat.text
        [taken] = [line for line in seat.lines if line.lstrip().startswith("✓ note")]
        assert seat.saved[-1].exam == date(2024, 10, 24)
        assert f"mémoire visée {seat.saved[-1].exam_retention:.0%}" in taken.replace(" %", "%")
        await seat.press("down", "enter")
        assert seat.saved[-1].exam_retention == 0.7
        await seat.press("up", "up", "right")
        assert "‹ deck ›" in seat.line("Paquets")
        assert "Donne une date" in seat.text, "it has no exam of its own"
        await seat.press("escape")
        assert seat.on(HomeScreen)
        assert "Examen dans 20 jours · note prévue" in seat.text


async def test_an_empty_date_takes_the_exam_away(sit: Sit) -> None:
    settings = Settings(exam=date(2024, 10, 24), exam_retention=0.8)
    async with sit(deck("deck", *cards(2)), settings=settings) as seat:
        await seat.press("g", "backspace", "enter")
        assert (seat.saved[-1].exam, seat.saved[-1].exam_retention) == (None, None)
        assert "Donne une date" in seat.text


async def test_an_exam_of_a_deck_that_stays_is_told(sit: Sit) -> None:
    own = {"deck": {"exam": date(2024, 10, 30)}}
    settings = Settings(exam=date(2024, 10, 24), decks=own)
    async with sit(deck("deck", *cards(2)), settings=settings) as seat:
        await seat.press("g", "backspace", "enter")
        assert "deck garde son propre examen, le 30 octobre 2024." in seat.unbroken
        await seat.press("up", "right", "down", "backspace", "enter")
        assert seat.saved[-1].decks == {}


async def test_a_leech_is_told_once_and_suspended(sit: Sit, store: SqlStore) -> None:
    leech = card("leech")
    remember(store, {CardKey("deck", "leech"): memory(lapses=LEECH_LAPSES - 1)})
    async with sit(deck("deck", leech)) as seat:
        await seat.press("enter", "enter", "1")
        assert seat.on(LeechScreen)
        assert "Carte rebelle : tu l’as oubliée 8 fois." in seat.text
        await seat.press("enter")
        assert seat.on(ReviewScreen)
        await seat.press("u", "enter", "1", "at")
        assert seat.state("leech").suspended


async def test_cramming_from_home_changes_no_schedule(sit: Sit, store: SqlStore) -> None:
    remember(store, {CardKey("deck", "card-000"): memory()})
    async with sit(deck("deck", *cards(1))) as seat:
        before = seat.state("card-000")
        await seat.press("c", "enter", "1", "enter", "1", "enter", "1")
        assert seat.ratings[-1] == "card-000 AGAIN practice"
        assert seat.state("card-000") == before
        assert any("manquée trois fois" in toast for toast in seat.toasts)
