"""What an id may be, and proposing one where an author left it out or wrote it otherwise."""

import re
import unicodedata
from collections.abc import Container

from kpitrainer.deckfile.schema.values import LONGEST_ID

_ID = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST = 40
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "’": "-", "'": "-"})


def is_id(written: str) -> bool:
    """Whether a deck or a card may have this id."""
    return len(written) <= LONGEST_ID and _ID.fullmatch(written) is not None


def propose_id(words: str, taken: Container[str] = ()) -> str:
    """An id made of `words` that is not yet `taken`: "Où est l’œuvre ?" gives "ou-est-l-oeuvre".

    Lower case, without accents, at most about 40 characters, cut between words.
    """
    plain = unicodedata.normalize("NFKD", words.lower().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    if not slug or not slug[0].isalpha():
        slug = f"c-{slug}".rstrip("-")
    proposal, copy = slug, 2
    while proposal in taken:
        proposal, copy = f"{slug}-{copy}", copy + 1
    return proposal
