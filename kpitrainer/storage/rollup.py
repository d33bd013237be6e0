"""The rollup of the log, kept in step with it in the same transaction."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select, update

from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.replay import SHOWN, Fold
from kpitrainer.domain.schedule.review_log import LogEntry, LogRow
from kpitrainer.domain.schedule.tallies import (
    AMOUNTS,
    Amounts,
    Cell,
    fold_and_tallies,
    tally_of,
)
from kpitrainer.storage import statements
from kpitrainer.storage.mapping import OWN, Columns, log_row_of
from kpitrainer.storage.spoken import say
from kpitrainer.storage.tables import CARD, ROLLUP

_HERE = [column == bindparam(f"of_{column.name}") for column in ROLLUP.primary_key]
_CHANGE = (
    update(ROLLUP)
    .where(*_HERE)
    .values({name: ROLLUP.c[name] + bindparam(name) for name in AMOUNTS})
)
_FORGET = delete(ROLLUP).where(*_HERE, ROLLUP.c.shown == 0)
_CELLS = select(*(column for column in ROLLUP.c if column.name != "learner"))
_CLEAR = delete(ROLLUP)
_CARDS = select(CARD.c.id, CARD.c.deck).where(CARD.c.id == CARD.c.home)
_NOTHING = dict.fromkeys(AMOUNTS, 0)

DeckCell = tuple[str, Cell]


class Rollup:
    """What one transaction changes of the rollup; nothing is stored before `store`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: dict[DeckCell, Counter[str]] = {}

    def shown(self, deck: str, entry: LogEntry, before: CardState) -> None:
        """Add an act on a card of that deck, which stood so before, where it was shown."""
        if entry.kind in SHOWN:
            self.put(deck, [tally_of(entry, before)])

    def follow(self, deck: str, stood: Fold, rows: Iterable[LogRow]) -> Fold:
        """Add what a card's further rows count, which come in order after all that it `stood` at.

        Gives the fold of all of them; none takes a row back or reschedules what was before.
        """
        for row in rows:
            self.shown(deck, row.entry, stood.state)
            stood = stood.then(row)
        return stood

    def count(self, deck: str, rows: Sequence[LogRow], times: int = 1) -> Fold:
        """Add what a card's rows count, which are all it has, or take it away (`times` -1).

        Gives the fold of the rows, which comes of it.
        """
        folded, tallies = fold_and_tallies(rows)
        self.put(deck, tallies, times)
        return folded

    def count_anew(self, rows: Sequence[LogRow], new: Collection[UUID]) -> Fold:
        """Count a card's rows, as read of the log, in place of those among them that are not `new`.

        Gives the fold of the rows.
        """
        if before := [row for row in rows if row.id not in new]:
            self.count(before[0].entry.key.deck, before, -1)
        return self.count(rows[0].entry.key.deck, rows) if rows else Fold()

    def put(self, deck: str, tallies: Iterable[tuple[Cell, Amounts]], times: int = 1) -> None:
        """Add what was counted of a card of that deck, or take it away (`times` -1)."""
        for cell, amounts in tallies:
            changes = self._changes.setdefault((deck, cell), Counter())
            for name, amount in amounts.items():
                changes[name] += times * amount

    def store(self) -> None:
        """Store what was changed so far."""
        changes, self._changes = self._changes, {}
        for (deck, cell), amounts in changes.items():
            if any(amounts.values()):
                self._change(deck, cell, amounts)

    def differs(self) -> bool:
        """Whether what was added so far is anything else than what is stored."""
        return self._changes != stored_cells(self._connection)

    def replace(self) -> None:
        """Store what was added so far in place of all that is stored."""
        self._connection.execute(_CLEAR)
        self.store()

    def _change(self, deck: str, cell: Cell, amounts: Amounts) -> None:
        place: Columns = {"learner": OWN, "deck": deck, **cell._asdict(), "drill": int(cell.drill)}
        here: Columns = {f"of_{name}": value for name, value in place.items()}
        more: Columns = {**_NOTHING, **amounts}
        if not say(self._connection, _CHANGE, {**here, **more}).rowcount:
            say(self._connection, statements.ADD[ROLLUP], {**place, **more})
        elif amounts["shown"] < 0:
            say(self._connection, _FORGET, here)


def fill(
    connection: Connection, progress: Callable[[int, int], object] = lambda _done, _total: None
) -> None:
    """Count the whole log anew; `progress` is told how many cards of how many are done."""
    rollup, cards = Rollup(connection), connection.execute(_CARDS).all()
    for done, (home, deck) in enumerate(cards, 1):
        rows = connection.execute(statements.HISTORY_OF, {"home": home})
        rollup.count(deck, list(map(log_row_of, rows)))
        progress(done, len(cards))
    rollup.replace()


def stored_cells(connection: Connection) -> Mapping[DeckCell, Counter[str]]:
    """All that is stored, cell by cell."""
    return {
        (deck, Cell(day, bool(drill), card, mistake)): Counter(
            dict(zip(AMOUNTS, amounts, strict=True))
        )
        for day, deck, drill, card, mistake, *amounts in connection.execute(_CELLS)
    }
