"""What reviewing and drilling share: formulas, the card's deck file, and the summary."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.review import Review
from kpitrainer.tui.actions import Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.card_screen import CardScreen
from kpitrainer.tui.screens.editing import edit, tell_edit
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.summary_screen import NextStep, SummaryScreen
from kpitrainer.tui.widgets.bars import KeyBar, RatingBar
from kpitrainer.tui.widgets.card_view import CardView
from kpitrainer.tui.widgets.prose import Prose

FORMULAS = Action("formulas", "", "review.key-formulas", "help.formulas", field_keys="f3", rank=4)
UNDO = Action(
    "undo",
    "u",
    "review.key-undo",
    "help.undo",
    field_keys="ctrl+z",
    rank=5,
    shown=lambda screen: screen.answering.can_undo,
)


RATE = Action(
    "cursor(1)",
    "",
    "review.key-rate",
    "help.rate",
    rank=40,
    bar_key="1–4",
    help_keys="1 2 3 4",
)


class SessionScreen(CardScreen, TrainerScreen):
    """A session's present card.

    It closes with the session to go on with, or with None.
    """

    def __init__(self, context: AppContext, session: Review | Drilling) -> None:
        super().__init__(context)
        self.answering = self._session = session

    def compose(self) -> ComposeResult:
        """Header, card and ratings near the middle of the screen; keys."""
        with Vertical(id="stage"):
            yield Prose(id="header")
            yield CardView()
            yield RatingBar()
        yield KeyBar()

    @property
    def attempt(self) -> Attempt:
        """The card on screen."""
        return self._session.present

    def speak(self) -> None:
        """Ask the present card again in the reader's new language."""
        self._session.translate(self.translate.language)

    def show_keys(self) -> None:
        """Show what works now, where a card is asked."""
        if self._session.attempt is not None:
            super().show_keys()

    def go_on(self) -> None:
        """Show the present card, or sum up where none is left."""
        if self._session.attempt is None:
            self.sum_up()
        else:
            self.redraw()

    def leave(self) -> None:
        """Sum up, or go back where nothing was answered."""
        if self._session.answers:
            self.sum_up()
        else:
            self.dismiss()

    def sum_up(self) -> None:
        """Show the summary over this screen, at the end or before it."""
        self.app.push_screen(SummaryScreen(self.context, self._session), self.after_summary)

    def after_summary(self, choice: object) -> None:
        """Back to the session where that was chosen, else on to the next one, if any."""
        if choice is NextStep.UNDO:
            self.action_undo()
        elif choice is not NextStep.BACK:
            self.dismiss(choice)
        elif self._session.attempt is not None:
            self.redraw()

    def action_undo(self) -> None:
        """Take the last act back; its card is asked again."""
        if self._session.can_undo:
            self.succeeds(self._session.undo)
            self.go_on()
        else:
            self.notify(self.translate("review.nothing-to-undo"), markup=False)

    def action_formulas(self) -> None:
        """Show every formula; before the answer that is help."""
        self._take_help()
        self.app.push_screen(FormulaSheet(self.context, drills=False))

    def _take_help(self) -> None:
        self._session.take_help()
        self.view.take_help(self.attempt)

    def before_browsing(self) -> None:
        """What the browser shows of cards is help, before the answer."""
        if self._session.attempt is not None:
            self._take_help()

    def after_browsing(self) -> None:
        """Go on without cards that were put away there."""
        self._session.leave_out_put_away()
        self.go_on()

    def action_edit(self) -> None:
        """Open the card's deck file at its line, and go on with what was written."""
        self.succeeds(lambda: self.edit_card(self.attempt.card), brief=False)
        if self._session.attempt is not None:
            self.redraw()
        else:
            self.leave()

    def edit_card(self, card: Card) -> None:
        """Open the deck file of a card at its line; the session goes on with what was written.

        Raises:
            KpiTrainerError: no editor could be opened, or the present card cannot be asked now.
        """
        editing, trainer, present = (
            self.context.editing,
            self.context.trainer,
            self._session.attempt,
        )
        if editing is None:
            return
        edited = edit(self.app, editing.deck_editor, card.at)
        if present is not None and present.card.key == card.key:
            self._take_help()  # the answer stands in the file
        if edited.changed:
            reload = trainer.reload_library(editing.read_library(), edited.path)
            typed = self.view.typed
            if present is not None and self._session.rebase(reload):
                self.show_attempt()
                self.view.typed = typed
            tell_edit(self, reload, card)
        edited.tell(self)
