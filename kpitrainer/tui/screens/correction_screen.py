"""The answers of an exam that was handed in, one after another, each beside the right one."""

from collections.abc import Mapping

from textual.content import Content

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.mock_exam.exam_sheet import MockExam
from kpitrainer.study.exam_told import points_told
from kpitrainer.study.mock_exams import judged_at
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_info_panel import show_card_info
from kpitrainer.tui.screens.paper_screen import STEP_ACTIONS, PaperScreen
from kpitrainer.tui.text.exam_text import points_mark
from kpitrainer.wording import render


class CorrectionScreen(PaperScreen):
    """A question, what was answered, the right answer and its explanation."""

    INTRO = "mock.help-correction"
    NAME = "mock-correction"
    ACTIONS = (
        Action("step(1)", "enter,space", "mock.key-next", rank=1),
        *STEP_ACTIONS,
        Action("info", "i", "review.key-info", "help.info"),
        Action("close", "escape,q", "mock.key-close", "mock.help-close"),
        HELP,
    )

    def __init__(self, context: AppContext, exam: MockExam, place: int) -> None:
        """It begins with the question at `place`, or the next that can still be shown."""
        super().__init__(context)
        self._exam = exam
        library = context.trainer.library
        self._judged: Mapping[int, Attempt] = {
            at: judged
            for at, question in enumerate(exam.questions)
            if (judged := judged_at(library, question, exam.language))
        }
        self.places = tuple(self._judged)
        later = (at for at in self.places if at >= place)
        self._place = next(later, self.places[-1] if self.places else 0)

    @property
    def place(self) -> int:
        """As for PaperScreen."""
        return self._place

    def marks(self) -> list[tuple[int, tuple[str, str]]]:
        """As for PaperScreen."""
        return [(at, points_mark(self._exam.questions[at])) for at in self.places]

    def label(self, place: int) -> str:
        """As for PaperScreen."""
        attempt = self._judged[place]
        return attempt.card.label(attempt.language)

    def redraw(self) -> None:
        """Show the question with all that is to be said of its answer."""
        question = self._exam.questions[self._place]
        points = Content.styled(render(self.translate, points_told(question.points)), "bold")
        about = "" if question.answered else self.translate("mock.no-answer")
        self.show_paper(self.heading("mock.corrected"), points, about)
        self.show_question(self._place, self._judged[self._place])
        self.show_keys()

    def action_step(self, step: int) -> None:
        """Go to the next question, or the one before; from the last one back to the result."""
        at = self.places.index(self._place) + step
        if at == len(self.places):
            self.dismiss()
        elif at >= 0:
            self.action_go(self.places[at])

    def action_go(self, place: int) -> None:
        """Go to a question."""
        self._place = place
        self.redraw()

    def action_info(self) -> None:
        """Show all that is known of the card."""
        show_card_info(self, self._judged[self._place].card)
