"""Honest figures of what was learned and how well it holds: of all cards, and of one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.counts import Maturity, maturity, percent, streak
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState, Phase
from kpitrainer.domain.schedule.replay import effective, steps
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.cram import leeches
from kpitrainer.study.trainer import Trainer

PERIOD = 30
"""Figures of the recent past cover this many study days, today included."""


@dataclass(frozen=True, slots=True)
class CardFigures:
    """How one card did in the period: its answers, of which `again` were rated so.

    `kept` of `asked` are its reviews as in `Statistics`; `last_day` is the study day of its last
    answer.
    """

    key: CardKey
    maturity: Maturity
    answers: int
    again: int
    asked: int
    kept: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """`kept` of `asked` reviews of known cards succeeded in the period: the true retention.

    `per_day` counts answers on each day of the period, oldest first; `seconds_today` is the time
    of all that was shown, introductions too; `mistakes` counts each misconception as
    (deck, card, name). `by_card` has the cards that were answered, in study order; `leeches` those
    that keep being forgotten, with how often, the worst first.
    """

    cards: Mapping[Maturity, int]
    streak: int
    answers_today: int
    seconds_today: int
    asked: int
    kept: int
    practice: int
    per_day: tuple[int, ...]
    mistakes: tuple[tuple[tuple[str, str, str], int], ...]
    by_card: tuple[CardFigures, ...]
    leeches: tuple[tuple[CardKey, int], ...]

    @property
    def percent_kept(self) -> int:
        """The true retention in per cent."""
        return percent(self.kept, self.asked)


def statistics(trainer: Trainer, deck: str | None = None) -> Statistics:
    """Compute the figures over the loaded decks, or that `deck`, and the last PERIOD study days.

    Raises:
        UnknownNameError: there is no such deck.
    """
    today = trainer.clock.today()
    first = today - PERIOD + 1
    wanted = None if deck is None else trainer.library.deck(deck).id
    rows = list(trainer.store.rows(since_day=first))
    acts = [entry for entry in effective(rows) if wanted in (None, entry.key.deck)]
    entries = [entry for entry in acts if entry.rating is not None]
    states = trainer.store.states()
    keys = [key for key in trainer.library.by_key if wanted in (None, key.deck)]
    asked = [entry for entry in entries if _tests_memory(entry)]
    per_day = Counter(entry.day for entry in entries)
    milliseconds = sum(entry.duration_ms or 0 for entry in acts if entry.day == today)
    mistakes = Counter(
        (*entry.key, entry.answered.mistake)
        for entry in entries
        if entry.answered and entry.answered.mistake
    )
    return Statistics(
        cards=Counter(maturity(states.get(key)) for key in keys),
        streak=streak(trainer.store.study_days(), today),
        answers_today=per_day[today],
        seconds_today=round(milliseconds / 1000),
        asked=len(asked),
        kept=sum(entry.rating is not Rating.AGAIN for entry in asked),
        practice=sum(entry.kind is LogKind.PRACTICE for entry in entries),
        per_day=tuple(per_day[day] for day in range(first, today + 1)),
        mistakes=tuple(mistakes.most_common()),
        by_card=tuple(_by_card(keys, entries, states)),
        leeches=tuple(
            (queued.card.key, queued.state.memory.lapses)
            for queued in leeches(trainer, wanted)
            if queued.state.memory is not None
        ),
    )


def _by_card(
    keys: Iterable[CardKey], entries: Iterable[LogEntry], states: Mapping[CardKey, CardState]
) -> Iterator[CardFigures]:
    answers: dict[CardKey, list[LogEntry]] = {}
    for entry in entries:
        answers.setdefault(entry.key, []).append(entry)
    for key in keys:
        if found := answers.get(key):
            asked = [entry for entry in found if _tests_memory(entry)]
            yield CardFigures(
                key=key,
                maturity=maturity(states.get(key)),
                answers=len(found),
                again=sum(entry.rating is Rating.AGAIN for entry in found),
                asked=len(asked),
                kept=sum(entry.rating is not Rating.AGAIN for entry in asked),
                last_day=found[-1].day,
            )


def _tests_memory(entry: LogEntry) -> bool:
    """Whether a review asked for a card that was known: learning steps and practice do not."""
    return entry.kind is LogKind.REVIEW and entry.was is Phase.REVIEW


@dataclass(frozen=True, slots=True)
class CardInfo:
    """A card, its state, the chance in (0, 1] of recalling it now, and its past, oldest first.

    Each act of `history` has the state it left. There is no such chance of a card that was never
    answered.
    """

    card: Card
    state: CardState
    retrievability: float | None
    history: Sequence[tuple[LogEntry, CardState]]

    @property
    def recall_percent(self) -> int:
        """The chance of recalling it now, in whole per cent."""
        return round(100 * (self.retrievability or 0))


def card_info(trainer: Trainer, card: Card) -> CardInfo:
    """Look a card up; rows taken back are left out of its history."""
    every = list(steps(trainer.store.history(card.key)))
    state = every[-1][1] if every else UNTOUCHED
    # What an exam has of it follows as practice or review once it is handed in.
    history = [(entry, after) for entry, after in every if entry.kind is not LogKind.MOCK_EXAM]
    memory = state.memory
    chance = None
    if memory is not None and not memory.unasked:
        chance = retrievability(memory, trainer.clock.today(), trainer.policy(card))
    return CardInfo(
        card=card,
        state=state,
        retrievability=chance,
        history=history,
    )
