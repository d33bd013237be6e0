"""Mock exams: the terms of the next one, and those that were sat."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.content import Content

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.mock_exam.exam_sheet import MockExam
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.study.exam_told import mark_told, scope_told
from kpitrainer.study.mock_exams import mock_exams, paper_of, seeded, unfinished
from kpitrainer.study.sitting import Sitting
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.exam_result_screen import ExamResultScreen
from kpitrainer.tui.screens.setting_rows_screen import ROW_ACTIONS, SettingRowsScreen
from kpitrainer.tui.text.lines import ACCENT
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.setting_rows import (
    ChoiceRow,
    FieldRow,
    LinkRow,
    SettingList,
    SettingRow,
)
from kpitrainer.wording import render

_CONTINUE, _BEGIN, _PAST, _SCOPE, _SEED = (
    "mock-continue",
    "mock-begin",
    "mock-past-",
    "mock_scope",
    "mock_seed",
)
_LISTED = 30
"""So many past exams; kpitrainer exam list has them all."""

_DIGITS = 15
"""Of the longest number of a paper."""

_TAG = "#"
"""Before a theme among the choices, whose names are free."""

_NUMBERS: Mapping[str, tuple[str, Sequence[int]]] = {
    "mock_questions": ("questions", (5, 10, 15, 20, 30, 40, 50, 60, 80, 100)),
    "mock_drills": ("drill_percent", (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)),
    "mock_minutes": ("minutes", (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240)),
    "mock_pass": ("pass_percent", (30, 40, 50, 60, 70, 80, 90, 100)),
}
"""The rows of numbers: the field of the terms, and what they step through."""


class MockExamsScreen(SettingRowsScreen):
    """What the next exam is to be of, a key to begin it, and those that were sat.

    It closes with a Sitting, a session, or None.
    """

    INTRO = "mock.help-screen"
    NOTES = ""
    ACTIONS = ROW_ACTIONS

    def __init__(self, context: AppContext, terms: ExamTerms | None = None) -> None:
        """Without `terms` those of the latest exam are proposed, with another paper."""
        super().__init__(context)
        self._exams = mock_exams(context.trainer)
        self._open = unfinished(self._exams)
        latest = next((exam.terms for exam in self._exams), ExamTerms())
        self._terms = replace(latest, seed=0) if terms in {None, ExamTerms()} else terms
        self._counted: tuple[ExamTerms | None, int] = None, 0

    def compose(self) -> ComposeResult:
        """To begin, the terms, those that were sat."""
        yield Prose(id="header")
        with SettingList(id="settings"):
            if self._open is not None:
                yield LinkRow(_CONTINUE)
            yield LinkRow(_BEGIN)
            yield Prose(id="terms-head").add_class("head")
            yield ChoiceRow(_SCOPE)
            yield from map(ChoiceRow, _NUMBERS)
            yield ChoiceRow("mock_schedule")
            yield FieldRow(_SEED)
            yield Prose(id="past-head").add_class("head")
            for place, exam in enumerate(self._exams[:_LISTED]):
                if exam.handed_in:
                    yield LinkRow(f"{_PAST}{place}")
        yield Prose(id="about")
        yield KeyBar()

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        self.show_header((Content.styled(translate("mock.title"), ACCENT), Content("")))
        self.fill("terms-head", Content.styled(translate("mock.the-next"), "bold"))
        sat = any(exam.handed_in for exam in self._exams)
        self.fill("past-head", Content.styled(translate("mock.sat") if sat else "", "bold"))
        for row in self.query(LinkRow):
            row.show_link(*self._link(row.setting))
        self.show_rows()

    def _link(self, name: str) -> tuple[str, str]:
        translate = self.translate
        if name == _BEGIN:
            return translate("mock.begin"), self._what_comes()
        if name == _CONTINUE and self._open is not None:
            done = sum(question.answered for question in self._open.questions)
            told = translate("mock.done", count=done, total=len(self._open.questions))
            return translate("mock.continue"), f"{self._date(self._open)} · {told}"
        exam = self._exams[int(name.removeprefix(_PAST))]
        scope = scope_told(self.context.trainer.library, exam.terms, translate.language)
        mark = f"{'✓' if exam.passed else '✗'} {render(translate, mark_told(exam))}"
        return self._date(exam), f"{mark} · {render(translate, scope)}"

    def _date(self, exam: MockExam) -> str:
        day = self.context.trainer.clock.local(exam.began).date()
        return self.translate.date(day, "d MMM y")

    def _what_comes(self) -> str:
        """How many questions there will be."""
        terms, count = self._counted
        if terms != self._terms:
            try:
                count = len(paper_of(self.context.trainer.library, self._terms))
            except KpiTrainerError:
                count = 0
            self._counted = self._terms, count
        return self.translate("mock.questions", count=count)

    def about(self, row: SettingRow) -> str:
        """What there is to know of a row."""
        if isinstance(row, LinkRow):
            name = _PAST.strip("-") if row.setting.startswith(_PAST) else row.setting
            return self.translate(f"mock.about-{name.removeprefix('mock-')}")
        return super().about(row)

    # The terms

    def choices(self, name: str) -> Sequence[str]:
        """Decks and themes, numbers, or yes and no; with what is chosen now."""
        if name == "mock_schedule":
            return "no", "yes"
        if name in _NUMBERS:
            field, numbers = _NUMBERS[name]
            return [str(each) for each in sorted({*numbers, getattr(self._terms, field)})]
        library, language = self.context.trainer.library, self.translate.language
        tags = sorted(library.tags(), key=lambda tag: library.titles.tag(tag, language).casefold())
        every = ["", *(deck.id for deck in library.decks), *(f"{_TAG}{tag}" for tag in tags)]
        return every if self._scope in every else [*every, self._scope]

    @property
    def _scope(self) -> str:
        """What the exam is of, as a choice."""
        tag = f"{_TAG}{self._terms.tag}" if self._terms.tag else ""
        return " ".join(filter(None, (*self._terms.decks, tag)))

    def present_choice(self, row: ChoiceRow) -> str:
        """Which of its choices a row is at."""
        if row.setting == _SCOPE:
            return self._scope
        if row.setting == "mock_schedule":
            return "yes" if self._terms.schedules else "no"
        return str(getattr(self._terms, _NUMBERS[row.setting][0]))

    def show_choice(self, row: ChoiceRow, chosen: str) -> str:
        """How a choice of a row is said."""
        translate = self.translate
        if row.setting == _SCOPE:
            library = self.context.trainer.library
            told = render(translate, scope_told(library, self._of(chosen), translate.language))
            return translate("mock.theme", title=told) if chosen.startswith(_TAG) else told
        if row.setting == "mock_schedule":
            return translate(f"mock.schedules-{chosen}")
        if row.setting == "mock_questions":
            return translate("mock.questions", count=int(chosen))
        code = "duration-minutes" if row.setting == "mock_minutes" else "percent"
        return translate(f"common.{code}", number=int(chosen))

    def _of(self, chosen: str) -> ExamTerms:
        """The terms with what they are of as it was chosen."""
        names = chosen.split()
        tag = next((name.removeprefix(_TAG) for name in names if name.startswith(_TAG)), "")
        decks = tuple(name for name in names if not name.startswith(_TAG))
        return replace(self._terms, decks=decks, tag=tag)

    def choose(self, row: ChoiceRow, chosen: str) -> None:
        """Take what a row of choices was stepped to."""
        if row.setting == _SCOPE:
            self._terms = self._of(chosen)
        elif row.setting == "mock_schedule":
            self._terms = replace(self._terms, schedules=chosen == "yes")
        else:
            number: dict[str, Any] = {_NUMBERS[row.setting][0]: int(chosen)}
            self._terms = replace(self._terms, **number)
        self.redraw()

    def kept_in(self, row: FieldRow) -> str:  # noqa: ARG002 - there is one field
        """The paper's number; none for one that nobody had yet."""
        return str(self._terms.seed or "")

    def set(self, name: str, written: str) -> None:  # noqa: ARG002 - as above
        """Set the paper's number.

        Raises:
            KpiTrainerError: it is none.
        """
        typed = written.strip()
        if typed and not (typed.isascii() and typed.isdecimal() and len(typed) <= _DIGITS):
            raise KpiTrainerError("setting.wrong-mock-seed")
        self._terms = replace(self._terms, seed=int(typed or 0))

    # What rows do

    def press(self, row: SettingRow) -> None:
        """Begin, go on, or look at an exam again."""
        trainer = self.context.trainer
        if row.setting == _BEGIN:
            terms, language = seeded(self._terms, trainer.seed()), self.translate.language
            self._sit(lambda: Sitting.begin(trainer, terms, language))
        elif row.setting == _CONTINUE and self._open is not None:
            exam = self._open
            self._sit(lambda: Sitting(trainer, exam))
        elif row.setting.startswith(_PAST):
            exam = self._exams[int(row.setting.removeprefix(_PAST))]
            self.app.push_screen(ExamResultScreen(self.context, exam), self._after_result)

    def _sit(self, begun: Callable[[], Sitting]) -> None:
        """Close with an exam in hand, or say why there can be none."""
        found: list[Sitting] = []
        if not self.succeeds(lambda: found.append(begun())):
            return
        [sitting] = found
        if sitting.places:
            self.dismiss(sitting)
        else:
            self.notify(self.translate("mock.gone"), severity="error", markup=False)

    def _after_result(self, following: object) -> None:
        if following is not None:
            self.dismiss(following)
