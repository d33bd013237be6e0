"""A damaged progress file: told, kept aside as it is, and all that can be read carried on."""

import re
import shutil
import sqlite3
from contextlib import closing
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import UUID

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.domain.verdict import Message, Rating
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.storage.card_log import standing_for
from kpitrainer.storage.page_scan import scan
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.wording import render
from tests.storage.acts import DAY, act, noon, rate
from tests.storage.test_durability import ROOT, assert_sound

PAGE = 4096
CARDS = [CardKey("deck", f"card-{number}") for number in range(15)]
ONE = "card = (SELECT id FROM card WHERE card = 'card-7')"
INDEX_LEAF = 10
KINDS = [LogKind.REVIEW] * 6 + [LogKind.PRACTICE, LogKind.SUSPEND, LogKind.BURY, LogKind.RESUME]


class Progress(NamedTuple):
    """A file, and what was stored in it."""

    path: Path
    rows: dict[UUID, LogRow]
    states: dict[CardKey, CardState]
    days: list[int]


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Progress:
    """Two weeks of fifteen cards, some of it taken back."""
    path = tmp_path_factory.mktemp("studied") / "progress.db"
    random = Random(3)  # noqa: S311 - a seeded learner
    store = open_store(path)
    for number in range(160):
        kind, key, day = random.choice(KINDS), random.choice(CARDS), DAY + number // 10
        row = store.record(key, act(kind, key, day, number, random.choice(list(Rating))))
        if number % 20 == 0:
            store.undo(row, noon(day, number), day)
    stored = read(store)
    store.close()
    return Progress(path, *stored)


def read(store: SqlStore) -> tuple[dict[UUID, LogRow], dict[CardKey, CardState], list[int]]:
    rows = {row.id: row for row in store.rows()}
    return rows, dict(store.states()), list(store.study_days())


@pytest.fixture
def progress(studied: Progress, path: Path) -> Progress:
    """A copy to be damaged."""
    shutil.copy(studied.path, path)
    return studied._replace(path=path)


