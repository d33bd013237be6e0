"""Which formula? As practice: nameless, in turns of families, with confusions by name."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.drill.exercise import CONTRAST, SHEET, WHICH_FORMULA
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.choosing import Choosing, Contrasting, contrast_session
from kpitrainer.study.confusions import confusions, pairs_confused, session_confusions
from kpitrainer.study.practice import drill_records, effective_answers
from kpitrainer.study.stats.tabs import sheet
from kpitrainer.study.stats.view import View
from kpitrainer.study.summary import summarise
from kpitrainer.study.trainer import Trainer
from kpitrainer.study.turns import Turns
from tests.factories import DAY, card, deck, drill
from tests.study.conftest import MakeTrainer
from tests.study.progress import known
from tests.which_drills import MARGE, MARQUE

NPS = drill()
"""Its names have no words: it gives no problem."""

TAKEN = "=deck/marge=autre/marque"


@pytest.fixture
def trainer(make_trainer: MakeTrainer) -> Trainer:
    return make_trainer(deck("deck", MARGE, NPS), deck("autre", MARQUE))


def began(trainer: Trainer, cards: Sequence[Card] = (MARGE,), seed: int = 0) -> Choosing:
    return Choosing(trainer, cards, "fr", seed=seed)


def pick(session: Choosing | Contrasting, name: str | None) -> None:
    """Choose the right option, or the one of that name."""
    calculation = session.present.calculation
    assert calculation is not None
    part = calculation.exercise.part
    order = calculation.options(session.present.seed)
    wanted = [
        place
        for place, option in enumerate(order)
        if (part.options[option].wrong == name if name else option == part_right(session))  # type: ignore[union-attr]
    ]
    session.choose(wanted[0])


def part_right(session: Choosing | Contrasting) -> int:
    assert session.present.exercise is not None
    return session.present.exercise.right_option


def exact(session: Choosing) -> str:
    exercise = session.present.exercise
    assert exercise is not None
    return f"{float(exercise.answer):.1f}".replace(".", ",")


def test_formula_and_result_are_one_exercise_and_one_row(trainer: Trainer) -> None:
    session = began(trainer)
    assert session.present.options
    assert session.hides_name
    pick(session, None)
    assert session.present.mode is Mode.DRILL
    assert session.hides_name
    assert not trainer.store.history(MARGE.key)
    session.answer(exact(session))
    assert not session.hides_name
    assert session.score == (1, 1)
    (row,) = trainer.store.history(MARGE.key)
    answered = row.entry.answered
    assert answered is not None
    assert (row.entry.kind, row.entry.rating) == (LogKind.PRACTICE, Rating.GOOD)
    assert (answered.mistake, dict(answered.values)[SHEET]) == (None, WHICH_FORMULA)
    assert len(answered.typed) == 2


def test_a_siblings_formula_is_a_confusion_by_name_and_can_be_taken_back(trainer: Trainer) -> None:
    session = began(trainer)
    pick(session, TAKEN)
    assert session.present.verdict is not None
    assert (
        session.present.verdict.text
        == "C’est la formule d’un autre indicateur, «\u00a0Taux de marque\u00a0»."
    )
    session.answer(exact(session))
    assert session.score == (0, 1)
    (found,) = confusions(trainer, "fr")
    assert (found.asked, found.chosen, found.times, found.last) == (
        "Taux de marge",
        "Taux de marque",
        1,
        DAY,
    )
    assert session_confusions(trainer, session.answers, "en")[0].chosen == "Margin"
    assert session.undo()
    assert session.present.part == (2, 2)
    assert confusions(trainer, "fr") == ()
    assert session.undo()
    assert session.present.part == (1, 2)
    assert session.hides_name


def test_a_wrong_method_is_told_by_its_formula(trainer: Trainer) -> None:
    for seed in range(40):
        session = began(trainer, seed=seed)
        assert session.present.exercise is not None
        names = [option.wrong for option in session.present.exercise.part.options]  # type: ignore[union-attr]
        if "=deck/marge=ecart" in names:
            break
    pick(session, "=deck/marge=ecart")
    session.answer(exact(session))
    (found,) = confusions(trainer, "en")
    assert (found.asked, found.chosen, found.is_method) == ("Markup", "price − cost", True)
    assert pairs_confused(trainer) == ()


def test_it_schedules_nothing_and_counts_among_no_calculations(
    trainer: Trainer, store: SqlStore
) -> None:
    known(store, MARGE, due_day=DAY)
    before = trainer.store.states()[MARGE.key]
    session = began(trainer)
    pick(session, TAKEN)
    session.answer("1")
    assert trainer.store.states()[MARGE.key] == before != UNTOUCHED
    assert effective_answers(trainer.store.history(MARGE.key)) == []
    assert drill_records(trainer, (MARGE,))[0].asked == 0
    drills = sheet("drills", View(trainer))
    mistakes, confused = drills.tables
    assert not mistakes.rows
    assert confused.name == "confusions"
    assert confused.rows[0].values == ("Taux de marge", "Taux de marque", 1, DAY)
    assert summarise(trainer, session.answers).mistakes == ()


def test_what_was_confused_is_offered_again(trainer: Trainer) -> None:
    session = began(trainer)
    pick(session, TAKEN)
    session.answer("1")
    (pair,) = pairs_confused(trainer)
    again = Contrasting(trainer, (pair,), "fr", seed=1)
    assert again.present.exercise is not None
    assert again.present.exercise.template.sheet == CONTRAST
    pick(again, None)
    pick(again, None)
    assert again.score == (1, 1)


def test_the_other_number_counts_as_the_same_confusion(trainer: Trainer) -> None:
    session = contrast_session(trainer, (MARGE, MARQUE), "fr", seed=1)
    pick(session, TAKEN)
    pick(session, None)
    assert session.present.closed
    (row,) = session.answers
    assert row.row.entry.answered is not None
    assert row.row.entry.answered.mistake == TAKEN
    assert row.row.entry.rating is Rating.AGAIN
    assert row.attempt.judged[0].verdict.outcome is Outcome.WRONG
    assert confusions(trainer, "fr")[0].times == 1


def test_drills_without_a_problem_are_left_out(trainer: Trainer) -> None:
    session = began(trainer, (NPS, MARGE))
    asked = set()
    for _ in range(4):
        asked.add(session.present.card.key)
        assert session.another()
    assert asked == {MARGE.key}
    with pytest.raises(KpiTrainerError, match="none"):
        began(trainer, (NPS,))
    with pytest.raises(KpiTrainerError, match="no-pair"):
        contrast_session(trainer, (NPS,), "fr")


def test_a_seed_gives_the_same_problem_in_both_languages(trainer: Trainer) -> None:
    first, again = began(trainer, seed=7), began(trainer, seed=7)
    assert first.present.options == again.present.options
    again.translate("en")
    assert len(set(again.present.options)) == 4
    assert "coût" not in str(again.present.options)
    assert again.present.exercise is not None
    assert again.present.exercise.right_option == 0


@pytest.mark.parametrize("sizes", [(1, 1), (5, 1), (2, 3, 4), (7, 6, 1)])
def test_no_two_neighbours_are_of_one_deck(sizes: Sequence[int]) -> None:
    cards = [
        card(f"c{place}", deck=f"d{at}") for at, size in enumerate(sizes) for place in range(size)
    ]
    turns = Turns(3)
    order = [turns.card(place, cards) for place in range(60)]
    assert all(one.key.deck != other.key.deck for one, other in pairwise(order))
    assert {each.key for each in order} == {each.key for each in cards}
    # Going back and on gives the same.
    assert [turns.card(place, cards) for place in range(60)] == order


def test_within_one_deck_no_drill_comes_twice_in_a_row() -> None:
    cards = [card(f"c{place}") for place in range(3)]
    turns = Turns(1)
    order = [turns.card(place, cards).key for place in range(30)]
    assert all(one != other for one, other in pairwise(order))
    assert {turns.card(place, cards[:1]).key for place in range(3)} == {cards[0].key}
