"""Drawn values as the log keeps them."""

from fractions import Fraction

from kpitrainer.domain.formula.arithmetic import Value, whole


def written(value: Value) -> str:
    """A drawn value as exact text; a list's items end with a semicolon."""
    return ";".join(map(str, value)) + ";" if isinstance(value, tuple) else str(value)


def read_back(text: str) -> Value:
    """The value that `written` made this text of; raises ValueError."""
    if text.endswith(";"):
        return tuple(whole(Fraction(each)) for each in text[:-1].split(";"))
    return whole(Fraction(text))
