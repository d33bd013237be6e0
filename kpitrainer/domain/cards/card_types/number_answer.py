"""A plain card's answer that is a number, right within a tolerance."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kpitrainer.domain.drill.diagnosis import FREE_ONCE
from kpitrainer.domain.drill.figures import Wanted
from kpitrainer.domain.drill.typed_answer import ParsedAnswer, read_answer
from kpitrainer.domain.drill.unit import is_noun, same_unit, unit_name
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.number import MARKS, ParsedNumber, Unclear, read_number
from kpitrainer.domain.verdict import Message, Outcome, Verdict

_WITH_UNIT = re.compile(
    r"([-+−–]?\s?[0-9][0-9.,'’ \u00a0\u202f]*?)[ \u00a0\u202f]*"
    r"([^\s0-9.,'’]\S*(?:\s[^\s0-9]\S*)*)"
)
_MAY_BE_A_UNIT = {f"answer.number-{why}" for why in ("unreadable", "several", "digits")}
_HUNDREDTHS = frozenset({"%", "points"})
_FACTORS = tuple(Fraction(10) ** power for power in (1, 2, 3, -1, -2, -3))


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a number may be off: `amount`, or where it is `relative` that share of the answer."""

    amount: Fraction
    relative: bool = False

    def holds(self, value: Fraction, answer: Fraction) -> bool:
        """Whether `value` is near enough to `answer`, both ends counting."""
        most = self.amount * abs(answer) if self.relative else self.amount
        return abs(value - answer) <= most


def stated_number(text: str, language: str) -> ParsedNumber | Unclear:
    """The number that an author's `text` is, as `language` writes them, with any unit."""
    number = read_number(text, language)
    if isinstance(number, Unclear) and number.message.code in _MAY_BE_A_UNIT:
        parts = _WITH_UNIT.fullmatch(text.strip())
        alone = stated_number(parts[1], language) if parts else number
        if parts and isinstance(alone, ParsedNumber):
            return ParsedNumber(alone.value, alone.decimals, parts[2])
    if isinstance(number, Unclear) and number.readings:
        small, large = number.readings
        own = {MARKS[language][0]: large, MARKS[language][1]: small}
        return own.get(number.mark, number)
    return number


def check_number(typed: str, answer: LocalizedText, language: str, tolerance: Tolerance) -> Verdict:
    """How `typed`, a number or a calculation, stands to `answer`, which is one in each language.

    UNCLEAR where it is no number, and where its unit, or a ratio for per cents, lets doubt what was
    meant: the caller lets such a doubt count once.
    """
    number, wanted = _wanted(answer, language)
    given = read_answer(typed, wanted)
    if isinstance(given, Unclear):
        near = [each for each in given.readings if tolerance.holds(each.value, number.value)]
        if len(near) != 1:
            return Verdict(Outcome.UNCLEAR, given.message)
        given = ParsedAnswer(near[0].value, near[0].decimals, near[0].unit)
    expected = answer[language]
    doubt = _doubt(given, number, wanted, tolerance)
    if doubt is not None:
        return Verdict(Outcome.UNCLEAR, doubt, expected=expected)
    if tolerance.holds(given.value, number.value):
        return Verdict(Outcome.RIGHT, expected=expected)
    return Verdict(Outcome.WRONG, _slip(given.value, number.value, tolerance), expected=expected)


def doubted_once(verdicts: Sequence[Verdict]) -> Verdict:
    """The last of the `verdicts` on one card; WRONG where an earlier one told the same doubt."""
    *earlier, last = verdicts
    code = last.message.code if last.message else ""
    if last.outcome is not Outcome.UNCLEAR or code not in FREE_ONCE:
        return last
    told = any(each.message is not None and each.message.code == code for each in earlier)
    return replace(last, outcome=Outcome.WRONG) if told else last


def _wanted(answer: LocalizedText, language: str) -> tuple[ParsedNumber, Wanted]:
    stated = {name: stated_number(text, name) for name, text in answer.items()}
    numbers = {name: each for name, each in stated.items() if isinstance(each, ParsedNumber)}
    number = numbers[language]
    units = tuple(dict.fromkeys(each.unit for each in numbers.values() if each.unit))
    return number, Wanted(language, number.unit, units, number.decimals, number.value)


def _doubt(
    given: ParsedAnswer, number: ParsedNumber, wanted: Wanted, tolerance: Tolerance
) -> Message | None:
    """A unit that does not fit, or a bare ratio where per cents or points are asked."""
    if not (same_unit(given.unit, wanted.units) or is_noun(given.unit)):
        if not number.unit:
            return Message("drill.no-unit")
        return Message("drill.wrong-unit", {"unit": unit_name(number.unit, wanted.language)})
    if number.unit not in _HUNDREDTHS or (given.unit and given.decimals is not None):
        return None
    right = tolerance.holds(given.value, number.value)
    is_ratio = given.value and not right and tolerance.holds(given.value * 100, number.value)
    return Message("drill.ratio") if is_ratio else None


def _slip(value: Fraction, answer: Fraction, tolerance: Tolerance) -> Message | None:
    """What a wrong number tells of itself: its sign, or a factor of ten."""
    if not value or not answer:
        return None
    if tolerance.holds(-value, answer):
        return Message("drill.sign")
    for factor in _FACTORS:
        if tolerance.holds(value / factor, answer):
            code = "drill.times-too-large" if factor > 1 else "drill.times-too-small"
            return Message(code, {"factor": factor if factor > 1 else 1 / factor})
    return None
