"""An exercise's picture: its author's `figure` with the values drawn, exact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.picture import SHARES, PictureKind, PicturePart, PictureSpec, X
from kpitrainer.domain.drill.results import natural_decimals, part_values
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.drill.told_names import told_names
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.formula.arithmetic import EvaluationError, Value
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import Constant, Name, Negative, Subscript

OPEN = "?"
"""What is told of a value that the learner is to find."""

_NOTHING = Fraction(0)
FINEST = 2
"""Decimals of a value at most."""

_MONEY = frozenset("€$£")


class NotDrawnError(Exception):
    """Values of which no picture can be made; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled value from `start` to `end` on a scale; `text` tells it with its unit.

    While it is `open` only its place in the row is known: the text is OPEN. `share` tells
    what it is of the whole, « 55 % », where that is known; `points` are a line's values, and then
    the text tells the first and the last.
    """

    label: str
    text: str
    start: Fraction = _NOTHING
    end: Fraction = _NOTHING
    open: bool = False
    share: str = ""
    points: tuple[Fraction, ...] = ()

    @property
    def told(self) -> str:
        """The value, and its share: « 110 · 55 % »."""
        return f"{self.text} · {self.share}" if self.share else self.text


@dataclass(frozen=True, slots=True)
class Scale:
    """The values at the two ends of the room that bars are drawn in; 0 lies within."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, values: Iterable[Fraction]) -> "Scale":
        """From the lowest to the highest of `values` and 0."""
        every = [_NOTHING, *values]
        return cls(min(every), max(every))

    def cell(self, value: Fraction, room: int) -> int:
        """How many of `room` cells lie below `value`; beyond the scale, its end."""
        part = (value - self.low) / ((self.high - self.low) or 1)
        return min(max(int(part * room + Fraction(1, 2)), 0), room)


@dataclass(frozen=True, slots=True)
class ShownResult:
    """The right result as a bar from 0 on `scale`, and the learner's where it is another."""

    right: Bar
    mine: Bar | None
    scale: Scale


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars on one scale, in the author's order, the total of a waterfall last.

    Those of a STACKED bar follow each other from 0 to the whole, those of a waterfall begin where
    the one before ends. `places` are those of a line's points.
    """

    kind: PictureKind
    bars: tuple[Bar, ...]
    scale: Scale
    places: range = range(0)
    result: ShownResult | None = None


def asked_picture(exercise: Exercise, language: str) -> Picture | None:
    """The picture beside the question of the exercise's part, without what is to be found.

    A value is open unless the question tells it. None where less than half would be seen, or
    there is no picture.
    """
    spec = exercise.template.picture
    if spec is None or spec.kind is PictureKind.LINE:
        return None  # a line shows what is computed, from its first place to its last
    told = told_names(exercise.template, exercise.place)
    told |= {f"part{number}" for number in range(1, exercise.place + 1)}
    parts = (*spec.parts, *filter(None, [spec.total]))
    known = frozenset(
        place for place, part in enumerate(parts) if _is_told(part.value, exercise.template, told)
    )
    if 2 * len(known) < len(parts):
        return None
    try:
        return drawn_picture(spec, exercise, language, known)
    except NotDrawnError:
        return None


def check_picture(exercise: Exercise) -> None:
    """Raise NotDrawnError where the exercise's picture cannot be drawn of its values."""
    if spec := exercise.template.picture:
        _values(spec, exercise)


def _is_told(formula: Formula, form: Template, told: frozenset[str]) -> bool:
    """Whether the learner reads the value rather than computes it: one name, or its negative."""
    tree = formula.tree
    if isinstance(tree, Negative):
        tree = tree.operand
    match tree:
        case Constant():
            return True
        case Name(name) if name in told:
            return True
        case Name(name) if name in form.let:
            return _is_told(form.let[name], form, told)
        case Subscript(of=Name(name), index=Constant()):
            return name in told or formula.source in told
    return formula.source in told


def _values(spec: PictureSpec, exercise: Exercise) -> list[tuple[Fraction, ...]]:
    """The values of each part, and of the total, those of a line at its places."""
    known: dict[str, Value] = {**exercise.values, **part_values(exercise.results)}
    found = []
    for part in (*spec.parts, *filter(None, [spec.total])):
        every = [{**known, X: place} for place in spec.places] or [known]
        try:
            found.append(tuple(Fraction(part.value.value(values)) for values in every))
        except EvaluationError as error:
            raise NotDrawnError(error.fault(part.path)) from error
    _refuse(spec, [values[0] for values in found])
    return found


