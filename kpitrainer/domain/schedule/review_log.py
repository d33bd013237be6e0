"""The append-only record of what the learner did; the stored state is its fold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.memory import CardState, Phase
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
    RESCHEDULE = "reschedule"  # all before is scheduled as by this row's policy
    FLAG = "flag"  # `value` is the flag, 0 takes it off
    SET_DUE = "set-due"  # `value` is the study day on which the card is to come
    FORGET = "forget"  # the learner wants it new again: its memory is dropped
    UNBURY = "unbury"
    MOCK_EXAM = "mock-exam"  # of a mock exam: the card was put in it, answered or marked
    RESTORED = "restored"  # stands for rows that are lost: the state they left
    MOVED = "moved"  # what is known under this name is of the card `to` from now on
    UNDO = "undo"  # a tombstone: takes the row `undoes` back


CHANGE_NOTHING = (LogKind.UNDO, LogKind.MOVED, LogKind.MOCK_EXAM)
"""Rows that are no act on a card: none is undone, nor in the way of undoing another."""


class Policy(NamedTuple):
    """What a scheduling decision depended on besides memory and rating.

    `desired_retention` is the wanted probability of recall in (0, 1), `maximum_interval` in days.
    `fuzz_seed` seeds the small shift of long intervals: the card's id when it was answered, kept
    here so that a renamed card's log still replays to the same dates. `model` is the scheduling
    model's name, and `parameters` are what was fitted to the learner, empty for the model's own.
    """

    desired_retention: float = 0.9
    maximum_interval: int = 36500
    fuzz_seed: str = ""
    model: str = "fsrs-6"
    parameters: tuple[float, ...] = ()


class LogEntry(NamedTuple):
    """One act on one card, as far as it does not follow from the acts before.

    `label` and `version` tell what was asked: what `label_kept` gives, and the card's version.
    `was` is the phase the card was in when it was shown, None of a new one; the store fills it in.
    `value` is what a FLAG or a SET_DUE entry sets. `state` is that of a RESTORED entry, which
    stands for what is no longer known; `to` is of a MOVED one.
    """

    key: CardKey
    at: datetime
    day: int
    kind: LogKind
    was: Phase | None = None
    rating: Rating | None = None
    policy: Policy = Policy()
    duration_ms: int | None = None
    answered: Answered | None = None
    undoes: UUID | None = None
    label: str | None = None
    version: int = 1
    value: int | None = None
    state: CardState | None = None
    to: CardKey | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LogRow:
    """A stored entry and its UUIDv7, by which the rows of a card are in order.

    That order is by time, but for a clock that was set back, or is ahead on another machine: what
    is done to a card comes after all that was known of it.
    """

    id: UUID
    entry: LogEntry

    def __eq__(self, other: object) -> bool:
        """A row is the same whether it was just recorded or read again."""
        return isinstance(other, LogRow) and (self.id, self.entry) == (other.id, other.entry)

    def __hash__(self) -> int:
        """As equality wants it."""
        return hash(self.id)


@dataclass(frozen=True, slots=True, eq=False)
class Recorded(LogRow):
    """A row that was just stored, with the card's state before and after."""

    before: CardState
    after: CardState


def label_kept(card: Card, language: str) -> str:
    """What the log keeps of a card's text: its label, at most LONGEST_LABEL characters of it."""
    return card.label(language)[:LONGEST_LABEL]
