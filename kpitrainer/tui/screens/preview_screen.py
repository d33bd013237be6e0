"""Preview: the cards of a deck as a learner sees them, while it is written."""

from datetime import UTC, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content

from kpitrainer.authoring.preview import Preview
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.tui.preview_context import PreviewContext
from kpitrainer.tui.preview_worker import (
    DeckChecked,
    DecksRead,
    PreviewWorker,
    WentWrong,
)
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.tui.screens.digits import DIGITS
from kpitrainer.tui.screens.editing import edit
from kpitrainer.tui.screens.panel import Panel
from kpitrainer.tui.text import preview_text
from kpitrainer.tui.text.lines import ACCENT, MUTED, ends
from kpitrainer.tui.widgets.card_view import CardView
from kpitrainer.tui.widgets.key_bar import KeyBar
from kpitrainer.tui.widgets.preview_keys import preview_keys
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import clock, error


class PreviewScreen(WordedScreen):
    """A card, what is wrong in its file, and one key to the next; nothing is stored."""

    HELP = "help.preview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go", show=False),
        *DIGITS,
        Binding("right,n", "move(1)", show=False),
        Binding("left,p", "move(-1)", show=False),
        Binding("up", "cursor(-1)", show=False),
        Binding("down", "cursor(1)", show=False),
        Binding("d", "deck(1)", show=False),
        Binding("D", "deck(-1)", show=False),
        Binding("r", "draw", show=False),
        Binding("m", "mistakes", show=False),
        Binding("h", "hint", show=False),
        Binding("f2", "hint", show=False, priority=True),
        Binding("l", "language", show=False),
        Binding("g", "diagnostic", show=False),
        Binding("e", "edit", show=False),
        Binding("f4", "edit", show=False, priority=True),
        Binding("q", "app.quit", show=False),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, context: PreviewContext) -> None:
        super().__init__()
        self.context = context
        self._worker = PreviewWorker(context, self.post_message)
        self.preview = Preview(context.translate.language, context.seed, context.card)
        self._showing = 0
        self._read_at: datetime | None = None
        self._reloaded = False

    @property
    def translate(self) -> Translator:
        """The language the card is shown in, which is the reader's at first."""
        return self.context.translate

    def compose(self) -> ComposeResult:
        """Header, card, beside or below it what is wrong, keys."""
        yield Prose(id="header")
        with Container(id="preview"):
            yield CardView(eager=False)
            with VerticalScroll(id="findings") as findings:
                findings.can_focus = False
                yield Prose(id="mistakes")
                yield Prose(id="diagnostics")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the decks, behind the first paint."""
        self.redraw()
        self._worker.start()

    def on_unmount(self) -> None:
        """Stop reading."""
        self._worker.stop()

    @on(DecksRead)
    def _read(self, event: DecksRead) -> None:
        first, view = self._read_at is None, self.query_one(CardView)
        typed = view.typed
        jumped = self.preview.take(event.files)
        self._read_at, self._reloaded = datetime.now(UTC).astimezone(), not first
        if first and self.context.card and not self._found:
            known = ", ".join(card.key.card for card in self.preview.file.cards)
            missing = KpiTrainerError("preview.unknown", name=self.context.card, known=known)
            self.notify(error(self.translate, missing), severity="warning", markup=False)
        self.redraw()
        if jumped:
            self.query_one("#findings").scroll_home(animate=False)
        else:
            view.typed = typed

    @property
    def _found(self) -> bool:
        card = self.preview.card
        return card is not None and self.context.card in (card.key.card, card.key.entry)

    @on(DeckChecked)
    def _checked(self, event: DeckChecked) -> None:
        self.preview.check(event.file, event.diagnostics)
        self.redraw()

    @on(WentWrong)
    def _failed(self, event: WentWrong) -> None:
        raise event.error

    def redraw(self) -> None:
        """Show the card, where it stands, and what is wrong."""
        preview, view = self.preview, self.query_one(CardView)
        if self._read_at is None:
            self.query_one("#header", Prose).show(Content.styled("kpitrainer", ACCENT))
            self._show_keys()
            return
        if not preview.checked:
            self._worker.check(preview.file)
        self._show_header()
        view.display = preview.attempt is not None
        if preview.attempt is not None and self._showing != preview.showing:
            view.show(preview.attempt, self.translate)
        self._showing = preview.showing
        self._show_findings()
        self._show_keys()

    def _show_header(self) -> None:
        translate, preview = self.translate, self.preview
        header = self.query_one("#header", Prose)
        width = header.content_size.width or self.app.size.width - 4
        first = ends(
            preview_text.title(translate, preview), preview_text.counts(translate, preview), width
        )
        second = ends(
            preview_text.place(translate, preview), Content.styled(self._told(), MUTED), width
        )
        header.show(Content("\n").join((first, second)))

    def _told(self) -> str:
        if self._read_at is None or not self._reloaded:
            return ""
        return self.translate("preview.read", clock=clock(self.translate, self._read_at))

    def _show_findings(self) -> None:
        translate, preview = self.translate, self.preview
        exercise = preview.attempt.exercise if preview.attempt else None
        table = Content("")
        if exercise is not None and preview.attempt is not None and self.has_class("wide"):
            heading = Content.styled(translate("preview.mistakes"), ACCENT)
            told = preview_text.misconceptions(translate, exercise, preview.attempt.language)
            table = Content("\n").join((heading, told, Content("")))
        self.query_one("#mistakes", Prose).show(table)
        found = preview_text.diagnostic_lines(translate, preview)
        self.query_one("#diagnostics", Prose).show(found)
        self.query_one("#findings").display = bool(table.plain or found.plain)

    @on(CardView.Focused)
    def _show_keys(self) -> None:
        view, preview = self.query_one(CardView), self.preview
        keys = preview_keys(self.translate, preview, asks=view.takes_text, typing=view.typing)
        self.query_one(KeyBar).show(*keys)

    @on(CardView.Typed)
    def _typed(self, event: CardView.Typed) -> None:
        attempt = self.preview.attempt
        if attempt is None or attempt.closed:
            return
        if event.text.strip():
            self.preview.answer(event.text)
        else:
            self.preview.show()
        self._judged()

    def _judged(self) -> None:
        self.query_one(CardView).update_state(self.preview.present)
        self._show_findings()
        self._show_keys()

    def action_go(self) -> None:
        """Enter: into the answer field, or show the answer; then the next card, or the first."""
        attempt, view = self.preview.attempt, self.query_one(CardView)
        if attempt is None or attempt.closed:
            self._go_on()
        elif view.takes_text:
            view.submit()
        elif view.cursor is not None and attempt.options:
            self.action_digit(view.cursor + 1)
        else:
            self.preview.show()
            self._judged()

    def _go_on(self) -> None:
        number, total = self.preview.place if self._read_at else (0, 0)
        if number == total == 1:
            self.action_draw()
        else:
            self.action_move(1 if number < total else 1 - total)

    def action_digit(self, digit: int) -> None:
        """A digit chooses an option."""
        attempt = self.preview.attempt
        if attempt is not None and not attempt.closed and digit <= len(attempt.options):
            self.preview.choose(digit - 1)
            self._judged()

    def action_move(self, step: int) -> None:
        """Show the next card, or the one before."""
        if self._read_at:
            self.preview.move(step)
            self.redraw()

    def action_deck(self, step: int) -> None:
        """Show another deck of the folder."""
        if self._read_at:
            self.preview.change_deck(step)
            self.redraw()

    def action_draw(self) -> None:
        """Ask the card anew, with other numbers and in another order."""
        self.preview.redraw()
        self.redraw()

    def action_diagnostic(self) -> None:
        """Go to the next diagnostic, and to its card."""
        if self._read_at:
            self.preview.next_diagnostic()
            self.query_one("#findings").scroll_home(animate=False)
            self.redraw()

    def action_mistakes(self) -> None:
        """Show what each misconception gives with these numbers."""
        attempt = self.preview.attempt
        if attempt is not None and attempt.exercise is not None:
            translate = self.translate
            table = preview_text.misconceptions(translate, attempt.exercise, attempt.language)
            self.app.push_screen(
                Panel(translate("preview.mistakes"), table, translate("help.close"))
            )

    def action_hint(self) -> None:
        """Show the next hint."""
        if self.preview.attempt is not None and not self.preview.attempt.closed:
            hint = self.preview.hint()
            self.query_one(CardView).take_help(self.preview.present)
            if hint is None:
                self.query_one(CardView).note(self.translate("review.no-hint"))

    def action_cursor(self, step: int) -> None:
        """Move among the choices, or scroll."""
        self.query_one(CardView).move_cursor(step)

    def action_language(self) -> None:
        """Show the card in the other language, as a reader of it would see it."""
        place = LANGUAGES.index(self.translate.language)
        self.context.translate = Translator(LANGUAGES[(place + 1) % len(LANGUAGES)])
        self.preview.speak(self.translate.language)
        self.redraw()

    def action_edit(self) -> None:
        """Open the file where one looks."""
        if self._read_at:
            self.succeeds(self._edit)

    def _edit(self) -> None:
        edit(self.app, self.context.deck_editor, self.preview.at).tell(self)
        self._worker.read()

    def action_leave(self) -> None:
        """Esc leaves the answer field first, then the preview."""
        if not self.query_one(CardView).leave_field():
            self.app.exit()
