"""Calculated questions as Moodle computes them: wildcards put in, PHP's arithmetic in floats.

Written from what Moodle's documentation says of formulas and tolerances, not from our writer.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from xml.etree.ElementTree import Element

_WILDCARD = re.compile(r"\{([A-Za-z][A-Za-z0-9 _-]*)\}")
_EXPRESSION = re.compile(r"\{=([^{}]*(?:\{[^{}]+\}[^{}]*)*)\}")
_ALLOWED = {"abs": (1, 1), "ceil": (1, 1), "floor": (1, 1), "sqrt": (1, 1), "round": (1, 2),
            "pow": (2, 2), "min": (2, 99), "max": (2, 99)}  # fmt: skip
_PRECISION = 14


def php_round(value: float, places: int = 0) -> float:
    """As PHP rounds: half away from zero, of what the number looks like in fifteen digits."""
    seen = Decimal(f"{value:.15g}")
    return float(seen.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP))


_FUNCTIONS = {
    "abs": abs, "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt, "round": php_round,
    "pow": math.pow, "min": min, "max": max,
}  # fmt: skip


def computed(formula: str, values: Mapping[str, str]) -> float:
    """What Moodle makes of a formula; an AssertionError where it would refuse it."""
    put_in = _WILDCARD.sub(lambda found: f"({values[found[1]]})", formula)
    assert re.fullmatch(r"[-+*/.,()0-9a-z]+", put_in), put_in
    assert "//" not in put_in
    assert "--" not in put_in
    assert "++" not in put_in
    for name in re.findall(r"[a-z]+", put_in):
        assert name in _ALLOWED, name
    _count_arguments(put_in)
    return float(eval(put_in, {"__builtins__": {}}, dict(_FUNCTIONS)))  # noqa: S307 - looked at above


def _count_arguments(formula: str) -> None:
    """Check that each function has as many arguments as Moodle lets it have."""
    inner = re.compile(r"([a-z]*)\(([^()]*)\)")
    while found := inner.search(formula):
        count = found[2].count(",") + 1
        least, most = _ALLOWED.get(found[1], (1, 1))
        assert found[2], formula
        assert least <= count <= most, formula
        formula = formula[: found.start()] + "1" + formula[found.end() :]


def shown(html: str, values: Mapping[str, str]) -> str:
    """A text with its expressions computed and its wildcards put in."""
    told = _EXPRESSION.sub(lambda found: f"{computed(found[1], values):.14g}", html)
    return _WILDCARD.sub(lambda found: values[found[1]], told)


@dataclass(frozen=True)
class SeenAnswer:
    """One answer with its formula, its tolerance, its part of the mark, what is said to it."""

    formula: str
    tolerance: float
    percent: float
    feedback: str

    def takes(self, typed: float, values: Mapping[str, str]) -> bool:
        """Whether a number is this answer, within its tolerance as Moodle widens it."""
        value = computed(self.formula, values)
        most = self.tolerance + 10.0**-_PRECISION * max(1.0, abs(value))
        return abs(typed - value) <= most


class SeenQuestion:
    """A calculated question, with its sets of values."""

    def __init__(self, question: Element) -> None:
        self.name = question.findtext("idnumber", "")
        self.text = question.findtext("questiontext/text", "")
        self.general = question.findtext("generalfeedback/text", "")
        self.hints = [hint.findtext("text", "") for hint in question.iterfind("hint")]
        self.answers = [
            SeenAnswer(
                answer.findtext("text", ""),
                float(answer.findtext("tolerance", "")),
                float(answer.get("fraction", "")),
                answer.findtext("feedback/text") or "",
            )
            for answer in question.iterfind("answer")
        ]
        sets: dict[str, dict[str, str]] = {}
        for definition in question.iterfind("dataset_definitions/dataset_definition"):
            name = definition.findtext("name/text", "")
            items = definition.findall("dataset_items/dataset_item")
            assert len(items) == int(definition.findtext("itemcount", ""))
            for item in items:
                values = sets.setdefault(item.findtext("number", ""), {})
                values[name] = item.findtext("value", "")
        self.sets = list(sets.values())

    def told(self, typed: float, values: Mapping[str, str]) -> SeenAnswer | None:
        """The first answer that takes what was typed."""
        return next((answer for answer in self.answers if answer.takes(typed, values)), None)
