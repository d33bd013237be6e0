"""The log in sums: how often cards were shown on each day and hour, how they stood, how it went."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.memory import MATURE_DAYS, CardState, Phase
from kpitrainer.domain.schedule.replay import SHOWN, Fold, folds
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.verdict import Rating

DESIRED_UNIT = 10_000
"""Desired retentions are summed in parts of so many, as whole numbers: what is added can be taken
away again without a trace."""


class Cell(NamedTuple):
    """What showings that are counted together have in common.

    `day` is their study day, `hour` that of their time in UTC (0 to 23), as the wall clock of the
    machine is not in the log. `was` is how the card stood before; a card in relearning is in
    LEARNING. `card` and `mistake` name the known misconception that an answer to a drill showed,
    and are empty otherwise.
    """

    day: int
    hour: int
    kind: LogKind
    was: Maturity
    rating: Rating | None
    drill: bool
    card: str
    mistake: str


class Tally(NamedTuple):
    """How many showings, their milliseconds, and the sum of their desired retentions."""

    count: int = 0
    milliseconds: int = 0
    desired: int = 0

    def plus(self, other: "Tally", times: int = 1) -> "Tally":
        """With another one added, or taken away (`times` -1)."""
        return Tally(*(mine + times * each for mine, each in zip(self, other, strict=True)))


Tallies: TypeAlias = Mapping[Cell, Tally]


def tests_memory(kind: LogKind, was: Maturity) -> bool:
    """Whether a card was asked for that was known: learning steps and practice tell nothing."""
    return kind is LogKind.REVIEW and was in KNOWN


KNOWN = (Maturity.YOUNG, Maturity.MATURE)
"""Reviews of these cards make the true retention."""


def fold_and_tallies(rows: Sequence[LogRow]) -> tuple[Fold, Tallies]:
    """What one card's rows lead to, and what they count, in whichever order they are given."""
    before, tallies = Fold(), dict[Cell, Tally]()
    for entry, after in folds(rows):
        if entry.kind in SHOWN:
            cell, tally = tally_of(entry, before.state)
            tallies[cell] = tally.plus(tallies.get(cell, Tally()))
        before = after
    return before, tallies


def tally_of(entry: LogEntry, before: CardState) -> tuple[Cell, Tally]:
    """One showing of a card that stood so before."""
    answered = entry.answered
    mistake = answered.mistake if answered and answered.mistake else ""
    cell = Cell(
        day=entry.day,
        hour=entry.at.astimezone(UTC).hour,
        kind=entry.kind,
        was=_was(entry, before),
        rating=entry.rating,
        drill=answered is not None and answered.seed is not None,
        card=entry.key.card if mistake else "",
        mistake=mistake,
    )
    desired = round(entry.policy.desired_retention * DESIRED_UNIT)
    return cell, Tally(1, entry.duration_ms or 0, desired)


def _was(entry: LogEntry, before: CardState) -> Maturity:
    if entry.was is None:
        return Maturity.NEW
    if entry.was is not Phase.REVIEW:
        return Maturity.LEARNING
    memory = before.memory
    is_mature = memory is not None and memory.interval >= MATURE_DAYS
    return Maturity.MATURE if is_mature else Maturity.YOUNG
