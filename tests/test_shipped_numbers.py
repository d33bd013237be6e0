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
    "attrition-inverse": _of("taux"),
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
    "ecart-en-points": _of("a", "b"),
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


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("nps-calcul", -50, 70),
        ("nps-distribution", -75, 80),
        ("nps-inverse-detracteurs", 5, 250),
        ("csat-calcul:pourcentage", 25, 95),
        ("csat-calcul:moyenne", 2, 5),
        ("csat-inverse", 30, 780),
        ("ces-v1-calcul", 1, 5),
        ("ces-v2-calcul", 30, 95),
        ("retention", 60, 99),
        ("attrition", 0, 35),
        ("attrition-inverse", 10, 1700),
        ("retention-inverse", 350, 13000),
        ("duree-de-vie:mensuelle", 12, 81),
        ("duree-de-vie:annuelle", 2, 13),
        ("attrition-annuelle", 5, 55),
        ("cac", 79, 271),
        ("cac-inverse", 19000, 1450000),
        ("reachat", 5, 85),
        ("multi-equipement", 8, 60),
        ("ratio-vers-part", 9, 70),
        ("participation:base-inscrits", 4, 46),
        ("participation:base-clients", 0, 25),
        ("panier-moyen", 20, 120),
        ("ca-par-client", 11, 1000),
        ("cycle-de-vente", 5, 90),
        ("reclamation:courante", 1, 13),
        ("reclamation:rare", 0, 1),
        ("moyennes-simples:visite", 15, 80),
        ("moyennes-simples:reponse", 4, 20),
        ("moyennes-simples:vendeur", 17000, 61000),
        ("moyennes-simples:cout-unitaire", 2, 15),
        ("evolution:ventes", -60, 150),
        ("evolution:prix", -30, 45),
        ("evolution:plaintes", -60, 65),
        ("entonnoir:quatre-etapes", 0, 1),
        ("entonnoir:trois-etapes", 0, 5),
        ("roi", -75, 150),
        ("roas", 1, 7),
        ("seuil-rentabilite:unites", 1400, 3600),
        ("marge-nette:marge-nette", -10, 20),
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
        ("rotation-stock:fois", 1, 6),
        ("rotation-stock:jours", 60, 190),
        ("ctr", 0, 3),
        ("cpm", 1, 13),
        ("cpa", 24, 81),
        ("ltv-cac", 0, 9),
        ("payback-cac", 2, 19),
        ("churn-mrr", 1, 5),
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
        ("evolution:ventes", 40, 60),
        ("evolution:plaintes", 40, 60),
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
