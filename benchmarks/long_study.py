"""A long study made quickly: a learner of many decks, who forgets, practises, studies twice a day.

Some hundred histories are drawn, of which each card takes one, begun on a day of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import Connection, Table

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState, Phase
from kpitrainer.domain.schedule.replay import Fold
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.schedule.study_day import day_start
from kpitrainer.domain.schedule.tallies import Amounts, Cell, fold_and_tallies
from kpitrainer.domain.verdict import Answered, Rating
from kpitrainer.storage import statements
from kpitrainer.storage.connection import connect
from kpitrainer.storage.mapping import Columns, fold_values, log_values, policy_values, summed
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.sql_store import open_store
from kpitrainer.storage.tables import CARD, CARD_STATE, POLICY, REVIEW_LOG

DECKS = 15
DRILL_DECKS = 2
FIRST_DAY = 18_500
DAYS = 1_825
_PATTERNS = 400
_PRACTISED, _IN_TIME = 0.4, 0.9
_LONGEST = 45
"""Days between two answers at most: fifty answers to a card lie within five years."""

_AT_ONCE = 10_000
_RATINGS = (Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY)
_WEIGHTS = (10, 8, 75, 7)
_MISTAKES = ("base", "denominator", "sign", "percent", None, None)


def key_of(number: int) -> CardKey:
    """The card of a number from 0; the first hundred of each of the last two are drills."""
    return CardKey(f"deck-{number % DECKS:02}", f"c{number:05}")


def is_drill(number: int) -> bool:
    """Whether the card of that number is a drill."""
    return number % DECKS >= DECKS - DRILL_DECKS and number < DECKS * 100


def history(chance: Random, reviews: int, *, drill: bool) -> list[LogRow]:
    """So many answers to one card, the first on FIRST_DAY, most of them when it was due."""
    rows, folded, day = list[LogRow](), Fold(), FIRST_DAY
    for _ in range(reviews):
        memory = folded.state.memory
        rating = chance.choices(_RATINGS, _WEIGHTS)[0]
        at = day_start(day) + timedelta(hours=chance.choice((4, 15)), minutes=chance.randrange(50))
        practice = drill and memory is not None and chance.random() < _PRACTISED
        wrong = drill and rating is Rating.AGAIN
        entry = LogEntry(
            key=key_of(0),
            at=at,
            day=day,
            kind=LogKind.PRACTICE if practice else LogKind.REVIEW,
            was=memory.phase if memory else None,
            rating=rating,
            policy=Policy(fuzz_seed=key_of(0).card),
            duration_ms=chance.randrange(3_000, 15_000) * (4 if drill else 1),
            answered=Answered(
                typed=("12",), seed=1, mistake=chance.choice(_MISTAKES) if wrong else None
            )
            if drill
            else None,
        )
        rows.append(LogRow(UUID(int=(day << 12 | len(rows)) << 68), entry))
        folded = folded.then(rows[-1])
        after = folded.state.memory
        if after is not None:
            wait = 1 if after.phase is not Phase.REVIEW else max(1, after.interval)
            day += min(wait, _LONGEST) + (0 if chance.random() < _IN_TIME else 3)
    return rows


class Shifted:
    """One history, as a card has it that was met some days later."""

    def __init__(self, rows: Sequence[LogRow]) -> None:
        self.rows = rows
        self.last = rows[-1].entry.day - FIRST_DAY
        self.folded, self.tallies = fold_and_tallies(rows)
        self.values = [log_values(row, 1, 1, None) for row in rows]

    def cells(self, key: CardKey, later: int) -> Iterator[tuple[Cell, Amounts]]:
        """What it counts."""
        for cell, amounts in self.tallies:
            card = key.card if cell.card else ""
            yield cell._replace(day=cell.day + later, card=card), amounts

    def state(self, later: int) -> Fold:
        """What it leads to."""
        memory = self.folded.state.memory
        if memory is None:
            raise ValueError
        moved = memory._replace(due_day=memory.due_day + later, last_day=memory.last_day + later)
        return self.folded._replace(state=CardState(moved))


def write_study(path: Path, cards: int, reviews: int) -> int:
    """Make the file at `path`, of `cards` × `reviews` answers; gives the study day after them."""
    chance = Random(14)  # noqa: S311 - a benchmark, no secret
    patterns = {
        drill: [Shifted(history(chance, reviews, drill=drill)) for _ in range(_PATTERNS)]
        for drill in (False, True)
    }
    drawn = [chance.choice(patterns[is_drill(number)]) for number in range(cards)]
    later = [chance.randrange(max(1, DAYS - each.last)) for each in drawn]
    open_store(path).close()
    with connect(path, busy_seconds=5).execution_options(write=True) as connection:
        _add(connection, POLICY, iter([summed({"id": 1, **policy_values(Policy())})]))
        numbers = range(cards)
        named = ({"id": n + 1, **key_of(n)._asdict(), "home": n + 1} for n in numbers)
        _add(connection, CARD, map(summed, named))
        states = (fold_values(n + 1, drawn[n].state(later[n])) for n in numbers)
        _add(connection, CARD_STATE, states)
        _add(connection, REVIEW_LOG, _rows(drawn, later))
        rollup = Rollup(connection)
        for number, each in enumerate(drawn):
            key = key_of(number)
            rollup.put(key.deck, each.cells(key, later[number]))
        rollup.store()
        connection.commit()
    return FIRST_DAY + DAYS


def _rows(drawn: Sequence[Shifted], later: Sequence[int]) -> Iterator[Columns]:
    places = sorted(
        (row.entry.day + later[number], place, number)
        for number, each in enumerate(drawn)
        for place, row in enumerate(each.rows)
    )
    for day, place, number in places:
        made = dict(drawn[number].values[place])
        del made["checksum"]
        moved = (day - drawn[number].rows[place].entry.day) * 86_400_000_000
        uuid = UUID(int=day << 80 | place << 32 | number).bytes
        at = {"id": uuid, "card": number + 1, "day": day, "at": int(str(made["at"])) + moved}
        yield summed({**made, **at})


def _add(connection: Connection, table: Table, rows: Iterator[Columns]) -> None:
    while some := list(islice(rows, _AT_ONCE)):
        connection.execute(statements.ADD[table], some)
