"""Mistakes never seen before: small formulas that explain wrong answers which nothing known does."""
