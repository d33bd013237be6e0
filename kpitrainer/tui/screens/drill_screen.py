"""Drill mode: one calculation after another."""

from dataclasses import replace

from textual.content import Content

from kpitrainer.domain.verdict import Rating
from kpitrainer.study.drilling import Drilling
from kpitrainer.tui.actions import DIGITS, HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_screen import CHOOSE, COPY, EDIT, HINT, LEAVE, UP
from kpitrainer.tui.screens.session_screen import FORMULAS, RATE, UNDO, SessionScreen
from kpitrainer.tui.text.card_text import RATINGS
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.widgets.bars import RatingBar


def _another_label(screen: "DrillScreen") -> str:
    if screen.drilling.to_rate:
        return RATINGS[screen.attempt.enter_rating]
    return "calc.key-another" if screen.attempt.closed else screen.answer_label()


def _has_hints(screen: "DrillScreen") -> bool:
    """Whether what is asked has hints at all; the line of a sheet is picked without."""
    attempt = screen.attempt
    if attempt.closed or attempt.self_graded or attempt.exercise is None:
        return False
    return bool(attempt.exercise.hints(attempt.language))


class DrillScreen(SessionScreen):
    """An exercise, its answer judged, its solution; another one at one key."""

    NOTES = "help.drill-notes"
    STEADY_BAR = True
    NAME = "drill"
    ACTIONS = (
        Action("another", "enter,space", _another_label, "help.drill-go", rank=1),
        *DIGITS,
        UP,
        CHOOSE,
        replace(
            RATE,
            shown=lambda screen: screen.drilling.to_rate,
            when=lambda screen: screen.attempt.self_graded,
        ),
        replace(HINT, shown=_has_hints),
        replace(FORMULAS, when=lambda screen: not screen.drilling.hides_name),
        COPY,
        EDIT,
        UNDO,
        LEAVE,
        HELP,
    )

    def __init__(self, context: AppContext, drilling: Drilling) -> None:
        super().__init__(context, drilling)
        self.drilling = drilling
        if drilling.ALWAYS_PRACTICE:
            self.NOTES = "help.practice-notes"

    def on_mount(self) -> None:
        """Tell which of the drills chosen are not asked; Textual calls the base's handler too."""
        if left_out := self.drilling.left_out:
            library, language = self.context.trainer.library, self.translate.language
            labels = " · ".join(library.label(card, language) for card in left_out)
            told = self.translate("sheet.left-out", count=len(left_out), drills=labels)
            self.notify(told, markup=False)

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
        name = f"{deck} · {label}"
        if self.drilling.hides_name and self.attempt.exercise:
            name = translate(f"choice.title-{self.attempt.exercise.kind}")
        title = Content.styled(name, ACCENT)
        self.show_header((title, Content.styled(score, MUTED)))
        self.show_attempt()
        ratings = self.query_one(RatingBar)
        if self.drilling.to_rate:
            ratings.offer({rating: (translate(code), "") for rating, code in RATINGS.items()}, None)
        else:
            ratings.display = False
        self.show_keys()

    def action_digit(self, digit: int) -> None:
        """A digit chooses an option, or rates where the learner judges."""
        if not self.drilling.to_rate:
            super().action_digit(digit)
        elif digit <= Rating.EASY and not self.bounced("digit"):
            self._rate(Rating(digit))

    def _rate(self, rating: Rating) -> None:
        if self.succeeds(lambda: self.drilling.rate(rating)):
            self.go_on()

    def action_another(self) -> None:
        """Enter: the next exercise once this one is answered."""
        if not self.attempt.closed:
            self.answer_now()
        elif self.drilling.to_rate:
            if not self.bounced("enter"):
                self._rate(self.attempt.enter_rating)
        elif not self.bounced("enter", "digit") and self.succeeds(self.drilling.another):
            self.go_on()
