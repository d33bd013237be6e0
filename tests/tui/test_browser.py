"""The browser, as a learner uses it."""

import pytest

from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library
from kpitrainer.tui.screens.browser_screen import BrowserScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.text.browser_text import BrowserColumns, SortOrder
from kpitrainer.tui.widgets.card_table import CardTable
from kpitrainer.wording import due_date
from tests.factories import DAY, card, cards, choice, deck, memory
from tests.study.progress import known
from tests.tui.seat import Seat, Sit

PAGE = deck("page", *cards(200, "page"))
ONE, TWO, THREE = cards(3)
SMALL = deck("deck", ONE, TWO, THREE)


def chosen(seat: Seat) -> list[str]:
    table = seat.app.screen.query_one(CardTable)
    return [queued.card.key.card[-1] for queued in table.chosen]


async def test_found_while_it_is_typed_and_left_with_escape(sit: Sit) -> None:
    async with sit(SMALL, PAGE) as seat:
        await seat.press("slash")
        seat.on(BrowserScreen)
        assert "203 sur 203" in seat.text
        await seat.write("deck:deck id:*1")
        assert "1 sur 203" in seat.text
        assert "card-001?" in seat.text
        await seat.write(" is:")
        assert "Colonne 19 : Il manque ce que tu cherches après `is:`." in seat.unbroken
        assert "1 sur 203" in seat.text, "what was found stays"
        await seat.press("escape")
        seat.on(HomeScreen)


async def test_cards_are_put_away_and_every_act_is_undone(sit: Sit) -> None:
    async with sit(SMALL) as seat:
        await seat.press("slash", "down", "at")
        assert seat.state("card-000").suspended
        assert seat.toasts[-1] == "1 carte suspendue. u : annuler"
        await seat.press("shift+down", "minus")
        assert [seat.state(f"card-00{place}").buried_day for place in range(3)] == [DAY, DAY, None]
        await seat.press("ctrl+a", "5")
        assert [seat.state(f"card-00{place}").flag for place in range(3)] == [5, 5, 5]
        await seat.press("u", "u", "u")
        assert not any(seat.state(each.key.card) != seat.state("none") for each in SMALL.cards)
        await seat.press("u")
        assert seat.toasts[-1] == "Rien à annuler."


async def test_a_due_date_is_asked_for(sit: Sit, store: SqlStore) -> None:
    known(store, ONE)
    async with sit(SMALL) as seat:
        await seat.press("slash", "down", "d")
        await seat.write("soon")
        await seat.press("enter")
        assert "Écris un nombre de jours" in seat.text
        for _ in "soon":
            await seat.press("backspace")
        await seat.write("12")
        await seat.press("enter")
        memory = seat.state("card-000").memory
        assert memory is not None
        assert memory.due_day == DAY + 12
        await seat.press("r")
        assert seat.state("card-000").memory is None


async def test_sorted_by_a_column(sit: Sit, store: SqlStore) -> None:
    known(store, TWO, due_day=DAY + 9)
    known(store, THREE, due_day=DAY + 3)
    async with sit(SMALL) as seat:
        await seat.press("slash", "down", "ctrl+a")
        assert chosen(seat) == ["0", "1", "2"]
        seat.on(BrowserScreen).action_sort("due")
        assert chosen(seat) == ["2", "1", "0"]
        await seat.press("O")
        assert chosen(seat) == ["1", "2", "0"], "new cards stay last"


async def test_study_what_is_selected(sit: Sit, store: SqlStore) -> None:
    known(store, THREE)
    async with sit(SMALL) as seat:
        await seat.press("slash", "down", "end", "enter")
        assert seat.attempt.card == THREE
        assert not seat.review.practice
        await seat.press("enter", "enter", "enter")
        seat.on(BrowserScreen)
        assert chosen(seat) == ["2"]
        await seat.press("enter")
        assert seat.review.practice, "it is not due any more"


async def test_a_card_put_away_there_is_not_asked_and_looking_is_help(sit: Sit) -> None:
    async with sit(deck("deck", card("one", choice()), TWO)) as seat:
        await seat.press("enter", "slash")
        assert "les indicateurs" in seat.prose("card")
        await seat.press("down", "at", "escape")
        seat.on(ReviewScreen)
        assert seat.attempt.card == TWO
        await seat.press("slash", "escape")
        assert seat.attempt.helped


async def test_only_what_is_in_view_is_drawn(sit: Sit) -> None:
    async with sit(deck("page", *cards(5000, "page"))) as seat:
        await seat.press("slash", "down", "end")
        assert "card-4999?" in seat.text
        assert len(seat.app.screen.query_one(CardTable)._strips) < 50


async def test_hostile_texts_are_shown_as_they_are(sit: Sit) -> None:
    hostile = card("[bold]x[/bold]")
    async with sit(deck("deck", hostile), size=(120, 36)) as seat:
        await seat.press("slash")
        assert seat.text.count("[bold]x[/bold]?") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_and_no_name_of_a_column_is_cut(language: str) -> None:
    translate, library = Translator(language), Library((SMALL,))
    states = [CardState(memory(interval=999, due_day=DAY + ahead)) for ahead in range(-400, 800, 7)]
    for order in SortOrder:
        columns = BrowserColumns(translate, library, DAY, 180, order, backwards=True)
        assert "…" not in columns.heads().plain
        for state in states:
            assert "…" not in columns.row(Queued(ONE, state), selected=False).plain
    narrow = BrowserColumns(translate, library, DAY, 69, SortOrder.STUDY, backwards=False)
    assert translate("browse.column-interval") in narrow.heads().plain
    told = {due_date(translate, state, DAY) for state in states}
    assert len(told) > 100, "days are told apart"
