"""How long drawing and checking the drills of deck files takes.

    python benchmarks/bench_drills.py [FILE…]

Aims: a checked draw in under 0.3 ms in the median and 20 ms for the worst template, a sheet to
correct or a formula to choose in under 1 ms and 20 ms, and a full check, all templates × 1,000
draws with a sheet and a formula to choose of each, within 15 seconds of the processor. What the
machine's load does to these shows in the time of a fixed sum of fractions, of which each is told as
so many times.
"""

import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from kpitrainer.choice_wording import formula_words
from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.correction import correction
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.formula_choice import draw_problem, formula_exercise, formula_plans
from kpitrainer.domain.drill.sheet import draw_sheet
from kpitrainer.domain.drill.sheet_plan import sheet_plans
from kpitrainer.domain.drill.template import Template
from kpitrainer.sheet_wording import sheet_words
from kpitrainer.study.confusions import Indicators
from kpitrainer.study.library import Library

DRAWS, SHEETS = 1000, 200


def main() -> None:
    """Print a line a template, then the totals."""
    paths = [Path(name) for name in sys.argv[1:]] or [Path(__file__).parents[1] / "decks"]
    templates = [
        card.content.template
        for deck in load_decks(paths, None).decks
        for card in deck.cards
        if isinstance(card.content, Drill)
    ]
    medians, worst = [], 0.0
    for template in templates:
        times = sorted(_times(template))
        medians += times
        worst = max(worst, times[-1])
        print(f"{template.id:30} median {median(times):6.3f} ms   worst {times[-1]:7.3f} ms")
    print(f"{len(templates)} templates: median {median(medians):.3f} ms, worst draw {worst:.3f} ms")
    _tell_sheets(templates)
    _tell_formulas(paths)
    _tell_full_check(paths, templates)


def _tell_full_check(paths: Sequence[Path], templates: Sequence[Template]) -> None:
    """Print what `deck check` takes, and as many sheets and formulas beside it, in one language."""
    unit = _spent(_fractions)
    check = _spent(lambda: check_decks(paths))
    sheets = _spent(lambda: _read_sheets(templates))
    formulas = _spent(lambda: _read_formulas(paths))
    told = {"check": check, "sheets": sheets, "formulas to choose": formulas}
    told["full check"] = check + sheets + formulas
    for name, seconds in told.items():
        print(f"{name}: {seconds:.2f} s of the processor, {seconds / unit:.0f} sums of fractions")


def _spent(act: Callable[[], object]) -> float:
    """Seconds of the processor that `act` takes."""
    began = process_time()
    act()
    return process_time() - began


def _fractions() -> None:
    """100,000 additions of fractions."""
    for number in range(1, 100_001):
        Fraction(number, 7) + Fraction(3, number)


def _read_sheets(templates: Sequence[Template]) -> None:
    """DRAWS sheets of each drill that gives some, with what a learner reads of them."""
    words = sheet_words()
    for template in templates:
        plans = sheet_plans(template)
        for seed in range(DRAWS if plans else 0):
            _read(correction(draw_sheet(plans, seed, words.last), words))


def _read_formulas(paths: Sequence[Path]) -> None:
    """DRAWS problems of each drill whose formula can be chosen, as `_read_sheets`."""
    words, known = formula_words(), Indicators(Library(load_decks(paths, None).decks))
    for mine in known.of.values():
        plans = formula_plans(mine, known.every)
        for seed in range(DRAWS if plans else 0):
            _read(formula_exercise(draw_problem(plans, seed), words))


def _read(exercise: Exercise) -> None:
    """Write what a learner reads before the answer."""
    language = exercise.template.languages[0]
    exercise.ask(language)
    exercise.options(language)


def _tell_sheets(templates: Sequence[Template]) -> None:
    """Print how long sheets to correct take: to find out what a drill gives, then to draw one."""
    words = sheet_words()
    planning, drawing = [], []
    for template in templates:
        began = perf_counter()
        plans = sheet_plans(template)
        planning.append((perf_counter() - began) * 1000)
        for seed in range(SHEETS if plans else 0):
            began = perf_counter()
            correction(draw_sheet(plans, seed, words.last), words)
            drawing.append((perf_counter() - began) * 1000)
    print(
        f"plans of sheets: median {median(planning):.3f} ms, worst {max(planning):.3f} ms a drill"
    )
    if drawing:
        print(f"sheets: median {median(drawing):.3f} ms, worst {max(drawing):.3f} ms")


def _tell_formulas(paths: Sequence[Path]) -> None:
    """Print how long problems take whose formula is chosen first, as `_tell_sheets` does."""
    words = formula_words()
    library = Library(load_decks(paths, None).decks)
    began = perf_counter()
    known = Indicators(library)
    print(f"formulas in words: {(perf_counter() - began) * 1000:.0f} ms for all drills")
    planning, drawing = [], []
    for mine in known.of.values():
        began = perf_counter()
        plans = formula_plans(mine, known.every)
        planning.append((perf_counter() - began) * 1000)
        for seed in range(SHEETS if plans else 0):
            began = perf_counter()
            formula_exercise(draw_problem(plans, seed), words)
            drawing.append((perf_counter() - began) * 1000)
    print(f"plans: median {median(planning):.3f} ms, worst {max(planning):.3f} ms a drill")
    if drawing:
        print(f"formulas to choose: median {median(drawing):.3f} ms, worst {max(drawing):.3f} ms")


def _times(template: Template) -> list[float]:
    """Milliseconds of each of DRAWS draws, the first, which compiles, left out."""
    draw(template, 0)
    chance = Random(1)  # noqa: S311 - numbers to practise with, not a secret
    times = []
    for _ in range(DRAWS):
        seed = int(chance.random() * 2**53)
        began = perf_counter()
        draw(template, seed)
        times.append((perf_counter() - began) * 1000)
    return times


if __name__ == "__main__":
    main()
