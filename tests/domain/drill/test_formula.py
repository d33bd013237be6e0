import pickle
from collections.abc import Mapping
from fractions import Fraction
from math import gcd

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpitrainer.domain.formula.arithmetic import BITS, EvaluationError, Exact, Value
from kpitrainer.domain.formula.formula import (
    Formula,
    FormulaError,
    ValueType,
    compile_formula,
)

NAMES = {
    "P": ValueType.NUMBER,
    "D": ValueType.NUMBER,
    "n": ValueType.NUMBER,
    "notes": ValueType.LIST,
}
VALUES: Mapping[str, Value] = {"P": 110, "D": 30, "n": 200, "notes": (4, 9, 1, 2)}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("(P - D) / n * 100", 40),
        ("(P − D) ÷ n × 100", 40),
        ("-2^2", -4),
        ("2^-1", Fraction(1, 2)),
        ("2^3^2", 512),
        ("10 - 4 - 3", 3),
        ("24 / 4 / 3", 2),
        ("2 + 3 * 4", 14),
        ("P - -D", 140),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("min(P, D, n)", 30),
        ("max(notes)", 9),
        ("sum(notes)", 16),
        ("mean(notes)", 4),
        ("median(notes)", 3),
        ("median(3, 1, 2)", 2),
        ("count(notes)", 4),
        ("notes[0] + notes[1 + 2]", 6),
        ("abs(D - P)", 80),
        ("ceil(7 / 2)", 4),
        ("floor(-7 / 2)", -4),
        ("round(5 / 2)", 3),
        ("round(-5 / 2)", -3),
        ("round(1 / 3, 2)", Fraction(33, 100)),
        ("root(27 / 8, 3)", Fraction(3, 2)),
        ("root(-8, 3)", -2),
        ("root(0, 2)", 0),
        ("root(n, 1)", 200),
        ("+".join("1" * 150), 150),
        ("(" * 40 + "1" + ")" * 40, 1),
    ],
)
def test_a_formula_gives_its_exact_value(source: str, value: Exact) -> None:
    found = compile_formula(source, NAMES).value(VALUES)
    assert found == value
    assert isinstance(found, int) is isinstance(value, int), "whole numbers stay int"


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("P > D and n >= 200", True),
        ("P == D or not n ≤ 200", False),
        ("0 < D < P <= n", True),
        ("0 < P < D", False),
        ("not P < D and P != D", True),
        ("not (P > D or n == 0)", False),
    ],
)
def test_a_condition_holds_or_not(source: str, holds: bool) -> None:
    assert compile_formula(source, NAMES, ValueType.TRUTH).holds(VALUES) is holds


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("", "formula-empty", 1),
        ("  ", "formula-empty", 1),
        ("1 +", "formula-ends", 4),
        ("(1 + 2", "formula-unclosed", 1),
        ("(1 2", "formula-operator-missing", 4),
        ("max(1, 2", "formula-unclosed", 4),
        ("notes[1", "formula-unclosed", 6),
        ("1)", "formula-unopened", 2),
        ("()", "formula-unexpected", 2),
        ("max()", "formula-unexpected", 5),
        ("* 2", "formula-unexpected", 1),
        ("2n", "formula-operator-missing", 2),
        ("P D", "formula-operator-missing", 3),
        ("2 (3)", "formula-operator-missing", 3),
        ("--5", "formula-signs", 1),
        ("9**9**9", "formula-power", 2),
        ("P = D", "formula-assigns", 3),
        ("=P / D", "formula-begins-with-equals", 1),
        ("==P / D", "formula-begins-with-equals", 1),
        ("rate = P / D", "formula-assigns", 6),
        ("P / D %", "formula-percent", 7),
        ("P * 20%", "formula-percent", 7),
        ("{P} / D", "formula-braces", 1),
        ("P x 100", "formula-meant", 3),
        ("P : D", "formula-meant", 3),
        ("P – D", "formula-meant", 3),
        ("P²", "formula-meant", 1),
        ("max(P; D)", "formula-meant", 6),
        ("moyenne(notes)", "unknown-function-near", 1),
        ("SUM(notes)", "unknown-function-near", 1),
        ("P\u200b / D", "formula-character", 2),
        ("P =< D", "formula-meant", 3),
        ("P => D", "formula-meant", 3),
        ("P = < D", "formula-equals", 3),
        ("P <> D", "formula-meant", 3),
        ("et", "unknown-name", 1),
        ("2 000 + P", "formula-spaced-number", 1),
        ("2 00", "formula-operator-missing", 3),
        ("12,5", "formula-comma", 3),
        ("5..3", "formula-character", 2),
        ("٣", "formula-character", 1),
        ("P $ D", "formula-currency", 3),
        ("1e999", "formula-operator-missing", 2),
        ("nan", "unknown-name", 1),
        ("1 + note", "unknown-name-near", 5),
        ("sum(P(1))", "formula-operator-missing", 6),
        ("smu(notes)", "unknown-function-near", 1),
        ("eval(1)", "unknown-function", 1),
        ("__import__", "unknown-name", 1),
        ("P(1)", "formula-operator-missing", 2),
        ("sum", "function-without-arguments", 1),
        ("root(2)", "arguments", 1),
        ("abs(1, 2)", "arguments", 1),
        ("P[0]", "not-a-list", 1),
        ("P < D", "number-wanted-not-truth", 1),
        ("1 + (P < D)", "number-wanted-not-truth", 5),
        ("2 * notes", "number-wanted-not-list", 5),
        ("max(notes, 1)", "number-wanted-not-list", 5),
        ("(" * 41 + "1" + ")" * 41, "formula-deep", 42),
        ("1" * 301, "formula-long", 301),
    ],
)
def test_a_senseless_formula_is_refused_at_its_column(source: str, code: str, column: int) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula(source, NAMES)
    assert (caught.value.code, caught.value.column) == (f"drill.{code}", column)


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("P < D et n > 50", "formula-meant", 7),
        ("non (P < D)", "formula-meant", 1),
        ("P < D and NOT P == 3", "formula-meant", 11),
        ("P < D OU n > 50", "formula-meant", 7),
        ("P =< D", "formula-meant", 3),
        ("P", "truth-wanted-not-number", 1),
        ("notes", "truth-wanted-not-list", 1),
        ("P < D and n", "truth-wanted-not-number", 11),
        ("not P", "truth-wanted-not-number", 5),
        ("(P < D) < n", "number-wanted-not-truth", 1),
    ],
)
def test_numbers_and_truth_values_are_told_apart(source: str, code: str, column: int) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula(source, NAMES, ValueType.TRUTH)
    assert (caught.value.code, caught.value.column) == (f"drill.{code}", column)


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("P / (D - 30)", "division-by-zero", 3),
        ("0^-1", "division-by-zero", 2),
        ("9^9^9", "exponent-too-large", 2),
        ("2^(1/61)", "exponent-not-whole", 2),
        ("(-2)^(1/2)", "root-of-negative", 5),
        ("((2^60)^60)^60", "too-large", 8),
        ("*".join(["n^60"] * 6), "too-large", 20),
        ("1" + "/n^60" * 5, "too-large", 22),
        ("notes[4]", "index-outside", 6),
        ("notes[-1]", "index-outside", 6),
        ("notes[1/2]", "index-outside", 6),
        ("root(-4, 2)", "root-of-negative", 1),
        ("root(4, 61)", "root-degree", 1),
        ("round(4, 1/2)", "round-decimals", 1),
    ],
)
def test_what_has_no_value_says_where(source: str, code: str, column: int) -> None:
    with pytest.raises(EvaluationError) as caught:
        compile_formula(source, NAMES).value(VALUES)
    assert (caught.value.code, caught.value.column) == (f"drill.{code}", column)


