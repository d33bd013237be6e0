"""Rows of the log appended, and cards folded, within one transaction of the store."""

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, Executable, Table

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.replay import Fold, fold
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy, Recorded
from kpitrainer.storage import statements
from kpitrainer.storage.mapping import (
    OWN,
    Columns,
    fold_of,
    fold_values,
    log_row_of,
    log_values,
    policy_values,
    summed,
)
from kpitrainer.storage.row_sum import Stored
from kpitrainer.storage.spoken import say
from kpitrainer.storage.tables import CARD, CARD_STATE, LABEL, POLICY, REVIEW_LOG

if sys.version_info >= (3, 14):
    from uuid import uuid7
else:
    from uuid6 import uuid7


_OF_OTHER_ROWS = (LogKind.UNDO, LogKind.RESCHEDULE)
"""Acts that change what earlier rows lead to."""


def new_id(last: UUID | None = None) -> UUID:
    """An id for a row, which comes after all before it, and after `last`."""
    made = UUID(int=uuid7().int)
    # The clock of the machine that gave the last one may be ahead, or was set back since.
    return made if last is None or last < made else UUID(int=last.int + 1)


def has_progress(connection: Connection, key: CardKey) -> bool:
    """Whether anything is stored of a card."""
    return connection.execute(statements.STATE, key._asdict()).one_or_none() is not None


def stored_fold(connection: Connection, key: CardKey) -> Fold:
    """What is stored of a card."""
    row = say(connection, statements.STATE, key._asdict()).fetchone()
    return Fold() if row is None else fold_of(row[1:])


def standing_for(key: CardKey, rows: Sequence[LogRow], state: CardState) -> LogRow:
    """What gives a card a state to which its rows do not lead; it comes after them."""
    memory = state.memory
    day, at = (memory.last_day, memory.last_at) if memory else (0, datetime.fromtimestamp(0, UTC))
    last = max(rows, key=lambda row: row.id, default=None)
    if last is not None:
        day, at = last.entry.day, last.entry.at
    kind, version = LogKind.RESTORED, state.version
    entry = LogEntry(key=key, at=at, day=day, kind=kind, version=version, state=state)
    return LogRow(new_id(None if last is None else last.id), entry)


def rename(connection: Connection, old: CardKey, new: CardKey) -> None:
    """Give what is stored of a card to another name of it."""
    number, _, card, first_name, _ = connection.execute(statements.CARD_ROW, old._asdict()).one()
    first_name = card if first_name is None else first_name
    row: Columns = {"id": number, "deck": new.deck, "card": new.card, "first_name": first_name}
    values = summed(row)
    del values["id"]
    connection.execute(statements.RENAME, {"of_card": number, **values})


def drop(connection: Connection, key: CardKey) -> None:
    """Remove all that is stored of a card."""
    number = connection.execute(statements.CARD_OF_KEY, key._asdict()).scalar()
    for statement in statements.DROP_CARD:
        connection.execute(statement, {"of_card": number})


def _change(values: Columns) -> Columns:
    """A card's state as CHANGE_STATE takes it."""
    changed = {**values, "of_learner": OWN, "of_card": values["card"]}
    del changed["learner"], changed["card"]
    return changed


