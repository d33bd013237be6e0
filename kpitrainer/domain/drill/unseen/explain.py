"""Which small formula explains wrong answers that no known mistake does, and how surely."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, inf, prod

from kpitrainer.domain.drill.diagnosis import is_unrounded, may_be
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.typed_answer import ParsedAnswer
from kpitrainer.domain.drill.unseen.candidates import Candidates, candidates
from kpitrainer.domain.formula.arithmetic import EvaluationError
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import Node
from kpitrainer.domain.formula.writer import inside_rounding

FEWEST = 2
"""So many answers with different numbers suffice."""

MOST_BY_CHANCE = 0.2
"""Nothing is told where more formulas than this would fit by chance: a usual one, at least."""

_USUAL, _RARER = 3.0, 4.0
"""What a usual mistake costs; one that costs 1 more is so many times rarer: it takes more proof."""

_NEAR = 1.5
"""How often a value is hit by chance is told by those between this part of it and so many times."""

_ALONE = 2.0
"""What a constant costs more where it is all there is."""

_LITTLE = 1e-9
"""By how much sums of the same costs may differ."""

_ALTERNATIVES = 3
"""So many formulas at most are told of the same answers."""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A wrong answer to `exercise`, seen at the part that was answered."""

    exercise: Exercise
    typed: ParsedAnswer


@dataclass(frozen=True, slots=True)
class Explanation:
    """A `formula` that explains the wrong answers at these `places`, as an author would write it.

    `chance` is how many candidates as likely as it would fit them by chance, the more the rarer it
    is: from MOST_BY_CHANCE on nothing is told.
    """

    formula: Formula
    places: tuple[int, ...]
    chance: float


def explanations(answers: Sequence[WrongAnswer]) -> tuple[Explanation, ...]:
    """What explains at least FEWEST of these wrong answers to one part, the surest first.

    All are to exercises of one variant, at one part. An answer is explained once: by the surest,
    and by its alternatives, which explain exactly the same answers. Nothing is told that would
    be likely by chance.
    """
    if len(answers) < FEWEST:
        return ()
    search = _Search(answers)
    found = sorted(search.explanations(), key=lambda each: (each.chance, -len(each.places)))
    told: list[Explanation] = []
    for each in found:
        same = [one for one in told if one.places == each.places]
        others = {place for one in told if one.places != each.places for place in one.places}
        if len(same) < _ALTERNATIVES and not others.intersection(each.places):
            told.append(each)
    return tuple(told)


class _Search:
    """One search among the candidates of the part that all answers are to."""

    def __init__(self, answers: Sequence[WrongAnswer]) -> None:
        first = answers[0].exercise
        self.answers = answers
        self.candidates: Candidates = candidates(first.template, first.place)
        self.is_rounded = first.before_rounding() is not None
        pool = self.candidates.pool
        self.columns = [pool.values(answer.exercise.known) for answer in answers]
        self.widths = [self.width(answer) for answer in answers]

    def width(self, answer: WrongAnswer) -> float:
        """How far apart two values may be that are typed alike."""
        typed, asked = answer.typed, answer.exercise.asked.answer.decimals
        width = 10.0 ** -(asked if typed.decimals is None else typed.decimals)
        return max(width, 1.0) if self.is_rounded else width

    def explanations(self) -> list[Explanation]:
        hits: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self.answers)):
            for at in self.near(place):
                hits[at].append(place)
        by_places: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for at, near in hits.items():
            if len(near) >= FEWEST and self.cost(at) < inf and self.candidates.is_new(at):
                node = self.candidates.node(at)
                places = tuple(place for place in near if self.fits(node, self.answers[place]))
                if self.differ(places):
                    by_places[places].append(at)
        return [each for places, found in by_places.items() for each in self.told(places, found)]

    def told(self, places: tuple[int, ...], found: list[int]) -> list[Explanation]:
        """The best of those `found` to fit the answers at `places`."""
        beside = self.costs_beside(places)
        spans = ((place, *self.span(place)) for place in places)
        by_chance = prod(self.widths[place] / (high - low) for place, low, high in spans)
        by_chance *= comb(len(self.answers), len(places))
        pool = self.candidates.pool
        best = sorted(found, key=lambda at: (self.cost(at), pool.size(at), at))[:_ALTERNATIVES]
        told = []
        for at in best:
            rarer = _RARER ** max(0.0, self.cost(at) - _USUAL)
            chance = by_chance * rarer * bisect_right(beside, self.cost(at) + _LITTLE)
            if chance < MOST_BY_CHANCE:
                told.append(Explanation(self.candidates.formula(at), places, chance))
        return told

    def near(self, place: int) -> list[int]:
        """The candidates whose value is nearly what was typed."""
        typed, width = float(self.answers[place].typed.value), self.widths[place]
        low, high = typed - width, typed + width
        return [at for at, value in enumerate(self.columns[place]) if low <= value <= high]

    def fits(self, node: Node, answer: WrongAnswer) -> bool:
        """Whether the formula gives what was typed, by the drill's own check."""
        try:
            value = Fraction(node.evaluate(answer.exercise.known))
            inner = inside_rounding(node)
            before = Fraction(inner.evaluate(answer.exercise.known)) if inner is not node else None
        except EvaluationError:
            return False
        asked = answer.exercise.asked.answer.decimals
        return may_be(answer.typed, value, asked) or is_unrounded(answer.typed, before)

    def differ(self, places: tuple[int, ...]) -> bool:
        """Whether they are of FEWEST exercises at least with different numbers."""
        drawn = {tuple(self.answers[place].exercise.given.items()) for place in places}
        return len(drawn) >= FEWEST

    def cost(self, at: int) -> float:
        cost = self.candidates.pool.costs[at]
        if self.candidates.varies(at):
            return cost
        return inf if self.candidates.pool.operators[at] else cost + _ALONE

    def span(self, place: int) -> tuple[float, float]:
        """From where to where a value is beside what was typed."""
        typed, width = float(self.answers[place].typed.value), self.widths[place]
        low, high = sorted((typed / _NEAR, typed * _NEAR))
        return low - width, high + width

    def costs_beside(self, places: tuple[int, ...]) -> list[float]:
        """The costs, in order, of all candidates with values beside those typed."""
        numbers: Sequence[int] = range(len(self.candidates.pool))
        for place in places:
            column, (low, high) = self.columns[place], self.span(place)
            numbers = [at for at in numbers if low <= column[at] <= high]
        costs = self.candidates.pool.costs
        return sorted(costs[at] for at in numbers)
