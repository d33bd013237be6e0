"""The tables of the progress file, as SQLModel defines them.

Deck texts are not here: the file holds only what the learner did. What many rows of the log have
in common (card, learner, policy, the text that was asked) they name by its number. Times are
microseconds since 1970, UTC. `checksum` is `row_sum` of a row's other columns; the rollup alone
has none.
"""

from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from kpitrainer.domain.schedule.tallies import AMOUNTS

_UNDO, _MOVED = text("undoes IS NOT NULL"), text("moved_to IS NOT NULL")


class CardRow(SQLModel, table=True):
    """A name under which a card was answered, by its number.

    `home` is the number of the name that the card has now, its own where nothing was moved: all
    that is known under the names of one home is folded into one state.
    """

    __tablename__: ClassVar[str] = "card"
    __table_args__: ClassVar = (
        UniqueConstraint("deck", "card", name="uq_card"),
        Index("ix_card_home", "home"),
    )

    id: int = Field(primary_key=True)
    deck: str
    card: str
    home: int = Field(foreign_key="card.id")
    checksum: int = Field(sa_type=BigInteger)


class LearnerRow(SQLModel, table=True):
    """Who answered; one in a file of one's own. `uuid` is 16 bytes."""

    __tablename__: ClassVar[str] = "learner"

    id: int = Field(primary_key=True)
    uuid: bytes = Field(sa_type=LargeBinary, unique=True)
    checksum: int = Field(sa_type=BigInteger)


class PolicyRow(SQLModel, table=True):
    """What answers were scheduled under, but for the fuzz seed, which is each card's own.

    `parameters` are JSON, those fitted to the learner, and empty for the model's own.
    """

    __tablename__: ClassVar[str] = "policy"
    __table_args__: ClassVar = (
        UniqueConstraint("model", "retention", "cap", "parameters", name="uq_policy"),
    )

    id: int = Field(primary_key=True)
    model: str
    retention: float
    cap: int = Field(sa_type=BigInteger)
    parameters: str
    checksum: int = Field(sa_type=BigInteger)


class LabelRow(SQLModel, table=True):
    """A text that a card was asked with."""

    __tablename__: ClassVar[str] = "label"
    __table_args__: ClassVar = (Index("ix_label_card", "card"),)

    id: int = Field(primary_key=True)
    card: int = Field(foreign_key="card.id")
    text: str
    checksum: int = Field(sa_type=BigInteger)


class CardStateRow(SQLModel, table=True):
    """The present state of one home; the fold of its log, kept so that a start reads no log.

    `last` is the last row of the fold, `shown_day` the last study day on which the card was shown.
    """

    __tablename__: ClassVar[str] = "card_state"
    __table_args__: ClassVar = (
        # A card has a whole memory or none.
        CheckConstraint(
            "(CASE WHEN phase IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN stability IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN difficulty IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN due_day IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN last_day IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN last_at IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN interval IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN reps IS NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN lapses IS NULL THEN 1 ELSE 0 END) IN (0, 9)",
            name="whole_memory_or_none",
        ),
        {"sqlite_with_rowid": False},
    )

    learner: int = Field(primary_key=True, foreign_key="learner.id")
    card: int = Field(primary_key=True, foreign_key="card.id")
    phase: int | None
    step: int | None = Field(sa_type=BigInteger)
    stability: float | None
    difficulty: float | None
    due_day: int | None = Field(sa_type=BigInteger)
    due_at: int | None = Field(sa_type=BigInteger)
    last_day: int | None = Field(sa_type=BigInteger)
    last_at: int | None = Field(sa_type=BigInteger)
    interval: int | None = Field(sa_type=BigInteger)
    reps: int | None = Field(sa_type=BigInteger)
    lapses: int | None = Field(sa_type=BigInteger)
    suspended: int
    buried_day: int | None = Field(sa_type=BigInteger)
    version: int = Field(sa_type=BigInteger)
    flag: int
    last: bytes | None = Field(sa_type=LargeBinary)
    shown_day: int | None = Field(sa_type=BigInteger)
    checksum: int = Field(sa_type=BigInteger)


class ReviewLogRow(SQLModel, table=True):
    """One act of the learner, never changed afterwards: what cannot be derived of it.

    `number` tells in which order rows came into this file; it is no part of what they record, nor
    of their checksum. `id` is a UUIDv7, `card` the name under which it was done, `was` the phase in
    which the card was (0 for new), `version` NULL for 1, `fuzz_seed` NULL where it is the
    card's id in that name. `answered`, `state` and `moved_to` are JSON (`mapping.py`). What a
    tombstone `undoes` may be in a log that is not joined yet.
    """

    __tablename__: ClassVar[str] = "review_log"
    __table_args__: ClassVar = (
        Index("ix_review_log_card", "card"),
        Index("ix_review_log_day", "day"),
        Index("ix_review_log_undoes", "undoes", sqlite_where=_UNDO, postgresql_where=_UNDO),
        Index("ix_review_log_moved", "id", sqlite_where=_MOVED, postgresql_where=_MOVED),
        UniqueConstraint("id", name="uq_review_log"),
    )

    number: int = Field(primary_key=True)
    id: bytes = Field(sa_type=LargeBinary)
    card: int = Field(foreign_key="card.id")
    learner: int = Field(foreign_key="learner.id")
    at: int = Field(sa_type=BigInteger)
    day: int = Field(sa_type=BigInteger)
    kind: int
    was: int
    rating: int | None
    duration_ms: int | None = Field(sa_type=BigInteger)
    policy: int = Field(foreign_key="policy.id")
    fuzz_seed: str | None
    label: int | None = Field(foreign_key="label.id")
    version: int | None = Field(sa_type=BigInteger)
    answered: str | None
    undoes: bytes | None = Field(sa_type=LargeBinary)
    value: int | None = Field(sa_type=BigInteger)
    state: str | None
    moved_to: str | None
    checksum: int = Field(sa_type=BigInteger)


CARD = SQLModel.metadata.tables["card"]
LEARNER = SQLModel.metadata.tables["learner"]
POLICY = SQLModel.metadata.tables["policy"]
LABEL = SQLModel.metadata.tables["label"]
CARD_STATE = SQLModel.metadata.tables["card_state"]
REVIEW_LOG = SQLModel.metadata.tables["review_log"]

ROLLUP = Table(
    "rollup",
    SQLModel.metadata,
    Column("learner", ForeignKey("learner.id"), primary_key=True),
    Column("day", BigInteger, primary_key=True),
    Column("deck", String, primary_key=True),
    Column("drill", Integer, primary_key=True),
    Column("card", String, primary_key=True),
    Column("mistake", String, primary_key=True),
    *(Column(name, BigInteger, nullable=False) for name in AMOUNTS),
    sqlite_with_rowid=False,
)
"""The log in sums, one row a `domain.schedule.tallies.Cell` and deck, that of the card's home.

It holds nothing that the log does not tell, hence no checksum: the doctor compares the two.
"""

TABLES = (CARD, LEARNER, POLICY, LABEL, CARD_STATE, REVIEW_LOG, ROLLUP)
"""Each after those whose numbers it holds."""

ALEMBIC_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, known here so that a start need not import Alembic."""