class CardLog:
    """Appends to the log; what rows name is numbered as it comes, and remembered."""

    def __init__(self, connection: Connection) -> None:
        """For one transaction."""
        self._connection = connection
        self._cards: dict[CardKey, tuple[int, str]] = {}
        self._policies: dict[tuple[Stored, ...], int] = {}
        self._labels: dict[tuple[int, str], int] = {}

    def record(self, entry: LogEntry, before: Fold) -> Recorded:
        """Append what was done now, and store the state it leads to."""
        memory = before.state.memory
        entry = replace(entry, was=None if memory is None else memory.phase)
        row = LogRow(new_id(before.last), entry)
        self.add([row])
        if entry.kind in _OF_OTHER_ROWS:
            folded = self.fold_anew(entry.key)
        else:
            folded = before.then(row)
            self._put(self._card(entry.key)[0], folded)
        return Recorded(row.id, entry, before.state, folded.state)

    def take_back(self, row: LogRow, at: datetime, day: int) -> Recorded:
        """Append the tombstone of a row, and fold its card without it."""
        before = stored_fold(self._connection, row.entry.key)
        key = row.entry.key
        tombstone = LogEntry(key=key, at=at, day=day, kind=LogKind.UNDO, undoes=row.id)
        return self.record(tombstone, before)

    def add(self, rows: Iterable[LogRow]) -> None:
        """Append rows as they are; their cards are to be folded anew."""
        values = []
        for row in rows:
            entry = row.entry
            card, first_name = self._card(entry.key)
            label = None if entry.label is None else self._label(card, entry.label)
            values.append(log_values(row, card, self._policy(entry.policy), label, first_name))
        if values:
            say(self._connection, statements.ADD[REVIEW_LOG], *values)

    def fold_anew(self, key: CardKey, rows: Sequence[LogRow] | None = None) -> Fold:
        """Store what a card's `rows` lead to, which are all it has."""
        folded = fold(self.history(key) if rows is None else rows)
        self._put(self._card(key)[0], folded)
        return folded

    def history(self, key: CardKey) -> list[LogRow]:
        """A card's rows, in no order."""
        number, _ = self._card(key)
        rows = self._connection.execute(statements.HISTORY_OF, {"card": number}).all()
        return [log_row_of(row) for row in rows]

    def number_all(self, keys: Iterable[CardKey] = ()) -> None:
        """Learn the numbers of all cards at once, and give `keys` that have none one."""
        for deck, card, number, first_name in self._connection.execute(statements.CARDS):
            self._cards[CardKey(deck, card)] = number, card if first_name is None else first_name
        free: int = self._connection.execute(statements.FREE_NUMBER[CARD]).scalar_one()
        new = [key for key in keys if key not in self._cards]
        self._cards.update({key: (number, key.card) for number, key in enumerate(new, free)})
        rows: list[Columns] = [
            {"id": self._cards[key][0], "deck": key.deck, "card": key.card, "first_name": None}
            for key in new
        ]
        if rows:
            self._connection.execute(statements.ADD[CARD], list(map(summed, rows)))

    def put_each(self, folds: Mapping[CardKey, Fold], known: Collection[CardKey]) -> None:
        """Store what the rows of these cards lead to; those `known` have a state already."""
        new, changes = [], []
        for key, folded in folds.items():
            values = fold_values(self._card(key)[0], folded)
            if key in known:
                changes.append(_change(values))
            else:
                new.append(values)
        if changes:
            self._connection.execute(statements.CHANGE_STATE, changes)
        if new:
            self._connection.execute(statements.ADD[CARD_STATE], new)

    def number(self, key: CardKey) -> int:
        """A card's number; a card that has none is given one."""
        return self._card(key)[0]

    def _put(self, card: int, folded: Fold) -> None:
        values = fold_values(card, folded)
        if not say(self._connection, statements.CHANGE_STATE, _change(values)).rowcount:
            say(self._connection, statements.ADD[CARD_STATE], values)

    def _card(self, key: CardKey) -> tuple[int, str]:
        """A card's number and first name."""
        if key not in self._cards:
            row = say(self._connection, statements.CARD_OF_KEY, key._asdict()).fetchone()
            if row is None:
                values: Columns = {"deck": key.deck, "card": key.card, "first_name": None}
                self._cards[key] = self._add(CARD, values), key.card
            else:
                number, name, first_name = row
                self._cards[key] = number, name if first_name is None else first_name
        return self._cards[key]

    def _policy(self, policy: Policy) -> int:
        values = policy_values(policy)
        named = tuple(values.values())
        if named not in self._policies:
            self._policies[named] = self._number(POLICY, statements.POLICY_OF, values)
        return self._policies[named]

    def _label(self, card: int, text: str) -> int:
        if (card, text) not in self._labels:
            values: Columns = {"card": card, "text": text}
            self._labels[card, text] = self._number(LABEL, statements.LABEL_OF, values)
        return self._labels[card, text]

    def _number(self, table: Table, find: Executable, values: Columns) -> int:
        found = say(self._connection, find, values).fetchone()
        return self._add(table, values) if found is None else int(found[0])

    def _add(self, table: Table, values: Columns) -> int:
        number: int = self._connection.execute(statements.FREE_NUMBER[table]).scalar_one()
        self._connection.execute(statements.ADD[table], summed({"id": number, **values}))
        return number
