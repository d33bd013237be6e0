import difflib
from pathlib import Path

import pytest

from kpitrainer.formats.bring_up_to_date import BroughtUp, bring_up_to_date, was_imported
from kpitrainer.formats.draft import Draft, DraftDeck, Place, ReadOptions
from kpitrainer.formats.finish import ImportedDeck, finish
from kpitrainer.formats.limits import ForeignFileError

CARDS = {"Un ?": "a", "Deux ?": "b", "Trois ?": "c"}


def source(cards: dict[str, str], name: str = "source") -> ImportedDeck:
    drafts = [
        Draft("basic", {"ask": ask, "answer": answer}, Place("row", number))
        for number, (ask, answer) in enumerate(cards.items(), 1)
    ]
    return finish(DraftDeck(drafts=drafts, languages=("fr",)), "d", name, ReadOptions(), "fr")


FIRST = source(CARDS).yaml()


def again(text: str, cards: dict[str, str], name: str = "source") -> BroughtUp:
    return bring_up_to_date(text.encode(), "d.yaml", source(cards, name))


def changed_lines(before: str, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.split("\n"), after.decode().split("\n"))
    return [line for line in lines if line[0] in "+-" and "origin" not in line]


def test_the_same_source_changes_nothing() -> None:
    brought = again(FIRST, CARDS)
    assert (brought.data, brought.unchanged) == (FIRST.encode(), 3)


def test_what_changed_at_the_source_is_replaced_in_place() -> None:
    mine = "    aliases: [deux]\n    version: 3\n    origin"
    head, middle, tail = FIRST.partition("  - basic: deux\n")
    tail = tail.replace("    origin", mine, 1)
    kept = f"{head}  # une remarque\n\n{middle.replace('deux', 'renommee')}{tail}"
    brought = again(kept, CARDS | {"Deux ?": "B"})
    assert changed_lines(kept, brought.data) == ['-     answer: "b"', '+     answer: "B"']
    assert [change.name for change in brought.replaced] == ["renommee"]
    assert again(brought.data.decode(), CARDS | {"Deux ?": "B"}).unchanged == 3


def test_what_was_changed_by_hand_stays_while_the_source_does() -> None:
    edited = FIRST.replace('answer: "b"', 'answer: "la mienne"')
    brought = again(edited, CARDS)
    assert (brought.data, brought.unchanged) == (edited.encode(), 3)


def test_what_changed_on_both_sides_is_shown_and_not_decided() -> None:
    edited = FIRST.replace('answer: "b"', 'answer: "la mienne"')
    brought = again(edited, CARDS | {"Deux ?": "B"})
    assert brought.data == edited.encode()
    (conflict,) = brought.conflicts
    assert '    answer: "la mienne"' in conflict.here
    assert '    answer: "B"' in conflict.there
    # To keep one's own, the origin of the source is taken over.
    origin = next(line for line in conflict.there if "origin" in line)
    mine = next(line for line in conflict.here if "origin" in line)
    assert again(edited.replace(mine, origin), CARDS | {"Deux ?": "B"}).unchanged == 3
    # To take the source's, its text.
    assert again(edited.replace('"la mienne"', '"B"'), CARDS | {"Deux ?": "B"}).unchanged == 3


def test_a_remark_within_an_entry_is_not_replaced_away() -> None:
    edited = FIRST.replace('answer: "b"', 'answer: "b" # à revoir')
    brought = again(edited, CARDS | {"Deux ?": "B"})
    assert (brought.data, len(brought.conflicts)) == (edited.encode(), 1)


def test_what_is_gone_is_told_and_kept_and_what_is_new_comes_last() -> None:
    brought = again(FIRST, {"Un ?": "a", "Trois ?": "c", "Quatre ?": "d"})
    assert [change.name for change in brought.gone] == ["deux"]
    assert [change.name for change in brought.added] == ["quatre"]
    assert brought.data.decode().startswith(FIRST)
    assert brought.data.decode().endswith(
        'answer: "d"\n    ' + brought.data.decode().split("    ")[-1]
    )


def test_a_new_card_takes_no_name_that_is_there() -> None:
    text = FIRST.replace("basic: un\n", "basic: quatre\n")
    brought = again(text, CARDS | {"Quatre ?": "d"})
    assert [change.name for change in brought.added] == ["quatre-2"]
    assert sorted(brought.names.values()) == ["deux", "quatre", "quatre-2", "trois"]


def test_the_file_may_have_another_name_by_now_and_the_deck_two_sources() -> None:
    assert again(FIRST, CARDS, "autre").unchanged == 3
    both = again(FIRST, {"Quatre ?": "d"}, "autre").data.decode()
    brought = again(both, CARDS)
    assert (brought.unchanged, brought.gone) == (3, [])


def test_line_ends_a_mark_and_what_follows_the_cards_stay() -> None:
    text = "\ufeff" + FIRST.rstrip("\n").replace("\n", "\r\n") + "\r\n\r\ndescription: fin\r\n"
    brought = again(text, CARDS | {"Trois ?": "C", "Quatre ?": "d"})
    made = brought.data.decode()
    assert made.startswith("\ufeffdeck: d\r\n")
    assert made.endswith("\r\n\r\ndescription: fin\r\n")
    assert "\n" not in made.replace("\r\n", "")
    assert made.index("quatre") < made.index("description")


@pytest.mark.parametrize(
    "text",
    [
        "deck: d\ntitle: D\nlanguages: [fr]\nlevel: 1\ncards: [{basic: a, ask: b, answer: c}]\n",
        FIRST.replace('answer: "b"', 'answer: "b'),
        "deck: d\n",
        "",
    ],
)
def test_a_file_that_cannot_be_added_to_line_by_line_is_refused(text: str) -> None:
    with pytest.raises(ForeignFileError):
        again(text, {"Neuf ?": "x"})


def test_a_deck_that_was_imported_is_told_from_one_by_hand(tmp_path: Path) -> None:
    assert was_imported(FIRST.encode(), "d.yaml")
    by_hand = "\n".join(line for line in FIRST.split("\n") if "origin" not in line)
    assert not was_imported(by_hand.encode(), "d.yaml")
    assert not was_imported(b"\xff\x00", str(tmp_path))
