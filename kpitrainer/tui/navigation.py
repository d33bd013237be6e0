"""Opening the screen of a session."""

from kpitrainer.study.drilling import Drilling
from kpitrainer.study.review import Review
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen


def open_session(screen: TrainerScreen, session: Review | Drilling) -> bool:
    """Show a session over `screen`; False when it holds no card."""
    if session.attempt is None:
        return False
    if isinstance(session, Review):
        screen.app.push_screen(ReviewScreen(screen.context, session))
    else:
        screen.app.push_screen(DrillScreen(screen.context, session))
    return True
