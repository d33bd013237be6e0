from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.text.number import (
    ParsedNumber,
    Unclear,
    read_number,
    round_half_away,
    write_number,
)
from kpitrainer.i18n import Translator

LANGUAGES = ("fr", "en")


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.05", 1, "0.1"),
        ("-0.05", 1, "-0.1"),
        ("0.049999", 1, "0"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1/3", 2, "0.33"),
        ("2/3", 2, "0.67"),
        ("75", 2, "75"),
    ],
)
def test_rounds_a_tie_away_from_zero(value: str, decimals: int, rounded: str) -> None:
    assert round_half_away(Fraction(value), decimals) == Fraction(rounded)


@pytest.mark.parametrize(
    ("value", "decimals", "fr", "en"),
    [
        ("0", None, "0", "0"),
        ("999", None, "999", "999"),
        ("1234.5", None, "1\u202f234,5", "1,234.5"),
        ("1234567", None, "1\u202f234\u202f567", "1,234,567"),
        ("-1000000", 1, "−1\u202f000\u202f000,0", "−1,000,000.0"),
        ("75", 2, "75,00", "75.00"),
        ("1/3", None, "0,333333", "0.333333"),
        ("0.10000001", None, "0,1", "0.1"),
        ("0.125", 2, "0,13", "0.13"),
        ("-0.4", 0, "0", "0"),
        ("99.95", 1, "100,0", "100.0"),
        ("0.000001", None, "0,000001", "0.000001"),
    ],
)
def test_writes_as_the_language_does(value: str, decimals: int | None, fr: str, en: str) -> None:
    assert write_number(Fraction(value), "fr", decimals) == fr
    assert write_number(Fraction(value), "en", decimals) == en


def test_writes_the_plus_where_asked_but_not_on_zero() -> None:
    assert write_number(Fraction(40), "fr", signed=True) == "+40"
    assert write_number(Fraction(1, 2), "fr", signed=True) == "+0,5"
    assert write_number(Fraction(-1, 2), "fr", signed=True) == "−0,5"
    assert write_number(Fraction(-40), "fr", signed=True) == "−40"
    assert write_number(Fraction(1, 10), "fr", 0, signed=True) == "0"


def test_is_exact_where_a_float_is_not() -> None:
    assert write_number(Fraction(10**17 + 1), "en") == "100,000,000,000,000,001"
    assert write_number(Fraction("1.005"), "en", 2) == "1.01"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "value", "decimals", "unit"),
    [
        ("12,5", "12.5", 1, ""),
        ("12.5", "12.5", 1, ""),
        ("12,50", "12.5", 2, ""),
        ("1 234,56", "1234.56", 2, ""),
        ("1\u00a0234,56", "1234.56", 2, ""),
        ("1\u202f234.56", "1234.56", 2, ""),
        ("1\u2009234\u2009567", "1234567", 0, ""),
        ("1'234", "1234", 0, ""),
        ("1’234,5", "1234.5", 1, ""),
        ("1.234,56", "1234.56", 2, ""),
        ("1,234.56", "1234.56", 2, ""),
        ("1,234,567", "1234567", 0, ""),
        ("1.234.567", "1234567", 0, ""),
        ("1234,567", "1234.567", 3, ""),
        ("1 234,567", "1234.567", 3, ""),
        ("1,2340", "1.234", 4, ""),
        ("0,123", "0.123", 3, ""),
        ("007", "7", 0, ""),
        (",5", "0.5", 1, ""),
        ("5.", "5", 0, ""),
        ("  5\t", "5", 0, ""),
        ("−5", "-5", 0, ""),
        ("-5", "-5", 0, ""),
        ("–5", "-5", 0, ""),
        ("− 5", "-5", 0, ""),
        ("+40", "40", 0, ""),
        ("-0", "0", 0, ""),
        ("12,5 %", "12.5", 1, "%"),
        ("12,5%", "12.5", 1, "%"),
        ("12 pour cent", "12", 0, "%"),
        ("12 % des clients", "12", 0, "%"),
        ("40 points", "40", 0, "points"),
        ("40 pts.", "40", 0, "points"),
        ("1 250 €", "1250", 0, "€"),
        ("€1,250.50", "1250.5", 2, "€"),
        ("-€5", "-5", 0, "€"),
        ("€-5", "-5", 0, "€"),
        ("EUR 12", "12", 0, "€"),
        ("12 € / client", "12", 0, "€"),
        ("3×", "3", 0, "×"),
        ("x3", "3", 0, "×"),
        ("3 fois", "3", 0, "×"),
        ("6 months", "6", 0, "mois"),
        ("6 mois", "6", 0, "mois"),
        ("4 jours", "4", 0, "jours"),
        ("12 minutes", "12", 0, "min"),
        ("12 Commandes", "12", 0, "commandes"),
        ("12 € HT", "12", 0, "€"),
        ("3 pp", "3", 0, "points"),
        ("3 % points", "3", 0, "points"),
        ("3 percentage points", "3", 0, "points"),
        ("12 pct", "12", 0, "%"),
        ("12 pourcents", "12", 0, "%"),
        ("64,5.", "64.5", 1, ""),
        ("1.234,5.", "1234.5", 1, ""),
        ("1 234.", "1234", 0, ""),
        ("12,5 %.", "12.5", 1, "%"),
        ("5,146e4", "51460", 0, ""),
        ("5.146E+04", "51460", 0, ""),
        ("-1.5e-3 €", "-0.0015", 4, "€"),
        ("2e15", "2000000000000000", 0, ""),
        ("‒5", "-5", 0, ""),
        ("－5", "-5", 0, ""),
        ("$5", "5", 0, "$"),
    ],
)
def test_reads_what_people_type(
    typed: str, value: str, decimals: int, unit: str, language: str
) -> None:
    assert read_number(typed, language) == ParsedNumber(Fraction(value), decimals, unit)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("٣", "digits"),
        ("1½", "digits"),
        ("5²", "digits"),
        ("nan", "unreadable"),
        ("inf", "unreadable"),
        ("1e999", "unreadable"),
        ("1e16", "unreadable"),
        ("12e5", "unreadable"),
        ("3 k€", "scaled"),
        ("12k", "scaled"),
        ("€1.2m", "scaled"),
        ("12 mille clients", "scaled"),
        ("2bn", "scaled"),
        ("50 points de base", "scaled"),
        ("50 bps", "scaled"),
        ("5 points de moins", "scaled"),
        ("5 ‰", "unreadable"),
        ("--5", "unreadable"),
        ("+-5", "unreadable"),
        ("5..3", "unreadable"),
        ("()", "unreadable"),
        ("(5)", "unreadable"),
        ("5 %%", "unreadable"),
        ("€5 €", "unreadable"),
        ("environ 5", "unreadable"),
        ("5\x00", "unreadable"),
        ("5\x1b[31m", "several"),
        ("5-3", "several"),
        ("9 et 10", "several"),
        ("40 50", "grouped"),
        ("1 23", "grouped"),
        ("12 34,5", "grouped"),
        ("1  234", "grouped"),
        ("0 234", "grouped"),
        ("1,23,456", "grouped"),
        ("1 234'567", "grouped"),
        ("9" * 10_000, "long"),
        ("1 " * 5_000, "long"),
    ],
)
def test_refuses_what_is_no_one_number(typed: str, why: str) -> None:
    for language in LANGUAGES:
        answer = read_number(typed, language)
        assert isinstance(answer, Unclear)
        assert answer.message.code == f"answer.number-{why}"
        words = Translator(language).say(answer.message.code, answer.message.values)
        assert words != answer.message.code
        assert "{" not in words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("0" * 59 + "5", "5", id="60-characters"),
        pytest.param("100" + "\u00a0000" * 14 + ",", "1e44", id="60-characters-in-groups"),
        pytest.param("0" * 60 + "5", "long", id="61-characters"),
        pytest.param(" " * 999 + "5", "5", id="the-1000th-character"),
        pytest.param(" " * 1_000 + "5", "empty", id="the-1001st-is-not-looked-at"),
        pytest.param("123 456", "123456", id="3-digits-before-a-group"),
        pytest.param("1234 567", "grouped", id="4-digits-before-a-group"),
        pytest.param("1 2345", "grouped", id="4-digits-in-a-group"),
        pytest.param("1,23", "1.23", id="2-decimals"),
        pytest.param("1,234", "ambiguous", id="3-decimals-may-be-thousands"),
        pytest.param("1,234.", "ambiguous", id="at-the-end-of-a-sentence-too"),
        pytest.param("1.234,", "ambiguous", id="and-with-a-comma"),
        pytest.param("1,2345", "1.2345", id="4-decimals"),
        pytest.param("123,456", "ambiguous", id="3-digits-and-3-may-be-thousands"),
        pytest.param("1234,567", "1234.567", id="4-digits-and-3-are-none"),
    ],
)
def test_how_much_of_what_is_typed_is_a_number(typed: str, read: str) -> None:
    answer = read_number(typed, "fr")
    if isinstance(answer, Unclear):
        assert answer.message.code == f"answer.number-{read}"
    else:
        assert answer.value == Fraction(read)


