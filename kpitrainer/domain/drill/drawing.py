"""Drawing exercises: from a seed, with some numbers fixed or all of them given."""

from collections.abc import Mapping
from functools import partial
from random import Random
from types import MappingProxyType

from kpitrainer.domain.drill.drawn_values import written
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import (
    Refusal,
    RefusedError,
    check_guards,
    compute_lets,
    evaluated,
    part_values,
    refuse_unfair,
    work_out,
)
from kpitrainer.domain.drill.template import Choices, GivenSource, Range, Template
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import (
    EvaluationError,
    Exact,
    Value,
    Values,
    exact,
    whole,
)

MAX_DRAWS = 1000
"""How many draws are tried before a template counts as one that cannot be drawn."""

_WIDEST = 1 << 50
"""The most values a range may have: `random()` tells no more apart."""

_NOTHING: Values = MappingProxyType({})


def draw(template: Template, seed: int, fixed: Values = _NOTHING) -> Exercise:
    """The exercise of `seed`, the same on every machine and Python.

    `fixed` holds given values that are not drawn. Raises KpiTrainerError ("drill.cannot-draw")
    where ATTEMPTS draws are refused.
    """
    chance = Random(seed)  # noqa: S311 - practice, not a secret
    form = choose_form(template, chance)
    for _ in range(MAX_DRAWS):
        try:
            return draw_once(form, chance, seed, fixed)
        except RefusedError:
            continue
    raise KpiTrainerError("drill.cannot-draw", drill=template.id, draws=MAX_DRAWS)


def draw_once(
    template: Template, chance: Random, seed: int | None = None, fixed: Values = _NOTHING
) -> Exercise:
    """One draw; raises RefusedError where it makes no fair exercise."""
    template = choose_form(template, chance)
    context = int(chance.random() * len(template.contexts))
    values: dict[str, Value] = {}
    check_guards(template, "", values)
    for name, source in template.given.items():
        if name in fixed:
            values[name] = fixed[name]
        else:
            value = evaluated(partial(sample, source, chance), values, ("given", name))
            if value is None:
                raise RefusedError(Refusal.EMPTY_RANGE, ("given", name))
            values[name] = value
        check_guards(template, name, values)
    exercise = _computed(template, values, context, seed)
    check_fair(exercise)
    return exercise


def instance(template: Template, given: Values) -> Exercise:
    """The exercise with these `given` values, however fair; raises RefusedError.

    `template` is one of a drill's forms, `given` holds every name of its `given`; conditions
    are not asked.
    """
    values: dict[str, Value] = {
        name: tuple(map(whole, value)) if isinstance(value, tuple) else whole(value)
        for name, value in given.items()
    }
    return _computed(template, values, 0, None, guarded=False)


def drawn_text(exercise: Exercise) -> str:
    """The variant and the drawn values: "seul: P=110, notes=3;1;4"."""
    values = ((name, written(value).rstrip(";")) for name, value in exercise.given.items())
    drawn = ", ".join(f"{name}={value}" for name, value in values)
    return f"{exercise.template.variant}: {drawn}" if exercise.template.variant else drawn


def check_fair(exercise: Exercise) -> None:
    """Raise RefusedError where a part of the exercise could be judged unfairly."""
    known: Mapping[str, Value] = exercise.values
    for place, part in enumerate(exercise.template.parts):
        if place:
            known = {**exercise.values, **part_values(exercise.results[:place])}
        refuse_unfair(part, exercise.results[place], known, exercise.template)


def choose_form(template: Template, chance: Random) -> Template:
    """The variant that `chance` draws, or the template itself; a form draws none."""
    if not template.variants:
        return template
    return template.variants[int(chance.random() * len(template.variants))]


def _computed(
    template: Template,
    values: dict[str, Value],
    context: int,
    seed: int | None,
    *,
    guarded: bool = True,
) -> Exercise:
    compute_lets(template, values, guarded=guarded)
    return Exercise(
        template=template,
        seed=seed,
        context=context,
        values=values,
        results=work_out(template, values),
    )


def sample(source: GivenSource, chance: Random, values: Values) -> Value | None:
    """A value of `source`, whose bounds may use `values`; None where its range is empty.

    Raises EvaluationError.

    Only `chance.random()` is used: other methods of Random differ between Python versions.
    """
    if isinstance(source, Choices):
        return source.options[int(chance.random() * len(source.options))].value(values)
    if isinstance(source, Range):
        return _in_range(source, values, chance)
    count = source.fewest + int(chance.random() * (source.most - source.fewest + 1))
    drawn = []
    for _ in range(count):
        value = _in_range(source.each, values, chance)
        if value is None:
            return None
        drawn.append(value)
    return tuple(drawn)


def _in_range(source: Range, values: Values, chance: Random) -> Exact | None:
    low, low_below = source.low.tree.ratio(values)
    step, step_below = source.step.tree.ratio(values)
    if step <= 0:
        raise EvaluationError("drill.step", source.step.column)
    high, high_below = source.high.tree.ratio(values)
    width = (high * low_below - low * high_below) * step_below
    count = width // (low_below * high_below * step) + 1
    if count < 1:
        return None
    if count > _WIDEST:
        raise EvaluationError("drill.wide-range", source.low.column)
    nth = int(chance.random() * count)
    return exact((low * step_below + nth * step * low_below, low_below * step_below))
