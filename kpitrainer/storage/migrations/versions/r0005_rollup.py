"""The rollup of the log, which `migrate.py` fills after any migration."""

from alembic import op

from kpitrainer.storage.tables import ROLLUP

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table as it is now: what it holds is computed anew, whatever its columns."""
    ROLLUP.create(op.get_bind())
