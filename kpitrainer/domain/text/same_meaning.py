"""What may be too many in an answer, or in another order, without its saying something else."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from kpitrainer.domain.text.function_words import (
    COORDINATORS,
    COUNTING,
    DIRECTIONS,
    FRAMES,
    LITTLE_WORDS,
    NEVER_HARMLESS,
    RELATIONS,
    REVERSING,
)
from kpitrainer.domain.text.spelling import Setting, are_forms
from kpitrainer.domain.text.word_forms import Word, WordKind


def is_little(word: Word, language: str) -> bool:
    """Whether a word's absence says little about what the learner knows."""
    # An acronym may be written as one: SA, IT.
    return word.text in LITTLE_WORDS[language] and word.kind is WordKind.WORD


def heavy_words(extra: Sequence[Word], typed: Sequence[Word], setting: Setting) -> list[Word]:
    """Those of the `extra` words of the `typed` ones that are no mere wrapping.

    Little words, frames (“it is”), “number of” and the words of other right texts of the same item
    wrap; a number, a negation, and what turns round or takes away from the others never does.
    """
    language, said = setting.language, setting.said
    names, followers = COUNTING[language]
    counting: set[int] = set()
    for word, behind in reversed([*pairwise(typed)]):
        # From the end, for “total number of”: what stands before a counting word counts too.
        if word.text in names and (behind.text in followers or id(behind) in counting):
            counting.add(id(word))

    repeated = set(_repeated(typed, language))
    # Without two sides nothing is turned round: « par les réseaux sociaux ».
    turning = {id(word) for word in typed[1:-1] if word.text in DIRECTIONS[language]}
    of_number = {
        id(word)
        for before, word in pairwise(typed)
        if word.text == "%" and before.kind is WordKind.NUMBER
    }

    def wraps(word: Word) -> bool:
        return (
            is_little(word, language)
            or word.text in FRAMES[language]
            or word.key in said
            or id(word) in counting
        )

    def changes(word: Word) -> bool:
        is_word = word.kind in {WordKind.WORD, WordKind.ACRONYM}
        return (
            not is_word
            or word.text in NEVER_HARMLESS[language]
            or id(word) in turning | of_number | repeated
            or reverses(word.text, word.key, language)
        )

    return [word for word in extra if changes(word) or not wraps(word)]


def _repeated(words: Sequence[Word], language: str) -> Iterator[int]:
    """The ids of words that say once more what was said: “quality and quality”, but no more."""
    if len({word.key for word in words}) == len(words):
        return
    joining = COORDINATORS[language]
    said = set()
    for before, word, behind in zip([None, *words], words, [*words[1:], None], strict=False):
        ends = (before is None or before.text in joining) and (
            behind is None or behind.text in joining
        )
        if word.key in said and ends:
            yield id(word)
        if word.text not in FRAMES[language]:
            said.add(word.key)


@lru_cache(maxsize=4096)
def reverses(text: str, key: str, language: str) -> bool:
    """Whether a word, or another form of it, takes away from others: éviter, évitez."""
    reversing = REVERSING[language]
    if text in reversing or key in reversing:
        return True
    start = key[:3]
    return any(other.startswith(start) and are_forms(key, other, language) for other in reversing)


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
