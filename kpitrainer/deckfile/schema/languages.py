"""Which keys and words name a language, and which one was meant by a word that names none."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from kpitrainer.deckfile.schema.other_keys import meant_key
from kpitrainer.i18n import LANGUAGES

CODE = r"[a-z]{2,3}(?:-[A-Z]{2})?"
"""Two or three letters, with a country if need be: es, pt-BR."""

WRONG_KEYS = "language_keys"
"""Pydantic's name of the error of keys that name no language."""

_CODE = re.compile(CODE)


def is_code(written: str) -> bool:
    """Whether `written` has the form of a language's code."""
    return _CODE.fullmatch(written) is not None


def by_language(*others: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A check that the keys of a mapping are codes of languages, or `others`."""
    usual = {*LANGUAGES, *others}

    def checked(value: dict[str, Any]) -> dict[str, Any]:
        if value.keys() <= usual:
            return value
        if wrong := [key for key in value if key not in usual and not is_code(key)]:
            raise PydanticCustomError(WRONG_KEYS, "no language", {"keys": wrong})
        return value

    return checked


def is_language(code: str) -> bool:
    """Whether there is a language of that code, as far as Unicode's repository knows."""
    from babel import Locale  # noqa: PLC0415 - few decks have other languages than ours

    return code in LANGUAGES or code.partition("-")[0] in Locale("en").languages


def meant_language(written: str) -> str:
    """The code that was most likely meant by `written`, which names no language; or "".

    It may be a language's name, in French, English or itself, its code of three letters, or the
    code of a country where it is spoken.
    """
    plain = written.strip().casefold()
    if near := meant_key(plain.partition("-")[0], LANGUAGES, ()):
        return near
    code = plain.replace("_", "-")
    if len(code) == _WITH_COUNTRY and is_code(code[:3] + code[3:].upper()):
        return code[:3] + code[3:].upper()
    return _names().get(plain, "")


_WITH_COUNTRY = 5


@cache
def _names() -> Mapping[str, str]:
    """Other names of languages, in small letters, each with the code."""
    from babel import Locale  # noqa: PLC0415 - as above
    from babel.core import get_global  # noqa: PLC0415 - as above

    names = {Locale(code).languages[code].casefold(): code for code in _NAMED_BY_ITSELF}
    for reader in LANGUAGES:
        names |= {name.casefold(): code for code, name in Locale(reader).languages.items()}
    spoken = get_global("likely_subtags").items()
    names |= {
        country.removeprefix("und_").lower(): code.partition("_")[0]
        for country, code in spoken
        if country.startswith("und_")
    }
    names |= get_global("language_aliases")
    return {name: code for name, code in names.items() if is_code(code)}


_NAMED_BY_ITSELF = ("de", "es", "it", "pt", "nl", "ca", "pl")


def unlisted_code(key: str, languages: Collection[str]) -> tuple[str, Mapping[str, object]]:
    """What is wrong with `key`, the code of a text whose deck has `languages`, and its values."""
    meant = meant_language(key)
    if meant in languages:
        return "deck.unknown-key-near", {"key": key, "suggestion": meant}
    if is_language(key):
        return "deck.unlisted-language", {"language": key}
    return "deck.unknown-language", {"language": key}
