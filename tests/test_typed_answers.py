"""What students type at cards, labelled by hand from the cards alone, is judged so."""

from collections import Counter, defaultdict

import pytest

from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.verdict import Outcome
from tests.editions import EDITIONS, Edition, per_edition

ANSWERED = [
    pytest.param(edition, deck, id=f"{edition.name}: {deck}")
    for edition in EDITIONS
    for deck in edition.answered
]


@pytest.mark.parametrize(("edition", "deck"), ANSWERED)
def test_no_wrong_answer_is_right_and_hardly_a_right_one_wrong(edition: Edition, deck: str) -> None:
    lines = edition.lines(f"answers/{deck}")
    judged = defaultdict(list)
    for line in lines:
        judged[line["want"], edition.outcome(line)].append(line)
    refused = judged["right", Outcome.WRONG]
    assert judged["wrong", Outcome.RIGHT] == []
    assert judged["right", Outcome.UNCLEAR] == []
    assert len(refused) * 50 <= sum(line["want"] == "right" for line in lines), refused


@per_edition
def test_each_card_where_something_is_typed_has_its_answers(edition: Edition) -> None:
    counts = Counter(
        (line["card"], line["lang"], line["want"])
        for deck in edition.answered
        for line in edition.lines(f"answers/{deck}")
    )
    few = [
        (key, language, want, counts[key, language, want])
        for key, card in edition.cards.items()
        if card.content.mode in {Mode.TYPED, Mode.LIST}
        for language in ("fr", "en")
        for want, least in (("right", 6), ("wrong", 4))
        if counts[key, language, want] < least
    ]
    assert few == []
