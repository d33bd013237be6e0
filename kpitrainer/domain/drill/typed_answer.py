"""Reading what a learner typed as an answer: a number, or a calculation that gives one."""

import re
from dataclasses import dataclass
from fractions import Fraction

from kpitrainer.domain.formula.formula import FormulaError, compile_formula
from kpitrainer.domain.formula.parser import LENGTH
from kpitrainer.domain.text.number import (
    ParsedNumber,
    Unclear,
    read_number,
    visible,
)
from kpitrainer.domain.verdict import Message

LARGEST = 10**15
"""From here on a calculation's result is a slip of the keyboard, not an answer."""

_CALCULATION = re.compile(r"[0-9)]\s*%?\s*(?:\*\*|[-+*/^÷×·−–:xX])\s*[-+−(\s]*[.,]?[0-9]|\(.*[0-9]")
_NUMBER = re.compile(r"[.,]?[0-9](?:[0-9.,'’\s]*[0-9])?[.,]?")
_TAIL = re.compile(r"(?<=[0-9)])\s*([^\s0-9()+*/^÷×·−–:,.-][^0-9()]*)$")
_PER_CENT = re.compile(r"((?<![0-9.,])[.,]?[0-9](?:[0-9.,'’]*[0-9])?|\([^()%]*\))[ \u00a0\u202f]?%")
_FROM_ONE = re.compile(r"1\s*[-+−–]")
_HUNDREDTHS = frozenset({"%", "points"})
_TIMES = re.compile(r"(?<=[0-9)])(\s*)[xX](?=\s*[-+−(.,0-9])")
_TWO_MEANINGS = re.compile(
    r"^[-+−]?[0-9]+·[0-9]+(?![0-9]*\s*[-+*/^÷×·−–:(])|(?<![0-9.,])0[xX][0-9]"
)
"""72·8 may be 72.8 to some, and 0x28 is no product."""

_PLAIN = str.maketrans({"–": "-", ":": "/", "·": "*"})
_TELLING = frozenset(
    {
        "drill.exponent-not-whole",
        "drill.exponent-too-large",
        "drill.formula-ends",
        "drill.formula-power",
        "drill.formula-signs",
        "drill.formula-unclosed",
        "drill.formula-unopened",
        "drill.too-large",
    }
)
"""Errors of the formula language that help a learner as they are."""


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """The value typed, its decimals (None for a calculation's exact result), and its unit."""

    value: Fraction
    decimals: int | None
    unit: str


def read_answer(typed: str, language: str, unit: str = "") -> ParsedAnswer | Unclear:
    """The number typed, or the value of the calculation typed: `(110-30)/200*100`.

    Each number of a calculation is read as `read_number` reads it, so with a decimal comma too.
    `12.5%` in a calculation is 0.125; at its end the sign may be the result's unit: it is where
    `unit`, the one asked for, counts in hundredths.
    """
    text = visible(typed[: 2 * LENGTH]).strip().removeprefix("=").strip()
    if _CALCULATION.search(text[:LENGTH]):
        if len(text) > LENGTH:
            return Unclear(Message("drill.calculation-long", {"most": LENGTH}))
        if _TWO_MEANINGS.search(text):
            return _unclear()
        return _calculated(text, language, unit)
    number = read_number(text, language)
    if isinstance(number, Unclear):
        return number
    return ParsedAnswer(number.value, number.decimals, number.unit)


def shown_value(typed: str, language: str, unit: str = "") -> Fraction | None:
    """The value of a calculation being typed; None for a plain number or what is no calculation.

    `unit` is the one asked for.
    """
    answer = read_answer(typed, language, unit)
    return answer.value if isinstance(answer, ParsedAnswer) and answer.decimals is None else None


def _calculated(text: str, language: str, wanted: str) -> ParsedAnswer | Unclear:
    text, unit = _without_per_cent(text, wanted)
    scale = 100 if unit else 1
    tail = _TAIL.search(text)
    if tail:
        one = read_number(f"1 {tail[1]}", language)
        if isinstance(one, Unclear):
            return _unclear()
        unit, text = unit or one.unit, text[: tail.start()]
    pieces, at = [], 0
    text = _TIMES.sub(r"\1*", text).translate(_PLAIN)
    for found in _NUMBER.finditer(text):
        number = read_number(found.group(), language)
        if isinstance(number, Unclear):
            return number
        pieces += [text[at : found.start()], _literal(number)]
        at = found.end()
    try:
        value = scale * Fraction(compile_formula("".join([*pieces, text[at:]]), {}).value({}))
    except FormulaError as error:
        if error.code == "drill.division-by-zero":
            return Unclear(Message("drill.divided-by-zero"))
        return Unclear(Message(error.code, error.values)) if error.code in _TELLING else _unclear()
    if abs(value) >= LARGEST:
        return Unclear(Message("drill.too-large"))
    return ParsedAnswer(value, None, unit)


def _without_per_cent(text: str, wanted: str) -> tuple[str, str]:
    """The calculation with `12.5%` as (12.5/100), and "%" where its result is in per cent.

    Per cents added up give per cents: `100% - 12.5%`. A lone one at the end is the result's unit
    where hundredths are wanted, and is left to be read as that, but for `1 - 12.5%`; else it is
    a number's own.
    """
    found = list(_PER_CENT.finditer(text))
    last = bool(found) and not text[found[-1].end() :].strip()
    is_unit = len(found) == 1 and last and not _FROM_ONE.match(text)
    if not found or (is_unit and (wanted in _HUNDREDTHS or text[-2:-1] == " ")):
        return text, ""
    fractions = _PER_CENT.sub(r"(\1/100)", text)
    return fractions, "%" if last and wanted in _HUNDREDTHS else ""


def _literal(number: ParsedNumber) -> str:
    """The number as the formula language writes it."""
    digits = str(number.value * 10**number.decimals).zfill(number.decimals + 1)
    at = len(digits) - number.decimals
    return f"{digits[:at]}.{digits[at:]}" if number.decimals else digits


def _unclear() -> Unclear:
    return Unclear(Message("drill.calculation-unclear"))
