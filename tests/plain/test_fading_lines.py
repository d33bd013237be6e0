"""Solutions that fade, line by line."""

from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from tests.plain.conftest import Studied
from tests.study.progress import met
from tests.study.test_correcting import MARGE

READ = "Read the solution, then Enter: this calculation comes back with other numbers."


def test_it_is_read_and_then_to_finish(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([MARGE], "", "q")
    [row] = store.rows()
    assert (row.entry.kind, row.entry.rating) == (LogKind.INTRODUCED, None)
    first = said.index("A new calculation, worked for you.")
    read = said.index(READ)
    assert said[first + 2].startswith("Answer: ")
    assert said[first + 3] == "Solution:"
    assert not [line for line in said[:read] if line.startswith("Your answer")]
    begun = said.index("The solution so far, to finish:")
    assert begun > read
    assert said[begun + 1].startswith("Marge : ")
    assert said[begun + 2] == "… = ?"
    assert said[begun + 3].startswith("Your answer")
    assert said[begun - 1] != said[first + 1], "other numbers"


def test_only_enter_goes_on(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([MARGE], "3", "40", "?", "h", "q")
    assert list(store.rows()) == []
    assert said.count(READ) == 4
    assert "No hint left." in " ".join(said) or "hint" in " ".join(said)


def test_it_is_put_away_skipped_and_taken_back(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([MARGE], "s", "", "u", "-", "q")
    assert said.count("A new calculation, worked for you.") == 3
    assert [row.entry.kind for row in store.rows()] == [
        LogKind.INTRODUCED,
        LogKind.UNDO,
        LogKind.BURY,
    ]


def test_what_is_begun_is_judged_as_any(reviewed: Studied, store: SqlStore) -> None:
    met(store, MARGE)
    said = reviewed([MARGE], "0.123", "", "q")
    assert [row.entry.rating for row in store.rows()][-1] is Rating.AGAIN
    assert said.count("The solution so far, to finish:") == 2, "it stays begun until it is right"
    assert "Solution:" in said


def test_it_speaks_french(reviewed: Studied) -> None:
    said = reviewed([MARGE], "", "q", language="fr")
    assert "Nouveau calcul, résolu pour toi." in said
    assert "Le début de la solution, à finir\u00a0:" in said
