"""`kpitrainer drill --json` and `--preview`: exercises shown, not asked; nothing is stored."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.drill_choice import ChosenDrills, DrillChoice, chosen_drills
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawing import choose_form, draw, drawn_text
from kpitrainer.domain.drill.drawn_values import written
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import ChoiceResult, mistake_values, natural_decimals
from kpitrainer.domain.drill.template import ChoicePart, ListOf, Template
from kpitrainer.domain.drill.trial_draws import trial_draws
from kpitrainer.domain.drill.unit import unit_name
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import Value, Values
from kpitrainer.domain.formula.formula import FormulaError, compile_formula
from kpitrainer.domain.formula.writer import aligned
from kpitrainer.domain.text.number import MINUS, round_half_away, write_number
from kpitrainer.domain.verdict import Outcome, Verdict
from kpitrainer.i18n import Translator
from kpitrainer.plain.figure_told import asked_figure, solved_figure
from kpitrainer.study.mistake_drilling import seed_showing
from kpitrainer.wording import verdict_line

_WIDTH = 76
"""Columns of a solution beside its margin."""

_REASONS = 3
"""So many reasons, the commonest, are told why there is no exercise with given values."""


def drill_json(
    context: CliContext,
    drills: ChosenDrills,
    *,
    seed: int | None,
    count: int | None,
    answer: str | None,
) -> int:
    """Print `count` exercises of these drills in turns, one object a line.

    Without `count` it is one of each drill named, or one. The first has the seed `seed`, each
    further one the next, or one by which its mistake can show; `answer` is judged against each.
    """
    library, cards = drills.library, drills.cards
    chance = Random()  # noqa: S311 - seeds of questions, not secrets
    for place in range(drills.count(count)):
        card = cards[place % len(cards)]
        language = library.language(card, context.translate.language)
        if isinstance(card.content, Drill):
            number = int(chance.random() * 2**53) if seed is None else seed + place
            if made := drills.made.get(card.key):
                number = seed_showing(card, made, place // len(cards), number)
            exercise = draw(card.content.template, number)
            told = {
                "id": card.key.card,
                "seed": number,
                **_object(context.translate, exercise, language),
            }
            if answer is not None:
                told |= _judged(context, exercise, answer, language)
            write_json(told)
    return DONE


def _object(translate: Translator, exercise: Exercise, language: str) -> dict[str, object]:
    """The exercise; a drill of one part has the part's own fields, others a list of parts."""
    told = drawn_object(exercise, language)
    if solved := solved_figure(translate, exercise, language):
        told["figure_solved"] = solved
    parts = []
    for place in range(len(exercise.results)):
        part = exercise.at(place)
        asked = asked_figure(translate, part, language)
        figure: dict[str, object] = {"figure": asked} if asked else {}
        parts.append({**_part_object(part, language), **figure})
    return {**told, **parts[0]} if len(parts) == 1 else {**told, "parts": parts}


def drawn_object(exercise: Exercise, language: str) -> dict[str, object]:
    """What was drawn: the variant, the given values, and the table where there is one."""
    told: dict[str, object] = {}
    if exercise.template.variant:
        told["variant"] = exercise.template.variant
    told["given"] = given_values(exercise)
    if table := exercise.table(language):
        told["table"] = {"heads": table.heads, "rows": table.rows}
    return told


def _part_object(exercise: Exercise, language: str) -> dict[str, object]:
    ask = exercise.ask(language).rstrip("\n")
    if options := exercise.options(language):
        return {"ask": ask, "options": options, "answer": exercise.answer_text(language)}
    asked = exercise.asked.answer
    unit = asked.unit[language]
    return {
        "ask": ask,
        "answer": exact_text(exercise.answer, asked.decimals),
        # A sign is the same in every language.
        "unit": unit if unit == "×" else unit_name(unit, language),
        "mistakes": {
            name: exact_text(value, natural_decimals(value, asked.decimals))
            for name, value in exercise.mistakes.items()
        },
    }


def _judged(
    context: CliContext, exercise: Exercise, answer: str, language: str
) -> dict[str, object]:
    """The verdict on an answer to the first part; of options, on one of their texts."""
    options = exercise.options(language)
    if not options:
        verdict, _ = Calculation(exercise).answer(answer, language)
    elif answer in options:
        verdict, _ = Calculation(exercise).choose(options.index(answer), language)
    else:
        verdict = Verdict(Outcome.UNCLEAR)
    return {
        "verdict": str(verdict.outcome),
        "mistake": verdict.mistake,
        "say": verdict_line(context.translate, verdict),
    }


def given_values(exercise: Exercise) -> dict[str, object]:
    """The given values by name, as a program reads them."""
    return {name: _given(value) for name, value in exercise.given.items()}


def _given(value: object) -> object:
    """A drawn value: whole numbers as they are, others as exact text, lists of these."""
    if isinstance(value, tuple):
        return [_given(each) for each in value]
    return value if isinstance(value, int) else str(value)


