"""How much of its solution a drill is asked with: less and less, as it is known better."""

from enum import IntEnum


class Rung(IntEnum):
    """The rungs of fading solutions, from all shown to more than asked.

    WORKED shows a problem with its whole solution and asks nothing, LAST_STEP the solution up to
    its last step, ALL_OPEN the problem alone. FIND_ERROR is a sheet that somebody else worked.
    """

    WORKED = 0
    LAST_STEP = 1
    ALL_OPEN = 2
    FIND_ERROR = 3
