"""What Home shows: the decks, what today holds, and what is to be known of the days to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kpitrainer.domain.schedule.backlog import Backlog
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.study.exams import ExamStanding


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck's standing on Home."""

    deck: str
    due: int
    new: int
    maturity: Mapping[Maturity, int]
    last_day: int | None
    forecast: tuple[int, ...]
    paused_until: date | None = None

    @property
    def cards(self) -> int:
        """How many cards the deck has."""
        return sum(self.maturity.values())

    @property
    def fresh(self) -> int:
        """How many of them were never met."""
        return self.maturity[Maturity.NEW]

    @property
    def learned(self) -> int:
        """How many of them are mature."""
        return self.maturity[Maturity.MATURE]


@dataclass(frozen=True, slots=True)
class Overview:
    """The study day `day` at a glance. `next_due` is the next card's time when none is due now.

    `exams` are those to come, `exam_over` is the date of one a short time ago; `backlog` is the
    plan after a pause, and a stretch of days off goes on up to `off_until`.
    """

    day: int
    rows: tuple[DeckRow, ...]
    due: int
    new: int
    waiting: int
    minutes: int
    streak: int
    forecast: tuple[int, ...]
    next_due: datetime | None
    started: bool
    new_waiting: int = 0
    exams: Sequence[ExamStanding] = ()
    exam_over: date | None = None
    backlog: Backlog | None = None
    off_until: date | None = None
