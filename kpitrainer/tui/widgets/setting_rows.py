"""A line of the settings: what it is called, what it is set to, and what is to be said of it."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message

from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED, clickable
from kpitrainer.tui.widgets.answer_field import AnswerField
from kpitrainer.tui.widgets.prose import Prose

SHOWN, SOME, HIDDEN = "✓", "–", "·"
"""The marks of a tick row: yes, for some of it, no."""


class SettingList(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The rows; the arrow keys are the screen's, and what has the focus is in view."""


class SettingRow(Horizontal, can_focus=True):
    """A name and a text, such as where a file is; `setting` is what the row is of."""

    class Pressed(Message):
        """It was clicked."""

        def __init__(self, row: "SettingRow") -> None:
            super().__init__()
            self.row = row

    def __init__(self, setting: str) -> None:
        super().__init__()
        self.setting = setting

    def compose(self) -> ComposeResult:
        """The parts, side by side, or one below the other where it is narrow."""
        yield Prose().add_class("label")
        yield Prose().add_class("value")

    def show(self, label: str | Content, value: str | Content) -> None:
        """Show the name and the text."""
        self.query_one(".label", Prose).show(label)
        self.query_one(".value", Prose).show(value)

    def on_click(self, event: Click) -> None:
        """Tell the screen; one on a part with an action of its own does not come here."""
        event.stop()
        self.post_message(self.Pressed(self))


class ChoiceRow(SettingRow):
    """One of several values, which the arrows step through."""

    def show_choice(self, label: str, value: str) -> None:
        """Show the name and the present value between two arrows."""
        back, on = (
            clickable(Content.styled(arrow, ACCENT), f"screen.step({step})")
            for arrow, step in (("‹ ", -1), (" ›", 1))
        )
        self.show(label, Content.assemble(back, value, on))


class LinkRow(SettingRow):
    """Something that Enter does or opens."""

    def show_link(self, label: str, told: str) -> None:
        """Show the name, and a word on it."""
        self.show(label, Content.assemble((told, MUTED), "  " if told else "", ("›", ACCENT)))


class TickRow(SettingRow):
    """Something that is shown or hidden."""

    def show_tick(self, mark: str, label: str, told: str) -> None:
        """Show a mark (SHOWN, SOME or HIDDEN), the name, and a word on it at the right."""
        style, text = ("", ACCENT) if mark == SHOWN else (MUTED, MUTED)
        self.show(Content.assemble((f"{mark} ", text), (label, style)), Content.styled(told, MUTED))


class FieldRow(SettingRow, can_focus=False):
    """A number or a date in a field. What is typed counts once it is accepted."""

    def __init__(self, setting: str, *, wide: bool = False) -> None:
        """`wide` is a field for a text."""
        super().__init__(setting)
        self.set_class(wide, "wide-field")
        self.field = AnswerField()
        self.field.select_on_focus = True
        self.kept = ""
        """The value as it is set."""
        self.is_wrong = False

    def compose(self) -> ComposeResult:
        """The name, the field, and beside it what it counts, or what is wrong."""
        yield Prose().add_class("label")
        with Horizontal(classes="value"):
            yield self.field
            yield Prose().add_class("note")

    @property
    def changed(self) -> bool:
        """Whether the field holds something else than is set."""
        return self.field.value != self.kept

    def keep(self, value: str) -> None:
        """Show the value as it is set, unless something else is being typed."""
        if self.kept == self.field.value:
            self.field.value = value
        self.kept = value

    def take_back(self) -> None:
        """Show what is set in the place of what was typed."""
        self.field.value, self.is_wrong = self.kept, False

    def show_field(self, label: str, counted: str, wrong: Callable[[], str]) -> None:
        """Show the name and what the number counts, or what it can only be."""
        self.query_one(".label", Prose).show(label)
        note = Content.styled(wrong(), BAD) if self.is_wrong else Content.styled(counted, MUTED)
        self.query_one(".note", Prose).show(note)
