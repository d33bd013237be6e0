"""The learner's progress in one SQLite file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import CardState, Phase
from kpitrainer.domain.schedule.review_log import LogEntry, LogRow, Recorded
from kpitrainer.domain.search.conditions import LogWord
from kpitrainer.domain.verdict import Message
from kpitrainer.storage import many_acts, statements
from kpitrainer.storage.backups import back_up_if_due, look_at_backups
from kpitrainer.storage.card_log import CardLog, drop, stored_fold
from kpitrainer.storage.connection import BUSY_SECONDS
from kpitrainer.storage.exam_rows import exam_rows
from kpitrainer.storage.log_words import cards_of
from kpitrainer.storage.mapping import (
    KIND_NUMBERS,
    NEW,
    PHASE_NUMBERS,
    log_row_of,
    micros,
    time_of,
)
from kpitrainer.storage.merge import merge
from kpitrainer.storage.migrate import Progress
from kpitrainer.storage.open_file import OpenFile
from kpitrainer.storage.progress_file import back_up
from kpitrainer.storage.stored_states import StoredStates
from kpitrainer.study.store import Backups, DayCounts, LogSummary


def open_store(
    path: Path,
    busy_seconds: float = BUSY_SECONDS,
    mark: Path | None = None,
    progress: Progress = lambda _done, _total: None,
) -> "SqlStore":
    """Open the progress file at `path`, made with its folders when missing, migrated when old.

    `busy_seconds` is how long to wait for another program that is writing. `mark` is where to note
    that the file was left sound; without it each opening looks at all of it. A damaged file is
    kept aside, and what can be read of it carried on; the store's `notices` tell. `progress` is
    told how much of how much is migrated.

    Raises:
        KpiTrainerError: `store.…`, when the file cannot serve; it is left as it was, except
            that one of which nothing can be read is kept aside under another name.
    """
    return SqlStore(OpenFile(path, busy_seconds, mark, progress))


_REVIEW = PHASE_NUMBERS[Phase.REVIEW]


class SqlStore(StoredStates):
    """Progress on disk, as `kpitrainer.study.store.Store` asks for it."""

    def __init__(self, file: OpenFile, folder: TemporaryDirectory[str] | None = None) -> None:
        """`file` is the store's alone, which closes it; and so is `folder`, where it lies."""
        self.path = file.path
        self.notices: Sequence[Message] = file.notices
        super().__init__(file)
        self._folder = folder
        self._told = False

    def log_summaries(self, keys: Collection[CardKey]) -> Mapping[CardKey, LogSummary]:
        """What the log tells of each of these cards."""
        with self._transaction() as connection:
            return {
                key: LogSummary(label, None if last is None else time_of(last), answers)
                for key in keys
                for label, last, answers in connection.execute(
                    statements.LOG_SUMMARY, key._asdict()
                )
            }

    def record(self, key: CardKey, decide: Callable[[CardState], LogEntry]) -> Recorded:
        """Append what `decide` makes of the card's stored state, and store the state after it."""
        with self._transaction(write=True) as connection:
            before = stored_fold(connection, key)
            entry = decide(before.state)
            if entry.key != key or entry.undoes is not None:
                raise ValueError(entry)
            return CardLog(connection).record(entry, before)

    def record_each(
        self, decisions: Mapping[CardKey, Callable[[CardState], LogEntry]]
    ) -> Sequence[Recorded]:
        """As `record`, for each of these cards, all or none."""
        with self._transaction(write=True) as connection:
            return many_acts.record_each(connection, decisions)

    def undo(self, row: LogRow, at: datetime, day: int) -> Recorded:
        """Append a tombstone, and store the state as it was without `row`.

        Raises:
            KpiTrainerError: `store.superseded` when something was done with the card since.
        """
        with self._transaction(write=True) as connection:
            found = connection.execute(statements.ROW, {"id": row.id.bytes}).one_or_none()
            if found is None:
                raise KpiTrainerError("store.superseded")
            # The stored row knows its card even if that was renamed since.
            stored = log_row_of(found)
            log = CardLog(connection)
            if many_acts.last_act(log.history(stored.entry.key)) != row.id:
                raise KpiTrainerError("store.superseded")
            recorded = connection.execute(statements.RECORDED_ROW, {"id": row.id.bytes}).one()
            return log.take_back(log_row_of(recorded), at, day)

    def undo_each(self, rows: Sequence[LogRow], at: datetime, day: int) -> Sequence[Recorded]:
        """As `undo`, for rows of as many cards, all or none."""
        with self._transaction(write=True) as connection:
            return many_acts.undo_each(connection, rows, at, day)

    def last_row(self, day: int) -> LogRow | None:
        """The last act of a study day that was not taken back."""
        with self._transaction() as connection:
            found = connection.execute(statements.LAST_OF_DAY, {"day": day}).one_or_none()
            return None if found is None else log_row_of(found)

    def done_together(self, row: LogRow) -> Sequence[LogRow]:
        """All rows of the act that `row` is of, which may have been one on several cards."""
        entry = row.entry
        act = {"day": entry.day, "at": micros(entry.at), "kind": KIND_NUMBERS[entry.kind]}
        with self._transaction() as connection:
            return list(map(log_row_of, connection.execute(statements.DONE_TOGETHER, act).all()))

    def day_counts(self, day: int) -> DayCounts:
        """New cards met on a study day, and answers to cards that were in review.

        Learning steps and practice are neither.
        """
        with self._transaction() as connection:
            rows = connection.execute(statements.SCHEDULED_ON, {"day": day}).all()
        return DayCounts(
            new=tuple(CardKey(row.deck, row.card) for row in rows if row.was == NEW),
            reviews=tuple(CardKey(row.deck, row.card) for row in rows if row.was == _REVIEW),
        )

    def cards_of(
        self, words: Iterable[LogWord], today: int
    ) -> Mapping[LogWord, frozenset[CardKey]]:
        """The cards of which the log tells each of these words, on study day `today`."""
        with self._transaction() as connection:
            return {word: cards_of(connection, word, today) for word in words}

    def study_days(self) -> Sequence[int]:
        """The days on which a card was shown, practice and introductions included, newest first."""
        with self._transaction() as connection:
            return connection.execute(statements.STUDY_DAYS).scalars().all()

    def latest_lengths(self) -> Sequence[tuple[CardKey, int]]:
        """The cards of the latest hundred showings, each with its milliseconds, latest first."""
        with self._transaction() as connection:
            rows = connection.execute(statements.LATEST_LENGTHS).all()
        return [(CardKey(deck, card), length) for deck, card, length in rows]

    def history(self, key: CardKey) -> Sequence[LogRow]:
        """Every row of one card, tombstones included, in order."""
        with self._transaction() as connection:
            rows = connection.execute(statements.HISTORY, key._asdict()).all()
            return [log_row_of(row) for row in rows]

    def histories(self) -> Iterator[Sequence[LogRow]]:
        """The `history` of every card ever touched, one after another."""
        return map(self.history, sorted(self.keys()))

    def last_rescheduling(self) -> Sequence[LogRow]:
        """The RESCHEDULE rows of the latest time that were not taken back."""
        with self._transaction() as connection:
            return list(map(log_row_of, connection.execute(statements.LAST_RESCHEDULING).all()))

    def rows(self, since_day: int = 0) -> Iterator[LogRow]:
        """Every row from a study day on, in order of (day, at, id), read page by page."""
        page, place = statements.FIRST_PAGE, {"day": since_day}
        while True:
            with self._transaction() as connection:
                found = connection.execute(page, place).all()
                rows = list(map(log_row_of, found))
            yield from rows
            if len(found) < statements.PAGE_ROWS:
                return
            last = found[-1]
            page = statements.NEXT_PAGE
            place = {"day": last.day, "at": last.at, "id": last.id}

    def exam_rows(self) -> Sequence[LogRow]:
        """The rows of all mock exams, in order of their ids."""
        with self._transaction() as connection:
            return exam_rows(connection)

    def ahead(self, day: int) -> Sequence[LogRow]:
        """What was done on study days after `day` and not taken back, in order."""
        with self._transaction() as connection:
            return list(map(log_row_of, connection.execute(statements.AHEAD, {"day": day}).all()))

    def take_back(self, rows: Sequence[LogRow], at: datetime, day: int) -> Path:
        """Take rows back, the latest first, after a backup of the file; gives its place.

        Raises:
            KpiTrainerError: `store.…`, also where the backup cannot be made; nothing changes.
        """
        with self._transaction(write=True) as connection:
            backup = back_up(self.path)
            log = CardLog(connection)
            for row in reversed(rows):
                place = {"id": row.id.bytes}
                found = connection.execute(statements.RECORDED_ROW, place).one_or_none()
                undone = connection.execute(statements.IS_UNDONE, {"id": row.id.bytes}).scalar()
                if found is not None and not undone:
                    log.take_back(log_row_of(found), at, day)
        return backup

    def merge(self, rows: Iterable[LogRow]) -> int:
        """Add those of the rows that are not there yet and fold their cards; tells how many."""
        with self._transaction(write=True) as connection:
            return merge(connection, rows)

    def purge(self, keys: Collection[CardKey]) -> Path:
        """Remove all that is stored of these cards, after a backup of the file; gives its place.

        Raises:
            KpiTrainerError: `store.…`, also where the backup cannot be made; nothing is removed.
        """
        with self._transaction(write=True) as connection:
            backup = back_up(self.path)
            for key in keys:
                drop(connection, key)
        return backup

    def end_session(self) -> Message | None:
        """Bring all that is stored into the one file, and copy it where the last copy is old."""
        self.file.fold_back()
        if self._folder is not None or self._told:
            return None
        try:
            back_up_if_due(self.path)
        except KpiTrainerError as fault:
            self._told = True
            full = fault.code == "store.disk-full"
            code = "backup.failed-disk-full" if full else "backup.failed"
            return Message(code, {"folder": self.path.parent})
        return None

    @property
    def is_copy(self) -> bool:
        """Whether what is stored is gone at the end, as the file itself cannot be written."""
        return self._folder is not None

    def back_up(self) -> Path:
        """Copy the file beside itself; gives the copy's place.

        Raises:
            KpiTrainerError: `store.…`, that cannot be.
        """
        return back_up(self.path)

    def backups(self) -> Backups:
        """What copies of the file lie beside it; as many as can be looked at."""
        return look_at_backups(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()
        if self._folder is not None:
            self._folder.cleanup()
