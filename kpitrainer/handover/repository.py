"""Deck files out of a Git repository, by the program git, which checks nothing out.

Files are read from the repository's objects: so no link is followed, no hook or filter runs, and
no name leads anywhere. Neither the settings of the machine nor those of the learner count, nor what
the repository says of submodules.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from kpitrainer.deckfile.files.found_decks import is_deck_name
from kpitrainer.deckfile.syntax.source import LARGEST as LARGEST_DECK
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover.found import LARGEST, MOST_DECKS, Found, FoundFile, LeftOutFile

LARGEST_CLONE = 100_000_000
"""Bytes it may have on the disk meanwhile."""

_LOOK_SECONDS = 0.1
_READ_SECONDS = 60.0
_FILES = 20_000
_ENTRY = re.compile(rb"([0-7]{6}) (\w+) ([0-9a-f]+) +([0-9]+|-)\t(.*)", re.DOTALL)
_REGULAR = (b"100644", b"100755", b"100664")

_KEPT = frozenset({"GIT_SSL_CAINFO", "GIT_SSL_CAPATH"})
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "protocol.ext.allow=never",
    "core.fsmonitor=false",
    "credential.helper=",
    "http.followRedirects=initial",
)


def read_repository(address: str, *, seconds: float, largest: int = LARGEST_CLONE) -> Found:
    """The deck files of the newest state of the repository at `address`, got within `seconds`.

    Raises:
        KpiTrainerError: `handover.…`, there is no git, or it cannot fetch the repository.
    """
    git = shutil.which("git")
    if git is None:
        raise KpiTrainerError("handover.no-git")
    with tempfile.TemporaryDirectory(prefix="kpitrainer-", ignore_cleanup_errors=True) as folder:
        there = Path(folder) / "decks.git"
        _clone(git, address, there, seconds, largest)
        return _decks(git, there, address)


def _clone(git: str, address: str, there: Path, seconds: float, largest: int) -> None:
    options = ("--bare", "--depth=1", "--single-branch", "--no-tags", "--quiet")
    command = [*_command(git), "clone", *options, "--template=", "--", address, str(there)]
    until = time.monotonic() + seconds
    with tempfile.TemporaryFile() as told:
        running = subprocess.Popen(  # noqa: S603 - a list, and no shell
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=told,
            start_new_session=True,
        )
        try:
            while running.poll() is None:
                if time.monotonic() > until:
                    raise KpiTrainerError("handover.slow", address=address)
                if _size(there) > largest:
                    raise KpiTrainerError(
                        "handover.large", address=address, most=largest // 1_000_000
                    )
                with suppress(subprocess.TimeoutExpired):
                    running.wait(_LOOK_SECONDS)
        finally:
            _end(running)
        if running.returncode:
            told.seek(0)
            said = told.read(4_000).decode("utf-8", "replace")
            reason = next(iter(re.findall(r"^(?:fatal|error): (.+)$", said, re.MULTILINE)), "git")
            raise KpiTrainerError("handover.no-clone", address=address, reason=reason)


def _end(running: "subprocess.Popen[bytes]") -> None:
    """End git and what it started, if it still runs."""
    if running.poll() is not None:
        return
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
    running.wait()


def _command(git: str) -> Sequence[str]:
    return [git, *(part for setting in _SETTINGS for part in ("-c", setting))]


def _environment() -> dict[str, str]:
    """That of the program without what steers git, which asks nothing and reads no settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ALLOW_PROTOCOL": "https:ssh:file",
        "GIT_PROTOCOL_FROM_USER": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=15 -oPermitLocalCommand=no",
    }


def _size(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(place) / name).lstat().st_size
    return total


def _decks(git: str, there: Path, address: str) -> Found:
    """What the newest state holds."""
    files: list[FoundFile] = []
    left: list[LeftOutFile] = []
    size = 0
    for name, reason, number in _entries(git, there, address):
        if reason:
            left.append(LeftOutFile(name, reason))
            continue
        data = _output(git, there, "cat-file", "blob", number)
        size += len(data)
        if size > LARGEST or len(files) == MOST_DECKS:
            raise KpiTrainerError("handover.much", most=LARGEST // 1_000_000)
        files.append(FoundFile(name, data))
    return Found(tuple(files), tuple(left))


def _entries(git: str, there: Path, address: str) -> Iterator[tuple[str, str, str]]:
    """Each file but hidden ones: its name, why it is left out or "", and its object."""
    try:
        listed = _output(git, there, "ls-tree", "-r", "-l", "-z", "HEAD").split(b"\0")
    except KpiTrainerError as error:
        raise KpiTrainerError("handover.empty-repository", address=address) from error
    if len(listed) > _FILES:
        raise KpiTrainerError("handover.many", most=_FILES)
    for entry in filter(None, listed):
        found = _ENTRY.fullmatch(entry)
        if found is None:
            continue
        mode, _, number, size, path = found.groups()
        name = path.decode("utf-8", "replace")
        if any(part.startswith(".") for part in PurePosixPath(name).parts):
            continue
        reason = ""
        if mode not in _REGULAR:
            reason = "handover.left-link"
        elif not is_deck_name(PurePosixPath(name).name):
            reason = "handover.left-no-deck"
        elif int(size) > LARGEST_DECK:
            reason = "handover.left-large"
        yield name, reason, number.decode()


def _output(git: str, there: Path, *arguments: str) -> bytes:
    """What git says of the repository `there`; nothing of it is fetched any more."""
    command = [*_command(git), f"--git-dir={there}", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a list, and no shell
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_READ_SECONDS,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise KpiTrainerError("handover.damaged-repository") from error
    return done.stdout
