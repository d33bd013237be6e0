"""Drill mode: one calculation after another."""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kpitrainer.study.drilling import Drilling
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_screen import CardScreen
from kpitrainer.tui.screens.digits import DIGITS
from kpitrainer.tui.screens.summary_screen import NextStep, SummaryScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED, ends
from kpitrainer.tui.widgets.card_view import BOUNCE, CardView
from kpitrainer.tui.widgets.key_bar import Key, KeyBar
from kpitrainer.tui.widgets.prose import Prose


class DrillScreen(CardScreen):
    """An exercise, its answer judged, its solution; another one at one key."""

    HELP = "help.drill"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "another", show=False),
        *DIGITS,
        Binding("t", "typo", show=False),
        Binding("u", "typo", show=False),
        Binding("ctrl+z", "typo", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

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
        library = self.context.trainer.library
        label = card.label(library.language(card, translate.language))
        title = f"{library.title(card, translate.language)} · {label}"
        right, total = self.drilling.score
        score = translate("calc.score", count=right, total=total) if total else ""
        if self.drilling.run > 1:
            score = f"{translate('calc.run', number=self.drilling.run)} · {score}"
        header = self.query_one("#header", Prose)
        width = header.content_size.width or self.app.size.width - 2
        header.show(ends(Content.styled(title, ACCENT), Content.styled(score, MUTED), width))
        self.show_attempt()
        self.show_keys()

    def keys(self) -> list[Key]:
        """Which keys do what, at each moment of an exercise."""
        translate, attempt, view = self.translate, self.attempt, self.query_one(CardView)
        formulas = Key("F3", translate("review.key-formulas"), "screen.formulas")
        leave = Key("⎋", translate("review.key-finish"), "screen.leave")
        edit = Key("F4", translate("edit.key"), "screen.edit")
        help_key = Key("F1", translate("help.key"), "screen.help")
        if attempt.closed:
            slip = self.drilling.may_be_slip
            typo = [Key("t", translate("calc.key-typo"), "screen.typo")] if slip else []
            another = Key("⏎", translate("calc.key-another"), "screen.another")
            return [another, *typo, formulas, leave, edit, help_key]
        hint = Key("F2", translate("review.key-hint"), "screen.hint")
        if attempt.options:
            last = len(attempt.options)
            choose = Key(f"1–{last}", translate("review.key-choose"), "screen.cursor(1)")
            show = Key("⏎", translate("review.key-show"), "screen.another")
            return [choose, show, hint, formulas, leave, edit, help_key]
        if not view.typing:
            back = Key("⏎", translate("review.key-back-to-field"), "screen.another")
            return [back, hint, formulas, leave, edit, help_key]
        submit = Key("⏎", translate("review.key-submit"), "screen.another")
        leave = Key("⎋", translate("review.key-leave-field"), "screen.leave")
        return [submit, hint, formulas, leave, edit, help_key]

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

    def action_leave(self) -> None:
        """Esc leaves the answer field first, then drilling; Home where nothing was answered."""
        if self.query_one(CardView).leave_field():
            return
        if self.drilling.answers:
            self._sum_up(over=False)
        else:
            self.dismiss()

    def finish(self) -> None:
        """No exercise is left: sum up."""
        self._sum_up(over=True)

    def _sum_up(self, *, over: bool) -> None:
        summary = SummaryScreen(
            self.context, self.drilling.answers, over=over, can_undo=False, can_repeat=False
        )
        self.app.push_screen(summary, self._after_summary)

    def _after_summary(self, choice: object) -> None:
        if choice is not NextStep.BACK:
            self.dismiss()
