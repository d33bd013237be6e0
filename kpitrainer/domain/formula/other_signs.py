"""What authors write for the formula language's own signs, words and functions."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from kpitrainer.domain.formula.arithmetic import FormulaError

_SIGNS: Mapping[str, str] = {
    **dict.fromkeys("·∙⋅∗•✕✖＊", "*"),
    **dict.fromkeys(":∕⁄／", "/"),
    **dict.fromkeys("–—‒‐‑﹣－", "-"),
    **dict.fromkeys("⩽≦", "<="),
    **dict.fromkeys("⩾≧", ">="),
    "；": ",",
    ";": ",",
    "&": "and",
    "|": "or",
    "!": "not",
    "√": "root(x, 2)",
}

FUNCTIONS: Mapping[str, str] = {
    "moyenne": "mean",
    "average": "mean",
    "avg": "mean",
    "somme": "sum",
    "total": "sum",
    "mediane": "median",
    "médiane": "median",
    "arrondi": "round",
    "arrondir": "round",
    "plafond": "ceil",
    "ceiling": "ceil",
    "plancher": "floor",
    "int": "floor",
    "ent": "floor",
    "racine": "root",
    "sqrt": "root",
    "nb": "count",
    "nombre": "count",
    "len": "count",
    "maximum": "max",
    "minimum": "min",
}
"""What spreadsheets and other languages call our functions, in small letters."""

_RAISED = {"²": "2", "³": "3"}
_CURRENCIES = "€$£"


class Token(NamedTuple):
    """A number, a word or a sign of a formula; `sort` 1, 2 or 3, and 0 at its end."""

    text: str
    column: int
    sort: int


def unknown_sign(sign: str, column: int, before: Sequence[Token]) -> FormulaError:
    """What is wrong with a `sign` that means nothing, `before` which these tokens stand."""
    if sign == "%":
        number = bool(before) and before[-1].sort == 1
        return FormulaError("drill.formula-percent", column, meant="/ 100" if number else "* 100")
    if sign in "{}":
        return FormulaError("drill.formula-braces", column)
    if sign in _CURRENCIES:
        return FormulaError("drill.formula-currency", column, character=sign)
    if meant := _SIGNS.get(sign):
        return FormulaError("drill.formula-meant", column, found=sign, meant=meant)
    shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
    return FormulaError("drill.formula-character", column, character=shown)


def raised(name: str, names: Container[str]) -> str:
    """The power that `name` writes with a raised figure, x^2 for x²; or ""."""
    power = _RAISED.get(name[-1:], "")
    return f"{name[:-1]}^{power}" if power and name[:-1] in names else ""


_OTHERS = frozenset({"=", "==", "x", "X"})


def check_signs(tokens: Sequence[Token], names: Container[str], *, is_number: bool) -> None:
    """Raise FormulaError where one of `tokens` shows that another notation was meant."""
    for at, (text, column, _) in enumerate(tokens):
        if text not in _OTHERS:
            continue
        before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
        if text in ("=", "==") and not at:
            raise FormulaError("drill.formula-begins-with-equals", column)
        if text == "=" and is_number and after[0].text not in ("<", ">"):
            raise FormulaError("drill.formula-assigns", column)
        if (
            text in ("x", "X")
            and text not in names
            and before
            and (before[0].sort in (1, 2) or before[0].text in (")", "]"))
            and (after[0].sort in (1, 2) or after[0].text == "(")
        ):
            raise FormulaError("drill.formula-meant", column, found=text, meant="*")
