"""Which three wrong formulas stand beside the right one, so that their texts do not tell it.

Who takes the formula that is most like the others finds the right one too often, as wrong methods
are edits of it. So it is drawn how many of the others are to be more like the rest than the right
one is, none to all three, and a set is taken in which so many are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.drill.wrong_formulas import WrongFormula, are_alike
from kpitrainer.domain.text.localized import LocalizedText

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_SAME = 1e-9

Wrong: TypeAlias = tuple[WrongFormula, ...]


class OptionSet(NamedTuple):
    """Three wrong formulas; of these `above` are more like the rest than the right one is.

    `ties` are exactly as much like the rest.
    """

    wrong: Wrong
    above: int
    ties: int

    def misses(self, wanted: int) -> int:
        """By how many the set fails to have `wanted` ones above the right one."""
        return max(self.above - wanted, wanted - self.above - self.ties, 0)


def option_sets(
    right: LocalizedText,
    mistakes: Sequence[WrongFormula],
    siblings: Sequence[WrongFormula],
    near: int,
    blends: Sequence[WrongFormula],
) -> tuple[OptionSet, ...]:
    """The sets there are: with one of the `near` first siblings, else a far one, else none or two.

    Each has a wrong method, and of formulas with two mistakes at once no more than of those, or
    one beside a sibling. Empty where there are too few formulas.
    """
    tiers = (
        _with_sibling(siblings[:near], mistakes, blends),
        _with_sibling(siblings[near:], mistakes, blends),
        (found for found in combinations((*mistakes, *blends), 3) if _has_method(found)),
        ((one, *two) for one, two in product(mistakes, combinations(siblings, 2))),
    )
    for tier in tiers:
        if found := [each for each in tier if _differ(each)]:
            return tuple(_measured(right, wrong) for wrong in found)
    return ()


def _with_sibling(
    siblings: Sequence[WrongFormula],
    mistakes: Sequence[WrongFormula],
    blends: Sequence[WrongFormula],
) -> Iterator[Wrong]:
    for sibling, two in product(siblings, combinations((*mistakes, *blends), 2)):
        if _has_method(two):
            yield (sibling, *two)


def _has_method(found: Wrong) -> bool:
    return any(each.mistake for each in found)


def _differ(found: Wrong) -> bool:
    return not any(are_alike(one, other) for one, other in combinations(found, 2))


def _measured(right: LocalizedText, wrong: Wrong) -> OptionSet:
    texts = [right, *(each.text for each in wrong)]
    middle, *others = (
        sum(_likeness(one, other) for other in texts if other is not one) for one in texts
    )
    above = sum(other > middle + _SAME for other in others)
    ties = sum(abs(other - middle) <= _SAME for other in others)
    return OptionSet(wrong, above, ties)


def _likeness(one: LocalizedText, other: LocalizedText) -> float:
    return sum(_overlap(one[language], other[language]) for language in one)


@lru_cache(maxsize=1 << 13)
def _overlap(one: str, other: str) -> float:
    """The share of words and signs, and of neighbours among them, that two formulas both have."""
    mine, theirs = _pieces(one), _pieces(other)
    return (mine & theirs).total() / (mine | theirs).total()


@lru_cache(maxsize=1 << 11)
def _pieces(text: str) -> Counter[str]:
    tokens = _TOKEN.findall(text)
    return Counter([*tokens, *map(" ".join, pairwise(tokens))])
