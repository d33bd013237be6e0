"""What goes on behind the preview: reading, watching, and looking closely at decks."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from textual.message import Message

from kpitrainer.authoring.preview import DeckFile
from kpitrainer.domain.errors import Diagnostic
from kpitrainer.tui.context import PreviewContext


@dataclass
class DecksRead(Message):
    """The deck files as they are now."""

    files: tuple[DeckFile, ...]


@dataclass
class DeckChecked(Message):
    """What a closer look at a file found."""

    file: DeckFile
    diagnostics: tuple[Diagnostic, ...]


@dataclass
class WentWrong(Message):
    """An error that nobody foresaw."""

    error: Exception


class PreviewWorker:
    """Two threads that end with the program: a check may take longer than a user waits to quit."""

    def __init__(self, context: PreviewContext, post: Callable[[Message], object]) -> None:
        """`post` takes messages from any thread."""
        self.context = context
        self._post = post
        self._over = Event()
        self._wanted: SimpleQueue[DeckFile | None] = SimpleQueue()
        self._asked: DeckFile | None = None

    def start(self) -> None:
        """Read the files, then whenever they change."""
        for task in (self._watch, self._check):
            Thread(target=self._guarded, args=(task,), daemon=True).start()

    def stop(self) -> None:
        """Let the threads end when they are done with what they do."""
        self._over.set()
        self._wanted.put(None)

    def read(self) -> None:
        """Read the files now; their change need not have been seen yet."""
        self._post(DecksRead(self.context.read()))

    def check(self, file: DeckFile) -> None:
        """Look closely at `file`, unless that was asked already; only the latest one counts."""
        if file is not self._asked:
            self._asked = file
            self._wanted.put(file)

    def _watch(self) -> None:
        for _ in self.context.changes(self._over):
            self.read()

    def _check(self) -> None:
        while not self._over.is_set():
            file = self._wanted.get()
            while not self._wanted.empty():
                file = self._wanted.get()
            if file is not None:
                self._post(DeckChecked(file, self.context.check(Path(file.path))))

    def _guarded(self, task: Callable[[], None]) -> None:
        # Where the program is over there is nobody to tell.
        with suppress(RuntimeError):
            try:
                task()
            except Exception as error:  # noqa: BLE001 - the application ends with it, and tells it
                self._post(WentWrong(error))
