"""Two indicators, one set of figures: four numbers, of which one answers each question."""

import pytest

from kpitrainer.domain.drill.contrast import NUMBERS, Contrast, contrast, draw_contrast
from kpitrainer.domain.drill.formula_choice import CONFUSION, known_in_words
from kpitrainer.domain.text.number import round_half_away, write_number
from tests.choices import PAIR_WORDS, known

PAIRS = {f"{pair.one.ref} {pair.other.ref}": pair for pair in known().pairs()}

per_pair = pytest.mark.parametrize("name", list(PAIRS))


def test_pairs_that_teachers_set_against_each_other_are_found() -> None:
    assert "calculs-plus/taux-de-marge calculs-plus/taux-de-marque" in PAIRS
    assert "calculs-fidelite/attrition calculs-fidelite/retention" in PAIRS
    assert len(PAIRS) >= 10


@per_pair
def test_each_question_has_its_number_and_no_other(name: str) -> None:
    pair: Contrast = PAIRS[name]
    decimals = pair.one.asked.answer.decimals
    for seed in range(40):
        drawn = draw_contrast(pair, seed, PAIR_WORDS)
        for language in ("fr", "en"):
            options = drawn.options(language)
            assert len(set(options)) == NUMBERS
            assert drawn.at(1).options(language) == options
            exact = pair.tree.evaluate(known_in_words(drawn))
            second = write_number(round_half_away(exact, decimals), language, decimals)
            assert options[drawn.at(1).right_option] == second
            assert drawn.at(1).steps(language)[0].endswith(f"= {second}")
            first = drawn.at(0)
            assert first.steps(language)[0].endswith(f"= {options[first.right_option]}")
            assert first.ask_part(language).endswith("?") or "?" in first.ask_part(language)
            assert first.ask_part(language) != drawn.at(1).ask_part(language)
            # Neither question stands among the figures.
            assert first.ask_part(language) not in first.ask(language).splitlines()[:-1]
        assert drawn.right_option != drawn.at(1).right_option


def test_the_other_number_is_a_confusion_by_name_told_last() -> None:
    pair = PAIRS["calculs-plus/taux-de-marge calculs-plus/taux-de-marque"]
    drawn = draw_contrast(pair, 3, PAIR_WORDS)
    last = drawn.at(1)
    options = drawn.template.parts[0].options  # type: ignore[union-attr]
    taken = options[last.right_option].wrong
    assert taken == f"{CONFUSION}calculs-plus/taux-de-marge{CONFUSION}calculs-plus/taux-de-marque"
    # Whose number it is, told before the second question, would answer that.
    assert drawn.option_text(last.right_option, "en") is None
    assert "“Markup”" in (last.option_text(drawn.right_option, "en") or "")
    assert [
        step.partition(":")[0] for exercise in (drawn, last) for step in exercise.steps("en")
    ] == [
        "Markup",
        "Gross margin",
    ]


@per_pair
def test_what_an_author_says_stands_at_its_own_question(name: str) -> None:
    pair = PAIRS[name]
    for seed in range(20):
        drawn = draw_contrast(pair, seed, PAIR_WORDS)
        last = drawn.at(1)
        for place in range(NUMBERS):
            if place not in (drawn.right_option, last.right_option):
                assert last.option_text(place, "fr") is None


def test_the_same_words_of_another_scale_make_no_pair() -> None:
    ref = known().by_ref
    ces, csat = (
        ref["calculs-satisfaction/ces-v2-calcul#1"],
        ref["calculs-satisfaction/csat-calcul:pourcentage"],
    )
    assert contrast(ces, csat) is None
    assert contrast(ref["calculs-fidelite/ltv"], ref["calculs-publicite/roas-equilibre"]) is None
