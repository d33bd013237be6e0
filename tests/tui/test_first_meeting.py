"""A new card says that it is new; shown, it is studied and asked again, and nothing failed."""

from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests.factories import both, card, choice, deck, drill, recall_list, template, typed
from tests.test_front_ends_agree import TWO_PARTS
from tests.tui.seat import UNFADED, Sit

NEW = "Nouvelle carte : Entrée pour la découvrir"
STUDIED = "⏎ redemande-la"
CONTENTS = {
    "revealed": None,
    "typed": typed(),
    "list": recall_list(),
    "choice": choice(),
    "parts": Drill(template(TWO_PARTS, "parts")),
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
async def test_it_is_shown_studied_and_asked(sit: Sit, content: Content | None) -> None:
    async with sit(deck("deck", card("one", content))) as seat:
        await seat.press("enter")
        assert seat.line(NEW)
        await seat.press("enter")
        assert seat.attempt.closed
        assert NEW not in seat.text
        assert "✗" not in seat.text
        assert "1 À étudier ◂" in seat.text
        assert STUDIED in seat.lines[-1]
        await seat.press("enter")
        assert not seat.attempt.closed
        assert NEW not in seat.text, "it was shown"
        assert seat.lines[1].endswith("1 à reprendre")
        assert [row.entry.kind for row in seat.store.rows()] == [LogKind.INTRODUCED]
        await seat.press("escape")
        if not isinstance(seat.app.screen, SummaryScreen):  # it only left the field
            await seat.press("escape")
        assert seat.on(SummaryScreen)
        assert "1 carte · 1 découverte · 0 s" in seat.text
        assert "réussite" not in seat.text
        assert "retravailler" not in seat.text


async def test_who_knew_it_rates_it(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press("enter", "enter", "3")
        assert seat.ratings == ["one GOOD review"]


async def test_it_is_told_again_after_undo_and_in_another_language(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two"))) as seat:
        await seat.press("enter", "enter", "enter", "u")
        assert seat.attempt.card.key.card == "one"
        assert NEW in seat.text
        seat.app.speak("en")
        await seat.settle()
        assert "New card: Enter shows it" in seat.text


async def test_a_guess_takes_the_place_of_the_notice(sit: Sit) -> None:
    async with sit(deck("deck", card("one", recall_list()))) as seat:
        await seat.press("enter")
        await seat.write("mesurer les écarts")
        await seat.press("enter")
        await seat.resize(90, 24)
        assert NEW not in seat.text
        await seat.press("enter")
        assert "1 Encore ◂" in seat.text, "some of it was recalled: that is an answer"


async def test_it_is_in_view_below_a_long_question(sit: Sit) -> None:
    long = replace(typed(), ask=both("Ligne\n" * 30))
    async with sit(deck("deck", card("one", long))) as seat:
        await seat.press("enter")
        assert "Ta réponse" in seat.text
        assert NEW in seat.text


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_what_enter_does_fits_40_columns(sit: Sit, language: str) -> None:
    async with sit(
        deck("deck", drill()), size=(40, 20), language=language, settings=UNFADED
    ) as seat:
        await seat.press("enter", "enter")
        assert seat.lines[-1].startswith(" ⏎ ask me" if language == "en" else " ⏎ redemande")
