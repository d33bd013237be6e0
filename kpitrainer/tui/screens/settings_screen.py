"""Settings: each on a line of its own, saved as soon as it is changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.widget import Widget
from textual.widgets import Input

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import LANGUAGES
from kpitrainer.study.library import is_hidden, with_hidden
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.text.settings_text import backups_line, places, typed_form
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.card_view import AnswerField
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.setting_rows import (
    HIDDEN,
    SHOWN,
    SOME,
    ChoiceRow,
    FieldRow,
    SettingList,
    SettingRow,
    TickRow,
)

R = TypeVar("R", bound=SettingRow)

_NUMBERS = ("new_per_day", "reviews_per_day", "desired_retention")
_PLACES = ("file", "progress", "backups", "folder")
_COURSE = ""
"""The tick row of all shipped decks; the others have a deck's id."""


def _press_label(screen: "SettingsScreen") -> str:
    return "setting.key-save" if screen.typing else "setting.key-tick"


def _row_of(widget: Widget) -> SettingRow | None:
    """The row that a widget is, or is part of."""
    rows = (each for each in widget.ancestors_with_self if isinstance(each, SettingRow))
    return next(rows, None)


class SettingsScreen(TrainerScreen):
    """All settings, the shipped decks to tick, and where things are.

    What is hidden or shown again counts once the screen is left: then decks are read again.
    """

    NOTES = "setting.help-notes"
    STEADY_BAR = True
    ACTIONS = (
        Action("move(-1)", field_keys="up"),
        Action("move(1)", help="setting.help-move", field_keys="down", help_keys="↑ ↓"),
        Action("move(-10)", field_keys="pageup"),
        Action("move(10)", field_keys="pagedown"),
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
        Action(
            "press",
            "enter,space",
            _press_label,
            "setting.help-press",
            shown=lambda screen: screen.typing or screen.row_in_hand(TickRow) is not None,
        ),
        Action("close", "q", "setting.key-back", "setting.help-back", field_keys="escape"),
        HELP,
    )

    def __init__(self, context: AppContext, speak: Callable[[str], None]) -> None:
        """`speak` changes the language everywhere."""
        super().__init__(context)
        self._speak = speak
        self._shipped = context.trainer.library.shipped
        self._hide_before = context.settings.hide
        self._backups = context.trainer.store.backups()

    def compose(self) -> ComposeResult:
        """The rows under three heads, and what there is to know of the one in hand."""
        yield Prose(id="header")
        with SettingList(id="settings"):
            yield ChoiceRow("language")
            yield ChoiceRow("theme")
            yield from map(FieldRow, _NUMBERS)
            if self._shipped:
                yield Prose(id="decks-head").add_class("head")
                yield TickRow(_COURSE)
                yield from (TickRow(deck.id) for deck in self._shipped)
            yield Prose(id="places-head").add_class("head")
            yield from map(SettingRow, _PLACES)
        yield Prose(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the first row; a theme may also be chosen in the palette."""
        self.query(SettingRow).first().focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.redraw())

    @property
    def typing(self) -> bool:
        """Whether a number is being typed."""
        return isinstance(self.focused, AnswerField)

    def row_in_hand(self, kind: type[R]) -> R | None:
        """The row with the focus, where it is of that kind."""
        row = None if self.focused is None else _row_of(self.focused)
        return row if isinstance(row, kind) else None

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate, settings = self.translate, self.context.settings
        title = Content.styled(translate("setting.title"), ACCENT)
        self.show_header((title, Content.styled(translate("setting.saved-at-once"), MUTED)))
        for choice in self.query(ChoiceRow):
            name = choice.setting
            choice.show_choice(translate(f"setting.{name}"), self._shown_choice(name))
        for field in self.query(FieldRow):
            code = field.setting.replace("_", "-")
            field.keep(typed_form(settings, field.setting, translate.language))
            wrong = partial(translate, f"setting.wrong-{code}")
            field.show_field(
                translate(f"setting.{code}"), translate(f"setting.counts-{code}"), wrong
            )
        self._show_decks()
        self._show_places()
        self._tell()

    def _show_decks(self) -> None:
        translate, hide = self.translate, self.context.settings.hide
        titles = {deck.id: deck.title_for(translate.language) for deck in self._shipped}
        shown = sum(not is_hidden(deck, hide) for deck in titles)
        for row in self.query(TickRow):
            if row.setting == _COURSE:
                mark = SHOWN if shown == len(titles) else SOME if shown else HIDDEN
                told = translate("setting.decks-shown", number=shown, total=len(titles))
                row.show_tick(mark, translate("setting.course"), told)
            else:
                hidden = is_hidden(row.setting, hide)
                told = translate("setting.hidden") if hidden else ""
                row.show_tick(HIDDEN if hidden else SHOWN, titles[row.setting], told)
        for head in self.query("#decks-head").results(Prose):
            head.show(Content.styled(translate("setting.decks"), "bold"))

    def _show_places(self) -> None:
        translate, trainer = self.translate, self.context.trainer
        copies = backups_line(translate, self._backups, trainer.clock)
        told = {**places(self.context.paths, trainer.store.path), "backups": copies}
        for row in self.query(SettingRow):
            if row.setting in told and type(row) is SettingRow:
                row.show(translate(f"setting.{row.setting}"), told[row.setting])
        self.fill("places-head", Content.styled(translate("setting.places"), "bold"))

    @on(DescendantFocus)
    def _tell(self) -> None:
        """What there is to know of the row in hand, and its keys."""
        row = self.row_in_hand(SettingRow)
        if row is not None:
            about = row.setting.replace("_", "-")
            if isinstance(row, TickRow):
                about = "deck" if row.setting else "course"
            self.fill("about", Content.styled(self.translate(f"setting.about-{about}"), MUTED))
        self.show_keys()

    # What a choice can be

    def _choices(self, name: str) -> Sequence[str]:
        return ("", *LANGUAGES) if name == "language" else sorted(self.app.available_themes)

    def _present_choice(self, name: str) -> str:
        return self.context.settings.language if name == "language" else self.app.theme

    def _shown_choice(self, name: str) -> str:
        choice = self._present_choice(name)
        if name == "theme":
            return choice
        return self.translate(f"palette.{choice}" if choice else "setting.language-machine")

    # Keys

    def action_move(self, step: int) -> None:
        """Go to another row: past the last one to the first, but not by pages."""
        rows = self.focus_chain
        place = rows.index(self.focused) + step if self.focused in rows else 0
        page = abs(step) > 1
        # At once: `Widget.focus` would be late for a key that is waiting already.
        self.set_focus(rows[min(max(place, 0), len(rows) - 1) if page else place % len(rows)])

    def action_step(self, step: int) -> None:
        """Choose the next value, or the one before."""
        row = self.row_in_hand(ChoiceRow)
        if row is None:
            return
        choices, present = self._choices(row.setting), self._present_choice(row.setting)
        place = choices.index(present) + step
        chosen = choices[place % len(choices)]
        if row.setting == "language":
            self._speak(chosen)
        else:
            self.app.theme = chosen  # the application remembers it

    @on(Input.Submitted)
    def action_press(self) -> None:
        """Accept a number, tick a deck, or go to the next choice."""
        field, tick = self.row_in_hand(FieldRow), self.row_in_hand(TickRow)
        if field is not None:
            self._accept(field)
            field.field.select_all()
        elif tick is not None:
            self._tick(tick.setting)
        else:
            self.action_step(1)

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
        """Save the number, or say beside it what it can only be."""
        row.is_wrong = False
        if row.changed:
            try:
                self._set(row.setting, row.field.value)
                row.take_back()  # « 92.50 » is « 92,5 » now
            except KpiTrainerError:
                row.is_wrong = True
        self.redraw()

    def _tick(self, deck: str) -> None:
        hide, shipped = self.context.settings.hide, [each.id for each in self._shipped]
        if deck != _COURSE:
            hide = with_hidden(hide, shipped, deck)
        else:
            hide = () if any(is_hidden(each, hide) for each in shipped) else ("*",)
        self._set("hide", ",".join(hide))
        self.redraw()

    def _set(self, name: str, written: str) -> None:
        """Change a setting and save it.

        Raises:
            KpiTrainerError: it cannot be that; nothing has changed.
        """
        changed = self.context.settings.changed(name, written)
        if changed != self.context.settings:
            self.succeeds(lambda: self.context.change(changed))

    def action_close(self) -> None:
        """Take back what is being typed; else go back, with the decks that are wanted now."""
        row = self.row_in_hand(FieldRow)
        if row is not None and row.changed:
            row.take_back()
            self.redraw()
            return
        editing = self.context.editing
        if editing is not None and self.context.settings.hide != self._hide_before:
            trainer, read = self.context.trainer, editing.read_library
            self.succeeds(lambda: trainer.use_library(read()))
        self.dismiss()
