"""What every screen works with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpitrainer.config import Settings
from kpitrainer.i18n import Words

if TYPE_CHECKING:
    from kpitrainer.trainer.trainer import Trainer


@dataclass
class Desk:
    """The reader's words and settings, and the trainer once it is open.

    `open_trainer` reads decks and progress; it is called behind the first paint.
    """

    words: Words
    settings: Settings
    open_trainer: Callable[[], "Trainer"]
    save: Callable[[Settings], None]
    opened: "Trainer | None" = None

    @property
    def trainer(self) -> "Trainer":
        """The open trainer; screens that need it are shown only then."""
        if self.opened is None:
            raise LookupError("decks and progress are not read yet")
        return self.opened

    def speak(self, language: str) -> None:
        """Change the language, and remember it."""
        self.words = Words(language)
        self._change(replace(self.settings, language=language))

    def use_theme(self, theme: str) -> None:
        """Remember the theme."""
        if theme != self.settings.theme:
            self._change(replace(self.settings, theme=theme))

    def _change(self, settings: Settings) -> None:
        self.settings = settings
        if self.opened is not None:
            self.opened.settings = settings
        self.save(settings)
