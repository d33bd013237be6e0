"""How answers would be judged, without a session: each as the first try at a fresh card."""

from dataclasses import dataclass, replace

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.list_recall import (
    GuessStanding,
    ListRecall,
    Recall,
)
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.verdict import Message, Outcome, Verdict

_OF_GUESSES = {
    GuessStanding.WRONG: Outcome.WRONG,
    GuessStanding.MISPLACED: Outcome.WRONG,
    GuessStanding.NEAR: Outcome.NEAR,
    GuessStanding.UNCLEAR: Outcome.UNCLEAR,
    GuessStanding.FOUND: Outcome.RIGHT,
    GuessStanding.REPEATED: Outcome.RIGHT,
}
"""What each guess at a list comes to, the worst first."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer's outcome, what is said of it, and the right answer that it comes closest to."""

    outcome: Outcome
    message: Message | None = None
    expected: str | None = None


def judge(
    card: Card, language: str, typed: str, vocabulary: Vocabulary, *, item: int | None = None
) -> JudgedAnswer:
    """How `typed` stands at `card`, asked in `language`, one of its deck's, by `vocabulary`.

    Of a list several items may be typed at once: the outcome is that of the worst. In an ordered
    list the turn of `item`, counted from 1, has come; without it an item counts at any place.
    A drill is asked with the numbers of seed 0.

    Raises:
        TypeError: nothing is typed at this card.
        IndexError: the list has no such item.
    """
    if isinstance(card.content, ListRecall):
        return _judge_guesses(card.content, language, typed, vocabulary, item)
    attempt = Attempt(card, language, 0, vocabulary)
    if attempt.mode not in {Mode.TYPED, Mode.DRILL}:
        raise TypeError(attempt.mode)
    verdict = attempt.answer(typed).verdict or Verdict(Outcome.UNCLEAR)
    return JudgedAnswer(verdict.outcome, verdict.message, verdict.expected)


def _judge_guesses(
    content: ListRecall, language: str, typed: str, vocabulary: Vocabulary, item: int | None
) -> JudgedAnswer:
    if item is not None and not 1 <= item <= len(content.items):
        raise IndexError(item)
    ordered = content.ordered and item is not None
    asked, before = replace(content, ordered=ordered), Recall()
    known = content.solution(language)[: item - 1] if ordered and item else ()
    for guesses in (known, [typed]):
        count = len(before.guesses)
        before = asked.recall(guesses, language, vocabulary, before)
    guessed = before.guesses[count:]
    for standing, outcome in _OF_GUESSES.items():
        for guess in guessed:
            if guess.standing is standing:
                place = guess.item
                expected = None if place is None else content.solution(language)[place]
                return JudgedAnswer(outcome, guess.message, expected)
    return JudgedAnswer(Outcome.UNCLEAR, Message("answer.text-empty"))
