"""When deck files change, however an editor saves them."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

from kpitrainer.deckfile.files.deck_cache import FileStamp
from kpitrainer.deckfile.files.deck_folders import deck_files

_TOGETHER_MS = 100
"""What is written within so many milliseconds is one save."""

_LOOK_MS = 1_000
"""How often the files are looked at where nothing is announced: a network folder, a link."""


def changes(path: Path, stop: Event) -> Iterator[None]:
    """Yield at once, then whenever the deck file, or the folder's deck files, `path` have changed.

    Saves by renaming, by truncating and by deleting are all seen, and so are a folder that goes
    and one that comes. Ends when `stop` is set, within a second.
    """
    seen = _stamps(path)
    yield  # what is read from now on is watched
    for _ in _moments(path, stop):
        now = _stamps(path)
        if now != seen:
            seen = now
            yield


def _moments(path: Path, stop: Event) -> Iterator[None]:
    """The moments at which to look: something happened in the folder, or a second went by."""
    while not stop.is_set():
        try:
            # A folder that is replaced by another is no longer watched, but still looked at.
            for _ in watch(
                path if path.is_dir() else path.parent,
                watch_filter=None,
                debounce=_TOGETHER_MS,
                stop_event=stop,
                rust_timeout=_LOOK_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=False,
                ignore_permission_denied=True,
            ):
                yield
        except (OSError, RuntimeError):
            # There is no such folder, or the system watches no more of them.
            pass
        if not stop.wait(_LOOK_MS / 1000):
            yield


def _stamps(path: Path) -> dict[Path, FileStamp]:
    files = [Path(str(file)) for file in deck_files(path)] if path.is_dir() else [path]
    stamps = {}
    for file in files:
        with contextlib.suppress(OSError):
            stamps[file] = FileStamp.of(file)
    return stamps
