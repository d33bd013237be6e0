"""A choice with several right answers by keys and mouse, and what is said of a wrong option."""

from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from tests.factories import both, card, choice, deck, ticks
from tests.tui.seat import Seat, Sit, proposed

CARD = card("scores", ticks())
DECK = deck("deck", CARD)


def digits(seat: Seat, *texts: str) -> list[str]:
    """The keys that tick these options."""
    return [str(seat.attempt.options.index(text) + 1) for text in texts]


def typed_at(seat: Seat, of: Card = CARD) -> list[tuple[str, ...]]:
    answered = (row.entry.answered for row in seat.store.history(of.key))
    return [tuple(sorted(each.typed)) for each in answered if each]


async def click(seat: Seat, text: str) -> None:
    row = seat.lines.index(seat.line(text))
    await seat.pilot.click(offset=(seat.lines[row].index(text), row))
    await seat.settle()


async def test_digits_tick_and_enter_submits(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter")
        assert "Plusieurs bonnes réponses" in seat.text
        assert seat.text.count("[ ]") == 5
        assert "⏎ montrer" in seat.text
        first, second = digits(seat, "CSAT", "NPS")
        await seat.press(first)
        assert seat.line("CSAT").split()[:2] == [first, "[x]"]
        assert "⏎ valider" in seat.text
        assert not seat.attempt.closed
        await seat.press(second, first, first, "enter")
        assert seat.attempt.closed
        assert seat.text.count("[x]") == 2
        assert [seat.line(text).split()[0] for text in ("CSAT", "NPS")] == ["✓", "✓"]
        assert proposed(seat) == ["3 Correct ◂"]
        await seat.press("enter")
        assert typed_at(seat) == [("CSAT", "NPS")]


async def test_a_wide_card_says_how(sit: Sit) -> None:
    async with sit(DECK, size=(120, 36)) as seat:
        await seat.press("enter")
        assert "Coche toutes les bonnes réponses : un chiffre, ou ↑ ↓ et Espace." in seat.unbroken


async def test_space_ticks_where_the_arrows_are(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter", "space")
        assert not seat.attempt.ticked, "the cursor comes first"
        await seat.press("space", "down", "space", "up", "space")
        assert seat.attempt.ticked == (1,)
        await seat.press("enter")
        assert seat.attempt.closed
        assert "4 Facile" in seat.text


async def test_what_is_missing_and_too_much_is_told(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter")
        await seat.press(*digits(seat, "attrition", "NPS"), "enter")
        assert "Elle se compte. Il manque : CSAT. En trop : attrition." in seat.unbroken
        assert seat.line("[x] attrition").split() == ["✗", "[x]", "attrition"]
        assert seat.line("] CSAT").strip().startswith("✓  [ ]")
        assert proposed(seat) == ["1 Encore ◂"]
        await seat.press("enter")
        assert typed_at(seat) == [("NPS", "attrition")]


async def test_ten_options_have_their_digits(sit: Sit) -> None:
    many = Choice(
        both("?"),
        tuple(both(f"juste {number}") for number in range(5)),
        tuple(WrongOption(both(f"faux {number}")) for number in range(5)),
        several=True,
    )
    async with sit(deck("deck", card("many", many))) as seat:
        await seat.press("enter", *"1067")
        assert seat.attempt.ticked == (0, 5, 6, 9)
        assert "1–10 cocher" in seat.text


async def test_a_click_ticks(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter")
        await click(seat, "CSAT")
        assert [seat.attempt.options[place] for place in seat.attempt.ticked] == ["CSAT"]
        await click(seat, "CSAT")
        assert seat.attempt.ticked == ()


async def test_enter_without_a_tick_shows_the_answer_or_says_how(sit: Sit) -> None:
    async with sit(DECK) as seat:
        await seat.press("enter", "enter")
        assert seat.attempt.shown
        assert "[ ]" not in seat.text, "nothing was ticked, and nothing is judged"
    async with sit(DECK) as seat:
        await seat.press("enter", "down", "enter")
        assert not seat.attempt.closed
        assert "Rien n’est coché" in seat.unbroken
        await seat.press("enter")
        assert seat.attempt.shown


async def test_undo_asks_with_the_same_order_and_nothing_ticked(sit: Sit) -> None:
    async with sit(deck("deck", CARD, card("two"))) as seat:
        await seat.press("enter", "1", "2")
        before = seat.attempt.options
        await seat.press("enter", "1", "ctrl+z")
        assert seat.attempt.options == before
        assert (seat.attempt.ticked, seat.attempt.closed) == ((), False)


async def test_hostile_options_are_text(sit: Sit) -> None:
    bad = "[bold]x[/] [@click=app.bell]y[/]"
    content = Choice(
        both(bad),
        (both(f"{bad} a"), both(f"{bad} b")),
        (WrongOption(both(f"{bad} c"), both(f"{bad} !")),),
        several=True,
    )
    async with sit(deck("deck", card("bad", content))) as seat:
        await seat.press("enter", "1", "2", "3", "enter")
        assert f"{bad} !" in seat.unbroken
        assert f"En trop : {bad} c." in seat.unbroken


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_what_is_said_of_one_that_was_chosen(sit: Sit, language: str) -> None:
    said = WrongOption(both("les primes"), {"fr": "Elles coûtent.", "en": "They cost."})
    of = card("pick", replace(choice(), wrong=(said, *choice().wrong[1:])))
    async with sit(deck("deck", of), language=language) as seat:
        await seat.press("enter")
        await seat.press(*digits(seat, "les primes"))
        assert {"fr": "✗ Elles coûtent.", "en": "✗ They cost."}[language] in seat.unbroken
        assert "✗  les primes" in seat.text
