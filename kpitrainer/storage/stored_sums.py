"""What statistics read: sums of the log, from its rollup, and the latest answers to a card."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select

from kpitrainer.collector import collector_paused
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.memory import MATURE_DAYS
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.domain.schedule.tallies import Amounts
from kpitrainer.storage import statements
from kpitrainer.storage.mapping import OWN, log_row_of
from kpitrainer.storage.spoken import say
from kpitrainer.storage.stored_moves import StoredMoves
from kpitrainer.storage.tables import CARD, CARD_STATE, ROLLUP
from kpitrainer.study.store import CardFigures

_roll, _state = ROLLUP.c, CARD_STATE.c
_STANDING = case(
    (_state.phase.is_(None), Maturity.NEW.value),
    (or_(_state.due_at.is_not(None), _state.reps == 0), Maturity.LEARNING.value),
    (_state.interval >= MATURE_DAYS, Maturity.MATURE.value),
    else_=Maturity.YOUNG.value,
)
"""As `counts.maturity`, which a test holds it against."""

_FIGURES = select(
    *(CARD.c.deck, CARD.c.card, _STANDING, _state.suspended, _state.reps),
    *(_state.stability, _state.difficulty, _state.due_day, _state.last_day),
    *(_state.interval, _state.lapses),
).select_from(CARD.join(CARD_STATE, and_(_state.learner == OWN, _state.card == CARD.c.id)))
_FIGURES_OF_DECK = _FIGURES.where(CARD.c.deck == bindparam("deck"))


class StoredSums(StoredMoves):
    """Sums of the log, as `kpitrainer.study.store.Store` asks for them."""

    def sums(
        self,
        amounts: Sequence[str],
        *by: str,
        since: int,
        until: int | None = None,
        deck: str | None = None,
        drills: bool = False,
    ) -> Mapping[tuple[Any, ...], Amounts]:
        """The amounts of study days from `since` on, by some fields of a `Cell` and "deck"."""
        columns: list[ColumnElement[Any]] = [_roll[name] for name in by]
        wanted = [_roll.learner == OWN, _roll.day >= since]
        if until is not None:
            wanted.append(_roll.day < until)
        if deck is not None:
            wanted.append(_roll.deck == deck)
        if drills:
            wanted.append(_roll.drill == 1)
        summed = (func.sum(_roll[name]) for name in amounts)
        statement = select(*columns, *summed).where(*wanted).group_by(*columns)
        with collector_paused(), self._transaction() as connection:
            rows = connection.execute(statement.having(func.count() > 0)).all()
            return {
                tuple(row[: len(by)]): dict(zip(amounts, map(int, row[len(by) :]), strict=True))
                for row in rows
            }

    def card_figures(self, deck: str | None = None) -> Sequence[CardFigures]:
        """How every card stands that was ever touched."""
        statement, place = (_FIGURES, {}) if deck is None else (_FIGURES_OF_DECK, {"deck": deck})
        with collector_paused(), self._transaction() as connection:
            rows = say(connection, statement, place).fetchall()
            return list(map(CardFigures._make, rows))

    def first_day(self, deck: str | None = None) -> int | None:
        """The first study day on which a card was shown."""
        statement = select(func.min(_roll.day)).where(_roll.learner == OWN)
        if deck is not None:
            statement = statement.where(_roll.deck == deck)
        with self._transaction() as connection:
            first: int | None = connection.execute(statement).scalar()
        return first

    def latest_answers(self, key: CardKey, count: int) -> Sequence[LogRow]:
        """The latest answers to a card that were not taken back, oldest first."""
        with self._transaction() as connection:
            place = {**key._asdict(), "count": count}
            rows = connection.execute(statements.LATEST_ANSWERS, place).all()
        return [log_row_of(row) for row in reversed(rows)]
