"""What reviewing and drilling share: a card on screen, help with it, and its deck file."""

from textual import on

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.review import Review
from kpitrainer.tui.actions import Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.editing import edit, tell_edit
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.summary_screen import NextStep, SummaryScreen
from kpitrainer.tui.widgets.card_view import CardView


def _leave_label(screen: "CardScreen") -> str:
    return "review.key-leave-field" if screen.typing else "review.key-finish"


UP = Action("cursor(-1)", "up")
CHOOSE = Action(
    "cursor(1)",
    "down",
    "review.key-choose",
    "help.choose",
    rank=0,
    shown=lambda screen: screen.attempt.options and (not screen.attempt.closed),
    bar_key=lambda screen: f"1–{len(screen.attempt.options)}",
    help_keys="1 2 3…",
)
HINT = Action("hint", "", "review.key-hint", "help.hint", field_keys="f2", rank=3)
FORMULAS = Action("formulas", "", "review.key-formulas", "help.formulas", field_keys="f3", rank=4)
LEAVE = Action("leave", "", _leave_label, "help.leave", field_keys="escape", rank=8)
EDIT = Action("edit", "e", "edit.key", "help.edit", field_keys="f4", rank=11)
"""Rows of every screen that shows a card; `e` is a letter while an answer is typed."""


class CardScreen(TrainerScreen):
    """A session's present card. Subclasses say what its keys are and what ends it."""

    def __init__(self, context: AppContext, session: Review | Drilling) -> None:
        super().__init__(context)
        self._session = session
        self._shown: Attempt | None = None

    def finish(self) -> None:
        """Sum up, at the end or before it."""
        raise NotImplementedError

    def sum_up(self, *, can_undo: bool, can_repeat: bool) -> None:
        """Show the summary over this screen, and do what the learner chooses there."""
        over = self._session.attempt is None
        summary = SummaryScreen(
            self.context,
            self._session.answers,
            over=over,
            can_undo=can_undo,
            can_repeat=can_repeat,
        )
        self.app.push_screen(summary, self.after_summary)

    def after_summary(self, choice: object) -> None:
        """Back to the session where that was chosen, else on to the next one, if any."""
        if choice is not NextStep.BACK:
            self.dismiss(choice)
        elif self._session.attempt is not None:
            self.redraw()

    def on_mount(self) -> None:
        """Show the first card."""
        self.redraw()

    @property
    def attempt(self) -> Attempt:
        """The card on screen."""
        if self._session.attempt is None:
            raise LookupError("no card is asked")
        return self._session.attempt

    def speak(self) -> None:
        """Ask the present card again in the reader's new language."""
        self._session.translate(self.translate.language)

    def show_attempt(self) -> None:
        """Put the present attempt into the view, where another one is there."""
        if self._shown is not self.attempt:
            self._shown = self.attempt
            self.query_one(CardView).show(self.attempt, self.translate)

    @property
    def typing(self) -> bool:
        """Whether an answer is being typed."""
        return self.query_one(CardView).typing

    @on(CardView.Focused)
    def show_keys(self) -> None:
        """Show what works now."""
        if self._session.attempt is not None:
            super().show_keys()

    def action_hint(self) -> None:
        """Show the next hint, where there is one."""
        if not self.attempt.closed:
            self.query_one(CardView).hint()

    def action_formulas(self) -> None:
        """Show every formula; before the answer that is help."""
        if not self.attempt.closed:
            self.attempt.helped = True
        self.app.push_screen(FormulaSheet(self.context, drills=False))

    def action_cursor(self, step: int) -> None:
        """Move among the choices, or scroll."""
        self.query_one(CardView).move_cursor(step)

    def action_edit(self) -> None:
        """Open the card's deck file at its line, and go on with what was written."""
        self.succeeds(self._edit)
        if self._session.attempt is not None:
            self.redraw()
        else:
            self.leave()

    def action_leave(self) -> None:
        """Esc leaves the answer field first, then the session."""
        if not self.query_one(CardView).leave_field():
            self.leave()

    def leave(self) -> None:
        """Sum up, or go back where nothing was answered."""
        if self._session.answers:
            self.finish()
        else:
            self.dismiss()

    def _edit(self) -> None:
        editing, trainer, card = self.context.editing, self.context.trainer, self.attempt.card
        if editing is None:
            return
        edited = edit(self.app, editing.deck_editor, card.at)
        if not self.attempt.closed:
            self.attempt.helped = True  # the answer stands in the file
        if edited.changed:
            reload = trainer.reload_library(editing.read_library(), edited.path)
            view = self.query_one(CardView)
            typed = view.typed
            if self._session.rebase(reload):
                self.show_attempt()
                view.typed = typed
            tell_edit(self, reload, card)
        edited.tell(self)
