"""Which keys do what, at each moment of a review."""

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import Translator
from kpitrainer.study.review import Review
from kpitrainer.tui.widgets.key_bar import Key

RATINGS = {
    Rating.AGAIN: "review.again",
    Rating.HARD: "review.hard",
    Rating.GOOD: "review.good",
    Rating.EASY: "review.easy",
}
"""Each rating's name."""


def review_keys(
    translate: Translator, review: Review, *, asks_text: bool, typing: bool
) -> list[Key]:
    """The keys to show, most wanted first, help last."""
    attempt = review.attempt
    if attempt is None:
        return []
    if typing:
        return _while_typing(translate, review, attempt)
    undo = [Key("u", translate("review.key-undo"), "screen.undo")] if review.can_undo else []
    away = [
        Key("-", translate("review.key-bury"), "screen.bury"),
        Key("@", translate("review.key-suspend"), "screen.suspend"),
    ]
    later, for_good = ([], []) if review.practice else (away[:1], away[1:])
    others = [
        *undo,
        *later,
        Key("i", translate("review.key-info"), "screen.info"),
        Key("⎋", translate("review.key-finish"), "screen.leave"),
        Key("s", translate("review.key-skip"), "screen.skip"),
        *for_good,
        Key("e", translate("edit.key"), "screen.edit"),
        Key("?", translate("help.key"), "screen.help"),
    ]
    if attempt.closed:
        proposed = translate(RATINGS[attempt.enter_rating])
        return [Key("⏎", proposed, "screen.go"), _digits(4, translate("review.key-rate")), *others]
    back = "review.key-back-to-field" if asks_text else "review.key-show"
    show = Key("⏎", translate(back), "screen.go")
    if attempt.mode is Mode.CHOICE:
        return [_digits(len(attempt.options), translate("review.key-choose")), show, *others]
    return [show, *others]


def _digits(last: int, label: str) -> Key:
    return Key(f"1–{last}", label, "screen.cursor(1)")


def _while_typing(translate: Translator, review: Review, attempt: Attempt) -> list[Key]:
    """In a text field letters are text: what works there has a key of its own."""
    keys = [
        Key("⏎", translate("review.key-submit"), "screen.go"),
        Key("F2", translate("review.key-hint"), "screen.hint"),
    ]
    if attempt.mode is Mode.DRILL:
        keys.append(Key("F3", translate("review.key-formulas"), "screen.formulas"))
    if review.can_undo:
        keys.append(Key("^z", translate("review.key-undo"), "screen.undo"))
    leave = Key("⎋", translate("review.key-leave-field"), "screen.leave")
    edit = Key("F4", translate("edit.key"), "screen.edit")
    return [*keys, leave, edit, Key("F1", translate("help.key"), "screen.help")]
