"""Cramming: any cards once more, at any time, which changes nothing of when they come back."""

from collections.abc import Sequence
from enum import Enum, auto

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.day_plan import Plan, Queued, urgency
from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.domain.schedule.replay import effective
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer


class CramKind(Enum):
    """Which of the selected cards are crammed."""

    ALL = auto()
    DUE = auto()
    LEECHES = auto()
    MISSED = auto()  # today


def cram_cards(trainer: Trainer, selection: Selection, kind: CramKind) -> Sequence[Card]:
    """Those most at risk of being forgotten first, those never met last, in study order.

    Suspended cards are left out.

    Raises:
        UnknownNameError: there is no such deck.
    """
    today, states = trainer.clock.today(), trainer.store.states()
    missed = _missed_today(trainer) if kind is CramKind.MISSED else frozenset()

    def wanted(queued: Queued) -> bool:
        memory = queued.state.memory
        match kind:
            case CramKind.MISSED:
                return queued.card.key in missed
            case CramKind.LEECHES:
                return memory is not None and memory.leech
            case CramKind.DUE:
                return memory is not None and memory.due_day <= today
            case CramKind.ALL:
                return True

    def place(queued: Queued) -> tuple[bool, float]:
        memory = queued.state.memory
        return memory is None, urgency(memory, today) if memory is not None else 0.0

    chosen = trainer.library.select(selection, states)
    found = [each for each in chosen if not each.state.suspended and wanted(each)]
    return [queued.card for queued in sorted(found, key=place)]


def leeches(trainer: Trainer) -> frozenset[CardKey]:
    """The leeches of the loaded decks that are not suspended."""
    return trainer.store.leeches() & trainer.library.by_key.keys()


def _missed_today(trainer: Trainer) -> frozenset[CardKey]:
    entries = effective(list(trainer.store.rows(since_day=trainer.clock.today())))
    return frozenset(entry.key for entry in entries if entry.rating is Rating.AGAIN)


def practise(trainer: Trainer, cards: Sequence[Card], language: str) -> Review:
    """A session over these cards once more, which reschedules nothing."""
    queued = [
        Queued(card, state or UNTOUCHED)
        for card, state in zip(cards, trainer.states_of(cards), strict=True)
    ]
    new = tuple(each for each in queued if each.state.memory is None)
    known = tuple(each for each in queued if each.state.memory is not None)
    plan = Plan(new=new, due=known, learning=(), waiting=0)
    return Review(trainer, plan, language, practice=True)
