"""A drill's picture on the screen: in proportion, told without colours, and in nobody's way."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.drawn_picture import Picture
from kpitrainer.domain.drill.picture import PictureKind
from kpitrainer.domain.drill.picture_result import solved_picture
from kpitrainer.i18n import Translator
from kpitrainer.study.library import Library
from kpitrainer.tui.text.picture_text import draw_picture
from kpitrainer.tui.widgets.card_view import CardView
from tests import shipped
from tests.factories import both, card, deck, template
from tests.shipped import FORMS, drawn
from tests.tui.seat import UNFADED, Seat, Sit, plain

FRENCH = Translator("fr")
WITH_PICTURE = [name for name, form in FORMS.items() if form.picture]
WIDTH = 70


def solved(name: str, place: int, typed: str = "") -> Picture:
    calculation = Calculation(drawn(name)[place])
    if typed and not calculation.asks_choice:
        _, calculation = calculation.answer(typed, "fr")
    picture = solved_picture(calculation, "fr")
    assert picture is not None
    return picture


def lines(picture: Picture, width: int = WIDTH) -> list[str]:
    return [plain(line) for line in draw_picture(FRENCH, picture, width).plain.split("\n")]


def cells(line: str, label: str) -> int:
    """The cells of the bar in a line that begins with `label`."""
    return sum(line.removeprefix(label).count(sign) for sign in "█▓░▒━╍▶")


@pytest.mark.parametrize("name", WITH_PICTURE)
@pytest.mark.parametrize("width", [20, 36, 51, 71])
def test_every_line_has_room_and_every_part_a_name_and_a_number(name: str, width: int) -> None:
    for place in range(10):
        picture = solved(name, place, "-7" if place % 2 else "123456")
        shown = lines(picture, width)
        assert max(map(len, shown)) <= width
        if shown == [""]:
            assert width < 51
            continue
        # Together: a small window has a question too.
        assert len(shown) <= 12
        for bar in picture.bars:
            told = plain(bar.told)
            at = [line for line in shown if plain(bar.label) in line]
            assert at, bar
            assert any(told in line for line in at), (bar, shown)


@pytest.mark.parametrize("name", WITH_PICTURE)
def test_bars_are_as_long_as_their_values_within_a_cell(name: str) -> None:
    for place in range(20):
        picture = solved(name, place)
        if picture.kind in (PictureKind.SQUARE, PictureKind.LINE):
            continue
        values = [bar.end - bar.start for bar in picture.bars]
        shown = lines(picture)
        if picture.kind is PictureKind.STACKED:
            counted = Counter(shown[0].strip())
            found = [counted["█▒░▓╱·"[at]] for at in range(len(values))]
        else:
            rows = zip(shown, picture.bars, strict=False)
            found = [cells(line, plain(bar.label)) for line, bar in rows]
        span = picture.scale.high - picture.scale.low
        # The room is what the longest one fills.
        room = max(found) * span / max(map(abs, values))
        for value, length in zip(values, found, strict=True):
            exact = abs(value) / span * room
            assert abs(length - exact) <= 1 + Fraction(1, 2), (value, found)
            assert bool(value) == bool(length)


def test_parts_of_a_whole_have_a_pattern_each() -> None:
    for name in WITH_PICTURE:
        picture = solved(name, 0)
        if picture.kind in (PictureKind.STACKED, PictureKind.SQUARE):
            keys = [line.split(plain(bar.label))[0].split()[-1] for bar in picture.bars
                    for line in lines(picture) if f" {plain(bar.label)} " in line]  # fmt: skip
            assert len(set(keys)) == len(picture.bars), name


NPS: Mapping[str, Any] = {
    "title": "NPS",
    "given": {"P": ["110"], "S": ["60"], "D": ["30"]},
    "let": {"n": "P + S + D"},
    "ask": "{P} promoteurs, {S} passifs, {D} détracteurs. Le NPS ?",
    "answer": {"formula": "(P - D) / n * 100", "unit": "points"},
    "mistakes": [{"wrong": "gens", "formula": "P - D", "say": "Ce sont des personnes."}],
    "figure": {
        "kind": "stacked",
        "parts": [
            {"value": "P", "label": "Promoteurs"},
            {"value": "S", "label": "Passifs"},
            {"value": "D", "label": "Détracteurs"},
        ],
    },
}
ROW = "█ Promoteurs : 110   ▒ Passifs : 60   ░ Détracteurs : 30"


def nps(**more: object) -> Card:
    return card("nps", Drill(template({**NPS, **more})))


def in_view(seat: Seat, name: str) -> bool:
    """Whether all of a part of the card is within its frame."""
    view = seat.app.screen.query_one(CardView)
    region = view.query_one(f"#{name}").region
    return bool(region) and view.region.contains_region(region)


def unbroken(seat: Seat, name: str) -> bool:
    """Whether a picture's lines are as they were drawn, none broken in two."""
    drawn = seat.content(name).plain
    return seat.app.screen.query_one(f"#{name}").size.height == len(drawn.split("\n"))


