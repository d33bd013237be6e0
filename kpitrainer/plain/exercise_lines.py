"""A calculation in lines: its table, what became of each part, its worked solution."""

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.drill.calculation import JudgedPart
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.drill.typed_answer import shown_value
from kpitrainer.domain.verdict import Outcome
from kpitrainer.i18n import Translator
from kpitrainer.plain.plain_context import PlainContext
from kpitrainer.wording import render, verdict_line


def introduce(context: PlainContext, attempt: Attempt) -> None:
    """Say the data, once, and which of several questions follows."""
    number, total = attempt.part
    if attempt.table and not attempt.judged:
        for line in table_lines(context.translate, attempt.table):
            context.console.say(line)
    if total > 1:
        context.tell("plain.part", number=number, total=total)


def table_lines(translate: Translator, table: Table) -> tuple[str, ...]:
    """A table, a line a row; each cell with its column's head, so that a line says it all.

    The head of a lone column is said once, above it.
    """
    if len(table.heads) < 2:  # noqa: PLR2004 - a lone column has no other to be told from
        return table.lines()
    widths = [max(map(len, column)) for column in zip(*table.rows, strict=True)]
    return tuple(
        "  ".join(
            _cell(translate, head, cell.rjust(width) if right else cell.ljust(width))
            for head, cell, width, right in zip(
                table.heads, row, widths, table.numeric, strict=True
            )
        ).rstrip()
        for row in table.rows
    )


def _cell(translate: Translator, head: str, cell: str) -> str:
    return translate("plain.cell", head=head, cell=cell) if head else cell


def tell_value(context: PlainContext, exercise: Exercise, typed: str, language: str) -> None:
    """Say what a calculation typed as the answer to this part comes to."""
    value = shown_value(typed, wanted_number(exercise, language))
    if value is not None:
        context.tell("plain.value", value=value)


def tell_part(context: PlainContext, attempt: Attempt) -> None:
    """Say how the part stands that was answered last, before the next one is asked."""
    judged = attempt.judged[-1]
    tell_verdict(context, judged, attempt.language)
    if judged.verdict.outcome is not Outcome.RIGHT or judged.verdict.message:
        context.tell("plain.solution", solution=judged.exercise.answer_text(attempt.language))


def tell_verdict(context: PlainContext, judged: JudgedPart, language: str) -> None:
    """Say what a calculation comes to, the verdict, and what a known mistake has calculated."""
    if judged.option is None:
        tell_value(context, judged.exercise, judged.said, language)
    context.console.say(verdict_line(context.translate, judged.verdict))
    if judged.verdict.mistake:
        working = judged.exercise.mistake_working(judged.verdict.mistake, language)
        context.tell("plain.working", working=working)


def show_solution(context: PlainContext, attempt: Attempt, exercise: Exercise) -> None:
    """Say the right answers not said yet and the worked solution, the wrong step marked."""
    present, total = attempt.part
    # What was answered before the last part has been told then.
    for place in range(min(len(attempt.judged), total - 1), total):
        part = exercise.at(place)
        answer = part.answer_text(attempt.language)
        if place >= present:  # it was never asked
            context.tell("plain.part", number=place + 1, total=total)
            context.console.say(part.ask_part(attempt.language).rstrip("\n"))
            context.tell("plain.solution", solution=answer)
        elif len(attempt.judged) == total or total == 1:
            context.tell("plain.solution", solution=answer)
        else:
            context.tell("plain.solution-part", number=place + 1, total=total, solution=answer)
    # The solution of a choice begins with the right option, which is told by now.
    first = int(attempt.mode is Mode.CHOICE)
    lines = [render(context.translate, line).rstrip("\n") for line in attempt.solution]
    if lines[first:]:
        context.tell("plain.solution-drill")
    for place, line in enumerate(lines[first:], start=first):
        if place == attempt.wrong_step:
            context.tell("plain.step-wrong", step=line)
        else:
            context.console.say(line)
