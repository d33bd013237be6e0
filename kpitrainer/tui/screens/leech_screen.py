"""A card has become a leech: mend its text, put it away, or go on?"""

from collections.abc import Iterable
from enum import Enum, auto
from time import monotonic

from textual.content import Content

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.memory import LEECH_LAPSES
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.screens.card_screen import BOUNCE
from kpitrainer.tui.text.lines import ACCENT, MUTED


class LeechDecision(Enum):
    """What the learner chose."""

    GO_ON = auto()
    EDIT = auto()
    SUSPEND = auto()


class LeechScreen(TextScreen):
    """Shown once, after the answer that made the card one; Enter goes on, which changes nothing."""

    NAME = "leech"
    ACTIONS = (
        Action("answer('GO_ON')", "enter,space,escape", "review.key-go-on", "help.leech-go-on"),
        Action("answer('EDIT')", "e", "review.key-edit", "help.leech-edit"),
        Action("answer('SUSPEND')", "at", "review.key-suspend", "help.suspend"),
        HELP,
    )

    def __init__(self, context: AppContext, card: Card) -> None:
        super().__init__(context)
        self._card = card
        self._asked_at = 0.0

    def on_mount(self) -> None:
        """Take the time; Textual calls the base's handler too."""
        self._asked_at = monotonic()

    def paragraphs(self) -> Iterable[Content]:
        """What a leech is, and what can be done."""
        translate, library = self.translate, self.context.trainer.library
        return (
            Content.styled(library.title(self._card, translate.language), ACCENT),
            Content.styled(translate("review.leech", count=LEECH_LAPSES), "bold"),
            Content(library.label(self._card, translate.language)),
            Content(translate("review.leech-why")),
            Content(translate("review.leech-choice")),
            Content.styled(translate("review.leech-once"), MUTED),
        )

    def action_answer(self, name: str) -> None:
        """Close with the choice; the key that rated the card before chooses nothing."""
        if monotonic() - self._asked_at >= BOUNCE:
            self.dismiss(LeechDecision[name])
