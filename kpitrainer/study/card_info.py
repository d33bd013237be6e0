"""Everything known of one card."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import effective
from kpitrainer.domain.schedule.review_log import LogEntry
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class CardInfo:
    """A card, its state, the chance in (0, 1] of recalling it now, and its past, oldest first."""

    card: Card
    state: CardState
    retrievability: float | None
    history: Sequence[LogEntry]

    @property
    def recall_percent(self) -> int:
        """The chance of recalling it now, in whole per cent."""
        return round(100 * (self.retrievability or 0))


def card_info(trainer: Trainer, card: Card) -> CardInfo:
    """Look a card up; rows taken back are left out of its history."""
    history = effective(trainer.store.history(card.key))
    state = history[-1].after if history else UNTOUCHED
    memory = state.memory
    return CardInfo(
        card=card,
        state=state,
        retrievability=retrievability(memory, trainer.clock.today()) if memory else None,
        history=history,
    )
