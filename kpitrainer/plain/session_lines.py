"""A review, line by line."""

from collections.abc import Callable
from typing import assert_never

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Rating
from kpitrainer.plain.card_lines import (
    say_question,
    show_answer,
    show_question,
    take_answer,
    take_hint,
)
from kpitrainer.plain.commands import (
    AT_A_CARD,
    AT_A_CHANGE,
    AT_THE_END,
    Command,
    listen,
)
from kpitrainer.plain.console import PlainContext
from kpitrainer.plain.summary_lines import tell_confusions, tell_info, tell_next, tell_summary
from kpitrainer.plain.told_lines import tell_after_answer
from kpitrainer.progress_wording import left_told
from kpitrainer.study.card_info import changes_told
from kpitrainer.study.cram import practise
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.summary import Summary, summarise
from kpitrainer.wording import error, interval_in_full

RATINGS_BY_KEY = {str(int(rating)): rating for rating in Rating}


def study(context: PlainContext, review: Review) -> None:
    """Ask card after card until none is left, the learner quits or the input ends."""
    context.tell("plain.welcome", count=review.remaining.total)
    going = True
    while going:
        going = _end(context, review) if review.attempt is None else _card(context, review)


def tell_nothing(context: PlainContext, selection: Selection) -> None:
    """Say that no card of a selection is to be reviewed now, and what there is to do instead."""
    trainer = context.trainer
    context.tell("plain.nothing")
    plan = trainer.plan(selection)
    if plan.waiting:
        context.tell("plain.nothing-waiting", count=plan.waiting)
    one = selection.decks[0] if len(selection.decks) == 1 else ""
    if until := trainer.paused_until(one):
        title = trainer.library.by_id[one].title_for(context.translate.language)
        date = context.translate.date(until, "d MMMM y")
        context.tell("plain.nothing-paused", title=title, until=date)
    if plan.new_waiting:
        limit = trainer.settings.options(one).new_per_day
        context.tell("plain.nothing-new-waiting", count=plan.new_waiting, limit=limit)
    chosen = trainer.library.select(selection, trainer.store.states())
    coming = trainer.next_due(chosen)
    if coming:
        tell_next(context, coming)
    context.tell("plain.nothing-instead")


def _card(context: PlainContext, review: Review) -> bool:
    """Ask the current card; False when the learner quits."""
    _tell_place(context, review)
    if review.meaning_changed:
        return _change(context, review)
    _show(context, review)
    while True:
        attempt = review.present
        heard = listen(context.console, AT_A_CARD, attempt)
        if isinstance(heard, Command):
            if heard is Command.QUIT:
                tell_end(context, review)
                return False
            if _act(context, review, heard):
                return True
        elif attempt.closed:
            if _rate(context, review, heard):
                return True
        else:
            take_answer(context, review, heard)
            if review.present.closed:
                show_answer(context, review.present)
                _ask_rating(context, review)


def _show(context: PlainContext, review: Review) -> None:
    """Ask the current card, or say a drill that is to be read with its solution."""
    if review.is_worked:
        context.tell("plain.worked")
        say_question(context, review.present)
        show_answer(context, review.present)
        _ask_rating(context, review)
        return
    if review.is_new:
        context.tell("plain.new")
    show_question(context, review.present)


def _tell_place(context: PlainContext, review: Review) -> None:
    """Say of which deck the current card is, and how far the session is."""
    context.console.say()
    title = context.trainer.library.title(review.present.card, review.present.language)
    done, total = review.progress
    left = left_told(context.translate, review.remaining, review.repeats)
    context.tell("plain.card", deck=title, done=done, total=total, left=left)
    if review.is_early:
        context.tell("review.early")


def _change(context: PlainContext, review: Review) -> bool:
    """Ask whether a card whose meaning changed starts afresh; False when the learner quits."""
    attempt = review.present
    said = changes_told(context.trainer, attempt.card, attempt.language)
    context.tell("plain.changed-said", text=said) if said else context.tell("plain.changed")
    context.console.say(attempt.card.label(attempt.language))
    context.tell("plain.ask-changed")
    while True:
        match listen(context.console, AT_A_CHANGE):
            case Command.QUIT:
                tell_end(context, review)
                return False
            case Command.AGAIN:
                if succeeds(context, review.restart):
                    context.tell("plain.restarted")
                    return True
            case Command.UNDO if undo(context, review):
                return True
            case "":
                if succeeds(context, review.keep):
                    context.tell("plain.kept")
                    return True
            case heard if heard is not Command.UNDO:
                context.tell("plain.help-changed")


