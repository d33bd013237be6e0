"""A card whose meaning changed, line by line."""

import pytest

from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import card
from tests.plain.conftest import Studied
from tests.study.progress import known

CARD = card("nps", version=2)


def done(store: SqlStore) -> list[LogKind]:
    return [row.entry.kind for row in store.history(CARD.key)][1:]


@pytest.fixture(autouse=True)
def _due(store: SqlStore) -> None:
    known(store, CARD)


def test_enter_keeps(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([CARD], "", "", "4")
    asked = said.index("This card has changed its meaning: its author says so, without saying how.")
    assert said[asked + 1] == "nps?", "which card it is"
    assert said[asked + 2].startswith("Enter: keep your progress. r: ")
    assert said[asked + 3] == "Progress kept."
    assert "nps?" in said[asked + 4 :]
    assert done(store) == [LogKind.KEEP, LogKind.REVIEW]


def test_r_starts_afresh_and_u_asks_again(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([CARD], "r", "u", "x", "R", "", "3", language="fr")
    assert said.count("Carte reprise à zéro. Pour annuler, tape u.") == 2
    assert sum("a changé de sens" in line for line in said) == 2
    assert any(line.startswith("Entrée\u00a0: ce que tu sais") for line in said), "x is no choice"
    assert done(store) == [LogKind.RESTART, LogKind.UNDO, LogKind.RESTART, LogKind.REVIEW]
    memory = store.states()[CARD.key].memory
    assert memory is not None
    assert memory.reps == 1


@pytest.mark.parametrize("lines", [["q"], [], ["u", "?", "q"]])
def test_left_at_the_question_nothing_is_stored(
    reviewed: Studied, store: SqlStore, lines: list[str]
) -> None:
    said = reviewed([CARD], *lines)
    named = [line for line in said if "nps?" in line]
    assert len(named) == sum("has changed its meaning" in line for line in said), "never asked"
    assert done(store) == []
    if "?" in lines:
        assert "There is nothing to undo." in said or "Nothing to undo." in said
        assert any(line.startswith("Enter: what you know") for line in said)


def test_what_its_author_says_of_the_change_is_told(reviewed: Studied) -> None:
    said = {2: {"fr": "[b]Score[/b] sur 100.", "en": "[b]Score[/b] of 100."}}
    english = reviewed([card("nps", version=2, changes=said)], "q")
    told = "This card has changed its meaning. Its author says: [b]Score[/b] of 100."
    assert english[english.index(told) + 1] == "nps?"
    french = reviewed([card("nps", version=2, changes=said)], "q", language="fr")
    told = "Cette carte a changé de sens. Son auteur dit\u00a0: [b]Score[/b] sur 100."
    assert told in french
