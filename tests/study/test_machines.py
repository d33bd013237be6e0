"""Three machines of one learner, whatever they do and however they hear of each other.

Each has a progress file, a clock and decks of its own; in the end all have the same decks, and
then the same rows and the same states.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event
from unittest.mock import patch
from uuid import UUID

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kpitrainer.config import Settings
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.checkup import compare
from kpitrainer.storage.log_file import opened, write_log
from kpitrainer.storage.log_transfer import merge_safely, recorded
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.storage.sync_folder import SyncPlace, synchronise
from kpitrainer.study.library import Library
from kpitrainer.study.progress import record_act, record_answer, record_meaning, undo_last
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, card, deck, noon

COUNT = 3
EDITIONS = (
    (("one", (), 1), ("two", (), 1)),
    (("first", ("one",), 1), ("two", (), 2)),
    (("first", ("one",), 2), ("second", ("two",), 2)),
    (("best", ("first", "one"), 3), ("second", ("two",), 2)),
    (("best", ("first", "one", "second", "two"), 4),),
)
"""The deck as its author publishes it: names, former names and versions of its cards."""

machines = st.integers(0, COUNT - 1)
places = st.integers(0, 1)


def published(edition: int) -> Library:
    cards = [
        card(name, aliases=tuple(CardKey("deck", alias) for alias in aliases), version=version)
        for name, aliases, version in EDITIONS[edition]
    ]
    return Library((deck("deck", *cards),))


@dataclass
class Machine:
    store: SqlStore
    clock: FixedClock
    trainer: Trainer
    place: SyncPlace
    edition: int = 0

    def card(self, place: int) -> Card:
        cards = self.trainer.library.cards
        return cards[place % len(cards)]

    def update(self, edition: int) -> None:
        self.edition = edition
        self.trainer.use_library(published(edition))


class Machines(RuleBasedStateMachine):
    """Acts of a learner on any machine, in any order."""

    @initialize()
    def start(self) -> None:
        self.folder = TemporaryDirectory()
        self.at = Path(self.folder.name)
        (self.at / "shared").mkdir()
        self.machines = []
        self.random = Random(0)  # noqa: S311 - as below
        self.patched = patch("kpitrainer.storage.row_ids.uuid7", self.uuid7)
        self.patched.start()
        for number in range(COUNT):
            store = open_store(self.at / f"{number}.db")
            clock = FixedClock(noon())
            trainer = Trainer(published(0), store, clock, Settings(), Random(number))  # noqa: S311 - chance for a test
            place = SyncPlace(self.at / "shared", f"machine-{number}", self.at / f"notes-{number}")
            self.machines.append(Machine(store, clock, trainer, place))

    def on(self, at: int) -> Machine:
        """A machine, whose clock is the one that the next ids are made by."""
        self.clock = self.machines[at].clock
        return self.machines[at]

    def uuid7(self) -> UUID:
        """An id as that clock has it."""
        ms = int(self.clock.now().timestamp() * 1000)
        low = self.random.getrandbits(62)
        return UUID(int=ms << 80 | 7 << 76 | self.random.getrandbits(12) << 64 | 2 << 62 | low)

    @rule(at=machines, place=places, rating=st.sampled_from(Rating))
    def answer(self, at: int, place: int, rating: Rating) -> None:
        machine = self.on(at)
        attempt = Attempt(machine.card(place), "fr", 1)
        record_answer(machine.trainer, attempt, None, rating, 1000)

    @rule(at=machines, place=places)
    def introduce(self, at: int, place: int) -> None:
        machine = self.on(at)
        attempt = Attempt(machine.card(place), "fr", 1)
        record_answer(machine.trainer, attempt, LogKind.INTRODUCED, None, 1000)

    @rule(
        at=machines,
        place=places,
        kind=st.sampled_from([LogKind.BURY, LogKind.SUSPEND, LogKind.RESUME, LogKind.FORGET]),
    )
    def act(self, at: int, place: int, kind: LogKind) -> None:
        machine = self.on(at)
        record_act(machine.trainer, machine.card(place), kind, "fr")

    @rule(at=machines, place=places, kind=st.sampled_from([LogKind.RESTART, LogKind.KEEP]))
    def decide_what_an_edit_means(self, at: int, place: int, kind: LogKind) -> None:
        machine = self.on(at)
        record_meaning(machine.trainer, machine.card(place), kind, "fr")

    @rule(at=machines)
    def undo(self, at: int) -> None:
        # What a clock that was set back makes the last act may have had others after it.
        with suppress(KpiTrainerError):
            undo_last(self.on(at).trainer)

    @rule(at=machines, days=st.sampled_from([-400, -1, 0, 1, 9, 400]), minutes=st.integers(0, 99))
    def turn_the_clock(self, at: int, days: int, minutes: int) -> None:
        self.on(at).clock.wait(days=days, minutes=minutes)

    @rule(at=machines)
    def update(self, at: int) -> None:
        machine = self.on(at)
        machine.update(min(machine.edition + 1, len(EDITIONS) - 1))

    @rule(at=machines, of=machines)
    def export_and_merge(self, at: int, of: int) -> None:
        file = self.at / "export.jsonl"
        write_log(file, recorded(self.machines[of].store))
        with opened(file) as log:
            machine = self.on(at)
            merge_safely(machine.store, log.rows())
        machine.trainer.take_in()

    @rule(at=machines)
    def sync(self, at: int) -> None:
        machine = self.on(at)
        assert not synchronise(machine.store, machine.place, Event()).notices
        machine.trainer.take_in()

    @precondition(lambda self: (self.at / "shared").exists())
    @rule(of=machines)
    def lose_a_file_of_the_folder(self, of: int) -> None:
        (self.at / "shared" / f"machine-{of}.jsonl").unlink(missing_ok=True)

    def teardown(self) -> None:
        """All update their decks and hear of each other: then they know the same."""
        last = max(machine.edition for machine in self.machines)
        for at in range(COUNT):
            self.on(at).update(last)
        # What a machine moves after it heard of others leaves it in the next round.
        for _ in range(3):
            for at in range(COUNT):
                self.sync(at)
        first, *others = self.machines
        expected = told(first)
        for machine in others:
            assert told(machine) == expected
        assert first.store.keys() <= first.trainer.library.by_key.keys(), "no history is an orphan"
        for machine in self.machines:
            machine.store.close()
        self.patched.stop()
        self.folder.cleanup()


def told(machine: Machine) -> tuple[list[LogRow], str]:
    """The rows of a machine, and its states digit by digit, which its rows lead to."""
    states = sorted(machine.store.states().items())
    for key, state in states:
        assert replay(machine.store.history(key)) == state
    assert compare(machine.store, lambda _done, _total: None).agree
    return list(recorded(machine.store)), repr(states)


TestMachines = Machines.TestCase
# A failure is told as it was found: to make it smaller takes minutes.
TestMachines.settings = settings(
    max_examples=12, stateful_step_count=25, phases=(Phase.reuse, Phase.generate)
)
