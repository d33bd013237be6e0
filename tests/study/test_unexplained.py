"""Wrong answers that nothing explains, read from the log."""

from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Suspected
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.practice import effective_answers
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from kpitrainer.study.unexplained import Proposal, proposals, unexplained
from tests.factories import card, deck, template
from tests.study.conftest import MakeTrainer
from tests.study.progress import known
from tests.unseen import FORMULA, MARGIN, by_price

MARKUP = card("marge", Drill(template(MARGIN, "marge")))
KNOWN = card(
    "marge",
    Drill(
        template(
            {
                **MARGIN,
                "mistakes": [
                    {"wrong": "base", "formula": FORMULA, "say": {"fr": "La base.", "en": "Base."}}
                ],
            },
            "marge",
        )
    ),
)
"""The same once its author knows the mistake."""

BOTH = card(
    "deux",
    Drill(
        template(
            {
                "title": MARGIN["title"],
                "given": MARGIN["given"],
                "parts": [
                    {
                        "ask": {"fr": "Oui ?", "en": "Yes?"},
                        "choose": [
                            {"text": {"fr": "Oui", "en": "Yes"}, "right": "true"},
                            {"text": {"fr": "Non", "en": "No"}, "wrong": "non"},
                        ],
                    },
                    {"ask": MARGIN["ask"], "answer": MARGIN["answer"]},
                ],
            },
            "deux",
        )
    ),
)
"""A choice, then the number."""


@pytest.fixture
def trainer(make_trainer: MakeTrainer) -> Trainer:
    return make_trainer(deck("deck", MARKUP, BOTH))


def drilling(trainer: Trainer, of: Card = MARKUP, seed: int = 5) -> Drilling:
    return Drilling(trainer, (of,), "fr", seed=seed)


def wrongly(session: Drilling) -> Suspected | None:
    """Answer the present exercise by the price; what is told of it."""
    assert session.present.exercise
    session.answer(by_price(session.present.exercise))
    assert session.present.calculation
    return session.present.calculation.suspected


def found(store: SqlStore, of: Card = MARKUP) -> tuple[Proposal, ...]:
    return proposals(of, effective_answers(store.history(of.key)))


def test_the_learner_is_told_at_the_second_answer_never_at_the_first(trainer: Trainer) -> None:
    session = drilling(trainer)
    assert wrongly(session) is None
    session.another()
    told = wrongly(session)
    assert told
    assert (told.place, told.formula.source) == (0, FORMULA)
    verdict = session.present.verdict
    assert verdict
    # Nothing is judged by it.
    assert (verdict.outcome, verdict.mistake, verdict.message) == (Outcome.WRONG, None, None)
    assert session.present.proposal is Rating.AGAIN
    calculation = session.present.calculation
    assert calculation
    assert session.present.exercise
    shown = calculation.suspected_working("fr")
    assert shown
    assert shown.endswith(f"× 100 = {by_price(session.present.exercise).replace('.', ',')}")


def test_it_is_told_in_a_later_session_and_after_a_change_of_language(trainer: Trainer) -> None:
    wrongly(drilling(trainer, seed=5))
    session = drilling(trainer, seed=6)
    assert wrongly(session)
    session.translate("en")
    assert session.present.calculation
    assert session.present.calculation.suspected


def test_the_same_numbers_again_are_no_second_answer(trainer: Trainer) -> None:
    wrongly(drilling(trainer, seed=5))
    assert wrongly(drilling(trainer, seed=5)) is None


def test_a_right_answer_and_another_slip_are_told_nothing(trainer: Trainer) -> None:
    wrongly(drilling(trainer, seed=5))
    for seed, factor in ((6, 1.0), (7, 1.37)):
        session = drilling(trainer, seed=seed)
        assert session.present.exercise
        session.answer(f"{float(session.present.exercise.answer) * factor:.1f}")
        assert session.present.calculation
        assert session.present.calculation.suspected is None


def test_what_only_earlier_answers_would_fit_is_not_told(trainer: Trainer) -> None:
    session = drilling(trainer)
    for _ in range(2):
        wrongly(session)
        session.another()
    assert session.present.exercise
    session.answer(f"{float(session.present.exercise.answer) * 1.37:.1f}")
    assert session.present.calculation
    assert session.present.calculation.suspected is None


def test_an_answer_taken_back_does_not_count(trainer: Trainer, store: SqlStore) -> None:
    session = drilling(trainer)
    wrongly(session)
    session.undo()
    assert wrongly(drilling(trainer, seed=6)) is None
    assert found(store) == ()


def test_in_a_review_too(trainer: Trainer, store: SqlStore) -> None:
    wrongly(drilling(trainer, seed=5))
    known(store, MARKUP)
    review = Review(trainer, trainer.plan(Selection(("deck",))), "fr")
    assert review.present.card == MARKUP
    assert review.present.exercise
    review.answer(by_price(review.present.exercise))
    assert review.present.calculation
    assert review.present.calculation.suspected
    # It is stored when it is rated, and is then one of two.
    review.rate(Rating.AGAIN)
    assert [len(each.answers) for each in found(store)] == [2]


def test_proposals_come_with_the_answers_they_explain(trainer: Trainer, store: SqlStore) -> None:
    session = drilling(trainer)
    for _ in range(3):
        wrongly(session)
        session.another()
    (proposal,) = found(store)[:1]
    assert proposal.place == ("", 0)
    assert proposal.explanation.formula.source == FORMULA
    assert [each.said for each in proposal.answers] == [
        entry.answered.typed[0]
        for entry in effective_answers(store.history(MARKUP.key))
        if entry.answered
    ]


def test_once_its_author_knows_it_nothing_is_unexplained(trainer: Trainer, store: SqlStore) -> None:
    session = drilling(trainer)
    for _ in range(2):
        wrongly(session)
        session.another()
    rows = effective_answers(store.history(MARKUP.key))
    assert unexplained(MARKUP, rows)
    assert not unexplained(KNOWN, rows)


def test_a_part_after_a_choice_and_only_where_that_was_right(
    trainer: Trainer, store: SqlStore
) -> None:
    session = drilling(trainer, BOTH)
    for seed, choice in enumerate(("Oui", "Oui", "Non")):
        session = drilling(trainer, BOTH, seed=seed)
        session.choose(session.present.options.index(choice))
        told = wrongly(session)
        assert (told is not None) is (seed == 1)
    assert [(each.place, len(each.answers)) for each in found(store, BOTH)[:1]] == [(("", 1), 2)]


def test_answers_to_a_drill_that_now_asks_for_other_values_are_left(
    trainer: Trainer, store: SqlStore
) -> None:
    session = drilling(trainer)
    for _ in range(2):
        wrongly(session)
        session.another()
    other = {**MARGIN, "given": {**MARGIN["given"], "more": "1..9"}}
    now = replace(MARKUP, content=Drill(template(other, "marge")))
    assert not unexplained(now, effective_answers(store.history(MARKUP.key)))
