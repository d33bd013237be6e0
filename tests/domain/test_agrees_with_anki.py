"""Our memory beside the one of Anki's own engine, where that is installed (extra `oracle`).

Anki is asked what each rating would make of a card whose answers so far stand in its review log.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS

from kpitrainer.domain.schedule import scheduler
from kpitrainer.domain.schedule.memory import Memory, Phase
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import LEARNING_STEPS, RELEARNING_STEPS, next_states
from kpitrainer.domain.verdict import Rating
from tests.factories import noon

if TYPE_CHECKING:
    from anki.collection import Collection
    from anki.scheduler_pb2 import SchedulingStates

HISTORIES = 1_000
LONGEST = 18_000
"""Days that a history takes at most: Anki knows no time before 1970."""
POLICIES = (
    *(Policy(desired_retention=share) for share in (0.7, 0.8, 0.9, 0.95, 0.97)),
    Policy(maximum_interval=scheduler.DRILL_MAXIMUM_INTERVAL),
    Policy(parameters=tuple(value * 1.1 for value in DEFAULT_PARAMETERS)),
)
STEPS = {
    Phase.LEARNING: [step.total_seconds() / 60 for step in LEARNING_STEPS],
    Phase.RELEARNING: [step.total_seconds() / 60 for step in RELEARNING_STEPS],
}
TYPES = {Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}
"""Anki's numbers of a card's type; one less is the kind of an answer to such a card."""
RATINGS = {
    Rating.AGAIN: "again",
    Rating.HARD: "hard",
    Rating.GOOD: "good",
    Rating.EASY: "easy",
}


class Answer(NamedTuple):
    """One of a history: how many days before today, and to a card in which phase."""

    ago: int
    rating: Rating
    phase: Phase


class History(NamedTuple):
    policy: Policy
    answers: tuple[Answer, ...]
    memory: Memory


def histories() -> Iterator[History]:
    """Answers in time, early, late and on one day."""
    chance = Random(13)  # noqa: S311 - the same histories each time
    for policy in cycle(POLICIES):
        day, memory = 0, None
        past: list[tuple[int, Rating, Phase]] = []
        for _ in range(chance.randint(1, 15)):
            phase = memory.phase if memory else Phase.LEARNING
            rating = chance.choices(list(Rating), (3, 2, 8, 2))[0]
            past.append((day, rating, phase))
            memory = scheduler.review(memory, rating, noon(day), day, policy)
            day = min(day + gap(memory, chance), LONGEST)
        good = scheduler.review(memory, Rating.GOOD, noon(day), day, policy)
        # Without fuzz Anki fails where EASY should wait longer than the longest interval.
        if memory is not None and good.interval < policy.maximum_interval:
            yield History(
                policy, tuple(Answer(day - at, rating, phase) for at, rating, phase in past), memory
            )


def gap(memory: Memory, chance: Random) -> int:
    """How many days the learner lets go by."""
    if memory.due_at is not None:
        return chance.choice((0, 0, 0, 1, 30))
    planned = memory.interval
    return chance.choice((0, chance.randint(0, planned), planned, planned, 2 * planned))


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Collection]":
    """An empty collection, whose engine does not fuzz."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANKI_TEST_MODE", "1")
        reason = "the extra `oracle` (Anki) is not installed"
        collection = pytest.importorskip("anki.collection", reason=reason)
        made = collection.Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
        made.set_config("fsrs", True)
        yield made
        made.close()


def deck_under(anki: "Collection", policy: Policy) -> int:
    """A deck of Anki's with our steps and a policy of ours."""
    options = anki.decks.add_config(str(policy))
    options["new"]["delays"] = STEPS[Phase.LEARNING]
    options["lapse"]["delays"] = STEPS[Phase.RELEARNING]
    options["desiredRetention"] = policy.desired_retention
    options["rev"]["maxIvl"] = policy.maximum_interval
    options["fsrsParams6"] = list(policy.parameters or DEFAULT_PARAMETERS)
    anki.decks.update_config(options)
    deck = anki.decks.get(anki.decks.id(str(policy)))
    deck["conf"] = options["id"]
    anki.decks.save(deck)
    return int(deck["id"])


def put(anki: "Collection", number: int, deck: int, history: History) -> None:
    """Add a card with its log to a collection."""
    memory, kind = history.memory, TYPES[history.memory.phase]
    steps = STEPS.get(memory.phase, [])
    left = len(steps) - (memory.step or 0)
    anki.db.execute(
        "insert into cards values (?, 1, ?, 0, 0, 0, ?, ?, 0, ?, 2500, ?, ?, ?, 0, 0, 0, '{}')",
        *(number, deck, kind, kind, max(memory.interval, 1), memory.reps, memory.lapses, left),
    )
    for place, (ago, rating, phase) in enumerate(history.answers):
        noon_then = anki.sched.day_cutoff - ago * 86_400 - 43_200
        at = noon_then * 1000 + place * HISTORIES + number
        anki.db.execute(
            "insert into revlog values (?, ?, 0, ?, 1, 1, 2500, 5000, ?)",
            *(at, number, int(rating), TYPES[phase] - 1),
        )


class After(NamedTuple):
    """A card's memory as both tell it; `wait` is in days."""

    phase: Phase
    wait: float
    steps_left: int
    stability: float
    difficulty: float


def agree(one: After, other: After) -> bool:
    return one.phase is other.phase and one[1:] == pytest.approx(other[1:], rel=1e-4)


def told(states: "SchedulingStates") -> Mapping[Rating, After]:
    """What Anki makes of each rating."""
    found = {}
    for rating, name in RATINGS.items():
        normal = getattr(states, name).normal
        kind = normal.WhichOneof("kind")
        state = getattr(normal, kind)
        step = state.learning if kind == "relearning" else state
        wait = state.scheduled_days if kind == "review" else step.scheduled_secs / 86_400
        left = 0 if kind == "review" else step.remaining_steps
        memory = step.memory_state
        found[rating] = After(Phase(kind), wait, left, memory.stability, memory.difficulty)
    return found


def after_each(memory: Memory, day: int, policy: Policy) -> Mapping[Rating, After]:
    """What we make of each rating."""
    return {
        rating: ours(each) for rating, each in next_states(memory, noon(day), day, policy).items()
    }


def ours(memory: Memory) -> After:
    wait: float = memory.interval
    if memory.due_at is not None:
        wait = (memory.due_at - memory.last_at) / timedelta(days=1)
    left = len(STEPS[memory.phase]) - (memory.step or 0) if memory.phase in STEPS else 0
    return After(memory.phase, wait, left, memory.stability, memory.difficulty)


def test_a_thousand_histories_leave_the_memory_that_anki_has(
    anki: "Collection", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "fuzzed", lambda days, *_: days)
    decks = {policy: deck_under(anki, policy) for policy in POLICIES}
    played = dict(enumerate(islice(histories(), HISTORIES), 1))

    def put_all() -> None:
        for number, history in played.items():
            put(anki, number, decks[history.policy], history)

    anki.db.transact(put_all)
    apart = [
        (policy, answers, rating, mine, anki_s[rating])
        for number, (policy, answers, memory) in played.items()
        for anki_s in (told(anki._backend.get_scheduling_states(number)),)
        for rating, mine in after_each(memory, answers[0].ago, policy).items()
        if not agree(mine, anki_s[rating])
    ]
    assert apart == []
