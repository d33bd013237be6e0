"""Minutes a day over desired retention, from a simulation; Enter takes the chosen one."""

from collections.abc import Iterable

from textual.content import Content

from kpitrainer.block_chart import MARGIN
from kpitrainer.domain.schedule.simulation import Workload
from kpitrainer.schedule_wording import (
    WORKLOAD_CELLS,
    workload_chart,
    workload_line,
    workload_table,
)
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.figured_screen import FiguredScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED

_SETTING = "desired_retention"


def _is_there(screen: "WorkloadScreen") -> bool:
    return screen.figures is not None


class WorkloadScreen(FiguredScreen[tuple[Workload, ...]]):
    """A curve along which the arrows go. It closes once a retention is taken."""

    TITLE_CODE = "schedule.workload-head"
    INTRO = "schedule.workload-notes"
    ACTIONS = (
        Action("step(-1)", "left", when=_is_there),
        Action(
            "step(1)",
            "right",
            "setting.key-step",
            "schedule.help-step",
            bar_key="← →",
            help_keys="← →",
            when=_is_there,
        ),
        Action("take", "enter", "schedule.key-take-retention", "schedule.help-take-retention"),
        Action("close", "escape,q", "setting.key-back", "schedule.help-back"),
        HELP,
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._chosen = context.settings.desired_retention

    def compute(self) -> tuple[Workload, ...]:
        """Simulate a term at each retention."""
        from kpitrainer.study.workload import workloads

        return workloads(self.context.trainer)

    def told(self, figures: tuple[Workload, ...]) -> Iterable[Content]:
        """The curve with the chosen column, what it says, and some of the others in a table."""
        translate = self.translate
        place = self._place(figures)
        left = MARGIN + WORKLOAD_CELLS * place
        *columns, axis, labels = workload_chart(translate, figures)
        lines = [
            Content.assemble(
                line[:left], (line[left : left + WORKLOAD_CELLS], ACCENT), line[left + 2 :]
            )
            for line in columns
        ]
        yield Content("\n").join([*lines, Content(axis), Content(labels)])
        yield Content.styled(f"▲ {workload_line(translate, figures[place])}", ACCENT)
        present = self.context.settings.desired_retention
        yield Content("\n".join(workload_table(translate, figures, present)))
        yield Content.styled(translate("schedule.workload-notes"), MUTED)

    def _place(self, figures: tuple[Workload, ...]) -> int:
        """Where the chosen retention stands, or the nearest there is."""
        return min(
            range(len(figures)), key=lambda place: abs(figures[place].retention - self._chosen)
        )

    def action_step(self, step: int) -> None:
        """Go along the curve."""
        if self.figures is not None:
            place = self._place(self.figures) + step
            self._chosen = self.figures[min(max(place, 0), len(self.figures) - 1)].retention
            self.redraw()

    def action_take(self) -> None:
        """Set the chosen retention."""
        if self.figures is None:
            return
        chosen = self.figures[self._place(self.figures)].retention
        changed = self.context.settings.changed(_SETTING, chosen)
        percent = self.translate("common.percent", number=round(100 * chosen))
        kept = changed == self.context.settings
        if kept or self.succeeds(lambda: self.context.change(changed)):
            code = "schedule.retention-kept" if kept else "schedule.retention-saved"
            self.notify(self.translate(code, retention=percent), markup=False)
            self.dismiss()
