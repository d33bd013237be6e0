"""Every code the loader gives has its sentence in both languages, and no sentence is idle."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.typography import typography_faults

PACKAGE = Path("kpitrainer")
CODES = {
    code
    for file in (
        *(PACKAGE / "deckfile").rglob("*.py"),
        PACKAGE / "domain" / "cards" / "study_order.py",
    )
    for code in re.findall(r'"(deck\.[a-z0-9-]+)"', file.read_text("utf-8"))
}


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    with (PACKAGE / "locale" / language / "deck.po").open("rb") as file:
        return dict(map(_forms, list(read_po(file, locale=language))[1:]))


def _forms(message: Message) -> tuple[str, tuple[str, ...]]:
    if isinstance(message.id, str):
        return message.id, (str(message.string),)
    return str(message.id[0]), tuple(message.string or ())


FR, EN = catalogue("fr"), catalogue("en")


@pytest.mark.parametrize("words", [FR, EN])
def test_codes_and_sentences_are_the_same_set(words: dict[str, tuple[str, ...]]) -> None:
    assert set(words) == CODES


@pytest.mark.parametrize("code", sorted(FR))
def test_both_languages_say_the_same_values(code: str) -> None:
    fr, en = ([_values(sentence) for sentence in words[code]] for words in (FR, EN))

    assert fr == en
    assert all(FR[code] + EN[code])


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(("language", "words"), [("fr", FR), ("en", EN)])
def test_typography(language: str, words: dict[str, tuple[str, ...]]) -> None:
    for code, sentences in words.items():
        for sentence in sentences:
            assert typography_faults(sentence, language) == [], code
