"""The tab of calculations: how they go week by week, and which misconceptions are gone."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.drill.formula_choice import CONFUSION
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
from kpitrainer.domain.figures.stretches import WEEK, Stretches, total
from kpitrainer.domain.schedule.replay import effective
from kpitrainer.domain.schedule.tallies import STANDINGS, answers, milliseconds
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.confusions import confusions
from kpitrainer.study.practice import is_gone, mistake_name
from kpitrainer.study.stats.view import View, share

_TOLD = 20
"""The misconceptions made most often in the period are told."""

_ATTEMPTS = 40
"""Of so many latest answers to a drill is read whether a misconception is gone."""

_ANSWERS = tuple(answers(each, rating) for each in STANDINGS for rating in Rating)
_WRONG = tuple(answers(each, Rating.AGAIN) for each in STANDINGS)
_TIMES = tuple(map(milliseconds, STANDINGS))


def drills(view: View) -> Sheet:
    """Accuracy, time and misconceptions over weeks."""
    weeks = view.stretches(WEEK)
    days = view.days((*_ANSWERS, *_TIMES), weeks.first, drills=True)
    given = weeks.sums({day: total(each, _ANSWERS) for day, each in days.items()})
    wrong = weeks.sums({day: total(each, _WRONG) for day, each in days.items()})
    spent = weeks.sums({day: total(each, _TIMES) / 1000 for day, each in days.items()})
    right = [all_ - bad for all_, bad in zip(given, wrong, strict=True)]
    table, by_week = _mistakes(view, weeks)
    facts = (
        Fact("answers", Unit.COUNT, round(sum(given))),
        Fact("right", Unit.PERCENT, share(sum(right), sum(given))),
        Fact("time-an-answer", Unit.SECONDS, sum(spent) / sum(given) if any(given) else None),
        Fact("mistakes-gone", Unit.COUNT, sum(row.values[-1] == "gone" for row in table.rows)),
    )
    seconds = [part / of if of else None for part, of in zip(spent, given, strict=True)]

    def chart(name: str, kind: ChartKind, series: Series, unit: Unit, top: float | None) -> Chart:
        return Chart(name, kind, Unit.DAY, weeks.places, (series,), unit, weeks.step, top)

    return Sheet(
        "drills",
        facts,
        (
            chart(
                "right",
                ChartKind.COLUMNS,
                Series("right", tuple(map(share, right, given))),
                Unit.PERCENT,
                100,
            ),
            chart(
                "time-an-answer", ChartKind.COLUMNS, Series("seconds", seconds), Unit.SECONDS, None
            ),
            chart("mistakes", ChartKind.COLUMNS, Series("mistakes", by_week), Unit.COUNT, None),
        ),
        (table, *_confusions(view, weeks)),
    )


def _confusions(view: View, weeks: Stretches) -> Iterator[StatTable]:
    """What was taken for what in the period, where anything was."""
    found = confusions(view.trainer, view.language, since=weeks.first, deck=view.deck)
    columns = (
        TableColumn("wanted", Unit.TEXT),
        TableColumn("taken", Unit.TEXT),
        TableColumn("times", Unit.COUNT),
        TableColumn("last", Unit.DAY),
    )
    rows = [
        TableRow((each.asked, each.chosen, each.times, each.last), each.key)
        for each in found[:_TOLD]
    ]
    if rows:
        yield StatTable("confusions", columns, rows)


def _mistakes(view: View, weeks: Stretches) -> tuple[StatTable, tuple[float, ...]]:
    """The misconceptions of the period, of choices too, and how many there were each week."""
    found = view.trainer.store.sums(
        ("shown",),
        *("day", "deck", "card", "mistake"),
        since=weeks.first,
        until=view.today + 1,
        deck=view.deck,
    )
    each: dict[tuple[str, str, str], Counter[int]] = defaultdict(Counter)
    every = Counter[int]()
    for (day, *named, mistake), sums in found.items():
        if mistake and not mistake.startswith(CONFUSION):
            deck, card = named
            each[deck, card, mistake][day] += sums["shown"]
            every[day] += sums["shown"]
    most = sorted(each.items(), key=lambda item: (-item[1].total(), item[0]))[:_TOLD]
    rows = [
        TableRow(
            (
                *reversed(_named(view, *name)),
                days.total(),
                max(days),
                "gone" if _gone(view, *name) else "there",
            ),
            CardKey(*name[:2]),
            tuple(map(round, weeks.sums(days))),
            name[2],
        )
        for name, days in most
    ]
    columns = (
        TableColumn("mistake", Unit.TEXT),
        TableColumn("card", Unit.TEXT),
        TableColumn("times", Unit.COUNT),
        TableColumn("last", Unit.DAY),
        TableColumn("state", Unit.WORD),
    )
    return StatTable("mistakes", columns, rows), weeks.sums(every)


def _named(view: View, deck: str, card: str, mistake: str) -> tuple[str, str]:
    return mistake_name(view.trainer.library, CardKey(deck, card), mistake, view.language)


def _gone(view: View, deck: str, card: str, mistake: str) -> bool:
    """Whether the last attempts that could show it did not."""
    found = view.trainer.library.by_key.get(CardKey(deck, card))
    if found is None:
        return False
    rows = view.trainer.store.latest_answers(found.key, _ATTEMPTS)
    return is_gone(mistake, found, effective(rows))
