"""Texts in each of a deck's languages."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

LocalizedText: TypeAlias = Mapping[str, str]
"""One text in each of its deck's languages ({"fr": …, "en": …})."""

LocalizedTexts: TypeAlias = Mapping[str, tuple[str, ...]]
"""Several texts (accepted spellings) in each of its deck's languages."""

NO_TEXTS: LocalizedTexts = {}


def language_for(reader: str, languages: Sequence[str]) -> str:
    """The one of `languages` that a reader of `reader` is shown: that, or else the first."""
    return reader if reader in languages else languages[0]
