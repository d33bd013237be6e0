"""Problems drawn of a drill, for formats that have no numbers of their own to draw."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.formats.outgoing import WriteOptions
from kpitrainer.formats.write.html_text import paragraphs, table_html

_TRIES = 20
"""Seeds that are tried for each problem wanted; a drill may have few that differ."""

_ANSWER = "→ "


class Problem(NamedTuple):
    """One problem: its `number` from 1, and the exercise at its first part."""

    number: int
    exercise: Exercise


def drawn_problems(template: Template, options: WriteOptions) -> Iterator[Problem]:
    """Problems of which no two have the same numbers, as many as wanted or as there are."""
    exercises = islice(different_draws(template, options), options.draws)
    yield from (Problem(number, exercise) for number, exercise in enumerate(exercises, start=1))


def different_draws(template: Template, options: WriteOptions, most: int = 0) -> Iterator[Exercise]:
    """Draws without those of the same numbers; they end where hardly any come, or none can."""
    seen = set()
    for at in range(max(most, options.draws) * _TRIES):
        try:
            exercise = draw(template, options.seed + at)
        except KpiTrainerError:
            return
        drawn = (exercise.template.variant, exercise.context, *exercise.given.values())
        if drawn not in seen:
            seen.add(drawn)
            yield exercise


def part_html(exercise: Exercise, language: str) -> str:
    """What is asked at the exercise's part, after the earlier parts with their answers."""
    asked = [exercise.at(0).ask(language)]
    for place in range(1, exercise.place + 1):
        asked[-1] += f"\n{_ANSWER}{exercise.at(place - 1).answer_text(language)}"
        asked.append(exercise.at(place).ask_part(language))
    table = exercise.table(language)
    return paragraphs(asked[:1]) + (table_html(table) if table else "") + paragraphs(asked[1:])


def solution_html(exercise: Exercise, language: str) -> str:
    """The worked solution of the exercise's part."""
    return paragraphs(["\n".join(exercise.steps(language))])
