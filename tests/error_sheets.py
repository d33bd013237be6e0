"""The sheets that shipped drills give, and the arithmetic of one as its texts tell it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from kpitrainer.domain.drill.sheet import ErrorSheet, draw_sheet
from kpitrainer.domain.drill.sheet_plan import SheetPlan, sheet_plans
from kpitrainer.domain.formula.formula import compile_formula
from kpitrainer.domain.text.number import round_half_away
from tests.shipped import FORMS

RESULT = {"fr": "Résultat", "en": "Result"}

_NUMBER = re.compile(r"[−+]?€?\d[\d\u202f,.]*")
_SIGNS = str.maketrans({"÷": "/", "×": "*", "−": "-"})
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@cache
def plans(name: str) -> tuple[SheetPlan, ...]:
    """What sheets one of the shipped forms gives."""
    return sheet_plans(FORMS[name])


def sheets(name: str, count: int) -> Iterator[ErrorSheet]:
    """So many sheets of each part of a form that gives some."""
    for plan in plans(name):
        yield from (draw_sheet((plan,), seed, RESULT) for seed in range(count))


def value_told(line: str, language: str) -> tuple[Fraction, int]:
    """The number that a line ends with, and how many decimals it has."""
    written = _NUMBER.findall(line)[-1].replace("€", "")
    plain = written.replace("\u202f", "").replace(",", "." if language == "fr" else "")
    plain = plain.rstrip(".").replace("−", "-").removeprefix("+")
    return Fraction(plain), len(plain.partition(".")[2])


def calculation(line: str, language: str) -> Fraction | None:
    """What the calculation in a line comes to; None where it shows a value alone."""
    colon = "\u00a0: " if language == "fr" else ": "
    # « 12 ÷ 5, à l’entier supérieur : 3 »
    whole = re.sub(r"(÷ [\d\u202f]+), [^\d,=≈:]*:[^:]*$", r"\1 = 0", line)
    left, sign, _ = whole.replace("≈", "=").rpartition(" = ")
    if not sign:
        return None
    written = left.rpartition(colon)[2].replace("\u202f", "")
    written = written.replace(",", "." if language == "fr" else "")
    written = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: f"^{found[0].translate(_RAISED)}", written)
    written = re.sub(r"√\(?([\d.]+)\)?", r"root(\1, 2)", written.translate(_SIGNS))
    return Fraction(compile_formula(written, {}).value({}))


def agrees(line: str, language: str) -> bool:
    """Whether a line is true in itself: its calculation, rounded as it is shown, its value."""
    found = calculation(line, language)
    if found is None:
        return True
    value, decimals = value_told(line, language)
    if "=" not in line and "≈" not in line:
        return 0 <= value - found < 1  # rounded up
    return value == round_half_away(found, decimals)
