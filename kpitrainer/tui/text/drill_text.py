"""A drill’s texts, part by part: its data, what was answered, the worked solution."""

from collections.abc import Sequence

from textual.content import Content

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.drill import drawn_picture, picture_result
from kpitrainer.domain.drill.correction import error_told
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.faded_exercise import begun, is_worked
from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.formula.writer import aligned
from kpitrainer.domain.verdict import Outcome, Verdict
from kpitrainer.i18n import Translator
from kpitrainer.tui.text.formatted_content import shown
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED
from kpitrainer.tui.text.marks import MARKS
from kpitrainer.tui.text.picture_text import draw_picture
from kpitrainer.wording import render, verdict_line

STEP = "·"
SLIP = "→"
"""The step of a solution, right in itself, at which the learner went another way."""

_TALL = 7
"""A longer table lies on its side where it fits."""


def table(attempt: Attempt, width: int) -> Content:
    """The data of a drill, numbers to the right, in at most `width` cells if possible."""
    data = attempt.table
    if data is None:
        return Content("")
    if len(data.rows) > _TALL:
        data = _on_its_side(data, width) or data
    first, *others = data.lines()
    head = Content.styled(first, MUTED if data.heads else "")
    return Content("\n").join([head, *(Content(line) for line in others)])


def _on_its_side(data: Table, width: int) -> Table | None:
    """Columns as rows; None where that is too wide."""
    lines = (data.heads, *data.rows) if data.heads else data.rows
    turned = tuple(zip(*lines, strict=True))
    numeric = (False, *(True for _ in turned[0][1:]))
    lying = Table(heads=turned[0], rows=turned[1:], numeric=numeric)
    return lying if max(map(len, lying.lines())) <= width else None


def asked_picture(translate: Translator, attempt: Attempt, width: int) -> Content:
    """A drill's picture beside its question, without what is to be found."""
    exercise = attempt.exercise
    picture = drawn_picture.asked_picture(exercise, attempt.language) if exercise else None
    return draw_picture(translate, picture, width) if picture and width > 0 else Content("")


def solved_picture(translate: Translator, attempt: Attempt, width: int) -> Content:
    """A closed drill's picture beside its solution, with the learner's result."""
    if not (attempt.closed and attempt.calculation and width > 0):
        return Content("")
    picture = picture_result.solved_picture(attempt.calculation, attempt.language)
    return draw_picture(translate, picture, width) if picture else Content("")


def earlier_parts(translate: Translator, attempt: Attempt, width: int) -> Content:
    """The parts answered before the one in hand, each with its verdict; a solution begun."""
    _, count = attempt.part
    if attempt.exercise and (steps := begun(attempt.exercise, attempt.language)):
        # Once it is answered, the whole solution stands there.
        return Content("") if attempt.closed else _begun(translate, steps, width)
    is_sheet = attempt.exercise is not None and attempt.exercise.kind == "sheet"
    if is_sheet and attempt.judged and count > 1:
        return _sheet(translate, attempt)
    # The last part's verdict is shown below; one that was given up has none.
    done = attempt.judged[: count - 1]
    lines = []
    for place, judged in enumerate(done, start=1):
        mark, style = MARKS[judged.verdict.outcome]
        given = translate("calc.part", number=place, total=count)
        lines.append(Content.assemble((f"{given}   ", MUTED), (f"{mark} ", style), judged.said))
        told = verdict_line(translate, judged.verdict)
        right = judged.exercise.answer_text(attempt.language)
        if judged.verdict.outcome is not Outcome.RIGHT:
            told = f"{told} {translate('calc.right-was', answer=right)}"
        lines.append(Content.styled(f"  {told}", MUTED))
    return Content("\n").join(lines)


def is_read(attempt: Attempt) -> bool:
    """Whether it is read from its top on, as a drill that is shown with its solution."""
    return is_worked(attempt.exercise)


def _begun(translate: Translator, steps: Sequence[str], width: int) -> Content:
    """The steps that are shown, and the open one."""
    aligned_steps = aligned(steps, width - 2)
    lines = (Content.assemble((f"{STEP} ", MUTED), shown(line)) for line in aligned_steps)
    return Content("\n").join([Content.styled(translate("review.begun"), ACCENT), *lines])


