"""Reading what a learner typed as an answer: a number, or a calculation that gives one."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from kpitrainer.domain.drill.figures import Wanted
from kpitrainer.domain.drill.unit import is_clock_unit, without_unit
from kpitrainer.domain.formula.formula import FormulaError, compile_formula
from kpitrainer.domain.formula.parser import LENGTH
from kpitrainer.domain.text.number import (
    MINUS,
    SCIENTIFIC,
    ParsedNumber,
    Unclear,
    legible,
    read_number,
)
from kpitrainer.domain.verdict import Message

LARGEST = 10**15
"""From here on a calculation's result is a slip of the keyboard, not an answer."""

_CALCULATION = re.compile(
    r"[0-9)]\s*%?\s*(?:\*\*|[-+*/^÷×·−–:xX])\s*[-+−(\s√]*[.,]?[0-9]|\(.*[0-9]"
    r"|√\s*[0-9]|[0-9)]\s*[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]"
)
_NUMBER = re.compile(rf"{SCIENTIFIC}|[.,]?[0-9](?:[0-9.,'’\s]*[0-9])?[.,]?")
_TAIL = re.compile(r"(?<=[0-9)])\s*([^\s0-9()+*/^÷×·−–:,.-][^0-9()]*)$")
_PER_CENT = re.compile(r"((?<![0-9.,])[.,]?[0-9](?:[0-9.,'’]*[0-9])?|\([^()%]*\))[ \u00a0\u202f]?%")
_FROM_ONE = re.compile(r"1\s*[-+−–]")
_HUNDREDTHS = frozenset({"%", "points"})
_OVER_PER_CENT = re.compile(r"[0-9)]\s*[/÷:]\s*[0-9.,]+\s*%")
"""8/50 % - 22/50 %: whether the sign belongs to 50 or to the quotient, nobody can tell."""

