"""Deck files: strict YAML to decks, with every diagnostic at its line.

`lint.check_decks` looks closer and is imported from there: loading mostly needs no YAML.
"""

from kpitrainer.deckfile.files.deck_cache import BaseWords
from kpitrainer.deckfile.files.deck_folders import Loaded, load_decks

__all__ = ["BaseWords", "Loaded", "load_decks"]
