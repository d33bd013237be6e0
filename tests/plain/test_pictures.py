"""A drill's picture in lines: a sentence before the answer, and one with the result after it."""

from collections.abc import Mapping
from typing import Any

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from tests.factories import card, template
from tests.plain.conftest import Studied

NPS: Mapping[str, Any] = {
    "given": {"P": ["110"], "S": ["60"], "D": ["30"]},
    "let": {"n": "P + S + D"},
    "ask": "{n}: {P}, {S}. NPS?",
    "answer": {"formula": "(P - D) / n * 100", "unit": "points"},
    "figure": {
        "kind": "stacked",
        "parts": [
            {"value": "P", "label": {"fr": "Promoteurs", "en": "Promoters"}},
            {"value": "S", "label": {"fr": "Passifs", "en": "Passives"}},
            {"value": "D", "label": {"fr": "Détracteurs", "en": "Detractors"}},
        ],
    },
}
ASKED = "Figure, one bar of parts. Promoters: 110 · Passives: 60 · Detractors: ?."
SOLVED = (
    "Figure, one bar of parts. Promoters: 110 (55%) · Passives: 60 (30%) · Detractors: 30 (15%)."
)


def nps(**more: object) -> Card:
    return card("nps", Drill(template({**NPS, **more})))


def test_the_question_has_it_without_what_is_to_be_found(drilled: Studied) -> None:
    said = drilled(nps(), "q")
    assert said[said.index("200: 110, 60. NPS?") + 1] == ASKED
    assert SOLVED not in said


def test_the_solution_has_it_with_the_learner_s_result(drilled: Studied) -> None:
    said = drilled(nps(), "80", "q")
    at = said.index(SOLVED)
    assert said[at + 1] == "Right result: 40\u00a0points; yours: 80\u00a0points."


def test_of_a_right_answer_nothing_more_is_said(drilled: Studied) -> None:
    said = drilled(nps(), "40", "q")
    assert SOLVED in said
    assert not any("yours" in line for line in said)


def test_a_line_says_where_it_begins_and_ends(drilled: Studied) -> None:
    figure = {"kind": "line", "x": "0..2", "parts": [{"value": "P * 2^x", "label": "P"}]}
    said = drilled(nps(figure=figure), "40", "q", language="fr")
    assert "Figure, une courbe de 0 à 2. P\u00a0: 110 → 440." in said
