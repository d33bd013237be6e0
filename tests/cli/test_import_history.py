import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.storage.log_transfer import recorded
from kpitrainer.storage.sql_store import open_store
from tests.cli.conftest import Cli
from tests.formats.packages import by_hand

DAY = 86_400_000
START = int(datetime.fromisoformat("2026-01-01T12:00:00+00:00").timestamp()) * 1000
LEARN, REVIEW, RELEARN, FILTERED, MANUAL = range(5)


def log(*rows: tuple[int, int, int, int, int]) -> str:
    """Anki's log of the card 1, then 2…: the day, the card, the rating, the kind, the factor."""
    return "".join(
        f"INSERT INTO revlog VALUES ({START + day * DAY + at}, {card}, {ease}, 4000, {kind}, {f});"  # noqa: S608
        for at, (day, card, ease, kind, f) in enumerate(rows)
    )


GIVEN = log(
    (0, 1, 3, LEARN, 0),
    (1, 1, 3, LEARN, 0),
    (5, 1, 3, REVIEW, 2500),
    (20, 1, 1, REVIEW, 2500),
    (21, 1, 3, RELEARN, 2500),
    (22, 1, 4, FILTERED, 0),
    (23, 1, 0, MANUAL, 2500),
    (0, 2, 4, LEARN, 0),
    (9, 2, 0, MANUAL, 0),
    (10, 99, 3, REVIEW, 2500),
    (9_000, 2, 3, REVIEW, 2500),
)
MARKED = (
    "UPDATE cards SET queue = -1 WHERE id = 2; UPDATE cards SET flags = 3 WHERE id = 1;"
    "INSERT INTO revlog VALUES (-5, 2, 3, 1, 1, 2500);"
)


@pytest.fixture
def package(home: Path) -> Path:
    notes = [["un ?", "a"], ["deux ?", "b"], ["trois ?", "c"]]
    return by_hand(home / "cours.apkg", notes, more=GIVEN + MARKED)


@pytest.fixture(autouse=True)
def own(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home / "mes paquets"
    monkeypatch.setenv("KPITRAINER_DECKS", str(folder))
    return folder


@pytest.fixture
def rows(home: Path) -> "Rows":
    return Rows(home / "progress.db")


class Rows:
    """What is in the progress file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[LogRow]:
        with closing(open_store(self._path)) as store:
            return list(recorded(store))

    def state(self, card: str) -> CardState | None:
        with closing(open_store(self._path)) as store:
            return store.states().get(CardKey("cours", card))


def test_each_answer_becomes_a_row_and_leads_to_a_state(
    cli: Cli, package: Path, rows: Rows
) -> None:
    ran = cli("deck", "import", str(package), "--history", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "History: 10 rows taken over, of 2 cards; memory is computed from there." in ran.out
    assert "1 change of a due date without an answer, in Anki’s history, is not" in ran.out
    assert "2 rows of the history have dates that cannot be, or are to come" in ran.out
    kept = [(row.entry.key.card, row.entry.kind, row.entry.rating) for row in rows.all()]
    assert kept == [
        ("un", LogKind.FLAG, None),  # its id says that it was made long ago
        ("un", LogKind.REVIEW, 3),
        ("deux", LogKind.REVIEW, 4),
        ("un", LogKind.REVIEW, 3),
        ("un", LogKind.REVIEW, 3),
        ("deux", LogKind.FORGET, None),
        ("deux", LogKind.SUSPEND, None),
        ("un", LogKind.REVIEW, 1),
        ("un", LogKind.REVIEW, 3),
        ("un", LogKind.PRACTICE, 4),
    ]
    first = rows.all()[1].entry
    assert (first.duration_ms, first.label, first.was) == (4000, "un ?", None)
    assert first.at.isoformat() == "2026-01-01T12:00:00+00:00"
    un, deux = rows.state("un"), rows.state("deux")
    assert un is not None
    assert un.memory is not None
    assert deux is not None
    assert (un.memory.lapses, un.memory.reps, un.flag) == (1, 5, 3)
    assert (deux.memory, deux.suspended) == (None, True)
    assert rows.state("trois") is None


def test_again_adds_nothing_and_new_answers_only(
    cli: Cli, package: Path, home: Path, rows: Rows
) -> None:
    cli("deck", "import", str(package), "--history")
    before, state = rows.all(), rows.state("un")
    ran = cli("deck", "import", str(package), "--history", "--lang", "en")
    assert "History: 10 rows found; nothing new." in ran.out
    assert (rows.all(), rows.state("un")) == (before, state)
    notes = [["un, dit autrement ?", "a"], ["deux ?", "b"], ["trois ?", "c"]]
    by_hand(home / "cours.apkg", notes, more=GIVEN + MARKED + log((30, 3, 3, LEARN, 0)))
    cli("deck", "import", str(package), "--history")
    assert len(rows.all()) == len(before) + 1
    assert rows.state("trois")


def test_a_mark_that_is_still_there_is_not_made_again_after_new_answers(
    cli: Cli, package: Path, home: Path, rows: Rows
) -> None:
    cli("deck", "import", str(package), "--history")
    notes = [["un ?", "a"], ["deux ?", "b"], ["trois ?", "c"]]
    by_hand(home / "cours.apkg", notes, more=GIVEN + MARKED + log((30, 1, 3, REVIEW, 2500)))
    cli("deck", "import", str(package), "--history")
    kinds = [row.entry.kind for row in rows.all() if row.entry.key.card == "un"]
    assert (kinds.count(LogKind.REVIEW), kinds.count(LogKind.FLAG)) == (6, 1)


def test_a_renamed_card_keeps_its_history_once(
    cli: Cli, own: Path, package: Path, rows: Rows
) -> None:
    cli("deck", "import", str(package), "--history")
    deck, before = own / "cours.yaml", rows.all()
    text = deck.read_text("utf-8")
    deck.write_text(text.replace("- basic: un\n", "- basic: premier\n    aliases: [un]\n"), "utf-8")
    assert cli("deck", "import", str(package), "--history").code == 0
    answers = [row for row in rows.all() if row.entry.kind is LogKind.REVIEW]
    assert len(answers) == sum(row.entry.kind is LogKind.REVIEW for row in before)


def test_a_dry_run_and_json_tell_the_counts(cli: Cli, package: Path, rows: Rows) -> None:
    ran = cli("deck", "import", str(package), "--history", "--dry-run", "--lang", "en")
    assert "History: 10 rows would be taken over." in ran.out
    assert rows.all() == []
    told = json.loads(cli("deck", "import", str(package), "--history", "--json").out)
    assert told["history"] == {"found": 10, "came": 10, "cards": 2, "impossible": 2}


def test_without_the_option_progress_is_left_alone(cli: Cli, package: Path, home: Path) -> None:
    cli("deck", "import", str(package))
    assert not (home / "progress.db").exists()


def test_a_file_without_history_says_so(cli: Cli, home: Path) -> None:
    table = home / "t.csv"
    table.write_text("Question;Réponse\nq;r\n", "utf-8")
    ran = cli("deck", "import", str(table), "--history", "--lang", "en")
    assert (ran.code, "There is no history in this file." in ran.out) == (0, True)


def test_the_log_stays_one_that_can_be_exchanged(
    cli: Cli, package: Path, home: Path, rows: Rows
) -> None:
    cli("deck", "import", str(package), "--history")
    file = home / "log.jsonl"
    assert cli("log", "export", str(file)).code == 0
    before = rows.state("un")
    other = str(home / "other.db")
    assert cli("log", "merge", str(file), "--db", other).code == 0
    assert Rows(Path(other)).state("un") == before
