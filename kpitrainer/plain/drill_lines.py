"""Drills, line by line."""

from kpitrainer.domain.cards.attempt import Attempt, Mode
from kpitrainer.domain.cards.card import Drill
from kpitrainer.plain.card_lines import (
    show_answer,
    show_question,
    take_answer,
    take_hint,
)
from kpitrainer.plain.commands import AFTER_AN_EXERCISE, AT_AN_EXERCISE, Command, listen
from kpitrainer.plain.plain_context import PlainContext
from kpitrainer.plain.summary_lines import tell_summary
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.summary import summarise


def practise(context: PlainContext, drilling: Drilling) -> None:
    """Ask exercise after exercise until they are done, the learner quits or the input ends."""
    context.tell("plain.welcome-drill")
    attempt = drilling.attempt
    while attempt is not None:
        attempt = _exercise(context, drilling, attempt)
    context.console.say()
    tell_summary(context, summarise(context.trainer, drilling.answers))


def _exercise(context: PlainContext, drilling: Drilling, attempt: Attempt) -> Attempt | None:
    """Ask one exercise; the next one, the same anew, or None at the end."""
    context.console.say()
    content = attempt.card.content
    if isinstance(content, Drill):
        context.console.say(content.template.title[attempt.language])
    show_question(context, attempt)
    while not attempt.closed:
        heard = listen(context.console, AT_AN_EXERCISE, attempt)
        match heard:
            case Command.QUIT:
                return None
            case Command.HINT:
                take_hint(context, attempt)
            case Command():
                choosing = attempt.mode is Mode.CHOICE
                context.tell("plain.help-drill-choice" if choosing else "plain.help-drill")
            case line:
                take_answer(context, attempt, drilling, line)
    show_answer(context, attempt)
    return _after(context, drilling)


def _after(context: PlainContext, drilling: Drilling) -> Attempt | None:
    """What the learner wants once an exercise is judged."""
    right, total = drilling.score
    context.tell("plain.score", count=right, total=total)
    context.tell("plain.ask-next-or-typo" if drilling.may_be_slip else "plain.ask-next")
    while True:
        match listen(context.console, AFTER_AN_EXERCISE):
            case Command.QUIT:
                return None
            case Command.TYPO | Command.UNDO if drilling.typo():
                return drilling.attempt
            case "":
                drilling.another()
                return drilling.attempt
            case _:
                context.tell("plain.help-after")
