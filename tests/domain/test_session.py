from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import review
from kpitrainer.domain.schedule.session import LEARN_AHEAD, Remaining, ReviewSession
from kpitrainer.domain.verdict import Rating
from tests.factories import DAY, learning, memory, noon, queued


def session(new: int = 0, due: int = 0, learning: tuple[Queued, ...] = ()) -> ReviewSession:
    return ReviewSession.of(
        Plan(
            new=tuple(queued(f"new-{n}") for n in range(new)),
            due=tuple(queued(f"due-{n}", memory()) for n in range(due)),
            learning=learning,
            waiting=0,
        )
    )


def shown(session: ReviewSession, now: datetime) -> str | None:
    current = session.current(now)
    return current.card.key.card if current else None


def rated(session: ReviewSession, rating: Rating, now: datetime) -> ReviewSession:
    current = session.current(now)
    assert current is not None
    state = CardState(
        review(current.state.memory, rating, now, DAY, Policy(fuzz_seed=current.card.key.card))
    )
    return session.answered(current, state)


def skipped(session: ReviewSession, now: datetime = noon()) -> ReviewSession:  # noqa: B008 - a constant
    current = session.current(now)
    assert current is not None
    return session.skipped(current)


def test_an_empty_session_is_over() -> None:
    assert session().current(noon()) is None
    assert session().remaining() == Remaining(0, 0, 0)
    assert session().done() == 0


def test_due_learning_cards_come_first_then_the_others_then_learning_ahead() -> None:
    one = session(due=1, learning=(queued("soon", learning(5)),))
    assert shown(one, noon(DAY, 4.9)) == "due-0"
    assert shown(one, noon(DAY, 5)) == "soon"
    left = rated(one, Rating.GOOD, noon(DAY, 0))
    assert shown(left, noon(DAY, 0)) == "soon"


def test_learning_cards_are_shown_twenty_minutes_early_and_no_earlier() -> None:
    assert timedelta(minutes=20) == LEARN_AHEAD
    waiting = session(learning=(queued("soon", learning(30)),))
    assert shown(waiting, noon(DAY, 9.99)) is None
    assert shown(waiting, noon(DAY, 10)) == "soon"


def test_counts_follow_the_answers() -> None:
    one = session(new=1, due=1, learning=(queued("l", learning(10)),))
    assert one.remaining() == Remaining(new=1, learning=1, due=1)
    assert (one.remaining().total, one.total, one.done()) == (3, 3, 0)
    one = rated(one, Rating.GOOD, noon())
    assert (one.remaining(), one.done()) == (Remaining(1, 1, 0), 1)
    one = rated(one, Rating.AGAIN, noon())
    assert (one.remaining(), one.done(), one.repeats()) == (Remaining(0, 2, 0), 2, 1)
    one = rated(one, Rating.EASY, noon(DAY, 1))
    assert (one.remaining(), one.done(), one.repeats()) == (Remaining(0, 1, 0), 2, 0)


def test_a_forgotten_card_comes_back_after_ten_minutes() -> None:
    one = rated(session(due=20), Rating.AGAIN, noon())
    assert shown(one, noon(DAY, 9)) == "due-1"
    assert shown(one, noon(DAY, 10)) == "due-0"


def test_at_the_end_no_card_comes_twice_in_a_row_while_another_waits() -> None:
    one = session(new=2)
    one = rated(one, Rating.GOOD, noon())
    one = rated(one, Rating.AGAIN, noon())
    assert shown(one, noon()) == "new-0"
    assert shown(one, noon(DAY, 1)) == "new-1"
    alone = rated(session(new=1), Rating.AGAIN, noon())
    assert shown(alone, noon()) == "new-0"


def test_while_cards_are_left_learning_cards_keep_their_order() -> None:
    one = session(new=1, due=1, learning=(queued("l", learning(9)),))
    one = rated(rated(one, Rating.GOOD, noon()), Rating.AGAIN, noon())
    assert [each.card.key.card for each in one.learning] == ["l", "new-0"]
    one = session(new=2, learning=(queued("l", learning(9)),))
    one = rated(one, Rating.AGAIN, noon())
    assert [each.card.key.card for each in one.learning] == ["new-0", "l"]


