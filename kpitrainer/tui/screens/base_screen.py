"""What every screen shares: words, help, and the context."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import Translator
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.panel import Panel


class WordedScreen(Screen[object]):
    """A screen that can say everything again: in another language, or at another size.

    `HELP` is the code of its help text.
    """

    HELP = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", priority=True, show=False),
        Binding("question_mark", "help", show=False),
    ]

    @property
    def translate(self) -> Translator:
        """The reader's language."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Say everything on this screen again."""
        raise NotImplementedError

    def speak(self) -> None:
        """Bring what this screen keeps into the reader's new language."""

    def on_resize(self) -> None:
        """Lay lines out for the new width, once it is known."""
        self.call_after_refresh(self.redraw)

    def help_text(self) -> str:
        """What this screen's help says."""
        return self.translate(self.HELP)

    def action_help(self) -> None:
        """Show this screen's help."""
        if not isinstance(self.app.screen, ModalScreen):
            translate = self.translate
            self.app.push_screen(
                Panel(translate("help.title"), self.help_text(), translate("help.close"))
            )

    def succeeds(self, act: Callable[[], object]) -> bool:
        """Do something that is stored; where it cannot be, say why and change nothing."""
        try:
            act()
        except KpiTrainerError as fault:
            from kpitrainer.wording import error  # noqa: PLC0415 - only in trouble

            self.notify(error(self.translate, fault), severity="error", timeout=30, markup=False)
            return False
        return True


class TrainerScreen(WordedScreen):
    """A screen at the learner's context."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context

    @property
    def translate(self) -> Translator:
        """The reader's language."""
        return self.context.translate
