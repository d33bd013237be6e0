"""The course's editions: cards, and what is labelled of the answers to them.

Of the first edition there are the cards with labelled answers that the second changed or dropped.
They stay as they were: they guard how answers are judged, whatever the course asks today.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpitrainer.authoring.answer_check import judge
from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.verdict import Outcome
from kpitrainer.study.library import Library
from tests import shipped
from tests.words import BASE_WORDS

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Edition:
    """The decks in one folder, and the labels on answers to their cards in another."""

    name: str
    decks: Path
    labels: Path

    @cached_property
    def library(self) -> Library:
        if self.decks == shipped.FOLDER:
            return shipped.LIBRARY
        return Library(load_decks([self.decks], None, BASE_WORDS).decks)

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Cards by their keys as text: "kpi-crm/ksat-liste"."""
        return {str(key): card for key, card in self.library.by_key.items()}

    @cached_property
    def cards_by_id(self) -> Mapping[str, Card]:
        """Cards by what is their own in their keys: "ksat-liste"."""
        return {key.card: card for key, card in self.library.by_key.items()}

    @cached_property
    def answered(self) -> Sequence[str]:
        """The decks in whose files answers are labelled."""
        return sorted(path.stem for path in (self.labels / "answers").glob("*.jsonl"))

    def lines(self, table: str) -> list[dict[str, Any]]:
        """The labelled answers in a table: "judged-answers", "answers/kpi-crm"."""
        text = (self.labels / f"{table}.jsonl").read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def word_pairs(self) -> list[dict[str, Any]]:
        """Answers in which a word of the course is another, one a pair of words."""
        lines = (self.labels / "real-word-pairs.txt").read_text("utf-8").splitlines()
        rows = (line.split("\t") for line in lines if not line.startswith("#"))
        return [{"card": row[3], "lang": row[0], "typed": row[5]} for row in rows]

    @cached_property
    def short_forms(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """Short answers by the ids of their entries, under "lists", "gaps" and "typed"."""
        forms = yaml.safe_load((self.labels / "short-forms.yaml").read_text("utf-8"))
        assert isinstance(forms, dict)
        return forms

    def outcome(self, line: Mapping[str, Any]) -> Outcome:
        """How the answer of a labelled line is judged."""
        card = self.cards[line["card"]]
        vocabulary = self.library.vocabulary(card)
        return judge(card, line["lang"], line["typed"], vocabulary, item=line.get("item")).outcome


SECOND = Edition("second", shipped.FOLDER, DATA)
FIRST = Edition("first", DATA / "first-edition" / "decks", DATA / "first-edition")
EDITIONS = (SECOND, FIRST)

per_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
