"""What comes from a terminal, whatever it is, ends nothing."""

import os
from collections.abc import Iterator
from threading import Event

import pytest

pytest.importorskip("termios", reason="Windows has a driver of its own")

from kpitrainer.tui.terminal_driver import read_texts


@pytest.fixture
def keyboard() -> Iterator[tuple[int, int]]:
    """What is read, and where to write it."""
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def _read(keyboard: tuple[int, int], *pieces: bytes) -> str:
    """All that is read of these pieces, each handed over by itself, up to the end of input."""
    reading, writing = keyboard
    texts, told = read_texts(reading, Event()), ""
    for piece in pieces:
        os.write(writing, piece)
        told += next(texts)
    os.close(writing)
    return told + "".join(texts)


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ([b"d\xc3\xa9j\xc3\xa0"], "déjà"),
        ([b"\xc3", b"\xa9"], "é"),
        ([b"\xe9t"], "\ufffdt"),
        ([b"\xff\xfe\x80"], "\ufffd" * 3),
        ([b"a\x1b[M \xc0\x30b"], "ab"),
        ([b"a\x1b[M \xc3\xa9b"], "ab"),
        ([b"\x1b[M \xff\xff\x1b[M#\xff\xff"], ""),
        ([b"a\x1b[M", b" \xc0\x30b"], "ab"),
        ([b"a\x1b[M ", b"\xc3\xa9\xc3\xa9"], "aé"),
        ([b"\x1b[<0;120;3M"], "\x1b[<0;120;3M"),
        ([b"\x1b[A"], "\x1b[A"),
    ],
)
def test_what_is_no_text_is_replaced_and_old_clicks_are_dropped(
    keyboard: tuple[int, int], pieces: list[bytes], read: str
) -> None:
    assert _read(keyboard, *pieces) == read


def test_half_a_character_waits_a_tick_and_no_longer(keyboard: tuple[int, int]) -> None:
    reading, writing = keyboard
    texts = read_texts(reading, Event())
    os.write(writing, b"\xe9")
    assert [next(texts), next(texts), next(texts)] == ["", "\ufffd", ""]
    os.close(writing)
    assert list(texts) == []
