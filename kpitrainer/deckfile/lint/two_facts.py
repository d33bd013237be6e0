"""Whether an answer to reveal holds two facts, so that who knew one cannot rate it honestly."""

import re
from collections.abc import Iterator

from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.errors import Fault

_SENTENCE_END = re.compile(
    r"(?:(?<=[^\W\d_]{3}[.!?…])|(?<=[^\W\d_]{3}\s[!?]))\s+(?=[«“]?[^\W\d_a-zà-ÿ])"
)
"""Between two sentences; an abbreviation of one or two letters ends none."""

_COMPARES = re.compile(
    r"\b(différences?|distinguent?|differences?|differs?|sets?\b.*\bapart)\b", re.IGNORECASE
)
"""A question of what sets two things apart has one answer, which tells of both."""

_NUMBER = r"(?:[2-9]|deux|trois|quatre|cinq|two|three|four|five)"
_ANNOUNCES = re.compile(
    rf"\b(?:quel(?:le)?s|which|what)\s+(?:sont\s+|are\s+)?(?:les\s+|the\s+)?{_NUMBER}\b"
    rf"|^(?:cite|donne|nomme|name|give)\s+(?:les\s+|the\s+)?{_NUMBER}\b"
    r"|\b(?:et|and)\s+(?:\w+\s+){0,2}(?:quoi|quel(?:le)?s?|comment|pourquoi|combien|quand|où"
    r"|what|which|how|why|when|where|who|whom)\b"
    r"|\bet\s+(?:par|à|pour|avec|chez)\s+qui\b|,\s+et\s+qui\b",  # not “who … and who …”
    re.IGNORECASE,
)
"""Where a question says that it wants several things, or asks twice."""

_JOINED = re.compile(r",|\b(?:et|ou|puis|and|or|then)\b", re.IGNORECASE)
_SPAN = re.compile(r"^(?:entre|between|from)\b|^d[eu]\b.*\b(?:à|aux?|jusqu)\b", re.IGNORECASE)
"""An answer that names both ends of one thing."""

_TWICE = re.compile(
    r", (?:et|puis|and|then)\s"  # a comma is for what stands by itself
    r"|^(?:(à|pour|que|si|to|that|whether|how|why|where)\b).*\b(?:et|and) \1\b"
    r"|, [^,;]+,? (?:et|and) [^,;]+$",  # a, b and c
    re.IGNORECASE,
)
"""What joins two things that could each be asked for."""


def two_facts(basic: Basic) -> Iterator[Fault]:
    """Warn where the answer holds two facts, whether or not the question asks for two.

    A semicolon or a second sentence tells in any language, what joins two things in all. A typed
    answer is judged part by part, so that only the first is warned of there.
    """
    languages = [each for each in basic.answer if not _COMPARES.search(basic.ask[each])]
    apart = [
        each
        for each in languages
        if ";" in basic.answer[each] or _SENTENCE_END.search(basic.answer[each])
    ]
    joined = not basic.typed and all(
        each in languages and _joins(basic.ask[each], text) for each, text in basic.answer.items()
    )
    if apart or joined:
        yield Fault.warning(("answer", (apart or languages)[0]), "deck.two-facts")


def _joins(ask: str, answer: str) -> bool:
    if _SPAN.search(answer):
        return False
    return bool(
        _TWICE.search(answer.rstrip(" .")) or (_ANNOUNCES.search(ask) and _JOINED.search(answer))
    )
