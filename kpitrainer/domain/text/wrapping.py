"""Words that an answer has too many: which only wrap it, and which change what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from kpitrainer.domain.text.function_words import (
    COORDINATORS,
    COUNTING,
    DIRECTIONS,
    FRAMES,
    LITTLE_WORDS,
    NEVER_HARMLESS,
    REVERSING,
)
from kpitrainer.domain.text.spelling import are_forms, edits, spelt_for
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.text.word_forms import Word, WordKind


@dataclass(frozen=True, slots=True)
class Setting:
    """What a comparison takes place in.

    `said` are the words of all right texts of the same item, by key: they may stand in an answer
    that is more than one of these texts. `known_edits` remembers pairs of words, as most of these
    texts are made of the same ones.
    """

    language: str
    vocabulary: Vocabulary
    said: frozenset[str] = frozenset()
    known_edits: dict[tuple[str, str, str, str], int | None] = field(default_factory=dict)

    def edits(self, typed: Word, expected: Word) -> int | None:
        """How many slips lead from one to the other, as `spelling.edits` has it."""
        pair = (typed.text, typed.key, expected.text, f"{expected.key}{expected.kind}")
        if pair not in self.known_edits:
            self.known_edits[pair] = edits(typed, expected, self.vocabulary, self.language)
        return self.known_edits[pair]

    def spelt_for(self, typed: Word, expected: Word) -> str:
        """What one is misspelt for, as `spelling.spelt_for` has it."""
        return spelt_for(typed, expected, self.vocabulary, self.language)


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
    counting = {
        id(word)
        for word, behind in pairwise(typed)
        if word.text in names and behind.text in followers
    }

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
