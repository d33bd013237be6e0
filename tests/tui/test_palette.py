"""What the palette offers: rarer activities, by their names in the reader's language."""

from dataclasses import replace

from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.stats_screen import StatisticsScreen
from tests.factories import card, cards, deck, drill
from tests.tui.seat import Seat, Sit


async def choose(seat: Seat, text: str) -> None:
    await seat.press("ctrl+p")
    await seat.write(text)
    await seat.press("enter")


async def test_activities(sit: Sit) -> None:
    async with sit(deck("deck", drill(), *cards(12))) as seat:
        await choose(seat, "statistiques")
        assert seat.on(StatisticsScreen)
        await seat.press("escape")
        await choose(seat, "calculer")
        assert seat.on(DrillPicker)
        await seat.press("escape")
        await choose(seat, "autres nouvelles")
        assert seat.review.remaining.new == 7, "the drill counts as four"
        await seat.press("escape", "escape")
        assert seat.on(HomeScreen)
        await choose(seat, "quitter")
    assert seat.app.return_code == 0


async def test_a_tag_is_studied_by_its_name(sit: Sit) -> None:
    tagged = card("tagged", tags=frozenset({"[red]nps"}))
    async with sit(deck("deck", card("plain"), tagged)) as seat:
        await choose(seat, "[red]nps")
        assert seat.review.remaining.new == 1
        assert seat.attempt.card.key == tagged.key


async def test_a_tag_is_offered_by_its_title(sit: Sit) -> None:
    tagged = card("tagged", tags=frozenset({"fidelite"}))
    tags = {"fidelite": {"fr": "[red]Garder", "en": "Keep"}}
    async with sit(replace(deck("deck", card("plain"), tagged), tags=tags)) as seat:
        await choose(seat, "[red]garder")
        assert seat.attempt.card.key == tagged.key


async def test_suspended_cards_are_resumed(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("enter", "at", "escape")
        assert "1 nouvelle" in seat.text
        await choose(seat, "suspendues")
        assert "1 sur 2" in seat.text
        await seat.press("down", "at")
        assert not seat.state("card-000").suspended
        await seat.press("escape")
        assert "2 nouvelles" in seat.prose("today")


async def test_on_other_screens_it_holds_what_works_there(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("enter", "ctrl+p")
        assert "English" in seat.text
        assert "Calculer" not in seat.text
        await seat.press("escape")
        assert seat.attempt.card.key.card == "card-000"
