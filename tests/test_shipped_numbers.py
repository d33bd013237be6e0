"""The shipped drills' numbers are those one meets in a company."""

from collections.abc import Mapping
from typing import Any

import pytest

from kpitrainer.domain.drill.results import NumberResult
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import judge
from tests.shipped import FORMS, drawn, per_form


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


FRACTIONS = {
    "attrition-inverse": _of("taux", "C"),
    "duree-de-vie": _of("taux", "C"),
    "attrition-annuelle": _of("taux", "C", "q", "reste"),
    "ratio-vers-part": _of("r", "tout"),
    "ca-par-client": _of("frequence"),
    "csat-inverse": _of("csat"),
    "ces-v1-calcul": _of("ecart", "avant"),
    "ces-v2-calcul": _of("ecart", "avant"),
    "taux-simples": _of("ecart", "avant", "moyenne", "points"),
    "ltv": _of("c", "C", "marge"),
    "payback-cac": _of("marge"),
    "coefficient-multiplicateur": _of("ttc"),
    "ht-depuis-ttc": _of("taux", "diviseur"),
    "ces-versions": _of("a", "b", "etendue1", "etendue2"),
    "marge-erreur": _of("part", "reste", "ecart_type", "P", "D", "net"),
    "hausses-successives": _of("A", "B"),
    "valeur-initiale": _of("coef"),
    "roas-equilibre": _of("avant", "part"),
    "roas-budget": _of("r"),
    "rentabilite-segment": _of("t1", "t2", "t3", "r1", "r2", "r3"),
}
"""What need not be whole: rates, ratios and averages."""


@per_form
def test_drawn_people_and_amounts_are_whole(name: str) -> None:
    other = FRACTIONS.get(name.partition(":")[0], frozenset())
    for exercise in drawn(name):
        for key, value in exercise.values.items():
            items = value if isinstance(value, tuple) else (value,)
            assert key in other or all(isinstance(item, int) for item in items), (
                exercise.seed,
                key,
                value,
            )


@per_form
def test_every_form_says_which_answers_are_believable(name: str) -> None:
    """`deck check` holds its draws to it."""
    form = FORMS[name]
    numbers = {place for place, part in enumerate(form.parts) if isinstance(part, NumberPart)}
    assert {each.part for each in form.plausible if each.name == "answer"} == numbers


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("nps-calcul", 10, 40),
        ("nps-distribution", 15, 60),
        ("evolution:ventes", 35, 60),
        ("evolution-plaintes", 40, 60),
        ("evolution:prix", 20, 60),
        ("roi", 25, 45),
        ("marge-nette:marge-nette", 20, 50),
        ("marge-nette:rentabilite-d-activite", 15, 35),
        ("ecart-en-points", 30, 60),
    ],
)
def test_a_fair_share_of_answers_is_negative(name: str, least: int, most: int) -> None:
    answers = [exercise.answer for exercise in drawn(name)]
    assert least < 100 * sum(answer < 0 for answer in answers) / len(answers) < most


@pytest.mark.parametrize(
    ("name", "part", "whole"),
    [
        ("nps-calcul", "P", "n"),
        ("nps-calcul", "D", "n"),
        ("nps-inverse-detracteurs", "P", "n"),
        ("csat-inverse", "satisfaits", "n"),
        ("retention", "perdus", "S"),
        ("retention", "N", "E"),
        ("attrition", "perdus", "S"),
        ("cac", "nouveaux", "total"),
        ("reachat", "reacheteurs", "connus"),
        ("reachat", "reacheteurs", "commandes"),
        ("participation:base-inscrits", "actifs", "inscrits"),
        ("participation:base-inscrits", "inscrits", "clients"),
        ("panier-moyen", "clients", "commandes"),
        ("panier-moyen", "commandes", "articles"),
        ("reclamation:courante", "resolues", "reclamations"),
        ("reclamation:rare", "resolues", "reclamations"),
        ("entonnoir:quatre-etapes", "clients", "devis"),
        ("entonnoir:trois-etapes", "clients", "essais"),
        ("roi", "marge", "CA"),
        ("seuil-rentabilite:unites", "cout", "prix"),
        ("marge-nette:marge-nette", "cout_ventes", "charges"),
        ("marge-nette:part-d-activite", "activite", "CA"),
        ("marge-nette:part-d-activite", "marge", "activite"),
        ("ctr", "k", "c"),
        ("taux-ouverture", "c", "o"),
        ("taux-reponse", "r", "o"),
        ("taux-conversion", "c", "k"),
        ("abandon-panier", "o", "k"),
        ("notoriete:spontanee", "t", "s"),
        ("notoriete:assistee", "s", "n"),
        ("rentabilite-segment", "s1", "v1"),
        ("delai-recouvrement", "creances", "ht"),
        ("arpu", "w", "c"),
        ("part-de-marche", "o", "l"),
    ],
)
def test_a_part_is_less_than_its_whole(name: str, part: str, whole: str) -> None:
    for exercise in drawn(name):
        values: Mapping[str, Any] = exercise.values
        assert 1 < values[part] < values[whole], exercise.seed


def test_the_reverse_problem_is_right_with_one_number_only() -> None:
    for exercise in drawn("csat-inverse")[:100]:
        result = exercise.results[0]
        assert isinstance(result, NumberResult)
        for step in (-1, 1):
            typed = str(result.answer + step)
            assert judge(exercise, typed, "fr").outcome is not Outcome.RIGHT, exercise.seed
