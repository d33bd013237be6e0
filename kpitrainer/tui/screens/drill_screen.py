"""Drill mode: one calculation after another."""

from dataclasses import replace

from textual.content import Content

from kpitrainer.study.drilling import Drilling
from kpitrainer.tui.actions import DIGITS, HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_screen import CHOOSE, EDIT, HINT, LEAVE, UP
from kpitrainer.tui.screens.session_screen import FORMULAS, UNDO, SessionScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED


def _another_label(screen: "DrillScreen") -> str:
    return "calc.key-another" if screen.attempt.closed else screen.answer_label()


class DrillScreen(SessionScreen):
    """An exercise, its answer judged, its solution; another one at one key."""

    NOTES = "help.drill-notes"
    STEADY_BAR = True
    ACTIONS = (
        Action("another", "enter,space", _another_label, "help.drill-go", rank=1),
        *DIGITS,
        UP,
        CHOOSE,
        replace(HINT, shown=lambda screen: not screen.attempt.closed),
        FORMULAS,
        EDIT,
        UNDO,
        LEAVE,
        HELP,
    )

    def __init__(self, context: AppContext, drilling: Drilling) -> None:
        super().__init__(context, drilling)
        self.drilling = drilling

    def redraw(self) -> None:
        """Show the present exercise in the present language."""
        if self.drilling.attempt is None:
            return
        translate, card = self.translate, self.attempt.card
        library = self.context.trainer.library
        deck = library.title(card, translate.language)
        label = library.label(card, translate.language)
        right, total = self.drilling.score
        score = translate("calc.score", count=right, total=total) if total else ""
        if self.drilling.run > 1:
            score = f"{translate('calc.run', number=self.drilling.run)} · {score}"
        title = Content.styled(f"{deck} · {label}", ACCENT)
        self.show_header((title, Content.styled(score, MUTED)))
        self.show_attempt()
        self.show_keys()

    def action_another(self) -> None:
        """Enter: the next exercise once this one is answered."""
        if not self.attempt.closed:
            self.answer_now()
        elif not self.bounced("enter", "digit") and self.succeeds(self.drilling.another):
            self.go_on()
