"""A new card is introduced, not tested."""

import pytest

from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import bare_drill, card, choice, claim, cloze, recall_list, template, typed
from tests.plain.conftest import Studied
from tests.test_front_ends_agree import TWO_PARTS

FAILURES = ("Again", "not it", "missed", "% right", "To work on", "Found")
"""What is said of answers that were no good, or counts any."""

CONTENTS = {
    "revealed": None,
    "typed": typed(),
    "gap": cloze(is_typed=True),
    "list": recall_list(),
    "ordered": recall_list(ordered=True),
    "choice": choice(),
    "claim": claim(),
    "drill": bare_drill().content,
    "parts": Drill(template(TWO_PARTS, "parts")),
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
@pytest.mark.parametrize("studied", ["", "1"])
def test_asked_for_at_once_it_is_studied_and_comes_again(
    reviewed: Studied, store: SqlStore, content: Content | None, studied: str
) -> None:
    said = reviewed([card("one", content)], "", studied, "q")
    [row] = store.rows()
    assert (row.entry.kind, row.entry.rating) == (LogKind.INTRODUCED, None)
    assert row.entry.answered is None
    asked = [place for place, line in enumerate(said) if line.startswith("deck, ")]
    assert len(asked) == 2
    assert said[asked[0] + 1] == "New card: Enter shows it."
    assert "New card: Enter shows it." not in said[asked[1] :], "it was shown"
    [bar] = [line for line in said if line.startswith("Study the answer, then Enter: you will be")]
    assert bar.endswith("If you knew it: 2 Hard, 6 minutes · 3 Good, 10 minutes · 4 Easy, 10 days.")
    assert said[said.index(bar) + 1] == "See you soon for this card."
    assert not [line for line in said for failure in FAILURES if failure in line]
    assert [line for line in said if "discovered" in line] == ["1 card · 1 discovered · 0\u00a0s"]


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_who_knew_it_says_so(reviewed: Studied, store: SqlStore, rating: Rating) -> None:
    reviewed([card("one")], "", "5", str(int(rating)), "q")
    [row] = store.rows()
    assert (row.entry.kind, row.entry.rating) == (LogKind.REVIEW, rating)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (typed(), ["zebra"]),
        (recall_list(), ["zebra", ""]),
        (claim(answer=False), ["1"]),
        (bare_drill().content, ["9999"]),
        (CONTENTS["parts"], ["9999", "", ""]),  # the second part is given up
    ],
)
def test_whoever_tries_has_answered(
    reviewed: Studied, store: SqlStore, content: Content, lines: list[str]
) -> None:
    said = reviewed([card("one", content)], *lines, "", "q")
    [row] = store.rows()
    assert (row.entry.kind, row.entry.rating) == (LogKind.REVIEW, Rating.AGAIN)
    assert "To work on:" in said
    assert "forgotten" not in "".join(said)


@pytest.mark.parametrize("content", [typed(), bare_drill().content])
def test_what_cannot_be_read_is_no_try(
    reviewed: Studied, store: SqlStore, content: Content
) -> None:
    said = reviewed([card("one", content)], "?!", "", "", "q")
    [row] = store.rows()
    assert row.entry.kind is LogKind.INTRODUCED
    assert "That’s not it." not in said


def test_the_info_of_an_introduced_card(reviewed: Studied) -> None:
    said = reviewed([card("one")], "", "", "i", "q")
    assert "Card discovered on 4 October 2024, not asked yet." in said
    assert not [line for line in said if line.startswith("Stability")]


def test_an_introduction_is_undone(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([card("one")], "", "", "u", "", "4", "")
    assert said.count("New card: Enter shows it.") == 2
    assert [row.entry.kind for row in store.rows()] == [
        LogKind.INTRODUCED,
        LogKind.UNDO,
        LogKind.REVIEW,
    ]
