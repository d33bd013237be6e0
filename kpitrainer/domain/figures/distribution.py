"""Distributions, and the curve of forgetting."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

import fsrs

SPANS = (0, 1, 2, 3, 4, 6, 8, 11, 15, 21, 31, 46, 61, 91, 181, 366, 731)
"""Where bins of intervals and stabilities begin, in days; 21 is where a card is mature."""

TENTHS = tuple(range(1, 11))
"""Where bins of difficulty begin."""

PERCENTS = tuple(range(0, 100, 5))
"""Where bins of retrievability begin; the last one takes 100, too."""


def binned(values: Iterable[float], edges: Sequence[float]) -> tuple[int, ...]:
    """How many values lie from each edge to the next; those before the first are in the first."""
    ordered = sorted(values)
    begins = (0, *(bisect_left(ordered, edge) for edge in edges[1:]), len(ordered))
    return tuple(end - begin for begin, end in pairwise(begins))


@cache
def decay_of(parameters: tuple[float, ...]) -> float:
    """How memory decays under FSRS's parameters, empty for its own: the last of them, negated."""
    return -(parameters or tuple(fsrs.Scheduler().parameters))[-1]


def recall(days: float, stability: float, decay: float) -> float:
    """The probability of recall after so many days, FSRS's power curve: 0.9 at the stability."""
    return recalls([(days, stability)], decay)[0]


def recalls(known: Iterable[tuple[float, float]], decay: float) -> list[float]:
    """As `recall`, for many pairs of days and stability."""
    factor = 0.9 ** (1 / decay) - 1
    return [
        (1 + factor * days / stability) ** decay if days > 0 else 1.0 for days, stability in known
    ]