@pytest.mark.parametrize("typed", ["1,234", "1.234", "-12,345", "+999.000", "1,234 €", "1.234 %"])
def test_asks_which_of_two_readings_and_takes_either_answer(typed: str) -> None:
    for language in LANGUAGES:
        answer = read_number(typed, language)
        assert isinstance(answer, Unclear)
        assert answer.message.code == "answer.number-ambiguous"
        small = read_number(str(answer.message.values["decimal"]), language)
        large = read_number(str(answer.message.values["digits"]), language)
        assert isinstance(small, ParsedNumber)
        assert isinstance(large, ParsedNumber)
        assert large.value == 1000 * small.value != 0


def test_words_the_two_readings() -> None:
    answer = read_number("1,234", "fr")
    assert isinstance(answer, Unclear)
    assert Translator("fr").say(answer.message.code, answer.message.values) == (
        "1,234\u00a0: un nombre à virgule (tape 1,2340) ou 1\u202f234 (tape 1234)\u202f?"
    )


NUMBERS = st.builds(Fraction, st.integers(-(10**9), 10**9), st.sampled_from([1, 10, 100, 10**4]))


@settings(deadline=None)
@given(NUMBERS, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_reads_back_what_it_writes(value: Fraction, writer: str, reader: str) -> None:
    written = write_number(value, writer)
    answer = read_number(written, reader)
    if isinstance(answer, Unclear):
        assert answer.message.code == "answer.number-ambiguous"
        four = read_number(write_number(value, writer, 4), reader)
        assert four == ParsedNumber(value, 4, "")
    else:
        assert answer.value == value


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_never_breaks_on_any_text(typed: str, language: str) -> None:
    answer = read_number(typed, language)
    if isinstance(answer, ParsedNumber):
        assert any(char in "0123456789" for char in typed)


@settings(deadline=None)
@given(st.text(alphabet="0123456789,. ’-+%€x()", max_size=12), st.sampled_from(LANGUAGES))
def test_reads_no_digit_away(typed: str, language: str) -> None:
    answer = read_number(typed, language)
    if isinstance(answer, ParsedNumber):
        digits = "".join(char for char in typed if char.isdigit())
        assert abs(answer.value) * 10**answer.decimals == int(digits)
