"""A card in lines: its question, how it is answered, its answer; a drill also part by part."""

import re
from collections.abc import Sequence

from kpitrainer.domain.cards.answering import Answering
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.true_false import LETTERS, TrueFalse
from kpitrainer.domain.drill.calculation import JudgedPart
from kpitrainer.domain.drill.correction import error_told
from kpitrainer.domain.drill.drawn_picture import asked_picture
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.faded_exercise import begun
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.picture_result import solved_picture
from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.drill.typed_answer import shown_value
from kpitrainer.domain.verdict import Outcome
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import PlainContext
from kpitrainer.plain.formatted_lines import as_lines
from kpitrainer.plain.picture_lines import say_picture
from kpitrainer.wording import render, verdict_line


def say_question(context: PlainContext, attempt: Attempt) -> None:
    """Say the question, and the options where there are some."""
    if attempt.exercise:
        _introduce(context, attempt)
    context.console.say(as_lines(attempt.question).rstrip("\n"))
    if attempt.exercise:
        if not attempt.closed:  # else it follows with the solution
            say_picture(context, asked_picture(attempt.exercise, attempt.language))
        _say_begun(context, begun(attempt.exercise, attempt.language))
    for number, option in enumerate(attempt.options, start=1):
        context.console.say(f"{number} {as_lines(render(context.translate, option))}")


def show_question(context: PlainContext, attempt: Attempt) -> None:
    """Say the question, the options where there are some, and how to answer."""
    say_question(context, attempt)
    match attempt.mode:
        case Mode.CHOICE | Mode.TICKS:
            context.tell(f"plain.ask-{attempt.mode}", last=len(attempt.options))
        case Mode.LIST:
            wanted = attempt.card.content.wanted
            kind = "-any" if wanted < len(attempt.solution) else "-ordered" * attempt.ordered
            context.tell(f"plain.ask-list{kind}", count=wanted)
        case mode:
            context.tell(f"plain.ask-{mode}")
    if attempt.card.hint:
        context.tell("plain.has-hint")


def take_answer(context: PlainContext, session: Answering, line: str) -> None:
    """Judge a line typed at the open card of a session; an empty one shows the answer.

    After a part of a drill its verdict is said, then the next part is asked.
    """
    before = session.present
    if not line:
        _give_up(context, session)
    elif before.mode is Mode.CHOICE:
        _take_choice(context, session, line)
    elif before.mode is Mode.TICKS:
        places = ticked(line, len(before.options))
        if places:
            session.choose_all(places)
        else:
            context.tell("plain.ticks-wanted", last=len(before.options))
    elif before.mode is Mode.REVEAL:
        context.tell("plain.ask-reveal")
    elif before.mode is Mode.LIST:
        _take_items(context, session, line)
    else:
        verdict = session.answer(line)
        after = session.present
        if not after.closed and len(after.judged) == len(before.judged):
            if after.exercise:
                _tell_value(context, after.exercise, line, after.language)
            context.console.say(verdict_line(context.translate, verdict))
    after = session.present
    if len(after.judged) > len(before.judged) and not after.closed:
        _tell_part(context, after)
        show_question(context, after)


def ticked(line: str, count: int) -> tuple[int, ...]:
    """The places of the options whose numbers a line has, from 0; none where it has others.

    `count` options have numbers of one digit where they are fewer than ten, which then need no
    space between them: 1 3, 1,3 or 13.
    """
    numbers = re.split(r"[\s,;+&]+", line.strip(" ,;"))
    if count < _TWO_DIGITS:
        numbers = [digit for number in numbers for digit in number]
    fine = all(number.isdecimal() and number.isascii() for number in numbers)
    places = {int(number) - 1 for number in numbers} if fine else set()
    return tuple(sorted(places)) if places <= set(range(count)) else ()


_TWO_DIGITS = 10


def _take_choice(context: PlainContext, session: Answering, line: str) -> None:
    """Choose by number, a claim by letter too; anything else is told."""
    options = session.present.options
    is_claim = isinstance(session.present.card.content, TrueFalse)
    if line.isdecimal() and line.isascii() and 0 < int(line) <= len(options):
        session.choose(int(line) - 1)
    elif is_claim and line.casefold() in LETTERS:
        session.choose(LETTERS[line.casefold()])
    elif is_claim:
        context.tell("plain.choice-wants-truth")
    elif len(options) == 2:  # noqa: PLR2004 - yes or no
        context.tell("plain.choice-wants-of-two")
    else:
        context.tell("plain.choice-wants", last=len(options))


def _give_up(context: PlainContext, session: Answering) -> None:
    if session.give_up_meant():
        session.show()
    else:
        context.tell("answer.give-up")


def _take_items(context: PlainContext, session: Answering, line: str) -> None:
    earlier = len(session.present.recall.guesses)
    session.answer(line)
    guesses = session.present.recall.guesses[earlier:]
    for guess in guesses:
        told = render(context.translate, guess.message)
        if len(guesses) > 1:
            context.tell("plain.guess", guess=guess.text, told=told)
        else:
            context.console.say(told)


def take_hint(context: PlainContext, session: Answering) -> None:
    """Say the next hint, if there is one; a number's last gives the solution away."""
    hint = session.hint()
    if hint is None:
        context.tell("plain.no-hint")
        return
    given_away = session.present.solution_hinted
    context.tell("plain.hint-solution" if given_away else "plain.hint", hint=as_lines(hint))


