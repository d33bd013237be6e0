"""Deck files in folders: found, remembered, watched, written whole."""
