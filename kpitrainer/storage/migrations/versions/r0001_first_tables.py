"""The first tables: the state of each card, and the review log."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create both tables; written out, so that later changes of the models leave it alone."""
    op.create_table(
        "card_state",
        sa.Column("deck", AutoString(), nullable=False),
        sa.Column("card", AutoString(), nullable=False),
        sa.Column("phase", AutoString()),
        sa.Column("step", sa.Integer()),
        sa.Column("stability", sa.Float()),
        sa.Column("difficulty", sa.Float()),
        sa.Column("due_day", sa.Integer()),
        sa.Column("due_at", UTCDateTime()),
        sa.Column("last_day", sa.Integer()),
        sa.Column("last_at", UTCDateTime()),
        sa.Column("interval", sa.Integer()),
        sa.Column("reps", sa.Integer()),
        sa.Column("lapses", sa.Integer()),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("buried_day", sa.Integer()),
        sa.PrimaryKeyConstraint("deck", "card"),
        sa.CheckConstraint(
            "(phase IS NULL) + (stability IS NULL) + (difficulty IS NULL) + (due_day IS NULL)"
            " + (last_day IS NULL) + (last_at IS NULL) + (interval IS NULL) + (reps IS NULL)"
            " + (lapses IS NULL) IN (0, 9)",
            name="whole_memory_or_none",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "review_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deck", AutoString(), nullable=False),
        sa.Column("card", AutoString(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("was", AutoString(), nullable=False),
        sa.Column("rating", sa.Integer()),
        sa.Column("retention", sa.Float(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("spread", AutoString(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("duration_ms", sa.Integer()),
        sa.Column("typed", sa.JSON()),
        sa.Column("outcome", AutoString()),
        sa.Column("seed", sa.Integer()),
        sa.Column("drawn", sa.JSON()),
        sa.Column("mistake", AutoString()),
        sa.Column("hints", sa.Integer()),
        sa.Column("undoes", sa.Uuid()),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["undoes"], ["review_log.id"]),
    )
    op.create_index("ix_review_log_card", "review_log", ["deck", "card", "seq"], unique=True)
    op.create_index("ix_review_log_day", "review_log", ["day", "at", "seq", "id"])
    op.create_index("ix_review_log_deck_day", "review_log", ["deck", "day"])
    op.create_index(
        "ix_review_log_undoes",
        "review_log",
        ["undoes"],
        sqlite_where=sa.text("undoes IS NOT NULL"),
    )
