"""The curriculum's short answers are always taken."""

import pytest

from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Outcome
from tests.editions import EDITIONS, Edition, per_edition
from tests.words import VOCABULARY

FR = "fr"


def _each(kind: str) -> pytest.MarkDecorator:
    """The short forms of one kind of card, entry by entry."""
    entries = [
        pytest.param(edition, name, id=f"{edition.name}: {name}")
        for edition in EDITIONS
        for name in edition.short_forms[kind]
    ]
    return pytest.mark.parametrize(("edition", "name"), entries)


def _alternatives(form: str) -> list[str]:
    return form.split(" / ")


@_each("lists")
def test_a_list_is_complete_with_the_short_form_of_each_item(edition: Edition, name: str) -> None:
    content = edition.cards_by_id[name].content
    assert isinstance(content, ListRecall)
    forms = edition.short_forms["lists"][name]
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


@_each("gaps")
def test_a_gap_takes_its_short_form(edition: Edition, name: str) -> None:
    for number, short in enumerate(edition.short_forms["gaps"][name], 1):
        content = edition.cards_by_id[f"{name}#c{number}"].content
        assert isinstance(content, Cloze)
        assert content.typed
        gaps = [piece for piece in content.pieces[FR] if isinstance(piece, Gap)]
        right = next(gap.text for gap in gaps if gap.number == number)
        accept = content.accept.get(FR, ())
        assert (
            check_text(short, right, accept=accept, language=FR, vocabulary=VOCABULARY).outcome
            is Outcome.RIGHT
        ), short


@_each("typed")
def test_a_typed_answer_takes_its_short_form(edition: Edition, name: str) -> None:
    content = edition.cards_by_id[name].content
    assert isinstance(content, Basic)
    for short in edition.short_forms["typed"][name]:
        accept = content.accept.get(FR, ())
        verdict = check_text(
            short, content.answer[FR], accept=accept, language=FR, vocabulary=VOCABULARY
        )
        assert verdict.outcome is Outcome.RIGHT, short


@per_edition
def test_no_typed_card_is_left_out(edition: Edition) -> None:
    typed = {
        card.key.entry
        for card in edition.library.cards
        if isinstance(card.content, Basic | Cloze)
        and card.content.typed
        and "#reverse" not in card.key.card
    }
    assert typed == edition.short_forms["gaps"].keys() | edition.short_forms["typed"].keys()
