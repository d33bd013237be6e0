"""What decides between two readings of a number: what is asked for, and the figures printed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.text.number import MARKS, NARROW_SPACE, ParsedNumber, Unclear

_SPACES = f"{NARROW_SPACE}\u00a0"
_FIGURE = re.compile(rf"[0-9](?:[0-9.,{_SPACES}]*[0-9])?")
_GROUPED = {
    NARROW_SPACE: re.compile(rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?:,[0-9]+)?"),
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
}
"""By what stands between thousands."""

_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The number asked for: its unit in `language` and in all, and how many decimals it has.

    `answer` is it, rounded; `figures` gives the numbers the learner has before them. Where these
    are not known, as in a number of no exercise, nothing decides but the digits.
    """

    language: str
    unit: str = ""
    units: tuple[str, ...] = ()
    decimals: int | None = None
    answer: Fraction | None = None
    figures: Callable[[], frozenset[Fraction]] = frozenset

    def decide(self, number: ParsedNumber | Unclear, *, alone: bool) -> ParsedNumber | Unclear:
        """The reading of an ambiguous number that is left, if one is; else as it came.

        First as this language writes numbers: a figure of the exercise, or, `alone`, a number
        with the decimals asked for. Then as other languages do: a figure of the exercise, and
        alone only one that is the answer, as no other could be meant.
        """
        if isinstance(number, ParsedNumber) or not number.readings:
            return number
        small, large = number.readings
        own = {MARKS[self.language][0]: large, MARKS[self.language][1]: small}.get(number.mark)
        figures = self.figures()
        known = [one for one in (small, large) if abs(one.value) in figures]
        asked = self._as_asked(small, large) if alone else None
        if own is not None and (own in known or own is asked):
            return own
        if alone:
            known = [one for one in known if one.value == self.answer]
        return known[0] if known else number

    def _as_asked(self, small: ParsedNumber, large: ParsedNumber) -> ParsedNumber | None:
        """The whole number where one is asked for, the decimal where its decimals are."""
        if self.decimals == 0:
            return large
        return small if self.decimals and self.decimals >= small.decimals else None


def wanted_number(exercise: Exercise, language: str) -> Wanted:
    """What is asked for at the exercise's part, to a reader of `language`."""
    own = exercise.template.language(language)
    answer = exercise.asked.answer
    return Wanted(
        own,
        answer.unit[own],
        tuple(dict.fromkeys(answer.unit.values())),
        answer.decimals,
        exercise.answer,
        lambda: printed_figures(exercise, own),
    )


def printed_figures(exercise: Exercise, language: str) -> frozenset[Fraction]:
    """The numbers in the exercise's question, table, hints and solution, up to its part.

    Its answer counts only where the question or an earlier part tells it.
    """
    told = {figure for text in _told(exercise, language) for figure in figures_in(text, language)}
    solution = (*exercise.hints(language), *exercise.steps(language))
    worked = {figure for text in solution for figure in figures_in(text, language)}
    return frozenset(told | (worked - {abs(exercise.answer), abs(exercise.exact)}))


def _told(exercise: Exercise, language: str) -> Iterator[str]:
    yield exercise.ask(language)
    if table := exercise.table(language):
        yield from table.heads
        yield from (cell for row in table.rows for cell in row)
    for place in range(exercise.place):
        earlier = exercise.at(place)
        yield earlier.ask_part(language)
        yield from earlier.hints(language)
        yield from earlier.steps(language)
        yield earlier.answer_text(language)


def figures_in(text: str, language: str) -> Iterator[Fraction]:
    """The numbers in a text of the program, which has one way to write them."""
    for found in _FIGURE.finditer(text):
        digits = found.group()
        thousands, _ = MARKS[language]
        if _GROUPED[thousands].fullmatch(digits):
            digits = re.sub("," if thousands == "," else f"[{_SPACES}]", "", digits)
        if _DECIMAL.fullmatch(number := digits.replace(",", ".")):
            yield Fraction(number)
