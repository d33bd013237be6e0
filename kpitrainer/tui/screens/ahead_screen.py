"""Answers lie in the future, as the clock ran ahead: take them back, or not?"""

from collections.abc import Iterable

from textual.content import Content

from kpitrainer.study.clock_ahead import Ahead, ahead_message, take_back_ahead
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.text.lines import ACCENT
from kpitrainer.wording import render


class AheadScreen(TextScreen):
    """Asked at the start; it closes with whether the answers were taken back."""

    NAME = "ahead"
    ACTIONS = (
        Action(
            "take_back",
            "o,y",
            "clock.key-take-back",
            "help.take-back",
            bar_key=lambda screen: screen.translate("clock.yes"),
            help_keys="o y",
        ),
        Action("leave", "n,escape", "clock.key-leave", "help.leave-ahead"),
        HELP,
    )

    def __init__(self, context: AppContext, ahead: Ahead) -> None:
        super().__init__(context)
        self._ahead = ahead

    def paragraphs(self) -> Iterable[Content]:
        """The question."""
        translate = self.translate
        return (
            Content.styled(translate("clock.title"), ACCENT),
            Content(render(translate, ahead_message(self._ahead))),
            Content(translate("clock.choice")),
        )

    def action_take_back(self) -> None:
        """Take all of it back; where that cannot be stored, ask on."""

        def take_back() -> None:
            backup = take_back_ahead(self.context.trainer, self._ahead)
            told = self.translate(
                "clock.taken-back", count=len(self._ahead.rows), backup=str(backup)
            )
            self.notify(told, timeout=30, markup=False)

        if self.succeeds(take_back):
            self.dismiss(True)

    def action_leave(self) -> None:
        """Go on with the log as it is."""
        self.dismiss(False)
