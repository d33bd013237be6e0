"""An exam that was handed in: its mark, and each answer beside the right one."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content

from kpitrainer.domain.mock_exam.exam_sheet import MockExam
from kpitrainer.study.cram import practise
from kpitrainer.study.exam_told import (
    marks_told,
    missed_cards,
    mistakes_told,
    scope_told,
)
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.screens.correction_screen import CorrectionScreen
from kpitrainer.tui.text.exam_text import (
    mark_lines,
    mistake_lines,
    part_lines,
    points_mark,
    question_row,
)
from kpitrainer.tui.text.lines import ACCENT, MUTED, clickable, section
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import duration, render

_COLUMN = 60
"""Cells of a question before its column is laid out."""


class ExamResultScreen(TextScreen):
    """The mark, by deck and theme, the mistakes by name, and the questions.

    It closes with a session over what was missed, or with None.
    """

    INTRO = "mock.help-result"
    NAME = "mock-result"
    ACTIONS = (
        Action("correction", "enter,space", "mock.key-answers", "mock.help-answers"),
        Action(
            "again",
            "r",
            "mock.key-missed",
            "mock.help-missed",
            when=lambda screen: bool(screen.missed),
        ),
        Action("close", "escape,q", "mock.key-close", "mock.help-close"),
        HELP,
    )

    def __init__(self, context: AppContext, exam: MockExam) -> None:
        super().__init__(context)
        self._exam = exam
        self.missed = missed_cards(context.trainer.library, exam)

    def compose(self) -> ComposeResult:
        """The marks, and the questions below or beside them."""
        with VerticalScroll(id="scroll"), Container(id="result"):
            yield Prose(id="text")
            yield Prose(id="questions")
        yield KeyBar()

    def redraw(self) -> None:
        """Word the result; the questions are cut to their column."""
        super().redraw()
        exam, width = self._exam, self.query_one("#questions").content_size.width
        rows = [
            clickable(
                question_row(number, points_mark(question), question.label, "", width or _COLUMN),
                f"screen.correction({number - 1})",
            )
            for number, question in enumerate(exam.questions, start=1)
        ]
        self.fill("questions", section(self.translate("mock.the-questions"), rows))

    def paragraphs(self) -> Iterable[Content]:
        """The result in words."""
        translate, exam, library = self.translate, self._exam, self.context.trainer.library
        language = translate.language
        width = self.query_one("#text", Prose).content_size.width or self.size.width - 8
        scope = render(translate, scope_told(library, exam.terms, language))
        date = translate.date(self.context.trainer.clock.local(exam.began).date(), "d MMMM y")
        time = duration(translate, exam.spent_ms // 1000)
        about = translate("mock.about", date=date, time=time, seed=str(exam.terms.seed))
        decks, tags = marks_told(library, exam, language)
        made = mistakes_told(library, exam, language)
        return (
            Content.assemble(
                (f"{translate('mock.title')} · {scope}", ACCENT), "\n", (about, MUTED)
            ),
            mark_lines(translate, exam, width),
            section(translate("mock.by-deck"), part_lines(translate, decks, width)),
            section(translate("mock.by-tag"), part_lines(translate, tags, width)),
            section(translate("mock.mistakes"), mistake_lines(made)),
        )

    def action_correction(self, place: int = 0) -> None:
        """Go through the answers, each beside the right one."""
        screen = CorrectionScreen(self.context, self._exam, place)
        if screen.places:
            self.app.push_screen(screen)
        else:
            self.notify(self.translate("mock.gone"), markup=False)

    def action_again(self) -> None:
        """Study what was missed; that reschedules nothing."""
        trainer, language = self.context.trainer, self.translate.language
        self.succeeds(lambda: self.dismiss(practise(trainer, self.missed, language)))
