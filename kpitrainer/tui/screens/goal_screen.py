"""Days to come: an exam's date, the mark against the minutes a day; holidays and pauses."""

from collections.abc import Sequence
from datetime import date

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.worker import get_current_worker

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.study_day import day_of, noon
from kpitrainer.study.days_told import choice_figures, exams_left_told
from kpitrainer.study.exams import CHOICES, ExamChoice, recommended, still_to_come, with_exam
from kpitrainer.study.typed_dates import coming_date
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.setting_rows_screen import ROW_ACTIONS, SettingRowsScreen
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED, bar
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.setting_rows import (
    HIDDEN,
    SHOWN,
    ChoiceRow,
    FieldRow,
    SettingList,
    SettingRow,
    TickRow,
)
from kpitrainer.wording import error, render

_ALL = ""
"""The choice of all decks; the others are called as their deck."""

_AWAY = ("holidays", "backlog_days")
"""Settings of days without study, which stand below."""

_BAR = 20


class GoalScreen(SettingRowsScreen):
    """Which decks, the date, a row for each desired retention; and the days without study.

    Each change is saved at once. The forecast is computed behind the screen.
    """

    NOTES = "goal.help-notes"
    ACTIONS = ROW_ACTIONS

    def __init__(self, context: AppContext, deck: str = _ALL) -> None:
        """It begins with the goal of `deck`, or of all decks."""
        super().__init__(context)
        self._deck = deck
        self._choices: Sequence[ExamChoice] = ()
        self._wrong: KpiTrainerError | None = None

    def compose(self) -> ComposeResult:
        """The decks, the date, the choices."""
        yield Prose(id="header")
        with SettingList(id="settings"):
            yield ChoiceRow("exam_of")
            yield FieldRow("exam")
            yield Prose(id="choices-head").add_class("head")
            yield from (TickRow(str(retention)) for retention in CHOICES)
            yield Prose(id="away-head").add_class("head")
            yield from map(FieldRow, _AWAY)
        yield Prose(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the field; Textual calls the base's handler too."""
        self.call_after_refresh(self._date.field.focus)
        self._look()

    @property
    def _today(self) -> int:
        return self.context.trainer.clock.today()

    def name_of(self, row: SettingRow) -> str:
        """The name of the setting that a row is of."""
        own = self._deck and row.setting not in _AWAY
        return f"decks.{self._deck}.{row.setting}" if own else row.setting

    @property
    def _exam(self) -> date | None:
        """The date that is set and still to come."""
        exam: date | None = self.context.settings.value(self.name_of(self._date))
        return exam if exam is not None and day_of(exam) > self._today else None

    @property
    def _date(self) -> FieldRow:
        return self.query(FieldRow).first()

    @property
    def _taken(self) -> float | None:
        settings = self.context.settings
        return (
            settings.options(self._deck).exam_retention if self._deck else settings.exam_retention
        )

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        title = Content.styled(translate("goal.title"), ACCENT)
        self.show_header((title, Content.styled(translate("goal.saved-at-once"), MUTED)))
        self._show_forecasts()
        self.show_rows()

    def about(self, row: SettingRow) -> str:
        """What the mark is, and how it comes about; or what there is to know of an absence."""
        return super().about(row) if row.setting in _AWAY else self.translate("goal.about")

    def counted(self, row: FieldRow) -> str:
        """What stands beside a field; how far off the exam is stands below it."""
        return super().counted(row) if row.setting in _AWAY else ""

    def tell(self) -> None:
        """Say what there is to know, or why what was typed is no date to come."""
        super().tell()
        if self._wrong is not None:
            self.fill("about", Content.styled(error(self.translate, self._wrong), BAD))

    def _show_forecasts(self) -> None:
        translate, exam, taken = self.translate, self._exam, self._taken
        head = translate("goal.choices-later")
        if exam is not None:
            head = translate("goal.choices-in", count=day_of(exam) - self._today)
        self.fill("choices-head", Content.styled(head, "bold"))
        self.fill("away-head", Content.styled(translate("goal.away"), "bold"))
        for row, retention in zip(self.query(TickRow), CHOICES, strict=True):
            row.display = exam is not None
            mark = SHOWN if retention == taken else HIDDEN
            found = next((c for c in self._choices if c.desired_retention == retention), None)
            if found is None:
                row.show_tick(mark, "…", "")
                continue
            figures = choice_figures(found)
            drawn = bar(round(100 * found.forecast.mark), 100, _BAR).plain
            label = f"{translate('goal.mark', **figures)}  {drawn}"
            row.show_tick(mark, label, translate("goal.cost", **figures))

    # The decks

    def choices(self, name: str) -> Sequence[str]:  # noqa: ARG002 - there is one such row
        """All decks, then each."""
        return (_ALL, *(deck.id for deck in self.context.trainer.library.decks))

    def present_choice(self, row: ChoiceRow) -> str:  # noqa: ARG002 - as above
        """Whose exam is shown."""
        return self._deck

    def show_choice(self, row: ChoiceRow, chosen: str) -> str:  # noqa: ARG002 - as above
        """The deck's title."""
        if not chosen:
            return self.translate("home.all")
        return self.context.trainer.library.by_id[chosen].title_for(self.translate.language)

    def choose(self, row: ChoiceRow, chosen: str) -> None:  # noqa: ARG002 - as above
        """Go to the exam of another deck."""
        self._deck, self._wrong = chosen, None
        self._date.take_back()
        self._look()

    # The date and what it costs

    def set(self, name: str, written: str) -> None:
        """Set the date that was typed, none where nothing was, and take the choice to advise.

        Raises:
            KpiTrainerError: it is no date to come; nothing has changed.
        """
        if name in _AWAY:
            super().set(name, written)
            self._look()
            return
        self._wrong = None
        try:
            today = noon(self._today).date()
            exam = coming_date(written, today) if written.strip() else None
        except KpiTrainerError as fault:
            self._wrong = fault
            raise
        self._set(exam, None)
        self._look(choose=True)
        if exam is None:
            self._tell_what_stays()

    def _tell_what_stays(self) -> None:
        """That other exams count though this one was taken away; they are above, by their deck."""
        translate, library = self.translate, self.context.trainer.library
        left = still_to_come(self.context.settings, self._deck or None, self._today)
        told = exams_left_told(left, library, translate.language)
        if left:
            lines = " ".join(render(translate, message) for message in told)
            self.notify(f"{lines} {translate('goal.take-away-above')}", markup=False)

    def press(self, row: SettingRow) -> None:
        """Take a choice."""
        if isinstance(row, TickRow) and self._exam is not None:
            self._set(self._exam, float(row.setting))
            self.redraw()

    def _set(self, exam: date | None, desired_retention: float | None) -> None:
        settings, deck = self.context.settings, self._deck or None
        changed = with_exam(settings, deck, exam, desired_retention)
        self.succeeds(lambda: self.context.change(changed))

    def _look(self, *, choose: bool = False) -> None:
        """Compute the choices for the date that is set; with `choose` take the one to advise."""
        self._choices = ()
        self.redraw()
        if self._exam is not None:
            self._compute(self._deck, self._exam, choose=choose)

    @work(thread=True, exclusive=True)
    def _compute(self, deck: str, exam: date, *, choose: bool) -> None:
        worker = get_current_worker()
        choices = self.context.trainer.exam_choices(deck or None, exam)

        def show() -> None:
            if worker.is_cancelled:
                return  # another date or deck since
            self._choices = choices
            if choose:
                desired = self.context.settings.desired_retention
                self._set(exam, recommended(choices, desired).desired_retention)
            self.redraw()

        self.app.call_from_thread(show)
