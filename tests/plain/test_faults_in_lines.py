"""What cannot be stored ends no session in lines: it is told, and asked again."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import Translator
from kpitrainer.plain.clock_lines import offer_to_take_back
from kpitrainer.plain.console import Console, PlainContext
from kpitrainer.plain.drill_lines import drill as drill_in_lines
from kpitrainer.plain.session_lines import study
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, FixedClock, card, deck, drill, noon

Step = str | Callable[[], object]


class Learner(StringIO):
    """Types lines; what stands between them happens just before the next one."""

    def __init__(self, *steps: Step) -> None:
        super().__init__()
        self._steps = iter(steps)

    def isatty(self) -> bool:
        return True

    def readline(self, _size: object = None, /) -> str:  # type: ignore[override] # its bases differ
        for step in self._steps:
            if isinstance(step, str):
                return f"{step}\n"
            step()
        return ""


@pytest.fixture
def other(store: SqlStore) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the same file."""
    driver_connection(store.file.connection).execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(store.path, isolation_level=None)
    yield other
    other.close()


def _context(
    store: SqlStore, *steps: Step, cards: tuple[Card, ...]
) -> tuple[PlainContext, StringIO]:
    chance = Random(1)  # noqa: S311 - questions that are the same in every run
    trainer = Trainer(
        Library((deck("deck", *cards),)), store, FixedClock(noon()), Settings(), chance
    )
    out = StringIO()
    return PlainContext(trainer, Translator("en"), Console(Learner(*steps), out)), out


def _held(other: sqlite3.Connection, line: str) -> tuple[Step, ...]:
    """A line typed while the other program writes, and once more when it has done."""
    return (
        partial(other.execute, "BEGIN IMMEDIATE"),
        line,
        partial(other.execute, "ROLLBACK"),
        line,
    )


@pytest.mark.parametrize(
    ("act", "done"), [("4", "Saved: Easy."), ("-", "until tomorrow"), ("@", "Card suspended")]
)
def test_what_a_lock_refuses_may_be_tried_again(
    store: SqlStore, other: sqlite3.Connection, act: str, done: str
) -> None:
    context, out = _context(store, "", *_held(other, act), cards=(card("one"),))
    study(context, Review(context.trainer, context.trainer.plan(Selection()), "en"))
    before, refused, after = out.getvalue().partition("nothing was saved")
    assert refused
    assert done in after
    assert done not in before
    assert ("If you knew it: 2 Hard" in after) == (act == "4"), "the ratings are offered again"
    assert len(list(store.rows())) == 1


def test_that_no_backup_could_be_made_is_told_after_the_summary(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_right(_: Path) -> Path:
        raise PermissionError

    monkeypatch.setattr("kpitrainer.storage.backups.back_up", no_right)
    context, out = _context(store, "", "4", cards=(card("one"),))
    study(context, Review(context.trainer, context.trainer.plan(Selection()), "en"))
    told = f"Your answers are saved, but no backup of them could be made in {store.path.parent}."
    assert out.getvalue().count(told) == 1


def test_so_may_a_calculation_be(store: SqlStore, other: sqlite3.Connection) -> None:
    context, out = _context(store, *_held(other, ""), "q", cards=(drill(),))
    cards = context.trainer.library.cards
    drill_in_lines(context, Drilling(context.trainer, cards, "en", count=1, seed=1))
    _, refused, after = out.getvalue().partition("nothing was saved")
    assert refused
    assert "Answer: " in after
    assert len(list(store.rows())) == 1


@pytest.mark.parametrize(
    ("lines", "told", "left"), [(("what", "y"), "1 answer taken back", 0), (("n",), "kept", 1)]
)
def test_answers_of_days_to_come_may_be_taken_back(
    store: SqlStore, lines: tuple[str, ...], told: str, left: int
) -> None:
    context, out = _context(store, *lines, "q", cards=(card("one"), card("two")))
    trainer = context.trainer
    clock = trainer.clock
    assert isinstance(clock, FixedClock)
    for day in (DAY, DAY + 3653):
        clock.set(noon(day))
        review = Review(trainer, trainer.plan(Selection()).limited(1), "en")
        review.show()
        review.rate(Rating.GOOD)
    clock.set(noon(DAY + 1))
    offer_to_take_back(context)
    assert told in out.getvalue()
    assert len(trainer.store.ahead(DAY + 2)) == left
