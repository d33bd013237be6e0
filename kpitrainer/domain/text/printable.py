"""Text that no terminal takes for a command, as names of files and what a system says may be."""

import re

STEERING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but \t and \n; ESC begins commands
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # text direction: shows other than it reads
    "\u2028\u2029"  # line ends to some, letters to others
    "\ud800-\udfff"  # halves of characters: bytes of a name that are no text
)
"""The characters that can steer a terminal, as a regular expression's set holds them."""

STEERS = re.compile(f"[{STEERING}]")


def printable(text: str) -> str:
    """`text` with line breaks and tabs kept, and what steers a terminal made visible."""
    return STEERS.sub("\ufffd", text)
