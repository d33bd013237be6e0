"""From a screen to a session, and from a session to what comes after it."""

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.mock_exam.exam_sheet import MockExam
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.study.cram import CramKind, cram_cards, practise
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.progress import undo_last
from kpitrainer.study.review import Review
from kpitrainer.study.sitting import Sitting
from kpitrainer.study.trainer import StudyMode
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.exam_result_screen import ExamResultScreen
from kpitrainer.tui.screens.exam_screen import ExamScreen
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.mock_exams_screen import MockExamsScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.text.home_text import nothing, paused


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
    _open(screen, opened)
    return True


def open_exams(screen: TrainerScreen, terms: ExamTerms | None = None) -> None:
    """Show the mock exams over `screen`, and there the terms of the next one."""
    _open(screen, MockExamsScreen(screen.context, terms))


def _open(screen: TrainerScreen, opened: TrainerScreen) -> None:
    screen.app.push_screen(opened, lambda following: open_following(screen, following))


def study(screen: TrainerScreen, selection: Selection, mode: str) -> None:
    """Review the selection's cards by a StudyMode over `screen`, or say why there are none."""
    translate, trainer = screen.translate, screen.context.trainer
    plan = trainer.plan(selection, StudyMode[mode])
    if open_session(screen, Review(trainer, plan, translate.language)):
        return
    told = nothing(translate, plan.new_waiting)
    if len(selection.decks) == 1 and (until := trainer.paused_until(selection.decks[0])):
        told = paused(translate, trainer.library, selection.decks[0], until)
    screen.notify(told, markup=False)


def cram(screen: TrainerScreen, selection: Selection, kind: str) -> None:
    """Ask the selection's cards of a CramKind once more over `screen`, or say there are none."""
    trainer, language = screen.context.trainer, screen.translate.language
    session = practise(trainer, cram_cards(trainer, selection, CramKind[kind]), language)
    if not open_session(screen, session):
        screen.notify(screen.translate("home.nothing-to-cram"), markup=False)


def open_following(screen: TrainerScreen, following: object) -> None:
    """Show what a screen over `screen` closed with: a session, or an exam in hand or handed in."""
    if isinstance(following, Review | Drilling):
        open_session(screen, following)
    elif isinstance(following, Sitting):
        _open(screen, ExamScreen(screen.context, following))
    elif isinstance(following, MockExam):
        _open(screen, ExamResultScreen(screen.context, following))


def open_formulas(screen: TrainerScreen) -> None:
    """Show every formula over `screen`; Enter drills one."""
    sheet = FormulaSheet(screen.context, drills=True)
    screen.app.push_screen(sheet, lambda chosen: _start_drill(screen, chosen))


def _start_drill(screen: TrainerScreen, chosen: object) -> None:
    """Drill, without end, the card that a formula sheet closed with, if any."""
    if isinstance(chosen, Card):
        trainer, language = screen.context.trainer, screen.translate.language
        screen.succeeds(lambda: open_session(screen, Drilling(trainer, (chosen,), language)))


def undo(screen: TrainerScreen) -> None:
    """Take the last act of the day back, and tell of which card it was."""
    trainer, translate = screen.context.trainer, screen.translate
    row = undo_last(trainer)
    if row is None:
        screen.notify(translate("review.nothing-to-undo"), markup=False)
        return
    card = trainer.library.by_key.get(row.entry.key)
    label = card.label(translate.language) if card else row.entry.label
    screen.notify(translate("home.undone", label=label or ""), markup=False)
