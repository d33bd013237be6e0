"""Everything known of one card."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class CardInfo:
    """A card, its state, the chance in (0, 1] of recalling it now, and its past, oldest first."""

    card: Card
    state: CardState
    retrievability: float | None
    history: Sequence[LogEntry]


def card_info(trainer: Trainer, card: Card) -> CardInfo:
    """Look a card up; rows taken back are left out of its history."""
    rows = trainer.store.history(card.key)
    undone = {row.entry.undoes for row in rows}
    effective = [
        row.entry for row in rows if row.id not in undone and row.entry.kind is not LogKind.UNDO
    ]
    state = effective[-1].after if effective else UNTOUCHED
    memory = state.memory
    return CardInfo(
        card=card,
        state=state,
        retrievability=retrievability(memory, trainer.clock.today()) if memory else None,
        history=effective,
    )
