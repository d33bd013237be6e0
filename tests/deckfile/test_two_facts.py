"""Answers that hold two facts, and those that only look so."""

import pytest

from kpitrainer.deckfile.lint.two_facts import two_facts
from kpitrainer.domain.cards.card_types.basic import Basic

TWO = [
    # A semicolon, a second sentence, though two are asked for
    ("Quelle échelle, et dans quel sens ?", "de 1 à 5 ; bas = mieux"),
    ("Quelles sont les deux bornes ?", "−100 ; 100"),
    ("Que demande la question, et sur quelle échelle ?", "Recommanderiez-vous ? De 0 à 10."),
    # The question announces several, or asks twice
    ("Quels deux gains l’automatisation apporte-t-elle ?", "Du temps et moins d’erreurs."),
    ("Quelles sont les 2 issues d’un contrôle ?", "Corriger ou renforcer."),
    ("What are the two sides of data protection?", "Security, and respect for privacy."),
    ("Cite trois ingrédients d’une matrice.", "Critères, indicateurs et poids"),
    ("Qui a proposé ce modèle, et dans quel outil ?", "Kaplan, dans le balanced scorecard."),
    ("What guides the choice, and how do you use it?", "Your needs; then consistently"),
    ("Quand et par qui fut-il inventé ?", "En 1901, par Bezzera."),
    ("Que mesure-t-il, et qui l’a proposé ?", "La fidélité, selon Reichheld"),
    ("What was it called, and when was it replaced?", "The first version, in 2013"),
    # The answer alone
    ("À quoi aboutit une enquête ?", "À des axes, puis à des actions."),
    ("À quoi servent ces mesures ?", "À chiffrer l’avancement et à voir si cela marche."),
    ("What are they for?", "To measure progress and to see what works."),
    ("Que montre ce tableau ?", "La capacité à retenir, et les axes de progrès."),
    ("What does the review adjust?", "The organisation, the work and the strategy."),
]
ONE = [
    (
        "Quelle est la différence entre un KPI et une métrique ?",
        "Le KPI pilote ; la métrique suit.",
    ),
    ("What sets a passive apart?", "They are satisfied, and not enthusiastic."),
    ("Qui a proposé les quatre perspectives ?", "Kaplan et Norton."),
    ("Entre quels deux moments court le cycle ?", "Entre le premier contact et la vente."),
    ("Que minimise la quantité économique ?", "Le total des coûts de commande et de stockage."),
    ("Quelle forme a la question ?", "Fermée et neutre, sur une échelle."),
    ("Avec des notes de 1 à 5, que vaut 5 ?", "Très satisfait, le plus haut."),
    ("Qui est un client content et qui revient ?", "Un client fidèle, un promoteur."),
    ("Can we improve?", "We keep improving and creating value."),
    ("Que mesure-t-il ?", "La performance d’une entreprise, d’un service ou d’une campagne."),
]


def basic(ask: str, answer: str, *, typed: bool = False) -> Basic:
    return Basic({"fr": ask}, {"fr": answer}, typed=typed)


@pytest.mark.parametrize(("ask", "answer"), TWO)
def test_two_facts_are_warned_of(ask: str, answer: str) -> None:
    assert [fault.code for fault in two_facts(basic(ask, answer))] == ["deck.two-facts"]


@pytest.mark.parametrize(("ask", "answer"), ONE)
def test_one_fact_is_left_alone(ask: str, answer: str) -> None:
    assert list(two_facts(basic(ask, answer))) == []


def test_a_typed_answer_of_two_is_judged_part_by_part() -> None:
    ask = "Quels sont les deux secteurs ?"
    assert list(two_facts(basic(ask, "SaaS et informatique", typed=True))) == []
    assert list(two_facts(basic(ask, "SaaS ; informatique", typed=True)))


def test_what_joins_is_to_be_there_in_each_language() -> None:
    ask = {"fr": "De quoi sont-elles faites ?", "en": "What are they made of?"}
    data = {"fr": "Des données et des calculs.", "en": "Objective, measurable data and sums."}
    assert list(two_facts(Basic(ask, data))) == []
    assert list(two_facts(Basic(ask, {**data, "fr": "Des données, des faits et des calculs."})))
