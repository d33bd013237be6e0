"""Answers that lie in the future, offered in lines to be taken back."""

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.plain.console import PlainContext
from kpitrainer.study.clock_ahead import find_ahead, take_back_ahead
from kpitrainer.wording import error

_YES, _NO = ("o", "y"), ("n", "q", None)


def offer_to_take_back(context: PlainContext) -> None:
    """Ask whether answers of days to come are taken back, where there are some; told they were.

    Only a person is asked: lines from a pipe are answers to the cards.
    """
    ahead = find_ahead(context.trainer)
    if ahead is None or ahead.alone or not context.console.is_person:
        return
    heard: str | None = ""
    while heard not in (*_YES, *_NO):
        context.tell("clock.ask")
        heard = context.console.hear()
        heard = heard.casefold() if heard else heard
    if heard in _NO:
        context.tell("clock.left")
        return
    try:
        backup = take_back_ahead(context.trainer, ahead)
    except KpiTrainerError as fault:
        context.console.say(error(context.translate, fault))
        return
    context.tell("clock.taken-back", count=len(ahead.rows), backup=str(backup))
