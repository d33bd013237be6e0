"""What students type at the shipped cards, labelled by hand from the cards alone, is judged so."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from kpitrainer.authoring.answer_check import judge
from kpitrainer.bootstrap import shipped_decks
from kpitrainer.deckfile.files.deck_folders import load_decks
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.verdict import Outcome
from kpitrainer.study.library import Library
from tests.words import BASE_WORDS

LIBRARY = Library(load_decks([shipped_decks()], None, BASE_WORDS).decks)
CARDS = {str(card.key): card for card in LIBRARY.cards}
TABLE = Path(__file__).parent / "data" / "answers"
ANSWERS = {
    name: [json.loads(line) for line in (TABLE / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for name in sorted(path.stem for path in TABLE.glob("*.jsonl"))
}


def outcome(line: dict[str, Any]) -> Outcome:
    card = CARDS[line["card"]]
    vocabulary = LIBRARY.vocabulary(card)
    return judge(card, line["lang"], line["typed"], vocabulary, item=line.get("item")).outcome


@pytest.mark.parametrize("deck", ANSWERS)
def test_no_wrong_answer_is_right_and_hardly_a_right_one_wrong(deck: str) -> None:
    judged = defaultdict(list)
    for line in ANSWERS[deck]:
        judged[line["want"], outcome(line)].append(line)
    refused = judged["right", Outcome.WRONG]
    assert judged["wrong", Outcome.RIGHT] == []
    assert judged["right", Outcome.UNCLEAR] == []
    assert len(refused) * 50 <= sum(line["want"] == "right" for line in ANSWERS[deck]), refused


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
