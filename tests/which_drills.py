"""Two drills with the same figures, whose formulas are taken for each other."""

from collections.abc import Mapping
from typing import Any

from kpitrainer.domain.cards.card_types.drill import Drill
from tests.factories import card, template

NAMES = {
    "cout": {"fr": "coût", "en": "cost"},
    "prix": {"fr": "prix", "en": "price"},
    "frais": {"fr": "frais", "en": "fees"},
}
RULES = {
    "marge": "(prix - cout) / cout * 100",
    "marque": "(prix - cout) / prix * 100",
}
TITLES = {
    "marge": {"fr": "Taux de marge", "en": "Markup"},
    "marque": {"fr": "Taux de marque", "en": "Margin"},
}


def _source(name: str) -> Mapping[str, Any]:
    wrong = {"rapport": "prix / cout * 100", "ecart": "prix - cout", "frais": "frais / prix * 100"}
    told = {language: title.lower() for language, title in TITLES[name].items()}
    return {
        "title": TITLES[name],
        "given": {"cout": "60..140", "prix": "150..250", "frais": "5..40"},
        "names": NAMES,
        "ask": {
            "fr": f"Coût {{cout}}, prix {{prix}}, frais {{frais}}.\nQuel {told['fr']} ?",
            "en": f"Cost {{cout}}, price {{prix}}, fees {{frais}}.\nWhat {told['en']}?",
        },
        "answer": {"formula": RULES[name], "unit": "%", "decimals": "1"},
        "mistakes": [
            {"wrong": wrong_name, "formula": rule, "say": {"fr": "Non.", "en": "No."}}
            for wrong_name, rule in wrong.items()
        ],
    }


MARGE = card("marge", Drill(template(_source("marge"), "marge")))
MARQUE = card("marque", Drill(template(_source("marque"), "marque")), deck="autre")
