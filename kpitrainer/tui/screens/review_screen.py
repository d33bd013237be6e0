"""Review: one card after another."""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.review import Review, practise
from kpitrainer.study.summary import summarise
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_info_panel import show_card_info
from kpitrainer.tui.screens.card_screen import CardScreen
from kpitrainer.tui.screens.changed_screen import ChangeDecision, ChangedScreen
from kpitrainer.tui.screens.digits import DIGITS
from kpitrainer.tui.screens.summary_screen import NextStep, SummaryScreen
from kpitrainer.tui.text.lines import (
    ACCENT,
    MUTED,
    bar,
    ends,
)
from kpitrainer.tui.widgets.card_view import BOUNCE, CardView
from kpitrainer.tui.widgets.key_bar import Key, KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.rating_bar import RatingBar
from kpitrainer.tui.widgets.review_keys import RATINGS, review_keys
from kpitrainer.wording import interval

_KeyKind = Literal["digit", "enter"]


class ReviewScreen(CardScreen):
    """Question, answer, explanation, rating; and so on to the summary."""

    HELP = "help.review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go", show=False),
        *DIGITS,
        Binding("u", "undo", show=False),
        Binding("ctrl+z", "undo", show=False, priority=True),
        Binding("minus", "bury", show=False),
        Binding("at", "suspend", show=False),
        Binding("s", "skip", show=False),
        Binding("i", "info", show=False),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, context: AppContext, review: Review) -> None:
        super().__init__(context, review)
        self.review = review
        self._answered_at = 0.0
        self._answered_by: _KeyKind | None = None

    def compose(self) -> ComposeResult:
        """Header, card, ratings, keys."""
        yield Prose(id="header")
        yield CardView()
        yield RatingBar()
        yield KeyBar()

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
        left = self.review.remaining
        progress = Content.assemble(
            # A card in learning is half way.
            bar(2 * done + left.learning, 2 * total, 17),
            "   ",
            translate("review.progress", done=done, total=total),
        )
        counts = " · ".join(
            translate(f"review.left-{kind}", count=number)
            for kind, number in (("new", left.new), ("learning", left.learning), ("due", left.due))
            if number
        )
        width = self.query_one("#header").content_size.width or self.app.size.width - 2
        first = ends(Content.styled(title, ACCENT), progress, width)
        second = ends(Content(self._practice()), Content.styled(counts, MUTED), width)
        self.query_one("#header", Prose).show(Content("\n").join((first, second)))
        self.show_attempt()
        self._update()

    def _ask_about_change(self) -> None:
        """Ask before the card is shown, once at a time."""
        if not any(isinstance(screen, ChangedScreen) for screen in self.app.screen_stack):
            self.app.push_screen(ChangedScreen(self.context, self.review), self._after_change)

    def _after_change(self, answer: object) -> None:
        review, afresh = self.review, answer is ChangeDecision.RESTART
        answers = {
            ChangeDecision.KEEP: review.keep,
            ChangeDecision.RESTART: review.restart,
            ChangeDecision.UNDO: review.undo,
        }
        if not isinstance(answer, ChangeDecision) or answer not in answers:
            self._leave()
            return
        self._act(answers[answer], "review.restarted" if afresh else "")
        # A header that was empty so far had no width to be laid out for.
        self.call_after_refresh(self.redraw)

    def _practice(self) -> str:
        return self.translate("review.practice") if self.review.practice else ""

    def _update(self) -> None:
        """Show what the attempt has come to: ratings and keys for its state."""
        ratings = self.query_one(RatingBar)
        if self.attempt.closed:
            ratings.offer(self._labels(), self.attempt.enter_rating)
        else:
            ratings.hide()
        self.show_keys()

    def keys(self) -> list[Key]:
        """Which keys do what, at each moment of a card."""
        view = self.query_one(CardView)
        return review_keys(
            self.translate, self.review, asks_text=view.takes_text, typing=view.typing
        )

    def _labels(self) -> dict[Rating, tuple[str, str]]:
        translate, now = self.translate, self.context.trainer.clock.now()
        if self.review.practice:
            return {rating: (translate(code), "") for rating, code in RATINGS.items()}
        next_states = self.review.next_states()
        return {
            rating: (translate(code), interval(translate, now, next_states[rating]))
            for rating, code in RATINGS.items()
        }

    @on(CardView.Typed)
    def _typed(self, event: CardView.Typed) -> None:
        if self.attempt.closed:
            return
        if event.text.strip():
            self.review.answer(event.text)
        else:
            self.review.show()
        self._judged("enter")

    def _judged(self, by: _KeyKind) -> None:
        self._answered_at, self._answered_by = monotonic(), by
        self.show_attempt()
        self._update()

    def _bounced(self, by: _KeyKind) -> bool:
        return self._answered_by == by and monotonic() - self._answered_at < BOUNCE

    def action_go(self) -> None:
        """Enter or Space: show the answer, or take the proposed rating."""
        attempt, view = self.attempt, self.query_one(CardView)
        if attempt.closed:
            if not self._bounced("enter"):
                self._rate(attempt.enter_rating)
        elif view.takes_text:
            view.submit()
        elif attempt.mode is Mode.CHOICE and view.cursor is not None:
            self.review.choose(view.cursor)
            self._judged("enter")
        else:
            self.review.show()
            self._judged("enter")

    def action_digit(self, digit: int) -> None:
        """A digit chooses an option, and rates once the answer is shown."""
        attempt = self.attempt
        if attempt.closed:
            if digit <= Rating.EASY and not self._bounced("digit"):
                self._rate(Rating(digit))
        elif digit <= len(attempt.options) and not self._bounced("digit"):
            self.review.choose(digit - 1)
            self._judged("digit")

    def _rate(self, rating: Rating) -> None:
        self._act(lambda: self.review.rate(rating))

    def action_bury(self) -> None:
        """Put the card away until tomorrow."""
        if not self.review.practice:
            self._act(self.review.bury, "review.buried")

    def action_suspend(self) -> None:
        """Put the card away for good."""
        if not self.review.practice:
            self._act(self.review.suspend, "review.suspended")

    def action_skip(self) -> None:
        """Come back to this card at the end."""
        self._act(self.review.skip)

    def action_undo(self) -> None:
        """Take the last act back; its card is asked again."""
        if not self.review.can_undo:
            self.notify(self.translate("review.nothing-to-undo"), markup=False)
            return
        self._act(self.review.undo)

    def _act(self, act: Callable[[], object], told: str = "") -> None:
        """Do something that is stored; what cannot be stored changes nothing on screen."""
        if self.succeeds(act) and told:
            self.notify(self.translate(told), timeout=2, markup=False)
        if self.review.attempt is None:
            self.finish()
        else:
            self.redraw()

    def action_leave(self) -> None:
        """Esc leaves the answer field first, then the session."""
        view = self.query_one(CardView)
        if not view.leave_field():
            self._leave()

    def _leave(self) -> None:
        if self.review.answers:
            self.finish()
        else:
            self.dismiss()

    def finish(self) -> None:
        """Sum up, at the end or before it."""
        review = self.review
        over = review.attempt is None
        summary = SummaryScreen(
            self.context, review.answers, over=over, can_undo=review.can_undo, can_repeat=True
        )
        self.app.push_screen(summary, self._after_summary)

    def _after_summary(self, choice: object) -> None:
        if choice is NextStep.UNDO:
            self.action_undo()
        elif choice is NextStep.AGAIN:
            forgotten = summarise(self.context.trainer, self.review.answers).forgotten
            trainer, language = self.context.trainer, self.translate.language
            again = practise(trainer, forgotten, language)
            self.app.switch_screen(ReviewScreen(self.context, again))
        elif choice is NextStep.BACK and self.review.attempt is not None:
            self.redraw()
        else:
            self.dismiss()

    def action_info(self) -> None:
        """Show all that is known of the card."""
        show_card_info(self, self.attempt.card)