async def test_beside_the_question_and_beside_the_solution(sit: Sit) -> None:
    async with sit(deck("deck", nps()), size=(80, 24)) as seat:
        await seat.press("enter")
        assert ROW in seat.text
        assert all(in_view(seat, name) for name in ("question", "asked-picture", "entry"))
        assert seat.prose("solved-picture") == ""
        await seat.write("80")
        await seat.press("enter")
        assert seat.prose("asked-picture") == "", "it stands below, once"
        assert "█ Promoteurs : 110 · 55 %" in seat.text
        assert "✓ juste ━" in seat.text
        assert "✗ toi   ╍" in seat.text
        assert seat.line("✓ juste").endswith("40 points")
        assert seat.line("✗ toi").endswith("80 points")
        assert in_view(seat, "verdict")
        assert in_view(seat, "solution")


async def test_who_is_right_sees_no_bar_that_none_is_compared_with(sit: Sit) -> None:
    async with sit(deck("deck", nps()), size=(80, 24)) as seat:
        await seat.press("enter")
        await seat.write("40")
        await seat.press("enter")
        assert "Promoteurs" in seat.prose("solved-picture")
        assert "juste" not in seat.prose("solved-picture")
        assert "toi " not in seat.prose("solved-picture")


async def test_the_answer_is_open(sit: Sit) -> None:
    subject = nps(
        ask="{n} réponses, {P} promoteurs, {S} passifs. Combien de détracteurs ?",
        answer={"formula": "D"},
    )
    async with sit(deck("deck", subject), size=(80, 24)) as seat:
        await seat.press("enter")
        assert "█ Promoteurs : 110   ▒ Passifs : 60   ? Détracteurs : ?" in seat.text
        assert "╌╌?╌╌" in seat.text
        assert "30" not in seat.prose("asked-picture")


async def test_in_a_wide_window_the_one_stays_and_the_other_joins_it(sit: Sit) -> None:
    async with sit(deck("deck", nps()), size=(120, 36)) as seat:
        await seat.press("enter")
        assert in_view(seat, "asked-picture")
        before = seat.prose("asked-picture")
        await seat.write("80")
        await seat.press("enter")
        assert seat.prose("asked-picture") == before
        assert in_view(seat, "asked-picture")
        assert in_view(seat, "solved-picture")
        for width, name in ((150, "asked-picture"), (90, "solved-picture")):
            await seat.resize(width, 36)
            await seat.pilot.pause()  # it is laid out once more, in the new width
            assert unbroken(seat, name)


async def test_it_is_left_out_where_the_field_would_lose_its_room(sit: Sit) -> None:
    long = "\n".join(f"Ligne {number} de la question." for number in range(13))
    subject = nps(ask=long + " {P}, {S} et {D} ?")
    async with sit(deck("deck", subject), size=(80, 24)) as seat:
        await seat.press("enter")
        assert seat.prose("asked-picture") == ""
        assert in_view(seat, "question")
        assert in_view(seat, "entry")
        await seat.resize(80, 36)
        assert in_view(seat, "asked-picture")
        await seat.resize(80, 24)
        assert seat.prose("asked-picture") == ""


