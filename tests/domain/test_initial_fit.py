"""FSRS's initial stabilities fitted to simulated learners."""

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.initial_fit import MINIMUM, Recollection, first_recalls, fit_initial
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS
from kpitrainer.domain.verdict import Rating
from tests.factories import DAY, noon
from tests.learner import USUAL, learner

AGAIN, HARD, GOOD, EASY = Rating


def test_a_learner_of_another_memory_is_found_out() -> None:
    true = (0.8, 4.0, 9.0, 20.0)
    seen = list(learner(true, 1500))
    fit = fit_initial(seen)
    assert fit.better
    assert fit.before is not None
    assert fit.after is not None
    assert fit.after.log_loss < fit.before.log_loss - 0.01
    assert fit.after.rmse < fit.before.rmse / 2
    assert fit.parameters[4:] == DEFAULT_PARAMETERS[4:]
    for rating in (AGAIN, GOOD):
        found, sought = fit.parameters[rating - 1], true[rating - 1]
        assert sought / 1.5 < found < sought * 1.5
    assert list(fit.parameters[:4]) == sorted(fit.parameters[:4])
    again = fit_initial(seen, fit.parameters)
    assert not again.better, "what fits is left alone"


def test_a_learner_like_most_is_left_alone() -> None:
    taken = [seed for seed in range(8) if fit_initial(learner(USUAL, 200, seed)).better]
    assert len(taken) <= 1


def test_the_same_answers_give_the_same_fit() -> None:
    recalls = list(learner((0.5, 2.0, 5.0, 15.0), 200))
    assert fit_initial(recalls) == fit_initial(recalls)


def test_too_little_is_told_and_changes_nothing() -> None:
    fit = fit_initial(learner((0.8, 4.0, 9.0, 20.0), MINIMUM - 1))
    assert (fit.too_little, fit.better, fit.count) == (True, False, MINIMUM - 1)
    assert fit.parameters == DEFAULT_PARAMETERS


@pytest.mark.parametrize("firsts", [[GOOD], [AGAIN, GOOD], [HARD], [AGAIN, EASY], list(Rating)])
def test_ratings_that_were_never_given_follow_the_others(firsts: list[Rating]) -> None:
    found = fit_initial(learner((0.8, 4.0, 9.0, 30.0), 400, firsts=firsts)).parameters[:4]
    assert list(found) == sorted(found)
    if GOOD in firsts:
        assert found[3] > USUAL[3], "EASY is no worse than what GOOD was found to be"


def test_a_better_rating_is_never_remembered_for_less_long() -> None:
    recalls = [Recollection((AGAIN,), 5, True)] * 300 + [Recollection((GOOD,), 5, False)] * 60
    recalls += [Recollection((GOOD,), 5, True)] * 60
    found = fit_initial(recalls).parameters[:4]
    assert found[0] == found[2], "the rating that was given more often is believed"


def act(kind: LogKind, day: int, rating: Rating | None = None) -> LogEntry:
    entry = LogEntry(key=CardKey("deck", "card"), at=noon(day), day=day, kind=kind)
    return entry._replace(rating=rating, state=CardState() if kind is LogKind.RESTORED else None)


def test_what_a_log_tells_of_first_memories() -> None:
    introduced, practice = act(LogKind.INTRODUCED, DAY), act(LogKind.PRACTICE, DAY + 1, AGAIN)
    first, step = act(LogKind.REVIEW, DAY, AGAIN), act(LogKind.REVIEW, DAY, GOOD)
    later = act(LogKind.REVIEW, DAY + 3, HARD)
    whole = [introduced, first, step, practice, later, act(LogKind.REVIEW, DAY + 9, AGAIN)]
    recall = Recollection((AGAIN, GOOD), 3, True)
    assert list(first_recalls(whole)) == [recall]
    assert list(first_recalls([*whole, act(LogKind.RESTART, DAY + 9), *whole])) == [recall, recall]
    assert list(first_recalls([act(LogKind.RESTORED, DAY - 9), *whole])) == []
    assert list(first_recalls([first, step])) == []
    forgotten = act(LogKind.REVIEW, DAY + 1, AGAIN)
    assert list(first_recalls([first, forgotten])) == [Recollection((AGAIN,), 1, False)]
