"""What a session came to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kpitrainer.domain.attempt import Attempt
from kpitrainer.domain.card import Card
from kpitrainer.domain.memory import MATURE_DAYS, CardState, Memory, Phase
from kpitrainer.domain.rating import Rating
from kpitrainer.domain.review_log import LogRow
from kpitrainer.trainer.trainer import Trainer


@dataclass(frozen=True, slots=True)
class Act:
    """One rated answer of a session, with its row in the log."""

    attempt: Attempt
    row: LogRow


@dataclass(frozen=True, slots=True)
class Mistake:
    """A misconception met in a session: whose, which, how often, and what its author says."""

    card: Card
    name: str
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A session's cards, success, time, and what follows from it.

    `forgotten` are the cards rated AGAIN at least once; `learned` the cards whose interval grew
    to a day or more for the first time or became mature.
    """

    cards: int
    answers: int
    right: int
    seconds: int
    forgotten: tuple[Card, ...]
    learned: tuple[Card, ...]
    mistakes: tuple[Mistake, ...]
    next_due: datetime | None


def summarise(trainer: Trainer, acts: Sequence[Act]) -> Summary:
    """Sum up a session's answers; time is the time spent on cards, not at the door."""
    forgotten: dict[object, Card] = {}
    learned: dict[object, Card] = {}
    for act in acts:
        card = act.attempt.card
        if act.row.entry.rating is Rating.AGAIN:
            forgotten[card.key] = card
        if _moved_up(act.row.entry.before, act.row.entry.after):
            learned[card.key] = card
    cards = {act.attempt.card.key: act.attempt.card for act in acts}
    milliseconds = sum(act.row.entry.duration_ms or 0 for act in acts)
    everything = [card for deck in trainer.library.decks for card in deck.cards]
    return Summary(
        cards=len(cards),
        answers=len(acts),
        right=sum(act.row.entry.rating is not Rating.AGAIN for act in acts),
        seconds=round(milliseconds / 1000),
        forgotten=tuple(forgotten.values()),
        learned=tuple(learned.values()),
        mistakes=_mistakes(acts),
        next_due=trainer.next_due(trainer.states_of(everything)),
    )


def _moved_up(before: CardState, after: CardState) -> bool:
    return _rank(after.memory) > _rank(before.memory)


def _rank(memory: Memory | None) -> int:
    if memory is None or memory.phase is Phase.LEARNING:
        return 0
    return 2 if memory.interval >= MATURE_DAYS else 1


def _mistakes(acts: Sequence[Act]) -> tuple[Mistake, ...]:
    met: Counter[tuple[object, str]] = Counter()
    seen: dict[tuple[object, str], tuple[Card, str]] = {}
    for act in acts:
        verdict = act.attempt.verdict
        if verdict and verdict.mistake:
            name = (act.attempt.card.key, verdict.mistake)
            met[name] += 1
            seen[name] = (act.attempt.card, verdict.text or "")
    return tuple(
        Mistake(card=seen[name][0], name=name[1], count=count, text=seen[name][1])
        for name, count in met.most_common()
    )
