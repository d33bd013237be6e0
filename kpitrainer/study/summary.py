"""What a session came to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.formula_choice import CONFUSION
from kpitrainer.domain.schedule.counts import best_streak, forecast, percent, streak
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import MATURE_DAYS, Memory, Phase
from kpitrainer.domain.verdict import Message, Rating
from kpitrainer.study.days_told import row_of_days
from kpitrainer.study.goals import days_off
from kpitrainer.study.library import Selection
from kpitrainer.study.practice import effective_answers, is_gone, told_mistake
from kpitrainer.study.study_session import SessionAnswer
from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class SessionMistake:
    """A misconception: whose, which, how often in this session, and what its author says.

    `last_before` is when it was last made before the session; `gone` where the attempts since
    it was made show that it is over (see `practice.is_gone`). One that was made before only,
    and that this session has shown to be over, has the count 0.
    """

    card: Card
    name: str
    count: int
    text: str
    last_before: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class DayStanding:
    """The study day after a session: what was done in all of it, what is left, and tomorrow's.

    `new` cards were met and `reviews` given; `left` cards wait still. On `streak` days in a row
    something was studied, on `best` at most; the first day of all is the only one of its kind.
    """

    new: int
    reviews: int
    left: int
    tomorrow: int
    streak: int
    best: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A session's cards and problems, success, time, and what follows from it.

    Of its `cards` so many were `introduced`, which is no answer; `right` of the `answers` to them
    were. A calculation that was answered is no card here: of `problems` so many were `solved`.
    `missed` are the cards rated AGAIN at least once, be it that they were forgotten or never known;
    `learned` those whose interval grew to a day or more for the first time or became mature.
    `next_due` is None too where cards of today wait still: no later one is the next.
    `notice` is to be told of the backup.
    """

    cards: int
    introduced: int
    answers: int
    right: int
    problems: int
    solved: int
    seconds: int
    missed: tuple[Card, ...]
    learned: tuple[Card, ...]
    mistakes: tuple[SessionMistake, ...]
    next_due: datetime | None
    day: DayStanding
    notice: Message | None = None

    @property
    def percent(self) -> int:
        """Right answers in per cent of all."""
        return percent(self.right, self.answers)


def summarise(trainer: Trainer, answers: Sequence[SessionAnswer]) -> Summary:
    """Sum up a session's answers; time is the time spent on cards, not at the door.

    The session is over: whoever copies the progress file now has all of it.
    """
    notice = trainer.store.end_session()
    missed: dict[object, Card] = {}
    learned: dict[object, Card] = {}
    for answer in answers:
        card, entry = answer.attempt.card, answer.row.entry
        if entry.rating is Rating.AGAIN:
            missed[card.key] = card
        if _rank(answer.row.after.memory) > _rank(answer.row.before.memory):
            learned[card.key] = card
    of_cards = [answer for answer in answers if not _is_problem(answer)]
    asked, right = _rated(of_cards)
    every, all_right = _rated(answers)
    milliseconds = sum(answer.row.entry.duration_ms or 0 for answer in answers)
    plan = trainer.plan(Selection())
    loaded = list(trainer.library.select(Selection(), trainer.store.states()))
    return Summary(
        cards=len({answer.attempt.card.key for answer in of_cards}),
        introduced=len(answers) - every,
        answers=asked,
        right=right,
        problems=every - asked,
        solved=all_right - right,
        seconds=round(milliseconds / 1000),
        missed=tuple(missed.values()),
        learned=tuple(card for key, card in learned.items() if key not in missed),
        mistakes=_mistakes(trainer, answers),
        next_due=None if plan.main() else trainer.next_due(loaded),
        day=_standing(trainer, plan, loaded),
        notice=notice,
    )


def _is_problem(answer: SessionAnswer) -> bool:
    """Whether a calculation was answered; one that was introduced is a card like any."""
    return isinstance(answer.attempt.card.content, Drill) and answer.row.entry.rating is not None


def _rated(answers: Sequence[SessionAnswer]) -> tuple[int, int]:
    """How many of them were rated, and how many not AGAIN."""
    ratings = [answer.row.entry.rating for answer in answers]
    rated = [rating for rating in ratings if rating is not None]
    return len(rated), sum(rating is not Rating.AGAIN for rating in rated)


