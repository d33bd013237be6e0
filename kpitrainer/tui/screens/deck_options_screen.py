"""The options of one deck, which come before the general settings."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.setting_rows_screen import ROW_ACTIONS, SettingRowsScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.text.settings_text import CHOICES, shown_form
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.setting_rows import (
    ChoiceRow,
    FieldRow,
    LinkRow,
    SettingList,
    SettingRow,
)

_DECK = "which_deck"
"""The row that chooses the deck."""


class DeckOptionsScreen(SettingRowsScreen):
    """A deck, and its options; what is left empty is as in general."""

    ACTIONS = ROW_ACTIONS

    def __init__(self, context: AppContext, deck: str = "") -> None:
        """Begin with the options of `deck`, or of the first one."""
        super().__init__(context)
        self._decks = [each.id for each in context.trainer.library.decks]
        self._deck = deck or self._decks[0]

    def compose(self) -> ComposeResult:
        """The deck, its options, and a row that clears them."""
        yield Prose(id="header")
        with SettingList(id="settings"):
            yield ChoiceRow(_DECK)
            yield from map(FieldRow, ("new_per_day", "reviews_per_day", "desired_retention"))
            yield ChoiceRow("order")
            yield from map(FieldRow, ("exam", "paused_until"))
            yield LinkRow("clear")
        yield Prose(id="about")
        yield KeyBar()

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        title = Content.styled(translate("setting.deck-options-title"), ACCENT)
        self.show_header((title, Content.styled(translate("setting.saved-at-once"), MUTED)))
        own = len(self.context.settings.decks.get(self._deck, {}))
        self.query_one(LinkRow).show_link(
            translate("setting.clear"), translate("setting.options-set", count=own)
        )
        self.show_rows()

    def name_of(self, row: SettingRow) -> str:
        """The name of the deck's option that a row is of."""
        return f"decks.{self._deck}.{row.setting}"

    def about(self, row: SettingRow) -> str:
        """What there is to know of a row."""
        if isinstance(row, LinkRow) or row.setting == _DECK:
            return super().about(row)
        return self.translate(f"setting.about-{row.setting.replace('_', '-')}-of-deck")

    def counted(self, row: FieldRow) -> str:
        """What the number or date counts; where there is none, what holds in general."""
        if row.field.value or row.setting == "paused_until":
            return super().counted(row)
        general = shown_form(self.context.settings, row.setting, self.translate)
        return self.translate("setting.as-general", value=general)

    def choices(self, name: str) -> Sequence[str]:
        """The decks, or the orders and none of its own."""
        return self._decks if name == _DECK else ("", *CHOICES[name])

    def present_choice(self, row: ChoiceRow) -> str:
        """The deck, or its order."""
        return self._deck if row.setting == _DECK else super().present_choice(row)

    def show_choice(self, row: ChoiceRow, chosen: str) -> str:
        """How a choice is said: a deck by its title, none of its own as what holds in general."""
        if row.setting == _DECK:
            return self.context.trainer.library.by_id[chosen].title_for(self.translate.language)
        if chosen:
            return super().show_choice(row, chosen)
        general = shown_form(self.context.settings, row.setting, self.translate)
        return self.translate("setting.as-general", value=general)

    def choose(self, row: ChoiceRow, chosen: str) -> None:
        """Go to another deck, or set its order."""
        if row.setting != _DECK:
            super().choose(row, chosen)
            return
        self._deck = chosen
        for field in self.query(FieldRow):
            field.take_back()
        self.redraw()

    def press(self, row: SettingRow) -> None:
        """Clear all options of the deck."""
        if isinstance(row, LinkRow):
            settings = self.context.settings
            for option in settings.decks.get(self._deck, {}):
                settings = settings.cleared(f"decks.{self._deck}.{option}")
            self.succeeds(lambda: self.context.change(settings))
            self.redraw()
