"""Every type of card, answered by keys: what is shown, and which rating is proposed."""

import pytest
from textual.events import Paste

from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests.factories import (
    both,
    card,
    choice,
    claim,
    cloze,
    deck,
    recall_list,
    typed,
)
from tests.study.progress import known
from tests.tui.seat import Seat, Sit, proposed


async def test_a_session_from_home_to_home(sit: Sit) -> None:
    one, two = card("one"), card("two")
    async with sit(deck("deck", one, two)) as seat:
        await seat.press("enter")
        assert seat.lines[0].endswith("0 sur 2")
        assert seat.lines[1].endswith("2 nouvelles")
        assert "one?" in seat.text
        assert "one!" not in seat.text
        assert "Encore" not in seat.text
        await seat.press("enter")
        assert "one!" in seat.text
        for name, wait in (
            ("1 À étudier ◂", "< 1 min"),
            ("2 Difficile", "6 min"),
            ("3 Correct", "10 min"),
            ("4 Facile", "10 j"),
        ):
            column = seat.line("1 À étudier").index(name)
            assert seat.line("< 1 min")[column:].lstrip().startswith(wait)
        await seat.press("4")
        assert "two?" in seat.text
        assert "two!" not in seat.text
        assert seat.lines[0].endswith("━━━━━━━━╌╌╌╌╌╌╌╌╌   1 sur 2")
        assert seat.lines[1].endswith("1 nouvelle")
        await seat.press("space", "4")
        assert seat.on(SummaryScreen)
        await seat.press("enter")
        assert seat.on(HomeScreen)
        assert seat.ratings == ["one EASY review", "two EASY review"]


