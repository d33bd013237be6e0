"""The tabs of the statistics, in their order."""

from collections.abc import Callable, Mapping

from kpitrainer.domain.figures.chart import Sheet
from kpitrainer.study.stats.card_tabs import forecast, hardest, memory, themes
from kpitrainer.study.stats.drill_tab import drills
from kpitrainer.study.stats.log_tabs import answered, calendar, retention
from kpitrainer.study.stats.time_tabs import hours, time_spent
from kpitrainer.study.stats.view import View

TABS: Mapping[str, Callable[[View], Sheet]] = {
    "calendar": calendar,
    "forecast": forecast,
    "answers": answered,
    "retention": retention,
    "memory": memory,
    "hours": hours,
    "time": time_spent,
    "themes": themes,
    "hardest": hardest,
    "drills": drills,
}

TIMELESS = frozenset({"themes", "hardest"})
"""Tabs of the present alone, whatever the period."""


def sheet(name: str, view: View) -> Sheet:
    """The tab of that name.

    Raises:
        UnknownNameError: the view is of a deck that there is not.
    """
    if view.deck is not None:
        view.trainer.library.deck(view.deck)
    return TABS[name](view)
