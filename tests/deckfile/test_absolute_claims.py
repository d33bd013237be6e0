"""Claims that are false and give themselves away, and words that only look absolute."""

import pytest

from kpitrainer.deckfile.lint.claim_rules import absolute_claim
from kpitrainer.domain.cards.card_types.true_false import TrueFalse


def words(language: str, claim: str, *, answer: bool = False) -> list[object]:
    return [fault.values["word"] for fault in absolute_claim(TrueFalse({language: claim}, answer))]


GIVEN_AWAY = [
    ("fr", "Toute métrique est un KPI.", "toute"),
    ("fr", "Le NPS convient à tous les secteurs.", "tous"),
    ("fr", "Un client satisfait reste forcément fidèle.", "forcément"),
    ("fr", "Le taux est toujours positif.", "toujours"),
    ("fr", "Un NPS ne baisse jamais.", "jamais"),
    ("fr", "Le CES n’a rien de subjectif.", "rien"),
    ("fr", "Une seule mesure suffit.", "une seule"),
    ("fr", "Il est établi que le panier double.", "il est établi"),
    ("fr", "Il n'existe qu’une liste.", "n'existe qu’"),
    ("fr", "Aucun client ne revient.", "aucun"),
    ("fr", "Seuls les promoteurs reviennent.", "seuls"),
    ("fr", "Le NPS prédit à lui seul la croissance.", "à lui seul"),
    ("fr", "Chaque client content revient.", "chaque"),
    ("fr", "Nul client ne revient.", "nul client ne"),
    ("fr", "Quel que soit le secteur, 50 est un bon NPS.", "quel que soit"),
    ("en", "Only promoters come back.", "only"),
    ("en", "No customer comes back.", "no"),
    ("en", "Any score above 50 is good.", "any"),
    ("en", "Whatever the sector, 50 is a good NPS.", "whatever"),
    ("en", "Each satisfied customer comes back.", "each"),
    ("en", "Every metric is a KPI.", "every"),
    ("en", "All brands do so.", "all"),
    ("en", "It is bound to grow.", "bound to"),
    ("en", "Only one metric is enough.", "only one"),
    ("en", "Sales necessarily follow.", "necessarily"),
    ("en", "They are established laws.", "established laws"),
    ("en", "There is nothing subjective about it.", "nothing"),
]
FAIR = [
    ("fr", "Le NPS est la moyenne de toutes les notes."),
    ("fr", "La part se divise par tous les clients."),
    ("fr", "Une enquête revient tous les mois."),
    ("fr", "Le total de chaque panier se relève chaque mois."),
    ("fr", "La seule part des promoteurs fait le NPS."),
    ("en", "Customers and sellers know each other."),
    ("en", "A fall is no improvement."),
    ("fr", "Le partage vient surtout de Kaplan."),
    ("fr", "Un devis est établi avant la vente du seul stock."),
    ("en", "NPS is the mean of all scores."),
    ("en", "It is the share of customers across all stores."),
    ("en", "A survey comes round every month."),
    ("en", "Overall, finally, the ball falls."),
    ("en", "A sales team is established first."),
]


@pytest.mark.parametrize(("language", "claim", "word"), GIVEN_AWAY)
def test_a_false_claim_with_an_absolute_is_warned_of(language: str, claim: str, word: str) -> None:
    assert words(language, claim) == [word]
    assert words(language, claim, answer=True) == []


@pytest.mark.parametrize(("language", "claim"), FAIR)
def test_a_false_claim_without_one_is_left_alone(language: str, claim: str) -> None:
    assert words(language, claim) == []


def test_it_is_told_once_where_the_word_stands() -> None:
    claim = {"fr": "Le taux est élevé.", "en": "The rate is always high, never low."}
    (fault,) = absolute_claim(TrueFalse(claim, answer=False))
    assert (fault.path, fault.column, fault.code) == (("claim", "en"), 13, "deck.absolute-claim")
