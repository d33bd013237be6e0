"""Newer editions of decks, looked for behind Home, and asked about once it is in front."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from kpitrainer.tui.base_app import BaseApp
from kpitrainer.tui.context import AppContext

if TYPE_CHECKING:
    from kpitrainer.study.deck_offers import DeckOffers


class OffersBehind:
    """Looks in a thread that nothing waits for; what it found waits while there is a session."""

    def __init__(self, app: BaseApp, context: AppContext, is_free: Callable[[], bool]) -> None:
        """`is_free` tells whether a question would be in nobody's way now."""
        self._app, self._context, self._is_free = app, context, is_free
        self._found: DeckOffers | None = None

    def begin(self) -> None:
        """Look whether there are any."""
        if self._context.look_for_offers is not None:
            Thread(target=self._look, args=(self._context.look_for_offers,), daemon=True).start()

    def _look(self, look: "Callable[[], DeckOffers | None]") -> None:
        try:
            found = look()
        except Exception:  # noqa: BLE001 - its traceback would be written over the screen
            return
        if found is not None:
            with suppress(RuntimeError):  # the program is over
                self._app.call_from_thread(self._take_in, found)

    def _take_in(self, found: "DeckOffers") -> None:
        self._found = found
        self.ask()

    def ask(self) -> None:
        """Ask whether they are wanted, once."""
        if self._found is not None and self._is_free():
            from kpitrainer.tui.screens.edition_screen import EditionScreen

            self._app.push_screen(EditionScreen(self._context, self._found))
            self._found = None
