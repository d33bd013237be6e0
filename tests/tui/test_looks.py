"""The main screens look as they did when they were last looked at.

A screen that is to look otherwise: remove its file in `tests/data/looks`, run this test, which
writes it anew and fails, and look at what it wrote.
"""

from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.opening_screen import OpeningScreen
from tests.factories import both, card, claim, cloze, deck, drill, recall_list
from tests.tui.seat import Seat, Sit, plain

LOOKS = Path(__file__).parents[1] / "data" / "looks"

WHY = both("Une raison qui prend deux lignes, pour voir où la seconde commence, sous la première.")
SUBJECTS: tuple[Card, ...] = (
    card("gap", cloze(), why=WHY),
    card("list", recall_list(ordered=True), why=WHY),
    card("claim", claim(answer=False), why=WHY),
    drill(),
)

WALKS = {
    (80, 24): (
        ("formulas", ("f",)),
        ("help", ("f1",)),
        ("answer", ("escape", "escape", "enter", "enter")),
        ("list", ("3", "enter")),
    ),
    (120, 36): (
        ("wide-calculation", ("d", "enter", "7", "1", "enter")),
        ("wide-formulas", ("f3",)),
    ),
    (40, 20): (("narrow-question", ("enter",)),),
}
"""Screens by the size of the window, each with the keys that lead there from the one before."""


def held(seat: Seat, name: str, size: tuple[int, int]) -> bool:
    """Whether the screen is as it is stored; what is not stored yet is written."""
    file = LOOKS / f"{name}-{size[0]}x{size[1]}.txt"
    shown = "\n".join(plain(strip.text).rstrip() for strip in seat.strips) + "\n"
    if not file.exists():
        file.write_text(shown, encoding="utf-8")
        return False
    assert shown == file.read_text(encoding="utf-8"), name
    return True


@pytest.mark.parametrize("size", WALKS, ids=str)
async def test_screens(sit: Sit, size: tuple[int, int]) -> None:
    new = []
    async with sit(deck("deck", *SUBJECTS), size=size) as seat:
        for name, keys in WALKS[size]:
            await seat.press(*keys)
            if not held(seat, name, size):
                new.append(name)
    assert new == [], "written anew: look at them"


async def test_the_opening_leads_to_home_in_the_language_that_is_chosen(sit: Sit) -> None:
    async with sit(deck("deck", card("one")), first_start=True) as seat:
        assert seat.on(OpeningScreen).page == 0
        assert "Bienvenue" in seat.text
        await seat.press("2")
        assert "Welcome" in seat.text
        assert seat.saved[-1].language == "en"
        await seat.press("enter", "enter", "left", "enter")
        assert "Again" in seat.text
        assert "begin" in seat.lines[-1]
        await seat.press("enter")
        assert seat.on(HomeScreen)


async def test_a_theme_is_looked_at_before_it_is_kept(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        seat.app.search_themes()
        await seat.settle()
        await seat.press("down")
        assert seat.app.theme == "kpitrainer-light"
        await seat.press("escape")
        assert (seat.app.theme, seat.saved) == ("kpitrainer-dark", [])
        seat.app.search_themes()
        await seat.settle()
        await seat.press("down", "enter")
        assert seat.saved[-1].theme == seat.app.theme == "kpitrainer-light"
