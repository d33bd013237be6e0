"""FSRS's parameters fitted to the learner, before and after; Enter takes them."""

from collections.abc import Iterable
from dataclasses import replace

from textual.content import Content

from kpitrainer.domain.schedule.initial_fit import ParameterFit
from kpitrainer.schedule_wording import fit_lines
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.screens.figured_screen import FiguredScreen


def _is_better(screen: "OptimizeScreen") -> bool:
    return screen.figures is not None and screen.figures.better


class OptimizeScreen(FiguredScreen[ParameterFit]):
    """What a fit to the log finds. It closes once the parameters are taken."""

    TITLE_CODE = "schedule.optimize-title"
    ACTIONS = (
        Action("take", "enter", "schedule.key-take", "schedule.help-take", when=_is_better),
        Action("close", "escape,q", "setting.key-back", "schedule.help-back"),
        HELP,
    )

    def compute(self) -> ParameterFit:
        """Fit the initial stabilities."""
        from kpitrainer.study.optimize import optimize

        return optimize(self.context.trainer)

    def told(self, figures: ParameterFit) -> Iterable[Content]:
        """The figures in columns, and what comes of them."""
        yield Content("\n".join(fit_lines(self.translate, figures)))
        if not figures.too_little:
            code = "schedule.fit-take" if figures.better else "schedule.fit-no-better"
            yield Content(self.translate(code))

    def action_take(self) -> None:
        """Keep the parameters; the next answer is scheduled by them."""
        fit = self.figures
        if fit is None:
            return
        settings = replace(self.context.settings, parameters=fit.parameters)
        if self.succeeds(lambda: self.context.change(settings)):
            self.notify(self.translate("schedule.fit-taken"), markup=False)
            self.dismiss()
