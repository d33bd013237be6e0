"""A formula as an answer, compared as a formula: its operands by their words, its shape exactly."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from typing import TypeAlias

from kpitrainer.domain.text.compound_words import joined_like
from kpitrainer.domain.text.function_words import ONE, OPERATOR_WORDS
from kpitrainer.domain.text.spelling import Setting
from kpitrainer.domain.text.text_comparison import TextComparison, merged
from kpitrainer.domain.text.word_forms import Word, WordKind, read_words
from kpitrainer.domain.verdict import Message, Outcome


class _Fit(IntEnum):
    """How one operand, or a whole formula, fits another."""

    NONE = 0
    NEAR = 1
    MISSPELT = 2
    RIGHT = 3


@dataclass(frozen=True, slots=True)
class _Operand:
    """What is added or multiplied, in words."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Combined:
    """A sum or a product of `parts`; one with False is taken away, or divided by."""

    is_sum: bool
    parts: tuple[tuple[bool, "_Formula"], ...]


_Formula: TypeAlias = _Operand | _Combined
_Compare: TypeAlias = Callable[[_Operand, _Operand], _Fit]

_SUM, _PRODUCT = {"+": True, "−": False}, {"×": True, "÷": False}


def _parse(words: Sequence[Word]) -> _Formula | None:
    """The formula that `words`, read as one, make; None where they make none, or hold no sign."""
    if not any(word.kind is WordKind.OPERATOR for word in words):
        return None
    parser = _Parser(words)
    found = parser.combined(is_sum=True)
    return found if found is not None and parser.done else None


def _with_operators(words: Sequence[Word], language: str) -> list[Word]:
    """`words`, with those that stand for signs as signs: « moins », “times”, “x”."""
    said = OPERATOR_WORDS[language]
    read = [
        Word(said[word.text], said[word.text], word.offsets, WordKind.OPERATOR)
        if word.text in said and word.kind is WordKind.WORD
        else word
        for word in words
    ]
    if len(read) > 1 and read[0].text == ONE[language] and read[1].kind is WordKind.OPERATOR:
        read[0] = replace(read[0], kind=WordKind.NUMBER, values=(Fraction(1),))
    return read


def _fit(typed: _Formula, right: _Formula, compare: _Compare) -> _Fit:
    """How `typed` fits `right`, of which `compare` tells how two operands do.

    The parts of a sum may come in any order, and so may the factors of a product.
    """
    if isinstance(typed, _Operand) and isinstance(right, _Operand):
        return compare(typed, right)
    if isinstance(typed, _Operand) or isinstance(right, _Operand) or typed.is_sum != right.is_sum:
        return _Fit.NONE
    if len(typed.parts) != len(right.parts):
        return _Fit.NONE
    left = list(right.parts)
    worst = _Fit.RIGHT
    for adds, part in typed.parts:
        fits = [
            (_fit(part, other, compare) if adds == added else _Fit.NONE) for added, other in left
        ]
        best = max(fits)
        worst = min(worst, best)
        if best is _Fit.NONE:
            return best
        del left[fits.index(best)]
    return worst


def _shortened(formula: _Formula) -> Iterator[_Formula]:
    """`formula` with one operand left out, for each that can be."""
    if isinstance(formula, _Operand):
        return
    for at, (adds, part) in enumerate(formula.parts):
        rest = (*formula.parts[:at], *formula.parts[at + 1 :])
        if isinstance(part, _Operand):
            if rest[0][0] and len(rest) > 1:
                yield _Combined(formula.is_sum, rest)
            elif rest[0][0]:
                yield rest[0][1]
        for shorter in _shortened(part):
            parts = (*formula.parts[:at], (adds, shorter), *formula.parts[at + 1 :])
            yield _flat(formula.is_sum, parts)


