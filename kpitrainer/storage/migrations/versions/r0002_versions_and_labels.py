"""What was asked: the card's label and version in the log, the memory's version in the state."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; of older rows no label is known, and their version is the first."""
    op.add_column("card_state", _version())
    op.add_column("review_log", sa.Column("label", AutoString()))
    op.add_column("review_log", _version())


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
