"""Tabs of how the cards stand: what comes, what is known, by theme, and what is hard."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from operator import attrgetter
from statistics import median
from typing import Any

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.figures.chart import (
    Chart,
    ChartKind,
    Fact,
    Series,
    Sheet,
    StatTable,
    TableColumn,
    TableRow,
    Unit,
)
from kpitrainer.domain.figures.distribution import (
    PERCENTS,
    SPANS,
    TENTHS,
    binned,
    decay_of,
    recalls,
)
from kpitrainer.domain.figures.stretches import ahead_from
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.memory import LEECH_LAPSES
from kpitrainer.study.stats.view import View, mean, share
from kpitrainer.study.store import CardFigures

HARDEST = 30
"""So many cards are told."""

_MET = (Maturity.LEARNING, Maturity.YOUNG, Maturity.MATURE)
_STATES = (*_MET[::-1], Maturity.NEW, Maturity.SUSPENDED)
"""In bars what is known best comes first."""

_FEWEST = 3
"""A tag of fewer cards is no theme."""


def forecast(view: View) -> Sheet:
    """What comes due, with what waits already."""
    waiting = [each for each in view.figures if each.last_day is not None and not each.suspended]
    last = max((each.due_day for each in waiting), default=view.today)
    stretches = ahead_from(view.today, view.period, last)
    late = sum(each.due_day < view.today for each in waiting)
    series = [Series("backlog", (late, *(0,) * (stretches.count - 1)))]
    days = Counter(each.due_day for each in waiting if each.due_day >= view.today)
    for standing in _MET:
        due = Counter(each.due_day for each in waiting if each.standing == standing)
        series.append(Series(standing, stretches.sums(due)))
    end = stretches.first + stretches.step * stretches.count
    coming = sum(count for day, count in days.items() if day < end)
    return Sheet(
        "forecast",
        (
            Fact("backlog", Unit.COUNT, late),
            Fact("due-today", Unit.COUNT, days[view.today]),
            Fact("due-tomorrow", Unit.COUNT, days[view.today + 1]),
            Fact("due-coming", Unit.COUNT, coming),
            Fact("due-a-day", Unit.DECIMAL, coming / (end - view.today)),
        ),
        (
            Chart(
                "forecast",
                ChartKind.COLUMNS,
                Unit.DAY,
                stretches.places,
                series,
                step=stretches.step,
                top=_top(series, late),
            ),
        ),
    )


def _top(series: Sequence[Series], late: int) -> float | None:
    """Where the scale ends: a backlog that would flatten all else is cut off there."""
    most = max(map(sum, zip(*(each.values for each in series[1:]), strict=True)), default=0)
    return 2 * most if most and late > 2 * most else None


def memory(view: View) -> Sheet:
    """The states of all cards; intervals and FSRS's figures of those answered in the period."""
    counts = Counter(map(_state, view.figures))
    counts[Maturity.NEW] += len(view.cards) - len(view.figures)
    known = view.asked
    first = view.since(0)
    seen = [each for each in known if (each.last_day or 0) >= first]
    chances = _chances(view, seen)
    spans: dict[str, list[float]] = {
        "interval": [each.interval for each in seen if each.standing != Maturity.LEARNING],
        "stability": [each.stability for each in seen],
    }
    charts = [
        _bins(name, Unit.DAYS, SPANS[1:] if name == "interval" else SPANS, values)
        for name, values in spans.items()
    ]
    charts += [
        _bins("difficulty", Unit.COUNT, TENTHS, [each.difficulty for each in seen]),
        _bins("retrievability", Unit.PERCENT, PERCENTS, [100 * each for each in chances]),
    ]
    return Sheet(
        "memory",
        (
            *(Fact(state, Unit.COUNT, counts[state]) for state in Maturity),
            Fact("median-interval", Unit.DAYS, _median(spans["interval"])),
            Fact("median-stability", Unit.DAYS, _median(spans["stability"])),
            Fact("mean-difficulty", Unit.DECIMAL, mean(each.difficulty for each in seen)),
            Fact("mean-recall", Unit.PERCENT, _percent(mean(chances))),
            Fact("remembered", Unit.COUNT, round(sum(chances))),
        ),
        charts,
    )


