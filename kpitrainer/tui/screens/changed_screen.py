"""A card means something else than what the learner remembers: start it afresh, or not?"""

from enum import Enum, auto
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kpitrainer.study.review import Review
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.lines import ACCENT
from kpitrainer.tui.widgets.card_view import BOUNCE
from kpitrainer.tui.widgets.key_bar import Key, KeyBar
from kpitrainer.tui.widgets.prose import Prose


class ChangeDecision(Enum):
    """What the learner chose."""

    KEEP = auto()
    RESTART = auto()
    UNDO = auto()
    LEAVE = auto()


class ChangedScreen(TrainerScreen):
    """Asked in the card's place, before it is shown; Enter keeps, which does no harm."""

    HELP = "help.changed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "answer('KEEP')", show=False),
        Binding("r", "answer('RESTART')", show=False),
        Binding("u,ctrl+z", "answer('UNDO')", show=False),
        Binding("escape", "answer('LEAVE')", show=False),
    ]

    def __init__(self, context: AppContext, review: Review) -> None:
        """The question is about the review's current card."""
        super().__init__(context)
        self._review = review
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
        attempt, translate = self._review.attempt, self.translate
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
        undo = Key("u", translate("review.key-undo"), "screen.answer('UNDO')")
        self.query_one(KeyBar).show(
            Key("⏎", translate("review.key-keep"), "screen.answer('KEEP')"),
            Key("r", translate("review.key-restart"), "screen.answer('RESTART')"),
            *([undo] if self._review.can_undo else []),
            Key("⎋", translate("review.key-finish"), "screen.answer('LEAVE')"),
            Key("?", translate("help.key"), "screen.help"),
        )

    def action_answer(self, name: str) -> None:
        """Hand the choice to the review; the key that rated the card before chooses nothing."""
        if monotonic() - self._asked_at < BOUNCE:
            return
        if ChangeDecision[name] is ChangeDecision.UNDO and not self._review.can_undo:
            self.notify(self.translate("review.nothing-to-undo"), markup=False)
        else:
            self.dismiss(ChangeDecision[name])
