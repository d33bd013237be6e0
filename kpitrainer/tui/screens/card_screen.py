"""What reviewing and drilling share: a card on screen, help with it, and its deck file."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.review import Review
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.editing import edit, tell_edit
from kpitrainer.tui.screens.formula_screen import show_formulas
from kpitrainer.tui.widgets.card_view import CardView
from kpitrainer.tui.widgets.key_bar import Key, KeyBar


class CardScreen(TrainerScreen):
    """A session's present card. Subclasses say what its keys are and what ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "hint", show=False, priority=True),
        Binding("f3", "formulas", show=False, priority=True),
        Binding("e", "edit", show=False),
        # While an answer is typed `e` is a letter.
        Binding("f4", "edit", show=False, priority=True),
        Binding("up", "cursor(-1)", show=False),
        Binding("down", "cursor(1)", show=False),
    ]

    def __init__(self, context: AppContext, session: Review | Drilling) -> None:
        super().__init__(context)
        self._session = session
        self._showing = 0

    def keys(self) -> list[Key]:
        """The keys to show, most wanted first, help last."""
        raise NotImplementedError

    def finish(self) -> None:
        """No card is left: sum up."""
        raise NotImplementedError

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
        """Put the present attempt into the view, or what it has come to."""
        view = self.query_one(CardView)
        if self._showing != self._session.showing:
            self._showing = self._session.showing
            view.show(self.attempt, self.translate)
        else:
            view.update_state(self.attempt)

    @on(CardView.Focused)
    def show_keys(self) -> None:
        """Show what works now."""
        if self._session.attempt is not None:
            self.query_one(KeyBar).show(*self.keys())

    def action_hint(self) -> None:
        """Show the next hint, where there is one."""
        if not self.attempt.closed:
            hint = self._session.hint()
            self.query_one(CardView).take_help(self.attempt)
            if hint is None:
                self.query_one(CardView).note(self.translate("review.no-hint"))

    def action_formulas(self) -> None:
        """Show every formula; before the answer that is help."""
        self._take_help()
        show_formulas(self)

    def _take_help(self) -> None:
        self._session.take_help()
        self.query_one(CardView).take_help(self.attempt)

    def action_cursor(self, step: int) -> None:
        """Move among the choices, or scroll."""
        self.query_one(CardView).move_cursor(step)

    def action_edit(self) -> None:
        """Open the card's deck file at its line, and go on with what was written."""
        self.succeeds(self._edit)
        if self._session.attempt is not None:
            self.redraw()
        elif self._session.answers:
            self.finish()
        else:
            self.dismiss()

    def _edit(self) -> None:
        editing, trainer, card = self.context.editing, self.context.trainer, self.attempt.card
        if editing is None:
            return
        edited = edit(self.app, editing.deck_editor, card.at)
        self._take_help()  # the answer stands in the file
        if edited.changed:
            reload = trainer.reload_library(editing.read_library(), edited.path)
            view = self.query_one(CardView)
            typed = view.typed
            if self._session.rebase(reload):
                self.show_attempt()
                view.typed = typed
            tell_edit(self, reload, card)
        edited.tell(self)
