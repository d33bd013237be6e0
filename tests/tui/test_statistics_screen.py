"""The statistics' pictures as text, and the screen that shows them."""

import re

import pytest

from kpitrainer.domain.figures.chart import (
    Chart,
    ChartKind,
    Fact,
    Series,
    Sheet,
    StatTable,
    TableRow,
    Unit,
)
from kpitrainer.domain.figures.chart import TableColumn as Column
from kpitrainer.i18n import Translator
from kpitrainer.stats_wording import table_of
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.deck_choice import DeckChoice
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.stats_screen import StatisticsScreen
from kpitrainer.tui.text.charts import draw
from kpitrainer.tui.text.sheet_text import sheet_paragraphs, table_lines
from tests.factories import cards, deck
from tests.storage.acts import rate
from tests.tui.seat import Sit, plain

MONDAY = 20_000 - (20_000 - 4) % 7
TRANSLATE = Translator("en")


def drawn(chart: Chart, width: int = 60, height: int = 4) -> list[str]:
    return plain(draw(TRANSLATE, chart, width, height).plain).split("\n")


def columns(*series: Series, unit: Unit = Unit.COUNT, top: float | None = None) -> Chart:
    places = tuple(range(MONDAY, MONDAY + len(series[0].values)))
    return Chart("answers", ChartKind.COLUMNS, Unit.DAY, places, series, unit, top=top)


def test_columns_stand_on_each_other_told_apart_without_colour() -> None:
    lines = drawn(columns(Series("young", (2, 0)), Series("mature", (2, 1))), width=17)
    assert [line.rstrip() for line in lines] == [
        "Answers, by how the card stood",
        "    4 │████",
        "      │████",
        "    2 │▓▓▓▓",
        "      │▓▓▓▓ ████",
        "    0 └──────────",
        "       30 Sep",
        "       ▓ young   █ mature",
    ]


def test_what_is_little_is_seen_and_what_is_cut_off_is_marked() -> None:
    lines = drawn(columns(Series("young", (1, 1000))), width=40, height=3)
    assert "▁" in lines[3]
    cut = drawn(columns(Series("young", (10, 100)), top=20), width=40, height=3)
    assert "▲" in cut[1]


def test_a_line_is_broken_where_nothing_was_measured() -> None:
    places = tuple(range(MONDAY, MONDAY + 5))
    whole, broken = (
        Chart("retention", ChartKind.LINES, Unit.DAY, places, [Series("kept", values)], top=100)
        for values in ((80, 82, 84, 86, 88), (80, None, None, None, 88))
    )
    dots = [
        sum("\u2800" <= sign <= "\u28ff" for sign in "".join(drawn(each)))
        for each in (whole, broken)
    ]
    assert dots[0] > 10
    assert dots[1] == 2


@pytest.mark.parametrize(("days", "lines"), [(14, 5), (100, 10), (900, 26)])
def test_a_calendar_has_weeks_as_lines_or_columns(days: int, lines: int) -> None:
    values = tuple(day % 5 for day in range(days))
    places = tuple(range(MONDAY, MONDAY + days))
    chart = Chart("calendar", ChartKind.CALENDAR, Unit.DAY, places, [Series("answers", values)])
    told = drawn(chart, width=70)
    assert len(told) == lines
    assert max(map(len, told)) <= 70
    assert len(table_of(TRANSLATE, chart).rows) == -(-days // 7)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_each_line_has_room(width: int) -> None:
    values = tuple(float(day) for day in range(52))
    charts = [
        Chart(
            kind,
            kind,
            Unit.DAY,
            tuple(range(MONDAY, MONDAY + 364, 7)),
            [Series("young", values)] * 2,
            step=7,
        )
        for kind in (ChartKind.COLUMNS, ChartKind.LINES)
    ]
    names = [f"theme {number} 漢字" * 9 for number in range(52)]
    charts.append(Chart("tags", ChartKind.SHARES, Unit.TEXT, names, [Series("new", values)]))
    for chart in charts:
        content = draw(TRANSLATE, chart, width, 6)
        assert max(line.cell_length for line in content.split()[1:]) <= width + 2
    text = (Column("card", Unit.TEXT), Column("lapses", Unit.COUNT), Column("deck", Unit.TEXT))
    table = StatTable("hardest", text, [TableRow(("long [b]text[/b] " * 9, 3, "deck " * 20))])
    head, row = table_lines(TRANSLATE, table, width)
    assert head.cell_length == row.cell_length <= width
    assert "[b]" in row.plain


@pytest.mark.parametrize("width", [60, 120])
def test_below_its_picture_each_chart_stands_in_figures(width: int) -> None:
    charts = [columns(Series("young", (2, 7))), columns(Series("mature", (3, 0)))]
    facts = [Fact("days-studied", Unit.COUNT, 2)]
    parts = [
        plain(part.plain)
        for part in sheet_paragraphs(TRANSLATE, Sheet("", facts, charts), width, 24)
    ]
    told = "\n".join(parts)
    assert told.startswith("Days of study 2"), "a figure begins with a capital"
    assert re.search(r"Days +Young", told)
    assert re.search(r"1 Oct 2024 +7", told)
    assert (re.search(r"Young +Days +Mature", told) is not None) == (width > 100), "side by side"
    calendar = Chart("days", ChartKind.CALENDAR, Unit.DAY, (MONDAY,), [Series("answers", (3,))])
    [_] = sheet_paragraphs(TRANSLATE, Sheet("", (), [calendar]), width, 24)


def test_as_a_table_it_leaves_out_what_is_empty() -> None:
    rows = table_of(TRANSLATE, columns(Series("young", (0, 3)))).rows
    assert [row[1:] for row in rows] == [["3"]]


async def test_tabs_periods_decks_and_a_card(sit: Sit) -> None:
    one, *others = cards(2, "first")
    async with sit(deck("first", one, *others), deck("second", *cards(1, "second"))) as seat:
        for day in range(3):
            seat.store.record(one.key, rate(key=one.key, day=seat.clock.today() - 9 + 4 * day))
        await seat.press("s")
        assert seat.on(StatisticsScreen)
        assert "Réponses par jour" in seat.text
        await seat.press("p")
        assert "1 an · Tous les paquets" in seat.prose("header")
        await seat.press("d")
        assert seat.on(DeckChoice)
        await seat.press("down", "enter")
        assert "1 an · first" in seat.prose("header").casefold()
        await seat.press("left", "left")
        assert seat.app.screen.query_one("#hardest").has_focus
        await seat.press("enter")
        assert seat.on(Panel)
        assert "Courbe de l’oubli" in seat.text
        await seat.press("escape", "escape")
        assert seat.on(HomeScreen)
