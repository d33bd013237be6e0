"""An attempt at a card whose text was changed meanwhile."""

from kpitrainer.domain.cards.attempt import Attempt, Mode
from kpitrainer.domain.cards.card import Card


def rebased(before: Attempt, card: Card, language: str) -> Attempt:
    """The same showing of `card` as it is written now, what was answered judged anew.

    What was shown stays shown. A calculation that now has other numbers is asked anew, and so is
    a card whose answer is now given in another way.

    Raises:
        KpiTrainerError: `drill.cannot-draw` where a drill no longer gives a fair exercise.
    """
    after = Attempt(card, language, before.seed)
    if _numbers(before) != _numbers(after) or before.part[1] != after.part[1]:
        return after
    if before.part[1] == 1:
        for _ in range(before.hints):
            after.hint()
    after.helped = before.helped
    for said in _said(before):
        if not after.closed:
            _answer(after, said)
    if before.closed:
        after.show()
    return after


def _numbers(attempt: Attempt) -> object:
    exercise = attempt.exercise
    return None if exercise is None else (exercise.given, exercise.context)


def _said(attempt: Attempt) -> tuple[str, ...]:
    """What was answered, in order, an option by its text."""
    if attempt.chosen is not None and attempt.exercise is None:
        return (str(attempt.options[attempt.chosen]),)
    return attempt.tries


def _answer(attempt: Attempt, said: str) -> None:
    if attempt.mode is Mode.CHOICE:
        options = [str(option) for option in attempt.options]
        if said in options:
            attempt.choose(options.index(said))
    elif attempt.mode is not Mode.REVEAL:
        attempt.answer(said)
