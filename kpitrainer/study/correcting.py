"""Find the error: sheets that somebody else worked, in most of which one line is wrong."""

from collections.abc import Sequence

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library
from kpitrainer.study.sheets import Sheets, settled_mistakes
from kpitrainer.study.trainer import Trainer

_FEW = 12
"""So many drills at most may have been chosen one by one."""


class Correcting(Drilling):
    """Sheets drawn from some drills, in turns; each is practice, which schedules nothing.

    Drills with a misconception that the learner had, and that is gone for some days, come first,
    and their sheets show it more often than others. Those that give no sheet are left out.
    """

    ALWAYS_PRACTICE = True

    def __init__(
        self,
        trainer: Trainer,
        cards: Sequence[Card],
        language: str,
        *,
        count: int | None = None,
        seed: int | None = None,
    ) -> None:
        """As `Drilling`.

        Raises:
            KpiTrainerError: ("sheet.none") none of the drills gives a sheet.
        """
        self._sheets = Sheets()
        self._preferred = {card.key: settled_mistakes(trainer, card) for card in cards}
        self._chosen = cards
        first = sorted(cards, key=lambda card: not self._preferred[card.key])
        super().__init__(trainer, first, language, count=count, seed=seed)

    @property
    def left_out(self) -> Sequence[Card]:
        """Those that give no sheet, of a few that were chosen: of many nobody asks for each."""
        few = self._chosen if len(self._chosen) <= _FEW else ()
        return tuple(card for card in few if not self._sheets.plans_of(card))

    def _ask(self) -> None:
        while self._cards:
            card = self._cards[self._asked % len(self._cards)]
            if self._sheets.plans_of(card):
                super()._ask()
                return
            self._cards = tuple(each for each in self._cards if each is not card)
        raise KpiTrainerError("sheet.none")

    def _show_card(self, card: Card, seed: int) -> None:
        self.put(self._sheet(card, seed, self._trainer.library))
        self._shown_at = self._trainer.clock.now()

    def _rebased(self, attempt: Attempt, card: Card, library: Library) -> Attempt:
        """The sheet of the same seed, from the beginning: the file may give another now."""
        return self._sheet(card, attempt.seed, library)

    def _sheet(self, card: Card, seed: int, library: Library) -> Attempt:
        preferred = self._preferred.get(card.key, frozenset())
        return Attempt(
            card,
            library.language(card, self._language),
            seed,
            library.vocabulary(card),
            calculation=self._sheets.calculation(card, seed, preferred),
        )
