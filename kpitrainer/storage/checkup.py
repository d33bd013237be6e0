"""A progress file looked through, of which no byte is changed; and states folded anew."""

import os
import shutil
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import NamedTuple

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError, Severity
from kpitrainer.domain.schedule.replay import Fold
from kpitrainer.domain.verdict import Message
from kpitrainer.storage import statements
from kpitrainer.storage.backups import readable_copy
from kpitrainer.storage.card_log import CardLog
from kpitrainer.storage.edition import is_first_edition
from kpitrainer.storage.mapping import fold_of, log_row_of
from kpitrainer.storage.migrate import Progress
from kpitrainer.storage.progress_file import (
    PRIVATE,
    back_up,
    backups,
    size_of,
    to_user_error,
)
from kpitrainer.storage.rollup import Rollup, fill
from kpitrainer.storage.sql_store import SqlStore

_NAMED = 3
_ROOM = 10_000_000
"""Bytes that should be free besides two copies of the file."""

_UNREADABLE = ("store.corrupt", "store.corrupt-in-place", "store.empty")

_DAMAGED = {
    "store.mended": "doctor.damaged",
    "store.mended-whole": "doctor.damaged-whole",
    "store.mended-gap": "doctor.damaged-gap",
}
"""What is told of a file that is mended in a copy only, by what is told of one that was mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and what to do; a warning only tells, and the progress is sound."""

    message: Message
    severity: Severity = Severity.ERROR


def found(code: str, **values: object) -> Finding:
    """Something that is wrong, by the code of its sentence."""
    return Finding(Message(code, values))


def remark(code: str, **values: object) -> Finding:
    """Something to tell of sound progress."""
    return Finding(Message(code, values), Severity.WARNING)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The bytes of a file with its log, how it is written, its rights, and what room is left."""

    size: int
    edition: int
    journal: str
    rights: str
    free: int


class Holdings(NamedTuple):
    """The cards of a file, the answers to them, and the last study day, None before the first."""

    cards: int
    answers: int
    last_day: int | None


def holdings(store: SqlStore) -> Holdings:
    """What a file holds, so that one knows it again."""
    with store.file.transaction() as connection:
        cards = connection.execute(statements.STATE_COUNT).scalar_one()
        answers = connection.execute(statements.ANSWER_COUNT).scalar_one()
    return Holdings(cards, answers, next(iter(store.study_days()), None))


def look_at_file(path: Path) -> tuple[FileFacts, list[Finding]]:
    """The file at `path` among other files.

    Raises:
        KpiTrainerError: `store.…`, not even that can be seen.
    """
    if not path.is_file():  # a pipe would be waited for
        raise KpiTrainerError("store.not-a-file", path=path)
    try:
        look, free = path.stat(), shutil.disk_usage(path.parent).free
        with path.open("rb") as file:
            logged = file.read(20)[18:19] == b"\2"
    except OSError as error:
        raise to_user_error(error, path) from error
    facts = FileFacts(
        size=look.st_size + size_of(path, "-wal"),
        edition=1 if is_first_edition(path) else 2,
        journal="wal" if logged else "delete",
        rights=stat.filemode(look.st_mode),
        free=free,
    )
    findings = []
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        findings.append(found("store.read-only", path=path))
    if os.name == "posix" and look.st_mode & 0o077:
        findings.append(remark("doctor.rights", path=path, rights=f"{PRIVATE:o}"))
    if free < (needed := 2 * facts.size + _ROOM):
        findings.append(found("doctor.no-room", path=path.parent, free=free, needed=needed))
    if facts.edition == 1:
        findings.append(remark("doctor.first-edition", path=path))
    return facts, findings


def look_at_copies(path: Path, progress: Progress) -> Iterator[Finding]:
    """What is wrong with the backups beside the file, before one is wanted."""
    copies = backups(path)
    for place, backup in enumerate(copies, 1):
        progress(place, len(copies))
        try:
            with readable_copy(backup):
                pass
        except KpiTrainerError as fault:
            if fault.code in {"backup.foreign", "backup.damaged"}:
                yield found("doctor.copy-damaged", path=backup)
            else:
                yield found(fault.code, **fault.values)


def unreadable(path: Path, fault: KpiTrainerError) -> Finding:
    """Why a copy of the file at `path` could not be opened.

    Raises:
        KpiTrainerError: it says nothing of the file.
    """
    if fault.code in _UNREADABLE:
        copies = backups(path)
        code = "doctor.unreadable-restore" if copies else "doctor.unreadable"
        return found(code, path=path, backup=copies[-1] if copies else None)
    if fault.code == "store.no-tables":
        return found("backup.without-log", path=path)
    if fault.code in {"store.foreign", "store.newer-version", "store.unreadable"}:
        return found(fault.code, path=path)
    raise fault


def look_inside(path: Path, copy: SqlStore, progress: Progress) -> Iterator[Finding]:
    """What is wrong with the rows of the file at `path`, of which `copy` is an opened copy."""
    for notice in copy.notices:
        code = _DAMAGED.get(notice.code, notice.code)
        yield found(code, **{**notice.values, "path": path})
    looked = compare(copy, progress)
    if cards := looked.stale:
        yield found("doctor.stale", count=len(cards), cards=_named(cards))
    if looked.rollup_differs:
        yield found("doctor.rollup")
    with copy.file.transaction() as connection:
        waiting = connection.execute(statements.WAITING).scalar_one()
    if waiting:
        yield remark("doctor.waiting", count=waiting)


class Compared(NamedTuple):
    """What is not what the log leads to: the states of these cards; the sums of the log."""

    stale: list[CardKey]
    rollup_differs: bool

    @property
    def agree(self) -> bool:
        """Whether all that is derived is as the log has it."""
        return not (self.stale or self.rollup_differs)


def compare(store: SqlStore, progress: Progress) -> Compared:
    """Hold what is derived of the log against it; one card's rows are read at a time.

    `progress` is told how many cards of how many are done.
    """
    cards = []
    with store.file.transaction() as connection:
        rollup = Rollup(connection)
        total = connection.execute(statements.STATE_COUNT).scalar_one()
        for done, (number, deck, card, *state) in enumerate(
            connection.execute(statements.FOLDS), 1
        ):
            rows = connection.execute(statements.HISTORY_OF, {"home": number})
            if not _alike(rollup.count(deck, list(map(log_row_of, rows))), fold_of(state)):
                cards.append(CardKey(deck, card))
            progress(done, total)
        return Compared(cards, rollup.differs())


def derive_anew(store: SqlStore, cards: Collection[CardKey], progress: Progress) -> Path:
    """Store what the rows of these cards lead to, and the sums of the whole log, after a backup.

    Gives the backup's place.

    Raises:
        KpiTrainerError: `store.…`, nothing is changed.
    """
    with store.file.transaction(write=True) as connection:
        backup = back_up(store.path)
        for card in cards:
            CardLog(connection).fold_anew(card)
        fill(connection, progress)
    return backup


def _alike(one: Fold, other: Fold) -> bool:
    """Whether two folds are the same but for the last digits, in which machines differ."""
    mine, theirs = one.state.memory, other.state.memory
    if mine is None or theirs is None:
        return one == other
    pairs = ((mine.stability, theirs.stability), (mine.difficulty, theirs.difficulty))
    if not all(isclose(*pair, rel_tol=1e-9) for pair in pairs):
        return False
    mine = mine._replace(stability=theirs.stability, difficulty=theirs.difficulty)
    return one._replace(state=one.state._replace(memory=mine)) == other


def _named(cards: Collection[CardKey]) -> str:
    names = sorted(map(str, cards))
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
