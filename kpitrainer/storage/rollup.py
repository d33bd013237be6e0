"""The rollup of the log, kept in step with it in the same transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select, update

from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.replay import SHOWN, Fold
from kpitrainer.domain.schedule.review_log import LogEntry, LogRow
from kpitrainer.domain.schedule.tallies import Cell, Tally, fold_and_tallies, tally_of
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage import statements
from kpitrainer.storage.mapping import KIND_NUMBERS, KINDS, OWN, Columns, log_row_of
from kpitrainer.storage.spoken import say
from kpitrainer.storage.tables import CARD, ROLLUP

STATES = (Maturity.NEW, Maturity.LEARNING, Maturity.YOUNG, Maturity.MATURE)
"""By their numbers, which never change: they stand in files."""

_VALUES = ("count", "milliseconds", "desired")
_HERE = [column == bindparam(f"of_{column.name}") for column in ROLLUP.primary_key]
_CHANGE = (
    update(ROLLUP)
    .where(*_HERE)
    .values({name: ROLLUP.c[name] + bindparam(f"more_{name}") for name in _VALUES})
)
_FORGET = delete(ROLLUP).where(*_HERE, ROLLUP.c.count == 0)
_CELLS = select(*list(ROLLUP.c)[1:])
_CARDS = select(CARD.c.id, CARD.c.deck).where(CARD.c.id == CARD.c.home)
_CLEAR = delete(ROLLUP)

DeckCell = tuple[str, Cell]


class Rollup:
    """What one transaction changes of the rollup; nothing is stored before `store`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: dict[DeckCell, Tally] = {}

    def shown(self, deck: str, entry: LogEntry, before: CardState) -> None:
        """Add an act on a card of that deck, which stood so before, where it was shown."""
        if entry.kind in SHOWN:
            cell, tally = tally_of(entry, before)
            self._add((deck, cell), tally)

    def count(self, deck: str, rows: Sequence[LogRow], times: int = 1) -> Fold:
        """Add what a card's rows count, which are all it has, or take it away (`times` -1).

        Gives the fold of the rows, which comes of it.
        """
        folded, tallies = fold_and_tallies(rows)
        for cell, tally in tallies.items():
            self._add((deck, cell), tally, times)
        return folded

    def count_anew(self, rows: Sequence[LogRow], new: Collection[UUID]) -> Fold:
        """Count a card's rows, as read of the log, in place of those among them that are not `new`.

        Gives the fold of the rows.
        """
        if before := [row for row in rows if row.id not in new]:
            self.count(before[0].entry.key.deck, before, -1)
        return self.count(rows[0].entry.key.deck, rows) if rows else Fold()

    def store(self) -> None:
        """Store what was changed so far."""
        changes, self._changes = self._changes, {}
        for (deck, cell), tally in changes.items():
            if any(tally):
                self._change(deck, cell, tally)

    def differs(self) -> bool:
        """Whether what was added so far is anything else than what is stored."""
        return self._changes != stored_cells(self._connection)

    def replace(self) -> None:
        """Store what was added so far in place of all that is stored."""
        self._connection.execute(_CLEAR)
        self.store()

    def _add(self, place: DeckCell, tally: Tally, times: int = 1) -> None:
        self._changes[place] = self._changes.get(place, Tally()).plus(tally, times)

    def _change(self, deck: str, cell: Cell, tally: Tally) -> None:
        place = _columns(deck, cell)
        here: Columns = {f"of_{name}": value for name, value in place.items()}
        more: Columns = {f"more_{name}": value for name, value in tally._asdict().items()}
        if not say(self._connection, _CHANGE, {**here, **more}).rowcount:
            say(self._connection, statements.ADD[ROLLUP], {**place, **tally._asdict()})
        elif tally.count < 0:
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


def stored_cells(connection: Connection) -> Mapping[DeckCell, Tally]:
    """All that is stored, cell by cell."""
    cells = {}
    for day, hour, deck, kind, was, rating, drill, card, mistake, *sums in connection.execute(_CELLS):
        rated = Rating(rating) if rating else None
        cell = Cell(day, hour, KINDS[kind], STATES[was], rated, bool(drill), card, mistake)
        cells[deck, cell] = Tally(*sums)
    return cells


def _columns(deck: str, cell: Cell) -> Columns:
    return {
        "learner": OWN,
        "day": cell.day,
        "hour": cell.hour,
        "deck": deck,
        "kind": KIND_NUMBERS[cell.kind],
        "was": STATES.index(cell.was),
        "rating": cell.rating or 0,
        "drill": int(cell.drill),
        "card": cell.card,
        "mistake": cell.mistake,
    }
