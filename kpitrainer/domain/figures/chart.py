"""Charts and tables as values, which each front end draws or writes in its way.

Names are codes that the front ends word; texts of authors stand where a `Unit` is TEXT.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.cards.card import CardKey

Value: TypeAlias = float | str | None
"""A number or an author's text; None where there is nothing to tell."""


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    DECIMAL = "decimal"  # a mean, to a tenth
    PERCENT = "percent"  # 0 to 100
    SECONDS = "seconds"
    MINUTES = "minutes"
    DAYS = "days"  # an interval, or a stability
    DAY = "day"  # a study day
    HOUR = "hour"  # of the learner's wall clock
    TEXT = "text"
    WORD = "word"  # a code


class ChartKind(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"  # series on top of each other
    LINES = "lines"
    CALENDAR = "calendar"  # a place a day, one series
    BARS = "bars"  # a line a place, series after each other
    SHARES = "shares"  # as bars, each of which is a whole


class Series(NamedTuple):
    """One row of a chart's numbers, of a name like "young"; None where nothing was measured."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers of `unit` over places, which are of the unit `axis`.

    A place stands for what begins there and reaches to the next one; of days, `step` tells how far.
    `top` is where the scale ends, the largest sum where None.
    """

    name: str
    kind: ChartKind
    axis: Unit
    places: Sequence[float | str]
    series: Sequence[Series]
    unit: Unit = Unit.COUNT
    step: int = 1
    top: float | None = None

    def has(self, at: int) -> bool:
        """Whether there is something to see at a place; a share of 0 % is, as it was measured."""
        values = [each.values[at] for each in self.series]
        return any(value or (value == 0 and self.unit is Unit.PERCENT) for value in values)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(map(self.has, range(len(self.places))))


class TableColumn(NamedTuple):
    """A table's column: its name, and what its values count."""

    name: str
    unit: Unit


class TableRow(NamedTuple):
    """A table's row; `card` and `mistake` are what it is about, `trend` is over the stretches."""

    values: Sequence[Value]
    card: CardKey | None = None
    trend: Sequence[int] = ()
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class StatTable:
    """Values in columns."""

    name: str
    columns: Sequence[TableColumn]
    rows: Sequence[TableRow]


class Fact(NamedTuple):
    """One figure: its name, what it counts, and its value."""

    name: str
    unit: Unit
    value: Value


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one tab of the statistics tells; `name` is the tab's."""

    name: str
    facts: Sequence[Fact] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[StatTable] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was learned yet that it could tell of."""
        return all(chart.empty for chart in self.charts) and not any(t.rows for t in self.tables)
