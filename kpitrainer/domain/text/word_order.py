"""Whether the same words in another order say the same: A et B, B et A."""

from collections.abc import Sequence
from enum import StrEnum

from kpitrainer.domain.text.function_words import COORDINATORS, DIRECTIONS, RELATIONS
from kpitrainer.domain.text.word_forms import Word, WordKind

_PARTING = frozenset(",;/|")


class Order(StrEnum):
    """How the order of the typed words stands."""

    SAME = "same"
    FREE = "free"  # another one that says the same
    OTHER = "other"


def order_of(
    pairs: Sequence[tuple[Word, Word]],
    typed: Sequence[Word],
    right: Sequence[Word],
    language: str,
) -> Order:
    """How the typed words of `pairs`, in reading order, stand to the right ones they belong to.

    What « et » joins may change places: “A and B” is “B and A”. Other words may where no relation
    stands in both texts: “customer satisfaction” is “satisfaction of customers”, but “visits per
    page” is not “pages per visit”.
    """
    joining = COORDINATORS[language]
    part_of = _parts(right, joining)
    places = {id(word): at for at, word in enumerate(right)}
    run = [
        (part_of[id(wanted)], places[id(wanted)]) for _, wanted in pairs if id(wanted) in part_of
    ]
    if run == sorted(run):
        return Order.SAME
    turned = any(
        word.kind is WordKind.OPERATOR or word.text in DIRECTIONS[language]
        for word in (*typed, *right)
    )
    if not turned and max(part_of.values()) == 0:
        related = (any(w.text in RELATIONS[language] for w in words) for words in (typed, right))
        return Order.OTHER if all(related) else Order.FREE
    return Order.FREE if _parts_swapped(run) else Order.OTHER


def _parts(words: Sequence[Word], joining: frozenset[str]) -> dict[int, int]:
    """The number of the part that each word stands in; those that join parts stand in none."""
    part = 0
    result = {}
    for at, word in enumerate(words):
        if word.text in joining:
            part += 1
            continue
        if at and words[at - 1].link in _PARTING and words[at - 1].text not in joining:
            part += 1
        result[id(word)] = part
    return result


def _parts_swapped(run: list[tuple[int, int]]) -> bool:
    """Whether `run`, words as their part and place, has whole parts in another order.

    What stands before or behind all parts, and belongs to all of them, stays in its place.
    """
    ordered = sorted(run)
    first, last = 0, len(run)
    while run[first] == ordered[first]:
        first += 1
    while run[last - 1] == ordered[last - 1]:
        last -= 1
    seen: list[int] = []
    before = -1
    for part, place in run[first:last]:
        if not seen or seen[-1] != part:
            if part in seen:
                return False
            seen.append(part)
        elif place < before:
            return False
        before = place
    return True