async def test_done_is_what_was_answered_and_repeats_stand_beside(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two"))) as seat:
        await seat.press("enter", "enter", "3")
        assert seat.lines[0].endswith("━━━━━━━━╌╌╌╌╌╌╌╌╌   1 sur 2")
        assert seat.lines[1].endswith("1 nouvelle · 1 à reprendre")
        await seat.press("enter", "4")
        assert seat.lines[0].endswith("━━━━━━━━━━━━━━━━━   2 sur 2")
        assert seat.lines[1].strip().startswith("Rien d’autre n’attend")
        assert seat.lines[1].endswith("1 à reprendre")


async def test_revealed_proposes_nothing_and_enter_says_good(sit: Sit, store: SqlStore) -> None:
    one = card("one")
    known(store, one)
    async with sit(deck("deck", one)) as seat:
        await seat.press("enter", "enter")
        assert proposed(seat) == []
        assert seat.line("⏎").strip().startswith("⏎ Correct")
        await seat.press("enter")
        assert seat.ratings == ["one GOOD review"]


async def test_why_and_mnemonic_come_with_the_answer_but_no_source(sit: Sit) -> None:
    one = card("one", why=both("Parce que."), mnemonic={"fr": "OIIM"}, source=("S1-02", "S2-07"))
    async with sit(deck("deck", one)) as seat:
        await seat.press("enter")
        assert seat.prose("why") == ""
        await seat.press("enter")
        assert seat.prose("why") == "Parce que.\nPour retenir : OIIM"
        assert "S1-02" not in seat.text
        assert "Parce que." in seat.text


RIGHT = "customer satisfaction score"


@pytest.mark.parametrize(
    ("answer", "hinted", "mark", "rating"),
    [
        (RIGHT, False, "3 Correct ◂", "GOOD"),
        (RIGHT, True, "2 Difficile ◂", "HARD"),
        ("net promoter score", False, "1 Encore ◂", "AGAIN"),
        ("net promoter score", True, "1 Encore ◂", "AGAIN"),
        ("customer service score", False, "1 Encore ◂", "AGAIN"),
        ("", False, "1 Encore ◂", "AGAIN"),
    ],
)
async def test_typed_proposes_by_its_outcome(
    sit: Sit, answer: str, hinted: bool, mark: str, rating: str
) -> None:
    one = card("one", typed())
    async with sit(deck("deck", one)) as seat:
        known(seat.store, one)
        await seat.press("enter")
        if hinted:
            await seat.press("f2")
            assert "Indice : C… S… S…" in seat.text
        await seat.write(answer)
        assert seat.field == answer
        await seat.press("enter")
        assert proposed(seat) == [mark]
        assert "✓ Customer Satisfaction Score" in seat.text
        await seat.press("enter")
        assert seat.ratings == [f"one {rating} review"]


async def test_a_slip_shows_what_was_typed_with_the_letters_that_differ(sit: Sit) -> None:
    async with sit(deck("deck", card("one", typed()))) as seat:
        await seat.press("enter")
        await seat.write("custumer satisfaction score")
        await seat.press("enter")
        assert "Ta réponse : custumer satisfaction score" in seat.text
        mine = seat.content("solution")
        start = len("Ta réponse : ")
        marked = [
            mine.plain[span.start : span.end]
            for span in mine.spans
            if "underline" in str(span.style) and span.start >= start
        ]
        assert marked == ["u"]
        assert proposed(seat) == ["3 Correct ◂"]


async def test_a_near_miss_is_left_to_the_learner(sit: Sit) -> None:
    async with sit(deck("deck", card("one", typed(answer="planifier les actions")))) as seat:
        await seat.press("enter")
        await seat.write("planifier")
        await seat.press("enter")
        assert "≈" in seat.text
        assert proposed(seat) == []
        await seat.press("2")
        assert seat.ratings == ["one HARD review"]


async def test_what_cannot_be_read_is_asked_again_free_of_charge(sit: Sit) -> None:
    async with sit(deck("deck", card("one", typed()))) as seat:
        await seat.press("enter")
        await seat.write("?!")
        await seat.press("enter")
        assert not seat.attempt.closed
        assert seat.prose("verdict").startswith("? ")
        assert "Encore" not in seat.text
        assert seat.field == "?!", "what was typed can be mended"
        await seat.press("backspace", "backspace")
        await seat.write(RIGHT)
        await seat.press("enter")
        assert proposed(seat) == ["3 Correct ◂"]


async def test_a_typed_cloze(sit: Sit) -> None:
    async with sit(deck("deck", card("gap#c1", cloze(is_typed=True)))) as seat:
        await seat.press("enter")
        assert "On fixe […] puis les indicateurs." in seat.text
        await seat.write("objectifs")
        await seat.press("enter")
        assert "On fixe les objectifs puis les indicateurs." in seat.text
        assert proposed(seat) == ["3 Correct ◂"]


async def test_a_revealed_cloze(sit: Sit) -> None:
    async with sit(deck("deck", card("gap#c2", cloze(2)))) as seat:
        await seat.press("enter")
        assert "On fixe les objectifs puis […]." in seat.text
        await seat.press("enter")
        assert "On fixe les objectifs puis les indicateurs." in seat.text
        assert proposed(seat) == []


async def test_a_list_item_by_item(sit: Sit) -> None:
    async with sit(deck("deck", card("steps", recall_list()))) as seat:
        await seat.press("enter")
        assert "0 sur 3" in seat.prose("body")
        for typed_in, found in (
            ("mesurer les écarts", ["✓ Mesurer les écarts"]),
            ("déterminer les objectifs", ["✓ Déterminer les objectifs", "✓ Mesurer les écarts"]),
        ):
            await seat.write(typed_in)
            await seat.press("enter")
            assert [line.strip() for line in seat.lines if "✓" in line] == found
            assert seat.field == ""
            assert not seat.attempt.closed
        await seat.write("choisir les indicateurs")
        await seat.press("enter")
        assert proposed(seat) == ["3 Correct ◂"]
        assert "3 sur 3" in seat.prose("body")


async def test_a_list_at_once(sit: Sit) -> None:
    async with sit(deck("deck", card("steps", recall_list(ordered=True)))) as seat:
        await seat.press("enter")
        assert [line.strip() for line in seat.lines if "○" in line] == ["○ 1.", "○ 2.", "○ 3."]
        await seat.write("déterminer les objectifs; choisir les indicateurs;mesurer les écarts")
        await seat.press("enter")
        assert proposed(seat) == ["3 Correct ◂"]


async def test_an_item_out_of_place_says_so_and_stays_open(sit: Sit) -> None:
    async with sit(deck("deck", card("steps", recall_list(ordered=True)))) as seat:
        await seat.press("enter")
        await seat.write("mesurer les écarts")
        await seat.press("enter")
        assert "✓" not in seat.text
        assert "Juste, mais pas à cette place." in seat.text
        await seat.write("déterminer les objectifs; choisir les indicateurs; mesurer les écarts")
        await seat.press("enter")
        assert proposed(seat) == ["2 Difficile ◂"]


@pytest.mark.parametrize("content", [typed(), recall_list()])
async def test_a_paste_that_is_too_long_is_told_and_gives_no_answer_away(
    sit: Sit, content: Content
) -> None:
    async with sit(deck("deck", card("one", content))) as seat:
        await seat.press("enter")
        driver = seat.app._driver
        assert driver is not None
        driver.send_message(Paste("x" * 501))
        await seat.settle()
        assert "C’est trop long : 500 caractères au plus." in seat.text
        await seat.press("enter")
        assert not seat.attempt.closed
        assert "C’est trop long" in seat.text
        await seat.press("enter")
        assert seat.attempt.closed, "from then on it gives up as ever"


async def test_the_field_says_how_a_list_is_given_and_takes_all_lines_of_a_paste(sit: Sit) -> None:
    async with sit(deck("deck", card("steps", recall_list(ordered=True)))) as seat:
        await seat.press("enter")
        assert "un élément, ou plusieurs séparés par « ; »" in seat.text
        driver = seat.app._driver
        assert driver is not None
        driver.send_message(Paste("1. les objectifs\r\n2. les indicateurs\n\n3. les écarts\n"))
        await seat.settle()
        assert seat.field == "1. les objectifs; 2. les indicateurs; 3. les écarts"


async def test_a_list_given_up_shows_the_rest_in_its_place(sit: Sit) -> None:
    async with sit(deck("deck", card("steps", recall_list(ordered=True)))) as seat:
        await seat.press("enter")
        await seat.write("déterminer les objectifs")
        await seat.press("enter", "enter")
        assert [line.strip() for line in seat.prose("body").splitlines()] == [
            "✓ 1. Déterminer les objectifs",
            "✗ 2. Choisir les indicateurs",
            "✗ 3. Mesurer les écarts",
            "1 sur 3",
        ]
        assert proposed(seat) == ["1 Encore ◂"]


async def test_a_list_shown_untried_is_rated_by_the_learner(sit: Sit, store: SqlStore) -> None:
    steps = card("steps", recall_list())
    known(store, steps)
    async with sit(deck("deck", steps)) as seat:
        await seat.press("enter", "enter")
        assert "Mesurer les écarts" in seat.text
        assert "✗" not in seat.text
        assert proposed(seat) == []


async def test_a_hint_in_a_list_makes_it_hard(sit: Sit) -> None:
    async with sit(deck("deck", card("steps", recall_list()))) as seat:
        await seat.press("enter", "f2")
        assert "Indice : D… l… o…" in seat.text
        await seat.write("déterminer les objectifs; choisir les indicateurs; mesurer les écarts")
        await seat.press("enter")
        assert proposed(seat) == ["2 Difficile ◂"]


def right_place(seat: Seat) -> int:
    return seat.attempt.options.index("les indicateurs") + 1


async def test_a_choice_by_digit(sit: Sit) -> None:
    async with sit(deck("deck", card("pick", choice()))) as seat:
        await seat.press("enter")
        place = right_place(seat)
        assert seat.line("les indicateurs").split()[0] == str(place)
        await seat.press("5", "6")
        assert not seat.attempt.closed, "there is no such option"
        await seat.press(str(place))
        assert "✓  les indicateurs" in seat.text
        assert "✗" not in seat.text
        assert proposed(seat) == ["3 Correct ◂"]


async def test_a_wrong_choice_is_marked_beside_the_right_one(sit: Sit) -> None:
    async with sit(deck("deck", card("pick", choice()))) as seat:
        await seat.press("enter")
        wrong = right_place(seat) % 4 + 1
        text = str(seat.attempt.options[wrong - 1])
        await seat.press(str(wrong))
        assert f"✗  {text}" in seat.text
        assert "✓  les indicateurs" in seat.text
        assert proposed(seat) == ["1 Encore ◂"]


async def test_a_choice_by_arrows(sit: Sit) -> None:
    async with sit(deck("deck", card("pick", choice()))) as seat:
        await seat.press("enter")
        # Up from nowhere is the last, down from there the first.
        await seat.press("up", "down", *["down"] * (right_place(seat) - 1), "enter")
        assert proposed(seat) == ["3 Correct ◂"]
        await seat.press("enter")
        assert seat.ratings == ["pick GOOD review"]


async def test_a_choice_shown_counts_as_not_known(sit: Sit, store: SqlStore) -> None:
    pick = card("pick", choice())
    known(store, pick)
    async with sit(deck("deck", pick)) as seat:
        await seat.press("enter", "enter")
        assert "✓  les indicateurs" in seat.text
        assert proposed(seat) == ["1 Encore ◂"]


@pytest.mark.parametrize(("key", "mark"), [("v", "1 Encore ◂"), ("f", "3 Correct ◂")])
async def test_a_claim(sit: Sit, key: str, mark: str) -> None:
    async with sit(deck("deck", card("claim", claim(answer=False)))) as seat:
        await seat.press("enter")
        assert [line.split() for line in seat.lines if "Vrai" in line or "Faux" in line] == [
            ["1", "Vrai"],
            ["2", "Faux"],
        ]
        await seat.press("3")
        assert not seat.attempt.closed
        await seat.press(key)
        assert proposed(seat) == [mark]
