"""The learner's own editor in the place of the interface, and back."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from textual.app import App, SuspendNotSupported

from kpitrainer.authoring.deck_edit import DeckEditor, at_line, editor_command
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.errors import KpiTrainerError, Position
from kpitrainer.signals import ending_signals
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.wording import diagnostic_message, reason_of


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edit: the file, whether it changed, whether it is a copy made for it.

    `status` is the editor's exit code.
    """

    path: Path
    changed: bool
    copied: bool
    editor: str
    status: int

    def tell(self, screen: WordedScreen) -> None:
        """Say that a copy was made, and that the editor failed."""
        if self.copied and self.changed:
            told = screen.translate("edit.copied", file=str(self.path))
            screen.notify(told, timeout=15, markup=False)
        if self.status:
            told = screen.translate("edit.failed", editor=self.editor, status=str(self.status))
            screen.notify(told, severity="error", timeout=15, markup=False)


def edit(app: App[Any], deck_editor: DeckEditor, at: Position) -> Edited:
    """Open the deck file of `at` at its line, and wait until the editor is closed.

    Raises:
        KpiTrainerError: no editor could be opened on the file; nothing has changed.
    """
    command = editor_command(os.environ, shutil.which, windows=os.name == "nt")
    deck = deck_editor.open(at)
    try:
        status = _run(app, at_line(command, deck.path, deck.line))
    except SuspendNotSupported as error:
        where = {"file": str(deck.path), "line": str(deck.line)}
        raise KpiTrainerError("edit.no-suspend", **where) from error
    except OSError as error:
        raise KpiTrainerError(
            "edit.not-started", editor=command[0], reason=reason_of(error)
        ) from error
    finally:
        changed = deck_editor.close(deck)
    return Edited(deck.path, changed, deck.copied, command[0], status)


def tell_edit(screen: WordedScreen, reload: LibraryReload, card: Card) -> None:
    """Say that the card is gone or cannot be read, or what else is wrong in the file now."""
    fault = reload.fault(card)
    if reload.card(card) is None:
        screen.notify(screen.translate("edit.gone"), timeout=10, markup=False)
        return
    if fault is not None:
        code = "edit.kept" if reload.keeps(card) else "edit.wrong"
        message = diagnostic_message(screen.translate, fault)
        told = screen.translate(code, line=str(fault.at.line), message=message)
    elif reload.keeps(card):
        told = screen.translate("edit.file-gone", file=reload.file.name)
    else:
        return
    screen.notify(told, severity="error", timeout=30, markup=False)


def _run(app: App[Any], command: list[str]) -> int:
    """The editor's exit code."""
    with app.suspend(), _signals_are_passed_on() as editors:
        # An error that left this block would leave the terminal to the shell.
        try:
            editor = subprocess.Popen(command)  # noqa: S603 - the user's own editor
            editors.append(editor)
            return editor.wait()
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def _signals_are_passed_on() -> Iterator[list["subprocess.Popen[bytes]"]]:
    """What ends the program ends the editors in the given list first: they save what they can.

    Ctrl+C in the editor's terminal comes to us too: it is not meant for us.
    """
    editors: list[subprocess.Popen[bytes]] = []
    former: dict[int, Any] = {}

    def end(number: int, frame: FrameType | None) -> None:
        for editor in editors:
            editor.terminate()
        former[number](number, frame)

    if threading.current_thread() is threading.main_thread():  # only there signals can be had
        # Ignored outright, it would be ignored by the editor too.
        former[signal.SIGINT] = signal.signal(signal.SIGINT, lambda *_: None)
        for number in ending_signals():
            if number != signal.SIGINT and callable(signal.getsignal(number)):
                former[number] = signal.signal(number, end)
    try:
        yield editors
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
