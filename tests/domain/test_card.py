import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.content import Content
from tests.factories import card, choice, claim, cloze, drill, recall_list, typed

BROKEN = Basic(ask={"fr": "En\u00a0% :\n combien\u202f?\n"}, answer={"fr": "1"})
"""A question on two lines, with the no-break spaces of French typography."""


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (typed(), "CSAT"),
        (recall_list(), "Les étapes ?"),
        (choice(), "Après les objectifs ?"),
        (claim(), "Le NPS est une part."),
        (drill().content, "NPS à partir des effectifs"),
        (
            Basic(ask={"fr": "En\u00a0% :\n combien\u202f?\n"}, answer={"fr": "1"}),
            "En\u00a0% : combien\u202f?",
        ),
        (cloze(1), "On fixe […] puis les indicateurs."),
        (cloze(2), "On fixe les objectifs puis […]."),
    ],
)
def test_a_card_is_called_by_its_question(content: Content, label: str) -> None:
    assert card("a", content).label("fr") == label


def test_siblings_share_their_entry() -> None:
    names = ("csat", "csat#reverse", "csat#c1")
    assert {CardKey("deck", name).entry for name in names} == {"csat"}
