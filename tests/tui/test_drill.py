"""Drill mode: one calculation after another."""

from dataclasses import replace

import pytest

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests import shipped
from tests.factories import card, deck, drill
from tests.study.progress import known
from tests.tui.seat import Seat, Sit, plain

NPS = deck("deck", drill())


def exercise(seat: Seat) -> Exercise:
    drawn = seat.attempt.exercise
    assert drawn is not None
    return drawn


async def give(seat: Seat, answer: object) -> None:
    """Type an answer and hand it in."""
    await seat.write(str(answer))
    await seat.press("enter")


def mistaken(seat: Seat) -> str:
    return str(round(exercise(seat).mistakes["passifs-oublies"]))


async def test_the_picker_lists_every_drill(sit: Sit) -> None:
    async with sit(deck("deck", drill("one"), card("no-drill"), drill("two"))) as seat:
        await seat.press("d")
        assert seat.on(DrillPicker)
        assert "Tous les calculs (2)" in seat.text
        assert seat.text.count("NPS à partir des effectifs") == 2
        await seat.press("down", "down", "enter")
        for _ in range(2):
            assert seat.attempt.card.key.card == "two"
            await give(seat, exercise(seat).answer)
            await seat.press("enter")


async def test_all_drills_come_in_turns(sit: Sit) -> None:
    async with sit(deck("deck", drill("one"), drill("two"))) as seat:
        await seat.press("d", "enter")
        asked = []
        for _ in range(3):
            asked.append(seat.attempt.card.key.card)
            await give(seat, exercise(seat).answer)
            await seat.press("enter")
        assert asked == ["one", "two", "one"]


