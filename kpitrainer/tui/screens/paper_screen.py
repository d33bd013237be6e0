"""What an exam that is sat and one that is looked at again share: one question after another."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.tui.actions import Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.exam_text import side_row, strip
from kpitrainer.tui.text.lines import ACCENT, MUTED, clickable
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.card_view import CardView
from kpitrainer.tui.widgets.prose import Prose

STEP_ACTIONS = (
    Action("step(-1)", "left", field_keys="shift+tab"),
    Action(
        "step(1)",
        "right",
        "mock.key-step",
        "mock.help-step",
        field_keys="tab",
        rank=3,
        bar_key="⇥ ⇧⇥",
        help_keys="⇥ ⇧⇥ ← →",
    ),
    Action("cursor(-1)", "up"),
    Action("cursor(1)", "down"),
)


class PaperSide(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The list of questions beside the present one, where the terminal is wide."""


class PaperScreen(TrainerScreen):
    """A question with its place on the paper above it, or beside it where there is room."""

    _shown: object = None

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.view = CardView()

    def compose(self) -> ComposeResult:
        """Header, the strip of questions, the card and beside it the questions, keys."""
        yield Prose(id="header")
        yield Prose(id="strip")
        with Horizontal(id="paper"):
            yield self.view
            with PaperSide():
                yield Prose(id="side-list")
        yield KeyBar()

    @property
    def typing(self) -> bool:
        """Whether an answer is being typed."""
        return self.view.typing

    @property
    def place(self) -> int:
        """Which question is shown, by its place on the paper."""
        raise NotImplementedError

    def marks(self) -> Sequence[tuple[int, tuple[str, str]]]:
        """The places of the questions, each with its sign and style."""
        raise NotImplementedError

    def label(self, place: int) -> str:
        """What a question is called in the list."""
        raise NotImplementedError

    def show_paper(self, left: Content, right: Content, about: str = "") -> None:
        """Show the header, and where on the paper the question stands."""
        self.show_header((left, right))
        marks = self.marks()
        drawn = strip(marks, self.place)
        self.fill("strip", Content.assemble(drawn, (f"   {about}" if about else "", MUTED)))
        side = self.query_one(PaperSide)
        rows = [
            side_row(number, mark, self.label(place), side.content_size.width, self.place == place)
            for number, (place, mark) in enumerate(marks, start=1)
        ]
        lines = [
            clickable(row, f"screen.go({place})")
            for row, (place, _) in zip(rows, marks, strict=True)
        ]
        self.fill(
            "side-list", Content("\n").join([Content.styled(about, MUTED), Content(), *lines])
        )
        number, _ = self.number()
        side.scroll_to(y=number - side.content_size.height // 2, animate=False, immediate=True)

    def show_question(self, key: object, attempt: Attempt) -> None:
        """Put an attempt before the learner, where `key` says that it is another one."""
        if key != self._shown:
            self._shown = key
            self.view.show(attempt, self.translate)

    def number(self) -> tuple[int, int]:
        """Which question is shown, from 1, and how many there are."""
        places = [place for place, _ in self.marks()]
        return places.index(self.place) + 1, len(places)

    def heading(self, code: str, attempt: Attempt | None = None) -> Content:
        """What stands in the header: the question's number, and of several parts which."""
        number, total = self.number()
        told = self.translate(code, number=number, total=total)
        if attempt is not None and attempt.part[1] > 1:
            part, parts = attempt.part
            told = f"{told} · {self.translate('calc.part', number=part, total=parts)}"
        return Content.styled(told, ACCENT)

    def speak(self) -> None:
        """Show the question again, with the program's words in the new language."""
        self._shown = None

    def action_cursor(self, step: int) -> None:
        """Move among the choices, or scroll."""
        self.view.move_cursor(step)


def items_wanted(screen: PaperScreen, attempt: Attempt) -> None:
    """Say below the question of a list how many items there are to give, and no more."""
    if attempt.mode is Mode.LIST and not attempt.closed:
        told = screen.translate("mock.items", count=attempt.card.content.wanted)
        screen.query_one("#body", Prose).show(Content.styled(f" {told}", MUTED))
