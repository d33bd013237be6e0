"""Choosing calculations, and what the summary says of misconceptions."""

from dataclasses import replace
from typing import Any

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests.factories import DAY, FixedClock, card, deck, drill
from tests.study.progress import known
from tests.tui.seat import UNFADED, Seat, Sit, plain

MADE = "passifs-oublies"


def one(name: str, *tags: str, of: str = "deck") -> Card:
    source: Any = drill().content
    return card(name, source, deck=of, tags=frozenset(("calcul", *tags)))


ONE, TWO, THREE = one("one", "nps"), one("two", "nps", "ventes"), one("three", "ventes")
SUBJECT = deck("deck", ONE, TWO, THREE)


async def answer(seat: Seat, *, right: bool) -> None:
    exercise = seat.attempt.exercise
    assert exercise is not None
    value = exercise.answer if right else exercise.mistakes[MADE]
    await seat.write(str(round(value)))
    await seat.press("enter")


async def asked(seat: Seat, count: int) -> list[str]:
    """The drills of the next exercises, each answered rightly."""
    names = []
    for place in range(count):
        if place:
            await seat.press("enter")
        names.append(seat.attempt.card.key.card)
        await answer(seat, right=True)
    return names


def rows(seat: Seat) -> list[str]:
    return [line for line in seat.lines if "NPS à partir" in line]


async def leave(seat: Seat) -> None:
    """From a drill by its summary to Home."""
    while isinstance(seat.app.screen, DrillScreen):
        await seat.press("escape")
    if isinstance(seat.app.screen, SummaryScreen):
        await seat.press("enter")
    assert seat.on(HomeScreen)


async def test_families_have_a_level_and_are_drilled_whole(sit: Sit) -> None:
    other = deck("other", one("four", of="other"), one("five", of="other"), level=3)
    async with sit(SUBJECT, other) as seat:
        await seat.press("d")
        assert "Tous les calculs (5)" in seat.text
        assert seat.line("  deck ").split() == ["deck", "●○○", "3", "calculs"]
        assert seat.line("  other ").split() == ["other", "●●●", "2", "calculs"]
        await seat.press("right", "right", "space")
        assert seat.line("other ").startswith("  ✓ other")
        assert "✓ 2 calculs cochés" in seat.text
        await seat.press("left", "down", "space", "enter")
        assert await asked(seat, 3) == ["one", "four", "five"]


async def test_a_filter_leaves_what_holds_the_words_also_of_tags(sit: Sit) -> None:
    titled = replace(SUBJECT, tags={"ventes": {"fr": "Les réventes", "en": "Sales"}})
    async with sit(titled) as seat:
        await seat.press("d", "f")
        await seat.write("reven")
        assert "Calculs trouvés (2)" in seat.text
        assert len(rows(seat)) == 2
        await seat.write("x")
        assert "Aucun calcul ne contient ces mots." in seat.text
        await seat.press("backspace", "enter", "enter")
        assert await asked(seat, 3) == ["two", "three", "two"]
        await leave(seat)
        await seat.press("d", "f")
        await seat.write("reven")
        await seat.press("escape")
        assert "Tous les calculs (3)" in seat.text
        await seat.press("escape")
        assert seat.on(HomeScreen)


async def test_a_tick_is_taken_back(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "space")
        assert "✓ 3 calculs cochés" in seat.text
        await seat.press("down", "space")
        assert "✓ 2 calculs cochés" in seat.text
        await seat.press("up", "space", "space")
        assert "coché" not in seat.text
        await seat.press("down", "down", "enter")
        assert await asked(seat, 2) == ["two", "two"]


