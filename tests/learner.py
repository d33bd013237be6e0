"""Simulated learners whose memory is by FSRS, but for their initial stabilities."""

from collections.abc import Iterable, Iterator
from random import Random
from uuid import UUID

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.initial_fit import Recollection
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS, retrievability, review
from kpitrainer.domain.verdict import Rating
from tests.factories import DAY, noon

AGAIN, HARD, GOOD, EASY = Rating
USUAL = DEFAULT_PARAMETERS[:4]
FIRST_DAYS = {
    AGAIN: (AGAIN, GOOD, GOOD),
    HARD: (HARD, GOOD, GOOD),
    GOOD: (GOOD, GOOD),
    EASY: (EASY,),
}


def learner(
    stabilities: tuple[float, ...], count: int, seed: int = 1, firsts: Iterable[Rating] = Rating
) -> Iterator[Recollection]:
    """What somebody recalls whose memory is by FSRS, but for these initial stabilities.

    They are scheduled as usual, by the real scheduler, and often come late.
    """
    random, firsts = Random(seed), list(firsts)  # noqa: S311 - chance for a test
    shares = {AGAIN: 0.4, HARD: 0.1, GOOD: 0.4, EASY: 0.1}
    true = Policy(parameters=(*stabilities, *DEFAULT_PARAMETERS[4:]))
    for number in range(count):
        (first,) = random.choices(firsts, [shares[each] for each in firsts])
        ratings = FIRST_DAYS[first]
        planned = real = None
        for rating in ratings:
            planned = review(planned, rating, noon(), DAY, Policy(fuzz_seed=str(number)))
            real = review(real, rating, noon(), DAY, true)
        assert planned is not None
        assert real is not None
        days = planned.interval + random.choice([0, 0, 0, 1, 2, 5])
        chance = retrievability(real, DAY + days, true)
        yield Recollection(ratings, days, random.random() < chance)


def log_of(recollections: Iterable[Recollection], first_day: int = DAY - 60) -> list[LogRow]:
    """The log of a learner who began with a card each, called card-000 and so on."""
    rows: list[LogRow] = []
    for number, (ratings, days, recalled) in enumerate(recollections):
        name = f"card-{number:03}"
        answers = [(first_day, rating) for rating in ratings]
        answers.append((first_day + days, GOOD if recalled else AGAIN))
        for place, (day, rating) in enumerate(answers):
            entry = LogEntry(
                key=CardKey("deck", name),
                at=noon(day, 11 * place),
                day=day,
                kind=LogKind.REVIEW,
                rating=rating,
                policy=Policy(fuzz_seed=name),
            )
            rows.append(LogRow(UUID(int=(day << 64) + len(rows) + 1), entry))
    return rows
