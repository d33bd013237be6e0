"""What screens of settings share: rows that are gone through, changed and saved at once."""

from collections.abc import Sequence
from functools import partial
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.widget import Widget
from textual.widgets import Input

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.lines import MUTED
from kpitrainer.tui.text.settings_text import shown_choice, typed_form
from kpitrainer.tui.widgets.answer_field import AnswerField
from kpitrainer.tui.widgets.setting_rows import (
    ChoiceRow,
    FieldRow,
    LinkRow,
    SettingList,
    SettingRow,
    TickRow,
)

R = TypeVar("R", bound=SettingRow)


def _press_label(screen: "SettingRowsScreen") -> str:
    if screen.typing:
        return "setting.key-save"
    return "setting.key-open" if screen.row_in_hand(LinkRow) else "setting.key-tick"


def _can_press(screen: "SettingRowsScreen") -> bool:
    pressed = screen.row_in_hand(TickRow) or screen.row_in_hand(LinkRow)
    return screen.typing or pressed is not None


def _row_of(widget: Widget) -> SettingRow | None:
    """The row that a widget is, or is part of."""
    rows = (each for each in widget.ancestors_with_self if isinstance(each, SettingRow))
    return next(rows, None)


ROW_ACTIONS = (
    Action("move(-1)", field_keys="up"),
    Action("move(1)", help="setting.help-move", field_keys="down", help_keys="↑ ↓"),
    Action("move(-10)", field_keys="pageup"),
    Action("move(10)", field_keys="pagedown"),
    Action("end(-1)", field_keys="home"),
    Action("end(1)", field_keys="end"),
    Action("step(-1)", "left"),
    Action(
        "step(1)",
        "right",
        "setting.key-step",
        "setting.help-step",
        bar_key="← →",
        help_keys="← →",
        shown=lambda screen: screen.row_in_hand(ChoiceRow) is not None,
    ),
    Action("press", "enter,space", _press_label, "setting.help-press", shown=_can_press),
    Action("close", "q", "setting.key-back", "setting.help-back", field_keys="escape"),
    HELP,
)


