"""A card means something else than what the learner remembers: start it afresh, or not?"""

from collections.abc import Iterable
from enum import Enum, auto
from time import monotonic

from textual.content import Content

from kpitrainer.study.card_info import changes_told
from kpitrainer.study.review import Review
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.screens.card_screen import BOUNCE
from kpitrainer.tui.text.lines import ACCENT


class ChangeDecision(Enum):
    """What the learner chose."""

    KEEP = auto()
    RESTART = auto()
    UNDO = auto()
    LEAVE = auto()


class ChangedScreen(TextScreen):
    """Asked in the card's place, before it is shown; Enter keeps, which does no harm."""

    NOTES = "help.changed-notes"
    NAME = "changed"
    ACTIONS = (
        Action("answer('KEEP')", "enter,space", "review.key-keep", "help.keep"),
        Action("answer('RESTART')", "r", "review.key-restart", "help.restart"),
        Action(
            "answer('UNDO')",
            "u,ctrl+z",
            "review.key-undo",
            "help.undo-last",
            shown=lambda screen: screen.review.can_undo,
        ),
        Action("answer('LEAVE')", "escape", "review.key-finish", "help.finish"),
        HELP,
    )

    def __init__(self, context: AppContext, review: Review) -> None:
        """The question is about the review's current card."""
        super().__init__(context)
        self.review = review
        self._asked_at = 0.0

    def on_mount(self) -> None:
        """Take the time; Textual calls the base's handler too."""
        self._asked_at = monotonic()

    def paragraphs(self) -> Iterable[Content]:
        """The question."""
        attempt, translate = self.review.attempt, self.translate
        if attempt is None:
            return ()
        said = changes_told(self.context.trainer, attempt.card, attempt.language)
        why = translate("review.changed-said", text=said) if said else ""
        title = self.context.trainer.library.title(attempt.card, translate.language)
        return (
            Content.styled(title, ACCENT),
            Content.styled(translate("review.changed"), "bold"),
            Content(attempt.card.label(attempt.language)),
            Content(why or translate("review.changed-why")),
            Content(translate("review.changed-choice")),
        )

    def action_answer(self, name: str) -> None:
        """Hand the choice to the review; the key that rated the card before chooses nothing."""
        if monotonic() - self._asked_at < BOUNCE:
            return
        if ChangeDecision[name] is ChangeDecision.UNDO and not self.review.can_undo:
            self.notify(self.translate("review.nothing-to-undo"), markup=False)
        else:
            self.dismiss(ChangeDecision[name])