class _Parser:
    """Reads words from left to right: sums of products of operands and brackets."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._words)

    def _sign(self) -> str:
        if self.done or self._words[self._at].kind is not WordKind.OPERATOR:
            return ""
        return self._words[self._at].text

    def combined(self, *, is_sum: bool) -> _Formula | None:
        signs = _SUM if is_sum else _PRODUCT
        parts = []
        adds = True
        while True:
            part = self.combined(is_sum=False) if is_sum else self._operand()
            if part is None:
                return None
            parts.append((adds, part))
            if self._sign() not in signs:
                return _flat(is_sum, parts)
            adds = signs[self._sign()]
            self._at += 1

    def _operand(self) -> _Formula | None:
        if self._sign() == "(":
            self._at += 1
            inner = self.combined(is_sum=True)
            if self._sign() != ")":
                return None
            self._at += 1
            return inner
        start = self._at
        while not self.done and not self._sign():
            self._at += 1
        return _Operand(tuple(self._words[start : self._at])) if self._at > start else None


def _flat(is_sum: bool, parts: Sequence[tuple[bool, _Formula]]) -> _Formula:
    """A sum of sums as one sum: brackets that change nothing fall away."""
    if len(parts) == 1:
        return parts[0][1]
    flat: list[tuple[bool, _Formula]] = []
    for adds, part in parts:
        if isinstance(part, _Combined) and part.is_sum == is_sum:
            flat += [(adds == added, inner) for added, inner in part.parts]
        else:
            flat.append((adds, part))
    return _Combined(is_sum, tuple(flat))


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
    _Fit.RIGHT: (Outcome.RIGHT, None),
    _Fit.MISSPELT: (Outcome.RIGHT, Message("answer.spelling")),
    _Fit.NEAR: (Outcome.NEAR, Message("answer.near-differs", {"count": 1})),
}


def match_formula(typed: str, text: str, setting: Setting) -> FormulaMatch | None:
    """How `typed` stands to the formula `text`; None where one of them is no formula.

    Operands may be misspelt, or a word short, as texts may; in another order only where the sum
    or product is the same. One operand short is a near miss.
    """
    language = setting.language
    right = _parse(_sides(read_words(text, language, formula=True)))
    if right is None:
        return None
    readings = _readings(typed, language)
    if readings is None:
        return None
    matcher = _Matcher(setting)
    fits = (_fit(reading, right, matcher.compare) for reading in readings)
    best = max(fits, default=_Fit.NONE)
    if best is not _Fit.NONE:
        outcome, message = _SAID[best]
        marks = merged(matcher.marks) if best is not _Fit.RIGHT else ()
        return FormulaMatch(outcome, message, marks)
    if any(
        _fit(reading, shorter, matcher.compare) >= _Fit.MISSPELT
        for reading in readings
        for shorter in _shortened(right)
    ):
        return FormulaMatch(Outcome.NEAR, Message("answer.near-missing", {"count": 1}))
    return FormulaMatch(Outcome.WRONG, Message("answer.formula-differs"))


class _Matcher:
    """Compares operands; `marks` gathers where the fitting ones differ."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.marks: list[tuple[int, int]] = []

    def compare(self, typed: _Operand, right: _Operand) -> _Fit:
        language = self._setting.language
        comparison = TextComparison(
            joined_like(typed.words, right.words, language),
            joined_like(right.words, typed.words, language),
            self._setting,
        )
        if comparison.clash:
            return _Fit.NONE
        outcome, message = comparison.verdict()
        if outcome is Outcome.WRONG:
            return _Fit.NONE
        self.marks += comparison.marks()
        if outcome is Outcome.NEAR:
            return _Fit.NEAR
        return _Fit.RIGHT if message is None else _Fit.MISSPELT


def _readings(typed: str, language: str) -> list[_Formula] | None:
    """The formulas that `typed` may be; None where it has no sign of one.

    A sign without spaces may be a hyphen or a minus; a word may stand for a sign.
    """
    found: list[_Formula] = []
    has_signs = False
    for text in dict.fromkeys((typed, _spaced(typed))):
        words = _sides(read_words(text, language, formula=True, acronyms=False))
        for reading in (words, _with_operators(words, language)):
            has_signs |= any(word.kind is WordKind.OPERATOR for word in reading)
            formula = _parse(reading)
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