async def test_a_hint_takes_the_picture_s_room(sit: Sit) -> None:
    lines = "\n".join(f"Ligne {number} de la question." for number in range(8))
    subject = nps(ask=lines + " {P}, {S} et {D} ?", hints=["Un.\nDeux.\nTrois.\nQuatre."])
    async with sit(deck("deck", subject), size=(80, 24)) as seat:
        await seat.press("enter")
        assert in_view(seat, "asked-picture")
        await seat.press("f2")
        assert seat.prose("asked-picture") == ""
        assert all(in_view(seat, name) for name in ("question", "entry", "hints"))


async def test_a_scrollbar_that_comes_breaks_no_line(sit: Sit) -> None:
    labels = ("Une part au nom très long", "Une autre, longue aussi")
    parts = [{"value": name, "label": label[:24]} for name, label in zip("PD", labels, strict=True)]
    subject = nps(figure={"kind": "pair", "unit": "promoteurs", "parts": parts})
    why = both("\n".join(["Une ligne de raison."] * 20))
    async with sit(deck("deck", replace(subject, why=why)), size=(80, 24)) as seat:
        await seat.press("d", "enter")
        await seat.write("80")
        await seat.press("enter")
        view = seat.app.screen.query_one(CardView)
        assert view.show_vertical_scrollbar
        assert unbroken(seat, "solved-picture")
        assert (
            max(map(len, seat.prose("solved-picture").splitlines())) >= view.content_size.width - 1
        )


async def test_the_first_problem_of_a_wide_window(sit: Sit) -> None:
    figure = {"kind": "pair", "parts": ["P", "S", "D"]}
    async with sit(deck("deck", nps(figure=figure)), size=(120, 36)) as seat:
        await seat.press("d", "enter")
        assert in_view(seat, "asked-picture")
        assert unbroken(seat, "asked-picture")


LONGEST = ("ces-v2-calcul", "rentabilite-segment", "mrr", "seuil-rentabilite", "retention",
           "nps-interpretation", "roas", "csat-global")  # fmt: skip


@pytest.mark.parametrize("name", LONGEST)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_shipped_questions_and_fields_keep_their_room(
    sit: Sit, name: str, size: tuple[int, int]
) -> None:
    [subject] = [each for each in shipped.LIBRARY.cards if each.key.card == name]
    library = Library((deck(subject.key.deck, subject),))
    async with sit(library=library, size=size, settings=UNFADED) as seat:
        await seat.press("enter")
        view = seat.app.screen.query_one(CardView)
        for part in ("question", "entry" if view.takes_text else "body"):
            if seat.prose("asked-picture"):
                assert in_view(seat, part)
                assert unbroken(seat, "asked-picture")
        await seat.press("escape", "enter", "enter")
        assert seat.attempt.closed
        if seat.prose("solved-picture"):
            assert unbroken(seat, "solved-picture")
            assert in_view(seat, "solved-picture")
            assert in_view(seat, "solution")


def test_a_square_is_as_high_as_its_groups_are_large() -> None:
    figure = {"kind": "square", "parts": ["P", {"value": "S", "label": "S"}, "D", "D"]}
    source = {**NPS, "figure": figure}
    subject = instance(template(source), {"P": 90, "S": 30, "D": 20})
    picture = solved_picture(Calculation(subject), "fr")
    assert picture is not None
    shown = lines(picture)
    rows = [line.strip() for line in shown[:4]]
    assert [set(row) for row in rows] == [{"█", "▒"}] * 3 + [{"▓", "░"}]
    assert rows[0].count("█") == 3 * rows[0].count("▒")
    assert rows[3].count("▓") == rows[3].count("░")
