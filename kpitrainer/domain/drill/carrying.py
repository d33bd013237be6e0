"""Results carried forward: a later part judged on the learner's own earlier values."""

from fractions import Fraction

from kpitrainer.domain.drill.diagnosis import GENERAL
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.typed_answer import ParsedAnswer, read_answer
from kpitrainer.domain.verdict import Outcome, Verdict

_TRIVIAL = frozenset(map(Fraction, (0, 1, -1, 100, -100)))
"""Values that could be typed to have nothing left to calculate later."""

_FACTOR = 2


def carried_values(
    exercise: Exercise, typed: str, verdict: Verdict, language: str
) -> tuple[Fraction, ...]:
    """The values that an answer to a part takes to later parts; none if it is implausible.

    A right one takes what was typed, which may be rounded. Of wrong ones plausible is what a
    known mistake gives, the author's or a general one, and otherwise a value of the right sign
    between half and double the right one; never 0, ±1 or ±100, with which later parts would be
    no work. The mistake's exact value goes first, then the value as typed: a learner may go on
    with either.
    """
    answer = read_answer(typed, language, exercise.asked.answer.unit[language])
    if verdict.outcome is Outcome.UNCLEAR or not isinstance(answer, ParsedAnswer):
        return ()
    if verdict.outcome is Outcome.RIGHT:
        return (answer.value,) if answer.value != exercise.exact else ()
    values: tuple[Fraction, ...] = (answer.value,)
    if verdict.mistake and verdict.mistake in exercise.mistakes:
        values = (exercise.mistakes[verdict.mistake], answer.value)
    elif not (verdict.message and verdict.message.code in GENERAL) and not _is_near(
        answer.value, exercise.exact
    ):
        return ()
    return tuple(dict.fromkeys(value for value in values if value not in _TRIVIAL))


def _is_near(value: Fraction, exact: Fraction) -> bool:
    if value * exact <= 0:
        return False
    return abs(exact) <= _FACTOR * abs(value) and abs(value) <= _FACTOR * abs(exact)
