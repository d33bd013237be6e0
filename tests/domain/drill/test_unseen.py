"""Mistakes never seen before: what is enumerated, what explains answers, and what must not."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.drill.typed_answer import ParsedAnswer
from kpitrainer.domain.drill.unseen import explain
from kpitrainer.domain.drill.unseen.candidates import candidates
from kpitrainer.domain.drill.unseen.explain import Explanation, WrongAnswer, explanations
from kpitrainer.domain.drill.unseen.meaning import meaning, meanings
from kpitrainer.domain.formula.formula import Formula, compile_formula
from kpitrainer.domain.formula.nodes import ValueType
from kpitrainer.domain.formula.source_writer import write_source
from kpitrainer.domain.text.number import round_half_away
from tests.shipped import FORMS

A_FEW = ("retention", "nrr", "evolution-plaintes", "cac", "tcam")
"""Drills of which every mistake is found; `benchmarks/bench_unseen.py` measures all."""

MISTAKES = [
    (name, mistake.id)
    for name in A_FEW
    for mistake in getattr(FORMS[name].parts[0], "mistakes", ())
]


def number_part(form: Template) -> NumberPart:
    part = form.parts[0]
    assert isinstance(part, NumberPart)
    return part


def without(form: Template, *mistakes: str) -> Template:
    """The drill as if its author had not known these mistakes."""
    part = number_part(form)
    left = tuple(each for each in part.mistakes if each.id not in mistakes)
    version = f"{form.version} without {mistakes}"
    return replace(form, parts=(replace(part, mistakes=left), *form.parts[1:]), version=version)


def typed(exercise: Exercise, value: Fraction) -> WrongAnswer:
    decimals = exercise.asked.answer.decimals
    return WrongAnswer(exercise, ParsedAnswer(round_half_away(value, decimals), decimals, ""))


def made(name: str, mistake: str, *seeds: int) -> list[WrongAnswer]:
    """The answers of somebody who makes a mistake that the drill does not know."""
    form, formula = without(FORMS[name], mistake), formula_of(name, mistake)
    drawn = (draw(form, seed) for seed in seeds)
    return [typed(each, Fraction(formula.value(each.known))) for each in drawn]


def formula_of(name: str, mistake: str) -> Formula:
    part = number_part(FORMS[name])
    return next(each.formula for each in part.mistakes if each.id == mistake)


def means(name: str, found: Explanation, mistake: str) -> bool:
    known = meanings(FORMS[name])
    return meaning(found.formula.tree, known) == meaning(formula_of(name, mistake).tree, known)


# --- what two answers tell


@pytest.mark.parametrize(("name", "mistake"), MISTAKES)
def test_a_mistake_that_nobody_wrote_down_is_ranked_first_after_two_answers(
    name: str, mistake: str
) -> None:
    found = explanations(made(name, mistake, 11, 12))
    assert found
    assert means(name, found[0], mistake), found[0].formula.source
    assert found[0].places == (0, 1)


@pytest.mark.parametrize(("name", "mistake"), MISTAKES[::4])
def test_one_answer_tells_nothing_nor_the_same_numbers_twice(name: str, mistake: str) -> None:
    assert explanations(made(name, mistake, 11)) == ()
    assert explanations(made(name, mistake, 11, 11)) == ()


def test_among_slips_the_answers_that_go_together_are_found() -> None:
    name, mistake = MISTAKES[1]
    answers = made(name, mistake, 1, 2, 3, 4)
    for slip in (0, 2):
        exact = answers[slip].exercise.exact
        answers[slip] = typed(answers[slip].exercise, exact * Fraction(137, 100))
    found = explanations(answers)
    assert means(name, found[0], mistake)
    assert found[0].places == (1, 3)


def test_random_slips_are_hardly_ever_explained() -> None:
    chance, explained, tried = Random(5), 0, 0  # noqa: S311 - slips, no secrets
    for name in A_FEW:
        for seed in range(0, 24, 2):
            pair = [draw(FORMS[name], seed + which) for which in (0, 1)]
            wrong = [each.exact * Fraction(chance.uniform(0.4, 2.5)) for each in pair]
            explained += bool(explanations(list(map(typed, pair, wrong))))
            tried += 1
    assert tried == 60
    assert explained <= 1


def test_what_would_fit_by_chance_is_kept_to_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(7)  # noqa: S311 - slips, no secrets
    pairs = []
    for name in ("ecart-en-points", "nps-calcul", "ltv-cac"):
        for seed in range(0, 20, 2):
            pair = [draw(FORMS[name], seed + which) for which in (0, 1)]
            wrong = [each.exact * Fraction(chance.uniform(0.4, 2.5)) for each in pair]
            pairs.append(list(map(typed, pair, wrong)))
    kept = sum(bool(explanations(pair)) for pair in pairs)
    monkeypatch.setattr(explain, "MOST_BY_CHANCE", 1e9)
    # Of two or three digits something fits easily.
    assert sum(bool(explanations(pair)) for pair in pairs) > 4
    assert kept <= 2


@pytest.mark.parametrize("name", A_FEW)
def test_neither_the_right_formula_nor_a_known_mistake_is_proposed(name: str) -> None:
    form = FORMS[name]
    pair = [draw(form, seed) for seed in (11, 12)]
    values = [[each.exact, *each.mistakes.values()] for each in pair]
    for wrong in zip(*values, strict=True):
        found = explanations(list(map(typed, pair, wrong)))
        assert not any(_is_known(form, one) for one in found)


def _is_known(form: Template, found: Explanation) -> bool:
    part, known = number_part(form), meanings(form)
    formulas = (part.answer.formula, *(each.formula for each in part.mistakes))
    return meaning(found.formula.tree, known) in {meaning(one.tree, known) for one in formulas}


@pytest.mark.parametrize(("name", "mistake"), MISTAKES[::4])
def test_what_is_told_gives_what_was_typed_exactly_rounded(name: str, mistake: str) -> None:
    answers = made(name, mistake, 21, 22)
    for found in explanations(answers):
        for place in found.places:
            exercise, answer = answers[place].exercise, answers[place].typed
            value = Fraction(found.formula.value(exercise.known))
            assert round_half_away(value, exercise.asked.answer.decimals) == answer.value


# --- what is enumerated


@pytest.mark.parametrize("name", ["retention", "cac"])
def test_no_two_candidates_mean_the_same(name: str) -> None:
    form = FORMS[name]
    pool = candidates(form, 0).pool
    # Far from what is drawn, so that no two happen to agree.
    chance = Random(1)  # noqa: S311 - numbers, no secrets
    names = {each: Fraction(chance.randrange(10**6), 997) for each in form.given}
    columns = []
    for _ in range(2):
        values = {each: value * chance.randrange(2, 99) for each, value in names.items()}
        for let, formula in form.let.items():
            values[let] = Fraction(formula.value(values))
        columns.append([pool.node(at).evaluate(values) for at in range(0, len(pool), 7)])
    pairs = list(zip(*columns, strict=True))
    assert len(pairs) > 500
    assert len(set(pairs)) == len(pairs)


def test_candidates_are_made_once() -> None:
    form = FORMS["cac"]
    assert candidates(form, 0) is candidates(replace(form), 0)
    assert candidates(form, 0) is not candidates(without(form, "x"), 0)


NAMES = dict.fromkeys("abc", ValueType.NUMBER)
EQUAL = [
    ("(a - b) / c * 100", "100 * (b - a) / -c"),
    ("(a + b)^2", "a * a + 2 * a * b + b^2"),
    ("a / b / c", "a / (b * c)"),
    ("mean(a, b)", "(a + b) / 2"),
    ("root(a + b, 2) * 1.5", "3 / 2 * root(b + a, 2)"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_what_means_the_same_has_one_meaning(one: str, other: str) -> None:
    first, second = (meaning(compile_formula(each, NAMES).tree, {}) for each in (one, other))
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [("a - b", "b - a"), ("a / b", "b / a"), ("root(a, 2)", "root(a, 3)"), ("a^2", "2 * a")],
)
def test_what_means_another_thing_has_another_meaning(one: str, other: str) -> None:
    first, second = (meaning(compile_formula(each, NAMES).tree, {}) for each in (one, other))
    assert first != second


# --- a formula as its author would write it


LEAVES = st.sampled_from(["a", "b", "c", "2", "1.25", "100", "0.001"])
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda one: f"(-{one})"),
        inner.map(lambda one: f"({one})^2"),
        inner.map(lambda one: f"abs({one})"),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_what_is_written_is_read_as_the_same_formula(source: str) -> None:
    tree = compile_formula(source, NAMES).tree
    again = compile_formula(write_source(tree), NAMES).tree
    assert write_source(again) == write_source(tree)
    assert meaning_or_nothing(again) == meaning_or_nothing(tree)


def meaning_or_nothing(tree: object) -> int | None:
    try:
        return meaning(tree, {})  # type: ignore[arg-type]
    except ArithmeticError:
        return None


@pytest.mark.parametrize("name", list(FORMS))
def test_every_shipped_formula_is_written_as_it_is_meant(name: str) -> None:
    form = FORMS[name]
    exercise = draw(form, 1)
    for place, part in enumerate(form.parts):
        if isinstance(part, NumberPart):
            at = exercise.at(place)
            for formula in (part.answer.formula, *(each.formula for each in part.mistakes)):
                again = compile_formula(write_source(formula.tree), formula.names)
                assert again.value(at.known) == formula.value(at.known)
