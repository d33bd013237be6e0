"""What students type at the shipped cards, labelled by hand from the cards alone, is judged so."""

import json
from collections import Counter
from pathlib import Path

import pytest

from kpitrainer.authoring.answer_check import judge
from kpitrainer.bootstrap import shipped_decks
from kpitrainer.deckfile.files.deck_folders import load_decks
from kpitrainer.domain.cards.card_types.content import Mode
from tests.words import BASE_WORDS

DECKS = {deck.id: deck for deck in load_decks([shipped_decks()], None, BASE_WORDS).decks}
CARDS = {str(card.key): card for deck in DECKS.values() for card in deck.cards}
TABLE = Path(__file__).parent / "data" / "answers"
ANSWERS = {
    name: [json.loads(line) for line in (TABLE / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for name in sorted(path.stem for path in TABLE.glob("*.jsonl"))
}


@pytest.mark.parametrize("deck", ANSWERS)
def test_no_wrong_answer_is_right_and_hardly_a_right_one_wrong(deck: str) -> None:
    judged = [
        (line, judge(CARDS[line["card"]], line["lang"], line["typed"], item=line.get("item")))
        for line in ANSWERS[deck]
    ]
    found = {
        (want, outcome): [
            line for line, got in judged if (line["want"], got.outcome) == (want, outcome)
        ]
        for want, outcome in (("wrong", "right"), ("right", "wrong"), ("right", "again"))
    }
    assert found["wrong", "right"] == []
    assert found["right", "again"] == []
    assert len(found["right", "wrong"]) * 50 <= sum(
        line["want"] == "right" for line, _ in judged
    ), found["right", "wrong"]


def test_each_card_where_something_is_typed_has_its_answers() -> None:
    counts = Counter(
        (line["card"], line["lang"], line["want"]) for lines in ANSWERS.values() for line in lines
    )
    few = [
        (key, language, want, counts[key, language, want])
        for key, card in CARDS.items()
        if card.content.mode in {Mode.TYPED, Mode.LIST}
        for language in ("fr", "en")
        for want, least in (("right", 6), ("wrong", 4))
        if counts[key, language, want] < least
    ]
    assert few == []
