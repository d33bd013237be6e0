from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
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


@pytest.mark.parametrize(
    ("items", "weight"), [(2, 1), (3, 2), (4, 2), (5, 3), (7, 4), (8, 4), (30, 15)]
)
def test_a_list_weighs_half_a_fact_an_item(items: int, weight: int) -> None:
    item = recall_list().items[0]
    assert replace(recall_list(), items=(item,) * items).weight == weight


@pytest.mark.parametrize("content", [typed(), choice(), claim(), cloze(1), BROKEN])
def test_a_fact_weighs_one(content: Content) -> None:
    assert content.weight == 1


def test_a_drill_weighs_its_problem_and_each_question() -> None:
    content = drill().content
    assert isinstance(content, Drill)
    one = content.template
    two = replace(one, parts=one.parts * 2)
    weights = [Drill(template).weight for template in (one, two, replace(one, variants=(one, two)))]
    assert weights == [4, 5, 5]


def test_siblings_share_their_entry() -> None:
    names = ("csat", "csat#reverse", "csat#c1")
    assert {CardKey("deck", name).entry for name in names} == {"csat"}
