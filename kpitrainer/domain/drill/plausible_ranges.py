"""Whether the values of a drill stay where its author holds them plausible."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from kpitrainer.domain.drill.drawing import drawn_text
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import NumberResult, Refusal, RefusedError, evaluated
from kpitrainer.domain.drill.template import PlausibleRange, Template
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.formula.arithmetic import Values, fraction
from kpitrainer.domain.text.number import round_half_away


class Watch:
    """Looks at draws of `form`: how often each range was left, and by which value furthest."""

    def __init__(self, form: Template) -> None:
        self._form = form
        self._left: dict[FieldPath, int] = {}
        self._worst: dict[FieldPath, tuple[Fraction, Fraction, Exercise]] = {}

    def look(self, exercise: Exercise) -> None:
        """Compare a draw; raises RefusedError where a bound has no value, or is above the other."""
        # All bounds first: a draw that is refused counts for no range.
        ranges = [(bounds, _range(bounds, exercise)) for bounds in self._form.plausible]
        for bounds, (low, high) in ranges:
            for value in _values(exercise, bounds):
                if low <= value <= high:
                    continue
                off = max(low - value, value - high)
                self._left[bounds.path] = self._left.get(bounds.path, 0) + 1
                if bounds.path not in self._worst or off > self._worst[bounds.path][0]:
                    self._worst[bounds.path] = off, value, exercise
                break

    def faults(self, draws: int) -> Iterator[Fault]:
        """Each range that was left in some of so many draws, told of the value furthest off."""
        for bounds in self._form.plausible:
            if bounds.path in self._worst:
                _, value, exercise = self._worst[bounds.path]
                values = {
                    "name": bounds.name,
                    "count": self._left[bounds.path],
                    "draws": draws,
                    "range": f"{bounds.range.low.source}..{bounds.range.high.source}",
                    "value": round_half_away(value, 2),
                    "drawn": drawn_text(exercise),
                }
                yield Fault(self._form.source_path(bounds.path), "drill.implausible", values)


def _range(bounds: PlausibleRange, exercise: Exercise) -> tuple[Fraction, Fraction]:
    """The range in figures, which may depend on those drawn."""
    low, high = evaluated(partial(_ends, bounds), exercise.values, bounds.path)
    if low > high:
        raise RefusedError(Refusal.EMPTY_RANGE, bounds.path)
    return low, high


def _ends(bounds: PlausibleRange, values: Values) -> tuple[Fraction, Fraction]:
    return fraction(bounds.range.low.value(values)), fraction(bounds.range.high.value(values))


def _values(exercise: Exercise, bounds: PlausibleRange) -> tuple[Fraction, ...]:
    """The value that `bounds` are of, as it is told; of a list each number."""
    if bounds.name == "answer":
        result = exercise.results[bounds.part]
        assert isinstance(result, NumberResult)  # noqa: S101 - read_plausible knows the parts
        return (result.answer if result.shown is None else result.shown,)
    value = exercise.values[bounds.name]
    return tuple(map(Fraction, value)) if isinstance(value, tuple) else (Fraction(value),)
