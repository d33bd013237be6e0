"""Whether two words are the same word, misspelt at most, and which pairs never are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from kpitrainer.domain.text.function_words import NEGATIVE_PREFIXES
from kpitrainer.domain.text.word_forms import Word, WordKind, word_keys

MOST_SLIPS = 2
_SHORTEST_ROOT = 3
_EXACT_LETTERS, _ONE_SLIP_LETTERS = 3, 7


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their keys: pairs of `opposites`, and `lookalikes`, any two of which differ."""

    opposites: frozenset[frozenset[str]] = frozenset()
    lookalikes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, opposites: Iterable[Sequence[str]], lookalikes: Iterable[str]) -> "Vocabulary":
        """The vocabulary of words as a person writes them, read in each language.

        What is not one word is left out; so is its pair.
        """
        pairs = (zip(word_keys(one), word_keys(other), strict=False) for one, other in opposites)
        return cls(
            frozenset(frozenset(pair) for readings in pairs for pair in readings),
            frozenset(key for word in lookalikes for key in word_keys(word)),
        )

    def __or__(self, other: "Vocabulary") -> "Vocabulary":
        return Vocabulary(self.opposites | other.opposites, self.lookalikes | other.lookalikes)


NO_WORDS = Vocabulary()


def edits(typed: Word, expected: Word, vocabulary: Vocabulary) -> int | None:
    """How many slips lead from `expected` to `typed` (a swap is one); None if too many.

    Words of up to 3 letters allow none, up to 7 one, longer ones two; the first letter is wrong
    only in a long word with no other slip. Numbers, acronyms and the like are exact.
    """
    if WordKind.NUMBER in {typed.kind, expected.kind}:
        return 0 if typed.value == expected.value else None
    if expected.kind is WordKind.ACRONYM:
        return 0 if typed.text in {expected.text, expected.key} else None
    if typed.key == expected.key:
        return 0
    exact = {WordKind.NEGATION, WordKind.OPERATOR} & {typed.kind, expected.kind}
    budget = 0 if exact else _budget(expected.text)
    starts_alike = typed.key[0] == expected.key[0] or typed.key[:2] == expected.key[1::-1]
    allowed = budget if starts_alike else budget - 1
    found = OSA.distance(typed.key, expected.key, score_cutoff=budget)
    return found if found <= allowed and not is_other_word(typed, expected, vocabulary) else None


def is_opposite(typed: Word, expected: Word, vocabulary: Vocabulary) -> bool:
    """Whether a negative prefix or the field tells the two apart: inactif, actif; gain, perte."""
    if frozenset((typed.key, expected.key)) in vocabulary.opposites:
        return True
    shorter, longer = sorted((typed.key, expected.key), key=len)
    return any(
        # « inndicateur » is a slip of « indicateur », no negation of it.
        OSA.distance(shorter, rest) <= min(_budget(rest), OSA.distance(shorter, longer) - 1)
        for prefix in NEGATIVE_PREFIXES
        if longer.startswith(prefix) and len(rest := longer[len(prefix) :]) >= _SHORTEST_ROOT
    )


def is_other_word(typed: Word, expected: Word, vocabulary: Vocabulary) -> bool:
    """Whether both are words of their own, however alike."""
    both_known = {typed.key, expected.key} <= vocabulary.lookalikes
    return both_known or is_opposite(typed, expected, vocabulary)


def differing_letters(typed: Word, expected: Word) -> list[tuple[int, int]]:
    """Spans [start, end) of the typed text where `typed` is not spelt as `expected`.

    A missing letter is marked at the letter typed in its place.
    """
    spans = []
    for code in Levenshtein.opcodes(typed.text, expected.text):
        if code.tag != "equal":
            first = min(code.src_start, len(typed.offsets) - 1)
            last = max(code.src_end - 1, first)
            spans.append((typed.offsets[first], typed.offsets[last] + 1))
    return spans


def _budget(word: str) -> int:
    if len(word) <= _EXACT_LETTERS or not word.isalpha():
        return 0
    return 1 if len(word) <= _ONE_SLIP_LETTERS else MOST_SLIPS
