"""Sheets to correct, drawn from drills: what each gives is found out once, and after an edit."""

from collections.abc import Collection, Sequence
from functools import cached_property

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.correction import SheetWords, correction
from kpitrainer.domain.drill.sheet import draw_sheet
from kpitrainer.domain.drill.sheet_plan import SheetPlan, sheet_plans
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogEntry
from kpitrainer.sheet_wording import sheet_words
from kpitrainer.study.practice import effective_answers, is_gone
from kpitrainer.study.trainer import Trainer

SETTLED_DAYS = 7
"""So many days after a misconception was last made, if it is gone, it is shown again on a sheet."""


class Sheets:
    """The sheets of a session's drills."""

    def __init__(self) -> None:
        self._plans: dict[CardKey, tuple[Card, Sequence[SheetPlan]]] = {}

    def calculation(self, card: Card, seed: int, preferred: Collection[str]) -> Calculation:
        """The sheet of `seed`, which shows a `preferred` misconception more often than others.

        Raises:
            KpiTrainerError: ("sheet.none") the drill gives no sheet.
        """
        plans = self.plans_of(card)
        if not plans:
            raise KpiTrainerError("sheet.none")
        sheet = draw_sheet(plans, seed, self._words.last, preferred)
        return Calculation(correction(sheet, self._words))

    def plans_of(self, card: Card) -> Sequence[SheetPlan]:
        """What sheets the drill gives."""
        known = self._plans.get(card.key)
        if known is None or known[0] is not card:
            template = card.content.template if isinstance(card.content, Drill) else None
            known = card, sheet_plans(template) if template else ()
            self._plans[card.key] = known
        return known[1]

    @cached_property
    def _words(self) -> SheetWords:
        return sheet_words()


def settled_mistakes(trainer: Trainer, card: Card) -> frozenset[str]:
    """The misconceptions in a drill that the learner had, and that are gone for SETTLED_DAYS."""
    entries = effective_answers(trainer.store.history(card.key))
    made: dict[str, LogEntry] = {
        entry.answered.mistake: entry
        for entry in entries
        if entry.answered and entry.answered.mistake
    }
    today = trainer.clock.today()
    return frozenset(
        name
        for name, last in made.items()
        if today - last.day >= SETTLED_DAYS and is_gone(name, card, entries)
    )
