"""A drill among the cards of a review."""

from kpitrainer.tui.screens.formula_screen import FormulaSheet
from tests.factories import deck, drill
from tests.tui.seat import UNFADED, Seat, Sit, plain, proposed


def right_number(seat: Seat) -> str:
    exercise = seat.attempt.exercise
    assert exercise is not None
    return str(exercise.answer)


async def test_a_drill_right(sit: Sit) -> None:
    async with sit(deck("deck", drill()), settings=UNFADED) as seat:
        await seat.press("enter")
        await seat.write(right_number(seat))
        await seat.press("enter")
        assert proposed(seat) == ["3 Correct ◂"]
        assert "Solution" in seat.text
        await seat.press("enter")
        assert seat.ratings == ["nps GOOD review"]


async def test_a_drill_wrong_in_a_known_way(sit: Sit) -> None:
    async with sit(deck("deck", drill()), settings=UNFADED) as seat:
        await seat.press("enter")
        exercise = seat.attempt.exercise
        assert exercise is not None
        await seat.write(str(round(exercise.mistakes["passifs-oublies"])))
        await seat.press("enter")
        assert "✗ Les passifs comptent." in seat.text
        assert f"Tu as calculé {exercise.mistake_working('passifs-oublies', 'fr')}." in seat.text
        assert proposed(seat) == ["1 Encore ◂"]


async def test_formulas_before_the_answer_are_help(sit: Sit) -> None:
    async with sit(deck("deck", drill()), settings=UNFADED) as seat:
        await seat.press("enter", "f3")
        assert seat.on(FormulaSheet)
        assert "NPS à partir des effectifs" in seat.text
        assert "(P − D) ÷ n × 100" in seat.text
        await seat.press("escape")
        await seat.write(right_number(seat))
        await seat.press("enter")
        assert proposed(seat) == ["2 Difficile ◂"]


async def test_hints_one_after_another_until_there_is_none(sit: Sit) -> None:
    async with sit(deck("deck", drill()), settings=UNFADED) as seat:
        await seat.press("enter", "f2")
        assert seat.prose("hints") == "Indice : Le dénominateur ?"
        exercise = seat.attempt.exercise
        assert exercise is not None
        hints = exercise.hints("fr")
        await seat.press(*["f2"] * (len(hints) - 1))
        assert "Pas d’autre indice." not in seat.text
        *first, last = seat.prose("hints").splitlines()
        assert first == [f"Indice : {plain(hint)}" for hint in hints[:-1]]
        assert last == f"Dernier indice, qui donne la solution : {plain(hints[-1])}"
        await seat.press("f2")
        assert "Pas d’autre indice." in seat.text
        await seat.write(right_number(seat))
        await seat.press("enter", "f2")
        assert proposed(seat) == ["1 Encore ◂"], "the last hint gave it away"