async def test_ten_problems_and_no_more(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d")
        assert seat.lines[0].endswith("sans fin · dans l’ordre")
        for told in ("10 problèmes", "sans fin", "10 problèmes"):
            await seat.press("n")
            assert seat.lines[0].endswith(f"{told} · dans l’ordre")
        await seat.press("enter")
        assert len(await asked(seat, 10)) == 10
        await seat.press("enter")
        assert seat.on(SummaryScreen)


async def test_due_marks_and_success(sit: Sit, store: SqlStore) -> None:
    known(store, ONE, due_day=DAY)
    known(store, TWO, due_day=DAY + 3, last_day=DAY)
    async with sit(SUBJECT) as seat:
        await seat.press("d")
        first, second, third = rows(seat)
        assert first.endswith("● à revoir")
        assert second.endswith("effectifs")
        assert third.endswith("○ nouveau")
        await seat.press("down", "enter")
        await asked(seat, 2)
        await seat.press("enter")
        await answer(seat, right=False)
        await leave(seat)
        await seat.press("d")
        assert rows(seat)[0].endswith("   2 sur 3")
        assert "●" not in rows(seat)[0]


async def test_the_weakest_first(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "down", "enter")
        await answer(seat, right=True)
        await leave(seat)
        await seat.press("d", "down", "down", "down", "enter")
        await answer(seat, right=False)
        await leave(seat)
        await seat.press("d", "o")
        assert seat.lines[0].endswith("points faibles d’abord")
        assert [row.split()[-3:] for row in rows(seat)] == [
            ["0", "sur", "1"],
            ["effectifs", "○", "nouveau"],
            ["1", "sur", "1"],
        ]
        await seat.press("enter")
        assert await asked(seat, 4) == ["three", "two", "one", "three"]


async def test_what_is_ticked_comes_weakest_first_too(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "down", "down", "down", "enter")
        await answer(seat, right=False)
        await leave(seat)
        await seat.press("d", "down", "space", "down", "down", "space", "o", "enter")
        assert await asked(seat, 2) == ["three", "one"]


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (160, 50)])
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_rows_fit_any_width(
    sit: Sit, store: SqlStore, size: tuple[int, int], language: str
) -> None:
    known(store, ONE, due_day=DAY)
    async with sit(SUBJECT, size=size, language=language) as seat:
        await seat.press("d", "down", "enter")
        await answer(seat, right=True)
        await leave(seat)
        await seat.press("d")
        told = "1 sur 1" if language == "fr" else "1 of 1"
        assert seat.line(told).endswith(told)
        assert len(seat.line(told)) <= min(size[0], 132)
        assert "NPS" in seat.line(told)


async def test_the_language_changes_at_once(sit: Sit) -> None:
    async with sit(SUBJECT, size=(160, 40)) as seat:
        await seat.press("d", "o", "n", "right", "down", "space")
        seat.app.speak("en")
        await seat.settle()
        assert "10 problems · weakest first" in seat.text
        assert "✓ 1 calculation ticked" in seat.text
        assert "All calculations (3)" in seat.text


async def test_the_summary_tells_of_misconceptions(sit: Sit, clock: FixedClock) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "down", "enter")
        await answer(seat, right=False)
        await seat.press("escape")
        assert "1 × Les passifs comptent." in seat.text
        assert "NPS à partir des effectifs · première fois" in seat.text
        await seat.press("enter")
        clock.wait(days=4)
        await seat.press("d", "down", "enter")
        await answer(seat, right=False)
        await seat.press("enter")
        await answer(seat, right=False)
        await seat.press("escape")
        assert "2 × Les passifs comptent." in seat.text
        assert "déjà faite il y a 4 jours" in seat.unbroken
        assert "disparue" not in seat.text


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "déjà faite aujourd’hui"),
        (1, "déjà faite hier"),
        (30, "déjà faite il y a 30 jours"),
        (31, "déjà faite le 4 octobre 2024"),
    ],
)
async def test_when_it_was_last_made(sit: Sit, clock: FixedClock, days: int, told: str) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "down", "enter")
        await answer(seat, right=False)
        await leave(seat)
        clock.wait(days=days)
        await seat.press("d", "down", "enter")
        await answer(seat, right=False)
        await seat.press("escape")
        assert told in plain(seat.prose("text"))


async def test_training_just_those_drills(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "enter")
        for right in (True, False, True):
            await answer(seat, right=right)
            await seat.press("enter")
        await seat.press("escape", "escape")
        assert "t s’y entraîner" in seat.text
        await seat.press("t")
        assert await asked(seat, 2) == ["two", "two"]
        await leave(seat)
        assert len(seat.app.screen_stack) == 1


