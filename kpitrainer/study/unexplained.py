"""Wrong answers of the log that no known mistake explains, and small formulas that would."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Calculation, Suspected
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.drawn_values import read_back
from kpitrainer.domain.drill.exercise import CONTEXT, VARIANT, Exercise
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.results import RefusedError
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.drill.typed_answer import ParsedAnswer, read_answer
from kpitrainer.domain.drill.unseen.explain import Explanation, WrongAnswer, explanations
from kpitrainer.domain.schedule.review_log import LogEntry, label_kept
from kpitrainer.domain.verdict import Outcome
from kpitrainer.study.practice import effective_answers
from kpitrainer.study.store import Store

LATEST = 100
"""So many answers of a drill are looked at, the latest."""

_SEARCHED = 12
"""So many unexplained answers to one part are searched together, the latest."""

Place: TypeAlias = tuple[str, int]
"""A part of a drill: the variant's name, and which part, from 0."""


class Unexplained(NamedTuple):
    """A wrong answer that nothing explains: as it was typed, and on which study day."""

    answer: WrongAnswer
    said: str
    day: int

    @property
    def place(self) -> Place:
        """The part that it was given to."""
        exercise = self.answer.exercise
        return exercise.template.variant, exercise.place


class Proposal(NamedTuple):
    """A formula that would explain some unexplained `answers` to one part of a drill."""

    place: Place
    explanation: Explanation
    answers: tuple[Unexplained, ...]


def proposals(card: Card, entries: Iterable[LogEntry]) -> tuple[Proposal, ...]:
    """What would explain answers to a drill, part by part, the surest first."""
    found = []
    for place, answers in unexplained(card, entries).items():
        for each in explanations([one.answer for one in answers]):
            fitting = tuple(answers[at] for at in each.places)
            found.append(Proposal(place, each, fitting))
    return tuple(found)


def unexplained(card: Card, entries: Iterable[LogEntry]) -> Mapping[Place, list[Unexplained]]:
    """A drill's unexplained answers by their part, oldest first; of the same numbers the latest."""
    found: dict[Place, dict[object, Unexplained]] = {}
    for entry in entries:
        for each in _of_entry(card, entry):
            numbers = tuple(each.answer.exercise.given.items())
            same_part = found.setdefault(each.place, {})
            same_part.pop(numbers, None)
            same_part[numbers] = each
    return {place: list(answers.values())[-_SEARCHED:] for place, answers in found.items()}


def suspected(
    store: Store, card: Card, calculation: Calculation, language: str
) -> Suspected | None:
    """What the wrong answer just given and an earlier one with other numbers would both fit.

    None where something known explains it, or where nothing fits both, but by chance.
    """
    for answer, _ in _of_calculation(calculation, language):
        exercise = answer.exercise
        place = exercise.template.variant, exercise.place
        rows = effective_answers(store.latest_answers(card.key, LATEST))
        earlier = [
            each.answer
            for each in unexplained(card, rows).get(place, ())
            if each.answer.exercise.given != exercise.given
        ]
        answers = [*earlier[1 - _SEARCHED :], answer]
        for each in explanations(answers):
            if len(answers) - 1 in each.places:
                return Suspected(exercise.place, each.formula)
    return None


def _of_entry(card: Card, entry: LogEntry) -> Iterator[Unexplained]:
    answered, content = entry.answered, card.content
    if not isinstance(content, Drill) or not answered or answered.outcome != Outcome.WRONG:
        return
    exercise = _asked(content.template, dict(answered.values))
    if exercise is None:
        return
    languages = content.template.languages
    own = (one for one in languages if label_kept(card, one) == entry.label)
    language = next(own, languages[0])
    calculation = _replayed(Calculation(exercise), answered.typed, language)
    for answer, said in _of_calculation(calculation, language):
        yield Unexplained(answer, said, entry.day)


def _asked(template: Template, values: Mapping[str, str]) -> Exercise | None:
    """The exercise with the values of the log, as its drill is now; None where it has others."""
    forms = (form for form in template.forms if form.variant == values.get(VARIANT, ""))
    form = next(forms, None)
    if form is None or not form.given.keys() <= values.keys():
        return None
    try:
        given = {name: read_back(values[name]) for name in form.given}
        context = int(values.get(CONTEXT, "0"))
        exercise = instance(form, given)
    except (ValueError, ZeroDivisionError, RefusedError):
        return None
    return replace(exercise, context=context) if context < len(form.contexts) else exercise


def _replayed(calculation: Calculation, typed: Sequence[str], language: str) -> Calculation:
    """With all that was typed judged as it is judged now."""
    for said in typed:
        if calculation.done:
            break
        if not calculation.asks_choice:
            _, calculation = calculation.answer(said, language)
            continue
        texts = calculation.exercise.options(language)
        if said not in texts:
            break
        _, calculation = calculation.choose(texts.index(said), language)
    return calculation


def _of_calculation(calculation: Calculation, language: str) -> Iterator[tuple[WrongAnswer, str]]:
    """The first wrong part's answer, with what was typed, if it is a number nothing explains.

    What comes after it may have been reckoned with it.
    """
    for part in calculation.judged:
        verdict = part.verdict
        if verdict.outcome is Outcome.RIGHT:
            continue
        if part.option is None and verdict.message is None and verdict.mistake is None:
            typed = read_answer(part.said, wanted_number(part.exercise, language))
            if isinstance(typed, ParsedAnswer) and typed.value:
                yield WrongAnswer(part.exercise, typed), part.said
        break
