"""A text of figures that take a while to work out: in a thread, while the screen says so."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual import work
from textual.content import Content
from textual.worker import get_current_worker

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.wording import error

F = TypeVar("F")


class FiguredScreen(TextScreen, Generic[F]):
    """`figures` are None until they are there, and again while they are worked out anew."""

    TITLE_CODE = ""
    figures: F | None = None

    def on_mount(self) -> None:
        """Begin at once; Textual calls the base's handler too."""
        self.work_out()

    def compute(self) -> F:
        """Work the figures out, in a thread of its own.

        Raises:
            KpiTrainerError: they cannot be; the screen closes and says why.
        """
        raise NotImplementedError

    def told(self, figures: F) -> Iterable[Content]:
        """What there is to say of the figures, in paragraphs."""
        raise NotImplementedError

    @work(thread=True, exclusive=True)
    def work_out(self) -> None:
        """Work the figures out, and show them."""
        worker = get_current_worker()
        fault: KpiTrainerError | None = None
        figures: F | None = None
        try:
            figures = self.compute()
        except KpiTrainerError as raised:
            fault = raised

        def show() -> None:
            if worker.is_cancelled:
                return
            if fault is not None:
                told = error(self.translate, fault)
                self.notify(told, severity="error", timeout=30, markup=False)
                self.dismiss()
                return
            self.figures = figures
            self.redraw()

        self.app.call_from_thread(show)

    def paragraphs(self) -> Iterable[Content]:
        """The title, and the figures or that they are on their way."""
        yield Content.styled(self.translate(self.TITLE_CODE), ACCENT)
        if self.figures is None:
            yield Content.styled(self.translate("schedule.working"), MUTED)
        else:
            yield from self.told(self.figures)
