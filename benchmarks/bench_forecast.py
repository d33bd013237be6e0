"""How near an exam's predicted mark is to what simulated learners reach who follow the plan.

`python -m benchmarks.bench_forecast [--cards N] [--runs N]`, from the project's folder. They forget
as FSRS expects; the last kind finds new cards harder than the forecast takes for usual.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import fmean
from tempfile import TemporaryDirectory

from benchmarks.common import options
from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, CardKey, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.errors import Position
from kpitrainer.domain.schedule.memory import Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.clock import Clock
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer

FIRST = 20_000
HALF_WAY = 12
"""Days that some have studied before the exam is set."""


@dataclass(frozen=True)
class Kind:
    """A kind of learner: days of study before, and the share of new cards missed at first."""

    name: str
    before: int
    missed: float


KINDS = (
    Kind("beginner", 0, 0.15),
    Kind("half-way", HALF_WAY, 0.15),
    Kind("beginner, harder", 0, 0.35),
)


class SetClock(Clock):
    """A clock that shows noon of the day it is set to."""

    day = FIRST

    def now(self) -> datetime:
        """Noon, UTC."""
        return datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=self.day)


@contextmanager
def trainer_of(cards: int, settings: Settings) -> Iterator[Trainer]:
    """A trainer over one deck, on a file that is gone afterwards."""
    at = Position("deck.yaml", 1, 1)
    made = tuple(
        Card(CardKey("deck", f"c{number}"), Basic({"en": f"{number}?"}, {"en": "!"}), at)
        for number in range(cards)
    )
    deck = Deck(id="deck", title={"en": "Deck"}, languages=("en",), level=1, cards=made, at=at)
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "progress.db")
        # Nothing here outlives a power cut.
        driver_connection(store.file.connection).execute("PRAGMA synchronous = OFF")
        chance = Random(1)  # noqa: S311 - seeds of questions
        yield Trainer(Library((deck,)), store, SetClock(zone=UTC), settings, chance)
        store.close()


def study(trainer: Trainer, day: int, kind: Kind, chance: Random) -> None:
    """Do all that a day asks for."""
    trainer.clock.day = day  # type: ignore[attr-defined] # a SetClock
    review = Review(trainer, trainer.plan(Selection()), "en")
    while review.attempt is not None:
        [state] = trainer.states_of([review.attempt.card])
        review.show()
        review.rate(_rating(state.memory if state else None, day, kind, chance))


def _rating(memory: Memory | None, day: int, kind: Kind, chance: Random) -> Rating:
    if memory is None:
        return Rating.AGAIN  # Enter, which shows it
    missed = kind.missed if memory.unasked else 1 - retrievability(memory, day, Policy())
    if chance.random() < missed:
        return Rating.AGAIN
    return chance.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (0.1, 0.8, 0.1))[0]


def difference(cards: int, days: int, retention: float, kind: Kind, seed: int) -> float:
    """What was predicted less what came, in points of a hundred."""
    exam = FIRST + kind.before + days
    settings = Settings(exam=noon(exam).date(), exam_retention=retention)
    chance = Random(seed)  # noqa: S311 - of recalling
    with trainer_of(cards, Settings()) as trainer:
        for day in range(FIRST, FIRST + kind.before):
            study(trainer, day, kind, chance)
        trainer.clock.day = FIRST + kind.before  # type: ignore[attr-defined] # a SetClock
        trainer.settings = settings
        [standing] = trainer.overview().exams
        for day in range(FIRST + kind.before, exam):
            study(trainer, day, kind, chance)
        states = trainer.states_of(trainer.library.cards)
    reached = fmean(
        retrievability(s.memory, exam, Policy()) if s and s.memory else 0.0 for s in states
    )
    return 100 * (standing.forecast.mark - reached)


def main() -> None:
    """Print the differences by kind, days and desired retention."""
    asked = options(__doc__, cards=120, runs=5)
    for kind in KINDS:
        for days in (10, 30, 90):
            for retention in (0.8, 0.9):
                found = [
                    difference(asked["cards"], days, retention, kind, seed)
                    for seed in range(asked["runs"])
                ]
                print(
                    f"{kind.name:17} {days:3} days, retention {retention:.2f}: "
                    f"{fmean(found):+5.2f} points, at most {max(map(abs, found)):.2f}"
                )


if __name__ == "__main__":
    main()
