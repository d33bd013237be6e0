"""Numbers as people type and read them, in French, in English and elsewhere.

Exact all the way: a number is a `Fraction`, rounded once, half away from zero, never a float.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from kpitrainer.domain.text.localized import ByLanguage
from kpitrainer.domain.verdict import Message

MINUS = "\u2212"
NARROW_SPACE = "\u202f"

_WITH_A_POINT = (
    "en am ar bn cy fa fil ga gd gu ha haw he hi ig ja kn ko la ml mr ms mt my ne pa si sw "
    "ta te th "
    "ur yo zh zu"
)
MARKS = ByLanguage(
    {"fr": (NARROW_SPACE, ","), **dict.fromkeys(_WITH_A_POINT.split(), (",", "."))},
    (NARROW_SPACE, ","),
)
"""What a language writes between thousands, and before decimals; most write as French does."""

_SHOWN_DECIMALS = 6

_LONGEST = 60
"""More characters than that are no number a person means."""

_READ = 1_000
"""As much of an answer as is looked at; more than _LONGEST of it is no number already."""

_SIGNS = "-+\u2212\u2013\u2011\u2010"
_RARE_MINUSES = str.maketrans("\u2012\ufe63\uff0d", "---")

SCIENTIFIC = r"[1-9](?:[.,][0-9]+)?[eE][-+\u2212]?[0-9]{1,2}(?![0-9])"
"""A number as calculators show it: 5.146E+04. One digit stands before its decimal mark."""

_CORE = re.compile(rf"{SCIENTIFIC}|[.,]?[0-9](?:[0-9., ']*[0-9])?[.,]?")

_LARGEST_POWER = 15

_PLAIN = re.compile(r"([0-9]*)(?:[.,]([0-9]+))?")
_GROUPED = (
    re.compile(r"([1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,]([0-9]+))?"),
    re.compile(r"([1-9][0-9]{0,2}(?:'[0-9]{3})+)(?:[.,]([0-9]+))?"),
    re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]+)"),
    re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]+)"),
    re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})()"),
    re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})()"),
)

_TWO_READINGS = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")

_UNITS = {
    **dict.fromkeys(("%", "％", "pourcent", "pour cent", "percent", "per cent"), "%"),
    **dict.fromkeys(("pourcents", "pour cents", "pct"), "%"),
    **dict.fromkeys(("€", "euro", "euros", "eur"), "€"),
    **dict.fromkeys(("point", "points", "pt", "pts", "pp", "p.p"), "points"),
    **dict.fromkeys(("percentage point", "percentage points", "% points"), "points"),
    **dict.fromkeys(("×", "x", "fois", "times"), "×"),
    **dict.fromkeys(("mois", "month", "months"), "mois"),
    **dict.fromkeys(("jour", "jours", "j", "day", "days"), "jours"),
    **dict.fromkeys(("min", "mn", "minute", "minutes"), "min"),
}
_UNITS_BEFORE = {"€": "€", "eur": "€", "$": "$", "£": "£", "×": "×", "x": "×"}
_UNIT_WORD = re.compile(r"(?:[^\W\d_]|[€$£])(?:[^\W\d_]|[ €$£%'./-])*")
_OF_WHAT = re.compile(r" ?/ ?| (?:par|per|de|des|du|of) | d'")
"""Where « € par client » or “% of members” goes on after the unit proper."""

_CHANGES = re.compile(
    r"(?:k|m|md|mds|mrd|bn|mio|keur|meur)(?![^\W\d_])"
    r"|.*\b(?:mille|milliers?|millions?|milliards?|hundreds?|thousands?|billions?|trillions?"
    r"|dizaines?|douzaines?|dozens?|centaines?|lakhs?|crores?"
    r"|points? de base|basis points?|pb|pdb|bps?"
    r"|moins|minus|less|fewer|(?:de|en) baisse|decrease|drop)\b"
)
"""Words after a number that make it another one: never dropped as if they were a unit."""


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number as typed: its exact value, how many decimals were typed, and its unit.

    `unit` is "" where none was typed, one of "%", "€", "points", "×", "mois", "jours" and "min"
    whichever way it was written, else the typed words in small letters.
    """

    value: Fraction
    decimals: int
    unit: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was typed is no number, or could be two: `message` tells how to type it.

    Of one that could be two, `readings` are the smaller and the larger, and `mark` is the sign
    that stands before decimals in the one and between thousands in the other.
    """

    message: Message
    readings: tuple[ParsedNumber, ...] = ()
    mark: str = ""


def round_half_away(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded to `decimals` decimals, a tie away from zero."""
    if value.denominator == 1:
        return value
    return Fraction(last_digits(value.as_integer_ratio(), decimals), 10**decimals)


def last_digits(ratio: tuple[int, int], decimals: int) -> int:
    """How many of the last of so many decimals a number has, rounded: 1 235 for 12.345 to 2.

    Numbers that are rounded alike have as many, which is compared sooner than Fractions are.
    """
    above, below = ratio
    rounded: int = (2 * abs(above) * 10**decimals + below) // (2 * below)
    return -rounded if above < 0 else rounded