@pytest.mark.parametrize("function", ["min", "max", "mean", "median"])
def test_an_empty_list_has_no_such_value(function: str) -> None:
    with pytest.raises(EvaluationError, match="empty-list"):
        compile_formula(f"{function}(notes)", NAMES).value({"notes": ()})


def test_columns_count_from_where_the_formula_starts() -> None:
    with pytest.raises(FormulaError) as wrong:
        compile_formula("1 +", NAMES, column=10)
    with pytest.raises(EvaluationError) as impossible:
        compile_formula("1 / 0", NAMES, column=10).value({})
    assert (wrong.value.column, impossible.value.column) == (13, 12)


def test_a_formula_travels_by_pickle_compiled_or_not() -> None:
    formula = compile_formula("(P - D) / n + notes[1]", NAMES, column=4)
    fresh = pickle.loads(pickle.dumps(formula))  # noqa: S301 - our own bytes
    formula.value(VALUES)
    used: Formula = pickle.loads(pickle.dumps(formula))  # noqa: S301 - our own bytes
    assert fresh == used == formula
    assert fresh.value(VALUES) == used.value(VALUES) == formula.value(VALUES)
    assert formula.names == {"P": "number", "D": "number", "n": "number", "notes": "list"}


@given(
    st.fractions(min_value=0, max_value=10**12, max_denominator=10**6),
    st.integers(min_value=1, max_value=60),
)
def test_a_root_is_exact_or_good_to_thirty_digits(value: Fraction, degree: int) -> None:
    found = Fraction(
        compile_formula("root(x, k)", {"x": ValueType.NUMBER, "k": ValueType.NUMBER}).value(
            {"x": value, "k": degree}
        )
    )
    assert found**degree <= value <= (found * (1 + Fraction(1, 10**30))) ** degree


