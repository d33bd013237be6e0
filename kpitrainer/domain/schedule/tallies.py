"""The log in sums: what was shown on a study day, how it stood before, and how it went."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from functools import cache
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.drill.exercise import SHEET
from kpitrainer.domain.schedule.memory import MATURE_DAYS, CardState, Phase
from kpitrainer.domain.schedule.replay import SHOWN, Fold, folds
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.verdict import Rating

NEW, LEARNING, YOUNG, MATURE, PRACTICE = STANDINGS = (
    *("new", "learning", "young", "mature"),
    "practice",
)
"""How a card stood when it was answered: before a review as Anki tells it (relearning is in
learning), and any card in practice, which tells nothing of memory."""

KNOWN = (YOUNG, MATURE)
"""Reviews of these make the true retention."""

DESIRED_UNIT = 10_000
"""Desired retentions are summed in parts of so many, as whole numbers: what is added can be taken
away again without a trace."""

HOURS = range(24)

_LONGEST_MS = 86_400_000
"""A log may come from anywhere; no answer takes longer than a day, nor less than nothing."""

Amounts: TypeAlias = Mapping[str, int]
"""What is counted, by the names in AMOUNTS; what is not there is 0."""


class Cell(NamedTuple):
    """What showings that are counted together have in common, besides their deck.

    `drill` tells calculations of one's own; who finds the error in another's has made none.

    `card` and `mistake` name the known misconception that an answer to a drill or a choice showed,
    and are empty otherwise.
    """

    day: int
    drill: bool = False
    card: str = ""
    mistake: str = ""


@cache
def answers(standing: str, rating: Rating) -> str:
    """The amount that is the number of answers rated so."""
    return f"{standing}_{rating.name.lower()}"


def milliseconds(standing: str) -> str:
    """The amount that is the time such answers took."""
    return f"{standing}_ms"


@cache
def at_hour(hour: int) -> str:
    """The amount that is the number of answers in an hour of UTC: a log knows no wall clock."""
    return f"answers_{hour:02}"


@cache
def right_at_hour(hour: int) -> str:
    """The amount that is the number of them that were not rated Again."""
    return f"right_{hour:02}"


AMOUNTS = (
    "shown",  # all of what follows
    "introduced",  # the answer of a new card was shown, and nothing asked
    "introduced_ms",
    *(answers(standing, rating) for standing in STANDINGS for rating in Rating),
    *map(milliseconds, STANDINGS),
    "desired",  # summed over reviews of known cards
    *map(at_hour, HOURS),
    *map(right_at_hour, HOURS),
)


def fold_and_tallies(rows: Sequence[LogRow]) -> tuple[Fold, Sequence[tuple[Cell, Amounts]]]:
    """What one card's rows lead to, and what they count, in whichever order they are given."""
    before, tallies = Fold(), []
    for entry, after in folds(rows):
        if entry.kind in SHOWN:
            tallies.append(tally_of(entry, before.state))
        before = after
    return before, tallies


def tally_of(entry: LogEntry, before: CardState) -> tuple[Cell, Amounts]:
    """One showing of a card that stood so before."""
    answered = entry.answered
    mistake = answered.mistake if answered and answered.mistake else ""
    cell = Cell(
        day=entry.day,
        drill=answered is not None and answered.seed is not None and not is_sheet(entry),
        card=entry.key.card if mistake else "",
        mistake=mistake,
    )
    return cell, dict(_amounts(entry, before))


def is_sheet(entry: LogEntry) -> bool:
    """Whether a sheet was corrected, and no problem of one's own calculated."""
    return entry.answered is not None and SHEET in dict(entry.answered.values)


def _amounts(entry: LogEntry, before: CardState) -> Iterator[tuple[str, int]]:
    yield "shown", 1
    if entry.rating is None:
        yield "introduced", 1
        yield "introduced_ms", _time(entry)
        return
    standing, hour = _standing(entry, before), entry.at.astimezone(UTC).hour
    yield answers(standing, entry.rating), 1
    yield milliseconds(standing), _time(entry)
    if standing in KNOWN:
        yield "desired", round(entry.policy.desired_retention * DESIRED_UNIT)
    yield at_hour(hour), 1
    if entry.rating is not Rating.AGAIN:
        yield right_at_hour(hour), 1


def _time(entry: LogEntry) -> int:
    return min(max(entry.duration_ms or 0, 0), _LONGEST_MS)


def _standing(entry: LogEntry, before: CardState) -> str:
    if entry.kind is LogKind.PRACTICE:
        return PRACTICE
    if entry.was is None:
        return NEW
    if entry.was is not Phase.REVIEW:
        return LEARNING
    memory = before.memory
    return MATURE if memory is not None and memory.interval >= MATURE_DAYS else YOUNG
