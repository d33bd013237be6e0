"""Words, numbers and dates in the reader's language.

Every sentence has a code such as `home.due`; the part before the dot names the catalogue
(`locale/fr/home.po`), read when its first sentence is wanted. A message with a plural is chosen
by the value `count`.
"""

import gettext
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from io import BytesIO

from kpitrainer.domain.number import write_number

LANGUAGES = ("fr", "en")


@cache
def _catalogue(language: str, name: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only where words are wanted
    from babel.messages.pofile import read_po  # noqa: PLC0415

    source = files("kpitrainer") / "locale" / language / f"{name}.po"
    compiled = BytesIO()
    with source.open("rb") as po:
        # Without its locale babel would give every language English plurals.
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Words:
    """Speaks one language."""

    def __init__(self, language: str) -> None:
        """`language` is one of LANGUAGES."""
        self.language = language

    def __call__(self, code: str, **values: object) -> str:
        """The sentence `code`, its placeholders filled; numbers as the language writes them."""
        return self.say(code, values)

    def say(self, code: str, values: Mapping[str, object]) -> str:
        """As calling, with the values in a mapping."""
        catalogue = _catalogue(self.language, code.partition(".")[0])
        count = values.get("count")
        if isinstance(count, int):
            sentence = catalogue.ngettext(code, code, count)
        else:
            sentence = catalogue.gettext(code)
        return sentence.format_map({name: self._shown(value) for name, value in values.items()})

    def _shown(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return value
        return write_number(Fraction(value), self.language)

    def date(self, day: date, pattern: str = "EEEE d MMMM") -> str:
        """A date in words: « samedi 21 novembre »; `pattern` is CLDR's."""
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(day, pattern, locale=self.language)
