"""A card whose meaning changed: asked about in its place, before it is shown."""

from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.changed_screen import ChangedScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests.factories import DAY, both, card, deck, typed
from tests.study.progress import known
from tests.tui.seat import Seat, Sit
from tests.tui.test_sizes import at_every_size, inside

FIRST = card("csat", typed())
CHANGED = card("nps", typed("Que dit le NPS ?", "la recommandation"), version=2)
DECK = deck("deck", FIRST, CHANGED)


@pytest.fixture
def due(store: SqlStore) -> None:
    """Both cards are due, the one that changed first."""
    known(store, FIRST)
    known(store, CHANGED, due_day=DAY - 1)


def kinds(seat: Seat, of: Card = CHANGED) -> list[LogKind]:
    """What was done with a card in this sitting."""
    return [row.entry.kind for row in seat.store.history(of.key)][1:]


@at_every_size
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.usefixtures("due")
async def test_asked_before_the_card_is_shown(
    sit: Sit, size: tuple[int, int], language: str
) -> None:
    async with sit(DECK, size=size, language=language) as seat:
        await seat.press("enter")
        seat.on(ChangedScreen)
        inside(seat)
        # Which card it is, but not its answer.
        assert "Que dit le NPS" in seat.text
        assert "recommandation" not in seat.text
        for said in {
            "fr": ("a changé de sens", "Entrée : garder", "r : l’apprendre", "⏎ garder"),
            "en": ("has changed its meaning", "Enter: keep", "r: learn it again", "⏎ keep"),
        }[language]:
            assert said in seat.unbroken
        assert seat.lines[-1].rstrip().endswith({"fr": "? aide", "en": "? help"}[language])
        assert ("r recommencer" in seat.text) == (language == "fr")
        await seat.press("question_mark")
        assert seat.on(Panel)
        await seat.press("escape")
        assert kinds(seat) == []


@pytest.mark.usefixtures("due")
async def test_enter_keeps_and_asks_the_card(sit: Sit) -> None:
    async with sit(DECK) as seat:
        before = seat.state("nps")
        await seat.press("enter", "enter")
        assert seat.on(ReviewScreen)
        assert "Que dit le NPS" in seat.text
        assert seat.state("nps") == before._replace(version=2)
        assert kinds(seat) == [LogKind.KEEP]
        # Letters are text again.
        await seat.write("la recommandation")
        assert seat.field == "la recommandation"
        await seat.press("enter", "4")
        assert seat.attempt.card == FIRST
        assert seat.ratings == ["nps EASY review"]


@pytest.mark.usefixtures("due")
async def test_r_starts_afresh_and_undo_asks_again(sit: Sit) -> None:
    async with sit(DECK) as seat:
        before = seat.state("nps")
        await seat.press("enter", "r")
        assert seat.on(ReviewScreen)
        assert seat.toasts == ["Carte reprise à zéro. Ctrl+Z : annuler"]
        assert "Que dit le NPS" in seat.text
        assert seat.prose("header").endswith("1 nouvelle · 1 à revoir")
        assert "0 sur 2" in seat.text
        assert seat.state("nps").memory is None
        await seat.press("ctrl+z")
        assert seat.on(ChangedScreen)
        assert seat.state("nps") == before
        await seat.press("u")
        assert seat.on(ChangedScreen), "there is nothing more to take back"
        assert seat.toasts[-1] == "Rien à annuler."
        await seat.press("r")
        await seat.press("i")
        assert kinds(seat) == [LogKind.RESTART, LogKind.UNDO, LogKind.RESTART]


@pytest.mark.usefixtures("due")
async def test_the_history_names_the_act(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter", "r", "escape", "i")
        assert "reprise à zéro" in seat.prose("panel-text")
        await seat.press("escape", "u", "enter", "escape", "i")
        assert "gardée, sens changé" in seat.prose("panel-text")
        assert "reprise à zéro" not in seat.prose("panel-text"), "that was undone"


async def test_in_the_middle_of_a_session(sit: Sit, store: SqlStore) -> None:
    known(store, FIRST, due_day=DAY - 1)
    known(store, CHANGED)
    async with sit(DECK) as seat:
        await seat.press("enter")
        await seat.write("x")
        # An answer field of the card before must not hold what comes.
        await seat.press("enter", "3")
        assert seat.on(ChangedScreen)
        assert "u annuler" in seat.text
        await seat.press("escape")
        assert seat.on(SummaryScreen)
        await seat.press("c")
        assert seat.on(ChangedScreen), "back in the session it is asked again"
        await seat.press("u")
        assert seat.on(ReviewScreen)
        assert seat.attempt.card == FIRST
        assert seat.ratings == []
        await seat.press("enter", "3")
        await seat.press("r")
        assert seat.attempt.card == CHANGED


@pytest.mark.usefixtures("due")
async def test_a_key_that_bounces_answers_nothing(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter")
        seat.hands.pace = 0.1
        await seat.press("enter", "r")
        assert seat.on(ChangedScreen)
        assert kinds(seat) == []
        await seat.press("enter")
        assert kinds(seat) == [LogKind.KEEP]


@pytest.mark.usefixtures("due")
async def test_left_at_the_question(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter", "escape")
        assert seat.on(HomeScreen)
        assert kinds(seat) == []


@pytest.mark.usefixtures("due")
async def test_in_another_language_while_it_is_asked(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter")
        seat.app.speak("en")
        await seat.settle()
        assert seat.on(ChangedScreen)
        assert "has changed its meaning" in seat.text
        await seat.resize(40, 20)
        inside(seat)
        await seat.press("enter")
        assert seat.on(ReviewScreen)
        assert kinds(seat) == [LogKind.KEEP]
        assert seat.state("nps").memory is not None
        await seat.write("la recommandation")
        await seat.press("enter", "4")
        assert seat.ratings == [f"nps {Rating.EASY.name} review"]


@at_every_size
async def test_what_its_author_says_of_each_later_version_is_told(
    sit: Sit, store: SqlStore, size: tuple[int, int]
) -> None:
    known(store, CHANGED)
    said = {1: both("Un."), 2: both("Deux [b]."), 3: both("Trois.")}
    async with sit(deck("deck", replace(CHANGED, version=3, changes=said)), size=size) as seat:
        await seat.press("enter")
        seat.on(ChangedScreen)
        inside(seat)
        assert "Son auteur dit : Deux [b]. Trois." in seat.unbroken
        assert "Un." not in seat.text
        assert "sans dire en quoi" not in seat.unbroken
