"""A drill's picture: exact values in their places, and nothing told before its time."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawing import draw, instance
from kpitrainer.domain.drill.drawn_picture import (
    OPEN,
    Picture,
    Scale,
    asked_picture,
    check_picture,
)
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.picture import ROOM, PictureKind
from kpitrainer.domain.drill.picture_result import solved_picture
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.formula.arithmetic import Values
from tests.factories import template
from tests.shipped import FORMS, drawn, parts

WITH_PICTURE = [name for name, form in FORMS.items() if form.picture]
per_picture = pytest.mark.parametrize("name", WITH_PICTURE)

SOURCE: Mapping[str, Any] = {
    "given": {"P": "10..90", "S": "10..20", "D": "5..9"},
    "let": {"n": "P + S + D"},
    "ask": "Sur {n}, {P}, {S} et {D} ?",
    "answer": {"formula": "(P - D) / n * 100", "unit": "points", "signed": True},
    "mistakes": [{"wrong": "personnes", "formula": "P - D", "say": "Des personnes."}],
}
PARTS = ["P", "S", {"value": "D", "label": {"fr": "Contre", "en": "Against"}}]
VALUES: Values = {"P": 50, "S": 20, "D": 10}


def exercise(figure: Mapping[str, Any], values: Values = VALUES, **more: Any) -> Exercise:  # noqa: ANN401 - as deck files hold
    return instance(template({**SOURCE, **more, "figure": figure}), values)


def solved(subject: Exercise, *typed: str) -> Picture:
    calculation = Calculation(subject)
    for text in typed:
        _, calculation = calculation.answer(text, "fr")
    picture = solved_picture(calculation, "fr")
    assert picture is not None
    return picture


def spans(picture: Picture) -> list[tuple[float, float]]:
    return [(float(bar.start), float(bar.end)) for bar in picture.bars]


def texts(picture: Picture | None) -> list[str]:
    assert picture is not None
    return [f"{bar.label} {bar.told}".replace("\u00a0", " ") for bar in picture.bars]


def test_shipped_drills_have_pictures_of_each_kind() -> None:
    kinds = {form.picture.kind for form in FORMS.values() if form.picture}
    assert kinds == set(PictureKind)
    assert len(WITH_PICTURE) > len(FORMS) // 2


@per_picture
def test_shipped_pictures_add_up(name: str) -> None:
    for subject in drawn(name)[:100]:
        check_picture(subject)
        picture = solved(subject)
        values = [bar.end - bar.start for bar in picture.bars]
        assert not any(bar.open for bar in picture.bars)
        assert len(picture.bars) <= max(ROOM[picture.kind]) + 1
        match picture.kind:
            case PictureKind.STACKED:
                assert picture.bars[0].start == 0
                assert all(before.end == after.start for before, after in pairwise(picture.bars))
                assert all(value >= 0 for value in values)
            case PictureKind.FUNNEL:
                assert sorted(values, reverse=True) == values
            case PictureKind.WATERFALL:
                *steps, total = values
                assert sum(steps) == total
                assert all(a.end == b.start for a, b in pairwise(picture.bars[:-1]))
            case PictureKind.LINE:
                assert all(len(bar.points) == len(picture.places) for bar in picture.bars)


NUMBER = re.compile(r"\d+(?:[\u202f.,]\d+)*")


def read_before(part: Exercise, language: str) -> set[str]:
    """The numbers that a learner has read when this part is asked."""
    texts = [part.ask(language), *part.options(language)]
    if table := part.table(language):
        texts += [cell for row in table.rows for cell in row]
    texts += [part.at(place).answer_text(language) for place in range(part.place)]
    # What was answered is told as asked, the picture draws it exactly.
    exact = [result.exact for result in part.results[: part.place] if hasattr(result, "exact")]
    texts += [write_quantity(value, "", language, digits) for value in exact for digits in range(3)]
    return {number for text in texts for number in NUMBER.findall(text)}


@per_picture
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_told_that_the_question_does_not_tell(name: str, language: str) -> None:
    for subject in drawn(name)[:60]:
        for part in parts(subject):
            picture = asked_picture(part, language)
            for bar in picture.bars if picture else ():
                assert not bar.share
                if bar.open:
                    assert (bar.text, bar.end) == (OPEN, bar.start)
                else:
                    assert set(NUMBER.findall(bar.text)) <= read_before(part, language)


@per_picture
def test_at_least_half_of_what_stands_beside_the_question_is_told(name: str) -> None:
    for subject in drawn(name)[:5]:
        for part in parts(subject):
            if picture := asked_picture(part, "fr"):
                shut = sum(bar.open for bar in picture.bars)
                assert 2 * shut <= len(picture.bars)


@per_picture
def test_a_wrong_number_stands_beside_the_right_one(name: str) -> None:
    for seed in range(20):
        subject = draw(FORMS[name], seed)
        part = subject.template.parts[0]
        if not isinstance(part, NumberPart):
            return
        picture = solved(subject, "999999999")
        assert picture.result is not None
        assert picture.result.mine is not None
        assert picture.result.right.text == subject.answer_text("fr")
        factor = picture.result.right.end / subject.exact if subject.exact else Fraction(1)
        assert picture.result.mine.end == 999999999 * factor


def test_a_stacked_bar() -> None:
    subject = exercise({"kind": "stacked", "parts": PARTS})
    assert texts(asked_picture(subject, "fr")) == ["P 50", "S 20", "Contre 10"]
    picture = solved(subject, "40")
    assert spans(picture) == [(0, 50), (50, 70), (70, 80)]
    assert texts(picture) == ["P 50 · 62,5 %", "S 20 · 25 %", "Contre 10 · 12,5 %"]
    assert picture.scale == Scale(Fraction(0), Fraction(80))
    result = picture.result
    assert result is not None
    assert result.mine is not None
    assert (result.right.text, result.mine.text) == ("+50\u00a0points", "+40\u00a0points")
    assert result.scale == Scale(Fraction(0), Fraction(50)), "points are no part of the bar"


def test_what_is_to_be_found_is_open() -> None:
    figure = {"kind": "stacked", "parts": ["P", "S", "D"]}
    subject = exercise(figure, ask="Sur {n} : {P} et {S}, le NPS ?")
    assert texts(asked_picture(subject, "fr")) == ["P 50", "S 20", "D ?"]
    hidden = exercise(figure, ask="Sur {n} : {P}, le NPS ?")
    assert asked_picture(hidden, "fr") is None, "two of three are not told"


def test_a_part_of_an_earlier_question_is_told_once_that_is_answered() -> None:
    two = [
        {"ask": "Le tout ?", "answer": {"formula": "P + S + D"}},
        {"ask": "Le double ?", "answer": {"formula": "2 * part1"}},
    ]
    source = {key: SOURCE[key] for key in ("given", "let")}
    figure = {"kind": "pair", "parts": ["P", {"value": "part1", "label": "Tout"}]}
    subject = instance(
        template({**source, "ask": "{P}, {S} et {D}.", "parts": two, "figure": figure}), VALUES
    )
    assert texts(asked_picture(subject.at(0), "fr")) == ["P 50", "Tout ?"]
    assert texts(asked_picture(subject.at(1), "fr")) == ["P 50", "Tout 80"]


WATERFALL: Mapping[str, Any] = {
    "kind": "waterfall",
    "unit": "€",
    "parts": ["P", {"value": "-S", "label": "Moins"}, {"value": "D", "label": "Plus"}],
    "total": {"value": "P - S + D", "label": "Reste"},
}
ANSWER: Mapping[str, Any] = {"answer": {"formula": "P - S + D", "unit": "€"}, "mistakes": []}


def test_a_waterfall_goes_up_and_down() -> None:
    subject = exercise(WATERFALL, **ANSWER)
    told = ["P 50 €", "Moins −20 €", "Plus +10 €", "Reste ?"]
    assert texts(asked_picture(subject, "fr")) == told
    picture = solved(subject, "80")
    assert spans(picture) == [(0, 50), (50, 30), (30, 40), (0, 40)]
    assert picture.result is not None
    assert picture.result.scale == picture.scale == Scale(Fraction(0), Fraction(80))
    assert solved(subject, "40").result is None, "the total says it"


def test_behind_an_open_part_nothing_has_a_place() -> None:
    subject = exercise(WATERFALL, **ANSWER, ask="{P} et {D} ?")
    picture = asked_picture(subject, "fr")
    assert picture is not None
    assert spans(picture) == [(0, 50), (0, 0), (0, 0), (0, 0)]
    assert [bar.open for bar in picture.bars] == [False, True, False, True]


def test_per_cents_of_the_whole_lie_on_its_scale() -> None:
    share: dict[str, Any] = {
        "answer": {"formula": "P / n * 100", "unit": "%", "decimals": 1},
        "mistakes": [],
    }
    picture = solved(exercise({"kind": "stacked", "parts": PARTS}, **share), "25")
    assert picture.result is not None
    assert picture.result.mine is not None
    assert picture.scale == picture.result.scale
    assert picture.result.right.end == picture.bars[0].end == 50
    assert picture.result.mine.end == 20


def test_money_has_cents_or_none() -> None:
    figure = {"kind": "pair", "unit": "€", "parts": ["P", {"value": "D * 1.25", "label": "Prix"}]}
    assert texts(solved(exercise(figure)))[1].endswith("12,50 €")
    assert texts(solved(exercise({**figure, "parts": ["P", "D"]})))[1].endswith("10 €")


def test_a_result_far_off_leaves_the_right_one_in_sight() -> None:
    picture = solved(exercise({"kind": "pair", "parts": ["P", "S"]}), "900000")
    assert picture.result is not None
    assert picture.result.mine is not None
    assert picture.result.mine.end > picture.result.scale.high
    assert picture.result.scale.cell(picture.result.right.end, 40) >= 10


def test_a_line_is_shown_once_it_gives_nothing_away() -> None:
    figure = {"kind": "line", "x": "0..3", "parts": [{"value": "P * 2^x", "label": "Croît"}]}
    subject = exercise(figure)
    assert asked_picture(subject, "fr") is None
    picture = solved(subject)
    assert list(picture.bars[0].points) == [50, 100, 200, 400]
    assert texts(picture) == ["Croît 50 → 400"]


@pytest.mark.parametrize("room", [1, 7, 44, 60])
@pytest.mark.parametrize(("low", "high"), [(0, 80), (-30, 50), (-9, 0), (0, 1)])
def test_a_length_is_right_within_a_cell(room: int, low: int, high: int) -> None:
    scale = Scale(Fraction(low), Fraction(high))
    for step in range(101):
        value = low + Fraction(step * (high - low), 100)
        exact = (value - low) / (high - low) * room
        assert abs(scale.cell(value, room) - exact) <= Fraction(1, 2)


REASONS: Sequence[tuple[Mapping[str, Any], Values]] = [
    ({"kind": "stacked", "parts": ["P", {"value": "P - S", "label": "R"}]}, {**VALUES, "P": 9}),
    ({"kind": "funnel", "parts": ["S", "P"]}, VALUES),
    ({**WATERFALL, "total": {"value": "P", "label": "R"}}, VALUES),
    ({"kind": "pair", "parts": ["P", {"value": "P / (S - D)", "label": "R"}]}, {**VALUES, "D": 20}),
    ({"kind": "square", "parts": ["P", "P", "P", "P"]}, {**VALUES, "P": 0}),
]


@pytest.mark.parametrize(("figure", "values"), REASONS)
def test_what_cannot_be_drawn_is_left_out(figure: Mapping[str, Any], values: Values) -> None:
    subject = exercise(figure, values)
    assert asked_picture(subject, "fr") is None
    assert solved_picture(Calculation(subject), "fr") is None
