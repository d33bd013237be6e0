"""Drill mode: one calculation after another."""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from kpitrainer.study.drilling import Drilling
from kpitrainer.tui.actions import DIGITS, HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_screen import (
    CHOOSE,
    EDIT,
    FORMULAS,
    HINT,
    LEAVE,
    UP,
    CardScreen,
)
from kpitrainer.tui.text.lines import ACCENT, MUTED, ends
from kpitrainer.tui.widgets.card_view import BOUNCE, CardView
from kpitrainer.tui.widgets.key_bar import KeyBar
from kpitrainer.tui.widgets.prose import Prose


def _another_label(screen: "DrillScreen") -> str:
    if screen.attempt.closed:
        return "calc.key-another"
    if screen.attempt.options:
        return "review.key-show"
    return "review.key-submit" if screen.typing else "review.key-back-to-field"


class DrillScreen(CardScreen):
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
        Action(
            "typo",
            "t",
            "calc.key-typo",
            "help.typo",
            rank=2,
            shown=lambda screen: screen.attempt.closed and screen.drilling.may_be_slip,
        ),
        Action("typo", "u", field_keys="ctrl+z"),
        LEAVE,
        HELP,
    )

    def __init__(self, context: AppContext, drilling: Drilling) -> None:
        super().__init__(context, drilling)
        self.drilling = drilling
        self._answered_at = 0.0

    def compose(self) -> ComposeResult:
        """Header, exercise, keys."""
        yield Prose(id="header")
        yield CardView()
        yield KeyBar()

    def redraw(self) -> None:
        """Show the present exercise in the present language."""
        if self.drilling.attempt is None:
            return
        translate, card = self.translate, self.attempt.card
        deck = self.context.trainer.library.by_id[card.key.deck]
        language = deck.language(translate.language)
        title = f"{deck.title[language]} · {card.label(language)}"
        right, total = self.drilling.score
        score = translate("calc.score", count=right, total=total) if total else ""
        if self.drilling.run > 1:
            score = f"{translate('calc.run', number=self.drilling.run)} · {score}"
        header = self.query_one("#header", Prose)
        width = header.content_size.width or self.app.size.width - 2
        header.show(ends(Content.styled(title, ACCENT), Content.styled(score, MUTED), width))
        self.show_attempt()
        self.show_keys()

    @on(CardView.Typed)
    def _typed(self, event: CardView.Typed) -> None:
        if event.text.strip():
            self._act(lambda: self.drilling.answer(event.text))
        else:
            self._act(self.drilling.show)

    def _act(self, act: Callable[[], object]) -> None:
        if not self.succeeds(act):
            return
        if self.attempt.closed:
            self._answered_at = monotonic()
        if self._shown is self.attempt:
            self.query_one(CardView).update_state()
        self.redraw()

    def action_another(self) -> None:
        """Enter: the next exercise once this one is answered."""
        view = self.query_one(CardView)
        if not self.attempt.closed:
            if view.takes_text:
                view.submit()
            elif view.cursor is not None:
                self.action_digit(view.cursor + 1)
            else:
                self._act(self.drilling.show)
        elif not self._bounced():
            self._next()

    def _next(self) -> None:
        if not self.succeeds(self.drilling.another):
            return
        if self.drilling.attempt is None:
            self.finish()
        else:
            self.redraw()

    def _bounced(self) -> bool:
        return monotonic() - self._answered_at < BOUNCE

    def action_typo(self) -> None:
        """Take a wrong answer back as a slip of the keys."""
        self._act(self.drilling.typo)

    def action_digit(self, digit: int) -> None:
        """A digit chooses an option."""
        attempt = self.attempt
        if not attempt.closed and digit <= len(attempt.options):
            self._act(lambda: self.drilling.choose(digit - 1))

    def finish(self) -> None:
        """Sum up, at the end or before it."""
        self.sum_up(can_undo=False, can_repeat=False)
