"""Find the error, in the interface: from the list of drills, by digit, arrows and Enter."""

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from tests.factories import deck, drill
from tests.study.test_correcting import MARGE
from tests.tui.seat import Seat, Sit, plain

MARGES = deck("deck", MARGE, drill())


def exercise(seat: Seat) -> Exercise:
    drawn = seat.attempt.exercise
    assert drawn is not None
    return drawn


async def put(seat: Seat, *, right: bool) -> None:
    """Open sheets until one is right, or has something to correct."""
    await seat.press("d", "e", "enter")
    while (exercise(seat).right_option == 2) != right:
        await seat.press("escape", "d", "e", "enter")


async def test_a_key_in_the_list_turns_it_on_and_off(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await seat.press("d")
        assert seat.on(DrillPicker)
        assert "trouve l’erreur" not in seat.text
        await seat.press("e")
        assert "trouve l’erreur · sans fin" in seat.text
        assert "Tous ceux qui s’y prêtent" in seat.text
        await seat.press("e", "enter")
        assert "Trouve l’erreur" not in seat.text
        assert exercise(seat).template.sheet == ""


async def test_the_line_is_picked_by_its_digit_and_the_result_typed(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await put(seat, right=False)
        assert seat.on(DrillScreen)
        assert "Trouve l’erreur" in seat.text
        assert "Rien à corriger" in seat.text
        wrong = exercise(seat).right_option
        texts = exercise(seat).options("fr")
        assert "F2 indice" not in plain(seat.text)  # there is none for the line
        await seat.press(str(wrong + 1))
        assert "F2 indice" in plain(seat.text)
        # The lines stay in view, the wrong one marked.
        assert f"✓ {wrong + 1}  {plain(texts[wrong])}" in plain(seat.text)
        assert plain(texts[1 - wrong]) in plain(seat.text)
        await seat.write(str(round(float(exercise(seat).exact), 1)))
        await seat.press("enter")
        assert "1 juste sur 1" in seat.text
        (row,) = seat.store.rows()
        assert (row.entry.kind, row.entry.rating) == (LogKind.PRACTICE, Rating.GOOD)


async def test_by_arrows_another_line_and_why_it_is_not(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await put(seat, right=False)
        wrong = exercise(seat).right_option
        await seat.press("up", "enter")  # nothing to correct
        assert "✗ 3  Rien à corriger" in seat.text
        assert f"→ {wrong + 1}  " in seat.text
        assert f"La ligne {wrong + 1} est fausse." in seat.text


async def test_a_line_is_picked_by_a_click(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await put(seat, right=False)
        wrong = exercise(seat).right_option
        row = next(at for at, line in enumerate(seat.lines) if "Rien à corriger" in line)
        await seat.pilot.click(offset=(10, row - 2 + wrong))
        await seat.settle()
        assert f"✓ {wrong + 1}  " in seat.text


async def test_a_right_sheet_is_done_with_its_pick_and_undone(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await put(seat, right=True)
        await seat.press("3")
        assert seat.attempt.closed
        assert "1 juste sur 1" in seat.text
        await seat.press("u")
        assert not seat.attempt.closed
        await seat.press("1")
        assert "Il n’y avait rien à corriger." in plain(seat.unbroken)
        assert "0 juste sur 1" in seat.text


async def test_a_right_sheet_given_up_asks_for_no_result(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await put(seat, right=True)
        await seat.press("enter", "enter")
        assert seat.attempt.closed
        assert "✓  Rien à corriger" in plain(seat.text)
        assert "Solution" in seat.text
        assert "Quel est le bon résultat" not in plain(seat.text)
        assert "0 juste sur 1" in seat.text


async def test_drills_that_give_no_sheet_are_told(sit: Sit) -> None:
    async with sit(deck("deck", drill())) as seat:
        await seat.press("d", "e", "enter")
        assert seat.on(DrillPicker)
        assert "ne se prêtent pas" in plain(seat.text)


async def test_which_drill_that_was_ticked_gives_no_sheet_is_told(sit: Sit) -> None:
    async with sit(MARGES) as seat:
        await seat.press("d", "e", "down", "enter")
        assert seat.toasts == []
        await seat.press("escape", "d", "e", "down", "space", "down", "space", "enter")
        assert seat.toasts == [
            "Sans feuille à corriger, laissé de côté : NPS à partir des effectifs."
        ]
        assert exercise(seat).template.sheet