def _standing(trainer: Trainer, plan: Plan, loaded: Sequence[Queued]) -> DayStanding:
    """What `plan` leaves of today, and what the `loaded` cards come to."""
    today, off = trainer.clock.today(), days_off(trainer.settings)
    done, days = trainer.store.day_counts(today), trainer.store.study_days()
    [coming] = forecast((each.state for each in loaded), today, 1)
    return DayStanding(
        new=len(done.new),
        reviews=len(done.reviews),
        left=len(plan.main()) + len(plan.learning),
        tomorrow=min(coming + plan.waiting, trainer.settings.reviews_per_day),
        streak=streak(days, today, off),
        best=best_streak(days, today, off),
        is_first=list(days) == [today],
    )


def figures_told(summary: Summary) -> Iterator[Message]:
    """How many cards and problems there were, and how they went."""
    if summary.cards or not summary.problems:
        yield Message("summary.cards", {"count": summary.cards})
    if summary.introduced:
        yield Message("summary.introduced", {"count": summary.introduced})
    if summary.answers:
        right = Message("common.percent", {"number": summary.percent})
        yield Message("summary.right", {"percent": right})
    if summary.problems:
        solved = Message("summary.solved", {"count": summary.solved})
        yield Message("summary.problems", {"count": summary.problems, "solved": solved})


def word_told(summary: Summary) -> Message:
    """A word on the day: what is most worth saying of it."""
    day, given = summary.day, summary.answers + summary.problems
    share = percent(summary.right + summary.solved, given) if given >= _ENOUGH else _HALF
    is_record = day.streak == day.best >= _RECORD
    words = (
        ("first", day.is_first),
        ("record", not day.left and is_record),
        ("done", not day.left),
        ("gone", any(mistake.gone for mistake in summary.mistakes)),
        ("well", share >= _WELL),
        ("hard", share < _HALF),
        ("step", True),
    )
    word = next(word for word, holds in words if holds)
    return Message(f"summary.word-{word}", {"count": day.streak})


_RECORD, _ENOUGH, _WELL, _HALF = 3, 5, 90, 50
"""Days in a row that are something; answers that tell something; per cents."""


def day_told(summary: Summary) -> Iterator[Message]:
    """What was done today in all, and the days in a row."""
    day = summary.day
    counts = {
        "new": Message("home.new", {"count": day.new}),
        "reviews": Message("summary.reviews", {"count": day.reviews}),
    }
    if day.new or day.reviews:
        yield Message("summary.today", counts)
    if row := row_of_days(day.streak, day.best):
        yield row


def coming_told(summary: Summary) -> Iterator[Message]:
    """What is left of the day, and what comes tomorrow."""
    if summary.day.left:
        yield Message("summary.left", {"count": summary.day.left})
    tomorrow = summary.day.tomorrow
    yield Message("summary.tomorrow" if tomorrow else "summary.tomorrow-none", {"count": tomorrow})


def _rank(memory: Memory | None) -> int:
    if memory is None or memory.phase is Phase.LEARNING:
        return 0
    return 2 if memory.interval >= MATURE_DAYS else 1


def _mistakes(trainer: Trainer, answers: Sequence[SessionAnswer]) -> tuple[SessionMistake, ...]:
    """Those made in this session, the most frequent first, then those it has shown to be over."""
    met = Counter(
        (answer.attempt.card.key, answer.row.entry.answered.mistake)
        for answer in answers
        if answer.row.entry.answered
        and answer.row.entry.answered.mistake
        and not answer.row.entry.answered.mistake.startswith(CONFUSION)
    )
    mine = {answer.row.id for answer in answers}
    found = []
    drills = {answer.attempt.card.key: answer.attempt.card for answer in answers}
    for card in drills.values():
        if not isinstance(card.content, Drill):
            continue
        done = [answer for answer in answers if answer.attempt.card.key == card.key]
        rows = trainer.store.history(card.key)
        every = effective_answers(rows)
        earlier = effective_answers([row for row in rows if row.id not in mine])
        last = {e.answered.mistake: e.at for e in earlier if e.answered and e.answered.mistake}
        texts = _texts(done)
        names = dict.fromkeys((*(name for key, name in met if key == card.key), *last))
        for name in names:
            count, gone = met[card.key, name], is_gone(name, card, every)
            if count or (gone and not is_gone(name, card, earlier)):
                text = texts.get(name) or told_mistake(card, name, done[-1].attempt.language)
                found.append(SessionMistake(card, name, count, text, last.get(name), gone))
    return tuple(sorted(found, key=lambda mistake: -mistake.count))


def _texts(answers: Sequence[SessionAnswer]) -> dict[str, str]:
    """What was said of each misconception, with the numbers of the latest problem."""
    return {
        part.mistake: part.verdict.text
        for answer in answers
        for part in answer.attempt.judged
        if part.mistake and part.verdict.text
    }
