"""Whether two words are the same word, misspelt at most, and which pairs never are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from kpitrainer.domain.text.function_words import ENDINGS, NEGATIVE_PREFIXES
from kpitrainer.domain.text.known_words import KnownWords
from kpitrainer.domain.text.word_forms import Word, WordKind, read_words, verb_forms, word_keys

MOST_SLIPS = 2
_SHORTEST_ROOT = 3
_SHORTEST_COMMON_ROOT = 4  # of two words that both have an ending: faut is no form of faux
_COMMON_OF_ENDINGS = 2
_EXACT_LETTERS, _ONE_SLIP_LETTERS = 3, 7


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their keys: which say the contrary, which the same, and which there are.

    `opposites` are pairs, `lookalikes` differ from each other, `synonyms` lead from a word to the
    one it stands for, by language. `known` are the course's own words, of any deck: one is no slip
    of another, unless both are forms of one word.
    """

    opposites: frozenset[frozenset[str]] = frozenset()
    lookalikes: frozenset[str] = frozenset()
    synonyms: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    known: KnownWords = field(default_factory=KnownWords, compare=False)

    @classmethod
    def of(
        cls,
        opposites: Iterable[Sequence[str]],
        lookalikes: Iterable[str],
        synonyms: Mapping[str, Iterable[Sequence[str]]] | None = None,
    ) -> "Vocabulary":
        """The vocabulary of words as a person writes them, read in each language.

        What is not one word is left out; so is its pair.
        """
        pairs = (zip(word_keys(one), word_keys(other), strict=False) for one, other in opposites)
        same = {
            language: {
                read_words(word, language)[0].key: read_words(group[0], language)[0].key
                for group in groups
                for word in group[1:]
            }
            for language, groups in (synonyms or {}).items()
        }
        return cls(
            frozenset(frozenset(pair) for readings in pairs for pair in readings),
            frozenset(key for word in lookalikes for key in word_keys(word)),
            same,
        )

    def __or__(self, other: "Vocabulary") -> "Vocabulary":
        return Vocabulary(
            self.opposites | other.opposites,
            self.lookalikes | other.lookalikes,
            {**self.synonyms, **other.synonyms},
            KnownWords.of_all((self.known, other.known)),
        )


NO_WORDS = Vocabulary()


def edits(typed: Word, expected: Word, vocabulary: Vocabulary, language: str) -> int | None:
    """How many slips lead from `expected` to `typed` (a swap is one); None if too many.

    Words of up to 3 letters allow none, up to 7 one, longer ones two; the first letter is wrong
    only in a long word with no other slip. Numbers, acronyms and the like are exact. A word that
    the course knows is no slip of another.
    """
    if WordKind.NUMBER in {typed.kind, expected.kind}:
        return 0 if set(typed.values) & set(expected.values) else None
    if expected.kind is WordKind.ACRONYM:
        return 0 if _same_acronym(typed, expected, vocabulary, language) else None
    one, other = typed.key, expected.key
    if one == other or _same_word(one, other, vocabulary, language):
        return 0
    exact = {WordKind.NEGATION, WordKind.OPERATOR, WordKind.BOUND} & {typed.kind, expected.kind}
    budget = 0 if exact or not typed.by_letters else _budget(expected.text)
    if not budget or abs(len(one) - len(other)) > budget:
        return None
    starts_alike = one[0] == other[0] or one[:2] == other[1::-1]
    allowed = budget if starts_alike else budget - 1
    found = OSA.distance(one, other, score_cutoff=budget)
    if found > allowed or is_other_word(typed, expected, vocabulary, language):
        return None
    return found


def _same_acronym(typed: Word, expected: Word, vocabulary: Vocabulary, language: str) -> bool:
    if typed.text in {expected.text, expected.key}:
        return True
    # Learners type without capitals, so that “kpis” is a plural, but “roas” not that of ROA.
    plural = f"{expected.text}s"
    return typed.text == plural and not vocabulary.known.has(plural, language)


def _same_word(one: str, other: str, vocabulary: Vocabulary, language: str) -> bool:
    """Whether two keys say the same: synonyms, and in English “setting” and “set”."""
    synonyms = vocabulary.synonyms.get(language, {})
    mine, yours = verb_forms(one, language), verb_forms(other, language)
    if len(mine) == len(yours) == 1:
        return synonyms.get(one, one) == synonyms.get(other, other)
    said = {synonyms.get(form, form) for form in mine}
    if said.isdisjoint(synonyms.get(form, form) for form in yours):
        return False
    return not {one, other} <= vocabulary.lookalikes


def is_opposite(typed: Word, expected: Word, vocabulary: Vocabulary) -> bool:
    """Whether a negative prefix or the field tells the two apart: inactif, actif; gain, perte."""
    if frozenset((typed.key, expected.key)) in vocabulary.opposites:
        return True
    return _negates(typed.key, expected.key)


@lru_cache(maxsize=16384)
def _negates(one: str, other: str) -> bool:
    """Whether one key is the other behind a negative prefix, slips apart."""
    shorter, longer = sorted((one, other), key=len)
    return any(
        # « inndicateur » is a slip of « indicateur », no negation of it.
        OSA.distance(shorter, rest) <= min(_budget(rest), OSA.distance(shorter, longer) - 1)
        for prefix in NEGATIVE_PREFIXES
        if longer.startswith(prefix) and len(rest := longer[len(prefix) :]) >= _SHORTEST_ROOT
    )


def is_other_word(typed: Word, expected: Word, vocabulary: Vocabulary, language: str) -> bool:
    """Whether both are words of their own, however alike."""
    if {typed.key, expected.key} <= vocabulary.lookalikes:
        return True
    if is_opposite(typed, expected, vocabulary):
        return True
    return vocabulary.known.has(typed.key, language) and not are_forms(
        typed.key, expected.key, language
    )


def are_forms(one: str, other: str, language: str) -> bool:
    """Whether two keys are forms of one word, as far as their endings tell: annuel, annuelle."""
    root = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        root += 1
    endings = ENDINGS[language]
    if root >= _SHORTEST_ROOT and root == min(len(one), len(other)):
        return max(one, other, key=len)[root:] in endings
    # The root may reach into the endings: adopt-ion, adopt-ing have the i in common.
    lowest = max(_SHORTEST_COMMON_ROOT, root - _COMMON_OF_ENDINGS)
    return any(one[at:] in endings and other[at:] in endings for at in range(root, lowest - 1, -1))


def differing_letters(typed: Word, expected: Word) -> list[tuple[int, int]]:
    """Spans [start, end) of the typed text where `typed` is not spelt as `expected`.

    A missing letter is marked at the letter typed in its place, and a word that was not typed by
    letters as a whole.
    """
    if not typed.by_letters:
        return [(typed.offsets[0], typed.offsets[-1] + 1)]
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
