"""Rating by digit and by Enter, on any keyboard, and keys that bounce."""

from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card_types.choice import WrongOption
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.review_screen import ReviewScreen
from tests.factories import both, card, choice, claim, deck, typed
from tests.study.progress import known
from tests.tui.seat import Sit, proposed

RIGHT = "customer satisfaction score"


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
async def test_a_digit_overrules_the_proposal(sit: Sit, key: str) -> None:
    async with sit(deck("deck", card("claim", claim(answer=True)))) as seat:
        await seat.press("enter", "1")
        assert proposed(seat) == ["3 Correct ◂"]
        await seat.press(key)
        assert seat.ratings == [f"claim {Rating(int(key)).name} review"]


@pytest.mark.parametrize(
    ("key", "rating"),
    [("ampersand", "AGAIN"), ("é", "HARD"), ("quotation_mark", "GOOD"), ("apostrophe", "EASY")],
)
async def test_the_unshifted_digits_of_a_french_keyboard(
    sit: Sit, store: SqlStore, key: str, rating: str
) -> None:
    one = card("one")
    known(store, one)
    async with sit(deck("deck", one, card("claim", claim()))) as seat:
        await seat.press("enter", "enter", key)
        assert seat.ratings == [f"one {rating} review"]
        assert "Le NPS est une part." in seat.text
        await seat.press("é")
        assert proposed(seat) == ["3 Correct ◂"]


async def test_five_options_and_the_french_fifth(sit: Sit) -> None:
    five = replace(choice(), wrong=(*choice().wrong, WrongOption(both("les primes"))))
    async with sit(deck("deck", card("pick", five))) as seat:
        await seat.press("enter", "left_parenthesis")
        assert seat.attempt.chosen == 4
        await seat.press("5")
        assert seat.ratings == [], "there are four ratings"


async def test_a_digit_that_bounces_rates_nothing(sit: Sit) -> None:
    async with sit(deck("deck", card("claim", claim()), card("next"))) as seat:
        await seat.press("enter")
        seat.hands.pace = 0.0
        await seat.press("2")
        seat.hands.now += 0.24
        await seat.press("2", "4", "apostrophe")
        assert seat.attempt.card.key.card == "claim"
        assert seat.ratings == []
        # Enter is another key: whoever presses it means it.
        await seat.press("enter")
        assert seat.ratings == ["claim GOOD review"]


async def test_a_digit_rates_again_after_a_quarter_second(sit: Sit) -> None:
    async with sit(deck("deck", card("claim", claim()), card("next"))) as seat:
        await seat.press("enter")
        seat.hands.pace = 0.0
        await seat.press("2")
        seat.hands.now += 0.25
        await seat.press("4")
        assert seat.ratings == ["claim EASY review"]


async def test_enter_that_bounces_rates_nothing(sit: Sit) -> None:
    async with sit(deck("deck", card("one", typed()), card("next"))) as seat:
        await seat.press("enter")
        await seat.write(RIGHT)
        seat.hands.pace = 0.0
        await seat.press("enter")
        seat.hands.now += 0.24
        await seat.press("enter", "space")
        assert seat.ratings == []
        await seat.press("2")
        assert seat.ratings == ["one HARD review"], "a digit is another key"


async def test_enter_that_bounces_over_a_rating_reveals_nothing(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two"))) as seat:
        await seat.press("enter", "enter")
        seat.hands.pace = 0.0
        seat.hands.now += 1
        await seat.press("enter")
        assert seat.attempt.card.key.card == "two"
        assert not seat.attempt.closed


async def test_two_cards_of_one_kind_do_not_share_a_field(sit: Sit) -> None:
    async with sit(deck("deck", card("one", typed()), card("two", typed()))) as seat:
        await seat.press("enter")
        await seat.write(RIGHT)
        await seat.press("enter", "4")
        assert seat.attempt.card.key.card == "two"
        assert seat.field == ""
        await seat.write("x")
        assert seat.field == "x", "the field is ready"
        assert seat.on(ReviewScreen)
