"""The opening: three short pages at the first start, on language, the day, and answering."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from kpitrainer.i18n import LANGUAGES
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.card_text import RATINGS
from kpitrainer.tui.text.lines import ACCENT, MUTED, clickable
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose

_PAGES = ("language", "day", "answer")
_HERE, _ELSEWHERE = "●", "○"


def _next_label(screen: "OpeningScreen") -> str:
    return "opening.key-begin" if screen.is_last else "opening.key-next"


class OpeningScreen(TrainerScreen):
    """One page after another; Esc skips the rest."""

    ACTIONS = (
        Action("next", "enter,space,right", _next_label, "opening.help-next", rank=1),
        Action(
            "speak(1)",
            "1",
            "opening.key-language",
            "opening.help-language",
            rank=2,
            bar_key=f"1–{len(LANGUAGES)}",
            help_keys="1 2",
            shown=lambda screen: screen.page == 0,
        ),
        *(Action(f"speak({number})", f"{number}") for number in range(2, len(LANGUAGES) + 1)),
        Action("back", "left", help="opening.help-back"),
        Action("close", "escape,q", "opening.key-skip", "opening.help-skip", rank=3),
        HELP,
    )

    def __init__(self, context: AppContext, speak: Callable[[str], None]) -> None:
        """`speak` changes the language everywhere."""
        super().__init__(context)
        self._speak = speak
        self.page = 0

    def compose(self) -> ComposeResult:
        """A page in a frame, and the keys."""
        with Vertical(id="stage"), Vertical(id="page"):
            yield Prose(id="title")
            yield Prose(id="text")
        yield KeyBar()

    @property
    def is_last(self) -> bool:
        """Whether Enter begins."""
        return self.page == len(_PAGES) - 1

    def redraw(self) -> None:
        """Show the page in the reader's language."""
        translate, name = self.translate, _PAGES[self.page]
        page = self.query_one("#page")
        page.border_title = Content("kpitrainer")
        marks = (_HERE if number == self.page else _ELSEWHERE for number in range(len(_PAGES)))
        page.border_subtitle = Content(" ".join(marks))
        self.fill("title", Content.styled(translate(f"opening.{name}-title"), ACCENT))
        text = [Content(translate(f"opening.{name}")), Content("")]
        if self.page == 0:
            keys = Content.styled(translate("opening.language-keys"), MUTED)
            text += [*self._languages(), Content(""), keys]
        elif self.is_last:
            text += [*self._ratings(), Content(""), Content(translate("opening.answer-keys"))]
        self.fill("text", Content("\n").join(text).rstrip())
        self.show_keys()

    def _languages(self) -> list[Content]:
        lines = []
        for number, language in enumerate(LANGUAGES, 1):
            spoken = language == self.translate.language
            mark = _HERE if spoken else _ELSEWHERE
            name = self.translate(f"palette.{language}")
            line = Content.assemble(
                (f"{number}  ", ACCENT), f"{mark} ", (name, "bold" if spoken else MUTED)
            )
            lines.append(clickable(line, f"screen.speak({number})"))
        return lines

    def _ratings(self) -> list[Content]:
        """What each rating means."""
        names = {rating: self.translate(code) for rating, code in RATINGS.items()}
        width = max(map(len, names.values())) + 3
        return [
            Content.assemble(
                (f"{rating:d}  ", ACCENT),
                (f"{name:<{width}}", "bold"),
                self.translate(f"opening.{rating.name.lower()}"),
            )
            for rating, name in names.items()
        ]

    def action_speak(self, number: int) -> None:
        """Speak the language of that number from now on."""
        if self.page == 0:
            self._speak(LANGUAGES[number - 1])

    def action_next(self) -> None:
        """The next page, or after the last one Home."""
        if self.is_last:
            self.dismiss()
        else:
            self.page += 1
            self.redraw()

    def action_back(self) -> None:
        """The page before."""
        self.page = max(self.page - 1, 0)
        self.redraw()
