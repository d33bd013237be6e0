"""Progress whose card is gone: told, given to another card, or removed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError
from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.study.relocate import orphan_keys
from kpitrainer.study.trainer import Trainer


class Reason(StrEnum):
    """Why a card is not there."""

    GONE = "gone"  # its deck is loaded without it
    ABSENT = "absent"  # its deck is not loaded
    MISTAKES = "mistakes"  # maybe only because of mistakes in a deck file


@dataclass(frozen=True, slots=True)
class Orphan:
    """A card's progress: the text last shown of it, and its `answers`, the last at `last_at`."""

    key: CardKey
    reason: Reason
    label: str | None
    last_at: datetime | None
    answers: int


def orphans(trainer: Trainer, names: Collection[str] = ()) -> Sequence[Orphan]:
    """All progress that no loaded card has, by deck and card, or that of these `deck/card`.

    What came to nothing, as all was undone, is no progress; named, it is found.

    Raises:
        UnknownNameError: `orphans.no-orphan`, a name is none of them.
    """
    states = trainer.store.states()
    lost = {str(key): key for key in sorted(orphan_keys(trainer.library, frozenset(states)))}
    for name in names:
        if name not in lost:
            raise UnknownNameError("orphans.no-orphan", name=name, known=", ".join(lost))
    wanted = [lost[name] for name in dict.fromkeys(names)] or list(lost.values())
    log_summaries = trainer.store.log_summaries(wanted)
    reasons = {deck: _reason(trainer, deck) for deck in {key.deck for key in wanted}}
    return [
        Orphan(key, reasons[key.deck], *log_summaries[key])
        for key in wanted
        if names or log_summaries[key].answers or states[key] != UNTOUCHED
    ]


def adopt(trainer: Trainer, orphan: Orphan, name: str) -> CardKey:
    """Give an orphan's progress to the loaded card `name`, `deck/card`; gives its key.

    Raises:
        UnknownNameError: `orphans.no-card`; nothing changes.
        KpiTrainerError: `orphans.card-has-progress`; nothing changes.
    """
    cards = {str(key): key for key in trainer.library.by_key}
    if name not in cards:
        raise UnknownNameError("orphans.no-card", name=name, known=", ".join(cards))
    card = cards[name]
    known = trainer.store.keys()
    if card in known:
        raise KpiTrainerError("orphans.card-has-progress", card=name)
    trainer.move({orphan.key: card})
    return card


def purge(trainer: Trainer, doomed: Collection[Orphan]) -> Path:
    """Remove orphans for good, after a backup of the progress file; gives its place."""
    return trainer.store.purge([orphan.key for orphan in doomed])


def _reason(trainer: Trainer, deck: str) -> Reason:
    if trainer.library.in_doubt(deck):
        return Reason.MISTAKES
    return Reason.GONE if deck in trainer.library.by_id else Reason.ABSENT
