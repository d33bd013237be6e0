"""Words, numbers and dates in the reader's language.

Every sentence has a code such as `home.due`; the part before the dot names the catalogue
(`locale/fr/home.po`), read when its first sentence is wanted. A message with a plural is chosen
by the value `count`.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import NamedTuple

from kpitrainer.domain.text.number import write_number
from kpitrainer.domain.text.printable import printable

LANGUAGES = ("fr", "en")

_FOLDER = Path(__file__).parent / "locale"
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_LINE = re.compile(rf"^(msg\S+)\s+({_STRING}(?:\s*{_STRING})*)", re.MULTILINE)
_PLURAL = re.compile(r"\bplural=([^;]+);")


class Catalogue(NamedTuple):
    """One `.po` file: code to its sentence, or to its plural forms; a count to the form's place."""

    messages: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]


@cache
def catalogue(language: str, name: str) -> Catalogue:
    """Read `locale/<language>/<name>.po`.

    By hand, as importing babel for it takes longer than the first screen may. Only what those
    files hold is read: no context, no message marked as fuzzy.
    """
    messages: dict[str, tuple[str, ...]] = {}
    code = ""
    for keyword, strings in _LINE.findall((_FOLDER / language / f"{name}.po").read_text("utf-8")):
        # A string of a .po file is one of JSON: their escapes are those both know.
        text = "".join(map(json.loads, re.findall(_STRING, strings)))
        if keyword == "msgid":
            code = text
        elif keyword != "msgid_plural":
            messages[code] = (*messages.get(code, ()), text)
    plural = _PLURAL.search(messages.pop("")[0])
    return Catalogue(messages, c2py(plural[1] if plural else "0"))


class Translator:
    """Speaks one language."""

    def __init__(self, language: str) -> None:
        """`language` is one of LANGUAGES."""
        self.language = language

    def __call__(self, code: str, **values: object) -> str:
        """The sentence `code`, its placeholders filled; numbers as the language writes them."""
        return self.say(code, values)

    def say(self, code: str, values: Mapping[str, object]) -> str:
        """As calling, with the values in a mapping."""
        messages, plural = catalogue(self.language, code.partition(".")[0])
        forms = messages.get(code, (code,))
        count = values.get("count")
        sentence = forms[plural(count)] if len(forms) > 1 and isinstance(count, int) else forms[0]
        return sentence.format_map({name: self._shown(value) for name, value in values.items()})

    def _shown(self, value: object) -> object:
        if isinstance(value, str):
            return printable(value)  # it may be a file's name, or what the system says
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return value
        return write_number(Fraction(value), self.language)

    def date(self, day: date, pattern: str = "EEEE d MMMM") -> str:
        """A date in words: « samedi 21 novembre »; `pattern` is CLDR's."""
        from babel.dates import format_date  # noqa: PLC0415 - few sentences have a date

        text = format_date(day, pattern, locale=self.language)
        # Of the days of a month French counts the first alone: « le 1er juin ».
        return re.sub(r"\b1(?= [^\W\d])", "1er", text) if self.language == "fr" else text
