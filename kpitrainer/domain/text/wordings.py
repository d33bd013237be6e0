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
    r"|\(?\d{1,2}\s?[.)°:]\)?(?:\s+|(?=[^\W\d_]))|\d{1,2}\s[-–—]\s(?!\s*\d)|\d{1,2}[-–—]\s(?!\s*\d)"
    r"|n°\s?\d{1,2}\s?[:.-]?\s+|#\d{1,2}\s+"
    r"|\d{1,2}\s?(?:er|ère|ere|re|e|è|ème|eme|nd|nde|st|rd|th)\s*[.):-]?\s+"
    r"|(?:[a-z]|[ivx]{1,4})(?:[.)]\s+|\)(?=\w))|\([a-z]\)\s+"
    r"|(?:étape|etape|step)\s\d{1,2}\s?[.):–-]\s*"
    r"|(?:(?:tout )?d['’]abord|premièrement|ensuite|puis|enfin|aussi),?\s+"
    r"|(?:firstly|first of all|then|next|finally|lastly|also),?\s+"
    r")(?=\S)",
    re.IGNORECASE,
)
_TAKEN_FROM = re.compile(r"\s*1\s?[-–—]\s+")
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS_BEHIND = re.compile(r"(?P<words>[^()]+)\((?P<initials>[^\W\d_]{2,6})\)\s*")
_INITIALS_BEFORE = re.compile(r"\s*(?P<initials>[^\W\d_]{2,6})\s*\((?P<words>[^()]+)\)\s*")


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


def unmarked(typed: str, *, formula: bool = False) -> str | None:
    """`typed` without the mark of a list before it: “1.”, “a)”, a bullet; None without one.

    Where a `formula` is asked for, “1 - ” is the beginning of one.
    """
    mark = _MARK.match(typed)
    if mark is None or (formula and _TAKEN_FROM.fullmatch(mark[0])):
        return None
    return typed[mark.end() :]


def without_initials(typed: str) -> str:
    """`typed` with blanks for initials beside the words they stand for: Return on sales (ROS)."""
    for pattern in (_INITIALS_BEHIND, _INITIALS_BEFORE):
        found = pattern.fullmatch(typed)
        if found and _are_initials(found["initials"], found["words"]):
            words = range(*found.span("words"))
            return "".join(char if at in words else " " for at, char in enumerate(typed))
    return typed


def _are_initials(initials: str, text: str) -> bool:
    """Whether `initials` are made of beginnings of words of `text`, in their order: CSAT."""
    initials = initials.casefold()
    explained = {0}
    for word in _LETTERS.findall(text.casefold()):
        explained |= {
            start + count
            for start in explained
            for count in range(1, len(initials) - start + 1)
            if word.startswith(initials[start : start + count])
        }
    return len(initials) in explained
