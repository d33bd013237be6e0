"""A card means something else than what the learner remembers: start it afresh, or not?"""

from enum import Enum, auto
from time import monotonic

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from kpitrainer.study.review import Review
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.card_screen import BOUNCE
from kpitrainer.tui.text.lines import ACCENT
from kpitrainer.tui.widgets.key_bar import KeyBar
from kpitrainer.tui.widgets.prose import Prose


class ChangeDecision(Enum):
    """What the learner chose."""

    KEEP = auto()
    RESTART = auto()
    UNDO = auto()
    LEAVE = auto()


class ChangedScreen(TrainerScreen):
    """Asked in the card's place, before it is shown; Enter keeps, which does no harm."""

    NOTES = "help.changed-notes"
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

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="changed"):
            yield Prose(id="text")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask."""
        self._asked_at = monotonic()
        self.redraw()

    def redraw(self) -> None:
        """Word the question."""
        attempt, translate = self.review.attempt, self.translate
        if attempt is None:
            return
        title = self.context.trainer.library.title(attempt.card, translate.language)
        text = Content.assemble(
            (title, ACCENT),
            "\n\n",
            (translate("review.changed"), "bold"),
            "\n\n",
            attempt.card.label(attempt.language),
            "\n\n",
            translate("review.changed-why"),
            "\n\n",
            translate("review.changed-choice"),
        )
        self.query_one("#text", Prose).show(text)
        self.show_keys()

    def action_answer(self, name: str) -> None:
        """Hand the choice to the review; the key that rated the card before chooses nothing."""
        if monotonic() - self._asked_at < BOUNCE:
            return
        if ChangeDecision[name] is ChangeDecision.UNDO and not self.review.can_undo:
            self.notify(self.translate("review.nothing-to-undo"), markup=False)
        else:
            self.dismiss(ChangeDecision[name])
