"""Drilling once more where a learner made known mistakes this week."""

from collections.abc import Sequence

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.template import ChoicePart, Template
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.mistakes_made import WEEK, Made, drills_of, mistakes_made, names_by_card
from kpitrainer.study.trainer import Trainer

_TRIES = 50
"""So many draws are looked at for one in which a mistake can show."""

_STRIDE = 1_000_003
"""From one seed that is tried to the next: the problems that follow have other ones."""


class MistakeDrilling(Drilling):
    """Exercises of the drills with mistakes of this week, in turns, in which these can show.

    Of several mistakes in a drill each has its turn. It schedules as any drilling does.
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
        """As `Drilling`; of `cards` those in which a mistake was made.

        Raises:
            KpiTrainerError: ("drill.no-mistakes") there is none.
        """
        made = mistakes_this_week(trainer, cards)
        self._made = names_by_card(made)
        super().__init__(trainer, drills_of(made), language, count=count, seed=seed)

    def _seed_for(self, card: Card, seed: int) -> int:
        names = self._made.get(card.key, ())
        return seed_showing(card, names, self._asked // len(self._cards), seed)


def mistakes_this_week(trainer: Trainer, cards: Sequence[Card]) -> tuple[Made, ...]:
    """As `mistakes_made`.

    Raises:
        KpiTrainerError: ("drill.no-mistakes") there is none.
    """
    made = mistakes_made(trainer.store, trainer.clock.today(), cards)
    if not made:
        raise KpiTrainerError("drill.no-mistakes", count=WEEK)
    return made


def seed_showing(card: Card, names: Sequence[str], turn: int, seed: int) -> int:
    """A seed of an exercise in which the mistake that has its `turn` can show: `seed` or another.

    The same for the same `seed`, which it is too where no such exercise is found.
    """
    if not names or not isinstance(card.content, Drill):
        return seed
    template, name = card.content.template, names[turn % len(names)]
    tried = (seed + at * _STRIDE for at in range(_TRIES))
    return next((each for each in tried if _shows(template, each, name)), seed)


def _shows(template: Template, seed: int, name: str) -> bool:
    exercise = draw(template, seed)
    return any(_can_show(exercise.at(place), name) for place in range(len(exercise.results)))


def _can_show(exercise: Exercise, name: str) -> bool:
    """Whether this mistake is possible at the part the exercise is seen at."""
    result, part = exercise.results[exercise.place], exercise.part
    if isinstance(result, ChoiceResult) and isinstance(part, ChoicePart):
        wrong = [option.wrong for at, option in enumerate(part.options) if at != result.right]
        return name in wrong
    return name in exercise.mistakes
