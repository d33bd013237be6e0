"""The use cases, over one library, one store and one clock."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from random import Random

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.schedule.counts import (
    Maturity,
    forecast,
    maturity,
    streak,
)
from kpitrainer.domain.schedule.day_plan import Limits, Plan, plan
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import DRILL_MAXIMUM_INTERVAL
from kpitrainer.domain.schedule.study_day import day_start
from kpitrainer.study.clock import Clock
from kpitrainer.study.estimate import minutes, pace, weight
from kpitrainer.study.library import Library, Selection, is_active
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.study.relocate import find_homes, find_moves
from kpitrainer.study.store import Store

FORECAST_DAYS = 7

_MORE_NEW = 10
"""The weight of the new cards that « more new cards » adds."""


class StudyMode(Enum):
    """What a session is made of."""

    TODAY = auto()  # what is due, and new cards up to the daily limit
    AHEAD = auto()  # what comes due tomorrow, already
    MORE_NEW = auto()  # new cards beyond the daily limit


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck's standing on Home."""

    deck: str
    due: int
    new: int
    maturity: Mapping[Maturity, int]
    last_day: int | None
    forecast: tuple[int, ...]

    @property
    def cards(self) -> int:
        """How many cards the deck has."""
        return sum(self.maturity.values())

    @property
    def fresh(self) -> int:
        """How many of them were never met."""
        return self.maturity[Maturity.NEW]

    @property
    def learned(self) -> int:
        """How many of them are mature."""
        return self.maturity[Maturity.MATURE]


@dataclass(frozen=True, slots=True)
class Overview:
    """The study day `day` at a glance. `next_due` is the next card's time when none is due now."""

    day: int
    rows: tuple[DeckRow, ...]
    due: int
    new: int
    waiting: int
    minutes: int
    streak: int
    forecast: tuple[int, ...]
    next_due: datetime | None
    started: bool
    new_waiting: int = 0


