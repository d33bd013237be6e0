from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.verdict import Answered, Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.practice import (
    GONE_AFTER,
    RECENT,
    DrillRecord,
    drill_records,
    is_gone,
    told_mistake,
    weakest_first,
)
from kpitrainer.study.summary import Summary, summarise
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, NPS, FixedClock, card, deck, drill, memory, noon, template
from tests.study.conftest import MakeTrainer
from tests.study.progress import known

MADE = "passifs-oublies"
ONE, TWO, THREE = drill("one"), drill("two"), drill("three")


def record(name: str, right: int, asked: int, *, due: bool = False) -> DrillRecord:
    return DrillRecord(card=drill(name), due=due, new=not asked, right=right, asked=asked)


def order(*those: DrillRecord) -> list[str]:
    return [each.card.key.card for each in weakest_first(those)]


def test_the_largest_share_of_wrong_answers_comes_first() -> None:
    assert order(record("a", 9, 10), record("b", 0, 1), record("c", 3, 6)) == ["b", "c", "a"]


def test_an_unseen_drill_stands_between_wrong_and_always_right() -> None:
    assert order(record("sure", 4, 4), record("new", 0, 0), record("weak", 9, 10)) == [
        "weak",
        "new",
        "sure",
    ]


def test_of_the_same_share_what_is_due_comes_first() -> None:
    assert order(record("a", 1, 2), record("b", 2, 4, due=True), record("c", 3, 6)) == [
        "b",
        "a",
        "c",
    ]


@given(
    st.lists(st.tuples(st.integers(0, RECENT), st.integers(0, RECENT), st.booleans()), max_size=9)
)
def test_nothing_is_lost_and_no_weaker_one_comes_later(
    drawn: list[tuple[int, int, bool]],
) -> None:
    those = [
        record(str(place), min(right, asked), asked, due=due)
        for place, (right, asked, due) in enumerate(drawn)
    ]
    ordered = weakest_first(those)
    assert sorted(each.card.key for each in ordered) == sorted(each.card.key for each in those)
    shares = [(each.asked - each.right) / each.asked if each.asked else 0 for each in ordered]
    assert shares == sorted(shares, reverse=True)


def mark(drilling: Drilling, *, right: bool) -> None:
    assert drilling.attempt is not None
    assert drilling.attempt.exercise is not None
    value = drilling.attempt.exercise.answer if right else drilling.attempt.exercise.mistakes[MADE]
    drilling.answer(str(round(value)))


def answered(trainer: Trainer, of: Card, marks: str) -> Drilling:
    """Drilling `of`: « + » is right, « - » the misconception, « o » the solution shown."""
    drilling = Drilling(trainer, (of,), "fr", seed=3)
    for place, each in enumerate(marks):
        if place:
            drilling.another()
        if each == "o":
            drilling.show()
        else:
            mark(drilling, right=each == "+")
    return drilling


