"""The mistakes of this week, drilled once more in problems where they can show."""

from collections.abc import Mapping
from typing import Any

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.mistake_drilling import MistakeDrilling, seed_showing
from kpitrainer.study.mistakes_made import WEEK, Made, drills_of, mistakes_made
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, FixedClock, card, deck, noon, template
from tests.study.conftest import MakeTrainer


def _form(name: str, wrong: Mapping[str, str]) -> Mapping[str, Any]:
    mistakes = [{"wrong": key, "formula": formula} for key, formula in wrong.items()]
    return {
        "variant": name,
        "ask": f"{name}: {{a}}, {{b}} ?",
        "answer": {"formula": "a + b"},
        "mistakes": [{**each, "say": "Ajoute."} for each in mistakes],
    }


def _drill(name: str, *forms: Mapping[str, Any]) -> Card:
    source = {"title": name, "given": {"a": "2..40", "b": "50..90"}, "variants": list(forms)}
    return card(name, Drill(template(source, name)))


ONE = _drill("one", _form("u", {"moins": "b - a"}), _form("v", {"fois": "a * b"}))
TWO = _drill("two", _form("u", {"moins": "b - a"}), _form("v", {}), _form("w", {}))
THREE = _drill("three", _form("u", {"moins": "b - a"}), _form("v", {"fois": "a * b"}))
DRILLS = (ONE, TWO, THREE)


@pytest.fixture
def trainer(make_trainer: MakeTrainer, clock: FixedClock) -> Trainer:
    clock.set(noon(DAY))
    return make_trainer(deck("deck", *DRILLS))


def make(trainer: Trainer, of: Card, name: str, times: int = 1) -> None:
    """Make a known mistake in a drill so many times."""
    for at in range(times):
        drilling = Drilling(trainer, (of,), "fr", seed=seed_showing(of, (name,), 0, at))
        exercise = drilling.present.exercise
        assert exercise is not None
        drilling.answer(str(exercise.mistakes[name]))
        assert drilling.answers[0].row.entry.answered is not None
        assert drilling.answers[0].row.entry.answered.mistake == name


def week(trainer: Trainer) -> tuple[Made, ...]:
    return mistakes_made(trainer.store, trainer.clock.today(), DRILLS)


def told(trainer: Trainer) -> list[tuple[str, str, int]]:
    return [(one.card.key.card, one.name, one.times) for one in week(trainer)]


def test_the_most_frequent_come_first_and_drills_once(trainer: Trainer) -> None:
    make(trainer, TWO, "moins", 2)
    make(trainer, THREE, "fois", 2)
    make(trainer, THREE, "moins")
    assert told(trainer) == [("two", "moins", 2), ("three", "fois", 2), ("three", "moins", 1)]
    assert drills_of(week(trainer)) == (THREE, TWO)
    assert mistakes_made(trainer.store, DAY, (ONE,)) == ()


def test_a_week_is_today_and_the_six_days_before(trainer: Trainer, clock: FixedClock) -> None:
    make(trainer, ONE, "fois")
    clock.set(noon(DAY + WEEK - 1))
    assert told(trainer) == [("one", "fois", 1)]
    clock.set(noon(DAY + WEEK))
    assert told(trainer) == []


def test_what_was_taken_back_was_not_made(trainer: Trainer) -> None:
    drilling = Drilling(trainer, (ONE,), "fr", seed=seed_showing(ONE, ("fois",), 0, 1))
    assert drilling.present.exercise is not None
    drilling.answer(str(drilling.present.exercise.mistakes["fois"]))
    assert told(trainer)
    drilling.undo()
    assert not told(trainer)


def test_each_problem_can_show_the_mistake_whose_turn_it_is(trainer: Trainer) -> None:
    make(trainer, THREE, "fois", 2)
    make(trainer, THREE, "moins")
    make(trainer, TWO, "moins")
    drilling = MistakeDrilling(trainer, DRILLS, "fr", seed=3)
    shown = []
    for _ in range(12):
        exercise = drilling.present.exercise
        assert exercise is not None
        shown.append((drilling.present.card, *exercise.mistakes))
        drilling.another()
    of_three = [(THREE, "fois"), (THREE, "moins")] * 3
    assert shown == [each for one in of_three for each in (one, (TWO, "moins"))]


def test_a_seed_gives_the_same_problems_and_none_twice(trainer: Trainer) -> None:
    make(trainer, TWO, "moins")

    def seeds(seed: int) -> list[int]:
        drilling = MistakeDrilling(trainer, DRILLS, "fr", count=40, seed=seed)
        found = [drilling.present.seed]
        while drilling.another():
            found.append(drilling.present.seed)
        return found

    assert seeds(5) == seeds(5) != seeds(6)
    assert len(set(seeds(5))) == 40


def test_of_a_mistake_that_is_gone_from_the_file_any_problem_is_asked() -> None:
    assert seed_showing(ONE, ("absent",), 0, 7) == 7


def test_a_week_without_mistakes_has_nothing_to_ask(trainer: Trainer) -> None:
    with pytest.raises(KpiTrainerError) as caught:
        MistakeDrilling(trainer, DRILLS, "fr")
    assert caught.value.code == "drill.no-mistakes"


@pytest.mark.parametrize("session", [Drilling, MistakeDrilling])
def test_drilling_spends_none_of_the_days_new_cards(
    trainer: Trainer, store: SqlStore, session: type[Drilling]
) -> None:
    for one in DRILLS:
        make(trainer, one, "moins")
    before = trainer.plan(Selection())
    assert before.new
    drilling = session(trainer, DRILLS, "fr", count=30)
    for at in range(30):
        exercise = drilling.present.exercise
        assert exercise is not None
        drilling.answer(str(exercise.answer) if at % 2 else "7")
        assert drilling.answers[-1].row.entry.kind is LogKind.PRACTICE
        drilling.another()
    assert all(store.states().get(one.key, UNTOUCHED).memory is None for one in DRILLS)
    assert not store.day_counts(DAY).new
    assert trainer.plan(Selection()) == before


def test_undo_asks_the_same_problem_again_and_goes_on_as_before(trainer: Trainer) -> None:
    make(trainer, ONE, "fois")
    make(trainer, TWO, "moins")
    drilling = MistakeDrilling(trainer, DRILLS, "fr", seed=1)
    first = drilling.present
    drilling.answer("7")
    drilling.another()
    second = drilling.present.seed
    drilling.undo()
    assert (drilling.present.card, drilling.present.seed) == (first.card, first.seed)
    drilling.answer("7")
    drilling.another()
    assert drilling.present.seed == second