def _act(context: PlainContext, review: Review, command: Command) -> bool:
    """Do what a command asks; True when another card, or this one anew, is to be shown."""
    attempt = review.present
    match command:
        case Command.UNDO:
            return undo(context, review)
        case Command.SKIP:
            review.skip()
            context.tell("plain.skipped")
            return True
        case Command.BURY:
            return _put_away(context, review, review.bury, "plain.buried")
        case Command.SUSPEND:
            return _put_away(context, review, review.suspend, "plain.suspended")
        case Command.INFO:
            tell_info(context, attempt.card)
        case Command.HINT:
            if attempt.closed:
                context.tell("plain.no-hint")
            else:
                take_hint(context, review)
        case Command.HELP | Command.QUIT | Command.AGAIN:  # only help is heard here
            if attempt.closed:
                _tell_how_to_rate(context, review)
            else:
                context.tell("plain.help-question")
            context.tell("plain.help-review")
        case _:
            assert_never(command)
    return False


def _put_away(context: PlainContext, review: Review, act: Callable[[], object], told: str) -> bool:
    if not review.can_put_away:
        context.tell("plain.not-put-away")
        return False
    if not succeeds(context, act):
        return False
    context.tell(told)
    return True


def undo(context: PlainContext, session: Review | Drilling) -> bool:
    """Take the last act back, and tell of it; whether there was one."""
    if not session.can_undo:
        context.tell("plain.nothing-to-undo")
        return False
    if not succeeds(context, session.undo):
        return False
    context.tell("plain.undone")
    return True


def succeeds(context: PlainContext, act: Callable[[], object]) -> bool:
    """Do something that is stored; where it cannot be, say why: it may be tried again.

    Another program may hold the file, or have answered the card since; the disk may be full.
    """
    try:
        act()
    except KpiTrainerError as fault:
        context.console.say(error(context.translate, fault))
        return False
    return True


def _ask_rating(context: PlainContext, review: Review) -> None:
    if review.is_worked:
        context.tell("plain.ask-worked")
        return
    next_states = review.next_states()
    now = context.trainer.clock.now()

    def told(rating: Rating) -> str:
        name = rating_name(context, rating)
        if review.practice:
            return context.translate("plain.rating-practice", key=int(rating), name=name)
        interval = interval_in_full(context.translate, now, next_states[rating])
        return context.translate("plain.rating", key=int(rating), name=name, interval=interval)

    ratings = {rating.name.lower(): told(rating) for rating in Rating}
    if review.introduces:
        context.tell("plain.ask-studied", **ratings)
    else:
        proposal = rating_name(context, review.enter_rating)
        context.tell("plain.ask-rating", **ratings, proposal=proposal)


def _tell_how_to_rate(context: PlainContext, review: Review) -> None:
    if review.introduces:
        _ask_rating(context, review)
    else:
        context.tell("plain.help-rating")


def rating_name(context: PlainContext, rating: Rating) -> str:
    """What a rating is called."""
    return context.translate(f"plain.grade-{rating.name.lower()}")


def _rate(context: PlainContext, review: Review, line: str) -> bool:
    rating = RATINGS_BY_KEY.get(line) if line else review.enter_rating
    if rating is None or (line and review.is_worked):
        _tell_how_to_rate(context, review)
        return False
    introduced = review.introduces and rating is Rating.AGAIN
    if not succeeds(context, lambda: review.rate(rating)):
        _ask_rating(context, review)
        return False
    if introduced:
        context.tell("plain.introduced")
    else:
        context.tell("plain.rated", name=rating_name(context, rating))
    tell_after_answer(context, review)
    return True


def _end(context: PlainContext, review: Review) -> bool:
    """Sum up after the last card; True when the learner goes back or practises what was missed."""
    missed = tell_end(context, review).missed
    if not review.can_undo:
        return False
    context.tell("plain.ask-end-missed" if missed else "plain.ask-end")
    heard = listen(context.console, AT_THE_END)
    if heard is Command.UNDO:
        return undo(context, review)
    if heard is Command.AGAIN and missed:
        study(context, practise(context.trainer, missed, context.translate.language))
    return False


def tell_end(context: PlainContext, session: Review | Drilling) -> Summary:
    """Sum a session up."""
    context.console.say()
    summary = summarise(context.trainer, session.answers)
    tell_summary(context, summary)
    tell_confusions(context, session.answers)
    return summary