def exact_text(value: Fraction, decimals: int) -> str:
    """`value` rounded to `decimals`, as programs write it: "-1250.50"."""
    text = write_number(round_half_away(value, decimals), "en", decimals)
    return text.replace(",", "").replace(MINUS, "-")


def drill_preview(
    context: CliContext, choice: DrillChoice, fixed: Sequence[str], *, count: int, seed: int | None
) -> int:
    """Print `count` exercises of each drill chosen, with answers, hints and mistakes' values.

    `fixed` holds values as `P=110`; without `seed` the numbers are always new.

    Raises:
        UsageError: no drill is chosen, or a value cannot be taken.
    """
    if not choice.anything:
        raise UsageError("drill.preview-which")
    drills = chosen_drills(context, choice)
    library = drills.library
    first = int(Random().random() * 2**53) if seed is None else seed  # noqa: S311 - no secret
    for card in drills.cards:
        if isinstance(card.content, Drill):
            template = card.content.template
            language = library.language(card, context.translate.language)
            values = {form.variant: fixed_values(form, fixed) for form in template.forms}
            exercises = [_drawn(context, template, first + place, values) for place in range(count)]
            _tell_trial_draws(context, template, language)
            for exercise in exercises:
                _tell(context, exercise, language)
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
        except FormulaError as error:
            raise UsageError("drill.with-value", name=name, value=written) from error
        values[name] = numbers if is_list else numbers[0]
    return values


def _drawn(
    context: CliContext, template: Template, seed: int, values: Mapping[str, Values]
) -> Exercise:
    """The exercise of `seed`, or why there is none with these values."""
    form = choose_form(template, Random(seed))  # noqa: S311 - practice, not a secret
    fixed = values[form.variant]
    if not fixed:
        return draw(template, seed)
    try:
        return draw(form, seed, fixed)
    except KpiTrainerError as error:
        refusals = trial_draws(form, fixed=fixed).reasons
        raise UsageError(
            "drill.with-impossible",
            drill=template.id,
            values=", ".join(
                f"{name}={written(value).rstrip(';')}" for name, value in fixed.items()
            ),
            why=" · ".join(
                context.translate(f"drill.refused-{why}", count=count)
                for why, count in refusals.most_common(_REASONS)
            ),
        ) from error


def _tell_trial_draws(context: CliContext, template: Template, language: str) -> None:
    context.tell("drill.preview-title", title=template.title[language], drill=template.id)
    for form in template.forms:
        found = trial_draws(form)
        code = "drill.preview-variant" if form.variant else "drill.preview-accepted"
        context.tell(code, name=form.variant, accepted=found.accepted, drawn=found.drawn)
        for why, count in found.reasons.most_common():
            context.tell(
                "drill.preview-reason",
                reason=context.translate(f"drill.refused-{why}", count=count),
            )


def _tell(context: CliContext, exercise: Exercise, language: str) -> None:
    console = context.console
    console.say()
    context.tell("drill.preview-seed", seed=str(exercise.seed), values=drawn_text(exercise))
    table = exercise.table(language)
    for line in table.lines() if table else ():
        console.say(f"  {line}")
    for place, result in enumerate(exercise.results):
        part = exercise.at(place)
        console.say(part.ask(language).rstrip("\n"))
        if figure := asked_figure(context.translate, part, language):
            console.say(figure)
        if isinstance(result, ChoiceResult):
            _tell_options(context, part, language)
        context.tell("drill.preview-answer", answer=part.answer_text(language))
        if not isinstance(result, ChoiceResult):
            _tell_mistakes(context, part, language)
        for line in aligned(part.steps(language), _WIDTH):
            console.say(f"  {line}")
        for number, hint in enumerate(part.hints(language), 1):
            context.tell("drill.preview-hint", number=number, hint=hint.rstrip("\n"))
    if figure := solved_figure(context.translate, exercise, language):
        console.say(figure)


def _tell_options(context: CliContext, part: Exercise, language: str) -> None:
    """Each option, the right one marked, the others with what is told to who chooses them."""
    assert isinstance(part.part, ChoicePart)  # noqa: S101 - asked of choices only
    for place, option in enumerate(part.options(language)):
        right = place == part.right_option
        context.console.say(f"  {'✓' if right else '✗'} {option}")
        wrong, says = part.part.options[place].wrong, part.option_text(place, language)
        if not right and (wrong or says):
            context.console.say("      " + "  ".join(filter(None, (wrong, says))).rstrip("\n"))


def _tell_mistakes(context: CliContext, part: Exercise, language: str) -> None:
    """The known mistakes with their values and what is told to who makes them."""
    rows = mistake_values(part.mistakes, part.asked.answer.decimals, language)
    longest = max(map(len, rows), default=0)
    widest = max(map(len, rows.values()), default=0)
    for wrong, shown in rows.items():
        says = part.mistake_text(wrong, language)
        context.console.say(f"  ✗ {wrong:<{longest}}  {shown:>{widest}}  {says}")
