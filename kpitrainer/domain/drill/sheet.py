"""A drill's formulas as a formula sheet shows them."""

from collections.abc import Iterator
from typing import NamedTuple

from kpitrainer.domain.drill.phrase import Phrase, Slot
from kpitrainer.domain.drill.template import NumberPart, Part, Template
from kpitrainer.domain.drill.unit import unit_name
from kpitrainer.domain.drill.working import write_formula


class SheetLine(NamedTuple):
    """A formula as on paper, the unit of what it gives, and which way that is better.

    `unit` may be empty; `reading` is "higher", "lower" or None where its author says neither.
    """

    formula: str
    unit: str
    reading: str | None


def sheet_lines(template: Template, language: str) -> tuple[SheetLine, ...]:
    """The formulas of every part of every variant, each once, in their order.

    Hints that put a formula into words (they hold `=` and no drawn number) stand for the
    computed one, whose names are often single letters.
    """
    found = (
        SheetLine(formula, unit, form.reading)
        for form in template.forms
        for part in form.parts
        for formula, unit in _formulas(part, language)
    )
    return tuple(dict.fromkeys(found))


def _formulas(part: Part, language: str) -> Iterator[tuple[str, str]]:
    unit = unit_name(part.answer.unit.get(language, ""), language) if _counts(part) else ""
    texts = [_words(hint[language]) for hint in part.hints]
    in_words = [text for text in texts if text is not None and "=" in text]
    if in_words:
        yield from ((text, unit) for text in in_words)
    elif isinstance(part, NumberPart):
        # The formula of a reverse problem is that of the number it tells.
        answer = part.reverse.shown if part.reverse else part.answer
        unit = unit_name(answer.unit.get(language, ""), language)
        yield write_formula(answer.formula, language), unit


def _words(phrase: Phrase) -> str | None:
    """The text of a phrase without slots, on one line."""
    pieces = [piece for piece in phrase.pieces if not isinstance(piece, Slot)]
    whole = len(pieces) == len(phrase.pieces)
    return " ".join("".join(pieces).split(" ")).replace("\n", " ").strip() if whole else None
