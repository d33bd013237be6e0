"""Problems whose formula is chosen first: never two right ones, all of one form."""

import re
from collections import Counter

import pytest

from kpitrainer.domain.drill.exercise import WHICH_FORMULA
from kpitrainer.domain.drill.formula_choice import OPTIONS, draw_problem, formula_exercise
from kpitrainer.domain.drill.indicators import indicators_of, meaning_in, sibling
from kpitrainer.domain.errors import KpiTrainerError
from tests.choices import WORDS, came_to, known, plans, rounded
from tests.shipped import FORMS
from tests.typography import typography_faults

DRAWS = 405
"""Of each of about a hundred indicators: over 40,000 in all."""

per_plan = pytest.mark.parametrize("ref", list(plans()))


def test_nearly_all_shipped_drills_give_problems() -> None:
    drills = {plan.indicator.drill for plan in plans().values()}
    assert len(plans()) * DRAWS >= 40_000
    assert len(drills) >= len({form.id for form in FORMS.values()}) - 5


@per_plan
def test_never_two_right_options(ref: str) -> None:
    plan = plans()[ref]
    right = plan.indicator.worded.text
    for seed in range(DRAWS):
        problem = draw_problem((plan,), seed)
        drawn, language = problem.exercise, ("fr", "en")[seed % 2]
        value = came_to(right[language], plan, drawn, language)
        assert value is None or drawn.answer in rounded(value, plan)
        texts = {right[language], *(wrong.text[language] for wrong in problem.wrong)}
        assert len(texts) == OPTIONS
        for wrong in problem.wrong:
            value = came_to(wrong.text[language], plan, drawn, language)
            if value is not None:
                assert not {drawn.answer, drawn.result.also} & rounded(value, plan)
            if wrong.tree is not None:
                means = meaning_in(plan.indicator.known, wrong.tree)
                assert means is not None
                assert means != plan.indicator.meaning


def test_most_texts_are_computed_again_by_the_law_above() -> None:
    seen = Counter[bool]()
    for plan in plans().values():
        problem = draw_problem((plan,), 1)
        for wrong in problem.wrong:
            if wrong.tree is not None:
                seen[came_to(wrong.text["en"], plan, problem.exercise, "en") is not None] += 1
    assert seen[True] > 10 * seen[False]


@per_plan
def test_texts_are_well_formed_and_name_no_drill(ref: str) -> None:
    plan = plans()[ref]
    every = [plan.indicator.worded.text, *(each.text for each in (*plan.mistakes, *plan.siblings))]
    for text in every:
        assert not typography_faults(text["fr"], "fr")
        for language in ("fr", "en"):
            assert text[language].count("(") == text[language].count(")")
            assert re.search("[÷×+−]|√|\\^", text[language])
            assert "_" not in text[language]
            assert "=" not in text[language]


def test_two_wrong_methods_and_a_sibling_that_is_near() -> None:
    (plan,) = (plan for ref, plan in plans().items() if ref.endswith("/taux-de-marque"))
    chosen = Counter[str]()
    for seed in range(60):
        wrong = draw_problem((plan,), seed).wrong
        assert sum(each.sibling is not None for each in wrong) == 1
        chosen.update(each.chosen for each in wrong if each.sibling)
    assert set(chosen) == {"calculs-plus/taux-de-marge", "calculs-plus/coefficient-multiplicateur"}
    # What was confused before is taken first.
    (before,) = {
        each.chosen
        for seed in range(20)
        for each in draw_problem((plan,), seed, {"calculs-plus/taux-de-marge"}).wrong
        if each.sibling
    }
    assert before == "calculs-plus/taux-de-marge"


def test_the_exercise_asks_for_the_formula_and_then_for_the_result() -> None:
    (plan,) = (plan for ref, plan in plans().items() if ref.endswith("/taux-de-marque"))
    problem = draw_problem((plan,), 4)
    asked = formula_exercise(problem, WORDS)
    assert asked.template.sheet == WHICH_FORMULA
    assert asked.options("en")[asked.right_option] == plan.indicator.worded.text["en"]
    assert asked.template.picture is None
    assert asked.at(1).answer == problem.exercise.answer
    assert asked.at(1).hints("fr") == problem.exercise.hints("fr")
    said = [asked.option_text(place, "en") for place in range(1, OPTIONS)]
    assert all(said)
    assert any("another indicator, “Markup" in (text or "") for text in said)
    told = asked.ask("fr")
    assert told.startswith(problem.exercise.ask("fr").rstrip())
    assert told.endswith("Quelle formule y répond\u202f?")


def test_a_formula_right_by_other_words_is_no_sibling() -> None:
    every = known().by_ref
    # “Budget ÷ orders” would be right of “revenue ÷ orders”, if budget were revenue.
    assert (
        sibling(every["calculs-ventes/panier-moyen"], every["calculs-marketing-plus/cpa"]) is None
    )
    # The same number, told by the same words.
    csat, ces = (
        every["calculs-satisfaction/csat-calcul:moyenne"],
        "calculs-satisfaction/ces-v1-calcul",
    )
    assert sibling(csat, every[ces]) is None


def test_without_words_for_its_names_a_drill_gives_no_problem() -> None:
    form = FORMS["nps-interpretation"]
    assert indicators_of("d", "c", form) == ()
    plan = plans()["calculs-satisfaction/nps-calcul"]
    with pytest.raises(KpiTrainerError, match="cannot-draw"):
        draw_problem((type(plan)(plan.indicator, plan.mistakes[:2], (), 0),), 1)
