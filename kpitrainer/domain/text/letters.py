"""A text's letters without case and accents, each with its place in the text."""

import unicodedata
from functools import lru_cache

_FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "’": "'", "‘": "'", "ʼ": "'", "—": "-", "–": "-"}
)

_ABOVE_OR_BELOW, _SEMITIC = 200, (10, 36)
"""Unicode's classes of accents, and of the vowel points of Hebrew, Arabic and Syriac."""


def folded_letters(text: str) -> tuple[str, list[int]]:
    """`text` without case and accents, and the place in it of each folded letter."""
    pieces = [_folded_letter(char) for char in text]
    return "".join(pieces), [at for at, piece in enumerate(pieces) for _letter in piece]


@lru_cache(maxsize=1024)
def _folded_letter(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isspace():
        return " "
    apart = unicodedata.normalize("NFKD", char.casefold().translate(_FOLDED))
    return "".join(part for part in apart if not _is_accent(part))


def _is_accent(char: str) -> bool:
    """Whether it is a mark that may be left out: not those of kana, Indic and Thai letters."""
    place = unicodedata.combining(char)
    return place >= _ABOVE_OR_BELOW or _SEMITIC[0] <= place <= _SEMITIC[1]
