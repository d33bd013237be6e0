"""Whether the step that a mistake is said to spoil is the one its calculation leaves."""

from collections.abc import Iterator

from kpitrainer.domain.drill.sheet_plan import SheetPlan, placed_mistakes, try_draws
from kpitrainer.domain.drill.template import Misconception, NumberPart, Template
from kpitrainer.domain.drill.trial_draws import DRAWS
from kpitrainer.domain.drill.wrong_lines import WrongLine
from kpitrainer.domain.errors import Fault, FieldPath

_ENOUGH = 200
"""Where a drill is drawn less often, as there are very many, this is not looked at."""


def mistake_step_faults(template: Template, draws: int = DRAWS) -> Iterator[Fault]:
    """The mistakes whose `step` is right in itself in their own calculation, each once."""
    told: set[FieldPath] = set()
    for form in template.forms if draws >= _ENOUGH else ():
        for number, part in enumerate(form.parts):
            for fault in _of_part(form, number, part) if isinstance(part, NumberPart) else ():
                moved = fault._replace(path=form.source_path(fault.path))
                if moved.path not in told:
                    told.add(moved.path)
                    yield moved


def _of_part(form: Template, number: int, part: NumberPart) -> Iterator[Fault]:
    if all(mistake.step is None for mistake in part.mistakes):
        return
    plan = placed_mistakes(form, number, try_draws(form))
    for place, mistake in enumerate(part.mistakes if plan else ()):
        spoilt = _elsewhere(plan, mistake) if plan else None
        if spoilt is not None and mistake.step is not None:
            yield Fault.warning(
                (*part.path, "mistakes", place, "step"),
                "deck.step-elsewhere",
                wrong=mistake.id,
                step=mistake.step + 1,
                spoilt=spoilt + 1,
            )


def _elsewhere(plan: SheetPlan, mistake: Misconception) -> int | None:
    """The step that the mistake spoils instead of its own, from 0; None where it may be that.

    Only a step that calculates can be right in itself, and only a calculation with the operations
    of the spoilt one shows that it is what stands there.
    """
    found = [wrong for wrong in plan.wrongs if wrong.mistake == mistake.id]
    names_line = any(line.works and line.step == mistake.step for line in plan.lines)
    if not names_line or any(plan.lines[each.line].step == mistake.step for each in found):
        return None
    return next((_step(plan, each) for each in found if _shows(plan, each)), None)


def _shows(plan: SheetPlan, wrong: WrongLine) -> bool:
    return wrong.alike and plan.lines[wrong.line].works and _step(plan, wrong) is not None


def _step(plan: SheetPlan, wrong: WrongLine) -> int | None:
    return plan.lines[wrong.line].step
