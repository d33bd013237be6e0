"""Solutions that fade in a review: each drill is put before the learner on its rung."""

from collections.abc import Callable
from dataclasses import replace

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.correction import recall_shown
from kpitrainer.domain.drill.faded_exercise import (
    asked_anew,
    example,
    is_same_problem,
    rung_of,
    started,
)
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import Memory
from kpitrainer.domain.schedule.next_rung import next_rung
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.sheets import Sheets, settled_mistakes
from kpitrainer.study.trainer import Trainer

_LATEST = 10
"""Answers to a drill that are looked at: two of them are to be reviews, between any practice."""

_SHEETS = 3
"""Sheets that are drawn for one with other numbers than the example's."""


class Fading:
    """Knows on which rung a drill is asked; a rung that it cannot give is passed over.

    Without steps of every part there is no example, with a lone step none to begin with, and
    without a mistake that can be placed no sheet; nor is there one where the learner judges.
    """

    def __init__(self, trainer: Trainer, *, off: bool) -> None:
        """Where it is `off`, as in practice, or by the learner's setting, all is open."""
        self._trainer = trainer
        self._off = off
        self._sheets = Sheets()

    def faded(self, fresh: Attempt, memory: Memory | None, rung: Rung | None = None) -> Attempt:
        """A fresh attempt on its rung, or on the `rung` it was asked on; other cards as they are.

        Raises:
            KpiTrainerError: `drill.cannot-draw` where a drill gives no fair exercise.
        """
        content, off = fresh.card.content, self._off or not self._trainer.settings.fading_solutions
        if off or not isinstance(content, Drill):
            return fresh
        if rung is None:
            key = fresh.card.key
            rows = self._trainer.store.latest_answers(key, _LATEST)
            rung = next_rung(memory, [row.entry for row in rows])
        if rung is Rung.WORKED and (shown := example(content.template)):
            return _of(fresh, Calculation(shown)).show()
        if rung is Rung.FIND_ERROR and (sheet := self._sheet(fresh, content.template)):
            return replace(fresh, calculation=sheet)
        exercise = None
        if rung is Rung.LAST_STEP:
            after_example = memory is not None and memory.unasked
            exercise = started(content.template, fresh.seed, after_example=after_example)
        return _of(fresh, Calculation(exercise or asked_anew(content.template, fresh.seed)))

    def like(self, before: Attempt, memory: Memory | None) -> Callable[[Attempt], Attempt]:
        """What puts a fresh attempt on the rung of one `before`."""
        return lambda fresh: self.faded(fresh, memory, asked_rung(before))

    def _sheet(self, fresh: Attempt, template: Template) -> Calculation | None:
        card, shown = fresh.card, example(template)
        if fresh.self_graded or not self._sheets.plans_of(card):
            return None
        preferred = settled_mistakes(self._trainer, card)
        for seed in range(fresh.seed, fresh.seed + _SHEETS):
            try:
                sheet = self._sheets.calculation(card, seed, preferred)
            except KpiTrainerError:
                continue  # no numbers serve it now
            if shown is None or not is_same_problem(shown, sheet.exercise):
                return sheet
        return None


def asked_rung(attempt: Attempt) -> Rung | None:
    """The rung that an attempt is on; None of a card that is no drill."""
    return rung_of(attempt.exercise) if attempt.exercise else None


def proposed(attempt: Attempt) -> Rating | None:
    """The rating that an attempt in a review suggests; None where the learner judges."""
    calculation = attempt.calculation
    if calculation and calculation.exercise.is_sheet and attempt.closed:
        return recall_shown(calculation, helped=attempt.helped)
    return attempt.proposal


def _of(fresh: Attempt, calculation: Calculation) -> Attempt:
    """The attempt at this exercise; its seed is the one that draws it again."""
    seed = calculation.exercise.seed
    return replace(fresh, seed=fresh.seed if seed is None else seed, calculation=calculation)
