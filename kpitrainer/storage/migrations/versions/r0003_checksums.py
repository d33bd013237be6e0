"""A checksum in each row, so that a damaged one is known."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, and fill them: the rows were read as they are just before."""
    for table in ("card_state", "review_log"):
        columns = sa.inspect(op.get_bind()).get_columns(table)
        summed = ", ".join(f'"{column["name"]}"' for column in columns)
        op.add_column(table, sa.Column("checksum", sa.Integer()))
        op.execute(f"UPDATE {table} SET checksum = row_sum({summed})")  # noqa: S608 - names of ours
