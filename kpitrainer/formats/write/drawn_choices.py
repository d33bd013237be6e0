"""Drills drawn as choices: the right answer among what known mistakes come to."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.in_words import worded, words_of
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.drill.told_names import told_names
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.nodes import Constant, Name
from kpitrainer.domain.formula.trees import subtrees
from kpitrainer.domain.text.number import write_number
from kpitrainer.i18n import LANGUAGES, Translator

LEAST_WRONG = 2

_TRIES, _FAR = 12, 1_000_003
"""So many numbers are tried for a question that is short enough, each so far from the last."""

_NO_FACTS = (Fraction(1), Fraction(100))
"""Constants of a formula that belong to its method, and to nothing that the question says."""


class DrawnChoice(NamedTuple):
    """A question, its right answer, and wrong ones, no two of which are written alike."""

    ask: str
    right: str
    wrong: Sequence[str]
    in_short: bool
    seed: int


class DrawnChoices:
    """Draws the first question of a drill, within so many characters of it and its answers.

    Where it is longer, it may be asked `in_short`: the drill's title, and each figure by its name.
    `why_not` says by a code what was wrong with the last draw that gave none, `tried` how many were
    drawn.
    """

    def __init__(self, template: Template, language: str, longest: int, answer: int) -> None:
        """`language` is that of its texts."""
        self._template = template
        self._language = template.language(language)
        self._longest = longest
        self._answer = answer
        self.tried = 0
        self.why_not = "long-calculation"

    def choice(self, seed: int) -> DrawnChoice | None:
        """The choice of the first numbers that fit, from those of `seed` on."""
        for again in range(_TRIES):
            self.tried += 1
            number = seed + again * _FAR
            try:
                exercise = draw(self._template, number)
            except KpiTrainerError:
                continue
            if found := self._of(exercise, number):
                return found
        return None

    def _of(self, exercise: Exercise, seed: int) -> DrawnChoice | None:
        ask, in_short = " ".join(exercise.ask(self._language).split()), False
        if exercise.table(self._language) or len(ask) > self._longest:
            ask, in_short = self._in_short(exercise), True
        if not 0 < len(ask) <= self._longest:
            has_table = exercise.table(self._language)
            self.why_not = "table" if has_table else "long-calculation"
            return None
        right, wrong = self._answers(exercise)
        if len(wrong) < LEAST_WRONG or max(map(len, (right, *wrong))) > self._answer:
            self.why_not = "few-mistakes"
            return None
        return DrawnChoice(ask, right, wrong, in_short, seed)

    def _in_short(self, exercise: Exercise) -> str:
        """The title, and each figure that the answer needs, by its name in words.

        Empty where a figure has no such name or is not told, and where there are several parts.
        """
        form, language = exercise.template, self._language
        part = exercise.part
        if len(form.parts) > 1 or not isinstance(part, NumberPart) or part.reverse:
            return ""
        formula = worded(form, part.answer.formula.tree)
        if formula is None:
            return ""
        leaves = list(subtrees(formula.tree))
        names = dict.fromkeys(each.name for each in leaves if isinstance(each, Name))
        facts = {Fraction(each.value) for each in leaves if isinstance(each, Constant)}
        words = words_of(form, language)
        told = told_names(form, exercise.place)
        figures = []
        for name in names:
            value = exercise.values.get(name)
            if name not in told or value is None or isinstance(value, tuple):
                return ""
            figures.append(f"{words[name]} {write_number(Fraction(value), language)}")
        if not figures or not facts <= set(_NO_FACTS):
            return ""
        translate = Translator(language if language in LANGUAGES else "en")
        values = {"title": form.title[language], "figures": ", ".join(figures)}
        return " ".join(translate("export.in-short", **values).split())

    def _answers(self, exercise: Exercise) -> tuple[str, Sequence[str]]:
        """The right answer, and the wrong ones that differ from it and each other as written."""
        language = self._language
        right = exercise.answer_text(language)
        if options := exercise.options(language):
            return right, [text for text in options if text != right]
        asked = exercise.asked.answer
        unit = asked.unit[language]
        written = (
            write_quantity(value, unit, language, asked.decimals, signed=asked.signed)
            for value in exercise.mistakes.values()
        )
        return right, [text for text in dict.fromkeys(written) if text != right]
