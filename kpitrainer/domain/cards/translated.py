"""A showing of a card, told in another language."""

from dataclasses import replace

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.list_recall import Recall
from kpitrainer.domain.drill.calculation import verdict_in
from kpitrainer.domain.verdict import Verdict


def translated(attempt: Attempt, language: str) -> Attempt:
    """The same showing in another language, with what was done so far.

    Only the guesses at an open list are dropped: they were words of the other language.
    """
    calculation = attempt.calculation and attempt.calculation.translated(language)
    other = replace(attempt, language=language, calculation=calculation)
    if not attempt.closed and attempt.mode is Mode.LIST:
        return replace(other, tries=(), recall=Recall(), verdict=None)
    return replace(other, verdict=attempt.verdict and _verdict_in(attempt, other, attempt.verdict))


def _verdict_in(attempt: Attempt, other: Attempt, verdict: Verdict) -> Verdict:
    """The verdict in the language of `other`, the attempt translated."""
    if attempt.judged and verdict is attempt.judged[-1].verdict:
        return other.judged[-1].verdict
    if other.exercise:
        return verdict_in(other.language, verdict, other.exercise)
    content, seed = attempt.card.content, attempt.seed
    if attempt.chosen is not None:
        return content.choose(attempt.chosen, other.language, seed)
    if attempt.mode is Mode.TICKS and not attempt.shown:
        return content.choose_all(attempt.ticked, other.language, seed)
    # What was typed no longer lines up with the other language's words.
    return replace(verdict, text=None, expected=None, marks=())
