"""A plain card whose answer is a number, within a tolerance."""

from fractions import Fraction

import pytest

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.number_answer import Tolerance, stated_number
from kpitrainer.domain.text.number import ParsedNumber, Unclear
from kpitrainer.domain.text.vocabulary import NO_WORDS
from kpitrainer.domain.verdict import Outcome, Rating
from tests.factories import both, card

TENTH = Tolerance(Fraction(1, 10))
TWO_PER_CENT = Tolerance(Fraction(2, 100), relative=True)


def number(answer: str, tolerance: Tolerance, **more: object) -> Basic:
    return Basic(both("?"), both(answer), typed=True, tolerance=tolerance, **more)  # type: ignore[arg-type]


def judged(content: Basic, typed: str, language: str = "fr") -> tuple[Outcome, str]:
    verdict = content.check(typed, language, NO_WORDS)
    return verdict.outcome, verdict.message.code if verdict.message else ""


@pytest.mark.parametrize(
    ("answer", "tolerance", "right", "wrong"),
    [
        ("4", Tolerance(Fraction(0)), ["4", "4,0", "4.00", "2+2"], ["4,01", "3.99", "4.0000001"]),
        ("4", TENTH, ["3,9", "4,1", "4.1", "12/3"], ["3,8999999", "4,1000001", "-4"]),
        ("2 003", Tolerance(Fraction(5)), ["1998", "2 008", "2008", "2,003"], ["1997", "2009"]),
        ("4,5 %", TWO_PER_CENT, ["4,41", "4,59 %", "4.41%"], ["4,4099", "4,5901 %"]),
        ("-40", TWO_PER_CENT, ["−40,8", "-39,2"], ["-40,81", "-39,19", "40"]),
        ("0", TWO_PER_CENT, ["0", "0,0"], ["0,01", "-0,01"]),
        ("0,3", TENTH, ["0,2", "0,4", ",4"], ["0,19999999999999", "0,40000000000001"]),
        ("90 km/h", Tolerance(Fraction(1)), ["89", "91 km/h", "90 KM/H"], ["92 km/h"]),
        ("20 °C", Tolerance(Fraction(1)), ["19", "21 °C", "20°C"], ["22 °C"]),
        ("50 m²", Tolerance(Fraction(1)), ["49", "51 m²", "50 m2"], ["52 m²"]),
        (
            "1 200 clients",
            Tolerance(Fraction(0)),
            ["1200", "1 200 clients", "1200 personnes"],
            ["12"],
        ),
    ],
)
def test_within_and_beyond(
    answer: str, tolerance: Tolerance, right: list[str], wrong: list[str]
) -> None:
    content = number(answer, tolerance)
    assert {typed: judged(content, typed)[0] for typed in right} == dict.fromkeys(
        right, Outcome.RIGHT
    )
    assert {typed: judged(content, typed)[0] for typed in wrong} == dict.fromkeys(
        wrong, Outcome.WRONG
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("quatre", "answer.number-unreadable"),
        ("4 5", "answer.number-grouped"),
        ("1/0", "drill.divided-by-zero"),
        ("4,5 €", "drill.wrong-unit"),
        ("0,045", "drill.ratio"),
    ],
)
def test_what_is_asked_again(typed: str, code: str) -> None:
    assert judged(number("4,5 %", TENTH), typed) == (Outcome.UNCLEAR, code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-4,5", "drill.sign"),
        ("45", "drill.times-too-large"),
        ("0,45", "drill.times-too-small"),
        ("7", ""),
    ],
)
def test_what_a_wrong_number_tells(typed: str, code: str) -> None:
    assert judged(number("4,5", TENTH), typed) == (Outcome.WRONG, code)


def test_a_number_of_two_readings_is_the_one_that_is_right() -> None:
    content = number("2 003", Tolerance(Fraction(5)))
    assert judged(content, "2.005") == (Outcome.RIGHT, "")
    assert judged(content, "2.105") == (Outcome.UNCLEAR, "answer.number-ambiguous")


def test_words_beside_the_number() -> None:
    words = {"accept": {"fr": ("un cinquième",)}, "reject": {"fr": ("20",)}}
    content = number("20,5", Tolerance(Fraction(1)), **words)
    assert judged(content, "un cinquieme") == (Outcome.RIGHT, "")
    assert judged(content, "20") == (Outcome.WRONG, "answer.rejected")
    assert judged(content, "20,2") == (Outcome.RIGHT, "")
    assert judged(content, "un tiers")[0] is Outcome.UNCLEAR


def test_a_doubt_counts_once_and_nothing_typed_is_lost() -> None:
    attempt = Attempt(card("a", number("4,5 %", TENTH)), "fr", 1)
    assert attempt.mode is Mode.TYPED
    once = attempt.answer("quatre").answer("0,045").answer("cinq")
    assert (once.closed, once.tries) == (False, ("quatre", "0,045", "cinq"))
    twice = once.answer("0,045")
    assert twice.closed
    assert twice.verdict is not None
    assert (twice.verdict.outcome, twice.proposal) == (Outcome.WRONG, Rating.AGAIN)
    assert once.answer("4,5").proposal is Rating.GOOD


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("2,003", "en", 2003, ""),
        ("2,003", "fr", Fraction(2003, 1000), ""),
        ("2,5", "es", Fraction(5, 2), ""),
        ("1 234,5", "de", Fraction(12345, 10), ""),
        ("1,234.5", "ja", Fraction(12345, 10), ""),
        ("20 °C", "fr", 20, "°C"),
    ],
)
def test_an_authors_number_is_read_as_its_language_writes(
    text: str, language: str, value: Fraction, unit: str
) -> None:
    found = stated_number(text, language)
    assert isinstance(found, ParsedNumber)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize("text", ["quatre", "3 millions", "1.250", "4 ou 5", ""])
def test_what_is_no_number_of_an_author(text: str) -> None:
    assert isinstance(stated_number(text, "fr"), Unclear)
