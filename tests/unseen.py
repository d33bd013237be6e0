"""A drill with no known mistake, and somebody who takes the wrong base at it."""

from fractions import Fraction
from typing import Any

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.text.number import round_half_away

MARGIN: dict[str, Any] = {
    "title": {"fr": "Taux de marge", "en": "Markup"},
    "given": {"cost": "31..97 by 2", "price": "cost + 11..cost + 60 by 1"},
    "ask": {
        "fr": "Acheté {cost} €, vendu {price} € : quel est le taux de marge ?",
        "en": "Bought at €{cost}, sold at €{price}: what is the markup?",
    },
    "answer": {"formula": "(price - cost) / cost * 100", "unit": "%", "decimals": 1},
}

DECK = """\
deck: essai
title: {fr: "Essai", en: "Trial"}
languages: [fr, en]
level: 1
cards:
  - drill: marge
    title: {fr: "Taux de marge", en: "Markup"}
    given:
      cost: 31..97 by 2
      price: cost + 11..cost + 60 by 1
    ask:
      fr: "Acheté {cost} €, vendu {price} € : quel est le taux de marge ?"
      en: "Bought at €{cost}, sold at €{price}: what is the markup?"
    answer: {formula: (price - cost) / cost * 100, unit: "%", decimals: 1}
    tests:
      - with: {cost: 50, price: 80}
        answer: 60
"""

FORMULA = "(price - cost) / price * 100"
"""What this learner computes."""


def by_price(exercise: Exercise) -> str:
    """The answer of somebody who divides by the price."""
    cost, price = (Fraction(exercise.given[name]) for name in ("cost", "price"))  # type: ignore[arg-type]
    return f"{float(round_half_away((price - cost) / price * 100, 1)):.1f}"
