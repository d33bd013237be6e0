"""The fuzz of intervals: cards learned together do not stay together."""

from functools import lru_cache
from random import Random

# The fuzz widens with the interval: a share of each stretch of days, as Anki's.
_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))

UNFUZZED = _RANGES[0][0]
"""Days; what is shorter is left as it is."""


def fuzzed(days: int, longest: int, seed: str, reps: int) -> int:
    """An interval of some days shifted a little, at most to the `longest`.

    Seeded by the card and its review count: the same answer gives the same date on every
    replay, and the ratings of one card keep their order.
    """
    low, high = fuzz_range(days, longest)
    return low if low == high else low + int(_draw(seed, reps) * (high - low + 1))


def fuzz_range(days: int, longest: int) -> tuple[int, int]:
    """The shortest and the longest interval that an interval of some days may be shifted to."""
    width = fuzz_width(days)
    if not width:
        return days, days
    return max(2, round(days - width)), min(round(days + width), longest)


def fuzz_width(days: float) -> float:
    """By how many days an interval may be shifted, either way."""
    if days < UNFUZZED:
        return 0.0
    width = 0.0
    for start, end, share in _RANGES:
        if days > start:
            width += share * (min(days, end) - start)
    return 1.0 + width


@lru_cache(64)
def _draw(seed: str, reps: int) -> float:
    return Random(f"{seed}:{reps}").random()  # noqa: S311 - fuzz, not a secret
