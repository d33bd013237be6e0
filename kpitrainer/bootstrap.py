"""The composition root: puts library, store, clock and chance together, and holds no globals."""

import gc
import locale
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kpitrainer.collector import collector_paused
from kpitrainer.config import APP, Paths, Settings, load_settings, save_settings, unknown_settings

# What takes time to import is imported where it is wanted, so that the interface shows first.
if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from threading import Event

    from kpitrainer.authoring.deck_edit import DeckEditor
    from kpitrainer.deckfile import BaseWords
    from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
    from kpitrainer.storage.migrate import Progress
    from kpitrainer.study.deck_offers import DeckOffers
    from kpitrainer.study.drilling import Drilling
    from kpitrainer.study.exchange import Exchange, Synced
    from kpitrainer.study.library import Library
    from kpitrainer.study.review import Review
    from kpitrainer.study.store import Store
    from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for any command, as given on the command line; None is not given.

    `db` is the database's file, `decks` the learner's folders, `lang` one of "fr" and "en",
    `now` an aware time at which the clock starts. `debug` shows tracebacks.
    """

    db: Path | None = None
    decks: tuple[Path, ...] = ()
    lang: str | None = None
    now: datetime | None = None
    debug: bool = False

    @property
    def paths(self) -> Paths:
        """Where things are, with these options."""
        return Paths.standard(self.db, self.decks)


def language(options: Options, settings: Settings) -> str:
    """The reader's language: as asked for, as set, else the machine's; English if not French."""
    return options.lang or settings.language or _machine_language()


def load_library(paths: Paths) -> "Library":
    """The shipped decks and the learner's own, whose decks win over shipped ones of their id.

    Raises:
        KpiTrainerError: the settings cannot be read.
    """
    from kpitrainer.deckfile import load_decks
    from kpitrainer.deckfile.files.deck_folders import empty_folders
    from kpitrainer.study.library import Library

    settings = load_settings(paths.settings)
    first = settings.own_decks_first
    loaded = load_decks(deck_folders(paths), paths.cache, base_words(), own_first=first)
    library = Library(
        decks=loaded.decks,
        diagnostics=loaded.diagnostics,
        replaced=loaded.replaced,
        own=loaded.own,
        unread=(
            *empty_folders((*paths.more_decks, paths.decks), loaded, named=paths.decks_named),
            *loaded.unread,
        ),
        remarks=tuple(unknown_settings(paths.settings, [deck.id for deck in loaded.decks])),
    )
    return library.without(settings.hide, paths.settings)


def deck_folders(paths: Paths) -> "Sequence[Path | Traversable]":
    """The folders decks come from, the learner's last, as it takes precedence."""
    return (shipped_decks(), *paths.more_decks, paths.decks)


def shipped_decks() -> "Path | Traversable":
    """The decks that come with the program."""
    return _shipped("decks")


def shipped_documents() -> "Path | Traversable":
    """The documents that come with the program."""
    return _shipped("docs")


def _shipped(folder: str) -> "Path | Traversable":
    # A checkout's own come first: an editable install may hold a stale copy.
    root = _checkout()
    if root is not None:
        return root / folder
    from importlib.resources import files

    return files("kpitrainer") / folder


def base_words() -> "BaseWords":
    """The words by which the answers of all decks are judged; they lie beside the shipped ones."""
    from kpitrainer.deckfile import BaseWords

    return BaseWords((shipped_decks() / "words.toml").read_bytes())


def _checkout() -> Path | None:
    """The checkout this program runs from, if it does."""
    root = Path(__file__).resolve().parents[1]
    is_checkout = (root / "pyproject.toml").is_file() and (root / "decks").is_dir()
    return root if is_checkout else None


def deck_editor(paths: Paths) -> "DeckEditor":
    """Where decks are edited: shipped ones as copies, but in a checkout in place."""
    from kpitrainer.authoring.deck_edit import DeckEditor

    shipped = None if _checkout() else Path(str(shipped_decks()))
    return DeckEditor(paths.decks, shipped)


@collector_paused(freeze=True)
def open_trainer(
    options: Options,
    *,
    reading: bool = False,
    progress: "Progress" = lambda _done, _total: None,
    store: "Store | None" = None,
) -> "Trainer":
    """Load the decks and open the database, creating it where there is none.

    For who is only `reading`, a database that cannot be written will do. `progress` is told how
    much of how much of an old file is rewritten. A `store` that is open already is taken instead.

    Raises:
        KpiTrainerError: the settings or the database cannot be used.
    """
    from random import Random

    from kpitrainer.storage.reading import open_to_read
    from kpitrainer.storage.sql_store import open_store
    from kpitrainer.study.clock import Clock
    from kpitrainer.study.trainer import Trainer

    paths = options.paths
    settings = load_settings(paths.settings)
    paths.check_database()
    paths.keep_private()
    library = load_library(paths)
    mark = paths.cache / "progress.sound"
    if store is None:
        opening = open_to_read if reading else open_store
        store = opening(paths.database, mark=mark, progress=progress)
    clock = Clock.starting_at(options.now) if options.now else Clock()
    return Trainer(library, store, clock, settings, Random())  # noqa: S311 - seeds of questions, no secret


