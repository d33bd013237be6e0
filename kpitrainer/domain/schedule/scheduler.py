"""FSRS-6 on study days: from memory and rating to the next memory.

The model is py-fsrs's (Ye et al., "A stochastic shortest path algorithm for optimizing spaced
repetition scheduling", KDD 2022, and its successors up to FSRS-6). It is fed study days instead
of times, so that "a day later" means the next study day, as in Anki; what is due within the day
gets its real time back.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from random import Random

import fsrs

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import Memory, Phase
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.verdict import Rating

MODEL = Policy().model
"""The scheduling model that is computed here; a later version may know others."""

DEFAULT_PARAMETERS = fsrs.scheduler.DEFAULT_PARAMETERS
"""FSRS-6's 21 parameters, as the model has them for everybody."""

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
        parameters=parameters or DEFAULT_PARAMETERS,
        desired_retention=desired_retention,
        learning_steps=LEARNING_STEPS,
        relearning_steps=RELEARNING_STEPS,
        maximum_interval=maximum_interval,
        enable_fuzzing=False,
    )


def _of(policy: Policy) -> fsrs.Scheduler:
    """The scheduler of a policy.

    Raises:
        KpiTrainerError: `schedule.unknown-model` of a later version, which this one would compute
            wrongly; `schedule.wrong-parameters`, as no version writes them.
    """
    if policy.model != MODEL:
        raise KpiTrainerError("schedule.unknown-model", model=policy.model, known=MODEL)
    try:
        return _scheduler(policy.desired_retention, policy.maximum_interval, policy.parameters)
    except ValueError as error:
        raise KpiTrainerError("schedule.wrong-parameters") from error


def are_parameters(values: tuple[float, ...]) -> bool:
    """Whether these are 21 numbers within FSRS-6's bounds."""
    try:
        _scheduler(Policy().desired_retention, Policy().maximum_interval, values)
    except ValueError:
        return False
    return True


def review(
    memory: Memory | None, rating: Rating, now: datetime, day: int, policy: Policy
) -> Memory:
    """The memory after an answer rated at `now` (aware UTC) on study day `day`.

    The day never runs backwards: a clock set back counts as the last answer's day.

    Raises:
        KpiTrainerError: the policy is not one of this version's.
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
    interval = 0 if within_day else _interval(memory, rating, today, policy)
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
    moved = memory._replace(
        due_day=due_day, due_at=None, interval=max(due_day - memory.last_day, 0)
    )
    return moved if memory.unasked else moved._replace(phase=Phase.REVIEW, step=None)


def next_states(
    memory: Memory | None, now: datetime, day: int, policy: Policy
) -> dict[Rating, Memory]:
    """The memory that each rating would give."""
    return {rating: review(memory, rating, now, day, policy) for rating in Rating}


def retrievability(memory: Memory, day: int, policy: Policy) -> float:
    """The probability of recall on study day `day`, in (0, 1]; 1 up to the last review's day.

    Of a card that was answered at least once. How memory decays is the policy's to say.
    """
    today = _EPOCH + timedelta(days=day)
    return _of(policy).get_card_retrievability(_fsrs_card(memory, today), today)


def fuzzed_days(
    memory: Memory | None, day: int, policy: Policy, seeds: Sequence[str]
) -> Sequence[int] | None:
    """The study day on which GOOD, given on `day`, brings a card back under each of the seeds.

    None where nothing is fuzzed: up to a few days. What a worse rating asks of it is left out.
    """
    if memory is not None:
        day = max(day, memory.last_day)
    today = _EPOCH + timedelta(days=day)
    if _answered(memory, Rating.GOOD, today, policy).due - today < timedelta(days=1):
        return None
    days = _rounded(_exact_days(memory, Rating.GOOD, today, policy), policy)
    if days < _FUZZ_RANGES[0][0]:
        return None
    reps = memory.reps + 1 if memory else 1
    return [day + _fuzz(days, policy.maximum_interval, seed, reps) for seed in seeds]


def _answered(memory: Memory | None, rating: Rating, today: datetime, policy: Policy) -> fsrs.Card:
    # With one seed for all, as the model knows nothing of it.
    return _computed(memory, rating, today, _unseeded(policy))


@lru_cache(16)
def _unseeded(policy: Policy) -> Policy:
    return policy._replace(fuzz_seed="")


@lru_cache(64)
def _computed(memory: Memory | None, rating: Rating, today: datetime, policy: Policy) -> fsrs.Card:
    """What the model makes of a rating; the card is nobody's to change.

    A card is asked, answered and stored with the same four ratings: they are computed once.
    """
    card, _ = _of(policy).review_card(_fsrs_card(memory, today), fsrs.Rating(int(rating)), today)
    return card


def _interval(memory: Memory | None, rating: Rating, today: datetime, policy: Policy) -> int:
    """The interval in days: the model's, a little shifted, within what Anki allows."""
    exact = _exact_days(memory, rating, today, policy)
    reps = memory.reps + 1 if memory else 1
    days, longest = _rounded(exact, policy), policy.maximum_interval
    spread = _fuzz(days, longest, policy.fuzz_seed, reps)
    shortest = _shortest(memory, rating, exact, today, policy)
    return min(max(spread, shortest), longest)


