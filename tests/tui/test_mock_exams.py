"""Mock exams in the interface: sat to the mark, left and gone on with, and ended by the clock."""

from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.mock_exam.exam_sheet import read_exams
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.sitting import Sitting
from kpitrainer.tui.screens.correction_screen import CorrectionScreen
from kpitrainer.tui.screens.exam_overview_screen import ExamOverviewScreen
from kpitrainer.tui.screens.exam_result_screen import ExamResultScreen
from kpitrainer.tui.screens.exam_screen import ExamScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.mock_exams_screen import MockExamsScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from tests.factories import FixedClock, card, choice, deck, drill, recall_list, ticks, typed
from tests.tui.seat import Seat, Sit
from tests.tui.test_looks import held

SIZE = (120, 36)

DECK = deck(
    "deck", card("word", typed()), card("steps", recall_list()), card("pick", choice()), drill()
)


def _sitting(seat: Seat) -> Sitting:
    return seat.on(ExamScreen).sitting


async def _answer_all(seat: Seat) -> None:
    """Answer each question once, as it comes."""
    for _ in _sitting(seat).places:
        match _sitting(seat).present.mode:
            case Mode.CHOICE:
                options = _sitting(seat).present.options
                await seat.press(str(options.index("les indicateurs") + 1))
            case Mode.LIST:
                await seat.write("Déterminer les objectifs; Mesurer les écarts")
            case Mode.TYPED:
                await seat.write("satisfaction du client, je crois")
            case _:
                await seat.write("100000")
        await seat.press("enter")


async def test_an_exam_is_sat_marked_and_looked_through(sit: Sit, store: SqlStore) -> None:
    async with sit(DECK, size=SIZE) as seat:
        await seat.press("e")
        looks = [await held(seat, "exams", SIZE)]
        assert seat.on(MockExamsScreen)
        assert "4 questions" in seat.line("Commencer")
        await seat.press("enter")
        assert "question 1 sur 4" in seat.text
        assert "il reste 30:00" in seat.text
        looks.append(await held(seat, "exam-question", SIZE))
        await _answer_all(seat)
        looks.append(await held(seat, "exam-overview", SIZE))
        assert seat.on(ExamOverviewScreen)
        assert "Tout est répondu." in seat.text
        for told in ("✓", "✗", "C’est ça", "Ce n’est pas ça"):
            assert told not in seat.text
        await seat.press("up", "enter", "f2", "escape")
        assert "1 marquée" in seat.text
        await seat.press("r")
        assert "Rendre quand même ?" in seat.text
        await seat.press("r")
        assert seat.on(ExamResultScreen)
        looks.append(await held(seat, "exam-result", SIZE))
        [exam] = read_exams(store.exam_rows())
        assert exam.handed_in
        assert f"{exam.percent} %" in seat.line(" sur 20 ·")
        await seat.press("enter")
        looks.append(await held(seat, "exam-correction", SIZE))
        seen = ""
        for _ in exam.questions:
            assert seat.on(CorrectionScreen)
            seen += seat.unbroken
            await seat.press("tab")
        assert seat.on(ExamResultScreen)
        assert all(looks), "written anew: look at them"
        for told in ("Choisir les indicateurs", "customer satisfaction score", "Solution"):
            assert told.casefold() in seen.casefold()
        await seat.press("r")
        assert seat.on(ReviewScreen).review.practice


async def test_what_stands_in_the_field_is_kept_when_the_program_ends(
    sit: Sit, store: SqlStore, clock: FixedClock
) -> None:
    only = deck("deck", card("word", typed()), card("steps", recall_list()))
    async with sit(only) as seat:
        await seat.press("e", "enter")
        clock.wait(minutes=3)
        await seat.write("à moitié")
    [exam] = read_exams(store.exam_rows())
    assert exam.questions[0].said == ("à moitié",)
    assert exam.spent_ms == 180_000
    clock.wait(days=1)
    async with sit(only) as seat:
        await seat.press("e")
        assert "1 réponse sur 2" in seat.line("Reprendre")
        await seat.press("enter", "shift+tab")
        assert seat.field == "à moitié"
        assert "il reste 27:00" in seat.text
        await seat.press("escape", "q")
        assert seat.on(HomeScreen)
        assert "avec 27 min devant toi" in seat.toasts[-1]


async def test_when_the_time_is_over_what_is_answered_is_handed_in(
    sit: Sit, store: SqlStore, clock: FixedClock
) -> None:
    async with sit(deck("deck", card("word", typed()))) as seat:
        await seat.press("e", "enter")
        await seat.write("Customer Satisfaction Score")
        clock.wait(minutes=29, seconds=30)
        seat.on(ExamScreen).look_at_clock()
        await seat.settle()
        assert "il reste 0:30" in seat.text
        clock.wait(minutes=1)
        seat.on(ExamScreen).look_at_clock()
        await seat.settle()
        assert seat.on(ExamResultScreen)
        assert "20 sur 20 · 100 %" in seat.text
        assert "Le temps est écoulé" in seat.toasts[-1]
    [exam] = read_exams(store.exam_rows())
    assert exam.passed


async def test_several_are_ticked_kept_and_corrected(sit: Sit, store: SqlStore) -> None:
    async with sit(deck("deck", card("scores", ticks())), size=SIZE) as seat:
        await seat.press("e", "enter")
        options = _sitting(seat).present.options
        first, second = (str(options.index(text) + 1) for text in ("CSAT", "attrition"))
        await seat.press(first, second)
        assert seat.text.count("[x]") == 2
        [exam] = read_exams(store.exam_rows())
        assert sorted(exam.questions[0].said[0].split("\n")) == ["CSAT", "attrition"]
        await seat.press("space")
        assert seat.text.count("[x]") == 1, "the cursor is where the last tick was"
        await seat.press("space", "enter")
        assert seat.on(ExamOverviewScreen)
        assert " · ".join(sorted(("CSAT", "attrition"), key=options.index)) in seat.unbroken
        await seat.press("enter")
        assert seat.text.count("[x]") == 2, "as they were left"
        await seat.press("enter", "r", "enter")
        assert seat.on(CorrectionScreen)
        assert "Elle se compte. Il manque : NPS. En trop : attrition." in seat.unbroken
        assert "✗  [x] attrition" in seat.text
