"""Deck files: strict YAML to decks, with every problem at its line."""

from kpitrainer.deckfile.library import Loaded, load_decks

__all__ = ["Loaded", "load_decks"]
