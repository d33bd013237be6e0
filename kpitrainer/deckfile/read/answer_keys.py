"""The keys that say how an answer is judged, and what a learner may be helped by."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from kpitrainer.domain.cards.card_types.number_answer import Tolerance, stated_number
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.number import Unclear

_AMOUNT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)[ \u00a0\u202f]?(%?)")


def is_typed(entry: Mapping[str, Any]) -> bool:
    """Whether the answer of `entry` is typed, which judging it exactly or as a number implies."""
    return bool(entry.get("typed") or entry.get("exact") or "tolerance" in entry)


def is_by_gap(value: object) -> bool:
    """Whether `value` says something of each gap by its number."""
    return isinstance(value, dict) and any(name.isdigit() for name in value)


def read_tolerance(written: str) -> Tolerance | None:
    """The tolerance `written`: `0.5`, `2 %` of the answer; None where it is none."""
    found = _AMOUNT.fullmatch(written.strip())
    if found is None:
        return None
    amount = Fraction(found[1].replace(",", "."))
    return Tolerance(amount / 100, relative=True) if found[2] else Tolerance(amount)


def number_faults(entry: Mapping[str, Any], answer: LocalizedText) -> Iterator[Fault]:
    """What keeps `answer` from being judged as a number, where `entry` has a tolerance."""
    if entry.get("exact"):
        yield Fault(("tolerance",), "deck.exact-number", at_key=True)
    if read_tolerance(entry["tolerance"]) is None:
        written = entry["tolerance"][:40]
        yield Fault(("tolerance",), "deck.bad-tolerance", {"written": written})
    values = {}
    for language, text in answer.items():
        number = stated_number(text, language)
        if isinstance(number, Unclear):
            if text:
                yield Fault(("answer", language), "deck.no-number", {"written": text[:40]})
            return
        values[number.value] = text
    if len(values) > 1 and len(set(answer.values())) == 1:
        written = next(iter(answer.values()))[:40]
        yield Fault(("answer",), "deck.two-numbers", {"written": written})
