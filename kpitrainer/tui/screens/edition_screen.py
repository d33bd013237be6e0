"""Newer editions of decks are there: take them, or not?"""

from collections.abc import Iterable
from contextlib import suppress

from textual.content import Content

from kpitrainer.deck_wording import (
    change_lines,
    counts_told,
    deck_told,
    edition_told,
    progress_lines,
)
from kpitrainer.domain.cards.deck_difference import DeckDifference
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.deck_offers import DeckOffers
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.text.lines import ACCENT


class EditionScreen(TextScreen):
    """Asked over Home; the key that studies there does nothing here."""

    NAME = "editions"
    ACTIONS = (
        Action(
            "take",
            "o,y",
            "handover.key-take",
            "help.take-edition",
            bar_key=lambda screen: screen.translate("clock.yes"),
            help_keys="o y",
        ),
        Action("leave", "n,escape", "handover.key-leave", "help.leave-edition"),
        HELP,
    )

    def __init__(self, context: AppContext, offers: DeckOffers) -> None:
        super().__init__(context)
        self._offers = offers
        self._states = context.trainer.store.states()

    def paragraphs(self) -> Iterable[Content]:
        """What is different in each, and what becomes of progress."""
        translate, differences = self.translate, self._offers.differences
        yield Content.styled(translate("handover.offer", count=len(differences)), ACCENT)
        for difference in differences:
            yield Content("\n").join(self._told(difference))
        yield Content(translate("handover.offer-choice"))

    def _told(self, difference: DeckDifference) -> Iterable[Content]:
        translate = self.translate
        named = (deck_told(translate, difference.new), edition_told(translate, difference))
        yield Content.styled(", ".join(filter(None, named)), "bold")
        yield Content(counts_told(translate, difference))
        yield from map(Content, change_lines(translate, difference))
        yield from map(Content, progress_lines(translate, difference, self._states))

    def action_take(self) -> None:
        """Write them, and read the decks again; where that cannot be, say why and ask on."""

        def take() -> None:
            self._offers.take()
            editing, trainer = self.context.editing, self.context.trainer
            if editing is not None:
                trainer.use_library(editing.read_library())

        if self.succeeds(take):
            count = len(self._offers.differences)
            self.notify(self.translate("handover.offer-taken", count=count), markup=False)
            self.dismiss(True)

    def action_leave(self) -> None:
        """Keep what there is; these editions are not offered again."""
        with suppress(KpiTrainerError):  # then they are, another day
            self._offers.refuse()
        self.dismiss(False)
