"""The tables of the progress file, as SQLModel defines them.

Deck texts are not here: the file holds only what the learner did. `checksum` is `row_sum` of a
row's other columns.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)
from sqlmodel import Field, SQLModel

_VERSION = Field(sa_column_kwargs={"server_default": text("1")})
"""What rows had before there were versions."""


class CardStateRow(SQLModel, table=True):
    """The present state of one card; a fold of its log, kept so that a start reads no log."""

    __tablename__: ClassVar[str] = "card_state"
    __table_args__: ClassVar = (
        # A card has a whole memory or none.
        CheckConstraint(
            "(phase IS NULL) + (stability IS NULL) + (difficulty IS NULL) + (due_day IS NULL)"
            " + (last_day IS NULL) + (last_at IS NULL) + (interval IS NULL) + (reps IS NULL)"
            " + (lapses IS NULL) IN (0, 9)",
            name="whole_memory_or_none",
        ),
        {"sqlite_with_rowid": False},
    )

    deck: str = Field(primary_key=True)
    card: str = Field(primary_key=True)
    phase: str | None
    step: int | None
    stability: float | None
    difficulty: float | None
    due_day: int | None
    due_at: datetime | None
    last_day: int | None
    last_at: datetime | None
    interval: int | None
    reps: int | None
    lapses: int | None
    suspended: bool
    buried_day: int | None
    version: int = _VERSION
    checksum: int | None = None


class ReviewLogRow(SQLModel, table=True):
    """One act of the learner, never changed afterwards.

    `was` repeats the phase of the state before ("new" without memory), so that counting needs no
    JSON. `hints` is NULL where there was only a rating.
    """

    __tablename__: ClassVar[str] = "review_log"
    __table_args__: ClassVar = (
        Index("ix_review_log_card", "deck", "card", "seq", unique=True),
        Index("ix_review_log_day", "day", "at", "seq", "id"),
        Index("ix_review_log_deck_day", "deck", "day"),
        Index("ix_review_log_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    deck: str
    card: str
    seq: int
    at: datetime
    day: int
    kind: str
    was: str
    rating: int | None
    retention: float
    cap: int
    spread: str
    before: dict[str, object] = Field(sa_type=JSON)
    after: dict[str, object] = Field(sa_type=JSON)
    duration_ms: int | None
    typed: list[str] | None = Field(sa_type=JSON(none_as_null=True))
    outcome: str | None
    seed: int | None
    drawn: list[list[str]] | None = Field(sa_type=JSON(none_as_null=True))
    mistake: str | None
    hints: int | None
    undoes: UUID | None = Field(foreign_key="review_log.id")
    label: str | None
    version: int = _VERSION
    checksum: int | None = None


CARD_STATE = SQLModel.metadata.tables["card_state"]
REVIEW_LOG = SQLModel.metadata.tables["review_log"]

ALEMBIC_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, known here so that a start need not import Alembic."""
