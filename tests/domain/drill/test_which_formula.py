"""Problems whose formula is chosen first: never two right ones, all of one form."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest

from kpitrainer.domain.drill.exercise import WHICH_FORMULA
from kpitrainer.domain.drill.formula_blends import blended
from kpitrainer.domain.drill.formula_choice import OPTIONS, draw_problem, formula_exercise
from kpitrainer.domain.drill.indicators import indicators_of, meaning_in, sibling
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.formula import ValueType, compile_formula
from kpitrainer.domain.formula.nodes import Binary, Constant, Node
from kpitrainer.domain.formula.trees import names_in, placeless, subtrees
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
    wrong = (*plan.mistakes, *plan.siblings, *plan.blends)
    every = [plan.indicator.worded.text, *(each.text for each in wrong)]
    for text in every:
        assert not typography_faults(text["fr"], "fr")
        for language in ("fr", "en"):
            assert text[language].count("(") == text[language].count(")")
            assert re.search("[÷×+−]|√|\\^", text[language])
            assert "_" not in text[language]
            assert "=" not in text[language]


@per_plan
def test_no_other_indicator_has_the_same_name(ref: str) -> None:
    plan = plans()[ref]
    for language in ("fr", "en"):
        others = {each.sibling.name(language) for each in plan.siblings if each.sibling}
        assert plan.indicator.name(language) not in others


def test_a_drill_that_asks_for_more_is_called_by_its_formula() -> None:
    assert known().by_ref["calculs-publicite/roas"].name("en") == "ROAS"
    assert known().by_ref["calculs-plus/taux-de-marge"].name("en") == "Markup"


@per_plan
def test_a_rate_that_is_divided_by_100_is_called_one_in_per_cent(ref: str) -> None:
    """Else “1 ÷ churn rate”, a wrong method where that is 4, could be defended as right."""
    indicator = plans()[ref].indicator
    for each in subtrees(indicator.worded.tree):
        if isinstance(each, Binary) and each.operator == "/" and each.right == Constant(100):
            words = [indicator.words[name] for name in names_in(each.left)]
            assert any(all("%" in text for text in called) for called in words), words


def test_texts_alone_do_not_tell() -> None:
    """Who takes the formula most like the rest, or least, is right hardly more than by chance.

    Of wrong methods alone the right one is most like the rest in half of all problems.
    """
    least = dict.fromkeys((common_words, edits_saved), 0.0)
    most = dict(least)
    count = 0
    for plan in plans().values():
        for seed in range(8):
            problem = draw_problem((plan,), seed)
            for language in ("fr", "en"):
                texts = [problem.plan.indicator.worded.text[language]]
                texts += [wrong.text[language] for wrong in problem.wrong]
                count += 1
                for alike in most:
                    sums = [
                        sum(alike(one, other) for other in texts if other is not one)
                        for one in texts
                    ]
                    most[alike] += taken(sums, max(sums))
                    least[alike] += taken(sums, min(sums))
    assert max(most.values()) / count < 1 / OPTIONS + 0.1
    assert max(least.values()) / count < 1 / OPTIONS


def common_words(one: str, other: str) -> float:
    """The share of words and signs that two texts have in common."""
    mine, theirs = (Counter(re.findall(r"\w+|[^\w\s]", text)) for text in (one, other))
    return (mine & theirs).total() / (mine | theirs).total()


def edits_saved(one: str, other: str) -> float:
    """What edits from one text to the other are fewer than their letters, as a share."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row = row, [place]
        for at, another in enumerate(other, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (letter != another)))
    return 1 - row[-1] / max(len(one), len(other))


def taken(sums: Sequence[float], best: float) -> float:
    """How often the first is taken by who takes any of the best."""
    tied = [place for place, each in enumerate(sums) if abs(each - best) < 1e-9]
    return (0 in tied) / len(tied)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("b / c", "c / a", "c / b"),  # the figures in another order
        ("(a - b) / a", "b / (a + b)", None),  # neither the same place nor the same figures
        ("a / (a + b)", "b / c", "b / (a + b)"),
        ("b / c", "a / b", "b / b"),
        ("a * 2 / c", "a / c * 2", "a * 2 / c * 2"),
    ],
)
def test_two_mistakes_at_once(one: str, other: str, expected: str | None) -> None:
    def tree(source: str) -> Node:
        return placeless(compile_formula(source, dict.fromkeys("abc", ValueType.NUMBER)).tree)

    right = tree("a / c")
    found = blended(right, tree(one), tree(other))
    odd = expected == "b / b"  # nobody would write that
    assert found == (None if expected is None or odd else tree(expected))


def test_a_formula_with_two_mistakes_tells_both() -> None:
    (plan,) = (plan for ref, plan in plans().items() if ref.endswith("/part-d-un-tout:tout-donne"))
    problems = (draw_problem((plan,), seed) for seed in range(40))
    problem, wrong = next(
        (problem, wrong) for problem in problems for wrong in problem.wrong if wrong.both
    )
    asked = formula_exercise(problem, WORDS)
    place = asked.options("en").index(wrong.text["en"])
    told = asked.option_text(place, "en") or ""
    assert all(each.text["en"] in told for each in wrong.both or ())
    assert asked.template.parts[0].options[place].wrong == (  # type: ignore[union-attr]
        f"={plan.indicator.ref}={(wrong.both or (wrong,))[0].mistake}"
    )


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
    # A budget is no figure of what is asked for, though of the problem.
    assert sibling(every["calculs-fidelite/reachat"], every["calculs-marketing-plus/cpa"]) is None
    # A change of one year is its own mean over the years, but not the other way round.
    change, yearly = every["calculs-evolutions/evolution:ventes"], every["calculs-plus/tcam"]
    assert sibling(change, yearly) is None
    assert sibling(yearly, change) is not None
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
