"""Hints of cards that are no drill, exact answers, numbers, some items of a list, in lines."""

import pytest

from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.domain.cards.card_types.number_answer import Tolerance
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import both, card, choice, claim, typed
from tests.plain.conftest import Studied
from tests.study.progress import met

HINT = {"fr": "Un indice à lire", "en": "A hint to read"}
COMMAND = Basic(both("?"), both("git commit -m"), typed=True, exact=True)
NUMBER = Basic(both("?"), both("4"), typed=True, tolerance=Tolerance(1))  # type: ignore[arg-type]
SIGNS = ListRecall(
    both("Two signs?"),
    tuple(ListItem(both(text)) for text in ("buying", "praise", "patience")),
    enough=2,
)


@pytest.mark.parametrize("content", [Basic(both("?"), both("!")), typed(), choice(), claim()])
def test_a_hint_is_offered_given_and_makes_it_hard(
    content: Content, reviewed: Studied, store: SqlStore
) -> None:
    one = card("one", content, hint=HINT)
    met(store, one)
    said = reviewed([one], "h", "h", "h", "q")
    assert "h gives a hint." in said
    assert said.count("Hint: A hint to read") == 1
    assert "No hint left here." in said


def test_without_one_none_is_offered(reviewed: Studied, store: SqlStore) -> None:
    one = card("one", Basic(both("?"), both("!")))
    met(store, one)
    said = reviewed([one], "h", "", "", "q")
    assert "h gives a hint." not in said
    assert "No hint left here." in said
    assert list(store.rows())[-1].entry.rating is Rating.GOOD


def test_after_it_enter_takes_hard(reviewed: Studied, store: SqlStore) -> None:
    one = card("one", Basic(both("?"), both("!")), hint=HINT)
    met(store, one)
    reviewed([one], "h", "", "", "q")
    entry = list(store.rows())[-1].entry
    assert (entry.rating, entry.answered and entry.answered.hints) == (Rating.HARD, 1)


def test_the_first_sign_that_differs_is_told(reviewed: Studied) -> None:
    said = reviewed([card("one", COMMAND)], "git commit m", "q")
    assert "Every sign counts here: at sign 12, “-” is missing." in said
    assert "Answer: git commit -m" in said


def test_what_is_no_number_is_asked_again(reviewed: Studied) -> None:
    said = reviewed([card("one", NUMBER)], "four", "4,9", "q")
    told = next(line for line in said if line.startswith("I cannot read a number there."))
    assert said.index(told) < said.index("Well spotted.")


def test_of_a_list_those_given_are_told(reviewed: Studied) -> None:
    said = reviewed([card("one", SIGNS)], "patience", "buying", "q")
    assert any(line.startswith("2 items to give, whichever you like") for line in said)
    assert {"Found: 1 of 2.", "That is enough of them.", "2 of 2."} <= set(said)
    assert [line for line in said if line[:2] in ("1.", "2.", "3.")] == [
        "1. buying (given)",
        "2. praise",
        "3. patience (given)",
    ]
