"""The keys of every screen, each to be chosen anew."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.tui.actions import Action, help_name
from kpitrainer.tui.keymap import choosable, keys_of, with_keys
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.tui.screens.key_tables import KEY_TABLES, check_key
from kpitrainer.tui.screens.setting_rows_screen import ROW_ACTIONS, SettingRowsScreen
from kpitrainer.tui.screens.steady import Steady
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.setting_rows import LinkRow, SettingList, SettingRow
from kpitrainer.wording import error

_ALL = "all-keys"
"""The row that takes all keys back to the usual ones."""


class KeyPrompt(Steady, ModalScreen[str | None]):
    """Takes the next key; Escape is none."""

    def __init__(self, asked: str) -> None:
        super().__init__()
        self._asked = asked

    def compose(self) -> ComposeResult:
        """What is asked for."""
        with VerticalScroll(id="panel"):
            yield Prose(self._asked, id="panel-text")

    def on_key(self, event: Key) -> None:
        """Close with the key."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)


class KeysScreen(SettingRowsScreen):
    """Screen by screen what there is to do, with its keys."""

    NOTES = "setting.help-keys"
    ACTIONS = (
        *ROW_ACTIONS[:-1],
        Action("reset", "delete,backspace", "setting.key-reset", "setting.help-reset"),
        ROW_ACTIONS[-1],
    )

    def compose(self) -> ComposeResult:
        """A head a screen, a row an action."""
        yield Prose(id="header")
        with SettingList(id="settings"):
            for screen, rows in KEY_TABLES.items():
                yield Prose(id=f"head-{screen}").add_class("head")
                yield from (LinkRow(f"{screen}.{name}") for name, _ in _shown(rows))
            yield Prose(id="head-all").add_class("head")
            yield LinkRow(_ALL)
        yield Prose(id="about")
        yield KeyBar()

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate, keys = self.translate, self.context.settings.keys
        title = Content.styled(translate("setting.keys-title"), ACCENT)
        self.show_header((title, Content.styled(translate("setting.saved-at-once"), MUTED)))
        for screen, rows in KEY_TABLES.items():
            self.fill(f"head-{screen}", Content.styled(translate(f"setting.keys-{screen}"), "bold"))
            chosen = keys.get(screen, {})
            now = choosable(with_keys(rows, self.chosen_keys(screen, rows)))
            for row in self.query(LinkRow):
                of, _, name = row.setting.partition(".")
                if of == screen:
                    mark = "● " if name in chosen else ""
                    told = "  ".join(help_name(key, translate) for key in keys_of(now[name]))
                    row.show_link(self._does(now[name]), f"{mark}{told}")
        changed = sum(map(len, keys.values()))
        last = self.query(LinkRow).last()
        last.show_link(translate("setting.all-keys"), translate("setting.keys-set", count=changed))
        self.tell()

    def _does(self, row: Action) -> str:
        """What an action does, in a line."""
        if row.help:
            return self.translate(row.help).partition("\n")[0]
        return self.translate("setting.digit", number=row.action[-2])

    def about(self, row: SettingRow) -> str:
        """What there is to know of a row."""
        if row.setting == _ALL:
            return super().about(row)
        return self.translate("setting.about-keys-row", name=f"keys.{row.setting}")

    def press(self, row: SettingRow) -> None:
        """Ask for a key, or take all back."""
        if row.setting == _ALL:
            settings = self.context.settings
            for screen, chosen in settings.keys.items():
                for action in chosen:
                    settings = settings.cleared(f"keys.{screen}.{action}")
            self.succeeds(lambda: self.context.change(settings))
            self._rebind()
            return
        screen, _, name = row.setting.partition(".")
        does = self._does(choosable(KEY_TABLES[screen])[name])

        def pressed(key: str | None) -> None:
            if key is not None:
                self._choose_key(row.setting, key)

        self.app.push_screen(KeyPrompt(self.translate("setting.press-key", does=does)), pressed)

    def _choose_key(self, setting: str, key: str) -> None:
        screen, _, action = setting.partition(".")
        changed = self.context.settings.changed(f"keys.{setting}", (key,))
        try:
            check_key(changed.keys, screen, action)
        except KpiTrainerError as fault:
            self.notify(error(self.translate, fault), severity="warning", markup=False)
            return
        self.succeeds(lambda: self.context.change(changed))
        self._rebind()

    def action_reset(self) -> None:
        """Take the row in hand back to its usual keys."""
        row = self.row_in_hand(LinkRow)
        if row is not None and row.setting != _ALL:
            changed = self.context.settings.cleared(f"keys.{row.setting}")
            self.succeeds(lambda: self.context.change(changed))
            self._rebind()

    def _rebind(self) -> None:
        """Let the screens below know the keys too."""
        for screen in self.app.screen_stack:
            if isinstance(screen, WordedScreen):
                screen.bind_keys()
                screen.show_keys()
        self.redraw()


def _shown(rows: Sequence[Action]) -> Iterator[tuple[str, Action]]:
    """The actions that are told of: those with a sentence, and the digits."""
    named = choosable(rows).items()
    return ((n, row) for n, row in named if row.help or row.action.startswith("digit"))
