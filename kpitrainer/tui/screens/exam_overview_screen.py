"""All questions of an exam in hand, and the way out of it."""

from enum import Enum, auto

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.mock_exam.marking import said_told, seen_at
from kpitrainer.study.sitting import Sitting
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.exam_text import asked_mark, question_row, time_left
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import render

_WIDEST = 92
_SCROLL_BAR = 2


class AfterOverview(Enum):
    """What is to become of the exam."""

    HAND_IN = auto()
    TIME_OVER = auto()
    LEAVE = auto()


class ExamOverviewScreen(TrainerScreen):
    """The questions, which are answered and which flagged; Enter goes to one.

    It closes with the place of a question, with an AfterOverview, or with None: back to the
    question. With answers missing, or flags left, it is handed in by the same key twice.
    """

    NAME = "mock-overview"
    ACTIONS = (
        Action("", help="mock.help-move", help_keys="↑ ↓"),
        Action("answer", "enter", "mock.key-go", "mock.help-go"),
        Action("hand_in", "r", "mock.key-hand-in", "mock.help-hand-in"),
        Action("leave", "q", "mock.key-leave", "mock.help-leave"),
        Action("close", "escape", "mock.key-back", "mock.help-back"),
        HELP,
    )

    def __init__(self, context: AppContext, sitting: Sitting) -> None:
        super().__init__(context)
        self._sitting = sitting
        self._asked = False

    def compose(self) -> ComposeResult:
        """The time, what is left to do, the questions."""
        yield Prose(id="header")
        yield Prose(id="to-do")
        yield OptionList(id="asked", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Let the clock run; Textual calls the base's handler too."""
        self.set_interval(1, self.look_at_clock)

    def look_at_clock(self) -> None:
        """Show the time that is left; close once it is over."""
        if self.app.screen is not self:
            return
        if self._sitting.seconds_left:
            self._show_time()
        else:
            self.dismiss(AfterOverview.TIME_OVER)

    def _show_time(self) -> None:
        title = Content.styled(self.translate("mock.overview"), ACCENT)
        self.show_header((title, time_left(self.translate, self._sitting.seconds_left)))

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        sitting, rows = self._sitting, self.query_one(OptionList)
        self._show_time()
        self.fill("to-do", self._to_do())
        width = min(self.header_width, _WIDEST) - _SCROLL_BAR
        options = []
        for number, place in enumerate(sitting.places, start=1):
            question = sitting.exam.questions[place]
            mark = asked_mark(question, answered=all(sitting.said_at(place)))
            said = _said(self, sitting.attempt_at(place), sitting.said_at(place))
            row = question_row(number, mark, sitting.label(place), said, width)
            options.append(Option(row, str(place)))
        at = rows.highlighted
        rows.set_options(options)
        rows.highlighted = sitting.places.index(sitting.place) if at is None else at
        rows.focus()
        self.show_keys()

    def _to_do(self) -> Content:
        """What is still open, or that nothing is; asked again, before all is handed in."""
        translate, left = self.translate, len(self._sitting.open_places)
        flags = sum(self._sitting.exam.questions[at].flagged for at in self._sitting.places)
        parts = [translate("mock.left-open", count=left)] if left else [translate("mock.all-done")]
        parts += [translate("mock.left-flagged", count=flags)] if flags else []
        told = Content.styled(" · ".join(parts), MUTED)
        if self._asked:
            told = Content.assemble(told, "\n", (translate("mock.sure"), BAD))
        return told

    @on(OptionList.OptionSelected)
    def action_answer(self) -> None:
        """Go to the question under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._sitting.places[at])

    def action_hand_in(self) -> None:
        """Hand in; asked once more where something is left to do."""
        sitting = self._sitting
        flagged = any(sitting.exam.questions[at].flagged for at in sitting.places)
        if self._asked or not (sitting.open_places or flagged):
            self.dismiss(AfterOverview.HAND_IN)
        else:
            self._asked = True
            self.fill("to-do", self._to_do())

    def action_leave(self) -> None:
        """Leave the exam for another time."""
        self.dismiss(AfterOverview.LEAVE)


def _said(screen: TrainerScreen, attempt: Attempt, said: tuple[str, ...]) -> str:
    """What was answered, an option by its text."""
    shown = (
        render(screen.translate, said_told(seen_at(attempt, part), each))
        for part, each in enumerate(said)
    )
    return "; ".join(filter(None, shown))
