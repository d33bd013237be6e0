"""Numbers and units as programs read them."""

from fractions import Fraction

from kpitrainer.domain.drill.unit import unit_name


def decimals_of(value: Fraction) -> str | None:
    """A number in all its decimals, or None where they do not end within fifteen."""
    for places in range(16):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).zfill(places + 1)
            sign = "-" if value < 0 else ""
            if not places:
                return f"{sign}{digits}"
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return None


def number_text(value: Fraction) -> str:
    """A number with a point before its decimals, in fifteen of them where they do not end."""
    written = decimals_of(value)
    if written is not None:
        return written
    return f"{float(value):.15f}".rstrip("0")


def units_of(unit: str, language: str) -> tuple[str, ...]:
    """What may be typed beside a number of this `unit`, in one and in many; none without one."""
    if not unit:
        return ()
    return tuple(dict.fromkeys((unit_name(unit, language), unit_name(unit, language, Fraction(1)))))
