"""The append-only record of what the learner did; the stored state is its fold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.verdict import Answered, Rating

LONGEST_LABEL = 200
"""Characters of a card's label that the log keeps: enough to know the card again by."""


class LogKind(StrEnum):
    """What a row records."""

    INTRODUCED = "introduced"  # the answer of a new card was shown: nothing was asked
    REVIEW = "review"  # a rating that scheduled the card
    PRACTICE = "practice"  # an answer that did not
    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    RESTART = "restart"  # the card means something else now: its memory is dropped
    KEEP = "keep"  # it does, and its memory is kept all the same
    RESTORED = "restored"  # stands for a row that was damaged: the state it left
    UNDO = "undo"  # a tombstone: takes the row `undoes` back


@dataclass(frozen=True, slots=True)
class Policy:
    """What a scheduling decision depended on besides memory and rating.

    `desired_retention` is the wanted probability of recall in (0, 1), `maximum_interval` in days.
    `fuzz_seed` seeds the small shift of long intervals: the card's id when it was answered, kept
    here so that a renamed card's log still replays to the same dates.
    """

    desired_retention: float = 0.9
    maximum_interval: int = 36500
    fuzz_seed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One act on one card, with the whole state before and after it.

    `label` and `version` tell what was asked: what `label_kept` gives, and the card's version.
    """

    key: CardKey
    at: datetime
    day: int
    kind: LogKind
    before: CardState
    after: CardState
    rating: Rating | None = None
    policy: Policy = Policy()
    duration_ms: int | None = None
    answered: Answered | None = None
    undoes: UUID | None = None
    label: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class LogRow:
    """A stored entry: its UUIDv7, and its place `seq` (from 1) among the rows of its card."""

    id: UUID
    seq: int
    entry: LogEntry


def label_kept(card: Card, language: str) -> str:
    """What the log keeps of a card's text: its label, at most LONGEST_LABEL characters of it."""
    return card.label(language)[:LONGEST_LABEL]
