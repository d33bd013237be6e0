"""Find the error: sheets as practice, which schedules nothing and shows no misconception."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.exercise import SHEET
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.correcting import Correcting
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.practice import drill_records, effective_answers
from kpitrainer.study.sheets import settled_mistakes
from kpitrainer.study.stats.tabs import sheet
from kpitrainer.study.stats.view import View
from kpitrainer.study.summary import summarise
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, card, deck, drill, template
from tests.study.conftest import MakeTrainer
from tests.study.progress import known

SOURCE: Mapping[str, Any] = {
    "title": {"fr": "Marge", "en": "Margin"},
    "given": {"prix": "150..250", "cout": "60..140", "frais": "5..40"},
    "let": {"marge": "prix - cout"},
    "ask": {"fr": "{prix}, {cout}, {frais}", "en": "{prix}, {cout}, {frais}"},
    "answer": {"formula": "marge / prix * 100", "unit": "%", "decimals": "1"},
    "steps": ["Marge : {prix} − {cout} = {marge}", "{marge} ÷ {prix} × 100 = {answer}"],
    "mistakes": [
        {
            "wrong": "frais",
            "formula": "(prix - frais) / prix * 100",
            "say": {"fr": "Retire le coût.", "en": "Take the cost off."},
        },
        {
            "wrong": "base",
            "formula": "(prix - cout) / cout * 100",
            "say": {"fr": "Divise par le prix.", "en": "Divide by the price."},
        },
    ],
}

MARGE = card("marge", Drill(template(SOURCE, "marge")))
_OF_A_PART = ("ask", "answer", "steps", "mistakes")
TWO = card(
    "deux",
    Drill(
        template(
            {
                **{key: value for key, value in SOURCE.items() if key not in _OF_A_PART},
                "ask": {"fr": "Une vente.", "en": "A sale."},
                "parts": [
                    {"ask": SOURCE["ask"], "answer": {"formula": "prix + frais"}},
                    {key: SOURCE[key] for key in _OF_A_PART},
                ],
            },
            "deux",
        )
    ),
)
"""Its second part is MARGE."""

NPS = drill()
"""Its steps are prose: it gives no sheet."""


@pytest.fixture
def trainer(make_trainer: MakeTrainer) -> Trainer:
    return make_trainer(deck("deck", MARGE, NPS, TWO))


def began(trainer: Trainer, cards: Sequence[Card] = (MARGE,), seed: int = 0) -> Correcting:
    return Correcting(trainer, cards, "fr", seed=seed)


def picks(correcting: Correcting) -> tuple[int, int]:
    """The right option, and another one."""
    exercise = correcting.present.exercise
    assert exercise is not None
    return exercise.right_option, (exercise.right_option + 1) % 3


def put_wrong_sheet(correcting: Correcting) -> None:
    """Go on until a sheet has something to correct."""
    while picks(correcting)[0] == 2:
        correcting.another()


def put_right_sheet(correcting: Correcting) -> None:
    while picks(correcting)[0] != 2:
        correcting.another()


def answer(correcting: Correcting) -> str:
    exercise = correcting.present.exercise
    assert exercise is not None
    return exercise.answer_text("fr")


def test_the_line_is_picked_and_the_result_given(trainer: Trainer) -> None:
    correcting = began(trainer)
    put_wrong_sheet(correcting)
    assert len(correcting.present.options) == 3
    assert correcting.present.options[-1] == "Rien à corriger"
    assert correcting.choose(picks(correcting)[0]).outcome is Outcome.RIGHT
    assert not correcting.present.closed
    assert correcting.answers == []
    assert correcting.answer(answer(correcting)).outcome is Outcome.RIGHT
    (stored,) = correcting.answers
    assert (stored.row.entry.kind, stored.row.entry.rating) == (LogKind.PRACTICE, Rating.GOOD)
    told = {
        name: {fact.name: fact.value for fact in sheet(name, View(trainer)).facts}
        for name in ("calendar", "drills")
    }
    assert told["calendar"]["today-answers"] == 1
    assert not told["drills"].get("answers"), "no calculation of one's own"


def test_who_picks_another_line_is_told_which_one_and_why(trainer: Trainer) -> None:
    correcting = began(trainer)
    put_wrong_sheet(correcting)
    right, other = picks(correcting)
    verdict = correcting.choose(other)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.text in {
        f"La ligne {right + 1} est fausse. À qui calcule ainsi, réponds\u00a0: «\u00a0{said}\u00a0»"
        for said in ("Retire le coût.", "Divise par le prix.")
    }
    assert correcting.answer(answer(correcting)).outcome is Outcome.RIGHT
    # Only both right is right.
    assert correcting.answers[0].row.entry.rating is Rating.AGAIN


def test_of_a_right_sheet_the_line_alone_is_asked(trainer: Trainer) -> None:
    correcting = began(trainer)
    put_right_sheet(correcting)
    assert correcting.present.part == (1, 2)  # as any other, before it is answered
    assert correcting.choose(2).outcome is Outcome.RIGHT
    assert correcting.present.closed
    correcting.another()
    put_right_sheet(correcting)
    verdict = correcting.choose(0)
    assert (verdict.outcome, verdict.mistake) == (Outcome.WRONG, None)
    assert correcting.score == (1, 2)


def test_a_known_mistake_in_the_result_is_recognised_and_counts_as_none(
    trainer: Trainer, store: SqlStore
) -> None:
    correcting = began(trainer)
    put_wrong_sheet(correcting)
    correcting.choose(picks(correcting)[0])
    exercise = correcting.present.exercise
    assert exercise is not None
    value = str(round(float(exercise.mistakes["base"]), 1)).replace(".", ",")
    verdict = correcting.answer(value)
    assert (verdict.mistake, verdict.text) == ("base", "Divise par le prix.")
    (row,) = store.history(MARGE.key)
    assert row.entry.answered is not None
    assert row.entry.answered.mistake is None
    assert SHEET in dict(row.entry.answered.values)
    assert effective_answers([row]) == []
    assert drill_records(trainer, [MARGE])[0].asked == 0
    assert summarise(trainer, correcting.answers).mistakes == ()


def test_nothing_is_scheduled_and_the_day_is_not_spent(trainer: Trainer, store: SqlStore) -> None:
    correcting = began(trainer)
    for _ in range(4):
        correcting.choose(0)
        if not correcting.present.closed:
            correcting.answer("12")
        correcting.another()
    assert store.states().get(MARGE.key, UNTOUCHED).memory is None
    assert not store.day_counts(trainer.clock.today()).new


def test_undo_asks_the_same_sheet_again(trainer: Trainer, store: SqlStore) -> None:
    correcting = began(trainer)
    put_wrong_sheet(correcting)
    before = correcting.present
    correcting.choose(picks(correcting)[1])
    correcting.answer("12")
    assert correcting.undo()
    assert correcting.present.part == (2, 2)
    assert correcting.undo()
    assert correcting.present == before
    assert effective_answers(store.history(MARGE.key)) == []
    assert correcting.answers == []


def test_drills_without_a_sheet_are_left_out(trainer: Trainer) -> None:
    correcting = began(trainer, (NPS, MARGE))
    for _ in range(3):
        assert correcting.present.card is MARGE
        correcting.another()
    with pytest.raises(KpiTrainerError, match=r"sheet\.none"):
        began(trainer, (NPS,))


def made(trainer: Trainer, clock: FixedClock, name: str | None, times: int = 1) -> None:
    """Answer the drill, with that mistake or right, so often."""
    drilling = Drilling(trainer, (MARGE,), "fr", seed=clock.now().day * 100)
    for _ in range(times):
        exercise = drilling.present.exercise
        assert exercise is not None
        value = exercise.mistakes[name] if name else exercise.exact
        drilling.answer(str(round(float(value), 1)).replace(".", ","))
        drilling.another()


def test_a_misconception_comes_back_some_time_after_it_was_gone(
    trainer: Trainer, clock: FixedClock
) -> None:
    made(trainer, clock, "base")
    assert settled_mistakes(trainer, MARGE) == frozenset()
    made(trainer, clock, None, 3)
    assert settled_mistakes(trainer, MARGE) == frozenset()  # gone, but only just
    clock.wait(days=8)
    assert settled_mistakes(trainer, MARGE) == {"base"}
    correcting = began(trainer, (NPS, MARGE))
    shown = []
    for _ in range(60):
        assert correcting.present.exercise is not None
        shown.append(correcting.present.exercise.template.sheet.partition(":")[2])
        correcting.another()
    assert shown.count("base") > 2 * shown.count("frais")
    made(trainer, clock, "base")
    assert settled_mistakes(trainer, MARGE) == frozenset()


def test_a_change_of_language_keeps_the_sheet(trainer: Trainer) -> None:
    correcting = began(trainer)
    put_wrong_sheet(correcting)
    right, other = picks(correcting)
    correcting.choose(other)
    correcting.translate("en")
    told = correcting.present.judged[0].verdict.text
    assert told is not None
    assert told.startswith(f"Line {right + 1} is wrong.")


def priced(drilling: Drilling) -> str:
    """An answer that no known mistake explains, but a small formula: the price by the costs."""
    exercise = drilling.present.exercise
    assert exercise is not None
    return f"{exercise.given['prix']}/{exercise.given['frais']}"


def suspects(drilling: Drilling) -> bool:
    calculation = drilling.present.calculation
    return calculation is not None and calculation.suspected is not None


def test_a_wrong_result_is_no_unseen_mistake(trainer: Trainer, store: SqlStore) -> None:
    drilling = Drilling(trainer, (TWO,), "fr", seed=0)
    told = []
    for _ in range(3):
        exercise = drilling.present.exercise
        assert exercise is not None
        drilling.answer(str(exercise.answer))
        drilling.answer(priced(drilling))
        told.append(suspects(drilling))
        drilling.another()
    assert told[-1]
    correcting = began(trainer, (TWO,))
    put_wrong_sheet(correcting)
    correcting.choose(picks(correcting)[0])
    correcting.answer(priced(correcting))
    assert correcting.present.closed
    assert not suspects(correcting)
    assert len(effective_answers(store.history(TWO.key))) == 3


def test_a_sheet_of_a_drill_that_is_due_leaves_it_due(trainer: Trainer, store: SqlStore) -> None:
    known(store, MARGE)
    before = store.states()[MARGE.key]
    correcting = began(trainer)
    put_right_sheet(correcting)
    correcting.choose(2)
    assert correcting.answers[0].row.entry.kind is LogKind.PRACTICE
    assert store.states()[MARGE.key] == before
