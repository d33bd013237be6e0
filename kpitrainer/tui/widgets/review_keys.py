"""Which keys do what, at each moment of a review."""

from kpitrainer.domain.attempt import Attempt, Mode
from kpitrainer.domain.rating import Rating
from kpitrainer.i18n import Words
from kpitrainer.trainer.review import Review
from kpitrainer.tui.widgets.key_bar import Key

RATINGS = {
    Rating.AGAIN: "review.again",
    Rating.HARD: "review.hard",
    Rating.GOOD: "review.good",
    Rating.EASY: "review.easy",
}
"""Each rating's name."""


def review_keys(words: Words, review: Review, *, asks_text: bool, typing: bool) -> list[Key]:
    """The keys to show, most wanted first, help last."""
    attempt = review.attempt
    if attempt is None:
        return []
    if typing:
        return _while_typing(words, review, attempt)
    undo = [Key("u", words("review.key-undo"), "screen.undo")] if review.can_undo else []
    away = [
        Key("-", words("review.key-bury"), "screen.bury"),
        Key("@", words("review.key-suspend"), "screen.suspend"),
    ]
    later, for_good = ([], []) if review.practice else (away[:1], away[1:])
    others = [
        *undo,
        *later,
        Key("i", words("review.key-info"), "screen.info"),
        Key("⎋", words("review.key-finish"), "screen.leave"),
        Key("s", words("review.key-skip"), "screen.skip"),
        *for_good,
        Key("e", words("edit.key"), "screen.edit"),
        Key("?", words("help.key"), "screen.help"),
    ]
    if attempt.closed:
        proposed = words(RATINGS[attempt.proposal or Rating.GOOD])
        return [Key("⏎", proposed, "screen.go"), _digits(4, words("review.key-rate")), *others]
    back = "review.key-back-to-field" if asks_text else "review.key-show"
    show = Key("⏎", words(back), "screen.go")
    if attempt.mode is Mode.CHOICE:
        return [_digits(len(attempt.options), words("review.key-choose")), show, *others]
    return [show, *others]


def _digits(last: int, label: str) -> Key:
    return Key(f"1–{last}", label, "screen.cursor(1)")


def _while_typing(words: Words, review: Review, attempt: Attempt) -> list[Key]:
    """In a text field letters are text: what works there has a key of its own."""
    keys = [
        Key("⏎", words("review.key-submit"), "screen.go"),
        Key("F2", words("review.key-hint"), "screen.hint"),
    ]
    if attempt.mode is Mode.DRILL:
        keys.append(Key("F3", words("review.key-formulas"), "screen.formulas"))
    if review.can_undo:
        keys.append(Key("^z", words("review.key-undo"), "screen.undo"))
    leave = Key("⎋", words("review.key-leave-field"), "screen.leave")
    edit = Key("F4", words("edit.key"), "screen.edit")
    return [*keys, leave, edit, Key("F1", words("help.key"), "screen.help")]
