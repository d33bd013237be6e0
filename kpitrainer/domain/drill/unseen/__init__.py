"""Mistakes never seen before: small formulas for wrong answers that nothing known explains."""
