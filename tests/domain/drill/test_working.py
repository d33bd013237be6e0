from fractions import Fraction

import pytest

from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.formula.arithmetic import Values
from kpitrainer.domain.formula.formula import ValueType, compile_formula
from kpitrainer.domain.formula.writer import aligned, write_working

NAMES = {
    "a": ValueType.NUMBER,
    "b": ValueType.NUMBER,
    "c": ValueType.NUMBER,
    "l": ValueType.LIST,
    "m": ValueType.LIST,
}
VALUES: Values = {"a": 12, "b": -5, "c": Fraction(5, 2), "l": (1, 2, 3), "m": tuple(range(13))}


@pytest.mark.parametrize(
    ("source", "working"),
    [
        ("((a)) + (b)", "12 + (−5)"),
        ("b + a", "−5 + 12"),
        ("b * b", "−5 × (−5)"),
        ("a - (b - a)", "12 − (−5 − 12)"),
        ("(a - b) - a", "12 − (−5) − 12"),
        ("a + (b + a)", "12 + (−5 + 12)"),
        ("a + (a + c)", "12 + 12 + 2,5"),
        ("a * (a / c)", "12 × 12 ÷ 2,5"),
        ("a / (c * a)", "12 ÷ (2,5 × 12)"),
        ("a / (c / a)", "12 ÷ (2,5 ÷ 12)"),
        ("(a + c) / a * 100", "(12 + 2,5) ÷ 12 × 100"),
        ("-a", "−12"),
        ("-b", "−(−5)"),
        ("-(a + c)", "−(12 + 2,5)"),
        ("a + -c", "12 + (−2,5)"),
        ("(1 + c / 100)^12", "(1 + 2,5 ÷ 100)¹²"),
        ("a^-2", "12⁻²"),
        ("a^(1 + 1)", "12^(1 + 1)"),
        ("b^2", "(−5)²"),
        ("sum(l) / count(l)", "(1 + 2 + 3) ÷ 3"),
        ("mean(l)", "(1 + 2 + 3) ÷ 3"),
        ("mean(a, b)", "(12 + (−5)) ÷ 2"),
        ("sum(m)", "78"),
        ("l[1] * a", "2 × 12"),
        ("ceil(a / c)", "12 ÷ 2,5"),
        ("1 + ceil(a / c)", "1 + 5"),
        ("root(a * 3, 2)", "√(12 × 3)"),
        ("2 * root(a, 2)", "2 × √12"),
        ("root(c * 20, 3)", "(2,5 × 20)^(1 ÷ 3)"),
        ("max(a, c)", "12"),
    ],
)
def test_a_formula_is_written_as_on_paper(source: str, working: str) -> None:
    assert write_working(compile_formula(source, NAMES), VALUES, "fr") == working


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "signed", "fr", "en"),
    [
        ("40", "points", 0, True, "+40\u00a0points", "+40\u00a0points"),
        ("1", "points", 0, False, "1\u00a0point", "1\u00a0point"),
        ("1.5", "jours", 1, False, "1,5\u00a0jour", "1.5\u00a0days"),
        ("25", "jours", 1, False, "25,0\u00a0jours", "25.0\u00a0days"),
        ("40", "mois", 1, False, "40,0\u00a0mois", "40.0\u00a0months"),
        ("1", "mois", 0, False, "1\u00a0mois", "1\u00a0month"),
        ("75", "€", 2, False, "75,00\u00a0€", "€75.00"),
        ("-1250", "€", 0, False, "−1\u202f250\u00a0€", "−€1,250"),
        ("12.5", "%", 1, True, "+12,5\u00a0%", "+12.5%"),
        ("4", "×", 1, False, "4,0\u00a0×", "4.0×"),
        ("37.5", "min", 1, False, "37,5\u00a0min", "37.5\u00a0min"),
        ("3", "", 0, False, "3", "3"),
        ("3", "clients", 0, False, "3\u00a0clients", "3\u00a0clients"),
    ],
)
def test_a_quantity_is_written_with_its_unit(  # noqa: PLR0913, PLR0917 - a table's columns
    value: str, unit: str, decimals: int, signed: bool, fr: str, en: str
) -> None:
    shown = [
        write_quantity(Fraction(value), unit, language, decimals, signed=signed)
        for language in ("fr", "en")
    ]
    assert shown == [fr, en]


def test_equals_signs_stand_under_each_other_where_there_is_room() -> None:
    lines = ("110 − 30 = 80", "text", "a = (110 − 30) ÷ 200 = 40 points")
    assert aligned(lines, 40) == (
        "110 − 30             = 80",
        "text",
        "a = (110 − 30) ÷ 200 = 40 points",
    )
    assert aligned(lines, 31) == lines
    assert aligned((), 40) == ()
