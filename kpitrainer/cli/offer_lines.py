"""A session in lines ends with a word on newer editions of decks, looked for meanwhile."""

from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import look_for_offers
from kpitrainer.cli.cli_context import CliContext

if TYPE_CHECKING:
    from kpitrainer.study.deck_offers import DeckOffers
    from kpitrainer.study.trainer import Trainer

_SECONDS = 1.0
"""So long the end of a session waits at most."""


def look(context: CliContext, trainer: "Trainer") -> Callable[[], None]:
    """Begin to look; what is given tells in the end, if that is known by then."""
    found: Queue[DeckOffers | None] = Queue()

    def look() -> None:
        offers = None
        try:
            offers = look_for_offers(context.options, trainer.settings)
        finally:
            found.put(offers)

    def tell() -> None:
        try:
            offers = found.get(timeout=_SECONDS)
        except Empty:
            return  # at another start
        for difference in offers.differences if offers else ():
            title = difference.new.title_for(context.translate.language)
            context.tell("handover.offer-line", title=title, id=difference.new.id)

    Thread(target=look, daemon=True).start()
    return tell
