"""What a start and a day’s plan read of the states: all of them, or what is counted of them."""

from collections.abc import Mapping

from sqlalchemy import bindparam, func, select

from kpitrainer.collector import collector_paused
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import LEECH_LAPSES, CardState
from kpitrainer.storage.mapping import state_of
from kpitrainer.storage.spoken import say
from kpitrainer.storage.statements import LAST_STUDIED, STATE_COLUMNS, WITH_STATE
from kpitrainer.storage.stored_sums import StoredSums
from kpitrainer.storage.tables import CARD, CARD_STATE

_card, _state = CARD.c, CARD_STATE.c

_KEYS = select(_card.deck, _card.card).select_from(WITH_STATE)
_LEECHES = _KEYS.where(_state.lapses >= LEECH_LAPSES, _state.suspended == 0)
_STATES = select(_card.deck, _card.card, *STATE_COLUMNS[:-3]).select_from(WITH_STATE)
_NAME = 2
"""Columns of a row before those of its state."""

_DUE_COUNTS = (
    select(_state.due_day, func.count())
    .where(_state.due_day >= bindparam("day"), _state.suspended == 0)
    .group_by(_state.due_day)
)


class StoredStates(StoredSums):
    """The states of cards, as `kpitrainer.study.store.Store` asks for them."""

    def states(self) -> Mapping[CardKey, CardState]:
        """The state of every card ever touched."""
        with collector_paused(), self._transaction() as connection:
            rows = say(connection, _STATES, {}).fetchall()
            return {_key(row[:_NAME]): state_of(row[_NAME:]) for row in rows}

    def keys(self) -> frozenset[CardKey]:
        """Every card ever touched."""
        with self._transaction() as connection:
            return frozenset(map(_key, say(connection, _KEYS, {}).fetchall()))

    def leeches(self) -> frozenset[CardKey]:
        """The leeches among them that are not suspended."""
        with self._transaction() as connection:
            return frozenset(map(_key, say(connection, _LEECHES, {}).fetchall()))

    def due_counts(self, day: int) -> Mapping[int, int]:
        """How many cards that are not suspended come due on each study day from `day` on."""
        with self._transaction() as connection:
            return dict(map(tuple, connection.execute(_DUE_COUNTS, {"day": day}).all()))

    def last_studied(self) -> Mapping[str, int]:
        """Deck id to the last study day one of its cards was answered or introduced."""
        with self._transaction() as connection:
            return dict(map(tuple, connection.execute(LAST_STUDIED).all()))


def _key(row: tuple[str, str]) -> CardKey:
    return tuple.__new__(CardKey, row)
