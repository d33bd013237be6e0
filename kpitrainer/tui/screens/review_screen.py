"""Review: one card after another."""

from collections.abc import Callable
from dataclasses import replace

from textual.content import Content

from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.verdict import Rating
from kpitrainer.progress_wording import left_told
from kpitrainer.study.review import Review
from kpitrainer.tui.actions import DIGITS, HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_info_panel import show_card_info
from kpitrainer.tui.screens.card_screen import (
    CHOOSE,
    CLAIM,
    COPY,
    EDIT,
    HINT,
    LEAVE,
    TICK,
    UP,
)
from kpitrainer.tui.screens.changed_screen import ChangeDecision, ChangedScreen
from kpitrainer.tui.screens.leech_screen import LeechDecision, LeechScreen
from kpitrainer.tui.screens.session_screen import FORMULAS, RATE, UNDO, SessionScreen
from kpitrainer.tui.text.card_text import RATINGS
from kpitrainer.tui.text.lines import ACCENT, MUTED, bar
from kpitrainer.tui.widgets.bars import RatingBar
from kpitrainer.wording import interval


def _go_label(screen: "ReviewScreen") -> str:
    if not screen.attempt.closed:
        return screen.answer_label()
    review = screen.review
    if review.is_worked:
        return "review.key-worked"
    return "review.key-studied" if review.introduces else RATINGS[review.enter_rating]


class ReviewScreen(SessionScreen):
    """Question, answer, explanation, rating; and so on to the summary."""

    NOTES = "help.review-notes"
    NAME = "review"
    ACTIONS = (
        TICK,
        Action("go", "enter,space", _go_label, "help.review-go", rank=1),
        *DIGITS,
        *CLAIM,
        UP,
        replace(CHOOSE, help=""),
        replace(RATE, shown=lambda screen: screen.rates),
        UNDO,
        Action("skip", "s", "review.key-skip", "help.skip", rank=10),
        Action(
            "bury",
            "minus",
            "review.key-bury",
            "help.bury",
            rank=6,
            when=lambda screen: screen.review.can_put_away,
        ),
        Action(
            "suspend",
            "at",
            "review.key-suspend",
            "help.suspend",
            rank=7,
            when=lambda screen: screen.review.can_put_away,
        ),
        Action("info", "i", "review.key-info", "help.info", rank=8),
        replace(HINT, shown=lambda screen: screen.typing or screen.has_hint),
        replace(FORMULAS, shown=lambda screen: screen.typing and screen.attempt.mode is Mode.DRILL),
        COPY,
        EDIT,
        LEAVE,
        HELP,
    )

    def __init__(self, context: AppContext, review: Review) -> None:
        super().__init__(context, review)
        self.review = review

    @property
    def rates(self) -> bool:
        """Whether the present card is to be rated: its answer is shown, and it was asked."""
        return self.attempt.closed and not self.review.is_worked

    def redraw(self) -> None:
        """Show the present card in the present language."""
        if self.review.attempt is None:
            return
        if self.review.meaning_changed:
            self._ask_about_change()
            return
        translate = self.translate
        title = self.context.trainer.library.title(self.attempt.card, translate.language)
        done, total = self.review.progress
        told = translate("review.progress", done=done, total=total)
        progress = Content.assemble(bar(done, total, 17), "   ", told)
        practice = translate("review.practice") if self.review.practice else ""
        left = left_told(translate, self.review.remaining, self.review.repeats)
        if self.review.is_early:
            practice = translate("review.early")
        self.show_header(
            (Content.styled(title, ACCENT), progress),
            (Content(practice), Content.styled(left, MUTED)),
        )
        self.show_attempt()
        if self.review.is_new and not self.attempt.closed and not self.attempt.tries:
            self.view.note(translate("review.new"))
        elif self.review.is_worked:
            self.view.note(translate("review.worked"))
        self._update()

    def _ask_about_change(self) -> None:
        """Ask before the card is shown, once at a time."""
        if not any(isinstance(screen, ChangedScreen) for screen in self.app.screen_stack):
            self.app.push_screen(ChangedScreen(self.context, self.review), self._after_change)

    def _after_change(self, answer: object) -> None:
        match answer:
            case ChangeDecision.KEEP:
                self._act(self.review.keep)
            case ChangeDecision.RESTART:
                self._act(self.review.restart, "review.restarted")
            case ChangeDecision.UNDO:
                self._act(self.review.undo)
            case _:
                self.leave()
                return
        # A header that was empty so far had no width to be laid out for.
        self.call_after_refresh(self.redraw)

    def _update(self) -> None:
        """Show what the attempt has come to: ratings and keys for its state."""
        ratings = self.query_one(RatingBar)
        if self.rates:
            ratings.offer(self._labels(), self.review.proposal)
        else:
            ratings.display = False
        self.show_keys()

    def _labels(self) -> dict[Rating, tuple[str, str]]:
        translate, now = self.translate, self.context.trainer.clock.now()
        states = {} if self.review.practice else self.review.next_states()
        names = dict(RATINGS)
        if self.review.introduces:
            names[Rating.AGAIN] = "review.studied"
        return {
            rating: (translate(code), interval(translate, now, states[rating]) if states else "")
            for rating, code in names.items()
        }

    def show_judged(self) -> None:
        """Show what an answer came to; the header does not change."""
        self.show_attempt()
        self._update()

    def action_go(self) -> None:
        """Enter or Space: show the answer, or take the proposed rating."""
        if not self.attempt.closed:
            self.answer_now()
        elif not self.bounced("enter"):
            self._rate(self.review.enter_rating)

    def action_digit(self, digit: int) -> None:
        """A digit chooses an option, and rates once the answer is shown."""
        if self.bounced("digit"):
            return
        if not self.attempt.closed:
            super().action_digit(digit)
        elif self.rates and digit <= Rating.EASY:
            self._rate(Rating(digit))

    def _rate(self, rating: Rating) -> None:
        review = self.review
        if self.succeeds(lambda: review.rate(rating)):
            if review.put_off is not None:
                label = self.context.trainer.library.label(review.put_off, self.translate.language)
                code = "review.put-off-practice" if review.practice else "review.put-off"
                self.notify(self.translate(code, label=label), timeout=8, markup=False)
            if review.leech is not None:
                screen = LeechScreen(self.context, review.leech)
                self.app.push_screen(screen, self._after_leech)
                return
        self.go_on()

    def _after_leech(self, choice: object) -> None:
        leech = self.review.leech
        if choice is LeechDecision.SUSPEND:
            self._act(self.review.suspend_leech, "review.suspended")
            return
        if choice is LeechDecision.EDIT and leech is not None:
            self.succeeds(lambda: self.edit_card(leech), brief=False)
        self.go_on()

    def action_bury(self) -> None:
        """Put the card away until tomorrow."""
        self._act(self.review.bury, "review.buried")

    def action_suspend(self) -> None:
        """Put the card away for good."""
        self._act(self.review.suspend, "review.suspended")

    def action_skip(self) -> None:
        """Come back to this card at the end."""
        self._act(self.review.skip)

    def _act(self, act: Callable[[], object], told: str = "") -> None:
        """Do something that is stored; what cannot be stored changes nothing on screen."""
        if self.succeeds(act) and told:
            self.notify(self.translate(told), timeout=2, markup=False)
        self.go_on()

    def action_info(self) -> None:
        """Show all that is known of the card."""
        show_card_info(self, self.attempt.card)