class SettingRowsScreen(TrainerScreen):
    """Rows of settings, below them what there is to know of the one in hand."""

    NOTES = "setting.help-notes"
    STEADY_BAR = True

    def on_mount(self) -> None:
        """Begin with the first row; a theme may also be chosen in the palette."""
        self.query(SettingRow).first().focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.redraw())

    @property
    def typing(self) -> bool:
        """Whether something is being typed."""
        return isinstance(self.focused, AnswerField)

    def row_in_hand(self, kind: type[R]) -> R | None:
        """The row with the focus, where it is of that kind."""
        row = None if self.focused is None else _row_of(self.focused)
        return row if isinstance(row, kind) else None

    def name_of(self, row: SettingRow) -> str:
        """The name of the setting that a row is of."""
        return row.setting

    def about(self, row: SettingRow) -> str:
        """What there is to know of a row."""
        return self.translate(f"setting.about-{row.setting.replace('_', '-')}")

    def counted(self, row: FieldRow) -> str:
        """What the number or date in a row counts, or says."""
        return self.translate(f"setting.counts-{row.setting.replace('_', '-')}")

    def kept_in(self, row: FieldRow) -> str:
        """What is set in a row's field, as it would be typed."""
        return typed_form(self.context.settings, self.name_of(row), self.translate.language)

    def choices(self, name: str) -> Sequence[str]:
        """What a row of choices steps through."""
        raise NotImplementedError

    def present_choice(self, row: ChoiceRow) -> str:
        """Which of its choices a row is at."""
        return typed_form(self.context.settings, self.name_of(row), self.translate.language)

    def show_choice(self, row: ChoiceRow, chosen: str) -> str:
        """How a choice of a row is said."""
        return shown_choice(self.translate, row.setting, chosen)

    def choose(self, row: ChoiceRow, chosen: str) -> None:
        """Set what a row of choices was stepped to."""
        self.set(self.name_of(row), chosen)
        self.redraw()

    def press(self, row: SettingRow) -> None:
        """Do what a row is for that is neither typed nor stepped through."""

    def show_rows(self) -> None:
        """Say the rows of choices and of fields in the reader's language."""
        translate = self.translate
        for choice in self.query(ChoiceRow):
            shown = self.show_choice(choice, self.present_choice(choice))
            choice.show_choice(self._label(choice), shown)
        for field in self.query(FieldRow):
            field.keep(self.kept_in(field))
            wrong = partial(translate, f"setting.wrong-{field.setting.replace('_', '-')}")
            field.show_field(self._label(field), self.counted(field), wrong)
        self.tell()
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Make the list no higher than its rows, so that what is told of them stands below."""
        rows = self.query_one(SettingList)
        shown = [row.virtual_region_with_margin for row in rows.children if row.display]
        rows.styles.max_height = max((region.bottom for region in shown), default=0) or None

    def _label(self, row: SettingRow) -> str:
        return self.translate(f"setting.{row.setting.replace('_', '-')}")

    @on(DescendantFocus)
    def tell(self) -> None:
        """Say what there is to know of the row in hand, and its keys."""
        row = self.row_in_hand(SettingRow)
        if row is not None:
            self.fill("about", Content.styled(self.about(row), MUTED))
            if row is self.query(SettingRow).first():
                # With the head above it, which focus alone would leave out of sight.
                rows = self.query_one("#settings")
                self.call_after_refresh(rows.scroll_home, animate=False)
        self.show_keys()

    def action_move(self, step: int) -> None:
        """Go to another row: past the last one to the first, but not by pages."""
        rows = self.focus_chain
        place = rows.index(self.focused) + step if self.focused in rows else 0
        page = abs(step) > 1
        # At once: `Widget.focus` would be late for a key that is waiting already.
        self.set_focus(rows[min(max(place, 0), len(rows) - 1) if page else place % len(rows)])

    def action_end(self, way: int) -> None:
        """Go to the first row, or to the last; within a text that is being changed, to its end."""
        row = self.row_in_hand(FieldRow)
        if row is not None and row.changed:
            row.field.cursor_position = 0 if way < 0 else len(row.field.value)
        else:
            self.set_focus(self.focus_chain[0 if way < 0 else -1])

    def action_step(self, step: int) -> None:
        """Choose the next value, or the one before."""
        row = self.row_in_hand(ChoiceRow)
        if row is not None:
            choices = self.choices(row.setting)
            place = choices.index(self.present_choice(row)) + step
            self.choose(row, choices[place % len(choices)])

    @on(Input.Submitted)
    def action_press(self) -> None:
        """Accept what is typed, go to the next choice, or do what the row is for."""
        row = self.row_in_hand(SettingRow)
        if isinstance(row, FieldRow):
            self._accept(row)
            row.field.select_all()
        elif isinstance(row, ChoiceRow):
            self.action_step(1)
        elif row is not None:
            self.press(row)

    @on(SettingRow.Pressed)
    def _clicked(self, event: SettingRow.Pressed) -> None:
        if isinstance(event.row, FieldRow):
            self.set_focus(event.row.field)
        else:
            self.action_press()

    @on(DescendantBlur)
    def _accept_left(self, event: DescendantBlur) -> None:
        """What was typed counts also for who goes on without Enter."""
        row = _row_of(event.widget)
        if isinstance(row, FieldRow):
            self._accept(row)

    def _accept(self, row: FieldRow) -> None:
        """Save what is typed, or say beside it what it can only be."""
        row.is_wrong = False
        if row.changed:
            try:
                self.set(self.name_of(row), row.field.value)
                row.take_back()  # « 92.50 » is « 92,5 » now
            except KpiTrainerError:
                row.is_wrong = True
        self.redraw()

    def set(self, name: str, written: str) -> None:
        """Change a setting and save it.

        Raises:
            KpiTrainerError: it cannot be that; nothing has changed.
        """
        changed = self.context.settings.changed(name, written)
        if changed != self.context.settings:
            self.succeeds(lambda: self.context.change(changed))

    def action_close(self) -> None:
        """Take back what is being typed; else go back."""
        row = self.row_in_hand(FieldRow)
        if row is not None and row.changed:
            row.take_back()
            self.redraw()
        else:
            self.leave()

    def leave(self) -> None:
        """Go back."""
        self.dismiss()