def _refuse(spec: PictureSpec, values: list[Fraction]) -> None:
    """Raise NotDrawnError where the values make no picture of this kind."""

    def refuse(part: PicturePart, code: str, value: Fraction) -> None:
        told = {"name": part.value.source, "value": value, "kind": str(spec.kind)}
        raise NotDrawnError(Fault(part.path, code, told))

    if spec.kind in SHARES:
        for part, value in zip(spec.parts, values, strict=True):
            if value < 0:
                refuse(part, "drill.figure-negative", value)
    if spec.kind is PictureKind.FUNNEL:
        for (before, value), part in zip(pairwise(values), spec.parts[1:], strict=True):
            if value > before:
                refuse(part, "drill.figure-grows", value)
    if spec.total and values[-1] != sum(values[:-1]):
        refuse(spec.total, "drill.figure-sum", sum(values[:-1], _NOTHING))
    if spec.kind is not PictureKind.LINE and not any(values):
        refuse(spec.parts[0], "drill.figure-nothing", _NOTHING)


def drawn_picture(
    spec: PictureSpec, exercise: Exercise, language: str, known: frozenset[int] | None
) -> Picture:
    """The picture, those bars open that are not `known`; all known where None.

    Raises NotDrawnError.
    """
    values = _values(spec, exercise)
    own = exercise.template.language(language)
    firsts = [each[0] for each in values]
    whole = firsts[0] if spec.kind is PictureKind.FUNNEL else sum(firsts, _NOTHING)
    shown = [
        value
        for place, (first, *_, last) in enumerate((each[0], *each) for each in values)
        if known is None or place in known
        for value in (first, last)
    ]
    decimals = _decimals(shown, spec, exercise.template)
    bars = []
    for place, (start, end) in enumerate(_spans(spec, firsts, known)):
        part = spec.parts[place] if place < len(spec.parts) else spec.total
        assert part is not None  # noqa: S101 - what is beyond the parts is their total
        is_open = known is not None and place not in known
        middle = spec.kind is PictureKind.WATERFALL and 0 < place < len(spec.parts)
        ends = dict.fromkeys((values[place][0], values[place][-1]))
        text = " → ".join(
            write_quantity(value, spec.unit[own], own, decimals, signed=middle) for value in ends
        )
        is_share = known is None and spec.kind in SHARES
        bars.append(
            Bar(
                part.label[own],
                OPEN if is_open else text,
                start,
                end,
                is_open,
                _share(firsts[place] / whole * 100, own) if is_share else "",
                values[place] if spec.kind is PictureKind.LINE else (),
            )
        )
    reached = (end for bar in bars for end in (bar.start, bar.end, *bar.points))
    return Picture(spec.kind, tuple(bars), Scale.of(reached), spec.places)


def _spans(
    spec: PictureSpec, values: list[Fraction], known: frozenset[int] | None
) -> Iterator[tuple[Fraction, Fraction]]:
    """From where to where each part reaches; what lies behind an open part is nowhere yet."""
    shown = [known is None or place in known for place in range(len(values))]
    if spec.kind is not PictureKind.WATERFALL:
        # An open part has no length: the others keep their proportions.
        seen = [
            value if is_shown else _NOTHING for value, is_shown in zip(values, shown, strict=True)
        ]
        stacked = spec.kind is PictureKind.STACKED
        yield from _stacked(seen) if stacked else ((_NOTHING, value) for value in seen)
        return
    count = len(spec.parts)
    for place, span in enumerate(_stacked(values[:count])):
        yield span if all(shown[: place + 1]) else (_NOTHING, _NOTHING)
    if spec.total:
        yield _NOTHING, values[-1] if shown[-1] else _NOTHING


def _stacked(values: list[Fraction]) -> Iterator[tuple[Fraction, Fraction]]:
    return pairwise(accumulate(values, initial=_NOTHING))


def _decimals(values: Iterable[Fraction], spec: PictureSpec, form: Template) -> int:
    """The decimals that all values are told with: as many as they need, FINEST at most.

    Of per cents no more than are asked for, and one at least; of money, cents or none.
    """
    most = FINEST
    if "%" in spec.unit.values():
        asked = (part.answer.decimals for part in form.parts if isinstance(part, NumberPart))
        most = max(1, *asked)
    needed = max((_needed(value, most) for value in values), default=0)
    return FINEST if needed and _MONEY & {*spec.unit.values()} else needed


def _needed(value: Fraction, most: int) -> int:
    return next((each for each in range(most) if (value * 10**each).denominator == 1), most)


def _share(per_cent: Fraction, language: str) -> str:
    """A share of the whole, to a tenth of a per cent, or finer where that would be none."""
    decimals = natural_decimals(per_cent, _needed(per_cent, 1))
    return write_quantity(per_cent, "%", language, decimals)
