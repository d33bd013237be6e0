"""Which formula? Problems whose formula is chosen in words, and then calculated."""

from collections.abc import Sequence

from kpitrainer.choice_wording import contrast_words, formula_words
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.contrast import Contrast, contrast, draw_contrast
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.formula_choice import (
    FormulaPlan,
    draw_problem,
    formula_exercise,
    formula_plans,
)
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.confusions import Indicators, confusions
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library
from kpitrainer.study.trainer import Trainer
from kpitrainer.study.turns import Turns


class _Nameless(Drilling):
    """Exercises in mixed practice, which schedules nothing; no two neighbours are of one deck.

    What they are called is told once they are answered.
    """

    ALWAYS_PRACTICE = True
    NAMELESS = True

    def __init__(
        self,
        trainer: Trainer,
        cards: Sequence[Card],
        language: str,
        *,
        count: int | None = None,
        seed: int | None = None,
    ) -> None:
        """As `Drilling`."""
        self._indicators: Indicators | None = None
        self._turns = Turns(trainer.seed() if seed is None else seed)
        super().__init__(trainer, cards, language, count=count, seed=seed)

    def _next_card(self) -> Card:
        return self._turns.card(self._asked, self._cards)

    def _show_card(self, card: Card, seed: int) -> None:
        self.put(self._attempt(card, seed, self._trainer.library))
        self._shown_at = self._trainer.clock.now()

    def _rebased(self, attempt: Attempt, card: Card, library: Library) -> Attempt:
        """The problem of the same seed, from the beginning: the file may give another now."""
        self._forget()
        return self._attempt(card, attempt.seed, library)

    def _attempt(self, card: Card, seed: int, library: Library) -> Attempt:
        return Attempt(
            card,
            library.language(card, self._language),
            seed,
            library.vocabulary(card),
            calculation=Calculation(self._drawn(card, seed, library)),
        )

    def _drawn(self, card: Card, seed: int, library: Library) -> Exercise:
        raise NotImplementedError

    def _forget(self) -> None:
        """Find everything out anew: the decks have changed."""
        self._indicators = None

    def _known(self, library: Library) -> Indicators:
        if self._indicators is None:
            self._indicators = Indicators(library)
        return self._indicators


class Choosing(_Nameless):
    """Problems of some drills in turns; what was taken for something else is offered again.

    Drills that give no problem are left out.

    Raises:
        KpiTrainerError: ("choice.none") none of them gives one.
    """

    def __init__(
        self,
        trainer: Trainer,
        cards: Sequence[Card],
        language: str,
        *,
        count: int | None = None,
        seed: int | None = None,
    ) -> None:
        """As `Drilling`."""
        self._plans: dict[CardKey, Sequence[FormulaPlan]] = {}
        self._words = formula_words()
        self._confused = {each.chosen_ref for each in confusions(trainer, language)}
        super().__init__(trainer, cards, language, count=count, seed=seed)

    def _next_card(self) -> Card:
        while self._cards:
            card = super()._next_card()
            if self._plans_of(card, self._trainer.library):
                return card
            self._cards = tuple(each for each in self._cards if each is not card)
        raise KpiTrainerError("choice.none")

    def _drawn(self, card: Card, seed: int, library: Library) -> Exercise:
        plans = self._plans_of(card, library)
        if not plans:
            raise KpiTrainerError("choice.none")
        return formula_exercise(draw_problem(plans, seed, self._confused), self._words)

    def _forget(self) -> None:
        super()._forget()
        self._plans.clear()

    def _plans_of(self, card: Card, library: Library) -> Sequence[FormulaPlan]:
        """What problems the drill gives, found out once, and again after an edit."""
        if card.key not in self._plans:
            known = self._known(library)
            self._plans[card.key] = formula_plans(known.of.get(card.key, ()), known.every)
        return self._plans[card.key]


class Contrasting(_Nameless):
    """Pairs of indicators, both asked of one set of figures."""

    def __init__(
        self,
        trainer: Trainer,
        pairs: Sequence[Contrast],
        language: str,
        *,
        count: int | None = None,
        seed: int | None = None,
    ) -> None:
        """As `Drilling`, of `pairs`, at least one."""
        self._refs = [(pair.one.ref, pair.other.ref) for pair in pairs]
        by_name = {"/".join(card.key): card for card in trainer.library.drills()}
        cards = {pair.one.drill: by_name[pair.one.drill] for pair in pairs}
        self._words = contrast_words()
        super().__init__(trainer, tuple(cards.values()), language, count=count, seed=seed)

    def _drawn(self, card: Card, seed: int, library: Library) -> Exercise:
        known, mine = self._known(library).by_ref, "/".join(card.key)
        found = [
            pair
            for one, other in self._refs
            if one in known and other in known and known[one].drill == mine
            if (pair := contrast(known[one], known[other]))
        ]
        if not found:
            raise KpiTrainerError("choice.no-pair")
        return draw_contrast(found[seed % len(found)], seed, self._words)


def contrast_session(
    trainer: Trainer,
    cards: Sequence[Card],
    language: str,
    *,
    count: int | None = None,
    seed: int | None = None,
) -> Contrasting:
    """The pairs among some drills: those that the learner confuses, or if there are none all.

    Where no two of the drills make a pair, each with any other.

    Raises:
        KpiTrainerError: ("choice.no-pair") there is none.
    """
    known = Indicators(trainer.library)
    names = {"/".join(card.key) for card in cards}
    every = known.pairs()
    both = [pair for pair in every if {pair.one.drill, pair.other.drill} <= names]
    pairs = both or [pair for pair in every if {pair.one.drill, pair.other.drill} & names]
    if not pairs:
        raise KpiTrainerError("choice.no-pair")
    among = {frozenset({pair.one.ref, pair.other.ref}) for pair in pairs}
    confused = [
        pair
        for pair in known.pairs_of(confusions(trainer, language))
        if frozenset({pair.one.ref, pair.other.ref}) in among
    ]
    return Contrasting(trainer, confused or pairs, language, count=count, seed=seed)
