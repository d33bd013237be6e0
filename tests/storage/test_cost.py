"""What an answer costs does not grow with the collection."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Dialect
from sqlalchemy.dialects import registry

from kpitrainer.storage import statements
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.spoken import spoken
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.storage.tables import CARD_STATE
from tests.storage.acts import DAY, KEY, noon, rate


def statements_of(store: SqlStore) -> tuple[sqlite3.Connection, list[str]]:
    """The file's connection, and what is said over it from now on."""
    raw, said = driver_connection(store.file.connection), list[str]()
    raw.set_trace_callback(said.append)
    return raw, said


def test_no_statement_of_an_answer_walks_through_a_table(path: Path) -> None:
    store = open_store(path)
    raw, said = statements_of(store)
    store.record(KEY, rate())
    row = store.record(KEY, rate(minutes=10))
    store.undo(row, noon(DAY, 20), DAY)
    raw.set_trace_callback(None)
    spoken = [each for each in said if each.split()[0] in {"SELECT", "INSERT", "UPDATE"}]
    assert len(spoken) > 12
    walked = [
        (statement, step[3])
        for statement in spoken
        for step in raw.execute(f"EXPLAIN QUERY PLAN {statement}")
        if step[3].startswith("SCAN") and step[3] != "SCAN CONSTANT ROW"
    ]
    assert walked == []


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_what_an_answer_says_can_be_said_to_either_database(name: str) -> None:
    dialect: Dialect = registry.load(name)()
    values = dict.fromkeys(CARD_STATE.columns.keys(), 7)
    adds = spoken(statements.ADD[CARD_STATE], dialect, tuple(values))
    assert list(adds.parameters(values)) in ([7] * len(values), list(values))
    asks = spoken(statements.STATE, dialect)
    given = asks.parameters({"deck": "d", "card": "c"})
    assert sorted(map(str, given.values() if isinstance(given, dict) else given)) == ["1", "c", "d"]
