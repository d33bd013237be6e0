"""The formula language: tokens and a precedence parser.

    truth  = truth "or" truth | truth "and" truth | "not" truth
           | number ("==" | "!=" | "<" | "<=" | ">" | ">=") number …
    number = number ("+" | "-") number | number ("*" | "/") number | ("+" | "-") number
           | number "^" number | digits | name | function "(" number, … ")"
           | list "[" number "]" | "(" number ")"

in rising precedence; `^` binds to the right and before the sign, as on paper.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from fractions import Fraction

from kpitrainer.domain.formula.arithmetic import (
    LIST_FUNCTIONS,
    NUMBER_FUNCTIONS,
    FormulaError,
    whole,
)
from kpitrainer.domain.formula.nodes import (
    COMPARISONS,
    Binary,
    Call,
    Comparison,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Subscript,
    ValueType,
)
from kpitrainer.domain.formula.other_signs import FUNCTIONS as OTHER_FUNCTIONS
from kpitrainer.domain.formula.other_signs import Token, check_signs, raised, unknown_sign

LENGTH = 300
"""The most characters of a formula."""

DEPTH = 40
"""How deep parentheses, calls, signs and powers may nest."""

FUNCTIONS = (*LIST_FUNCTIONS, *NUMBER_FUNCTIONS)
WORDS = frozenset({"and", "or", "not"})


_TOKEN = re.compile(
    r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([^\W\d]\w*)|(\*\*|==|!=|<=|>=|[-+*/^()\[\],<>=÷×−≠≤≥])|(\S))"
)
_PLAIN = {"÷": "/", "×": "*", "−": "-", "≠": "!=", "≤": "<=", "≥": ">="}
_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY, _SIGN, _POWER = range(1, 9)
_LEVELS = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(COMPARISONS, _COMPARE),
    "+": _ADD,
    "-": _ADD,
    "*": _MULTIPLY,
    "/": _MULTIPLY,
    "^": _POWER,
}
_END = ""
_UNEXPECTED = {
    _END: "drill.formula-ends",
    "**": "drill.formula-power",
    "=": "drill.formula-equals",
    ",": "drill.formula-comma",
}
_MEANT = {"=<": "<=", "=>": ">=", "et": "and", "ou": "or", "and": "and", "or": "or"}
"""What authors write for another sign or word, which is in small letters."""
_GROUP = re.compile(r"[0-9]{3}(\.[0-9]+)?")


def _tokens(source: str, begins: int) -> list[Token]:
    tokens: list[Token] = []
    for found in _TOKEN.finditer(source):
        sort = found.lastindex or 0
        text = found[sort]
        column = begins + found.start(sort)
        if sort == 4:  # noqa: PLR2004 - the last group of _TOKEN
            raise unknown_sign(text, column, tokens)
        tokens.append(Token(_PLAIN.get(text, text), column, sort))
    tokens.append(Token(_END, begins + len(source.rstrip()), 0))
    return tokens


class _Parser:
    """Reads one token after another; one method a rule."""

    def __init__(
        self, source: str, names: Mapping[str, ValueType], kind: ValueType, begins: int
    ) -> None:
        self.names = names
        self.used: dict[str, ValueType] = {}
        self.tokens = _tokens(source, begins)
        check_signs(self.tokens, names, is_number=kind is ValueType.NUMBER)
        self.at = 0
        self.token = self.tokens[0]
        self.depth = 0

    def advance(self) -> Token:
        passed = self.token
        self.at += 1
        self.token = self.tokens[self.at]
        return passed

    def unexpected(self) -> FormulaError:
        """What is wrong with the present token, as helpfully as its kind allows."""
        text, column, sort = self.token
        before = self.tokens[self.at - 1] if self.at else None
        code = _UNEXPECTED.get(text, "drill.formula-unexpected")
        after = self.tokens[self.at + 1] if sort else self.token
        pair = text + after.text if after.column == column + len(text) else ""
        if before and before.text == "<" and text == ">":
            return FormulaError("drill.formula-meant", before.column, found="<>", meant="!=")
        if meant := _MEANT.get(pair) or _MEANT.get(text.lower()):
            found = pair if pair in _MEANT else text
            return FormulaError("drill.formula-meant", column, found=found, meant=meant)
        if before and sort == before.sort == 1 and _GROUP.fullmatch(text):
            meant = before.text + text
            return FormulaError("drill.formula-spaced-number", before.column, meant=meant)
        if text in (")", "]") and not (before and before.text in ("(", "[")):
            code = "drill.formula-unopened"
        elif (
            before
            and (sort in (1, 2) or text == "(")
            and (before.sort in (1, 2) or before.text in (")", "]"))
        ):
            code = "drill.formula-operator-missing"
        return FormulaError(code, column, found=text)

    def nested(self, rule: Callable[[int], Node], level: int) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            raise FormulaError("drill.formula-deep", self.token.column, most=DEPTH)
        node = rule(level)
        self.depth -= 1
        return node

    def close(self, opening: Token, closing: str) -> None:
        if self.token.sort == 0:
            raise FormulaError("drill.formula-unclosed", opening.column, found=opening.text)
        if self.token.text != closing:
            raise self.unexpected()
        self.advance()

    def wanted(self, kind: ValueType, level: int) -> Node:
        column = self.token.column
        node = self.expression(level)
        if self.token.text == "=":
            raise self.unexpected()  # rather than that no comparison was found
        _check(node, kind, column)
        return node

    def expression(self, level: int) -> Node:
        """An expression whose operators outside parentheses bind at least as `level`."""
        start = self.token.column
        left = self.operand()
        while (binding := _LEVELS.get(self.token.text, 0)) >= level:
            operator = self.advance()
            if binding == _COMPARE:
                left = self.comparison(left, operator.text, start)
            elif binding <= _AND:
                _check(left, ValueType.TRUTH, start)
                left = Logic(operator.text, (left, self.wanted(ValueType.TRUTH, binding + 1)))
            else:
                _check(left, ValueType.NUMBER, start)
                if binding == _POWER:
                    right = self.nested(lambda up: self.wanted(ValueType.NUMBER, up), _POWER)
                else:
                    right = self.wanted(ValueType.NUMBER, binding + 1)
                left = Binary(operator.text, left, right, operator.column)
        return left

    def comparison(self, first: Node, operator: str, start: int) -> Node:
        _check(first, ValueType.NUMBER, start)
        operands, operators = [first, self.wanted(ValueType.NUMBER, _ADD)], [operator]
        while self.token.text in COMPARISONS:
            operators.append(self.advance().text)
            operands.append(self.wanted(ValueType.NUMBER, _ADD))
        return Comparison(tuple(operands), tuple(operators))

    def operand(self) -> Node:
        text, column, sort = self.token
        if sort == 1:
            self.advance()
            return Constant(whole(Fraction(text)) if "." in text else int(text))
        if text == "(":
            opening = self.advance()
            node = self.nested(self.expression, _OR)
            self.close(opening, ")")
            return node
        if text in ("-", "+"):
            self.advance()
            if self.token.text in ("-", "+"):
                raise FormulaError("drill.formula-signs", column)
            node = self.nested(lambda up: self.wanted(ValueType.NUMBER, up), _SIGN)
            return Negative(node) if text == "-" else node
        if text == "not":
            self.advance()
            return Logic(text, (self.nested(lambda up: self.wanted(ValueType.TRUTH, up), _NOT),))
        if sort == 2 and text not in WORDS:  # noqa: PLR2004 - a word, see Token
            self.advance()
            return self.call(text, column) if self.token.text == "(" else self.named(text, column)
        raise self.unexpected()

    def named(self, name: str, column: int) -> Node:
        kind = self.names.get(name)
        if kind is None:
            if name in FUNCTIONS:
                raise FormulaError("drill.function-without-arguments", column, name=name)
            raise _unknown("name", name, self.names, column)
        self.used[name] = kind
        if self.token.text != "[":
            return Name(name, kind)
        if kind is not ValueType.LIST:
            raise FormulaError("drill.not-a-list", column, name=name)
        opening = self.advance()
        index = self.nested(lambda up: self.wanted(ValueType.NUMBER, up), _ADD)
        self.close(opening, "]")
        return Subscript(Name(name, kind), index, opening.column)

    def call(self, function: str, column: int) -> Node:
        if function not in FUNCTIONS:
            if function in self.names:
                raise self.unexpected()
            raise _unknown("function", function, FUNCTIONS, column)
        opening = self.advance()
        arguments, columns = [], []
        while True:
            columns.append(self.token.column)
            arguments.append(self.nested(self.expression, _OR))
            if self.token.text != ",":
                break
            self.advance()
        self.close(opening, ")")
        if (
            function in LIST_FUNCTIONS
            and len(arguments) == 1
            and arguments[0].kind is ValueType.LIST
        ):
            return Call(function, tuple(arguments), column)
        for argument, begins in zip(arguments, columns, strict=True):
            _check(argument, ValueType.NUMBER, begins)
        if function in NUMBER_FUNCTIONS:
            wanted = NUMBER_FUNCTIONS[function][1]
            if function == "round" and len(arguments) == 1:
                arguments.append(Constant(0))
            if len(arguments) != wanted:
                raise FormulaError("drill.arguments", column, function=function, count=wanted)
        return Call(function, tuple(arguments), column)


def _check(node: Node, kind: ValueType, column: int) -> None:
    if node.kind is not kind:
        raise FormulaError(f"drill.{kind}-wanted-not-{node.kind}", column)


def _unknown(
    sort: str, name: str, known: Mapping[str, ValueType] | tuple[str, ...], column: int
) -> FormulaError:
    if name.lower() in ("non", "not"):
        return FormulaError("drill.formula-meant", column, found=name, meant="not")
    if meant := raised(name, known):
        return FormulaError("drill.formula-meant", column, found=name, meant=meant)
    other = OTHER_FUNCTIONS.get(name.lower(), name.lower()) if sort == "function" else ""
    if near := [other] if other in known else get_close_matches(name, known, n=1):
        return FormulaError(f"drill.unknown-{sort}-near", column, name=name, near=near[0])
    return FormulaError(f"drill.unknown-{sort}", column, name=name, names=", ".join(known) or "–")


def parse(
    source: str, names: Mapping[str, ValueType], kind: ValueType, column: int
) -> tuple[Node, Mapping[str, ValueType]]:
    """The syntax tree of `source`, which must be of `kind`, and those of `names` that it uses.

    `column` is that of its first character. Raises FormulaError.
    """
    if len(source) > LENGTH:
        raise FormulaError("drill.formula-long", LENGTH + column, most=LENGTH)
    if source.isascii() and source.isdecimal() and kind is ValueType.NUMBER:
        return Constant(int(source)), {}  # most formulas: the ends and steps of ranges
    if not source.strip():
        raise FormulaError("drill.formula-empty", column)
    parser = _Parser(source, names, kind, column)
    tree = parser.wanted(kind, _OR)
    if parser.token.sort != 0:
        raise parser.unexpected()
    return tree, parser.used
