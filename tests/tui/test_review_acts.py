"""Undo, skip, bury, suspend, leave; the field; the summary."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests.factories import both, card, cards, cloze, deck, drill, recall_list, typed
from tests.study.progress import known
from tests.tui.seat import UNFADED, Seat, Sit


def asked(seat: Seat) -> str:
    return seat.attempt.card.key.card


async def test_undo_asks_again_without_limit(sit: Sit) -> None:
    async with sit(deck("deck", *cards(3))) as seat:
        await seat.press("enter")
        assert "u annuler" not in seat.text, "there is nothing to take back yet"
        await seat.press("u")
        assert seat.toasts == ["Rien à annuler."]
        await seat.press("enter", "4", "enter", "1")
        assert asked(seat) == "card-002"
        assert "u annuler" in seat.text
        await seat.press("u")
        assert asked(seat) == "card-001"
        assert seat.ratings == ["card-000 EASY review"]
        await seat.press("ctrl+z")
        assert asked(seat) == "card-000"
        assert seat.ratings == []
        assert seat.state("card-000").memory is None
        assert seat.prose("header").endswith("3 nouvelles")
        assert not seat.attempt.closed
        await seat.press("u")
        assert asked(seat) == "card-000"


@pytest.mark.parametrize("key", ["u", "ctrl+z"])
async def test_undo_after_the_last_card_from_the_summary(sit: Sit, key: str) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press("enter", "enter", "4")
        assert seat.on(SummaryScreen)
        assert "u annuler" in seat.text
        await seat.press(key)
        assert asked(seat) == "one"
        assert seat.ratings == []
        await seat.press("enter", "4")
        assert seat.on(SummaryScreen)
        await seat.press("escape")
        assert seat.on(HomeScreen)


async def test_undo_in_a_field(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two", typed()))) as seat:
        await seat.press("enter", "enter", "4")
        await seat.write("custo")
        assert "^z annuler" in seat.text
        await seat.press("ctrl+z")
        assert asked(seat) == "one"
        await seat.press("enter", "4")
        assert seat.field == ""


async def test_undo_brings_a_drill_back_with_the_same_numbers_unanswered(sit: Sit) -> None:
    async with sit(deck("deck", drill(), card("one")), settings=UNFADED) as seat:
        await seat.press("enter")
        before = seat.attempt.exercise
        assert before is not None
        await seat.press("f2")
        await seat.write("12345")
        await seat.press("enter", "enter")
        assert asked(seat) == "one"
        await seat.press("u")
        assert seat.attempt.exercise is not None
        assert seat.attempt.exercise.values == before.values
        assert not seat.attempt.closed
        assert seat.field == ""
        assert "Solution" not in seat.text
        await seat.write("6")
        assert seat.field == "6"


async def test_skip_brings_the_card_back_at_the_end(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("enter", "s")
        assert asked(seat) == "card-001"
        assert seat.prose("header").endswith("2 nouvelles")
        await seat.press("enter", "4")
        assert asked(seat) == "card-000"
        await seat.press("u", "u")
        assert asked(seat) == "card-000"
        assert seat.lines[0].endswith("0 sur 2")


@pytest.mark.parametrize(
    ("key", "said", "put_away"),
    [
        ("minus", "Carte mise de côté jusqu’à demain. Ctrl+Z : annuler", "buried_day"),
        ("at", "Carte suspendue. Ctrl+Z : annuler", "suspended"),
    ],
)
async def test_bury_and_suspend(sit: Sit, key: str, said: str, put_away: str) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("enter", key)
        assert asked(seat) == "card-001"
        assert seat.toasts == [said]
        assert said.partition(".")[0] in seat.text
        assert getattr(seat.state("card-000"), put_away)
        assert seat.prose("header").endswith("1 nouvelle")
        await seat.press("u")
        assert asked(seat) == "card-000"
        assert not getattr(seat.state("card-000"), put_away)


async def test_all_cards_put_away_ends_the_session(sit: Sit) -> None:
    async with sit(deck("deck", *cards(1))) as seat:
        await seat.press("enter", "minus")
        assert "0 carte" in seat.text
        await seat.press("u")
        assert asked(seat) == "card-000"
        await seat.press("minus", "enter")
        assert seat.on(HomeScreen)


async def test_card_info(sit: Sit) -> None:
    one = card("one", source=("S1-02", "Dixon, 2010"), tags=frozenset({"nps", "csat"}))
    tags, sources = {"csat": both("Le CSAT")}, {"S1": both("Le cours")}
    async with sit(replace(deck("deck", one), tags=tags, sources=sources)) as seat:
        await seat.press("enter", "i")
        assert seat.on(Panel)
        facts = seat.text.splitlines()
        assert any("Carte " in line and "one" in line for line in facts)
        assert any("Étiquettes" in line and "Le CSAT, nps" in line for line in facts)
        assert any("Source" in line and "Le cours, Dixon, 2010" in line for line in facts)
        assert any("État" in line and "nouvelle" in line for line in facts)
        await seat.press("i", "enter", "1", "i")
        assert any(
            "État" in line and "découverte, pas encore demandée" in line for line in seat.lines
        )
        assert "Rappel estimé" not in seat.text, "nothing is known of it"
        assert "4 oct. 2024 14:00   découverte" in seat.text
        await seat.press("i", "enter", "1")
        seat.clock.wait(minutes=2)
        await seat.press("i")
        for name, value in (
            ("Prochaine fois", "maintenant"),
            ("Intervalle", "< 1 min"),
            ("Rappel estimé", "100 %"),
            ("Stabilité", "< 1 j"),
            ("Difficulté", "6 sur 10"),
            ("Réponses", "1, dont 0 oubli"),
        ):
            [line] = [line for line in seat.text.splitlines() if name in line]
            # What follows a wide gap is the curve beside the facts.
            assert line.split(name)[1].strip(" │").partition("    ")[0] == value
        assert "Historique" in seat.prose("panel-text")
        assert "4 oct. 2024 14:00   Encore" in seat.prose("panel-text")
        await seat.press("q")
        assert asked(seat) == "one"


async def test_escape_leaves_the_field_then_the_session_and_comes_back(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two", typed()))) as seat:
        await seat.press("enter", "enter", "4")
        await seat.write("cust")
        await seat.press("escape")
        assert seat.on(ReviewScreen)
        await seat.press("i")
        assert seat.on(Panel), "out of the field letters are keys again"
        await seat.press("escape", "escape")
        assert seat.on(SummaryScreen)
        assert "Pause." in seat.text
        assert "c reprendre" in seat.text
        await seat.press("c")
        assert asked(seat) == "two"
        await seat.press("escape", "escape", "escape")
        assert seat.on(HomeScreen), "Esc always goes out"
        assert seat.ratings == ["one EASY review"]


async def test_what_was_typed_stays_when_the_field_is_left(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two", typed()))) as seat:
        await seat.press("enter", "enter", "4")
        await seat.write("cust")
        await seat.press("escape", "escape", "c")
        assert seat.field == "cust"
        # Enter goes back into the field, and hands in from there.
        await seat.press("enter")
        assert not seat.attempt.closed
        await seat.write("omer satisfaction score")
        await seat.press("enter")
        assert "Bien vu." in seat.text


async def test_nothing_answered_goes_straight_home(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press("enter", "escape")
        assert seat.on(HomeScreen)


CONTENTS: Mapping[str, Content] = {
    "typed": typed(),
    "cloze": cloze(is_typed=True),
    "list": recall_list(),
    "drill": drill().content,
}


@pytest.mark.parametrize("name", CONTENTS)
async def test_in_a_field_every_printable_key_is_text(sit: Sit, name: str) -> None:
    hostile = "ui-@s1234?tdnapqr &é\"'(/ [b]6#"
    async with sit(
        deck("deck", card("zero"), card(name, CONTENTS[name])), settings=UNFADED
    ) as seat:
        await seat.press("enter", "enter", "4")
        for letter in hostile:
            await seat.write(letter)
        assert seat.field == hostile
        assert asked(seat) == name
        assert not seat.attempt.closed
        assert seat.toasts == []
        assert seat.ratings == ["zero EASY review"]
        await seat.press("f1")
        assert seat.on(Panel)
        await seat.press("f1")
        assert seat.field == hostile


async def test_the_summary(sit: Sit) -> None:
    one, two, three = cards(3)
    async with sit(deck("deck", one, two, three)) as seat:
        await seat.press("enter")
        for rating in ("1", "4", "4", "1"):
            seat.clock.wait(seconds=15)
            await seat.press("enter", rating)
        seat.clock.wait(seconds=15)
        await seat.press("enter", "4")
        text = seat.prose("text")
        assert text.splitlines()[0] == "Séance terminée."
        assert text.splitlines()[3] == "3 cartes · 1 découverte · 75 % de réussite · 1 min"
        assert "À retravailler\n  ✗ card-000?" in text
        learned = "Apprises aujourd’hui\n  ✓ card-001?\n  ✓ card-002?"
        assert text.index(learned) < text.index("À retravailler")
        assert "✓ card-000?" not in text, "missed once is told as missed"
        assert text.splitlines()[4].startswith("Aujourd’hui : 3 nouvelles")
        assert text.splitlines()[5].endswith("Prochaine carte : dans 2 jours.")
        await seat.press("enter")
        assert seat.on(HomeScreen)


async def test_long_lists_in_the_summary_end_in_how_many_more(sit: Sit) -> None:
    async with sit(deck("deck", *cards(10))) as seat:
        await seat.press("enter", *("enter", "4") * 10)
        assert "et 2 autres" in seat.prose("text")


async def test_practising_what_was_missed_changes_no_schedule(sit: Sit, store: SqlStore) -> None:
    one, two = cards(2)
    known(store, one)
    async with sit(deck("deck", one, two)) as seat:
        await seat.press("enter", "enter", "1", "enter", "4", "enter", "4")
        assert seat.on(SummaryScreen)
        before = dict(seat.store.states())
        assert "r les retravailler" in seat.text
        await seat.press("r")
        assert asked(seat) == "card-000"
        assert "Entraînement : ne change pas tes révisions" in seat.text
        assert seat.lines[0].endswith("0 sur 1")
        await seat.press("enter")
        assert "min" not in seat.line("1 Encore"), "no interval where nothing is scheduled"
        await seat.press("1")
        assert asked(seat) == "card-000", "missed again, asked again"
        await seat.press("enter", "3")
        assert seat.on(SummaryScreen)
        assert seat.store.states() == before
        assert seat.ratings[-2:] == ["card-000 AGAIN practice", "card-000 GOOD practice"]
        await seat.press("enter")
        assert seat.on(HomeScreen)


async def test_without_a_missed_card_r_does_nothing(sit: Sit) -> None:
    async with sit(deck("deck", *cards(1))) as seat:
        await seat.press("enter", "enter", "4")
        assert "retravailler" not in seat.text
        await seat.press("r")
        assert seat.on(SummaryScreen)


async def test_a_misconception_is_in_the_summary(sit: Sit) -> None:
    async with sit(deck("deck", drill()), settings=UNFADED) as seat:
        await seat.press("enter")
        exercise = seat.attempt.exercise
        assert exercise is not None
        await seat.write(str(round(exercise.mistakes["passifs-oublies"])))
        await seat.press("enter", "4")
        assert "Erreurs reconnues\n  1 × Les passifs comptent." in seat.prose("text")
