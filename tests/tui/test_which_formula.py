"""Which formula? In the interface: from the list of drills, by digit, arrows, Enter and mouse."""

import pytest

from kpitrainer.domain.drill.exercise import CONTRAST, WHICH_FORMULA, Exercise
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests.factories import deck
from tests.tui.seat import Seat, Sit, plain
from tests.tui.test_looks import held
from tests.which_drills import MARGE, MARQUE

DECKS = deck("deck", MARGE), deck("autre", MARQUE)
TITLES = ("Taux de marge", "Taux de marque")


def exercise(seat: Seat) -> Exercise:
    drawn = seat.attempt.exercise
    assert drawn is not None
    return drawn


def digit_of(seat: Seat, wanted: str | None) -> str:
    """The key of the right option, or of that which takes something for something else."""
    calculation = seat.attempt.calculation
    assert calculation is not None
    order = calculation.options(seat.attempt.seed)
    options = calculation.exercise.part.options  # type: ignore[union-attr]
    if wanted is None:
        return str(order.index(calculation.exercise.right_option) + 1)
    return str(next(at for at, place in enumerate(order) if options[place].wrong == wanted) + 1)


def other_of(seat: Seat) -> str:
    names = ["deck/marge", "autre/marque"]
    names = names if seat.attempt.card.key.card == "marge" else names[::-1]
    return f"={names[0]}={names[1]}"


async def put(seat: Seat) -> None:
    await seat.press("d", "w", "enter")


async def test_a_key_in_the_list_turns_it_on_and_off(sit: Sit) -> None:
    async with sit(*DECKS) as seat:
        await seat.press("d")
        assert seat.on(DrillPicker)
        await seat.press("w")
        assert "quelle formule ? · sans fin" in plain(seat.text)
        await seat.press("e")
        assert "trouve l’erreur · sans fin" in seat.text
        await seat.press("e", "enter")
        assert exercise(seat).template.sheet == ""


async def test_no_name_is_on_screen_before_the_answer(sit: Sit) -> None:
    async with sit(*DECKS) as seat:
        await put(seat)
        assert seat.on(DrillScreen)
        assert exercise(seat).template.sheet == WHICH_FORMULA
        # “Quel taux de marge ?” is the question itself.
        assert not any(title in seat.text for title in TITLES)
        assert "F3" not in seat.text
        await seat.press(digit_of(seat, None))
        assert not any(title in seat.text for title in TITLES)
        await seat.write(f"{float(exercise(seat).answer):.1f}")
        assert not any(title in seat.text for title in TITLES)
        await seat.press("enter")
        assert any(title in seat.lines[0] for title in TITLES)
        assert "1 juste sur 1" in seat.text
        (row,) = seat.store.rows()
        assert (row.entry.kind, row.entry.rating) == (LogKind.PRACTICE, Rating.GOOD)


async def test_another_ones_formula_by_arrows_and_the_pair_at_the_end(sit: Sit) -> None:
    async with sit(*DECKS) as seat:
        await put(seat)
        downs = int(digit_of(seat, other_of(seat)))
        await seat.press(*["down"] * downs, "enter")
        assert "C’est la formule d’un autre indicateur" in plain(seat.unbroken)
        await seat.write(f"{float(exercise(seat).answer):.1f}")
        await seat.press("enter", "escape")
        assert seat.on(SummaryScreen)
        assert "Tu prends" in seat.text
        assert "p paires" in plain(seat.text)
        await seat.press("p")
        assert exercise(seat).template.sheet == CONTRAST
        await seat.press(digit_of(seat, None))
        await seat.press(digit_of(seat, None))
        assert seat.attempt.closed
        assert "1 juste sur 1" in seat.text


async def test_pairs_are_offered_in_the_list_once_there_is_a_confusion(sit: Sit) -> None:
    async with sit(*DECKS) as seat:
        await seat.press("d")
        assert "Ce que tu confonds" not in seat.text
        await seat.press("w", "enter")
        await seat.press(digit_of(seat, other_of(seat)))
        await seat.write("1")
        await seat.press("enter", "escape", "escape", "d")
        assert "Ce que tu confonds : 1 paire, sur les mêmes chiffres" in plain(seat.text)
        await seat.press("down", "enter")
        assert exercise(seat).template.sheet == CONTRAST


async def test_undo_leads_back_to_the_choice(sit: Sit) -> None:
    async with sit(*DECKS) as seat:
        await put(seat)
        asked = exercise(seat).ask("fr")
        await seat.press(digit_of(seat, None))
        await seat.press("ctrl+z")
        assert exercise(seat).ask("fr") == asked
        assert seat.attempt.part == (1, 2)


async def test_a_formula_is_chosen_by_a_click(sit: Sit) -> None:
    async with sit(*DECKS) as seat:
        await put(seat)
        digit = digit_of(seat, None)
        row = next(at for at, line in enumerate(seat.lines) if line.strip(" │").startswith(digit))
        await seat.pilot.click(offset=(10, row))
        await seat.settle()
        assert seat.attempt.part == (2, 2)


async def test_the_key_of_the_formulas_is_not_told_where_it_is_none(sit: Sit) -> None:
    async with sit(*DECKS, size=(120, 36)) as seat:
        await put(seat)
        await seat.press(digit_of(seat, None))
        assert "F2 donne un indice" in seat.text
        assert "F3" not in seat.text
        await seat.press("f1")
        assert "entraînement" in seat.text
        assert "La première réponse" not in seat.text


async def test_pairs_by_their_key(sit: Sit) -> None:
    async with sit(*DECKS) as seat:
        await seat.press("d", "c")
        assert "deux indicateurs, les mêmes chiffres" in seat.text
        await seat.press("enter")
        assert exercise(seat).template.sheet == CONTRAST
        assert not any(title in seat.text for title in TITLES)


@pytest.mark.parametrize(("form", "size"), [("w", (80, 24)), ("c", (120, 36))])
async def test_its_looks(sit: Sit, form: str, size: tuple[int, int]) -> None:
    name = {"w": "which-formula", "c": "contrast"}[form]
    async with sit(*DECKS, size=size) as seat:
        await seat.press("d", form, "enter")
        looks = [await held(seat, name, size)]
        await seat.press(digit_of(seat, other_of(seat)))
        looks.append(await held(seat, f"{name}-chosen", size))
        if form == "w":
            await seat.write("1")
            await seat.press("enter", "escape")
            looks.append(await held(seat, f"{name}-summary", size))
    assert all(looks), "written anew: look at them"
