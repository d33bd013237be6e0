"""A drill's formulas as a formula sheet shows them."""

from collections.abc import Iterator
from typing import NamedTuple

from kpitrainer.domain.drill.phrase import Phrase, Slot
from kpitrainer.domain.drill.template import AnswerSpec, ChoicePart, Part, Template
from kpitrainer.domain.drill.unit import unit_name
from kpitrainer.domain.formula.writer import write_formula


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
        for formula, unit in _formulas(form, part, language)
    )
    return tuple(dict.fromkeys(found))


def _formulas(form: Template, part: Part, language: str) -> Iterator[tuple[str, str]]:
    texts = (_in_words(hint[language]) for hint in part.hints)
    formulas = [text for text in texts if "=" in text]
    if isinstance(part, ChoicePart):
        yield from ((text, "") for text in formulas)
    elif formulas:
        yield from ((text, _unit(part.answer, language)) for text in formulas)
    else:
        # The formula of a reverse exercise is that of the number it tells.
        answer = part.reverse.shown if part.reverse else part.answer
        yield write_formula(form.spelt_out(answer.formula), language), _unit(answer, language)


def _unit(answer: AnswerSpec, language: str) -> str:
    return unit_name(answer.unit.get(language, ""), language)


def _in_words(phrase: Phrase) -> str:
    """The text of a phrase on one line; empty where it shows a number of the exercise."""
    pieces = [piece for piece in phrase.pieces if not isinstance(piece, Slot)]
    return "".join(pieces).replace("\n", " ").strip() if len(pieces) == len(phrase.pieces) else ""
