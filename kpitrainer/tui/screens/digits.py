"""The digit keys, on any keyboard."""

from textual.binding import Binding

_FRENCH = ("ampersand", "é", "quotation_mark", "apostrophe", "left_parenthesis")
"""The digit row of a French keyboard, unshifted: & é " ' (; its 6 is the minus that buries."""

DIGITS = (
    *(
        Binding(f"{digit},{key}", f"digit({digit})", show=False)
        for digit, key in enumerate(_FRENCH, start=1)
    ),
    Binding("6", "digit(6)", show=False),
)
"""1 to 6: a choice, or a rating."""
