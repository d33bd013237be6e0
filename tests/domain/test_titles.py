"""The titles by which tags and sources are shown."""

from dataclasses import replace

import pytest

from kpitrainer.domain.cards.titles import Titles, source_kind
from kpitrainer.study.library import Library
from tests.factories import both, deck

FIRST = replace(
    deck("first"),
    tags={"fidelite": {"fr": "Fidélité"}, "nps": both("NPS")},
    sources={"S0": {"fr": "La liste du cours", "en": "The course’s own list"}},
)
SECOND = replace(
    deck("second"),
    tags={"fidelite": {"fr": "Autre", "en": "Loyalty"}},
    sources={"S0": both("Autre"), "X": both("Ailleurs")},
)
TITLES = Titles.of((FIRST, SECOND))


@pytest.mark.parametrize(
    ("tag", "language", "shown"),
    [
        ("fidelite", "fr", "Fidélité"),
        ("fidelite", "en", "Loyalty"),
        ("nps", "en", "NPS"),
        ("sans-titre", "fr", "sans-titre"),
    ],
)
def test_a_tag_is_shown_by_the_first_title_in_the_readers_language(
    tag: str, language: str, shown: str
) -> None:
    assert TITLES.tag(tag, language) == shown


def test_a_title_in_one_language_serves_readers_of_another() -> None:
    assert Titles.of((FIRST,)).tag("fidelite", "en") == "Fidélité"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (("S0-12", "S0-14", "X-05"), ["La liste du cours", "Ailleurs"]),
        (("S9-12",), []),
        (("Reichheld, 2003", "S0-1b"), ["Reichheld, 2003", "La liste du cours"]),
        (("https://exemple.fr/a-12", "Kotler"), ["https://exemple.fr/a-12", "Kotler"]),
        (("S0",), ["S0"]),
    ],
)
def test_no_code_is_shown(written: tuple[str, ...], shown: list[str]) -> None:
    assert TITLES.sources_of(written, "fr") == shown


def test_what_stands_before_the_hyphen_of_a_code() -> None:
    assert [source_kind(each) for each in ("S0-12", "X-05", "Kotler-Keller")] == ["S0", "X", ""]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fidelite", "fidelite"),
        ("FIDÉLITÉ", "fidelite"),
        ("loyalty", "fidelite"),
        ("Nps", "nps"),
        ("Sans-Titre", "sans-titre"),
        ("autres", None),
    ],
)
def test_a_tag_is_found_by_its_name_or_its_title(typed: str, found: str | None) -> None:
    assert TITLES.named(typed, {"fidelite", "nps", "sans-titre"}) == found


def test_decks_that_are_hidden_give_titles_too() -> None:
    assert Library((FIRST,), hidden=(SECOND,)).titles.tag("fidelite", "en") == "Loyalty"
