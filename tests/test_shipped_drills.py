import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpitrainer.deckfile import load_decks
from kpitrainer.domain.card import Drill
from kpitrainer.domain.drill.acceptance import acceptance, failed_tests
from kpitrainer.domain.drill.diagnosis import judge
from kpitrainer.domain.drill.drawing import draw, instance
from kpitrainer.domain.drill.problem import Problem
from kpitrainer.domain.number import write_number
from kpitrainer.domain.verdict import Outcome
from tests.typography import typography_faults

CURRICULUM: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "shipped-cards.yaml").read_text("utf-8")
)["calculs"]
DRILLS = {
    card.key.card: card.content.template
    for deck in load_decks([Path(__file__).parents[1] / "decks"], None).decks
    for card in deck.cards
    if isinstance(card.content, Drill)
}

per_drill = pytest.mark.parametrize("drill", list(CURRICULUM))
in_each_language = pytest.mark.parametrize("language", ["fr", "en"])


def _typed(value: Fraction, decimals: int, language: str) -> str:
    """As one types it: a comma between thousands could be read in two ways."""
    return write_number(value, language, decimals).replace("," if language == "en" else " ", "")


@cache
def _drawn(drill: str) -> tuple[Problem, ...]:
    return tuple(draw(DRILLS[drill], seed) for seed in range(300))


def _example(drill: str) -> Problem:
    given = {name: int(value) for name, value in CURRICULUM[drill]["given"].items()}
    return instance(DRILLS[drill], given)


@in_each_language
@per_drill
def test_a_drill_gives_the_curriculums_example_and_knows_its_wrong_methods(
    drill: str, language: str
) -> None:
    asked = CURRICULUM[drill]
    problem = _example(drill)
    template = DRILLS[drill]

    def typed(value: str) -> str:
        return _typed(Fraction(value), len(value.partition(".")[2]), language)

    assert judge(problem, typed(asked["answer"]), language).outcome is Outcome.RIGHT
    assert len(template.mistakes) == len(asked["wrong"])
    for mistake, value in zip(template.mistakes, asked["wrong"], strict=True):
        verdict = judge(problem, typed(value), language)
        assert (verdict.outcome, verdict.mistake) == (Outcome.WRONG, mistake.id), value
        assert verdict.text
        assert "{" not in verdict.text


@per_drill
def test_a_drills_own_tests_hold_the_curriculums_example(drill: str) -> None:
    template, asked = DRILLS[drill], CURRICULUM[drill]
    assert failed_tests(template) == ()
    example = template.tests[0]
    assert example.values == asked["given"]
    assert example.answer == Fraction(asked["answer"])
    assert list(example.mistakes.values()) == [Fraction(value) for value in asked["wrong"]]


@per_drill
def test_most_draws_are_fair(drill: str) -> None:
    found = acceptance(DRILLS[drill], 1000)
    assert found.faults == ()
    assert found.accepted > 700


def _shown(problem: Problem, language: str) -> Sequence[str]:
    return [
        problem.ask(language),
        *problem.hints(language),
        *problem.steps(language),
        problem.answer_text(language),
        *(problem.mistake_working(wrong, language) for wrong in problem.mistakes),
        *(problem.mistake_text(wrong, language) for wrong in problem.mistakes),
    ]


@in_each_language
@per_drill
def test_every_draw_reads_well(drill: str, language: str) -> None:
    one_of_many = re.compile(r"(?<![\d.,\u202f])1[ \u00a0][^\W\d_]+s\b")
    for problem in _drawn(drill):
        for text in _shown(problem, language):
            assert typography_faults(text.rstrip("\n"), language) == [], (problem.seed, text)
            assert not re.search(r"[{}]|--|\+-|-\d", text), (problem.seed, text)
            assert not one_of_many.search(text), (problem.seed, text)


@in_each_language
@per_drill
def test_every_draw_takes_its_answer_and_names_each_wrong_method(drill: str, language: str) -> None:
    for problem in _drawn(drill):
        answer = problem.answer_text(language)
        assert judge(problem, answer, language).outcome is Outcome.RIGHT, (problem.seed, answer)
        assert len(problem.hints(language)) == 3
        for mistake, value in problem.mistakes.items():
            typed = _typed(value, problem.template.answer.decimals, language)
            assert judge(problem, typed, language).mistake == mistake, (problem.seed, typed)


@per_drill
def test_drawn_people_and_amounts_are_whole(drill: str) -> None:
    for problem in _drawn(drill):
        values = problem.values
        assert all(isinstance(value, int) for value in values.values()), (problem.seed, values)


@pytest.mark.parametrize(
    ("drill", "low", "high"),
    [
        ("nps-calcul", -50, 70),
        ("retention", 60, 99),
        ("attrition", 0, 35),
        ("cac", 10, 120),
        ("reachat", 5, 85),
        ("panier-moyen", 20, 120),
        ("evolution", -60, 150),
        ("roi", -75, 150),
    ],
)
def test_answers_are_what_one_meets_in_a_company(drill: str, low: int, high: int) -> None:
    for problem in _drawn(drill):
        assert low < problem.answer < high, problem.seed


@pytest.mark.parametrize(
    ("drill", "least", "most"), [("nps-calcul", 10, 40), ("evolution", 40, 60), ("roi", 25, 45)]
)
def test_a_fair_share_of_answers_is_negative(drill: str, least: int, most: int) -> None:
    answers = [problem.answer for problem in _drawn(drill)]
    assert least < 100 * sum(answer < 0 for answer in answers) / len(answers) < most


@pytest.mark.parametrize(
    ("drill", "part", "whole"),
    [
        ("nps-calcul", "P", "n"),
        ("nps-calcul", "D", "n"),
        ("retention", "perdus", "S"),
        ("retention", "N", "E"),
        ("attrition", "perdus", "S"),
        ("cac", "nouveaux", "total"),
        ("reachat", "reacheteurs", "connus"),
        ("reachat", "reacheteurs", "commandes"),
        ("panier-moyen", "clients", "commandes"),
        ("panier-moyen", "commandes", "articles"),
        ("roi", "marge", "CA"),
    ],
)
def test_a_part_is_less_than_its_whole(drill: str, part: str, whole: str) -> None:
    for problem in _drawn(drill):
        values: Mapping[str, Any] = problem.values
        assert 1 < values[part] < values[whole], problem.seed