def open_outdated(options: Options, progress: "Progress") -> "Trainer | None":
    """The trainer, where its file is first to be rewritten: the interface would hide how far it is.

    Raises:
        KpiTrainerError: as `open_trainer` says.
    """
    from kpitrainer.storage.edition import is_first_edition

    if is_first_edition(options.paths.database):
        return open_trainer(options, progress=progress)
    return None


def exchange_of(options: Options, trainer: "Trainer") -> "Exchange":
    """What exchanges the progress with other machines, through the folder that is set, if any."""
    from kpitrainer.storage.machine import machine_name
    from kpitrainer.storage.sql_store import SqlStore
    from kpitrainer.storage.sync_folder import SyncPlace, synchronise
    from kpitrainer.study.exchange import Exchange

    paths, store = options.paths, trainer.store

    def work(stop: "Event", told: "Callable[[int], object]") -> "Synced | None":
        folder = trainer.settings.sync
        # What came into a copy would be gone with it.
        if not folder or not isinstance(store, SqlStore) or store.is_copy:
            return None
        from platformdirs import user_state_path

        name = machine_name(user_state_path(APP, appauthor=False), store.path)
        place = SyncPlace(Path(folder).expanduser(), name, paths.cache)
        done = synchronise(store, place, stop, told)
        if done.came:
            trainer.take_in()
        return done

    return Exchange(work)


def look_for_offers(options: Options, settings: Settings) -> "DeckOffers | None":
    """The newer editions of added decks, which are looked for once a day, unless that is not set.

    Takes as long as the servers do.
    """
    paths = options.paths
    if not settings.update_decks or not paths.origins.is_file():
        return None
    from kpitrainer.handover.daily import look_today

    today = (options.now or datetime.now().astimezone()).date()
    folders = (paths.decks, *paths.more_decks)
    return look_today(paths.origins, folders, base_words().vocabulary, today)


def open_interface(
    options: Options,
    opening: "Callable[[Trainer], Review | Drilling | ExamTerms] | None" = None,
    opened: "Trainer | None" = None,
    query: str | None = None,
) -> None:
    """Run the full-screen interface, on Home, the session `opening` makes, or the browser.

    The trainer is opened behind its first frame, but where it is `opened` already.

    Raises:
        KpiTrainerError: what made it impossible to go on.
    """
    # Until decks and progress are read; the application turns it on again.
    gc.disable()
    from kpitrainer.i18n import Translator
    from kpitrainer.tui.app import TrainerApp
    from kpitrainer.tui.context import AppContext, Editing

    path = options.paths.settings
    settings = load_settings(path)
    context = AppContext(
        translate=Translator(language(options, settings)),
        settings=settings,
        open_trainer=lambda: opened or open_trainer(options),
        save=lambda changed: save_settings(path, changed),
        editing=Editing(deck_editor(options.paths), lambda: load_library(options.paths)),
        is_first_start=not (path.exists() or options.paths.database.exists()),
        machine_language=_machine_language(),
        paths=options.paths,
        exchange_of=lambda trainer: exchange_of(options, trainer),
        look_for_offers=lambda: look_for_offers(options, context.settings),
    )
    try:
        TrainerApp(context, opening, query).run_through()
    finally:
        if context.opened is not None:
            context.leave()


def open_preview(options: Options, path: Path, card: str) -> None:
    """Show the decks of `path` as a learner sees them, while they are written.

    `card` is the id of the first card shown, or empty. Progress is neither read nor written.
    """
    from random import Random

    from kpitrainer.deckfile.files.live_decks import LiveDecks, changes
    from kpitrainer.deckfile.lint.check import check_decks
    from kpitrainer.i18n import Translator
    from kpitrainer.tui.context import PreviewContext
    from kpitrainer.tui.preview_app import PreviewApp

    settings = load_settings(options.paths.settings)
    random = Random()  # noqa: S311 - as in open_trainer
    context = PreviewContext(
        translate=Translator(language(options, settings)),
        theme=settings.theme,
        card=card,
        read=LiveDecks(path, base_words()).read,
        # What stands under `after` may be a deck beside it, or an installed one.
        check=lambda file: check_decks(
            [file], beside=(*deck_folders(options.paths), file.parent), words=base_words()
        ),
        changes=lambda stop: changes(path, stop),
        deck_editor=deck_editor(options.paths),
        seed=lambda: int(random.random() * 2**53),
    )
    PreviewApp(context).run_through()


def _machine_language() -> str:
    spoken = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))),
        None,
    )
    if spoken is None and os.name == "nt":
        spoken = locale.getlocale()[0]
    return "fr" if (spoken or "").casefold().startswith("fr") else "en"
