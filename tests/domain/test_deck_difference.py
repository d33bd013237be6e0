"""How two editions of a deck differ."""

import pytest

from kpitrainer.domain.cards.card import CardKey, Deck
from kpitrainer.domain.cards.deck_difference import ChangeKind, DeckDifference, difference
from tests.deckfile.decks import read

HEADER = "deck: d\ntitle: D\nlanguages: [fr]\nlevel: 1\ncards:\n"
ONE = "  - basic: un\n    ask: Une ?\n    answer: A\n"
TWO = "  - basic: deux\n    ask: Deux ?\n    answer: B\n"
SEVERAL = "  - choice: c\n    ask: Quoi ?\n    answers: [a, b]\n    wrong: [c, d]\n"
DRILL = """\
  - drill: part
    title: La part
    given: {n: 1..9, m: 20..30}
    ask: "{n} de {m} ?"
    answer: {formula: n / m * 100, unit: "%"}
    tests: [{with: {n: 5, m: 20}, answer: 25}]
"""


def deck(*cards: str) -> Deck:
    result = read(HEADER + "".join(cards)).deck
    assert result is not None
    return result


def compared(old: str, new: str) -> DeckDifference:
    return difference(deck(old), deck(new))


def told(found: DeckDifference) -> list[tuple[str, str, str]]:
    return [(str(each.kind), each.card.key.entry, each.former) for each in found.changes]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (ONE + TWO, TWO + ONE, []),
        (ONE, ONE + "    tags: [x]\n", []),
        (ONE, ONE.replace("Une ?", "Une, deux ?"), ["text"]),
        (ONE, ONE + "    why: Parce que.\n", ["text"]),
        (ONE, ONE + "    typed: true\n    accept: [Aa]\n", ["text"]),
        (ONE, ONE.replace("answer: A", "answer: B"), ["answer"]),
        (ONE, ONE + "    version: 2\n", ["text"]),
        (ONE, ONE + "    version: {2: Autre sens}\n", ["text"]),
        (SEVERAL, SEVERAL.replace("[a, b]", "[b, a]"), ["text"]),
        (SEVERAL, SEVERAL.replace("[a, b]", "[a, e]"), ["answer"]),
        (ONE, ONE + TWO, ["new"]),
        (ONE + TWO, ONE, ["gone"]),
        (ONE, ONE.replace("un\n", "premier\n") + "    aliases: [un]\n", ["renamed"]),
        (ONE, ONE.replace("un\n", "premier\n"), ["unlinked"]),
        (ONE, "  - truefalse: un\n    claim: Une ?\n    answer: true\n", ["answer"]),
        (DRILL, DRILL.replace("La part", "Une part"), ["text"]),
        (DRILL, DRILL.replace("n / m * 100", "n*100/m"), ["answer"]),
        (DRILL, DRILL.replace("n / m * 100", "n / m  *  100"), ["text"]),
        (DRILL, DRILL.replace("part\n    title", "partage\n    title"), ["unlinked"]),
    ],
)
def test_each_kind_of_change(old: str, new: str, kinds: list[str]) -> None:
    assert [str(each.kind) for each in compared(old, new).changes] == kinds


def test_a_card_that_is_renamed_and_has_another_answer_is_told_as_both() -> None:
    new = ONE.replace("un\n", "premier\n").replace("answer: A", "answer: Z")
    found = compared(ONE, new + "    aliases: [un]\n")
    assert told(found) == [("renamed", "premier", "un"), ("answer", "premier", "")]
    assert not found.lost


def test_an_alias_of_a_card_that_was_there_before_gives_nothing_away() -> None:
    found = compared(ONE + TWO, TWO + "    aliases: [un]\n")
    assert told(found) == [("gone", "un", "")]


def test_what_costs_progress_are_cards_that_are_gone_and_renames_without_an_alias() -> None:
    found = compared(ONE + TWO + DRILL, ONE.replace("un\n", "premier\n") + DRILL)
    assert found.lost == {CardKey("d", "un"), CardKey("d", "deux")}


def test_an_answer_of_which_nobody_is_told() -> None:
    changed = ONE.replace("answer: A", "answer: B")
    assert [each.card.key.card for each in compared(ONE, changed).silent] == ["un"]
    asked = compared(ONE, changed + "    version: 2\n")
    assert not asked.silent
    assert asked.asked == {CardKey("d", "un")}


def test_siblings_are_one_change_and_a_gap_that_is_filled_is_gone_alone() -> None:
    cloze = "  - cloze: texte\n    text: 'Le {{1: CSAT}} et le {{2: NPS}}.'\n"
    found = compared(ONE, ONE + cloze)
    assert told(found) == [("new", "texte", "")]
    less = compared(cloze, cloze.replace("{{2: NPS}}", "NPS"))
    assert less.of(ChangeKind.GONE)[0].keys == (CardKey("d", "texte#c2"),)
    reverse = compared(ONE + "    reverse: true\n", ONE)
    assert told(reverse) == [("gone", "un", "")]
    assert reverse.lost == {CardKey("d", "un#reverse")}


def test_the_order_of_a_list_counts_only_where_it_is_asked() -> None:
    listed = "  - list: l\n    ask: Quoi ?\n    items: [a, b]\n"
    other = listed.replace("[a, b]", "[b, a]")
    assert [str(each.kind) for each in compared(listed, other).changes] == ["text"]
    ordered = compared(listed + "    ordered: true\n", other + "    ordered: true\n")
    assert [str(each.kind) for each in ordered.changes] == ["answer"]
