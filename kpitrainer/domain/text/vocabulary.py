"""The words of a field that no slip may turn into each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpitrainer.domain.text.word_forms import word_keys


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
