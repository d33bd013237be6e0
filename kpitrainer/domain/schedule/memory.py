"""What is known of a learner's memory of one card, and the card's standing in the study plan."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

MATURE_DAYS = 21
"""From this interval on a card counts as mature, as in Anki."""

LEECH_LAPSES = 8
"""A card that was forgotten so often after it was learned is a leech, as in Anki."""


class Phase(StrEnum):
    """Where a card stands in FSRS's course."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Memory(NamedTuple):
    """FSRS's memory state of a card that was met.

    Stability is in days, difficulty in [1, 10]. Days are study days counted from 1970-01-01;
    times are aware UTC. `due_at` is set while the next showing is a matter of minutes or hours;
    otherwise the card is due all through `due_day`. `interval` is in days, 0 within the day.

    With `reps` 0 the card was introduced and never answered: FSRS knows nothing of it yet, and its
    stability and difficulty mean nothing.
    """

    phase: Phase
    step: int | None
    stability: float
    difficulty: float
    due_day: int
    due_at: datetime | None
    last_day: int
    last_at: datetime
    interval: int
    reps: int
    lapses: int

    @property
    def unasked(self) -> bool:
        """Whether the card was only introduced: the next rating is its first."""
        return self.reps == 0

    @property
    def leech(self) -> bool:
        """Whether the card keeps being forgotten: it costs more than it is worth as it is."""
        return self.lapses >= LEECH_LAPSES


class CardState(NamedTuple):
    """All that is stored of a card; without `memory` it is new.

    A buried card rests during study day `buried_day` and is back the next. `version` is the
    card's version that the memory is about, `flag` one of 1 to 7, or 0 for none.
    """

    memory: Memory | None = None
    suspended: bool = False
    buried_day: int | None = None
    version: int = 1
    flag: int = 0


UNTOUCHED = CardState()

FLAGS = range(8)
"""The flags there are; 0 is none."""