_TIMES = re.compile(r"(?<=[0-9)])(\s*)[xX](?=\s*[-+−(.,√0-9])")
_RAISED = re.compile(r"(?<=[0-9)])\s*(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SQUARE_ROOT = re.compile(r"√|\b(?:sqrt|racine)\s*(?=\()", re.IGNORECASE)
_ROOT = re.compile(r"\broot\s*\(")
_ARGUMENTS = re.compile(r";|,(?=\s)")
_BETWEEN = "|"
"""What parts a root's arguments while its numbers are read, and is part of none."""

_BRACKETS = re.compile(
    r"\+?(?:[^\W\d_]*|[€$£])\s*\(+([^()+−–-]*[0-9][^()]*)\)+[^0-9()+*/^÷×·−–:⁰¹²³⁴⁵⁶⁷⁸⁹⁻-]*"
)
"""A lone number in brackets: how spreadsheets write one below zero."""

_WRAPPED = re.compile(r"^\(([^()]*)\)$")
_TIME = re.compile(r"[-+−–]?[0-9]+\s*:\s*[0-5][0-9](\s*:\s*[0-5][0-9])?\s*[^\W\d_]*")
_EURO = re.compile(r"\s*€(?=\s*(?:[-+*/^÷×·−–:xX)]|$))|(?:^|(?<=[-+*/÷×·−–:xX(]))\s*€\s*")
_SUM = re.compile(r"[0-9%)]\s*[-+−–]")
_POINTS = re.compile(r"(?<=[%)])\s*(?:points?|pts?|pp)$")
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


def read_answer(typed: str, wanted: Wanted) -> ParsedAnswer | Unclear:
    """The number typed, or the value of the calculation typed: `(110-30)/200*100`.

    Each number of a calculation is read as `read_number` reads it, so with a decimal comma too.
    `12.5%` in a calculation is 0.125; at its end the sign may be the result's unit: it is where
    the unit asked for counts in hundredths. `wanted` decides between two readings.
    """
    text = legible(typed[: 2 * LENGTH]).strip().removeprefix("=").strip()
    if len(text) > 1 and text[-1] in ".,":
        text = text[:-1]
    text, unit = without_unit(text, wanted.units)
    if wanted.unit == "points" and _SUM.search(text):
        text = _POINTS.sub("", text)
    amounts = _EURO.sub("", text)
    if "€" in text.rstrip("€ ") and _CALCULATION.search(amounts):
        text = amounts  # the sign of what is calculated with says nothing of the result
    answer = _odd(text, wanted) or _read(_WRAPPED.sub(r"\1", text), wanted)
    if unit and isinstance(answer, ParsedAnswer):
        return replace(answer, unit=answer.unit or unit)
    return answer


def shown_value(typed: str, wanted: Wanted) -> Fraction | None:
    """The value of a calculation being typed; None for a plain number or what is no calculation."""
    answer = read_answer(typed, wanted)
    return answer.value if isinstance(answer, ParsedAnswer) and answer.decimals is None else None


def _odd(text: str, wanted: Wanted) -> Unclear | None:
    """What looks like a calculation and may well be a number: (12.5) or 4:30."""
    time = _TIME.fullmatch(text)
    if time and (time[1] or is_clock_unit(wanted.unit)):
        return Unclear(Message("drill.clock-time"))
    bracketed = _BRACKETS.fullmatch(text)
    if bracketed:
        inner = bracketed[1].strip()
        number = read_number(inner, wanted.language)
        if isinstance(number, ParsedNumber) or number.readings:
            return Unclear(Message("drill.in-brackets", {"minus": MINUS + inner, "plain": inner}))
    return None


def _read(text: str, wanted: Wanted) -> ParsedAnswer | Unclear:
    if _CALCULATION.search(text[:LENGTH]):
        if len(text) > LENGTH:
            return Unclear(Message("drill.calculation-long", {"most": LENGTH}))
        over = wanted.unit in _HUNDREDTHS and text.count("%") > 1 and _OVER_PER_CENT.search(text)
        if over or _TWO_MEANINGS.search(text):
            return _unclear()
        return _calculated(text, wanted)
    number = wanted.decide(read_number(text, wanted.language), alone=True)
    if isinstance(number, Unclear):
        return number
    return ParsedAnswer(number.value, number.decimals, number.unit)


def _calculated(text: str, wanted: Wanted) -> ParsedAnswer | Unclear:
    text = _RAISED.sub(lambda found: f"^({found[1].translate(_LOWERED)})", text)
    is_sum = _SUM.search(text)
    text, unit = _without_per_cent(text, wanted.unit)
    scale = 100 if unit else 1
    tail = _TAIL.search(text)
    if tail:
        one = read_number(f"1 {tail[1]}", wanted.language)
        if isinstance(one, Unclear):
            return _unclear()
        unit, text = unit or one.unit, text[: tail.start()]
    if unit == "%" and wanted.unit == "points" and is_sum:
        unit = "points"  # a share more or less is so many points
    source = _formula(text, wanted)
    if isinstance(source, Unclear):
        return source
    try:
        value = scale * Fraction(compile_formula(source, {}).value({}))
    except FormulaError as error:
        if error.code == "drill.division-by-zero":
            return Unclear(Message("drill.divided-by-zero"))
        return Unclear(Message(error.code, error.values)) if error.code in _TELLING else _unclear()
    if abs(value) >= LARGEST:
        return Unclear(Message("drill.too-large"))
    return ParsedAnswer(value, None, unit)


def _formula(text: str, wanted: Wanted) -> str | Unclear:
    """The calculation as the formula language writes it."""
    if _ROOT.search(text):
        text = _ARGUMENTS.sub(_BETWEEN, text)
    text = _rooted(_TIMES.sub(r"\1*", text).translate(_PLAIN))
    pieces, at = [], 0
    for found in _NUMBER.finditer(text):
        number = wanted.decide(read_number(found.group(), wanted.language), alone=False)
        if isinstance(number, Unclear):
            return number
        pieces += [text[at : found.start()], _literal(number)]
        at = found.end()
    return "".join([*pieces, text[at:]]).replace(_BETWEEN, ",")


def _rooted(text: str) -> str:
    """The calculation with the square root of a number or a bracket as the formula language has it.

    A sign with nothing to take the root of stays, and cannot be read.
    """
    for sign in reversed(list(_SQUARE_ROOT.finditer(text))):
        start = sign.end() + len(text[sign.end() :]) - len(text[sign.end() :].lstrip())
        number = _NUMBER.match(text, start)
        end = number.end() if number else _closing(text, start)
        if end is not None:
            text = f"{text[: sign.start()]}root({text[start:end]}{_BETWEEN}2){text[end:]}"
    return text


def _closing(text: str, start: int) -> int | None:
    """The place behind the bracket that closes the one at `start`; None without either."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1 if at > start else None
    return None


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
