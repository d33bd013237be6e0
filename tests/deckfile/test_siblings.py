"""`sibling`: read with its card, and warned of where it joins nothing."""

import pytest

from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import HEADER, ids, read, told


def cards(**siblings: str) -> str:
    """A deck of three-line cards by these names; "" is a card without a sibling."""
    return HEADER + "".join(
        f"  - basic: {name.replace('_', '-')}\n    ask: {name}?\n    answer: yes"
        + (f"\n    sibling: {sibling}\n" if sibling else "\n")
        for name, sibling in siblings.items()
    )


def test_siblings_are_of_one_family() -> None:
    found = read(cards(direct="", inverse="direct", parts="direct"))
    assert found.diagnostics == ()
    assert found.deck is not None
    assert [card.sibling for card in found.deck.cards] == [None, "direct", "direct"]
    assert len({card.sibling_group for card in found.deck.cards}) == 1


def test_a_sibling_may_stand_further_down() -> None:
    found = read(cards(inverse="direct", direct=""))
    assert found.diagnostics == ()
    assert found.deck is not None
    assert [card.sibling for card in found.deck.cards] == ["direct", None]


@pytest.mark.parametrize(
    ("text", "expected", "suggestion"),
    [
        (cards(direct="", inverse="xyz"), ["12:14 deck.sibling-unknown"], None),
        (cards(direct="", inverse="dirct"), ["12:14 deck.sibling-near"], "direct"),
        # Of near names one that would be another chain is no help.
        (cards(nps="", nps_a="nps", b="nps-aa"), ["16:14 deck.sibling-near"], "nps"),
        (cards(direct="", inverse="inverse"), ["12:14 deck.sibling-itself"], None),
        (cards(a="b", b="c", c=""), ["9:14 deck.sibling-chain"], "c"),
        (
            cards(a="b", b="c", c="d", d=""),
            ["9:14 deck.sibling-chain", "13:14 deck.sibling-chain"],
            "d",
        ),
        (cards(a="b", b="a"), ["9:14 deck.sibling-mutual"], None),
        (cards(a="b", b="c", c="a"), ["9:14 deck.sibling-mutual", "13:14 deck.sibling-chain"], "a"),
        (
            cards(inverse="old", direct="") + "    aliases: [old]\n",
            ["9:14 deck.sibling-renamed"],
            "direct",
        ),
        (cards(direct="old") + "    aliases: [old]\n", ["9:14 deck.sibling-itself"], None),
    ],
)
def test_a_sibling_that_joins_nothing_is_warned_of(
    text: str, expected: list[str], suggestion: str | None
) -> None:
    found = read(text)
    assert told(found) == expected
    assert {diagnostic.severity for diagnostic in found.diagnostics} == {Severity.WARNING}
    assert found.diagnostics[-1].values.get("suggestion") == suggestion
    assert len(ids(found)) == text.count("basic:")  # all are studied


def test_a_card_with_mistakes_is_there_to_be_named() -> None:
    text = cards(inverse="direct", other="old", direct="") + "    aliases: [old]\n    typed: no\n"
    found = read(text)
    assert told(found) == ["13:14 deck.sibling-renamed", "18:12 deck.not-true-or-false"]
    assert ids(found) == ["inverse", "other"]


def test_a_bad_name_is_an_error() -> None:
    found = read(cards(direct="", inverse="Dir ect"))
    assert told(found) == ["12:14 deck.bad-name"]
    assert ids(found) == ["direct"]
