"""A drawn exercise put in another form: its texts as they are, with something else asked first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.phrase import Phrase
from kpitrainer.domain.drill.results import PartResult
from kpitrainer.domain.drill.template import ChoicePart, NumberPart, Option, Part, Phrases
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import ValueType
from kpitrainer.domain.text.late_texts import LateTexts
from kpitrainer.domain.text.localized import LocalizedText

_NEVER = Formula("0 == 1", {}, ValueType.TRUTH)
"""Which option is right stands in the result: no condition decides it."""


class OptionText(NamedTuple):
    """An option, what is said to who chooses it wrongly, and the confusion that it would be."""

    text: LocalizedText
    say: LocalizedText | None = None
    wrong: str | None = None


def choice_of(
    ask: LocalizedText,
    options: Iterable[OptionText],
    steps: Iterable[LocalizedText] = (),
    *,
    in_order: bool = False,
) -> ChoicePart:
    """A part that asks for one of some options; which is right stands in its result."""
    return ChoicePart(
        path=(),
        ask=_texts(ask),
        options=tuple(
            Option(_texts(text), _NEVER, None if say is None else _texts(say), wrong)
            for text, say, wrong in options
        ),
        steps=tuple(map(_texts, steps)),
        in_order=in_order,
    )


def number_of(drawn: Exercise, ask: LocalizedText) -> NumberPart:
    """The part that `drawn` is seen at, with another question."""
    return replace(drawn.asked, ask=_texts(ask))


def shown_exercise(
    drawn: Exercise,
    parts: Sequence[tuple[Part, PartResult]],
    sheet: str,
    intro: LocalizedText | None = None,
) -> Exercise:
    """What asks for `parts` of a drawn exercise, after its question or another `intro`.

    It has no picture, which would show what is asked for.
    """
    languages = drawn.template.languages
    told = intro or LateTexts(languages, lambda language: f"{drawn.ask(language).rstrip()}\n")
    return Exercise(
        template=replace(
            drawn.template,
            parts=tuple(part for part, _ in parts),
            intro=_texts(told),
            sheet=sheet,
            picture=None,
        ),
        seed=drawn.seed,
        context=drawn.context,
        values=drawn.known,
        results=tuple(result for _, result in parts),
        drawn=drawn,
    )


def _texts(texts: LocalizedText) -> Phrases:
    """Texts as they are, without anything to fill in, each written once it is read."""
    return LateTexts(texts, lambda language: Phrase((texts[language],)))
