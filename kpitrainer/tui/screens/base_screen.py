"""What every screen shares: words, its table of keys, help, and the context."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from textwrap import shorten
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import Translator
from kpitrainer.tui.actions import Action, PaletteRow, bindings
from kpitrainer.tui.context import AppContext, PreviewContext
from kpitrainer.tui.keymap import Chosen, usable, with_keys
from kpitrainer.tui.screens.steady import Steady
from kpitrainer.tui.text.lines import ACCENT, ends
from kpitrainer.tui.told_delay import told_delay
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import error

_TOLD = 50
"""Letters of what was copied that are told."""


class Panel(Steady, ModalScreen[None]):
    """Shows a title and a text over the screen until a key closes it; long texts scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space,i,p,question_mark,f1,f3", "dismiss", show=False)
    ]

    def __init__(self, title: str, text: str | Content, close: str) -> None:
        """`close` says how to close it."""
        super().__init__()
        self._title = title
        self._text = text if isinstance(text, Content) else Content(text)
        self._close = close

    def compose(self) -> ComposeResult:
        """One scrolling box."""
        with VerticalScroll(id="panel") as box:
            # Always in sight, however long the text.
            box.border_subtitle = Content(self._close)
            yield Prose(Content.styled(self._title, ACCENT), id="panel-title")
            yield Prose(self._text, id="panel-text")

    async def action_dismiss(self, result: None = None) -> None:
        """Close, and nothing else happens."""
        self.dismiss(result)


