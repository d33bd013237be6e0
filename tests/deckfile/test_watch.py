"""Every way in which editors save, on real files. Nothing is timed: each change is waited for."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest

from kpitrainer.deckfile.files import live_decks as watching
from kpitrainer.deckfile.files.live_decks import changes

_DEADLINE = 60


class Watch:
    """Changes seen in a thread of their own."""

    def __init__(self, path: Path) -> None:
        self._stop = Event()
        self._seen: Queue[bytes | None] = Queue()
        self._path = path
        self._thread = Thread(target=self._run)
        self._thread.start()
        self._seen.get(timeout=_DEADLINE)  # from now on it watches

    def _run(self) -> None:
        for _ in changes(self._path, self._stop):
            self._seen.put(None)

    def seen(self, done: Callable[[], bool]) -> None:
        """A change is told after which `done` holds."""
        while True:
            self._seen.get(timeout=_DEADLINE)
            if done():
                return

    def stop(self) -> int:
        """How many changes were told and not waited for."""
        self._stop.set()
        self._thread.join(_DEADLINE)
        assert not self._thread.is_alive()
        return self._seen.qsize()


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    file = tmp_path / "decks" / "d.yaml"
    file.parent.mkdir()
    file.write_text("one")
    return file


@pytest.fixture(params=["file", "folder"])
def watch(request: pytest.FixtureRequest, deck: Path) -> Iterator[Watch]:
    watch = Watch(deck if request.param == "file" else deck.parent)
    yield watch
    watch.stop()


def written(deck: Path, text: str) -> Callable[[], bool]:
    return lambda: deck.exists() and deck.read_text() == text


def test_written_in_place(watch: Watch, deck: Path) -> None:
    deck.write_text("two")
    watch.seen(written(deck, "two"))
    with deck.open("r+") as file:
        file.truncate()
        file.flush()
        file.write("three")
    watch.seen(written(deck, "three"))


def test_replaced_by_another_file(watch: Watch, deck: Path) -> None:
    for text in ("two", "six"):
        draft = deck.with_name(".d.yaml.draft")
        draft.write_text(text)
        draft.replace(deck)
        watch.seen(written(deck, text))


def test_put_aside_first_as_vim_does(watch: Watch, deck: Path) -> None:
    for text in ("two", "six"):
        deck.replace(deck.with_name("d.yaml~"))
        deck.write_text(text)
        deck.with_name("d.yaml~").unlink()
        watch.seen(written(deck, text))


def test_deleted_and_made_again(watch: Watch, deck: Path) -> None:
    deck.unlink()
    watch.seen(lambda: not deck.exists())
    deck.write_text("two")
    watch.seen(written(deck, "two"))


def test_of_one_length_and_date(watch: Watch, deck: Path) -> None:
    look = deck.stat()
    draft = deck.with_name("draft")
    draft.write_text("eno")
    os.utime(draft, ns=(look.st_atime_ns, look.st_mtime_ns))
    draft.replace(deck)
    watch.seen(written(deck, "eno"))


def test_the_folder_goes_and_comes_back(watch: Watch, deck: Path) -> None:
    for text in ("two", "six"):
        shutil.rmtree(deck.parent)
        watch.seen(lambda: not deck.exists())
        deck.parent.mkdir()
        deck.write_text(text)
        watch.seen(written(deck, text))
        deck.write_text(text * 2)
        watch.seen(written(deck, text * 2))


def test_the_folder_is_replaced(watch: Watch, deck: Path) -> None:
    other = deck.parent.with_name("other")
    other.mkdir()
    (other / "d.yaml").write_text("two")
    deck.parent.rename(deck.parent.with_name("old"))
    other.rename(deck.parent)
    watch.seen(written(deck, "two"))
    deck.write_text("three")
    watch.seen(written(deck, "three"))


def test_a_link_to_a_file_elsewhere(tmp_path: Path, deck: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text("one")
    deck.unlink()
    deck.symlink_to(real)
    watch = Watch(deck)
    real.write_text("two")
    watch.seen(written(deck, "two"))
    watch.stop()


def test_a_new_deck_in_the_folder(deck: Path) -> None:
    watch = Watch(deck.parent)
    other = deck.with_name("e.yml")
    other.write_text("two")
    watch.seen(other.exists)
    watch.stop()


def test_where_the_system_announces_nothing(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    watch = Watch(deck)
    deck.write_text("two")
    watch.seen(written(deck, "two"))
    watch.stop()


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    deck = tmp_path / "later" / "d.yaml"
    next(watching._moments(deck, Event()))  # none to watch, and yet a moment to look
    watch = Watch(deck)
    deck.parent.mkdir()
    deck.write_text("one")
    watch.seen(written(deck, "one"))
    deck.write_text("two")
    watch.seen(written(deck, "two"))
    watch.stop()


def test_other_files_are_no_change(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def moments(path: Path, _stop: Event) -> Iterator[None]:
        for name in (".d.yaml.swp", "d.yaml~", "4913", "e.yaml"):
            path.with_name(name).write_text("x")
            yield
        path.read_text()
        yield
        path.write_text("two")
        yield
        yield

    # When there is something to look at is the system's affair, here the test's.
    monkeypatch.setattr(watching, "_moments", moments)
    assert len(list(changes(deck, Event()))) == 2
