"""FSRS-6 on study days: from memory and rating to the next memory.

The model is py-fsrs's (Ye et al., "A stochastic shortest path algorithm for optimizing spaced
repetition scheduling", KDD 2022, and its successors up to FSRS-6). It is fed study days instead
of times, so that "a day later" means the next study day, as in Anki; what is due within the day
gets its real time back.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import fsrs

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.fuzz import UNFUZZED, fuzz_width, fuzzed
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
_RATINGS = {rating: fsrs.Rating(int(rating)) for rating in Rating}
_WORSE = {Rating.GOOD: Rating.HARD, Rating.EASY: Rating.GOOD}
_DAY = timedelta(days=1)


@lru_cache(64)
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
    return _asked(memory, day, policy).rated(rating, now, policy.fuzz_seed)


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
    asked = _asked(memory, day, policy)
    return {rating: asked.rated(rating, now, policy.fuzz_seed) for rating in Rating}


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
    asked = _asked(memory, day, policy)
    if asked.wait(Rating.GOOD) < _DAY:
        return None
    days = asked.rounded(asked.exact_days(Rating.GOOD))
    if days < UNFUZZED:
        return None
    return [asked.day + fuzzed(days, asked.longest, seed, asked.reps) for seed in seeds]


def _asked(memory: Memory | None, day: int, policy: Policy) -> "_Asked":
    day = day if memory is None else max(day, memory.last_day)
    return _asked_so(memory, day, policy._replace(fuzz_seed=""))


@lru_cache(16)
def _asked_so(memory: Memory | None, day: int, policy: Policy) -> "_Asked":
    """A card is shown, rated and stored with the same four ratings: they are computed once."""
    return _Asked(memory, day, policy)


class _Asked:
    """A card asked on a study day: what the model makes of each rating, whatever the fuzz."""

    def __init__(self, memory: Memory | None, day: int, policy: Policy) -> None:
        self.day, self.longest = day, policy.maximum_interval
        self.reps = memory.reps + 1 if memory else 1
        self._memory, self._today = memory, _EPOCH + timedelta(days=day)
        self._model = _of(policy)
        # FSRS-6's forgetting curve, by which recall is at 0.9 after `stability` days.
        decay = -self._model.parameters[-1]
        self._bent = (policy.desired_retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
        self._answered: dict[Rating, fsrs.Card] = {}
        self._intervals: dict[tuple[Rating, str], int] = {}

    def rated(self, rating: Rating, now: datetime, seed: str) -> Memory:
        """The memory after a rating at `now`, fuzzed by the seed."""
        card, memory, wait = self._card(rating), self._memory, self.wait(rating)
        # py-fsrs leaves both set by review_card; its types only cannot say so.
        assert card.stability is not None  # noqa: S101 - as said above
        assert card.difficulty is not None  # noqa: S101 - as said above
        within_day = wait < _DAY
        interval = 0 if within_day else self._interval(rating, seed)
        lapsed = memory is not None and memory.phase is Phase.REVIEW and rating is Rating.AGAIN
        return Memory(
            phase=_PHASES[card.state],
            step=card.step,
            stability=card.stability,
            difficulty=card.difficulty,
            due_day=self.day + interval,
            due_at=now + wait if within_day else None,
            last_day=self.day,
            last_at=now,
            interval=interval,
            reps=self.reps,
            lapses=(memory.lapses if memory else 0) + lapsed,
        )

    def wait(self, rating: Rating) -> timedelta:
        """When the model wants to see the card again: within the day as its steps say."""
        return self._card(rating).due - self._today

    def exact_days(self, rating: Rating) -> float:
        """The days after which the wanted chance of recall is reached, whatever steps there are."""
        stability = self._card(rating).stability
        assert stability is not None  # noqa: S101 - as in `rated`
        return float(stability * self._bent)

    def rounded(self, exact: float) -> int:
        """As whole days that are allowed."""
        return min(max(round(exact), 1), self.longest)

    def _card(self, rating: Rating) -> fsrs.Card:
        card = self._answered.get(rating)
        if card is None:
            asked = _fsrs_card(self._memory, self._today)
            card, _ = self._model.review_card(asked, _RATINGS[rating], self._today)
            self._answered[rating] = card
        return card

    def _interval(self, rating: Rating, seed: str) -> int:
        """The interval in days: the model's, a little shifted, within what Anki allows."""
        if (rating, seed) not in self._intervals:
            exact = self.exact_days(rating)
            spread = fuzzed(self.rounded(exact), self.longest, seed, self.reps)
            days = min(max(spread, self._shortest(rating, exact, seed)), self.longest)
            self._intervals[rating, seed] = days
        return self._intervals[rating, seed]

    def _shortest(self, rating: Rating, exact: float, seed: str) -> int:
        """The shortest interval for a rating, of `exact` days by the model; as in Anki.

        It is longer than a worse rating's; EASY's also than the one that GOOD would have without
        its step. In review no fuzz makes it shorter than the one before, unless the longest is
        reached.
        """
        memory = self._memory
        reviewed = memory is not None and memory.phase is Phase.REVIEW
        shortest = 1
        if rating is Rating.EASY or (rating is Rating.GOOD and reviewed):
            shortest = self._interval(_WORSE[rating], seed) + 1
        days = self.rounded(exact)
        if memory is None or not reviewed or days == self.longest:
            return shortest
        if days > memory.interval:
            return max(shortest, memory.interval + 1)
        could_be = memory.interval <= round(exact + fuzz_width(exact))
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
