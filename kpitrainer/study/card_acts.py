"""What is done to several cards at once, outside of a session, and studying them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, Recorded
from kpitrainer.study.cram import practise
from kpitrainer.study.progress import act_entry, take_back_each
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer


class CardsAct(NamedTuple):
    """An act on some cards: what was done, and the rows that were stored; none if none changed."""

    kind: LogKind
    rows: Sequence[Recorded]


class CardActs:
    """Acts on cards that are listed with their states, each of which can be undone as a whole.

    Only cards of which it changes something get a row. Where an act or its undoing cannot be stored
    it raises KpiTrainerError, and nothing has changed.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._done: list[CardsAct] = []

    def suspend(self, cards: Sequence[Queued]) -> CardsAct:
        """Suspend them, or where all are suspended resume them."""
        return self._turn(cards, LogKind.SUSPEND, LogKind.RESUME, lambda state: state.suspended)

    def bury(self, cards: Sequence[Queued]) -> CardsAct:
        """Put them away until tomorrow, or where all are bring them back."""
        today = self._trainer.clock.today()
        return self._turn(
            cards, LogKind.BURY, LogKind.UNBURY, lambda state: state.buried_day == today
        )

    def flag(self, cards: Sequence[Queued], flag: int) -> CardsAct:
        """Give them a flag, or take it off with 0."""
        changed = [queued for queued in cards if queued.state.flag != flag]
        return self._act(changed, LogKind.FLAG, lambda: flag)

    def forget(self, cards: Sequence[Queued]) -> CardsAct:
        """Make them new again; their history stays."""
        known = [queued for queued in cards if queued.state.memory is not None]
        return self._act(known, LogKind.FORGET)

    def set_due(self, cards: Sequence[Queued], first: int, last: int) -> CardsAct:
        """Let each of them come on a day drawn between `first` and `last`, in days from today."""
        today, draw = self._trainer.clock.today(), self._trainer.random
        return self._act(cards, LogKind.SET_DUE, lambda: today + draw.randint(first, last))

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return bool(self._done)

    def undo(self) -> CardsAct:
        """Take the last act back, of all its cards; gives the tombstones.

        Raises:
            LookupError: there is none.
            KpiTrainerError: also where something was done with one of the cards since.
        """
        act = self._done[-1]
        tombstones = take_back_each(self._trainer, act.rows)
        self._done.pop()
        return CardsAct(act.kind, tombstones)

    def _turn(
        self,
        cards: Sequence[Queued],
        on: LogKind,
        off: LogKind,
        is_on: Callable[[CardState], bool],
    ) -> CardsAct:
        others = [queued for queued in cards if not is_on(queued.state)]
        return self._act(others, on) if others else self._act(cards, off)

    def _act(
        self, cards: Sequence[Queued], kind: LogKind, value: Callable[[], int] | None = None
    ) -> CardsAct:
        now = self._trainer.clock.now()

        def deciding(card: Card) -> Callable[[CardState], LogEntry]:
            entry = act_entry(self._trainer, card, kind)._replace(
                at=now, value=value() if value else None
            )
            return lambda _: entry

        decisions = {queued.card.key: deciding(queued.card) for queued in cards}
        act = CardsAct(kind, self._trainer.store.record_each(decisions) if decisions else ())
        for row in act.rows:
            self._trainer.load.moved(row.before, row.after)
        if act.rows:
            self._done.append(act)
        return act


def study_cards(trainer: Trainer, cards: Sequence[Card], language: str) -> Review:
    """A session over these cards: those that are new, in learning or due are scheduled by it.

    Where none is, all are practised, which reschedules nothing.
    """
    today = trainer.clock.today()
    states = zip(cards, trainer.states_of(cards), strict=True)
    able = [
        Queued(card, state or UNTOUCHED)
        for card, state in states
        if state is None or not (state.suspended or state.buried_day == today)
    ]
    new = tuple(queued for queued in able if queued.state.memory is None)
    due, learning = [], []
    for queued in able:
        memory = queued.state.memory
        if memory is not None and memory.due_at is not None:
            learning.append((memory.due_at, queued))
        elif memory is not None and memory.due_day <= today:
            due.append(queued)
    if not (new or due or learning):
        return practise(trainer, cards, language)
    in_turn = tuple(queued for _, queued in sorted(learning, key=lambda each: each[0]))
    plan = Plan(new=new, due=tuple(due), learning=in_turn, waiting=0)
    return Review(trainer, plan, language)
