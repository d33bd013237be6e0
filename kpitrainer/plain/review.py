"""A review session, line by line."""

from kpitrainer.domain.attempt import Attempt, Mode
from kpitrainer.domain.card import Card
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.memory import UNTOUCHED
from kpitrainer.domain.rating import Rating
from kpitrainer.domain.review_queue import Plan, Queued
from kpitrainer.plain.card import show_answer, show_question, take_answer, take_hint
from kpitrainer.plain.commands import AT_A_CARD, AT_A_CHANGE, AT_THE_END, Command, listen
from kpitrainer.plain.desk import Desk
from kpitrainer.plain.tell import tell_info, tell_next, tell_summary
from kpitrainer.trainer.library import Selection
from kpitrainer.trainer.review import Review
from kpitrainer.trainer.summary import summarise
from kpitrainer.wording import error, interval_in_full

_RATINGS = {str(int(rating)): rating for rating in Rating}


def study(desk: Desk, review: Review) -> None:
    """Ask card after card until none is left, the learner quits or the input ends."""
    desk.tell("plain.welcome", count=review.remaining.total)
    going = True
    while going:
        going = _end(desk, review) if review.attempt is None else _card(desk, review)


def tell_nothing(desk: Desk, selection: Selection) -> None:
    """Say that no card of a selection is to be reviewed now, and what there is to do instead."""
    trainer = desk.trainer
    desk.tell("plain.nothing")
    plan = trainer.plan(selection)
    if plan.waiting:
        desk.tell("plain.nothing-waiting", count=plan.waiting)
    cards = [queued.card for queued in trainer.library.select(selection, trainer.store.states())]
    coming = trainer.next_due(trainer.states_of(cards))
    if coming:
        tell_next(desk, coming)
    desk.tell("plain.nothing-instead")


def _card(desk: Desk, review: Review) -> bool:
    """Ask the current card; False when the learner quits."""
    attempt = _attempt(review)
    deck = desk.trainer.library.by_id[attempt.card.key.deck]
    desk.console.say()
    title = deck.title[attempt.language]
    desk.tell("plain.card", count=review.remaining.total, deck=title)
    if review.meaning_changed:
        return _change(desk, review)
    show_question(desk, attempt)
    while True:
        heard = listen(desk.console, AT_A_CARD, attempt)
        if isinstance(heard, Command):
            if heard is Command.QUIT:
                _tell_end(desk, review)
                return False
            if _act(desk, review, heard):
                return True
        elif attempt.closed:
            if _rate(desk, review, heard):
                return True
        else:
            take_answer(desk, attempt, attempt, heard)
            if attempt.closed:
                show_answer(desk, attempt)
                _ask_rating(desk, review)


def _change(desk: Desk, review: Review) -> bool:
    """Ask whether a card whose meaning changed starts afresh; False when the learner quits."""
    desk.tell("plain.changed")
    attempt = _attempt(review)
    desk.console.say(attempt.card.label(attempt.language))
    desk.tell("plain.ask-changed")
    while True:
        match listen(desk.console, AT_A_CHANGE):
            case Command.QUIT:
                _tell_end(desk, review)
                return False
            case Command.AGAIN:
                review.restart()
                desk.tell("plain.restarted")
                return True
            case Command.UNDO if _undo(desk, review):
                return True
            case "":
                review.keep()
                desk.tell("plain.kept")
                return True
            case heard if heard is not Command.UNDO:
                desk.tell("plain.help-changed")


def _act(desk: Desk, review: Review, command: Command) -> bool:
    """Do what a command asks; True when another card, or this one anew, is to be shown."""
    attempt = _attempt(review)
    match command:
        case Command.UNDO:
            return _undo(desk, review)
        case Command.SKIP:
            review.skip()
            desk.tell("plain.skipped")
        case Command.BURY:
            review.bury()
            desk.tell("plain.buried")
        case Command.SUSPEND:
            review.suspend()
            desk.tell("plain.suspended")
        case Command.INFO:
            tell_info(desk, attempt.card)
            return False
        case Command.HINT:
            if attempt.closed:
                desk.tell("plain.no-hint")
            else:
                take_hint(desk, attempt)
            return False
        case _:
            desk.tell("plain.help-rating" if attempt.closed else "plain.help-question")
            desk.tell("plain.help-review")
            return False
    return True


def _undo(desk: Desk, review: Review) -> bool:
    if not review.can_undo:
        desk.tell("plain.nothing-to-undo")
        return False
    try:
        review.undo()
    except KpiTrainerError as fault:
        # Another trainer open on the same file answered the card since.
        desk.console.say(error(desk.words, fault))
        return False
    desk.tell("plain.undone")
    return True


def _ask_rating(desk: Desk, review: Review) -> None:
    outlook = review.outlook()
    now = desk.trainer.clock.now()

    def told(rating: Rating) -> str:
        name = _name(desk, rating)
        if review.practice:
            return desk.words("plain.rating-practice", key=int(rating), name=name)
        interval = interval_in_full(desk.words, now, outlook[rating])
        return desk.words("plain.rating", key=int(rating), name=name, interval=interval)

    proposal = _proposal(_attempt(review))
    desk.tell(
        "plain.ask-rating" if proposal else "plain.ask-rating-alone",
        again=told(Rating.AGAIN),
        hard=told(Rating.HARD),
        good=told(Rating.GOOD),
        easy=told(Rating.EASY),
        proposal=_name(desk, proposal) if proposal else "",
    )


def _proposal(attempt: Attempt) -> Rating | None:
    """What Enter takes; nothing where no item of a list was typed: who knows what was found?"""
    return attempt.proposal or (None if attempt.mode is Mode.LIST else Rating.GOOD)


def _name(desk: Desk, rating: Rating) -> str:
    return desk.words(f"plain.grade-{rating.name.lower()}")


def _rate(desk: Desk, review: Review, line: str) -> bool:
    rating = _RATINGS.get(line) if line else _proposal(_attempt(review))
    if rating is None:
        if line:
            desk.tell("plain.help-rating")
        else:
            _ask_rating(desk, review)
        return False
    review.rate(rating)
    desk.tell("plain.rated", name=_name(desk, rating))
    return True


def _end(desk: Desk, review: Review) -> bool:
    """Sum up after the last card; True when the learner goes back or practises what was missed."""
    _tell_end(desk, review)
    if not review.can_undo:
        return False
    forgotten = summarise(desk.trainer, review.acts).forgotten
    desk.tell("plain.ask-end-forgotten" if forgotten else "plain.ask-end")
    heard = listen(desk.console, AT_THE_END)
    if heard is Command.UNDO:
        return _undo(desk, review)
    if heard is Command.AGAIN and forgotten:
        study(desk, _practice(desk, forgotten))
    return False


def _practice(desk: Desk, forgotten: tuple[Card, ...]) -> Review:
    """A session over what was forgotten, which reschedules nothing."""
    states = desk.trainer.states_of(forgotten)
    due = tuple(
        Queued(card, state or UNTOUCHED) for card, state in zip(forgotten, states, strict=True)
    )
    plan = Plan(new=(), due=due, learning=(), waiting=0)
    return Review(desk.trainer, plan, desk.words.language, practice=True)


def _tell_end(desk: Desk, review: Review) -> None:
    desk.console.say()
    tell_summary(desk, summarise(desk.trainer, review.acts))


def _attempt(review: Review) -> Attempt:
    if review.attempt is None:
        raise LookupError("the session is over")
    return review.attempt
