"""Texts, questions and answers as parts of pages of HTML."""
