"""How much is tried before a change lands, when there are minutes, and how much by hand."""

import os

LANDING = bool(os.environ.get("CI"))
"""What must pass before a change lands tries the same few examples each time."""


def examples(by_hand: int) -> int:
    """How many of the examples that are tried by hand are tried before a change lands."""
    return max(by_hand // 3, 1) if LANDING else by_hand
