"""The words of a course: which are no slips of each other, which say the same or the contrary."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kpitrainer.domain.text.dictionary import folded
from kpitrainer.domain.text.localized import base_language
from kpitrainer.domain.text.word_forms import key_of, read_words, word_keys

_WORD = re.compile(r"[^\W\d_]{3,}")
_ACRONYM_IN_S = re.compile(r"\b[A-Z]{2,5}S\b")


@dataclass(frozen=True)
class KnownWords:
    """The words of a course's texts, of which none is a misspelling of another, by language.

    They are kept as `texts` of keys parted by spaces, a text a deck, and looked up in a set that is
    made at the first question: decks are loaded far more often than a word is asked for.
    """

    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, spoken: Mapping[str, Iterable[str]]) -> "KnownWords":
        """The words of the texts `spoken` in each language."""
        texts: dict[str, frozenset[str]] = {}
        for language, said in spoken.items():
            base = base_language(language)
            texts[base] = texts.get(base, frozenset()) | {_keys(said, base)}
        return cls(texts)

    @classmethod
    def of_all(cls, several: Sequence["KnownWords"]) -> "KnownWords":
        """The words of each."""
        languages = {language for one in several for language in one.texts}
        return cls(
            {
                name: frozenset().union(*(one.texts.get(name, ()) for one in several))
                for name in languages
            }
        )

    def has(self, key: str, language: str) -> bool:
        """Whether `key` is one of them."""
        return key in self._sets.get(language, ())

    @cached_property
    def _sets(self) -> Mapping[str, frozenset[str]]:
        return {
            language: frozenset(key for text in texts for key in text.split())
            for language, texts in self.texts.items()
        }

    def __reduce__(self) -> tuple[type["KnownWords"], tuple[Mapping[str, frozenset[str]]]]:
        """Without the sets, which are made again faster than read."""
        return KnownWords, (self.texts,)


def _keys(texts: Iterable[str], language: str) -> str:
    text = "\n".join(texts)
    keys = {key_of(word, language) for word in set(_WORD.findall(folded(text)))}
    # Whole, as ROAS is no plural.
    keys |= {acronym.lower() for acronym in _ACRONYM_IN_S.findall(text)}
    return " ".join(sorted(keys))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their keys: which say the contrary, which the same, and which there are.

    `opposites` are pairs, `lookalikes` differ from each other, `synonyms` lead from a word to the
    one it stands for, by language. `known` are the course's own words, of all decks: one is no slip
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
        languages: Sequence[str] = (),
    ) -> "Vocabulary":
        """The vocabulary of words as a person writes them, read as `word_keys` does.

        What is not one word is left out; so is its pair.
        """
        pairs = (
            zip(word_keys(one, languages), word_keys(other, languages), strict=False)
            for one, other in opposites
        )
        same = {
            language: {
                read_words(word, language)[0].key: read_words(group[0], language)[0].key
                for group in groups
                for word in group[1:]
            }
            for language, groups in (synonyms or {}).items()
        }
        apart = frozenset(frozenset(pair) for readings in pairs for pair in readings)
        return cls(
            _said_otherwise(apart, same),
            frozenset(key for word in lookalikes for key in word_keys(word, languages)),
            same,
        )

    def __or__(self, other: "Vocabulary") -> "Vocabulary":
        synonyms = {**self.synonyms, **other.synonyms}
        opposites = self.opposites | other.opposites
        return Vocabulary(
            _said_otherwise(opposites, synonyms),
            self.lookalikes | other.lookalikes,
            synonyms,
            KnownWords.of_all((self.known, other.known)),
        )


def _said_otherwise(
    opposites: frozenset[frozenset[str]], synonyms: Mapping[str, Mapping[str, str]]
) -> frozenset[frozenset[str]]:
    """`opposites`, and the pairs that are so because synonyms of theirs are: salarié, employeur."""
    groups: dict[tuple[str, str], set[str]] = {}
    for language, same in synonyms.items():
        for word, head in same.items():
            groups.setdefault((language, head), {head}).add(word)
    alike: dict[str, set[str]] = {}
    for group in groups.values():
        for word in group:
            # A word of both languages, such as “reduction”, has the synonyms of both.
            alike[word] = alike.get(word, set()) | group
    said = opposites
    while True:
        more = said | {
            frozenset((mine, yours))
            for one, other in (tuple(pair) for pair in said if len(pair) == 2)  # noqa: PLR2004 - a pair
            for mine in alike.get(one, (one,))
            for yours in alike.get(other, (other,))
        }
        if more == said:
            return said
        said = more


NO_WORDS = Vocabulary()


def knowing_all(vocabularies: Mapping[str, Vocabulary]) -> Mapping[str, Vocabulary]:
    """Each of `vocabularies`, knowing the words that any of them knows."""
    known = KnownWords.of_all([one.known for one in vocabularies.values()])
    return {name: replace(one, known=known) for name, one in vocabularies.items()}
