"""Opening the screen of a session."""

from kpitrainer.trainer.drilling import Drilling
from kpitrainer.trainer.review import Review
from kpitrainer.tui.screens.base import TrainerScreen
from kpitrainer.tui.screens.drill import DrillScreen
from kpitrainer.tui.screens.review import ReviewScreen


def open_session(screen: TrainerScreen, session: Review | Drilling) -> bool:
    """Show a session over `screen`; False when it holds no card."""
    if session.attempt is None:
        return False
    if isinstance(session, Review):
        screen.app.push_screen(ReviewScreen(screen.context, session))
    else:
        screen.app.push_screen(DrillScreen(screen.context, session))
    return True
