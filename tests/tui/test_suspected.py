"""What is told of two wrong answers that one calculation would explain, on screen."""

from kpitrainer.domain.cards.card_types.drill import Drill
from tests.factories import card, deck, template
from tests.tui.seat import Seat, Sit
from tests.unseen import MARGIN, by_price

MARKUP = deck("deck", card("marge", Drill(template(MARGIN, "marge"))))


async def answered_wrongly(seat: Seat) -> str:
    assert seat.attempt.exercise
    await seat.write(by_price(seat.attempt.exercise))
    await seat.press("enter")
    return " ".join(seat.text.split())


async def test_the_second_answer_is_told_of_and_not_the_first(sit: Sit) -> None:
    async with sit(MARKUP) as seat:
        await seat.press("d", "enter")
        assert "iraient avec ce calcul" not in await answered_wrongly(seat)
        await seat.press("enter")
        told = await answered_wrongly(seat)
        assert "iraient avec ce calcul" in told
        assert "÷" in told
