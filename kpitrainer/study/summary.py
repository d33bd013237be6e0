"""What a session came to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.schedule.counts import percent
from kpitrainer.domain.schedule.memory import (
    MATURE_DAYS,
    Memory,
    Phase,
)
from kpitrainer.domain.verdict import Message, Rating
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
class Summary:
    """A session's cards, success, time, and what follows from it.

    Of its `cards` so many were `introduced`, which is no answer. `missed` are those rated AGAIN at
    least once, be it that they were forgotten or never known; `learned` those whose interval grew
    to a day or more for the first time or became mature. `notice` is to be told of the backup.
    """

    cards: int
    introduced: int
    answers: int
    right: int
    seconds: int
    missed: tuple[Card, ...]
    learned: tuple[Card, ...]
    mistakes: tuple[SessionMistake, ...]
    next_due: datetime | None
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
    cards = {answer.attempt.card.key: answer.attempt.card for answer in answers}
    ratings = [answer.row.entry.rating for answer in answers]
    rated = [rating for rating in ratings if rating is not None]
    milliseconds = sum(answer.row.entry.duration_ms or 0 for answer in answers)
    return Summary(
        cards=len(cards),
        introduced=len(ratings) - len(rated),
        answers=len(rated),
        right=sum(rating is not Rating.AGAIN for rating in rated),
        seconds=round(milliseconds / 1000),
        missed=tuple(missed.values()),
        learned=tuple(card for key, card in learned.items() if key not in missed),
        mistakes=_mistakes(trainer, answers),
        next_due=trainer.next_due(trainer.library.select(Selection(), trainer.store.states())),
        notice=notice,
    )


def _rank(memory: Memory | None) -> int:
    if memory is None or memory.phase is Phase.LEARNING:
        return 0
    return 2 if memory.interval >= MATURE_DAYS else 1


def _mistakes(trainer: Trainer, answers: Sequence[SessionAnswer]) -> tuple[SessionMistake, ...]:
    """Those made in this session, the most frequent first, then those it has shown to be over."""
    met = Counter(
        (answer.attempt.card.key, answer.row.entry.answered.mistake)
        for answer in answers
        if answer.row.entry.answered and answer.row.entry.answered.mistake
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
