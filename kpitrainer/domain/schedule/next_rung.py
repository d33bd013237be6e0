"""On which rung a drill is asked next: it follows from what is known of it, and is stored nowhere.

Memory tells how far a drill has come, its last two reviews whether it goes on. A drill met for the
first time is shown worked; once that was read it is asked with its last step open, until it is
right; then all of it is open. Who fails goes one rung down from what was asked, and up again with
the next right answer. A drill that is well remembered and was right twice comes as a sheet in which
to find the error, but at every other review only: to calculate is what is to be remembered, and
nobody stays able to do what they only look at.
"""

from collections.abc import Sequence

from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.schedule.memory import MATURE_DAYS, Memory, Phase
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.tallies import is_sheet
from kpitrainer.domain.verdict import Rating

WELL_REMEMBERED = MATURE_DAYS
"""Stability in days from which on the error is to be found in somebody else's solution."""


def next_rung(memory: Memory | None, answers: Sequence[LogEntry]) -> Rung:
    """The rung for a drill with this memory and these latest answers, oldest first.

    Of the answers two reviews matter, and where it was never reviewed one in practice: who has
    calculated it rightly in free drilling needs no example of it.
    """
    if memory is None:
        calculated = answers[-1:] and answers[-1].was is None and not is_sheet(answers[-1])
        return Rung.ALL_OPEN if calculated and _is_right(answers[-1]) else Rung.WORKED
    if memory.unasked:
        return Rung.LAST_STEP
    reviews = [entry for entry in answers if entry.kind is LogKind.REVIEW][-2:]
    if not reviews:
        return Rung.ALL_OPEN  # what is known of it comes from elsewhere
    was_sheet = is_sheet(reviews[-1])
    if not _is_right(reviews[-1]):
        return Rung.ALL_OPEN if was_sheet else Rung.LAST_STEP
    settled = memory.phase is Phase.REVIEW and memory.stability >= WELL_REMEMBERED
    if settled and not was_sheet and len(reviews) > 1 and _is_right(reviews[0]):
        return Rung.FIND_ERROR
    return Rung.ALL_OPEN


def _is_right(entry: LogEntry) -> bool:
    return entry.rating is not Rating.AGAIN
