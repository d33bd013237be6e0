"""From a screen to a session, and from a session to what comes after it."""

from kpitrainer.domain.cards.card import Card
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.review import Review
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.review_screen import ReviewScreen


def open_session(screen: TrainerScreen, session: Review | Drilling) -> bool:
    """Show a session over `screen`; False when it holds no card.

    A session's screen closes with the session to go on with, or with None.
    """
    if session.attempt is None:
        return False
    opened = (
        ReviewScreen(screen.context, session)
        if isinstance(session, Review)
        else DrillScreen(screen.context, session)
    )
    screen.app.push_screen(opened, lambda following: open_following(screen, following))
    return True


def open_following(screen: TrainerScreen, following: object) -> None:
    """Show what a screen over `screen` closed with, where it is a session."""
    if isinstance(following, Review | Drilling):
        open_session(screen, following)


def open_formulas(screen: TrainerScreen) -> None:
    """Show every formula over `screen`; Enter drills one."""
    sheet = FormulaSheet(screen.context, drills=True)
    screen.app.push_screen(sheet, lambda chosen: _start_drill(screen, chosen))


def _start_drill(screen: TrainerScreen, chosen: object) -> None:
    """Drill, without end, the card that a formula sheet closed with, if any."""
    if isinstance(chosen, Card):
        trainer, language = screen.context.trainer, screen.translate.language
        screen.succeeds(lambda: open_session(screen, Drilling(trainer, (chosen,), language)))
