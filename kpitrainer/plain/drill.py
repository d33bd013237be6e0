"""Drills, line by line."""

from kpitrainer.domain.attempt import Attempt, Mode
from kpitrainer.domain.card import Drill
from kpitrainer.plain.card import show_answer, show_question, take_answer, take_hint
from kpitrainer.plain.commands import AFTER_AN_EXERCISE, AT_AN_EXERCISE, Command, listen
from kpitrainer.plain.desk import Desk
from kpitrainer.plain.tell import tell_summary
from kpitrainer.trainer.drilling import Drilling
from kpitrainer.trainer.summary import summarise


def practise(desk: Desk, drilling: Drilling) -> None:
    """Ask exercise after exercise until they are done, the learner quits or the input ends."""
    desk.tell("plain.welcome-drill")
    attempt = drilling.attempt
    while attempt is not None:
        attempt = _exercise(desk, drilling, attempt)
    desk.console.say()
    tell_summary(desk, summarise(desk.trainer, drilling.acts))


def _exercise(desk: Desk, drilling: Drilling, attempt: Attempt) -> Attempt | None:
    """Ask one exercise; the next one, the same anew, or None at the end."""
    desk.console.say()
    content = attempt.card.content
    if isinstance(content, Drill):
        desk.console.say(content.template.title[attempt.language])
    show_question(desk, attempt)
    while not attempt.closed:
        heard = listen(desk.console, AT_AN_EXERCISE, attempt)
        match heard:
            case Command.QUIT:
                return None
            case Command.HINT:
                take_hint(desk, attempt)
            case Command():
                choosing = attempt.mode is Mode.CHOICE
                desk.tell("plain.help-drill-choice" if choosing else "plain.help-drill")
            case line:
                take_answer(desk, attempt, drilling, line)
    show_answer(desk, attempt)
    return _after(desk, drilling)


def _after(desk: Desk, drilling: Drilling) -> Attempt | None:
    """What the learner wants once an exercise is judged."""
    right, total = drilling.score
    desk.tell("plain.score", count=right, total=total)
    desk.tell("plain.ask-next-or-typo" if drilling.may_be_slip else "plain.ask-next")
    while True:
        match listen(desk.console, AFTER_AN_EXERCISE):
            case Command.QUIT:
                return None
            case Command.TYPO | Command.UNDO if drilling.typo():
                return drilling.attempt
            case "":
                drilling.another()
                return drilling.attempt
            case _:
                desk.tell("plain.help-after")
