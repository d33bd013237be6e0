"""Numbers as they are typed, against what a reader makes of them; and both sides of each rule."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import built

DATA = Path(__file__).parents[2] / "data" / "typed-numbers.jsonl"
LINES: Sequence[Mapping[str, Any]] = [
    json.loads(line) for line in DATA.read_text("utf-8").splitlines()
]
_COUNTED = {"fr": "clients", "en": "customers"}
RIGHT, WRONG, AGAIN = Outcome.RIGHT, Outcome.WRONG, Outcome.UNCLEAR
Unit = str | Mapping[str, str]


def asked(
    answer: object, unit: Unit = "", decimals: int = 0, ask: str = "?", **shown: str
) -> Exercise:
    """A drill with that answer, whose question has the figures `shown` in its slots."""
    source: dict[str, Any] = {"ask": ask}
    if shown:
        source["given"] = {name: [value] for name, value in shown.items()}
    source["answer"] = {"formula": str(answer), "unit": unit, "decimals": str(decimals)}
    return instance(built("d", source), {name: Fraction(value) for name, value in shown.items()})


def said(exercise: Exercise, typed: str, language: str = "fr") -> tuple[Outcome, str | None]:
    verdict, _ = Calculation(exercise).answer(typed, language)
    code = verdict.message.code.partition(".")[2] if verdict.message else None
    return verdict.outcome, code


def outcome(exercise: Exercise, typed: str, language: str = "fr") -> Outcome:
    return said(exercise, typed, language)[0]


def _judged(line: Mapping[str, Any], wanted: str) -> bool:
    """Whether a drill with the line's unit and decimals gives what is wanted of its answer.

    What is to be asked again is tried where one of its readings would be the right answer.
    """
    again = wanted == "again"
    other = line.get("also", "again")
    answer = wanted if not again else line.get("if_read", other if other != "again" else "5")
    shown = {f"figure{place}": each for place, each in enumerate(line.get("shown", ()))}
    unit = _COUNTED if line["unit"] in _COUNTED.values() else line["unit"]
    ask = " ; ".join(f"{{{name}}}" for name in shown) or "?"
    exercise = asked(answer, unit, line["decimals"], ask, **shown)
    return outcome(exercise, line["typed"], line["lang"]) is (AGAIN if again else RIGHT)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['lang']}-{line['typed']}")
def test_a_number_is_read_as_a_reader_does(line: Mapping[str, Any]) -> None:
    assert any(_judged(line, line[key]) for key in ("want", "also") if key in line)


def test_the_numbers_stand_for_every_kind() -> None:
    assert len(LINES) == 167
    assert len({line["kind"] for line in LINES}) == 11


# --- two readings


@pytest.mark.parametrize(
    ("language", "decimals", "typed", "answer", "wanted"),
    [
        pytest.param("en", 0, "1,125", 1125, RIGHT, id="whole-with-the-languages-thousands"),
        pytest.param("en", 1, "1,125", 1125, AGAIN, id="a-decimal-is-asked"),
        pytest.param("fr", 0, "1,125", 1125, AGAIN, id="a-comma-is-no-french-thousands-mark"),
        pytest.param("en", 0, "1.125", 1125, AGAIN, id="a-point-is-no-english-thousands-mark"),
        pytest.param("fr", 3, "1,125", "1.125", RIGHT, id="three-decimals"),
        pytest.param("fr", 4, "1,125", "1.125", RIGHT, id="four-decimals"),
        pytest.param("fr", 2, "1,125", "1.125", AGAIN, id="two-decimals"),
        pytest.param("fr", 3, "1.125", "1.125", AGAIN, id="a-point-is-no-french-decimal-mark"),
        pytest.param("en", 3, "1.125", "1.125", RIGHT, id="but-an-english-one"),
    ],
)
def test_what_is_asked_decides_between_two_readings(
    language: str, decimals: int, typed: str, answer: object, wanted: Outcome
) -> None:
    assert outcome(asked(answer, "", decimals), typed, language) is wanted


def test_a_figure_of_the_question_is_that_figure() -> None:
    coefficient = asked("365 / k", "€", 2, "Coefficient {k} ?", k="1.055")
    for language, typed in (("fr", "365 / 1,055"), ("en", "365 / 1.055"), ("en", "365 / 1,055")):
        assert outcome(coefficient, typed, language) is RIGHT, typed
    sold = asked("n / 5", "€", 2, "{n} ?", n="1055")
    for language, typed in (("fr", "1.055 / 5"), ("en", "1,055 / 5"), ("en", "1.055/5")):
        assert outcome(sold, typed, language) is RIGHT, typed
    assert said(sold, "1,056 / 5", "en") == (AGAIN, "number-ambiguous")


def test_of_two_figures_it_is_the_one_its_language_writes_so() -> None:
    both = asked("n / k", "", 1, "{n} ; {k}", n="1055", k="1.055")
    assert outcome(both, "1,055 / 1.055", "en") is RIGHT
    assert outcome(both, "1 055 / 1,055", "fr") is RIGHT


def test_a_figure_alone_is_one_as_its_language_writes_it_or_the_answer() -> None:
    assert outcome(asked("n", "€", 2, "{n} ?", n="1250"), "1,250", "fr") is RIGHT
    assert outcome(asked("1.25", "€", 2, "{n} ?", n="1250"), "1,250", "fr") is AGAIN
    assert outcome(asked("1.35", "€", 2, "{n} ?", n="1250"), "1,250", "fr") is AGAIN
    assert outcome(asked("1.35", "€", 2, "{n} ?", n="1250"), "1,250", "en") is WRONG


def test_figures_of_hints_and_of_earlier_parts_are_known() -> None:
    hint = {"fr": "Divise par 1,055.", "en": "Divide by 1.055."}
    first = {"ask": "?", "answer": {"formula": "365 / 1.055", "decimals": "2"}, "hints": [hint]}
    second = {"ask": "?", "answer": {"formula": "2 * part1"}}
    exercise = instance(built("d", {"parts": [first, second]}), {})
    assert outcome(exercise, "365 / 1,055", "fr") is RIGHT
    assert outcome(exercise.at(1), "2 * 365 / 1,055", "fr") is RIGHT
    assert outcome(exercise.at(1), "2 * 365 / 1,056", "fr") is AGAIN


# --- points, brackets, times, powers


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("16 % − 44 %", (RIGHT, None)),
        ("16% - 44%", (RIGHT, None)),
        ("16 - 44 %", (RIGHT, None)),
        ("(16 % − 44 %)", (RIGHT, None)),
        ("(16 % − 44 %) points", (RIGHT, None)),
        ("16 % - 44 % pts", (RIGHT, None)),
        ("8/50*100 % - 22/50*100 %", (RIGHT, None)),
        ("−28 %", (AGAIN, "wrong-unit")),
        ("-28*100/100 %", (AGAIN, "wrong-unit")),
        ("−0,28", (AGAIN, "ratio")),
        ("8/50 - 22/50", (AGAIN, "ratio")),
        ("8/50 % - 22/50 %", (AGAIN, "calculation-unclear")),
        ("28 points de baisse", (AGAIN, "number-scaled")),
        ("0,28", (WRONG, None)),
        ("44 % − 16 %", (WRONG, "sign")),
    ],
)
def test_a_difference_of_shares_is_in_points(typed: str, wanted: tuple[Outcome, str]) -> None:
    assert said(asked(-28, "points"), typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("(12,5)", (AGAIN, "in-brackets")),
        ("(12,5 %)", (AGAIN, "in-brackets")),
        ("(12,5) %", (AGAIN, "in-brackets")),
        ("((12,5))", (AGAIN, "in-brackets")),
        ("(12,500)", (AGAIN, "in-brackets")),
        ("-(12,5)", (RIGHT, None)),
        ("(−12,5 %)", (RIGHT, None)),
        ("(0 - 12,5)", (RIGHT, None)),
        ("12,5-", (AGAIN, "number-unreadable")),
    ],
)
def test_a_number_in_brackets_is_asked_about(typed: str, wanted: tuple[Outcome, str]) -> None:
    assert said(asked("-12.5", "%", 1), typed) == wanted


@pytest.mark.parametrize(
    ("unit", "typed", "wanted"),
    [
        ("min", "4:30", (AGAIN, "clock-time")),
        ("min", "0:04:30", (AGAIN, "clock-time")),
        ("min", "4:30 min", (AGAIN, "clock-time")),
        ("min", "4 : 30", (AGAIN, "clock-time")),
        ("heures", "4:30", (AGAIN, "clock-time")),
        ("min", "9:2", (RIGHT, None)),
        ("min", "270:60", (RIGHT, None)),
        ("", "0:04:30", (AGAIN, "clock-time")),
        ("", "90:20", (RIGHT, None)),
        ("min", "4 min 30", (AGAIN, "number-several")),
        ("min", "4'30", (AGAIN, "number-grouped")),
    ],
)
def test_a_time_of_the_clock_is_asked_about(
    unit: str, typed: str, wanted: tuple[Outcome, str]
) -> None:
    assert said(asked("4.5", unit, 1), typed) == wanted


@pytest.mark.parametrize(
    ("answer", "typed", "wanted"),
    [
        ("144", "12²", RIGHT),
        ("144", "(6 + 6)²", RIGHT),
        ("1/144", "12⁻²", RIGHT),
        ("(1 - 0.953^12) * 100", "(1 − 0,953¹²) × 100", RIGHT),
        ("(root(79/49, 5) - 1) * 100", "((790 ÷ 490)^(1 ÷ 5) − 1) × 100", RIGHT),
        ("(root(79/49, 5) - 1) * 100", "((790 / 490)^0,2 - 1) * 100", RIGHT),
        ("root(79/49, 5)", "root(790/490, 5)", RIGHT),
        ("root(79/49, 5)", "root(790/490; 5)", RIGHT),
        ("root(79/49, 5)", "root(790/490,5)", AGAIN),
        ("root(79/49, 5) / 1000", "root(790/490; 5) / 1 000", RIGHT),
        ("3", "max(2, 3)", AGAIN),
        ("51460", "5,146e4", RIGHT),
        ("51460", "5.146E+04", RIGHT),
        ("62", "5,146e4/830", RIGHT),
    ],
)
def test_powers_as_they_are_shown(answer: str, typed: str, wanted: Outcome) -> None:
    assert outcome(asked(answer, "", 4), typed) is wanted


# --- units


@pytest.mark.parametrize(
    ("language", "typed", "code"),
    [
        ("en", "€51,460 / €5,146", None),
        ("en", "(€51,460 − €0) ÷ 5,146", None),
        ("fr", "51 460 € / 5 146 €", None),
        ("fr", "51 460 € ÷ 5 146", None),
        ("fr", "51 460 / 5 146 €", "wrong-unit"),
        ("fr", "51 € 460 / 5 146", "calculation-unclear"),
    ],
)
def test_amounts_may_be_calculated_with(language: str, typed: str, code: str | None) -> None:
    ratio = asked("a / b", "×", 0, "{a} ; {b}", a="51460", b="5146")
    assert said(ratio, typed, language) == (AGAIN if code else RIGHT, code)


@pytest.mark.parametrize(
    ("unit", "typed"),
    [
        ("m²", "20 m²"),
        ("m²", "20m2"),
        ("m²", "4*5 m²"),
        ("°C", "20 °C"),
        ("°", "20°."),
        ("kg CO₂", "20 kg CO2"),
        ("m³", "m³ 20"),
        ("k€", "20 k€"),
        ("M€", "20 m€"),
        ("employés", "20 employes"),
        ("milliers d’abonnés", "20 milliers d'abonnes"),
        ("clients", "20 client"),
        ("clients", "20 clients perdus"),
        ("€", "20 € HT"),
        ("×", "20 fois plus"),
    ],
)
def test_the_unit_asked_for_is_taken_off_first(unit: str, typed: str) -> None:
    for language in ("fr", "en"):
        assert outcome(asked(20, unit), typed, language) is RIGHT


@pytest.mark.parametrize(
    ("unit", "typed", "code"),
    [
        ("m", "20 m²", "number-digits"),
        ("€", "20 k€", "number-scaled"),
        ("k€", "20 €", "wrong-unit"),
        ("k€", "20 millions d’euros", "number-scaled"),
        ("clients", "20 %", "wrong-unit"),
        ("clients", "20 kg", "wrong-unit"),
        ("clients", "20 semaines", "wrong-unit"),
        ("%", "20s", "wrong-unit"),
        ("€", "20 centimes", "wrong-unit"),
        ("€", "20 kiloeuros", "wrong-unit"),
        ("%", "20 points", "wrong-unit"),
        ("", "20 millions", "number-scaled"),
        ("", "20 %", "no-unit"),
    ],
)
def test_another_unit_is_asked_about(unit: str, typed: str, code: str) -> None:
    assert said(asked(20, unit), typed) == (AGAIN, code)


def test_another_noun_is_right_and_one_of_the_question_simply_so() -> None:
    lost = asked(462, _COUNTED, 0, "Combien d’abonnés sont partis ?")
    assert said(lost, "462 clients") == (RIGHT, None)
    assert said(lost, "462 abonnés") == (RIGHT, None)
    assert said(lost, "462 abonne") == (RIGHT, None)
    assert said(lost, "462 personnes") == (RIGHT, "other-noun")
    assert said(lost, "463 personnes") == (WRONG, "rounded-early")
    assert said(lost, "462 subscribers", "en") == (RIGHT, "other-noun")