async def test_what_is_gone_needs_no_training(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "down", "enter")
        await answer(seat, right=False)
        for _ in range(3):
            await seat.press("enter")
            await answer(seat, right=True)
        await seat.press("escape")
        assert "✓ Les passifs comptent." in seat.text
        assert "première fois · disparue" in seat.text
        assert "s’y entraîner" not in seat.text
        await seat.press("t")
        assert seat.on(SummaryScreen)


async def test_training_after_a_review(sit: Sit) -> None:
    async with sit(deck("deck", drill()), settings=UNFADED) as seat:
        await seat.press("enter")
        await answer(seat, right=False)
        await seat.press("enter", "escape")
        if not isinstance(seat.app.screen, SummaryScreen):
            await seat.press("escape")
        await seat.press("t")
        assert seat.on(DrillScreen).attempt.card.key.card == "nps"
        await seat.press("escape", "escape")
        assert seat.on(HomeScreen)


async def test_formulas_lead_to_a_drill_and_back_to_the_list(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "f3", "down", "enter")
        assert seat.attempt.card.key.card == "two"
        await answer(seat, right=True)
        await seat.press("escape", "enter")
        assert seat.on(DrillPicker)
        assert rows(seat)[1].endswith("1 sur 1")


async def test_by_theme_with_what_all_have_left_out(sit: Sit) -> None:
    titled = replace(SUBJECT, tags={"ventes": {"fr": "Achats", "en": "Sales"}})
    async with sit(titled) as seat:
        await seat.press("d", "t")
        assert seat.lines[0].endswith("sans fin · par thème")
        heads = [line.split() for line in seat.lines if line.endswith(" 2 calculs")]
        assert heads == [["Achats", "2", "calculs"], ["nps", "2", "calculs"]]
        assert len(rows(seat)) == 4  # one drill has both
        await seat.press("right", "enter")
        assert await asked(seat, 3) == ["two", "three", "two"]


async def test_a_drill_of_no_theme_is_listed_too(sit: Sit) -> None:
    async with sit(deck("deck", ONE, one("other"))) as seat:
        await seat.press("d", "t", "left")
        assert seat.line("Sans thème").split() == ["Sans", "thème", "1", "calcul"]
        await seat.press("enter")
        assert await asked(seat, 1) == ["other"]


async def test_the_mistakes_of_the_week_are_listed_and_asked_again(
    sit: Sit, clock: FixedClock
) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "m")
        assert "erreurs" not in seat.text
        for row, times in (("down", 1), ("end", 2)):
            await seat.press(row, "enter")
            for _ in range(times):
                await answer(seat, right=False)
                await seat.press("enter")
            await leave(seat)
            await seat.press("d")
        assert "m 3 erreurs cette semaine" in seat.text
        await seat.press("space", "m")
        assert seat.lines[0].endswith("erreurs de la semaine")
        assert "Encore les erreurs de la semaine (3)" in seat.text
        assert "✓ 2 calculs cochés" in seat.text
        first, second = rows(seat)
        assert "2 erreurs" in first
        assert "1 erreur " in second
        assert [line.split()[0] for line in seat.lines if "Les passifs comptent." in line] == [
            "2",
            "1",
        ]
        await seat.press("enter")
        assert await asked(seat, 3) == ["three", "one", "three"]
        await leave(seat)
        clock.wait(days=7)
        await seat.press("d")
        assert "cette semaine" not in seat.text


async def test_home_asks_them_again_at_one_key(sit: Sit, clock: FixedClock) -> None:
    async with sit(SUBJECT, size=(120, 36)) as seat:
        await seat.press("m")
        assert seat.on(HomeScreen)
        await seat.press("d", "end", "enter")
        await answer(seat, right=False)
        await leave(seat)
        assert "m 1 erreur" in seat.text
        await seat.press("m")
        assert await asked(seat, 2) == ["three", "three"]
        await leave(seat)
        clock.wait(days=7)
        await seat.press("d", "escape")
        assert "erreur" not in seat.text
