"""Spaced repetition and calculation drills for marketing control, in a terminal."""

__version__ = "0.1.0"