def test_success_is_that_of_the_latest_answers(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", ONE, TWO))
    answered(trainer, ONE, "-" * 4 + "+" * (RECENT - 2) + "o")
    found, untouched = drill_records(trainer, (ONE, TWO))
    assert (found.card, found.right, found.asked) == (ONE, RECENT - 2, RECENT)
    assert (untouched.right, untouched.asked, untouched.new, untouched.due) == (0, 0, True, False)


def test_what_was_a_slip_does_not_count(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", ONE))
    drilling = answered(trainer, ONE, "-")
    assert drilling.undo()
    assert drill_records(trainer, (ONE,))[0].asked == 0
    mark(drilling, right=True)
    [now] = drill_records(trainer, (ONE,))
    assert (now.right, now.asked) == (1, 1)


def test_due_and_new_are_told_apart(make_trainer: MakeTrainer, store: SqlStore) -> None:
    known(store, ONE, due_day=DAY)
    known(store, TWO, due_day=DAY + 1)
    found = drill_records(make_trainer(deck("deck", ONE, TWO, THREE)), (ONE, TWO, THREE))
    assert [(each.due, each.new) for each in found] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def entries(mistakes: str, variant: str | None = None) -> list[LogEntry]:
    values = (("@variant", variant),) if variant else ()
    return [
        LogEntry(
            key=ONE.key,
            at=noon(),
            day=DAY,
            kind=LogKind.PRACTICE,
            rating=Rating.GOOD if mark == "+" else Rating.AGAIN,
            answered=Answered(
                typed=() if mark == "o" else ("1",),
                mistake=MADE if mark == "-" else None,
                values=values,
            ),
        )
        for mark in mistakes
    ]


@pytest.mark.parametrize(
    ("marks", "gone"),
    [
        ("-+++", True),
        ("-++", False),
        ("-+++-", False),
        ("-xxx", False),
        ("-+x+", False),
        ("---+++", True),
        ("-++o", False),
        ("-++oo+", True),
        ("-", False),
        ("++", False),
    ],
)
def test_gone_after_three_right_attempts(marks: str, *, gone: bool) -> None:
    assert GONE_AFTER == 3
    assert is_gone(MADE, ONE, entries(marks)) is gone


def test_other_variants_tell_nothing() -> None:
    [nps] = NPS["mistakes"]
    variants = [{"variant": "with"}, {"variant": "without", "mistakes": [{**nps, "wrong": "x"}]}]
    two = card("one", Drill(template({**NPS, "variants": variants}, "one")))
    made = entries("-", "with")
    assert not is_gone(MADE, two, [*made, *entries("+++", "without")])
    assert is_gone(MADE, two, [*made, *entries("+++", "with")])
    assert is_gone("renamed", two, [*made, *entries("+++", "without")])


def test_what_is_said_without_its_numbers() -> None:
    [nps] = NPS["mistakes"]
    said = {"fr": "{P} n’est pas tout.", "en": "{P} is not all."}
    one = card("one", Drill(template({**NPS, "mistakes": [{**nps, "say": said}]}, "one")))
    assert told_mistake(one, MADE, "fr") == "… n’est pas tout."
    assert told_mistake(one, MADE, "en") == "… is not all."
    assert told_mistake(one, "other", "fr") == "other"


def test_what_is_said_of_an_option() -> None:
    options = [
        {"text": "Oui", "right": "true"},
        {"text": "Non", "wrong": "sens", "say": {"fr": "Si.", "en": "Yes."}},
        {"text": "Rien", "wrong": "muet"},
    ]
    source = {"given": {"a": ["1", "2"]}, "ask": "{a} ?", "choose": options}
    one = card("one", Drill(template(source, "one")))
    assert told_mistake(one, "sens", "en") == "Yes."
    assert told_mistake(one, "muet", "en") == "muet"


def news(summary: Summary) -> list[tuple[int, bool]]:
    return [(each.count, each.gone) for each in summary.mistakes]


def test_a_summary_tells_when_a_misconception_was_made_before(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", ONE, TWO))
    first = answered(trainer, ONE, "-")
    [made] = summarise(trainer, first.answers).mistakes
    assert (made.last_before, made.gone) == (None, False)
    before = clock.now()
    clock.wait(days=2)
    second = answered(trainer, ONE, "--")
    clock.wait(minutes=5)
    [made] = summarise(trainer, second.answers).mistakes
    assert (made.count, made.last_before, made.gone) == (2, before, False)
    assert made.text == "Les passifs comptent."


def test_a_misconception_is_gone_within_the_session(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", ONE))
    assert news(summarise(trainer, answered(trainer, ONE, "-+++").answers)) == [(1, True)]


def test_one_of_earlier_days_is_news_once_it_is_gone(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", ONE, TWO))
    answered(trainer, ONE, "-+")
    clock.wait(days=1)
    assert news(summarise(trainer, answered(trainer, ONE, "+").answers)) == []
    clock.wait(days=1)
    assert news(summarise(trainer, answered(trainer, TWO, "+++").answers)) == [], "another drill"
    third = summarise(trainer, answered(trainer, ONE, "+").answers)
    assert news(third) == [(0, True)]
    assert third.mistakes[0].last_before == clock.now() - timedelta(days=2)
    assert third.mistakes[0].text == "Les passifs comptent."
    assert news(summarise(trainer, answered(trainer, ONE, "+").answers)) == [], "no news any more"


def test_what_is_due_counts_from_the_states_of_memory(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    known(store, ONE, due_day=memory().due_day - 1)
    trainer = make_trainer(deck("deck", ONE))
    assert drill_records(trainer, (ONE,))[0].due
    answered(trainer, ONE, "+")
    assert not drill_records(trainer, (ONE,))[0].due
