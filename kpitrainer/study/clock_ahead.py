"""Answers given while the clock was ahead: found once it is right again, and taken back.

Their cards would stay away for as long as the clock was wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.verdict import Message
from kpitrainer.study.trainer import Trainer

_TOLERANCE = 1
"""Days: a journey over the date line is no mistake of the clock."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the log holds of study days to come; `last` is the last of them, `today` this one.

    The clock was wrong then, or is wrong now: only the learner can tell. Where `alone`, nothing was
    done up to today, so that it is hardly the clock of then.
    """

    rows: tuple[LogRow, ...]
    last: date
    today: date
    alone: bool


def find_ahead(trainer: Trainer) -> Ahead | None:
    """What was done more than a day in the future and not taken back; None where nothing was."""
    today = trainer.clock.today()
    rows = trainer.store.ahead(today + _TOLERANCE)
    if not rows:
        return None
    past = any(day <= today + _TOLERANCE for day in trainer.store.study_days())
    last = noon(rows[-1].entry.day).date()
    return Ahead(tuple(rows), last, noon(today).date(), alone=not past)


def take_back_ahead(trainer: Trainer, ahead: Ahead) -> Path:
    """Take all of it back, after a backup of the progress file; gives the backup's place.

    Raises:
        KpiTrainerError: it could not be stored; nothing is taken back.
    """
    return trainer.store.take_back(ahead.rows, trainer.clock.now(), trainer.clock.today())


def notices(trainer: Trainer) -> Sequence[Message]:
    """What to tell once at a start: what was found when the progress file was opened, and this."""
    told = list(trainer.store.notices)
    ahead = find_ahead(trainer)
    if ahead is not None:
        told.append(ahead_message(ahead))
    return told


def ahead_message(ahead: Ahead) -> Message:
    """That there are answers of days to come, and what may have been wrong."""
    code = "clock.behind" if ahead.alone else "clock.ahead"
    values = {"count": len(ahead.rows), "last": ahead.last, "today": ahead.today}
    return Message(code, values)