class Trainer:
    """What every front end can do. Decks are read, never written; answers go to the store."""

    def __init__(
        self,
        library: Library,
        store: Store,
        clock: Clock,
        settings: Settings,
        random: Random,
    ) -> None:
        """`random` draws seeds: numbers of drills and the order of choices."""
        self.library = library
        self.store = store
        self.clock = clock
        self.settings = settings
        self.random = random
        self._relocate_progress(library)

    def reload_library(self, library: Library, edited: Path) -> LibraryReload:
        """Go on with decks that were read again after the file `edited` was.

        Raises:
            KpiTrainerError: progress could not be carried to renamed cards; nothing has changed.
        """
        self.use_library(library)
        return LibraryReload(self.library, edited)

    def use_library(self, library: Library) -> None:
        """Go on with decks that were read again.

        Raises:
            KpiTrainerError: as `reload_library`.
        """
        self._relocate_progress(library)
        known = {deck.id for deck in library.decks}
        former = (*self.library.former, *self.library.decks)
        gone = tuple(deck for deck in former if deck.id not in known)
        self.library = replace(library, former=gone)

    def overview(self) -> Overview:
        """Count what today holds."""
        states = self.store.states()
        today = self.clock.today()
        everything = self._plan(Selection(), states)
        by_deck = everything.by_deck()
        last = self.store.last_studied()
        rows = []
        for deck in self.library.decks:
            mine = [states.get(card.key) for card in deck.cards]
            counted = by_deck
            if not is_active(deck, states):
                # A deck outside « everything » counts by itself.
                counted = self._plan(Selection(decks=(deck.id,)), states).by_deck()
            due, new = counted.get(deck.id, (0, 0))
            rows.append(
                DeckRow(
                    deck=deck.id,
                    due=due,
                    new=new,
                    maturity=Counter(maturity(state) for state in mine),
                    last_day=last.get(deck.id),
                    forecast=forecast(_memories(mine), today, FORECAST_DAYS),
                )
            )
        due = len(everything.due) + len(everything.learning)
        new = len(everything.new)
        known = [states.get(card.key) for card in self.library.cards]
        return Overview(
            day=today,
            rows=tuple(rows),
            due=due,
            new=new,
            waiting=everything.waiting,
            minutes=self._minutes(everything),
            streak=streak(self.store.study_days(), today),
            forecast=forecast(_memories(known), today, FORECAST_DAYS),
            next_due=None if due else self.next_due(known),
            started=bool(states),
            new_waiting=everything.new_waiting,
        )

    def plan(self, selection: Selection, mode: StudyMode = StudyMode.TODAY) -> Plan:
        """The cards of a session."""
        return self._plan(selection, self.store.states(), mode)

    def next_due(self, states: Iterable[CardState | None]) -> datetime | None:
        """When the next of these cards comes, however far off.

        What is due today already but is kept back (by the limit, a sibling or the learner)
        comes tomorrow.
        """
        today = self.clock.today()
        times = (
            memory.due_at
            if memory.due_at is not None and state.buried_day != today
            else day_start(max(memory.due_day, today + 1), self.clock.zone)
            for state, memory in _studied(states)
        )
        return min(times, default=None)

    def states_of(self, cards: Sequence[Card]) -> list[CardState | None]:
        """The stored states of some cards."""
        states = self.store.states()
        return [states.get(card.key) for card in cards]

    def policy(self, card: Card) -> Policy:
        """How this card is scheduled."""
        policy = Policy(
            desired_retention=self.settings.desired_retention, fuzz_seed="/".join(card.key)
        )
        if isinstance(card.content, Drill):
            policy = replace(policy, maximum_interval=DRILL_MAXIMUM_INTERVAL)
        return policy

    def seed(self) -> int:
        """A fresh seed, below 2**53."""
        return int(self.random.random() * 2**53)

    def move(self, moves: Mapping[CardKey, CardKey]) -> None:
        """Give what is known under former names to other cards, here and on other machines."""
        self.store.move(moves, self.clock.now(), self.clock.today())
        self._relocate_progress(self.library)

    def take_in(self) -> None:
        """Carry progress to its cards after rows of other machines came in."""
        self._relocate_progress(self.library)

    def _relocate_progress(self, library: Library) -> None:
        """Carry progress to where its cards are now."""
        made = self.store.moves()
        # What came from elsewhere first: it may be where a card's progress is.
        self.store.settle(find_homes(library, made))
        found = find_moves(library, made, self.store.keys(), self.store.log_summaries)
        if found:
            self.store.move(found, self.clock.now(), self.clock.today())
            self.store.settle(find_homes(library, [*made, *found.items()]))

    def _plan(
        self,
        selection: Selection,
        states: Mapping[CardKey, CardState],
        mode: StudyMode = StudyMode.TODAY,
    ) -> Plan:
        # Without the tag, so that siblings that lack it count as met.
        candidates = self.library.select(replace(selection, tag=None), states)
        tag = selection.tag
        today = self.clock.today()
        if mode is StudyMode.MORE_NEW:
            return plan(candidates, today, Limits(new=_MORE_NEW, reviews=0), tag=tag)
        if mode is StudyMode.AHEAD:
            tomorrow = Limits(new=0, reviews=self.settings.reviews_per_day)
            return plan(candidates, today, tomorrow, ahead=1, tag=tag)
        done = self.store.day_counts(today)
        spent = sum(weight(self.library.by_key, key) for key in done.new)
        limits = Limits(
            new=self.settings.new_per_day - spent,
            reviews=self.settings.reviews_per_day - done.reviews,
        )
        return plan(candidates, today, limits, tag=tag)

    def _minutes(self, everything: Plan) -> int:
        seconds = pace(self.store.latest_lengths(), self.library.by_key)
        return minutes(everything, seconds, self.settings.desired_retention)


def _studied(states: Iterable[CardState | None]) -> Iterator[tuple[CardState, Memory]]:
    for state in states:
        if state and state.memory is not None and not state.suspended:
            yield state, state.memory


def _memories(states: Iterable[CardState | None]) -> Iterator[Memory]:
    return (memory for _, memory in _studied(states))
