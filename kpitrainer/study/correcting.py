"""Find the error: sheets that somebody else worked, in most of which one line is wrong."""

from collections.abc import Sequence

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.correction import correction
from kpitrainer.domain.drill.sheet import draw_sheet
from kpitrainer.domain.drill.sheet_plan import SheetPlan, sheet_plans
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogEntry
from kpitrainer.sheet_wording import sheet_words
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library
from kpitrainer.study.practice import effective_answers, is_gone
from kpitrainer.study.trainer import Trainer

SETTLED_DAYS = 7
"""So many days after a misconception was last made, if it is gone, it is shown again on a sheet."""

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
        self._plans: dict[CardKey, tuple[Card, Sequence[SheetPlan]]] = {}
        self._preferred = {card.key: settled_mistakes(trainer, card) for card in cards}
        self._words = sheet_words()
        self._chosen = cards
        first = sorted(cards, key=lambda card: not self._preferred[card.key])
        super().__init__(trainer, first, language, count=count, seed=seed)

    @property
    def left_out(self) -> Sequence[Card]:
        """Those that give no sheet, of a few that were chosen: of many nobody asks for each."""
        few = self._chosen if len(self._chosen) <= _FEW else ()
        return tuple(card for card in few if not self._plans_of(card))

    def _ask(self) -> None:
        while self._cards:
            card = self._cards[self._asked % len(self._cards)]
            if self._plans_of(card):
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
        plans = self._plans_of(card)
        if not plans:
            raise KpiTrainerError("sheet.none")
        preferred = self._preferred.get(card.key, frozenset())
        sheet = draw_sheet(plans, seed, self._words.last, preferred)
        return Attempt(
            card,
            library.language(card, self._language),
            seed,
            library.vocabulary(card),
            calculation=Calculation(correction(sheet, self._words)),
        )

    def _plans_of(self, card: Card) -> Sequence[SheetPlan]:
        """What sheets the drill gives, found out once, and again after an edit."""
        known = self._plans.get(card.key)
        if known is None or known[0] is not card:
            template = card.content.template if isinstance(card.content, Drill) else None
            known = card, sheet_plans(template) if template else ()
            self._plans[card.key] = known
        return known[1]


def settled_mistakes(trainer: Trainer, card: Card) -> frozenset[str]:
    """The misconceptions in a drill that the learner had, and that are gone for SETTLED_DAYS."""
    entries = effective_answers(trainer.store.history(card.key))
    made: dict[str, LogEntry] = {
        entry.answered.mistake: entry
        for entry in entries
        if entry.answered and entry.answered.mistake
    }
    today = trainer.clock.today()
    return frozenset(
        name
        for name, last in made.items()
        if today - last.day >= SETTLED_DAYS and is_gone(name, card, entries)
    )
