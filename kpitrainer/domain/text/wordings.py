"""The texts that an author's text stands for, and those a learner's does without its mark."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kpitrainer.domain.text.word_forms import is_formula

_BRACKETS = re.compile(r"(?:(?<=\s)|^)\([^()]*\)(?!\w)|(?:(?<=\s)|^)\[[^\[\]]*\](?!\w)")
_SPACES = re.compile(r"\s{2,}")
_SLASH = re.compile(r"\s+/\s+")
_MARK = re.compile(
    r"\s*(?:"
    r"[-–—−•*‣▪◦·]\s+"
    r"|\(?\d{1,2}\s?[.)°:]\)?\s+|\d{1,2}\s[-–—]\s(?!\s*\d)|\d{1,2}[-–—]\s(?!\s*\d)"
    r"|n°\s?\d{1,2}\s?[:.-]?\s+|#\d{1,2}\s+"
    r"|\d{1,2}\s?(?:er|ère|ere|re|e|è|ème|eme|nd|nde|st|rd|th)\s*[.):-]?\s+"
    r"|(?:[a-z]|[ivx]{1,4})[.)]\s+|\([a-z]\)\s+"
    r"|(?:étape|etape|step)\s\d{1,2}\s?[.):–-]\s*"
    r")(?=\S)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def wordings(text: str) -> tuple[str, ...]:
    """`text`, and what it is without its optional parts: brackets, one of « A / B ».

    A slash without spaces parts nothing: « interne/externe » names both.
    """
    if is_formula(text):
        return (text,)
    return tuple(dict.fromkeys(_wordings(text)))


def _wordings(text: str) -> Iterator[str]:
    yield text
    for part in _SLASH.split(text):
        if part.strip():
            yield part
            bare = _SPACES.sub(" ", _BRACKETS.sub("", part)).strip()
            if bare:
                yield bare


def unmarked(typed: str) -> str | None:
    """`typed` without the mark of a list before it: “1.”, “a)”, a bullet; None without one."""
    mark = _MARK.match(typed)
    return typed[mark.end() :] if mark else None
