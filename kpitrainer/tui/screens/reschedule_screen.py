"""What the settings make of cards that are scheduled already; Enter does it, u takes it back."""

from collections.abc import Iterable

from textual.content import Content

from kpitrainer.schedule_wording import load_lines
from kpitrainer.study.reschedule import (
    Rescheduling,
    plan_rescheduling,
    reschedule,
    undo_rescheduling,
)
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.screens.figured_screen import FiguredScreen


def _moves(screen: "RescheduleScreen") -> bool:
    return screen.figures is not None and bool(screen.figures.moved)


class RescheduleScreen(FiguredScreen[Rescheduling]):
    """How many cards come earlier or later, and the load of the coming days before and after."""

    TITLE_CODE = "schedule.reschedule-title"
    INTRO = "schedule.reschedule-intro"
    ACTIONS = (
        Action(
            "reschedule",
            "enter",
            "schedule.key-reschedule",
            "schedule.help-reschedule",
            when=_moves,
        ),
        Action("undo", "u", "schedule.key-undo", "schedule.help-undo"),
        Action("close", "escape,q", "setting.key-back", "schedule.help-back"),
        HELP,
    )

    def compute(self) -> Rescheduling:
        """Fold every card under the present settings."""
        return plan_rescheduling(self.context.trainer)

    def told(self, figures: Rescheduling) -> Iterable[Content]:
        """The figures in sentences and pictures."""
        translate = self.translate
        if not figures.moved:
            code = "schedule.nothing-moves" if figures.cards else "schedule.nothing-answered"
            yield Content(translate(code, count=figures.cards))
            return
        moves = translate(
            "schedule.moves",
            count=figures.earlier + figures.later,
            total=figures.cards,
            earlier=figures.earlier,
            later=figures.later,
        )
        today = translate(
            "schedule.load-today",
            before=figures.load_before[0],
            after=figures.load_after[0],
            minutes_before=figures.minutes_before,
            minutes_after=figures.minutes_after,
        )
        yield Content(f"{moves}\n{today}")
        yield Content("\n".join(load_lines(translate, figures.load_before, figures.load_after)))
        yield Content(translate("schedule.reschedule-enter"))

    def action_reschedule(self) -> None:
        """Give the cards their new dates, after a backup."""
        planned = self.figures

        def apply() -> None:
            if planned is not None:
                backup = reschedule(self.context.trainer, planned)
                told = self.translate("schedule.rescheduled-here", backup=str(backup))
                self.notify(told, timeout=15, markup=False)

        if self.succeeds(apply):
            self._anew()

    def action_undo(self) -> None:
        """Take the latest rescheduling back."""

        def undo() -> None:
            count = undo_rescheduling(self.context.trainer)
            code = "schedule.undone" if count else "schedule.nothing-done"
            self.notify(self.translate(code, count=count), markup=False)

        if self.succeeds(undo):
            self._anew()

    def _anew(self) -> None:
        self.figures = None
        self.redraw()
        self.work_out()
