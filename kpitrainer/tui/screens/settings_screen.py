"""Settings: each on a line of its own, saved as soon as it is changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from kpitrainer.config import check_sync_folder
from kpitrainer.i18n import LANGUAGES
from kpitrainer.study.library import is_hidden, with_hidden
from kpitrainer.tui.actions import Action, PaletteRow
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.deck_options_screen import DeckOptionsScreen
from kpitrainer.tui.screens.keys_screen import KeysScreen
from kpitrainer.tui.screens.optimize_screen import OptimizeScreen
from kpitrainer.tui.screens.reschedule_screen import RescheduleScreen
from kpitrainer.tui.screens.setting_rows_screen import ROW_ACTIONS, SettingRowsScreen
from kpitrainer.tui.screens.workload_screen import WorkloadScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.text.settings_text import CHOICES, backups_line, places
from kpitrainer.tui.themes import THEMES
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.setting_rows import (
    HIDDEN,
    SHOWN,
    SOME,
    ChoiceRow,
    FieldRow,
    LinkRow,
    SettingList,
    SettingRow,
    TickRow,
)

_NUMBERS = ("new_per_day", "reviews_per_day", "desired_retention")
_PLACES = ("file", "progress", "backups", "folder")
_COURSE = ""
"""The tick row of all shipped decks; the others have a deck's id."""

_LINKED: Mapping[str, Callable[[AppContext], TrainerScreen]] = {
    "deck-options": DeckOptionsScreen,
    "keys": KeysScreen,
    "workload": WorkloadScreen,
    "optimize": OptimizeScreen,
    "reschedule": RescheduleScreen,
}


class SettingsScreen(SettingRowsScreen):
    """All settings, the shipped decks to tick, and where things are.

    What changes which decks there are counts once the screen is left: then they are read again.
    """

    ACTIONS = (
        *ROW_ACTIONS[:-1],
        Action("open('workload')", help="schedule.help-workload", field_keys="f4", help_keys="F4"),
        ROW_ACTIONS[-1],
    )

    def __init__(self, context: AppContext, speak: Callable[[str], None]) -> None:
        """`speak` changes the language everywhere."""
        super().__init__(context)
        self._speak = speak
        self._shipped = context.trainer.library.shipped
        self._decks_before = self._deck_settings
        self._backups = context.trainer.store.backups()

    @property
    def _deck_settings(self) -> tuple[object, ...]:
        """What decks are read by."""
        settings = self.context.settings
        return settings.hide, settings.own_decks_first

    def compose(self) -> ComposeResult:
        """The rows under their heads, and what there is to know of the one in hand."""
        yield Prose(id="header")
        with SettingList(id="settings"):
            yield ChoiceRow("language")
            yield ChoiceRow("theme")
            yield from map(FieldRow, _NUMBERS)
            yield ChoiceRow("order")
            yield FieldRow("exam")
            yield FieldRow("day_starts_at")
            yield ChoiceRow("answers")
            yield ChoiceRow("fading_solutions")
            yield FieldRow("holidays", wide=True)
            yield FieldRow("backlog_days")
            yield from map(LinkRow, _LINKED)
            yield Prose(id="decks-head").add_class("head")
            yield ChoiceRow("update_decks")
            yield ChoiceRow("own_decks_first")
            if self._shipped:
                yield TickRow(_COURSE)
                yield from (TickRow(deck.id) for deck in self._shipped)
            yield Prose(id="places-head").add_class("head")
            yield FieldRow("sync", wide=True)
            yield from map(SettingRow, _PLACES)
        yield Prose(id="about")
        yield KeyBar()

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        title = Content.styled(translate("setting.title"), ACCENT)
        self.show_header((title, Content.styled(translate("setting.saved-at-once"), MUTED)))
        own, keys = len(self.context.settings.decks), self.context.settings.keys
        told = translate("setting.decks-set", count=own) if own else ""
        changed = translate("setting.keys-set", count=sum(map(len, keys.values()))) if keys else ""
        words = {"deck-options": told, "keys": changed}
        for link in self.query(LinkRow):
            word = words.get(link.setting, "")
            link.show_link(translate(f"setting.{link.setting}"), word)
        self._show_decks()
        self._show_places()
        self.show_rows()

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
        self.fill("decks-head", Content.styled(translate("setting.decks"), "bold"))

    def _show_places(self) -> None:
        translate, trainer = self.translate, self.context.trainer
        copies = backups_line(translate, self._backups, trainer.clock)
        told = {**places(self.context.paths, trainer.store.path), "backups": copies}
        for row in self.query(SettingRow):
            if row.setting in told and type(row) is SettingRow:
                row.show(translate(f"setting.{row.setting}"), told[row.setting])
        self.fill("places-head", Content.styled(translate("setting.places"), "bold"))

    def about(self, row: SettingRow) -> str:
        """What there is to know of a row."""
        if isinstance(row, TickRow):
            return self.translate(f"setting.about-{'deck' if row.setting else 'course'}")
        return super().about(row)

    def choices(self, name: str) -> Sequence[str]:
        """What a row of choices steps through."""
        if name == "theme":
            return tuple(THEMES)
        return ("", *LANGUAGES) if name == "language" else CHOICES[name]

    def present_choice(self, row: ChoiceRow) -> str:
        """Which of its choices a row is at."""
        return self.app.theme if row.setting == "theme" else super().present_choice(row)

    def choose(self, row: ChoiceRow, chosen: str) -> None:
        """Set what a row of choices was stepped to."""
        if row.setting == "language":
            self._speak(chosen)
        elif row.setting == "theme":
            self.app.theme = chosen  # the application remembers it
        else:
            super().choose(row, chosen)

    def press(self, row: SettingRow) -> None:
        """Tick a deck, or open what a row leads to."""
        if isinstance(row, LinkRow):
            self.action_open(row.setting)
        elif isinstance(row, TickRow):
            self._tick(row.setting)

    def action_open(self, linked: str) -> None:
        """Open what a row leads to, whichever row is in hand."""
        self.app.push_screen(_LINKED[linked](self.context), lambda _: self.redraw())

    def set(self, name: str, written: str) -> None:
        """As ever; the folder of other machines is to be there."""
        if name == "sync":
            check_sync_folder(self.context.settings.changed(name, written).sync)
        super().set(name, written)

    def commands(self) -> Iterator[PaletteRow]:
        """What the palette offers here: all that rows lead to."""
        yield from super().commands()
        for linked in _LINKED:
            name, about = self.translate(f"setting.{linked}"), f"setting.about-{linked}"
            yield PaletteRow("here", name, self.translate(about), partial(self.action_open, linked))

    def _tick(self, deck: str) -> None:
        hide, shipped = self.context.settings.hide, [each.id for each in self._shipped]
        if deck != _COURSE:
            hide = with_hidden(hide, shipped, deck)
        else:
            hide = () if any(is_hidden(each, hide) for each in shipped) else ("*",)
        self.set("hide", ",".join(hide))
        self.redraw()

    def leave(self) -> None:
        """Go back, with the decks that are wanted now."""
        editing = self.context.editing
        if editing is not None and self._deck_settings != self._decks_before:
            trainer, read = self.context.trainer, editing.read_library
            self.succeeds(lambda: trainer.use_library(read()))
        self.dismiss()
