import pytest

from kpitrainer.formats.read.protobuf import (
    NoMessageError,
    bytes_in,
    fields_of,
    number_in,
    text_in,
)

# Field 1 the number 300, 2 the text "é", 3 eight bytes, 4 four, 1 once more: the number 1.
MESSAGE = b"\x08\xac\x02\x12\x02\xc3\xa9\x1912345678\x251234\x08\x01"


def test_fields_of_each_form_are_read() -> None:
    assert list(fields_of(MESSAGE)) == [
        (1, 300),
        (2, "é".encode()),
        (3, b"12345678"),
        (4, b"1234"),
        (1, 1),
    ]
    assert (number_in(MESSAGE, 1), number_in(MESSAGE, 9), number_in(MESSAGE, 2)) == (1, 0, 0)
    assert (text_in(MESSAGE, 2), bytes_in(MESSAGE, 1), bytes_in(MESSAGE, 9)) == ("é", b"", b"")


@pytest.mark.parametrize(
    "message",
    [
        b"\x08",
        b"\x08" + b"\xff" * 20,
        b"\x12\x05abc",
        b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
        b"\x191234",
        b"\x0b",
        b"\x0f\x01",
    ],
)
def test_what_is_no_message_is_refused(message: bytes) -> None:
    with pytest.raises(NoMessageError):
        list(fields_of(message))


def test_every_part_of_a_message_is_one_or_is_refused() -> None:
    for end in range(len(MESSAGE)):
        try:
            list(fields_of(MESSAGE[:end]))
        except NoMessageError:
            continue
