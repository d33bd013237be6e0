"""The curriculum's short answers are always taken."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Outcome
from tests.words import VOCABULARY

SHORT: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "short-forms.yaml").read_text("utf-8")
)
CARDS = {
    card.key.card: card
    for deck in load_decks([Path(__file__).parents[1] / "decks"], None).decks
    for card in deck.cards
}
FR = "fr"


def _alternatives(form: str) -> list[str]:
    return form.split(" / ")


@pytest.mark.parametrize("name", SHORT["lists"])
def test_a_list_is_complete_with_the_short_form_of_each_item(name: str) -> None:
    content = CARDS[name].content
    assert isinstance(content, ListRecall)
    forms = SHORT["lists"][name]
    assert len(forms) == len(content.items)
    for at, form in enumerate(forms):
        for alternative in _alternatives(form):
            typed = [_alternatives(other)[0] for other in forms]
            typed[at] = alternative
            found = content.recall(typed, FR, VOCABULARY).found
            missing = [
                item.text[FR] for place, item in enumerate(content.items) if place not in found
            ]
            assert missing == [], typed


@pytest.mark.parametrize("name", SHORT["gaps"])
def test_a_gap_takes_its_short_form(name: str) -> None:
    for number, short in enumerate(SHORT["gaps"][name], 1):
        content = CARDS[f"{name}#c{number}"].content
        assert isinstance(content, Cloze)
        assert content.typed
        gaps = [piece for piece in content.pieces[FR] if isinstance(piece, Gap)]
        right = next(gap.text for gap in gaps if gap.number == number)
        accept = content.accept.get(FR, ())
        assert (
            check_text(short, right, accept=accept, language=FR, vocabulary=VOCABULARY).outcome
            is Outcome.RIGHT
        ), short


@pytest.mark.parametrize("name", SHORT["typed"])
def test_a_typed_answer_takes_its_short_form(name: str) -> None:
    content = CARDS[name].content
    assert isinstance(content, Basic)
    for short in SHORT["typed"][name]:
        accept = content.accept.get(FR, ())
        verdict = check_text(
            short, content.answer[FR], accept=accept, language=FR, vocabulary=VOCABULARY
        )
        assert verdict.outcome is Outcome.RIGHT, short


def test_no_typed_card_is_left_out() -> None:
    typed = {
        card.key.entry
        for card in CARDS.values()
        if isinstance(card.content, Basic | Cloze)
        and card.content.typed
        and "#reverse" not in card.key.card
    }
    assert typed == SHORT["gaps"].keys() | SHORT["typed"].keys()
