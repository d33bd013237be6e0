"""A query that cannot be read."""

from kpitrainer.domain.errors import KpiTrainerError


class QueryError(KpiTrainerError):
    """What is wrong with `query`, at `place`, from 0 within it; codes are `search.…`."""

    def __init__(self, code: str, place: int, **values: object) -> None:
        super().__init__(code, **values)
        self.place = place
        self.query = ""

    @property
    def column(self) -> int:
        """The place as it is told: from 1."""
        return self.place + 1
