"""How what became of an answer is marked."""

from kpitrainer.domain.verdict import Outcome
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD

RIGHT, WRONG, NEAR, UNCLEAR = "✓", "✗", "≈", "?"

TICKED, UNTICKED = "[x]", "[ ]"
"""Boxes before options of which several are right."""

MARKS = {
    Outcome.RIGHT: (RIGHT, GOOD),
    Outcome.WRONG: (WRONG, BAD),
    Outcome.NEAR: (NEAR, ACCENT),
    Outcome.UNCLEAR: (UNCLEAR, ACCENT),
}
"""How each outcome is marked; the mark says it without colour too."""
