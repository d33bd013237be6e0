"""One card on screen: question, answer field, what became of it, the solution."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import CHOOSING_MODES, TYPED_MODES, Mode
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.typed_answer import shown_value
from kpitrainer.domain.text.number import write_number
from kpitrainer.i18n import Translator
from kpitrainer.tui.text import card_text, drill_text
from kpitrainer.tui.text.line_breaks import rows
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.widgets.answer_field import LONGEST_ANSWER, AnswerField
from kpitrainer.tui.widgets.prose import Prose

SIDES = ("front", "back")
"""What is asked, and what explains it."""

_BETWEEN = 4
"""Cells between a side and the line that parts it from the other, with the line."""

_FRONT = ("question", "table", "parts", "body", "hints", "verdict")
_ENTRY_ROWS = 4
"""Rows of the answer field and of what is told under it as one types, with the spaces below."""

_BESIDE = 106
"""Cells from which on the back stands beside the front, as of an index card laid open."""


class CardView(VerticalScroll, inherit_bindings=False):
    """Shows an attempt and takes what is typed; it decides nothing.

    Arrow keys are the screen's: they move among choices where there are some.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]

    @dataclass
    class Typed(Message):
        """Enter was pressed in the answer field."""

        text: str

    class Focused(Message):
        """The answer field was entered or left."""

    def __init__(self, *, eager: bool = True) -> None:
        """Unless it is `eager`, the answer field waits until it is entered."""
        super().__init__()
        self._eager = eager
        self._attempt: Attempt | None = None
        self._translate = Translator("en")
        self._part = (1, 1)
        self.cursor: int | None = None

    def compose(self) -> ComposeResult:
        """Everything is there from the start; what is empty takes no room."""
        with Vertical(id="front"):
            yield Prose(id="question")
            yield Prose(id="table")
            yield Prose(id="asked-picture")
            yield Prose(id="parts")
            yield Prose(id="body")
            with Horizontal(id="entry"):
                yield Prose(id="prompt")
                yield AnswerField()
            yield Prose(id="hints")
            yield Prose(id="verdict")
        with Vertical(id="back"):
            yield Prose(id="how")
            yield Prose(id="solution")
            yield Prose(id="solved-picture")
            yield Prose(id="why")

    def show(self, attempt: Attempt, translate: Translator) -> None:
        """Put a fresh attempt on screen, or the same one in another language."""
        self._attempt, self._translate = attempt, translate
        self.cursor = None
        field = self.query_one(Input)
        field.value = ""
        self.query_one("#prompt", Prose).show(Content.styled(translate("review.prompt"), ACCENT))
        self.scroll_home(animate=False)
        self._update_all(attempt)

    def on_resize(self) -> None:
        """Lay out for the new width, and keep the answer in view where it lost room."""
        self.set_class(self.content_size.width >= _BESIDE, "-beside")
        if self._attempt is not None:
            self._lay_out()
            # In the sides' new width, once what was laid out just now is on the screen.
            self.call_after_refresh(self.call_after_refresh, self._lay_out)
            if self._attempt.closed or self._attempt.judged:
                self._reveal_soon()

    @property
    def takes_text(self) -> bool:
        """Whether an answer is to be typed now."""
        attempt = self._attempt
        return attempt is not None and not attempt.closed and attempt.mode in TYPED_MODES

    @property
    def typing(self) -> bool:
        """Whether letters go into the answer field."""
        return self.takes_text and self.query_one(Input).has_focus

    @property
    def typed(self) -> str:
        """What stands in the answer field."""
        return self.query_one(Input).value

    @typed.setter
    def typed(self, text: str) -> None:
        if self.takes_text:
            self.query_one(Input).value = text

    def submit(self) -> None:
        """Hand in what is typed; where the field was left, go back to it first."""
        field = self.query_one(AnswerField)
        if not field.has_focus:
            field.focus()
        elif field.refused_paste:
            field.refused_paste = False
            self._tell_refusal()
        else:
            self.post_message(self.Typed(field.value))

    def leave_field(self) -> bool:
        """Let keys go to the screen; False where they do already."""
        if not self.query_one(Input).has_focus:
            return False
        self.focus()
        return True

    def update_state(self, attempt: Attempt) -> None:
        """Show what the attempt on screen has come to."""
        before, self._attempt = self._attempt, attempt
        if attempt is not before:
            self._update_all(attempt)

    def take_help(self, attempt: Attempt) -> None:
        """Show the attempt on screen with help taken: only its hints may be new."""
        self._attempt = attempt
        self._fill("hints", card_text.hints(self._translate, attempt))
        self._lay_out()

    def _update_all(self, attempt: Attempt) -> None:
        translate = self._translate
        field = self.query_one(AnswerField)
        self.query_one("#entry").display = self.takes_text
        field.disabled = not self.takes_text
        if not self.takes_text or not (self._eager or field.has_focus):
            self.focus()
        else:
            field.focus()
        if attempt.mode is Mode.LIST or self._part != attempt.part:
            field.value, self.cursor, self._part = "", None, attempt.part
        field.takes_lines = attempt.mode is Mode.LIST
        field.placeholder = translate("review.list-placeholder") if field.takes_lines else ""
        self.border_title = Content(card_text.kind(translate, attempt))
        self._fill("how", card_text.how(translate, attempt))
        self._fill("body", card_text.body(translate, attempt, self.cursor))
        self._fill("hints", card_text.hints(translate, attempt))
        self._fill("verdict", card_text.verdict(translate, attempt))
        self._lay_out()
        if attempt.closed or attempt.judged or self.takes_text:
            self._reveal_soon()

    def _lay_out(self) -> None:
        """Show what is laid out for a width: the cells that a line of text has."""
        if (attempt := self._attempt) is None:
            return
        # Lines of a table or a picture are not to be broken, neither where a side has still its
        # former width nor by a scrollbar that comes.
        width = self.content_size.width
        most = width // 2 - _BETWEEN if self.has_class("-beside") else width
        most -= 0 if self.show_vertical_scrollbar else self.styles.scrollbar_size_vertical
        front, back = (min(self.query_one(f"#{side}").content_size.width, most) for side in SIDES)
        self._fill("question", card_text.question(attempt, front))
        self._fill("table", drill_text.table(attempt, front))
        self._fill("parts", drill_text.earlier_parts(self._translate, attempt, front))
        self._fill("solution", card_text.solution(self._translate, attempt, back))
        self._fill("why", card_text.explanation(self._translate, attempt, back))
        self._fill("asked-picture", self._asked_picture(attempt, front))
        self._fill("solved-picture", self._solved_picture(attempt, back))

    def _asked_picture(self, attempt: Attempt, width: int) -> Content:
        """The picture beside the question, where nothing needed loses its room to it."""
        if attempt.closed and not self.has_class("-beside"):
            return Content("")  # it stands below, with the solution
        picture = drill_text.asked_picture(self._translate, attempt, width)
        spare = self._spare(width, *_FRONT) - _ENTRY_ROWS * self.takes_text
        return picture if rows(picture, width) <= spare else Content("")

    def _solved_picture(self, attempt: Attempt, width: int) -> Content:
        """The picture beside the solution, where it does not move that and the verdict away."""
        picture = drill_text.solved_picture(self._translate, attempt, width)
        above = ("solution",) if self.has_class("-beside") else ("verdict", "solution")
        return picture if rows(picture, width) <= self._spare(width, *above) else Content("")

    def _spare(self, width: int, *names: str) -> int:
        """Rows of the card beside those that these texts take at `width` cells."""
        texts = (self.query_one(f"#{name}", Prose).content for name in names)
        return self.content_size.height + 1 - sum(rows(text, width) for text in texts)

    def note(self, text: str) -> None:
        """Say something under the field without touching the answer."""
        self._fill("verdict", Content.styled(text, MUTED))

    def move_cursor(self, step: int) -> None:
        """Move the mark among the choices."""
        attempt = self._attempt
        if attempt is None or attempt.closed or not attempt.options:
            self.scroll_relative(y=step, animate=False)
            return
        count = len(attempt.options)
        start = self.cursor if self.cursor is not None else (-1 if step > 0 else count)
        self.cursor = (start + step) % count
        self._fill("body", card_text.body(self._translate, attempt, self.cursor))

    def _fill(self, name: str, content: str | Content) -> None:
        self.query_one(f"#{name}", Prose).show(content)

    def _reveal_soon(self) -> None:
        """Reveal once all is laid out, which takes new texts two refreshes."""
        self.call_after_refresh(self.call_after_refresh, self._reveal)

    def _reveal(self) -> None:
        """Bring what is wanted now into view where the screen is small, the rest where it is not.

        That is the answer of a closed attempt, else where to answer.
        """
        attempt = self._attempt
        if attempt is None or drill_text.is_read(attempt):
            return  # what is read begins at the top
        if not attempt.closed:
            self._bring("entry" if self.takes_text else "body", "verdict")
        elif attempt.mode not in (Mode.LIST, *CHOOSING_MODES):
            # The reason too, where there is room.
            told = ("verdict", "solution", "solved-picture")
            if not self._bring(*told, "why"):
                self._bring(*told)
        elif not self._bring("body", "verdict", "solution", "solved-picture"):
            # What was chosen is told again in the verdict of a calculation only.
            told = ("verdict", "solution", "solved-picture")
            self._bring(*(told if attempt.exercise else ("body",)))

    def _bring(self, *names: str) -> bool:
        """Bring these parts into view together, their top if need be; whether they fit."""
        parts = [part for part in (self.query_one(f"#{name}") for name in names) if part.display]
        regions = [
            # Of the side it stands on, and that of the card.
            part.virtual_region.translate(part.parent.virtual_region.offset)
            for part in parts
            if isinstance(part.parent, Widget)
        ]
        region = Region.from_union(regions) if regions else Region()
        self.scroll_to_region(region, animate=False, force=True, immediate=True)
        return region.height <= self.content_size.height

    def on_descendant_focus(self) -> None:
        """Other keys work now."""
        self.post_message(self.Focused())

    on_descendant_blur = on_descendant_focus

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    @on(AnswerField.Refused)
    def _tell_refusal(self) -> None:
        self.note(self._translate("answer.text-long", limit=LONGEST_ANSWER))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        attempt = self._attempt
        if attempt is None or attempt.exercise is None or attempt.closed:
            return
        if attempt.mode is not Mode.DRILL:
            return
        value = shown_value(event.value, wanted_number(attempt.exercise, attempt.language))
        written = "" if value is None else f"= {write_number(value, attempt.language)}"
        self._fill("verdict", Content.styled(written, MUTED))
