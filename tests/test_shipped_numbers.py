"""The shipped drills' numbers are those one meets in a company."""

from collections.abc import Mapping
from typing import Any

import pytest

from kpitrainer.domain.drill.results import NumberResult
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import judge
from tests.shipped import drawn, per_form


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
    "taux-simples": _of("ecart", "avant", "moyenne"),
    "seuil-rentabilite": _of("exact"),
    "rotation-stock": _of("rotation"),
    "ltv": _of("c", "C", "marge"),
    "payback-cac": _of("marge"),
    "coefficient-multiplicateur": _of("ttc"),
    "ht-depuis-ttc": _of("taux", "diviseur"),
    "tcam": _of("rapport"),
    "ces-versions": _of("a", "b", "etendue1", "etendue2"),
    "marge-erreur": _of("part", "reste", "ecart_type", "P", "D", "net"),
    "hausses-successives": _of("A", "B"),
    "valeur-initiale": _of("coef"),
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


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("cac", 10, 120),
        ("cac-inverse", 500, 150000),
        ("panier-moyen", 20, 120),
        ("ca-par-client", 11, 1000),
        ("cycle-de-vente", 5, 90),
        ("entonnoir:quatre-etapes", 0, 1),
        ("entonnoir:trois-etapes", 1, 17),
        ("roi", -75, 150),
        ("roas", 1, 7),
        ("seuil-rentabilite:unites", 480, 4520),
        ("marge-nette:marge-nette", -15, 31),
        ("marge-nette:part-d-activite", 4, 50),
        ("marge-nette:rentabilite-d-activite", -25, 65),
        ("mrr:mouvements", 7000, 260000),
        ("mrr:abonnements", 1500, 45000),
        ("taux-simples:ponctualite", 75, 97),
        ("taux-simples:defaut", 0, 1),
        ("taux-simples:retour", 4, 40),
        ("taux-simples:rebond", 20, 50),
        ("taux-simples:engagement", 0, 10),
        ("taux-simples:nouveaux-clients", 3, 30),
        ("taux-simples:rotation-du-personnel", 3, 40),
        ("score-pondere:trois-criteres", 1, 10),
        ("rotation-stock:fois", 3, 26),
        ("rotation-stock:jours", 14, 105),
        ("ctr", 0, 5),
        ("cpm", 1, 13),
        ("cpa", 9, 81),
        ("ltv-cac", 0, 9),
        ("payback-cac", 2, 19),
        ("churn-mrr", 2, 9),
        ("nrr", 85, 115),
        ("tcam", 3, 25),
    ],
)
def test_answers_are_what_one_meets_in_a_company(name: str, low: int, high: int) -> None:
    for exercise in drawn(name):
        assert low < exercise.answer < high, exercise.seed


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
