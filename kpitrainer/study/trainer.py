"""The use cases, over one library, one store and one clock."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import Enum, auto
from pathlib import Path
from random import Random

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, CardKey, Deck
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.schedule.backlog import Backlog
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.day_plan import Limits, Plan, Queued, plan
from kpitrainer.domain.schedule.due_load import DueLoad
from kpitrainer.domain.schedule.exam_forecast import Pace
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import DRILL_MAXIMUM_INTERVAL
from kpitrainer.study.clock import Clock
from kpitrainer.study.day_limits import candidates, comes_at, is_paused, limits_today
from kpitrainer.study.estimate import minutes, pace
from kpitrainer.study.exams import ExamChoice, Forecaster, over
from kpitrainer.study.goals import (
    Studied,
    backlog,
    days_off,
    exam_of,
    met_by,
    off_until,
    with_goals,
)
from kpitrainer.study.library import Library, Selection, is_active
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.study.mistakes_made import mistakes_made
from kpitrainer.study.overview import DeckRow, Overview, days_ahead, standing
from kpitrainer.study.relocate import relocate
from kpitrainer.study.store import Store

_MORE_NEW = 10
"""The weight of the new cards that « more new cards » adds."""


class StudyMode(Enum):
    """What a session is made of."""

    TODAY = auto()  # what is due, and new cards up to the daily limit
    AHEAD = auto()  # what comes due tomorrow, already
    MORE_NEW = auto()  # new cards beyond the daily limit


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
        self._load: DueLoad | None = None
        relocate(library, self.store, self.clock)

    @property
    def settings(self) -> Settings:
        """What the learner chose; it holds as soon as it is set."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings = settings
        self._policies: dict[tuple[str, int], Policy] = {}
        self.clock.day_starts_at = settings.day_starts_at

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
        relocate(library, self.store, self.clock)
        known = {deck.id for deck in library.decks}
        former = (*self.library.former, *self.library.decks)
        gone = tuple(deck for deck in former if deck.id not in known)
        self.library = replace(library, former=gone)

    def overview(self) -> Overview:
        """Count what today holds."""
        states = self.store.states()
        today = self.clock.today()
        everyone, studied = list(self.everyone(states)), self._studied()
        limits, behind = self._limits(everyone, studied)
        everything = self._plan_of(everyone, limits)
        by_deck, last = everything.by_deck(), self.store.last_studied()

        def offers(deck: Deck, unmet: int) -> bool:
            # The limit of new cards is for all decks, and the choice among them the learner's.
            if is_active(deck, states):
                return bool(everything.new and unmet)
            alone = self._plan(Selection(decks=(deck.id,)), states, limits)
            return bool(alone.main() or alone.learning)

        rows = []
        for deck in sorted(self.library.decks, key=lambda deck: deck.id not in self.library.own):
            due, new = by_deck.get(deck.id, (0, 0))
            counted, coming = standing(deck, states, today)
            rows.append(
                DeckRow(
                    deck=deck.id,
                    due=due,
                    new=new,
                    maturity=counted,
                    forecast=(due + new, *coming),
                    offers=bool(due or new) or offers(deck, counted[Maturity.NEW]),
                    last_day=last.get(deck.id),
                    paused_until=self.paused_until(deck.id),
                )
            )
        due, new = len(everything.due) + len(everything.learning), len(everything.new)
        cap = behind.cap if behind else self.settings.reviews_per_day
        unmet = [q.card for q in everyone if q.state.memory is None and not q.state.suspended]
        made = mistakes_made(self.store, today, self.library.drills())
        return Overview(
            day=today,
            rows=tuple(rows),
            due=due,
            new=new,
            waiting=everything.waiting,
            minutes=self._minutes(everything),
            forecast=days_ahead(due + new, everything.waiting, rows, cap),
            next_due=None if due else self.next_due(self.library.select(Selection(), states)),
            started=bool(states),
            new_waiting=everything.new_waiting,
            new_per_day=self.settings.new_per_day,
            unmet=len(unmet),
            met_by=met_by(self.settings, unmet, today if new else today + 1),
            study_days=studied.days,
            off=days_off(self.settings),
            exams=self.forecaster().standings(everyone, self.settings),
            exam_over=over(self.settings, today),
            backlog=behind,
            off_until=off_until(self.settings, today),
            mistakes=sum(one.times for one in made),
        )

    def exam_choices(self, deck: str | None, exam: date) -> Sequence[ExamChoice]:
        """What each desired retention would come to for an exam of one deck, or of all."""
        states = self.store.states()
        if deck is None:
            cards = list(self.everyone(states))
        else:
            cards = list(self.library.select(Selection(decks=(deck,)), states))
        return self.forecaster().choices(cards, exam, self.settings)

    def forecaster(self) -> Forecaster:
        """Predicts what exams come to."""
        seconds = pace(self.store.latest_lengths(), self.library.by_key)
        reviews = self.settings.reviews_per_day
        return Forecaster(self.clock.today(), Pace(seconds, reviews), self.policy)

    def plan(self, selection: Selection, mode: StudyMode = StudyMode.TODAY) -> Plan:
        """The cards of a session."""
        self._load = None
        states = self.store.states()
        if mode is StudyMode.MORE_NEW:
            return self._plan(selection, states, Limits(new=_MORE_NEW, reviews=0))
        if mode is StudyMode.AHEAD:
            tomorrow = Limits(new=0, reviews=self.settings.reviews_per_day)
            return self._plan(selection, states, tomorrow, ahead=1)
        limits, _ = self._limits(list(self.everyone(states)), self._studied())
        return self._plan(selection, states, limits)

    def next_due(self, cards: Iterable[Queued]) -> datetime | None:
        """When the next of these cards comes, however far off.

        What is due today already but is kept back (by the limit, a sibling or the learner)
        comes tomorrow, and cards of a paused deck not before its pause is over.
        """
        comes = (comes_at(queued, self.settings, self.clock) for queued in cards)
        return min(filter(None, comes), default=None)

    def states_of(self, cards: Sequence[Card]) -> list[CardState | None]:
        """The stored states of some cards."""
        states = self.store.states()
        return [states.get(card.key) for card in cards]

    def paused_until(self, deck: str) -> date | None:
        """Until when the deck asks nothing; None where it is not paused now."""
        paused = is_paused(self.settings, deck, self.clock.today())
        return self.settings.options(deck).paused_until if paused else None

    def policy(self, card: Card) -> Policy:
        """How this card is scheduled."""
        policy = self._policy_of(card.key.deck)._replace(fuzz_seed=card.key.card)
        if card.type_name == Drill.type_name:
            policy = policy._replace(maximum_interval=DRILL_MAXIMUM_INTERVAL)
        return policy

    def _policy_of(self, deck: str) -> Policy:
        """How a deck's cards are scheduled today: an answer asks several times."""
        today = self.clock.today()
        if (deck, today) not in self._policies:
            exam = exam_of(self.settings, deck, today)
            retention = (exam or self.settings.options(deck)).desired_retention
            policy = Policy(retention, parameters=self.settings.parameters)
            self._policies[deck, today] = policy
        return self._policies[deck, today]

    @property
    def load(self) -> DueLoad:
        """How many cards come due on which day: counted for a session, and kept by its answers."""
        if self._load is None:
            counts = self.store.due_counts(self.clock.today())
            self._load = DueLoad(counts, days_off(self.settings))
        return self._load

    def policy_now(self, card: Card, memory: Memory | None) -> Policy:
        """How an answer to this card is scheduled today: to the lightest day within the fuzz."""
        return self.load.lightest(memory, self.clock.today(), self.policy(card))

    def seed(self) -> int:
        """A fresh seed, below 2**53."""
        return int(self.random.random() * 2**53)

    def take_in(self) -> None:
        """Carry progress to its cards after rows of other machines, or moves, came in."""
        relocate(self.library, self.store, self.clock)

    def _plan(
        self,
        selection: Selection,
        states: Mapping[CardKey, CardState],
        limits: Limits,
        ahead: int = 0,
    ) -> Plan:
        # With siblings that are not wanted, so that they count as met.
        chosen = self._chosen(selection.deck_names, states)
        able = candidates(chosen, self.settings, self.clock.today())
        limits = limits._replace(apart=bool(selection.deck_names))
        return self._plan_of(able, limits, ahead, selection.has)

    def _plan_of(
        self,
        able: Iterable[Queued],
        limits: Limits,
        ahead: int = 0,
        wanted: Callable[[Card], bool] | None = None,
    ) -> Plan:
        today = self.clock.today()
        since = self.clock.day_start(today)
        return plan(able, today, limits, since=since, ahead=ahead, wanted=wanted)

    def _limits(
        self, everyone: Sequence[Queued], studied: Studied
    ) -> tuple[Limits, Backlog | None]:
        """What today still allows, where `everyone` are the cards that are studied; what waits."""
        behind = backlog(self.settings, everyone, studied)
        limits = limits_today(self.settings, studied.done, self.library.by_key)
        return with_goals(self.settings, limits, everyone, studied, behind), behind

    def everyone(self, states: Mapping[CardKey, CardState]) -> Iterator[Queued]:
        """The cards that are studied where none are named: of decks that neither wait nor pause."""
        return candidates(self._chosen((), states), self.settings, self.clock.today())

    def _chosen(
        self, decks: tuple[str, ...], states: Mapping[CardKey, CardState]
    ) -> Iterator[Queued]:
        """The cards of these decks, or of all that are active or have an exam of their own."""
        own = {deck for deck, options in self.settings.decks.items() if options.get("exam")}
        if own and not decks:
            every = self.library.decks
            decks = tuple(deck.id for deck in every if deck.id in own or is_active(deck, states))
        return self.library.select(Selection(decks), states)

    def _studied(self) -> Studied:
        today = self.clock.today()
        return Studied(today, self.store.day_counts(today), self.store.study_days())

    def _minutes(self, everything: Plan) -> int:
        seconds = pace(self.store.latest_lengths(), self.library.by_key)
        return minutes(everything, seconds, self.settings.desired_retention)
