"""Over what statistics are asked: the decks, the period, and what follows of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.figures.stretches import Period, Stretches, back_from
from kpitrainer.domain.schedule.tallies import Amounts
from kpitrainer.study.store import CardFigures
from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True)
class View:
    """One deck's statistics, or all decks' (None), over a period, at one time.

    What several tabs tell of, such as `figures`, is read once.
    """

    trainer: Trainer
    period: Period = Period.MONTH
    deck: str | None = None
    language: str = "fr"

    @cached_property
    def today(self) -> int:
        """The study day."""
        return self.trainer.clock.today()

    def stretches(self, least: int = 1) -> Stretches:
        """The columns of the period, none shorter than `least` days."""
        first = self.trainer.store.first_day(self.deck)
        return back_from(self.today, self.period, first, least)

    def days(
        self, amounts: Sequence[str], since: int, *, drills: bool = False
    ) -> Mapping[int, Amounts]:
        """The amounts of each study day from `since` to today on which something was shown."""
        found = self.trainer.store.sums(
            amounts, "day", since=since, until=self.today + 1, deck=self.deck, drills=drills
        )
        return {day: each for (day,), each in found.items()}

    def total(self, amounts: Sequence[str], since: int) -> Amounts:
        """The amounts of all study days from `since` to today."""
        store = self.trainer.store
        found = store.sums(amounts, since=since, until=self.today + 1, deck=self.deck)
        return found.get((), {})

    def since(self, first: int) -> int:
        """The first day of the period, where the log begins on `first`."""
        return first if self.period is Period.ALL else self.stretches().first

    @cached_property
    def cards(self) -> Sequence[Card]:
        """The cards, in study order."""
        library = self.trainer.library
        return library.cards if self.deck is None else library.by_id[self.deck].cards

    @cached_property
    def figures(self) -> Sequence[CardFigures]:
        """How those of them stand that were ever touched."""
        known: Mapping[Any, object] = self.trainer.library.by_key
        figures = self.trainer.store.card_figures(self.deck)
        return [each for each in figures if each[:2] in known]

    @cached_property
    def asked(self) -> Sequence[CardFigures]:
        """Those of which FSRS knows something, and that are not suspended."""
        return [each for each in self.figures if each.asked and not each.suspended]

    def parameters(self) -> tuple[float, ...]:
        """FSRS's parameters, empty for its own."""
        return self.trainer.settings.parameters


def share(part: float, whole: float) -> float | None:
    """`part` of `whole` in per cent; None where there is nothing."""
    return 100 * part / whole if whole else None


def mean(values: Iterable[float]) -> float | None:
    """The mean; None where there is nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None