def _sheet(translate: Translator, attempt: Attempt) -> Content:
    """The lines of a sheet once one was picked, the wrong one marked, and what was told of it."""
    judged, language = attempt.judged[0], attempt.language
    texts, wrong = judged.exercise.options(language), judged.exercise.right_option
    lines = []
    for place, text in enumerate(texts):
        if place == judged.option:
            mark, style = MARKS[judged.verdict.outcome]
        elif place == wrong:
            mark, style = SLIP, BAD
        elif place == len(texts) - 1:
            continue  # there is something to correct
        else:
            mark, style = " ", ""
        shown = (text, "bold" if place == wrong else "")
        lines.append(Content.assemble((f"{mark} ", style), (f"{place + 1}  ", MUTED), shown))
    lines.append(Content.styled(f"  {verdict_line(translate, judged.verdict)}", MUTED))
    return Content("\n").join(lines)


def drill_verdict(translate: Translator, attempt: Attempt, told: Verdict) -> Content:
    """What became of the answer in hand: what was typed, the verdict, the mistake's working."""
    if not attempt.closed and told.outcome is not Outcome.UNCLEAR:
        return Content("")  # it stands among the earlier parts
    if attempt.closed and len(attempt.judged) < attempt.part[1]:  # the solution was asked for
        why = error_told(attempt.exercise, attempt.language) if attempt.exercise else None
        return shown(why or "")
    mark, style = MARKS[told.outcome]
    lines = []
    if attempt.closed and attempt.mode is Mode.DRILL:
        lines.append(Content.assemble((translate("review.yours"), MUTED), " ", attempt.tries[-1]))
    lines.append(Content.assemble((f"{mark} ", style), shown(verdict_line(translate, told))))
    if attempt.closed and told.mistake and attempt.judged:
        working = attempt.judged[-1].exercise.mistake_working(told.mistake, attempt.language)
        lines.append(Content(f"  {translate('review.working', working=working)}"))
    if attempt.calculation and attempt.calculation.suspected:
        suspected = attempt.calculation.suspected_working(attempt.language)
        lines.append(Content(f"  {translate('calc.suspected', working=suspected)}"))
    return Content("\n").join(lines)


def worked_solution(
    translate: Translator, attempt: Attempt, exercise: Exercise, width: int
) -> Content:
    """The steps with the learner's numbers, equals signs aligned, the spoilt step marked."""
    steps: Sequence[str] = [render(translate, line) for line in attempt.solution]
    spoilt = attempt.wrong_step
    if attempt.calculation and attempt.calculation.asks_choice:
        steps = steps[1:]  # it is marked where it stands, or told in the head
        spoilt = None if spoilt is None else spoilt - 1
    head = Content.styled(translate("review.solution"), ACCENT)
    single = attempt.part[1] == 1 and attempt.mode is Mode.DRILL
    if single or attempt.mode is Mode.REVEAL:
        answer = exercise.answer_text(attempt.language)
        head = Content.assemble(head, "  ", shown(answer, "bold"))
    lines = [head]
    for place, line in enumerate(aligned(steps, width - 2)):
        if place == spoilt:
            here = f"  {translate('review.slipped-here')}"
            lines.append(Content.assemble((f"{SLIP} ", BAD), shown(line), (here, BAD)))
        else:
            lines.append(Content.assemble((f"{STEP} ", MUTED), shown(line)))
    lines += _parts_not_reached(translate, attempt, exercise)
    return Content("\n").join(lines) if len(lines) > 1 else Content("")


def _parts_not_reached(
    translate: Translator, attempt: Attempt, exercise: Exercise
) -> list[Content]:
    """The parts after the one at which the solution was asked for."""
    present, count = attempt.part
    if len(attempt.judged) == count:
        return []
    lines = []
    for number in range(present + 1, count + 1):
        part = exercise.at(number - 1)
        told = translate("calc.part", number=number, total=count)
        asked = shown(part.ask_part(attempt.language))
        lines.append(Content.assemble((f"{told}   ", MUTED), asked))
        lines.append(Content.assemble("  ", (part.answer_text(attempt.language), "bold")))
    return lines
