"""Texts in each of a deck's languages."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeVar

LocalizedText: TypeAlias = Mapping[str, str]
"""One text in each of its deck's languages ({"fr": …, "es": …})."""

LocalizedTexts: TypeAlias = Mapping[str, tuple[str, ...]]
"""Several texts (accepted spellings) in each of its deck's languages."""

NO_TEXTS: LocalizedTexts = {}

NOWHERE = re.compile("(?!)")
"""The pattern of words in a language of which none is known."""

_T = TypeVar("_T")


def base_language(language: str) -> str:
    """The language without its country: "fr" for "fr-CA"."""
    return language.partition("-")[0]


class ByLanguage(dict[str, _T]):
    """What is known of some languages, in whichever country; others have what is `general`."""

    def __init__(self, known: Mapping[str, _T], general: _T) -> None:
        super().__init__(known)
        self.general = general

    def __missing__(self, language: str) -> _T:
        return self.get(base_language(language), self.general)


COLON = ByLanguage({"fr": "\u00a0: "}, ": ")
"""What stands between a label and what it tells."""


def language_for(reader: str, languages: Sequence[str]) -> str:
    """The one of `languages` that a reader of `reader` is shown: that, or else the first."""
    if reader in languages:
        return reader
    return next((each for each in languages if base_language(each) == reader), languages[0])