def show_answer(context: PlainContext, attempt: Attempt) -> None:
    """Say how the answer stands, the right one, and what its author adds."""
    if attempt.mode is Mode.LIST:
        if attempt.tries:
            found = len(attempt.recall.found)
            context.tell("plain.found", found=found, total=attempt.card.content.wanted)
    elif attempt.exercise:
        _tell_outcome(context, attempt, attempt.exercise)
    elif attempt.verdict and not attempt.untried:
        context.console.say(verdict_line(context.translate, attempt.verdict))
    if attempt.exercise:
        _show_working(context, attempt, attempt.exercise)
    else:
        _show_solution(context, attempt)
    card, language = attempt.card, attempt.language
    for text in (card.why, card.mnemonic):
        # A mnemonic may exist in one language only.
        if text and language in text:
            context.console.say(as_lines(text[language]).rstrip("\n"))


def _tell_outcome(context: PlainContext, attempt: Attempt, exercise: Exercise) -> None:
    """Say how the last part stands, and what else is known of a wrong answer to a drill."""
    if len(attempt.judged) == attempt.part[1]:
        _tell_verdict(context, attempt.judged[-1], attempt.language)
    elif why := error_told(exercise, attempt.language):
        context.console.say(why)
    calculation = attempt.calculation
    if working := calculation and calculation.suspected_working(attempt.language):
        context.tell("calc.suspected", working=working)


def _show_solution(context: PlainContext, attempt: Attempt) -> None:
    lines = [as_lines(render(context.translate, line)) for line in attempt.solution]
    if attempt.mode is Mode.TICKS:
        context.tell("plain.solution-list")
        for line in lines:
            context.tell("plain.bullet", text=line)
        return
    if not isinstance(attempt.card.content, ListRecall):
        context.tell("plain.solution", solution=" ".join(lines))
        return
    context.tell("plain.solution-list")
    some = attempt.card.content.wanted < len(lines)
    for place, line in enumerate(lines):
        # Where some of the items suffice those given are told, and none is missed.
        told = attempt.tries and some == (place in attempt.recall.found)
        code = f"plain.item-{'given' if some else 'missed'}" if told else "plain.item"
        context.tell(code, number=place + 1, item=line)


def _introduce(context: PlainContext, attempt: Attempt) -> None:
    """Say the data, once, and which of several questions follows."""
    number, total = attempt.part
    if attempt.table and not attempt.judged:
        for line in table_lines(context.translate, attempt.table):
            context.console.say(line)
    if total > 1 and attempt.mode is not Mode.REVEAL:
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


def _tell_value(context: PlainContext, exercise: Exercise, typed: str, language: str) -> None:
    """Say what a calculation typed as the answer to this part comes to."""
    value = shown_value(typed, wanted_number(exercise, language))
    if value is not None:
        context.tell("plain.value", value=value)


def _tell_part(context: PlainContext, attempt: Attempt) -> None:
    """Say how the part stands that was answered last, before the next one is asked."""
    judged = attempt.judged[-1]
    _tell_verdict(context, judged, attempt.language)
    if judged.exercise.kind == "sheet":
        return  # the line is told by its number
    if judged.verdict.outcome is not Outcome.RIGHT or judged.verdict.message:
        context.tell("plain.solution", solution=judged.exercise.answer_text(attempt.language))


def _tell_verdict(context: PlainContext, judged: JudgedPart, language: str) -> None:
    """Say what a calculation comes to, the verdict, and what a known mistake has calculated."""
    if judged.option is None:
        _tell_value(context, judged.exercise, judged.said, language)
    context.console.say(verdict_line(context.translate, judged.verdict))
    if judged.verdict.mistake:
        working = judged.exercise.mistake_working(judged.verdict.mistake, language)
        context.tell("plain.working", working=working)


def _show_working(context: PlainContext, attempt: Attempt, exercise: Exercise) -> None:
    """Say the right answers not said yet and the worked solution, the wrong step marked."""
    present, total = attempt.part
    # What was answered before the last part has been told then.
    for place in range(min(len(attempt.judged), total - 1), total):
        part = exercise.at(place)
        answer = part.answer_text(attempt.language)
        if place >= present:  # it was never asked
            context.tell("plain.part", number=place + 1, total=total)
            context.console.say(as_lines(part.ask_part(attempt.language)).rstrip("\n"))
            context.tell("plain.solution", solution=answer)
        elif len(attempt.judged) == total or total == 1:
            context.tell("plain.solution", solution=answer)
        else:
            context.tell("plain.solution-part", number=place + 1, total=total, solution=answer)
    # The solution of a choice begins with the right option, which is told by now.
    first = int(attempt.calculation is not None and attempt.calculation.asks_choice)
    lines = [as_lines(render(context.translate, line)).rstrip("\n") for line in attempt.solution]
    if lines[first:]:
        context.tell("plain.solution-drill")
    for place, line in enumerate(lines[first:], start=first):
        if place == attempt.wrong_step:
            context.tell("plain.step-wrong", step=line)
        else:
            context.console.say(line)
    if attempt.calculation:
        say_picture(context, solved_picture(attempt.calculation, attempt.language))


def _say_begun(context: PlainContext, steps: Sequence[str]) -> None:
    """Say the solution up to the step that is open."""
    if steps:
        context.tell("plain.begun")
    for step in steps:
        context.console.say(as_lines(step).rstrip("\n"))
