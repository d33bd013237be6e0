"""The hand-written parser agrees with a grammar that Lark reads."""

from collections.abc import Callable
from fractions import Fraction
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, Transformer
from lark.exceptions import LarkError

from kpitrainer.domain.formula.arithmetic import Values
from kpitrainer.domain.formula.formula import (
    EvaluationError,
    FormulaError,
    ValueType,
    compile_formula,
)

GRAMMAR = r"""
    ?start: disjunction
    ?disjunction: conjunction | disjunction _OR conjunction -> either
    ?conjunction: negation | conjunction _AND negation -> both
    ?negation: comparison | _NOT negation -> negated
    ?comparison: sum | sum (COMPARE sum)+ -> chain
    ?sum: term | sum "+" term -> plus | sum "-" term -> minus
    ?term: signed | term "*" signed -> times | term "/" signed -> over
    ?signed: power | "-" power -> negative | "+" power -> positive
    ?power: atom | atom "^" signed -> raised
    ?atom: NUMBER -> number | NAME -> name | "(" disjunction ")"
         | NAME "(" disjunction ("," disjunction)* ")" -> call
    COMPARE: "==" | "!=" | "<=" | ">=" | "<" | ">"
    NUMBER: /[0-9]+(\.[0-9]+)?/
    _OR.2: /or\b/
    _AND.2: /and\b/
    _NOT.2: /not\b/
    NAME: /[a-z]\w*/
    %ignore " "
"""
VALUES: Values = {"a": 3, "b": -2, "c": Fraction(1, 4)}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<=": le,
    ">=": ge,
    "<": lt,
    ">": gt,
}


class NoFormula(Exception):  # noqa: N818 - an outcome of the oracle, not an error of the test
    """The text means nothing."""


class NoValue:
    """The formula has no value."""


def _number(value: object) -> Any:  # noqa: ANN401 - Fraction or NoValue
    if isinstance(value, bool):
        raise NoFormula
    return value


def _truth(value: object) -> Any:  # noqa: ANN401 - bool or NoValue
    if isinstance(value, Fraction):
        raise NoFormula
    return value


Numbers = list[Any]


class Oracle(Transformer[Any, Any]):
    """Evaluates a tree with Fractions; no value anywhere needed gives none."""

    def arithmetic(self, values: Numbers, operation: Callable[[Any, Any], Fraction]) -> Any:  # noqa: ANN401
        a, b = map(_number, values)
        return operation(a, b)

    def number(self, tokens: Numbers) -> Fraction:
        return Fraction(str(tokens[0]))

    def name(self, tokens: Numbers) -> Fraction:
        if tokens[0] not in VALUES:
            raise NoFormula
        value = VALUES[tokens[0]]
        assert not isinstance(value, tuple)
        return Fraction(value)

    def plus(self, values: Numbers) -> Any:  # noqa: ANN401
        return self.arithmetic(values, add)

    def minus(self, values: Numbers) -> Any:  # noqa: ANN401
        return self.arithmetic(values, sub)

    def times(self, values: Numbers) -> Any:  # noqa: ANN401
        return self.arithmetic(values, mul)

    def over(self, values: Numbers) -> Any:  # noqa: ANN401
        return self.arithmetic(values, lambda a, b: a / b)

    def negative(self, values: Numbers) -> Any:  # noqa: ANN401
        return -_number(values[0])

    def positive(self, values: Numbers) -> Any:  # noqa: ANN401
        return _number(values[0])

    def raised(self, values: Numbers) -> Any:  # noqa: ANN401
        a, b = map(_number, values)
        if b.denominator != 1 or abs(b) > 60:
            raise ZeroDivisionError
        return a ** int(b)

    def chain(self, values: Numbers) -> bool:
        numbers = [_number(value) for value in values[::2]]
        pairs = zip(numbers, values[1::2], numbers[1:], strict=False)
        return all(COMPARISONS[sign](a, b) for a, sign, b in pairs)

    def both(self, values: Numbers) -> Any:  # noqa: ANN401
        a, b = map(_truth, values)
        return a and b

    def either(self, values: Numbers) -> Any:  # noqa: ANN401
        a, b = map(_truth, values)
        return a or b

    def negated(self, values: Numbers) -> Any:  # noqa: ANN401
        return not _truth(values[0])

    def call(self, values: Numbers) -> Any:  # noqa: ANN401
        function, *numbers = values
        if function not in {"min", "max"}:
            raise NoFormula
        return {"min": min, "max": max}[function](map(_number, numbers))


PARSER = Lark(GRAMMAR, parser="lalr")
PIECES = [
    *"abc12",
    "0.5",
    *"()()+-*/^",
    "<",
    "==",
    ">=",
    " and ",
    " or ",
    " not ",
    "min(",
    ",",
    " ",
]


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_any_string_of_pieces_reads_as_the_grammar_does(source: str) -> None:
    try:
        tree = PARSER.parse(source)
    except LarkError:
        tree = None
    expected: object = NoFormula
    impossible = False
    if tree is not None:
        try:
            expected = Oracle(visit_tokens=False).transform(tree)
        except LarkError as error:
            cause = error.__context__
            impossible = isinstance(cause, ZeroDivisionError)
            assert impossible or isinstance(cause, NoFormula), cause
    kind = ValueType.TRUTH if isinstance(expected, bool) else ValueType.NUMBER
    code = ""
    found: object = None
    try:
        formula = compile_formula(source, dict.fromkeys(VALUES, ValueType.NUMBER), kind)
        found = formula.holds(VALUES) if kind is ValueType.TRUTH else formula.value(VALUES)
    except (FormulaError, EvaluationError) as error:
        found, code = type(error), error.code
    if impossible:
        # Ours may be of the other kind, or never come to what is impossible (`1 < 0 and …`).
        return
    if expected is NoFormula:
        assert found is FormulaError
    else:
        assert found == expected or code == "drill.too-large", (source, found, expected)
