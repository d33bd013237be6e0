"""Units of answers: the format's own in both languages, and authors' words."""

from collections.abc import Iterable
from fractions import Fraction

from kpitrainer.domain.text.number import (
    ParsedNumber,
    read_number,
    round_half_away,
    write_number,
)

_SPACE = "\u00a0"
_SYMBOLS = frozenset({"%", "€", "$", "£", "points"})
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
    one, more = _ONE_AND_MORE.get((unit, language), (unit, unit))
    if value is None:
        return more
    # French counts up to 1.99 as one, English only 1 itself.
    single = abs(value) < 2 if language == "fr" else abs(value) == 1  # noqa: PLR2004
    return one if single else more


def write_quantity(
    value: Fraction, unit: str, language: str, decimals: int, *, signed: bool = False
) -> str:
    """`value` rounded to `decimals`, with its unit: « 75,00 € », “€75.00”, “+40 points”."""
    rounded = round_half_away(value, decimals)
    number = write_number(rounded, language, decimals, signed=signed)
    if not unit:
        return number
    if unit == "×":
        return f"{number}{_SPACE}×" if language == "fr" else f"{number}×"
    if language == "en" and unit == "%":
        return f"{number}%"
    if language == "en" and unit == "€":
        sign = number[: not number[0].isdigit()]
        return f"{sign}€{number[len(sign) :]}"
    return f"{number}{_SPACE}{unit_name(unit, language, rounded)}"


def same_unit(typed: str, units: Iterable[str]) -> bool:
    """Whether the typed unit, as `read_number` gives it, may stand for one of `units`.

    No typed unit always may; where none is asked any word may, but no symbol of another unit.
    """
    wanted = [_plain(unit) for unit in units if unit]
    if not typed:
        return True
    return _plain(typed) in wanted if wanted else typed not in _SYMBOLS


def _plain(unit: str) -> str:
    """The unit as `read_number` normalises it, a plural as its singular."""
    number = read_number(f"1 {unit}", "fr")
    word = number.unit if isinstance(number, ParsedNumber) else unit.casefold()
    return word.removesuffix("s")
