"""One drawn instance of a template, with the learner's own numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from kpitrainer.domain.drill.drawn_values import written
from kpitrainer.domain.drill.results import (
    ChoiceResult,
    NumberResult,
    PartResult,
    RefusedError,
    part_result,
    part_values,
    refuse_unfair,
    substitutes,
)
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.drill.table import Table, fill_grid
from kpitrainer.domain.drill.template import (
    ChoicePart,
    Misconception,
    NumberPart,
    Part,
    Phrases,
    Template,
)
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.formula.arithmetic import Value, Values, whole
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.writer import inside_rounding, write_formula, write_working
from kpitrainer.domain.text.formatted_text import joined
from kpitrainer.domain.text.number import round_half_away, write_number

HINTS = 3
"""Hints up to the one that gives the solution's set-up away."""

VERSION, CONTEXT, VARIANT, SHEET, BEGUN = "@version", "@context", "@variant", "@sheet", "@begun"
"""What a log row keeps beside the drawn values."""

NOTHING_WRONG = "0"
"""What SHEET tells of a sheet that is right."""

WHICH_FORMULA, CONTRAST = "formula", "contrast"
"""What SHEET tells where no line is to be corrected, but a formula or a number to be chosen."""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """A template with its numbers, seen at one of its parts.

    `template` is the variant that was drawn; `values` holds what was drawn and computed, `results`
    what each part comes to, `place` the part that is looked at, from 0. `seed` drew it, if one did.
    `drawn` is the drill's exercise that it shows in another form, whose numbers its texts tell.
    """

    template: Template
    seed: int | None
    context: int
    values: Values
    results: tuple[PartResult, ...]
    place: int = 0
    drawn: "Exercise | None" = None

    def at(self, place: int) -> "Exercise":
        """The same exercise, seen at another part."""
        return self if place == self.place else replace(self, place=place)

    @property
    def part(self) -> Part:
        """The part it is seen at."""
        return self.template.parts[self.place]

    @property
    def is_sheet(self) -> bool:
        """Whether it is no drill's own question, but of another `kind`."""
        return bool(self.template.sheet)

    @property
    def kind(self) -> str:
        """What it asks for: "drill", "sheet" of lines to correct, WHICH_FORMULA or CONTRAST."""
        sheet = self.template.sheet
        return sheet if sheet in (WHICH_FORMULA, CONTRAST) else "sheet" if sheet else "drill"

    @property
    def asked(self) -> NumberPart:
        """The part it is seen at, which asks for a number."""
        part = self.part
        assert isinstance(part, NumberPart)  # noqa: S101 - choices are never asked for a number
        return part

    @property
    def result(self) -> NumberResult:
        """What the part it is seen at comes to, which asks for a number."""
        result = self.results[self.place]
        assert isinstance(result, NumberResult)  # noqa: S101 - choices have none of it
        return result

    @property
    def exact(self) -> Fraction:
        """The answer before it is rounded."""
        return self.result.exact

    @property
    def answer(self) -> Fraction:
        """The answer, rounded once as asked."""
        return self.result.answer

    @property
    def mistakes(self) -> Mapping[str, Fraction]:
        """The exact value of each author's mistake; none where an option is to be chosen."""
        result = self.results[self.place]
        return result.mistakes if isinstance(result, NumberResult) else {}

    @property
    def right_option(self) -> int:
        """The place of the right option, from 0."""
        result = self.results[self.place]
        assert isinstance(result, ChoiceResult)  # noqa: S101 - asked of choices only
        return result.right

    @property
    def given(self) -> Values:
        """The drawn values, by their names."""
        return {name: self.values[name] for name in self.template.given}

    def fits(self, value: Fraction) -> bool:
        """Whether `value` leads to the number that a reverse exercise tells."""
        shown = self.result.shown
        return shown is not None and substitutes(
            self.template, self.asked, self.known, shown, value
        )

    def before_rounding(self, wrong: str | None = None) -> Fraction | None:
        """The answer, or a mistake's value, before its formula's ceil, floor or round.

        None where the formula ends in none of them.
        """
        formula = self._mistake(wrong).formula if wrong else self.asked.answer.formula
        inner = inside_rounding(formula.tree)
        return None if inner is formula.tree else Fraction(inner.evaluate(self.known))

    def carried(self, parts: Mapping[str, Fraction]) -> "Exercise | None":
        """This part on the learner's own values of earlier parts: {"part1": …}.

        None where that has no fair answer, or only the trivial 0.
        """
        known = {**self.known, **{name: whole(value) for name, value in parts.items()}}
        try:
            result = part_result(self.part, known, self.template)
            refuse_unfair(self.part, result, known, self.template, ties=False)
        except RefusedError:
            return None
        if isinstance(result, NumberResult) and not result.answer:
            return None
        results = (*self.results[: self.place], result, *self.results[self.place + 1 :])
        return replace(self, results=results)

    def logged(self) -> tuple[tuple[str, str], ...]:
        """What brings it back, as exact text: version, variant, context, marks and drawn values."""
        form, begun = self.template, "1" if self.template.rung is Rung.LAST_STEP else ""
        head = (VERSION, form.version), (VARIANT, form.variant), (CONTEXT, str(self.context))
        marks = (*head, (SHEET, form.sheet), (BEGUN, begun))
        drawn = ((name, written(value)) for name, value in self.given.items())
        return (*(mark for mark in marks if mark[1]), *drawn)

    def ask(self, language: str) -> str:
        """The question, after what is told before every part."""
        asked = self.ask_part(language)
        if self.template.intro is None:
            return asked
        return joined("\n", (self._filled(self.template.intro, language), asked))

    def ask_part(self, language: str) -> str:
        """The question of this part alone."""
        return self._filled(self.part.ask, language)

    def table(self, language: str) -> Table | None:
        """The data to show with the question, if they come in a table."""
        if self.template.grid is None:
            return None
        own = self.template.language(language)
        grid, values = self.template.grid, self.known
        return fill_grid(grid, values, own, lambda text: self._filled(text, own))

    def hints(self, language: str) -> tuple[str, ...]:
        """The hints, from a nudge to the set-up; the last one gives a number's solution away.

        Where the author wrote fewer than HINTS, the set-up is added, and where none, before it
        the formula with its names.
        """
        hints = [self._filled(hint, language) for hint in self.part.hints]
        if isinstance(self.part, NumberPart) and len(hints) < HINTS:
            hints = hints or self._in_names(language)
            set_up = self.set_up(language)
            hints += [set_up] if set_up not in hints else []
        return tuple(hints)

    def set_up(self, language: str) -> str:
        """The calculation with the learner's numbers; a reverse exercise's whole solution."""
        if self.asked.reverse:
            return "\n".join(self.steps(language))
        formula = self.template.spelt_out(self.asked.answer.formula)
        return write_working(formula, self.known, language)

    def _in_names(self, language: str) -> list[str]:
        """The formula, unless it is no more than a name."""
        asked = self.asked
        told = asked.reverse.shown if asked.reverse else asked.answer
        formula = self.template.spelt_out(told.formula)
        return [write_formula(formula, language)] if len(formula.names) > 1 else []

    def steps(self, language: str) -> tuple[str, ...]:
        """The worked solution, a line a step; the bare calculation where its author wrote none."""
        if self.part.steps or isinstance(self.part, ChoicePart):
            return tuple(self._filled(step, language) for step in self.part.steps)
        if self.asked.reverse:
            told = self.asked.reverse.shown
            working = write_working(told.formula, self.known, language)
            return (f"{working} = {self._shown_text(language)}",)
        return (f"{self.set_up(language)} = {self.answer_text(language)}",)

    def wrong_step(self, wrong: str) -> int | None:
        """The step of the worked solution that this mistake spoils, from 0, if one is known."""
        return self._mistake(wrong).step

    def answer_text(self, language: str) -> str:
        """The right answer as asked, with its unit: « +40 points »; or the right option."""
        if isinstance(self.part, ChoicePart):
            return self.options(language)[self.right_option]
        asked = self.asked.answer
        unit = asked.unit[self.template.language(language)]
        return write_quantity(self.answer, unit, language, asked.decimals, signed=asked.signed)

    def options(self, language: str) -> tuple[str, ...]:
        """The texts to choose from, in the author's order; none where a number is asked for."""
        if isinstance(self.part, NumberPart):
            return ()
        return tuple(self._filled(option.text, language) for option in self.part.options)

    def option_text(self, place: int, language: str) -> str | None:
        """What the author says to who chose the option at `place`, from 0, wrongly."""
        assert isinstance(self.part, ChoicePart)  # noqa: S101 - asked of choices only
        say = self.part.options[place].say
        return None if say is None else self._filled(say, language)

    def mistake_text(self, wrong: str, language: str) -> str:
        """What the author says to who made this mistake at this part."""
        return self._filled(self._mistake(wrong).say, language)

    def mistake_working(self, wrong: str, language: str) -> str:
        """The mistake's calculation: « (110 − 30) ÷ (110 + 30) × 100 = 57 »."""
        return self.working(self._mistake(wrong).formula, language)

    def working(self, formula: Formula, language: str) -> str:
        """A wrong calculation with the learner's numbers, and what it comes to."""
        value, asked = Fraction(formula.value(self.known)), self.asked.answer.decimals
        decimals = asked if round_half_away(value, asked) and value.denominator > 1 else None
        shown = write_number(value, language, decimals)
        working = write_working(formula, self.known, language)
        return shown if working == shown else f"{working} = {shown}"

    @cached_property
    def known(self) -> dict[str, Value]:
        """All that formulas and texts of this part may use: what was drawn and computed."""
        known = {**self.values, **part_values(self.results[: self.place])}
        result = self.results[self.place]
        if isinstance(result, NumberResult) and result.shown is not None:
            known["answer"] = whole(result.shown)
        return known

    def _mistake(self, wrong: str) -> Misconception:
        return next(mistake for mistake in self.asked.mistakes if mistake.id == wrong)

    def _shown_text(self, language: str) -> str:
        reverse, shown = self.asked.reverse, self.result.shown
        assert reverse is not None  # noqa: S101 - asked of reverse exercises only
        assert shown is not None  # noqa: S101 - as above
        told = reverse.shown
        unit = told.unit[self.template.language(language)]
        return write_quantity(shown, unit, language, told.decimals, signed=told.signed)

    def _filled(self, phrases: Phrases, language: str) -> str:
        own, drawn = self.template.language(language), self.drawn or self

        def shown(name: str) -> str:
            if name == "answer":
                reverse = isinstance(self.part, NumberPart) and self.part.reverse
                return self._shown_text(own) if reverse else self.answer_text(own)
            if name == "context":
                return self.template.contexts[self.context][own]
            if name not in drawn.values:
                return drawn.at(int(name.removeprefix("part")) - 1).answer_text(own)
            value = drawn.values[name]
            if isinstance(value, tuple):
                return "; ".join(write_number(each, own) for each in value)
            return write_number(value, own)

        return phrases[own].fill(shown)
