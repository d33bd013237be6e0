"""Numbers in drafts: their decimal sign shows once the languages of the deck are known."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kpitrainer.domain.text.number import MARKS
from kpitrainer.formats.draft import Fields

DECIMAL_SIGN = "\ufdd8"
"""Stands for the decimal comma or point; in no text of anybody's."""

_SAME_IN_ALL = frozenset({"accept", "reject", "tolerance"})
"""Keys whose numbers are read in either way."""


def written(number: Decimal) -> str:
    """`number` as a draft has it, without zeros at its end."""
    return plain_number(number).replace(".", DECIMAL_SIGN)


def plain_number(number: Decimal) -> str:
    """`number` with a point, without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_languages(fields: Mapping[str, Any], languages: Sequence[str]) -> Fields:
    """The fields with their numbers as the languages write them; by language where they differ."""
    marks = {language: MARKS[language][1] for language in languages}
    first = next(iter(marks.values()))

    def told(value: Any, *, same: bool) -> Any:  # noqa: ANN401 - any value of a field
        if isinstance(value, str) and DECIMAL_SIGN in value:
            if same or len(set(marks.values())) == 1:
                return value.replace(DECIMAL_SIGN, first)
            return {each: value.replace(DECIMAL_SIGN, mark) for each, mark in marks.items()}
        if isinstance(value, dict):
            return {key: told(each, same=same) for key, each in value.items()}
        if isinstance(value, list):
            return [told(each, same=same) for each in value]
        return value

    return {key: told(value, same=key in _SAME_IN_ALL) for key, value in fields.items()}
