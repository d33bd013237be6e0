"""Sitting a mock exam: back and forth, with the time running, and nothing judged."""

from contextlib import suppress

from textual import on

from kpitrainer.domain.cards.card_types.content import CHOOSING_MODES, Mode
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.mock_exam.exam_sheet import MockExam
from kpitrainer.domain.mock_exam.marking import option_said
from kpitrainer.study.sitting import Sitting
from kpitrainer.tui.actions import DIGITS, HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.exam_overview_screen import AfterOverview, ExamOverviewScreen
from kpitrainer.tui.screens.paper_screen import STEP_ACTIONS, PaperScreen, items_wanted
from kpitrainer.tui.text.exam_text import asked_mark, time_left
from kpitrainer.tui.widgets.answer_field import AnswerField
from kpitrainer.tui.widgets.card_view import CardView
from kpitrainer.wording import duration


def _is_ticked_now(screen: "ExamScreen") -> bool:
    return screen.sitting.present.mode is Mode.TICKS


class ExamScreen(PaperScreen):
    """The present question of an exam; what is answered is kept when it is left.

    It closes with the exam once that is handed in, or with None where it is to be gone on with.
    """

    INTRO = "mock.help-intro"
    NOTES = "mock.help-notes"
    STEADY_BAR = True
    NAME = "mock-exam"
    ACTIONS = (
        Action("tick", "space", help="help.tick", when=_is_ticked_now),
        Action("go_on", "enter,space", "mock.key-next", "mock.help-next", rank=1),
        *DIGITS,
        Action(
            "choose",
            "",
            "review.key-choose",
            "help.choose",
            rank=0,
            shown=lambda screen: screen.view.takes_text is False,
            bar_key=lambda screen: f"1–{len(screen.sitting.present.options)}",
            help_keys="1 2 3…",
        ),
        *STEP_ACTIONS,
        Action("flag", "m", "mock.key-flag", "mock.help-flag", field_keys="f2", rank=2),
        Action("overview", "q", "mock.key-overview", "mock.help-overview", field_keys="escape"),
        HELP,
    )

    def __init__(self, context: AppContext, sitting: Sitting) -> None:
        super().__init__(context)
        self.sitting = sitting
        self._in_hand = False
        self._field = AnswerField()

    def on_mount(self) -> None:
        """Let the clock run; Textual calls the base's handler too."""
        self._in_hand, self._field = True, self.query_one(AnswerField)
        self.set_interval(1, self.look_at_clock)

    def on_unmount(self) -> None:
        """Keep what was being answered, also where the program ends in the midst of it."""
        if self._in_hand:
            with suppress(KpiTrainerError):
                self.sitting.answer(self._given())
                self.sitting.leave()

    @property
    def place(self) -> int:
        """As for PaperScreen."""
        return self.sitting.place

    def marks(self) -> list[tuple[int, tuple[str, str]]]:
        """As for PaperScreen."""
        sitting = self.sitting
        return [
            (place, asked_mark(sitting.exam.questions[place], answered=all(sitting.said_at(place))))
            for place in sitting.places
        ]

    def label(self, place: int) -> str:
        """As for PaperScreen."""
        return self.sitting.label(place)

    def redraw(self) -> None:
        """Show the present question, and what was answered to it so far."""
        sitting, attempt = self.sitting, self.sitting.present
        done = len(sitting.places) - len(sitting.open_places)
        about = self.translate("mock.done", count=done, total=len(sitting.places))
        self.show_paper(
            self.heading("mock.question", attempt),
            time_left(self.translate, sitting.seconds_left),
            about,
        )
        key = sitting.place, sitting.part
        if key != self._shown:
            self.show_question(key, attempt)
            if attempt.mode not in CHOOSING_MODES:
                self.view.typed = sitting.said
            elif sitting.chosen is not None:
                self.view.move_cursor(sitting.chosen + 1)
        elif attempt.mode is Mode.TICKS:
            self.view.update_state(attempt)
        items_wanted(self, attempt)
        self.show_keys()

    def look_at_clock(self) -> None:
        """Show the time that is left; hand in once it is over."""
        if self.app.screen is not self or not self._in_hand:
            return
        left = self.sitting.seconds_left
        if left:
            attempt = self.sitting.present
            self.show_header(
                (self.heading("mock.question", attempt), time_left(self.translate, left))
            )
        elif self._keep():
            self.hand_in("mock.time-is-over")

    def _given(self) -> str:
        """What is answered on screen now."""
        sitting, view = self.sitting, self.view
        if sitting.present.mode not in CHOOSING_MODES:
            return self._field.value  # which has its text also when the screen is taken down
        if sitting.present.mode is Mode.TICKS:
            return sitting.said  # ticks are stored at once
        if view.cursor is None:
            return sitting.said
        return option_said(sitting.present.options[view.cursor])

    def _keep(self) -> bool:
        """Store what is answered on screen; where that cannot be, say so and stay."""
        given = self._given()
        return self.succeeds(lambda: self.sitting.answer(given))

    @on(CardView.Typed)
    def action_go_on(self) -> None:
        """Keep the answer, and go on to what comes next: at the end to the overview."""
        if self.view.takes_text and not self.view.typing:
            self.view.submit()  # back to the field first
        elif self._keep():
            if self.sitting.step(1):
                self.redraw()
            else:
                self._show_overview()

    def action_step(self, step: int) -> None:
        """Keep the answer, and go a question on or back."""
        if self._keep():
            if not self.sitting.step(step) and step > 0:
                self._show_overview()
            else:
                self.redraw()

    def action_go(self, place: int) -> None:
        """Keep the answer, and go to a question."""
        if self._keep():
            self.sitting.go(place)
            self.redraw()

    def action_digit(self, digit: int) -> None:
        """Choose an option, or tick it; Enter goes on."""
        view, options = self.view, self.sitting.present.options
        if digit <= len(options) and self.sitting.present.mode is Mode.TICKS:
            self._tick(digit - 1)
        elif digit <= len(options):
            view.move_cursor(digit - 1 - (-1 if view.cursor is None else view.cursor))
            self._keep()
            self.redraw()

    def action_tick(self) -> None:
        """Tick what the cursor is on, or no longer; without one it comes to the first option."""
        if self.view.cursor is None:
            self.view.move_cursor(1)
        else:
            self._tick(self.view.cursor)

    def _tick(self, place: int) -> None:
        places = {place} ^ set(self.sitting.present.ticked)
        self.view.cursor = place
        if self.succeeds(lambda: self.sitting.choose_all(places)):
            self.redraw()

    def action_choose(self) -> None:
        """Nothing: a row of the key bar, whose keys are the digits."""

    def action_flag(self) -> None:
        """Flag the question, to come back to it, or take the flag off."""
        if self._keep() and self.succeeds(self.sitting.flag):
            self.redraw()

    def action_overview(self) -> None:
        """Keep the answer, and show all questions."""
        if self._keep():
            self._show_overview()

    def _show_overview(self) -> None:
        self.redraw()
        overview = ExamOverviewScreen(self.context, self.sitting)
        self.app.push_screen(overview, self._after_overview)

    def _after_overview(self, choice: object) -> None:
        if isinstance(choice, int):
            self.sitting.go(choice)
            self.redraw()
        elif choice is AfterOverview.HAND_IN:
            self.hand_in("mock.handed-in")
        elif choice is AfterOverview.TIME_OVER:
            self.hand_in("mock.time-is-over")
        elif choice is AfterOverview.LEAVE and self.succeeds(self.sitting.leave):
            time = duration(self.translate, self.sitting.seconds_left)
            self.notify(self.translate("mock.left-here", time=time), markup=False)
            self._close(None)

    def hand_in(self, told: str) -> None:
        """Have all marked, and close with the exam."""
        if self.succeeds(self.sitting.hand_in):
            self.notify(self.translate(told), markup=False)
            self._close(self.sitting.exam)

    def _close(self, exam: MockExam | None) -> None:
        self._in_hand = False
        self.dismiss(exam)

    @on(CardView.Focused)
    def _focus_moved(self) -> None:
        self.show_keys()
