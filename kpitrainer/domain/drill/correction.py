"""A sheet put before a learner: which line is wrong, and then what the result is.

It is an exercise of two parts like any other: an option to choose, which is a line, and the
number that the drill asks for. So it is shown, answered, translated and taken back as one is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kpitrainer.domain.drill.exercise import NOTHING_WRONG, Exercise
from kpitrainer.domain.drill.phrase import Phrase
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.sheet import ErrorSheet
from kpitrainer.domain.drill.template import ChoicePart, Option, Phrases
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import ValueType
from kpitrainer.domain.text.late_texts import LateTexts
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts

_NEVER = Formula("0 == 1", {}, ValueType.TRUTH)
"""Which option is right stands in the result: no condition decides it."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The program's own words in a sheet, in each language that a deck may have.

    `which` asks for the wrong line, `nothing` is the option that there is none; `wrong` names
    the wrong line by its place, and `right` is told who picks a line of a right sheet. `result`
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
    drawn, template = sheet.exercise, sheet.exercise.template
    languages = template.languages

    def asked(language: str) -> str:
        return f"{drawn.ask(language).rstrip()}\n"

    def says(place: int) -> Phrases | None:
        if place == sheet.wrong:
            return None
        if sheet.wrong is None or sheet.mistake is None:
            return _texts(words.right, languages)
        wrong, mistake = sheet.wrong, sheet.mistake

        def told(language: str) -> str:
            return f"{words.wrong[language][wrong]} {drawn.mistake_text(mistake, language)}"

        return _late(told, languages)

    options = tuple(
        Option(_texts(text, languages), _NEVER, says(place))
        for place, text in enumerate((*sheet.lines, words.nothing))
    )
    right = len(sheet.lines) if sheet.wrong is None else sheet.wrong
    pick = ChoicePart(
        path=(),
        ask=_texts(words.which, languages),
        options=options,
        in_order=True,
    )
    number = replace(
        drawn.asked,
        ask=_texts(words.result, languages),
        hints=_each(len(drawn.asked.hints), drawn.hints, languages),
        steps=_each(len(drawn.asked.steps), drawn.steps, languages),
        mistakes=tuple(
            replace(
                mistake,
                say=_late(partial(drawn.mistake_text, mistake.id), languages),
            )
            for mistake in drawn.asked.mistakes
        ),
    )
    return Exercise(
        template=replace(
            template,
            parts=(pick, number),
            intro=_late(asked, languages),
            sheet=_name(sheet),
            picture=None,  # it would show what the line should come to
        ),
        seed=drawn.seed,
        context=drawn.context,
        values=drawn.known,
        results=(ChoiceResult(right), drawn.result),
    )


def error_told(exercise: Exercise, language: str) -> str | None:
    """Which line of a sheet is wrong, and why, to who asked for the solution before picking one.

    None where the exercise is no sheet, a line was picked, or none is wrong.
    """
    if exercise.template.sheet in ("", NOTHING_WRONG) or exercise.place:
        return None
    return exercise.option_text(len(exercise.options(language)) - 1, language)


def _name(sheet: ErrorSheet) -> str:
    """How the log names what was wrong: "2:marge-brute" for the second line, "0" for nothing."""
    return NOTHING_WRONG if sheet.wrong is None else f"{sheet.wrong + 1}:{sheet.mistake}"


def _texts(texts: LocalizedText, languages: Sequence[str]) -> Phrases:
    """Texts as they are, without anything to fill in."""
    return _late(texts.__getitem__, languages)


def _late(text: Callable[[str], str], languages: Sequence[str]) -> Phrases:
    """A text without anything to fill in, written in a language once that is read."""
    return LateTexts(languages, lambda language: Phrase((text(language),)))


def _each(
    count: int, texts: Callable[[str], Sequence[str]], languages: Sequence[str]
) -> tuple[Phrases, ...]:
    """The first `count` of some texts, which `texts` gives in a language, one by one."""
    every = LateTexts(languages, texts)

    def one(place: int) -> Phrases:
        return _late(lambda language: every[language][place], languages)

    return tuple(map(one, range(count)))
