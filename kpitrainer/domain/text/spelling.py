"""Whether two words are the same word, misspelt at most, and which pairs never are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from kpitrainer.domain.text.dictionary import is_in_dictionary
from kpitrainer.domain.text.function_words import ENDINGS, NEGATIVE_PREFIXES
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.text.word_forms import Word, WordKind, verb_forms

MOST_SLIPS = 2
_SHORTEST_ROOT = 3
_SHORTEST_COMMON_ROOT = 4  # of two words that both have an ending: faut is no form of faux
_COMMON_OF_ENDINGS = 2
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_EXACT_LETTERS, _ONE_SLIP_LETTERS = 3, 7


def edits(typed: Word, expected: Word, vocabulary: Vocabulary, language: str) -> int | None:
    """How many slips lead from `expected` to `typed` (a swap is one); None if too many.

    Words of up to 3 letters allow none, up to 7 one, longer ones two; the first letter is wrong
    only in a long word with no other slip. Numbers, acronyms and the like are exact. A word of the
    course or of the language is no slip of another.
    """
    if WordKind.NUMBER in {typed.kind, expected.kind}:
        return 0 if set(typed.values) & set(expected.values) else None
    if expected.kind is WordKind.ACRONYM:
        return 0 if _same_acronym(typed, expected, vocabulary, language) else None
    if typed.key == expected.key or _same_word(typed.key, expected.key, vocabulary, language):
        return 0
    exact = {WordKind.NEGATION, WordKind.OPERATOR, WordKind.BOUND} & {typed.kind, expected.kind}
    if exact or not typed.by_letters:
        return None
    one = as_heard(typed.key)
    found = None
    for right, budget in _spellings(expected, vocabulary, language).items():
        if budget and abs(len(one) - len(right)) <= budget:
            slips = OSA.distance(one, right, score_cutoff=budget) or 1
            starts_alike = one[0] == right[0] or one[:2] == right[1::-1]
            if slips <= (budget if starts_alike else budget - 1):
                found = min(found or slips, slips)
    if found and not is_other_word(typed, expected, vocabulary, language):
        return found
    return None


def spelt_for(typed: Word, expected: Word, vocabulary: Vocabulary, language: str) -> str:
    """What `typed` is misspelt for, as heard: `expected`, or a word that says the same."""
    spellings = _spellings(expected, vocabulary, language)
    return min(spellings, key=lambda right: OSA.distance(as_heard(typed.key), right))


def _spellings(expected: Word, vocabulary: Vocabulary, language: str) -> Mapping[str, int]:
    """`expected`, and what says the same, each as heard and with the slips it allows."""
    synonyms = vocabulary.synonyms.get(language, {})
    own = {as_heard(expected.key): _budget(expected.text)}
    head = synonyms.get(expected.key, expected.key)
    if head == expected.key and head not in synonyms.values():
        return own
    same = (head, *(word for word, stands_for in synonyms.items() if stands_for == head))
    return {as_heard(word): min(_budget(word), 1) for word in same} | own


@lru_cache(maxsize=8192)
def as_heard(key: str) -> str:
    """`key` with f for ph, so that one for the other is a single slip."""
    return key.replace("ph", "f")


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
    if are_forms(typed.key, expected.key, language):
        return False
    return vocabulary.known.has(typed.key, language) or is_in_dictionary(typed.text, language)


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
    if len(word) <= _EXACT_LETTERS or not word.isalpha() or _IDEOGRAPH.search(word):
        return 0  # of ideographs each is a word
    return 1 if len(word) <= _ONE_SLIP_LETTERS else MOST_SLIPS


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