class WordedScreen(Steady, Screen[object]):
    """A screen that can say everything again: in another language, or at another size.

    Its keys stand in `ACTIONS`; bindings, key bar, help and palette come from there. `INTRO` and
    `NOTES` are the codes of what else its help says, before the keys and after.
    """

    NAME = ""
    """What the screen is called in the settings; without one its keys cannot be chosen."""

    ACTIONS: ClassVar[Sequence[Action]] = ()
    INTRO = ""
    NOTES = ""
    STEADY_BAR = False
    """Whether keys keep their names in the bar when the answer field is left."""

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 - Textual's own
        """Bind the keys of the table."""
        cls.actions = cls.__dict__.get("ACTIONS", ())
        cls.BINDINGS = bindings(cls.actions)
        super().__init_subclass__(**options)

    context: AppContext | PreviewContext
    actions: Sequence[Action] = ()
    """The table with the keys as they are now."""

    def chosen_keys(self, screen: str, rows: Sequence[Action]) -> Chosen:
        """Which keys the learner chose for a screen with that table."""
        if isinstance(self.context, PreviewContext):
            return {}
        return usable(screen, rows, self.context.settings.keys.get(screen, {}))

    def bind_keys(self) -> None:
        """Bind the keys as they are chosen now."""
        self.actions = with_keys(self.ACTIONS, self.chosen_keys(self.NAME, self.ACTIONS))
        # Textual's own keymap cannot give an action a second key.
        every, mine = WordedScreen._merge_bindings(), BindingsMap(bindings(self.actions))
        self._bindings = BindingsMap.from_keys({**every.key_to_bindings, **mine.key_to_bindings})

    @property
    def translate(self) -> Translator:
        """The reader's language."""
        return self.context.translate

    @property
    def typing(self) -> bool:
        """Whether letters go into a field now."""
        return False

    def on_mount(self) -> None:
        """Show everything."""
        self.redraw()

    def redraw(self) -> None:
        """Say everything on this screen again."""
        raise NotImplementedError

    def fill(self, name: str, content: str | Content) -> None:
        """Show a text in the part of that id."""
        self.query_one(f"#{name}", Prose).show(content)

    @property
    def header_width(self) -> int:
        """The cells of a line of the header."""
        header = self.query_one("#header")
        most = header.styles.max_width
        # Before it is laid out: in the first frame nothing is to be broken.
        around = sum(each.gutter.width for each in header.ancestors if isinstance(each, Widget))
        roomy = self.app.size.width - around
        roomy = roomy if most is None else min(roomy, int(most.value))
        return header.content_size.width or roomy - header.gutter.width

    def show_header(self, *lines: tuple[Content, Content]) -> None:
        """Show what stands at the left and at the right of each line of the header."""
        shown = (ends(left, right, self.header_width) for left, right in lines)
        self.fill("header", Content("\n").join(shown))

    def speak(self) -> None:
        """Bring what this screen keeps into the reader's new language."""

    def on_resize(self) -> None:
        """Lay lines out for the new width, once it is known."""
        self.call_after_refresh(self.redraw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something now; Textual asks."""
        called = f"{action}({', '.join(map(repr, parameters))})" if parameters else action
        conditions = [row.when(self) for row in self.actions if row.action == called]
        return any(conditions) or not conditions

    def show_keys(self) -> None:
        """Show what works now in the key bar, most wanted first."""
        keys = []
        typing = self.typing
        for row in sorted(self.actions, key=lambda row: row.rank):
            key = row.key_now(typing=typing, steady=self.STEADY_BAR)
            if row.label and (key or not typing) and row.when(self) and row.shown(self):
                keys.append(row.bar_row(key, self, self.translate))
        self.query_one(KeyBar).show(*keys)

    def help_text(self) -> str:
        """What this screen's help says."""
        translate = self.translate
        intro, notes = (translate(code) if code else "" for code in (self.INTRO, self.NOTES))
        rows = [row.help_row(translate) for row in self.actions if row.help and row.when(self)]
        return "\n\n".join(part for part in (intro, "\n".join(rows), notes) if part)

    def action_help(self) -> None:
        """Show this screen's help."""
        if not isinstance(self.app.screen, ModalScreen):
            self.show_panel("help.title", self.help_text())

    def show_panel(self, title: str, text: str | Content) -> None:
        """Show a text over the screen; `title` is a code."""
        translate = self.translate
        self.app.push_screen(Panel(translate(title), text, translate("help.close")))

    def commands(self) -> Iterator[PaletteRow]:
        """What the palette offers here."""
        translate = self.translate
        for row in self.actions:
            if row.palette and row.when(self):
                act, name = getattr(self, f"action_{row.action}"), row.action.replace("_", "-")
                told = translate(f"palette.{name}-help")
                title = translate(f"palette.{name}")
                yield PaletteRow("here", title, told, act, row.palette_key)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, by the terminal (OSC 52), and tell its beginning."""
        self.app.copy_to_clipboard(text)
        first = shorten(text, _TOLD, placeholder="…")
        self.notify(self.translate("common.copied", text=first), markup=False)

    def before_browsing(self) -> None:
        """The browser is about to open over this screen."""

    def after_browsing(self) -> None:
        """It was closed again; cards may stand otherwise."""

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    def succeeds(self, act: Callable[[], object], *, brief: bool = True) -> bool:
        """Do something that is stored; where it cannot be, say why and change nothing.

        Unless it is not meant to be `brief`, as an editor is not, it is said where it takes long.
        """
        delay = told_delay(self.app, self.translate("common.delay")) if brief else nullcontext()
        try:
            with delay:
                act()
        except KpiTrainerError as fault:
            self.notify(error(self.translate, fault), severity="error", timeout=30, markup=False)
            return False
        return True


class TrainerScreen(WordedScreen):
    """A screen at the learner's context."""

    context: AppContext

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        if context.settings.keys:
            self.bind_keys()


class TextScreen(TrainerScreen):
    """One scrolling text."""

    def compose(self) -> ComposeResult:
        """The text, and the keys."""
        with VerticalScroll(id="scroll"):
            yield Prose(id="text")
        yield KeyBar()

    def paragraphs(self) -> Iterable[Content]:
        """What the text says; what is empty is left out."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Word the text."""
        shown = (paragraph for paragraph in self.paragraphs() if paragraph.plain)
        self.fill("text", Content("\n\n").join(shown))
        self.show_keys()
