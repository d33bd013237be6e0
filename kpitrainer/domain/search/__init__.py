"""Anki's search language: read with errors at their column, written, met or not by a card."""
