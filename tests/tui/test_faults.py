"""What goes wrong with the progress file, while opening it and in the middle of a session."""

import errno
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partialmethod
from pathlib import Path
from random import Random
from threading import Event, Timer
from typing import Protocol

import pytest
from textual.pilot import Pilot

from kpitrainer.config import Settings
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.verdict import Message, Rating
from kpitrainer.i18n import Translator
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.library import Library
from kpitrainer.study.trainer import Trainer
from kpitrainer.tui import told_delay
from kpitrainer.tui.app import TrainerApp
from kpitrainer.tui.base_app import BaseApp
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.preview_app import PreviewApp
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from kpitrainer.tui.terminal_driver import TerminalDriver
from tests.factories import DAY, FixedClock, card, cards, deck, drill, noon, typed
from tests.tui.seat import Sit


def filler(_: CardState) -> LogEntry:
    return LogEntry(
        key=card("filler").key,
        at=noon(DAY - 1),
        day=DAY - 1,
        kind=LogKind.PRACTICE,
        rating=Rating.GOOD,
    )


@contextmanager
def full(store: SqlStore) -> Iterator[None]:
    """A disk without room for one row more."""
    raw = driver_connection(store.file.connection)
    [(pages,)] = raw.execute("PRAGMA page_count")
    raw.execute(f"PRAGMA max_page_count = {pages}")

    def answer_on() -> None:
        for _ in range(10_000):
            store.record(card("filler").key, filler)

    with pytest.raises(KpiTrainerError):
        answer_on()
    yield
    raw.execute("PRAGMA max_page_count = 1000000")


def no_room(_: Path) -> Path:
    raise OSError(errno.ENOSPC, "no room")


@contextmanager
def read_only(store: SqlStore) -> Iterator[None]:
    raw = driver_connection(store.file.connection)
    raw.execute("PRAGMA query_only = ON")
    yield
    raw.execute("PRAGMA query_only = OFF")


@contextmanager
def locked(store: SqlStore) -> Iterator[None]:
    """Another program that writes and does not end."""
    driver_connection(store.file.connection).execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


Fault = Callable[[SqlStore], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("fault", "told"),
    [(full, "plein"), (read_only, "pas le droit d’écrire"), (locked, "autre programme")],
)
async def test_a_rating_that_cannot_be_stored_leaves_the_card(
    sit: Sit, fault: Fault, told: str
) -> None:
    async with sit(deck("deck", card("one", typed()), card("two"))) as seat:
        await seat.press("enter")
        await seat.write("customer satisfaction score")
        await seat.press("enter")
        with fault(seat.store):
            before = seat.ratings
            for key in ("enter", "1", "minus", "at"):
                await seat.press(key)
                [toast] = seat.toasts
                assert told in toast
                seat.app.clear_notifications()
            await seat.settle()
            assert seat.attempt.card.key.card == "one"
            assert seat.attempt.closed
            assert "Bien vu." in seat.text
            assert "3 Correct ◂" in seat.text
            assert seat.ratings == before
        await seat.press("enter")
        assert seat.attempt.card.key.card == "two"
        assert seat.ratings[-1] == "one GOOD review"


async def test_while_another_program_writes_the_terminal_says_so(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told_delay, "SECONDS", 0)
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("enter", "enter")
        written: list[str] = []
        monkeypatch.setattr(seat.app._driver, "write", written.append)
        with locked(seat.store):
            driver_connection(seat.store.file.connection).execute("PRAGMA busy_timeout = 300")
            await seat.press("4")
        [told] = [text for text in written if "Un instant" in text]
        assert told.startswith("\x1b[24;1H")


@pytest.mark.parametrize("fault", [full, read_only])
async def test_an_undo_that_cannot_be_stored_undoes_nothing(sit: Sit, fault: Fault) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("enter", "enter", "4")
        with fault(seat.store):
            await seat.press("u")
            assert seat.attempt.card.key.card == "card-001"
            assert len(seat.toasts) == 1
        await seat.press("u")
        assert seat.attempt.card.key.card == "card-000"
        assert "card-000 EASY review" not in seat.ratings


