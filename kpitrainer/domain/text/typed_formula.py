"""A formula as an answer, compared as a formula: its operands by their words, its shape exactly."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from typing import TypeAlias

from kpitrainer.domain.text.function_words import ONE, OPERATOR_WORDS
from kpitrainer.domain.text.word_forms import Word, WordKind


class Fit(IntEnum):
    """How one operand, or a whole formula, fits another."""

    NONE = 0
    NEAR = 1
    MISSPELT = 2
    RIGHT = 3


@dataclass(frozen=True, slots=True)
class Operand:
    """What is added or multiplied, in words."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """A sum or a product of `parts`; one with False is taken away, or divided by."""

    is_sum: bool
    parts: tuple[tuple[bool, "Formula"], ...]


Formula: TypeAlias = Operand | Combined
Compare: TypeAlias = Callable[[Operand, Operand], Fit]

_SUM, _PRODUCT = {"+": True, "−": False}, {"×": True, "÷": False}


def parse(words: Sequence[Word]) -> Formula | None:
    """The formula that `words`, read as one, make; None where they make none, or hold no sign."""
    if not any(word.kind is WordKind.OPERATOR for word in words):
        return None
    parser = _Parser(words)
    found = parser.combined(is_sum=True)
    return found if found is not None and parser.done else None


def with_operators(words: Sequence[Word], language: str) -> list[Word]:
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


def fit(typed: Formula, right: Formula, compare: Compare) -> Fit:
    """How `typed` fits `right`, of which `compare` tells how two operands do.

    The parts of a sum may come in any order, and so may the factors of a product.
    """
    if isinstance(typed, Operand) and isinstance(right, Operand):
        return compare(typed, right)
    if isinstance(typed, Operand) or isinstance(right, Operand) or typed.is_sum != right.is_sum:
        return Fit.NONE
    if len(typed.parts) != len(right.parts):
        return Fit.NONE
    left = list(right.parts)
    worst = Fit.RIGHT
    for adds, part in typed.parts:
        fits = [(fit(part, other, compare) if adds == added else Fit.NONE) for added, other in left]
        best = max(fits)
        worst = min(worst, best)
        if best is Fit.NONE:
            return best
        del left[fits.index(best)]
    return worst


def shortened(formula: Formula) -> Iterator[Formula]:
    """`formula` with one operand left out, for each that can be."""
    if isinstance(formula, Operand):
        return
    for at, (adds, part) in enumerate(formula.parts):
        rest = (*formula.parts[:at], *formula.parts[at + 1 :])
        if isinstance(part, Operand):
            if rest[0][0] and len(rest) > 1:
                yield Combined(formula.is_sum, rest)
            elif rest[0][0]:
                yield rest[0][1]
        for shorter in shortened(part):
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

    def combined(self, *, is_sum: bool) -> Formula | None:
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

    def _operand(self) -> Formula | None:
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
        return Operand(tuple(self._words[start : self._at])) if self._at > start else None


def _flat(is_sum: bool, parts: Sequence[tuple[bool, Formula]]) -> Formula:
    """A sum of sums as one sum: brackets that change nothing fall away."""
    if len(parts) == 1:
        return parts[0][1]
    flat: list[tuple[bool, Formula]] = []
    for adds, part in parts:
        if isinstance(part, Combined) and part.is_sum == is_sum:
            flat += [(adds == added, inner) for added, inner in part.parts]
        else:
            flat.append((adds, part))
    return Combined(is_sum, tuple(flat))
