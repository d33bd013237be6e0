import ast
import re
import string
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kpitrainer.i18n import LANGUAGES, Translator, catalogue
from tests.typography import typography_faults

PACKAGE = Path(__file__).parents[1] / "kpitrainer"
NAMES = sorted(path.stem for path in (PACKAGE / "locale" / "fr").glob("*.po"))
NODES = {
    path: list(ast.walk(ast.parse(path.read_text("utf-8"))))
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""All that stands in each file of the source."""
SPEAKERS = {
    "translate", "tell", "Message",
    "KpiTrainerError", "UnknownNameError", "UsageError", "_LineError",
}  # fmt: skip
"""Functions and classes that take a code and its values by name."""

PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}


class Message(NamedTuple):
    forms: tuple[str, ...]

    @property
    def plural(self) -> bool:
        return len(self.forms) > 1

    @property
    def placeholders(self) -> set[str]:
        return {name for form in self.forms for name in _placeholders(form)}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _read(language: str, name: str) -> Catalog:
    with (PACKAGE / "locale" / language / f"{name}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def _messages(language: str) -> Mapping[str, Message]:
    found: dict[str, Message] = {}
    for name in NAMES:
        for message in _read(language, name):
            if message.id:
                code = message.id if isinstance(message.id, str) else message.id[0]
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                assert code not in found, code
                found[code] = Message(tuple(str(form) for form in forms))
    return found


FRENCH, ENGLISH = _messages("fr"), _messages("en")
CODE = re.compile(rf"(?:{'|'.join(NAMES)})\.[a-z][a-z0-9-]*")


class Use(NamedTuple):
    """A code, or a pattern of codes, in the source."""

    where: str
    pattern: str


@cache
def _uses() -> tuple[Use, ...]:
    return tuple(_used())


def _used() -> Iterator[Use]:
    for path, nodes in NODES.items():
        pieces = {
            id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in nodes:
            where = f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in pieces and CODE.fullmatch(node.value):
                    yield Use(where, re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+"
                    for part in node.values
                ]
                if parts[0].startswith("[") and parts[-1].startswith(r"\-"):
                    # A variant of a message: f"{code}-near".
                    suffix = parts[-1].replace("\\", "")
                    yield from (
                        Use(where, re.escape(code))
                        for code in FRENCH
                        if code.removesuffix(suffix) in FRENCH.keys() - {code}
                    )
                elif re.match(rf"(?:{'|'.join(NAMES)})\\\.", parts[0]):
                    yield Use(where, "".join(parts))


def _spoken() -> Iterator[tuple[str, str, set[str]]]:
    """Where a code is said with values given by name: the place, the code, the names."""
    for path, nodes in NODES.items():
        for node in nodes:
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            code = node.args[0]
            if called not in SPEAKERS or not isinstance(code, ast.Constant):
                continue
            names: set[object] = {keyword.arg for keyword in node.keywords}
            for more in node.args[1:]:
                if isinstance(more, ast.Dict):
                    names |= {
                        key.value if isinstance(key, ast.Constant) else None for key in more.keys
                    }
                else:
                    names.add(None)
            if None not in names and CODE.fullmatch(str(code.value)):
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                yield where, str(code.value), {str(name) for name in names}


def test_both_languages_have_the_same_catalogues() -> None:
    english = sorted(path.stem for path in (PACKAGE / "locale" / "en").glob("*.po"))
    assert english == NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_its_language_and_plurals(language: str, name: str) -> None:
    catalogue = _read(language, name)
    assert str(catalogue.locale) == language
    assert catalogue.plural_forms == PLURALS[language]
    assert all(
        code.startswith(f"{name}.")
        for message in catalogue
        if message.id
        for code in [message.id if isinstance(message.id, str) else message.id[0]]
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_read_as_babel_reads_it(language: str, name: str) -> None:
    messages, plural = catalogue(language, name)
    assert messages == {
        message.id if isinstance(message.id, str) else message.id[0]: (
            message.string if isinstance(message.string, tuple) else (message.string,)
        )
        for message in _read(language, name)
        if message.id
    }
    assert [plural(count) for count in range(3)] == {"fr": [0, 0, 1], "en": [1, 0, 1]}[language]


def test_both_languages_say_the_same_things() -> None:
    assert FRENCH.keys() == ENGLISH.keys()
    for code, french in FRENCH.items():
        english = ENGLISH[code]
        assert french.plural == english.plural, code
        for one, other in zip(french.forms, english.forms, strict=True):
            assert _placeholders(one) == _placeholders(other), code
            assert one.strip(), code
            assert other.strip(), code


def test_every_code_in_the_source_exists() -> None:
    missing = [
        use for use in _uses() if not any(re.fullmatch(use.pattern, code) for code in FRENCH)
    ]
    assert not missing


def test_every_message_is_used() -> None:
    patterns = re.compile("|".join(f"(?:{use.pattern})" for use in _uses()))
    assert not [code for code in FRENCH if not patterns.fullmatch(code)]


def test_what_is_said_has_its_values() -> None:
    faults = []
    for where, code, names in _spoken():
        message = FRENCH.get(code)
        if message and not message.placeholders <= names:
            faults.append(f"{where} {code} lacks {message.placeholders - names}")
        if message and ("count" in names) != message.plural:
            faults.append(f"{where} {code}: a count and plural forms go together")
    assert not faults


def test_enough_of_the_source_is_looked_at() -> None:
    assert len(_uses()) > 100
    assert len(list(_spoken())) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(language: str) -> None:
    translate = Translator(language)
    for code, message in (FRENCH if language == "fr" else ENGLISH).items():
        for count in (0, 1, 2, 1000):
            values: dict[str, object] = dict.fromkeys(message.placeholders, "…")
            if message.plural:
                values["count"] = count
            assert translate.say(code, values) != code


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography(language: str) -> None:
    faults = {}
    for code, message in (FRENCH if language == "fr" else ENGLISH).items():
        for form in message.forms:
            for text in _prose(code, form):
                found = typography_faults(text, language)
                if found:
                    faults[code] = found
    assert not faults


_TO_TYPE = {
    r"\(\w+ ?- ?\w+\)[ /*\w]+": "code",  # a calculation
    r"«[\u00a0\u202f][;?][\u00a0\u202f]»": "«\u00a0code\u00a0»",  # a sign
}


def _prose(code: str, text: str) -> list[str]:
    """The sentences of a text; of a help text its columns, without what is to be typed."""
    if code == "common.diagnostic":
        return []  # `file:line:column: …`, as compilers write it
    for pattern, stand_in in _TO_TYPE.items():
        text = re.sub(pattern, stand_in, text)
    if not code.startswith(("cli.help", "help.")):
        return re.split(r" {3,}", text)
    cells = [cell for line in text.splitlines() for cell in re.split(r"  +", line)]
    typed = re.compile(r"-|kpitrainer\b|.* --help$|(?:Utilisation|Usage)\b|\w+ \[|\{|[\"(]|\w+:\S")
    return [cell for cell in cells if cell and not typed.match(cell)]


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("fr", 0, "0 nouvelle"),
        ("fr", 1, "1 nouvelle"),
        ("fr", 2, "2 nouvelles"),
        ("fr", 1500, "1\u202f500 nouvelles"),
        ("en", 0, "0 errors"),
        ("en", 1, "1 error"),
        ("en", 2, "2 errors"),
        ("en", 1500, "1,500 errors"),
    ],
)
def test_plurals_and_numbers(language: str, count: int, said: str) -> None:
    code = "cli.count-new" if language == "fr" else "common.count-errors"
    assert Translator(language)(code, count=count) == said


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    half = Fraction(5, 2)
    assert Translator("fr")("common.interval-month", number=half) == "2,5\u00a0mois"
    assert Translator("en")("common.interval-month", number=half) == "2.5\u00a0mo"
    day = date(2026, 11, 21)
    assert Translator("fr").date(day) == "samedi 21 novembre"
    assert Translator("en").date(day) == "Saturday 21 November"


@pytest.mark.parametrize(
    ("day", "pattern", "said"),
    [
        (1, "EEEE d MMMM", "lundi 1er juin"),
        (1, "d MMM y", "1er juin 2026"),
        (11, "EEEE d MMMM", "jeudi 11 juin"),
        (21, "d MMMM y", "21 juin 2026"),
    ],
)
def test_french_counts_the_first_day_of_a_month(day: int, pattern: str, said: str) -> None:
    assert Translator("fr").date(date(2026, 6, day), pattern) == said


def test_english_does_not() -> None:
    assert Translator("en").date(date(2026, 6, 1), "d MMMM") == "1 June"
