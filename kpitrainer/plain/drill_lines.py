"""Drills, line by line."""

from functools import partial

from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.verdict import Rating
from kpitrainer.plain.card_lines import show_answer, show_question, take_answer, take_hint
from kpitrainer.plain.commands import AFTER_AN_EXERCISE, AT_AN_EXERCISE, Command, listen
from kpitrainer.plain.console import PlainContext
from kpitrainer.plain.session_lines import (
    RATINGS_BY_KEY,
    rating_name,
    succeeds,
    tell_end,
    undo,
)
from kpitrainer.study.drilling import Drilling


def drill(context: PlainContext, drilling: Drilling) -> None:
    """Ask exercise after exercise until they are done, the learner quits or the input ends."""
    context.tell(_welcome(drilling))
    if left_out := drilling.left_out:
        library, language = context.trainer.library, context.translate.language
        labels = " · ".join(library.label(card, language) for card in left_out)
        context.tell("sheet.left-out", count=len(left_out), drills=labels)
    going = drilling.attempt is not None
    while going:
        going = _exercise(context, drilling)
    tell_end(context, drilling)


def _welcome(drilling: Drilling) -> str:
    if drilling.NAMELESS and drilling.attempt and drilling.attempt.exercise:
        return f"plain.welcome-{drilling.attempt.exercise.kind}"
    return "plain.welcome-sheet" if drilling.ALWAYS_PRACTICE else "plain.welcome-drill"


def _exercise(context: PlainContext, drilling: Drilling) -> bool:
    """Ask the present exercise; whether another one, or the same anew, is to be asked."""
    context.console.say()
    if drilling.hides_name and drilling.present.exercise:
        context.tell(f"choice.title-{drilling.present.exercise.kind}")
    else:
        context.console.say(drilling.present.card.content.label(drilling.present.language))
    show_question(context, drilling.present)
    while not drilling.present.closed:
        match listen(context.console, AT_AN_EXERCISE, drilling.present):
            case Command.QUIT:
                return False
            case Command.HINT:
                take_hint(context, drilling)
            case Command.UNDO:
                if undo(context, drilling):
                    return True
            case Command():
                choosing = drilling.present.mode is Mode.CHOICE
                context.tell("plain.help-drill-choice" if choosing else "plain.help-drill")
            case line:
                succeeds(context, partial(take_answer, context, drilling, line))
    show_answer(context, drilling.present)
    return _judge(context, drilling) if drilling.to_rate else _after(context, drilling)


def _judge(context: PlainContext, drilling: Drilling) -> bool:
    """Take the learner's own rating of an exercise that was shown; whether there is another."""
    names = {rating: rating_name(context, rating) for rating in Rating}
    told = {
        rating.name.lower(): context.translate("plain.rating-practice", key=int(rating), name=name)
        for rating, name in names.items()
    }
    proposed = drilling.present.enter_rating
    context.tell("plain.ask-rating", **told, proposal=names[proposed])
    while True:
        match listen(context.console, AFTER_AN_EXERCISE):
            case Command.QUIT:
                return False
            case Command.UNDO if undo(context, drilling):
                return True
            case str(line) if rating := RATINGS_BY_KEY.get(line) if line else proposed:
                if succeeds(context, partial(drilling.rate, rating)):
                    context.tell("plain.rated", name=names[rating])
                    return drilling.attempt is not None
            case Command.HELP | str():
                context.tell("plain.help-rating")


def _after(context: PlainContext, drilling: Drilling) -> bool:
    """Whether the learner goes on once an exercise is judged."""
    right, total = drilling.score
    context.tell("plain.score", count=right, total=total)
    context.tell("plain.ask-next")
    while True:
        match listen(context.console, AFTER_AN_EXERCISE):
            case Command.QUIT:
                return False
            case Command.UNDO if undo(context, drilling):
                return True
            case "":
                return drilling.another()
            case _:
                context.tell("plain.help-after")