async def test_without_drills_there_is_nothing_to_start(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press("d", "enter", "enter", "down", "enter")
        assert seat.on(DrillPicker)
        await seat.press("escape")
        assert seat.on(HomeScreen)


async def test_score_run_and_another_one(sit: Sit, store: SqlStore) -> None:
    known(store, NPS.cards[0])
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        assert seat.lines[0].strip() == "deck · NPS à partir des effectifs"
        seen = set()
        for score in ("1 juste sur 1", "série 2 · 2 justes sur 2", "série 3 · 3 justes sur 3"):
            seen.add(seat.attempt.seed)
            await give(seat, exercise(seat).answer)
            assert seat.lines[0].endswith(f"   {score}")
            assert "⏎ un autre" in seat.text
            await seat.press("enter")
            assert seat.field == ""
        assert len(seen) == 3
        await give(seat, "987654")
        assert seat.lines[0].endswith("   3 justes sur 4")
        await seat.press("space")
        assert not seat.attempt.closed
        # The first answer of a due drill schedules it, all others are practice.
        assert seat.ratings == [
            "nps GOOD review",
            "nps GOOD practice",
            "nps GOOD practice",
            "nps AGAIN practice",
        ]


async def test_enter_that_bounces_asks_no_other(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        asked = seat.attempt
        await seat.write("5")
        seat.hands.pace = 0.0
        await seat.press("enter")
        seat.hands.now += 0.24
        await seat.press("enter", "space")
        assert seat.attempt.seed == asked.seed
        seat.hands.now += 0.01
        await seat.press("enter")
        assert seat.attempt.seed != asked.seed


async def test_a_known_mistake_is_told_with_its_working(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        drawn = exercise(seat)
        typed = mistaken(seat)
        await give(seat, typed)
        verdict = seat.prose("verdict").splitlines()
        assert verdict[0] == f"Ta réponse : {typed}"
        assert verdict[1] == "✗ Les passifs comptent."
        working = plain(drawn.mistake_working("passifs-oublies", "fr"))
        assert verdict[2] == f"  Tu as calculé {working}."
        given = drawn.given
        assert f"({given['P']} − {given['D']}) ÷ ({given['P']} + {given['D']}) × 100" in working
        steps = seat.prose("solution").splitlines()
        assert steps[0] == f"Solution  {plain(drawn.answer_text('fr'))}"
        assert steps[1].startswith(f"· ({given['P']} − {given['D']}) ÷ {given['n']} × 100 = ")
        for line in (*verdict, *steps):
            assert line in seat.text
        await seat.press("escape", "enter")
        assert seat.on(HomeScreen)


async def test_undo_asks_the_same_question_again(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        numbers = exercise(seat).values
        await seat.press("ctrl+z")
        assert "Rien à annuler." in seat.text
        await seat.press("f2")
        await give(seat, "987654")
        assert "^z annuler" in seat.text
        assert seat.ratings == ["nps AGAIN practice"]
        await seat.press("u")
        assert exercise(seat).values == numbers
        assert seat.ratings == []
        assert seat.field == ""
        assert "Solution" not in seat.text
        assert "Le dénominateur ?" in seat.text
        await give(seat, exercise(seat).answer)
        assert seat.ratings == ["nps HARD practice"], "the hint was help all the same"
        await seat.press("enter", "ctrl+z")
        assert exercise(seat).values == numbers, "also from the next problem"
        assert seat.ratings == []


async def test_a_solution_that_was_asked_for_is_undone(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter", "enter")
        assert "Solution" in seat.text
        assert seat.ratings == ["nps AGAIN practice"]
        await seat.press("u")
        assert not seat.attempt.closed
        assert "Solution" not in seat.text
        assert seat.ratings == []


async def test_of_several_parts_giving_up_takes_two_enters(sit: Sit) -> None:
    library = shipped.LIBRARY
    [subject] = [card for card in library.drills() if card.key.card == "ces-v1-calcul"]
    async with sit(deck(subject.key.deck, subject)) as seat:
        await seat.press("d", "enter", "enter")
        assert "Encore Entrée pour abandonner" in seat.text
        assert not seat.attempt.closed
        await give(seat, "987654")
        assert seat.attempt.part == (2, 2), "what was typed in between begins anew"
        await seat.press("enter")
        assert not seat.attempt.closed
        await seat.press("enter")
        assert seat.attempt.closed
        await seat.press("u", "ctrl+z")
        assert (seat.attempt.part, seat.ratings) == ((1, 2), [])


async def test_an_expression_shows_its_value_before_it_is_judged(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        given = {name: str(value) for name, value in exercise(seat).given.items()}
        await seat.write("(110-60)/200*100")
        assert seat.prose("verdict") == "= 25"
        assert "= 25" in seat.text
        await seat.write("/3")
        assert seat.prose("verdict").startswith("= 8,33")
        await seat.write("+")
        assert seat.prose("verdict") == "", "unfinished"
        await seat.press(*["backspace"] * len("(110-60)/200*100/3+"))
        await seat.write("12")
        assert seat.prose("verdict") == "", "a plain number needs no echo"
        await seat.press("backspace", "backspace")
        await give(seat, f"({given['P']}-{given['D']})/{given['n']}*100")
        assert seat.ratings == ["nps GOOD practice"]


async def test_what_has_two_readings_is_asked_again_free_of_charge(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        await give(seat, "1,234")
        assert seat.prose("verdict").startswith("? ")
        assert "1" in seat.prose("verdict")
        assert seat.field == "1,234"
        assert seat.ratings == []
        assert "Solution" not in seat.text
        assert "sur" not in seat.lines[0].partition("effectifs")[2], "no score yet"


async def test_hints_and_formulas(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter", "f2")
        assert "Indice : Le dénominateur ?" in seat.text
        count = len(exercise(seat).hints("fr"))
        await seat.press(*["f2"] * count)
        assert len(seat.prose("hints").splitlines()) == count
        assert "Pas d’autre indice." in seat.text
        await seat.press("f3")
        assert seat.on(FormulaSheet)
        assert "(P − D) ÷ n × 100" in seat.text
        await seat.press("f3")
        await give(seat, exercise(seat).answer)
        assert seat.ratings == ["nps AGAIN practice"], "the last hint gave it away"


async def test_a_change_of_language_keeps_numbers_and_hints(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter", "f2")
        numbers = exercise(seat).values
        seat.app.speak("en")
        await seat.settle()
        assert exercise(seat).values == numbers
        assert "answers:" in seat.prose("question")
        assert f"{numbers['n']} answers" in seat.text
        assert seat.attempt.hints == 1
        assert "Which denominator?" in seat.text
        await give(seat, exercise(seat).answer)
        assert "Solution" in seat.text
        assert seat.ratings == ["nps HARD practice"]


async def test_a_wrong_answer_is_told_in_the_new_language_too(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        await give(seat, mistaken(seat))
        assert "Les passifs comptent." in seat.text
        seat.app.speak("en")
        await seat.settle()
        assert "Passives count." in seat.text
        assert "Les passifs" not in seat.text
        await seat.press("u")
        assert seat.ratings == []


async def test_leaving(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter", "escape", "escape")
        assert seat.on(HomeScreen), "nothing was answered"
        await seat.press("d", "enter")
        await give(seat, exercise(seat).answer)
        await seat.press("escape")
        assert seat.on(SummaryScreen)
        assert "1 calcul, 1 juste" in seat.text
        await seat.press("u")
        assert seat.on(DrillScreen)
        assert seat.ratings == []
        await give(seat, exercise(seat).answer)
        await seat.press("escape")
        await seat.press("f1")
        told = seat.prose("panel-text")
        assert "reprendre la séance" in told
        assert "oublié" not in told
        assert "t’entraîner" not in told, "no mistake was made"
        await seat.press("f1", "c")
        assert seat.on(DrillScreen)
        await seat.press("enter")
        await seat.write("4")
        assert seat.field == "4"
        await seat.press("escape")
        assert seat.on(DrillScreen), "the field first"
        await seat.press("escape", "enter")
        assert seat.on(HomeScreen)


async def test_letters_in_the_field_are_text(sit: Sit) -> None:
    async with sit(NPS) as seat:
        await seat.press("d", "enter")
        for letter in "tu?q si-@12":
            await seat.write(letter)
        assert seat.field == "tu?q si-@12"
        assert seat.on(DrillScreen)


async def test_shipped_drills_can_be_read_and_answered_on_a_small_screen(sit: Sit) -> None:
    decks = shipped.DECKS
    # One in five, of each theme: what may not fit is a form, which many of them share.
    drills = Library(decks).drills()[::5]
    wanted = {card.key for card in drills}
    library = Library(
        tuple(
            replace(each, cards=tuple(card for card in each.cards if card.key in wanted))
            for each in decks
        )
    )
    assert library.drills() == drills
    async with sit(library=library, size=(40, 20)) as seat:
        await seat.press("d", "enter")
        for card in drills:
            parts = 0
            while not seat.attempt.closed:
                question = seat.attempt.question
                assert set(plain(question).split()) <= set(plain(seat.prose("question")).split())
                if not seat.attempt.options:
                    assert "Ta réponse" in seat.text, "the field is in view"
                # A long table pushes the question up, where PageUp finds it.
                await seat.press("pageup", "pageup")
                assert plain(question).split()[0] in seat.text
                if seat.attempt.options:
                    await seat.press("pagedown", "pagedown")
                    assert f" {len(seat.attempt.options)}  " in seat.text
                    await seat.press("1")
                else:
                    await give(seat, "31415,9")
                parts += 1
                assert parts < 9, f"{card.key.card} cannot be answered by keys"
            assert seat.attempt.card.key == card.key
            await seat.press("enter")


@pytest.mark.parametrize(
    ("name", "size"), [("ces-v2-calcul", (80, 24)), ("ces-v1-calcul", (40, 30))]
)
async def test_a_choice_after_other_parts_is_in_view_and_so_is_its_solution(
    sit: Sit, name: str, size: tuple[int, int]
) -> None:
    library = shipped.LIBRARY
    [subject] = [card for card in library.drills() if card.key.card == name]
    async with sit(deck(subject.key.deck, subject), size=size) as seat:
        await seat.press("d", "enter")
        while not seat.attempt.options:
            # A known mistake is explained at length, and stands above the next question.
            value = next(iter(exercise(seat).mistakes.values()))
            await give(seat, f"{float(value):.2f}")
        for option in seat.attempt.options:
            assert plain(str(option)) in seat.unbroken
        assert plain(seat.prose("question")).split()[-2] in seat.unbroken, "what is asked"
        await seat.press("1")
        assert seat.attempt.closed
        for part in ("verdict", "solution"):
            assert set(seat.prose(part).split()) <= set(seat.unbroken.split())


async def test_a_solution_asked_for_tells_the_questions_never_asked(sit: Sit) -> None:
    library = shipped.LIBRARY
    [subject] = [card for card in library.drills() if card.key.card == "ces-v1-calcul"]
    async with sit(deck(subject.key.deck, subject)) as seat:
        await seat.press("d", "enter", "f2", "f2", "f2")
        assert "\nDernier indice, qui donne la solution : (1 × " in seat.prose("hints")
        await seat.press("enter", "enter")
        *_, question, answer = seat.prose("solution").splitlines()
        second = exercise(seat).at(1)
        assert question == f"Question 2 sur 2   {plain(second.ask_part('fr'))}"
        assert answer == f"  {plain(second.answer_text('fr'))}"


async def test_a_later_part_given_up_leaves_the_earlier_verdicts_in_view(sit: Sit) -> None:
    library = shipped.LIBRARY
    [subject] = [card for card in library.drills() if card.key.card == "ces-v1-calcul"]
    async with sit(deck(subject.key.deck, subject)) as seat:
        await seat.press("d", "enter")
        right = exercise(seat).answer_text("fr")
        await give(seat, right)
        assert plain(right) in seat.prose("parts")
        await seat.press("enter", "enter")
        assert seat.attempt.closed
        assert plain(right) in seat.prose("parts")
