"""What the settings make of cards that are scheduled already, shown, applied and taken back.

Answers follow the settings of their time. Rescheduling replays those of each card under the present
ones, by a RESCHEDULE row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from uuid import UUID

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.study.estimate import pace
from kpitrainer.study.trainer import Trainer

LOAD_DAYS = 30

_AFTER_ALL = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Moved:
    """A card whose memory is another under the present settings."""

    card: Card
    entry: LogEntry
    before: Memory
    after: Memory


@dataclass(frozen=True, slots=True)
class Rescheduling:
    """What rescheduling would do with `cards` that were answered.

    `earlier` and `later` count those that come on another day. The loads are the cards that come
    on each of LOAD_DAYS days, today first with all that waits, and the minutes that takes today.
    """

    moved: tuple[Moved, ...]
    cards: int
    earlier: int
    later: int
    load_before: tuple[int, ...]
    load_after: tuple[int, ...]
    minutes_before: int
    minutes_after: int


def plan_rescheduling(trainer: Trainer, deck: str | None = None) -> Rescheduling:
    """Compute what rescheduling would do, with all loaded cards or those of a deck.

    Raises:
        UnknownNameError: there is no such deck.
    """
    decks = trainer.library.decks if deck is None else (trainer.library.deck(deck),)
    states, today = trainer.store.states(), trainer.clock.today()
    now = trainer.clock.now()  # one for all: by it they are taken back together
    moved: list[Moved] = []
    loads: list[tuple[Card, Memory, Memory]] = []
    cards = 0
    for card in (card for of in decks for card in of.cards):
        state = states.get(card.key)
        if state is None or state.memory is None or state.memory.unasked:
            continue
        cards += 1
        entry = LogEntry(
            key=card.key,
            at=now,
            day=today,
            kind=LogKind.RESCHEDULE,
            policy=trainer.policy(card),
            version=state.version,
        )
        rows = trainer.store.history(card.key)
        before, after = state.memory, replay([*rows, LogRow(_AFTER_ALL, entry)]).memory
        if after is not None and after != before:
            moved.append(Moved(card, entry, before, after))
        if not state.suspended:
            loads.append((card, before, after or before))
    seconds = pace(trainer.store.latest_lengths(), trainer.library.by_key)

    def minutes(due: Iterable[tuple[Card, Memory]]) -> int:
        answers = (
            card.weight * (2 - trainer.policy(card).desired_retention)
            for card, memory in due
            if memory.due_day <= today
        )
        return ceil(sum(answers) * seconds / 60)

    return Rescheduling(
        moved=tuple(moved),
        cards=cards,
        earlier=sum(each.after.due_day < each.before.due_day for each in moved),
        later=sum(each.after.due_day > each.before.due_day for each in moved),
        load_before=_load((before for _, before, _ in loads), today),
        load_after=_load((after for _, _, after in loads), today),
        minutes_before=minutes((card, before) for card, before, _ in loads),
        minutes_after=minutes((card, after) for card, _, after in loads),
    )


def _load(memories: Iterable[Memory], today: int) -> tuple[int, ...]:
    counts = [0] * LOAD_DAYS
    for memory in memories:
        ahead = max(memory.due_day - today, 0)
        if ahead < LOAD_DAYS:
            counts[ahead] += 1
    return tuple(counts)


def reschedule(trainer: Trainer, planned: Rescheduling) -> Path:
    """Do what was planned, after a backup of the progress; gives the backup's place.

    Each card is folded anew from its log, so that an answer given meanwhile counts.

    Raises:
        KpiTrainerError: it could not be stored; nothing is rescheduled.
    """
    backup = trainer.store.back_up()
    trainer.store.record_each(
        {each.card.key: partial(_entry, each.entry) for each in planned.moved}
    )
    return backup


def _entry(entry: LogEntry, _: CardState) -> LogEntry:
    """Whatever the card's state is by now."""
    return entry


def undo_rescheduling(trainer: Trainer) -> int:
    """Take the latest rescheduling back as a whole; tells how many cards that are.

    What was answered since stays answered.

    Raises:
        KpiTrainerError: it could not be stored; nothing is taken back.
    """
    rows = trainer.store.last_rescheduling()
    if rows:
        trainer.store.take_back(rows, trainer.clock.now(), trainer.clock.today())
    return len(rows)