def write_number(
    value: int | Fraction, language: str, decimals: int | None = None, *, signed: bool = False
) -> str:
    """`value` as `language` writes it: « 1 234,5 » in "fr" and "es", “1,234.5” in "en".

    With `decimals` it is rounded to as many and keeps its zeros; without, it is written in full
    if six decimals suffice, else rounded to six. The minus is U+2212; `signed` writes the plus.
    """
    places = _SHOWN_DECIMALS if decimals is None else decimals
    above, below, scale = value.numerator, value.denominator, 10**places
    # Rounded half away from zero, without a Fraction: most of what is shown is written here.
    scaled = (2 * abs(above) * scale + below) // (2 * below)
    whole, rest = divmod(scaled, scale)
    part = f"{rest:0{places}}" if places and (rest or decimals is not None) else ""
    if decimals is None:
        part = part.rstrip("0")
    thousands, point = MARKS[language]
    sign = "" if not scaled else MINUS if above < 0 else "+" if signed else ""
    text = sign + f"{whole:,}".replace(",", thousands)
    return f"{text}{point}{part}" if part else text


def read_number(typed: str, language: str) -> ParsedNumber | Unclear:
    """The number a learner typed, in the French or the English way; never a guess.

    `language` only words the two readings of what could be both.
    """
    text = _plain(typed)
    flaw = _flaw(text)
    if flaw:
        return flaw
    core = _CORE.search(text)
    if core is None:
        return _unclear("unreadable")
    head = text[: core.start()].replace(" ", "")
    sign = next((char for char in head if char in _SIGNS), "")
    before, after = head.replace(sign, "", 1), text[core.end() :]
    words = " ".join(after.casefold().split()).rstrip(".,")
    unit = _unit(before, words)
    if any(char in "0123456789" for char in after):
        return _unclear("unreadable" if after[0].isalpha() else "several")
    if unit is None:
        return _unclear("scaled", words=words) if _CHANGES.match(words) else _unclear("unreadable")
    return _value(core.group(), "" if sign == "+" else sign and MINUS, unit, language)


def legible(typed: str) -> str:
    """`typed` without what nobody sees (marks of direction, joiners, a byte order mark).

    Its rare minus signs become the common one.
    """
    if typed.isascii():
        return typed
    seen = "".join(char for char in typed if unicodedata.category(char) != "Cf")
    return seen.translate(_RARE_MINUSES)


def _plain(typed: str) -> str:
    """`typed` with every kind of space and apostrophe as one, none at its ends."""
    text = legible(typed[:_READ]).strip()
    if len(text) > _LONGEST:
        return text
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("ʼ", "'")
    return "".join(" " if char.isspace() else char for char in text)


def _flaw(text: str) -> Unclear | None:
    """Why `text` is not worth a closer look, if so."""
    if not text:
        return _unclear("empty")
    if len(text) > _LONGEST:
        return _unclear("long", limit=_LONGEST)
    # Also ½ and ², which would else pass for the first letter of a unit.
    foreign = any(char.isnumeric() and not char.isascii() for char in text)
    return _unclear("digits") if foreign else None


def _unit(before: str, words: str) -> str | None:
    """The unit written before or after a number; None where that is no unit."""
    if before:
        return None if words else _UNITS_BEFORE.get(before.casefold())
    if _CHANGES.match(words):
        return None
    head = _OF_WHAT.split(words)[0]
    if not words or head in _UNITS:
        return _UNITS.get(head, "")
    first, _, more = head.partition(" ")
    if first in _UNITS and more[:1].isalpha():
        return _UNITS[first]  # « € HT », “3 times more”
    return words if _UNIT_WORD.fullmatch(words) else None


def _scientific(core: str, sign: str, unit: str) -> ParsedNumber | Unclear:
    digits, _, exponent = core.lower().replace(",", ".").replace(MINUS, "-").partition("e")
    power = int(exponent)
    if abs(power) > _LARGEST_POWER:
        return _unclear("unreadable")
    value = Fraction(digits) * Fraction(10) ** power
    decimals = max(0, len(digits.partition(".")[2]) - power)
    return ParsedNumber(-value if sign else value, decimals, unit)


def _value(core: str, sign: str, unit: str, language: str) -> ParsedNumber | Unclear:
    if "e" in core or "E" in core:
        return _scientific(core, sign, unit)
    if core[-1] in ".,":
        core = core[:-1]  # the end of a sentence is no part of its number
    two = _TWO_READINGS.fullmatch(core)
    if two:
        whole, part = two[1], two[3]
        large = Fraction(int(f"{'-' if sign else ''}{whole}{part}"))
        readings = (ParsedNumber(large / 1000, 3, unit), ParsedNumber(large, 0, unit))
        values = {
            "typed": sign + core,
            "decimal": f"{sign}{whole}{MARKS[language][1]}{part}0",
            "whole": write_number(large, language),
            "digits": sign + whole + part,
        }
        return Unclear(Message("answer.number-ambiguous", values), readings, two[2])
    for pattern in (_PLAIN, *_GROUPED):
        match = pattern.fullmatch(core)
        if match:
            digits, part = re.sub(r"[^0-9]", "", match[1]), match[2] or ""
            value = Fraction(int(digits + part), 10 ** len(part))
            return ParsedNumber(-value if sign else value, len(part), unit)
    return _unclear("unreadable" if re.search("[.,]{2}", core) else "grouped")


def _unclear(why: str, **values: object) -> Unclear:
    return Unclear(Message(f"answer.number-{why}", values))
