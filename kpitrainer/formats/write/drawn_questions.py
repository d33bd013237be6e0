"""The questions of a quiz that a drill gives: problems with fixed numbers."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import natural_decimals
from kpitrainer.domain.drill.template import ChoicePart, Template
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.formats.draft import Draft
from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.card_questions import general_html, tell_once
from kpitrainer.formats.write.drawn_problems import drawn_problems, part_html, solution_html
from kpitrainer.formats.write.html_text import html_of
from kpitrainer.formats.write.number_texts import number_text, units_of
from kpitrainer.formats.write.quiz_question import WHOLE, Answer, QuestionKind, QuizQuestion

_NOTHING = Fraction(0)


def drawn_questions(
    outgoing: OutgoingDeck, draft: Draft, card: Card, template: Template, name: str
) -> Iterator[QuizQuestion]:
    """Problems drawn of a drill or of one of its variants, a question for each part of each."""
    language = outgoing.language
    count = 0
    for problem in drawn_problems(template, outgoing.options):
        form = problem.exercise.template
        if len(form.parts) > 1:
            draft.lose("export.parts-alone")
        if form.picture:
            tell_once(outgoing, "export.no-figures")
        for place in range(len(form.parts)):
            exercise = problem.exercise.at(place)
            part = f"-{place + 1}" if len(form.parts) > 1 else ""
            question = QuizQuestion(
                kind=QuestionKind.NUMBER,
                name=f"{name}-{problem.number}{part}",
                title=f"{template.title[language]} {problem.number}{part}",
                text=part_html(exercise, language),
                general=solution_html(exercise, language) + general_html(card, language),
                hints=tuple(map(html_of, exercise.hints(language))),
                tags=sorted(card.tags),
            )
            make = _choice if isinstance(exercise.part, ChoicePart) else _number
            yield make(question, exercise, language)
        count = problem.number
    if count:
        draft.lose("export.drawn", count=count)
    else:
        draft.lose("export.undrawn")


def _choice(question: QuizQuestion, exercise: Exercise, language: str) -> QuizQuestion:
    part = exercise.part
    in_order = isinstance(part, ChoicePart) and part.in_order
    answers = []
    for place, option in enumerate(exercise.options(language)):
        right = place == exercise.right_option
        said = None if right else exercise.option_text(place, language)
        percent = WHOLE if right else _NOTHING
        answers.append(Answer(html_of(option), percent, html_of(said) if said else ""))
    return replace(
        question, kind=QuestionKind.CHOICE, answers=tuple(answers), shuffled=not in_order
    )


def _number(question: QuizQuestion, exercise: Exercise, language: str) -> QuizQuestion:
    asked = exercise.asked.answer
    half = Fraction(1, 2 * 10**asked.decimals)
    answers = [Answer(number_text(exercise.answer), tolerance=half)]
    if exercise.result.also is not None:
        answers.append(Answer(number_text(exercise.result.also), tolerance=half))
    for wrong, value in exercise.mistakes.items():
        said = html_of(exercise.mistake_text(wrong, language))
        decimals = natural_decimals(value, asked.decimals)
        text = number_text(round_half_away(value, decimals))
        answers.append(Answer(text, _NOTHING, said, Fraction(1, 2 * 10**decimals)))
    units = units_of(asked.unit[exercise.template.language(language)], language)
    return replace(question, answers=tuple(answers), units=units)
