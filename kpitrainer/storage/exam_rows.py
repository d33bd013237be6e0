"""The rows of mock exams, which stand in the log among all others."""

from collections.abc import Sequence

from sqlalchemy import Connection

from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.storage import statements
from kpitrainer.storage.mapping import KIND_NUMBERS, log_row_of
from kpitrainer.storage.tables import REVIEW_LOG

# A walk through the log, and no index for it: exams are few, and looked at seldom.
_ROWS = statements.LOG.where(REVIEW_LOG.c.kind == KIND_NUMBERS[LogKind.MOCK_EXAM]).order_by(
    REVIEW_LOG.c.id
)


def exam_rows(connection: Connection) -> Sequence[LogRow]:
    """The rows of all mock exams, in order of their ids."""
    return list(map(log_row_of, connection.execute(_ROWS).all()))
