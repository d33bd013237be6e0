"""Solutions that fade, on screen: read, finished, calculated, and an error found."""

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.drill.faded_exercise import begun, rung_of
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from kpitrainer.tui.widgets.bars import RatingBar
from tests.factories import cards, deck
from tests.study.progress import met
from tests.study.test_correcting import MARGE
from tests.study.test_fading import sheet_with_error
from tests.tui.seat import Seat, Sit, plain, proposed

MARGES = deck("deck", MARGE)
WORKED = "Nouveau calcul, résolu pour toi"


def rung(seat: Seat) -> Rung:
    assert seat.attempt.exercise is not None
    return rung_of(seat.attempt.exercise)


def result(seat: Seat) -> str:
    assert seat.attempt.exercise is not None
    return plain(seat.attempt.exercise.answer_text("fr"))


async def test_it_is_read_then_finished_then_calculated(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await seat.press("enter")
        assert rung(seat) is Rung.WORKED
        assert "Calcul résolu" in seat.text
        assert WORKED in seat.text
        assert result(seat) in seat.prose("solution")
        assert not seat.on(ReviewScreen).query_one(RatingBar).display
        assert seat.lines[-1].strip().startswith("⏎ à moi")
        assert "1–4" not in seat.lines[-1]
        await seat.press("1", "2", "3", "4", "f2")
        assert list(seat.store.rows()) == [], "nothing is asked"
        await seat.press("enter")
        assert rung(seat) is Rung.LAST_STEP
        assert "Calcul à finir" in seat.text
        assert "Le début de la solution" in seat.text
        assert "· … = ?" in " ".join(seat.text.split())
        assert result(seat) not in seat.text
        assert seat.app.screen.query_one("Input").has_focus
        assert seat.lines[-1].strip().startswith("⏎ valider")
        await seat.write(result(seat))
        await seat.press("enter")
        assert proposed(seat) == ["3 Correct ◂"]
        assert "Le début de la solution" not in seat.text, "it stands in the whole one"
        await seat.press("enter")
        assert rung(seat) is Rung.ALL_OPEN
        assert "Le début de la solution" not in seat.text
        assert [row.entry.kind for row in seat.store.rows()] == [
            LogKind.INTRODUCED,
            LogKind.REVIEW,
        ]


async def test_reading_is_taken_back_and_leaving_tells_of_it(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await seat.press("enter")
        text = seat.prose("question")
        await seat.press("enter", "ctrl+z")
        assert (rung(seat), seat.prose("question")) == (Rung.WORKED, text)
        assert seat.state("marge").memory is None
        await seat.press("enter", "escape", "escape")
        assert seat.on(SummaryScreen)
        assert "1 carte · 1 découverte" in seat.text


async def test_who_leaves_without_reading_finds_it_as_it_was(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await seat.press("enter")
        text = seat.prose("question")
        await seat.press("escape", "enter")
        assert (rung(seat), seat.prose("question")) == (Rung.WORKED, text)


async def test_it_speaks_both_languages(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await seat.press("enter")
        seat.app.speak("en")
        await seat.settle()
        assert "A new calculation, worked for you" in seat.text
        await seat.press("enter")
        assert "The solution so far" in seat.text
        seat.app.speak("fr")
        await seat.settle()
        assert "Le début de la solution" in seat.text


async def test_hints_stand_under_what_is_begun(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        met(seat.store, MARGE)
        await seat.press("enter", "f2")
        assert rung(seat) is Rung.LAST_STEP
        assert "Le début de la solution" in seat.text
        assert seat.attempt.hints == 1
        assert result(seat) not in seat.text


async def test_a_sheet_proposes_by_its_result(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        met(seat.store, MARGE)
        await seat.press("enter")
        sheet_with_error(seat.review)
        seat.on(ReviewScreen).redraw()
        await seat.settle()
        assert "Trouve l’erreur" in seat.text
        assert seat.attempt.exercise is not None
        other = (seat.attempt.exercise.right_option + 1) % 2
        await seat.press(str(other + 1))
        await seat.write(result(seat))
        await seat.press("enter")
        assert proposed(seat) == ["2 Difficile ◂"]
        await seat.press("enter")
        assert seat.ratings == ["marge HARD review"]


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 36)])
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_it_fits_on_small_screens(sit: Sit, size: tuple[int, int], language: str) -> None:
    async with sit(MARGES, size=size, language=language) as seat:
        await seat.press("enter")
        key = "⏎ à moi" if language == "fr" else "⏎ my turn"
        assert seat.lines[-1].strip().startswith(key)
        await seat.press("enter")
        exercise = seat.attempt.exercise
        assert exercise is not None
        for step in begun(exercise, language):
            assert plain(step).split(" = ")[0].strip() in seat.text


async def test_turned_off_it_is_asked(sit: Sit) -> None:
    async with sit(MARGES, settings=Settings(fading_solutions=False)) as seat:
        await seat.press("enter")
        assert rung(seat) is Rung.ALL_OPEN
        assert "Nouvelle carte" in seat.text
        assert WORKED not in seat.text


async def test_what_was_read_comes_after_other_cards(sit: Sit) -> None:
    async with sit(deck("deck", MARGE, *cards(1))) as seat:
        await seat.press("enter", "enter")
        assert seat.attempt.card.key.card == "card-000"
