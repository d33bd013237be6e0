"""What is told once at a start: it keeps nobody from studying, but should be known."""

from collections.abc import Sequence

from kpitrainer.domain.verdict import Message
from kpitrainer.study.clock_ahead import Ahead, find_ahead
from kpitrainer.study.trainer import Trainer


def notices(trainer: Trainer) -> Sequence[Message]:
    """What was found when the progress file was opened, and answers of days to come."""
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
