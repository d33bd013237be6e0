"""`kpitrainer drill --json`: exercises for other programs; nothing is stored."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from kpitrainer.bootstrap import load_library
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE
from kpitrainer.cli.output import write_json
from kpitrainer.domain.cards.card import Drill
from kpitrainer.domain.drill.diagnosis import judge, judge_choice
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import natural_decimals
from kpitrainer.domain.drill.unit import unit_name
from kpitrainer.domain.text.number import MINUS, round_half_away, write_number
from kpitrainer.domain.verdict import Outcome, Verdict
from kpitrainer.wording import verdict_line


def drill_json(
    call: Call,
    names: Sequence[str],
    *,
    seed: int | None,
    count: int | None,
    answer: str | None,
) -> int:
    """Print `count` exercises of the named drills in turns, one object a line.

    Without `count` it is one of each drill named, or one. The first has the seed `seed`, each
    further one the next; `answer` is judged against each.
    """
    library = load_library(call.options.paths)
    call.warn_of_errors(library)
    cards = library.drills(names)
    chance = Random()  # noqa: S311 - seeds of questions, not secrets
    for place in range(count if count is not None else max(len(names), 1)):
        card = cards[place % len(cards)]
        language = library.language(card, call.translate.language)
        if isinstance(card.content, Drill):
            number = int(chance.random() * 2**53) if seed is None else seed + place
            exercise = draw(card.content.template, number)
            told = {"id": card.key.card, "seed": number, **_told(exercise, language)}
            if answer is not None:
                told |= _judged(call, exercise, answer, language)
            write_json(told)
    return DONE


def _told(exercise: Exercise, language: str) -> dict[str, object]:
    """The exercise; a drill of one part has the part's own fields, others a list of parts."""
    told: dict[str, object] = {}
    if exercise.template.variant:
        told["variant"] = exercise.template.variant
    told["given"] = {name: _given(value) for name, value in exercise.given.items()}
    if table := exercise.table(language):
        told["table"] = {"heads": table.heads, "rows": table.rows}
    parts = [_part(exercise.at(place), language) for place in range(len(exercise.results))]
    return {**told, **parts[0]} if len(parts) == 1 else {**told, "parts": parts}


def _part(exercise: Exercise, language: str) -> dict[str, object]:
    ask = exercise.ask(language).rstrip("\n")
    if options := exercise.options(language):
        return {"ask": ask, "options": options, "answer": exercise.answer_text(language)}
    asked = exercise.asked.answer
    unit = asked.unit[language]
    return {
        "ask": ask,
        "answer": exact_text(exercise.answer, asked.decimals),
        # A sign is the same in every language.
        "unit": unit if unit == "×" else unit_name(unit, language),
        "mistakes": {
            name: exact_text(value, natural_decimals(value, asked.decimals))
            for name, value in exercise.mistakes.items()
        },
    }


def _judged(call: Call, exercise: Exercise, answer: str, language: str) -> dict[str, object]:
    """The verdict on an answer to the first part; of options, on one of their texts."""
    options = exercise.options(language)
    if not options:
        verdict = judge(exercise, answer, language)
    elif answer in options:
        verdict = judge_choice(exercise, options.index(answer), language)
    else:
        verdict = Verdict(Outcome.UNCLEAR)
    return {
        "verdict": str(verdict.outcome),
        "mistake": verdict.mistake,
        "say": verdict_line(call.translate, verdict),
    }


def _given(value: object) -> object:
    """A drawn value: whole numbers as they are, others as exact text, lists of these."""
    if isinstance(value, tuple):
        return [_given(each) for each in value]
    return value if isinstance(value, int) else str(value)


def exact_text(value: Fraction, decimals: int) -> str:
    """`value` rounded to `decimals`, as programs write it: "-1250.50"."""
    text = write_number(round_half_away(value, decimals), "en", decimals)
    return text.replace(",", "").replace(MINUS, "-")