def changed(path: Path, *statements: str) -> bytes:
    """Carry statements out as some other program might; what the file holds then."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            raw.execute(statement.replace("ONE", ONE))
    return path.read_bytes()


def told(store: SqlStore) -> Message:
    """The one notice, which both languages can word."""
    [notice] = store.notices
    for language in LANGUAGES:
        assert str(notice.values["kept"]) in render(Translator(language), notice)
    return notice


def mended(path: Path) -> tuple[Message, SqlStore]:
    """Open a damaged file; the notice is true of what is kept, and what is there is sound."""
    before = path.read_bytes()
    store = open_store(path)
    notice = told(store)
    assert Path(str(notice.values["kept"])).read_bytes() == before
    logs = groupby(sorted(store.rows(), key=by_card), by_card)
    states = store.states()
    seen = set()
    for key, rows in logs:
        log = list(rows)
        seen.add(key)
        assert replay(log) == states[key]
    assert seen == states.keys()
    again = open_store(path)
    assert not again.notices, "it is told once"
    again.close()
    return notice, store


def by_card(row: LogRow) -> CardKey:
    return row.entry.key


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE card_state SET phase = 99 WHERE ONE",
        "UPDATE card_state SET last_at = 'zzz' WHERE ONE",
        "UPDATE card_state SET due_day = 'soon' WHERE ONE",
        "UPDATE card_state SET due_day = 100000000000 WHERE ONE",
        "UPDATE card_state SET stability = -1 WHERE ONE",
        "UPDATE card_state SET stability = 9e999 WHERE ONE",
        "UPDATE card_state SET reps = reps + 1 WHERE ONE",
        "UPDATE card_state SET phase = CAST(x'ff80' AS TEXT) WHERE ONE",
        "DELETE FROM card_state WHERE ONE",
        "DROP TABLE card_state",
        "ALTER TABLE card_state DROP COLUMN buried_day",
    ],
)
def test_a_lost_state_is_folded_again(progress: Progress, statement: str) -> None:
    changed(progress.path, statement)
    notice, store = mended(progress.path)
    assert "card_state deck/card-" in str(notice.values["rows"])
    assert read(store) == progress[1:]
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "state = '{'",
        "answered = '[]'",
        "at = 'noon'",
        "at = at + 1",
        "kind = 99",
        "was = 2",
        "policy = 99",
        "undoes = x'00'",
        "rating = 9",
        "duration_ms = duration_ms + 1, day = day + 1",
        "id = 'no id'",
        "fuzz_seed = CAST(x'ff80' AS TEXT)",
    ],
)
@pytest.mark.parametrize("place", ["min", "max"])
def test_a_row_of_the_log_costs_itself_alone(progress: Progress, change: str, place: str) -> None:
    doomed = next(
        row
        for row in sorted(progress.rows.values(), key=lambda row: row.id, reverse=place == "max")
        if row.entry.key == CARDS[7] and row.entry.kind is not LogKind.UNDO
    )
    wrong = "UPDATE review_log SET CHANGE WHERE id = x'ID'"
    changed(progress.path, wrong.replace("CHANGE", change).replace("ID", doomed.id.hex))
    notice, store = mended(progress.path)
    assert notice.values["count"] == 1
    assert notice.values["rows"] == "review_log deck/card-7"
    rows, states, _ = read(store)
    assert states == progress.states
    assert rows.keys() & progress.rows.keys() == progress.rows.keys() - {doomed.id}
    # It goes on as if nothing had been.
    store.record(CARDS[7], rate(key=CARDS[7], day=DAY + 60))
    assert replay(store.history(CARDS[7])) == store.states()[CARDS[7]]
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM policy",
        "DELETE FROM learner",
    ],
)
def test_what_is_missing_of_the_schema_costs_no_row(progress: Progress, statement: str) -> None:
    changed(progress.path, statement)
    _, store = mended(progress.path)
    assert read(store) == progress[1:]
    store.close()


def test_an_index_that_is_wrong_costs_nothing(progress: Progress) -> None:
    """What an index alone says of a row is no row that is lost."""
    row = sorted(progress.rows)[5].bytes
    data = progress.path.read_bytes()
    found = [each.start() for each in re.finditer(re.escape(row), data)]
    [entry] = [at for at in found if data[at - at % 4096] == INDEX_LEAF]
    progress.path.write_bytes(data[:entry] + b"?" + data[entry + 1 :])
    notice, store = mended(progress.path)
    assert notice.code == "store.mended-whole"
    assert read(store) == progress[1:]
    store.close()


def test_a_name_that_is_no_text_costs_its_card_alone(progress: Progress) -> None:
    changed(
        progress.path,
        "UPDATE card SET card = CAST(x'ff80' AS TEXT) WHERE card = 'card-7'",
        "DELETE FROM card_state WHERE card = 8",
    )
    _, store = mended(progress.path)
    rows, states, _ = read(store)
    assert states.keys() == progress.states.keys() - {CARDS[7]}
    assert all(row == progress.rows[key] for key, row in rows.items())
    store.close()


def test_the_cards_whose_last_answer_is_lost_are_named(progress: Progress) -> None:
    """Where neither the state nor all rows of a card are left, its state is an older one."""
    changed(
        progress.path,
        "UPDATE review_log SET day = day + 1 WHERE id = (SELECT last FROM card_state WHERE ONE)",
        "DELETE FROM card_state WHERE ONE",
    )
    store = open_store(progress.path)
    _, outdated = store.notices
    assert (outdated.code, outdated.values["cards"]) == ("store.outdated", "deck/card-7")
    states = dict(store.states())
    assert states.pop(CARDS[7]) != progress.states[CARDS[7]]
    assert states.items() <= progress.states.items()
    store.close()


def test_a_text_that_was_asked_and_is_lost_is_told(path: Path) -> None:
    store = open_store(path)
    asked = rate(key=CARDS[0])(UNTOUCHED)._replace(label="Asked so?")
    row = store.record(CARDS[0], lambda _: asked)
    store.close()
    changed(path, "UPDATE label SET text = 'Asked how?'")
    notice, store = mended(path)
    assert notice.values["rows"] == "label deck/card-0"
    assert [found.id for found in store.rows()] == [row.id]
    store.close()


def test_without_its_log_a_card_keeps_its_state(progress: Progress) -> None:
    changed(progress.path, "DROP TABLE review_log")
    _, store = mended(progress.path)
    assert store.states() == progress.states
    assert not store.study_days()
    store.close()


def test_a_header_that_speaks_of_a_thousand_million_pages_fills_no_memory() -> None:
    assert scan(b"no database " * 100, b"").gaps > 10**9


def test_what_stands_for_lost_rows_comes_after_those_of_a_clock_that_was_ahead() -> None:
    key = CARDS[0]
    ahead = UUID(int=new_id().int + (10**12 << 80))
    rows = [LogRow(ahead, rate(Rating.AGAIN, key)(CardState()))]
    state = replay([LogRow(ahead, rate(Rating.EASY, key)(CardState()))])
    rows.append(standing_for(key, rows, state))
    assert replay(rows) == state


def test_a_damaged_file_of_an_earlier_version_is_carried_on(path: Path) -> None:
    dump = (ROOT / "tests" / "data" / "progress-0001.sql").read_text("utf-8")
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump)
    shutil.copy(path, f"{path}.whole")
    whole = open_store(Path(f"{path}.whole"))
    changed(path, "UPDATE card_state SET due_day = 'soon' WHERE card = 'card'")
    notice, store = mended(path)
    assert notice.values["rows"] == "card_state deck/card"
    assert read(store) == read(whole)
    store.close()
    whole.close()


def hurt(data: bytes, random: Random) -> bytes:
    """Bytes, a bit, a block or a page that are others now."""
    hurt = bytearray(data)
    place = random.randrange(len(hurt))
    match random.randrange(5):
        case 0:
            hurt[place] = random.randrange(256)
        case 1:
            hurt[place] ^= 1 << random.randrange(8)
        case 2:
            for _ in range(random.randrange(2, 10)):
                hurt[random.randrange(len(hurt))] = random.randrange(256)
        case 3:
            place -= place % PAGE
            hurt[place : place + PAGE] = bytes(PAGE)
        case _:
            hurt[place : place + 500] = random.randbytes(500)
    return bytes(hurt[: len(data)])


@pytest.mark.parametrize("seed", range(60))
def test_damage_anywhere(progress: Progress, seed: int) -> None:
    whole = progress.path.read_bytes()
    damaged = hurt(whole, Random(seed))  # noqa: S311 - any place
    progress.path.write_bytes(damaged)
    store = open_store(progress.path)
    notices = store.notices
    found = read(store)
    store.close()
    if not notices:
        # What no row and no index stands on.
        assert found == progress[1:]
        return
    rows, states, _ = found
    kept = {key for key, row in progress.rows.items() if rows.get(key) == row}
    pages = (damaged[place : place + PAGE] for place in range(0, len(damaged), PAGE))
    assert len(kept) >= len(progress.rows) - (70 if bytes(PAGE) in pages else 12)
    assert all(
        row == progress.rows.get(key) or row.entry.kind in {LogKind.RESTORED, LogKind.UNDO}
        for key, row in rows.items()
    )
    assert states == progress.states
    assert_sound(progress.path)


def test_a_file_cut_short_keeps_what_is_left(progress: Progress) -> None:
    whole = progress.path.read_bytes()
    progress.path.write_bytes(whole[: -2 * 4096])
    _, store = mended(progress.path)
    assert len(read(store)[0].keys() & progress.rows.keys()) > 30
    store.close()


def test_the_start_of_the_file_may_be_lost(progress: Progress) -> None:
    progress.path.write_bytes(bytes(4096) + progress.path.read_bytes()[4096:])
    _, store = mended(progress.path)
    assert read(store) == progress[1:]
    store.close()


def test_answers_in_the_log_beside_the_file_are_carried_on(progress: Progress) -> None:
    store = open_store(progress.path)
    row = store.record(CARDS[0], rate(key=CARDS[0], day=DAY + 60))
    crashed = progress.path.with_name("crashed.db")
    for sibling in ("", "-wal"):
        shutil.copy(f"{progress.path}{sibling}", f"{crashed}{sibling}")
    store.close()
    log = Path(f"{crashed}-wal").read_bytes()
    data = bytearray(crashed.read_bytes())
    data[:4096] = bytes(4096)
    crashed.write_bytes(data)
    notice, store = mended(crashed)
    assert Path(f"{notice.values['kept']}-wal").read_bytes() == log
    assert row in store.rows()
    store.close()


def test_what_lies_beside_a_damaged_file_is_not_read_into_the_new_one(progress: Progress) -> None:
    progress.path.write_bytes(bytes(4096) + progress.path.read_bytes()[4096:])
    for sibling in ("-wal", "-journal", "-shm"):
        Path(f"{progress.path}{sibling}").write_bytes(b"of another copy")
    notice, store = mended(progress.path)
    assert read(store) == progress[1:]
    store.close()
    left = {file.name for file in progress.path.parent.iterdir()}
    kept = Path(str(notice.values["kept"])).name
    assert left == {progress.path.name, kept, f"{kept}-wal", f"{kept}-journal"}


def test_damage_that_comes_while_the_file_is_open(progress: Progress) -> None:
    store = open_store(progress.path)
    changed(progress.path, "UPDATE card_state SET phase = 99 WHERE ONE")
    for _ in range(2):
        with pytest.raises(KpiTrainerError, match=r"store\.damaged"):
            store.states()
    store.close()
    _, store = mended(progress.path)
    assert store.states() == progress.states
    store.close()


def test_a_file_put_in_the_place_of_the_open_one_is_not_written_past(progress: Progress) -> None:
    store = open_store(progress.path)
    other = progress.path.with_name("other.db")
    shutil.copy(progress.path, other)
    other.replace(progress.path)
    with pytest.raises(KpiTrainerError, match=r"store\.replaced"):
        store.record(CARDS[0], rate(key=CARDS[0]))
    store.close()
    store = open_store(progress.path)
    assert read(store) == progress[1:]
    store.close()


def test_a_file_left_sound_is_not_read_through_again(
    progress: Progress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []
    monkeypatch.setattr(
        "kpitrainer.storage.open_file.look_through", lambda _, path: looks.append(path)
    )
    mark = tmp_path / "cache" / "sound"

    def opened() -> int:
        looks.clear()
        open_store(progress.path, mark=mark).close()
        return len(looks)

    assert [opened(), opened(), opened()] == [1, 0, 0]
    store = open_store(progress.path, mark=mark)
    assert not mark.exists(), "whoever is killed leaves none"
    store.close()
    changed(progress.path, "UPDATE card_state SET phase = 99 WHERE ONE")
    assert opened() == 1
    shutil.copy(progress.path, f"{progress.path}.copy")
    Path(f"{progress.path}.copy").replace(progress.path)
    assert opened() == 1
