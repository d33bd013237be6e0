"""A drill as a question that Moodle draws and judges itself, by the formulas of its mistakes."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.phrase import Phrase
from kpitrainer.domain.drill.results import is_kept, rounded_first, terms
from kpitrainer.domain.drill.table import fill_grid
from kpitrainer.domain.drill.template import (
    Cell,
    ChoicePart,
    ListName,
    ListOf,
    NumberPart,
    Phrases,
    Template,
)
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import Name
from kpitrainer.domain.formula.trees import subtrees
from kpitrainer.domain.formula.writer import write_formula
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.formats.outgoing import WriteOptions
from kpitrainer.formats.write.drawn_problems import different_draws
from kpitrainer.formats.write.html_text import paragraphs, slot, table_html, with_slots
from kpitrainer.formats.write.php_formula import NotComputableError, php_formula
from kpitrainer.formats.write.quiz_question import Answer

ITEMS = 40
"""Sets of numbers that Moodle has to choose from."""

FEWEST = 5

_LARGEST = 10**10
"""Beyond it a float may not tell two numbers of five decimals apart."""

_SHOWN = 6
"""Decimals of a number in a text, as everywhere in the program."""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A name in Moodle's formulas and texts, and its value in each set."""

    name: str
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Calculated:
    """A calculated question: HTML with wildcards, and formulas as its answers, the right first.

    Each formula is rounded to `decimals` and right within half a unit of the last.
    """

    text: str
    general: str
    hints: tuple[str, ...]
    answers: tuple[Answer, ...]
    decimals: int
    unit: str
    wildcards: tuple[Wildcard, ...]


def calculated(form: Template, language: str, options: WriteOptions) -> Calculated | None:
    """The question of one of a drill's forms, or None where Moodle cannot compute it."""
    part = form.parts[0]
    lists = any(isinstance(source, ListOf) for source in form.given.values())
    if lists or len(form.parts) > 1 or isinstance(part, ChoicePart) or part.reverse:
        return None
    exercises = _sets(replace(form, contexts=form.contexts[:1]), part, options)
    if len(exercises) < FEWEST:
        return None
    try:
        return _Writer(form, part, form.language(language), exercises).question()
    except NotComputableError:
        return None


def _sets(form: Template, part: NumberPart, options: WriteOptions) -> Sequence[Exercise]:
    """Draws in which no wrong answer is taken for another by what it is rounded to."""
    found: list[Exercise] = []
    for exercise in different_draws(form, options, ITEMS):
        if _tells_apart(exercise, part):
            found.append(exercise)
        if len(found) == ITEMS:
            break
    return found


def _tells_apart(exercise: Exercise, part: NumberPart) -> bool:
    decimals = part.answer.decimals
    right = {exercise.answer}
    if part.answer.rounded_steps:
        right.add(rounded_first(part.answer, exercise.values, exercise.template))
    said: dict[Fraction, Phrases] = {}
    for mistake in part.mistakes:
        value = exercise.mistakes[mistake.id]
        rounded = round_half_away(value, decimals)
        is_tie = (value * 10**decimals).denominator == 2  # noqa: PLR2004 - a half
        if is_tie or rounded in right or said.setdefault(rounded, mistake.say) != mistake.say:
            return False
    numbers = exercise.values.values()
    return all(not isinstance(each, tuple) and abs(Fraction(each)) < _LARGEST for each in numbers)


