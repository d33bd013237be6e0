"""What every screen works with: the trainer's, and the preview."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from kpitrainer.config import Paths, Settings
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import Translator

if TYPE_CHECKING:
    from kpitrainer.authoring.deck_edit import DeckEditor
    from kpitrainer.authoring.preview import DeckFile
    from kpitrainer.domain.errors import Diagnostic
    from kpitrainer.domain.verdict import Message
    from kpitrainer.study.deck_offers import LookForOffers
    from kpitrainer.study.exchange import Exchange
    from kpitrainer.study.library import Library
    from kpitrainer.study.trainer import Trainer

_LEAVE_SECONDS = 2.0
"""How long the end of the program waits for a folder."""


@dataclass(frozen=True, slots=True)
class Editing:
    """Where deck files are edited, and how all of them are read again."""

    deck_editor: "DeckEditor"
    read_library: "Callable[[], Library]"


@dataclass
class AppContext:
    """The reader's translator and settings, and the trainer once it is open.

    `open_trainer` reads decks and progress; it is called behind the first paint. Without
    `editing` deck files are left alone. `machine_language` is spoken where the settings name none.
    At a first start there are neither settings nor progress: the opening is shown. Newer editions
    of decks are looked for by `look_for_offers`.
    """

    translate: Translator
    settings: Settings
    open_trainer: Callable[[], "Trainer"]
    save: Callable[[Settings], None]
    opened: "Trainer | None" = None
    editing: Editing | None = None
    is_first_start: bool = False
    machine_language: str = "fr"
    paths: Paths = field(default_factory=Paths.standard)
    exchange_of: "Callable[[Trainer], Exchange] | None" = None
    look_for_offers: "LookForOffers | None" = None
    _exchange: "Exchange | None" = None

    @property
    def trainer(self) -> "Trainer":
        """The open trainer; screens that need it are shown only then."""
        if self.opened is None:
            raise LookupError("decks and progress are not read yet")
        return self.opened

    def speak(self, language: str) -> None:
        """Change the language, "" for the machine's, and remember it."""
        self.translate = Translator(language or self.machine_language)
        self.change(replace(self.settings, language=language))

    def use_theme(self, theme: str) -> None:
        """Remember the theme."""
        if theme != self.settings.theme:
            self.change(replace(self.settings, theme=theme))

    def change(self, settings: Settings) -> None:
        """Go on with these settings, and remember them.

        Raises:
            KpiTrainerError: they cannot be written; until the end they hold all the same.
        """
        self.settings = settings
        if self.opened is not None:
            self.opened.settings = settings
        self.save(settings)

    def exchange(self) -> "list[Message]":
        """Exchange the progress with other machines, if that is set; what to tell of it.

        Takes as long as the folder does.

        Raises:
            KpiTrainerError: `store.…`, the progress cannot be read or written.
        """
        from kpitrainer.study.exchange import tell_of

        if self._exchange is None and self.exchange_of is not None:
            self._exchange = self.exchange_of(self.trainer)
        return [] if self._exchange is None else tell_of(self._exchange.run())

    def leave(self) -> None:
        """Exchange what was done since, unless that takes long, and let go of the progress."""
        if self._exchange is not None:
            with suppress(KpiTrainerError):
                self._exchange.run(_LEAVE_SECONDS)
            self._exchange.stop(_LEAVE_SECONDS)
        self.trainer.store.close()


@dataclass
class PreviewContext:
    """The author's words, and how deck files are read, checked, watched and edited.

    `card` is the id of the first card to show, or empty. `check` takes seconds. `changes` yields
    at once and at each change of the files, until its event is set. `seed` gives a new seed for
    each draw.
    """

    translate: Translator
    theme: str
    card: str
    read: "Callable[[], tuple[DeckFile, ...]]"
    check: "Callable[[Path], tuple[Diagnostic, ...]]"
    changes: Callable[[Event], Iterator[None]]
    deck_editor: "DeckEditor"
    seed: Callable[[], int]
