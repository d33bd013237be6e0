"""The words of a language: what is one of them is no misspelling of another.

They are those of pyspellchecker (MIT), of which only the lists are read: its own checker takes
several times as long to load, and what is a slip is decided in `spelling`.
"""

import gzip
import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

_LISTED = frozenset({"fr", "en"})
"""Of other languages no forms are known, each of which would be a word of its own."""

_COMBINING = re.compile("[\u0300-\u036f]+")


def folded(text: str) -> str:
    """`text` in lower case, without accents and ligatures."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    # Ten times as fast as translate(), where a whole collection is folded.
    return _COMBINING.sub("", plain.replace("œ", "oe").replace("æ", "ae"))


def is_in_dictionary(word: str, language: str) -> bool:
    """Whether `word`, `folded`, is one of the language's; of no other than French and English.

    The first question of a language, at the first word that is misspelt, reads its list: some
    tenths of a second.
    """
    return word in _words(language)


@cache
def _words(language: str) -> frozenset[str]:
    """All the words of `language`, folded; none for a language without a list."""
    if language not in _LISTED:
        return frozenset()
    packed = files("spellchecker").joinpath("resources", f"{language}.json.gz")
    words = json.loads(gzip.decompress(packed.read_bytes()))
    return frozenset(folded("\n".join(words)).split("\n"))
