"""The shipped decks teach the whole curriculum, and in an order that makes sense."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from kpitrainer.config import Settings
from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock

INDEX: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "data" / "curriculum-index.yaml").read_text("utf-8")
)
ROWS: Mapping[str, str] = {row["id"]: row["kind"] for row in INDEX["rows"]}
EXCLUDED = {row for row, kind in ROWS.items() if kind == "excluded"}
DRILLS = [drill["slug"] for drill in INDEX["drills"]]
CURRICULUM = {deck["slug"] for deck in INDEX["decks"]} | {"calculs"}

ROOT = Path(__file__).parents[1]
SOURCES = (ROOT / "docs" / "sources.md").read_text("utf-8")

DECKS = load_decks([ROOT / "decks"], None).decks
PLACE = {deck.id: place for place, deck in enumerate(DECKS)}
ENTRIES: Mapping[str, Card] = {
    card.key.entry: card for deck in DECKS if deck.id in CURRICULUM for card in deck.cards
}
CITED = {row for card in ENTRIES.values() for row in card.source}
WRITTEN_DRILLS = [name for name, card in ENTRIES.items() if isinstance(card.content, Drill)]


def test_the_index_is_whole() -> None:
    assert len(ROWS) == 306
    assert len(ROWS) - len(EXCLUDED) == 291
    assert sum(len(deck["cards"]) for deck in INDEX["decks"]) == 255
    assert len(INDEX["decks"]) == 17
    assert len(DRILLS) == 35


# --- coverage


def test_every_row_is_taught() -> None:
    assert ROWS.keys() - EXCLUDED - CITED == set()


def test_every_row_is_taught_by_a_card_that_is_no_drill() -> None:
    """A drill has one practise a fact; it does not tell it."""
    told = {
        row
        for card in ENTRIES.values()
        if not isinstance(card.content, Drill)
        for row in card.source
    }
    assert ROWS.keys() - EXCLUDED - told == set()


def test_no_card_cites_an_unknown_or_excluded_row() -> None:
    cited = {row for deck in DECKS for card in deck.cards for row in card.source}
    assert cited <= ROWS.keys() - EXCLUDED


def test_every_card_of_the_curriculum_rests_on_a_row() -> None:
    assert [name for name, card in ENTRIES.items() if not card.source] == []


def _covering(names: Mapping[str, Card]) -> dict[str, set[str]]:
    covering: dict[str, set[str]] = {}
    for name, card in names.items():
        for row in card.source:
            covering.setdefault(row, set()).add(name)
    return covering


def test_the_index_says_which_cards_cover_a_row() -> None:
    covering = _covering(ENTRIES)
    slugs = {drill["id"]: drill["slug"] for drill in INDEX["drills"]}
    for row, names in INDEX["coverage"].items():
        expected = {slugs.get(name, name) for name in names}
        assert covering.get(row, set()) == expected, row
    assert covering.keys() <= INDEX["coverage"].keys()


def test_every_drill_of_the_curriculum_is_there_in_its_order() -> None:
    assert WRITTEN_DRILLS == DRILLS


def test_every_formula_is_practised() -> None:
    slugs = {drill["id"]: drill["slug"] for drill in INDEX["drills"]}
    unpractised = [
        formula["id"]
        for formula in INDEX["formulas"]
        if not {slugs[drill] for drill in formula["drills"]} & ENTRIES.keys()
    ]
    assert unpractised == []


def test_every_correction_is_taught_by_a_card_that_says_why() -> None:
    corrected = {
        row
        for card in ENTRIES.values()
        if card.why is not None and not isinstance(card.content, Drill)
        for row in card.source
    }
    errata = {row for row, kind in ROWS.items() if kind == "erratum"}
    assert len(errata) == 47
    assert errata - corrected == set()


# --- order


def test_the_first_session_begins_with_the_control_steps(tmp_path: Path) -> None:
    store = open_store(tmp_path / "progress.db")
    clock = FixedClock(datetime(2026, 11, 21, 10, tzinfo=UTC))
    chance = Random(1)  # noqa: S311 - it draws seeds
    trainer = Trainer(Library(DECKS), store, clock, Settings(), chance)
    plan = trainer.plan(Selection())
    store.close()
    decks = list(dict.fromkeys(queued.card.key.deck for queued in plan.main()))
    assert plan.main()[0].card.key == ("controle-etapes", "ctl-etapes-ordre")
    assert decks[:2] == ["controle-etapes", "priorites-perspectives"]


def test_the_path_through_the_decks() -> None:
    assert [deck.id for deck in DECKS if deck.id in CURRICULUM] == [
        "controle-etapes",
        "priorites-perspectives",
        "mesures-ventes-digital-pub",
        "clients-fidelite",
        "kpi-fondamentaux",
        "csat-nps-ces",
        "demarche-satisfaction",
        "kpi-familles-choix",
        "kpi-crm",
        "bonnes-pratiques-crm",
        "formules",
        "mesurer-outils",
        "mesures-succes",
        "reclamations",
        "calculs",
        "indicateurs-operationnels",
        "mesures-business",
        "succes-complements",
    ]


def test_every_deck_but_the_first_says_what_it_comes_after() -> None:
    assert [deck.id for deck in DECKS if not deck.after] == ["controle-etapes"]
    assert all(PLACE[need.deck] < PLACE[deck.id] for deck in DECKS for need in deck.after)


@pytest.mark.parametrize("drill", INDEX["drills"], ids=lambda drill: drill["slug"])
def test_a_drill_comes_after_a_card_that_explains_it(drill: Mapping[str, Any]) -> None:
    """A card, of a deck that everybody studies, on a fact that the drill and its formula share."""
    rows = {
        row for each in INDEX["formulas"] if each["id"] in drill["formulas"] for row in each["rows"]
    }
    told_by = {
        deck.id
        for deck in DECKS
        if PLACE[deck.id] < PLACE["calculs"] and not deck.optional
        for card in deck.cards
        if rows & set(drill["rows"]) & set(card.source)
    }
    assert told_by


# --- docs/sources.md


def test_the_corrections_are_listed_with_the_cards_that_teach_them() -> None:
    listed = {
        row: set(cards.strip("` ").split("`, `"))
        for row, cards in re.findall(r"^\| (S\d-\d+) \|.*\|.*\| (.*) \|$", SOURCES, re.MULTILINE)
    }
    covering = _covering(
        {name: card for name, card in ENTRIES.items() if not isinstance(card.content, Drill)}
    )
    errata = {row for row, kind in ROWS.items() if kind == "erratum"}
    assert listed == {row: covering[row] for row in errata}


def test_every_reference_from_outside_is_named() -> None:
    named = set(re.findall(r"X-\d+", SOURCES))
    for first, last in re.findall(r"X-(\d+) to X-(\d+)", SOURCES):
        named |= {f"X-{number:02}" for number in range(int(first), int(last) + 1)}
    assert {row for row in ROWS if row.startswith("X-")} <= named
