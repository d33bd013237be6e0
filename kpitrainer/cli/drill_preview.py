"""`kpitrainer drill ID --preview N`: exercises with their answers, for who writes drills."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from kpitrainer.bootstrap import load_library
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE, UsageError
from kpitrainer.domain.cards.card import Drill
from kpitrainer.domain.drill.drawing import MAX_DRAWS, draw, draw_once
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import (
    ChoiceResult,
    Refusal,
    RefusedError,
    natural_decimals,
)
from kpitrainer.domain.drill.template import ChoicePart, ListOf, Template
from kpitrainer.domain.drill.trial_draws import acceptance
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import EvaluationError, Value, Values
from kpitrainer.domain.formula.formula import FormulaError, compile_formula
from kpitrainer.domain.formula.writer import aligned
from kpitrainer.domain.text.number import write_number

_WIDTH = 76
"""Columns of a solution beside its margin."""


def drill_preview(
    call: Call, names: Sequence[str], fixed: Sequence[str], *, count: int, seed: int | None
) -> int:
    """Print `count` exercises of each drill named, with answers, hints and mistakes' values.

    `fixed` holds values as `P=110`; without `seed` the numbers are always new.

    Raises:
        UsageError: no drill is named, or a value cannot be taken.
    """
    if not names:
        raise UsageError("drill.preview-which")
    library = load_library(call.options.paths)
    call.warn_of_errors(library)
    first = int(Random().random() * 2**53) if seed is None else seed  # noqa: S311 - no secret
    for card in library.drills(names):
        if isinstance(card.content, Drill):
            template = card.content.template
            language = library.language(card, call.translate.language)
            values = {form.variant: fixed_values(form, fixed) for form in template.forms}
            exercises = [_drawn(call, template, first + place, values) for place in range(count)]
            _tell_acceptance(call, template, language)
            for exercise in exercises:
                _tell(call, exercise, language)
    return DONE


def fixed_values(template: Template, fixed: Sequence[str]) -> Values:
    """The given values in `P=110`, of a list in `notes=3;1;4`.

    Raises:
        UsageError: a name is no given one, or a value no number.
    """
    values: dict[str, Value] = {}
    for one in fixed:
        name, equals, written = one.partition("=")
        name = name.strip()
        if not equals:
            raise UsageError("drill.with-form", value=one)
        if name not in template.given:
            known = ", ".join(template.given)
            raise UsageError("drill.with-unknown", name=name, known=known or "–")
        is_list = isinstance(template.given[name], ListOf)
        try:
            numbers = tuple(
                compile_formula(each.strip(), {}).value({})
                for each in (written.rstrip(";").split(";") if is_list else [written])
            )
        except (FormulaError, EvaluationError) as error:
            raise UsageError("drill.with-value", name=name, value=written) from error
        values[name] = numbers if is_list else numbers[0]
    return values


def _drawn(call: Call, template: Template, seed: int, values: Mapping[str, Values]) -> Exercise:
    """The exercise of `seed`, or why there is none with these values."""
    chance = Random(seed)  # noqa: S311 - practice, not a secret
    form = template
    if template.variants:
        form = template.variants[int(chance.random() * len(template.variants))]
    fixed = values[form.variant]
    if not fixed:
        return draw(template, seed)
    try:
        return draw(form, seed, fixed)
    except KpiTrainerError as error:
        raise UsageError(
            "drill.with-impossible",
            drill=template.id,
            values=", ".join(f"{name}={_plain(value)}" for name, value in fixed.items()),
            why=" · ".join(
                call.translate(f"drill.refused-{why}", count=count)
                for why, count in _refusals(form, fixed)
            ),
        ) from error


def _refusals(template: Template, fixed: Values) -> list[tuple[Refusal, int]]:
    """The commonest reasons why these values give no exercise."""
    reasons: Counter[Refusal] = Counter()
    chance = Random(0)  # noqa: S311 - practice, not a secret
    for _ in range(MAX_DRAWS):
        try:
            draw_once(template, chance, None, fixed)
        except RefusedError as refused:
            reasons[refused.why] += 1
    return reasons.most_common(3)


def _tell_acceptance(call: Call, template: Template, language: str) -> None:
    call.tell("drill.preview-title", title=template.title[language], drill=template.id)
    for form in template.forms:
        found = acceptance(form)
        code = "drill.preview-variant" if form.variant else "drill.preview-accepted"
        call.tell(code, name=form.variant, accepted=found.accepted, drawn=found.drawn)
        for why, count in found.reasons.most_common():
            call.tell(
                "drill.preview-reason", reason=call.translate(f"drill.refused-{why}", count=count)
            )


def _tell(call: Call, exercise: Exercise, language: str) -> None:
    console = call.console
    console.say()
    call.tell("drill.preview-seed", seed=str(exercise.seed), values=_values(exercise))
    table = exercise.table(language)
    for line in table.lines() if table else ():
        console.say(f"  {line}")
    for place, result in enumerate(exercise.results):
        part = exercise.at(place)
        console.say(part.ask(language).rstrip("\n"))
        if isinstance(result, ChoiceResult):
            _tell_options(call, part, language)
        call.tell("drill.preview-answer", answer=part.answer_text(language))
        if not isinstance(result, ChoiceResult):
            _tell_mistakes(call, part, language)
        for line in aligned(part.steps(language), _WIDTH):
            console.say(f"  {line}")
        for number, hint in enumerate(part.hints(language), 1):
            call.tell("drill.preview-hint", number=number, hint=hint.rstrip("\n"))


def _tell_options(call: Call, part: Exercise, language: str) -> None:
    """Each option, the right one marked, the others with what is told to who chooses them."""
    assert isinstance(part.part, ChoicePart)  # noqa: S101 - asked of choices only
    for place, option in enumerate(part.options(language)):
        right = place == part.right_option
        call.console.say(f"  {'✓' if right else '✗'} {option}")
        wrong, says = part.part.options[place].wrong, part.option_text(place, language)
        if not right and (wrong or says):
            call.console.say("      " + "  ".join(filter(None, (wrong, says))).rstrip("\n"))


def _tell_mistakes(call: Call, part: Exercise, language: str) -> None:
    """The known mistakes with their values and what is told to who makes them."""
    decimals = part.asked.answer.decimals
    rows = [
        (wrong, write_number(value, language, natural_decimals(value, decimals)))
        for wrong, value in part.mistakes.items()
    ]
    longest = max((len(wrong) for wrong, _ in rows), default=0)
    widest = max((len(shown) for _, shown in rows), default=0)
    for wrong, shown in rows:
        says = part.mistake_text(wrong, language)
        call.console.say(f"  ✗ {wrong:<{longest}}  {shown:>{widest}}  {says}")


def _values(exercise: Exercise) -> str:
    drawn = ", ".join(f"{name}={_plain(value)}" for name, value in exercise.given.items())
    return f"{exercise.template.variant}: {drawn}" if exercise.template.variant else drawn


def _plain(value: Value) -> str:
    return ";".join(map(_plain, value)) if isinstance(value, tuple) else str(Fraction(value))
