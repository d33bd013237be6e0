"""A learner's seat before the running application: keys in, what the screen shows out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from textual import events
from textual.content import Content
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input
from textual.worker import WorkerCancelled

from kpitrainer.config import Settings
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.i18n import Translator
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.deck_offers import LookForOffers
from kpitrainer.study.library import Library
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from kpitrainer.tui.app import TrainerApp
from kpitrainer.tui.context import AppContext, Editing
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.widgets.prose import Prose
from tests.factories import FixedClock

S = TypeVar("S", bound=Screen[Any])

UNFADED = Settings(fading_solutions=False)
"""For whoever wants a drill asked when it is met."""

_ROUNDS = 5
"""A key becomes a message, an action, another message, a new layout, and lines in it."""

_FRAME_SIDES = str.maketrans("│╭╮╰╯", "     ")
_PLAIN_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """`text` with ordinary spaces, as a test is written."""
    return text.translate(_PLAIN_SPACES)


def _unframed(line: str) -> str:
    """A line of the screen without the sides of a frame, or with its title alone."""
    if line.lstrip().startswith(("╭", "╰")):
        line = line.replace("─", " ")
    return line.translate(_FRAME_SIDES)


@dataclass
class Hands:
    """The time between keys, in place of `time.monotonic`: a second each unless told otherwise."""

    now: float = 1000.0
    pace: float = 1.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Seat:
    """One running application, as the learner in front of it has it."""

    app: TrainerApp
    pilot: Pilot[Any]
    store: SqlStore
    clock: FixedClock
    hands: Hands
    saved: list[Settings] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        """Press keys one after another, and wait until all they caused is shown."""
        for key in keys:
            self.hands.now += self.hands.pace
            self._send(key, key if len(key) == 1 else None)
            await self.settle()

    async def write(self, text: str) -> None:
        """Type a text at once, as the terminal hands it over."""
        for letter in text:
            self._send(letter if letter.isalnum() else _character_to_key(letter), letter)
        await self.settle()

    def _send(self, key: str, letter: str | None) -> None:
        driver = self.app._driver
        assert driver is not None
        driver.send_message(events.Key(key, letter))

    async def settle(self) -> None:
        """Wait until all that was caused is done and shown, threads included.

        The pilot's own wait asks whether the machine is idle, which takes 60 ms each time, and
        sends a message to each widget.
        """
        for _ in range(_ROUNDS):
            await self._rest()
            self.app.screen._on_timer_update()
        await self._rest()
        if self._working:
            # One count of the decks is cancelled where another one follows.
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.settle()

    @staticmethod
    async def _rest() -> None:
        """Let all tasks go on until each waits for something from outside."""
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        await asyncio.sleep(0)
        while ready:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)

    @property
    def _working(self) -> bool:
        return any(not worker.is_finished for worker in self.app.workers)

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()

    @property
    def strips(self) -> list[Strip]:
        """The screen's lines, as they go to the terminal."""
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """The screen's lines, without the frames around them."""
        return [plain(_unframed(strip.text)).rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        """All that is on the screen, line ends included."""
        return "\n".join(self.lines)

    @property
    def unbroken(self) -> str:
        """All that is on the screen, however its lines are broken."""
        return " ".join(self.text.split())

    def line(self, part: str) -> str:
        """The one line on the screen that holds `part`."""
        [line] = [line for line in self.lines if part in line]
        return line

    def prose(self, name: str) -> str:
        """The text of a part of the present screen, whether it is in view or not."""
        return plain(self.content(name).plain)

    def content(self, name: str) -> Content:
        return self.app.screen.query_one(f"#{name}", Prose).content

    @property
    def toasts(self) -> list[str]:
        """What was notified, oldest first."""
        return [plain(note.message) for note in self.app._notifications]

    def on(self, kind: type[S]) -> S:
        """The present screen, of that kind."""
        screen = self.app.screen
        assert isinstance(screen, kind), screen
        return screen

    @property
    def review(self) -> Review:
        return self.on(ReviewScreen).review

    @property
    def attempt(self) -> Attempt:
        """The card or problem on screen."""
        screen = self.app.screen
        assert isinstance(screen, ReviewScreen | DrillScreen), screen
        return screen.attempt

    @property
    def field(self) -> str:
        """What stands in the answer field."""
        return self.app.screen.query_one(Input).value

    @property
    def ratings(self) -> list[str]:
        """The ratings in the log, those taken back left out, as « nps GOOD review »."""
        rows = list(self.store.rows())
        undone = {row.entry.undoes for row in rows}
        return [
            f"{row.entry.key.card} {row.entry.rating.name} {row.entry.kind}"
            for row in rows
            if row.id not in undone and row.entry.rating is not None
        ]

    def state(self, card: str, deck: str = "deck") -> CardState:
        """A card's stored state."""
        states = {tuple(key): state for key, state in self.store.states().items()}
        return states.get((deck, card), CardState())


Sit = Callable[..., AbstractAsyncContextManager[Seat]]
"""Opens the application on the decks it is given."""


def proposed(seat: Seat) -> list[str]:
    """The ratings that carry the mark."""
    return [
        rating
        for rating in ("1 Encore ◂", "2 Difficile ◂", "3 Correct ◂", "4 Facile ◂")
        if rating in seat.text
    ]


@asynccontextmanager
async def seated(  # noqa: PLR0913 - what a test may set
    library: Library,
    store: SqlStore,
    clock: FixedClock,
    hands: Hands,
    *,
    size: tuple[int, int] = (80, 24),
    language: str = "fr",
    settings: Settings | None = None,
    first_start: bool = False,
    editing: Editing | None = None,
    look_for_offers: LookForOffers | None = None,
) -> AsyncIterator[Seat]:
    """The application on Home, its figures read; at a first start the opening is over it."""
    settings = settings or Settings()
    saved: list[Settings] = []

    def open_trainer() -> Trainer:
        chance = Random(1)  # noqa: S311 - a test wants the same every time
        return Trainer(library, store, clock, settings, chance)

    context = AppContext(Translator(language), settings, open_trainer, saved.append)
    context.is_first_start = first_start
    context.editing, context.look_for_offers = editing, look_for_offers
    app = TrainerApp(context)
    # Scrolling arrives at once.
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        seat = Seat(app, pilot, store, clock, hands, saved)
        await seat.settle()
        yield seat
