"""Calculation drills: a template, its drawn problems, and what a wrong answer tells."""
