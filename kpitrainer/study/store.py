"""What the use cases need of a store of progress."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogRow, Recorded
from kpitrainer.domain.schedule.tallies import Amounts
from kpitrainer.domain.search.conditions import LogWord
from kpitrainer.domain.verdict import Message


class DayCounts(NamedTuple):
    """Cards met for the first time, and known ones at each of their reviews, on one study day."""

    new: tuple[CardKey, ...]
    reviews: tuple[CardKey, ...]


class Backups(NamedTuple):
    """The copies beside the progress file: how many, their bytes, and when the latest was made."""

    number: int
    size: int
    latest: datetime | None


class CardFigures(NamedTuple):
    """A card's state in figures, made as it was read; without a memory `last_day` is None.

    `standing` is one of `Maturity`, but for SUSPENDED; `interval` in days, `lapses` how often it
    was forgotten. Of a card that was never `asked` stability and difficulty mean nothing.
    """

    deck: str
    card: str
    standing: str
    suspended: int
    asked: int | None
    stability: float
    difficulty: float
    due_day: int
    last_day: int | None
    interval: int
    lapses: int


class LogSummary(NamedTuple):
    """What the log tells of a card without its deck.

    `label` is the last one logged, None where none was; `last_at` is when the last of its
    `answers`, practice included, was given.
    """

    label: str | None
    last_at: datetime | None
    answers: int


class Store(Protocol):
    """Progress on disk. Every change is one transaction, written when the call returns.

    Rows taken back by a tombstone never count, except in `history` and `rows`.
    """

    notices: Sequence[Message]
    """What to tell of the file, as it was found."""

    path: Path
    """The file's real place."""

    def states(self) -> Mapping[CardKey, CardState]:
        """The state of every card ever touched."""

    def keys(self) -> frozenset[CardKey]:
        """Every card ever touched."""

    def leeches(self) -> frozenset[CardKey]:
        """The leeches (`memory.LEECH_LAPSES`) that are not suspended."""

    def log_summaries(self, keys: Collection[CardKey]) -> Mapping[CardKey, LogSummary]:
        """What the log tells of each of these cards."""

    def record(self, key: CardKey, decide: Callable[[CardState], LogEntry]) -> Recorded:
        """Append what `decide` makes of the card's stored state, and store the state it leads to.

        Reading and writing are one transaction, so that two trainers open on one file never
        overwrite each other's answers.
        """

    def record_each(
        self, decisions: Mapping[CardKey, Callable[[CardState], LogEntry]]
    ) -> Sequence[Recorded]:
        """As `record`, for each of these cards; one transaction, where it fails none is stored."""

    def undo(self, row: LogRow, at: datetime, day: int) -> Recorded:
        """Take a row back: a tombstone is appended, and the state is as it was without it.

        Raises:
            KpiTrainerError: `store.superseded` when something was done with the card since.
        """

    def undo_each(self, rows: Sequence[LogRow], at: datetime, day: int) -> Sequence[Recorded]:
        """As `undo`, for rows of as many cards; one transaction."""

    def last_row(self, day: int) -> LogRow | None:
        """The last act of a study day that was not taken back."""

    def done_together(self, row: LogRow) -> Sequence[LogRow]:
        """All rows of the act that `row` is of, which may have been one on several cards."""

    def day_counts(self, day: int) -> DayCounts:
        """What was reviewed on a study day (practice does not count)."""

    def due_counts(self, day: int) -> Mapping[int, int]:
        """How many cards that are not suspended come due on each study day from `day` on."""

    def cards_of(
        self, words: Iterable[LogWord], today: int
    ) -> Mapping[LogWord, frozenset[CardKey]]:
        """The cards of which the log tells each of these words of a query, on study day `today`."""

    def study_days(self) -> Sequence[int]:
        """The days on which a card was shown, practice and introductions included, newest first."""

    def last_studied(self) -> Mapping[str, int]:
        """Deck id to the last study day one of its cards was answered or introduced."""

    def latest_lengths(self) -> Sequence[tuple[CardKey, int]]:
        """The cards of the latest hundred showings, each with its milliseconds, latest first."""

    def history(self, key: CardKey) -> Sequence[LogRow]:
        """Every row of one card, tombstones included, in order."""

    def histories(self) -> Iterator[Sequence[LogRow]]:
        """The `history` of every card ever touched, one after another."""

    def last_rescheduling(self) -> Sequence[LogRow]:
        """The RESCHEDULE rows of the latest time that were not taken back."""

    def rows(self, since_day: int = 0) -> Iterator[LogRow]:
        """Every row from a study day on, in order of (day, at, id)."""

    def exam_rows(self) -> Sequence[LogRow]:
        """The rows of all mock exams, in order of their ids."""

    def sums(
        self,
        amounts: Sequence[str],
        *by: str,
        since: int,
        until: int | None = None,
        deck: str | None = None,
        drills: bool = False,
    ) -> Mapping[tuple[Any, ...], Amounts]:
        """The amounts (`tallies.AMOUNTS`) of study days from `since` to before `until`.

        They are summed by some fields of a `tallies.Cell`, and "deck"; of one deck only, or of
        `drills`, where that is asked for.
        """

    def card_figures(self, deck: str | None = None) -> Sequence[CardFigures]:
        """How every card stands that was ever touched, of one deck or all: a lean `states`."""

    def first_day(self, deck: str | None = None) -> int | None:
        """The first study day on which a card was shown, of one deck or all."""

    def latest_answers(self, key: CardKey, count: int) -> Sequence[LogRow]:
        """The latest `count` answers to a card that were not taken back, oldest first."""

    def ahead(self, day: int) -> Sequence[LogRow]:
        """What was done on study days after `day` and not taken back, in order."""

    def take_back(self, rows: Sequence[LogRow], at: datetime, day: int) -> Path:
        """Take rows of any cards back, after a backup of the file; gives its place.

        Each card's state is as if they had never been. One transaction: where it fails nothing
        is taken back. What was taken back meanwhile is passed over.
        """

    def merge(self, rows: Iterable[LogRow]) -> int:
        """Add those of the rows of another log that are not there yet; tells how many.

        The log is their union, in whichever order and however often logs are joined, and each
        card's state its fold. One transaction.
        """

    def moves(self) -> Sequence[tuple[CardKey, CardKey]]:
        """Each former name with the card that its progress was given to, the latest last."""

    def move(self, moves: Mapping[CardKey, CardKey], at: datetime, day: int) -> None:
        """Record that what is known under each name is of another card from now on.

        It is so once `settle` was told.
        """

    def settle(self, homes: Mapping[CardKey, CardKey]) -> None:
        """Let what is known under each name be of its home: one history, one state.

        A home's home is itself. Rows keep the name they were recorded under, so that all of it can
        be settled otherwise, and what comes later under a former name finds its home.
        """

    def purge(self, keys: Collection[CardKey]) -> Path:
        """Remove all that is stored of these cards, after a backup of the file; gives its place.

        One transaction: where it fails nothing is removed.
        """

    def end_session(self) -> Message | None:
        """Bring all that is stored into the one file, as far as no other program is reading it.

        A backup is made where the last one is half an hour old; that it could not be is told once.
        """

    def back_up(self) -> Path:
        """Copy the file beside itself; gives the copy's place."""

    def backups(self) -> Backups:
        """What copies of the file lie beside it; as many as can be looked at."""

    def close(self) -> None:
        """Let go of the file."""
