"""A sheet put before a learner: which line is wrong, and then what the result is.

It is an exercise of two parts like any other: an option to choose, which is a line, and the
number that the drill asks for. So it is shown, answered, translated and taken back as one is.
"""

from dataclasses import dataclass

from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.exercise import NOTHING_WRONG, Exercise
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.sheet import ErrorSheet
from kpitrainer.domain.drill.shown_exercise import (
    OptionText,
    choice_of,
    number_of,
    shown_exercise,
)
from kpitrainer.domain.text.late_texts import LateTexts
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.verdict import Outcome, Rating


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The program's own words in a sheet, in each language that a deck may have.

    `which` asks for the wrong line, `nothing` is the option that there is none. `wrong` names the
    wrong line by its place, with `{say}` for what its mistake's author says: that is said to who
    makes it, not to who looks for it. `right` is told who picks a line of a right sheet, `result`
    asks for the right result, and `last` is what the last line is called.
    """

    which: LocalizedText
    nothing: LocalizedText
    wrong: LocalizedTexts
    right: LocalizedText
    result: LocalizedText
    last: LocalizedText


def correction(sheet: ErrorSheet, words: SheetWords) -> Exercise:
    """The exercise that asks for the wrong line and the result; a right sheet for the line alone.

    Its second part is judged as the drill's own, known mistakes and hints included.
    """
    drawn = sheet.exercise

    def says(place: int) -> LocalizedText | None:
        if place == sheet.wrong:
            return None
        if sheet.wrong is None or sheet.mistake is None:
            return words.right
        wrong, mistake = sheet.wrong, sheet.mistake

        def told(language: str) -> str:
            said = drawn.mistake_text(mistake, language)
            return words.wrong[language][wrong].replace("{say}", said)

        return LateTexts(drawn.template.languages, told)

    options = (
        OptionText(text, says(place)) for place, text in enumerate((*sheet.lines, words.nothing))
    )
    right = len(sheet.lines) if sheet.wrong is None else sheet.wrong
    pick = choice_of(words.which, options, in_order=True)
    number = number_of(drawn, words.result)
    parts = ((pick, ChoiceResult(right)), (number, drawn.result))
    return shown_exercise(drawn, parts, _name(sheet))


def error_told(exercise: Exercise, language: str) -> str | None:
    """Which line of a sheet is wrong, and why, to who asked for the solution before picking one.

    None where the exercise is no sheet, a line was picked, or none is wrong.
    """
    if exercise.kind != "sheet" or exercise.template.sheet == NOTHING_WRONG or exercise.place:
        return None
    return exercise.option_text(len(exercise.options(language)) - 1, language)


def recall_shown(calculation: Calculation, *, helped: bool) -> Rating:
    """The rating that a sheet proposes in a review: of the drill's one schedule.

    What is remembered is how to calculate, so the result decides, and on a right sheet, where none
    is asked, what was picked. Who finds the error and corrects it recalled all: GOOD. Who takes
    another line for wrong is told which it is and why before the result is asked: a right one is
    then recalled with that help, HARD, as after a hint. A wrong result is AGAIN, whatever was
    found.
    """
    judged = calculation.judged
    if not calculation.done or calculation.gives_away:
        return Rating.AGAIN
    if judged[-1].verdict.outcome is not Outcome.RIGHT:
        return Rating.AGAIN
    return Rating.HARD if helped or not calculation.is_right else Rating.GOOD


def _name(sheet: ErrorSheet) -> str:
    """How the log names what was wrong: "2:marge-brute" for the second line, "0" for nothing."""
    return NOTHING_WRONG if sheet.wrong is None else f"{sheet.wrong + 1}:{sheet.mistake}"
