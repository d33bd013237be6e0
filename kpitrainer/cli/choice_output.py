"""`drill --which-formula --json` and `--contrast --json`: problems shown, not asked.

Nothing is stored.
"""

from collections.abc import Callable, Sequence
from random import Random

from kpitrainer.choice_wording import contrast_words, formula_words
from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.drill_choice import ChosenDrills
from kpitrainer.cli.drill_output import drawn_object, exact_text
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.contrast import draw_contrast
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.formula_choice import (
    CONFUSION,
    draw_problem,
    formula_exercise,
    formula_plans,
)
from kpitrainer.domain.drill.template import ChoicePart
from kpitrainer.domain.drill.unit import unit_name
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.confusions import Indicators


def choices_json(
    context: CliContext,
    drills: ChosenDrills,
    *,
    seed: int | None,
    count: int | None,
    contrasting: bool,
) -> int:
    """Print `count` problems of these drills in turns, one object a line.

    Drills that give none are left out. Without `count` it is one of each drill named, or one.
    The first has the seed `seed`, each further one the next.

    Raises:
        KpiTrainerError: ("choice.none", "choice.no-pair") none of the drills gives a problem.
    """
    library, language = drills.library, context.translate.language
    drawers = (_pairs if contrasting else _problems)(Indicators(library), drills.cards)
    if not drawers:
        raise KpiTrainerError("choice.no-pair" if contrasting else "choice.none")
    chance = Random()  # noqa: S311 - seeds of questions, not secrets
    for place in range(drills.count(count)):
        card, drawn = drawers[place % len(drawers)]
        number = int(chance.random() * 2**53) if seed is None else seed + place
        told = _object(drawn(number), library.language(card, language), number)
        write_json({"id": card.key.card, "seed": number, **told})
    return DONE


_Drawers = list[tuple[Card, Callable[[int], Exercise]]]


def _problems(known: Indicators, cards: Sequence[Card]) -> _Drawers:
    words, drawers = formula_words(), _Drawers()
    for card in cards:
        if plans := formula_plans(known.of.get(card.key, ()), known.every):
            drawers.append(
                (card, lambda seed, plans=plans: formula_exercise(draw_problem(plans, seed), words))  # type: ignore[misc]
            )
    return drawers


def _pairs(known: Indicators, cards: Sequence[Card]) -> _Drawers:
    words, by_name = contrast_words(), {"/".join(card.key): card for card in cards}
    return [
        (by_name[pair.one.drill], lambda seed, pair=pair: draw_contrast(pair, seed, words))  # type: ignore[misc]
        for pair in known.pairs()
        if pair.one.drill in by_name
    ]


def _object(exercise: Exercise, language: str, seed: int) -> dict[str, object]:
    """The problem: what is told before its questions, then these."""
    parts = [_part(exercise.at(place), language, seed) for place in range(len(exercise.results))]
    asked = f"\n{exercise.ask_part(language)}"
    told = {
        **drawn_object(exercise, language),
        "ask": exercise.ask(language).removesuffix(asked).rstrip("\n"),
    }
    if isinstance(exercise.at(1).part, ChoicePart):
        return {**told, "parts": parts}
    return {**told, **parts[0], **parts[1]}


def _part(exercise: Exercise, language: str, seed: int) -> dict[str, object]:
    """One part; `right` is the number of the right option, from 1.

    Of each option `taken` is what is taken for what is asked, if that has a name, and `say` what is
    said to who chooses it.
    """
    if not isinstance(exercise.part, ChoicePart):
        asked = exercise.asked.answer
        unit = asked.unit[language]
        return {
            "answer": exact_text(exercise.answer, asked.decimals),
            "unit": unit if unit == "×" else unit_name(unit, language),
        }
    options = exercise.part.options
    order = Calculation(exercise).options(seed)
    return {
        "question": exercise.ask_part(language).rstrip("\n"),
        "options": [exercise.options(language)[place] for place in order],
        "right": order.index(exercise.right_option) + 1,
        "taken": [(options[place].wrong or "").rpartition(CONFUSION)[2] or None for place in order],
        "say": [exercise.option_text(place, language) for place in order],
    }
