"""`kpitrainer drill --find-error --json`: sheets shown, not asked; nothing is stored."""

import sys
from collections.abc import Sequence
from random import Random

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.drill_choice import ChosenDrills
from kpitrainer.cli.drill_output import drawn_object, exact_text
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.sheet import ErrorSheet, draw_sheet
from kpitrainer.domain.drill.sheet_plan import SheetPlan, sheet_plans
from kpitrainer.domain.drill.unit import unit_name
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.plain.console import Console
from kpitrainer.sheet_wording import sheet_words


def sheets_json(
    context: CliContext, drills: ChosenDrills, *, seed: int | None, count: int | None
) -> int:
    """Print `count` sheets of these drills in turns, one object a line.

    Drills that give no sheet are left out. Without `count` it is one of each drill named, or one.
    The first has the seed `seed`, each further one the next.

    Raises:
        KpiTrainerError: ("sheet.none") none of the drills gives a sheet.
    """
    library, language = drills.library, context.translate.language
    wanted = drills.count(count)
    plans = _with_plans(drills.cards, wanted)
    if not plans:
        raise KpiTrainerError("sheet.none")
    _tell_left_out(context, drills)
    chance, words = Random(), sheet_words()  # noqa: S311 - seeds of questions, not secrets
    for place in range(wanted):
        card, found = plans[place % len(plans)]
        number = int(chance.random() * 2**53) if seed is None else seed + place
        sheet = draw_sheet(found, number, words.last)
        told = _object(sheet, library.language(card, language))
        write_json({"id": card.key.card, "seed": number, **told})
    return DONE


def _tell_left_out(context: CliContext, drills: ChosenDrills) -> None:
    """Tell on stderr which of the drills named give no sheet."""
    named = drills.cards if drills.named else ()
    left_out = [card for card in named if not _plans(card)]
    if left_out:
        library, language = drills.library, context.translate.language
        labels = " · ".join(library.label(card, language) for card in left_out)
        told = context.translate("sheet.left-out", count=len(left_out), drills=labels)
        Console(sys.stdin, sys.stderr).say(told)


def _plans(card: Card) -> Sequence[SheetPlan]:
    return sheet_plans(card.content.template) if isinstance(card.content, Drill) else ()


def _with_plans(cards: Sequence[Card], wanted: int) -> Sequence[tuple[Card, Sequence[SheetPlan]]]:
    """The drills that give sheets, no more than are wanted."""
    found: list[tuple[Card, Sequence[SheetPlan]]] = []
    for card in cards:
        if plans := _plans(card):
            found.append((card, plans))
        if len(found) == wanted:
            break
    return found


def _object(sheet: ErrorSheet, language: str) -> dict[str, object]:
    """The sheet; `wrong` is the number of the line to correct, from 1, or null for none."""
    exercise, asked = sheet.exercise, sheet.exercise.asked.answer
    unit = asked.unit[language]
    several = len(exercise.results) > 1
    return {
        **drawn_object(exercise, language),
        **({"part": exercise.place + 1} if several else {}),
        "ask": exercise.ask(language).rstrip("\n"),
        "lines": [line[language] for line in sheet.lines],
        "wrong": None if sheet.wrong is None else sheet.wrong + 1,
        "mistake": sheet.mistake,
        "say": exercise.mistake_text(sheet.mistake, language) if sheet.mistake else None,
        "answer": exact_text(exercise.answer, asked.decimals),
        # A sign is the same in every language.
        "unit": unit if unit == "×" else unit_name(unit, language),
    }
