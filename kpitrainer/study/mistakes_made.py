"""The known mistakes a learner made this week, and drilling once more where they show."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.template import ChoicePart, Template
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.trainer import Trainer

WEEK = 7
"""Study days whose mistakes are asked again, today among them."""

_TRIES = 50
"""So many draws are looked at for one in which a mistake can show."""

_STRIDE = 1_000_003
"""From one seed that is tried to the next: the problems that follow have other ones."""


class Made(NamedTuple):
    """A known mistake in a drill, and how many times it was made this week."""

    card: Card
    name: str
    times: int


def mistakes_made(trainer: Trainer, cards: Sequence[Card]) -> tuple[Made, ...]:
    """The known mistakes of the latest WEEK study days in these drills, the most frequent first."""
    today = trainer.clock.today()
    sums = trainer.store.sums(
        ("shown",), "deck", "card", "mistake", since=today + 1 - WEEK, until=today + 1, drills=True
    )
    by_key = {card.key: card for card in cards}
    made = [
        Made(by_key[key], name, amounts["shown"])
        for (deck, card, name), amounts in sums.items()
        if name and (key := CardKey(deck, card)) in by_key
    ]
    place = {key: at for at, key in enumerate(by_key)}
    return tuple(sorted(made, key=lambda one: (-one.times, place[one.card.key], one.name)))


def mistakes_this_week(trainer: Trainer, cards: Sequence[Card]) -> tuple[Made, ...]:
    """As `mistakes_made`.

    Raises:
        KpiTrainerError: ("drill.no-mistakes") there is none.
    """
    made = mistakes_made(trainer, cards)
    if not made:
        raise KpiTrainerError("drill.no-mistakes", count=WEEK)
    return made


def drills_of(made: Sequence[Made]) -> tuple[Card, ...]:
    """Their drills, each once: those with the most mistakes first."""
    times: dict[CardKey, int] = {}
    for one in made:
        times[one.card.key] = times.get(one.card.key, 0) + one.times
    cards = {one.card.key: one.card for one in made}
    return tuple(sorted(cards.values(), key=lambda card: -times[card.key]))


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


def names_by_card(made: Sequence[Made]) -> Mapping[CardKey, Sequence[str]]:
    """The names of the mistakes in each drill, in their order."""
    found: dict[CardKey, list[str]] = {}
    for one in made:
        found.setdefault(one.card.key, []).append(one.name)
    return found


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