def _exact_days(memory: Memory | None, rating: Rating, today: datetime, policy: Policy) -> float:
    """The days after which the wanted chance of recall is reached, whatever steps there are."""
    scheduler = _of(policy)
    stability = _answered(memory, rating, today, policy).stability
    assert stability is not None  # noqa: S101 - as in `review`
    # FSRS-6's forgetting curve, by which recall is at 0.9 after `stability` days.
    decay = -scheduler.parameters[-1]
    bent = (policy.desired_retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
    return float(stability * bent)


def _rounded(exact: float, policy: Policy) -> int:
    return min(max(round(exact), 1), policy.maximum_interval)


def _shortest(
    memory: Memory | None, rating: Rating, exact: float, today: datetime, policy: Policy
) -> int:
    """The shortest interval for a rating, of `exact` days by the model; as in Anki.

    It is longer than a worse rating's; EASY's also than the one that GOOD would have without its
    step. In review no fuzz makes it shorter than the one before, unless the longest is reached.
    """
    reviewed = memory is not None and memory.phase is Phase.REVIEW
    shortest = 1
    if rating is Rating.EASY or (rating is Rating.GOOD and reviewed):
        shortest = _interval(memory, Rating(rating - 1), today, policy) + 1
    days = _rounded(exact, policy)
    if memory is None or not reviewed or days == policy.maximum_interval:
        return shortest
    if days > memory.interval:
        return max(shortest, memory.interval + 1)
    could_be = memory.interval <= round(exact + _fuzz_width(exact))
    return max(shortest, memory.interval) if could_be else shortest


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


def _fuzz(days: int, longest: int, seed: str, reps: int) -> int:
    """Shift an interval a little, so that cards learned together do not stay together.

    Seeded by the card and its review count: the same answer gives the same date on every
    replay, and the ratings of one card keep their order.
    """
    low, high = fuzz_range(days, longest)
    return low if low == high else low + int(_draw(seed, reps) * (high - low + 1))


@lru_cache(64)
def _draw(seed: str, reps: int) -> float:
    return Random(f"{seed}:{reps}").random()  # noqa: S311 - fuzz, not a secret


def fuzz_range(days: int, longest: int) -> tuple[int, int]:
    """The shortest and the longest interval that an interval of some days may be shifted to."""
    width = _fuzz_width(days)
    if not width:
        return days, days
    return max(2, round(days - width)), min(round(days + width), longest)


def _fuzz_width(days: float) -> float:
    """By how many days an interval may be shifted, either way."""
    if days < _FUZZ_RANGES[0][0]:
        return 0.0
    stretches = (share * max(min(days, end) - start, 0.0) for start, end, share in _FUZZ_RANGES)
    return 1.0 + sum(stretches)
