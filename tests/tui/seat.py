"""A learner's seat: keys in, what is on the screen out."""

import unicodedata
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from kpitrainer.tui.app import TrainerApp
from kpitrainer.tui.screens.review import ReviewScreen
from kpitrainer.trainer.review import Review
from kpitrainer.domain.attempt import Attempt

S = TypeVar("S", bound=Screen[Any])


class Seat:
    """One running application, as the learner in front of it has it."""

    def __init__(self, app: TrainerApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def ready(self) -> None:
        """Wait until what runs in threads is done and shown."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
