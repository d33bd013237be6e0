"""Drills, line by line."""

from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.plain.card_lines import show_answer, show_question, take_answer, take_hint
from kpitrainer.plain.commands import AFTER_AN_EXERCISE, AT_AN_EXERCISE, Command, listen
from kpitrainer.plain.plain_context import PlainContext
from kpitrainer.plain.summary_lines import tell_summary
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.summary import summarise


def drill(context: PlainContext, drilling: Drilling) -> None:
    """Ask exercise after exercise until they are done, the learner quits or the input ends."""
    context.tell("plain.welcome-drill")
    going = drilling.attempt is not None
    while going:
        going = _exercise(context, drilling)
    context.console.say()
    tell_summary(context, summarise(context.trainer, drilling.answers))


def _exercise(context: PlainContext, drilling: Drilling) -> bool:
    """Ask the present exercise; whether another one, or the same anew, is to be asked."""
    context.console.say()
    context.console.say(drilling.present.card.content.label(drilling.present.language))
    show_question(context, drilling.present)
    while not drilling.present.closed:
        match listen(context.console, AT_AN_EXERCISE, drilling.present):
            case Command.QUIT:
                return False
            case Command.HINT:
                take_hint(context, drilling)
            case Command():
                choosing = drilling.present.mode is Mode.CHOICE
                context.tell("plain.help-drill-choice" if choosing else "plain.help-drill")
            case line:
                take_answer(context, drilling, line)
    show_answer(context, drilling.present)
    return _after(context, drilling)


def _after(context: PlainContext, drilling: Drilling) -> bool:
    """Whether the learner goes on once an exercise is judged."""
    right, total = drilling.score
    context.tell("plain.score", count=right, total=total)
    context.tell("plain.ask-next-or-typo" if drilling.may_be_slip else "plain.ask-next")
    while True:
        match listen(context.console, AFTER_AN_EXERCISE):
            case Command.QUIT:
                return False
            case Command.TYPO | Command.UNDO if drilling.typo():
                return True
            case "":
                return drilling.another()
            case _:
                context.tell("plain.help-after")
