"""Solutions that fade: a drill shown worked, or asked with all but the last step of its solution.

Both are the drill's own exercise, marked with its rung: so it is judged, translated and taken
back as any. No numbers that were shown worked are asked, and as the example of a drill is always
the same, nothing has to be remembered of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.figures import figures_in
from kpitrainer.domain.drill.phrase import Phrase, Slot
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.drill.template import NumberPart, Part, Template
from kpitrainer.domain.text.number import round_half_away

EXAMPLE_SEED = 0
"""What draws the example of a drill, the same for everybody at all times."""

_TRIES = 12
"""Seeds that are tried for numbers that serve; most do at once."""

_OPEN = "… = ?"
"""What stands in the place of the calculation that is to be made."""


def example(template: Template) -> Exercise | None:
    """The problem that is shown worked; None where no example can be given.

    That is where its author wrote no steps of some part, or where there are no other numbers to
    ask for.
    """
    shown = draw(template, EXAMPLE_SEED)
    if not all(part.steps for part in shown.template.parts):
        return None
    others = (draw(template, EXAMPLE_SEED + nth) for nth in range(1, _TRIES))
    if all(is_same_problem(shown, other) for other in others):
        return None
    return _on(shown, Rung.WORKED)


def asked_anew(template: Template, seed: int) -> Exercise:
    """The exercise of `seed`, or of the next one whose numbers are not the example's."""
    return next(_others(template, seed, example(template)), None) or draw(template, seed)


def started(template: Template, seed: int, *, after_example: bool) -> Exercise | None:
    """As `asked_anew`, with its last step open; None where no step can be shown before it.

    Right `after_example` it is of the example's variant, where that one can be started.
    """
    forms = {form.variant: form for form in template.forms if _can_start(form)}
    if not forms:
        return None
    shown = example(template)
    alike = forms.get(shown.template.variant) if shown and after_example else None
    serving = (
        exercise
        for exercise in _others(alike or template, seed, shown)
        if _can_start(exercise.template) and not _tells_the_answer(exercise)
    )
    found = next(serving, None)
    return _on(found, Rung.LAST_STEP) if found else None


def begun(exercise: Exercise, language: str) -> tuple[str, ...]:
    """The solution up to its last step, and that one open; nothing on another rung."""
    if exercise.template.rung is not Rung.LAST_STEP:
        return ()
    place = _last_step(exercise.part)
    phrase = exercise.part.steps[place][exercise.template.language(language)]
    return (*exercise.steps(language)[:place], f"{_label(phrase)}{_OPEN}")


def is_worked(exercise: Exercise | None) -> bool:
    """Whether it is shown with its solution, and nothing is asked."""
    return exercise is not None and exercise.template.rung is Rung.WORKED


def rung_of(exercise: Exercise) -> Rung:
    """The rung on which an exercise is asked."""
    return Rung.FIND_ERROR if exercise.is_sheet else exercise.template.rung


def is_same_problem(one: Exercise, other: Exercise) -> bool:
    """Whether two exercises of a drill have the same numbers."""
    return one.template.variant == other.template.variant and one.given == other.given


def _others(template: Template, seed: int, shown: Exercise | None) -> Iterator[Exercise]:
    """Exercises with other numbers than the one `shown`, from `seed` on; each has its own seed."""
    for nth in range(_TRIES):
        exercise = draw(template, seed + nth)
        if shown is None or not is_same_problem(shown, exercise):
            yield exercise


def _on(exercise: Exercise, rung: Rung) -> Exercise:
    return replace(exercise, template=replace(exercise.template, rung=rung))


def _can_start(form: Template) -> bool:
    """Whether there is a step before the one that comes to the result; of a lone part."""
    return len(form.parts) == 1 and _last_step(form.parts[0]) > 0


def _last_step(part: Part) -> int:
    """The first step that tells the result, from 0: it and what follows is open; 0 for none."""
    if not isinstance(part, NumberPart):
        return 0
    asked = Slot(part.reverse.name if part.reverse else "answer")
    telling = (
        place
        for place, step in enumerate(part.steps)
        if any(asked in phrase.pieces for phrase in step.values())
    )
    return next(telling, 0)


def _label(phrase: Phrase) -> str:
    """What the step that is open is called: « Avec les nouveaux : »."""
    first = phrase.pieces[0] if phrase.pieces else ""
    if isinstance(first, Slot) or ":" not in first:
        return ""
    return f"{first[: first.index(':') + 1]} "


def _tells_the_answer(exercise: Exercise) -> bool:
    """Whether the steps that are shown have a number that is the answer, by chance or rounded."""
    answer, decimals = abs(exercise.answer), exercise.asked.answer.decimals
    place = _last_step(exercise.part)

    def is_told(figure: Fraction) -> bool:
        return answer in (figure, round_half_away(figure, decimals))

    return any(
        is_told(figure)
        for language in exercise.template.languages
        for step in exercise.steps(language)[:place]
        for figure in figures_in(step, exercise.template.language(language))
    )
