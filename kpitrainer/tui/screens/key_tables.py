"""The tables of all screens whose keys can be chosen."""

from collections.abc import Iterator, Mapping, Sequence

from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError
from kpitrainer.tui.actions import Action
from kpitrainer.tui.keymap import Chosen, check_keys, fault
from kpitrainer.tui.screens.ahead_screen import AheadScreen
from kpitrainer.tui.screens.browser_screen import BrowserScreen
from kpitrainer.tui.screens.changed_screen import ChangedScreen
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.edition_screen import EditionScreen
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.leech_screen import LeechScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.stats_screen import StatisticsScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen

KEY_TABLES: Mapping[str, Sequence[Action]] = {
    screen.NAME: screen.ACTIONS
    for screen in (
        HomeScreen,
        BrowserScreen,
        ReviewScreen,
        DrillScreen,
        DrillPicker,
        SummaryScreen,
        FormulaSheet,
        StatisticsScreen,
        ChangedScreen,
        AheadScreen,
        LeechScreen,
        EditionScreen,
    )
}
"""Each screen's name in the settings, and its table with the usual keys."""


def check_key(keys: Mapping[str, Chosen], screen: str, action: str) -> None:
    """See to it that what was chosen for one action can be.

    Raises:
        UnknownNameError: there is no such screen, action or key.
        KpiTrainerError: as `keymap.check_keys`.
    """
    if screen not in KEY_TABLES:
        raise UnknownNameError("config.no-screen", name=screen, known=", ".join(KEY_TABLES))
    check_keys(screen, KEY_TABLES[screen], keys.get(screen, {action: ()}), action)


def faulty_keys(keys: Mapping[str, Chosen]) -> Iterator[KpiTrainerError]:
    """What of the keys that were chosen cannot be."""
    for screen, chosen in keys.items():
        if screen in KEY_TABLES:
            found = (fault(screen, KEY_TABLES[screen], chosen, action) for action in chosen)
            yield from filter(None, found)
        else:
            yield UnknownNameError("config.no-screen", name=screen, known=", ".join(KEY_TABLES))
