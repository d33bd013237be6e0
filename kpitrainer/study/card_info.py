"""All that is known of one card, and how it is being forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.figures.chart import (
    Chart,
    ChartKind,
    Fact,
    Series,
    Sheet,
    Unit,
)
from kpitrainer.domain.figures.distribution import decay_of, recall
from kpitrainer.domain.schedule.counts import maturity
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import steps
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, Policy
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.study.trainer import Trainer

_LONGEST = 3_650
"""Days that a curve covers at most."""

_POINTS = 120


@dataclass(frozen=True, slots=True)
class CardInfo:
    """A card, its state, the chance in (0, 1] of recalling it now, and its past, oldest first.

    Each act of `history` has the state it left. There is no such chance of a card that was never
    answered.
    """

    card: Card
    state: CardState
    retrievability: float | None
    history: Sequence[tuple[LogEntry, CardState]]

    @property
    def recall_percent(self) -> int:
        """The chance of recalling it now, in whole per cent."""
        return round(100 * (self.retrievability or 0))


def card_info(trainer: Trainer, card: Card) -> CardInfo:
    """Look a card up; rows taken back are left out of its history."""
    every = list(steps(trainer.store.history(card.key)))
    state = every[-1][1] if every else UNTOUCHED
    # What an exam has of it follows as practice or review once it is handed in.
    history = [(entry, after) for entry, after in every if entry.kind is not LogKind.MOCK_EXAM]
    memory = state.memory
    chance = None
    if memory is not None and not memory.unasked:
        chance = retrievability(memory, trainer.clock.today(), trainer.policy(card))
    return CardInfo(
        card=card,
        state=state,
        retrievability=chance,
        history=history,
    )


def card_sheet(trainer: Trainer, card: Card) -> Sheet:
    """A card's figures and its forgetting curve."""
    info = card_info(trainer, card)
    today, memory = trainer.clock.today(), info.state.memory
    curve = forgetting(info, today, trainer.policy(card))
    facts = [Fact("card", Unit.TEXT, str(card.key)), Fact("state", Unit.WORD, maturity(info.state))]
    if memory is not None and not memory.unasked:
        recall_now = None if info.retrievability is None else 100 * info.retrievability
        facts += [
            Fact("last", Unit.DAY, memory.last_day),
            Fact("due", Unit.DAY, memory.due_day),
            Fact("interval", Unit.DAYS, memory.interval),
            Fact("stability", Unit.DAYS, memory.stability),
            Fact("difficulty", Unit.DECIMAL, memory.difficulty),
            Fact("recall", Unit.PERCENT, recall_now),
            Fact("answers", Unit.COUNT, memory.reps),
            Fact("lapses", Unit.COUNT, memory.lapses),
        ]
    return Sheet("card", facts, [curve] if curve is not None else [])


def forgetting(info: CardInfo, today: int, policy: Policy) -> Chart | None:
    """The probability of recall from the first answer to some time ahead, beside what is desired.

    It jumps to 100 at each answer and falls as FSRS expects; None of a card never answered.
    """
    answered = [
        (entry.day, after.memory)
        for entry, after in info.history
        if after.memory is not None and not after.memory.unasked
    ]
    memory = info.state.memory
    if memory is None or memory.unasked or not answered:
        return None
    last = max(today, memory.due_day) + max((memory.due_day - memory.last_day) // 3, 3)
    first = max(answered[0][0], last - _LONGEST)
    step = max(-(-(last - first + 1) // _POINTS), 1)
    decay, place, values = decay_of(policy.parameters), 0, []
    days = range(first, last + 1, step)
    for day in days:
        while place + 1 < len(answered) and answered[place + 1][0] <= day:
            place += 1
        since, known = answered[place]
        values.append(100 * recall(day - since, known.stability, decay))
    desired = [100 * policy.desired_retention] * len(values)
    return Chart(
        name="forgetting",
        kind=ChartKind.LINES,
        axis=Unit.DAY,
        places=tuple(days),
        series=(Series("recall", values), Series("desired", desired)),
        unit=Unit.PERCENT,
        step=step,
        top=100,
    )


def changes_told(trainer: Trainer, card: Card, language: str) -> str:
    """What its author says has changed since the version that is remembered; empty for nothing."""
    (state,) = trainer.states_of([card])
    return card.changes_since(state.version, language) if state else ""