@given(
    st.fractions(min_value=0, max_value=10**12, max_denominator=10**6),
    st.integers(min_value=1, max_value=20),
)
def test_the_root_of_a_power_is_exact(value: Fraction, degree: int) -> None:
    formula = compile_formula("root(x^k, k)", {"x": ValueType.NUMBER, "k": ValueType.NUMBER})
    assert formula.value({"x": value, "k": degree}) == value


@st.composite
def _trees(draw: st.DrawFn, depth: int = 4) -> tuple[str, Fraction | None, int]:
    """A random source, its value by plain Fractions (None without one), and how it binds."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        name = draw(st.sampled_from(["P", "D", "n", "7", "0.25", "0"]))
        value = VALUES.get(name, Fraction(name) if name[0].isdigit() else 0)
        assert not isinstance(value, tuple)
        return name, Fraction(value), 9
    operator = draw(st.sampled_from(["+", "-", "*", "/", "^", "neg"]))
    left, a, left_level = draw(_trees(depth - 1))
    space = draw(st.sampled_from(["", " "]))
    if operator == "neg":
        return f"-{_in_brackets(left, left_level, 4)}", None if a is None else -a, 3
    if operator == "^":
        power = draw(st.integers(-3, 5))
        raised = None if a is None or (not a and power < 0) else a**power
        return f"{_in_brackets(left, left_level, 5)}^{power}", raised, 4
    right, b, right_level = draw(_trees(depth - 1))
    level = 1 if operator in "+-" else 2
    source = (
        f"{_in_brackets(left, left_level, level)}{space}{operator}{space}"
        f"{_in_brackets(right, right_level, level + 1)}"
    )
    return source, _computed(operator, a, b), level


def _in_brackets(source: str, level: int, least: int) -> str:
    return source if level >= least else f"({source})"


def _computed(operator: str, a: Fraction | None, b: Fraction | None) -> Fraction | None:
    if a is None or b is None or (operator == "/" and not b):
        return None
    return {"+": a + b, "-": a - b, "*": a * b, "/": a / (b or 1)}[operator]


@given(_trees())
def test_evaluation_is_fraction_arithmetic(tree: tuple[str, Fraction | None, int]) -> None:
    source, value, _ = tree
    if len(source) > 300:
        return
    formula = compile_formula(source, NAMES)
    if value is None:
        with pytest.raises(EvaluationError):
            formula.value(VALUES)
        return
    found = formula.value(VALUES)
    assert found == value
    assert isinstance(found, int) is (value.denominator == 1)
    assert gcd(found.numerator, found.denominator) == 1


@given(st.text(max_size=320))
def test_any_text_is_a_formula_or_a_formula_error(source: str) -> None:
    column = 1
    try:
        compile_formula(source, NAMES)
    except FormulaError as error:
        column = error.column
    assert 1 <= column <= len(source) + 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from("+-*/"), st.sampled_from((0, 300, 1100, 1900)), st.integers(-1, 1)
        ),
        max_size=6,
    )
)
@example([("*", 1900, 0), ("/", 1900, 0), ("*", 300, 0)])
@example([("/", 1900, 0), ("*", 1900, 0), ("/", 300, 0)])
@example([("*", 1900, 0), ("*", 300, 0)])
def test_a_calculation_is_as_large_as_in_lowest_terms(
    steps: list[tuple[str, int, int]],
) -> None:
    source, values = "n0", {"n0": Fraction(7, 3)}
    expected: Fraction | None = Fraction(7, 3)
    for place, (sign, bits, near) in enumerate(steps, 1):
        other = values[f"n{place}"] = Fraction((1 << bits) + near, 3)
        source = f"({source}) {sign} n{place}"
        if expected is not None:
            expected = _worked_out(expected, sign, other)
    formula = compile_formula(source, dict.fromkeys(values, ValueType.NUMBER))
    if expected is None:
        with pytest.raises(EvaluationError):
            formula.value(values)
    else:
        assert formula.value(values) == expected
        assert type(formula.value(values)) is (int if expected.denominator == 1 else Fraction)


def _worked_out(one: Fraction, sign: str, other: Fraction) -> Fraction | None:
    """One step by Python's own fractions; None where it has no value or is too large."""
    if sign == "/" and not other:
        return None
    operations = {"+": one.__add__, "-": one.__sub__, "*": one.__mul__, "/": one.__truediv__}
    found = operations[sign](other)
    return found if max(abs(found.numerator), found.denominator) < 1 << BITS else None
