"""The words that a course's texts are made of, of which none is a misspelling of another."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from kpitrainer.domain.text.word_forms import key_of

_WORD = re.compile(r"[^\W\d_]{3,}")
_ACRONYM_IN_S = re.compile(r"\b[A-Z]{2,5}S\b")
_COMBINING = re.compile("[\u0300-\u036f]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class KnownWords:
    """The keys of words, by language; more are learnt as decks are read, and shared among them.

    They are kept as the texts of keys they came in and looked up in a set that is made at the first
    question: decks are loaded far more often than a word is asked for.
    """

    __slots__ = ("_sets", "texts")

    def __init__(self, texts: Mapping[str, frozenset[str]] | None = None) -> None:
        """Of `texts`, by language, each with keys parted by spaces."""
        self.texts = dict(texts or {})
        self._sets: dict[str, frozenset[str]] = {}

    def learn(self, texts: Mapping[str, Iterable[str]]) -> None:
        """Add the words of `texts`, by language."""
        for language, spoken in texts.items():
            text = "\n".join(spoken)
            folded = unicodedata.normalize("NFKD", text.casefold()).translate(_LIGATURES)
            plain = _COMBINING.sub("", folded)
            keys = {key_of(word, language) for word in set(_WORD.findall(plain))}
            # Whole, as ROAS is no plural.
            keys |= {acronym.lower() for acronym in _ACRONYM_IN_S.findall(text)}
            self.texts[language] = self._of(language) | {" ".join(sorted(keys))}
        self._sets = {}

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

    def __reduce__(self) -> tuple[type["KnownWords"], tuple[Mapping[str, frozenset[str]]]]:
        """Without the sets, which are made again faster than read."""
        return KnownWords, (self.texts,)

    def has(self, key: str, language: str) -> bool:
        """Whether `key` is one of them."""
        if language not in self._sets:
            texts = self._of(language)
            self._sets[language] = frozenset(key for text in texts for key in text.split())
        return key in self._sets[language]

    def share(self, everything: "KnownWords") -> None:
        """Know from now on what `everything` knows: the words of all decks loaded together."""
        self.texts = everything.texts
        self._sets = {}

    def _of(self, language: str) -> frozenset[str]:
        return self.texts.get(language, frozenset())
