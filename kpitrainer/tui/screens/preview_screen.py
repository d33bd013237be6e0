"""Preview: the cards of a deck as a learner sees them, while it is written."""

from dataclasses import replace
from datetime import UTC, datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content

from kpitrainer.authoring.preview import Preview
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.tui.actions import DIGITS, HELP, QUIT, Action
from kpitrainer.tui.context import PreviewContext
from kpitrainer.tui.preview_worker import DeckChecked, DecksRead, PreviewWorker, WentWrong
from kpitrainer.tui.screens.card_screen import CHOOSE, EDIT, HINT, LEAVE, TICK, UP, CardScreen
from kpitrainer.tui.screens.editing import edit
from kpitrainer.tui.text import preview_text
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.card_view import CardView
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import clock, error


def _go_label(screen: "PreviewScreen") -> str:
    if screen.attempt is not None and screen.attempt.closed:
        number, total = screen.place
        return "preview.key-again" if number == total else "preview.key-next"
    return screen.answer_label("preview.key-answer")


def _draw_label(screen: "PreviewScreen") -> str:
    attempt = screen.attempt
    draws = attempt is not None and (attempt.exercise or attempt.options)
    return "preview.key-draw" if draws else "preview.key-retry"


class PreviewScreen(CardScreen):
    """A card, what is wrong in its file, and one key to the next; nothing is stored.

    All is said in the language the card is shown in, which is the reader's at first.
    """

    context: PreviewContext

    NOTES = "help.preview-notes"
    ACTIONS = (
        TICK,
        Action(
            "go",
            "enter,space",
            _go_label,
            "help.preview-go",
            rank=1,
            shown=lambda screen: screen.attempt and (screen.place[1] or not screen.attempt.closed),
        ),
        Action("move(-1)", "left,p"),
        Action(
            "move(1)",
            "right,n",
            "preview.key-card",
            "help.preview-move",
            bar_key="←→",
            help_keys="← →  p n",
            shown=lambda screen: screen.place[1] > 1,
        ),
        *DIGITS,
        UP,
        replace(CHOOSE, label=""),
        Action(
            "diagnostic",
            "g",
            "preview.key-diagnostic",
            "help.preview-diagnostic",
            shown=lambda screen: screen.preview.files and screen.preview.diagnostics,
        ),
        Action(
            "mistakes",
            "m",
            "preview.key-mistakes",
            "help.preview-mistakes",
            shown=lambda screen: screen.attempt and screen.attempt.exercise,
            # Where it is wide they stand beside the card.
            when=lambda screen: not screen.has_class("wide"),
        ),
        Action(
            "draw",
            "r",
            _draw_label,
            "help.preview-draw",
            shown=lambda screen: (
                screen.attempt
                and (screen.attempt.exercise or screen.attempt.options or screen.attempt.closed)
            ),
        ),
        replace(
            HINT,
            keys="h",
            rank=2,
            help="help.preview-hint",
            shown=lambda screen: screen.typing or screen.has_hint,
        ),
        replace(EDIT, rank=4, help="help.preview-edit"),
        Action(
            "deck(1)",
            "d",
            "preview.key-deck",
            "help.preview-deck",
            help_keys="d D",
            shown=lambda screen: len(screen.preview.files) > 1,
        ),
        Action("deck(-1)", "D"),
        Action(
            "language",
            "l",
            "preview.key-language",
            "help.preview-language",
            shown=lambda screen: screen.attempt,
        ),
        replace(LEAVE, rank=3, help="help.preview-leave", shown=lambda screen: screen.typing),
        QUIT,
        HELP,
    )

    def __init__(self, context: PreviewContext) -> None:
        super().__init__()
        self.context = context
        self._worker = PreviewWorker(context, self.post_message)
        self.answering = self.preview = Preview(
            context.translate.language, context.seed, context.card
        )
        self._read_at: datetime | None = None
        self._reloaded = False

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
        card, wanted = self.preview.card, self.context.card
        found = card is not None and wanted in (card.key.card, card.key.entry)
        if first and wanted and not found:
            known = ", ".join(card.key.card for card in self.preview.file.cards)
            missing = KpiTrainerError("preview.unknown", name=wanted, known=known)
            self.notify(error(self.translate, missing), severity="warning", markup=False)
        if self.preview.removed:
            gone = self.translate("preview.removed", name=self.preview.removed)
            self.notify(gone, markup=False)
        self.redraw()
        if jumped:
            self.query_one("#findings").scroll_home(animate=False)
        else:
            view.typed = typed

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
            self.fill("header", Content.styled("kpitrainer", ACCENT))
            self.show_keys()
            return
        if not preview.checked:
            self._worker.check(preview.file)
        self._show_header()
        view.display = preview.attempt is not None
        if preview.attempt is not None:
            self.show_attempt()
        self._show_findings()
        self.show_keys()

    def _show_header(self) -> None:
        translate, preview = self.translate, self.preview
        told = ""
        if self._reloaded and self._read_at:
            told = translate("preview.read", clock=clock(translate, self._read_at))
        self.show_header(
            (preview_text.title(translate, preview), preview_text.counts(translate, preview)),
            (preview_text.place(translate, preview), Content.styled(told, MUTED)),
        )

    def _show_findings(self) -> None:
        translate, preview = self.translate, self.preview
        exercise = preview.attempt.exercise if preview.attempt else None
        table = Content("")
        if exercise is not None and preview.attempt is not None and self.has_class("wide"):
            heading = Content.styled(translate("preview.mistakes"), ACCENT)
            told = preview_text.misconceptions(translate, exercise, preview.attempt.language)
            table = Content("\n").join((heading, told, Content("")))
        self.fill("mistakes", table)
        found = preview_text.diagnostic_lines(translate, preview)
        self.fill("diagnostics", found)
        self.query_one("#findings").display = bool(table.plain or found.plain)

    @property
    def attempt(self) -> Attempt | None:
        """The card on screen, if any."""
        return self.preview.attempt

    @property
    def place(self) -> tuple[int, int]:
        """The number of the card and how many there are; zeros before they are read."""
        return self.preview.place if self.preview.files else (0, 0)

    def action_go(self) -> None:
        """Enter: into the answer field, or show the answer; then the next card, or the first."""
        number, total = self.place
        if self.attempt is not None and not self.attempt.closed:
            self.answer_now()
        elif number == total == 1:
            self.action_draw()
        else:
            self.action_move(1 if number < total else 1 - total)

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
            self.show_panel("preview.mistakes", table)

    def action_language(self) -> None:
        """Show the card in the other language, as a reader of it would see it."""
        place = LANGUAGES.index(self.translate.language)
        self.context.translate = Translator(LANGUAGES[(place + 1) % len(LANGUAGES)])
        self.preview.speak(self.translate.language)
        self.redraw()

    def action_edit(self) -> None:
        """Open the file where one looks."""
        if self._read_at:
            self.succeeds(self._edit, brief=False)

    def _edit(self) -> None:
        edit(self.app, self.context.deck_editor, self.preview.at).tell(self)
        self._worker.read()

    def leave(self) -> None:
        """Close the preview."""
        self.app.exit()