async def test_an_undo_from_the_summary_that_cannot_be_stored(sit: Sit) -> None:
    async with sit(deck("deck", *cards(1))) as seat:
        await seat.press("enter", "enter", "4")
        assert seat.on(SummaryScreen)
        with read_only(seat.store):
            await seat.press("u")
            assert len(seat.toasts) == 1
            assert seat.on(SummaryScreen), "the session is over, and stays so"
        await seat.press("u")
        assert seat.attempt.card.key.card == "card-000"


async def test_that_no_backup_could_be_made_is_told_in_the_first_summary(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpitrainer.storage.backups.back_up", no_room)
    async with sit(deck("deck", *cards(1))) as seat:
        await seat.press("enter", "enter", "4")
        assert seat.on(SummaryScreen)
        assert "Tes réponses sont enregistrées, mais le disque est trop plein" in seat.unbroken
        await seat.press("u", "enter", "4")
        assert seat.on(SummaryScreen)
        assert "disque" not in seat.text


@pytest.mark.parametrize("fault", [full, read_only, locked])
async def test_a_drill_answer_that_cannot_be_stored_stays_in_the_field(
    sit: Sit, fault: Fault
) -> None:
    async with sit(deck("deck", drill())) as seat:
        await seat.press("d", "enter")
        exercise = seat.attempt.exercise
        assert exercise is not None
        await seat.write(str(exercise.answer))
        with fault(seat.store):
            before = seat.ratings
            await seat.press("enter")
            assert len(seat.toasts) == 1
            assert seat.ratings == before
        # Nothing is lost: at the next try it is stored.
        await seat.press("enter")
        assert seat.ratings[-1] == "nps GOOD practice"
        assert seat.on(DrillScreen).drilling.score == (1, 1)
        assert seat.attempt.exercise == exercise


# Trouble that no screen can mend


def damage(store: SqlStore) -> None:
    """Overwrite the file under the open store, and let SQLite forget what it has read of it."""
    raw = driver_connection(store.file.connection)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.execute("PRAGMA shrink_memory")
    store.path.write_bytes(b"Dear diary, " * 4000)


class Run(Protocol):
    """Runs the application as `bootstrap` does; gives the error it ends with, if any."""

    def __call__(
        self, store: Callable[[], SqlStore], *keys: str, ready: bool = True
    ) -> Exception | None: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(store: Callable[[], SqlStore], *keys: str, ready: bool = True) -> Exception | None:
        async def learner(pilot: Pilot[object]) -> None:
            if ready:
                await pilot.app.workers.wait_for_complete()
                await pilot.pause()
            for key in keys:
                if key == "damage":
                    damage(pilot.app.context.trainer.store)  # type: ignore[attr-defined] # ours
                else:
                    await pilot.press(key)

        def open_trainer() -> Trainer:
            library = Library((deck("deck", *cards(2)),))
            chance = Random(1)  # noqa: S311 - an order of options
            return Trainer(library, store(), FixedClock(noon()), Settings(), chance)

        headless = partialmethod(TrainerApp.run, headless=True, size=(80, 24), auto_pilot=learner)
        monkeypatch.setattr(TrainerApp, "run", headless)
        try:
            context = AppContext(Translator("fr"), Settings(), open_trainer, lambda _: None)
            TrainerApp(context).run_through()
        except KpiTrainerError as fault:
            return fault
        return None

    return run


@pytest.mark.parametrize("keys", ["s", "di", "ds"])
def test_damage_ends_the_application_with_what_is_wrong(
    run: Run, store: SqlStore, capfd: pytest.CaptureFixture[str], keys: str
) -> None:
    # More than SQLite keeps of a file it has let go of.
    for _ in range(300):
        store.record(card("filler").key, filler)
    fault = run(lambda: store, "damage", *keys, "escape", "q")
    assert isinstance(fault, KpiTrainerError)
    assert fault.code == "store.damaged"
    assert "Traceback" not in "".join(capfd.readouterr())


# Opening


def test_a_corrupt_file_ends_the_application_with_what_is_wrong(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(b"Dear diary, " * 1000)
    fault = run(lambda: open_store(path))
    assert isinstance(fault, KpiTrainerError)
    assert fault.code == "store.corrupt"
    assert Path(str(fault.values["kept"])).read_bytes() == b"Dear diary, " * 1000


async def test_what_was_found_at_the_start_is_told_once(sit: Sit, store: SqlStore) -> None:
    found = {"path": "progress.db", "kept": "[b]kept.db", "count": 2, "rows": "review_log a/b 3"}
    store.notices = [Message("store.mended", found)]
    async with sit(deck("deck", *cards(1))) as seat:
        [toast] = seat.toasts
        assert "au moins 2 lignes" in toast
        assert "[b]kept.db" in toast
        await seat.press("enter", "enter", "4", "escape")
        assert seat.toasts == [toast]


def test_a_file_of_a_newer_version_ends_it_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = path.read_bytes()
    fault = run(lambda: open_store(path))
    assert isinstance(fault, KpiTrainerError)
    assert fault.code == "store.newer-version"
    assert path.read_bytes() == before


def test_quitting_is_no_fault(run: Run, store: SqlStore) -> None:
    assert run(lambda: store, "q") is None


def test_quitting_before_the_decks_are_read(run: Run, store: SqlStore) -> None:
    reading = Event()

    def slow() -> SqlStore:
        reading.wait(10)
        return store

    Timer(0.5, reading.set).start()
    assert run(slow, "q", ready=False) is None


async def test_an_error_in_the_thread_that_reads_keys_is_raised(sit: Sit) -> None:
    async with sit(deck("deck", *cards(1))) as seat:
        driver = object.__new__(TerminalDriver)
        driver._app, driver._debug = seat.app, False
        driver.fileno, driver.exit_event = -1, Event()
        driver._run_input_thread()
        await seat.settle()
        assert not seat.app.is_running
        assert isinstance(seat.app._exception, ValueError)
        seat.app._exception = None  # told; else the pilot would raise it


def test_an_end_that_nobody_asked_for_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    app = PreviewApp.__new__(PreviewApp)
    monkeypatch.setattr(PreviewApp, "run", lambda _: None)
    BaseApp.__init__(app, "textual-dark")
    with pytest.raises(RuntimeError):
        app.run_through()


# Settings


async def test_a_language_that_cannot_be_remembered_is_spoken_all_the_same(sit: Sit) -> None:
    async with sit(deck("deck", *cards(1))) as seat:

        def refuse(_: Settings) -> None:
            raise KpiTrainerError("config.settings-write", path="/etc/settings.toml", reason="no")

        seat.app.context.save = refuse
        seat.app.speak("en")
        seat.app.theme = "textual-light"
        await seat.settle()
        assert "All decks" in seat.text
        assert len(seat.toasts) == 2
        assert all("/etc/settings.toml" in toast for toast in seat.toasts)


def test_who_quits_does_not_wait_for_decks_that_are_being_read() -> None:
    program = (
        "from threading import Event\n"
        "from kpitrainer.config import Settings\n"
        "from kpitrainer.i18n import Translator\n"
        "from kpitrainer.tui.app import TrainerApp\n"
        "from kpitrainer.tui.context import AppContext\n"
        "async def press(pilot):\n"
        "    await pilot.press('q')\n"
        "never = lambda: Event().wait()\n"
        "app = TrainerApp(AppContext(Translator('fr'), Settings(), never, lambda settings: None))\n"
        "app.run(headless=True, auto_pilot=press)\n"
        "print('over')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.endswith("over\n")
