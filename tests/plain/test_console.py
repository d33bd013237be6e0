from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.text.printable import printable
from kpitrainer.plain.console import Console


class Flushed(StringIO):
    """Remembers what had been written when it was flushed."""

    seen = ""

    def flush(self) -> None:
        self.seen = self.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b]2;x\x07", "\x1b[31m", "\x9b31m", "\x00", "\x7f", "\x08", "\r",
        "\u202e", "\u2066", "\u061c", "\u2028", "\u0085", "\udc80",
    ],
)  # fmt: skip
def test_what_steers_a_terminal_is_made_visible(hostile: str) -> None:
    made = printable(f"a{hostile}b")
    assert made.startswith("a\ufffd")
    assert made.endswith("b")
    assert not set(made) & set("\x1b\x07\x9b\x00\x7f\x08\r\u202e\u2066\u061c\u2028\u0085\udc80")


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_what_people_write_stays(text: str) -> None:
    assert printable(text) == text


@given(st.text())
def test_nothing_printed_is_a_control_but_line_ends(text: str) -> None:
    assert all(char == "\n" or char.isprintable() or char.isspace() or ord(char) > 0xA0
               for char in printable(text))  # fmt: skip
    assert "\x1b" not in printable(text)


def test_every_line_is_flushed() -> None:
    out = Flushed()
    Console(StringIO(), out).say("one\ntwo")
    assert out.seen == "one\ntwo\n"


def test_lines_are_heard_without_blanks_until_the_end() -> None:
    console = Console(StringIO("\ufeff 3 \n\n\tdeux\r\nlast"), StringIO())
    assert [console.hear() for _ in range(5)] == ["3", "", "deux", "last", None]
