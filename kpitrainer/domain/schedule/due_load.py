"""How many cards come due on which day, and which fuzz spreads them evenly."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from kpitrainer.domain.schedule.days_off import NONE_OFF, DaysOff
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import fuzzed_days

_OTHER_SEEDS = ("1", "2", "3")
"""Besides the card's own seed. Short, as the row of an answer keeps the one that was taken."""


_Asked: TypeAlias = tuple[Memory | None, int, Policy]


class DueLoad:
    """The cards due on each study day, as a session knows them: counted once, then kept.

    The row of an answer keeps its fuzz seed; so which day is the lightest is asked once, when the
    answer is given, and the log replays to the same date whatever the load is by then.
    """

    def __init__(self, counts: Mapping[int, int], off: DaysOff = NONE_OFF) -> None:
        """`counts` has the cards by the study day they are due on."""
        self._counts = Counter(counts)
        self._off = off
        self._latest: tuple[_Asked, Policy] | None = None

    def lightest(self, memory: Memory | None, day: int, policy: Policy) -> Policy:
        """`policy` with the seed by which GOOD, given on `day`, falls on the lightest day.

        A day off counts as the heaviest; of equal ones the card's own seed is kept. One seed
        serves all ratings, so that they keep their order. Asked again before the load
        changes, it answers alike and at once: a rating gets the date it was shown with.
        """
        asked = memory, day, policy
        if self._latest is None or self._latest[0] != asked:
            self._latest = asked, self._lightest(*asked)
        return self._latest[1]

    def _lightest(self, memory: Memory | None, day: int, policy: Policy) -> Policy:
        seeds = (policy.fuzz_seed, *_OTHER_SEEDS)
        days = fuzzed_days(memory, day, policy, seeds)
        if days is None:
            return policy
        _, best = min(zip(days, seeds, strict=True), key=lambda each: self._weight(each[0]))
        return policy._replace(fuzz_seed=best)

    def _weight(self, day: int) -> tuple[bool, int]:
        return self._off.has(day), self._counts[day]

    def moved(self, before: CardState, after: CardState) -> None:
        """Count a card where it is due now, and no longer where it was."""
        self._latest = None
        for state, step in ((before, -1), (after, 1)):
            if state.memory is not None and not state.suspended:
                self._counts[state.memory.due_day] += step
