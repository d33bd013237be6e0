"""A drill template as its author wrote it, compiled; `build.build_template` makes one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kpitrainer.domain.drill.phrase import Phrase
from kpitrainer.domain.drill.picture import PictureSpec
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.arithmetic import Exact, Values
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import Name
from kpitrainer.domain.text.localized import LocalizedText, language_for

Phrases: TypeAlias = Mapping[str, Phrase]
"""One text with placeholders in each language."""


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


GivenSource: TypeAlias = Choices | Range | ListOf


@dataclass(frozen=True, slots=True)
class AnswerSpec:
    """What is asked: the exact value of `formula`, rounded once to `decimals`.

    `unit` is one of the format's own ("%", "points", "€", "×", "mois", "jours", "min"), the
    same for every language, or the author's word per language, or empty. With `rounded_steps`
    the terms of the sum or difference may be rounded before they are added too.
    """

    formula: Formula
    unit: LocalizedText
    decimals: int = 0
    signed: bool = False
    rounded_steps: bool = False


@dataclass(frozen=True, slots=True)
class Misconception:
    """A misconception: the formula it computes, and what to tell who made it.

    `step` is the step of the worked solution that it spoils, from 0, if its author says so.
    """

    id: str
    formula: Formula
    say: Phrases
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Reverse:
    """The given `name` is asked for, and `shown` is told: the answer it led to."""

    name: str
    shown: AnswerSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPart:
    """A question whose answer is a number; `path` leads to it in the source.

    With `reverse` the answer's formula is the name of the given asked for, and the formulas of
    `mistakes` may use `answer`, the number told.
    """

    path: FieldPath
    ask: Phrases
    answer: AnswerSpec
    hints: tuple[Phrases, ...] = ()
    steps: tuple[Phrases, ...] = ()
    mistakes: tuple[Misconception, ...] = ()
    reverse: Reverse | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A text to choose where `right` holds; `say` is told who chose it wrongly.

    `wrong` names the misconception behind it, if it has one.
    """

    text: Phrases
    right: Formula
    say: Phrases | None = None
    wrong: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePart:
    """A question with options to choose from: in each exercise exactly one is right.

    They are shown in an order drawn anew, or `in_order`: as they stand here.
    """

    path: FieldPath
    ask: Phrases
    options: tuple[Option, ...]
    hints: tuple[Phrases, ...] = ()
    steps: tuple[Phrases, ...] = ()
    in_order: bool = False


Part: TypeAlias = NumberPart | ChoicePart


@dataclass(frozen=True, slots=True)
class ListName:
    """A list variable in a table, one cell a number."""

    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """The whole numbers from `first` to `last` in a table, one cell each."""

    first: int
    last: int


Cell: TypeAlias = Formula | ListName | Count | Phrases


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of data: a line of `heads`, which may be empty, and `lines`.

    Lines are rows, or where `by_column` columns, each under its head.
    """

    heads: tuple[Cell, ...]
    lines: tuple[tuple[Cell, ...], ...]
    by_column: bool = False


@dataclass(frozen=True, slots=True)
class PlausibleRange:
    """The range, at `path` of the source, in which its author holds a value plausible.

    `name` is one of `given` or `let`, or "answer": the number that `part`, counted from 0, asks
    for or, in a reverse exercise, tells. Only `deck check` looks at it.
    """

    path: FieldPath
    name: str
    part: int
    range: Range


@dataclass(frozen=True, slots=True)
class PartTest:
    """What an author expects of one part: the answer, rounded or not, and mistakes' values.

    `option` is the number of the right option, from 1.
    """

    path: FieldPath
    answer: Exact | None = None
    mistakes: Mapping[str, Exact] = field(default_factory=dict)
    option: int | None = None


@dataclass(frozen=True, slots=True)
class TemplateTest:
    """An author's own example: with these given values, this is expected of the parts.

    `values` need not lie within `given`.
    """

    values: Values
    parts: tuple[PartTest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A compiled drill.

    `version` is a hash of its source, for the review log. Givens are drawn in their order, then
    `let` is computed in its order; `where` must hold. `guards` has the same conditions by the
    name after which each can be told ("" from the start), so that a condition protects what is
    computed later from, say, a division by zero. `intro` is told before each of several parts.

    `names` says what names of `given` and `let` are called in words, by the name or, of a list, by
    what is done with it: "sum(durees)".

    `reading` says which way the answer is better, "higher" or "lower", where its author does.

    A drill with `variants` is drawn as one of them; its own fields are those of the first. A
    variant has its name and its place in the source, with the keys that stand there.

    `sheet` tells that it is a sheet to correct (`correction.py`) and which line is wrong, or that
    its formula is chosen first (`formula_choice.py`, `contrast.py`); `rung` how much of its
    solution an exercise is asked with (`faded_exercise.py`).
    """

    id: str
    version: str
    languages: tuple[str, ...]
    title: LocalizedText
    parts: tuple[Part, ...]
    intro: Phrases | None = None
    given: Mapping[str, GivenSource] = field(default_factory=dict)
    let: Mapping[str, Formula] = field(default_factory=dict)
    names: Mapping[str, LocalizedText] = field(default_factory=dict)
    where: tuple[Formula, ...] = ()
    guards: Mapping[str, tuple[Formula, ...]] = field(default_factory=dict)
    contexts: tuple[LocalizedText, ...] = ()
    grid: Grid | None = None
    picture: PictureSpec | None = None
    plausible: tuple[PlausibleRange, ...] = ()
    tests: tuple[TemplateTest, ...] = ()
    reading: str | None = None
    variants: tuple["Template", ...] = ()
    variant: str = ""
    place: int = 0
    own_keys: frozenset[str] = frozenset()
    sheet: str = ""
    rung: Rung = Rung.ALL_OPEN

    def spelt_out(self, formula: Formula) -> Formula:
        """The formula under `let` that a lone name stands for; any other is itself."""
        while isinstance(formula.tree, Name) and formula.tree.name in self.let:
            formula = self.let[formula.tree.name]
        return formula

    @property
    def forms(self) -> tuple["Template", ...]:
        """What may be drawn: the variants, or the template itself."""
        return self.variants or (self,)

    def language(self, wanted: str) -> str:
        """The language it is shown in to a reader who wants `wanted`."""
        return language_for(wanted, self.languages)

    def source_path(self, path: FieldPath) -> FieldPath:
        """The way to what is at `path` of this variant in the whole drill's source."""
        own = bool(self.variant) and bool(path) and path[0] in self.own_keys
        return ("variants", self.place, *path) if own else path
