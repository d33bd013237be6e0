"""A mock exam, line by line: nothing is judged before it is handed in."""

from collections.abc import Sequence
from enum import StrEnum
from typing import assert_never

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import CHOOSING_MODES, TYPED_MODES, Mode
from kpitrainer.domain.mock_exam.exam_sheet import MockExam
from kpitrainer.domain.mock_exam.marking import said_told
from kpitrainer.plain.card_lines import say_question, show_answer, ticked
from kpitrainer.plain.commands import AT_THE_END, ESCAPE, Command, listen
from kpitrainer.plain.console import PlainContext
from kpitrainer.plain.session_lines import study, succeeds
from kpitrainer.study.cram import practise
from kpitrainer.study.exam_told import (
    mark_told,
    marks_told,
    missed_cards,
    mistakes_told,
    passed_told,
    points_told,
    scope_told,
    terms_told,
)
from kpitrainer.study.mock_exams import judged_at
from kpitrainer.study.sitting import Sitting
from kpitrainer.wording import duration, render


class ExamSign(StrEnum):
    """A sign alone on its line, while an exam is sat."""

    BACK = "<"
    ON = ">"
    FLAG = "!"
    QUIT = "q"
    HAND_IN = "r"
    HELP = "?"


def sit(context: PlainContext, sitting: Sitting) -> None:
    """Ask question after question until all are handed in, the time is over, or it is left."""
    exam, translate = sitting.exam, context.translate
    scope = scope_told(context.trainer.library, exam.terms, translate.language)
    context.tell("mock.welcome", scope=render(translate, scope), seed=str(exam.terms.seed))
    context.console.say(render(translate, terms_told(exam.terms, len(sitting.places))))
    context.tell("mock.help-lines")
    going = True
    while going:
        going = _question(context, sitting)


def _question(context: PlainContext, sitting: Sitting) -> bool:
    """Ask the present question, or its part; False when the exam is over or left."""
    attempt = sitting.present
    _head(context, sitting)
    say_question(context, attempt)
    _how(context, sitting, attempt)
    while True:
        sign, answer = _listen(context, attempt)
        if not sitting.seconds_left:
            context.tell("mock.time-is-over")
            return not _hand_in(context, sitting)
        match sign:
            case ExamSign.QUIT:
                return _break_off(context, sitting)
            case ExamSign.HAND_IN:
                return _overview(context, sitting)
            case ExamSign.HELP:
                context.tell("mock.help-lines")
            case ExamSign.FLAG:
                _flag(context, sitting)
            case ExamSign.BACK:
                sitting.step(-1)
                return True
            case ExamSign.ON | None:
                if not answer or _take(context, sitting, attempt, answer):
                    return sitting.step(1) or _overview(context, sitting)
            case _:
                assert_never(sign)


def _flag(context: PlainContext, sitting: Sitting) -> None:
    if succeeds(context, sitting.flag):
        context.tell("mock.flagged" if sitting.question.flagged else "mock.unflagged")


def _head(context: PlainContext, sitting: Sitting) -> None:
    context.console.say()
    number = sitting.places.index(sitting.place) + 1
    time = duration(context.translate, sitting.seconds_left)
    context.tell("mock.question-lines", number=number, total=len(sitting.places), time=time)
    if sitting.question.flagged:
        context.tell("mock.flagged")


def _how(context: PlainContext, sitting: Sitting, attempt: Attempt) -> None:
    """Say how to answer, and what was answered so far."""
    if attempt.mode is Mode.LIST:
        context.tell("mock.ask-list", count=attempt.card.content.wanted)
    elif attempt.mode in CHOOSING_MODES:
        context.tell(f"mock.ask-{attempt.mode}", last=len(attempt.options))
    else:
        context.tell("mock.ask-typed")
    if sitting.said:
        context.tell("mock.answered", answer=said_shown(context, attempt, sitting.said))


def said_shown(context: PlainContext, attempt: Attempt, said: str) -> str:
    """An answer as it was given, an option by its text."""
    return render(context.translate, said_told(attempt, said))


def _listen(context: PlainContext, attempt: Attempt) -> tuple[ExamSign | None, str]:
    """The next line: a sign, or else an answer; the end of the input breaks off."""
    line = context.console.hear()
    if line is None:
        return ExamSign.QUIT, ""
    sign = next((sign for sign in ExamSign if sign == line.casefold()), None)
    if sign is not None:
        return sign, ""
    return None, line.removeprefix(ESCAPE).strip() if attempt.mode in TYPED_MODES else line


