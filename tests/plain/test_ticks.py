"""A choice with several right answers, and what is said of a wrong option, line by line."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.choice import WrongOption
from kpitrainer.plain.card_lines import ticked
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import both, card, choice, ticks
from tests.plain.conftest import Studied

CARD = card("scores", ticks())


def numbers(said: Sequence[str], *texts: str) -> list[str]:
    """The numbers of these options as they were said."""
    options = {line[2:]: line[0] for line in said if line[:1] in tuple("12345")}
    return [options[text] for text in texts]


def typed_at(store: SqlStore, of: Card) -> list[tuple[tuple[str, ...], str | None]]:
    answered = (row.entry.answered for row in store.history(of.key))
    return [(tuple(sorted(each.typed)), each.mistake) for each in answered if each]


def test_numbers_are_typed_and_the_set_is_judged(reviewed: Studied, store: SqlStore) -> None:
    asked = reviewed([CARD], "q")
    assert "All right answers, from 1 to 5, such as 1 3 (or Enter to see them):" in asked
    options = [line for line in asked if line[:2] in ("1 ", "2 ", "3 ", "4 ", "5 ")]
    assert options[-1] == "5 neither"
    right = numbers(asked, "CSAT", "NPS")
    said = reviewed([CARD], " ".join(right), "3")
    assert "Well spotted." in said
    at = said.index("Answer:")
    assert said[at + 1 : at + 3] == ["- CSAT", "- NPS"]
    assert typed_at(store, CARD) == [(("CSAT", "NPS"), None)]


def test_what_is_missing_and_too_much_is_told_in_french(reviewed: Studied, store: SqlStore) -> None:
    asked = reviewed([CARD], "q", language="fr")
    line = ",".join(numbers(asked, "attrition", "NPS"))
    said = reviewed([CARD], line, "1", language="fr")
    assert "Elle se compte. Il manque\u00a0: CSAT. En trop\u00a0: attrition." in said
    assert typed_at(store, CARD) == [(("NPS", "attrition"), "churn")]


@pytest.mark.parametrize("line", ["6", "0", "1 6", "a", "1-3", "١"])
def test_what_is_no_number_of_an_option_costs_nothing(
    reviewed: Studied, store: SqlStore, line: str
) -> None:
    said = reviewed([CARD], line, "q")
    assert "Answer with numbers from 1 to 5, such as 1 3." in said
    assert typed_at(store, CARD) == []


def test_an_empty_line_shows_them(reviewed: Studied) -> None:
    said = reviewed([CARD], "", "1")
    assert "- CSAT" in said
    assert not any("Missing" in line for line in said)


@pytest.mark.parametrize(
    ("line", "count", "places"),
    [
        ("1 3", 5, (0, 2)),
        ("1,3", 5, (0, 2)),
        ("1, 3", 5, (0, 2)),
        ("1;3;", 5, (0, 2)),
        ("1 + 3", 5, (0, 2)),
        ("31", 5, (0, 2)),
        ("3 3", 5, (2,)),
        ("19", 9, (0, 8)),
        ("10", 10, (9,)),
        ("1 10", 10, (0, 9)),
        ("12", 10, ()),
        ("13", 9, (0, 2)),
        ("6", 5, ()),
        ("", 5, ()),
        (",", 5, ()),
        ("1.3", 5, ()),
    ],
)
def test_how_numbers_may_be_written(line: str, count: int, places: tuple[int, ...]) -> None:
    assert ticked(line, count) == places


def test_what_is_said_of_the_one_that_was_chosen(reviewed: Studied, store: SqlStore) -> None:
    said_of = WrongOption(both("les primes"), both("[b]Non[/b], elles coûtent."))
    of = card("pick", replace(choice(), wrong=(said_of, *choice().wrong[1:])))
    asked = reviewed([of], "q")
    (number,) = numbers(asked, "les primes")
    said = reviewed([of], number, "1")
    assert "[b]Non[/b], elles coûtent." in said
    assert typed_at(store, of) == [(("les primes",), "les primes")]
