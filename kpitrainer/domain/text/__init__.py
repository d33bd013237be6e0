"""Texts and numbers as people type them, compared: pure, in French and English."""
