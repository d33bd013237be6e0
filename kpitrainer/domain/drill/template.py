"""A drill template as its author wrote it, compiled; `build.build_template` makes one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.drill.arithmetic import Exact, Values
from kpitrainer.domain.drill.formula import Formula
from kpitrainer.domain.drill.phrase import Phrase

Text: TypeAlias = Mapping[str, str]
"""One text in each language."""

Phrases: TypeAlias = Mapping[str, Phrase]
"""One text with placeholders in each language."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value in the source: ("mistakes", 0, "formula")."""


class TemplateFault(NamedTuple):
    """One mistake in a template's source.

    `path` leads to the faulty value (to its container where the value is missing, or to the
    key itself where `in_key`), `column` counts characters from 1 within that scalar's text
    (in a text of several lines line breaks count too), `code` and `values` word it.
    """

    path: Path
    column: int
    code: str
    values: Mapping[str, object]
    in_key: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """A number drawn from those listed."""

    options: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A number drawn from low, low + step, … up to high; bounds may use earlier names."""

    low: Formula
    high: Formula
    step: Formula


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of `fewest` to `most` numbers, each drawn from `each`."""

    fewest: int
    most: int
    each: Range


Source: TypeAlias = Choices | Range | ListOf


@dataclass(frozen=True, slots=True)
class Answer:
    """What is asked: the exact value of `formula`, rounded once to `decimals`.

    `unit` is one of the format's own ("%", "points", "€", "×", "mois", "jours", "min"), the
    same for every language, or the author's word per language, or empty.
    """

    formula: Formula
    unit: Text
    decimals: int = 0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """A misconception: the formula it computes, and what to tell who made it."""

    id: str
    formula: Formula
    say: Phrases


@dataclass(frozen=True, slots=True)
class TemplateTest:
    """An author's own example: with these given values, this answer and these mistakes.

    Expected values may be rounded as asked; `values` need not lie within `given`.
    """

    values: Values
    answer: Exact | None
    mistakes: Mapping[str, Exact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A compiled drill.

    `version` is a hash of its source, for the review log. Givens are drawn in their order, then
    `let` is computed in its order; `where` must hold. `guards` has the same conditions by the
    name after which each can be told ("" from the start), so that a condition protects what is
    computed later from, say, a division by zero.
    """

    id: str
    version: str
    languages: tuple[str, ...]
    title: Text
    ask: Phrases
    answer: Answer
    given: Mapping[str, Source] = field(default_factory=dict)
    let: Mapping[str, Formula] = field(default_factory=dict)
    where: tuple[Formula, ...] = ()
    guards: Mapping[str, tuple[Formula, ...]] = field(default_factory=dict)
    contexts: tuple[Text, ...] = ()
    hints: tuple[Phrases, ...] = ()
    steps: tuple[Phrases, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    tests: tuple[TemplateTest, ...] = ()

    def language(self, wanted: str) -> str:
        """The language it is shown in to a reader who wants `wanted`."""
        return wanted if wanted in self.languages else self.languages[0]
