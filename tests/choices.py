"""The problems that shipped drills give to choose formulas from, and their texts computed again."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import ceil

from kpitrainer.choice_wording import contrast_words, formula_words
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.formula_choice import FormulaPlan, formula_plans, known_in_words
from kpitrainer.domain.formula.arithmetic import EvaluationError
from kpitrainer.domain.formula.formula import compile_formula
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.study.confusions import Indicators
from tests.shipped import LIBRARY

WORDS, PAIR_WORDS = formula_words(), contrast_words()

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGNS = str.maketrans({"÷": "/", "×": "*", "−": "-"})


@cache
def known() -> Indicators:
    """What all shipped drills ask for."""
    return Indicators(LIBRARY)


@cache
def plans() -> Mapping[str, FormulaPlan]:
    """The plans of all shipped drills, by what they ask for."""
    every = known().every
    found = (plan for mine in known().of.values() for plan in formula_plans(mine, every))
    return {plan.indicator.ref: plan for plan in found}


def came_to(text: str, plan: FormulaPlan, drawn: Exercise, language: str) -> Fraction | None:
    """What a formula in words comes to with the figures of a problem, exactly; from its text alone.

    None where it speaks of other figures, divides by 0, or has a root in it.
    """
    names = {words[language]: name for name, words in plan.indicator.form.names.items()}
    for words in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<![\w<]){re.escape(words)}(?![\w>])", f"<{names[words]}>", text)
    if "√" in text or "^(" in text or re.search(r"[^\W\d_]{2}", re.sub(r"<[^>]*>", "", text)):
        return None
    values = known_in_words(drawn)
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: f"^{found[0].translate(_RAISED)}", text)
    thousands = "\u202f" if language == "fr" else ","
    text = re.sub(rf"(?<=\d){thousands}(?=\d\d\d)", "", text).replace(",", ".")
    text = re.sub(r"<([^>]*)>", lambda name: f"({values[name[1]]})", text.translate(_SIGNS))
    try:
        return Fraction(compile_formula(text, {}).value({}))
    except EvaluationError:
        return None


def rounded(value: Fraction, plan: FormulaPlan) -> set[Fraction]:
    """A value as it is asked for, and as the problem's own formula rounds it besides."""
    asked = plan.indicator.asked.answer
    found = {round_half_away(value, asked.decimals)}
    return found | {Fraction(ceil(value))} if asked.formula.source.startswith("ceil") else found
