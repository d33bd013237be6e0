"""The browser: any card found again, looked at, and put away, flagged, reset or studied."""

from collections.abc import Callable

from kpitrainer.study.card_acts import CardActs, CardsAct, study_cards
from kpitrainer.tui.actions import FRENCH_ROW, HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_finder import CardFinder
from kpitrainer.tui.screens.card_info_panel import show_card_info
from kpitrainer.tui.screens.due_prompt import DuePrompt
from kpitrainer.tui.screens.editing import edit, tell_edit
from kpitrainer.tui.screens.navigation import open_session

_FLAG_KEYS = ("0", *(f"{flag},{key}" for flag, key in enumerate(FRENCH_ROW, 1)), "6", "7,è")


def _listing(screen: "BrowserScreen") -> bool:
    return not screen.typing


class BrowserScreen(CardFinder):
    """Cards that were found, and what is done with them."""

    NOTES = "help.browse-notes"
    NAME = "browse"
    ACTIONS = (
        Action("search", "slash", "browse.key-search", "help.browse-search", rank=2),
        Action(
            "to_list", "", "browse.key-list", field_keys="down", rank=1,
            when=lambda screen: screen.typing,
        ),
        Action("study", "enter", "browse.key-study", "help.browse-study", rank=1, shown=_listing),
        Action(
            "", label="browse.key-select", help="help.browse-select", bar_key="␣", rank=3,
            help_keys="␣ ⇧↑ ⇧↓", shown=_listing,
        ),
        Action("", help="help.browse-all", help_keys="Ctrl+A"),
        Action("suspend", "at", "browse.key-suspend", "help.browse-suspend", rank=4),
        Action("bury", "minus", "browse.key-bury", "help.browse-bury", rank=5),
        *(Action(f"flag({flag})", keys) for flag, keys in enumerate(_FLAG_KEYS)),
        Action(
            "", label="browse.key-flag", help="help.browse-flag", bar_key="1–7", rank=6,
            help_keys="1…7 0", shown=_listing,
        ),
        Action("set_due", "d", "browse.key-due", "help.browse-due", rank=7),
        Action("forget", "r", "browse.key-forget", "help.browse-forget", rank=9),
        Action(
            "undo", "u", "review.key-undo", "help.browse-undo", field_keys="ctrl+z", rank=3,
            shown=lambda screen: screen.can_undo,
        ),
        Action("edit", "e", "edit.key", "help.browse-edit", field_keys="f4", rank=10),
        Action("info", "i", "review.key-info", "help.browse-info", rank=8),
        Action("next_order", "o", "browse.key-sort", "help.browse-sort", rank=11),
        Action("turn_order", "O", help="help.browse-turn"),
        Action("preview", "p", "browse.key-preview", "help.browse-preview", rank=12),
        Action("close", "", "formulas.key-close", "help.to-close", field_keys="escape", rank=13),
        HELP,
    )  # fmt: skip

    def __init__(self, context: AppContext, query: str = "") -> None:
        """`query` stands in the field at first."""
        super().__init__(context, query)
        self._acts = CardActs(context.trainer)

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return self._acts.can_undo

    def action_suspend(self) -> None:
        """Suspend what is chosen, or resume it."""
        self._act(lambda: self._acts.suspend(self.table.chosen))

    def action_bury(self) -> None:
        """Put it away until tomorrow, or bring it back."""
        self._act(lambda: self._acts.bury(self.table.chosen))

    def action_flag(self, flag: int) -> None:
        """Give it a flag, or take it off."""
        self._act(lambda: self._acts.flag(self.table.chosen, flag))

    def action_forget(self) -> None:
        """Make it new again."""
        self._act(lambda: self._acts.forget(self.table.chosen))

    def action_set_due(self) -> None:
        """Ask for a day, and let it come then."""
        chosen = self.table.chosen

        def then(days: tuple[int, int] | None) -> None:
            if days is not None:
                self._act(lambda: self._acts.set_due(chosen, *days))

        if chosen:
            self.app.push_screen(DuePrompt(self.translate, len(chosen)), then)

    def action_undo(self) -> None:
        """Take the last act back, of all its cards."""
        if self.can_undo:
            self._act(self._acts.undo, "browse.undone")
        else:
            self.notify(self.translate("review.nothing-to-undo"), markup=False)

    def _act(self, act: Callable[[], CardsAct], code: str = "") -> None:
        """Do something that is stored, say so, and show the cards as they stand now."""
        done: list[CardsAct] = []
        if not self.succeeds(lambda: done.append(act())):
            return
        [(kind, rows)] = done
        code = code or (f"browse.did-{kind}" if rows else "browse.unchanged")
        self.notify(self.translate(code, count=len(rows)), timeout=3, markup=False)
        self.show_changed(rows)

    def action_study(self) -> None:
        """Study what is chosen."""
        trainer, cards = self.context.trainer, [queued.card for queued in self.table.chosen]
        if cards:
            language = self.translate.language
            self.succeeds(lambda: open_session(self, study_cards(trainer, cards, language)))

    def action_info(self) -> None:
        """Show all that is known of the card."""
        if self.table.here is not None:
            show_card_info(self, self.table.here)

    def action_edit(self) -> None:
        """Open the card's deck file at its line, and read the decks again."""
        self.succeeds(self._edit, brief=False)

    def _edit(self) -> None:
        editing, trainer, card = self.context.editing, self.context.trainer, self.table.here
        if editing is None or card is None:
            return
        edited = edit(self.app, editing.deck_editor, card.at)
        if edited.changed:
            reload = trainer.reload_library(editing.read_library(), edited.path)
            self.use_library()
            tell_edit(self, reload, card)
        edited.tell(self)
