"""Ready by a date: how new cards are spread, and which cards come again on the last days."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from kpitrainer.domain.schedule.days_off import NONE_OFF, DaysOff
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import retrievability

LAST_DAYS = 4
"""So many study days before an exam are for reviews only, where the new cards allow it."""

_BEARABLE = 20
"""The weight of new cards a day up to which the last days are kept free of them."""


class ExamPlan(NamedTuple):
    """An exam on study day `exam`, for which cards are scheduled with `desired_retention`.

    Everything follows from the day and from what is still to be met, so that a day that was missed
    or had more than was planned moves the rest by itself. Days that are `off` have no part in it.
    """

    exam: int
    desired_retention: float
    off: DaysOff = NONE_OFF
    parameters: tuple[float, ...] = ()
    """FSRS's, as fitted to the learner."""

    def days_left(self, today: int) -> int:
        """Study days from `today` to the day before the exam."""
        return self.off.open_days(today, self.exam - 1)

    def new_today(self, unmet: int, today: int) -> int:
        """The weight of the new cards of `today`, of those `unmet` at its beginning.

        Spread evenly up to the last days; where that asks for much in a day, up to later ones.
        """
        days = self.days_left(today)
        if self.off.has(today) or not days:
            return 0
        last_days = min(LAST_DAYS, days - 1)
        while last_days > min(1, days - 1) and unmet > _BEARABLE * (days - last_days):
            last_days -= 1
        return ceil(unmet / (days - last_days))

    def at_risk(self, states: Iterable[CardState], today: int) -> list[int]:
        """The places of the cards that are asked on `today` though they come due after the exam.

        On the last days only: those that would be recalled on the exam's day with less than a
        probability that rises from day to day, from the desired one to a quarter of the way to
        certainty: so each day has its share, and those most at risk come first.
        """
        days = self.days_left(today)
        if not 0 < days <= LAST_DAYS or self.off.has(today):
            return []
        open_way = 1 - self.desired_retention
        enough = self.desired_retention + open_way / 4 * (LAST_DAYS + 1 - days) / LAST_DAYS
        policy = Policy(parameters=self.parameters)
        return [
            place
            for place, state in enumerate(states)
            if state.memory is not None
            and self._comes_after(state, state.memory, today)
            and retrievability(state.memory, self.exam, policy) < enough
        ]

    def _comes_after(self, state: CardState, memory: Memory, today: int) -> bool:
        if state.suspended or memory.due_at is not None or memory.unasked:
            return False
        return memory.due_day >= self.exam and memory.last_day < today


def next_plan(plans: Iterable[ExamPlan], today: int) -> ExamPlan | None:
    """Of several exams the one that holds on `today`: the next to come, none once all are over."""
    return min((plan for plan in plans if plan.exam > today), default=None)
