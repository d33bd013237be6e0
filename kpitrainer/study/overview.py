"""What Home shows: the decks, what today holds, and what is to be known of the days to come."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kpitrainer.domain.cards.card import CardKey, Deck
from kpitrainer.domain.schedule.backlog import Backlog
from kpitrainer.domain.schedule.counts import Maturity, best_streak, forecast, maturity, streak
from kpitrainer.domain.schedule.days_off import NONE_OFF, DaysOff
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.study.exams import ExamStanding

FORECAST_DAYS = 7
"""Today and the days after it."""


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck's standing on Home: its share of what today holds, and where its cards stand.

    The shares of all decks add up to the whole's. `forecast` has the cards of FORECAST_DAYS days,
    those of today first. `offers` is whether something would be asked if it were chosen, which may
    be so beyond its share.
    """

    deck: str
    due: int
    new: int
    maturity: Mapping[Maturity, int]
    forecast: tuple[int, ...]
    offers: bool
    last_day: int | None = None
    paused_until: date | None = None

    @property
    def cards(self) -> int:
        """How many cards the deck has."""
        return sum(self.maturity.values())

    @property
    def unmet(self) -> int:
        """How many of them were never met."""
        return self.maturity[Maturity.NEW]

    @property
    def mature(self) -> int:
        """How many of them are mature."""
        return self.maturity[Maturity.MATURE]


def standing(
    deck: Deck, states: Mapping[CardKey, CardState], today: int
) -> tuple[Counter[Maturity], tuple[int, ...]]:
    """How many of a deck's cards are new, in learning, young, mature, suspended.

    And how many of them come due on each of the FORECAST_DAYS but today.
    """
    mine = [states.get(card.key) for card in deck.cards]
    return Counter(map(maturity, mine)), forecast(mine, today, FORECAST_DAYS - 1)


def days_ahead(held: int, waiting: int, rows: Sequence[DeckRow], limit: int) -> tuple[int, ...]:
    """The cards of today, which are `held`, and of the days after it.

    What comes due there is that of all decks, and the `waiting` cards that today has no room for,
    with at most `limit` of both a day.
    """
    days = [held]
    for place in range(1, FORECAST_DAYS):
        left = waiting + sum(row.forecast[place] for row in rows)
        days.append(min(left, limit))
        waiting = left - days[-1]
    return tuple(days)


@dataclass(frozen=True, slots=True)
class Overview:
    """The study day `day` at a glance. `next_due` is the next card's time when none is due now.

    `forecast` is as in `DeckRow`, of all decks. Of the cards that are studied `unmet` were never
    met, the last of which is expected on study day `met_by`: None where that cannot be told.
    `study_days` are those with study, newest first, of which days `off` break no row. `exams` are
    those to come, `exam_over` is the date of one a short time ago; `backlog` is the plan after a
    pause, and a stretch of days off goes on up to `off_until`. In calculations so many known
    `mistakes` were made this week.
    """

    day: int
    rows: tuple[DeckRow, ...]
    due: int
    new: int
    waiting: int
    minutes: int
    forecast: tuple[int, ...]
    next_due: datetime | None
    started: bool
    new_waiting: int = 0
    new_per_day: int = 0
    unmet: int = 0
    met_by: int | None = None
    study_days: Sequence[int] = ()
    off: DaysOff = NONE_OFF
    exams: Sequence[ExamStanding] = ()
    exam_over: date | None = None
    backlog: Backlog | None = None
    off_until: date | None = None
    mistakes: int = 0

    @property
    def streak(self) -> int:
        """Study days in a row, up to today or yesterday."""
        return streak(self.study_days, self.day, self.off)

    @property
    def best_streak(self) -> int:
        """The most study days in a row there ever were."""
        return best_streak(self.study_days, self.day, self.off)

    @property
    def whole(self) -> Counter[Maturity]:
        """How many cards of all decks are in each state."""
        return sum((Counter(row.maturity) for row in self.rows), Counter[Maturity]())