def test_a_clock_set_back_hides_no_card_behind_another() -> None:
    far = queued("far", learning(60))
    one = session(new=1, learning=(far,))
    one = rated(one, Rating.AGAIN, noon())
    assert shown(one, noon()) == "new-0"


def test_a_skipped_card_comes_after_all_others() -> None:
    one = skipped(session(due=2, new=1, learning=(queued("l", learning(10)),)))
    assert one.remaining() == Remaining(new=1, learning=1, due=2)
    order: list[str] = []
    while (name := shown(one, noon())) and len(order) < 9:
        order.append(name)
        one = rated(one, Rating.EASY, noon())
    assert order == ["due-1", "new-0", "l", "due-0"]


def test_a_skipped_learning_card_lets_the_others_pass() -> None:
    one = session(due=1, learning=(queued("l", learning(-5)),))
    assert shown(one, noon()) == "l"
    one = skipped(one)
    assert shown(one, noon()) == "due-0"
    assert one.remaining() == Remaining(new=0, learning=1, due=1)
    one = rated(one, Rating.GOOD, noon())
    assert shown(one, noon()) == "l"
    assert one.remaining() == Remaining(new=0, learning=1, due=0)
    assert rated(one, Rating.GOOD, noon()).remaining().total == 0


def test_skipped_cards_take_turns() -> None:
    one = session(new=2)
    order = []
    for _ in range(5):
        order.append(shown(one, noon()))
        one = skipped(one)
    assert order == ["new-0", "new-1", "new-0", "new-1", "new-0"]
    assert one.remaining() == Remaining(new=2, learning=0, due=0)
    assert one.done() == 0


def test_a_dropped_card_is_done_with() -> None:
    one = session(new=1, due=1)
    first = one.current(noon())
    assert first is not None
    left = one.dropped(first)
    assert (left.remaining(), left.done()) == (Remaining(1, 0, 0), 1)
    waiting = one.skipped(first).dropped(first)
    assert (waiting.remaining(), waiting.done()) == (Remaining(1, 0, 0), 1)


def test_fifteen_new_cards_always_good_leave_nothing_hanging() -> None:
    one, now, answers = session(new=15), noon(), 0
    while current := one.current(now):
        one = rated(one, Rating.GOOD, now)
        now += timedelta(seconds=8)
        answers += 1
        assert answers < 100
        assert current not in one.learning
    assert answers == 30
    assert one.remaining().total == 0
    assert one.done() == one.total == 15


@given(
    st.integers(0, 6),
    st.integers(0, 6),
    st.lists(st.tuples(st.sampled_from([*Rating, "skip", "drop"]), st.integers(0, 400))),
)
def test_cards_are_neither_lost_nor_doubled(
    new: int, due: int, acts: list[tuple[Rating | str, int]]
) -> None:
    one, now, finished = session(new, due, (queued("l", learning(3)),)), noon(), 0
    answered: set[CardKey] = set()
    for act, seconds in acts:
        current = one.current(now)
        if current is None:
            break
        before = one
        match act:
            case Rating():
                one = rated(one, act, now)
                answered.add(current.card.key)
                finished += current.card.key not in {each.card.key for each in one.learning}
            case "skip":
                one = one.skipped(current)
            case _:
                one = one.dropped(current)
                finished += 1
        waiting = [*one.main[one.place :], *one.learning, *one.later]
        assert len({each.card.key for each in waiting}) == len(waiting)
        assert one.remaining().total == len(waiting) == one.total - finished
        assert before.done() <= one.done() <= one.total, "what is done stays done"
        assert one.repeats() == len({each.card.key for each in waiting} & answered)
        assert before.current(now) == current
        now += timedelta(seconds=seconds)


@given(st.integers(1, 6), st.lists(st.sampled_from(Rating), max_size=40))
def test_a_session_goes_on_until_every_card_is_done_today(new: int, ratings: list[Rating]) -> None:
    one, now = session(new=new), noon()
    for rating in [*ratings, *[Rating.GOOD] * (2 * new)]:
        if one.current(now) is None:
            break
        one = rated(one, rating, now)
        now += timedelta(seconds=5)
    assert one.current(now) is None
    assert one.remaining().total == 0
