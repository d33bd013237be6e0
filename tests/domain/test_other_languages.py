"""Texts in languages of which no grammar is known."""

from fractions import Fraction

import pytest
from babel import Locale

from kpitrainer.domain.text.localized import language_for
from kpitrainer.domain.text.number import MARKS, write_number
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.text.vocabulary import NO_WORDS, Vocabulary
from kpitrainer.domain.text.word_forms import key_of
from kpitrainer.domain.verdict import Outcome

RIGHT, NEAR, WRONG = Outcome.RIGHT, Outcome.NEAR, Outcome.WRONG


@pytest.mark.parametrize(
    ("language", "right", "typed", "outcome"),
    [
        # Case, accents, punctuation, a slip
        ("es", "Información", "informacion", RIGHT),
        ("es", "¿Qué?", "que", RIGHT),
        ("es", "organización", "organisacion", RIGHT),
        ("es", "plátano", "plátamo", NEAR),
        ("de", "Straße", "STRASSE", RIGHT),
        ("pl", "Łódź", "lodz", RIGHT),
        ("ru", "Москва", "москва", RIGHT),
        ("ru", "Ёлка", "елка", RIGHT),
        ("el", "Αθήνα", "αθηνα", RIGHT),
        ("tr", "İstanbul", "istanbul", RIGHT),
        ("ar", "كِتَاب", "كتاب", RIGHT),
        ("he", "שָׁלוֹם", "שלום", RIGHT),
        ("de", "Katze", "Hund", WRONG),
        # No articles or negations of French and English
        ("es", "la casa", "casa", NEAR),
        ("pt", "no banco", "banco", NEAR),
        ("es", "dos clientes nuevos", "2 clientes nuevos", NEAR),
        ("es", "10 clientes", "11 clientes", WRONG),
        ("es", "al menos 9", "9", WRONG),
        ("es", "≥ 9", "9+", RIGHT),
        ("es", "0-6", "0–6", RIGHT),
        # No blanks between words; each ideograph is a word
        ("ja", "日本銀行", "日本 銀行", RIGHT),
        ("ja", "日本銀行", "日本銀航", NEAR),
        ("ja", "コーヒー", "ｺｰﾋｰ", RIGHT),
        ("ja", "がっこう", "かっこう", NEAR),
        ("ja", "が", "か", WRONG),
        ("ja", "東京", "京都", WRONG),
        ("zh", "你好。", "你好", RIGHT),
        ("th", "ดู", "ดุ", WRONG),
        ("hi", "की", "कि", WRONG),
        ("ko", "한국", "한국", RIGHT),
        # Countries
        ("fr-CA", "le client", "client", RIGHT),
        ("en-GB", "the clients", "client", RIGHT),
    ],
)
def test_how_it_is_judged(language: str, right: str, typed: str, outcome: Outcome) -> None:
    verdict = check_text(typed, right, language=language, vocabulary=NO_WORDS)
    assert verdict.outcome is outcome


def test_words_of_its_own_are_no_slips() -> None:
    words = Vocabulary.of([["ganancia", "pérdida"]], ["caso", "casa"], languages=["es"])
    said = {"language": "es", "vocabulary": words}
    assert check_text("casa", "caso", **said).outcome is NEAR  # type: ignore[arg-type]
    assert check_text("pérdidas", "ganancias", **said).outcome is WRONG  # type: ignore[arg-type]
    found = check_text("la pérdida neta", "la ganancia neta", **said)  # type: ignore[arg-type]
    assert found.message is not None
    assert found.message.code == "answer.opposite"


def test_plurals_are_those_of_french_and_english() -> None:
    assert [key_of("lunes", language) for language in ("fr", "en", "es")] == [
        "lune",
        "lune",
        "lunes",
    ]


@pytest.mark.parametrize("language", ["es", "de", "it", "pt", "nl", "pl", "ru", "sv", "tr", "el"])
def test_most_write_a_comma_before_decimals(language: str) -> None:
    assert Locale(language).number_symbols["latn"]["decimal"] == ","
    assert write_number(Fraction(1234), language).endswith("1\u202f234")
    assert MARKS[language][1] == ","


def test_those_with_a_point_are_those_of_unicode() -> None:
    assert {
        language
        for language, (_, mark) in MARKS.items()
        if language != "fr" and Locale(language).number_symbols["latn"]["decimal"] != mark
    } == set()


def test_which_language_a_reader_gets() -> None:
    assert language_for("fr", ("es", "fr")) == "fr"
    assert language_for("fr", ("es", "fr-CA")) == "fr-CA"
    assert language_for("en", ("es", "fr")) == "es"
