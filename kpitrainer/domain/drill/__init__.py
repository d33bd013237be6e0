"""Calculation drills: a template, its drawn exercises, and what a wrong answer tells."""
