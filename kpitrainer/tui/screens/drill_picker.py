"""Choose which calculations to drill."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kpitrainer.tui.screens.base import TrainerScreen
from kpitrainer.tui.widgets.key_bar import Key, KeyBar
from kpitrainer.tui.widgets.lines import ACCENT
from kpitrainer.tui.widgets.prose import Prose

_ALL = "all"


class DrillPicker(TrainerScreen):
    """All drills, or one."""

    HELP = "help.drill-picker"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", show=False)]

    def compose(self) -> ComposeResult:
        """A title and a list."""
        yield Prose(id="header")
        yield OptionList(id="drills", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """List the drills."""
        self.redraw()

    def redraw(self) -> None:
        """Name every drill in the reader's language."""
        words, library = self.words, self.desk.trainer.library
        self.query_one("#header", Prose).show(Content.styled(words("calc.pick"), ACCENT))
        drills = self.query_one("#drills", OptionList)
        place = drills.highlighted or 0
        cards = library.drills()
        options = [Option(Content(f"  {words('calc.all', count=len(cards))}"), _ALL)]
        for number, card in enumerate(cards):
            label = card.label(library.language(card, words.language))
            options.append(Option(Content(f"  {label}"), str(number)))
        drills.set_options(options if cards else [])
        drills.highlighted = place if cards else None
        drills.focus()
        self.query_one(KeyBar).show(
            Key("⏎", words("calc.key-start"), "screen.start"),
            Key("⎋", words("calc.key-home"), "screen.close"),
            Key("?", words("help.key"), "screen.help"),
        )

    @on(OptionList.OptionSelected, "#drills")
    def action_start(self) -> None:
        """Drill what the cursor is on."""
        from kpitrainer.trainer.drilling import Drilling  # noqa: PLC0415
        from kpitrainer.tui.screens.drill import DrillScreen  # noqa: PLC0415

        drills = self.query_one("#drills", OptionList)
        if drills.highlighted is None:
            return
        cards = self.desk.trainer.library.drills()
        chosen = drills.get_option_at_index(drills.highlighted).id
        if chosen != _ALL:
            cards = (cards[int(chosen or 0)],)
        drilling = Drilling(self.desk.trainer, cards, self.words.language)
        self.app.switch_screen(DrillScreen(self.desk, drilling))

    def action_close(self) -> None:
        """Back to Home."""
        self.dismiss()
