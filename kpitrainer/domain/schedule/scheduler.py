"""FSRS-6 on study days: from memory and rating to the next memory.

The model is py-fsrs's (Ye et al., "A stochastic shortest path algorithm for optimizing spaced
repetition scheduling", KDD 2022, and its successors up to FSRS-6). It is fed study days instead
of times, so that "a day later" means the next study day, as in Anki; what is due within the day
gets its real time back.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import fsrs

from kpitrainer.domain.schedule.memory import Memory, Phase
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.verdict import Rating

LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)
DRILL_MAXIMUM_INTERVAL = 180
"""A drill comes back within this many days, whatever its stability."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNKNOWN = 1.0
"""Stands for the stability and the difficulty of a card that was never answered."""

_PHASES = {
    fsrs.State.Learning: Phase.LEARNING,
    fsrs.State.Review: Phase.REVIEW,
    fsrs.State.Relearning: Phase.RELEARNING,
}
_STATES = {phase: state for state, phase in _PHASES.items()}

# The fuzz widens with the interval: a share of each stretch of days, as Anki's.
_FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))


@cache
def _scheduler(
    desired_retention: float, maximum_interval: int, parameters: tuple[float, ...]
) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=parameters or fsrs.scheduler.DEFAULT_PARAMETERS,
        desired_retention=desired_retention,
        learning_steps=LEARNING_STEPS,
        relearning_steps=RELEARNING_STEPS,
        maximum_interval=maximum_interval,
        enable_fuzzing=False,
    )


def _of(policy: Policy) -> fsrs.Scheduler:
    return _scheduler(policy.desired_retention, policy.maximum_interval, policy.parameters)


def review(
    memory: Memory | None, rating: Rating, now: datetime, day: int, policy: Policy
) -> Memory:
    """The memory after an answer rated at `now` (aware UTC) on study day `day`.

    The day never runs backwards: a clock set back counts as the last answer's day.
    """
    if memory is not None:
        day = max(day, memory.last_day)
    today = _EPOCH + timedelta(days=day)
    card = _answered(memory, rating, today, policy)
    # py-fsrs leaves both set by review_card; its types only cannot say so.
    assert card.stability is not None  # noqa: S101 - as said above
    assert card.difficulty is not None  # noqa: S101 - as said above
    phase = _PHASES[card.state]
    wait = card.due - today
    reps = memory.reps + 1 if memory else 1
    within_day = wait < timedelta(days=1)
    interval = 0 if within_day else _interval(memory, rating, wait.days, today, policy)
    lapsed = memory is not None and memory.phase is Phase.REVIEW and rating is Rating.AGAIN
    return Memory(
        phase=phase,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due_day=day + interval,
        due_at=now + wait if within_day else None,
        last_day=day,
        last_at=now,
        interval=interval,
        reps=reps,
        lapses=(memory.lapses if memory else 0) + lapsed,
    )


def introduced(now: datetime, day: int) -> Memory:
    """The memory of a new card whose answer was shown at `now` on study day `day`.

    It is asked after the first learning step; nothing is known of it until then.
    """
    return Memory(
        phase=Phase.LEARNING,
        step=0,
        stability=_UNKNOWN,
        difficulty=_UNKNOWN,
        due_day=day,
        due_at=now + LEARNING_STEPS[0],
        last_day=day,
        last_at=now,
        interval=0,
        reps=0,
        lapses=0,
    )


def moved_to(memory: Memory | None, now: datetime, day: int, due_day: int) -> Memory:
    """The memory of a card that is to come on study day `due_day`, as the learner set it on `day`.

    What FSRS knows stays as it is; a card that was never answered still waits for its first rating.
    """
    memory = memory or introduced(now, day)
    moved = replace(
        memory, due_day=due_day, due_at=None, interval=max(due_day - memory.last_day, 0)
    )
    return moved if memory.unasked else replace(moved, phase=Phase.REVIEW, step=None)


def next_states(
    memory: Memory | None, now: datetime, day: int, policy: Policy
) -> dict[Rating, Memory]:
    """The memory that each rating would give."""
    return {rating: review(memory, rating, now, day, policy) for rating in Rating}


def retrievability(memory: Memory, day: int) -> float:
    """The probability of recall on study day `day`, in (0, 1]; 1 up to the last review's day.

    Of a card that was answered at least once.
    """
    today = _EPOCH + timedelta(days=day)
    policy = Policy()
    return _of(policy).get_card_retrievability(_fsrs_card(memory, today), today)


def fuzzed_days(
    memory: Memory | None, day: int, policy: Policy, seeds: Sequence[str]
) -> Sequence[int] | None:
    """The study day on which GOOD, given on `day`, brings a card back under each of the seeds.

    None where nothing is fuzzed: within the day, and for a few days. What a worse rating asks of a
    better one's interval is left out.
    """
    if memory is not None:
        day = max(day, memory.last_day)
    today = _EPOCH + timedelta(days=day)
    wait = _answered(memory, Rating.GOOD, today, policy).due - today
    if wait.days < _FUZZ_RANGES[0][0]:
        return None
    reps = memory.reps + 1 if memory else 1
    return [day + _fuzz(wait.days, replace(policy, fuzz_seed=seed), reps) for seed in seeds]


def _answered(memory: Memory | None, rating: Rating, today: datetime, policy: Policy) -> fsrs.Card:
    scheduler = _of(policy)
    card, _ = scheduler.review_card(_fsrs_card(memory, today), fsrs.Rating(int(rating)), today)
    return card


def _interval(
    memory: Memory | None, rating: Rating, days: int, today: datetime, policy: Policy
) -> int:
    """The interval, of `days` by the model: a little shifted, and longer than a worse rating's.

    By a day at least, as in Anki, unless the longest one is reached.
    """
    spread = _fuzz(days, policy, memory.reps + 1 if memory else 1)
    if rating <= Rating.HARD:
        return spread
    worse = Rating(rating - 1)
    wait = _answered(memory, worse, today, policy).due - today
    shorter = _interval(memory, worse, wait.days, today, policy) if wait.days else 0
    return min(max(spread, shorter + 1), policy.maximum_interval)


def _fsrs_card(memory: Memory | None, today: datetime) -> fsrs.Card:
    # The card id is given because the default constructor sleeps to invent one.
    if memory is None or memory.unasked:
        return fsrs.Card(card_id=0, due=today)
    return fsrs.Card(
        card_id=0,
        state=_STATES[memory.phase],
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=today,
        last_review=_EPOCH + timedelta(days=memory.last_day),
    )


def _fuzz(days: int, policy: Policy, reps: int) -> int:
    """Shift an interval a little, so that cards learned together do not stay together.

    Seeded by the card and its review count: the same answer gives the same date on every
    replay, and the ratings of one card keep their order.
    """
    if days < _FUZZ_RANGES[0][0]:
        return days
    width = 1.0 + sum(
        share * max(min(days, end) - start, 0.0) for start, end, share in _FUZZ_RANGES
    )
    low, high = max(2, round(days - width)), min(round(days + width), policy.maximum_interval)
    draw = Random(f"{policy.fuzz_seed}:{reps}").random()  # noqa: S311 - fuzz, not a secret
    return low + int(draw * (high - low + 1))
