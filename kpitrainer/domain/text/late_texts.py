"""Texts that are written when they are first read: a learner reads one language of several."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class LateTexts(Mapping[str, T]):
    """What `write` gives for each of some languages, each written once it is asked for.

    It equals any mapping with the same texts.
    """

    __slots__ = ("_languages", "_write", "_written")

    def __init__(self, languages: Collection[str], write: Callable[[str], T]) -> None:
        self._languages, self._write = languages, write
        self._written: dict[str, T] = {}

    def __getitem__(self, language: str) -> T:
        """The text in one of the languages."""
        if language not in self._written:
            if language not in self._languages:
                raise KeyError(language)
            self._written[language] = self._write(language)
        return self._written[language]

    def __iter__(self) -> Iterator[str]:
        """The languages."""
        return iter(self._languages)

    def __len__(self) -> int:
        """How many languages there are."""
        return len(self._languages)
