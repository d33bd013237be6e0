"""Units of answers: the format's own in both languages, and authors' words."""

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction

from kpitrainer.domain.text.function_words import CLOCK_UNITS, MEASURES
from kpitrainer.domain.text.localized import base_language
from kpitrainer.domain.text.number import (
    ParsedNumber,
    read_number,
    round_half_away,
    write_number,
)

_SPACE = "\u00a0"
_SYMBOLS = frozenset({"%", "€", "$", "£", "points"})
_OWN = frozenset({"%", "€", "points", "×", "mois", "jours", "min", ""})
_MULTIPLE = re.compile(r"(?:kilo|mega|giga|hecto|deci|centi|milli|micro)(\w+)")

_SHORTEST_NOUN = 4
"""Below, it is a symbol, such as kg."""
_ONE_AND_MORE = {
    ("points", "fr"): ("point", "points"),
    ("points", "en"): ("point", "points"),
    ("jours", "fr"): ("jour", "jours"),
    ("jours", "en"): ("day", "days"),
    ("mois", "en"): ("month", "months"),
    ("×", "fr"): ("fois", "fois"),
    ("×", "en"): ("time", "times"),
}


def unit_name(unit: str, language: str, value: Fraction | None = None) -> str:
    """`unit` as `language` names it, in the number `value` wants: plural without."""
    language = base_language(language)
    one, more = _ONE_AND_MORE.get((unit, language), (unit, unit))
    if value is None:
        return more
    # French counts up to 1.99 as one, English only 1 itself.
    single = abs(value) < 2 if language == "fr" else abs(value) == 1  # noqa: PLR2004 - the rule of each language
    return one if single else more


def write_quantity(
    value: Fraction, unit: str, language: str, decimals: int, *, signed: bool = False
) -> str:
    """`value` rounded to `decimals`, with its unit: « 75,00 € », “€75.00”, “+40 points”."""
    language = base_language(language)
    rounded = round_half_away(value, decimals)
    number = write_number(rounded, language, decimals, signed=signed)
    if not unit:
        return number
    if unit == "×":
        return f"{number}×" if language == "en" else f"{number}{_SPACE}×"
    if language == "en" and unit == "%":
        return f"{number}%"
    if language == "en" and unit == "€":
        sign = number[: not number[0].isdigit()]
        return f"{sign}€{number[len(sign) :]}"
    return f"{number}{_SPACE}{unit_name(unit, language, rounded)}"


def same_unit(typed: str, units: Iterable[str]) -> bool:
    """Whether the typed unit, as `read_number` gives it, may stand for one of `units`.

    No typed unit always may; where none is asked any word may, but no symbol of another unit.
    What follows a unit, as in « € HT », says more of the same.
    """
    wanted = [_plain(unit) for unit in units if unit]
    if not typed:
        return True
    if not wanted:
        return typed not in _SYMBOLS
    plain = _plain(typed)
    return any(plain == unit or plain.startswith(f"{unit} ") for unit in wanted)


def is_noun(typed: str) -> bool:
    """Whether the typed unit names what is counted, so that another noun would not change it.

    A symbol and a unit of time, size or money do not.
    """
    words = [_MULTIPLE.sub(r"\1", word) for word in _singular(typed).split()]
    if typed in _OWN or MEASURES.intersection(words):
        return False
    return len(words[0]) >= _SHORTEST_NOUN and words[0].isalpha()


def is_clock_unit(unit: str) -> bool:
    """Whether amounts in it may be written as a clock shows them: 4:30."""
    return _plain(unit) in CLOCK_UNITS


def stands_in(unit: str, text: str) -> bool:
    """Whether the words of `unit` stand in `text`, in either number."""
    return _words(unit) <= _words(text)


def without_unit(typed: str, units: Iterable[str]) -> tuple[str, str]:
    """`typed` without an author's unit at its end or beginning, and that unit; or "".

    It is taken off before the number is read, as it may hold figures and signs: m², °C, CO2.
    """
    for unit in units:
        wanted = _singular(unit)
        if unit in _OWN or not wanted:
            continue
        longest = 2 * len(unit) + 2
        for at in range(max(0, len(typed) - longest), len(typed)):
            before = typed[at - 1 : at]
            apart = not before.isalpha() and not (before.isdigit() and wanted[0].isdigit())
            if apart and _singular(typed[at:]) == wanted:
                return typed[:at].rstrip(), unit
        for at in range(min(longest, len(typed)), 0, -1):
            apart = not (typed[at - 1].isalpha() and typed[at : at + 1].isalpha())
            if apart and _singular(typed[:at]) == wanted:
                return typed[at:].lstrip(), unit
    return typed, ""


def _folded(text: str) -> str:
    """`text` in small letters without accents, ² as 2."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("’", "'")
    return "".join(char for char in plain if not unicodedata.combining(char))


def _plain(unit: str) -> str:
    """The unit as `read_number` normalises it, a plural as its singular."""
    number = read_number(f"1 {unit}", "fr")
    word = number.unit if isinstance(number, ParsedNumber) else unit
    return _singular(word)


def _singular(unit: str) -> str:
    return " ".join(word.removesuffix("s") or word for word in _folded(unit).split())


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"\w+", _folded(text))}