class _Writer:
    """Writes one question; `inserts` are what fills the slots of its texts."""

    def __init__(
        self, form: Template, part: NumberPart, language: str, exercises: Sequence[Exercise]
    ) -> None:
        self.form = form
        self.part = part
        self.language = language
        self.exercises = exercises
        self.names = wildcard_names([*form.given, *form.let])
        self.used: dict[str, tuple[Fraction, ...]] = {}
        self.inserts: list[str] = []

    def question(self) -> Calculated:
        part, asked = self.part, self.part.answer
        answers = [Answer(self.rounded(self.form.spelt_out(asked.formula)))]
        if asked.rounded_steps:
            answers.append(Answer(self.rounded_first()))
        for mistake in part.mistakes:
            formula = self.rounded(mistake.formula)
            answers.append(Answer(formula, Fraction(0), self.html([mistake.say])))
        head = [self.form.intro] if self.form.intro else []
        steps = part.steps or (self.set_up(),)
        hints = [hint for hint in part.hints if not _has_slots(hint[self.language])]
        return Calculated(
            text=self.html([*head, part.ask]) + self.table(),
            general=self.html(steps),
            hints=tuple(self.html([hint]) for hint in hints),
            answers=tuple(answers),
            decimals=asked.decimals,
            unit=asked.unit[self.language],
            wildcards=tuple(
                Wildcard(self.names[name], values) for name, values in self.used.items()
            ),
        )

    def rounded(self, formula: Formula) -> str:
        return f"round({self.computed(formula)},{self.part.answer.decimals})"

    def rounded_first(self) -> str:
        """The sum of terms that are rounded before they are added."""
        asked = self.part.answer
        sum_of = ""
        for sign, term in terms(asked.formula.tree):
            self.note_names(asked.formula)
            written = php_formula(term, self.names)
            kept = is_kept(term, self.form)
            one = f"({written})" if kept else f"round({written},{asked.decimals})"
            sum_of += f"{'-' if sign < 0 else '+'}{one}"
        return f"round({sum_of.removeprefix('+')},{asked.decimals})"

    def computed(self, formula: Formula) -> str:
        self.note_names(formula)
        return php_formula(formula.tree, self.names)

    def note_names(self, formula: Formula) -> None:
        for node in subtrees(formula.tree):
            if isinstance(node, Name):
                self.note(node.name)

    def note(self, name: str) -> None:
        if name not in self.names:
            raise NotComputableError
        values = (exercise.values[name] for exercise in self.exercises)
        if name not in self.used:
            self.used[name] = tuple(
                Fraction(value) for value in values if not isinstance(value, tuple)
            )

    def set_up(self) -> Phrases:
        """The formula in names and what it comes to, where its author wrote no steps."""
        formula = write_formula(self.form.spelt_out(self.part.answer.formula), self.language)
        return {self.language: Phrase((f"{formula} = ", self.answer()))}

    def html(self, texts: Sequence[Phrases]) -> str:
        filled = ["\n".join(self.filled(phrases) for phrases in texts)]
        if len(texts) == 1:
            filled = [self.filled(texts[0])]
        return with_slots(paragraphs(filled), self.inserts)

    def filled(self, phrases: Phrases) -> str:
        return phrases[self.language].fill(self.shown)

    def shown(self, name: str) -> str:
        if name == "context":
            return self.form.contexts[0][self.language]
        return self.answer() if name == "answer" else self.number(name)

    def number(self, name: str) -> str:
        """A number, rounded where its decimals are more than are shown."""
        self.note(name)
        wildcard = f"{{{self.names[name]}}}"
        long = any((value * 10**_SHOWN).denominator > 1 for value in self.used[name])
        return self.insert(f"{{=round({wildcard},{_SHOWN})}}" if long else wildcard)

    def answer(self) -> str:
        """The right answer with its unit."""
        formula = self.rounded(self.form.spelt_out(self.part.answer.formula))
        unit = self.part.answer.unit[self.language]
        pattern = write_quantity(Fraction(2), unit, self.language, 0)
        return pattern.replace("2", self.insert(f"{{={formula}}}"), 1)

    def insert(self, text: str) -> str:
        self.inserts.append(text)
        return slot(len(self.inserts) - 1)

    def table(self) -> str:
        grid = self.form.grid
        if grid is None:
            return ""
        shown = replace(
            grid,
            heads=tuple(map(self.cell, grid.heads)),
            lines=tuple(tuple(map(self.cell, line)) for line in grid.lines),
        )
        table = fill_grid(shown, {}, self.language, self.filled)
        return with_slots(table_html(table), self.inserts)

    def cell(self, cell: Cell) -> Cell:
        """A cell of a table as a text with slots."""
        if isinstance(cell, ListName):
            raise NotComputableError
        if not isinstance(cell, Formula):
            return cell
        if isinstance(cell.tree, Name):
            shown = self.number(cell.tree.name)
        else:
            shown = self.insert(f"{{=round({self.computed(cell)},{_SHOWN})}}")
        return {self.language: Phrase((shown,))}


def _has_slots(phrase: Phrase) -> bool:
    return any(not isinstance(piece, str) for piece in phrase.pieces)


def wildcard_names(names: Sequence[str]) -> Mapping[str, str]:
    """What Moodle can call each of `names`: letters without accents, digits and `_`."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        plain = re.sub(r"^[^A-Za-z]+|[^A-Za-z0-9_]", "", plain) or "x"
        free = next(each for each in _numbered(plain) if each.casefold() not in taken)
        taken.add(free.casefold())
        found[name] = free
    return found


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}{number}"
        number += 1
