"""What every screen that shows a card shares: answering it, hints, and the keys for that."""

from collections.abc import Callable
from time import monotonic
from typing import Literal

from textual import on

from kpitrainer.domain.cards.answering import Answering
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.true_false import LETTERS, TrueFalse
from kpitrainer.tui.actions import Action
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.tui.text import card_text
from kpitrainer.tui.widgets.card_view import CardView

BOUNCE = 0.25
"""Seconds after an answer during which the key that gave it does nothing more."""

AnswerKey = Literal["digit", "enter"]


def _leave_label(screen: "CardScreen") -> str:
    return "review.key-leave-field" if screen.typing else "review.key-finish"


def _is_open_claim(screen: "CardScreen") -> bool:
    attempt = screen.answering.attempt
    return (
        attempt is not None and not attempt.closed and isinstance(attempt.card.content, TrueFalse)
    )


def _is_ticked_now(screen: "CardScreen") -> bool:
    attempt = screen.answering.attempt
    return attempt is not None and not attempt.closed and attempt.mode is Mode.TICKS


def _choose_label(screen: "CardScreen") -> str:
    return "review.key-tick" if _is_ticked_now(screen) else "review.key-choose"


def _choice_keys(screen: "CardScreen") -> str:
    if _is_open_claim(screen):
        return screen.translate("review.claim-keys")
    return f"1–{len(screen.answering.present.options)}"


UP = Action("cursor(-1)", "up")
CLAIM = (
    Action("claim('v')", "v,t", help="help.claim", help_keys="v t f", when=_is_open_claim),
    Action("claim('f')", "f", when=_is_open_claim),
)
"""Vrai or true; faux or false."""
COPY = Action("copy", "y", help="help.copy", field_keys="ctrl+y")
CHOOSE = Action(
    "cursor(1)",
    "down",
    _choose_label,
    "help.choose",
    rank=0,
    shown=lambda screen: screen.attempt.options and not screen.attempt.closed,
    bar_key=_choice_keys,
    help_keys="1 2 3…",
)
TICK = Action("tick", "space", help="help.tick", when=_is_ticked_now)
"""Stands before what the space bar does elsewhere."""
HINT = Action("hint", "", "review.key-hint", "help.hint", field_keys="f2", rank=3)
LEAVE = Action("leave", "", _leave_label, "help.leave", field_keys="escape", rank=8)
EDIT = Action("edit", "e", "edit.key", "help.edit", field_keys="f4", rank=11)


class CardScreen(WordedScreen):
    """A card that is answered, in a session or in a preview, which is `answering`."""

    answering: Answering
    _showing = 0
    _answered_at = 0.0
    _answered_by: AnswerKey | None = None

    def leave(self) -> None:
        """Go where Esc leads out of the answer field."""
        raise NotImplementedError

    @property
    def view(self) -> CardView:
        """The card on screen."""
        return self.query_one(CardView)

    @property
    def typing(self) -> bool:
        """Whether an answer is being typed."""
        return self.view.typing

    @property
    def has_hint(self) -> bool:
        """Whether the author of an open card wrote a hint that was not taken yet."""
        attempt = self.answering.attempt
        if attempt is None or attempt.closed or attempt.card.hint is None:
            return False
        return not attempt.hinted

    def answer_label(self, field: str = "review.key-back-to-field") -> str:
        """What Enter does at an open card; `field` where it leads to the answer field."""
        attempt = self.answering.attempt
        if self.typing or (attempt is not None and attempt.ticked):
            return "review.key-submit"
        return field if self.view.takes_text else "review.key-show"

    def show_attempt(self) -> None:
        """Put the present attempt into the view, or what it has come to."""
        if self._showing != self.answering.showing:
            self._showing = self.answering.showing
            self.view.show(self.answering.present, self.translate)
        else:
            self.view.update_state(self.answering.present)

    def show_judged(self) -> None:
        """Show what an answer came to."""
        self.redraw()

    def judge(self, answer: Callable[[], object], by: AnswerKey) -> None:
        """Answer the card by a key, and show what it came to."""
        if self.succeeds(answer):
            self._answered_at, self._answered_by = monotonic(), by
            self.show_judged()

    def bounced(self, *keys: AnswerKey) -> bool:
        """Whether one of these keys has only just answered."""
        return self._answered_by in keys and monotonic() - self._answered_at < BOUNCE

    def answer_now(self) -> None:
        """Hand in what is typed, choose what the cursor is on, or show the answer."""
        place = self.view.cursor
        if self.view.takes_text:
            self.view.submit()
        elif _is_ticked_now(self):
            self._answer_ticks()
        elif place is not None:
            self.judge(lambda: self.answering.choose(place), by="enter")
        else:
            self._give_up()

    def _answer_ticks(self) -> None:
        """Answer with what is ticked; who has only moved about so far is told how to."""
        ticked = self.answering.present.ticked
        if ticked:
            self.judge(lambda: self.answering.choose_all(ticked), by="enter")
        elif self.answering.give_up_meant(in_doubt=self.view.cursor is not None):
            self.judge(self.answering.show, by="enter")
        else:
            self.view.note(self.translate("review.none-ticked"))

    def _give_up(self) -> None:
        if self.answering.give_up_meant():
            self.judge(self.answering.show, by="enter")
        else:
            self.view.note(self.translate("answer.give-up"))

    @on(CardView.Typed)
    def _typed(self, event: CardView.Typed) -> None:
        attempt = self.answering.attempt
        if attempt is None or attempt.closed:
            return
        if event.text.strip():
            self.judge(lambda: self.answering.answer(event.text), by="enter")
        else:
            self._give_up()

    @on(CardView.Focused)
    def _focus_moved(self) -> None:
        self.show_keys()

    def action_digit(self, digit: int) -> None:
        """A digit chooses an option, or ticks it."""
        attempt = self.answering.attempt
        if attempt is None or attempt.closed or digit > len(attempt.options):
            return
        if attempt.mode is Mode.TICKS:
            self._tick(digit - 1)
        else:
            self.judge(lambda: self.answering.choose(digit - 1), by="digit")

    def action_tick(self) -> None:
        """Tick what the cursor is on, or no longer; without one it comes to the first option."""
        if self.view.cursor is None:
            self.view.move_cursor(1)
        else:
            self._tick(self.view.cursor)

    def _tick(self, place: int) -> None:
        self.answering.tick(place)
        self.view.cursor = place
        self.view.update_state(self.answering.present)
        self.show_keys()

    def action_claim(self, letter: str) -> None:
        """A letter judges a claim."""
        self.judge(lambda: self.answering.choose(LETTERS[letter]), by="digit")

    def action_copy(self) -> None:
        """Copy the answer of a closed card, or what an open one asks, to the clipboard."""
        attempt = self.answering.attempt
        if attempt is not None:
            self.copy(card_text.copied(self.translate, attempt))

    def action_hint(self) -> None:
        """Show the next hint, where there is one."""
        attempt = self.answering.attempt
        if attempt is None or attempt.closed:
            return
        hint = self.answering.hint()
        self.view.take_help(self.answering.present)
        self.show_keys()
        if hint is None:
            self.view.note(self.translate("review.no-hint"))

    def action_cursor(self, step: int) -> None:
        """Move among the choices, or scroll."""
        self.view.move_cursor(step)

    def action_leave(self) -> None:
        """Esc leaves the answer field first."""
        if not self.view.leave_field():
            self.leave()
