"""Review: one card after another."""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from kpitrainer.domain.cards.attempt import Mode
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.review import Review
from kpitrainer.tui.actions import DIGITS, HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_info_panel import show_card_info
from kpitrainer.tui.screens.card_screen import (
    CHOOSE,
    EDIT,
    FORMULAS,
    HINT,
    LEAVE,
    UP,
    CardScreen,
)
from kpitrainer.tui.screens.changed_screen import ChangeDecision, ChangedScreen
from kpitrainer.tui.screens.summary_screen import NextStep
from kpitrainer.tui.text.card_text import RATINGS
from kpitrainer.tui.text.lines import ACCENT, MUTED, bar, ends
from kpitrainer.tui.widgets.card_view import BOUNCE, CardView
from kpitrainer.tui.widgets.key_bar import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.tui.widgets.rating_bar import RatingBar
from kpitrainer.wording import interval

_KeyKind = Literal["digit", "enter"]


def _go_label(screen: "ReviewScreen") -> str:
    if screen.attempt.closed:
        return RATINGS[screen.attempt.proposal or Rating.GOOD]
    if screen.typing:
        return "review.key-submit"
    asks_text = screen.query_one(CardView).takes_text
    return "review.key-back-to-field" if asks_text else "review.key-show"


class ReviewScreen(CardScreen):
    """Question, answer, explanation, rating; and so on to the summary."""

    NOTES = "help.review-notes"
    ACTIONS = (
        Action("go", "enter,space", _go_label, "help.review-go", rank=1),
        *DIGITS,
        UP,
        replace(CHOOSE, help=""),
        Action(
            "cursor(1)",
            "",
            "review.key-rate",
            "help.rate",
            rank=2,
            bar_key="1–4",
            help_keys="1 2 3 4",
            shown=lambda screen: screen.attempt.closed,
        ),
        Action(
            "undo",
            "u",
            "review.key-undo",
            "help.undo",
            field_keys="ctrl+z",
            rank=5,
            shown=lambda screen: screen.review.can_undo,
        ),
        Action("skip", "s", "review.key-skip", "help.skip", rank=9),
        Action(
            "bury",
            "minus",
            "review.key-bury",
            "help.bury",
            rank=6,
            when=lambda screen: not screen.review.practice,
        ),
        Action(
            "suspend",
            "at",
            "review.key-suspend",
            "help.suspend",
            rank=10,
            when=lambda screen: not screen.review.practice,
        ),
        Action("info", "i", "review.key-info", "help.info", rank=7),
        replace(HINT, shown=lambda screen: screen.typing),
        replace(
            FORMULAS,
            shown=lambda screen: screen.typing and screen.attempt.mode is Mode.DRILL,
        ),
        EDIT,
        LEAVE,
        HELP,
    )

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
        deck = self.context.trainer.library.by_id[self.attempt.card.key.deck]
        title = deck.title[deck.language(translate.language)]
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
            self.leave()
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
            ratings.offer(self._labels(), self.attempt.proposal)
        else:
            ratings.hide()
        self.show_keys()

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
            self.attempt.answer(event.text)
        else:
            self.attempt.show()
        self._judged("enter")

    def _judged(self, by: _KeyKind) -> None:
        self._answered_at, self._answered_by = monotonic(), by
        self.query_one(CardView).update_state()
        self._update()

    def _bounced(self, by: _KeyKind) -> bool:
        return self._answered_by == by and monotonic() - self._answered_at < BOUNCE

    def action_go(self) -> None:
        """Enter or Space: show the answer, or take the proposed rating."""
        attempt, view = self.attempt, self.query_one(CardView)
        if attempt.closed:
            if not self._bounced("enter"):
                self._rate(attempt.proposal or Rating.GOOD)
        elif view.takes_text:
            view.submit()
        elif attempt.mode is Mode.CHOICE and view.cursor is not None:
            attempt.choose(view.cursor)
            self._judged("enter")
        else:
            attempt.show()
            self._judged("enter")

    def action_digit(self, digit: int) -> None:
        """A digit chooses an option, and rates once the answer is shown."""
        attempt = self.attempt
        if attempt.closed:
            if digit <= Rating.EASY and not self._bounced("digit"):
                self._rate(Rating(digit))
        elif digit <= len(attempt.options) and not self._bounced("digit"):
            attempt.choose(digit - 1)
            self._judged("digit")

    def _rate(self, rating: Rating) -> None:
        self._act(lambda: self.review.rate(rating))

    def action_bury(self) -> None:
        """Put the card away until tomorrow."""
        self._act(self.review.bury, "review.buried")

    def action_suspend(self) -> None:
        """Put the card away for good."""
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

    def finish(self) -> None:
        """Sum up, at the end or before it."""
        self.sum_up(can_undo=self.review.can_undo, can_repeat=True)

    def after_summary(self, choice: object) -> None:
        """As in any session; and the last answer may be taken back."""
        if choice is NextStep.UNDO:
            self.action_undo()
        else:
            super().after_summary(choice)

    def action_info(self) -> None:
        """Show all that is known of the card."""
        show_card_info(self, self.attempt.card)
