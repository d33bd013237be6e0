"""Rows of the log appended, and cards folded, within one transaction of the store."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime

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
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.spoken import say
from kpitrainer.storage.tables import CARD, CARD_STATE, LABEL, POLICY, REVIEW_LOG

_REMEMBERED = 20_000
"""Numbers of cards and texts: some megabytes."""

OF_OTHER_ROWS = (LogKind.UNDO, LogKind.RESCHEDULE)
"""Acts that change what earlier rows lead to."""


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


def drop(connection: Connection, key: CardKey) -> None:
    """Remove all that is stored of a card, under each name it had."""
    card = connection.execute(statements.CARD_OF_KEY, key._asdict()).one_or_none()
    if card is not None:
        rollup = Rollup(connection)
        rollup.count(*CardLog(connection).of_home(card.home), -1)
        rollup.store()
        for statement in statements.DROP_CARD:
            connection.execute(statement, {"home": card.home})


def unsettled(
    connection: Connection, homes: Mapping[CardKey, CardKey]
) -> Mapping[CardKey, CardKey]:
    """Those of the names, each with its home, that have another home at present."""
    rows = connection.execute(statements.HOMES).all()
    present = {CardKey(row[0], row[1]): CardKey(row[2], row[3]) for row in rows}
    return {key: home for key, home in homes.items() if present.get(key, key) != home}


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
        self._cards: dict[CardKey, tuple[int, int]] = {}
        self._policies: dict[Policy, int] = {}
        self._labels: dict[tuple[int, str], int] = {}

    def forget(self) -> None:
        """Remember no more numbers than a large log may make many of."""
        if len(self._cards) + len(self._labels) > _REMEMBERED:
            self._cards.clear()
            self._labels.clear()

    def record(self, entry: LogEntry, before: Fold) -> Recorded:
        """Append what was done now, and store the state it leads to."""
        memory = before.state.memory
        entry = entry._replace(was=None if memory is None else memory.phase)
        row = LogRow(new_id(before.last), entry)
        self._look_up(entry)
        home, rollup = self.numbers(entry.key)[1], Rollup(self._connection)
        self.add([row])
        if entry.kind in OF_OTHER_ROWS:
            folded = rollup.count_anew(self._history(home), {row.id})
        else:
            folded = before.then(row)
            rollup.shown(self.deck_of(entry.key), entry, before.state)
        rollup.store()
        self._put(home, folded)
        return Recorded(row.id, entry, before.state, folded.state)

    def take_back(self, row: LogRow, at: datetime, day: int) -> Recorded:
        """Append the tombstone of a row, and fold its card without it.

        It stands under the row's own name: whatever becomes of names, the two stay together.
        """
        before = stored_fold(self._connection, row.entry.key)
        key = row.entry.key
        tombstone = LogEntry(key=key, at=at, day=day, kind=LogKind.UNDO, undoes=row.id)
        return self.record(tombstone, before)

    def move(self, key: CardKey, to: CardKey, at: datetime, day: int) -> None:
        """Append that what is known under a name is of the card `to`; it comes after all of it."""
        known = [stored_fold(self._connection, each).last for each in (key, to)]
        last = max((each for each in known if each is not None), default=None)
        entry = LogEntry(key=key, at=at, day=day, kind=LogKind.MOVED, to=to)
        self.add([LogRow(new_id(last), entry)])
        self.fold_anew(key)

    def add(self, rows: Iterable[LogRow]) -> None:
        """Append rows as they are; their cards are to be folded anew."""
        values = []
        for row in rows:
            entry = row.entry
            card, _ = self.numbers(entry.key)
            label = None if entry.label is None else self._label(card, entry.label)
            values.append(log_values(row, card, self._policy(entry.policy), label))
        if values:
            say(self._connection, statements.ADD[REVIEW_LOG], *values)

    def fold_anew(self, key: CardKey) -> None:
        """Store what a card's rows lead to."""
        self.put(key, fold(self.history(key)))

    def put(self, key: CardKey, folded: Fold) -> None:
        """Store what a card's rows lead to, which are all it has under any name."""
        self._put(self.numbers(key)[1], folded)

    def history(self, key: CardKey) -> list[LogRow]:
        """A card's rows, whichever name of it is given, in no order."""
        return self._history(self.numbers(key)[1])

    def settle(self, homes: Mapping[CardKey, CardKey]) -> None:
        """Let what is known under each name be of its home, whose home is itself.

        Names of which nothing is stored are passed over.
        """
        moves = {}
        for name, home in homes.items():
            if self._connection.execute(statements.CARD_OF_KEY, name._asdict()).first() is None:
                continue
            number, before = self.numbers(name)
            now = number if home == name else self.numbers(home)[0]
            if now != before:
                moves[name] = number, before, now
        changed = sorted({each for _, *both in moves.values() for each in both})
        rollup = Rollup(self._connection)
        for each in changed:
            rollup.count(*self.of_home(each), -1)
        for name, (number, _, now) in moves.items():
            values = summed({"id": number, "deck": name.deck, "card": name.card, "home": now})
            place = {"of_card": number, "home": now, "checksum": values["checksum"]}
            self._connection.execute(statements.SET_HOME, place)
            self._cards[name] = number, now
        for each in changed:
            if self._connection.execute(statements.IS_HOME, {"of_card": each}).scalar():
                self._put(each, rollup.count(*self.of_home(each)))
            else:
                self._connection.execute(statements.DROP_STATE, {"of_card": each})
        rollup.store()

    def deck_of(self, key: CardKey) -> str:
        """The deck of a name's home."""
        number, home = self.numbers(key)
        if number == home:
            return key.deck
        return str(self._connection.execute(statements.DECK_OF, {"home": home}).scalar_one())

    def of_home(self, home: int) -> tuple[str, list[LogRow]]:
        """The deck and the rows of the card of this number, in no order."""
        rows = self._history(home)
        return (rows[0].entry.key.deck if rows else ""), rows

    def _history(self, home: int) -> list[LogRow]:
        rows = self._connection.execute(statements.HISTORY_OF, {"home": home}).all()
        return [log_row_of(row) for row in rows]

    def number_all(self, keys: Iterable[CardKey] = ()) -> None:
        """Learn the numbers of all cards at once, and give `keys` that have none one."""
        for deck, card, number, home in self._connection.execute(statements.CARDS):
            self._cards[CardKey(deck, card)] = number, home
        free: int = self._connection.execute(statements.FREE_NUMBER[CARD]).scalar_one()
        new = [key for key in keys if key not in self._cards]
        self._cards.update({key: (number, number) for number, key in enumerate(new, free)})
        rows: list[Columns] = [
            {"id": self._cards[key][0], **key._asdict(), "home": self._cards[key][0]} for key in new
        ]
        if rows:
            self._connection.execute(statements.ADD[CARD], list(map(summed, rows)))

    def put_each(self, folds: Mapping[int, Fold], known: Container[int]) -> None:
        """Store what the rows of these homes lead to; those `known` have a state already."""
        new, changes = [], []
        for home, folded in folds.items():
            values = fold_values(home, folded)
            if home in known:
                changes.append(_change(values))
            else:
                new.append(values)
        if changes:
            say(self._connection, statements.CHANGE_STATE, *changes)
        if new:
            say(self._connection, statements.ADD[CARD_STATE], *new)

    def home(self, key: CardKey) -> int:
        """The number of a name's home; a name that has none is given one."""
        return self.numbers(key)[1]

    def _look_up(self, entry: LogEntry) -> None:
        """Learn at once the numbers of what an entry names, as far as there are any yet."""
        key, label, shared = entry.key, entry.label, entry.policy._replace(fuzz_seed="")
        values = {**key._asdict(), "text": label, **policy_values(shared)}
        row = say(self._connection, statements.NUMBERS_OF, values).fetchone()
        if row is None:
            return
        self._cards[key] = row[0], row[1]
        if label is not None and row[2] is not None:
            self._labels[row[0], label] = row[2]
        if row[3] is not None:
            self._policies[shared] = row[3]

    def _put(self, card: int, folded: Fold) -> None:
        values = fold_values(card, folded)
        if not say(self._connection, statements.CHANGE_STATE, _change(values)).rowcount:
            say(self._connection, statements.ADD[CARD_STATE], values)

    def numbers(self, key: CardKey) -> tuple[int, int]:
        """The numbers of a name and of its home, which is itself where it is new."""
        if key not in self._cards:
            row = say(self._connection, statements.CARD_OF_KEY, key._asdict()).fetchone()
            if row is None:
                number = self._free(CARD)
                values: Columns = {"id": number, **key._asdict(), "home": number}
                say(self._connection, statements.ADD[CARD], summed(values))
                self._cards[key] = number, number
            else:
                self._cards[key] = row[0], row[1]
        return self._cards[key]

    def _policy(self, policy: Policy) -> int:
        shared = policy._replace(fuzz_seed="")
        if shared not in self._policies:
            values = policy_values(policy)
            self._policies[shared] = self._number(POLICY, statements.POLICY_OF, values)
        return self._policies[shared]

    def _label(self, card: int, text: str) -> int:
        if (card, text) not in self._labels:
            values: Columns = {"card": card, "text": text}
            self._labels[card, text] = self._number(LABEL, statements.LABEL_OF, values)
        return self._labels[card, text]

    def _number(self, table: Table, find: Executable, values: Columns) -> int:
        found = say(self._connection, find, values).fetchone()
        return self._add(table, values) if found is None else int(found[0])

    def _add(self, table: Table, values: Columns) -> int:
        number = self._free(table)
        say(self._connection, statements.ADD[table], summed({"id": number, **values}))
        return number

    def _free(self, table: Table) -> int:
        number: int = say(self._connection, statements.FREE_NUMBER[table], {}).fetchone()[0]
        return number
