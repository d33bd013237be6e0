"""Checking a typed text letter by letter: commands, formulas, spelling."""

import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kpitrainer.domain.text.dictionary import folded
from kpitrainer.domain.text.text_match import LONGEST
from kpitrainer.domain.verdict import Message, Outcome, Verdict

_ALIKE = 75
"""Per cent of likeness from which on a wrong text is a slip, worth telling where it is."""


def check_exactly(typed: str, right: Sequence[str]) -> Verdict:
    """How `typed` stands to the `right` texts, of which the first is the author's answer.

    RIGHT where it is one of them, letter by letter: forgiven are only blanks before and behind,
    another of Unicode's spellings of a letter, and ’ for '. Of a slip the message tells the place
    of the first difference, from 1; the verdict's `expected` is the right text that comes closest.
    """
    given = plain(typed)
    if len(typed) > LONGEST:
        return Verdict(Outcome.UNCLEAR, Message("answer.text-long", {"limit": LONGEST}))
    if not given:
        return Verdict(Outcome.UNCLEAR, Message("answer.text-empty"))
    found = next((text for text in right if plain(text) == given), None)
    if found is not None:
        return Verdict(Outcome.RIGHT, expected=found)
    closest = max(right, key=lambda text: fuzz.ratio(folded(given), folded(plain(text))))
    wanted = plain(closest)
    if fuzz.ratio(folded(given), folded(wanted)) < _ALIKE:
        return Verdict(Outcome.WRONG, expected=right[0])
    marks = _marks(typed, given, wanted)
    return Verdict(Outcome.WRONG, _difference(given, wanted), expected=closest, marks=marks)


def plain(text: str) -> str:
    """`text` without what is forgiven."""
    return unicodedata.normalize("NFC", text.strip().replace("’", "'"))


def _difference(given: str, wanted: str) -> Message:
    """Where the two, which differ, do so first."""
    pairs = zip(given, wanted, strict=False)
    shorter = min(len(given), len(wanted))
    at = next((at for at, (mine, right) in enumerate(pairs) if mine != right), shorter)
    values = {"place": at + 1, "typed": given[at : at + 1], "right": wanted[at : at + 1]}
    step = next(code for code in Levenshtein.opcodes(given, wanted) if code.tag != "equal")
    if step.tag == "insert" or not values["typed"]:
        return Message("answer.exact-missing", values)
    if step.tag == "delete" or not values["right"]:
        return Message("answer.exact-extra", values)
    return Message("answer.exact-differs", values)


def _marks(typed: str, given: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """Spans [start, end) of `typed`, which is `given` as it was typed, that differ from `wanted`.

    A missing letter is marked at the one typed in its place. There are none where the letters of
    the two do not lie on one another.
    """
    if len(typed.strip()) != len(given):
        return ()
    start = len(typed) - len(typed.lstrip())
    spans: list[tuple[int, int]] = []
    for code in Levenshtein.opcodes(given, wanted):
        if code.tag != "equal":
            first = min(code.src_start, len(given) - 1)
            last = max(code.src_end, first + 1)
            if spans and start + first < spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], start + last))
            else:
                spans.append((start + first, start + last))
    return tuple(spans)