def themes(view: View) -> Sheet:
    """How far each deck and each tag is learned."""
    figures: dict[Any, CardFigures] = {each[:2]: each for each in view.figures}
    library, language = view.trainer.library, view.language
    of_tags = defaultdict[str, list[CardFigures | None]](list)
    of_decks = defaultdict[str, list[CardFigures | None]](list)
    for card in view.cards:
        standing = figures.get(card.key)
        of_decks[card.key.deck].append(standing)
        for tag in card.tags:
            of_tags[tag].append(standing)
    decks, tags = _Groups(), _Groups()
    for deck, cards in of_decks.items():
        decks.setdefault(library.by_id[deck].title_for(language), []).extend(cards)
    for tag, cards in of_tags.items():
        tags.setdefault(library.titles.tag(tag, language), []).extend(cards)
    wide = {title: cards for title, cards in sorted(tags.items()) if len(cards) >= _FEWEST}
    charts, tables = [], []
    for name, groups in (("decks", decks), ("tags", wide)):
        if groups:
            counts = {title: Counter(map(_state, cards)) for title, cards in groups.items()}
            charts.append(
                Chart(
                    name,
                    ChartKind.SHARES,
                    Unit.TEXT,
                    tuple(groups),
                    [Series(state, [each[state] for each in counts.values()]) for state in _STATES],
                )
            )
            tables.append(_mastery(view, name, groups, counts))
    return Sheet("themes", (), charts, tables)


def hardest(view: View) -> Sheet:
    """The cards that are forgotten most, and those FSRS finds most difficult."""
    known = view.asked
    worst = nlargest(HARDEST, known, key=attrgetter("lapses", "difficulty"))
    chances = _chances(view, worst)
    library, language = view.trainer.library, view.language
    rows = []
    for each, chance in zip(worst, chances, strict=True):
        card = library.by_key[CardKey(*each[:2])]
        label = library.label(card, language).strip().splitlines()[0]
        title = library.title(card, language)
        figures = (each.lapses, each.difficulty, 100 * chance, each.interval)
        rows.append(TableRow((label, *figures, title), card.key))
    columns = (
        TableColumn("card", Unit.TEXT),
        TableColumn("lapses", Unit.COUNT),
        TableColumn("difficulty", Unit.DECIMAL),
        TableColumn("recall", Unit.PERCENT),
        TableColumn("interval", Unit.DAYS),
        TableColumn("deck", Unit.TEXT),
    )
    leeches = sum(each.lapses >= LEECH_LAPSES for each in known)
    return Sheet(
        "hardest",
        (Fact("leeches", Unit.COUNT, leeches),),
        (),
        (StatTable("hardest", columns, rows),),
    )


_Groups = dict[str, list[CardFigures | None]]
"""How the cards of a deck or tag stand, by its title; None for those never touched."""


def _mastery(
    view: View, name: str, groups: _Groups, counts: Mapping[str, Counter[str]]
) -> StatTable:
    columns = (
        TableColumn("theme", Unit.TEXT),
        TableColumn("cards", Unit.COUNT),
        TableColumn("met", Unit.PERCENT),
        TableColumn("mature", Unit.PERCENT),
        TableColumn("recall", Unit.PERCENT),
    )
    rows = []
    for title, cards in groups.items():
        met = sum(counts[title][state] for state in _MET)
        asked = [each for each in cards if each is not None and each.asked and not each.suspended]
        figures = (share(met, len(cards)), share(counts[title][Maturity.MATURE], len(cards)))
        rows.append(TableRow((title, len(cards), *figures, _percent(mean(_chances(view, asked))))))
    return StatTable(name, columns, rows)


def _state(figures: CardFigures | None) -> str:
    if figures is None:
        return Maturity.NEW
    return Maturity.SUSPENDED if figures.suspended else figures.standing


def _chances(view: View, cards: Iterable[CardFigures]) -> list[float]:
    """The probability of recalling each today."""
    today, decay = view.today, decay_of(view.parameters())
    days = ((today - (each.last_day or today), each.stability) for each in cards)
    return recalls(days, decay)


def _bins(name: str, axis: Unit, edges: Sequence[int], values: Sequence[float]) -> Chart:
    series = (Series("cards", binned(values, edges)),)
    return Chart(name, ChartKind.COLUMNS, axis, edges, series)


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _percent(part: float | None) -> float | None:
    return None if part is None else 100 * part
