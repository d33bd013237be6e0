"""`kpitrainer stats`: what the statistics tell, as lines, as JSON, and as one page."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.errors import UnknownNameError
from kpitrainer.domain.figures.chart import Chart, Sheet, StatTable, TableRow, Unit, Value
from kpitrainer.domain.figures.stretches import Period
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.stats_wording import sheet_lines
from kpitrainer.study.stats.tabs import TABS, sheet
from kpitrainer.study.stats.view import View

if TYPE_CHECKING:
    from kpitrainer.study.trainer import Trainer

_IN_SHORT = 5
"""So many rows of a table are told where all tabs are."""

_DIGITS = 2


def stats(  # noqa: PLR0913 - the options of the command
    context: CliContext,
    *,
    deck: str | None,
    tab: str | None,
    period: str,
    card: str | None,
    html: Path | None,
    json: bool,
) -> int:
    """Print the figures of all decks or of one, tab by tab; or write them as a page.

    Raises:
        KpiTrainerError: there is no such deck, tab or card, or the page cannot be written.
    """
    with context.trainer(reading=True, exchanging=True) as trainer:
        if tab is not None and tab not in TABS:
            raise UnknownNameError("stats.no-tab", name=tab, known=", ".join(TABS))
        view = View(trainer, Period(period), deck, context.translate.language)
        if card is not None:
            sheets = [_card_sheet(trainer, card)]
        else:
            sheets = [sheet(name, view) for name in ([tab] if tab else TABS)]
        if html is not None:
            _write_page(context, view, sheets, html)
        elif json:
            told = _object(view, sheets)
            write_json(told if card or tab else {**told, "by_card": list(_by_card(view))})
        else:
            short = tab is None and card is None
            for each in sheets:
                for line in sheet_lines(context.translate, _in_short(each) if short else each):
                    context.console.say(line)
                context.console.say("")
            if short:
                context.tell("stats.more")
    return DONE


def _in_short(sheet: Sheet) -> Sheet:
    """A tab without its charts, and with the first rows of its tables alone."""
    tables = [replace(table, rows=table.rows[:_IN_SHORT]) for table in sheet.tables]
    charts = [] if sheet.facts or any(table.rows for table in tables) else sheet.charts
    return replace(sheet, charts=charts, tables=tables)


def _card_sheet(trainer: "Trainer", name: str) -> Sheet:
    """The forgetting curve of a card, which is named deck/card."""
    from kpitrainer.study.card_info import card_sheet

    return card_sheet(trainer, _card(trainer, name))


def _card(trainer: "Trainer", name: str) -> Card:
    deck, _, card = name.partition("/")
    found = trainer.library.by_key.get(CardKey(deck, card))
    if found is None:
        known = ", ".join("/".join(key) for key in trainer.library.by_key)
        raise UnknownNameError("stats.no-card", name=name, known=known)
    return found


def _write_page(context: CliContext, view: View, sheets: list[Sheet], path: Path) -> None:
    from kpitrainer import atomic_write
    from kpitrainer.cli.stats_page import page
    from kpitrainer.domain.errors import KpiTrainerError
    from kpitrainer.wording import reason_of

    text = page(context.translate, view, sheets)
    try:
        atomic_write.write_out(path, text.encode())
    except OSError as error:
        raise KpiTrainerError("stats.unwritable", path=path, reason=reason_of(error)) from error
    context.tell("stats.page-written", path=path)


def _object(view: View, sheets: list[Sheet]) -> Mapping[str, object]:
    return {
        "day": _value(Unit.DAY, view.today),
        "period": view.period,
        "deck": view.deck,
        "tabs": {
            each.name: {
                "facts": {fact.name: _value(fact.unit, fact.value) for fact in each.facts},
                "charts": {chart.name: _chart(chart) for chart in each.charts},
                "tables": {table.name: list(_rows(table)) for table in each.tables},
            }
            for each in sheets
        },
    }


def _by_card(view: View) -> Iterator[Mapping[str, object]]:
    """The figures of each card that was ever shown, in study order."""
    figures = {CardKey(each.deck, each.card): each for each in view.figures}
    for card in view.cards:
        if (each := figures.get(card.key)) is None or each.last_day is None:
            continue
        yield {
            "deck": each.deck,
            "card": each.card,
            "state": each.standing,
            "suspended": bool(each.suspended),
            "answers": each.asked or 0,
            "lapses": each.lapses,
            "interval": each.interval,
            "stability": _value(Unit.DAYS, each.stability) if each.asked else None,
            "difficulty": _value(Unit.COUNT, each.difficulty) if each.asked else None,
            "due": _value(Unit.DAY, each.due_day),
            "last_day": _value(Unit.DAY, each.last_day),
        }


def _chart(chart: Chart) -> Mapping[str, object]:
    return {
        "axis": chart.axis,
        "unit": chart.unit,
        "step": chart.step,
        "places": [_value(chart.axis, place) for place in chart.places],
        "series": {
            each.name: [_value(chart.unit, value) for value in each.values] for each in chart.series
        },
    }


def _rows(table: StatTable) -> Iterator[Mapping[str, object]]:
    for row in table.rows:
        pairs = zip(table.columns, row.values, strict=True)
        values = {column.name: _value(column.unit, value) for column, value in pairs}
        yield {**values, **_more(row)}


def _more(row: TableRow) -> Mapping[str, object]:
    named = {} if row.card is None else {"deck_id": row.card.deck, "card_id": row.card.card}
    made = {"mistake_id": row.mistake, "weeks": list(row.trend)} if row.mistake else {}
    return {**named, **made}


def _value(unit: Unit, value: Value) -> object:
    """A number as JSON has it, a study day as its date."""
    if value is None or isinstance(value, str):
        return value
    if unit is Unit.DAY:
        return noon(int(value)).date().isoformat()
    rounded = round(value, _DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded
