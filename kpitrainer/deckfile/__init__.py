"""Deck files: strict YAML to decks, with every problem at its line."""