def _take(context: PlainContext, sitting: Sitting, attempt: Attempt, answer: str) -> bool:
    """Store an answer; False where it is none, or cannot be stored."""
    if attempt.mode not in CHOOSING_MODES:
        return succeeds(context, lambda: sitting.answer(answer))
    if attempt.mode is Mode.TICKS and (places := ticked(answer, len(attempt.options))):
        return succeeds(context, lambda: sitting.choose_all(places))
    one = attempt.mode is Mode.CHOICE
    if one and answer.isdecimal() and answer.isascii() and 0 < int(answer) <= len(attempt.options):
        return succeeds(context, lambda: sitting.choose(int(answer) - 1))
    context.tell(f"mock.ask-{attempt.mode}", last=len(attempt.options))
    return False


def _overview(context: PlainContext, sitting: Sitting) -> bool:
    """Say what is left to do, and take where to go; False when the exam is over or left."""
    places = sitting.places
    context.console.say()
    done = len(places) - len(sitting.open_places)
    context.tell("mock.overview-lines", count=done, total=len(places))
    flagged = [at for at in places if sitting.exam.questions[at].flagged]
    for code, found in (("mock.unanswered", sitting.open_places), ("mock.flags", flagged)):
        if found:
            numbers = ", ".join(str(places.index(at) + 1) for at in found)
            context.tell(code, numbers=numbers)
    while True:
        context.tell("mock.ask-overview")
        line = context.console.hear()
        if not sitting.seconds_left or (line or "").casefold() == ExamSign.HAND_IN:
            return not _hand_in(context, sitting)
        if line is None or line.casefold() == ExamSign.QUIT:
            return _break_off(context, sitting)
        if line == ExamSign.BACK:
            return True
        if line.isdecimal() and line.isascii() and 0 < int(line) <= len(places):
            sitting.go(places[int(line) - 1])
            return True


def _break_off(context: PlainContext, sitting: Sitting) -> bool:
    """Leave the exam for another time."""
    succeeds(context, sitting.leave)
    context.tell("mock.left", time=duration(context.translate, sitting.seconds_left))
    return False


def _hand_in(context: PlainContext, sitting: Sitting) -> bool:
    """Whether all was marked and stored; then it is told, and what was missed can be studied."""
    if not succeeds(context, sitting.hand_in):
        return False
    tell_exam(context, sitting.exam)
    cards = missed_cards(context.trainer.library, sitting.exam)
    if cards and context.console.is_person:
        context.tell("mock.ask-missed", count=len(cards))
        if listen(context.console, AT_THE_END) is Command.AGAIN:
            study(context, practise(context.trainer, cards, context.translate.language))
    return True


def tell_exam(context: PlainContext, exam: MockExam) -> None:
    """Say how an exam went: marks, mistakes, and each answer with the right one."""
    library, translate = context.trainer.library, context.translate
    context.console.say()
    context.tell("mock.result", mark=render(translate, mark_told(exam)))
    context.console.say(render(translate, passed_told(exam)))
    decks, tags = marks_told(library, exam, translate.language)
    for code, parts in (("mock.by-deck", decks), ("mock.by-tag", tags)):
        lines = [
            translate("mock.part-line", title=part.name, percent=part.percent, count=part.questions)
            for part in parts
        ]
        _section(context, code, lines)
    made = mistakes_told(library, exam, translate.language)
    _section(
        context,
        "mock.mistakes",
        [
            translate("mock.mistake-line", drill=each.drill, text=each.text, count=each.times)
            for each in made
        ],
    )
    for number, question in enumerate(exam.questions, start=1):
        context.console.say()
        points = render(translate, points_told(question.points))
        total = len(exam.questions)
        context.tell("mock.corrected-lines", number=number, total=total, points=points)
        attempt = judged_at(library, question, exam.language)
        if attempt is None:
            context.console.say(question.label)
            context.tell("mock.gone")
            continue
        say_question(context, attempt)
        said = "; ".join(said_shown(context, attempt, each) for each in question.said if each)
        context.tell("mock.yours", answer=said) if said else context.tell("mock.no-answer")
        show_answer(context, attempt)


def _section(context: PlainContext, code: str, lines: Sequence[str]) -> None:
    if lines:
        context.tell(code)
        for line in lines:
            context.tell("plain.bullet", text=line)
