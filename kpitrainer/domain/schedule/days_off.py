"""Days on which the learner does not study: known before, they are left out of the planning."""

from collections.abc import Iterable
from typing import NamedTuple


class DaysOff(NamedTuple):
    """Stretches of study days, each with its first and its last day."""

    stretches: tuple[tuple[int, int], ...] = ()

    def has(self, day: int) -> bool:
        """Whether `day` is one of them."""
        return any(first <= day <= last for first, last in self.stretches)

    def open_days(self, first: int, last: int) -> int:
        """How many days from `first` to `last`, both included, are none of them."""
        return sum(not self.has(day) for day in range(first, last + 1))

    def back_on(self, day: int) -> int:
        """The first day from `day` on that is none of them."""
        while self.has(day):
            day += 1
        return day

    @classmethod
    def of(cls, stretches: Iterable[tuple[int, int]]) -> "DaysOff":
        """In order of their first days."""
        return cls(tuple(sorted(stretches)))


NONE_OFF = DaysOff()
