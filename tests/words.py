"""The words by which the answers of the shipped decks are judged, for tests."""

from pathlib import Path

from kpitrainer.deckfile import BaseWords

BASE_WORDS = BaseWords((Path(__file__).parents[1] / "decks" / "words.toml").read_bytes())
VOCABULARY = BASE_WORDS.vocabulary
