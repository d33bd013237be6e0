"""Exchanges through the sync folder, one at a time; nobody waits for them longer than they want."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message


@dataclass(slots=True)
class Synced:
    """How many rows came in and went out through the file `file`, and what went wrong."""

    file: Path
    came: int = 0
    went: int = 0
    notices: list[Message] = field(default_factory=list)


class StoppedError(KpiTrainerError):
    """The program ends: what is not done is done the next time."""


Work = Callable[[Event, Callable[[int], object]], Synced | None]


class Exchange:
    """Runs `work` in a thread of its own: a slow drive holds nobody up."""

    def __init__(self, work: Work) -> None:
        """`work` ends soon once its event is set; None is that nothing is to be exchanged."""
        self._work = work
        self._stop = Event()
        self._lock = Lock()
        self._running: Thread | None = None
        self._fault: BaseException | None = None
        self._done: Synced | None = None
        self.slow = False
        """Whether the last one was not waited for to its end."""

    def run(
        self, seconds: float | None = None, told: Callable[[int], object] = lambda _: None
    ) -> Synced | None:
        """Exchange now; None where there is nothing to, or it goes on after so many `seconds`.

        Raises:
            KpiTrainerError: `store.…`, the progress cannot be read or written.
        """
        until = None if seconds is None else monotonic() + seconds
        with self._lock:
            # What was done since the one that is running began is for the next.
            if self._is_running_until(until):
                return None
            self._fault = self._done = None
            self._running = Thread(target=self._run, args=(told,), daemon=True)
            self._running.start()
        if self._is_running_until(until):
            return None
        if self._fault is not None:
            raise self._fault
        return self._done

    def _is_running_until(self, until: float | None) -> bool:
        if self._running is not None:
            self._running.join(None if until is None else max(0.0, until - monotonic()))
        self.slow = self._running is not None and self._running.is_alive()
        return self.slow

    def stop(self, seconds: float) -> None:
        """Let what is running end, but wait so long at most."""
        self._stop.set()
        self._is_running_until(monotonic() + seconds)

    def _run(self, told: Callable[[int], object]) -> None:
        try:
            self._done = self._work(self._stop, told)
        except StoppedError:
            pass
        except KpiTrainerError as fault:
            self._fault = fault
        except Exception as fault:  # noqa: BLE001 - whoever waits is told
            if not self._stop.is_set():  # else the file was closed beneath
                self._fault = fault


def tell_of(synced: Synced | None) -> list[Message]:
    """What a learner should know of an exchange: what went wrong, and what came."""
    if synced is None:
        return []
    came = [Message("sync.came", {"count": synced.came})] if synced.came else []
    return [*synced.notices, *came]
