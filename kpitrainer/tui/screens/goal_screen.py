"""The goal: the date of an exam, of a deck or of all, and the mark against the minutes a day."""

from collections.abc import Sequence
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.study_day import day_of, noon
from kpitrainer.study.days_told import choice_figures
from kpitrainer.study.exams import CHOICES, ExamChoice, recommended, with_exam
from kpitrainer.study.typed_dates import coming_date
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED, bar
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.card_view import AnswerField
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
from kpitrainer.wording import error

_BAR = 20


def _row_of(widget: Widget | None) -> SettingRow | None:
    """The row that a widget is, or is part of."""
    above = widget.ancestors_with_self if widget is not None else ()
    return next((each for each in above if isinstance(each, SettingRow)), None)


class GoalScreen(TrainerScreen):
    """Which decks, the date, and a row for each choice; each change is saved at once.

    The forecast is computed behind the screen.
    """

    NOTES = "goal.help-notes"
    STEADY_BAR = True
    ACTIONS = (
        Action("move(-1)", field_keys="up"),
        Action("move(1)", help="goal.help-move", field_keys="down", help_keys="↑ ↓"),
        Action("step(-1)", "left"),
        Action(
            "step(1)", "right", "goal.key-decks", "goal.help-decks", bar_key="← →", help_keys="← →",
            shown=lambda screen: not screen.typing,
        ),
        Action("press", "enter,space", "goal.key-choose", "goal.help-choose"),
        Action("close", "q", "setting.key-back", "setting.help-back", field_keys="escape"),
        HELP,
    )  # fmt: skip

    def __init__(self, context: AppContext, deck: str | None = None) -> None:
        """It begins with the goal of `deck`, or of all decks."""
        super().__init__(context)
        self._decks = (None, *(each.id for each in context.trainer.library.decks))
        self._deck = deck
        self._choices: Sequence[ExamChoice] = ()
        self._wrong: KpiTrainerError | None = None

    def compose(self) -> ComposeResult:
        """The decks, the date, the choices."""
        yield Prose(id="header")
        with SettingList(id="settings"):
            yield ChoiceRow("deck")
            yield FieldRow("exam")
            yield Prose(id="choices-head").add_class("head")
            yield from (TickRow(str(retention)) for retention in CHOICES)
        yield Prose(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the field; Textual calls the base's handler too."""
        self.query_one(FieldRow).field.focus()
        self._look()

    @property
    def typing(self) -> bool:
        """Whether the date is being typed."""
        return isinstance(self.focused, AnswerField)

    @property
    def _exam(self) -> date | None:
        """The date that is set and still to come."""
        settings, deck = self.context.settings, self._deck
        exam = settings.exam if deck is None else settings.decks.get(deck, {}).get("exam")
        return exam if exam is not None and day_of(exam) > self._today else None

    @property
    def _today(self) -> int:
        return self.context.trainer.clock.today()

    @property
    def _taken(self) -> float | None:
        settings, deck = self.context.settings, self._deck
        return settings.exam_retention if deck is None else settings.options(deck).exam_retention

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        title = Content.styled(translate("goal.title"), ACCENT)
        self.show_header((title, Content.styled(translate("setting.saved-at-once"), MUTED)))
        library = self.context.trainer.library
        shown = translate("home.all")
        if self._deck is not None:
            shown = library.by_id[self._deck].title_for(translate.language)
        self.query_one(ChoiceRow).show_choice(translate("goal.decks"), shown)
        self._show_date()
        self._show_choices()
        self.fill("about", Content.styled(translate("goal.about"), MUTED))
        self.show_keys()

    def _show_date(self) -> None:
        translate, exam, row = self.translate, self._exam, self.query_one(FieldRow)
        row.keep(translate.date(exam, "d MMMM y") if exam else "")
        row.is_wrong = self._wrong is not None
        counted = translate("goal.no-exam")
        if exam is not None:
            counted = translate("goal.days-left", count=day_of(exam) - self._today)

        def wrong() -> str:
            return error(translate, self._wrong) if self._wrong else ""

        row.show_field(translate("goal.date"), counted, wrong)

    def _show_choices(self) -> None:
        translate, exam, taken = self.translate, self._exam, self._taken
        head = translate("goal.choices" if exam else "goal.choices-later")
        self.fill("choices-head", Content.styled(head, "bold"))
        for row, retention in zip(self.query(TickRow), CHOICES, strict=True):
            row.display = exam is not None
            found = next((c for c in self._choices if c.desired_retention == retention), None)
            mark = SHOWN if retention == taken else HIDDEN
            if found is None:
                row.show_tick(mark, "…", "")
                continue
            figures = choice_figures(found)
            drawn = bar(round(100 * found.forecast.mark), 100, _BAR)
            row.show_tick(mark, f"{translate('goal.mark', **figures)}  {drawn.plain}", "")
            row.query_one(".value", Prose).show(translate("goal.cost", **figures))

    @on(DescendantFocus)
    def _tell(self) -> None:
        self.show_keys()

    # Forecasts

    def _look(self, *, choose: bool = False) -> None:
        """Compute the choices for the date that is set; with `choose` take the one to advise."""
        self._choices = ()
        self.redraw()
        exam = self._exam
        if exam is not None:
            self._compute(self._deck, exam, choose=choose)

    @work(thread=True, exclusive=True)
    def _compute(self, deck: str | None, exam: date, *, choose: bool) -> None:
        worker = get_current_worker()
        choices = self.context.trainer.exam_choices(deck, exam)

        def show() -> None:
            if worker.is_cancelled:
                return  # another date or deck since
            self._choices = choices
            if choose:
                desired = self.context.settings.desired_retention
                self._set(exam, recommended(choices, desired).desired_retention)
            self.redraw()

        self.app.call_from_thread(show)

    def _set(self, exam: date | None, desired_retention: float | None) -> None:
        changed = with_exam(self.context.settings, self._deck, exam, desired_retention)
        self.succeeds(lambda: self.context.change(changed))

    # Keys

    def action_move(self, step: int) -> None:
        """Go to another row, past the last one to the first."""
        rows = self.focus_chain
        place = rows.index(self.focused) + step if self.focused in rows else 0
        # At once: `Widget.focus` would be late for a key that is waiting already.
        self.set_focus(rows[place % len(rows)])

    def action_step(self, step: int) -> None:
        """Go to the goal of another deck."""
        place = self._decks.index(self._deck) + step
        self._deck, self._wrong = self._decks[place % len(self._decks)], None
        self.query_one(FieldRow).take_back()
        self._look()

    @on(Input.Submitted)
    def action_press(self) -> None:
        """Set the date, or take a choice."""
        row = _row_of(self.focused)
        if isinstance(row, FieldRow):
            self._accept(row)
        elif isinstance(row, TickRow):
            self._set(self._exam, float(row.setting))
            self.redraw()
        else:
            self.action_step(1)

    @on(SettingRow.Pressed)
    def _clicked(self, event: SettingRow.Pressed) -> None:
        self.set_focus(event.row.field if isinstance(event.row, FieldRow) else event.row)
        if isinstance(event.row, TickRow):
            self.action_press()

    def _accept(self, row: FieldRow) -> None:
        """Set the date that was typed, or none; what is no date is told beside the field."""
        typed, self._wrong = row.field.value.strip(), None
        try:
            exam = coming_date(typed, noon(self._today).date()) if typed else None
        except KpiTrainerError as fault:
            self._wrong = fault
            self.redraw()
            return
        self._set(exam, None)
        row.field.value = row.kept
        self._look(choose=True)

    def action_close(self) -> None:
        """Take back what is being typed; else go back."""
        row = self.query_one(FieldRow)
        if row.changed:
            row.take_back()
            self._wrong = None
            self.redraw()
        else:
            self.dismiss()
