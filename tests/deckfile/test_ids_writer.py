from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.deckfile.write import ids_writer
from kpitrainer.deckfile.write.ids_writer import Naming, NewName, name_cards
from tests.deckfile.decks import HEADER, ids, read


def cards(text: str) -> str:
    return HEADER + dedent(text)


def done_to(data: bytes) -> Naming:
    done = name_cards(data, "essai.yaml")
    assert done is not None
    return done


def named(text: str) -> tuple[str, list[NewName]]:
    done = done_to(text.encode())
    assert done.by_hand == ()
    return done.data.decode(), list(done.named)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - basic:\n    ask: Où est l’œuvre ?\n", "  - basic: ou-est-l-oeuvre\n"),
        ("  - basic: # à nommer\n    ask: Un deux\n", "  - basic: un-deux # à nommer\n"),
        ("  - basic :   \n    ask: Un deux\n", "  - basic : un-deux   \n"),
        ("  - basic: ''   # vide\n    ask: Un deux\n", "  - basic: un-deux   # vide\n"),
        ("  - basic: Été 1   # nom\n    ask: x\n", "  - basic: ete-1   # nom\n"),
        ('  - basic: "Été 1"\n    ask: x\n', "  - basic: ete-1\n"),
        ("  - basic: 'l''été'\n    ask: x\n", "  - basic: l-ete\n"),
        ("  - basic: 1-un\n    ask: x\n", "  - basic: c-1-un\n"),
        ("  -   ask: x\n      basic:   NPS\n", "  -   ask: x\n      basic:   nps\n"),
    ],
)
def test_the_name_alone_is_written(before: str, after: str) -> None:
    rest = "".join(before.splitlines(keepends=True)[after.count("\n") :])
    margin = "      " if before.startswith("  -   ") else "    "
    answer = f"{margin}answer:   b  # reste\n"
    text, _ = named(HEADER + before + answer)
    assert text == HEADER + after + rest + answer
    assert len(ids(read(text))) == 1


def test_the_second_of_two_gets_another_name_that_no_card_has_or_had() -> None:
    text = cards("""\
      - {basic: nps, ask: un, answer: a}
      - {basic: nps, ask: deux, answer: a}
      - {basic: NPS, ask: trois, answer: a, aliases: [nps-3]}
      - {basic: nps-2, ask: quatre, answer: a}
    """)
    made, names = named(text)
    assert names == [NewName(7, "nps-4"), NewName(8, "nps-5")]
    assert made == text.replace("nps, ask: deux", "nps-4, ask: deux").replace("NPS", "nps-5")
    assert ids(read(made)) == ["nps", "nps-4", "nps-5", "nps-2"]


def test_nothing_to_name_nothing_changed() -> None:
    text = cards("      - {basic: nps, ask: un, answer: a}\n").encode()
    assert done_to(text) == Naming(text)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n  # fin"])
def test_line_ends_byte_order_mark_and_the_last_line_stay(mark: str, end: str, last: str) -> None:
    text = HEADER + "  - basic:\n    ask: un\n    answer: b" + last
    before = (mark + text.replace("\n", end)).encode()
    assert done_to(before).data == before.replace(b"basic:", b"basic: un")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_deck_on_one_line(mark: str) -> None:
    header = "{deck: a, title: T, languages: [fr], level: 1, cards: ["
    text = (
        mark + header + "{basic: Été !!!, ask: un, answer: b}, {basic: , ask: un deux, answer: c}]}"
    )
    after = text.replace("Été !!!", "ete").replace("basic: ,", "basic: un-deux ,")
    assert done_to(text.encode()).data.decode() == after


def test_a_broken_card_is_left_and_the_others_are_named() -> None:
    text = cards("""\
      - basic:
        ask: un
        answer: b
      - basic: cassée
        ask: "pas fermé
        answer: b
      - basic: É
        ask: deux
        answer: b
    """)
    made, names = named(text)
    assert [name.id for name in names] == ["un", "e"]
    assert made == text.replace("basic:\n", "basic: un\n").replace(": É\n", ": e\n")


@pytest.mark.parametrize(
    "card",
    [
        "  - basic: {a: b}\n    ask: un\n    answer: b\n",
        "  - basic: [a]\n    ask: un\n    answer: b\n",
        "  - basic: |\n      A\n    ask: un\n    answer: b\n",
        "  - basic: A\n      B\n    ask: un\n    answer: b\n",
    ],
)
def test_a_name_that_is_no_word_is_left_to_its_author(card: str) -> None:
    text = (HEADER + card).encode()
    done = done_to(text)
    assert (done.data, done.named, len(done.by_hand)) == (text, (), 1)
    assert done.by_hand[0].line == 6


@pytest.mark.parametrize("data", [b"", b"- a\n", b"cards: x\n", b"cards: []", b"[[", b"{a"])
def test_what_is_no_deck_is_left_alone(data: bytes) -> None:
    assert done_to(data) == Naming(data)


@pytest.mark.parametrize("data", [b"\xff", b"deck: a\x1b\n", b"deck: a\r", b"a" * 5_000_001])
def test_what_is_no_clean_text_is_not_read(data: bytes) -> None:
    assert name_cards(data, "a") is None


def test_what_would_come_out_worse_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = cards("""\
      - basic: bon
        ask: un
        answer: b
      - basic: É
        ask: deux
        answer: b
    """).encode()
    for slip in (
        ids_writer._Edit(5, 9, 3, "e"),  # another card's id
        ids_writer._Edit(8, 9, 1, "e\n  ask: trois"),  # a key twice
        ids_writer._Edit(8, 9, 1, "bon"),  # an id twice
        ids_writer._Edit(6, 7, 2, "une"),  # a text
        ids_writer._Edit(8, 9, 1, '"'),  # broken
        ids_writer._Edit(8, 9, 1, "e\n- basic: zut"),  # a card more
    ):
        monkeypatch.setattr(ids_writer, "_edit", lambda *_, slip=slip: slip)
        done = done_to(text)
        assert (done.data, done.named) == (text, ()), slip
        assert [name.id for name in done.by_hand] == ["e"]


def test_what_a_named_card_shows_besides_is_no_reason_to_refuse() -> None:
    text = HEADER + "  - choice: É\n    ask: un\n    answer: b\n    wrong: [b, c]\n"
    made, _ = named(text)
    assert [diagnostic.code for diagnostic in read(made).diagnostics] == ["deck.twice"]


@pytest.mark.parametrize(
    "card",
    ["  -basic:\n    ask: x\n", "\u00a0 - basic:\n    ask: x\n", '"  - basic:\n    ask: x"\n'],
)
def test_a_file_with_other_signs_than_ours_is_mended_first(card: str) -> None:
    assert name_cards((HEADER + card).encode(), "essai.yaml") is None


PIECES = st.sampled_from(
    [
        *("  - basic:", "  - list: ", "  - cloze: É", "  - {basic: , ask: a, answer: b}\n"),
        *("    ask: a\n", "    answer: b\n", "    text: '{{a}}'\n", "\n", "\r\n", "- "),
        *(" a", "{", "}", "'", '"', "#", "\t", "é", ":"),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_stands_there_no_card_is_lost(text: str) -> None:
    data = (HEADER + text).encode()
    done = name_cards(data, "essai.yaml")
    if done is None:  # what stands there is to be mended first
        assert read(HEADER + text).diagnostics
        return
    before, after = read(HEADER + text), read(done.data.decode())
    assert set(ids(before)) <= set(ids(after))
    if not done.named:
        assert done.data == data
    # Named once, named for good.
    assert done_to(done.data).named == ()
