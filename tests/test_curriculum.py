"""The shipped decks teach the whole curriculum, and in an order that makes sense."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import yaml

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock
from tests.shipped import DECKS

ROOT = Path(__file__).parents[1]
ROWS: Mapping[str, str] = {
    row["id"]: row["kind"]
    for row in yaml.safe_load(
        (ROOT / "tests" / "data" / "curriculum-index.yaml").read_text("utf-8")
    )["rows"]
}
TAUGHT = {row for row, kind in ROWS.items() if kind != "excluded"}
ERRATA = {row for row, kind in ROWS.items() if kind == "erratum"}
SOURCES = (ROOT / "docs" / "sources.md").read_text("utf-8")

PLACE = {deck.id: place for place, deck in enumerate(DECKS)}
FACTS: Mapping[str, Card] = {
    card.key.entry: card
    for deck in DECKS
    for card in deck.cards
    if not isinstance(card.content, Drill)
}


def test_the_index_is_whole() -> None:
    assert (len(ROWS), len(TAUGHT), len(ERRATA)) == (306, 291, 47)


# --- coverage


def test_every_row_is_taught_by_a_card_that_is_no_drill() -> None:
    """A drill has one practise a fact; it does not tell it."""
    assert TAUGHT - {row for card in FACTS.values() for row in card.source} == set()


def test_no_card_cites_an_unknown_or_excluded_row() -> None:
    assert {row for deck in DECKS for card in deck.cards for row in card.source} <= TAUGHT


def test_every_fact_rests_on_a_row() -> None:
    """Formulas are common knowledge: what they mean stands in docs/glossary.yaml."""
    assert [
        str(card.key)
        for card in FACTS.values()
        if not card.source and not card.key.deck.startswith("calculs-")
    ] == []


def test_every_correction_is_taught_by_a_card_that_says_why() -> None:
    corrected = {row for card in FACTS.values() if card.why is not None for row in card.source}
    assert ERRATA - corrected == set()


# --- order


def test_the_first_session_begins_with_the_control_steps(tmp_path: Path) -> None:
    store = open_store(tmp_path / "progress.db")
    clock = FixedClock(datetime(2026, 11, 21, 10, tzinfo=UTC))
    chance = Random(1)  # noqa: S311 - it draws seeds
    trainer = Trainer(Library(DECKS), store, clock, Settings(), chance)
    plan = trainer.plan(Selection())
    store.close()
    assert plan.main()[0].card.key.deck == "controle-etapes"


def test_the_path_through_the_decks() -> None:
    assert [deck.id for deck in DECKS if not deck.optional] == [
        "controle-etapes",
        "calculs-evolutions",
        "kpi-fondamentaux",
        "priorites-perspectives",
        "csat-nps-ces",
        "calculs-satisfaction",
        "mesures-ventes-digital-pub",
        "calculs-ventes",
        "clients-fidelite",
        "calculs-fidelite",
        "calculs-publicite",
        "kpi-familles-choix",
        "kpi-crm",
        "mesures-business",
        "calculs-finance",
        "demarche-satisfaction",
        "reclamations",
        "bonnes-pratiques-crm",
        "mesurer-outils",
        "mesures-succes",
    ]
    assert [deck.id for deck in DECKS if deck.optional] == [
        "calculs-marketing-plus",
        "calculs-plus",
        "indicateurs-operationnels",
        "succes-complements",
    ]


def test_every_deck_but_the_first_says_what_it_comes_after() -> None:
    assert [deck.id for deck in DECKS if not deck.after] == ["controle-etapes"]
    assert all(PLACE[need.deck] < PLACE[deck.id] for deck in DECKS for need in deck.after)


# --- docs/sources.md


def test_the_corrections_are_listed_with_the_cards_that_teach_them() -> None:
    listed = {
        row: set(cards.strip("` ").split("`, `"))
        for row, cards in re.findall(r"^\| (S\d-\d+) \|.*\|.*\| (.*) \|$", SOURCES, re.MULTILINE)
    }
    assert listed == {
        row: {name for name, card in FACTS.items() if row in card.source} for row in ERRATA
    }


def test_every_reference_from_outside_is_named() -> None:
    named = set(re.findall(r"X-\d+", SOURCES))
    for first, last in re.findall(r"X-(\d+) to X-(\d+)", SOURCES):
        named |= {f"X-{number:02}" for number in range(int(first), int(last) + 1)}
    assert {row for row in ROWS if row.startswith("X-")} <= named
