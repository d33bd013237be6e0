"""Checking a typed formula against the right one."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpitrainer.domain.text.joined_words import joined_like
from kpitrainer.domain.text.text_comparison import TextComparison, merged
from kpitrainer.domain.text.typed_formula import (
    Fit,
    Formula,
    Operand,
    fit,
    parse,
    shortened,
    with_operators,
)
from kpitrainer.domain.text.word_forms import Word, WordKind, read_words
from kpitrainer.domain.text.wrapping import Setting
from kpitrainer.domain.verdict import Message, Outcome


@dataclass(frozen=True, slots=True)
class FormulaMatch:
    """How a typed formula stands to the right one; it is told as a TextComparison is."""

    outcome: Outcome
    message: Message | None
    spans: tuple[tuple[int, int], ...] = ()
    cost: int = 0
    ratio: float = 100

    @property
    def exact(self) -> bool:
        """Whether it is the right one without a slip."""
        return self.outcome is Outcome.RIGHT and self.message is None

    @property
    def clash(self) -> bool:
        """Whether it is another formula."""
        return self.outcome is Outcome.WRONG

    def marks(self) -> tuple[tuple[int, int], ...]:
        """As for TextComparison."""
        return self.spans


_SAID = {
    Fit.RIGHT: (Outcome.RIGHT, None),
    Fit.MISSPELT: (Outcome.RIGHT, Message("answer.spelling")),
    Fit.NEAR: (Outcome.NEAR, Message("answer.near-differs", {"count": 1})),
}


def match_formula(typed: str, text: str, setting: Setting) -> FormulaMatch | None:
    """How `typed` stands to the formula `text`; None where one of them is no formula.

    Operands may be misspelt, or a word short, as texts may; in another order only where the sum
    or product is the same. One operand short is a near miss.
    """
    language = setting.language
    right = parse(_sides(read_words(text, language, formula=True)))
    if right is None:
        return None
    readings = _readings(typed, language)
    if readings is None:
        return None
    matcher = _Matcher(setting)
    fits = (fit(reading, right, matcher.compare) for reading in readings)
    best = max(fits, default=Fit.NONE)
    if best is not Fit.NONE:
        outcome, message = _SAID[best]
        marks = merged(matcher.marks) if best is not Fit.RIGHT else ()
        return FormulaMatch(outcome, message, marks)
    if any(
        fit(reading, shorter, matcher.compare) >= Fit.MISSPELT
        for reading in readings
        for shorter in shortened(right)
    ):
        return FormulaMatch(Outcome.NEAR, Message("answer.near-missing", {"count": 1}))
    return FormulaMatch(Outcome.WRONG, Message("answer.formula-differs"))


class _Matcher:
    """Compares operands; `marks` gathers where the fitting ones differ."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.marks: list[tuple[int, int]] = []

    def compare(self, typed: Operand, right: Operand) -> Fit:
        language = self._setting.language
        comparison = TextComparison(
            joined_like(typed.words, right.words, language),
            joined_like(right.words, typed.words, language),
            self._setting,
        )
        if comparison.clash:
            return Fit.NONE
        outcome, message = comparison.verdict()
        if outcome is Outcome.WRONG:
            return Fit.NONE
        self.marks += comparison.marks()
        if outcome is Outcome.NEAR:
            return Fit.NEAR
        return Fit.RIGHT if message is None else Fit.MISSPELT


def _readings(typed: str, language: str) -> list[Formula] | None:
    """The formulas that `typed` may be; None where it has no sign of one.

    A sign without spaces may be a hyphen or a minus; a word may stand for a sign.
    """
    found: list[Formula] = []
    has_signs = False
    for text in dict.fromkeys((typed, _spaced(typed))):
        words = _sides(read_words(text, language, formula=True, acronyms=False))
        for reading in (words, with_operators(words, language)):
            has_signs |= any(word.kind is WordKind.OPERATOR for word in reading)
            formula = parse(reading)
            if formula is not None and formula not in found:
                found.append(formula)
    return found if has_signs else None


def _spaced(typed: str) -> str:
    """`typed` with each hyphen and slash as a sign, at the same places: a minus is no letter."""
    return typed.replace("-", "−").replace("/", "÷")


def _sides(words: Sequence[Word]) -> Sequence[Word]:
    """What stands behind the last “=”: the name of what is computed is no part of it."""
    equals = [at for at, word in enumerate(words) if word.text == "="]
    return words[equals[-1] + 1 :] if equals else words
