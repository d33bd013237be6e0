"""A file that takes no answer: nothing is shown as saved, and the answer can be given again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, cards, deck, drill


@pytest.fixture
def trainer(tmp_path: Path, clock: FixedClock) -> Iterator[Trainer]:
    """A trainer that does not wait for others to finish writing."""
    store = open_store(tmp_path / "progress.db", busy_seconds=0.01)
    library = Library((deck("deck", drill(), *cards(1)),))
    yield Trainer(library, store, clock, Settings(), Random(2))  # noqa: S311 - chance for a test
    store.close()


@contextmanager
def somebody_else_is_writing(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_rating_that_could_not_be_stored(trainer: Trainer, tmp_path: Path) -> None:
    review = Review(trainer, trainer.plan(Selection()), "fr")
    asked = review.attempt
    assert asked is not None
    asked.show()
    before = (review.remaining, review.progress, review.can_undo)
    with somebody_else_is_writing(tmp_path / "progress.db"):
        with pytest.raises(KpiTrainerError):
            review.rate(Rating.GOOD)
        with pytest.raises(KpiTrainerError):
            review.bury()
    assert review.attempt is asked
    assert (review.remaining, review.progress, review.can_undo) == before
    assert review.answers == []
    review.rate(Rating.GOOD)
    assert len(trainer.store.history(asked.card.key)) == 1
    with somebody_else_is_writing(tmp_path / "progress.db"), pytest.raises(KpiTrainerError):
        review.undo()
    assert len(review.answers) == 1
    assert review.undo()


@pytest.mark.parametrize("shows", [False, True])
def test_a_calculation_that_could_not_be_stored(
    trainer: Trainer, tmp_path: Path, shows: bool
) -> None:
    drilling = Drilling(trainer, (drill(),), "fr", seed=8)
    assert drilling.attempt is not None
    exercise = drilling.attempt.exercise
    assert exercise is not None
    with somebody_else_is_writing(tmp_path / "progress.db"), pytest.raises(KpiTrainerError):
        drilling.show() if shows else drilling.answer(str(exercise.answer))
    assert drilling.attempt.exercise == exercise
    assert (drilling.attempt.closed, drilling.attempt.tries) == (False, ())
    assert drilling.answers == []
    drilling.answer(str(exercise.answer))
    assert drilling.score == (1, 1)
    assert len(trainer.store.history(drill().key)) == 1
