"""On which day some cards are to come: asked over the browser."""

import re
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from kpitrainer.i18n import Translator
from kpitrainer.tui.screens.steady import Steady
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED
from kpitrainer.tui.widgets.answer_field import AnswerField
from kpitrainer.tui.widgets.prose import Prose

_DAYS = re.compile(r"\s*([0-9]{1,5})\s*(?:[-–]\s*([0-9]{1,5})\s*)?")


def read_days(text: str) -> tuple[int, int] | None:
    """The first and the last day, from today, that « 3 » or « 3-7 » stands for; None if none."""
    match = _DAYS.fullmatch(text)
    if match is None:
        return None
    first = int(match[1])
    last = first if match[2] is None else int(match[2])
    return (first, last) if first <= last else None


class DuePrompt(Steady, ModalScreen[tuple[int, int] | None]):
    """Takes a number of days, or two of them between which a day is drawn for each card."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, translate: Translator, count: int) -> None:
        """`count` is how many cards it is about."""
        super().__init__()
        self._translate, self._count = translate, count

    def compose(self) -> ComposeResult:
        """The question, the field, and how to leave."""
        translate = self._translate
        with Vertical(id="panel") as box:
            box.border_subtitle = Content(translate("browse.due-leave"))
            asked = translate("browse.due-ask", count=self._count)
            yield Prose(Content.styled(asked, ACCENT), id="panel-title")
            yield AnswerField()
            yield Prose(Content.styled(translate("browse.due-how"), MUTED), id="panel-text")

    def on_mount(self) -> None:
        """Take what is typed."""
        self.query_one(AnswerField).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        days = read_days(event.value)
        if days is None:
            told = Content.styled(self._translate("browse.due-wrong"), BAD)
            self.query_one("#panel-text", Prose).show(told)
        else:
            self.dismiss(days)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
