"""Drawing a variable's value."""

from random import Random

from kpitrainer.domain.drill.arithmetic import EvaluationError, Exact, Value, Values, whole
from kpitrainer.domain.drill.template import Choices, ListOf, Range, Source

_WIDEST = 1 << 50
"""The most values a range may have: `random()` tells no more apart."""


def sample(source: Source, values: Values, chance: Random) -> Value | None:
    """A value of `source`, whose bounds may use `values`; None where its range is empty.

    Raises EvaluationError.

    Only `chance.random()` is used: other methods of Random differ between Python versions.
    """
    match source:
        case Choices(options):
            return options[int(chance.random() * len(options))].value(values)
        case ListOf(fewest, most, each):
            count = fewest + int(chance.random() * (most - fewest + 1))
            drawn = [_in_range(each, values, chance) for _ in range(count)]
            return None if None in drawn else tuple(value for value in drawn if value is not None)
        case Range():
            return _in_range(source, values, chance)


def _in_range(source: Range, values: Values, chance: Random) -> Exact | None:
    low, step = source.low.value(values), source.step.value(values)
    if step <= 0:
        raise EvaluationError("drill.step", source.step.column)
    count = (source.high.value(values) - low) // step + 1
    if count < 1:
        return None
    if count > _WIDEST:
        raise EvaluationError("drill.wide-range", source.low.column)
    return whole(low + int(chance.random() * int(count)) * step)
