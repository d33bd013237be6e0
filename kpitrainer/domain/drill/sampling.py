"""Drawing a variable's value."""

from random import Random

from kpitrainer.domain.drill.template import Choices, Range, Source
from kpitrainer.domain.formula.arithmetic import (
    EvaluationError,
    Exact,
    Value,
    Values,
    whole,
)

_WIDEST = 1 << 50
"""The most values a range may have: `random()` tells no more apart."""


def sample(source: Source, values: Values, chance: Random) -> Value | None:
    """A value of `source`, whose bounds may use `values`; None where its range is empty.

    Raises EvaluationError.

    Only `chance.random()` is used: other methods of Random differ between Python versions.
    """
    if isinstance(source, Choices):
        return source.options[int(chance.random() * len(source.options))].value(values)
    if isinstance(source, Range):
        return _in_range(source, values, chance)
    count = source.fewest + int(chance.random() * (source.most - source.fewest + 1))
    drawn = []
    for _ in range(count):
        value = _in_range(source.each, values, chance)
        if value is None:
            return None
        drawn.append(value)
    return tuple(drawn)


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
